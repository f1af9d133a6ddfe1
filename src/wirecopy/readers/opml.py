"""OPML: lists of feeds, as every reader of feeds exports them.

In: the bytes of an OPML file. Out: a `FeedRef` for each feed once, in order, folders within folders unfolded.
A list of feeds holds no articles, so as a file to read it is rejected with a word about `wirecopy watch`.
Of a damaged list, what stands before the damage is read.

Source: opml.org, OPML 2.0, "Subscription lists".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wirecopy.errors import InputError
from wirecopy.model import Rejected
from wirecopy.readers.base import Item, Source, read_limited
from wirecopy.readers.feeds_entry import absolute, one_line
from wirecopy.readers.xml import BrokenXmlError, opened, repaired, tree_of
from wirecopy.settings import Reading


@dataclass(frozen=True, slots=True)
class FeedRef:
    """A feed that a list names."""

    url: str
    title: str | None = None


def feeds_of(data: bytes, url: str | None = None, limits: Reading | None = None) -> list[FeedRef]:
    """The feeds that a list names, each once.

    Args:
        data: a whole OPML file.
        url: where it was fetched, to complete addresses.
        limits: what is too large; the defaults of `Reading` when left out.

    Raises:
        InputError: it is no list of feeds, or too large, or names none.
    """
    found = _feeds(data, url, limits or Reading())
    if isinstance(found, str):
        raise InputError(found, url or "", "give an OPML file, or the addresses of feeds")
    return found


def read(source: Source, limits: Reading) -> Iterator[Item]:
    """One rejection: the list, and what to do with it."""
    data = read_limited(source, limits.max_feed_bytes)
    found = _too_large(limits) if data is None else _feeds(data, None, limits)
    if not isinstance(found, str):
        found = f"a list of {len(found):,} feeds, not articles: give it to `wirecopy watch`"
    yield Rejected(source.path, found)


def _feeds(data: bytes, url: str | None, limits: Reading) -> list[FeedRef] | str:
    """The feeds, or why there are none."""
    if len(data) > limits.max_feed_bytes:
        return _too_large(limits)
    document = opened(data)
    if isinstance(document, str):
        return document
    if document.root != "opml":
        return "not a list of feeds (OPML)"
    try:
        root = tree_of(repaired(document.text), recover=True)
    except BrokenXmlError as error:
        return f"broken XML: {error}"
    found: dict[str, FeedRef] = {}
    for outline in () if root is None else root.iter("outline"):
        said = {name.lower(): value for name, value in outline.items()}
        if address := absolute(said.get("xmlurl"), url):
            found.setdefault(address, FeedRef(address, one_line(said.get("title") or said.get("text"))))
    return list(found.values()) or "a list of feeds (OPML) that names none"


def _too_large(limits: Reading) -> str:
    return f"list larger than {limits.max_feed_bytes:,} bytes (setting reading.max_feed_bytes)"
