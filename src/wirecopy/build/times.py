"""When an article was published, in seconds."""

from __future__ import annotations

from wirecopy.model import Stored
from wirecopy.readers.rows import seconds_of


def published_at(stored: Stored) -> int | None:
    """Seconds since 1970 of the publication of an article, None where it is not known."""
    published = stored.article.published
    return None if published is None else seconds_of(published)
