"""Which known articles a new one may copy: probing the runs, weighing each shared shingle, keeping the best.

A shingle weighs less the more families it stands in, and nothing from `_COMMON` on: the foot of a page that
stands under ten thousand articles leads nowhere, while a reprint that went to a thousand outlets is one
family and counts in full. Of a long list the head is looked at, the articles that came first: the same ones
in every list of a text that spread, so its first versions are found. Articles that arrived together are
provisionally one family when half of the one stands in the other; otherwise a text that arrives in a
hundred versions at once would look like boilerplate.

Source: rare terms weigh more, Spärck Jones 1972 (A statistical interpretation of term specificity); families
instead of documents as what is counted is our own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wirecopy.index.files import damaged
from wirecopy.index.shelf import Shelf
from wirecopy.kernels.compiled.runs import (
    ROW_BITS,
    by_row,
    copy_lists,
    count_families,
    lead,
    locate,
    strongest,
)

_CROWD = 4  # newcomers in a list from which on their provisional families matter
_FIRST = 8  # entries of a list that are looked at for provisional families
_HEAD = 64  # entries of a list that are looked at
_COMMON = 24  # families from which on a shingle weighs nothing
_TOP_WEIGHT = 31
_STRONG = 0.5  # share of the smaller sketch that makes two newcomers one provisional family
_LEAST_SHARED = 3  # sampled shingles
_LEAST_SHARE = 0.04  # of the weight of the smaller sketch
_WIDTH = 16  # documents a row is compared with exactly
_PER_FAMILY = 4  # of one family, so that a text made of several finds them all

Ints = NDArray[np.int64]
Ints32 = NDArray[np.int32]
Words = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Newcomers:
    """What is known of the arriving rows before they are compared.

    Attributes:
        postings: uint64, sorted: `hash37 << 27 | row`.
        words: int32[n].
        rates: float32[n].
        limits: int64[n], each row is compared with documents of lower numbers only.
        numbers: int64[n], document number each row gets; -1 for rows that are not added.
    """

    postings: Words
    words: Ints32
    rates: NDArray[np.float32]
    limits: Ints
    numbers: Ints

    def __len__(self) -> int:
        return len(self.words)


@dataclass(slots=True)
class _Lists:
    """The distinct hashes of the newcomers and the heads of their lists."""

    hashes: Words
    offsets: Ints
    documents: Ints32
    families: Ints32
    newcomers: Ints  # how many entries of each list are newcomers
    row_offsets: Ints
    members: Ints32


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs worth comparing exactly.

    Attributes:
        pairs: int64[p, 2], (row, document), by row and then by weight.
        scores: float64[p], weight shared, 0-1.
        common: uint64, the newcomers' hashes, `hash37 << 27`, that stand in too many families to weigh.
    """

    pairs: Ints
    scores: NDArray[np.float64]
    common: Words


def find_candidates(shelf: Shelf, new: Newcomers) -> Candidates:
    """Whom each row may copy.

    Args:
        shelf: the index.
        new: the arriving rows.
    """
    lists = _gather(shelf, new)
    if _any_added(new):
        _lead_newcomers(shelf, new, lists)
    spread = np.empty(len(lists.offsets) - 1, np.int32)
    count_families(lists.offsets, lists.families, _COMMON, spread)
    documents, weights, _ = _strongest(new, lists, _WEIGHTS[spread], (_WIDTH, _HEAD))
    rows, places = np.nonzero(documents >= 0)
    found = documents[rows, places]
    room = _common_sample(shelf, new, rows, found) * _TOP_WEIGHT
    share = weights[rows, places] / np.maximum(room, 1)
    keep = share >= _LEAST_SHARE
    pairs = np.stack([rows[keep], found[keep]], axis=1)
    return Candidates(pairs, np.minimum(share[keep], 1.0), lists.hashes[_WEIGHTS[spread] == 0])


def _weight_table() -> Ints:
    """Weight by number of families, 0 to `_COMMON`: full for one, falling with its logarithm to 0."""
    families = np.maximum(np.arange(_COMMON + 1), 1)
    table: Ints = np.rint(_TOP_WEIGHT * (1 - np.log2(families) / np.log2(_COMMON))).astype(np.int64)
    return table


_WEIGHTS = _weight_table()


def _any_added(new: Newcomers) -> bool:
    return bool(np.any(new.numbers >= 0))


