"""Sources made more or less telling.

Takes a compared group. "One of the sources in the government" says there were several where "a government
source" says one; "told Reuters" names a medium that "said" does not. Limits: reads the words at one place
only; whether a statement kept its source at all is for the ledger of claims.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wirecopy.collate.changes.drafts import Difference, side
from wirecopy.collate.changes.items import class_pairs
from wirecopy.collate.changes.pairs import Compared, related
from wirecopy.collate.changes.view import GroupView, Word
from wirecopy.lexicon.speech import ANONYMOUS_NOUNS


def find(compared: Compared) -> Iterator[Difference]:
    """The sources told differently in the versions of a group."""
    seen = compared.seen
    for a, b in class_pairs(seen):
        for one, other in ((a, b), (b, a)):
            yield from _one_of_several(seen, one, other)


def _one_of_several(seen: GroupView, one: int, other: int) -> Iterator[Difference]:
    words = seen.words[one]
    for position, word in enumerate(words):
        if word.norm not in ANONYMOUS_NOUNS or not _is_partitive(words[:position]):
            continue
        answer = next(
            (w for w in seen.words[other] if w.norm in ANONYMOUS_NOUNS and related(w, word) == "same"), None
        )
        if answer and not _is_partitive(seen.words[other][: answer.index]) and answer.norm != word.norm:
            yield Difference(
                "attribution", "medium", "{odd} implies several where others have {others}",
                side(seen, one, words[max(0, position - 3) : position + 1]),
                side(seen, other, seen.words[other][max(0, answer.index - 1) : answer.index + 1]),
            )  # fmt: skip


def _is_partitive(before: Sequence[Word]) -> bool:
    norms = [word.norm for word in before[-3:]]
    return "of" in norms and "one" in norms
