"""Plain text: one file is one article, its name is its id.

In: a `.txt` file, or any file that was named outright and is text. Out: one `Article` whose text is the
decoded file, nothing added, nothing trimmed. Rejected: empty files, binary files, files over
`reading.max_file_bytes` or `reading.max_article_chars`.
"""

from __future__ import annotations

from collections.abc import Iterator

from wirecopy.model import Article, Rejected
from wirecopy.readers.base import Item, Note, Source, read_limited
from wirecopy.readers.encoding import binary_reason, decode
from wirecopy.settings import Reading


def read(source: Source, limits: Reading) -> Iterator[Item]:
    """The file as one article."""
    data = read_limited(source, limits.max_file_bytes)
    if data is None:
        yield Rejected(
            source.path, f"larger than {limits.max_file_bytes:,} bytes (setting reading.max_file_bytes)"
        )
        return
    reason = binary_reason(data)
    decoded = None if reason else decode(data)
    if decoded is None:
        yield Rejected(source.path, reason or "no known text encoding fits: save it as UTF-8")
    elif reason := text_reason(decoded.text, limits):
        yield Rejected(source.path, reason)
    else:
        if decoded.note:
            yield Note(source.path, decoded.note)
        yield Article(id=source.id, path=source.path, text=decoded.text)


def text_reason(text: str, limits: Reading) -> str | None:
    """Why a text cannot be an article, or None: shared by all readers."""
    if not text.strip("\0 \t\r\n\f\v\ufeff\xa0"):
        return "empty: no text in it"
    if len(text) > limits.max_article_chars:
        return (
            f"{len(text):,} characters in one article: more than {limits.max_article_chars:,} "
            "(setting reading.max_article_chars)"
        )
    return None
