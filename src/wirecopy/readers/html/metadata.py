"""What a page states about itself: headline, outlet, address, dates, language, authors.

In: the parsed tree and the URL it came from. Out: `Stated`. Sources in the order in which they are believed:
JSON-LD, OpenGraph, other named `<meta>` fields, `<time>`, the URL, and for dates, when all of these are
silent, what htmldate finds; `dated_by` says which it was. The canonical address is taken only when it
belongs to the site the page came from: a copy may well name its original there. Limits: only the first
fields of a page are looked at (`_MAX_FIELDS`); times in the text are not told from those of the article.

Sources: The Open Graph protocol (ogp.me); Dublin Core; Barbaresi, "htmldate", JOSS 2020.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from wirecopy.lexicon.agencies import canonical, short_name
from wirecopy.lexicon.media import HOST
from wirecopy.readers.html.dates import stated_date
from wirecopy.readers.html.jsonld import Linked, linked_article
from wirecopy.readers.rows import language as language_code
from wirecopy.text.dates import is_stamp

_MAX_FIELDS = 500
_MAX_VALUE = 2_000
_MAX_TIMES = 50

_TITLES = (
    "og:title", "headline", "parsely-title", "sailthru.title", "cxenseparse:recs:title", "dc.title",
    "dcterms.title", "citation_title", "twitter:title", "fb_title", "title",
)  # fmt: skip
_OUTLETS = (
    "og:site_name", "cxenseparse:recs:publisher", "publisher", "dc.publisher", "dcterms.publisher",
    "citation_publisher", "application-name", "copyright",
)  # fmt: skip
_OPENGRAPH_DATES = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "article:published",
)
_DATES = (
    "datepublished", "parsely-pub-date", "cxenseparse:recs:publishtime", "sailthru.date", "dc.date.issued",
    "dcterms.issued", "dc.date", "dc.issued", "dcterms.date", "dcterms.created", "dc.date.created",
    "citation_publication_date", "pubdate", "publish-date", "publish_date", "publication_date", "published",
    "published-date", "publishdate", "date_published", "article.published", "article_date_original",
    "originalpublicationdate", "ptime", "date", "timestamp", "bt:pubdate", "rnews:datepublished", "created",
    "datecreated", "last-publication-date", "sort_date", "og:pubdate", "vr:published_time",
    "iso-8601-publish-date",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:updated_time", "og:modified_time", "datemodified", "dcterms.modified",
    "dc.date.modified", "dc.modified", "last-modified", "lastmod", "modified", "updated", "bt:moddate",
    "cxenseparse:recs:modifiedtime",
)  # fmt: skip
_AUTHORS = (
    "author", "article:author", "og:author", "og:article:author", "parsely-author", "cxenseparse:author",
    "sailthru.author", "dc.creator", "dcterms.creator", "citation_author", "byl", "cxenseparse:recs:author",
    "creator", "article:author_name", "twitter:creator_name",
)  # fmt: skip
_DESCRIPTIONS = ("description", "og:description", "twitter:description", "dc.description")
_LANGUAGES = ("og:locale", "content-language", "dc.language", "dcterms.language", "language", "inlanguage")
_STAMPED = (
    "p",
    "span",
    "div",
    "li",
    "em",
    "i",
    "b",
    "strong",
    "small",
    "td",
    "font",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
)
_MAX_STAMPED = 20_000
_YEAR = re.compile(r"(?:19|20)\d\d")
_OTHER_TIMES = re.compile("modif|updat|comment|upcoming|event")
_SEPARATORS = re.compile(r"\s+[|–—\-·•»:]\s+|\s*[|»]\s*")
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-]?([01]?\d)[/-]?([0-3]?\d)(?=[/_.-]|$)")
_NO_NAME = re.compile(
    r"https?://|www\.|@|^\W*$|^(?:admin|administrator|editor|root|none|null|unknown)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Stated:
    """What a page states about its article."""

    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    dated_by: str | None = None
    modified: str | None = None
    language: str | None = None
    author: str | None = None
    body: str | None = None
    descriptions: tuple[str, ...] = ()


def read_metadata(tree: Any, url: str | None) -> Stated:
    """What the page states.

    Args:
        tree: the parsed page; not changed.
        url: where it came from, if known.
    """
    fields = _fields(tree)
    heading = _heading(tree)
    linked = linked_article(_blocks(tree), heading or _value(fields, _TITLES))
    address = _address(tree, fields, linked, url)
    host = _host(url) or _host(address)
    outlet = linked.publisher or _value(fields, _OUTLETS[:1]) or _value(fields, _OUTLETS) or host
    published, dated_by = _published(tree, fields, linked, url or address)
    return Stated(
        title=_title(tree, fields, linked, heading, outlet),
        outlet=outlet,
        url=address,
        published=published,
        dated_by=dated_by,
        modified=_first_date((linked.modified, *_values(fields, _MODIFIED))),
        language=_language(tree, fields, linked),
        author=_author(tree, fields, linked),
        body=linked.body,
        descriptions=tuple(" ".join(text.split()) for text in _values(fields, _DESCRIPTIONS)),
    )


def _fields(tree: Any) -> Mapping[str, list[str]]:
    """The page's `<meta>` fields by lower-cased name, in order; names given as property, name or itemprop."""
    fields: dict[str, list[str]] = {}
    for number, meta in enumerate(tree.iter("meta")):
        if number >= _MAX_FIELDS:
            break
        content = (meta.get("content") or meta.get("value") or "")[:_MAX_VALUE].strip()
        if not content:
            continue
        for key in ("property", "name", "itemprop", "http-equiv"):
            name = meta.get(key)
            if name:
                fields.setdefault(name.strip().lower()[:100], []).append(content)
    return fields


