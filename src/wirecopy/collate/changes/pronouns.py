"""A "he" or "she" nobody was named for.

Takes the witnesses of a story. A sentence whose subject is "he" or "she", after a sentence whose subject is a
country or an institution and which names no person, has lost its antecedent: in another version, or in the
text this one was made from, the subject was another. It is an alarm within one version. Limits: English; a
person named by a description only ("the driver") counts as named.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from wirecopy.collate.changes.drafts import Difference, Side
from wirecopy.collate.changes.grammar import is_plural, names_people
from wirecopy.lexicon.people import GIVEN_NAMES, ROLE_NOUNS
from wirecopy.lexicon.places import INSTITUTIONS, state
from wirecopy.model import Witness

_SUBJECTS = frozenset({"he", "she"})
_OPENERS = 4  # "However," and the like may stand before the subject
_OPENER_END = re.compile(r",\s*$")
_PERSONAL = frozenset({"he", "she", "his", "her", "him", "who", "man", "woman", "boy", "girl", "person"})
_DETERMINERS = frozenset({"the", "both", "all"})


def find(witnesses: Sequence[Witness]) -> Iterator[Difference]:
    """The pronouns without an antecedent, in all witnesses."""
    for w, witness in enumerate(witnesses):
        if (witness.article.language or "en") != "en":
            continue
        bodies = [s.index for s in witness.sentences if s.kind == "body" and witness.tokens[s.index]]
        for before, after in itertools.pairwise(bodies):
            subject = _pronoun_subject(witness, after)
            if subject is not None and _is_told(witness, before) and _is_impersonal(witness, before):
                yield _slip(w, witness, after, subject)


def _pronoun_subject(witness: Witness, sentence: int) -> int | None:
    """Position of "he" or "she" as the first word or right after an opener with a comma."""
    tokens = witness.tokens[sentence]
    text = witness.article.text
    start = witness.sentences[sentence].start
    for position, token in enumerate(tokens[:_OPENERS]):
        if token.norm in _SUBJECTS:
            opener = text[start : token.start]
            return position if not opener.strip("“\"'‘ ") or _OPENER_END.search(opener) else None
    return None


def _is_told(witness: Witness, sentence: int) -> bool:
    """Whether a sentence is one, and no line of a list."""
    span = witness.sentences[sentence]
    return witness.article.text[span.start : span.end].rstrip("”’\"' ").endswith((".", "!", "?"))


def _is_impersonal(witness: Witness, sentence: int) -> bool:
    """Whether a sentence is about a country or institution and names nobody."""
    tokens = witness.tokens[sentence]
    first = next((token for token in tokens if token.norm not in _DETERMINERS), None)
    if first is None or not first.text[:1].isupper():
        return False
    if state(first.norm) is None and first.norm not in INSTITUTIONS:
        return False
    span = witness.sentences[sentence]
    named = [n for n in witness.facts.names if span.start <= n.start < span.end and n.kind == "person"]
    norms = [token.norm for token in tokens]
    return not named and not any(_is_person(norms, at) for at in range(len(norms)))


def _is_person(norms: Sequence[str], at: int) -> bool:
    """Whether a word names one person, by name, role or description; "as a member" says what a state is."""
    norm = norms[at]
    if norm in GIVEN_NAMES or norm in ROLE_NOUNS | _PERSONAL:
        return True
    return (
        names_people(norm)
        and not is_plural(norm)
        and state(norm) is None
        and "as" not in norms[max(0, at - 2) : at]
    )


def _slip(w: int, witness: Witness, sentence: int, position: int) -> Difference:
    tokens = witness.tokens[sentence]
    last = tokens[min(position + 1, len(tokens) - 1)]
    odd = Side((tokens[position].norm, last.norm), ((w, tokens[position].start, last.end),))
    return Difference("role", "high", "{odd} has nobody it could stand for in the sentence before", odd)
