"""What each version is: how much of it is the shared text, how far it was edited, what it left out.

Takes a collation, its families and draft claims; gives the relation, the wire share and the credit of every
version, and the claims it omits. The backbone of a family is the groups that at least half of its versions
(two at least) have: what stands there came with the shared text, what stands elsewhere was added. Relations
are judged against the family's other versions, so they need no surviving original.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from wirecopy.account.claims import DraftClaim
from wirecopy.model import AlignedGroup, Collation, Relation, TokenRef, Witness

_VERBATIM = 0.985  # share of the words in common columns that are equal (house style apart)
_TRIMMED = 0.94  # the same, where sentences are missing: who cuts also joins what the cut left apart
_EDITED = 0.8  # share of its words that are the family's most common reading
_WHOLE = 0.9  # share of the backbone's groups a version has if nothing was trimmed
_MERGED = 0.35  # share of the version's words that stand outside the backbone
_MERGED_SENTENCES = 4

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
    spine = backbone(collation, family)
    groups = [collation.groups[number] for number in spine]
    consensus = [_consensus(group, family, collation.witnesses) for group in groups]
    return {w: _standing(w, groups, consensus, collation, family, sources) for w in family}


def _body(witness: Witness) -> tuple[int, ...]:
    return tuple(sentence.index for sentence in witness.sentences if sentence.kind == "body")


def _norm(witness: Witness, ref: TokenRef) -> str:
    return witness.tokens[ref.sentence][ref.position].norm


def _consensus(group: AlignedGroup, family: Sequence[int], witnesses: Sequence[Witness]) -> list[str]:
    """The commonest word of the family in each column; "" where most of those present lack it."""
    present = [w for w in family if any(w == member for member, _ in group.members)]
    words = []
    for column in group.columns:
        counts = Counter(_norm(witnesses[w], column[w]) if w in column else "" for w in present)
        words.append(min(counts, key=lambda word: (-counts[word], word)))
    return words


def _standing(
    w: int,
    groups: Sequence[AlignedGroup],
    consensus: Sequence[Sequence[str]],
    collation: Collation,
    family: Sequence[int],
    sources: frozenset[str],
) -> Standing:
    witness = collation.witnesses[w]
    shared = {sentence for group in groups for member, sentence in group.members if member == w}
    body = _body(witness)
    own = tuple(index for index in body if index not in shared)
    words = {index: len(witness.tokens[index]) for index in body}
    total = max(1, sum(words.values()))
    share = round(sum(words[index] for index in body if index in shared) / total, 3)
    if 1.0 - share >= _MERGED and len(own) >= _MERGED_SENTENCES:
        relation: Relation = "merged"
    elif witness.id in sources:
        relation = "first"
    else:
        relation = _closeness(w, groups, consensus, collation.witnesses, family)
    return Standing(relation, share, own)


def _closeness(
    w: int,
    groups: Sequence[AlignedGroup],
    consensus: Sequence[Sequence[str]],
    witnesses: Sequence[Witness],
    family: Sequence[int],
) -> Relation:
    whole = sum(any(member == w for member, _ in group.members) for group in groups) >= _WHOLE * len(groups)
    equal = max(_equal_share(w, other, groups, witnesses) for other in family if other != w)
    if equal >= (_VERBATIM if whole else _TRIMMED):
        return "verbatim" if whole else "trimmed"
    agreed = [
        _norm(witnesses[w], column[w]) == word
        for group, line in zip(groups, consensus, strict=True)
        for column, word in zip(group.columns, line, strict=True)
        if w in column
    ]
    return "edited" if agreed and sum(agreed) >= _EDITED * len(agreed) else "reworded"


def _equal_share(a: int, b: int, groups: Sequence[AlignedGroup], witnesses: Sequence[Witness]) -> float:
    """Share of equal words over the columns of the groups both have."""
    equal = total = 0
    for group in groups:
        present = {w for w, _ in group.members}
        if a not in present or b not in present:
            continue
        for column in group.columns:
            if a in column or b in column:
                total += 1
                if a in column and b in column:
                    equal += _norm(witnesses[a], column[a]) == _norm(witnesses[b], column[b])
    return equal / total if total else 0.0


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
