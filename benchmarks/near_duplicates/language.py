"""More texts where the base texts run out: a model of two words that copies from the corpus.

It reads along a base text and, at a word, often jumps to another place where that word stands. Counts of
words and of short runs stay as uneven as in the texts it copies from, which is what sketches and postings
feel. In every text most names are exchanged for a few of its own, so that no two are about the same people.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from .vocabulary import Ids, Vocabulary, sentence_ends

_JUMP = 0.55  # chance of a jump at a word
_RENAMED = 0.6  # share of names that become one of the text's own
_BATCH = 4096
_MEDIAN, _SPREAD = 460, 0.5
_SHORTEST, _LONGEST = 80, 1600


def lengths(count: int, chance: np.random.Generator) -> NDArray[np.int64]:
    """Lengths of articles in tokens (words and marks): log-normal, as news is."""
    drawn = np.exp(chance.normal(np.log(_MEDIAN), _SPREAD, count))
    return np.clip(drawn, _SHORTEST, _LONGEST).astype(np.int64)


def cut(tokens: Ids, vocabulary: Vocabulary) -> Ids:
    """The text up to the end of its last whole sentence, unless that leaves next to nothing."""
    ends = sentence_ends(tokens, vocabulary)
    return tokens[: ends[-2]] if len(ends) > 3 else tokens


class Model:
    """The base texts end to end, and for every word the places where it stands; `names` are made-up names."""

    def __init__(self, vocabulary: Vocabulary, names: Ids) -> None:
        self.vocabulary, self.names = vocabulary, names
        self.running = np.concatenate(vocabulary.texts)
        self.jumps = vocabulary.words
        size = len(vocabulary.words)
        self.places = np.argsort(self.running[:-1], kind="stable")
        self.counts = np.bincount(self.running[:-1], minlength=size)
        self.first = np.cumsum(self.counts) - self.counts
        self.starts = np.cumsum([0, *map(len, vocabulary.texts)])[:-1]
        self.starts = np.concatenate([self.starts, np.flatnonzero(vocabulary.ends[self.running[:-2]]) + 1])

    def write(self, count: int, chance: np.random.Generator) -> Iterator[Ids]:
        """That many new texts."""
        for first in range(0, count, _BATCH):
            wanted = lengths(min(_BATCH, count - first), chance)
            for tokens, length in zip(self._walk(wanted, chance), wanted, strict=True):
                yield self._finished(tokens[:length], chance)

    def _walk(self, wanted: NDArray[np.int64], chance: np.random.Generator) -> Ids:
        """A row of tokens for each wanted length; what stands beyond the length is of no meaning."""
        rows = np.zeros((len(wanted), int(wanted.max())), np.int32)
        order = np.argsort(-wanted)  # longest first: those still being written are always the first ones
        place = chance.choice(self.starts, len(wanted))
        for step in range(rows.shape[1]):
            active = int((wanted > step).sum())
            token = self.running[place[:active]]
            rows[order[:active], step] = token
            there = self.first[token] + (chance.random(active) * self.counts[token]).astype(np.int64)
            jump = self.jumps[token] & (chance.random(active) < _JUMP) & (self.counts[token] > 0)
            following = (
                np.where(jump, self.places[np.minimum(there, len(self.places) - 1)], place[:active]) + 1
            )
            over = following >= len(self.running) - 1
            place[:active] = np.where(over, chance.choice(self.starts, active), following)
        return rows

    def _finished(self, tokens: Ids, chance: np.random.Generator) -> Ids:
        """The text with names of its own, made up or known, cut after its last whole sentence."""
        tokens = cut(tokens, self.vocabulary).copy()
        known = self.vocabulary.known_names
        own = np.concatenate([chance.choice(pool, 5) for pool in (self.names, known) if len(pool)])
        renamed = np.flatnonzero(self.vocabulary.names[tokens] & (chance.random(len(tokens)) < _RENAMED))
        tokens[renamed] = own[chance.integers(0, len(own), len(renamed))]
        return tokens