def _values(fields: Mapping[str, list[str]], names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield from fields.get(name, ())


def _value(fields: Mapping[str, list[str]], names: Iterable[str]) -> str | None:
    """The first value of these fields that says something."""
    found = (" ".join(html.unescape(value).split()) for value in _values(fields, names))
    return next((value for value in found if value and not value.startswith(("http://", "https://"))), None)


def _blocks(tree: Any) -> list[str]:
    """The contents of the JSON-LD scripts."""
    return [
        script.text
        for script in tree.iter("script")
        if script.text and "ld+json" in (script.get("type") or "")[:100].lower()
    ]


def _heading(tree: Any) -> str | None:
    """The text of the page's `<h1>`, where it has exactly one."""
    headings = [text for text in (_text(h1) for h1 in _few(tree.iter("h1"), 5)) if text]
    return headings[0] if len(headings) == 1 else None


def _few(items: Iterator[Any], count: int) -> list[Any]:
    return [item for item, _ in zip(items, range(count), strict=False)]


def _text(element: Any) -> str:
    """The words of an element, cut where no headline reaches."""
    pieces: list[str] = []
    length = 0
    for piece in element.itertext():
        pieces.append(piece)
        length += len(piece)
        if length > 4 * _MAX_VALUE:
            break
    return " ".join("".join(pieces).split())[:_MAX_VALUE]


def _title(
    tree: Any, fields: Mapping[str, list[str]], linked: Linked, heading: str | None, outlet: str | None
) -> str | None:
    """The headline: of the page, of its metadata, or of its window, without the name of the site."""
    window = next((_text(title) for title in _few(tree.iter("title"), 1)), "")
    stated = linked.headline or _value(fields, _TITLES)
    if heading and stated and _is_part(stated, heading):
        return _without_site(stated, outlet)  # the heading has the kicker too
    for candidate in (heading, stated, window):
        if candidate and not _is_site(candidate, outlet):
            return _without_site(candidate, outlet)
    return stated or heading or window or None


def _is_part(stated: str, heading: str) -> bool:
    """Whether a heading is a stated headline with something before or after it."""
    short, long = stated.casefold(), heading.casefold()
    return 15 < len(short) < len(long) and (long.endswith(short) or long.startswith(short))


def _is_site(title: str, outlet: str | None) -> bool:
    return bool(outlet) and title.strip().casefold() == (outlet or "").strip().casefold()


def _without_site(title: str, outlet: str | None) -> str:
    """A title without the name of the site at its end or start, set off by a bar or dash."""
    pieces = _SEPARATORS.split(title)
    if len(pieces) < 2 or not outlet:
        return title
    if _same_name(pieces[-1], outlet):
        return title[: title.rindex(pieces[-1])].rstrip(" |–—-·•»:")
    if _same_name(pieces[0], outlet):
        return title[len(pieces[0]) :].lstrip(" |–—-·•»:")
    return title


def _same_name(piece: str, outlet: str) -> bool:
    left, right = (
        re.sub(r"\W|^the |^www\.|\.(?:com|de|org|net|co\.uk)$", "", t.casefold()) for t in (piece, outlet)
    )
    return bool(left) and (left == right or (len(left) > 3 and (left in right or right in left)))


def _address(tree: Any, fields: Mapping[str, list[str]], linked: Linked, url: str | None) -> str | None:
    """The page's own address; the one it came from where the page names another site, or its front page."""
    links = [
        link.get("href") or ""
        for link in _few(tree.iter("link"), _MAX_FIELDS)
        if "canonical" in (link.get("rel") or "").lower().split()
    ]
    for candidate in (*links[:3], *_values(fields, ("og:url", "twitter:url")), linked.url or ""):
        full = _absolute(candidate.strip()[:_MAX_VALUE], url)
        if full is None or (url and not _same_site(full, url)):
            continue
        if url and len(urlsplit(url).path) > 1 and len(urlsplit(full).path) <= 1:
            continue
        return full
    return url


def _absolute(address: str, base: str | None) -> str | None:
    """An http address in full, or None."""
    try:
        full = urljoin(base or "", address) if address else ""
        return full if urlsplit(full).scheme in ("http", "https") and urlsplit(full).hostname else None
    except ValueError:  # "http://[": no address at all
        return None


def _host(address: str | None) -> str | None:
    found = re.match(HOST, (address or "").lower())
    return found["host"] if found else None


def _same_site(one: str, other: str) -> bool:
    """Whether two addresses share the last two labels of their hosts."""
    left, right = (_host(address) or "" for address in (one, other))
    return left == right or left.split(".")[-2:] == right.split(".")[-2:]


def _published(
    tree: Any, fields: Mapping[str, list[str]], linked: Linked, url: str | None
) -> tuple[str | None, str | None]:
    """When the article was published, and what says so."""
    marked, others = _times(tree)
    for name, values in (
        ("json-ld", (linked.published,)),
        ("opengraph", _values(fields, _OPENGRAPH_DATES)),
        ("meta", _values(fields, _DATES)),
        ("time", marked),
        ("url", _url_dates(url)),
        ("time", others),
        ("guess", _guesses(tree)),
    ):
        if found := _first_date(values):
            return found, name
    return None, None


def _first_date(values: Iterable[str | None]) -> str | None:
    return next((found for found in map(stated_date, values) if found), None)


def _times(tree: Any) -> tuple[list[str], list[str]]:
    """Dates of `<time>` elements and the like: those marked as the publication, and some others."""
    marked, others = [], []
    for time in _few(tree.iter("time"), _MAX_TIMES):
        stated = (time.get("datetime") or time.get("content") or _text(time)).strip()
        about = f"{time.get('itemprop') or ''} {time.get('class') or ''}".lower()
        if time.get("pubdate") is not None or "publi" in about:
            marked.append(stated)
        elif not _OTHER_TIMES.search(about):
            others.append(stated)
    marked += [
        element.get("content") or element.get("datetime") or _text(element)
        for element in tree.xpath(".//*[@itemprop='datePublished']")[:5]
    ]
    return marked, others[:3]


def _url_dates(url: str | None) -> Iterator[str]:
    """The day an address names in full, as /2024/03/05/."""
    found = _URL_DATE.search(urlsplit(url).path[:_MAX_VALUE]) if url else None
    if found:
        yield f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"


def _guesses(tree: Any) -> Iterator[str]:
    """What htmldate makes of a page that states no date; its slow search for dates in words is left out."""
    from htmldate import find_date

    if found := find_date(tree, original_date=True, extensive_search=False):
        yield found
    yield from _stamps(tree)


def _stamps(tree: Any) -> list[str]:
    """Short texts that hold a date and nothing else: those below the headline, then those above it."""
    above: list[str] = []
    below: list[str] = []
    found = above
    for element in _few(tree.iter("h1", *_STAMPED), _MAX_STAMPED):
        if element.tag == "h1":
            found = below
        text = " ".join((element.text or "").split())
        if 8 <= len(text) <= 60 and _YEAR.search(text) and is_stamp(text):
            found.append(text)
    return below + above


def _language(tree: Any, fields: Mapping[str, list[str]], linked: Linked) -> str | None:
    """The language the page states."""
    root = tree if tree.tag == "html" else next(tree.iter("html"), tree)
    stated = [root.get("lang"), root.get("{http://www.w3.org/XML/1998/namespace}lang"), root.get("xml:lang")]
    for value in (*stated, linked.language, *_values(fields, _LANGUAGES)):
        if value and (code := language_code(value[:20].split(",")[0])):
            return code
    return None


def _author(tree: Any, fields: Mapping[str, list[str]], linked: Linked) -> str | None:
    """The names of the authors and of an agency that provides the text; no addresses."""
    names = list(linked.authors) or [html.unescape(value) for value in _values(fields, _AUTHORS)]
    names += [name for name in linked.providers if canonical(name) or short_name(name)]  # whose text it is
    names = [" ".join(name.split()) for name in names]
    kept = dict.fromkeys(name for name in names if 1 < len(name) < 120 and not _NO_NAME.search(name))
    if kept:
        return ", ".join(list(kept)[:6])
    for element in tree.xpath(".//*[@rel='author']")[:3]:
        name = _text(element)
        if 3 < len(name) < 80 and not _NO_NAME.search(name):
            return name
    return None
