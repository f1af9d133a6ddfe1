"""One record of a table to one article: the names other tools give to the same fields.

In: a mapping as read from JSON Lines, Parquet or CSV. Out: an `Article` or the reason why not. Understood
besides our own names are those of cc_news, news-please, trafilatura, passim, newspaper4k, Media Cloud, Event
Registry, GDELT, NewsAPI and schema.org (`ALIASES`; docs/inputs.md says whose is which). A value is taken from
the first name that has one. Dates become ISO 8601 or, when not understood, nothing and a note; languages
become ISO 639-1. A row without an id gets a hash of its content.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from typing import Any

from wirecopy.model import Article, Rejected
from wirecopy.readers.base import Item, Note
from wirecopy.readers.text import text_reason
from wirecopy.settings import Reading

ALIASES: Mapping[str, tuple[str, ...]] = {  # by field, the name that is believed first in front
    "id": ("id", "article_id", "doc_id", "_id", "fingerprint", "stories_id", "uuid", "guid", "uri"),
    "outlet": (
        "outlet", "source_domain", "domain", "source-hostname", "sitename", "hostname", "series", "publisher",
        "source", "media_name", "meta_site_name", "SourceCommonName", "clean_url", "publication", "newspaper",
        "site_name", "source_name",
    ),
    "url": (
        "url", "link", "source", "canonical_link", "canonical_url", "DocumentIdentifier", "web_url",
        "article_url", "source_url",
    ),
    "title": ("title", "headline", "title_page", "title_rss", "article_title"),
    "text": (
        "text", "maintext", "raw_text", "body", "content", "story_text", "plaintext", "articleBody",
        "article_text", "full_text", "fulltext", "article",
    ),
    "published": (
        "published", "date_publish", "dateTimePub", "dateTime", "date", "published_at", "publishedAt",
        "pubDate", "publish_date", "published_date", "publishing_date", "datePublished", "published_utc",
        "publication_date", "pub_date", "seendate", "DATE", "timestamp",
    ),
    "language": ("language", "lang", "meta_lang", "inLanguage", "language_code"),
}  # fmt: skip
_LANGUAGES = {
    "ara": "ar", "ces": "cs", "cze": "cs", "dan": "da", "deu": "de", "dut": "nl", "eng": "en", "fin": "fi",
    "fra": "fr", "fre": "fr", "ger": "de", "hin": "hi", "hun": "hu", "ita": "it", "jpn": "ja", "nld": "nl",
    "nor": "no", "pol": "pl", "por": "pt", "ron": "ro", "rum": "ro", "rus": "ru", "spa": "es", "swe": "sv",
    "tur": "tr", "ukr": "uk", "urd": "ur", "zho": "zh", "chi": "zh",
    "nob": "no", "nno": "no", "nb": "no", "nn": "no",
    "arabic": "ar", "czech": "cs", "danish": "da", "dutch": "nl", "english": "en", "finnish": "fi",
    "french": "fr", "german": "de", "hungarian": "hu", "italian": "it", "norwegian": "no", "polish": "pl",
    "portuguese": "pt", "romanian": "ro", "russian": "ru", "spanish": "es", "swedish": "sv", "turkish": "tr",
    "ukrainian": "uk", "urdu": "ur", "chinese": "zh",
}  # fmt: skip
_USUAL_TEXTS = ALIASES["text"][:5]  # enough for a message
NAMED = ("name", "title")  # what an object in the place of a name says it is called
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MAIL_DATE = re.compile(
    r"(?:[A-Z][a-z]{2}, ?)?(\d\d?) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) "
    r"(?:GMT|UTC|Z|(?!-0000)([+-])(\d\d):?(\d\d))"
)
_DIGITS = re.compile(r"(?:1[789]|20)\d\d(?:0[1-9]|1[012])[0-3]\d(?:\d{6})?")
_EPOCH = re.compile(r"\d{9,10}(?:\.\d{1,6})?|\d{13}")  # seconds or milliseconds as tables write them
_SURROGATE = re.compile("[\ud800-\udfff]")
_MILLISECONDS_FROM = 10_000_000_000  # later than the year 2286 in seconds: so it counts milliseconds


def read_row(
    row: Mapping[str, Any], path: str, limits: Reading, *, name: str | None = None
) -> tuple[Item, ...]:
    """The row as an article or a rejection, last, after any notes about it.

    Args:
        row: the fields, under any of the names above.
        path: file and line, for messages and for `Article.path`.
        limits: what is too long.
        name: id of a row that has none, instead of a hash of its content.
    """
    text = _first_text(row)
    if not isinstance(text, str):
        return (Rejected(path, text_problem(row)),)
    reason = text_reason(text, limits)
    if reason:
        return (Rejected(path, reason),)
    fields = {name: field_of(row, name) for name in ("outlet", "url", "title", "published", "language")}
    fields["published"], fields["language"] = published(row), language(fields["language"])
    fields["dated_by"] = "row" if fields["published"] else None
    article_id = field_of(row, "id") or name or content_id(text, fields["title"], fields["outlet"])
    article = Article(id=article_id, path=path, text=encodable(text), **fields)
    return (*_notes(row, article, text), article)


def content_id(*parts: str | None) -> str:
    """A short hash that names a text by what it says."""
    joined = "\x1f".join(part or "" for part in parts)
    return hashlib.blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def text_problem(row: Mapping[str, Any]) -> str:
    """Why a row has no usable text, in words."""
    for name in ALIASES["text"]:
        if row.get(name) is not None:
            return f"{name!r} is a {type(row[name]).__name__}, not a text"
    keys = ", ".join(repr(str(key)[:40]) for key in list(row)[:8]) or "none"
    return f"no text: none of {', '.join(_USUAL_TEXTS)} among its fields ({keys})"


def published(row: Mapping[str, Any]) -> str | None:
    """The first publication date of a row that is understood, as ISO 8601."""
    for name in ALIASES["published"]:
        found = iso_date(row.get(name))
        if found:
            return found
    return None


_HALF_DAY = re.compile(r"\b(0?[1-9]|1[0-2])((?::\d\d){1,2})\s*([ap])\.?m\b\.?", re.IGNORECASE)


def iso_date(value: Any) -> str | None:
    """A date as other tools write it, as ISO 8601; None when it is not understood.

    Takes ISO 8601 in any of its usual coats, RFC 2822 ("Mon, 07 Feb 2022 10:00:00 GMT"), seconds or
    milliseconds since 1970, and 20240305 or 20240305100000. Never guesses which of 07/02 is the month.
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return _from_digits(str(value)) or _from_epoch(value)
    return _from_text(str(value).strip())


