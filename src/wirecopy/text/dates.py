"""Dates that an article carries about itself: metadata lines and the article's own day.

Takes the text of a line, says whether it holds nothing but a date or time and its label ("date 2022-02-07",
"Published 3 May 2021 10:04 GMT", "4 hours ago", "Stand: 3. Mai 2021"), and which day it names; takes an
article, gives the day its "today" means. All-figure dates such as 03/05/2021 are read only when one figure
cannot be a month, or with dots, which put the day first. Dates inside sentences are the facts room's.
"""

from __future__ import annotations

import datetime as dt
import re

from wirecopy.lexicon.wordlist import word_set
from wirecopy.model import Article

_MONTH_NAMES = (
    "january jan janvier janv januar jänner enero ene gennaio gen janeiro januari stycznia января янв січня",
    "february feb février févr februar febrero febbraio fevereiro fev februari lutego февраля фев лютого",
    "march mar mars märz maerz mrz marzo março maart marca марта мар березня",
    "april apr avril avr abril abr aprile kwietnia апреля апр квітня",
    "may mai mayo maggio maio mei maja мая травня",
    "june jun juin juni junio giugno junho czerwca июня июн червня",
    "july jul juillet juil juli julio luglio julho lipca июля июл липня",
    "august aug août aout agosto ago augustus augusti sierpnia августа авг серпня",
    "september sept sep septembre septiembre settembre setembro września сентября сен вересня",
    "october oct octobre oktober okt octubre ottobre outubro out października октября окт жовтня",
    "november nov novembre noviembre novembro listopada ноября ноя листопада",
    "december dec décembre déc dezember dez diciembre dic dicembre dezembro grudnia декабря дек грудня",
)
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_NAME = r"([^\W\d_]{3,12})\.?"
_ISO = re.compile(r"\b((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_EAST = re.compile(r"((?:19|20)\d\d)年\s?(\d{1,2})月\s?(\d{1,2})日")
_DAY_FIRST = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?[ \u00a0-]+(?:de |of )?{_NAME},?[ -]+(?:de )?(\d{{4}})\b"
)
_MONTH_FIRST = re.compile(rf"\b{_NAME} ?(\d{{1,2}})(?:st|nd|rd|th)?,? +(\d{{4}})\b")
_FIGURES = re.compile(r"\b(\d{1,2})([/.])(\d{1,2})[/.]((?:19|20)\d\d)\b")
_PIECE = re.compile(r"\d+(?:[:.h]\d\d){1,2}(?:\.\d+)?|\d+|[^\W\d_]+(?:\.[^\W\d_]+)*")
_ISO_TIME = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d(?::\d\d)?(?:\.\d+)?)(?:Z|[+-]\d\d:?\d\d)?")
_LABELS = word_set("""
    date dated published publish updated update posted modified last first originally on at the of from
    created issued release released filed edited online added was by time le la publié publiée publie mis
    à jour modifié créé heure heures à veröffentlicht aktualisiert stand erstellt am um uhr vom publicado
    publicada actualizado el las a los hora horas pubblicato aggiornato alle ore il gepubliceerd
    bijgewerkt op om опубликовано обновлено дата в время publicerad uppdaterad klockan kl publikacji
    atualizado em às de del
""")
_CALENDAR = word_set("""
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
    lundi mardi mercredi jeudi vendredi samedi dimanche montag dienstag mittwoch donnerstag freitag
    samstag sonntag mo di mi do fr sa so lunes martes miércoles jueves viernes sábado domingo lunedì
    martedì mercoledì giovedì venerdì sabato domenica segunda terça quarta quinta sexta feira понедельник
    вторник среда четверг пятница суббота воскресенье am pm a.m p.m a p m noon midnight gmt utc bst est
    edt cst cdt mst mdt pst pdt et ct mt pt ist cet cest msk jst sgt hkt aest aedt eat wat sast gst z t st
    nd rd th h min mins minute minutes hour hours hr hrs hs day days week weeks month months year years
    ago an one 年 月 日 today yesterday tonight
""")
_DAY_WORDS = word_set("today yesterday tonight ago")
_MAX_WORDS = 16  # two full stamps with labels ("Published ... Updated ...") stay below


