"""Chosen versions side by side, sentence by sentence, as a table.

Takes a story and the versions chosen, gives lines: sentences that descend from one sentence stand in one
line, and the headlines in another. The lines follow the first version chosen; what only others have stands
where it comes in theirs. A sentence that a version tells at another place stands in the line of its
counterpart and says after which line it is told. Words are compared with the first version that has them.
Limits: a sentence whose parts went to two places brings both into one line; captions, credits and page
furniture are left out; a wording with little in common with the first is shown without marks.

Source for what counts as moved: the sentences outside a longest increasing subsequence (Fredman 1975).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from wirecopy.model import Story
from wirecopy.views.collation import components
from wirecopy.views.diff import TOO_FAR, Piece, compare, likeness, norms
from wirecopy.views.passages import Texts

State = Literal["base", "same", "changed", "reworded"]
_SHOWN = frozenset({"headline", "subhead", "body"})
_Places = Mapping[str, tuple[int, ...]]  # version -> its sentences of a line, in its order
_Unit = tuple[bool, _Places]  # whether it is the headlines, and the places


@dataclass(frozen=True, slots=True)
class Box:
    """What one version has in a line.

    Attributes:
        version: its id.
        start: of its first sentence, in code points.
        end: of its last.
        state: how it stands to the first box of the line.
        pieces: its words, against those of the first box.
        after: where the version tells it elsewhere, the number of the line after which it does (0: at the
            top); None where it stands in its place.
    """

    version: str
    start: int
    end: int
    state: State
    pieces: tuple[Piece, ...]
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence across the versions; `boxes` holds None where a version lacks it."""

    number: int
    headline: bool
    boxes: tuple[Box | None, ...]
    gone: tuple[tuple[int, ...], ...]  # per version: lines whose sentence it tells right after this one


@dataclass(frozen=True, slots=True)
class Columns:
    """The table: the versions in the order chosen, and the lines."""

    versions: tuple[str, ...]
    signs: tuple[str, ...]
    lines: tuple[Line, ...]
    top: tuple[tuple[int, ...], ...]  # per version: lines whose sentence it tells before all others


def columns(story: Story, chosen: Sequence[str], *, marks: bool = True) -> Columns:
    """The chosen versions side by side.

    Args:
        story: what they belong to.
        chosen: ids of its versions, each once; the first is what the others are compared with.
        marks: whether other words are marked one by one; without, they only count as other words.
    """
    texts = Texts(story.versions)
    units = _units(story, chosen)
    order = _ordered(units, chosen)
    ranked = _joined([units[index] for index in order])
    moved = {version: _moved(ranked, version) for version in chosen}
    lines = tuple(_line(rank, unit, moved, texts, marks=marks) for rank, unit in enumerate(ranked, 1))
    return Columns(
        tuple(chosen),
        tuple(texts.signs[version] for version in chosen),
        lines,
        tuple(_told_after(moved[version], 0) for version in chosen),
    )


def _units(story: Story, chosen: Sequence[str]) -> list[_Unit]:
    """Sentences that belong together, and those that stand alone; all headlines are one line."""
    versions = {version.id: version for version in story.versions}
    kinds = {
        (version, sentence.index): sentence.kind
        for version in chosen
        for sentence in versions[version].sentences
        if sentence.kind in _SHOWN
    }
    groups = components(story)
    linked = {place for group in groups for place in group}
    groups += [[place] for place in kinds if place not in linked]
    headlines: dict[str, tuple[int, ...]] = {}
    units: list[_Unit] = []
    for group in groups:
        places: dict[str, tuple[int, ...]] = {}
        for version, index in group:
            if (version, index) in kinds:
                into = headlines if kinds[version, index] == "headline" else places
                into[version] = (*into.get(version, ()), index)
        if places:
            units.append((False, places))
    headlines = {version: tuple(sorted(indices)) for version, indices in headlines.items()}
    return [(True, headlines), *units] if headlines else units


