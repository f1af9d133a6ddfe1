"""Articles of invented outlets about invented events, and the way from a text to its facts."""

from __future__ import annotations

from wirecopy.facts import find
from wirecopy.model import Article, Facts, Witness
from wirecopy.text import prepare


def witness(text: str, *, language: str = "en", published: str | None = "2023-03-14") -> Witness:
    """A witness of an article published on Tuesday 14 March 2023."""
    return prepare(Article(id="a", path="a.txt", text=text, language=language, published=published))


def facts(text: str, *, language: str = "en", published: str | None = "2023-03-14") -> Facts:
    return find(witness(text, language=language, published=published))
