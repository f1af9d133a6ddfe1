"""What arriving rows copy: candidates found, compared exactly, and followed into families.

In: the shelf, the arriving rows, an engine. Out: `Copies`, every pair that was compared with its verdict,
and for every row the one it is closest to. The edges of a row are followed before those of the next, its
equal text first, then its copies, then lesser ones by what they share: so a family is what it would be, had
the rows come one at a time.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from wirecopy.group.corpus import Texts
from wirecopy.index.candidates import Lists, Newcomers, find_candidates
from wirecopy.index.crew import IndexCrew
from wirecopy.index.engine import Commons, Engine
from wirecopy.index.naming import find_first
from wirecopy.index.shelf import Shelf
from wirecopy.kernels.constants import APART, JOINED, STRONG, TWIN, WEAK

Ints = NDArray[np.int64]
_LEARNED = 8_000  # articles after which furniture shows by the number of families it stands in
_ROWS = np.uint64((1 << 27) - 1)


@dataclass(frozen=True, slots=True)
class Copies:
    """Pairs that are copies, by row, in the order they are followed.

    Attributes:
        pairs: int64[p, 2], (row, document).
        sides: int64[p, 2], (left, right) of each pair in `texts`.
        texts: the texts that were compared.
        kinds: int32[p], `TWIN`, `STRONG` or `WEAK`.
        together: bool[p], whether the row is of the document's family.
        closest: int64[n], place among the pairs of the one each row shares most with, -1 for none.
        joins: int32[j, 3], the edges that join families, to be kept.
        postings: uint64, of the rows that are not the very words of another.
        compared: how many pairs were compared.
    """

    pairs: Ints
    sides: Ints
    texts: Texts
    kinds: NDArray[np.int32]
    together: NDArray[np.bool_]
    closest: Ints
    joins: NDArray[np.int32]
    postings: NDArray[np.uint64]
    compared: int


def find_copies(
    shelf: Shelf,
    workers: tuple[Engine, IndexCrew],
    texts: Texts,
    new: Newcomers,
    fingerprints: NDArray[np.uint64],
) -> Copies:
    """What the arriving rows copy of documents below their limits.

    Args:
        shelf: the index.
        workers: how texts are compared, and who does the rest.
        texts: of the rows.
        new: the rows.
        fingerprints: of the rows.
    """
    engine, crew = workers
    same = _same_words(shelf, new, fingerprints)
    alike = np.flatnonzero(same >= 0)
    rest = replace(new, postings=new.postings[(same < 0)[(new.postings & _ROWS).astype(np.int64)]])
    found, lists = find_candidates(shelf, rest, crew)
    pairs = np.concatenate([np.stack([alike, same[alike]], axis=1), found])
    held, sides = _bring(shelf, texts, pairs, new)
    crew.expect(len(held.data))
    trusted = _trusted(shelf, new, found)
    verdicts = engine.judge(held, sides[len(alike) :], trusted, _commons((shelf, crew), new, found, lists))
    kinds = np.concatenate([np.full(len(alike), TWIN), np.where(verdicts.strong, STRONG, WEAK)]).astype(
        np.int32
    )
    covered = np.concatenate([np.zeros((len(alike), 2)), verdicts.covered])
    kept = np.concatenate([np.ones(len(alike), np.bool_), verdicts.copies])
    order = np.lexsort((pairs[:, 1], -covered.min(axis=1, initial=np.inf), -kinds, pairs[:, 0]))
    order = order[kept[order]]
    pairs, sides, kinds = pairs[order], sides[order], kinds[order]
    together, joins = _follow(shelf, new, pairs, kinds)
    closest = _closest(len(new), pairs, np.where(kinds == TWIN, np.inf, covered[order, 0]), together)
    return Copies(pairs, sides, held, kinds, together, closest, joins, rest.postings, len(kept))


def _same_words(shelf: Shelf, new: Newcomers, fingerprints: NDArray[np.uint64]) -> Ints:
    """The lowest document below each row's limit with the very same words, -1 for none."""
    same = find_first(shelf.segments, fingerprints)
    added = new.added
    values, place = np.unique(fingerprints[added], return_index=True)
    if len(values):
        spot = np.minimum(np.searchsorted(values, fingerprints), len(values) - 1)
        late = (same < 0) & (values[spot] == fingerprints)
        same[late] = new.numbers[added[place[spot[late]]]]
    same[(same >= new.limits) | (new.words == 0)] = -1
    return same


