"""One aligned group made ready for comparison: its words with columns, parts of speech and quotation marks.

Takes a collation and one of its groups, gives a `GroupView`. Witnesses whose words in the group are the same
are one *copy class*: only the first of a class is compared, and a finding about it is told of all. So a
group of eighty verbatim copies costs what a group of one costs.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from wirecopy.collate.changes.grammar import part_of_speech
from wirecopy.lexicon.wordnet import family
from wirecopy.model import AlignedGroup, Quotation, Token, Witness

LACUNA = 4  # a witness that lacks this many columns in a row has a cut there, not a reading


@dataclass(frozen=True, slots=True)
class Word:
    """A word of one witness in the group."""

    index: int  # in the witness's words of the group
    column: int
    token: Token
    pos: str
    quoted: str  # "", "utterance" or "phrase"
    is_initial: bool  # first word of its sentence: a capital says nothing there

    @property
    def norm(self) -> str:
        """The folded word."""
        return self.token.norm

    @property
    def is_name(self) -> bool:
        """Whether the word is (part of) a proper name: capitalised, and not for its place."""
        return self.token.text[:1].isupper() and (self.pos == "x" or not self.is_initial)


@dataclass(frozen=True)
class GroupView:
    """A group as the change rules see it.

    Attributes:
        witnesses: all witnesses of the story.
        members: sentence indices of each witness of the group.
        words: the words of the first witness of each copy class, in reading order.
        copies: all witnesses of the class, the first one's own index included.
        positions: for every witness, its tokens in reading order (parallel to `words` of its class).
    """

    witnesses: Sequence[Witness]
    members: Mapping[int, tuple[int, ...]]
    words: Mapping[int, tuple[Word, ...]]
    copies: Mapping[int, tuple[int, ...]]
    positions: Mapping[int, tuple[Token, ...]]
    width: int

    @functools.cached_property
    def families(self) -> Mapping[int, frozenset[str]]:
        """Stems and kin of all words of a copy class, with neighbours written together ("co operative")."""
        found: dict[int, frozenset[str]] = {}
        for w, words in self.words.items():
            joined = (a.norm + b.norm for a, b in itertools.pairwise(words))
            kin = (family(word.norm) for word in words)
            found[w] = frozenset().union((word.token.stem for word in words), joined, *kin)
        return found

    def answers(self, witness: int, word: Word) -> bool:
        """Whether a word, or one of its stem or kin, stands anywhere in the sentence of a copy class."""
        there = self.families[witness]
        return word.token.stem in there or word.norm in there or not family(word.norm).isdisjoint(there)

    @functools.cached_property
    def by_column(self) -> Mapping[int, Mapping[int, Word]]:
        """Witness -> column -> word."""
        return {w: {word.column: word for word in words} for w, words in self.words.items()}

    def spans(self, witness: int, words: Iterable[Word]) -> dict[int, tuple[int, int]]:
        """Where the stretch from the first to the last of these words stands in every copy of the witness."""
        places = [word.index for word in words]
        first, last = min(places), max(places)
        return {
            copy: (self.positions[copy][first].start, self.positions[copy][last].end)
            for copy in self.copies[witness]
        }

    def between(self, witness: int, left: Word, right: Word) -> str:
        """The text between two words of a witness (their marks tell a possessive)."""
        text = self.witnesses[witness].article.text
        return text[left.token.end : right.token.start]

    def after(self, witness: int, word: Word, length: int = 3) -> str:
        """The characters that follow a word of a witness."""
        text = self.witnesses[witness].article.text
        return text[word.token.end : word.token.end + length]


def _quoted(token: Token, quotations: Sequence[Quotation]) -> str:
    for quotation in quotations:
        if quotation.start <= token.start and token.end <= quotation.end:
            return quotation.kind
    return ""


def view(witnesses: Sequence[Witness], group: AlignedGroup) -> GroupView:
    """The group ready for comparison."""
    placed: dict[int, list[tuple[int, Token]]] = {}
    initials: dict[int, set[int]] = {}
    for column, cells in enumerate(group.columns):
        for w, ref in cells.items():
            placed.setdefault(w, []).append((column, witnesses[w].tokens[ref.sentence][ref.position]))
            if ref.position == 0:
                initials.setdefault(w, set()).add(column)
    members: dict[int, tuple[int, ...]] = {}
    for w, sentence in group.members:
        members[w] = (*members.get(w, ()), sentence)
    classes: dict[tuple[str, ...], list[int]] = {}
    for w in sorted(placed):
        classes.setdefault(tuple(token.norm for _, token in placed[w]), []).append(w)
    words: dict[int, tuple[Word, ...]] = {}
    for norms, copies in classes.items():
        first = copies[0]
        quotations = witnesses[first].facts.quotations
        words[first] = tuple(
            Word(
                index,
                column,
                token,
                part_of_speech(norms, index),
                _quoted(token, quotations),
                column in initials.get(first, ()),
            )
            for index, (column, token) in enumerate(placed[first])
        )
    return GroupView(
        witnesses=witnesses,
        members=members,
        words=words,
        copies={copies[0]: tuple(copies) for copies in classes.values()},
        positions={w: tuple(token for _, token in found) for w, found in placed.items()},
        width=len(group.columns),
    )


@dataclass(frozen=True)
class Reading:
    """One wording at a place, with the copy classes that have it."""

    stretches: Mapping[int, tuple[Word, ...]]  # first witness of a copy class -> its words here

    @property
    def holders(self) -> tuple[int, ...]:
        """The first witnesses of the copy classes that have the wording."""
        return tuple(self.stretches)

    @property
    def words(self) -> tuple[Word, ...]:
        """The words of the first holder."""
        return next(iter(self.stretches.values()))


@dataclass(frozen=True, slots=True)
class Site:
    """A stretch of neighbouring columns in which the copy classes differ."""

    first: int
    last: int
    readings: tuple[Reading, ...]


def sites(seen: GroupView) -> tuple[Site, ...]:
    """The stretches of columns in which the copy classes of a group differ, in reading order."""
    gaps = {w: _long_gaps(seen, w) for w in seen.words}
    found: list[Site] = []
    first: int | None = None
    for column in range(seen.width + 1):
        varies = column < seen.width and _varies(seen, column, gaps)
        if varies and first is None:
            first = column
        elif not varies and first is not None:
            found.append(_site(seen, first, column - 1, gaps))
            first = None
    return tuple(site for site in found if len(site.readings) > 1)


def _long_gaps(seen: GroupView, witness: int) -> frozenset[int]:
    have = seen.by_column[witness]
    found: set[int] = set()
    run: list[int] = []
    for column in range(seen.width + 1):
        if column < seen.width and column not in have:
            run.append(column)
            continue
        if len(run) >= LACUNA:
            found.update(run)
        run = []
    return frozenset(found)


def _varies(seen: GroupView, column: int, gaps: Mapping[int, frozenset[int]]) -> bool:
    norms = set()
    for w, have in seen.by_column.items():
        if column in have:
            norms.add(have[column].norm)
        elif column not in gaps[w]:
            norms.add("")
    return len(norms) > 1


def _site(seen: GroupView, first: int, last: int, gaps: Mapping[int, frozenset[int]]) -> Site:
    readings: dict[tuple[str, ...], dict[int, tuple[Word, ...]]] = {}
    for w, have in seen.by_column.items():
        mine = tuple(have[column] for column in range(first, last + 1) if column in have)
        if not mine and all(column in gaps[w] for column in range(first, last + 1)):
            continue
        readings.setdefault(tuple(word.norm for word in mine), {})[w] = mine
    return Site(first, last, tuple(Reading(stretches) for stretches in readings.values()))
