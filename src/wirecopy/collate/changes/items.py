"""Facts of one kind set side by side within a group: which figure of one version answers which of another.

Takes items with offsets (quantities, dates, names) and a group, gives for every copy class its items with
their columns, and for two classes the pairs that stand at one place but are not equal. Items that are equal
anywhere in the two sentences are taken out first, so a figure that only moved is no difference.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from wirecopy.collate.changes.drafts import Side, joined, side
from wirecopy.collate.changes.view import GroupView, Word
from wirecopy.model import Facts

NEAR = 3  # columns within which two items stand at one place


class Placed(Protocol):
    """Anything with offsets into the article."""

    @property
    def start(self) -> int:
        """First code point."""
        ...

    @property
    def end(self) -> int:
        """One past the last code point."""
        ...


Fact = TypeVar("Fact", bound=Placed)


@dataclass(frozen=True, slots=True)
class Item(Generic[Fact]):
    """A fact with its words in the group."""

    fact: Fact
    words: tuple[Word, ...]

    @property
    def column(self) -> int:
        """The column of its first word."""
        return self.words[0].column


def items(seen: GroupView, w: int, facts: Sequence[Fact]) -> list[Item[Fact]]:
    """The facts that stand in a copy class's words of the group, in reading order."""
    words = seen.words[w]
    starts = [word.token.start for word in words]
    first_start, last_end = starts[0], words[-1].token.end
    found: list[Item[Fact]] = []
    for fact in facts:
        if fact.start >= last_end or fact.end <= first_start:
            continue
        first = max(0, bisect_right(starts, fact.start) - 1)
        last = bisect_left(starts, fact.end)
        inside = tuple(word for word in words[first:last] if word.token.end > fact.start)
        if inside:
            found.append(Item(fact, inside))
    return found


@dataclass(frozen=True, slots=True)
class Holders(Generic[Fact]):
    """Copy classes with the same items at the same columns; their rows are parallel."""

    rows: Mapping[int, Sequence[Item[Fact]]]  # first witness of a copy class -> its items

    @property
    def items(self) -> Sequence[Item[Fact]]:
        """The items of the first holder."""
        return next(iter(self.rows.values()))

    def side(self, seen: GroupView, item: Item[Fact]) -> Side:
        """The side an item of the first holder is, in all holders."""
        at = self.items.index(item)
        return joined(side(seen, w, row[at].words) for w, row in self.rows.items())


def holders(
    seen: GroupView, facts: Callable[[Facts], Sequence[Fact]], key: Callable[[Fact], Hashable]
) -> list[Holders[Fact]]:
    """The copy classes of a group by the facts they hold: classes that agree are compared once.

    Args:
        seen: the group.
        facts: which facts of a witness.
        key: what makes two facts equal.
    """
    rows: dict[Hashable, dict[int, list[Item[Fact]]]] = {}
    for w in seen.words:
        mine = items(seen, w, facts(seen.witnesses[w].facts))
        if mine:
            rows.setdefault(tuple((item.column, key(item.fact)) for item in mine), {})[w] = mine
    return [Holders(found) for found in rows.values()]


def answering(
    ours: Sequence[Item[Fact]],
    theirs: Sequence[Item[Fact]],
    equal: Callable[[Fact, Fact], bool],
    comparable: Callable[[Item[Fact], Item[Fact]], bool],
) -> list[tuple[Item[Fact], Item[Fact]]]:
    """Pairs of items that stand at one place in two versions and are not equal.

    Args:
        ours: items of one copy class.
        theirs: items of another.
        equal: whether two facts say the same.
        comparable: whether two items that are not equal stand for each other.
    """
    left = [a for a in ours if not any(equal(a.fact, b.fact) for b in theirs)]
    right = [b for b in theirs if not any(equal(a.fact, b.fact) for a in ours)]
    candidates = sorted(
        ((abs(a.column - b.column), i, j) for i, a in enumerate(left) for j, b in enumerate(right)
         if comparable(a, b))
    )  # fmt: skip
    pairs: list[tuple[Item[Fact], Item[Fact]]] = []
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    for _, i, j in candidates:
        if i not in taken_left and j not in taken_right:
            taken_left.add(i)
            taken_right.add(j)
            pairs.append((left[i], right[j]))
    return pairs


def near(a: Item[Fact], b: Item[Fact]) -> bool:
    """Whether two items stand at one place of the group."""
    return abs(a.column - b.column) <= NEAR
