"""What each version is: how much of it is the shared text, how far it was edited, what it left out.

Takes a collation, its families and draft claims; gives the relation, the wire share and the credit of every
version, and the claims it omits. The backbone of a family is the groups that at least half of its versions
(two at least) have: what stands there came with the shared text, what stands elsewhere was added. Relations
are judged against the family's other versions, so they need no surviving original.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from wirecopy.account.claims import DraftClaim
from wirecopy.model import AlignedGroup, Collation, Relation, Witness

_VERBATIM = 0.985  # share of the words in common columns that are equal (house style apart)
_TRIMMED = 0.94  # the same, where sentences are missing: who cuts also joins what the cut left apart
_EDITED = 0.8  # share of its words that are the family's most common reading
_WHOLE = 0.9  # share of the backbone's groups a version has if nothing was trimmed
_MERGED = 0.35  # share of the version's words that stand outside the backbone
_MERGED_SENTENCES = 4
_GAP, _ABSENT = -1, -2

Credited = Literal["yes", "partial", "attribution only", "no"]


@dataclass(frozen=True, slots=True)
class Standing:
    """How one version stands to its family.

    Attributes:
        relation: the word for it.
        wire_share: share of its body words in the backbone, 0-1.
        own_sentences: indices of its body sentences outside the backbone.
    """

    relation: Relation
    wire_share: float
    own_sentences: tuple[int, ...]


def backbone(collation: Collation, family: Sequence[int]) -> tuple[int, ...]:
    """Groups that at least half of the family, and two versions at least, have."""
    least = max(2, (len(family) + 1) // 2)
    members = set(family)
    return tuple(
        number
        for number, group in enumerate(collation.groups)
        if len({w for w, _ in group.members} & members) >= least
    )


def standings(collation: Collation, family: Sequence[int], sources: frozenset[str]) -> dict[int, Standing]:
    """Standing of every version of a family.

    Args:
        collation: the story.
        family: witness indices.
        sources: ids of versions that the lineage shows as the source of others.
    """
    if len(family) == 1:
        return {family[0]: Standing("own", 0.0, _body(collation.witnesses[family[0]]))}
    groups = [collation.groups[number] for number in backbone(collation, family)]
    words = _word_table(groups, family, collation.witnesses)
    usual = _usual_words(words)
    found = {}
    for row, w in enumerate(family):
        share, own = _wire_share(w, groups, collation.witnesses[w])
        if 1.0 - share >= _MERGED and len(own) >= _MERGED_SENTENCES:
            relation: Relation = "merged"
        elif collation.witnesses[w].id in sources:
            relation = "first"
        else:
            has = sum(any(member == w for member, _ in group.members) for group in groups)
            relation = _closeness(words, row, usual, whole=has >= _WHOLE * len(groups))
        found[w] = Standing(relation, share, own)
    return found


def _body(witness: Witness) -> tuple[int, ...]:
    return tuple(sentence.index for sentence in witness.sentences if sentence.kind == "body")


def _wire_share(w: int, groups: Sequence[AlignedGroup], witness: Witness) -> tuple[float, tuple[int, ...]]:
    """Share of a witness's body words in the backbone, and its sentences outside it."""
    shared = {sentence for group in groups for member, sentence in group.members if member == w}
    words = {index: len(witness.tokens[index]) for index in _body(witness)}
    share = sum(count for index, count in words.items() if index in shared) / max(1, sum(words.values()))
    return round(share, 3), tuple(index for index in words if index not in shared)


def _word_table(
    groups: Sequence[AlignedGroup], family: Sequence[int], witnesses: Sequence[Witness]
) -> NDArray[np.int64]:
    """Word ids by witness and column: _GAP where a witness lacks the word, _ABSENT the whole sentence."""
    ids: dict[str, int] = {}
    width = sum(len(group.columns) for group in groups)
    table = np.full((len(family), width), _ABSENT, dtype=np.int64)
    row_of = {w: row for row, w in enumerate(family)}
    first = 0
    for group in groups:
        present = [row_of[w] for w in {w for w, _ in group.members} if w in row_of]
        table[present, first : first + len(group.columns)] = _GAP
        for index, column in enumerate(group.columns):
            for w, ref in column.items():
                if w in row_of:
                    norm = witnesses[w].token(ref).norm
                    table[row_of[w], first + index] = ids.setdefault(norm, len(ids))
        first += len(group.columns)
    return table


def _usual_words(words: NDArray[np.int64]) -> NDArray[np.int64]:
    """The commonest entry of every column among the witnesses that have its sentence."""
    usual = np.full(words.shape[1], _ABSENT, dtype=np.int64)
    for index, column in enumerate(words.T):
        values, counts = np.unique(column[column != _ABSENT], return_counts=True)
        if len(values):
            usual[index] = values[np.argmax(counts)]
    return usual


def _closeness(words: NDArray[np.int64], row: int, usual: NDArray[np.int64], *, whole: bool) -> Relation:
    """The relation of one witness, by the versions that have at least as much of the shared text."""
    lengths = (words >= 0).sum(axis=1)
    fuller = [other for other in range(len(words)) if other != row and lengths[other] >= 0.9 * lengths[row]]
    equal = max((_equal_share(words[row], words[other]) for other in fuller), default=0.0)
    if equal >= (_VERBATIM if whole else _TRIMMED):
        return "verbatim" if whole else "trimmed"
    has = words[row] >= 0
    agreed = float(np.mean(words[row][has] == usual[has])) if has.any() else 0.0
    return "edited" if agreed >= _EDITED else "reworded"


def _equal_share(left: NDArray[np.int64], right: NDArray[np.int64]) -> float:
    """Share of equal words over the columns of the sentences both have."""
    both = (left != _ABSENT) & (right != _ABSENT) & ((left >= 0) | (right >= 0))
    return float(np.mean(left[both] == right[both])) if both.any() else 0.0


def credited(witness: Witness) -> Credited:
    """What the version says of its text's origin; a photo credit says nothing of the text."""
    kinds = {credit.kind for credit in witness.facts.credits}
    if kinds & {"copy", "metadata", "press_release"}:
        return "yes"
    if "partial" in kinds:
        return "partial"
    return "attribution only" if "attribution" in kinds else "no"


def omitted(
    drafts: Sequence[DraftClaim], collation: Collation, families: Sequence[Sequence[int]]
) -> Mapping[int, tuple[int, ...]]:
    """For every witness, the draft claims of its family's backbone that it leaves out."""
    gone: dict[int, list[int]] = {w: [] for family in families for w in family}
    for family in families:
        if len(family) < 2:
            continue
        spine = set(backbone(collation, family))
        for number, draft in enumerate(drafts):
            carriers = set(draft.witnesses) & set(family)
            if draft.group in spine and len(carriers) > 1:
                for w in set(family) - carriers:
                    gone[w].append(number)
    return {w: tuple(numbers) for w, numbers in gone.items()}
