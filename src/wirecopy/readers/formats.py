"""The registry: which suffix is read by whom. A new format is one file beside this one and one line here."""

from __future__ import annotations

from collections.abc import Mapping

from wirecopy.readers import csv, feeds, html, jsonl, opml, parquet, text, warc, xml_news
from wirecopy.readers.base import Format
from wirecopy.readers.feeds_json import IN_BYTES
from wirecopy.readers.xml import root_of

TEXT = Format("plain text", (".txt", ".text"), text.read)
HTML = Format("HTML", (".html", ".htm", ".xhtml"), html.read)
JSONL = Format("JSON Lines", (".jsonl", ".ndjson"), jsonl.read, jsonl.pour, jsonl.records)
JSON = Format("JSON", (".json",), jsonl.read_document, records=jsonl.document_records)
PARQUET = Format("Parquet", (".parquet", ".pq"), parquet.read, parquet.pour, parquet.records)
WARC = Format("web archive", (".warc", ".wet"), warc.read, records=warc.records)

CSV = Format("CSV", (".csv", ".tsv"), csv.read, csv.pour, csv.records)
FEED = Format("feed", (".rss", ".atom", ".rdf"), feeds.read, records=feeds.records)
OPML = Format("OPML", (".opml",), opml.read)
XML = Format("XML", (".xml",), xml_news.read, records=xml_news.records)

FORMATS: Mapping[str, Format] = {
    suffix: reader
    for reader in (TEXT, HTML, JSONL, JSON, PARQUET, WARC, CSV, FEED, OPML, XML)
    for suffix in reader.suffixes
}

# Documents of XML, whatever their name: by the root element.
_ROOTS: Mapping[str, Format] = {
    **dict.fromkeys(("rss", "rdf", "feed", "urlset", "sitemapindex"), FEED),
    **dict.fromkeys(xml_news.ROOTS, XML),
    "opml": OPML,
}
_LOOKED_INTO = (TEXT, HTML, JSON, FEED, OPML, XML)  # whose names are often wrong


def format_of(suffix: str, head: bytes, named: bool) -> Format | None:
    """The format of a file: what its name says, unless its first bytes show another.

    Args:
        suffix: of its name, without that of packing.
        head: its first bytes.
        named: whether the file itself was asked for, so that a name that says nothing is no obstacle.
    """
    known = FORMATS.get(suffix)
    if known is None and suffix and not named:
        return None
    if known is not None and known not in _LOOKED_INTO:
        return known
    root = root_of(head)
    if shown := _ROOTS.get(root):
        return shown
    if known in (XML, FEED) and root == "html":
        return HTML
    if known is None:
        return sniff(head)
    return FEED if known in (JSON, XML) and IN_BYTES.search(head) else known


def sniff(head: bytes) -> Format:
    """The format of a file whose name does not tell: by its first bytes, plain text if in doubt."""
    if head.startswith(parquet.MAGIC):
        return PARQUET
    if head.startswith(warc.MAGIC):
        return WARC
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:512].lower()
    if start.startswith((b"<!doctype html", b"<html")) or (start.startswith(b"<?xml") and b"<html" in start):
        return HTML
    if IN_BYTES.search(head) and start.startswith(b"{"):
        return FEED
    if start.startswith((b'{"', b"{ ")):
        return JSONL
    return TEXT
