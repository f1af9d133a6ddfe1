"""What a store holds of what an assistant asks about: articles by URL, stories by words.

In: an open archive and a question. Out: articles and rows of stories. A URL is looked up as it is written and
in the other ways that one page is written (with and without tracking words, `www.`, the last slash, http and
https); nothing is fetched. A claim is searched for by its rarest words, all of them first, then fewer: a
store seldom has all the words of a claim that is put in other words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from wirecopy.build import Archive
from wirecopy.mcp.matching import search_words
from wirecopy.model import Filter, Hit, Stored, StoryRow
from wirecopy.watch.names import clean

_HITS = 40  # articles of one search that are looked at
_ENOUGH = 3  # stories


def by_url(archive: Archive, urls: Sequence[str]) -> dict[str, Stored | None]:
    """The current article of each URL; None where the store has none."""
    ways = {url: list(_ways(url)) for url in dict.fromkeys(urls)}
    numbers = archive.store.by_url([way for written in ways.values() for way in written])
    at = {stored.article.url: stored for stored in archive.store.articles(numbers)}
    return {url: next((at[way] for way in written if way in at), None) for url, written in ways.items()}


def _ways(url: str) -> Iterator[str]:
    """The ways one page is written, as given first."""
    url = url.strip()
    seen = dict.fromkeys((url, clean(url)))
    for address in list(seen):
        scheme, mark, rest = address.partition("://")
        if not mark:
            continue
        host, slash, path = rest.partition("/")
        bare = host.removeprefix("www.")
        for name in (bare, f"www.{bare}"):
            place = f"{name}{slash}{path}"
            ends = (place.rstrip("/"), f"{place.rstrip('/')}/") if "?" not in place else (place,)
            seen.update(dict.fromkeys(f"{way}://{end}" for way in (scheme, "https", "http") for end in ends))
    yield from seen


def stories_about(archive: Archive, words: str) -> list[StoryRow]:
    """Stories with articles that hold these words, or the most telling of them; the likeliest first."""
    asked = search_words(words)
    known = [word for word in asked if archive.store.search(word, Filter(), 1)]
    for size in range(len(known), 0, -1):
        if hits := _hits(archive, known[:size]):
            return _stories(archive, hits)
    return []


def _hits(archive: Archive, words: Sequence[str]) -> list[Hit]:
    """Articles with all these words; where there are none, with all but one."""
    hits = archive.store.search(" ".join(words), Filter(), _HITS)
    if hits or len(words) < 3:
        return hits
    fewer = combinations(words, len(words) - 1)
    return [hit for part in fewer for hit in archive.store.search(" ".join(part), Filter(), _HITS)]


def _stories(archive: Archive, hits: Sequence[Hit]) -> list[StoryRow]:
    """The stories with most of these articles; of equals, the one found first."""
    often = Counter(hit.story for hit in hits if hit.story is not None)
    rows = (archive.store.story(number) for number, _ in often.most_common(_ENOUGH))
    return [row for row in rows if row is not None]