def _day(year: str, month: int, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), month, int(day))
    except ValueError:
        return None


def _from_figures(first: str, mark: str, second: str, year: str) -> dt.date | None:
    left, right = int(first), int(second)
    if mark == "." or left > 12:
        return _day(year, right, first)
    return _day(year, left, second) if right > 12 or left == right else None


def parse_date(text: str) -> dt.date | None:
    """The first full calendar date (day, month and year) written in a short text, or None.

    Args:
        text: a line or a stamp such as "2022-02-07T10:00Z" or "Monday, 3 May 2021 10:04 GMT".
    """
    found: list[tuple[int, dt.date | None]] = []
    for pattern in (_ISO, _EAST):
        found += [(hit.start(), _day(hit[1], int(hit[2]), hit[3])) for hit in pattern.finditer(text)]
    for hit in _DAY_FIRST.finditer(text):
        found.append((hit.start(), _day(hit[3], MONTHS.get(hit[2].lower(), 0), hit[1])))
    for hit in _MONTH_FIRST.finditer(text):
        found.append((hit.start(), _day(hit[3], MONTHS.get(hit[1].lower(), 0), hit[2])))
    for hit in _FIGURES.finditer(text):
        found.append((hit.start(), _from_figures(hit[1], hit[2], hit[3], hit[4])))
    return min([(start, day) for start, day in found if day is not None], default=(0, None))[1]


def is_stamp(line: str) -> bool:
    """Whether a line holds nothing but a date or a time and its labels.

    Args:
        line: one line of an article, trimmed.
    """
    if len(line) > 140:
        return False
    words: list[str] = []
    kinds: list[str] = []
    for piece in _PIECE.finditer(_ISO_TIME.sub(r"\1 \2", line)):
        words.append(piece.group().lower())
        kinds.append(_stamp_part(words[-1]))
        if not kinds[-1] or len(words) > _MAX_WORDS:
            return False
    if not words:
        return False
    only_label = all(kind == "label" for kind in kinds)
    if only_label:
        return words in (["updated"], ["posted"], ["published"], ["last", "updated"])
    dated = (
        "month" in kinds
        or parse_date(line) is not None
        or "time" in kinds
        or (words[0] in _LABELS and "figure" in kinds)
    )
    return dated or words[-1] in _DAY_WORDS or kinds == ["calendar"]


def _stamp_part(word: str) -> str:
    """What a word of a stamp is: label, calendar, month, time, figure; "" if it is none."""
    if word[0].isdigit():
        return "figure" if word.isdigit() else "time"
    if word in MONTHS:
        return "month"
    if word in _CALENDAR:
        return "calendar"
    return "label" if word in _LABELS else ""


_HEAD = re.compile(
    r"(?:[^\W\d_]{2,14}[: ]\s*){0,2}"  # a label or two: date, Published:, Last updated
    r"(?:(?:19|20)\d\d-\d\d-\d\d)(?:[T ]\d\d:\d\d(?::\d\d)?(?: ?(?:Z|GMT|UTC|[+-]\d\d:?\d\d)\b)?)?"
)


def stamp_length(line: str) -> int:
    """How much of a line is a stamp set before other text ("date 2022-02-07 The minister ..."); 0 if none.

    Args:
        line: a line near the top of an article, trimmed.
    """
    match = _HEAD.match(line)
    if not match or match.end() >= len(line) or not line[match.end()].isspace():
        return 0
    return match.end() if is_stamp(match.group()) else 0


def anchor_date(article: Article) -> dt.date | None:
    """The day on which an article's "today" falls, or None.

    The `published` field is believed first, then the earliest stamp line at the article's top or foot.

    Args:
        article: the article as read.
    """
    if article.published and (day := parse_date(article.published)):
        return day
    return stamped_date(article.text)


def stamped_date(text: str) -> dt.date | None:
    """The day named by a stamp among the first or last lines of a text, or None."""
    rows = [row.strip() for row in (text[:6000] + "\n" + text[-1500:]).splitlines()]
    rows = [row for row in rows if row]
    for row in rows[:12] + rows[-6:]:
        length = len(row) if is_stamp(row) else stamp_length(row)
        if length and (day := parse_date(row[:length])):
            return day
    return None
