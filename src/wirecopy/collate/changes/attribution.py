"""Sources made more or less telling.

Takes a compared group. "One of the sources in the government" says there were several where "a government
source" says one; "told Reuters" names a medium that "said" does not. Limits: reads the words at one place
only; whether a statement kept its source at all is for the ledger of claims.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wirecopy.collate.changes.drafts import Difference, side
from wirecopy.collate.changes.pairs import Compared, related
from wirecopy.collate.changes.view import GroupView, Word
from wirecopy.lexicon.speech import ANONYMOUS_NOUNS


def find(compared: Compared) -> Iterator[Difference]:
    """The sources told differently in the versions of a group."""
    seen = compared.seen
    for w, words in seen.words.items():
        for word in words:
            if word.norm in ANONYMOUS_NOUNS and _is_partitive(words[: word.index]):
                for other in seen.words:
                    yield from _one_of_several(seen, w, word, other)


def _one_of_several(seen: GroupView, w: int, several: Word, other: int) -> Iterator[Difference]:
    theirs = seen.words[other]
    answer = next((x for x in theirs if x.norm in ANONYMOUS_NOUNS and related(x, several) == "same"), None)
    if answer is None or answer.norm == several.norm or _is_partitive(theirs[: answer.index]):
        return
    words = seen.words[w][max(0, several.index - 3) : several.index + 1]
    yield Difference(
        "attribution",
        "medium",
        "{odd} implies several where others have {others}",
        side(seen, w, words),
        side(seen, other, theirs[max(0, answer.index - 1) : answer.index + 1]),
    )


def _is_partitive(before: Sequence[Word]) -> bool:
    norms = [word.norm for word in before[-3:]]
    return "of" in norms and "one" in norms
