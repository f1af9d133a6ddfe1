"""Facts of one kind set side by side within a group: which figure of one version answers which of another.

Takes items with offsets (quantities, dates, names) and a group, gives for every copy class its items with
their columns, and for two classes the pairs that stand at one place but are not equal. Items that are equal
anywhere in the two sentences are taken out first, so a figure that only moved is no difference.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from wirecopy.collate.changes.drafts import Side, side
from wirecopy.collate.changes.view import GroupView, Word

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
    found: list[Item[Fact]] = []
    for fact in facts:
        inside = tuple(
            word for word in seen.words[w] if fact.start < word.token.end and word.token.start < fact.end
        )
        if inside:
            found.append(Item(fact, inside))
    return found


def item_side(seen: GroupView, w: int, item: Item[Fact]) -> Side:
    """The side an item is."""
    return side(seen, w, item.words)


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


def class_pairs(seen: GroupView) -> list[tuple[int, int]]:
    """Every two copy classes of a group, by their first witnesses."""
    firsts = sorted(seen.words)
    return [(a, b) for number, a in enumerate(firsts) for b in firsts[number + 1 :]]
