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
from wirecopy.collate.changes.pairs import Compared, Comparison
from wirecopy.collate.changes.view import Word
from wirecopy.collate.changes.wording import is_one_frame, is_rewritten, swap
from wirecopy.lexicon.wordnet import lexnames
from wirecopy.model import Severity

_HAPPENINGS = frozenset(f"noun.{field}" for field in ("act", "event", "process", "phenomenon", "state"))


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
                yield swap(compared.seen, comparison, words, _weighed(compared, comparison, words, verdict))
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


def _weighed(
    compared: Compared, comparison: Comparison, pair: tuple[Word, Word], verdict: Verdict
) -> Verdict:
    """An unrelated word weighs more where somebody is quoted as saying it, and less in a mere phrase."""
    severity: Severity = verdict.severity
    spoken = all(word.quoted == "utterance" for word in pair)
    if spoken and "mean" in verdict.reason and _is_another_thing(*pair):
        framed = is_one_frame(compared.seen, comparison) and not is_rewritten(comparison)
        severity = "high" if framed else "medium"
    elif severity == "high" and not spoken:
        severity = "medium"
    return verdict._replace(severity=severity, reason="inside the quotation marks " + verdict.reason)


def _is_another_thing(a: Word, b: Word) -> bool:
    """Whether two unrelated nouns or verbs are no two names of one happening ("roll", "throw")."""
    if a.pos != b.pos or a.pos not in {"n", "v"}:
        return False
    ours, theirs = (lexnames(word.norm, "n" if word.pos == "n" else "v")[:1] for word in (a, b))
    return bool(ours and theirs) and not {*ours, *theirs} <= _HAPPENINGS
