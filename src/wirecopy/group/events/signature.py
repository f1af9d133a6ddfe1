"""What an article says about which event it tells of, in a few hundred bytes.

In: title, text, time, language. Out: a `Signature`, the article's most telling words, names, numbers and
countries with what each counts, which packs into bytes and back without loss. It is made once, when the
article arrives, and kept; texts are not looked at again to find stories. What a word counts comes from how
rare it is in news at large, not in the articles at hand: five reports of one event would else call its name
common. Where stories are found across languages, what the top of the article means goes with it. Limits:
rarity is known for English; in other languages the length of a word stands for it.
"""

from __future__ import annotations

import struct
from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wirecopy.group.events.across import DIMENSIONS, Encode, Meaning, meaning_of
from wirecopy.group.events.words import STATE_RARITY, names_in, words_in, words_of

KEPT = 120  # terms; more change nothing that can be measured
_LEAD_CHARS = 700  # what happened is told at the top: words there count twice
_READ_CHARS = 6_000  # what stands below is background; reading it changed no figure
_SATURATION = 3.0  # a word said often counts up to four times as much as a word said once
_NAME = 2.0  # a name counts so much more than another word as rare
_LEVELS = 255
_VERSION = 1
_HEAD = struct.Struct("<BBqHH")
_UNDATED = -(2**63)
_MEANING = struct.Struct(f"<3s{DIMENSIONS}s")

UInts = NDArray[np.uint32]
Floats32 = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Signature:
    """What says which event an article tells of.

    Attributes:
        terms: uint32[t], hashes of words, names, numbers and countries, rising, each once.
        weights: float32[t], what each counts; the squares add up to 1.
        words: how many different words the article has, before the least telling were left out.
        time: seconds since 1970, None where unknown.
        meaning: of its top; None unless it was asked for.
    """

    terms: UInts
    weights: Floats32
    words: int
    time: int | None
    meaning: Meaning | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Signature) and self.pack() == other.pack()

    def __hash__(self) -> int:
        return hash(self.pack())

    def pack(self) -> bytes:
        """The signature as bytes, the same on every machine."""
        time = _UNDATED if self.time is None else self.time
        head = _HEAD.pack(
            _VERSION, int(self.meaning is not None), time, min(self.words, 65_535), len(self.terms)
        )
        words = head + self.terms.astype("<u4").tobytes() + _levels(self.weights).tobytes()
        return words + _pack_meaning(self.meaning) if self.meaning else words


def sign(
    title: str | None, text: str, time: int | None, language: str | None, encode: Encode | None = None
) -> Signature:
    """The signature of an article.

    Args:
        title: its headline, None where it has none or the text begins with it.
        text: headline or none, then the body.
        time: when it was published, seconds since 1970; None where unknown.
        language: ISO 639-1; None is taken for English.
        encode: says what a text means; None where that does not matter.
    """
    text = text[:_READ_CHARS]
    whole = text if not title or text.startswith(title) else f"{title}\n{text}"
    counts = Counter(words_in(whole))
    at_top = Counter(words_in(whole[:_LEAD_CHARS])).get
    names = names_in(whole)
    known = words_of(language or "en")
    amounts: dict[int, int] = {}
    worth: dict[int, float] = {}
    for surface, count in counts.items():
        term, rarity, touched = known[surface]
        if not term:
            continue
        amount = count + at_top(surface, 0)
        if surface in names:
            rarity *= _NAME
        if term in amounts:
            amounts[term] += amount
            worth[term] = max(worth[term], rarity)
        else:
            amounts[term] = amount
            worth[term] = rarity
        if touched:
            amounts[touched] = amounts.get(touched, 0) + amount
            worth[touched] = STATE_RARITY
    meaning = meaning_of(whole[:_LEAD_CHARS], language, encode) if encode and amounts else None
    return _signature(amounts, worth, time, meaning)


def unpack(packed: bytes) -> Signature:
    """The signature that `Signature.pack` made bytes of.

    Raises:
        ValueError: the bytes are of another version, or cut.
    """
    version = packed[0] if packed else None
    if version != _VERSION or len(packed) < _HEAD.size:
        raise ValueError(f"a signature of version {version}, not {_VERSION}: make it anew from the article")
    _, meant, time, words, count = _HEAD.unpack_from(packed)
    end = _HEAD.size + 5 * count
    if len(packed) != end + meant * _MEANING.size:
        raise ValueError(f"a signature of {count} terms has {len(packed)} bytes: it was cut")
    terms = np.frombuffer(packed, "<u4", count, _HEAD.size).astype(np.uint32)
    levels = np.frombuffer(packed, np.uint8, count, _HEAD.size + 4 * count)
    meaning = _unpack_meaning(packed, end) if meant else None
    return Signature(terms, _weights(levels), words, None if time == _UNDATED else time, meaning)


def _signature(
    amounts: dict[int, int], worth: dict[int, float], time: int | None, meaning: Meaning | None
) -> Signature:
    terms = np.fromiter(amounts, np.uint32, len(amounts))
    amount = np.fromiter(amounts.values(), np.float64, len(amounts))
    value = np.fromiter(worth.values(), np.float64, len(amounts))
    value *= amount * (1.0 + _SATURATION) / (amount + _SATURATION)
    chosen = np.lexsort((terms, -value))[:KEPT]
    chosen = chosen[np.argsort(terms[chosen])]
    return Signature(terms[chosen], _weights(_levels(value[chosen])), len(amounts), time, meaning)


def _pack_meaning(meaning: Meaning) -> bytes:
    return _MEANING.pack(meaning.language.encode(), meaning.vector.tobytes())


def _unpack_meaning(packed: bytes, begin: int) -> Meaning:
    language, vector = _MEANING.unpack_from(packed, begin)
    return Meaning(language.rstrip(b"\0").decode(), np.frombuffer(vector, np.int8))


def _levels(weights: NDArray[np.floating]) -> NDArray[np.uint8]:
    """The weights in steps of the greatest, which is 255."""
    most = weights.max(initial=1e-9)
    return np.maximum(np.rint(weights.astype(np.float64) / float(most) * _LEVELS), 1).astype(np.uint8)


def _weights(levels: NDArray[np.uint8]) -> Floats32:
    squares = np.maximum(np.sqrt((levels.astype(np.float64) ** 2).sum()), 1.0)
    weights: Floats32 = (levels / squares).astype(np.float32)
    return weights
