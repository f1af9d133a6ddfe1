"""RSS 0.9x, 1.0 and 2.0 and Atom 0.3 and 1.0, read from the tree of the document.

In: a document whose root is `rss`, `RDF` or `feed`. Out: a `ParsedFeed`. A document that is not well-formed
has its ampersands repaired; when that does not help, every entry is read on its own, so that damage stays in
the entry it happened to. Entries are counted: what stands in the document comes out as an entry or as a loss
with a reason; an entry that the end of the file cuts through is a loss. Why not a library for feeds: the fast
one gives nothing for a damaged feed and drops the language, `xml:base` and the zone of dates, the thorough
one takes minutes for 400,000 attributes and raises on some damage (both measured).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from typing import Any

from wirecopy.readers import feeds_entry as feeds
from wirecopy.readers.feeds_entry import Dates, Entry, ParsedFeed, Says, absolute
from wirecopy.readers.rows import language
from wirecopy.readers.xml import BrokenXmlError, Opened, opening, repaired, tree_of

_PREFIXES = {  # the dialects of RSS have none
    "http://www.w3.org/2005/Atom": "atom:",
    "https://www.w3.org/2005/Atom": "atom:",
    "http://purl.org/atom/ns#": "atom:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner:",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "http://www.w3.org/1999/xhtml": "xhtml:",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
}
_PLAIN = re.compile(r"rss|netscape\.com/rdf|backend\.userland", re.IGNORECASE)  # namespaces of RSS itself
_KNOWN = frozenset(_PREFIXES.values())
_XML = "{http://www.w3.org/XML/1998/namespace}"
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_ENTRIES = ("item", "entry", "atom:entry")
_STARTS = re.compile(r"<((?:[\w.-]+:)?(?:item|entry))(?=[\s>])", re.IGNORECASE)
_ROOT_ENDS = re.compile(r"</(?:[\w.-]+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)
_TITLES = ("title", "atom:title", "dc:title")
_SUMMARIES = ("description", "atom:summary", "summary", "dc:description")
_CONTENTS = ("content:encoded", "atom:content", "content", "xhtml:body")
_KEYS = ("guid", "atom:id", "id", "dc:identifier")
_AUTHORS = ("dc:creator", "atom:author", "author", "itunes:author")
_PUBLISHED = ("pubdate", "atom:published", "published", "atom:issued", "dc:date", "dcterms:issued")
_UPDATED = ("atom:updated", "updated", "atom:modified", "dcterms:modified")
_CATEGORIES = ("category", "atom:category", "dc:subject")
_PREFIX = re.compile(r"<(/?)[\w.-]+:")
_MAIL = re.compile(r"\S+@\S+\s*\((.+)\)")  # RSS: reporter@example.org (Name)

Fields = Mapping[str, list[Any]]


def parse(opened: Opened, url: str | None, most: int) -> ParsedFeed:
    """The feed in a document.

    Args:
        opened: the document.
        url: where it was fetched, to complete addresses.
        most: how many entries to read; the rest is lost, with a reason.
    """
    notes = list(opened.notes)
    try:
        root, nodes, count = _sound(opened.text, most, notes)
        lost = feeds.beyond(count, most)
    except BrokenXmlError as error:
        notes.append(f"broken XML ({error}): read entry by entry")
        root, nodes, lost = _piecewise(opened.text, most)
    head = _head(root)
    base = url or absolute(_link(head, "self"), None) or absolute(_link(head), None)
    feed_language = language(_said(head, "language", "dc:language") or _lang(root))
    read = [_entry(node, base, feed_language) for node in nodes]
    entries = feeds.with_own_keys(read)
    lost += ["the same entry again"] * (len(read) - len(entries))
    return ParsedFeed(
        kind="atom" if opened.root == "feed" else "rss",
        title=_title(head),
        site=absolute(_link(head), _base(root, url)),
        language=feed_language,
        entries=entries,
        notes=notes + feeds.date_note(entries),
        lost=lost,
    )


def _sound(text: str, most: int, notes: list[str]) -> tuple[Any, list[Any], int]:
    """The root and the entries of a document that is well-formed, or is so once ampersands are escaped."""
    if _swallowed(text):
        raise BrokenXmlError("a CDATA section that is not closed")
    try:
        root = tree_of(text)
    except BrokenXmlError as error:
        root = tree_of(repaired(text))
        notes.append(f"broken XML ({error}): ampersands repaired")
    nodes, count = [], 0
    for node in root.iter():
        if name_of(node.tag) in _ENTRIES:
            count += 1
            if count <= most:
                nodes.append(node)
    return root, nodes, count


def _swallowed(text: str) -> bool:
    """Whether an entry begins in a CDATA section that runs on into the next: one was not closed."""
    if text.count("<![CDATA[") <= text.count("]]>"):
        return False
    parts = text.split("<![CDATA[")
    return any("]]>" not in part and _STARTS.search(part) for part in parts[1:])


def _piecewise(text: str, most: int) -> tuple[Any, list[Any], list[str]]:
    """The head and the entries of a broken document, each read on its own, and what was lost."""
    starts = [match.start() for match in _STARTS.finditer(text)]
    head = text[: starts[0]] if starts else text
    lost = []
    if starts and not _ROOT_ENDS.search(text, starts[-1]) and not _closed(text[starts[-1] :]):
        lost.append(f"entry {len(starts)} is cut through: the feed breaks off in it")
        starts, text = starts[:-1], text[: starts[-1]]
    lost += feeds.beyond(len(starts), most)
    nodes, tag = [], opening(head)
    for start, end in zip(starts[:most], [*starts[1:], len(text)], strict=False):
        node = _mended(f"{tag}{repaired(_without_open_cdata(text[start:end]))}</wrapped>")
        if node is None:
            lost.append("an entry of broken XML")
        else:
            nodes.append(node)
    return _mended(repaired(head)), nodes, lost


def _without_open_cdata(piece: str) -> str:
    """The piece; where its last CDATA section is not closed, what is in it is left to be markup."""
    before, mark, after = piece.rpartition("<![CDATA[")
    return piece if not mark or "]]>" in after else before + after


def _closed(piece: str) -> bool:
    return bool(re.search(r"</(?:[\w.-]+:)?(?:item|entry)\s*>", piece, re.IGNORECASE))


def _mended(text: str) -> Any:
    """What a forgiving parser makes of a piece; the first entry in it where it has one."""
    try:
        root = tree_of(text, recover=True)
    except BrokenXmlError:  # not a single tag in it
        return None
    if root is None:
        return None
    return next((node for node in root.iter() if name_of(node.tag) in _ENTRIES), root)


@functools.lru_cache(maxsize=4096)
def name_of(tag: Any) -> str:
    """The name of an element with our prefix for its namespace, in lower case; empty when foreign."""
    if not isinstance(tag, str):
        return ""
    space, _, local = tag.rpartition("}")
    prefix = _PREFIXES.get(space[1:])
    if not space:  # a prefix that the document never declares stays in front
        prefix, colon, _ = tag.rpartition(":")
        return tag.lower() if not colon or f"{prefix}:" in _KNOWN else ""
    if prefix is None:
        return local.lower() if _PLAIN.search(space) and "modules" not in space else ""
    return prefix + local.lower()


def _head(root: Any) -> Fields:
    """What the feed says of itself."""
    if root is None:
        return {}
    channel = next((node for node in root.iter() if name_of(node.tag) == "channel"), root)
    return _fields(channel)


def _fields(node: Any) -> Fields:
    """The children of an element by name."""
    found: dict[str, list[Any]] = {}
    for child in node:
        if name := name_of(child.tag):
            found.setdefault(name, []).append(child)
    return found


def _entry(node: Any, base: str | None, feed_language: str | None) -> Entry:
    fields = _fields(node)
    base = _base(node, base)
    url = _entry_url(fields, node, base)
    key = _said(fields, *_KEYS) or node.get(_ABOUT)
    dates = Dates(_all_said(fields, _PUBLISHED), _all_said(fields, _UPDATED))
    says = Says(
        title=_title(fields),
        summary=_markup(fields, _SUMMARIES),
        content=_markup(fields, _CONTENTS),
        author=", ".join(dict.fromkeys(_authors(fields))) or None,
        language=language(_said(fields, "dc:language", "language") or _lang(node)) or feed_language,
        categories=tuple(_categories(fields)),
    )
    return feeds.entry_of(feeds.one_line(key), url, dates, says)


def _entry_url(fields: Fields, node: Any, base: str | None) -> str | None:
    permanent = [
        guid for guid in fields.get("guid", ()) if guid.get("isPermaLink", "true").strip().lower() != "false"
    ]
    written = (
        _said(fields, "feedburner:origlink"),
        _link(fields),
        next((guid.text for guid in permanent if str(guid.text).strip().startswith("http")), None),
        node.get(_ABOUT),
    )
    return next(filter(None, (absolute(one, base) for one in written)), None)


def _link(fields: Fields, rel: str = "alternate") -> str | None:
    """The address of a page: the text of an RSS link, or the `href` of an Atom link of this relation."""
    for link in fields.get("link", ()):
        if rel == "alternate" and link.text and link.text.strip():
            return str(link.text)
    links = [*fields.get("atom:link", ()), *fields.get("link", ())]
    fitting = [link for link in links if link.get("rel", "alternate") == rel and link.get("href")]
    best = next((link for link in fitting if "html" in link.get("type", "html")), None)
    best = fitting[0] if best is None and fitting else best
    return None if best is None else str(best.get("href"))


def _title(fields: Fields) -> str | None:
    node = _first(fields, _TITLES)
    if node is None:
        return None
    text = _text(node)
    return feeds.one_line(text) if _is_text(node) else feeds.plain(text)


def _is_text(node: Any) -> bool:
    """Whether an Atom text says that it is no markup."""
    return name_of(node.tag).startswith("atom:") and node.get("type", "text") in ("text", "text/plain")


def _markup(fields: Fields, names: tuple[str, ...]) -> str:
    """The first of these that says something, as HTML."""
    for name in names:
        for node in fields.get(name, ()):
            if found := _html(node).strip():
                return found
    return ""


def _html(node: Any) -> str:
    if len(node):  # markup that is part of the document
        return (node.text or "") + "".join(_serialised(child) for child in node)
    text = node.text or ""
    return feeds.as_html(text) if _is_text(node) and text.strip() else text


def _serialised(node: Any) -> str:
    from lxml import etree

    return _PREFIX.sub(r"<\1", str(etree.tostring(node, encoding="unicode", with_tail=True)))


def _authors(fields: Fields) -> Iterator[str]:
    for name in _AUTHORS:
        for node in fields.get(name, ()):
            inner = _fields(node)
            text = _said(inner, "atom:name", "name") if inner else _text(node)
            if found := feeds.one_line(text):
                mail = _MAIL.fullmatch(found)
                yield mail[1] if mail else found


def _categories(fields: Fields) -> Iterator[str]:
    for name in _CATEGORIES:
        for node in fields.get(name, ()):
            if found := feeds.one_line(node.get("label") or node.get("term") or node.text):
                yield found


def _first(fields: Fields, names: tuple[str, ...]) -> Any:
    return next((fields[name][0] for name in names if name in fields), None)


def _said(fields: Fields, *names: str) -> str | None:
    """The text of the first of these elements that has one."""
    return next(iter(_all_said(fields, names)), None)


def _all_said(fields: Fields, names: tuple[str, ...]) -> tuple[str, ...]:
    found = (_text(node).strip() for name in names if name in fields for node in fields[name])
    return tuple(text for text in found if text)


def _text(node: Any) -> str:
    """All text of an element."""
    return "".join(node.itertext()) if len(node) else node.text or ""


def _lang(node: Any) -> str | None:
    """The `xml:lang` that holds for an element."""
    while node is not None:
        if found := node.get(f"{_XML}lang"):
            return str(found)
        node = node.getparent()
    return None


def _base(node: Any, base: str | None) -> str | None:
    """The address that relative ones of an element start from."""
    chain = []
    while node is not None:
        if found := node.get(f"{_XML}base"):
            chain.append(str(found))
        node = node.getparent()
    for step in reversed(chain):
        base = absolute(step, base) or base
    return base
