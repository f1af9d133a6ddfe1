"""Dates as pages state them about themselves, as ISO 8601.

In: the value of a field that holds a date and nothing else. Out: date, time of day and zone as far as they
are stated, or None. Takes all `readers.rows.iso_date` takes, and the looser forms of content systems:
"2024-03-05 10:00:00 +0100", "March 5, 2024 at 10:00", "05.03.2024, 10:00 Uhr". Which of 07/02 is the month
is never guessed. Limit: zones by name (EST) are dropped, except GMT and UTC.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

from wirecopy.readers.rows import iso_date
from wirecopy.text.dates import parse_date

_LONGEST = 100  # no date needs more
_FIRST_YEAR, _LAST_YEAR = 1900, 2100  # beyond them it is a default of some software
_CLOCK = re.compile(
    r"(?<![\d.:/-])(\d{1,2})[:.h](\d\d)(?::(\d\d))?(?:\.\d{1,9})?(?![\d.]*[./-]\d)"
    r"\s{0,3}([ap]\.?m\b)?\.?\s{0,3}(Z\b|UTC|GMT)?(?:([+-]\d\d):?(\d\d)?)?",
    re.IGNORECASE,
)
_HALF = re.compile(r"\d\s?[ap]\.?m\b", re.IGNORECASE)  # the letters are lost on mail dates


def stated_date(value: object) -> str | None:
    """The date a field states, or None when it is not understood.

    Args:
        value: what stands in the field.
    """
    if isinstance(value, int | float):
        found = iso_date(value)
    elif isinstance(value, str) and value.strip():
        text = " ".join(value[:_LONGEST].split())
        found = _of_text(text)
    else:
        return None
    return found if found and _FIRST_YEAR <= int(found[:4]) <= _LAST_YEAR else None


def _of_text(text: str) -> str | None:
    if re.fullmatch(r"\d{10}|\d{13}", text):  # seconds or milliseconds since 1970
        return iso_date(int(text))
    return _loose(text) if _HALF.search(text) else iso_date(text) or _loose(text)


def _loose(text: str) -> str | None:
    """A date in a looser form; without its time of day when that is not understood."""
    day = parse_date(text.replace("T", " ", 1) if re.match(r"\d{4}-\d", text) else text)
    if day is None:
        return None
    rest = re.sub(r"^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[T ]?|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}[, ]?", " ", text)
    clock = _CLOCK.search(rest)
    if clock is None:
        return day.isoformat()
    hour, minute, second, half, utc, *offset = clock.groups()
    try:
        time = datetime(
            day.year, day.month, day.day, _hour(int(hour), half), int(minute), int(second or 0),
            tzinfo=_zone(utc, *offset),
        )  # fmt: skip
    except ValueError:
        return day.isoformat()
    return time.isoformat()


def _hour(hour: int, half: str | None) -> int:
    """The hour of a clock with or without am and pm."""
    if half is None:
        return hour
    return hour % 12 + (12 if half[0] in "pP" else 0)


def _zone(utc: str | None, hours: str | None, minutes: str | None) -> timezone | None:
    if hours:
        sign = -1 if hours.startswith("-") else 1
        return timezone(sign * timedelta(hours=int(hours[1:]), minutes=int(minutes or 0)))
    return UTC if utc else None
