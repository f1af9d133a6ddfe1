"""What an answer to a poll holds: entries, or further feeds, or why it is neither.

In: one answer. Out: a `ParsedFeed`, or the addresses that a list of feeds (OPML) or an index of sitemaps
names. A web page in place of a feed is refused with the feeds it names, so that the person can name the
right one; nothing is followed unasked. What it is shows in the document, never in what the server calls it.
"""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urljoin

from wirecopy.errors import InputError
from wirecopy.readers.feeds import parse_feed
from wirecopy.readers.feeds_entry import ParsedFeed
from wirecopy.readers.opml import feeds_of
from wirecopy.settings import Reading
from wirecopy.watch.answers import FetchError, Hop

_HEAD = 200_000  # bytes in which <link> elements stand
_OPML = re.compile(rb"<opml[\s>]", re.IGNORECASE)
_LINK = re.compile(r"<link\b[^>]{0,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\b(rel|type|href)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_MOST = 3  # feeds of a page that are named in a message
_GZIP = b"\x1f\x8b"  # a sitemap packed for good; one that is cut short cannot be read at all
_CLOSED = (b">", b"}")


def read_answer(hop: Hop, limits: Reading) -> ParsedFeed | list[str]:
    """The feed in an answer, or the addresses of the feeds it lists.

    Raises:
        FetchError: it is neither.
    """
    if not hop.body.strip():
        raise FetchError("the answer is empty", hop.url)
    try:
        if _OPML.search(hop.body[:_HEAD]):
            return [listed.url for listed in feeds_of(hop.body, hop.url, limits)]
        return parse_feed(hop.body, hop.url, hop.headers.get("content-type"), limits)
    except InputError as error:
        if named := feeds_advertised(hop.body, hop.url):
            hint = f"it names this feed: {' or '.join(named)}"
            raise FetchError("a web page, not a feed", hop.url, hint) from None
        raise FetchError(error.what, hop.url, error.hint) from None


def is_whole(hop: Hop) -> bool:
    """Whether all of a document came, as far as it can be told."""
    return hop.whole and (hop.body.startswith(_GZIP) or hop.body.rstrip().endswith(_CLOSED))


def feeds_advertised(page: bytes, url: str) -> list[str]:
    """Addresses of the feeds that a web page names, at most three."""
    found: list[str] = []
    for link in _LINK.findall(page[:_HEAD].decode("utf-8", "replace")):
        said = {name.lower(): unescape("".join(values)) for name, *values in _ATTRIBUTE.findall(link)}
        is_feed = said.get("type", "").partition(";")[0].strip().lower() in _TYPES
        if not is_feed or "alternate" not in said.get("rel", "").lower().split() or not said.get("href"):
            continue
        try:
            found.append(urljoin(url, said["href"].strip()))
        except ValueError:  # no address at all
            continue
    return list(dict.fromkeys(found))[:_MOST]
