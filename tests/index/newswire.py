"""Invented articles as they come from outlets: reprints, cuts, rewrites, two in one, house lines, scripts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wirecopy.group.corpus import UNKNOWN_TIME, Corpus
from wirecopy.index.naming import texts_of

_SYLLABLES = (
    "ba", "de", "fi", "go", "lu", "ma", "ne", "po", "ri", "su", "ta", "ve", "wo", "zi",
    "dren", "ford", "holm", "kirk", "mont", "nor", "pel", "ster",
)  # fmt: skip
_OUTLETS = ("", "Gale Post", "Dune Herald", "Fen Echo")
_HOUSE = "Subscribe to the {} for news from all over the Broad Marsh, every morning, at home or on the road."
_SCRIPTS = ("渡し船は九時に出ます。", "Паром отходит в 9:30.", "café naïve ﬁn", "เรือออกเก้าโมง")


@dataclass(frozen=True, slots=True)
class Wire:
    """A batch of articles."""

    ids: list[str]
    texts: list[str]
    places: list[int]
    outlets: list[str]

    def corpus(self) -> Corpus:
        rows = np.arange(len(self.texts), dtype=np.int64)
        times = np.full(len(rows), UNKNOWN_TIME, np.int64)
        return Corpus(texts_of(self.texts), np.array(self.places, np.int32), times, rows)


def wire(seed: int, batches: int, rows: int) -> list[Wire]:
    """Batches of articles, most of them made of what came before."""
    chance = np.random.default_rng(seed)
    known: list[str] = []
    sent = []
    for number in range(batches):
        texts, places = [], []
        for _ in range(rows):
            text = _made(chance, known)
            known.append(text)
            place = int(chance.integers(len(_OUTLETS)))
            texts.append(f"{text}\n{_HOUSE.format(_OUTLETS[place])}" if place else text)
            places.append(place)
        ids = [f"w{number}-{row}" for row in range(rows)]
        sent.append(Wire(ids, texts, places, list(_OUTLETS)))
    return sent


def _made(chance: np.random.Generator, known: list[str]) -> str:
    """An article: new, or made of one or two that are known."""
    how = int(chance.integers(9)) if known else 0
    if how < 3:
        return "\n".join(_paragraph(chance) for _ in range(int(chance.integers(2, 6))))
    text = known[int(chance.integers(len(known)))]
    paragraphs = text.split("\n")
    if how == 3:
        return text
    if how == 4:
        return "\n".join(paragraphs[: max(1, len(paragraphs) // 2)])
    if how == 5:
        return f"{text}\n{known[int(chance.integers(len(known)))]}"
    if how == 6:
        return "\n".join([_paragraph(chance), *paragraphs, _paragraph(chance), _paragraph(chance)])
    share = 0.04 if how == 7 else 0.15
    words = text.split(" ")
    return " ".join(_word(chance) if chance.random() < share else word for word in words)


def _paragraph(chance: np.random.Generator) -> str:
    words = [_word(chance) for _ in range(int(chance.integers(20, 45)))]
    words[3] = str(chance.integers(2, 900) / 4)
    words[8] = f"“{words[8]}"
    words[15] += "”,"
    return f"{' '.join(words).capitalize()}. {_SCRIPTS[int(chance.integers(len(_SCRIPTS)))]}"


def _word(chance: np.random.Generator) -> str:
    return "".join(_SYLLABLES[k] for k in chance.integers(len(_SYLLABLES), size=int(chance.integers(1, 4))))
