"""What a feed says, whatever dialect it says it in: RSS, Atom, JSON Feed or a sitemap.

`ParsedFeed` and `Entry` are what every dialect is read into and what a watcher of feeds keeps; both are plain
values that `dataclasses.asdict` turns into JSON. Addresses are absolute, dates ISO 8601, languages ISO 639-1.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal
from urllib.parse import urljoin, urlsplit

from wirecopy.readers.rows import content_id, iso_date

Kind = Literal["rss", "atom", "json feed", "sitemap", "sitemap index"]
_WHOLE = re.compile(r"https?://[\w.-]+(?:[:/?#]|$)")
_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed.

    Attributes:
        key: what the feed calls it (guid, id), or its URL; unique within the feed.
        url: of the page it announces.
        title: without markup.
        summary: HTML.
        content: HTML, the article itself where the feed carries it.
        author: names, with commas between them.
        published: when it came out; None where the feed does not say.
        updated: when it was changed last.
        language: its own, or that of the feed.
        categories: as the feed writes them.
        mark: hash of all this; another hash means that the feed says something else of it.
        misdated: a date that was not understood, as written.
    """

    key: str
    url: str | None = None
    title: str | None = None
    summary: str = ""
    content: str = ""
    author: str | None = None
    published: str | None = None
    updated: str | None = None
    language: str | None = None
    categories: tuple[str, ...] = ()
    mark: str = ""
    misdated: str | None = None


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed as it was read.

    Attributes:
        kind: its dialect.
        title: of the feed.
        site: address of the pages it belongs to.
        language: of the feed.
        entries: in the order of the feed.
        notes: what a person should know: damage, guesses, dates not understood.
        lost: a reason for each entry that is there and could not be read.
    """

    kind: Kind
    title: str | None = None
    site: str | None = None
    language: str | None = None
    entries: list[Entry] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of an entry as written, in order of preference."""

    published: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Says:
    """What an entry says besides its dates, as in `Entry`."""

    title: str | None = None
    summary: str = ""
    content: str = ""
    author: str | None = None
    language: str | None = None
    categories: tuple[str, ...] = ()


def entry_of(key: str | None, url: str | None, dates: Dates, says: Says) -> Entry:
    """An entry with its dates understood, and its mark.

    Args:
        key: what the feed calls it; the URL, or a hash of what it says, stands in.
        url: absolute.
        dates: as written.
        says: the rest.
    """
    published, updated = _first_date(dates.published), _first_date(dates.updated)
    wrong = next((text for text in (*dates.published, *dates.updated) if text and not iso_date(text)), None)
    mark = content_id(
        url, says.title, says.summary, says.content, says.author, published, updated, wrong, *says.categories
    )
    return Entry(
        key or url or mark, url, says.title, says.summary, says.content, says.author, published, updated,
        says.language, says.categories, mark, wrong,
    )  # fmt: skip


def _first_date(written: Iterable[str]) -> str | None:
    return next((found for text in written if text and (found := iso_date(text))), None)


def with_own_keys(entries: list[Entry]) -> list[Entry]:
    """The entries with a key each: where one comes again for something else, more is put behind it.

    The very same entry again is left out.
    """
    taken: set[str] = set()
    seen: set[tuple[str, str | None, str]] = set()
    found = []
    for entry in entries:
        same = (entry.key, entry.url, entry.mark)
        if same in seen:
            continue
        seen.add(same)
        tries = (entry.key, f"{entry.key} {entry.url}", f"{entry.key} {entry.mark}")
        key = next((key for key in tries if key not in taken), f"{entry.key} {entry.url} {entry.mark}")
        taken.add(key)
        found.append(entry if key == entry.key else replace(entry, key=key))
    return found


def beyond(count: int, most: int) -> list[str]:
    """What to say of the entries over the limit."""
    if count <= most:
        return []
    return [f"{count - most:,} entries after the first {most:,} (setting reading.max_feed_entries)"]


def date_note(entries: list[Entry]) -> list[str]:
    """A note on the dates that were not understood."""
    wrong = [entry.misdated for entry in entries if entry.misdated]
    if not wrong:
        return []
    return [f"{len(wrong)} dates not understood, as {wrong[0][:40]!r}: read without"]


def absolute(url: str | None, base: str | None) -> str | None:
    """An address of the web, made absolute; None for anything else."""
    if not url or not url.strip():
        return None
    url = url.strip()
    if _WHOLE.match(url):
        return url
    try:
        found = urljoin(base or "", url)
        parts = urlsplit(found)
    except ValueError:  # http://[
        return None
    return found if parts.scheme in ("http", "https") and parts.netloc else None


def plain(markup: str | None) -> str | None:
    """A line of markup without its tags and references; None when nothing is left."""
    if not markup:
        return None
    if "<" in markup:
        markup = _TAG.sub("", markup)
    return " ".join(html.unescape(markup).split()) or None


def one_line(text: str | None) -> str | None:
    """A text on one line; None when nothing is left."""
    return " ".join((text or "").split()) or None


def as_html(text: str | None) -> str:
    """Plain text as HTML, a paragraph for each piece between blank lines."""
    pieces = re.split(r"\n\s*\n", (text or "").strip())
    return "".join(f"<p>{html.escape(piece, quote=False)}</p>" for piece in pieces if piece)
