"""How alike two sentences of different witnesses are, from words and characters alone.

Takes the witnesses of one story; gives a `SentenceTable` (flat arrays, one row a sentence) and the candidate
pairs with a score in 0-1: the mean of an idf-weighted stem cosine and a character 3-5-gram cosine, both
fitted on the story itself, so that words every sentence of the story has ("Brandt") count little. No model
is needed: on real versions true pairs score above .31 and false ones below .25. A pair that shares no
weighty stem is no candidate. The score is blind to meaning: "never admit" and "promptly admit" are alike.

Character grams are hashed into `_GRAM_SLOTS` signed slots after grams seen in one sentence only are set
aside (they count in the norm but can match nothing), which keeps the noise of a collision below .01.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wirecopy.lexicon.frequency import rarity, zipf
from wirecopy.model import Member, SentenceKind, Witness

ALIGNABLE: frozenset[SentenceKind] = frozenset({"body", "headline", "subhead", "caption"})
_UNKNOWN_WEIGHT = 0.9
_LEAST_WEIGHT = 0.1  # lighter stems cannot make two sentences candidates
_UNSEEN_ROWS = 3
_LEAST_STEM_SCORE = 0.15
_GRAM_SIZES = (3, 4, 5)
_GRAM_SLOTS = 4096
_SEPARATOR = 0

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class SentenceTable:
    """The alignable sentences of a story, row by row.

    Attributes:
        witness: witness index of each row, int64[rows].
        sentence: sentence index within the witness, int64[rows].
        is_body: whether the row is running text, bool[rows].
        stems: the distinct weighty stem ids of each row, sorted.
        weights: weight of each stem id, float64[stem ids].
        grams: unit-length hashed character-gram vectors, float32[rows, slots].
    """

    witness: Ints
    sentence: Ints
    is_body: NDArray[np.bool_]
    stems: tuple[Ints, ...]
    weights: Floats
    grams: Singles

    def __len__(self) -> int:
        return len(self.witness)

    def weight_of(self, stems: Ints) -> float:
        """Total weight of some stems."""
        return float(self.weights[stems].sum())

    def members(self) -> list[Member]:
        """(witness, sentence) of every row."""
        return list(zip(self.witness.tolist(), self.sentence.tolist(), strict=True))

    def row_of(self) -> dict[Member, int]:
        """The row of every (witness, sentence)."""
        return {member: row for row, member in enumerate(self.members())}


@dataclass(frozen=True, slots=True)
class Pairs:
    """Candidate pairs of rows, left < right, in different witnesses, with their score 0-1."""

    left: Ints
    right: Ints
    score: Floats

    def only(self, keep: NDArray[np.bool_]) -> Pairs:
        """The pairs a mask keeps."""
        return Pairs(self.left[keep], self.right[keep], self.score[keep])

    def strongest_first(self) -> Pairs:
        """The pairs by falling score; ties by row, so that the order they came in plays no part."""
        order = np.lexsort((self.right, self.left, -self.score.round(9)))
        return Pairs(self.left[order], self.right[order], self.score[order])

    def __iter__(self) -> Iterator[tuple[int, int, float]]:
        """(left, right, score) of every pair."""
        return zip(self.left.tolist(), self.right.tolist(), self.score.tolist(), strict=True)


def sentence_table(witnesses: Sequence[Witness]) -> SentenceTable:
    """The alignable sentences of the witnesses with their features."""
    rows = [
        (w, sentence.index, sentence.kind == "body", witness.tokens[sentence.index])
        for w, witness in enumerate(witnesses)
        for sentence in witness.sentences
        if sentence.kind in ALIGNABLE
    ]
    stem_lists = [sorted({token.stem for token in tokens if token.stem}) for *_, tokens in rows]
    commonness: dict[str, float] = {}
    for *_, tokens in rows:
        for token in tokens:
            if token.stem:
                commonness[token.stem] = max(commonness.get(token.stem, 0.0), zipf(token.norm))
    ids = {stem: number for number, stem in enumerate(sorted(commonness))}
    witness_of = np.array([row[0] for row in rows], dtype=np.int64)
    weights = _stem_weights(stem_lists, witness_of, commonness, ids, len(witnesses))
    stems = tuple(
        _weighty(np.array([ids[stem] for stem in stems], dtype=np.int64), weights) for stems in stem_lists
    )
    return SentenceTable(
        witness=witness_of,
        sentence=np.array([row[1] for row in rows], dtype=np.int64),
        is_body=np.array([row[2] for row in rows], dtype=bool),
        stems=stems,
        weights=weights,
        grams=_gram_vectors([" ".join(token.norm for token in row[3] if token.norm) for row in rows]),
    )


def _weighty(stems: Ints, weights: Floats) -> Ints:
    return np.sort(stems[weights[stems] >= _LEAST_WEIGHT])


def _stem_weights(
    stem_lists: Sequence[Sequence[str]],
    witness_of: Ints,
    commonness: dict[str, float],
    ids: dict[str, int],
    witness_count: int,
) -> Floats:
    """Weight of every stem: rare in the language, and rare among the sentences of the story."""
    # A few sentences more than there are: in a text of one sentence every word would else be common.
    rows_per_witness = np.bincount(witness_of, minlength=witness_count) + _UNSEEN_ROWS
    frequency = np.zeros(len(ids))  # mean share of a witness's sentences that have the stem
    for stems, w in zip(stem_lists, witness_of.tolist(), strict=True):
        for stem in stems:
            frequency[ids[stem]] += 1.0 / rows_per_witness[w]
    frequency /= max(1, witness_count)
    background = np.full(len(ids), _UNKNOWN_WEIGHT)
    for stem, number in ids.items():
        known = commonness[stem]
        if known > 0 and not stem[0].isdigit():
            background[number] = rarity(known)
    within_story = np.log(1.0 / (frequency + 0.02)) / math.log(1.0 / 0.02)
    weights: Floats = background * np.maximum(within_story, 0.02)
    return weights


def _gram_vectors(texts: Sequence[str]) -> Singles:
    """Hashed tf-idf vectors of character grams, unit length (grams of one sentence only in the norm)."""
    vectors = np.zeros((len(texts), _GRAM_SLOTS), dtype=np.float32)
    if not texts:
        return vectors
    rows, grams = _grams(texts)
    _, gram_of = np.unique(grams, return_inverse=True)
    keys, counts = np.unique(gram_of * len(texts) + rows, return_counts=True)
    gram_id, row = np.divmod(keys, len(texts))
    in_rows = np.bincount(gram_id)
    first = np.zeros(len(in_rows), dtype=np.int64)
    first[gram_of] = grams
    gram = first[gram_id]
    idf = np.log((len(texts) + 1) / (in_rows + 0.5))
    value = (1.0 + np.log(counts)) * idf[gram_id]
    norm = np.sqrt(np.bincount(row, weights=value**2, minlength=len(texts)))
    shared = in_rows[gram_id] > 1
    slot = (gram[shared] >> 7) & (_GRAM_SLOTS - 1)
    sign = np.where((gram[shared] >> 40) & 1, 1.0, -1.0)
    np.add.at(vectors, (row[shared], slot), (value[shared] * sign).astype(np.float32))
    vectors /= np.maximum(norm, 1e-9).astype(np.float32)[:, None]
    return vectors


def _grams(texts: Sequence[str]) -> tuple[Ints, Ints]:
    """(row, gram hash) of every character gram; words are padded with one blank at the ends of a text."""
    joined = "".join(f"\0 {text} " for text in texts) + "\0"
    codes = np.frombuffer(joined.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    breaks = codes == _SEPARATOR
    row_of = np.cumsum(breaks) - 1
    before = np.concatenate([[0], np.cumsum(breaks)])
    rows, grams = [], []
    mixed = (codes + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    for size in _GRAM_SIZES:
        if len(codes) < size:
            continue
        starts = np.arange(len(codes) - size + 1)
        whole = before[starts + size] == before[starts]
        value = np.full(len(starts), size, dtype=np.uint64)
        for offset in range(size):
            value = (value ^ mixed[starts + offset]) * np.uint64(0xBF58476D1CE4E5B9)
            value ^= value >> np.uint64(29)
        rows.append(row_of[starts[whole]])
        grams.append((value[whole] >> np.uint64(1)).astype(np.int64))
    return np.concatenate(rows), np.concatenate(grams)


def candidate_pairs(table: SentenceTable, least: float) -> Pairs:
    """All pairs of sentences of different witnesses that score at least `least`.

    Time grows with the pairs that share a weighty stem, memory with the pairs returned.
    """
    postings = _postings(table)
    norms = np.array([math.sqrt(float((table.weights[stems] ** 2).sum())) for stems in table.stems])
    squares = table.weights**2
    lefts, rights, scores = [], [], []
    for row, stems in enumerate(table.stems):
        later = [postings[stem] for stem in stems.tolist()]
        if not later:
            continue
        hits = np.concatenate(later)
        gains = np.repeat(squares[stems], [len(found) for found in later])
        dots = np.bincount(hits, weights=gains, minlength=len(table))
        others = np.flatnonzero(dots[row + 1 :] > 0) + row + 1
        others = others[table.witness[others] != table.witness[row]]
        by_stem = dots[others] / np.maximum(norms[others] * norms[row], 1e-9)
        keep = by_stem >= max(_LEAST_STEM_SCORE, 2 * least - 1)
        others, by_stem = others[keep], by_stem[keep]
        by_gram = table.grams[others] @ table.grams[row]
        score = 0.5 * by_stem + 0.5 * np.maximum(by_gram, 0.0)
        keep = score >= least
        lefts.append(np.full(int(keep.sum()), row, dtype=np.int64))
        rights.append(others[keep])
        scores.append(score[keep])
    if not lefts:
        empty = np.zeros(0, dtype=np.int64)
        return Pairs(empty, empty, np.zeros(0))
    return Pairs(np.concatenate(lefts), np.concatenate(rights), np.concatenate(scores))


def pair_score(table: SentenceTable, left: int, right: int) -> float:
    """Score of one pair of rows, candidates or not: what `candidate_pairs` would give it, 0-1."""
    a, b = table.stems[left], table.stems[right]
    squares = table.weights**2
    both = float(squares[np.intersect1d(a, b, assume_unique=True)].sum())
    norms = math.sqrt(float(squares[a].sum()) * float(squares[b].sum()))
    by_gram = max(0.0, float(table.grams[left] @ table.grams[right]))
    return 0.5 * (both / norms if norms else 0.0) + 0.5 * by_gram


def _postings(table: SentenceTable) -> list[Ints]:
    """For every stem id, the rows that have it."""
    if not table.stems:
        return []
    rows = np.repeat(np.arange(len(table)), [len(stems) for stems in table.stems])
    stems = np.concatenate(table.stems)
    order = np.argsort(stems, kind="stable")
    bounds = np.searchsorted(stems[order], np.arange(len(table.weights) + 1))
    grouped = rows[order]
    return [grouped[a:b] for a, b in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True)]
