"""Which segments are joined into one, and the joining: columns end to end, postings by windows of hashes.

Segments at the end are joined when together they are eight times their largest: an article then stands in a
segment eight times as large each time it is rewritten, and the number of segments grows with the logarithm
of the articles. Only neighbours are joined, so document numbers stay. Every section is compared with its
sum before it is copied: a merge never passes damage on. Memory stays at a few windows whatever the size;
the disk needs room for the joined segments once more until the old ones are removed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from wirecopy.index.segment import SECTIONS, Array, Entry, Segment, write_segment

FACTOR = 8
SEALED = (
    1 << 32
)  # bytes beyond which a segment is not rewritten: bounds the pause of a merge and its room on disk
_WINDOW = 1 << 20  # postings of the longest run sorted at a time

_SHIFTED = ("text_offsets", "id_offsets", "outlet_offsets")
_LOOKUPS = {"id_keys": "id_rows", "copy_keys": "copy_rows"}


def due(counts: Sequence[int], sizes: Sequence[int]) -> int:
    """How many segments at the end are to become one, as many as can; 0 when none are.

    Args:
        counts: articles of each segment, in order.
        sizes: bytes of each segment.
    """
    best = total = largest = 0
    for width in range(1, len(counts) + 1):
        if sizes[-width] >= SEALED:
            break
        total += counts[-width]
        largest = max(largest, counts[-width])
        if total >= FACTOR * largest:
            best = width
    return best


def merge(segments: Sequence[Segment], path: Path) -> Entry:
    """Join neighbouring segments into a new file; the old ones stay as they are.

    Args:
        segments: in order, each beginning where the one before ends.
        path: the new file.

    Raises:
        StoreError: a segment is damaged, or the system refused; nothing of the new file is left.
    """
    for segment in segments:
        segment.check()
    first = segments[0].base
    shifts = [segment.base - first for segment in segments]
    sections = {name: _plain(segments, name) for name in SECTIONS}
    sections |= {name: _offsets(segments, name) for name in _SHIFTED}
    for keys, rows in _LOOKUPS.items():
        sections[keys], sections[rows] = _lookup(segments, shifts, keys, rows)
    sections["postings"] = _postings([segment["postings"] for segment in segments], shifts)
    return write_segment(path, first, sum(segment.count for segment in segments), sections)


def _plain(segments: Sequence[Segment], name: str) -> Iterable[Array]:
    return (segment[name] for segment in segments)


def _offsets(segments: Sequence[Segment], name: str) -> Iterator[Array]:
    """Offsets into the flat bytes of all: the first of each later segment is the last of the one before."""
    yield segments[0][name][:1]
    end = 0
    for segment in segments:
        yield segment[name][1:] + end
        end += int(segment[name][-1])


def _lookup(
    segments: Sequence[Segment], shifts: Sequence[int], keys: str, rows: str
) -> tuple[list[Array], list[Array]]:
    """Sorted keys and whose they are; the lower row first among equals."""
    all_keys = np.concatenate([segment[keys] for segment in segments])
    all_rows = np.concatenate(
        [segment[rows] + shift for segment, shift in zip(segments, shifts, strict=True)]
    )
    order = np.lexsort((all_rows, all_keys))
    return [all_keys[order]], [all_rows[order]]


def _postings(runs: Sequence[Array], shifts: Sequence[int]) -> Iterator[Array]:
    """All postings, sorted, with rows counted from the first segment's.

    A window holds whole lists: it is cut at hashes of the longest run.
    """
    longest = max(runs, key=len)
    places = [0] * len(runs)
    for cut in _cuts(longest):
        ends = [len(run) if cut is None else int(np.searchsorted(run, cut)) for run in runs]
        parts = [
            run[place:end] + np.uint64(shift)
            for run, place, end, shift in zip(runs, places, ends, shifts, strict=True)
        ]
        window = np.concatenate(parts)
        window.sort()
        yield window
        places = ends


def _cuts(run: Array) -> Iterator[np.uint64 | None]:
    """Rising postings with row 0, a window apart, and at last None for the end."""
    before = np.uint64(0)
    for place in range(_WINDOW, len(run), _WINDOW):
        cut = run[place] >> np.uint64(27) << np.uint64(27)
        if cut > before:
            yield cut
            before = cut
    yield None
