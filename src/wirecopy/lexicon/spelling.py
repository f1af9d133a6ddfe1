"""Folding a word to one spelling and one house style.

Takes a word as printed, gives its norm: lower case, straight apostrophes, American spelling where British and
American differ, one form of names that newsrooms romanise differently, no dots in initialisms, plain digits,
and "" for a courtesy title. Two versions that differ only in house style then have equal norms.

British/American pairs come from rules ("-isation" to "-ization") and a list of words no rule reaches. A rule
applies only where the American form is the commoner word in the news table, so that "four", "advise" and
"filled" stay what they are. Limits: rules are for English; other languages only get case, apostrophes and
titles; "programme"/"program" style pairs with a sense of their own are folded all the same.
"""

from __future__ import annotations

import functools
import re

from wirecopy.lexicon.data import load
from wirecopy.lexicon.frequency import zipf
from wirecopy.lexicon.wordlist import word_set

_TITLES = {
    "en": word_set("mr mrs ms mx messrs mr. mrs. ms. dr dr."),
    "fr": word_set("m. mm. mme mmes mlle"),
    "de": frozenset(["herr", "herrn"]),
    "es": word_set("sr sra sr. sra."),
    "it": word_set("sig. sig.ra dott."),
    "pt": word_set("sr sra sr. sra."),
    "nl": word_set("dhr mevr dhr. mevr."),
}

_CONTRACTIONS = {
    "won't": ("will", "not"), "can't": ("can", "not"), "cannot": ("can", "not"), "shan't": ("shall", "not"),
    "ain't": ("is", "not"), "let's": ("let", "us"), "it's": ("it", "is"), "that's": ("that", "is"),
    "there's": ("there", "is"), "he's": ("he", "is"), "she's": ("she", "is"), "what's": ("what", "is"),
    "who's": ("who", "is"), "here's": ("here", "is"), "y'all": ("you", "all"),
}  # fmt: skip
_CONTRACTION_TAILS = (
    ("n't", "not"), ("'re", "are"), ("'ve", "have"), ("'ll", "will"), ("'m", "am"), ("'d", "would"),
)  # fmt: skip

_INITIALISM = re.compile(r"(?:[^\W\d_]\.){2,}[^\W\d_]?|[^\W\d_]\.[^\W\d_]")
_GROUPED_DIGITS = {"en": re.compile(r"\d{1,3}(?:,\d{3})+(?=\D|$)")}
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "′": "'"})

# British ending, American ending: the longer endings first, so that "-isations" is not read as "-ations".
_ENDINGS: tuple[tuple[str, str], ...] = (
    *((f"is{tail}", f"iz{tail}") for tail in
      ("ations", "ation", "ational", "ingly", "ing", "ers", "er", "ed", "es", "e", "able")),
    *((f"ys{tail}", f"yz{tail}") for tail in ("ing", "ers", "er", "ed", "es", "e")),
    *((f"our{tail}", f"or{tail}") for tail in
      ("ably", "able", "ites", "ite", "itism", "fully", "ful", "less", "hoods", "hood", "ings", "ing", "ers",
       "er", "ed", "ism", "y", "s", "")),
    *((f"{head}re{tail}", f"{head}er{tail}") for head in "tb" for tail in ("s", "d", "")),
    *((f"{vowel}ll{tail}", f"{vowel}l{tail}") for vowel in "aei" for tail in ("ed", "ing", "er", "ers")),
)  # fmt: skip
_MIN_LENGTH = 5  # "four", "our", "wise", "acre": below this the endings are the word itself
_KEEP = word_set("prise prised premise premised hours tours flour flours filling filled billing billed")


@functools.cache
def _variants() -> dict[str, str]:
    """Variant -> the form it folds to, from the packaged list."""
    table: dict[str, str] = {}
    for line in load("spelling.txt").decode("utf-8").splitlines():
        first, *others = line.split()
        if first != "#":
            table.update(dict.fromkeys(others, first))
    return table


def _american(word: str) -> str:
    """The American spelling of a British one, where a rule gives a commoner word; else the word itself."""
    if len(word) < _MIN_LENGTH or word in _KEEP:
        return word
    for british, american in _ENDINGS:
        if word.endswith(british) and len(word) > len(british) + 1:
            folded = word[: len(word) - len(british)] + american
            if zipf(folded) > zipf(word):
                return folded
    return word


@functools.lru_cache(maxsize=200_000)
def fold(word: str, language: str = "en") -> str:
    """The norm of a word: one case, one spelling, one house style.

    Args:
        word: the word as printed.
        language: ISO 639-1; spelling rules are for English.

    Returns:
        The folded word; "" for a courtesy title ("Mr").
    """
    lower = word.lower().translate(_APOSTROPHES)
    if lower in _TITLES.get(language, ()):
        return ""
    if "." in lower and _INITIALISM.fullmatch(lower):
        lower = lower.replace(".", "")
    if lower[:1].isdigit():
        grouped = _GROUPED_DIGITS.get(language)
        found = grouped.match(lower) if grouped else None
        return found.group().replace(",", "") + lower[found.end() :] if found else lower
    if language != "en":
        return lower
    return _variants().get(lower) or _american(lower)


def expand(norm: str) -> tuple[str, ...]:
    """The words of a contraction ("don't" gives "do", "not"); any other word alone.

    An "'s" that stands for "is" is expanded only after pronouns: elsewhere it is a possessive.
    """
    known = _CONTRACTIONS.get(norm)
    if known:
        return known
    for tail, word in _CONTRACTION_TAILS:
        if norm.endswith(tail) and len(norm) > len(tail):
            return (norm[: -len(tail)], word)
    return (norm,)