@lru_cache(maxsize=1 << 12)
def _from_text(text: str) -> str | None:
    if _EPOCH.fullmatch(text):
        return _from_epoch(float(text))
    return _from_iso(text) or _from_mail(text)


@lru_cache(maxsize=1 << 10)
def seconds_of(iso: str) -> int:
    """Seconds since 1970 of an ISO 8601 date or time; without a zone it is taken as UTC."""
    moment = datetime.fromisoformat(iso)
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


def language(value: str | None) -> str | None:
    """A language tag or name as ISO 639-1; None when it is not one we know."""
    primary = re.split(r"[-_]", (value or "").strip().lower())[0]
    if primary in _LANGUAGES:
        return _LANGUAGES[primary]
    return primary if len(primary) == 2 and primary.isascii() and primary.isalpha() else None


def _from_iso(text: str) -> str | None:
    if text.isdigit():
        return _from_digits(text)
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return date.fromisoformat(text).isoformat()
        if re.match(r"\d{4}-?\d\d-?\d\d[T ]", text):
            return datetime.fromisoformat(
                re.sub(r" (?:UTC|GMT)$", "+00:00", text).replace(" +", "+")
            ).isoformat()
    except ValueError:
        return None
    return None


def _from_digits(text: str) -> str | None:
    """20240305, and 20240305100000 as GDELT writes it, which is UTC; of the years from 1700 to 2099."""
    if not _DIGITS.fullmatch(text):
        return None
    try:
        if len(text) == 8:
            return date.fromisoformat(text).isoformat()
        return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC).isoformat()
    except ValueError:
        return None


def _from_mail(text: str) -> str | None:
    usual = _MAIL_DATE.fullmatch(text)
    if usual:
        return _from_usual_mail(usual)
    if not re.match(r"[A-Za-z]{3,9},? \d|\d{1,2} [A-Za-z]{3}", text):
        return None
    from email.utils import parsedate_to_datetime  # 15 ms that most input does not need

    half = _HALF_DAY.search(text)
    if half:
        hour = int(half[1]) % 12 + (12 if half[3] in "pP" else 0)
        text = f"{text[: half.start()]}{hour:02}{half[2]}{text[half.end() :]}".strip()
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError):
        return None


def _from_usual_mail(date: re.Match[str]) -> str | None:
    """The date as nearly all feeds write it, "Mon, 07 Feb 2022 10:00:00 GMT": seven times as fast."""
    day, month, year, hour, minute, second, sign, hours, minutes = date.groups()
    ahead = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    try:
        zone = timezone(-ahead if sign == "-" else ahead)
        number = _MONTHS.index(month.lower()) + 1
        return datetime(int(year), number, int(day), int(hour), int(minute), int(second), 0, zone).isoformat()
    except ValueError:  # the 31st of February; a month of another language
        return None


def _from_epoch(value: float) -> str | None:
    try:
        seconds = value / 1000 if abs(value) >= _MILLISECONDS_FROM else value
        return datetime.fromtimestamp(seconds, UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        return None


def _first_text(row: Mapping[str, Any]) -> str | None:
    """The first text that says something; an empty one if there is no other."""
    texts = [row[name] for name in ALIASES["text"] if isinstance(row.get(name), str)]
    return next((text for text in texts if text.strip()), texts[0] if texts else None)


def field_of(row: Mapping[str, Any], field: str) -> str | None:
    """The value of a field as a string: the first of its names that has one."""
    for name in ALIASES[field]:
        value = row.get(name)
        if value is None:
            continue
        if type(value) is not str and isinstance(value, Mapping):  # NewsAPI: {"source": {"name": ...}}
            value = next((found for found in map(value.get, NAMED) if found is not None), None)
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            continue
        text = encodable(str(value).strip())
        if text and (name != "source" or _is_url(text) == (field == "url")):
            return text
    return None


def _is_url(text: str) -> bool:
    return text.startswith(("http://", "https://"))


def encodable(text: str) -> str:
    """Half a surrogate pair is no character: shown as U+FFFD, so that offsets hold."""
    return text if text.isascii() else _SURROGATE.sub("�", text)


def _notes(row: Mapping[str, Any], article: Article, text: str) -> tuple[Note, ...]:
    notes = []
    said = next((row[name] for name in ALIASES["published"] if row.get(name) not in (None, "")), None)
    if said is not None and article.published is None:
        notes.append(Note(article.path, f"date {str(said)[:40]!r} not understood: read without a date"))
    if article.text != text:
        notes.append(Note(article.path, "halves of surrogate pairs shown as U+FFFD"))
    return tuple(notes)
