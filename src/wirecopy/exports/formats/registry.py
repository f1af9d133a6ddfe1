"""The list of formats: what each is called, which files have it, and what makes it.

A new format is a module with a function from report to bytes, and a line here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Format:
    """A format that reports can be exported in.

    Attributes:
        name: what it is asked for by.
        title: its name for people, with what it is for.
        media_type: as HTTP and MIME name it.
        suffixes: of files in it; the first is the one a download gets.
        make: a report, and the name of a table, to the bytes of a file.
        tables: those it has; the first is what it gives when none is named.
        joins: whether the files of two reports, one after the other, are the file of both.
    """

    name: str
    title: str
    media_type: str
    suffixes: tuple[str, ...]
    make: Callable[[Report, str], bytes]
    tables: tuple[str, ...] = ()
    joins: bool = False

    @property
    def suffix(self) -> str:
        """What the name of a file in this format ends in."""
        return self.suffixes[0]


def _whole(make: Callable[[Report], bytes]) -> Callable[[Report, str], bytes]:
    """For formats without tables."""
    return lambda report, _: make(report)


_LD = "application/ld+json"
_ANNOTATION = f'{_LD};profile="http://www.w3.org/ns/anno.jsonld"'
_PARQUET = "application/vnd.apache.parquet"
_ROWS = (
    Format("json", "JSON: the whole report", "application/json", (".json",), _whole(json.whole)),
    Format("jsonl", "JSON Lines: one report a story", "application/x-ndjson", (".jsonl", ".ndjson"),
           _whole(json.lines), joins=True),
    Format("csv", "CSV: a table, for spreadsheets", "text/csv", (".csv",), csv.render, tuple(TABLES)),
    Format("parquet", "Parquet: stories or a table, for data frames", _PARQUET, (".parquet", ".pq"),
           parquet.render, (parquet.STORIES, *TABLES)),
    Format("html", "HTML: the page, in one file", "text/html", (".html", ".htm"),
           _whole(lambda report: utf8(html.render(report)))),
    Format("prov", "PROV-JSON: where versions and claims come from", "application/json",
           (".prov.json", ".provjson"), _whole(prov.render)),
    Format("graphml", "GraphML: the graph of descent", "application/graphml+xml", (".graphml",),
           _whole(graphml.render)),
    Format("dot", "DOT: the graph of descent, for Graphviz", "text/vnd.graphviz", (".dot", ".gv"),
           _whole(dot.render)),
    Format("newick", "Newick: the trees of descent", "text/x-nh", (".nwk", ".newick", ".tree"),
           _whole(newick.render), joins=True),
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
    if table is not None and table not in wanted.tables:
        known = f"its tables are {', '.join(wanted.tables)}" if wanted.tables else "it has no tables"
        raise CallError(f"{name} has no such table", table, known)
    return wanted.make(report, table or next(iter(wanted.tables), ""))
