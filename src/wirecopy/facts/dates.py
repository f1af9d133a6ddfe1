"""Dates in running text: calendar dates, weekdays, today and its like, "late last year", "in January 2020".

Takes a text, the day its "today" means (None where unknown) and the language; gives `DateMention` rows in
reading order. Values are ISO: a day, a month, a year, or an interval "a/b". Relative words are resolved only
against a given day. A weekday is the nearest one: in the past beside past tense, ahead beside "will", else
within three days. Limits: a month without a year is taken nearest to the article's day; "two years later"
and other dates that hang on the story are left out.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator

from wirecopy.facts.relative import count_word, nearest_month, period, resolve_span_back, weekday_date
from wirecopy.lexicon.calendar import DAYS, WEEKDAYS
from wirecopy.lexicon.wordlist import word_set
from wirecopy.model import DateMention
from wirecopy.text.dates import MONTHS

_YEAR = r"(?:1[6-9]|20)\d\d"


# Month words that are another word in lower case, and short forms that need a day or a year beside them.
_CAPITAL_ONLY = word_set("may march mar august set dec sept jan gen ago out lut")
_SHORT = frozenset(name for name in MONTHS if len(name) < 5) - frozenset(
    ["may", "june", "july", "juni", "juli", "mai"]
)
# A word where a month may stand; the readers ask the list, so the patterns stay cheap.
_MONTH = r"(?P<month>[^\W\d_]{3,12})\b\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th|er|º|\.)?"
_TO = r"(?:\s?(?:-|–|—|to|and|&|et|bis|und)\s?(?P<last>[0-3]?\d)(?:st|nd|rd|th)?(?!\d))?"
_EDGE = r"(?:early|earlier|late|later|mid|end\sof|beginning\sof|start\sof|anfang|mitte|ende|début|fin)"

_PATTERNS: dict[str, re.Pattern[str]] = {
    "iso": re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<number>[01]\d)-(?P<day>[0-3]\d)\b"),
    "month_first": re.compile(
        rf"\b{_MONTH}\s(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:%,]\d|\d){_TO}(?:,?\s(?P<year>{_YEAR})\b)?",
        re.IGNORECASE,
    ),
    "day_first": re.compile(
        rf"(?<![\d.,:$€£-])\b{_DAY}{_TO}\s(?:of\s|de\s)?{_MONTH}(?:,?\s(?:de\s)?(?P<year>{_YEAR})\b)?",
        re.IGNORECASE,
    ),
    "month_year": re.compile(
        rf"\b(?:{_EDGE}[\s-])?{_MONTH},?\s(?:of\s|de\s)?(?P<year>{_YEAR})\b", re.IGNORECASE
    ),
    "month": re.compile(
        r"\b(?P<lead>in|since|by|until|till|during|early|late|mid|last|next|this|from|before|after|of"
        r"|en|depuis|début|fin|dès|im|seit|anfang|ende|mitte|bis|desde|в|с|до)[\s-]"
        r"(?P<month>[^\W\d_]{3,12})\b(?!\s+\d)",
        re.IGNORECASE,
    ),
    "weekday": re.compile(
        r"\b(?:(?P<lead>last|next|this|coming|past|previous|nächsten|kommenden|vergangenen|letzten|прошл\w+)\s)?"
        r"(?P<name>[^\W\d_]{3,14})\b(?:\s(?P<tail>dernier|prochain|pasado|próximo))?",
        re.IGNORECASE,
    ),
    "day": re.compile(r"\b(?P<name>aujourd['’]hui|[^\W\d_]{3,12})\b", re.IGNORECASE),
    "period": re.compile(
        rf"\b(?:(?:the\s)?{_EDGE}[\s-])?"
        r"(?:(?P<lead>last|next|this|previous|past|coming|letzte[nrs]?|vergangene[nrs]?|nächste[nrs]?|kommende[nrs]?"
        r"|прошл\w+|следующ\w+|эт\w+)\s(?P<unit>weekend|week|month|year|century|woche|monats?|jahr(?:es)?"
        r"|недел\w+|месяц\w*|год\w*)"
        r"|(?:la\s|le\s|l['’]|el\s|al\s)(?P<unit2>semaine|mois|an|année|semana|mes|año)\s"
        r"(?P<tail>derni[eè]re?|prochaine?|pass[ée]e?|pasad[ao]|próxim[ao]))\b",
        re.IGNORECASE,
    ),
    "back": re.compile(
        r"\b(?:(?:over|in|for|during)\s)?the\s(?:past|last)\s(?P<count>[^\W_]{1,6})\s(?P<unit>days?|weeks?|months?"
        r"|years?|decades?)\b"
        r"|\b(?P<count2>[^\W_]{1,6})\s(?P<unit2>days?|weeks?|months?|years?|decades?)\sago\b",
        re.IGNORECASE,
    ),
    "years": re.compile(
        rf"(?<![\w.,$€£#-])(?P<year>{_YEAR})(?:(?P<decade>s)|\s?[-–/]\s?(?P<last>{_YEAR}|\d\d(?!\d)))?"
        r"(?![\w%]|[.,]\d|-\d|\s?(?:%|percent|km|miles|people))"
    ),
}

Match = re.Match[str]

_WORD = re.compile(r"\w+")
_UNIT_WORDS = """
    weekend week weeks month months year years century day days decade decades woche monat monats jahr
    jahres semaine mois an année semana mes año неделе неделю недели месяц месяце году год года
