"""Texts nobody would write, and texts as they come; buffers with guards around them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any, NamedTuple, TypeVar

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

from wirecopy.kernels.folding import fold_table

PARITY = settings(deadline=None, max_examples=60, derandomize=True)
TABLE = fold_table()
GUARD = 64

PIECES = [
    *(piece.encode() for piece in (
        "the", "storm", "hit", "Marrow", "Bay", "a", "x" * 7, "y" * 8, "z" * 9, "W" * 63, "v" * 64, "u" * 65,
        "É", "E\u0301", "ﬁ", "Straße", "İ", "½", "²", "１２", "３.５", "3.5", "1,500", "7", "2", "٣",
        "字", "語", "㊀", "豈", "𠀀", "ｶﾞ", "がん", "กิน", "ที่", "น้ำ", "ປາ", "ភាសា", "မြန်မာ",
        "한국", "اردو", "کتاب", "ـ", "हिन्दी", "t" * 200,
        "😀", "\U0010ffff", "\ue000", "\uffff", "\ufeff", "\u00ad", "\u200d", "\u0301", "\u2028", "—", "’",
        '"', '"', "“", "”", "„", "«", "»", "\n", "\n\n", "\t", "\r", "\0", "\x02", "\x03", "\x1f",
        "!", ".", ",",
    )),
    b"\xff", b"\x80", b"\xc0\x80", b"\xc3", b"\xe4\xb8", b"\xe0\x81\x81", b"\xed\xa0\x80", b"\xf0\x9f\x98",
    b"\xf4\x90\x80\x80", b"\xf8\x88\x80\x80\x80",
]  # fmt: skip
SPACES = st.sampled_from([b" ", b" ", b" ", b"", b"  ", b"\n"])


def _join(pieces: list[tuple[bytes, bytes]]) -> bytes:
    return b"".join(piece + space for piece, space in pieces)


PATCHWORK = st.lists(st.tuples(st.sampled_from(PIECES), SPACES), max_size=60).map(_join)
TEXTS = PATCHWORK | st.text(max_size=90).map(str.encode) | st.binary(max_size=150)
VOCABULARY = [
    "council", "harbour", "ferry", "delays", "mayor", "Oda", "Renn", "said", "strike", "pay", "talks",
    "union", "vote", "budget", "bridge", "flood", "rain", "river", "town", "school", "fire", "crews",
    "police", "road", "closed", "after", "before", "night", "morning", "official", "report", "plan", "court",
    "judge", "ruled", "that", "was", "were", "will", "has", "12", "340", "1,500", "3.5", "2019",
    *(4 * ["the", "a", "of", "in", "on", "to", "and"]),
]  # fmt: skip


@st.composite
def kin(draw: st.DrawFn) -> list[bytes]:
    """A few texts made of stretches of one another."""
    texts = draw(st.lists(TEXTS, min_size=1, max_size=3))
    for _ in range(draw(st.integers(0, 3))):
        one, other = draw(st.sampled_from(texts)), draw(st.sampled_from(texts))
        cut = draw(st.integers(0, len(one))), draw(st.integers(0, len(other)))
        texts.append(one[: cut[0]] + other[cut[1] :])
    return texts


def article(rng: random.Random, words: int) -> list[str]:
    """Words of an article, some within quotation marks that are not always closed."""
    written = [rng.choice(VOCABULARY) + rng.choice(["", "", "", "", ".", ",", ".\n"]) for _ in range(words)]
    for _ in range(words // 40):
        place = rng.randrange(words)
        written[place] = rng.choice(["“", '"', "«"]) + written[place]
        place = min(words - 1, place + rng.randint(3, 60))
        written[place] += rng.choice(["”", '"', "»", ""])
    return written


def edited(rng: random.Random, words: list[str]) -> list[str]:
    """Some words dropped, doubled, moved or replaced."""
    made: list[str] = []
    for word in words:
        made += rng.choice([*(9 * [[word]]), [], [word, word], [rng.choice(VOCABULARY)]])
        if rng.random() < 0.05:
            made[-2:] = reversed(made[-2:])
    return made


def articles(seed: int, count: int = 6) -> list[bytes]:
    """Articles of up to some 500 words that take stretches from one another, in any order."""
    rng = random.Random(seed)
    pages: list[list[str]] = []
    for _ in range(count):
        page = article(rng, rng.choice([0, 1, 2, 3, 20, 60, 61, 62, 130, 200, 400]))
        for other in rng.sample(pages, min(len(pages), 2)):
            start = rng.randint(0, len(other))
            place = rng.randint(0, len(page))
            taken = other[start : start + rng.choice([3, 10, 60, 400])]
            page[place:place] = edited(rng, taken) if rng.random() < 0.5 else taken
        pages.append(page)
    marks = rng.choice(["", "", "é ", "字"])
    return [(marks + " ".join(page)).encode() for page in pages]


def every_two_pieces() -> list[bytes]:
    """Texts that begin and end with any two pieces."""
    return [one + other + b" one two three " + one + other for one in PIECES for other in PIECES]


class Packed(NamedTuple):
    """Texts end to end, between letters that belong to none of them."""

    data: np.ndarray
    offsets: np.ndarray

    @property
    def longest(self) -> int:
        return int(np.diff(self.offsets).max(initial=0))


def pack(texts: Sequence[bytes], before: bytes = b"edge", after: bytes = b"edge") -> Packed:
    data = np.frombuffer(before + b"".join(texts) + after, np.uint8)
    offsets = np.cumsum([len(before), *map(len, texts)]).astype(np.int64)
    return Packed(data, offsets)


def guarded(array: np.ndarray) -> np.ndarray:
    """A copy of an array with something before and after it that must stay as it is."""
    whole = np.empty((len(array) + 2 * GUARD, *array.shape[1:]), array.dtype)
    whole.view(np.uint8)[:] = 0xA5
    whole[GUARD : GUARD + len(array)] = array
    return whole[GUARD : GUARD + len(array)]


def is_whole(array: np.ndarray) -> bool:
    """Whether nothing was written around an array made by `guarded`."""
    whole = array.base
    assert whole is not None
    around = np.concatenate([whole[:GUARD], whole[GUARD + len(array) :]])
    return bool((around.view(np.uint8) == 0xA5).all())


Arrays = TypeVar("Arrays", bound=tuple[Any, ...])


def all_guarded(arrays: Arrays) -> Arrays:
    """The same arrays, and arrays within arrays, each with guards around it."""
    parts = [all_guarded(part) if isinstance(part, tuple) else guarded(part) for part in arrays]
    return type(arrays)(*parts)


def all_whole(arrays: tuple[Any, ...]) -> bool:
    """Whether nothing was written around any array of `all_guarded`."""
    return all(all_whole(part) if isinstance(part, tuple) else is_whole(part) for part in arrays)
