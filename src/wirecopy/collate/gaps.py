"""Aligning a reworded sentence by what stands around it.

Takes the groups found by likeness; gives lone sentences a place in them, or founds groups of two. Between
two sentences that are aligned already, in the same order on both sides and close by, a weak likeness is
enough: a copyist who kept the passage before and the passage after has most often reworded what lies
between, and not replaced it by something else that happens to share its rare words. Moved passages have no
such neighbours and are left to likeness alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wirecopy.collate.similarity import Pairs, SentenceTable
from wirecopy.model import Member

_WEAK_SCORE = 0.17  # with aligned neighbours on both sides
_ONE_SIDED_SCORE = 0.22  # with an aligned neighbour on one side
_REACH = 2  # sentences to look for an aligned neighbour on either side
_SLACK = 3  # sentences the neighbour's partner may lie away


def fill_gaps(table: SentenceTable, pairs: Pairs, groups: list[list[int]]) -> None:
    """Attach lone rows to groups (in place), strongest pairs first."""
    rows = table.row_of()
    group_of = {row: number for number, group in enumerate(groups) for row in group}
    usable = table.is_body[pairs.left] & table.is_body[pairs.right] & (pairs.score >= _WEAK_SCORE)
    anchors = dict(group_of)  # only what likeness aligned may vouch for others
    for a, b, score in pairs.only(usable).strongest_first():
        if a in group_of and b in group_of:
            continue
        lone, partner = (b, a) if a in group_of else (a, b)
        if not _fits(lone, partner, group_of, groups, table):
            continue
        sides = _vouched(lone, partner, anchors, rows, table)
        if sides == 2 or (sides == 1 and score >= _ONE_SIDED_SCORE):
            if partner not in group_of:
                group_of[partner] = len(groups)
                groups.append([partner])
            groups[group_of[partner]].append(lone)
            group_of[lone] = group_of[partner]


def _fits(
    lone: int,
    partner: int,
    group_of: Mapping[int, int],
    groups: Sequence[Sequence[int]],
    table: SentenceTable,
) -> bool:
    """Whether the partner's group has no sentence of the lone row's witness yet."""
    if partner not in group_of:
        return True
    witness = table.witness[lone]
    return all(table.witness[row] != witness for row in groups[group_of[partner]])


def _vouched(
    lone: int, partner: int, anchors: Mapping[int, int], rows: Mapping[Member, int], table: SentenceTable
) -> int:
    """On how many sides a neighbour of the lone row is aligned with a neighbour of the partner."""
    w, s = int(table.witness[lone]), int(table.sentence[lone])
    v, t = int(table.witness[partner]), int(table.sentence[partner])
    sides = 0
    for step in (-1, 1):
        near = [rows.get((w, s + step * distance)) for distance in range(1, _REACH + 1)]
        numbers = {anchors[row] for row in near if row is not None and row in anchors}
        far = [rows.get((v, t + step * distance)) for distance in range(1, _SLACK + 1)]
        sides += bool(numbers & {anchors[row] for row in far if row is not None and row in anchors})
    return sides