def _bring(shelf: Shelf, texts: Texts, pairs: Ints, new: Newcomers) -> tuple[Texts, Ints]:
    """The texts the pairs speak of, end to end, and the pairs in numbers of those."""
    known = np.unique(pairs[pairs[:, 1] < shelf.count, 1])
    parts = shelf.texts(known)
    start, end = int(texts.offsets[0]), int(texts.offsets[-1])
    lengths = np.array([len(part) for part in parts], np.int64)
    data = np.concatenate([texts.data[start:end], *parts])
    offsets = np.concatenate([texts.offsets - start, end - start + np.cumsum(lengths)])
    late = pairs[:, 1] >= shelf.count
    right = len(texts) + np.searchsorted(known, pairs[:, 1])
    right[late] = new.added[pairs[late, 1] - shelf.count]
    return Texts(data, offsets), np.stack([pairs[:, 0], right], axis=1)


def _trusted(shelf: Shelf, new: Newcomers, pairs: Ints) -> NDArray[np.bool_]:
    """Whether furniture can be told from text: it has been learned, or the two are of different outlets."""
    if shelf.count + len(new.added) >= _LEARNED:
        return np.ones(len(pairs), np.bool_)
    one = new.outlets[pairs[:, 0]]
    other = np.concatenate([shelf.outlets, new.outlets[new.added]])[pairs[:, 1]]
    found: NDArray[np.bool_] = (one >= 0) & (other >= 0) & (one != other)
    return found


def _commons(held: tuple[Shelf, IndexCrew], new: Newcomers, pairs: Ints, lists: Lists) -> Commons:
    """What is common property once the copies found so far are one family each."""
    shelf, crew = held

    def commons(copies: NDArray[np.bool_]) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
        if len(new.added):
            found = pairs[copies]
            _, families = shelf.follow(_edges(new, found, np.full(len(found), STRONG)), len(new.added))
            lists.rename(shelf, families.astype(np.int64))
        return lists.hashes, lists.spread(crew)

    return commons


def _edges(new: Newcomers, pairs: Ints, kinds: NDArray[np.int32]) -> NDArray[np.int32]:
    """Edges of rows that are added, in document numbers."""
    own = new.numbers[pairs[:, 0]]
    return np.stack([pairs[:, 1], own, kinds], axis=1)[own >= 0].astype(np.int32)


def _follow(
    shelf: Shelf, new: Newcomers, pairs: Ints, kinds: NDArray[np.int32]
) -> tuple[NDArray[np.bool_], NDArray[np.int32]]:
    """Which pairs are of one family, and the edges to keep.

    Rows that are added join families. Known rows are where they were taken to. Rows that are only asked about
    go where they would be taken to: with their copies, and for want of any with the first of the lesser ones.
    """
    edges, added = _edges(new, pairs, kinds), new.numbers[pairs[:, 0]] >= 0
    outcomes, _ = shelf.follow(edges, len(new.added))
    together = np.zeros(len(pairs), np.bool_)
    together[added] = outcomes != APART
    known = ~added & (new.limits[pairs[:, 0]] < shelf.count)
    own, other = new.limits[pairs[known, 0]].astype(np.int32), pairs[known, 1].astype(np.int32)
    together[known] = shelf.families(own) == shelf.families(other)
    first = np.ones(len(pairs), np.bool_)
    first[1:] = pairs[1:, 0] != pairs[:-1, 0]
    asked = ~added & ~known
    together[asked] = (first | (kinds != WEAK))[asked]
    return together, edges[outcomes == JOINED]


def _closest(rows: int, pairs: Ints, covered: NDArray[np.float64], together: NDArray[np.bool_]) -> Ints:
    """Per row the pair of its family that covers most of its words, the earliest document among equals."""
    closest = np.full(rows, -1, np.int64)
    kept = np.flatnonzero(together)
    kept = kept[np.lexsort((pairs[kept, 1], -covered[kept], pairs[kept, 0]))]
    first = np.ones(len(kept), np.bool_)
    first[1:] = pairs[kept[1:], 0] != pairs[kept[:-1], 0]
    closest[pairs[kept[first], 0]] = kept[first]
    return closest
