"""How a format that is made of one report is made of many.

In: a function from a report to the bytes of a file. Out: one that writes any number of reports to a stream,
either one file after the other or one file of all of them, which then are in memory together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import IO

from wirecopy.model import Report
from wirecopy.version import __version__

Render = Callable[[Report], bytes]
Write = Callable[[Iterable[Report], str, IO[bytes]], None]


def each(render: Render) -> Write:
    """For formats in which the files of two reports, one after the other, are the file of both."""

    def write(reports: Iterable[Report], _: str, stream: IO[bytes]) -> None:
        for report in reports:
            stream.write(render(report))

    return write


def whole(render: Render) -> Write:
    """For formats in which all reports are one document."""

    def write(reports: Iterable[Report], _: str, stream: IO[bytes]) -> None:
        stream.write(render(joined(list(reports))))

    return write


def joined(reports: Sequence[Report]) -> Report:
    """One report with the stories of all; version and settings are those of the first."""
    first = reports[0] if reports else Report(__version__, {}, (), ())
    return replace(
        first,
        stories=tuple(story for report in reports for story in report.stories),
        rejected=tuple(row for report in reports for row in report.rejected),
    )
