"""What a person names on the command line, as feeds.

In: addresses of feeds, of lists of feeds (OPML), of sitemaps, and names of OPML files. Out: `Feed` rows.
What lies at an address is seen when it is asked for; files are read here. Only what a person names,
directly or in a file of theirs, may lie at a private address.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urldefrag

from wirecopy.errors import CallError, InputError
from wirecopy.model.archive import Feed
from wirecopy.readers.opml import feeds_of
from wirecopy.watch.addresses import place_of

_LARGEST_FILE = 10_000_000  # bytes; a list of 20,000 feeds has four million


def feeds_named(words: Sequence[str]) -> list[Feed]:
    """The feeds that words name, each once, in order.

    Args:
        words: addresses, and names of OPML files.

    Raises:
        CallError: a word is neither an address nor a file.
        InputError: a file is no list of feeds.
    """
    found: list[str] = []
    for word in words:
        found += [_address(word)] if _is_address(word) else _listed(word)
    return [Feed(url) for url in dict.fromkeys(found)]


def _is_address(word: str) -> bool:
    return word.lower().startswith(("http://", "https://"))


def _address(word: str) -> str:
    url = urldefrag(word.strip()).url
    if place_of(url) is None:
        raise CallError("no address that can be asked", word, "write it as in https://example.org/news.rss")
    return url


def _listed(word: str) -> list[str]:
    """The feeds in an OPML file."""
    path = Path(word)
    if not path.is_file():
        hint = (
            f"for a feed write https://{word}" if "." in word and not path.exists() else "name an OPML file"
        )
        raise CallError("neither an address nor a file", word, hint)
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise InputError(f"larger than {_LARGEST_FILE:,} bytes", word, "name a list of feeds (OPML)")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", word, "check its rights") from error
    return [listed.url for listed in feeds_of(data)]
