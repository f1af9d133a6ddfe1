"""Findings put back into their texts: passages in context, names and short signs of versions.

Takes versions and offsets, gives `Passage` rows whose three parts are exact slices of the version's text.
Signs (sigla: A, B, ... Z, AA) follow the order of the versions in the story, as in a critical edition.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wirecopy.model import Version

_REACH = 160  # code points of context where a finding lies outside every sentence
_FARTHEST = 600  # code points of context at most: a "sentence" can be a whole file without a full stop


@dataclass(frozen=True, slots=True)
class Passage:
    """A finding in its sentence: before + marked + after is an exact slice of the text of the version."""

    sign: str
    version: str
    start: int  # of the marked words
    end: int
    anchor: int | None  # where the last sentence that starts before it starts: what a page can link to
    before: str
    marked: str
    after: str


def sign(index: int) -> str:
    """The sign of the n-th version: A, B, ... Z, AA, AB, ..."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def name_of(version: Version) -> str:
    """What to call a version: its outlet, else its id."""
    return version.outlet or version.id


class Texts:
    """The versions of one story, ready to cut passages from."""

    def __init__(self, versions: Sequence[Version]) -> None:
        self.versions: Mapping[str, Version] = {version.id: version for version in versions}
        self.signs: Mapping[str, str] = {version.id: sign(index) for index, version in enumerate(versions)}
        self._starts = {
            version.id: [sentence.start for sentence in version.sentences] for version in versions
        }

    def in_order(self, ids: Sequence[str] | set[str]) -> tuple[str, ...]:
        """Signs of the versions named, each once, in the order of the story."""
        wanted = set(ids)
        return tuple(sign for version, sign in self.signs.items() if version in wanted)

    def called(self, origin: str) -> str:
        """An origin in words: a version by its name and sign, anything else as it is."""
        row = self.versions.get(origin)
        return f"{name_of(row)} ({self.signs[origin]})" if row else origin

    def context(self, version: str, start: int, end: int) -> tuple[int, int]:
        """The span of the sentence or sentences that hold text[start:end], within reach."""
        row = self.versions[version]
        starts = self._starts[version]
        index = bisect_right(starts, start) - 1
        if index < 0 or row.sentences[index].end <= start:
            return max(0, start - _REACH), min(len(row.text), end + _REACH)
        last = index
        while last + 1 < len(starts) and row.sentences[last].end < end:
            last += 1
        first, final = row.sentences[index].start, max(end, row.sentences[last].end)
        return max(first, start - _FARTHEST), min(final, end + _FARTHEST)

    def joined(self, version: str, indices: Sequence[int]) -> str:
        """Sentences as they stand, with a mark where they do not follow one another."""
        row = self.versions[version]
        text = ""
        for previous, index in zip([None, *indices], indices, strict=False):
            sentence = row.sentences[index]
            if previous is not None:
                text += " " if index == previous + 1 else " … "
            text += row.text[sentence.start : sentence.end]
        return text

    def passage(self, version: str, start: int, end: int) -> Passage:
        """One finding in its context."""
        text = self.versions[version].text
        first, last = self.context(version, start, end)
        index = bisect_right(self._starts[version], start) - 1
        return Passage(
            self.signs[version],
            version,
            start,
            end,
            self._starts[version][index] if index >= 0 else None,
            text[first:start],
            text[start:end],
            text[end:last],
        )
