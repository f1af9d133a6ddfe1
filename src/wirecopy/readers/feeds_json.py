"""JSON Feed 1.0 and 1.1.

In: the value that the JSON holds. Out: a `ParsedFeed`. Items that are no objects are losses with
their number. Fields of the wrong type are passed over, as the format asks of readers.

Source: jsonfeed.org, versions 1 and 1.1.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from wirecopy.readers import feeds_entry as feeds
from wirecopy.readers.feeds_entry import Dates, Entry, ParsedFeed, Says, absolute
from wirecopy.readers.rows import encodable, language

VERSION = "jsonfeed.org/version/"
IN_BYTES = re.compile(rb"jsonfeed\.org\\?/version\\?/")  # some write every slash with a backslash


def is_feed(value: Any) -> bool:
    """Whether a JSON value is a feed: it says so, or at least has the shape."""
    if not isinstance(value, dict) or not isinstance(value.get("items"), list):
        return False
    return VERSION in str(value.get("version")) or "home_page_url" in value or "feed_url" in value


def parse(value: Mapping[str, Any], url: str | None, most: int) -> ParsedFeed:
    """The feed in a JSON value.

    Args:
        value: one for which `is_feed` holds.
        url: where it was fetched, to complete addresses.
        most: how many entries to read; the rest is lost, with a reason.
    """
    base = url or absolute(_text(value, "feed_url"), None) or absolute(_text(value, "home_page_url"), None)
    feed_language = language(_text(value, "language"))
    items = value["items"]
    numbered = list(enumerate(items[:most], start=1))
    lost = [f"item {number} is no object" for number, item in numbered if not isinstance(item, dict)]
    lost += feeds.beyond(len(items), most)
    read = [_entry(item, base, feed_language) for _, item in numbered if isinstance(item, dict)]
    entries = feeds.with_own_keys(read)
    lost += ["the same entry again"] * (len(read) - len(entries))
    return ParsedFeed(
        kind="json feed",
        title=feeds.one_line(_text(value, "title")),
        site=absolute(_text(value, "home_page_url"), base),
        language=feed_language,
        entries=entries,
        notes=feeds.date_note(entries),
        lost=lost,
    )


def _entry(item: Mapping[str, Any], base: str | None, feed_language: str | None) -> Entry:
    url = absolute(_text(item, "url"), base) or absolute(_text(item, "external_url"), base)
    tags = item.get("tags")
    says = Says(
        title=feeds.one_line(_text(item, "title")),
        summary=feeds.as_html(_text(item, "summary")),
        content=_text(item, "content_html") or feeds.as_html(_text(item, "content_text")),
        author=_author(item),
        language=language(_text(item, "language")) or feed_language,
        categories=tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else (),
    )
    dates = Dates((_text(item, "date_published") or "",), (_text(item, "date_modified") or "",))
    return feeds.entry_of(_text(item, "id"), url, dates, says)


def _author(item: Mapping[str, Any]) -> str | None:
    people = item.get("authors")
    people = people if isinstance(people, list) else [item.get("author")]
    names = (_text(person, "name") for person in people if isinstance(person, dict))
    return ", ".join(filter(None, names)) or None


def _text(value: Mapping[str, Any], name: str) -> str | None:
    """A field as text: numbers as they are written, anything else as nothing."""
    found = value.get(name)
    if isinstance(found, bool) or not isinstance(found, str | int | float):
        return None
    return encodable(str(found).strip()) or None
