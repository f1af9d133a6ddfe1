"""CSV: a table of a report, for spreadsheets.

In: a report and the name of a table (`tables`). Out: UTF-8 with a byte order mark, which spreadsheets want
to know it by, commas, every line ended as RFC 4180 has it, a header line. Lists are joined with "; ".
A text that a spreadsheet would run as a formula (it begins with = + - @, a tab or a line end, or their
full-width forms) gets an apostrophe in front, as OWASP advises; numbers are never touched. Control
characters become U+FFFD. For data, take Parquet or JSON, which alter nothing.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from io import StringIO
from typing import Any

from wirecopy.exports.formats.characters import printable, utf8
from wirecopy.exports.formats.tables import TABLES
from wirecopy.model import Report

_RUNS = tuple("=+-@\t\r\n＝＋－＠")


def render(report: Report, table: str) -> bytes:
    """A table of the report as CSV."""
    kind, rows = TABLES[table]
    names = [item.name for item in fields(kind)]
    return written(names, ([getattr(row, name) for name in names] for row in rows(report)))


def of_records(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Records as CSV, a column for every field met; what is no plain value is written as JSON."""
    kept = list(rows)
    names = list(dict.fromkeys(name for row in kept for name in row))
    return written(names, ([row.get(name) for name in names] for row in kept))


def written(names: Iterable[str], rows: Iterable[Iterable[Any]]) -> bytes:
    """A header and rows as CSV."""
    stream = StringIO()
    writer = csv.writer(stream)
    writer.writerow(names)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + utf8(stream.getvalue())


def _cell(value: Any) -> Any:
    if isinstance(value, tuple):
        value = "; ".join(value)
    elif isinstance(value, list | dict):
        value = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, str):
        return value
    text = printable(value)
    return f"'{text}" if text.startswith(_RUNS) else text
