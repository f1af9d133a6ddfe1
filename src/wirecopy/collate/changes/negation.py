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
    negators = {w: [word for word in words if _negates(words, word)] for w, words in seen.words.items()}
    if not any(negators.values()):
        return
    denials = {
        w: [word.column for word in words if word in negators[w] or _denies(words, word)]
        for w, words in seen.words.items()
    }
    for w, found in negators.items():
        for negator in found:
            for other in seen.words:
                if not any(abs(column - negator.column) <= _REACH for column in denials[other]):
                    yield from _lost(seen, w, negator, other)


def _negates(words: Sequence[Word], word: Word) -> bool:
    negates = word.norm in NEGATORS or ("'" in word.norm and "not" in expand(word.norm))
    if word.norm == "nor" or not negates:
        return False  # "nor" only goes on where another negator began
    following = words[word.index + 1] if word.index + 1 < len(words) else None
    return following is None or not (following.norm in _NO_DENIAL or following.pos == "d")


def _denies(words: Sequence[Word], word: Word) -> bool:
    """A verb or noun that denies by itself, or "yet to" and the like."""
    if word.norm in IMPLICIT_NEGATIVES:
        return True
    if any(lemma in IMPLICIT_NEGATIVES for lemma, _ in lemmas(word.norm)):
        return True
    following = words[word.index + 1].norm if word.index + 1 < len(words) else ""
    return (word.norm, following) in _TWO_WORD_DENIALS


def _lost(seen: GroupView, w: int, negator: Word, other: int) -> Iterator[Difference]:
    ours = seen.words[w]
    denied = [word for word in ours[negator.index + 1 : negator.index + 1 + _SCOPE] if word.pos != "f"][:1]
    if not denied or _BREAK.search(seen.between(w, negator, denied[0])):
        return
    have = seen.by_column[other]
    columns = range(denied[0].column - 1, denied[0].column + 2)
    answer = next((have[c] for c in columns if c in have and _is_one(have[c], denied[0])), None)
    if answer is None:
        return
    theirs = seen.words[other]
    near = [word for word in theirs if negator.column <= word.column <= answer.column] or [answer]
    yield Difference(
        "negation", "high", "{odd} is said where others say {others}",
        side(seen, w, [negator, denied[0]]), side(seen, other, near),
    )  # fmt: skip


def _is_one(a: Word, b: Word) -> bool:
    return a.pos == b.pos and related(a, b) in {"same", "synonym"}
