"""Which day, week or month a relative word means, given the article's own day.

Pure calendar arithmetic for `dates`: every function takes a day and gives an ISO day, month, year or interval
"a/b".
"""

from __future__ import annotations

import datetime as dt
import re

_PAST = re.compile(
    r"\b(?:was|were|had|did|said|told|went|came|took|met|left|began|made|held|\w{2,}ed)\b", re.IGNORECASE
)
_AHEAD = re.compile(
    r"\b(?:will|shall|'ll|’ll|to be|due|scheduled|set to|expected|plans?|planned|upcoming|would|going to"
    r"|next)\b",
    re.IGNORECASE,
)
_WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "couple of": 2,
}  # fmt: skip
_BACKWARD = ("last", "previous", "past", "letzt", "vergangen", "прошл", "derni", "pass", "pasad")
_FORWARD = ("next", "coming", "nächst", "kommend", "следующ", "prochain", "próxim")


def weekday_date(number: int, anchor: dt.date, lead: str, clause: str) -> dt.date:
    """The day a weekday name means.

    Args:
        number: 0 for Monday.
        anchor: the article's own day.
        lead: the word before or after it ("last", "next"), or "".
        clause: the text before it, whose tense decides.
    """
    ahead = (number - anchor.weekday()) % 7
    if lead.lower().startswith(_FORWARD):
        return anchor + dt.timedelta(days=ahead or 7)
    if lead.lower().startswith(_BACKWARD):
        return anchor + dt.timedelta(days=ahead - 7)
    future, past = list(_AHEAD.finditer(clause)), list(_PAST.finditer(clause))
    if future and (not past or future[-1].start() >= past[-1].start()):
        offset = ahead
    elif past:
        offset = ahead - 7 if ahead else 0
    else:
        offset = ahead if ahead <= 3 else ahead - 7
    return anchor + dt.timedelta(days=offset)


def period(unit: str, direction: str, anchor: dt.date) -> str | None:
    """The week, month or year that "last", "this" or "next" means."""
    lower = direction.lower()
    step = -1 if lower.startswith(_BACKWARD) else 1 if lower.startswith(_FORWARD) else 0
    kind = unit.lower()
    if lower == "past" and kind == "week":
        return f"{anchor - dt.timedelta(days=7)}/{anchor}"  # the seven days up to now, not a calendar week
    if kind.startswith("weekend"):
        saturday = anchor + dt.timedelta(days=5 - anchor.weekday() + 7 * step)
        return f"{saturday}/{saturday + dt.timedelta(days=1)}"
    if kind.startswith(("week", "woche", "semaine", "semana", "недел")):
        monday = anchor + dt.timedelta(days=7 * step - anchor.weekday())
        return f"{monday}/{monday + dt.timedelta(days=6)}"
    if kind.startswith(("month", "monat", "mois", "mes", "месяц")):
        return _shift_month(anchor, step)
    if kind.startswith(("year", "jahr", "an", "año", "год")):
        return f"{anchor.year + step:04d}"
    return None


def _shift_month(anchor: dt.date, months: int) -> str:
    number = anchor.year * 12 + anchor.month - 1 + months
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def nearest_month(month: int, anchor: dt.date, lead: str) -> str:
    """The month nearest to the article's day; the one before or after it for "last" and "next"."""
    distance = (month - anchor.month) % 12
    if lead.lower().startswith(_BACKWARD):
        distance = distance - 12
    elif not lead.lower().startswith(_FORWARD) and distance > 5:
        distance -= 12
    return _shift_month(anchor, distance)


def count_word(word: str) -> int | None:
    """A small count as figures or word; None for "few"."""
    return int(word) if word.isdecimal() else _WORDS.get(word.lower())


def resolve_span_back(count: int, unit: str, anchor: dt.date, *, whole: bool) -> str | None:
    """The time `count` units before the article's day, or (whole) the stretch from then to now."""
    kind = unit.lower().rstrip("s")
    if kind in ("day", "week"):
        days = count * (7 if kind == "week" else 1)
        if days > anchor.toordinal() - 1:
            return None
        then = anchor - dt.timedelta(days=days)
        return f"{then}/{anchor}" if whole else str(then)
    months = count * {"month": 1, "year": 12, "decade": 120}[kind]
    if anchor.year * 12 + anchor.month - 1 - months < 12:
        return None
    if kind == "month":
        month = _shift_month(anchor, -months)
        return f"{month}/{anchor:%Y-%m}" if whole else month
    year = f"{anchor.year - months // 12:04d}"
    return f"{year}/{anchor.year:04d}" if whole else year
