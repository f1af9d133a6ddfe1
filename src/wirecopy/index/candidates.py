"""Which known articles a new one may copy: probing the runs, weighing each shared shingle, keeping the best.

A shingle weighs less the more families it stands in, and nothing beyond `FEW`: the foot of a page that
stands under ten thousand articles leads nowhere, while a reprint that went to a thousand outlets is one
family and counts in full. Of a long list the head is looked at, the articles that came first: the same ones
in every list of a text that spread, so its first versions are found. Articles that arrived together are
provisionally one family when half of the one stands in the other; otherwise a text that arrives in a
hundred versions at once would look like boilerplate.

Source: rare terms weigh more, Spärck Jones 1972 (A statistical interpretation of term specificity); families
instead of documents as what is counted is our own.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wirecopy.group.corpus.crew import Crew
from wirecopy.group.corpus.effort import FULL
from wirecopy.group.corpus.lists import ALONE, FEW, HOUSE, weight_by_families
from wirecopy.index.files import damaged
from wirecopy.index.shelf import Shelf
from wirecopy.kernels.constants import ROW_BITS

_CROWD = 4  # newcomers in a list from which on their provisional families matter
_FIRST = 8  # entries of a list that are looked at for provisional families
_HEAD = 64  # entries of a list that are looked at
_STRONG = 0.5  # share of the smaller sketch that makes two newcomers one provisional family
_LEAST_SHARED, _LEAST_SHARE = FULL.least
_WIDTH = 16  # documents a row is compared with exactly
_PART = 64  # rows or hashes not worth sharing out
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
        outlets: int32[n], as the index keeps them.
        limits: int64[n], each row is compared with documents of lower numbers only.
        numbers: int64[n], document number each row gets; -1 for rows that are not added.
    """

    postings: Words
    words: Ints32
    rates: NDArray[np.float32]
    outlets: Ints32
    limits: Ints
    numbers: Ints

    def __len__(self) -> int:
        return len(self.words)

    @property
    def added(self) -> Ints:
        """The rows that are added, in the order of their numbers."""
        return np.flatnonzero(self.numbers >= 0)


@dataclass(frozen=True, slots=True)
class Lists:
    """The distinct hashes of the newcomers and the heads of their lists.

    Attributes:
        hashes: uint64[h], `hash37 << 27`, rising.
        offsets: int64[h + 1], where each list's entries begin.
        documents: int32[m], rising in each list.
        families: int32[m], of the documents, provisional for newcomers.
        outlets: int32[m], of the documents.
        newcomers: int64[h], how many entries of each list are newcomers.
        row_offsets: int64[n + 1], row r has the lists members[row_offsets[r]:row_offsets[r + 1]].
        members: int32.
        late: int64, which entries are newcomers.
    """

    hashes: Words
    offsets: Ints
    documents: Ints32
    families: Ints32
    outlets: Ints32
    newcomers: Ints
    row_offsets: Ints
    members: Ints32
    late: Ints

    def spread(self, crew: Crew) -> Ints32:
        """In how many families each list stands; -1 for what stands on the pages of one outlet alone."""
        counts = np.empty(len(self.hashes), np.int32)
        crew.kernels.count_families(self.offsets, self.families, self.outlets, (FEW + 1, HOUSE), counts)
        return counts

    def rename(self, shelf: Shelf, families: Ints) -> None:
        """Give newcomers, in the order of their numbers, these families."""
        self.families[self.late] = families[self.documents[self.late] - shelf.count]


def find_candidates(shelf: Shelf, new: Newcomers, crew: Crew) -> tuple[Ints, Lists]:
    """Pairs (row, document) worth comparing exactly, by row and then by weight, and the lists they came from.

    Args:
        shelf: the index.
        new: the arriving rows.
        crew: who works; the result does not depend on how many they are.
    """
    lists = _gather(shelf, new, crew)
    if len(new.added):
        _lead_newcomers(shelf, new, lists, crew)
    spread = lists.spread(crew)
    weights = weight_by_families()[np.clip(spread, 0, FEW + 1)].astype(np.int64)
    documents, shared, _ = _strongest(new, lists, weights, (_WIDTH, _HEAD), crew)
    rows, places = np.nonzero(documents >= 0)
    found = documents[rows, places]
    room = _common_sample(shelf, new, rows, found) * ALONE
    keep = shared[rows, places] >= _LEAST_SHARE * room
    return np.stack([rows[keep], found[keep]], axis=1), lists


def _gather(shelf: Shelf, new: Newcomers, crew: Crew) -> Lists:
    """Probe every run, and the newcomers among themselves, for every hash of the newcomers."""
    mask = np.uint64((1 << ROW_BITS) - 1)
    hashes = new.postings & ~mask
    distinct = hashes[np.concatenate([[True], hashes[1:] != hashes[:-1]])] if len(hashes) else hashes
    runs = [(segment["postings"], segment.base, segment.count) for segment in shelf.segments]
    added = new.numbers[(new.postings & mask).astype(np.int64)]
    own = hashes[added >= 0] | (added[added >= 0] - shelf.count).astype(np.uint64)
    own.setflags(write=False)  # as the mapped runs are: one compiled kernel serves both
    runs.append((own, shelf.count, int(np.count_nonzero(new.numbers >= 0))))
    offsets, documents, newcomers = _probe(shelf, runs, distinct, crew)
    row_offsets, members = np.empty(len(new) + 1, np.int64), np.empty(len(new.postings), np.int32)
    crew.kernels.by_row(new.postings, row_offsets, members)
    return Lists(
        distinct, offsets, documents, _families(shelf, documents), _outlets(shelf, new, documents),
        newcomers, row_offsets, members, np.flatnonzero(documents >= shelf.count),
    )  # fmt: skip


