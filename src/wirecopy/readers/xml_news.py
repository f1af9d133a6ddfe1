"""Articles in the XML of news agencies: NITF, NewsML-G2 and NewsML 1.

In: a document whose root is `nitf`, `newsItem`, `newsMessage` or `NewsML`. Out: an `Article` for each item in
it that carries text, a rejection for each that does not (pictures, packages). The text is the byline and the
dateline, a line each, and the paragraphs of the body; headline, date, language and provider are fields.
Rejected: any other XML, by the name of its root. Limits: captions and tables are left out.

Source: IPTC, NITF 3.6; NewsML-G2 2.33, "inlineXML"; NewsML 1.2, "DataContent".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from wirecopy.model import Article, Rejected
from wirecopy.readers.base import Fields, Item, Note, Source, read_limited
from wirecopy.readers.feeds_entry import one_line
from wirecopy.readers.rows import iso_date, language
from wirecopy.readers.text import text_reason
from wirecopy.readers.xml import BrokenXmlError, Opened, opened, tree_of
from wirecopy.settings import Reading

ROOTS = ("nitf", "newsitem", "newsmessage", "newsml")
_ITEMS = ("newsitem", "nitf")
_BODIES = ("body.content", "inlinexml", "datacontent", "inlinedata")
_ABOVE = ("byline", "dateline")
_PARAGRAPHS = ("p", "hl2", "li", "pre", "dt", "dd", "h2", "h3", "h4")
_ASIDE = ("media", "table", "figure", "script", "style", "head", "body.head", "body.end")
_HEADLINES = ("hl1", "headline", "headlineline", "title")
_DATES = ("date.issue", "firstcreated", "versioncreated", "date.release", "firstcreatedtime", "dateid")
_PROVIDERS = ("provider", "distributor", "doc.copyright")
_IDS = ("doc-id", "newsitemid")
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def read(source: Source, limits: Reading) -> Iterator[Item]:
    """The items of the document as articles."""
    data = read_limited(source, limits.max_file_bytes)
    if data is None:
        too_large = f"larger than {limits.max_file_bytes:,} bytes (setting reading.max_file_bytes)"
        yield Rejected(source.path, too_large)
        return
    document = opened(data)
    if isinstance(document, str):
        yield Rejected(source.path, document)
    elif document.root not in ROOTS:
        shown = (
            f"XML with the root <{document.root[:40]}>" if document.root else "no XML, or only a piece of it"
        )
        yield Rejected(source.path, f"{shown}: no articles that we know; extract them to text or JSON Lines")
    else:
        yield from _read(document, source, limits)


def records(source: Source, limits: Reading, wanted: Sequence[int]) -> Iterator[Fields]:
    """The articles with these numbers, as fields."""
    paths = {f"{source.path}:{number}" if number else source.path for number in wanted}
    for item in read(source, limits):
        if isinstance(item, Article) and item.path in paths:
            yield Fields({name: value for name, value in asdict(item).items() if name != "path"})


def _read(document: Opened, source: Source, limits: Reading) -> Iterator[Item]:
    for note in document.notes:
        yield Note(source.path, note)
    try:
        root = tree_of(document.text)
    except BrokenXmlError as error:
        yield Rejected(source.path, f"broken XML: {error}")
        return
    items = [node for node in root.iter() if _local(node) in _ITEMS and not _within_item(node)] or [root]
    for number, item in enumerate(items, start=1):
        place = source.path if len(items) == 1 else f"{source.path}:{number}"
        yield _article(item, root, place, source.id, limits)


def _within_item(node: Any) -> bool:
    """Whether a NITF document is the content of an item around it."""
    return any(_local(above) in _ITEMS for above in node.iterancestors())


def _article(item: Any, root: Any, path: str, name: str, limits: Reading) -> Article | Rejected:
    lines = list(_lines(item))
    if not lines:
        return Rejected(path, "no text in this item: a picture, a package or an empty one")
    text = "\n".join(lines)
    if reason := text_reason(text, limits):
        return Rejected(path, reason)
    published = next(filter(None, map(iso_date, _said(item, _DATES, "norm"))), None)
    return Article(
        id=_identifier(item) or name,
        path=path,
        text=text,
        outlet=next(_said(item, _PROVIDERS, "literal", "holder"), None),
        title=next(_said(item, _HEADLINES), None),
        published=published,
        language=_language(item) or _language(root),
        dated_by="meta" if published else None,
    )


def _lines(item: Any) -> Iterator[str]:
    """Byline and dateline, then the paragraphs."""
    bodies = [node for node in item.iter() if _local(node) in _BODIES]
    paragraphs = [line for body in bodies if not _nested(body) for line in _paragraphs(body)]
    start = paragraphs[0] if paragraphs else ""
    for name in _ABOVE if paragraphs else ():
        line = next(_said(item, (name,)), None)
        if line and not start.startswith(line):
            yield line
    yield from paragraphs


def _nested(body: Any) -> bool:
    """Whether a body stands in another, as that of NITF in NewsML."""
    return any(_local(above) in _BODIES for above in body.iterancestors())


def _paragraphs(node: Any) -> Iterator[str]:
    """The paragraphs below an element in order; all its text where it has none."""
    found = False
    for part in _outermost(node):
        found = True
        if line := one_line("".join(part.itertext())):
            yield line
    if not found:
        yield from filter(None, map(one_line, "".join(node.itertext()).split("\n")))


def _outermost(node: Any) -> Iterator[Any]:
    for child in node:
        name = _local(child)
        if name in _PARAGRAPHS:
            yield child
        elif name not in _ASIDE:
            yield from _outermost(child)


def _said(item: Any, names: Sequence[str], *attributes: str) -> Iterator[str]:
    """What elements of these names say, in the order of the names: an attribute, or their text."""
    for name in names:
        for node in item.iter():
            if _local(node) == name:
                said = next(filter(None, map(node.get, attributes)), None)
                if found := one_line(said or "".join(node.itertext())):
                    yield found


def _identifier(item: Any) -> str | None:
    own = item.get("guid") or next(_said(item, _IDS, "id-string"), None)
    return one_line(own)


def _language(item: Any) -> str | None:
    tags = (node.get("tag") for node in item.iter() if _local(node) == "language")
    return next(filter(None, map(language, (*filter(None, tags), item.get(_XML_LANGUAGE)))), None)


def _local(node: Any) -> str:
    return str(node.tag).rpartition("}")[2].lower()
