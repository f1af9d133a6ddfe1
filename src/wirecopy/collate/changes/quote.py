"""Words changed inside quotation marks.

Takes a compared group; judges the words that stand for each other inside quotation marks in both readings.
What somebody said may be cut but not altered, so an unrelated word in an utterance is high, in a quoted
phrase medium; a near-synonym is low. Limits: a translated utterance differs by right; the report cannot know
which of the wordings was spoken.
"""

from __future__ import annotations

from collections.abc import Iterator

from wirecopy.collate.changes.drafts import Difference, reading_side
from wirecopy.collate.changes.judge import Verdict, judge
from wirecopy.collate.changes.pairs import Compared
from wirecopy.collate.changes.view import Word
from wirecopy.collate.changes.wording import swap
from wirecopy.lexicon.wordnet import lexnames
from wirecopy.model import Severity


def find(compared: Compared) -> Iterator[Difference]:
    """The altered words inside quotations of a group."""
    for comparison in compared.comparisons:
        for pair in comparison.pairs:
            left, right = pair.left, pair.right
            if left and right and left.quoted and right.quoted:
                verdict = judge(left, right, pair.relation)
                if verdict is None:
                    continue
                words = (left, right)
                yield swap(compared.seen, comparison, words, _weighed(verdict, left, right))
                continue
            word = left or right
            if word and word.quoted and word.pos in {"a", "r"} and not (left and right):
                reading, other = (
                    (comparison.left, comparison.right) if left else (comparison.right, comparison.left)
                )
                if any(w.quoted for w in compared.seen.words[other.holders[0]]):
                    yield Difference(
                        "quote", "low", "{odd} is not in every wording of the quote",
                        reading_side(compared.seen, reading, [word]),
                    )  # fmt: skip


def _weighed(verdict: Verdict, left: Word, right: Word) -> Verdict:
    """An unrelated noun weighs more where somebody is quoted as saying it, and less in a mere phrase."""
    severity: Severity = verdict.severity
    spoken = left.quoted == right.quoted == "utterance"
    if severity == "medium" and spoken and left.pos == right.pos == "n":
        fields = set(lexnames(left.norm, "n")) & set(lexnames(right.norm, "n"))
        severity = "medium" if fields else "high"
    elif severity == "high" and not spoken:
        severity = "medium"
    return verdict._replace(severity=severity, reason="inside the quotation marks " + verdict.reason)
