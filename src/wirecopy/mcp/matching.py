"""Which claims of a story are the claim somebody asks about, by their words.

In: the words of a question, a story. Out: for each claim that has at least half of their weight in one place,
how much. A word weighs what it says (a name or a figure most, "the" nothing); words count by their stems, and
every wording of a claim is tried. Limits: no synonyms ("killed" is not "died") and no other language, so what
is given is a likeness that the reader judges, never a verdict that two sentences say the same.
"""

from __future__ import annotations

from collections.abc import Mapping

from wirecopy.errors import CallError
from wirecopy.facts.quantities import find_quantities
from wirecopy.lexicon.frequency import rarity, zipf
from wirecopy.lexicon.function_words import is_function
from wirecopy.model import Claim, Story
from wirecopy.text.tokens import stem
from wirecopy.views.diff import norms, words

LEAST = 0.5  # of the weight asked for; below it, claims of the same event that say something else come in
_SPOKEN = frozenset({"say", "said", "told", "report", "reported", "according", "claim", "claimed"})
_SEARCHED = 8  # words a search goes by: the rarest say which event it is


def matching(asked: str, story: Story) -> dict[str, float]:
    """How well the claims of a story match, 0.5 to 1, by id; claims that match less are left out."""
    languages = {version.id: version.language or "en" for version in story.versions}
    texts = {version.id: version.text for version in story.versions}
    wanted = {language: _weights(asked, language) for language in set(languages.values())}
    found = {claim.id: _likeness(claim, wanted, languages, texts) for claim in story.claims}
    return {name: share for name, share in found.items() if share >= LEAST}


def figures(text: str, language: str | None) -> set[str]:
    """The figures of a text, in digits or words, as plain numbers: "fourteen" and "14" are one."""
    found = find_quantities(text, [words(text, language)], language=language or "en")
    return {row.value for row in found if row.value[0].isdigit()}


def search_words(asked: str) -> list[str]:
    """The words of a question to search a store by, the rarest first.

    Raises:
        CallError: there are none.
    """
    telling = [word for word in dict.fromkeys(norms(asked, "en")) if _says_something(word, "en")]
    if not telling:
        raise CallError("no words to look for", repr(asked[:80]), "name who did what, and where")
    telling.sort(key=lambda word: (zipf(word), -len(word)))
    return telling[:_SEARCHED]


def _likeness(
    claim: Claim,
    wanted: Mapping[str, Mapping[str, float]],
    languages: Mapping[str, str],
    texts: Mapping[str, str],
) -> float:
    """The best of its wordings: part of the weight of the words asked for that stands in it."""
    best = 0.0
    for member in claim.members:
        language = languages[member.version]
        weights = wanted[language]
        here = {
            stem(word, language) for word in norms(texts[member.version][member.start : member.end], language)
        }
        if total := sum(weights.values()):
            best = max(best, sum(weight for word, weight in weights.items() if word in here) / total)
    return best


def _weights(asked: str, language: str) -> dict[str, float]:
    """What each word asked for weighs, by stem."""
    telling = [word for word in norms(asked, language) if _says_something(word, language)]
    return {stem(word, language): rarity(zipf(word)) for word in telling}


def _says_something(word: str, language: str) -> bool:
    return not is_function(word, language) and word not in _SPOKEN
