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
_SCOPE = 3  # words after a negator among which the denied word stands
_BREAK = re.compile(r"[.,;:()\[\]–—]")
_TWO_WORD_DENIALS = frozenset({("yet", "to"), ("rather", "than"), ("instead", "of")})
_NO_DENIAL = frozenset({"only", "just", "least", "mention", "alone"})  # "not only", "not least"


def find(compared: Compared) -> Iterator[Difference]:
    """The negations that one version of a group has and another lacks."""
    seen = compared.seen
    for w, words in seen.words.items():
        for word in words:
            if not _negates(words, word):
                continue
            for other in seen.words:
                if other != w:
                    yield from _lost(seen, w, word, other)


def _negates(words: Sequence[Word], word: Word) -> bool:
    if word.norm == "nor" or not NEGATORS & set(expand(word.norm)):
        return False  # "nor" only goes on where another negator began
    following = words[word.index + 1] if word.index + 1 < len(words) else None
    return following is None or not (following.norm in _NO_DENIAL or following.pos == "d")


def _denies(words: Sequence[Word], word: Word) -> bool:
    """A negator, a verb or noun that denies by itself, or "yet to" and the like."""
    if _negates(words, word) or word.norm in IMPLICIT_NEGATIVES:
        return True
    if any(lemma in IMPLICIT_NEGATIVES for lemma, _ in lemmas(word.norm)):
        return True
    following = words[word.index + 1].norm if word.index + 1 < len(words) else ""
    return (word.norm, following) in _TWO_WORD_DENIALS


def _lost(seen: GroupView, w: int, negator: Word, other: int) -> Iterator[Difference]:
    ours, theirs = seen.words[w], seen.words[other]
    denied = [word for word in ours[negator.index + 1 : negator.index + 1 + _SCOPE] if word.pos != "f"][:1]
    if not denied or _BREAK.search(seen.between(w, negator, denied[0])):
        return
    answer = next(
        (
            word
            for word in theirs
            if abs(word.column - denied[0].column) <= 1
            and word.pos == denied[0].pos
            and related(word, denied[0]) in {"same", "synonym"}
        ),
        None,
    )
    if answer is None:
        return
    if any(_denies(theirs, word) for word in theirs if abs(word.column - negator.column) <= _REACH):
        return
    near = [word for word in theirs if negator.column <= word.column <= answer.column] or [answer]
    yield Difference(
        "negation", "high", "{odd} is said where others say {others}",
        side(seen, w, [negator, denied[0]]), side(seen, other, near),
    )  # fmt: skip
