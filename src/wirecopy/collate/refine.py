"""Keeping apart what only tells the same fact, once it is known which versions are copies.

Takes an aligned story and its families, gives the same story with its groups split. Alignment groups
sentences by likeness alone. Between copies of one text that is enough. Between reports that share no text
it is not: on one topic, sentences of many reports come close without saying the same thing. So a sentence
stays with one of another family only where the two are clearly one statement: nearly the same words, or a
score that facts told twice seldom reach. What is left without company leaves its group.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from wirecopy.model import AlignedGroup, Collation, Link, Member

_SAME_STATEMENT = 0.5  # score two sentences of different families need


def refine(collation: Collation, families: Sequence[Sequence[int]]) -> Collation:
    """The story with every group split into what its families or its wording hold together.

    Args:
        collation: an aligned story, columns not yet set.
        families: witness indices by family.
    """
    family_of = {w: number for number, family in enumerate(families) for w in family}
    index = {witness.id: w for w, witness in enumerate(collation.witnesses)}
    near: dict[Member, list[tuple[Member, bool]]] = {}
    for link in collation.links:
        left, right = _ends(link, index)
        holds = family_of[left[0]] == family_of[right[0]] or _one_statement(link)
        near.setdefault(left, []).append((right, holds))
    groups: list[AlignedGroup] = []
    for group in collation.groups:
        groups.extend(_split(group, near))
    group_of = {member: number for number, group in enumerate(groups) for member in group.members}
    links = tuple(
        link
        for link in collation.links
        if _together(link, index, group_of)
        and (family_of[index[link.left]] == family_of[index[link.right]] or _one_statement(link))
    )
    return dataclasses.replace(collation, groups=tuple(groups), links=links)


def _ends(link: Link, index: Mapping[str, int]) -> tuple[Member, Member]:
    return (index[link.left], link.left_sentence), (index[link.right], link.right_sentence)


def _one_statement(link: Link) -> bool:
    return link.kind in {"verbatim", "light"} or link.score >= _SAME_STATEMENT


def _together(link: Link, index: Mapping[str, int], group_of: Mapping[Member, int]) -> bool:
    left, right = _ends(link, index)
    return left in group_of and group_of[left] == group_of.get(right)


def _split(group: AlignedGroup, near: Mapping[Member, Sequence[tuple[Member, bool]]]) -> list[AlignedGroup]:
    """Connected parts of a group under the links that hold; parts of one witness are dropped."""
    root = {member: member for member in group.members}

    def top(member: Member) -> Member:
        while root[member] != member:
            root[member] = root[root[member]]
            member = root[member]
        return member

    for left in group.members:
        for right, holds in near.get(left, ()):
            if holds and right in root:
                a, b = sorted((top(left), top(right)))
                root[b] = a
    parts: dict[Member, list[Member]] = {}
    for member in group.members:
        parts.setdefault(top(member), []).append(member)
    return [
        dataclasses.replace(group, members=tuple(sorted(part)))
        for _, part in sorted(parts.items())
        if len({w for w, _ in part}) > 1
    ]


def by_family(collation: Collation, families: Sequence[Sequence[int]]) -> Collation:
    """The same collation with every group cut into its families, for judging what copyists changed.

    Two reports that share no text may differ in a figure or a name; that is no change of either. The places
    are left out: who judges changes looks at columns.
    """
    groups: list[AlignedGroup] = []
    for group in collation.groups:
        present = {w for w, _ in group.members}
        for family in families:
            kin = present & set(family)
            if len(kin) > 1:
                groups.append(_only(group, kin))
    return dataclasses.replace(collation, groups=tuple(groups), places=())


def _only(group: AlignedGroup, kin: set[int]) -> AlignedGroup:
    if len({w for w, _ in group.members}) == len(kin):
        return group
    columns = ({w: ref for w, ref in column.items() if w in kin} for column in group.columns)
    return AlignedGroup(
        members=tuple(member for member in group.members if member[0] in kin),
        columns=tuple(column for column in columns if column),
    )
