"""What a corpus loses when its copies go, for people: totals, fates by relation, large families, a sample.

In: the columns of a grouped corpus and which rows stay. Out: one dataclass. The sample is drawn by a hash of
the ids, so that equal corpora give equal samples; its texts are cut where they are long, visibly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from wirecopy.group.corpus import RELATIONS, Corpus, Groups, Texts

REASONS: Mapping[str, str] = {
    "first": "stands first in its family",
    "verbatim": "word for word",
    "trimmed": "cut, else word for word",
    "edited": "some words changed",
    "reworded": "much of it worded anew",
    "partial": "part of the text, or the text among other text",
    "own": "no copy of anything here",
}
_LARGEST = 10
_SAMPLES = 4  # of each relation
_SAMPLES_VERBATIM = 2  # which look all alike
_OPENING = 400  # code points, white space included
_OTHER, _SHARED = 300, 700  # code points of a stretch shown whole
_STRETCHES = 60  # of one text

Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Fate:
    """The articles of one relation: how many stay, how many go."""

    relation: str
    reason: str
    kept: int
    dropped: int


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """One large family."""

    articles: int
    outlets: int
    kept: str
    opening: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a text: shared with the other, not shared, or left out here."""

    text: str
    kind: Literal["shared", "other", "cut"]


@dataclass(frozen=True, slots=True)
class Side:
    """One of two articles beside each other."""

    id: str
    outlet: str
    kept: bool
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """An article that goes beside the one it shares most with."""

    relation: str
    shared: float
    contained: float
    dropped: Side
    closest: Side


@dataclass(frozen=True, slots=True)
class CopiesView:
    """A grouped corpus at a glance."""

    articles: int
    texts: int
    families: int
    dropped_share: float  # of the bytes of all texts
    rejected: int
    fates: tuple[Fate, ...]
    largest: tuple[FamilyRow, ...]
    pairs: tuple[Pair, ...]


class Shelf:
    """Ids, outlets and texts of a corpus by row."""

    def __init__(self, corpus: Corpus, ids: Texts, outlet_names: Sequence[str]) -> None:
        self.corpus = corpus
        self._ids = ids
        self._outlet_names = outlet_names

    def id(self, row: int) -> str:
        """The id of a row."""
        return _text(self._ids, row)

    def outlet(self, row: int) -> str:
        """The outlet of a row; empty where it is unknown."""
        number = int(self.corpus.outlets[row])
        return self._outlet_names[number] if number >= 0 else ""

    def text(self, row: int) -> str:
        """The text of a row."""
        return _text(self.corpus.texts, row)


def view(shelf: Shelf, groups: Groups, kept: Flags, rejected: int) -> CopiesView:
    """The corpus as a page shows it.

    Args:
        shelf: the corpus.
        groups: what was found in it.
        kept: bool[n], the rows that stay.
        rejected: how many rows could not be used.
    """
    sizes = np.bincount(groups.family, minlength=len(groups))
    lengths = np.diff(shelf.corpus.texts.offsets)
    return CopiesView(
        articles=len(groups),
        texts=int(np.count_nonzero(sizes)),
        families=int(np.count_nonzero(sizes > 1)),
        dropped_share=float(lengths[~kept].sum() / max(1, lengths.sum())),
        rejected=rejected,
        fates=_fates(groups, kept),
        largest=_largest(shelf, groups, kept, sizes),
        pairs=tuple(_pair(row, shelf, groups, kept) for row in _sample(shelf, groups, kept)),
    )


def _fates(groups: Groups, kept: Flags) -> tuple[Fate, ...]:
    stay = np.bincount(groups.relation[kept], minlength=len(RELATIONS)).tolist()
    go = np.bincount(groups.relation[~kept], minlength=len(RELATIONS)).tolist()
    rows = zip(RELATIONS, stay, go, strict=True)
    return tuple(Fate(name, REASONS[name], some, others) for name, some, others in rows if some or others)


def _largest(shelf: Shelf, groups: Groups, kept: Flags, sizes: Ints) -> tuple[FamilyRow, ...]:
    """The largest families, equal ones in the order of their ids."""
    heads = np.flatnonzero(sizes > 1)
    heads = heads[np.lexsort((shelf.corpus.order[heads], -sizes[heads]))][:_LARGEST]
    rows = []
    for head in heads.tolist():
        members = np.flatnonzero(groups.family == head)
        outlets = shelf.corpus.outlets[members]
        stays = int(members[kept[members]][0])
        known = len(np.unique(outlets[outlets >= 0]))
        rows.append(FamilyRow(len(members), known, shelf.id(stays), shelf.text(head)[:_OPENING]))
    return tuple(rows)


def _sample(shelf: Shelf, groups: Groups, kept: Flags) -> list[int]:
    """Rows that go, some of each relation."""
    rows: list[int] = []
    evident = np.diff(groups.evidence_offsets) > 0
    for number in range(len(RELATIONS)):
        found = np.flatnonzero((groups.relation == number) & ~kept & evident & (groups.closest >= 0)).tolist()
        some = _SAMPLES_VERBATIM if RELATIONS[number] == "verbatim" else _SAMPLES
        rows += sorted(found, key=lambda row: (_chance(shelf.id(row)), row))[:some]
    return rows


def _chance(name: str) -> bytes:
    return blake2b(name.encode(), digest_size=8).digest()


def _pair(row: int, shelf: Shelf, groups: Groups, kept: Flags) -> Pair:
    closest = int(groups.closest[row])
    spans = groups.evidence[groups.evidence_offsets[row] : groups.evidence_offsets[row + 1]]
    sides = [
        Side(shelf.id(place), shelf.outlet(place), bool(kept[place]), _stretches(shelf.text(place), part))
        for place, part in ((row, spans[:, :2]), (closest, spans[:, 2:]))
    ]
    relation = RELATIONS[groups.relation[row]]
    return Pair(relation, float(groups.shared[row]), float(groups.contained[row]), sides[0], sides[1])


def _stretches(text: str, spans: NDArray[np.int32]) -> tuple[Stretch, ...]:
    """The text in pieces, shared and not."""
    found: list[Stretch] = []
    cursor = 0
    for start, end in sorted(spans.tolist()):
        if end <= cursor:
            continue
        found += _shown(text[cursor:start], "other", _OTHER)
        found += _shown(text[max(cursor, start) : end], "shared", _SHARED)
        cursor = end
    found += _shown(text[cursor:], "other", _OTHER)
    if len(found) <= _STRETCHES:
        return tuple(found)
    rest = sum(len(stretch.text) for stretch in found[_STRETCHES:])
    return (*found[:_STRETCHES], Stretch(f"{rest:,} more characters", "cut"))


def _shown(text: str, kind: Literal["shared", "other"], most: int) -> list[Stretch]:
    """A stretch; of a long one the beginning and the end."""
    if not text:
        return []
    if len(text) <= most:
        return [Stretch(text, kind)]
    first, last = text.rfind(" ", 0, most // 2) + 1, text.find(" ", len(text) - most // 2)
    first, last = first or most // 2, last if last >= 0 else len(text) - most // 2
    cut = Stretch(f"{last - first:,} characters", "cut")
    return [Stretch(text[:first], kind), cut, Stretch(text[last:], kind)]


def _text(texts: Texts, row: int) -> str:
    return bytes(texts.data[texts.offsets[row] : texts.offsets[row + 1]]).decode()
