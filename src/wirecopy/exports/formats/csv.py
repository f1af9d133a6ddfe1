"""CSV: a table of a report, for spreadsheets.

In: reports and the name of a table (`tables`). Out: UTF-8 with a byte order mark, which spreadsheets want
to know it by, commas, every line ended as RFC 4180 has it, a header line. Lists are joined with "; ".
A text that a spreadsheet would run as a formula (it begins with = + - @, a tab or a line end, or their
full-width forms) gets an apostrophe in front, as OWASP advises; numbers are never touched. Control
characters become U+FFFD. For data, take Parquet or JSON, which alter nothing.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from io import StringIO
from itertools import chain
from typing import IO, Any

from wirecopy.exports.formats.characters import printable, utf8
from wirecopy.exports.formats.tables import TABLES
from wirecopy.model import Report

_RUNS = tuple("=+-@\t\r\n＝＋－＠")


def write(reports: Iterable[Report], table: str, stream: IO[bytes]) -> None:
    """A table of the reports as CSV, a row at a time."""
    kind, rows = TABLES[table]
    names = [item.name for item in fields(kind)]
    found = (row for report in reports for row in rows(report))
    write_rows(names, ([getattr(row, name) for name in names] for row in found), stream)


def write_records(records: Iterable[Mapping[str, Any]], stream: IO[bytes]) -> None:
    """Records as CSV, a column for every field met; what is no plain value is written as JSON."""
    kept = list(records)  # only the last of them shows which fields there are
    names = list(dict.fromkeys(name for row in kept for name in row))
    write_rows(names, ([row.get(name) for name in names] for row in kept), stream)


def write_rows(names: Sequence[str], rows: Iterable[Iterable[Any]], stream: IO[bytes]) -> None:
    """A header and rows as CSV."""
    stream.write(b"\xef\xbb\xbf")
    for row in chain([names], rows):
        line = StringIO()
        csv.writer(line).writerow([_cell(value) for value in row])
        stream.write(utf8(line.getvalue()))


def _cell(value: Any) -> Any:
    if isinstance(value, tuple):
        value = "; ".join(value)
    elif isinstance(value, list | dict):
        value = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, str):
        return value
    text = printable(value)
    return f"'{text}" if text.startswith(_RUNS) else text
