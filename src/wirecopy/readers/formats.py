"""The registry: which suffix is read by whom. A new format is one file beside this one and one line here."""

from __future__ import annotations

from collections.abc import Mapping

from wirecopy.readers import html, jsonl, parquet, text, warc
from wirecopy.readers.base import Format

TEXT = Format("plain text", (".txt", ".text"), text.read)
HTML = Format("HTML", (".html", ".htm", ".xhtml"), html.read)
JSONL = Format("JSON Lines", (".jsonl", ".ndjson"), jsonl.read, jsonl.pour, jsonl.records)
JSON = Format("JSON", (".json",), jsonl.read_document, records=jsonl.document_records)
PARQUET = Format("Parquet", (".parquet", ".pq"), parquet.read, parquet.pour, parquet.records)
WARC = Format("web archive", (".warc", ".wet"), warc.read, records=warc.records)

FORMATS: Mapping[str, Format] = {
    suffix: reader for reader in (TEXT, HTML, JSONL, JSON, PARQUET, WARC) for suffix in reader.suffixes
}

# Formats that have their place but no reader yet: a clear answer instead of a wrong reading.
LATER: Mapping[str, str] = {
    ".rss": "feeds are not read yet: give the articles themselves, or JSON Lines",
    ".atom": "feeds are not read yet: give the articles themselves, or JSON Lines",
    ".opml": "feed lists are not read yet: give the articles themselves, or JSON Lines",
    ".xml": "XML is not read yet: extract the articles to text or JSON Lines",
    ".csv": "tables are not read yet: convert them to JSON Lines",
    ".tsv": "tables are not read yet: convert them to JSON Lines",
}


def sniff(head: bytes) -> Format:
    """The format of a file whose name does not tell: by its first bytes, plain text if in doubt."""
    if head.startswith(parquet.MAGIC):
        return PARQUET
    if head.startswith(warc.MAGIC):
        return WARC
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:512].lower()
    if start.startswith((b"<!doctype html", b"<html")) or (start.startswith(b"<?xml") and b"<html" in start):
        return HTML
    if start.startswith((b'{"', b"{ ")):
        return JSONL
    return TEXT
