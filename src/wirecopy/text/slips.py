"""Words that betray a text carried across languages: pronouns without a person, compounds English lacks.

Takes the typed sentences of an English article with their words, gives cues. A *pronoun slip* is "he" or
"she" for a country or an institution, as languages with grammatical gender have it: right after a sentence
whose subject is one and which names no person ("Ruritania has massed troops. However, he denies ..."), or
as the speaker of a quotation an institution has just spoken ("..., the White House said. ..., he added").
A *fused compound* is a lower-case word nobody knows that ends in the name of a month or weekday, which
English capitalises and sets apart. Both are kept strict: a capitalised word that is no known place,
institution or nationality counts as a person, so some slips are missed.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from wirecopy.lexicon.frequency import zipf
from wirecopy.lexicon.function_words import PREPOSITIONS
from wirecopy.lexicon.people import ROLE_NOUNS, ROLE_TITLES
from wirecopy.lexicon.places import ADJECTIVES, INSTITUTIONS, country, is_place
from wirecopy.lexicon.speech import PERSON_NOUNS, verb
from wirecopy.lexicon.wordlist import word_set
from wirecopy.model import Cue, Sentence, Token

_LINKS = word_set("however but then meanwhile also yet still and nevertheless instead so")
_SINGULAR = word_set("he she")
_PEOPLE = ROLE_NOUNS | ROLE_TITLES | PERSON_NOUNS | word_set("he she his her him man woman who mr mrs ms")
_CAPITAL_TAILS = word_set("""
    january february april june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday
""")
_CALENDAR = _CAPITAL_TAILS | word_set("may march")
_TAG = 8  # words at the end of a sentence in which its speaker is named
_LONGEST_NAME = 4  # words of an institution's name


def find_slips(text: str, sentences: Sequence[Sentence], tokens: Sequence[Sequence[Token]]) -> Iterator[Cue]:
    """Pronoun slips and fused compounds of an English article.

    Args:
        text: the whole article.
        sentences: its typed sentences.
        tokens: their words, parallel to the sentences.
    """
    body = [
        words for sentence, words in zip(sentences, tokens, strict=True) if sentence.kind == "body" and words
    ]
    for words in body:
        yield from _compounds(words)
    for before, words in itertools.pairwise(body):
        slip = _subject_slip(text, before, words) or _speaker_slip(before, words)
        if slip is not None:
            yield Cue("pronoun slip", slip.start, slip.end, "he or she for a country or an institution")


def _compounds(words: Sequence[Token]) -> Iterator[Cue]:
    for word in words:
        if len(word.text) < 8 or not word.text.islower() or zipf(word.norm) > 0:
            continue
        for tail in _CAPITAL_TAILS:
            head = word.text.removesuffix(tail)
            if head != word.text and len(head) >= 3 and zipf(head) >= 3:
                yield Cue("fused compound", word.start, word.end, f"{head} {tail}")


def _subject_slip(text: str, before: Sequence[Token], words: Sequence[Token]) -> Token | None:
    """The "he" that opens a sentence after one about a country, with nobody it could mean."""
    first = next((word for word in words[:3] if word.norm not in _LINKS), None)
    if first is None or first.norm not in _SINGULAR:
        return None
    skip = 1 if before[0].norm == "the" else 0
    size = _institution(before, skip)
    rest = before[skip + size :]
    if not size or not rest or text[rest[0].start].isupper():
        return None  # "The Kentucky Republican": the place is no subject
    between = text[before[skip + size - 1].end : rest[0].start]
    ended = text[before[-1].end : first.start].lstrip()[:1] == "."
    return first if ended and not between.strip() and not _names_person(rest) else None


def _speaker_slip(before: Sequence[Token], words: Sequence[Token]) -> Token | None:
    """The "he" in "he added" when the one who spoke just before is an institution."""
    if not any(_speaks(before, i) for i in range(max(0, len(before) - _TAG), len(before))) or any(
        _is_person(word) and word.norm not in _SINGULAR for word in words[1:]
    ):
        return None
    tail = words[-3:]
    return next(
        (he for he, said in itertools.pairwise(tail) if he.norm in _SINGULAR and verb(said.norm)), None
    )


def _speaks(words: Sequence[Token], start: int) -> bool:
    """Whether an institution named from a place on is the subject of a verb of speech."""
    size = _institution(words, start)
    if not size or start + size >= len(words) or not verb(words[start + size].norm):
        return False
    left = start - 1 if start and words[start - 1].norm == "the" else start
    return left == 0 or not (words[left - 1].norm in PREPOSITIONS or _is_person(words[left - 1]))


def _institution(words: Sequence[Token], start: int) -> int:
    """How many words from a place on name a country or an institution; 0 if none do."""
    if start >= len(words) or not words[start].text[:1].isupper():
        return 0
    for size in range(min(_LONGEST_NAME, len(words) - start), 0, -1):
        name = " ".join(word.text.lower() for word in words[start : start + size])
        if name in INSTITUTIONS or is_place(name):
            return size
    return 0


def _names_person(words: Sequence[Token]) -> bool:
    position = 0
    while position < len(words):
        size = _institution(words, position)
        if not size and _is_person(words[position]):
            return True
        position += size or 1
    return False


def _is_person(word: Token) -> bool:
    """Whether a word may mean a person: a role, a pronoun, or an unknown capitalised word."""
    lower = word.text.lower()
    if lower in _PEOPLE:
        return True
    if not word.text[:1].isupper() or word.text.isupper():
        return False
    return not (country(lower) or lower in ADJECTIVES or lower in _CALENDAR)
