"""A record in its plain form, straight into the columns of a corpus: the short way for bulk input.

In: a parsed JSON value. Out: True when it was added. A record is plain when its text and its id, if any, are
strings that need nothing done to them; whatever else there is (no text, an id that is a number, a date nobody
understands) is left to `readers.rows`, which says the same of a plain record, only slower.
"""

from __future__ import annotations

from typing import Any

from wirecopy.group.corpus import UNKNOWN_TIME
from wirecopy.readers.columns import Columns, host_of, time_of
from wirecopy.readers.rows import ALIASES, content_id, field_of
from wirecopy.readers.text import text_reason
from wirecopy.settings import Reading

_TEXTS, _IDS, _DATES = ALIASES["text"], ALIASES["id"], ALIASES["published"]


def add_plain(row: Any, number: int, limits: Reading, columns: Columns) -> bool:
    """Add a record to the columns if it is plain; says whether it was."""
    if type(row) is not dict:
        return False
    text, name, written = _first(row, _TEXTS), _first(row, _IDS), _first(row, _DATES)
    if type(text) is not str or text_reason(text, limits):
        return False
    if name is not None and (type(name) is not str or not name or name != name.strip()):
        return False
    time = UNKNOWN_TIME
    if written is not None and (type(written) is not str or (time := time_of(written)) == UNKNOWN_TIME):
        return False
    outlet, title = _name(row, "outlet"), _name(row, "title")
    if name is None:
        name = content_id(text, title, outlet)
    number_of_outlet = columns.outlet(outlet or host_of(_name(row, "url")))
    columns.add_row(text, name, number_of_outlet, time, title is not None, number)
    return True


def _first(row: dict[str, Any], names: tuple[str, ...]) -> Any:
    """The first value there is."""
    for name in names:
        value = row.get(name)
        if value is not None:
            return value
    return None


def _name(row: dict[str, Any], field: str) -> str | None:
    """What `field_of` says, sooner where the field has its own name."""
    value = row.get(field)
    return value if type(value) is str and value and value == value.strip() else field_of(row, field)
