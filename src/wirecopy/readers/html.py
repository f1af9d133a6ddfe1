"""HTML: one page is one article, its main text found by trafilatura.

In: a `.html` page. Out: one `Article` with the text of the page's article, paragraphs separated by line
ends, and title, outlet, URL, date and language where the page states them. A byline that the main text lacks
is put on a line of its own above it: a credit to an agency often stands nowhere else. Rejected: pages without
article text, and pages that a cheap scan finds too large, too deep or too crowded with tags to be parsed in
reasonable time (100,000 nested elements hang some parsers, 200,000 attributes cost every one 25 s).
Limits: offsets count in the extracted text, not in the page; text put in by scripts is not seen.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from typing import Any

from wirecopy.model import Article, Rejected
from wirecopy.readers.base import Item, Note, Source, read_limited
from wirecopy.readers.encoding import binary_reason, decode, is_blank
from wirecopy.readers.rows import iso_date, language
from wirecopy.readers.text import text_reason
from wirecopy.settings import Reading

_HEAD = 4096  # browsers look this far for the encoding
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_LANGUAGE = re.compile(r"""<html\b[^>]{0,2000}?\b(?:xml:)?lang\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_META = re.compile(r"<meta\b[^>]{0,2000}>", re.IGNORECASE)
_DATE_NAME = re.compile(  # where pages state their date to the minute; the extractor keeps the day only
    r"""=\s*["']?(?:article:published_time|datePublished|parsely-pub-date|pubdate|dc\.date(?:\.issued)?)["'\s/>]""",
    re.IGNORECASE,
)
_CONTENT = re.compile(r"""\bcontent\s*=\s*["']([^"']{1,100})""", re.IGNORECASE)
_JSON_DATE = re.compile(r"""["']datePublished["']\s{0,9}:\s{0,9}["']([^"']{1,100})""")
_MIN_WORDS = 8  # what is left of a page with no article: "Home", "Subscribe now"
_TAG = re.compile(rb"<(/?)([a-z][a-z0-9]*|!--)")
_RAW_ENDS = {b"script": b"</script", b"style": b"</style", b"!--": b"-->"}  # what stands before is no markup
_LONG_TAG = re.compile(rb"<[a-zA-Z][^<>]{65536,}")
_MAX_ATTRIBUTES = 2_000  # a long tag is harmless when it holds one picture, not when it holds attributes
_UNCLOSED = frozenset(
    b"area base br col embed hr img input link meta source track wbr "
    b"p li td th tr option dt dd thead tbody".split()
)
_ANGLES_A_TAG = 10  # a page has two; scripts add some, millions of them are an attack on the parser
_BYLINE_REACH = 400  # characters at either end of the text in which a byline may already stand


def read(source: Source, limits: Reading) -> Iterator[Item]:
    """The page as one article."""
    data = read_limited(source, limits.max_page_bytes)
    if data is None:
        too_large = f"page larger than {limits.max_page_bytes:,} bytes (setting reading.max_page_bytes)"
        yield Rejected(source.path, too_large)
        return
    reason = guard(data, limits)
    if reason is None:
        yield from _read_page(data, source, limits)
    else:
        yield Rejected(source.path, reason)


def guard(data: bytes, limits: Reading) -> str | None:
    """Why a page must not be parsed, or None; one linear scan, no parser."""
    if is_blank(data):
        return "empty: no text in it"
    if reason := binary_reason(data):
        return reason
    if any(tag.group().count(b"=") > _MAX_ATTRIBUTES for tag in _LONG_TAG.finditer(data)):
        return f"a tag over 64 KB with more than {_MAX_ATTRIBUTES:,} attributes: no page a newsroom made"
    count, deepest = _shape(data.lower())
    count = max(count, data.count(b"<") // _ANGLES_A_TAG)
    if count > limits.max_page_tags:
        return f"{count:,} tags: more than {limits.max_page_tags:,} (setting reading.max_page_tags)"
    if deepest > limits.max_page_depth:
        return (
            f"nested {deepest:,} deep: more than {limits.max_page_depth:,} (setting reading.max_page_depth)"
        )
    return None


def _shape(data: bytes) -> tuple[int, int]:
    """How many tags a lower-cased page has, and how deep they nest."""
    count = depth = deepest = position = 0
    while match := _TAG.search(data, position):
        position, name = match.end(), match.group(2)
        count += 1
        if name in _RAW_ENDS and not match.group(1):
            end = data.find(_RAW_ENDS[name], position)
            if end < 0:
                break
            position = end + len(_RAW_ENDS[name])
        elif name not in _UNCLOSED:
            depth = max(0, depth - 1) if match.group(1) else depth + 1
            deepest = max(deepest, depth)
    return count, deepest


def _read_page(data: bytes, source: Source, limits: Reading) -> Iterator[Item]:
    declared = _CHARSET.search(data[:_HEAD])
    decoded = decode(data, declared.group(1).decode("ascii", "ignore") if declared else None)
    if decoded is None:
        yield Rejected(source.path, "no known text encoding fits: save it as UTF-8")
        return
    document = _extract(decoded.text)
    text = _with_byline(document) if document else ""
    if len(text.split()) < _MIN_WORDS:
        yield Rejected(source.path, "no article text found in the page")
        return
    if reason := text_reason(text, limits):
        yield Rejected(source.path, reason)
        return
    stated, guessed = _stated_date(decoded.text), iso_date(document.date)
    if decoded.note:
        yield Note(source.path, decoded.note)
    if guessed and not stated:
        yield Note(source.path, f"date {guessed} is a guess: the page states none")
    page_language = _LANGUAGE.search(decoded.text[:20_000])
    yield Article(
        id=source.id,
        path=source.path,
        text=text,
        outlet=document.sitename or document.hostname or None,
        url=document.url or None,
        title=document.title or None,
        published=stated or guessed,
        language=language(page_language.group(1)) if page_language else None,
    )


def _stated_date(page: str) -> str | None:
    """The date of publication a page states about itself, as ISO 8601."""
    stated = [
        match for tag in _META.findall(page) if _DATE_NAME.search(tag) for match in _CONTENT.findall(tag)
    ]
    return next(filter(None, map(iso_date, stated + _JSON_DATE.findall(page))), None)


@functools.cache
def _extractor() -> Callable[..., Any]:
    """Trafilatura's extraction, loaded when the first page comes; its log is not ours to print."""
    import logging

    import trafilatura

    for name in ("trafilatura", "htmldate", "justext", "courlan"):
        logging.getLogger(name).addHandler(logging.NullHandler())
    extraction: Callable[..., Any] = trafilatura.bare_extraction
    return extraction


def _extract(page: str) -> Any:
    """The page's article with its metadata, or None.

    Source: Barbaresi, "Trafilatura", ACL 2021 demo; `fast` skips the rival extractors.
    """
    return _extractor()(page, fast=True, with_metadata=True, include_comments=False)


def _with_byline(document: Any) -> str:
    """The text, with the page's byline below its headline when the text has none."""
    text = str(document.text or "")
    author = str(document.author or "").strip()
    if not text.strip() or not author or author in text[:_BYLINE_REACH] or author in text[-_BYLINE_REACH:]:
        return text
    headline, mark, rest = text.partition("\n")
    if mark and document.title and headline.strip() in document.title:
        return f"{headline}\n{author}\n{rest}"
    return f"{author}\n{text}"
