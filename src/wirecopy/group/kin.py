"""Which of many articles have one text behind them, by the copy finder.

Takes articles, gives the name of a family for each: the index of one of its members. It is the copy finder of
`wirecopy group`, and its families are those of `wirecopy group` on the same articles. Nothing of it is loaded
before it is asked for, for few articles are set side by side without it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np

from wirecopy.lexicon.media import HOST
from wirecopy.model import Article


def find_kin(
    articles: Sequence[Article], threads: int = 1, tell: Callable[[str, int, int], None] | None = None
) -> list[int]:
    """The family of every article: articles with one text behind them have the same number.

    Args:
        articles: their ids differ; their order changes no family.
        threads: how many to use.
        tell: called with stage, done and total.
    """
    from wirecopy.group.corpus import UNKNOWN_TIME, Corpus, Texts, find_copies

    count = len(articles)
    # A text may hold half a surrogate pair, which UTF-8 cannot: it is one unknown character here.
    encoded = [article.text.encode("utf-8", "replace") for article in articles]
    offsets = np.zeros(count + 1, np.int64)
    np.cumsum([len(text) for text in encoded], out=offsets[1:])
    numbers: dict[str, int] = {}
    outlets = [numbers.setdefault(name, len(numbers)) if (name := _outlet(a)) else -1 for a in articles]
    order = np.empty(count, np.int64)
    order[sorted(range(count), key=lambda index: articles[index].id)] = np.arange(count)
    corpus = Corpus(
        texts=Texts(np.frombuffer(b"".join(encoded), np.uint8), offsets),
        outlets=np.array(outlets, np.int32),
        times=np.full(count, UNKNOWN_TIME, np.int64),  # they say who is first, and nothing about who is kin
        order=order,
    )
    families: list[int] = find_copies(corpus, threads, tell=tell).family.tolist()
    return families


def _outlet(article: Article) -> str:
    """What the outlet of an article is called: its site, where it is not named."""
    host = re.match(HOST, article.url or "")
    return article.outlet or (host["host"] if host else "")
