"""The text of a page's article, out of the parsed tree.

In: the page as text, then its tree. Out: the paragraphs of the article, one a line, found by trafilatura,
with the byline above them where they lack it: a credit to an agency often stands nowhere else.

Source: Barbaresi, "Trafilatura", ACL 2021 demo; `fast` skips the rival extractors.
"""

from __future__ import annotations

import functools
import logging
from typing import Any

_BYLINE_REACH = 400  # characters at either end of the text in which a byline may already stand


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


def article_text(tree: Any) -> str:
    """The text of the article; empty when there is none.

    Args:
        tree: the parsed page; not changed.
    """
    from trafilatura import bare_extraction

    document: Any = bare_extraction(tree, fast=True, include_comments=False)
    return str(document.text or "") if document else ""


def with_byline(text: str, title: str | None, author: str | None) -> str:
    """The text, with the page's byline below its headline when the text has none.

    Args:
        text: the article.
        title: its headline.
        author: names, as the page gives them.
    """
    if not text.strip() or not author or author in text[:_BYLINE_REACH] or author in text[-_BYLINE_REACH:]:
        return text
    headline, mark, rest = text.partition("\n")
    if mark and title and headline.strip() in title:
        return f"{headline}\n{author}\n{rest}"
    return f"{author}\n{text}"
