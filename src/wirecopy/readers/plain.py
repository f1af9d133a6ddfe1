"""A record in its plain form, straight into the columns of a corpus: the short way for bulk input.

In: a parsed JSON value. Out: True when it was added. A record is plain when its text and its id, if any, are
strings that need nothing done to them; whatever else there is (no text, an id that is a number, a date nobody
understands) is left to `readers.rows`, which says the same of a plain record, only slower.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from wirecopy.group.corpus import UNKNOWN_TIME
from wirecopy.readers.columns import Columns, host_of, seconds_of
from wirecopy.readers.rows import ALIASES, content_id, field_of, iso_date
from wirecopy.readers.text import text_reason
from wirecopy.settings import Reading

_TEXTS, _IDS, _DATES = ALIASES["text"], ALIASES["id"], ALIASES["published"]


def add_plain(row: Any, number: int, limits: Reading, columns: Columns) -> bool:
    """Add a record to the columns if it is plain; says whether it was."""
    if type(row) is not dict:
        return False
    text, name, time = _first(row, _TEXTS), _first(row, _IDS), _time(row)
    if type(text) is not str or time is None or text_reason(text, limits):
        return False
    if name is not None and (type(name) is not str or not name or name != name.strip()):
        return False
    outlet, title = field_of(row, "outlet"), field_of(row, "title")
    if name is None:
        name = content_id(text, title, outlet)
    number_of_outlet = columns.outlet(outlet or host_of(field_of(row, "url")))
    columns.add_row(text, name, number_of_outlet, time, title is not None, number)
    return True


def _first(row: dict[str, Any], names: tuple[str, ...]) -> Any:
    """The first value there is."""
    for name in names:
        value = row.get(name)
        if value is not None:
            return value
    return None


def _time(row: dict[str, Any]) -> int | None:
    """Seconds since 1970, `UNKNOWN_TIME` where no date is given, None for one that is not understood."""
    value = _first(row, _DATES)
    if value is None or value == "":
        return UNKNOWN_TIME if all(row.get(name) in (None, "") for name in _DATES) else None
    if type(value) is not str:
        return None
    return _seconds(value)


@lru_cache(maxsize=1 << 16)
def _seconds(value: str) -> int | None:
    iso = iso_date(value)
    return None if iso is None else seconds_of(iso)