def _probe(
    shelf: Shelf, runs: list[tuple[Words, int, int]], hashes: Words, crew: Crew
) -> tuple[Ints, Ints32, Ints]:
    """The heads of the lists of all runs: offsets, documents, and how many entries are of the last run."""
    room = np.full(len(hashes), _HEAD, np.int64)
    first, taken = (np.empty((len(runs), len(hashes)), np.int64) for _ in range(2))
    parts = _parts(len(hashes), crew)

    def find(part: slice) -> None:
        for place, (run, _, _) in enumerate(runs):
            crew.kernels.locate(run, hashes[part], room[part], first[place, part], taken[place, part])

    crew.map(find, parts)
    offsets = np.concatenate([[0], np.cumsum(_HEAD - room)]).astype(np.int64)
    documents, cursor = np.empty(offsets[-1], np.int32), offsets[:-1].copy()

    def copy(part: slice) -> None:
        for place, (run, base, count) in enumerate(runs):
            spots = first[place, part], taken[place, part]
            if not crew.kernels.copy_lists(run, *spots, count, base, cursor[part], documents):
                raise damaged(shelf.segments[place].path, "postings name articles that are not there")

    crew.map(copy, parts)
    return offsets, documents, taken[-1]


def _families(shelf: Shelf, documents: Ints32) -> Ints32:
    """The family of each known document; newcomers stand alone so far."""
    found = shelf.families(documents)
    return np.where(documents < shelf.count, found, documents)


def _outlets(shelf: Shelf, new: Newcomers, documents: Ints32) -> Ints32:
    """The outlet of each document."""
    if not len(new.added):
        return shelf.outlets[documents]
    found: Ints32 = np.concatenate([shelf.outlets, new.outlets[new.added]])[documents]
    return found


def _lead_newcomers(shelf: Shelf, new: Newcomers, lists: Lists, crew: Crew) -> None:
    """Give newcomers the family of the document they share most with, if that is half of the smaller."""
    even = (lists.newcomers >= _CROWD).astype(np.int64)
    documents, _, counts = _strongest(new, lists, even, (1, _FIRST), crew)
    best = documents[:, 0]
    rows = np.flatnonzero((best >= 0) & (new.numbers >= 0))
    share = counts[rows, 0] / np.maximum(_common_sample(shelf, new, rows, best[rows]), 1)
    rows = rows[share >= _STRONG]
    closest = np.full(len(new), -1, np.int64)
    closest[rows] = best[rows]
    closest = closest[new.added]  # the k-th added row has the number count + k
    families = np.full(len(closest), -1, np.int64)
    known = (closest >= 0) & (closest < shelf.count)
    families[known] = shelf.families(closest[known].astype(np.int32))
    crew.kernels.lead(closest, shelf.count, families)
    lists.rename(shelf, families)


def _strongest(
    new: Newcomers, lists: Lists, weights: Ints, size: tuple[int, int], crew: Crew
) -> tuple[Ints, Ints, Ints]:
    """The strongest documents of each row, `size[0]` at most, looking at `size[1]` entries of each list."""
    shape, begins = (len(new), size[0]), lists.offsets[:-1]
    ends = np.minimum(lists.offsets[1:], begins + size[1])
    found = np.full(shape, -1, np.int64), np.zeros(shape, np.int64), np.zeros(shape, np.int64)

    def work(part: slice) -> None:
        crew.kernels.strongest(
            (begins, ends, lists.documents, lists.families, weights),
            (lists.row_offsets[part.start : part.stop + 1], lists.members, new.limits[part]),
            _LEAST_SHARED,
            _PER_FAMILY,
            (found[0][part], found[1][part], found[2][part]),
        )

    crew.map(work, _parts(len(new), crew))
    return found


def _parts(count: int, crew: Crew) -> list[slice]:
    """Cuts of what is to be done, a few for each who works."""
    parts = 1 if crew.threads == 1 else min(4 * crew.threads, 1 + count // _PART)
    cuts = np.linspace(0, count, parts + 1).astype(int).tolist()
    return [slice(begin, end) for begin, end in itertools.pairwise(cuts)]


def _common_sample(shelf: Shelf, new: Newcomers, rows: Ints, documents: Ints) -> NDArray[np.float64]:
    """How many shingles of the smaller of the two are sampled at the lower of their rates."""
    words, rates = np.empty(len(documents), np.int64), np.empty(len(documents), np.float64)
    for segment in shelf.segments:
        here = (documents >= segment.base) & (documents < segment.base + segment.count)
        words[here] = segment["words"][documents[here] - segment.base]
        rates[here] = segment["rates"][documents[here] - segment.base]
    late = documents >= shelf.count
    place = new.added[documents[late] - shelf.count]
    words[late], rates[late] = new.words[place], new.rates[place]
    smaller = np.minimum(words, new.words[rows])
    return np.asarray(smaller * np.minimum(rates, new.rates[rows]), np.float64)
