"""Negations gained or lost.

Takes a compared group. A "not", "never", "no" or "without" whose next word stands in another version too,
where neither a negator nor a verb that denies by itself ("refuse", "reject", "yet to") is near, changes a
statement into its opposite. A negator against such a verb is a change of wording only. Limits: English;
irony and double negation are not understood; "no" before a figure is an abbreviation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wirecopy.collate.changes.drafts import Difference, side
from wirecopy.collate.changes.pairs import Compared, related
from wirecopy.collate.changes.view import GroupView, Word
from wirecopy.lexicon.charged import IMPLICIT_NEGATIVES, NEGATORS
from wirecopy.lexicon.spelling import expand
from wirecopy.lexicon.wordnet import lemmas

_REACH = 4  # columns around a negator in which the other version may deny in its own way
_SAME_FRAME = 0.5  # below this likeness two sentences may deny different things
_SCOPE = 3  # words after a negator among which the denied word stands
_BREAK = re.compile(r"[.,;:()\[\]–—]")
_TWO_WORD_DENIALS = frozenset({("yet", "to"), ("rather", "than"), ("instead", "of"), ("out", "of")})
_NO_DENIAL = frozenset({"only", "just", "least", "mention", "alone"})  # "not only", "not least"


def find(compared: Compared) -> Iterator[Difference]:
    """The negations that one version of a group has and another lacks."""
    seen = compared.seen
    denied = {w: _denied(seen, w) for w in seen.words}
    if not any(denied.values()):
        return
    denials = {w: [word.column for word in words if _denies(words, word)] for w, words in seen.words.items()}
    for w, found in denied.items():
        for negator, word in found:
            for other in seen.words:
                near = any(abs(column - negator.column) <= _REACH for column in denials[other])
                moved = any(theirs.token.stem == word.token.stem for _, theirs in denied[other])
                if not near and not moved:
                    yield from _lost(seen, (w, negator, word), other)


def _denied(seen: GroupView, w: int) -> list[tuple[Word, Word]]:
    """The negators of a copy class with the first content word each denies."""
    words = seen.words[w]
    found: list[tuple[Word, Word]] = []
    for negator in words:
        if _negates(words, negator):
            scope = words[negator.index + 1 : negator.index + 1 + _SCOPE]
            word = next((word for word in scope if word.pos != "f"), None)
            if word and not _BREAK.search(seen.between(w, negator, word)):
                found.append((negator, word))
    return found


def _negates(words: Sequence[Word], word: Word) -> bool:
    negates = word.norm in NEGATORS or ("'" in word.norm and "not" in expand(word.norm))
    if word.norm in {"nor", "neither"} or not negates:
        return False  # these mostly go on where another negator began
    following = words[word.index + 1] if word.index + 1 < len(words) else None
    return following is None or not (following.norm in _NO_DENIAL or following.pos == "d")


def _denies(words: Sequence[Word], word: Word) -> bool:
    """Whether a word denies in any way: a negator, "refuse" and its like, "yet to"."""
    if word.norm in IMPLICIT_NEGATIVES or _negates(words, word):
        return True
    if any(lemma in IMPLICIT_NEGATIVES for lemma, _ in lemmas(word.norm)):
        return True
    following = words[word.index + 1].norm if word.index + 1 < len(words) else ""
    return (word.norm, following) in _TWO_WORD_DENIALS


def _lost(seen: GroupView, denial: tuple[int, Word, Word], other: int) -> Iterator[Difference]:
    w, negator, denied = denial
    have = seen.by_column[other]
    columns = range(denied.column - 1, denied.column + 2)
    answer = next((have[c] for c in columns if c in have and _is_one(have[c], denied)), None)
    if answer is None:
        return
    stated = [word for word in seen.words[other] if negator.column <= word.column <= answer.column]
    yield Difference(
        "negation",
        "high" if seen.likeness(w, other) >= _SAME_FRAME else "medium",
        "{odd} is said where others say {others}",
        side(seen, w, [negator, denied]),
        side(seen, other, stated or [answer]),
    )


def _is_one(a: Word, b: Word) -> bool:
    kinship = related(a, b)
    return a.pos == b.pos and (kinship == "same" or (kinship == "synonym" and a.pos == "v"))
