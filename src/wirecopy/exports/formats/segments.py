"""The versions of a story as one text, cut into what all of them have and where they differ.

In: a story. Out: passages in the order in which the versions tell them; every sentence of every version
stands in exactly one. Within a passage the wordings near to the most typical one are cut word by word into
segments, each with its readings; the readings of a version, put together, are its sentences to the last
mark. Wordings with little in common stand whole, beside.
Limits: a passage that a version tells elsewhere stands where most tell it; its offsets say where it was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from wirecopy.model import SentenceKind, Story, Version
from wirecopy.views.collation import components
from wirecopy.views.diff import TOO_FAR, likeness, most_typical, words
from wirecopy.views.passages import sign


@dataclass(frozen=True, slots=True)
class Piece:
    """A word with the marks and blanks up to the next, or a stretch without words.

    Attributes:
        norm: the folded word, "" without.
        text: as it stands.
        jump: whether the next piece of this version stands elsewhere in its text.
    """

    norm: str
    text: str
    jump: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """One wording, and the signs of the versions that have it."""

    signs: tuple[str, ...]
    pieces: tuple[Piece, ...]


Segment = tuple[Reading, ...]
"""The readings at one place, that of the most typical wording first; a single one is what all have."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences that descend from one sentence, or one that stands alone.

    Attributes:
        kind: of its first sentence.
        spans: per version (its sign) the stretches of its text, in order.
        segments: the wordings that are near to one another, word by word.
        apart: wordings with little in common with these.
        omitted: signs of versions of the same families without it.
        absent: signs of all other versions without it.
    """

    kind: SentenceKind
    spans: Mapping[str, tuple[tuple[int, int], ...]]
    segments: tuple[Segment, ...]
    apart: tuple[Reading, ...]
    omitted: tuple[str, ...]
    absent: tuple[str, ...]


def passages(story: Story) -> Iterator[Passage]:
    """The passages of a story in order."""
    versions = {version.id: version for version in story.versions}
    signs = {version.id: sign(index) for index, version in enumerate(story.versions)}
    groups = components(story)
    linked = {place for group in groups for place in group}
    groups += [
        [(version.id, index)]
        for version in story.versions
        for index in range(len(version.sentences))
        if (version.id, index) not in linked
    ]

    def position(group: list[tuple[str, int]]) -> float:
        return sum((index + 0.5) / len(versions[name].sentences) for name, index in group) / len(group)

    for group in sorted(groups, key=lambda group: (position(group), group)):
        yield _passage(group, versions, signs)


def _passage(
    group: list[tuple[str, int]], versions: Mapping[str, Version], signs: Mapping[str, str]
) -> Passage:
    places: dict[str, list[int]] = defaultdict(list)
    for name, index in group:
        places[name].append(index)
    carriers = {name: places[name] for name in versions if name in places}
    wordings: dict[tuple[Piece, ...], list[str]] = defaultdict(list)
    for name, indices in carriers.items():
        wordings[_pieces(versions[name], indices)].append(signs[name])
    readings = [Reading(tuple(who), pieces) for pieces, who in wordings.items()]
    near, apart = _near(readings)
    families = {versions[name].family_id for name in carriers}
    missing = [name for name in versions if name not in carriers]
    first, (index, *_) = next(iter(carriers.items()))
    return Passage(
        kind=versions[first].sentences[index].kind,
        spans={signs[name]: _spans(versions[name], indices) for name, indices in carriers.items()},
        segments=tuple(_segments(near)),
        apart=tuple(apart),
        omitted=tuple(signs[name] for name in missing if versions[name].family_id in families),
        absent=tuple(signs[name] for name in missing if versions[name].family_id not in families),
    )


def _spans(version: Version, indices: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """The stretches of text the sentences cover, with the blanks between two that follow one another."""
    spans: list[tuple[int, int]] = []
    for previous, index in zip([None, *indices], indices, strict=False):
        sentence = version.sentences[index]
        if spans and previous is not None and index == previous + 1 and sentence.start >= spans[-1][1]:
            spans[-1] = (spans[-1][0], sentence.end)
        else:
            spans.append((sentence.start, sentence.end))
    return tuple(spans)


def _pieces(version: Version, indices: Sequence[int]) -> tuple[Piece, ...]:
    """The wording of a version, word by word; its pieces join up to its spans."""
    pieces: list[Piece] = []
    spans = _spans(version, indices)
    for number, (start, end) in enumerate(spans):
        text = version.text[start:end]
        tokens = words(text, version.language)
        cuts = [0, *(token.start for token in tokens[1:]), len(text)]
        norms = [token.norm for token in tokens] or [""]
        for norm, (left, right) in zip(norms, pairwise(cuts), strict=True):
            last = right == len(text) and number < len(spans) - 1
            pieces.append(Piece(norm, text[left:right], last))
    return tuple(pieces)


def _near(readings: list[Reading]) -> tuple[list[Reading], list[Reading]]:
    """The most typical wording and those near to it, and the others."""
    norms = [tuple(piece.norm for piece in reading.pieces) for reading in readings]
    base = most_typical(norms, [len(reading.signs) for reading in readings])
    near: list[Reading] = [readings[base]]
    apart: list[Reading] = []
    for index, reading in enumerate(readings):
        if index != base:
            (apart if likeness(norms[base], norms[index]) < TOO_FAR else near).append(reading)
    return near, apart


def _segments(readings: list[Reading]) -> Iterator[Segment]:
    """The wordings cut where all of them agree; runs of agreement are one segment."""
    common: list[Piece] = []
    everybody = tuple(sign for reading in readings for sign in reading.signs)
    for cut in _cuts(readings):
        segment = _readings(readings, cut)
        if len(segment) == 1:
            common += segment[0].pieces
            continue
        if common:
            yield (Reading(everybody, tuple(common)),)
            common = []
        yield segment
    if common:
        yield (Reading(everybody, tuple(common)),)


def _cuts(readings: list[Reading]) -> Iterator[list[tuple[int, int]]]:
    """Per place, which pieces of each wording stand there: a word that all have, or what lies between."""
    base, *others = readings
    matches = [_matches(base, other) for other in others]
    agreed = [
        [index, *(found[index] for found in matches)]
        for index in range(len(base.pieces))
        if all(index in found for found in matches)
    ]
    cursor = [0] * len(readings)
    for column in [*agreed, [len(reading.pieces) for reading in readings]]:
        if any(left < right for left, right in zip(cursor, column, strict=True)):
            yield list(zip(cursor, column, strict=True))
        if column[0] < len(base.pieces):
            yield [(index, index + 1) for index in column]
        cursor = [index + 1 for index in column]


def _matches(base: Reading, other: Reading) -> dict[int, int]:
    """Which word of the base is which word of the other wording."""
    left = [piece.norm for piece in base.pieces]
    right = [piece.norm for piece in other.pieces]
    blocks = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    return {block.a + k: block.b + k for block in blocks for k in range(block.size)}


def _readings(readings: list[Reading], cut: list[tuple[int, int]]) -> Segment:
    """The wordings at one place, equal ones together."""
    found: dict[tuple[tuple[str, bool], ...], tuple[list[str], tuple[Piece, ...]]] = {}
    for reading, (start, end) in zip(readings, cut, strict=True):
        pieces = reading.pieces[start:end]
        who, _ = found.setdefault(tuple((piece.text, piece.jump) for piece in pieces), ([], pieces))
        who += reading.signs
    return tuple(Reading(tuple(who), pieces) for who, pieces in found.values())
