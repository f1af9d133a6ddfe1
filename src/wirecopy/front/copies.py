"""Copies in a corpus: `group`, and the same with everything a command needs besides the rows.

In: paths, or a table that speaks Arrow. Out: a `pyarrow.Table` of one row an article in input order: `id,
family_id, story_id, relation, closest_id, shared_share, contained_share, evidence`. Rows that cannot be used
are told, counted in the table's metadata, and not in the table.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from wirecopy.disk.compiled import kernels_ready
from wirecopy.errors import CallError
from wirecopy.kernels import COMPILING, is_small
from wirecopy.model import Rejected
from wirecopy.readers import Note
from wirecopy.settings import Settings

if TYPE_CHECKING:
    import pyarrow as pa

    from wirecopy.group.corpus import Groups
    from wirecopy.group.events.across import Encode
    from wirecopy.readers.columns import Holdings

_MEGABYTE = 1 << 20
_ROOM_SHARE = 4  # of the memory for texts, one part for what is held beside them at once
_SKETCH_SHARE = 4  # and one part for their sketches, before these go to a file too
_LEAST_ROOM = 16 * _MEGABYTE
_NOT_ACROSS = (
    "languages were left apart: there is more text than stories are told apart in "
    "(setting grouping.told_apart_bytes)"
)

PathLike = str | os.PathLike[str]
Tell = Callable[[Note | Rejected], None]
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Grouped:
    """A corpus and the copies found in it.

    Attributes:
        holdings: what went in.
        groups: what was found, as columns.
        rejected: how many rows could not be used.
        settings: how it was looked for.
    """

    holdings: Holdings
    groups: Groups
    rejected: int
    settings: Settings

    def table(self) -> pa.Table:
        """The rows of the result."""
        from wirecopy.front.rows import rows_table

        return rows_table(self.holdings, self.groups, self.rejected, self.settings)


def group(
    source: Any,
    *,
    settings: Settings | None = None,
    progress: Progress | None = None,
    tell: Tell | None = None,
) -> pa.Table:
    """Which articles of a corpus are copies of which, one row an article, in input order.

    Columns of the table, which is a `pyarrow.Table`: `id`, `family_id`, `story_id`, `relation`, `closest_id`,
    `shared_share`, `contained_share`, `evidence`.

    Args:
        source: a path or several; or a table: a `pyarrow.Table`, or anything that gives an Arrow stream, as
            the data frames of pandas and polars do. Its columns have the names of the fields of an article;
            a text is all it needs.
        settings: defaults when left out.
        progress: called with (stage, done, total) as the work goes on.
        tell: called with each note and each rejection as it is met; rejections are not in the rows.

    Raises:
        CallError: a path does not exist, or the source is neither paths nor a table.
    """
    return group_corpus(source, settings=settings, progress=progress, tell=tell).table()


def group_corpus(
    source: Any,
    *,
    settings: Settings | None = None,
    progress: Progress | None = None,
    tell: Tell | None = None,
) -> Grouped:
    """As `group`, before the rows are made."""
    from wirecopy.group import corpus
    from wirecopy.readers.aside import Aside
    from wirecopy.text.meaning import encoder_for

    settings = settings or Settings()
    grouping = settings.grouping
    encode = encoder_for(grouping)
    holdings, rejected = hold(source, settings, tell, progress)
    room = max(_LEAST_ROOM, grouping.memory_mb * _MEGABYTE // _ROOM_SHARE)
    effort = corpus.FAST if grouping.preset == "fast" else corpus.FULL
    threads = grouping.workers
    ready = kernels_ready("sketches.sketch_rows")
    if tell and not ready and not is_small(len(holdings.corpus.texts.data), ready):
        tell(Note("kernels", COMPILING))
    with Aside(grouping.memory_mb * _MEGABYTE // _SKETCH_SHARE) as aside:
        found = corpus.find_copies(holdings.corpus, threads, room, progress, effort, aside, ready)
    if len(holdings) and int(holdings.corpus.texts.offsets[-1]) <= grouping.told_apart_bytes:
        found = _with_stories(found, holdings, encode)
    elif encode and tell:
        tell(Note("stories", _NOT_ACROSS))
    return Grouped(holdings, found, rejected, settings)


def _with_stories(found: Groups, holdings: Holdings, encode: Encode | None) -> Groups:
    """The groups, with stories told apart by what the articles tell of; each named by its least row."""
    import numpy as np

    from wirecopy.group.corpus import UNKNOWN_TIME
    from wirecopy.group.events.batch import find_events
    from wirecopy.group.stories import sign_text

    texts, times = holdings.corpus.texts, holdings.corpus.times.tolist()
    data, ends = texts.data.tobytes(), texts.offsets.tolist()
    signatures = [
        sign_text(data[begin:end].decode(), None if time == UNKNOWN_TIME else time, encode)
        for begin, end, time in zip(ends, ends[1:], times, strict=False)
    ]
    story = np.empty(len(times), np.int64)
    for rows in find_events(signatures, found.family.tolist()):
        story[rows] = rows[0]
    return replace(found, story=story)


def hold(
    source: Any, settings: Settings, tell: Tell | None, progress: Progress | None
) -> tuple[Holdings, int]:
    """The articles of a source as columns, and how many rows could not be used."""
    from wirecopy.readers.corpus import read_corpus, table_corpus

    rejected = 0

    def listen(item: Note | Rejected) -> None:
        nonlocal rejected
        rejected += isinstance(item, Rejected)
        if tell:
            tell(item)

    if _is_table(source):
        holdings = table_corpus(source, settings, listen, progress)
    else:
        holdings = read_corpus(_paths(source), settings, listen, progress)
    return holdings, rejected


def _is_table(source: Any) -> bool:
    return hasattr(source, "__arrow_c_stream__")


def _paths(source: Any) -> Sequence[PathLike]:
    if isinstance(source, str | os.PathLike):
        return [source]
    if isinstance(source, Sequence) and all(isinstance(path, str | os.PathLike) for path in source):
        return source
    raise CallError(
        f"a {type(source).__name__} cannot be grouped",
        "wirecopy.group",
        "give paths, or a table that speaks Arrow: of pyarrow, pandas or polars, or dataset.data.table",
    )
