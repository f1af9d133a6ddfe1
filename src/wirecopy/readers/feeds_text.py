"""Markup of a feed to plain text, paragraph by paragraph.

In: the HTML an entry carries as its content. Out: its text, a line a paragraph, blanks run together as a
browser shows them; scripts, styles and forms left out. Feeds carry the article and no furniture, so nothing
is looked for and nothing judged: what the feed says is what comes out.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "ul",
))  # fmt: skip
_SILENT = frozenset((
    "script", "style", "template", "noscript", "iframe", "object", "form", "svg", "math", "head", "title",
))  # fmt: skip
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")  # not the no-break space, which is part of the text


def text_of(markup: str) -> str:
    """The text of a piece of HTML, its paragraphs separated by line ends."""
    if "<" not in markup:
        return _line(html.unescape(markup))
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True)
    try:
        root = etree.fromstring(b"<body>" + markup.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:  # nothing in it that a browser would show
        return ""
    if root is None:
        return ""
    lines = map(_line, "".join(_pieces(root)).split("\0"))
    return "\n".join(line for line in lines if line)


def _pieces(root: Any) -> Iterator[str]:
    """The text in order, with a NUL where a block begins or ends."""
    from lxml import etree

    silent = None  # the outermost element of those that say nothing
    for event, node in etree.iterwalk(root, events=("start", "end")):
        tag = node.tag
        if silent is None and event == "start":
            if tag in _SILENT:
                silent = node
                continue
            if tag in _BLOCKS:
                yield "\0"
            yield node.text or ""
        elif event == "end" and silent in (None, node):
            silent = None
            if tag in _BLOCKS:
                yield "\0"
            yield node.tail or ""


def _line(text: str) -> str:
    return _BLANKS.sub(" ", text).strip(" ")