"""
# Which patterns a word may stand in: the text is searched only around such words.
_TRIGGERS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        (name.rstrip(".") for name in MONTHS), ("month_first", "day_first", "month_year", "month")
    ),
    **dict.fromkeys(WEEKDAYS, ("weekday",)),
    **dict.fromkeys((re.split("['’]", name)[0] for name in DAYS), ("day",)),
    **dict.fromkeys(_UNIT_WORDS.split(), ("period", "back")),
}
# How far before the word its date may begin, in code points.
_REACH = {
    "iso": 0, "month_first": 0, "day_first": 14, "month_year": 14, "month": 8, "weekday": 13, "day": 0,
    "period": 34, "back": 32, "years": 0,
}  # fmt: skip
_AHEAD = 24


def find_dates(text: str, *, anchor: dt.date | None = None) -> tuple[DateMention, ...]:
    """All dates of an article in reading order; of overlapping readings the longest.

    Args:
        text: the article.
        anchor: the article's own day; without it relative words keep the value None.
    """
    found: set[DateMention] = set()
    for word in _WORD.finditer(text):
        for name in _triggered(word.group()):
            left, right = max(0, word.start() - _REACH[name]), word.end() + _AHEAD
            for match in _PATTERNS[name].finditer(text, left, right):
                row = _READERS[name](match, anchor)
                if row is not None and row.start <= word.start() < row.end:
                    found.add(row)
    return tuple(_longest(found))


def _triggered(word: str) -> tuple[str, ...]:
    """The patterns that a word may stand in."""
    if word[0].isdecimal():
        return ("iso", "years") if len(word.rstrip("s")) == 4 and word[0] in "12" else ()
    return _TRIGGERS.get(word.lower(), ())


def _longest(rows: Iterable[DateMention]) -> Iterator[DateMention]:
    """Of rows that overlap the longest, in reading order."""
    end = -1
    pending: DateMention | None = None
    for row in sorted(rows, key=lambda row: (row.start, -row.end)):
        if pending is not None and row.start < end:
            if row.end - row.start > pending.end - pending.start:
                pending, end = row, row.end
            continue
        if pending is not None:
            yield pending
        pending, end = row, row.end
    if pending is not None:
        yield pending


def _row(match: Match, value: str | None, *, relative: bool = False, start: int | None = None) -> DateMention:
    begin = match.start() if start is None else start
    return DateMention(begin, match.end(), match.string[begin : match.end()], value, relative)


def _iso_day(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def _read_iso(match: Match, _: dt.date | None) -> DateMention | None:
    value = _iso_day(int(match["year"]), int(match["number"]), int(match["day"]))
    return _row(match, value) if value else None


def _read_day(match: Match, anchor: dt.date | None) -> DateMention | None:
    """A day of a month, alone or to another day, with its year or the one nearest to the article's day."""
    word = match["month"]
    if not _is_month_word(word):
        return None
    month = MONTHS[word.lower()]
    year, relative = match["year"], match["year"] is None
    if year is None:
        year = nearest_month(month, anchor, "")[:4] if anchor else None
    first, last = int(match["day"]), match["last"]
    if not 1 <= first <= 31:
        return None
    if year is None:
        return _row(match, None, relative=True)
    value = _iso_day(int(year), month, first)
    if value and last:
        end = _iso_day(int(year), month, int(last))
        value = f"{value}/{end}" if end and end > value else value
    return _row(match, value, relative=relative) if value else None


