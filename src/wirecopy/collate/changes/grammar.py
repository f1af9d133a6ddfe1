"""What a word does in its sentence, guessed from its neighbours.

Takes the norms of a sentence and a position, gives the likely part of speech. There is no tagger: WordNet
says what a word can be, the words around it choose ("publicly block" a verb, "a block" a noun). Good enough
to keep verbs apart from nouns when two versions are compared; a word that stays open is read as a noun.
Limits: English only.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

from wirecopy.lexicon import function_words as fw
from wirecopy.lexicon.spelling import expand
from wirecopy.lexicon.wordlist import word_set
from wirecopy.lexicon.wordnet import lemmas, lexnames

MODALS = word_set("will would shall should can could may might must")
LIGHT_VERBS = word_set("""
    be have do make get take go come put set give keep bring become seem hold use see say tell let want like
    need mean show look find try help start begin continue turn move interact engage deal work act operate
""")
"""Verbs that say little without their object: a swap of these changes the phrase, not the act."""

_SUBJECTS = word_set("i we you he she they it who which")
_POSSESSIVES = word_set("my our your his her its their whose")
_NOT_BETWEEN = word_set("not never also still already yet just only soon again")
_LEAD_TO = word_set("come go return rise bring lead")
_BE = word_set("am is are was were be been being")
_HAVE = word_set("has have had having")


def _is_adverb(norm: str) -> bool:
    return norm.endswith("ly") or norm in _NOT_BETWEEN


@functools.lru_cache(maxsize=50_000)
def _can_be(norm: str) -> frozenset[str]:
    return frozenset(pos for _, pos in lemmas(norm))


def part_of_speech(norms: Sequence[str], at: int) -> str:
    """The likely part of speech of a word: n, v, a, r, f (function word), d (digits) or x (unknown).

    Args:
        norms: the folded words of the sentence.
        at: position of the word.
    """
    norm = norms[at]
    if norm[:1].isdigit():
        return "d"
    if fw.is_function(norm) or ("'" in norm and len(expand(norm)) > 1):
        return "f"
    options = _can_be(norm)
    if not options:
        return "x"
    if len(options) == 1:
        return next(iter(options))
    before = at - 1
    while before >= 0 and _is_adverb(norms[before]):
        before -= 1
    previous = norms[before] if before >= 0 else ""
    if previous == "to" and before and "n" in options and verb_lemma(norms[before - 1]) in _LEAD_TO:
        return "n"  # "came to power", "went to war"
    following = norms[at + 1] if at + 1 < len(norms) else ""
    return _by_context(norm, options, previous, following)


def _by_context(norm: str, options: frozenset[str], previous: str, following: str) -> str:
    if "v" in options and _looks_verbal(norm, previous, following):
        return "v"
    if "r" in options and norm.endswith("ly"):
        return "r"
    before_noun = bool({"n", "a"} & _can_be(following)) and not fw.is_function(following)
    if "a" in options and (before_noun or previous in _BE or "n" not in options):
        return "a"
    return "n" if "n" in options else sorted(options)[0]


def _looks_verbal(norm: str, previous: str, following: str) -> bool:
    if previous in {"to"} | MODALS | _SUBJECTS:
        return True
    if previous in fw.ARTICLES | _POSSESSIVES or not _is_inflected(norm):
        return False
    if norm.endswith("ing"):
        if previous == "people" or names_people(previous) or is_plural(previous):
            return True  # "people screaming"
        return previous in _BE | fw.PREPOSITIONS | fw.CONJUNCTIONS or following in fw.ARTICLES | _POSSESSIVES
    return previous in _BE | _HAVE or previous not in fw.PREPOSITIONS


@functools.lru_cache(maxsize=50_000)
def _is_inflected(norm: str) -> bool:
    """Whether a form is one of a verb other than its base, and not a plural."""
    found = lemmas(norm)
    return any(pos == "v" and lemma != norm for lemma, pos in found) and not (
        norm.endswith("s") and any(pos == "n" for _, pos in found)
    )


@functools.lru_cache(maxsize=50_000)
def verb_lemma(norm: str) -> str:
    """The verb a form belongs to; the form itself if it is none."""
    return next((lemma for lemma, pos in lemmas(norm) if pos == "v"), norm)


def verb_fields(norm: str) -> tuple[str, ...]:
    """The lexical fields of the senses of a verb form ("communication"), commonest first."""
    return tuple(name.removeprefix("verb.") for name in lexnames(norm, "v"))


@functools.lru_cache(maxsize=50_000)
def names_people(norm: str) -> bool:
    """Whether the commonest sense of a noun form is a person or a group of people."""
    return "noun.person" in lexnames(norm, "n")[:1]


@functools.lru_cache(maxsize=50_000)
def is_plural(norm: str) -> bool:
    """Whether a noun form is a plural of a lemma that differs from it."""
    found = [lemma for lemma, pos in lemmas(norm) if pos == "n"]
    return bool(found) and norm not in found
