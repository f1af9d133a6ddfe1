"""Which sentences of a story descend from one sentence: alignment across all witnesses at once.

Takes the sentence table and its scored pairs, gives groups of rows. Average-link clustering over the sparse
pair graph keeps groups consistent beyond pairs (a sentence must resemble the whole group, not one member)
and knows no order, so moved passages align. Two sentences of one witness share a group only where they are
neighbours and each carries a part of what the others say in one sentence (a split or a merger).

Headlines, subheads and captions never pull two groups of running text together: they form groups among
themselves, and one that has no fellow is attached at the end to the running text it resembles most. Source
of the idea: average-link agglomeration (Sokal and Michener 1958), with the cannot-link constraint of one
sentence per witness.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wirecopy.collate.gaps import fill_gaps
from wirecopy.collate.similarity import Pairs, SentenceTable

LINK_SCORE = 0.28  # true pairs of real versions score above .31, false ones below .25
_AVERAGE_FACTOR = 0.8
_SPLIT_COVER = 0.5  # share of a fragment's weight its partners must have that its neighbour lacks
_DISPLAY_SCORE = 0.3  # headlines compress: they must resemble the group clearly


class _Clusters:
    """Clusters of rows with the sum of scores between every two that touch (Lance and Williams 1967)."""

    def __init__(self, table: SentenceTable, pairs: Pairs) -> None:
        self.table = table
        self.of = list(range(len(table)))
        self.rows: dict[int, list[int]] = {row: [row] for row in self.of}
        self.near: dict[int, dict[int, float]] = {row: {} for row in self.of}
        for left, right, score in pairs:
            self.near[left][right] = self.near[right][left] = score

    def average(self, a: int, b: int) -> float:
        """Mean score between two clusters; pairs that are no candidates count as 0."""
        return self.near[a].get(b, 0.0) / (len(self.rows[a]) * len(self.rows[b]))

    def share_witness(self, a: int, b: int) -> bool:
        witness = self.table.witness
        mine = {int(witness[row]) for row in self.rows[a]}
        return any(int(witness[row]) in mine for row in self.rows[b])

    def join(self, a: int, b: int) -> None:
        """Merge cluster b into cluster a."""
        for other, total in self.near.pop(b).items():
            if other == a:
                continue
            self.near[a][other] = self.near[a].get(other, 0.0) + total
            self.near[other][a] = self.near[a][other]
            del self.near[other][b]
        self.near[a].pop(b, None)
        for row in self.rows[b]:
            self.of[row] = a
        self.rows[a].extend(self.rows.pop(b))


def group_rows(table: SentenceTable, pairs: Pairs) -> list[list[int]]:
    """Groups of two or more rows, each sorted, ordered by their first row.

    Args:
        table: the story's sentences.
        pairs: candidate pairs; those under LINK_SCORE count in averages only.
    """
    body = table.is_body
    groups = _cluster(table, pairs, body[pairs.left] & body[pairs.right])
    fill_gaps(table, pairs, groups)
    _attach_fragments(table, groups)
    displays = _cluster(table, pairs, ~body[pairs.left] & ~body[pairs.right])
    _attach_displays(table, pairs, groups, {row for group in displays for row in group})
    return sorted(sorted(group) for group in groups + displays)


def _cluster(table: SentenceTable, pairs: Pairs, usable: NDArray[np.bool_]) -> list[list[int]]:
    """Average-link clusters of two or more rows over the usable pairs."""
    clusters = _Clusters(table, pairs.only(usable))
    for left, right, _ in pairs.only(usable & (pairs.score >= LINK_SCORE)).strongest_first():
        a, b = clusters.of[left], clusters.of[right]
        if a == b or clusters.share_witness(a, b):
            continue
        if clusters.average(a, b) >= LINK_SCORE * _AVERAGE_FACTOR:
            clusters.join(*((a, b) if len(clusters.rows[a]) >= len(clusters.rows[b]) else (b, a)))
    return [sorted(rows) for rows in clusters.rows.values() if len(rows) > 1]


def _attach_fragments(table: SentenceTable, groups: list[list[int]]) -> None:
    """Give a lone sentence to its neighbour's group where it carries what the neighbour lacks there."""
    group_of = {row: number for number, group in enumerate(groups) for row in group}
    row_of = table.row_of()
    for row in range(len(table)):
        if row in group_of or not table.is_body[row] or len(table.stems[row]) < 2:
            continue
        w, s = int(table.witness[row]), int(table.sentence[row])
        covers = []
        for neighbour in (row_of.get((w, s - 1)), row_of.get((w, s + 1))):
            if neighbour is None or neighbour not in group_of or not table.is_body[neighbour]:
                continue
            number = group_of[neighbour]
            partners = [other for other in groups[number] if int(table.witness[other]) != w]
            covers.append((_cover(table, row, neighbour, partners), -number))
        if covers and max(covers)[0] >= _SPLIT_COVER:
            number = -max(covers)[1]
            groups[number].append(row)
            group_of[row] = number


def _cover(table: SentenceTable, row: int, neighbour: int, partners: list[int]) -> float:
    """Best share of a fragment's weight in one partner, the neighbour's own words left out."""
    fresh = np.setdiff1d(table.stems[row], table.stems[neighbour], assume_unique=True)
    weight = table.weight_of(fresh)
    if len(fresh) < 2 or not weight:
        return 0.0
    whole = table.weight_of(table.stems[row])
    return max(
        table.weight_of(np.intersect1d(fresh, table.stems[other], assume_unique=True)) / whole
        for other in partners
    )


def _attach_displays(table: SentenceTable, pairs: Pairs, groups: list[list[int]], settled: set[int]) -> None:
    """Attach the other headlines, subheads and captions to the running text they resemble most."""
    group_of = {row: number for number, group in enumerate(groups) for row in group}
    best: dict[int, dict[int, list[float]]] = {}
    for left, right, score in pairs:
        for display, row in ((left, right), (right, left)):
            if display in settled or table.is_body[display] or not table.is_body[row]:
                continue
            if row in group_of:
                best.setdefault(display, {}).setdefault(group_of[row], []).append(score)
    for display, scores in sorted(best.items()):
        score, number = max((max(found), -number) for number, found in scores.items())
        if score >= _DISPLAY_SCORE:
            groups[-number].append(display)
