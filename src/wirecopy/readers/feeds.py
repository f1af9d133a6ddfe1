"""Feeds: RSS 0.9x to 2.0, Atom, JSON Feed and sitemaps, whatever they are called and however damaged.

`parse_feed` turns bytes into a `ParsedFeed`, for a watcher; `read` turns a file into articles, one for each
entry that carries its text. What a document is, is seen from its root element, never from its name. Rejected:
entries that are only announced (a summary is no article), entries that cannot be read, documents that are no
feed, and those over `reading.max_feed_bytes`. Source of the date is the feed (`dated_by`).
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from wirecopy.errors import InputError
from wirecopy.model import Article, Rejected
from wirecopy.readers import feeds_json, feeds_xml, sitemap
from wirecopy.readers.base import Fields, Item, Note, Source
from wirecopy.readers.feeds_entry import Entry, ParsedFeed
from wirecopy.readers.feeds_text import text_of
from wirecopy.readers.text import text_reason
from wirecopy.readers.xml import Opened, opened
from wirecopy.settings import Reading

_PIECE = 1 << 16
_GZIP = b"\x1f\x8b"
_ARTICLE_WORDS = 100  # what feeds announce an article with is shorter; a whole one is rarely so short
_MIN_WORDS = 8  # as in pages: "Read more", a caption
_TAGS_AN_ENTRY = 20  # a document of nothing but tags takes the parser a hundred times its size
_CUT = re.compile(r"(?:\[(?:…|\.\.\.)\]|…|\.\.\.)\s*$")
_HINTS = {
    "html": "an HTML page, not a feed: look in it for the address of its feed",
    "opml": "a list of feeds (OPML), not a feed: give it to `wirecopy watch`",
    "": "no feed: neither XML nor JSON",
}


def parse_feed(
    data: bytes, url: str | None = None, content_type: str | None = None, limits: Reading | None = None
) -> ParsedFeed:
    """The feed in these bytes.

    Args:
        data: a whole feed, packed with gzip or not.
        url: where it was fetched, to complete addresses.
        content_type: what the server called it; only its charset is looked at, and only if need be.
        limits: what is too large; the defaults of `Reading` when left out.

    Raises:
        InputError: it is no feed, or too large.
    """
    limits = limits or Reading()
    found = _parse(data, url, content_type, limits)
    if isinstance(found, str):
        raise InputError(found, url or "", "check the address of the feed")
    return found


def _parse(data: bytes, url: str | None, content_type: str | None, limits: Reading) -> ParsedFeed | str:
    """The feed, or why there is none."""
    unpacked = _unpacked(data, limits.max_feed_bytes)
    if isinstance(unpacked, str):
        return unpacked
    if (tags := unpacked.count(b"<")) > limits.max_feed_entries * _TAGS_AN_ENTRY:
        return f"{tags:,} tags: more than {_TAGS_AN_ENTRY} for each of reading.max_feed_entries"
    document = opened(unpacked, content_type)
    if isinstance(document, str):
        return document
    if document.text.startswith("<") and document.root:
        return _parse_xml(document, url, limits)
    return _parse_other(unpacked, url, limits)


def _unpacked(data: bytes, limit: int) -> bytes | str:
    """The bytes, unpacked as far as the limit goes, or what is wrong with them."""
    if data.startswith(_GZIP):
        packed = zlib.decompressobj(wbits=31)
        try:
            data = packed.decompress(data, limit + 1)
        except zlib.error as error:
            return f"damaged gzip: {error}"
        if not packed.eof and len(data) <= limit:
            return "damaged: the gzip stream is cut short"
    return data if len(data) <= limit else _too_large(limit)


def _too_large(limit: int) -> str:
    return f"feed larger than {limit:,} bytes (setting reading.max_feed_bytes)"


def _parse_xml(document: Opened, url: str | None, limits: Reading) -> ParsedFeed | str:
    if document.root in ("rss", "rdf", "feed"):
        return feeds_xml.parse(document, url, limits.max_feed_entries)
    if document.root in sitemap.ROOTS:
        return sitemap.parse_document(document, url, limits.max_feed_entries)
    return _HINTS.get(document.root, f"XML with the root <{document.root[:40]}>, which is no feed")


def _parse_other(data: bytes, url: str | None, limits: Reading) -> ParsedFeed | str:
    """JSON Feed, or a plain list of addresses."""
    try:
        value = json.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError):  # UnicodeDecodeError is a ValueError
        return sitemap.parse_list(data, limits.max_feed_entries) or _HINTS[""]
    if not feeds_json.is_feed(value):
        return "JSON, but no JSON Feed: it has no version and no items"
    return feeds_json.parse(value, url, limits.max_feed_entries)


def read(source: Source, limits: Reading) -> Iterator[Item]:
    """The entries of the file that carry their text, as articles."""
    data, damage = _data(source, limits.max_feed_bytes)
    feed = _parse(data, None, None, limits)
    if isinstance(feed, str):
        yield Rejected(source.path, damage or feed)
        return
    if feed.kind.startswith("sitemap"):
        yield Rejected(source.path, sitemap.HINT)
    else:
        yield from _read_feed(feed, source, limits)
    if damage:
        yield Rejected(source.path, f"{damage}; entries before are kept")


def _data(source: Source, limit: int) -> tuple[bytes, str]:
    """The bytes of a source, a little more than the limit at most, and how they break off."""
    pieces: list[bytes] = []
    size = 0
    try:
        while size <= limit and (piece := source.stream.read1(_PIECE)):
            pieces.append(piece)
            size += len(piece)
    except EOFError:
        return b"".join(pieces), "damaged: the gzip stream is cut short"
    return b"".join(pieces), ""


def records(source: Source, limits: Reading, wanted: Sequence[int]) -> Iterator[Fields]:
    """The articles with these numbers, as fields."""
    paths = {f"{source.path}:{number}" for number in wanted}
    for item in read(source, limits):
        if isinstance(item, Article) and item.path in paths:
            yield Fields({name: value for name, value in asdict(item).items() if name != "path"})


def _read_feed(feed: ParsedFeed, source: Source, limits: Reading) -> Iterator[Item]:
    for note in feed.notes:
        yield Note(source.path, note)
    for number, entry in enumerate(feed.entries, start=1):
        yield article_of(entry, feed, f"{source.path}:{number}", limits)
    for reason in feed.lost:
        yield Rejected(source.path, reason)
    if not feed.entries and not feed.lost:
        yield Rejected(source.path, "empty: a feed without entries")


def article_of(entry: Entry, feed: ParsedFeed, path: str, limits: Reading) -> Article | Rejected:
    """The article that an entry carries, or why it carries none.

    Args:
        entry: of the feed.
        feed: gives the outlet.
        path: for messages and for `Article.path`.
        limits: what is too long, or has too many tags.
    """
    text = ""
    for markup, least in ((entry.content, _MIN_WORDS), (entry.summary, _ARTICLE_WORDS)):
        if (tags := markup.count("<")) > limits.max_page_tags:
            return Rejected(
                path, f"{tags:,} tags: more than {limits.max_page_tags:,} (setting reading.max_page_tags)"
            )
        text = text_of(markup)
        if len(text.split()) >= least and not _CUT.search(text):
            break
    else:
        return Rejected(path, "only a summary: use `wirecopy watch` to fetch the page")
    if reason := text_reason(text, limits):
        return Rejected(path, reason)
    published = entry.published or entry.updated
    return Article(
        id=entry.key,
        path=path,
        text=text,
        outlet=feed.title,
        url=entry.url,
        title=entry.title,
        published=published,
        language=entry.language,
        dated_by="feed" if published else None,
    )
