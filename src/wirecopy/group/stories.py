"""Which of the given articles are about one event.

In: articles, and the families the copy finder found where it was asked. Out: groups of indices. The rule is
that of `wirecopy.group.events`: one rule says what a story is, for five articles, for an archive, and for
articles as they arrive. Texts are read once, for their signatures. Across languages articles come together by
shared names and numbers alone, unless `encode` says what a text means. An event is not a topic: two trials in
one town may come close.
"""

from __future__ import annotations

from collections.abc import Sequence

from wirecopy.group.events.across import Encode
from wirecopy.group.events.batch import find_events
from wirecopy.group.events.likeness import alone, likeness
from wirecopy.group.events.signature import Signature, sign
from wirecopy.model import Article
from wirecopy.text.language import detect_language


def signature_of(article: Article, encode: Encode | None = None) -> Signature:
    """What says which event an article tells of; its language is found out where it is not known."""
    language = article.language or detect_language(article.text)
    return sign(article.title, article.text, article.moment, language, encode)


def sign_text(text: str, time: int | None, encode: Encode | None = None) -> Signature:
    """The same for a text alone.

    Args:
        text: of the article.
        time: when it was published, seconds since 1970; None where unknown.
        encode: says what a text means; None to leave languages apart.
    """
    return sign(None, text, time, detect_language(text), encode)


def find_stories(
    articles: Sequence[Article], kin: Sequence[int] = (), encode: Encode | None = None
) -> list[list[int]]:
    """Groups of indices, each sorted, ordered by first index; every index stands in one group.

    Args:
        articles: in any order; it plays no part but for the indices.
        kin: per article the name of its family, where that is known; a family is never parted.
        encode: says what a text means; None to leave languages apart.
    """
    return find_events([signature_of(article, encode) for article in articles], kin or range(len(articles)))


def story_likeness(left: Article, right: Article, encode: Encode | None = None) -> float:
    """How likely two articles tell of one event, 0-1."""
    return likeness(alone(signature_of(left, encode)), alone(signature_of(right, encode)))
