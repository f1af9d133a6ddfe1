"""Small stories for the tests of changes: each version is a list of sentences, one a line."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from wirecopy.collate import collate
from wirecopy.collate.changes import find_changes
from wirecopy.facts import find
from wirecopy.model import Article, Change, Collation, Sentence, Witness
from wirecopy.text.tokens import tokenise_sentences

# Every version carries these: in a story of one sentence every word is common, and nothing aligns.
FILLER = (
    "The weather service expects calm seas around the lighthouse for the rest of the week.",
    "Shopkeepers along the quay have kept their shutters down since the carnival parade.",
    "A brass band from the northern villages played in front of the town hall yesterday evening.",
)
DAY = "2031-03-03"  # a Monday


def witness(name: str, sentences: Sequence[str], published: str = DAY, language: str = "en") -> Witness:
    """A version whose sentences are all body text."""
    text = "\n".join(sentences)
    spans: list[Sentence] = []
    start = 0
    for index, sentence in enumerate(sentences):
        spans.append(Sentence(index, start, start + len(sentence), "body"))
        start += len(sentence) + 1
    article = Article(name, name, text, published=published, language=language)
    bare = Witness(article, tuple(spans), tokenise_sentences(text, spans, language))
    return dataclasses.replace(bare, facts=find(bare))


def story(*versions: str | Sequence[str]) -> Collation:
    """A collation of versions; a version of one sentence may be given as a string."""
    rows = [[version] if isinstance(version, str) else version for version in versions]
    return collate([witness(f"v{number}", [*FILLER, *row]) for number, row in enumerate(rows)])


def changes(*versions: str | Sequence[str]) -> tuple[Change, ...]:
    """The changes between versions."""
    return find_changes(story(*versions))


def told(found: Sequence[Change]) -> list[str]:
    """Changes as short lines, for the message of a failed test."""
    return [f"{c.severity} {c.kind}: {' | '.join(r.reading for r in c.readings)} ({c.why})" for c in found]
