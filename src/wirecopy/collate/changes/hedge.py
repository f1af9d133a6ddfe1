"""Doubt cast or taken away: "could" for "will", "reportedly" gained or lost.

Takes a compared group. A hedge of one reading with nothing like it in the other version, next to a word both
have, means that one version is surer than the other. Against a word of certainty ("will", "must") or against
nothing alike: medium. Limits: tense and mood are not understood; weak hedges ("should", "often") pass.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator

from wirecopy.collate.changes.drafts import Difference, side
from wirecopy.collate.changes.judge import is_hedge
from wirecopy.collate.changes.pairs import Compared, related
from wirecopy.collate.changes.view import GroupView, Word
from wirecopy.lexicon.charged import CERTAIN, HEDGES
from wirecopy.lexicon.wordnet import lemmas

_NEIGHBOURS = 2
_REACH = 6  # columns in which the other version may hedge in its own way


def find(compared: Compared) -> Iterator[Difference]:
    """The hedges that one version of a group has and another lacks."""
    seen = compared.seen
    doubts = {
        w: [word for word in words if _casts_doubt(word.norm, word.pos)] for w, words in seen.words.items()
    }
    if not any(doubts.values()):
        return
    hedges = {w: [word.column for word in words if is_hedge(word)] for w, words in seen.words.items()}
    for w, found in doubts.items():
        for hedge in found:
            for other in seen.words:
                if not any(abs(column - hedge.column) <= _REACH for column in hedges[other]):
                    yield from _surer(seen, w, hedge, other)


@functools.lru_cache(maxsize=20_000)
def _casts_doubt(norm: str, pos: str) -> bool:
    """Whether a word other than a noun is a hedge of some strength."""
    if pos == "n":
        return False
    by_lemma = (HEDGES[lemma] for lemma, kind in lemmas(norm) if lemma in HEDGES and kind == pos)
    return (HEDGES.get(norm) or next(by_lemma, None)) in {"strong", "medium"}


def _surer(seen: GroupView, w: int, hedge: Word, other: int) -> Iterator[Difference]:
    ours = seen.words[w]
    near = [
        word
        for word in ours[max(0, hedge.index - _NEIGHBOURS) : hedge.index + _NEIGHBOURS + 1]
        if word.pos != "f" and word != hedge
    ]
    have = seen.by_column[other]
    answers = [
        have[word.column]
        for word in near
        if word.column in have and related(have[word.column], word) in {"same", "derived", "synonym"}
    ]
    if not answers:
        return
    certain = have.get(hedge.column)
    if certain and certain.norm in CERTAIN:
        sure = side(seen, other, [certain])
        reason = "{odd} leaves open what {others} makes certain"
        yield Difference("hedge", "high", reason, side(seen, w, [hedge]), sure)
    else:
        stated = side(seen, other, answers[-1:])
        yield Difference(
            "hedge", "medium", "{odd} leaves open what others state", side(seen, w, [hedge]), stated
        )