def _gather(shelf: Shelf, new: Newcomers) -> _Lists:
    """Probe every run, and the newcomers among themselves, for every hash of the newcomers."""
    mask = np.uint64((1 << ROW_BITS) - 1)
    hashes = new.postings & ~mask
    distinct = hashes[np.concatenate([[True], hashes[1:] != hashes[:-1]])] if len(hashes) else hashes
    runs = [(segment["postings"], segment.base, segment.count) for segment in shelf.segments]
    added = new.numbers[(new.postings & mask).astype(np.int64)]
    own = hashes[added >= 0] | (added[added >= 0] - shelf.count).astype(np.uint64)
    own.setflags(write=False)  # as the mapped runs are: one compiled kernel serves both
    runs.append((own, shelf.count, int(np.count_nonzero(new.numbers >= 0))))
    room, spots = np.full(len(distinct), _HEAD, np.int64), []
    for run, _, _ in runs:
        first, taken = np.empty(len(distinct), np.int64), np.empty(len(distinct), np.int64)
        locate(run, distinct, room, first, taken)
        spots.append((first, taken))
    offsets = np.concatenate([[0], np.cumsum(_HEAD - room)]).astype(np.int64)
    documents, cursor = np.empty(offsets[-1], np.int32), offsets[:-1].copy()
    for place, ((run, base, count), (first, taken)) in enumerate(zip(runs, spots, strict=True)):
        if not copy_lists(run, first, taken, count, base, cursor, documents):
            raise damaged(shelf.segments[place].path, "postings name articles that are not there")
    row_offsets, members = np.empty(len(new) + 1, np.int64), np.empty(len(new.postings), np.int32)
    by_row(new.postings, row_offsets, members)
    families = _families(shelf, documents)
    return _Lists(distinct, offsets, documents, families, spots[-1][1], row_offsets, members)


def _families(shelf: Shelf, documents: Ints32) -> Ints32:
    """The family of each known document; newcomers stand alone so far."""
    found = shelf.families(documents)
    return np.where(documents < shelf.count, found, documents)


def _lead_newcomers(shelf: Shelf, new: Newcomers, lists: _Lists) -> None:
    """Give newcomers the family of the document they share most with, if that is half of the smaller."""
    even = (lists.newcomers >= _CROWD).astype(np.int64)
    documents, _, counts = _strongest(new, lists, even, (1, _FIRST))
    best = documents[:, 0]
    rows = np.flatnonzero((best >= 0) & (new.numbers >= 0))
    share = counts[rows, 0] / np.maximum(_common_sample(shelf, new, rows, best[rows]), 1)
    rows = rows[share >= _STRONG]
    added = np.flatnonzero(new.numbers >= 0)
    closest = np.full(len(new), -1, np.int64)
    closest[rows] = best[rows]
    closest = closest[added]  # the k-th added row has the number count + k
    families = np.full(len(added), -1, np.int64)
    known = (closest >= 0) & (closest < shelf.count)
    families[known] = shelf.families(closest[known].astype(np.int32))
    lead(closest, shelf.count, families)
    late = lists.documents >= shelf.count
    lists.families[late] = families[lists.documents[late] - shelf.count]


def _strongest(
    new: Newcomers, lists: _Lists, weights: Ints, size: tuple[int, int]
) -> tuple[Ints, Ints, Ints]:
    """The strongest documents of each row, `size[0]` at most, looking at `size[1]` entries of each list."""
    shape, begins = (len(new), size[0]), lists.offsets[:-1]
    ends = np.minimum(lists.offsets[1:], begins + size[1])
    found = np.full(shape, -1, np.int64), np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    strongest(
        (begins, ends, lists.documents, lists.families, weights),
        (lists.row_offsets, lists.members, new.limits),
        _LEAST_SHARED,
        _PER_FAMILY,
        found,
    )
    return found


def _common_sample(shelf: Shelf, new: Newcomers, rows: Ints, documents: Ints) -> NDArray[np.float64]:
    """How many shingles of the smaller of the two are sampled at the lower of their rates."""
    words, rates = np.empty(len(documents), np.int64), np.empty(len(documents), np.float64)
    for segment in shelf.segments:
        here = (documents >= segment.base) & (documents < segment.base + segment.count)
        words[here] = segment["words"][documents[here] - segment.base]
        rates[here] = segment["rates"][documents[here] - segment.base]
    late = documents >= shelf.count
    place = np.flatnonzero(new.numbers >= 0)[documents[late] - shelf.count]
    words[late], rates[late] = new.words[place], new.rates[place]
    smaller = np.minimum(words, new.words[rows])
    return np.asarray(smaller * np.minimum(rates, new.rates[rows]), np.float64)
