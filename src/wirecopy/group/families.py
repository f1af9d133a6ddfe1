"""Which versions of a story descend from one text (small-input path).

Takes a collation (aligned sentences) and gives groups of witness indices. Same fact is not same copy: an
independent report of one event can come closer in single sentences than a true copy does. What copying
leaves is running wording shared outside quotation marks, in many sentences: an official statement quoted
by all, or a fact that can be put one way only, makes no family. On separately written reports of one event
(BASIL) at most one sentence in six is shared that way; on rewritten and re-translated wire copy more than
two in five.

A version that merges two texts is close to both their families; it goes to the one it shares more with and
does not make them one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wirecopy.group.joining import join
from wirecopy.model import Collation, Witness
from wirecopy.text.reach import unquoted

_RUN = 3  # words in a row
_COPIED_RUNS = 3  # shared runs that make a sentence a copied one
_COPIED_SHARE = 0.27  # of the shorter version's sentences
_LEAST_COPIED = 2
_WHOLE = 0.8  # share of both sentences' runs that makes a sentence lifted whole
_PASSAGE_RUNS = 20  # a passage of this length, outside quotation marks, is not written twice
_PASSAGE_WORDING = 0.12  # unless it is one of many things the shorter version says
_BRIDGE_SHARE = 0.25  # of the pairs between two families must be copies before the families are one


@dataclass(frozen=True, slots=True)
class CopyEvidence:
    """What speaks for one text behind two versions.

    Attributes:
        copied: linked sentences that share running wording outside quotation marks.
        share: copied as a share of the shorter version's sentences, 0-1.
        wording: share of the shorter version's running wording that stands in the linked sentences, 0-1.
        passage: runs of words in the longest passage of two or more sentences lifted whole.
    """

    copied: int
    share: float
    wording: float
    passage: int = 0

    @property
    def is_copy(self) -> bool:
        """Whether the evidence is enough to call the two one family."""
        lifted = self.passage >= _PASSAGE_RUNS and self.wording >= _PASSAGE_WORDING
        return lifted or (self.copied >= _LEAST_COPIED and self.share >= _COPIED_SHARE)


def find_families(
    collation: Collation, copies: Mapping[tuple[int, int], CopyEvidence], kin: Sequence[int] = ()
) -> list[list[int]]:
    """Families of a story: every witness stands in one; sorted, ordered by first witness.

    Args:
        collation: the story.
        copies: evidence per pair of witness indices, as `copy_evidence` gives it.
        kin: per witness the name of the family the copy finder put it in (`find_kin`), where it was asked.
            What either calls a copy is one: these families are joined before anything else is.
    """
    witnesses = collation.witnesses
    edges = sorted(
        (pair for pair, found in copies.items() if found.is_copy),
        key=lambda pair: (
            -copies[pair].share,
            -copies[pair].copied,
            *sorted((witnesses[pair[0]].id, witnesses[pair[1]].id)),
        ),
    )
    # A rewrite shares no running wording; the order of what it says speaks for it (collate.rewrites).
    rewritten = [(min(pair), max(pair)) for *pair, _ in sorted(collation.rewrites)]
    edges += [pair for pair in dict.fromkeys(rewritten) if pair not in set(edges)]
    # One version joins on one edge; two families only where enough of their members are copies.
    return join(len(witnesses), edges, _BRIDGE_SHARE, single_joins=True, start=kin)


def copy_evidence(collation: Collation) -> dict[tuple[int, int], CopyEvidence]:
    """Evidence of copying for every two witnesses that have linked sentences (left index < right)."""
    index = {witness.id: w for w, witness in enumerate(collation.witnesses)}
    runs = [_runs_by_sentence(witness) for witness in collation.witnesses]
    sizes = [
        max(1, sum(sentence.kind == "body" for sentence in witness.sentences))
        for witness in collation.witnesses
    ]
    lengths = [max(1, sum(found.total() for found in by_sentence.values())) for by_sentence in runs]
    linked: dict[tuple[int, int], dict[tuple[int, int], _Shared]] = {}
    for link in collation.links:
        a, b = index[link.left], index[link.right]
        left, right = runs[a].get(link.left_sentence), runs[b].get(link.right_sentence)
        if left is not None and right is not None:
            shared = _Shared((left & right).total(), max(left.total(), right.total()))
            linked.setdefault((a, b), {})[link.left_sentence, link.right_sentence] = shared
    found = {}
    for (a, b), pairs in sorted(linked.items()):
        copied = [pair for pair, shared in pairs.items() if shared.is_copied]
        count = min(len({left for left, _ in copied}), len({right for _, right in copied}))
        total = sum(shared.runs for shared in pairs.values())
        found[a, b] = CopyEvidence(
            copied=count,
            share=count / min(sizes[a], sizes[b]),
            wording=min(1.0, total / min(lengths[a], lengths[b])),
            passage=_longest_passage(pairs),
        )
    return found


@dataclass(frozen=True, slots=True)
class _Shared:
    """Runs two sentences share, and the runs of the longer one."""

    runs: int
    longest: int

    @property
    def is_copied(self) -> bool:
        return self.runs >= _COPIED_RUNS or self.runs == self.longest > 0

    @property
    def is_whole(self) -> bool:
        return self.runs >= _WHOLE * self.longest > 0


def _longest_passage(pairs: Mapping[tuple[int, int], _Shared]) -> int:
    """Runs in the longest row of neighbouring sentences lifted whole; 0 where no two are neighbours."""
    best = 0
    for left, right in pairs:
        if (left - 1, right - 1) in pairs and pairs[left - 1, right - 1].is_whole:
            continue  # counted from its first sentence
        runs = sentences = 0
        while (step := pairs.get((left + sentences, right + sentences))) and step.is_whole:
            runs += step.runs
            sentences += 1
        if sentences > 1:
            best = max(best, runs)
    return best


def _runs_by_sentence(witness: Witness) -> dict[int, Counter[tuple[str, ...]]]:
    """Runs of stems outside quotation marks, for every sentence of running text."""
    found = {}
    for sentence, tokens in zip(witness.sentences, unquoted(witness), strict=True):
        if sentence.kind == "body":
            words = [token.stem for token in tokens]
            found[sentence.index] = Counter(zip(*(words[offset:] for offset in range(_RUN)), strict=False))
    return found