def _ordered(units: Sequence[_Unit], chosen: Sequence[str]) -> list[int]:
    """The units in the order of the first version; others after what they follow in their own."""
    order: list[int] = []
    placed: set[int] = set()
    for version in chosen:
        own = sorted(
            (places[version][0], index) for index, (_, places) in enumerate(units) if version in places
        )
        at = 1 if order and units[order[0]][0] else 0  # nothing stands above the headlines
        for _, index in own:
            if index in placed:
                at = order.index(index) + 1
            else:
                order.insert(at, index)
                placed.add(index)
                at += 1
    return order


def _joined(units: Sequence[_Unit]) -> list[_Unit]:
    """Sentences that follow one another and stand in one version only become one line."""
    found: list[_Unit] = []
    for headline, places in units:
        if found and not headline and not found[-1][0] and len(places) == 1 == len(found[-1][1]):
            ((version, indices),) = places.items()
            before = found[-1][1].get(version, ())
            if before and before[-1] + 1 == indices[0]:
                found[-1] = (False, {version: (*before, *indices)})
                continue
        found.append((headline, places))
    return found


def _moved(ranked: Sequence[_Unit], version: str) -> dict[int, int]:
    """Lines whose sentence a version tells elsewhere, and the line after which it does."""
    told = sorted(
        (places[version][0], rank) for rank, (_, places) in enumerate(ranked, 1) if version in places
    )
    ranks = [rank for _, rank in told]
    kept = set(_increasing(ranks))
    moved: dict[int, int] = {}
    before = 0
    for rank in ranks:
        if rank in kept:
            before = rank
        else:
            moved[rank] = before
    return moved


def _increasing(ranks: Sequence[int]) -> list[int]:
    """A longest increasing subsequence of distinct numbers."""
    ends: list[int] = []
    last: list[int] = []  # index of the number that ends the best run of each length
    previous: list[int | None] = []
    for index, rank in enumerate(ranks):
        length = bisect_left(ends, rank)
        previous.append(last[length - 1] if length else None)
        if length == len(ends):
            ends.append(rank)
            last.append(index)
        else:
            ends[length], last[length] = rank, index
    found: list[int] = []
    at = last[-1] if last else None
    while at is not None:
        found.append(ranks[at])
        at = previous[at]
    return found[::-1]


def _told_after(moved: Mapping[int, int], rank: int) -> tuple[int, ...]:
    return tuple(line for line, before in moved.items() if before == rank)


def _line(
    rank: int, unit: _Unit, moved: Mapping[str, Mapping[int, int]], texts: Texts, *, marks: bool
) -> Line:
    headline, places = unit
    base = _Base(next(version for version in moved if version in places), places, texts, marks=marks)
    boxes = tuple(
        base.box(version, moved[version].get(rank)) if version in places else None for version in moved
    )
    return Line(rank, headline, boxes, tuple(_told_after(moved[version], rank) for version in moved))


class _Base:
    """The first wording of a line, which the others are compared with; equal wordings are compared once."""

    def __init__(self, version: str, places: _Places, texts: Texts, *, marks: bool) -> None:
        self._version, self._places, self._texts, self._marks = version, places, texts, marks
        self._words = texts.joined(version, places[version])
        self._norms = norms(self._words, texts.versions[version].language)
        self._known: dict[tuple[str, str | None], tuple[State, tuple[Piece, ...]]] = {}

    def box(self, version: str, after: int | None) -> Box:
        """What a version has in the line."""
        row, indices = self._texts.versions[version], self._places[version]
        words = self._texts.joined(version, indices)
        if version == self._version:
            state, pieces = _whole("base", words)
        else:
            key = (words, row.language)
            if key not in self._known:
                self._known[key] = self._compared(words, row.language)
            state, pieces = self._known[key]
        start, end = row.sentences[indices[0]].start, row.sentences[indices[-1]].end
        return Box(version, start, end, state, pieces, after)

    def _compared(self, words: str, language: str | None) -> tuple[State, tuple[Piece, ...]]:
        ours = norms(words, language)
        if ours == self._norms:
            return _whole("same", words)
        if likeness(self._norms, ours) < TOO_FAR:
            return _whole("reworded", words)
        if not self._marks:
            return _whole("changed", words)
        return "changed", compare(self._words, words, language)


def _whole(state: State, words: str) -> tuple[State, tuple[Piece, ...]]:
    return state, (Piece("same", words),)
