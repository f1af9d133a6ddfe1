"""Words of a sentence with their offsets, folded to one spelling and one house style.

Takes a text and the span of a sentence, gives `Token` rows. A glued word ("Brandthas") becomes two tokens
whose offsets still slice the original; nothing is altered. Marks are not tokens: collation aligns words
first (CollateX #58) and the exporters take the marks from the text between two tokens.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence

import Stemmer

from wirecopy.lexicon.frequency import zipf
from wirecopy.lexicon.spelling import fold
from wirecopy.lexicon.wordlist import word_set
from wirecopy.model import Sentence, Token

_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}[^\W\d_]?"  # U.S., U.S
    r"|\d+(?:[.,:]\d+){0,12}(?:st|nd|rd|th|s|m|bn|k)?\b"  # 100,000; 14; 3.5; 1st
    r"|(?!(?<=[\w.][’'ʼ])[sS]\b)[^\W_]+(?:[’'ʼ](?![sS]\b)[^\W\d_]+)*"  # don't; a possessive 's is no word
)
_GLUE_MIN_HEAD = 3
_GLUE_TAILS = word_set("""
    has had have is was were are said says told will would and the that who to in on of for with from by at
""")
_GLUE_MAX_TAIL = max(map(len, _GLUE_TAILS))
_SNOWBALL = {
    "en": "english", "fr": "french", "de": "german", "es": "spanish", "it": "italian", "pt": "portuguese",
    "nl": "dutch", "sv": "swedish", "no": "norwegian", "da": "danish", "fi": "finnish", "ru": "russian",
    "ro": "romanian", "hu": "hungarian", "tr": "turkish", "ar": "arabic",
}  # fmt: skip


@functools.cache
def _stemmer(language: str) -> Stemmer.Stemmer | None:
    name = _SNOWBALL.get(language)
    return Stemmer.Stemmer(name) if name else None


@functools.lru_cache(maxsize=200_000)
def stem(norm: str, language: str = "en") -> str:
    """The Snowball stem of a folded word; the word itself where the language has no stemmer.

    Some stemmers leave nothing of some words (Arabic ones of affixes only); the word itself is kept then.
    """
    stemmer = _stemmer(language)
    return (stemmer.stemWord(norm) or norm) if stemmer and norm else norm


def vocabulary(text: str) -> frozenset[str]:
    """The lower-cased words of a text: what the glued-word repair may split a head from."""
    return frozenset(match.group().lower() for match in _WORD.finditer(text))


def split_glued(word: str, known: frozenset[str]) -> int | None:
    """Where a glued word falls apart, or None.

    A word is glued when nobody else knows it, its head is a word of the same article and its tail is a
    common function or reporting word ("Brandt" + "has").
    """
    lower = word.lower()
    if len(lower) < _GLUE_MIN_HEAD + 2 or zipf(lower) > 0 or not lower.isalpha():
        return None
    for cut in range(len(lower) - 2, max(_GLUE_MIN_HEAD, len(lower) - _GLUE_MAX_TAIL) - 1, -1):
        if lower[cut:] in _GLUE_TAILS and lower[:cut] in known and word[cut:].islower():
            return cut
    return None


def tokenise(
    text: str, start: int, end: int, *, language: str = "en", known: frozenset[str] | None = None
) -> tuple[Token, ...]:
    """The words of text[start:end] as tokens with offsets into text.

    Args:
        text: the whole article.
        start: first code point of the sentence.
        end: one past its last code point.
        language: ISO 639-1, chooses the stemmer.
        known: words of the article, for the glued-word repair (English only); None switches it off.
    """
    tokens: list[Token] = []
    for match in _WORD.finditer(text, start, end):
        begin, stop = match.span()
        cut = split_glued(match.group(), known) if known is not None and language == "en" else None
        pieces = [(begin, stop)] if cut is None else [(begin, begin + cut), (begin + cut, stop)]
        for left, right in pieces:
            surface = text[left:right]
            norm = fold(surface, language)
            tokens.append(Token(left, right, surface, norm, stem(norm, language)))
    return tuple(tokens)


def tokenise_sentences(
    text: str, sentences: Sequence[Sentence] | Iterable[Sentence], language: str = "en"
) -> tuple[tuple[Token, ...], ...]:
    """Tokens of every sentence, parallel to the sentences."""
    known = vocabulary(text)
    return tuple(
        tokenise(text, sentence.start, sentence.end, language=language, known=known) for sentence in sentences
    )
