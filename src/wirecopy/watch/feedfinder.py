"""Where the feed of a web page is, for people who gave the address of the page.

In: the bytes of a page that was to be a feed. Out: the addresses of the feeds it names. Nothing is
followed: the person is told, and decides.
"""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urljoin

_HEAD = 200_000  # bytes in which <link> elements stand
_LINK = re.compile(r"<link\b[^>]{0,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\b(rel|type|href)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_MOST = 3


def feeds_named(page: bytes, url: str) -> list[str]:
    """Addresses of the feeds that a page names, at most three."""
    found: list[str] = []
    for link in _LINK.findall(page[:_HEAD].decode("utf-8", "replace")):
        said = {name.lower(): unescape("".join(values)) for name, *values in _ATTRIBUTE.findall(link)}
        is_feed = said.get("type", "").partition(";")[0].strip().lower() in _TYPES
        if is_feed and "alternate" in said.get("rel", "").lower().split() and said.get("href"):
            try:
                address = urljoin(url, said["href"].strip())
            except ValueError:
                continue
            if address not in found:
                found.append(address)
    return found[:_MOST]
