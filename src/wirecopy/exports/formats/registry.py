"""The list of formats: what each is called, which files have it, and what makes it.

A new format is a module with a function `write(reports, table, stream)`, and a line here. The modules are
loaded when they are used: the list itself costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO
from typing import IO

from wirecopy.errors import CallError
from wirecopy.exports.formats.tables import STORIES, TABLES
from wirecopy.model import Report


@dataclass(frozen=True, slots=True)
class Format:
    """A format that reports can be exported in.

    Attributes:
        name: what it is asked for by.
        title: its name for people, with what it is for.
        media_type: as HTTP and MIME name it.
        suffixes: of files in it; the first is the one a download gets.
        module: of this room, that makes it.
        tables: those it has; the first is what it gives when none is named.
    """

    name: str
    title: str
    media_type: str
    suffixes: tuple[str, ...]
    module: str
    tables: tuple[str, ...] = ()

    @property
    def suffix(self) -> str:
        """What the name of a file in this format ends in."""
        return self.suffixes[0]


_LD = "application/ld+json"
_ANNOTATION = f'{_LD};profile="http://www.w3.org/ns/anno.jsonld"'
_PARQUET = "application/vnd.apache.parquet"
_ROWS = (
    Format("json", "JSON: the whole report", "application/json", (".json",), "json"),
    Format("jsonl", "JSON Lines: one report a story", "application/x-ndjson", (".jsonl", ".ndjson"), "jsonl"),
    Format("csv", "CSV: a table, for spreadsheets", "text/csv", (".csv",), "csv", tuple(TABLES)),
    Format("parquet", "Parquet: stories or a table, for data frames", _PARQUET, (".parquet", ".pq"),
           "parquet", (STORIES, *TABLES)),
    Format("html", "HTML: the page, in one file", "text/html", (".html", ".htm"), "html"),
    Format("prov", "PROV-JSON: where versions and claims come from", "application/json",
           (".prov.json", ".provjson"), "prov"),
    Format("graphml", "GraphML: the graph of descent", "application/graphml+xml", (".graphml",), "graphml"),
    Format("dot", "DOT: the graph of descent, for Graphviz", "text/vnd.graphviz", (".dot", ".gv"), "dot"),
    Format("newick", "Newick: the trees of descent", "text/x-nh", (".nwk", ".newick", ".tree"), "newick"),
    Format("tei", "TEI P5: a critical apparatus", "application/tei+xml", (".tei.xml", ".tei", ".xml"), "tei"),
    Format("schema", "schema.org JSON-LD: articles and claims", _LD, (".schema.jsonld", ".jsonld"), "schema"),
    Format("annotations", "Web Annotation: every finding at its passages", _ANNOTATION, (".anno.jsonld",),
           "web_annotation"),
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
    module = import_module(f"wirecopy.exports.formats.{wanted.module}")
    module.write(reports, table or next(iter(wanted.tables), ""), stream)
