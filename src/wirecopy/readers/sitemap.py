"""Sitemaps, news sitemaps, and indexes of sitemaps, in the shape of a feed.

In: an opened XML document, or a plain list of addresses. Out: a `ParsedFeed` of kind "sitemap", an entry for
each page; or of kind "sitemap index", an entry for each further sitemap. A sitemap has no articles in it,
only where they are, so as a file to read it is rejected with a word about `wirecopy watch`.

Source: sitemaps.org protocol 0.9; the news extension of Google's sitemaps 0.9.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from wirecopy.readers import feeds_entry as feeds
from wirecopy.readers.encoding import decode
from wirecopy.readers.feeds_entry import Dates, Entry, ParsedFeed, Says, absolute
from wirecopy.readers.rows import language
from wirecopy.readers.xml import BrokenXmlError, Opened, repaired, tree_of

ROOTS = ("urlset", "sitemapindex")
HINT = "a sitemap: it names pages and holds no articles; give it to `wirecopy watch`"
_PAGES = ("url", "sitemap")
_STARTS = re.compile(r"<(?:[\w.-]+:)?(?:url|sitemap)(?=[\s>])", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+")


def parse_document(opened: Opened, url: str | None, most: int) -> ParsedFeed:
    """The sitemap in a document.

    Args:
        opened: a document whose root is one of `ROOTS`.
        url: where it was fetched, to complete addresses.
        most: how many entries to read; the rest is lost, with a reason.
    """
    notes: list[str] = list(opened.notes)
    lost: list[str] = []
    try:
        root = tree_of(opened.text)
    except BrokenXmlError as error:
        root = _mended(opened.text)
        notes.append(f"broken XML ({error}): what stands before the damage is read")
    nodes = [] if root is None else [node for node in root.iter() if _local(node) in _PAGES]
    missing = len(_STARTS.findall(opened.text)) - len(nodes) if len(notes) > len(opened.notes) else 0
    if missing > 0:
        lost.append(f"{missing:,} addresses after the damage")
    lost += feeds.beyond(len(nodes), most)
    read = [_entry(node, url) for node in nodes[:most]]
    entries = feeds.with_own_keys([entry for entry in read if entry is not None])
    lost += ["an entry without an address, or one that came before"] * (len(read) - len(entries))
    return ParsedFeed(
        kind="sitemap index" if opened.root == "sitemapindex" else "sitemap",
        site=absolute("/", url),
        entries=entries,
        notes=notes + feeds.date_note(entries),
        lost=lost,
    )


def parse_list(data: bytes, most: int) -> ParsedFeed | None:
    """A plain list of addresses, one a line; None when it is anything else."""
    decoded = decode(data)
    lines = decoded.text.split() if decoded else []
    if not lines or not all(_ADDRESS.fullmatch(line) for line in lines):
        return None
    entries = feeds.with_own_keys([feeds.entry_of(None, line, Dates(), Says()) for line in lines[:most]])
    return ParsedFeed(kind="sitemap", entries=entries, lost=feeds.beyond(len(lines), most))


def _mended(text: str) -> Any:
    try:
        return tree_of(repaired(text), recover=True)
    except BrokenXmlError:  # not a single tag in it
        return None


def _local(node: Any) -> str:
    return str(node.tag).rpartition("}")[2].rpartition(":")[2].lower()


def _entry(node: Any, base: str | None) -> Entry | None:
    """What a sitemap says of a page, or of a further sitemap."""
    said: dict[str, str] = {}
    for part in node.iter():
        if part.text and part.text.strip():
            said.setdefault(_local(part), part.text.strip())
    url = absolute(said.get("loc"), base)
    if url is None:
        return None
    dates = Dates((said.get("publication_date", ""),), (said.get("lastmod", ""),))
    says = Says(
        title=feeds.one_line(said.get("title")),
        language=language(said.get("language")),
        categories=_keywords(said),
    )
    return feeds.entry_of(url, url, dates, says)


def _keywords(said: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, said.get("keywords", "").split(","))))