def _is_month_word(word: str) -> bool:
    """A listed month; one that is another word in lower case only with its capital ("may", "march")."""
    return word.lower() in MONTHS and (word[0].isupper() or word.lower() not in _CAPITAL_ONLY)


def _read_month_year(match: Match, _: dt.date | None) -> DateMention | None:
    if not _is_month_word(match["month"]):
        return None
    return _row(match, f"{match['year']}-{MONTHS[match['month'].lower()]:02d}")


def _read_month(match: Match, anchor: dt.date | None) -> DateMention | None:
    word = match["month"]
    if not _is_month_word(word) or word.lower() in _SHORT:
        return None
    lead = match["lead"]
    value = nearest_month(MONTHS[word.lower()], anchor, lead) if anchor else None
    keeps = lead.lower() in (
        "early",
        "late",
        "mid",
        "last",
        "next",
        "this",
        "anfang",
        "ende",
        "mitte",
        "début",
        "fin",
    )
    return _row(match, value, relative=True, start=match.start() if keeps else match.start("month"))


def _read_weekday(match: Match, anchor: dt.date | None) -> DateMention | None:
    name = match["name"]
    if name.lower() not in WEEKDAYS:
        return None
    english = name.lower().endswith(("day", "tag", "abend")) or len(name) < 6
    if english and not name[0].isupper():
        return None
    if (
        not english
        and name[0].isupper()
        and re.search(r"[^\W\d_]\s$", match.string[max(0, match.start("name") - 2) : match.start("name")])
    ):
        return None  # a name: "Journal du Dimanche"
    if anchor is None:
        return _row(match, None, relative=True)
    clause = match.string[max(0, match.start() - 80) : match.start()]
    clause = re.split(r"[.;\n]\s", clause)[-1]
    day = weekday_date(WEEKDAYS[name.lower()], anchor, match["lead"] or match["tail"] or "", clause)
    return _row(match, day.isoformat(), relative=True)


def _read_near_day(match: Match, anchor: dt.date | None) -> DateMention | None:
    offset = DAYS.get(match["name"].lower().replace("’", "'"))
    if offset is None:
        return None
    value = (anchor + dt.timedelta(days=offset)).isoformat() if anchor else None
    return _row(match, value, relative=True)


def _read_period(match: Match, anchor: dt.date | None) -> DateMention | None:
    unit, direction = match["unit"] or match["unit2"], match["lead"] or match["tail"]
    value = period(unit, direction, anchor) if anchor else None
    return _row(match, value, relative=True)


def _read_back(match: Match, anchor: dt.date | None) -> DateMention | None:
    whole = match["count"] is not None
    count = count_word(match["count"] or match["count2"])
    unit = match["unit"] or match["unit2"]
    if count is None and (match["count"] or match["count2"]).lower() not in ("few", "couple", "several"):
        return None
    value = resolve_span_back(count, unit, anchor, whole=whole) if anchor and count else None
    return _row(match, value, relative=True)


def _read_years(match: Match, _: dt.date | None) -> DateMention | None:
    first, last = match["year"], match["last"]
    if match["decade"]:
        return _row(match, f"{first}/{int(first) + 9}")
    if last:
        end = last if len(last) == 4 else first[:2] + last
        return _row(match, f"{first}/{end}") if end > first else None
    return _row(match, first)


_READERS: dict[str, Callable[[Match, dt.date | None], DateMention | None]] = {
    "iso": _read_iso,
    "month_first": _read_day,
    "day_first": _read_day,
    "month_year": _read_month_year,
    "month": _read_month,
    "weekday": _read_weekday,
    "day": _read_near_day,
    "period": _read_period,
    "back": _read_back,
    "years": _read_years,
}
