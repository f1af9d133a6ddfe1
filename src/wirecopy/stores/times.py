"""ISO 8601 as seconds since 1970, UTC: what rows are sorted and filtered by.

A time without a zone is taken as UTC; a date, a month or a year as the whole of it. Outside the years 1 to
9999, and for what is no date, there is no time.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from wirecopy.errors import CallError

_LAST = datetime.max.replace(tzinfo=UTC)
_PART = re.compile(r"(\d{4})(?:-(\d{2}))?")


def seconds(iso: str | None) -> int | None:
    """When a moment, day, month or year begins; None for what is none of them."""
    found = _stretch(iso) if iso else None
    return None if found is None else _since_1970(found[0])


def begin(iso: str) -> int:
    """The first second that a filter's `since` lets through."""
    return _since_1970(_wanted(iso, "since")[0])


def end(iso: str) -> int:
    """The first second that a filter's `until` no longer lets through."""
    return _since_1970(_wanted(iso, "until")[1])


def _wanted(iso: str, name: str) -> tuple[datetime, datetime]:
    found = _stretch(iso)
    if found is None:
        raise CallError(f"{name} {iso!r} is not a date", "filter", "give ISO 8601, as in 2026-03-31")
    return found


def _stretch(iso: str) -> tuple[datetime, datetime] | None:
    try:
        if whole := _PART.fullmatch(iso):
            year, month = int(whole[1]), int(whole[2] or 1)
            first = datetime(year, month, 1, tzinfo=UTC)
            later = (year, month + 1) if whole[2] and month < 12 else (year + 1, 1)
            return first, datetime(*later, 1, tzinfo=UTC) if later[0] <= _LAST.year else _LAST
        moment = datetime.fromisoformat(iso)
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        length = timedelta(days=1) if len(iso) <= 10 else timedelta(seconds=1)
        return moment, min(moment, _LAST - length) + length
    except (ValueError, OverflowError):
        return None


def _since_1970(moment: datetime) -> int:
    return int((moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(seconds=1))
