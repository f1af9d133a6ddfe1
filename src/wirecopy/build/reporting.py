"""Reports made ahead: those stories whose report is not there or out of date, latest first.

In: an archive, which stories. Out: what was made. Every report is kept by itself, so a run that is cut short
has lost nothing, and the next one goes on with those that are due.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from wirecopy.build.archive import Archive, Progress
from wirecopy.errors import StageError
from wirecopy.model import Filter, StoryRow

_PAGE = 500  # stories fetched at a time


@dataclass(slots=True)
class Reporting:
    """What became of the stories that were asked for.

    Attributes:
        made: reports made now.
        there: reports that were there and up to date.
        large: stories left alone because they have too many versions.
        failed: stories on which a stage failed.
    """

    made: int = 0
    there: int = 0
    large: int = 0
    failed: int = 0

    @property
    def seen(self) -> int:
        """How many stories were looked at."""
        return self.made + self.there + self.large + self.failed


def make_reports(
    archive: Archive,
    wanted: Filter,
    most_versions: int,
    progress: Progress | None = None,
    tell: Callable[[str], None] | None = None,
) -> Reporting:
    """Make the reports that are due.

    Args:
        archive: open for writing.
        wanted: which stories.
        most_versions: stories of more versions are left alone: their reports take minutes.
        progress: called with ("reports", done, total); total 0 where it is not known.
        tell: told of stories that failed.
    """
    found = Reporting()
    for row in listed(archive, wanted):
        if row.articles > most_versions:
            found.large += 1
        elif archive.kept(row) is not None:
            found.there += 1
        else:
            _make(archive, row, found, tell)
        if progress:
            progress("reports", found.seen, 0)
    return found


def listed(archive: Archive, wanted: Filter) -> Iterator[StoryRow]:
    """Every story that is wanted, latest first."""
    after: str | None = None
    while True:
        rows, after = archive.store.stories(wanted, _PAGE, after)
        yield from rows
        if after is None:
            return


def _make(archive: Archive, row: StoryRow, found: Reporting, tell: Callable[[str], None] | None) -> None:
    try:
        archive.story(row.number)
    except StageError as error:  # of one story; the others go on
        found.failed += 1
        if tell:
            tell(str(error))
    else:
        found.made += 1
