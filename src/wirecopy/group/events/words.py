"""The words of an article as numbered terms, each with how much meeting it says.

In: a text, then each distinct word of it. Out: 32-bit terms, equal for forms of one word, with a rarity from
0.05 for the commonest word to about 1. Text in scripts written without blanks is taken two characters at a
time. What a word is worth is worked out once and remembered, so that an article costs some 300 look-ups.
"""

from __future__ import annotations

import functools
import re
import zlib

from wirecopy.lexicon.frequency import rarity, zipf
from wirecopy.lexicon.function_words import is_function
from wirecopy.lexicon.places import state
from wirecopy.lexicon.wordlist import word_set
from wirecopy.text.tokens import stem

STATE_RARITY = 0.4
_UNBROKEN = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(r"\w+(?:['’.,]\w+)*")
_RUN = re.compile(rf"[{_UNBROKEN}]+|[^{_UNBROKEN}]+")
_IS_RUN = re.compile(rf"[{_UNBROKEN}]")
_NAME = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ŽΑ-ΩА-Я](?<=[a-z,] .)[\w'’]+")  # the letter first: it is found at once
_REMEMBERED = 400_000  # words of a language
_SILENT = (0, 0.0, 0)
_LONGEST = 60  # characters; what is longer is no word
_NUMBER_RARITY = 1.0  # ages, scores and sums tell events of a kind apart
_DIGIT_RARITY = 0.25  # single digits do not
_YEAR_RARITY = 0.3
_UNKNOWN_ZIPF = 2.0
# What a company report, a dividend, a loan or a market table is made of, whatever it reports; and its dates.
_FORM = word_set("""
    shr shrs cts ct net revs rev sales vs mln bln dlr dlrs pct qtr qtrs mths mth wks oper avg diluted primary
    assets loss losses profit div divs qtly qtrly prior pay payable record note year quarter quarterly
    dividend shares share stg stock split common holders inc corp ltd co plc eurobond bond bonds coupon issue
    issuing priced lead manager fees underwriting selling concession index
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday
""")
_FORM_RARITY = 0.05


class Words(dict[str, tuple[int, float, int]]):
    """What each word of a language says, worked out when it is first met.

    A word as printed gives its term, its rarity 0-1, and the term of the state it speaks of or 0; the term
    of a word that says nothing by itself is 0.
    """

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, surface: str) -> tuple[int, float, int]:
        if len(self) >= _REMEMBERED:
            self.clear()
        found = self[surface] = _say(surface, self._language)
        return found


@functools.lru_cache(maxsize=32)
def words_of(language: str) -> Words:
    """The words of a language, ISO 639-1."""
    return Words(language)


def words_in(text: str) -> list[str]:
    """The words of a text as printed, in order."""
    found: list[str] = _WORD.findall(text)
    if text.isascii() or not _IS_RUN.search(text):
        return found
    return [piece for word in found for run in _RUN.findall(word) for piece in _pieces(run)]


def names_in(text: str) -> frozenset[str]:
    """Words printed with a capital within a sentence."""
    return frozenset(_NAME.findall(text))


def _say(surface: str, language: str) -> tuple[int, float, int]:
    norm = surface[:_LONGEST].lower().replace("’", "'").removesuffix("'s").strip("_'")
    if not norm or (is_function(norm, language) and surface != "US"):
        return _SILENT
    if norm[0].isdigit():
        return _term(norm.replace(",", "")), _number_rarity(norm), 0
    norm = norm.replace(".", "") if len(norm) < 8 else norm
    known = zipf(norm) if language == "en" else _guess(norm)
    if norm in _FORM:
        return _term(stem(norm, language)), _FORM_RARITY, 0
    touched = "united states" if norm == "us" else state(norm)
    return _term(stem(norm, language)), rarity(known or _UNKNOWN_ZIPF), _term("@" + touched) if touched else 0


def _number_rarity(norm: str) -> float:
    digits = sum(map(str.isdecimal, norm))
    if len(norm) == digits == 4 and norm[:2] in ("19", "20"):
        return _YEAR_RARITY
    return _NUMBER_RARITY if digits > 1 else _DIGIT_RARITY


def _guess(norm: str) -> float:
    """How common a word of another language may be: short words are."""
    return max(1.5, 6.0 - 0.5 * len(norm)) if not _IS_RUN.match(norm) else 3.0


def _term(name: str) -> int:
    return zlib.crc32(name.encode("utf-8", "surrogatepass")) or 1


def _pieces(run: str) -> tuple[str, ...]:
    """A run of an unbroken script two characters at a time, anything else whole."""
    if not _IS_RUN.match(run):
        return (run,)
    return tuple(run[at : at + 2] for at in range(max(1, len(run) - 1)))
