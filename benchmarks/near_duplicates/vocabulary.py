"""Texts as rows of word numbers, so that editing them is arithmetic on arrays.

A token is a word with the blank before it (" The") or one mark (","); joined end to end they give the text
again. Beside each word stand its synonyms in the same shape (blank, capital, ending), from the WordNet that
wirecopy carries. Limits: white space is one blank; synonyms are English and blind to sense, as in a hasty
rewrite; words of other languages are exchanged for any other word.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from wirecopy.lexicon.data import load

Ids = NDArray[np.int32]

PARAGRAPH = "\n\n"
_TOKEN = re.compile(r" ?\w+(?:['’.,-]\w+)*| ?[^\w\s]")
_WORD = re.compile(r" ?\w")
_ENDINGS = (("s", "s"), ("ed", "ed"), ("d", "ed"))  # what a form loses, what its synonym takes
_MOST_SYNONYMS = 12


class Vocabulary:
    """Every token that may be written, with what the edits must know of it.

    Attributes:
        words: whether a token is a word and not a mark.
        names: whether a token looks like a name: a capital, and at least three small letters.
        ends: whether a token is a mark that ends a sentence.
        closes: whether a token is a mark that may follow such a mark.
        running: the words of the texts as they occur, for drawing words by their frequency.
        known_names: the names that occur in the texts, each once.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        """Read the texts; more words may be taken in until `close`, which makes the attributes."""
        self._ids: dict[str, int] = {PARAGRAPH: 0}
        self.texts = [self.take_in(_TOKEN.findall(" " + " ".join(text.split()))) for text in texts]

    def take_in(self, tokens: Iterable[str]) -> Ids:
        """The numbers of tokens, new ones where they are not known."""
        return np.array([self._number(token) for token in tokens], np.int32)

    def _number(self, token: str) -> int:
        return self._ids.setdefault(token, len(self._ids))

    def close(self) -> None:
        """Take in the synonyms of all words, and say of every token what it is."""
        everything = np.concatenate(self.texts)
        self._offsets, self._synonyms = self._find_synonyms()
        tokens = list(self._ids)
        self.tokens = pa.array(tokens, pa.large_string())
        self.words = np.array([bool(_WORD.match(token)) for token in tokens])
        self.names = np.array([bool(re.fullmatch(r" [A-Z][a-z]{3,}", token)) for token in tokens])
        self.ends = np.array([token.strip() in {".", "!", "?"} for token in tokens])
        self.closes = np.array([token in {'"', "”", "’", "'", ")"} for token in tokens])
        self.running = everything[self.words[everything]]
        self.known_names = np.unique(everything[self.names[everything]])

    def decode(self, rows: Sequence[Ids]) -> list[str]:
        """The texts that rows of numbers stand for; to be called after `close`, as all that follows."""
        offsets = np.concatenate([[0], np.cumsum([len(row) for row in rows])])
        tokens = self.tokens.take(pa.array(np.concatenate(rows)))
        lists = pa.LargeListArray.from_arrays(pa.array(offsets, pa.int64()), tokens)
        texts = pc.binary_join(lists, pa.scalar("", pa.large_string())).to_pylist()
        return [text.replace("\n\n ", "\n\n").strip() for text in texts]

    def exchanged(self, words: Ids, chance: np.random.Generator) -> Ids:
        """For each word a synonym, or any other word where none is known; marks stay."""
        first, count = self._offsets[words], self._offsets[words + 1] - self._offsets[words]
        place = first + (chance.random(len(words)) * count).astype(np.int64)
        synonyms = self._synonyms[np.minimum(place, len(self._synonyms) - 1)]
        other = np.where(count > 0, synonyms, self.any_words(len(words), chance))
        chosen: Ids = np.where(self.words[words], other, words)
        return chosen

    def any_words(self, count: int, chance: np.random.Generator) -> Ids:
        """Words drawn as often as they occur."""
        drawn: Ids = self.running[chance.integers(0, len(self.running), count)]
        return drawn

    def _find_synonyms(self) -> tuple[NDArray[np.int64], Ids]:
        """Synonyms of all tokens end to end, with offsets; tokens that only occur as synonyms have none."""
        known = synonyms()
        found = []
        for token in list(self._ids):
            core = token.lstrip(" ")
            same = _inflected(known, core.lower())
            if core[:1].isupper():
                same = [word.capitalize() for word in same]
            blank = token[: len(token) - len(core)]
            found.append([self._number(blank + word) for word in same])
        found += [[]] * (len(self._ids) - len(found))
        offsets = np.concatenate([[0], np.cumsum([len(row) for row in found])]).astype(np.int64)
        return offsets, np.array([number for row in found for number in row] or [0], np.int32)


def synonyms() -> dict[str, list[str]]:
    """Words that share a sense with a word in WordNet, in the order of the alphabet."""
    senses: dict[str, list[str]] = defaultdict(list)
    of_word: dict[str, list[str]] = {}
    for line in load("wordnet_words.txt").decode("ascii").splitlines():
        word, *cells = line.split(" ")
        keys = [cell[0] + key for cell in cells if cell[0].isalpha() for key in cell[1:].split(",")]
        of_word[word] = keys
        for key in keys:
            senses[key].append(word)
    near = {
        word: sorted({other for key in keys for other in senses[key]} - {word})
        for word, keys in of_word.items()
    }
    return {word: others[:_MOST_SYNONYMS] for word, others in near.items() if others}


def _inflected(known: dict[str, list[str]], form: str) -> list[str]:
    if form in known:
        return known[form]
    for lost, taken in _ENDINGS:
        stem = form.removesuffix(lost)
        if stem != form and stem in known:
            return [
                (word[:-1] if word.endswith("e") and taken == "ed" else word) + taken for word in known[stem]
            ]
    return []


def sentence_ends(tokens: Ids, vocabulary: Vocabulary, shortest: int = 8) -> list[int]:
    """Where the sentences of a text end, as offsets after their last token; the last is the text's end."""
    ends = vocabulary.ends[tokens]
    closes = vocabulary.closes[tokens]
    after = ends & ~np.append(closes[1:], False)
    after[1:] |= closes[1:] & ends[:-1]
    found = [0]
    for place in (np.flatnonzero(after) + 1).tolist():
        if place - found[-1] >= shortest:
            found += [place]
    if found[-1] < len(tokens):
        found += [len(tokens)]
    return found[1:]
