"""The bytes of a page to its article: the one way in for files, web archives and pages that were fetched.

In: bytes, and the URL and content type they came with, where known. Out: a `Page`, or why there is none. No
file, no network, no clock. Text and metadata come from one parsed tree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from wirecopy.readers.encoding import Decoded, decode
from wirecopy.readers.html.guard import guard
from wirecopy.readers.text import text_reason
from wirecopy.settings import Reading

_HEAD = 4096  # browsers look this far for the encoding
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)""")
_HTTP_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_MIN_WORDS = 8  # what is left of a page with no article: "Home", "Subscribe now"


@dataclass(frozen=True, slots=True)
class Job:
    """A page to be read: its bytes, where it came from, and its HTTP content type."""

    data: bytes
    url: str | None = None
    content_type: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """The article of a page and what the page states about it.

    Attributes:
        text: headline and paragraphs, one a line.
        title: the headline, without the name of the site.
        outlet: who publishes the page; the host where it does not say.
        url: the address the page gives itself; the one it came from where that is another site.
        published: ISO 8601, with time of day and zone where they are stated.
        dated_by: where `published` comes from: json-ld, opengraph, meta, time, url, guess.
        language: ISO 639-1.
        modified: when the page says it was changed last, ISO 8601.
        author: names as the page gives them.
        notes: what a person should know: an encoding or a date that had to be guessed.
    """

    text: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    dated_by: str | None = None
    language: str | None = None
    modified: str | None = None
    author: str | None = None
    notes: tuple[str, ...] = ()


def read_page(
    data: bytes, limits: Reading, *, url: str | None = None, content_type: str | None = None
) -> Page | str:
    """The article of a page, or the reason why there is none.

    Args:
        data: the page, unpacked.
        limits: what is too large to be parsed.
        url: where it came from.
        content_type: the HTTP header of that name.
    """
    if reason := guard(data, limits):
        return reason
    decoded = decode(data, declared_charset(data, content_type))
    if decoded is None:
        return "no known text encoding fits: save it as UTF-8"
    return _read_decoded(decoded, limits, url)


def declared_charset(data: bytes, content_type: str | None = None) -> str | None:
    """The encoding a page claims: the HTTP header goes before what stands in the page."""
    header = _HTTP_CHARSET.search(content_type or "")
    if header:
        return header.group(1)
    found = _META_CHARSET.search(data[:_HEAD]) or _XML_CHARSET.match(data[:_HEAD])
    return found.group(1).decode("ascii", "ignore") if found else None


def _read_decoded(decoded: Decoded, limits: Reading, url: str | None) -> Page | str:
    from wirecopy.readers.html import body, metadata  # lxml is loaded when the first page comes

    tree = body.parse(decoded.text)
    if tree is None:
        return "no article text found in the page"
    stated = metadata.read_metadata(tree, url)
    text = body.with_byline(
        body.article_text(tree, stated.descriptions, stated.body), stated.title, stated.author
    )
    if len(text.split()) < _MIN_WORDS and len(text) < 10 * _MIN_WORDS:
        return "no article text found in the page"
    if reason := text_reason(text, limits):
        return reason
    notes = [decoded.note] if decoded.note else []
    if stated.dated_by == "guess":
        notes.append(f"date {stated.published} is a guess: the page states none")
    return Page(
        text=text,
        title=stated.title,
        outlet=stated.outlet,
        url=stated.url,
        published=stated.published,
        dated_by=stated.dated_by,
        language=stated.language,
        modified=stated.modified,
        author=stated.author,
        notes=tuple(notes),
    )
