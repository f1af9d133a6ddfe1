"""What a page states about its article in JSON-LD, the form news sites keep best.

In: the texts of the page's `application/ld+json` scripts and its headline. Out: one `Linked`, the fields of
the node that describes the article. Nodes are looked for in lists, `@graph` and nested values; `{"@id":
...}` is followed. JSON that does not parse is repaired where the damage is usual (comments, raw line ends,
commas before a closing bracket), else the few fields that matter are cut out of it. Bounded: so many bytes,
blocks and nodes, whatever a page sends; deep nesting is an error that counts as damage.

Source: schema.org, Article and its subtypes; Google Search Central, "Article structured data".
"""

from __future__ import annotations

import html
import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_MAX_BLOCKS = 64
_MAX_CHARS = 1_000_000
_MAX_NODES = 5_000
_MAX_NAMES = 12
_ARTICLES = re.compile(r"(?:\w*NewsArticle|Article|Report|BlogPosting|LiveBlogPosting|\w+Article)$")
_PAGES = frozenset(("WebPage", "ItemPage", "NewsMediaOrganization", "CreativeWork", "MediaReport"))
_REPAIRS = (
    (re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)"), ""),
    (re.compile(r"(?:-->|//\s*\]\]>|\]\]>|/\*\s*\]\]>\s*\*/)\s*;?\s*$"), ""),
    (re.compile(r",(\s{0,200}[}\]])"), r"\1"),
)
_FIELD = re.compile(
    r'"(headline|datePublished|dateModified|inLanguage)"\s{0,9}:\s{0,9}"((?:[^"\\]|\\.){1,1000})"'
)
_TAGS = re.compile(r"<[^<>]{1,200}>")


@dataclass(frozen=True, slots=True)
class Linked:
    """The article as a page describes it in JSON-LD; dates as written."""

    headline: str | None = None
    published: str | None = None
    modified: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    body: str | None = None
    providers: tuple[str, ...] = ()


def linked_article(blocks: Sequence[str], headline: str | None = None) -> Linked:
    """The fields of the node that describes the page's article; empty where there is none.

    Args:
        blocks: contents of the scripts.
        headline: the page's, which tells its article from others that are described beside it.
    """
    nodes: list[Mapping[str, Any]] = []
    cut: list[Linked] = []
    room = _MAX_CHARS
    for block in blocks[:_MAX_BLOCKS]:
        if len(block) > room:
            continue
        room -= len(block)
        value = _parsed(block)
        if value is None:
            cut.append(_cut_out(block))
        else:
            nodes += _nodes(value, _MAX_NODES - len(nodes))
    by_id = {str(node["@id"]): node for node in nodes if "@id" in node and len(node) > 1}
    best = _best(nodes, headline)
    if best is None:
        return next((found for found in cut if found.published or found.headline), Linked())
    return _linked(best, by_id)


def _parsed(block: str) -> Any:
    """The value of a block, repaired where that helps; None when nothing does."""
    text = block.strip()
    for attempt in range(2):
        if attempt:
            for pattern, into in _REPAIRS:
                text = pattern.sub(into, text)
        try:
            return json.loads(text, strict=False)  # not strict: raw line ends inside of strings
        except (ValueError, RecursionError):
            continue
    return None


def _cut_out(block: str) -> Linked:
    """The fields that matter of a block that is no JSON: the first of each."""
    fields: dict[str, str] = {}
    for name, value in _FIELD.findall(block):
        fields.setdefault(name, value.replace('\\"', '"').replace("\\/", "/"))
    return Linked(
        headline=_plain(fields.get("headline")),
        published=fields.get("datePublished"),
        modified=fields.get("dateModified"),
        language=fields.get("inLanguage"),
    )


def _nodes(value: Any, limit: int) -> list[Mapping[str, Any]]:
    """The objects of a value, outermost first, no more than `limit`."""
    found: list[Mapping[str, Any]] = []
    waiting = [value]
    for current in waiting:  # grows as it is walked
        if len(found) >= limit or len(waiting) > 4 * _MAX_NODES:
            break
        if isinstance(current, dict):
            found.append(current)
            waiting += [inner for inner in current.values() if isinstance(inner, dict | list)]
        elif isinstance(current, list):
            waiting += [inner for inner in current[:_MAX_NODES] if isinstance(inner, dict | list)]
    return found


def _best(nodes: Sequence[Mapping[str, Any]], headline: str | None) -> Mapping[str, Any] | None:
    """The node of the page's article: an article that is dated, under the page's headline, named early."""
    ranked = [(_rank(node, headline), node) for node in nodes]
    ranked = [(rank, node) for rank, node in ranked if rank]
    return max(ranked, key=lambda pair: pair[0])[1] if ranked else None  # the first of equals


def _rank(node: Mapping[str, Any], headline: str | None) -> int:
    """How likely a node describes the page's article; 0 for not at all."""
    types = list(_strings(node.get("@type")))
    is_article = any(_ARTICLES.search(name) for name in types)
    if not is_article and ("datePublished" not in node or (types and not _PAGES.intersection(types))):
        return 0
    stated = _plain(_first(node.get("headline")) or _first(node.get("name")))
    same = bool(stated and headline and _folded(stated)[:40] == _folded(headline)[:40])
    return 1 + 4 * is_article + 2 * same + ("datePublished" in node)


def _folded(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum())


def _linked(node: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]]) -> Linked:
    page = _resolved(node.get("mainEntityOfPage"), by_id)
    address = node.get("url") or (page.get("@id") if isinstance(page, Mapping) else page)
    body = node.get("articleBody")
    return Linked(
        headline=_plain(_first(node.get("headline")) or _first(node.get("name"))),
        published=_first(node.get("datePublished")) or _first(node.get("dateCreated")),
        modified=_first(node.get("dateModified")),
        authors=_names(node.get("author") or node.get("creator"), by_id),
        publisher=next(iter(_names(node.get("publisher"), by_id)), None),
        url=_first(address),
        language=next(iter(_names(node.get("inLanguage"), by_id)), None),
        body=body if isinstance(body, str) else None,
        providers=_names(node.get("provider"), by_id) + _names(node.get("sourceOrganization"), by_id),
    )


def _resolved(value: Any, by_id: Mapping[str, Mapping[str, Any]]) -> Any:
    """The node a reference stands for; any other value as it is."""
    if isinstance(value, dict) and set(value) <= {"@id", "@type"} and str(value.get("@id")) in by_id:
        return by_id[str(value["@id"])]
    return value


def _names(value: Any, by_id: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
    """The names of people or bodies, however they are given."""
    found: list[str] = []
    for item in (value if isinstance(value, list) else [value])[:_MAX_NAMES]:
        one = _resolved(item, by_id)
        names = one.get("name") if isinstance(one, dict) else one
        found += [name for name in map(_plain, _strings(names)) if name]
    return tuple(dict.fromkeys(found))


def _strings(value: Any) -> Iterator[str]:
    """The strings of a value that is one, or a list of them."""
    for item in (value if isinstance(value, list) else [value])[:_MAX_NAMES]:
        if isinstance(item, str):
            yield item


def _first(value: Any) -> str | None:
    """The first string of a value that says something; numbers are dates to some."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(int(value)) if math.isfinite(value) else None
    return next((text.strip() for text in _strings(value) if text.strip()), None)


def _plain(text: str | None) -> str | None:
    """A text without the entities and tags that some sites leave in it."""
    if not text:
        return None
    return " ".join(_TAGS.sub(" ", html.unescape(text)).split()) or None
