"""Where one sentence says more than one thing.

Takes a sentence's text and tokens, gives the token positions at which a new clause starts that a reader
could doubt on its own. English has the full rules; every language is cut at semicolons. A cut needs a
reason in the words (a conjunction, a relative, a participle after a comma, a coordinated finite verb); a
list, an apposition or an opening purpose clause ("To counter critics, he ...") is no claim of its own.
Claims are cut where most versions agree (see `account.claims`), so a rule here may be wrong in one version.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from wirecopy.lexicon.function_words import ARTICLES
from wirecopy.lexicon.wordlist import word_set
from wirecopy.lexicon.wordnet import lemmas
from wirecopy.model import Token

_SUBORDINATORS = word_set("""
    where but although though while whereas because until unless whom whose
""")
_RELATIVES = word_set("who which")
_AUXILIARIES = word_set("""
    is are was were has have had will would can could may might must shall should did does do
""")
_NO_PARTICIPLES = word_set("""
    king thing nothing something anything everything morning evening during being including according
    following regarding concerning spring string wing bring sing meeting building
""")
_MARK = re.compile(r"[,;:–—]|\s-\s")
_OPEN_QUOTE = frozenset('“"‘«„')


def clause_starts(text: str, tokens: Sequence[Token], language: str = "en") -> tuple[int, ...]:
    """Positions in `tokens` where a new clause starts, rising, never 0.

    Args:
        text: the article the tokens slice.
        tokens: the words of one sentence.
        language: ISO 639-1.
    """
    starts: list[int] = []
    in_relative = False
    says = False  # whether the clause so far has a verb: a bare subject claims nothing
    for position in range(1, len(tokens)):
        gap = text[tokens[position - 1].end : tokens[position].start]
        if ";" in gap:
            starts.append(position)
            says = False
            continue
        says = says or _may_be_verb(tokens, position - 1)
        if language != "en" or any(mark in gap for mark in _OPEN_QUOTE):
            continue
        marked = bool(_MARK.search(gap))
        word = tokens[position].text.lower()
        relative = marked and word in _RELATIVES  # without a comma it only says which one is meant
        # "the leader, who ... , has tried": the main clause goes on
        resumes = in_relative and marked and (word in _AUXILIARIES or _past(word))
        if not (relative or resumes or _opens_clause(tokens, position, marked=marked)):
            continue
        in_relative = relative
        if says:
            starts.append(position)
            says = False
    return tuple(starts)


def _may_be_verb(tokens: Sequence[Token], position: int) -> bool:
    """Whether a word can be the verb of its clause.

    Names, titles, a statement's first word and what follows an article cannot.
    """
    token = tokens[position]
    if token.text[:1].isupper() or (position and tokens[position - 1].norm in ARTICLES):
        return False
    word = token.text.lower()
    return word in _AUXILIARIES or any(part == "v" for _, part in lemmas(word))


def _opens_clause(tokens: Sequence[Token], position: int, *, marked: bool) -> bool:
    word = tokens[position].text.lower()
    following = tokens[position + 1].text.lower() if position + 1 < len(tokens) else ""
    if word in _SUBORDINATORS:
        return True
    if word == "including":
        return following == "that"
    if word in {"and", "or"}:
        return following in _AUXILIARIES or _past(following)
    if word == "with" or not marked:
        return False
    return word.endswith("ing") and len(word) > 4 and word not in _NO_PARTICIPLES


def _past(word: str) -> bool:
    """Whether a word looks like a regular finite past ("demanded"); nouns in -ed are rare enough."""
    return len(word) > 4 and word.endswith("ed") and not word.endswith("eed")
