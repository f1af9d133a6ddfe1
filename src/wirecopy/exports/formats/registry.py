"""The list of formats: what each is called, which files have it, and what makes it.

A new format is a module with a function from report to bytes, and a line here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import IO

from wirecopy.errors import CallError
from wirecopy.exports import html
from wirecopy.exports.formats import (
    csv,
    dot,
    graphml,
    json,
    newick,
    parquet,
    prov,
    schema,
    tei,
    web_annotation,
)
from wirecopy.exports.formats.characters import utf8
from wirecopy.exports.formats.tables import TABLES
from wirecopy.model import Report
from wirecopy.version import __version__

Write = Callable[[Iterable[Report], str, IO[bytes]], None]


@dataclass(frozen=True, slots=True)
class Format:
    """A format that reports can be exported in.

    Attributes:
        name: what it is asked for by.
        title: its name for people, with what it is for.
        media_type: as HTTP and MIME name it.
        suffixes: of files in it; the first is the one a download gets.
        write: writes reports, taken one at a time, to a stream; of the table named, "" where it has none.
        tables: those it has; the first is what it gives when none is named.
    """

    name: str
    title: str
    media_type: str
    suffixes: tuple[str, ...]
    write: Write
    tables: tuple[str, ...] = ()

    @property
    def suffix(self) -> str:
        """What the name of a file in this format ends in."""
        return self.suffixes[0]


def _each(make: Callable[[Report], bytes]) -> Write:
    """For formats in which the files of two reports, one after the other, are the file of both."""

    def write(reports: Iterable[Report], _: str, stream: IO[bytes]) -> None:
        for report in reports:
            stream.write(make(report))

    return write


def _whole(make: Callable[[Report], bytes]) -> Write:
    """For formats in which all reports are one document."""

    def write(reports: Iterable[Report], _: str, stream: IO[bytes]) -> None:
        stream.write(make(joined(list(reports))))

    return write


def joined(reports: Sequence[Report]) -> Report:
    """One report with the stories of all; version and settings are those of the first."""
    first = reports[0] if reports else Report(__version__, {}, (), ())
    return replace(
        first,
        stories=tuple(story for report in reports for story in report.stories),
        rejected=tuple(row for report in reports for row in report.rejected),
    )


_LD = "application/ld+json"
_ANNOTATION = f'{_LD};profile="http://www.w3.org/ns/anno.jsonld"'
_PARQUET = "application/vnd.apache.parquet"
_ROWS = (
    Format("json", "JSON: the whole report", "application/json", (".json",), _whole(json.whole)),
    Format("jsonl", "JSON Lines: one report a story", "application/x-ndjson", (".jsonl", ".ndjson"),
           _each(json.lines)),
    Format("csv", "CSV: a table, for spreadsheets", "text/csv", (".csv",), csv.write, tuple(TABLES)),
    Format("parquet", "Parquet: stories or a table, for data frames", _PARQUET, (".parquet", ".pq"),
           parquet.write, (parquet.STORIES, *TABLES)),
    Format("html", "HTML: the page, in one file", "text/html", (".html", ".htm"),
           _whole(lambda report: utf8(html.render(report)))),
    Format("prov", "PROV-JSON: where versions and claims come from", "application/json",
           (".prov.json", ".provjson"), _whole(prov.render)),
    Format("graphml", "GraphML: the graph of descent", "application/graphml+xml", (".graphml",),
           _whole(graphml.render)),
    Format("dot", "DOT: the graph of descent, for Graphviz", "text/vnd.graphviz", (".dot", ".gv"),
           _whole(dot.render)),
    Format("newick", "Newick: the trees of descent", "text/x-nh", (".nwk", ".newick", ".tree"),
           _each(newick.render)),
    Format("tei", "TEI P5: a critical apparatus", "application/tei+xml", (".tei.xml", ".tei", ".xml"),
           _whole(tei.render)),
    Format("schema", "schema.org JSON-LD: articles and claims", _LD, (".schema.jsonld", ".jsonld"),
           _whole(schema.render)),
    Format("annotations", "Web Annotation: every finding at its passages", _ANNOTATION, (".anno.jsonld",),
           _whole(web_annotation.render)),
)  # fmt: skip
FORMATS: Mapping[str, Format] = {row.name: row for row in _ROWS}


def called(file: str) -> Format | None:
    """The format a file of this name has: the one with the longest suffix that fits."""
    fitting = [
        (len(suffix), row)
        for row in FORMATS.values()
        for suffix in row.suffixes
        if file.lower().endswith(suffix)
    ]
    return max(fitting, key=lambda found: found[0])[1] if fitting else None


def render(report: Report, name: str, table: str | None = None) -> bytes:
    """The report in a format.

    Args:
        report: of one story or more.
        name: of the format.
        table: which table, for formats that have several; its first when left out.

    Raises:
        CallError: there is no such format, or it has no such table.
    """
    wanted = FORMATS.get(name)
    if wanted is None:
        raise CallError("no such format", name, f"one of {', '.join(FORMATS)}")
    stream = BytesIO()
    write([report], wanted, table, stream)
    return stream.getvalue()


def write(reports: Iterable[Report], wanted: Format, table: str | None, stream: IO[bytes]) -> None:
    """Reports in a format, as one file.

    Args:
        reports: taken one at a time; formats of rows and lines hold no more than some of them in memory.
        wanted: the format.
        table: which table, for formats that have several; its first when left out.
        stream: where to.

    Raises:
        CallError: the format has no such table.
    """
    if table is not None and table not in wanted.tables:
        known = f"its tables are {', '.join(wanted.tables)}" if wanted.tables else "it has no tables"
        raise CallError(f"{wanted.name} has no such table", table, known)
    wanted.write(reports, table or next(iter(wanted.tables), ""), stream)
