"""Passages side by side: what the versions make of one another's sentences.

Takes a story's links, gives rows of cells: sentences that descend from one sentence stand in one row, equal
wordings share a cell, differing words are marked against the most typical wording, and a version of the
same family that lacks the passage is named as a gap. Limits: a row is everything its links connect, so a
sentence merged from two sources joins both; wordings with little in common are shown without marks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from wirecopy.model import Story
from wirecopy.views.diff import TOO_FAR, Piece, compare, likeness, most_typical, norms
from wirecopy.views.passages import Texts

Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Cell:
    """One wording of a passage and the versions that have it."""

    signs: tuple[str, ...]
    anchors: tuple[tuple[str, int], ...]  # version id and offset of its first sentence, parallel to signs
    language: str | None
    pieces: tuple[Piece, ...]  # against the first cell of the row
    reworded: bool  # too little in common to mark word by word
    headline: bool  # these versions say it in their headline


@dataclass(frozen=True, slots=True)
class Row:
    """One passage across versions; the first cell is the wording nearest to all others."""

    cells: tuple[Cell, ...]
    gaps: tuple[str, ...]  # versions of the same families without it

    @property
    def agreed(self) -> bool:
        """Whether all that have it use the same words."""
        return len(self.cells) == 1


def collation(story: Story) -> tuple[Row, ...]:
    """All linked passages, in the order in which the versions tell them."""
    texts = Texts(story.versions)
    lengths = {version.id: max(1, len(version.sentences)) for version in story.versions}
    groups = components(story)

    def position(group: list[Place]) -> float:
        return sum(index / lengths[version] for version, index in group) / len(group)

    return tuple(_row(group, texts) for group in sorted(groups, key=lambda group: (position(group), group)))


def components(story: Story) -> list[list[Place]]:
    """Sentences connected by links, as sorted lists."""
    parents: dict[Place, Place] = {}

    def root(place: Place) -> Place:
        parents.setdefault(place, place)
        while parents[place] != place:
            parents[place] = parents[parents[place]]
            place = parents[place]
        return place

    for link in story.links:
        left, right = root((link.left, link.left_sentence)), root((link.right, link.right_sentence))
        parents[max(left, right)] = min(left, right)
    groups: dict[Place, list[Place]] = defaultdict(list)
    for place in sorted(parents):
        groups[root(place)].append(place)
    return list(groups.values())


def _row(group: list[Place], texts: Texts) -> Row:
    """One passage; a headline that tells it stands in a cell of its own."""
    places: dict[tuple[str, bool], list[int]] = defaultdict(list)
    for version, index in group:
        headline = texts.versions[version].sentences[index].kind == "headline"
        places[version, headline].append(index)
    carriers = {version for version, _ in places}
    ordered = [
        (version, kind) for kind in (False, True) for version in texts.versions if (version, kind) in places
    ]
    quoted = {place: texts.joined(place[0], places[place]) for place in ordered}
    wordings: dict[tuple[bool, tuple[str, ...]], list[tuple[str, bool]]] = defaultdict(list)
    for place in ordered:
        wordings[place[1], norms(quoted[place], texts.versions[place[0]].language)].append(place)
    keys = list(wordings)
    bodies = [key for key in keys if not key[0]] or keys
    base = bodies[most_typical([key[1] for key in bodies], [len(wordings[key]) for key in bodies])]
    cells = tuple(
        _cell(quoted[wordings[base][0]], likeness(base[1], key[1]), wordings[key], quoted, places, texts)
        for key in [base, *(key for key in keys if key != base)]
    )
    families = {texts.versions[version].family_id for version in carriers}
    missing = {row.id for row in texts.versions.values() if row.family_id in families} - carriers
    return Row(cells, texts.in_order(missing))


def _cell(
    base: str,
    like: float,
    members: list[tuple[str, bool]],
    quoted: Mapping[tuple[str, bool], str],
    places: Mapping[tuple[str, bool], list[int]],
    texts: Texts,
) -> Cell:
    words = quoted[members[0]]
    language = texts.versions[members[0][0]].language
    far = like < TOO_FAR
    anchors = tuple(
        (place[0], texts.versions[place[0]].sentences[places[place][0]].start) for place in members
    )
    pieces = (Piece("same", words),) if far else compare(base, words, language)
    return Cell(
        texts.in_order({version for version, _ in members}), anchors, language, pieces, far, members[0][1]
    )
