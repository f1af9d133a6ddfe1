"""A plain engine for the tests of the index: shingles as sets, a copy where three tenths are shared."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np

from wirecopy.group.corpus import RELATIONS, UNKNOWN_TIME, Corpus, Texts
from wirecopy.index import Passages, Sketch, Verdicts
from wirecopy.index.engine import Commons

COPY, FIRM = 0.3, 0.45


def texts_of(texts: Sequence[str]) -> Texts:
    parts = [text.encode() for text in texts]
    offsets = np.cumsum([0, *map(len, parts)]).astype(np.int64)
    return Texts(np.frombuffer(b"".join(parts), np.uint8), offsets)


def corpus_of(texts: Sequence[str]) -> Corpus:
    n = len(texts)
    times = np.full(n, UNKNOWN_TIME, np.int64)
    return Corpus(texts_of(texts), np.full(n, -1, np.int32), times, np.arange(n, dtype=np.int64))


def shingles(texts: Texts, row: int) -> set[int]:
    words = bytes(texts.data[texts.offsets[row] : texts.offsets[row + 1]]).lower().split()
    runs = [b" ".join(words[at : at + 3]) for at in range(max(1, len(words) - 2))] if words else []
    return {zlib.crc32(run) << 5 | len(run) % 32 for run in runs}


class PlainEngine:
    def __init__(self, **stamp: str | int) -> None:
        self.stamp = {"engine": "plain", **stamp}

    def sketch(self, texts: Texts) -> Sketch:
        postings, prints, words = [], [], []
        for row in range(len(texts)):
            said = bytes(texts.data[texts.offsets[row] : texts.offsets[row + 1]]).lower().split()
            postings += [run << 27 | row for run in shingles(texts, row)]
            prints.append(zlib.crc32(b" ".join(said)) << 32 | len(said))
            words.append(len(said))
        n = len(texts)
        return Sketch(
            np.array(postings, np.uint64),
            np.array(prints, np.uint64),
            np.array(words, np.int32),
            np.ones(n, np.float32),
        )

    def judge(self, texts: Texts, pairs: np.ndarray, _: np.ndarray, commons: Commons) -> Verdicts:
        shared = np.zeros((len(pairs), 2))
        for at, (left, right) in enumerate(pairs.tolist()):
            one, other = shingles(texts, left), shingles(texts, right)
            shared[at] = len(one & other) / max(1, len(one)), len(one & other) / max(1, len(other))
        copies = shared.max(axis=1, initial=0) >= COPY
        commons(copies)
        return Verdicts(copies, copies & (shared.max(axis=1, initial=0) >= FIRM), shared)

    def trace(self, texts: Texts, pairs: np.ndarray, equal: np.ndarray) -> Passages:
        spans = [(0, int(texts.offsets[a + 1] - texts.offsets[a]), 0, 1) for a, _ in pairs.tolist()]
        relation = np.where(equal, RELATIONS.index("verbatim"), RELATIONS.index("edited")).astype(np.int8)
        shared = self.judge(
            texts, pairs, equal, lambda _: (np.empty(0, np.uint64), np.empty(0, np.int32))
        ).covered
        return Passages(
            relation,
            shared[:, 0].astype(np.float32),
            shared[:, 1].astype(np.float32),
            np.arange(len(pairs) + 1),
            np.array(spans, np.int32).reshape(-1, 4),
        )


def invented(seed: int, words: int = 60) -> str:
    """A text that shares no run of words with one of another seed."""
    chance = np.random.default_rng(seed)
    return " ".join(f"w{number}" for number in chance.integers(0, 10**9, words))


def edited(text: str, seed: int, share: float = 0.1) -> str:
    """The text with some words replaced."""
    chance = np.random.default_rng(seed)
    return " ".join(
        f"e{chance.integers(10**9)}" if chance.random() < share else word for word in text.split()
    )
