"""The text of a page's article, out of the parsed tree.

In: the page as text, then its tree, with what the page states about itself. Out: the paragraphs of the
article, one a line, found by trafilatura. What it misses is put back: the standfirst, known by the
description that pages repeat it in, or by what its makers call it; the body that JSON-LD holds, where the
page shows next to nothing of it; the byline, because a credit to an agency often stands nowhere else. What
it takes too much is taken out: lines that are page furniture by their wording ("Read more: ..."). Credits
stay.

Source: Barbaresi, "Trafilatura", ACL 2021 demo; `fast` skips the rival extractors, which gain less than they
cost (benchmarks/results/extraction.md).
"""

from __future__ import annotations

import functools
import logging
import re
from collections.abc import Iterator, Sequence
from typing import Any

from wirecopy.readers.html.prompts import is_prompt

_BYLINE_REACH = 400  # characters at either end of the text in which a byline may already stand
_JUNK = (
    "style", "svg", "iframe", "object", "canvas", "select", "textarea", "script", "datalist", "video",
    "audio", "embed", "map",
)  # fmt: skip
_BLOCKS = frozenset(["p", "div", "h1", "h2", "ul", "table", "section", "article", "header"])
_LEADS = ("h1", "p", "div", "h2", "h3", "h4", "span", "strong")  # where a standfirst stands
_LEAST_LEAD, _MOST_LEAD = 40, 1_200  # characters of a standfirst
_SAME_START = 60  # characters by which a standfirst is known; descriptions are cut at some length
_MOST_LEADS_TRIED = 20_000
_CALLED = re.compile(  # what newspapers call a standfirst in the classes of their pages
    r"(?:^|[\s_-])(?:standfirst|vorspann|chapo|chapeau|dek|introduction|subheadline|(?:intro|teaser|lead)[_-]?text"
    r"|(?:article|post|news|entry)[_-]{1,2}(?:excerpt|teaser|intro|introduction|lead|summary))(?:$|[\s_-])",
    re.IGNORECASE,
)
_ASIDES = frozenset(["aside", "nav", "footer", "li", "figure", "a"])
_ASIDE = re.compile(r"related|recommend|sidebar|footer|widget|more-|list", re.IGNORECASE)
_ENDS = '.?!…:”"»)'  # of a standfirst: it is made of sentences
_MOST_LINKS = 2  # in a standfirst
_HIDDEN = 3  # a stated body is believed when the page shows less than one part in three of it
_LEAST_BODY = 400  # characters of a stated body


@functools.cache
def _silenced() -> None:
    """The logs of the libraries are not ours to print."""
    for name in ("trafilatura", "htmldate", "justext", "courlan"):
        logging.getLogger(name).addHandler(logging.NullHandler())
        logging.getLogger(name).propagate = False


def parse(page: str) -> Any:
    """The tree of a page, or None when there is nothing in it."""
    from trafilatura.utils import load_html

    _silenced()
    return load_html(page)


def article_text(tree: Any, descriptions: Sequence[str] = (), stated: str | None = None) -> str:
    """The text of the article; empty when there is none.

    Args:
        tree: the parsed page; what holds no text is taken out of it.
        descriptions: how the page describes itself in its metadata.
        stated: the body of the article, where the page has it in JSON-LD.
    """
    from lxml.etree import strip_elements
    from trafilatura import bare_extraction

    lead = _standfirst(tree, descriptions)
    strip_elements(tree, *_JUNK, with_tail=False)
    document: Any = bare_extraction(tree, fast=True, include_comments=False)
    text = _without_prompts(str(document.text or "") if document else "")
    if stated and len(stated) > max(_LEAST_BODY, _HIDDEN * len(text)):
        text = "\n".join(filter(None, (" ".join(line.split()) for line in stated.splitlines())))
    return _with_lead(text, lead)


def with_byline(text: str, title: str | None, author: str | None) -> str:
    """The text, with the page's byline below its headline when the text has none.

    Args:
        text: the article.
        title: its headline.
        author: names, as the page gives them.
    """
    if not text.strip() or not author or author in text[:_BYLINE_REACH] or author in text[-_BYLINE_REACH:]:
        return text
    return _below_headline(text, title, author)


def _below_headline(text: str, title: str | None, line: str) -> str:
    headline, mark, rest = text.partition("\n")
    if mark and title and headline.strip() in title:
        return f"{headline}\n{line}\n{rest}"
    return f"{line}\n{text}"


def _without_prompts(text: str) -> str:
    """The text without the lines in which the page speaks for itself."""
    return "\n".join(line for line in text.split("\n") if not is_prompt(line.strip().lstrip("- ")))


def _standfirst(tree: Any, descriptions: Sequence[str]) -> str | None:
    """The paragraph that sums the article up before it begins, as far as it can be told."""
    starts = [text[:_SAME_START] for text in descriptions if len(text) >= _LEAST_LEAD]
    return (_described(tree, starts) if starts else None) or _named(tree)


def _named(tree: Any) -> str | None:
    """The first paragraph that the makers of the page call its standfirst."""
    for element in tree.iter("p", "div", "h2"):
        if not _CALLED.search(element.get("class", "")) or _is_aside(element):
            continue
        text = _words(element)
        if len(text) >= _LEAST_LEAD and text[-1] in _ENDS:
            return text
    return None


def _is_aside(element: Any) -> bool:
    """Whether it is a link, or stands among links to other articles."""
    if any(
        above.tag in _ASIDES or _ASIDE.search(above.get("class", "")) for above in element.iterancestors()
    ):
        return True
    return sum(1 for _ in element.iter("a")) > _MOST_LINKS


def _described(tree: Any, starts: Sequence[str]) -> str | None:
    """The paragraph below the headline that begins like one of these descriptions."""
    below = False
    for element, _ in zip(tree.iter(*_LEADS), range(_MOST_LEADS_TRIED), strict=False):
        below = below or element.tag == "h1"
        if not below or element.tag == "h1" or not _may_begin(element, starts):
            continue
        text = _words(element)
        if len(text) >= _LEAST_LEAD and any(text.startswith(start) for start in starts):
            return text
    return None


def _may_begin(element: Any, starts: Sequence[str]) -> bool:
    """Whether an element of one paragraph opens like one of these texts."""
    if element.tag == "div" and any(child.tag in _BLOCKS for child in element):
        return False
    first = next((" ".join(piece.split()) for piece in _pieces(element) if piece.strip()), "")
    return bool(first) and any(start.startswith(first[:20]) for start in starts)


def _pieces(element: Any) -> Iterator[str]:
    for _, piece in zip(range(50), element.itertext(), strict=False):
        yield piece


def _words(element: Any) -> str:
    """The words of an element; empty for one longer than a standfirst."""
    text = " ".join("".join(element.itertext()).split())
    return text if len(text) <= _MOST_LEAD else ""


def _with_lead(text: str, lead: str | None) -> str:
    """The text with its standfirst, at its top or below its headline, when it lacks it."""
    if not text or not lead or lead[:_SAME_START] in " ".join(text.split()):
        return text
    headline, mark, rest = text.partition("\n")
    if mark and len(headline) < 150 and headline[-1:] not in ".?!":
        return f"{headline}\n{lead}\n{rest}"
    return f"{lead}\n{text}"
