"""What a store holds, one after another: articles with what they copy and the story they are in, or reports.

In: an archive. Out: plain rows, or reports of one story each. An article's row has the fields of an input
article and those of a row of `group`, so it can be read back in, elsewhere, and compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from wirecopy.build.archive import Archive
from wirecopy.build.reporting import listed
from wirecopy.model import Filter, Report, Stored
from wirecopy.version import __version__

_STEP = 500  # articles fetched at a time
_SPAN = ("start", "end", "other_start", "other_end")


def article_rows(archive: Archive) -> Iterator[dict[str, Any]]:
    """Every article of a store, in order of arrival, revisions included."""
    store, after = archive.store, 0
    while numbers := store.undone("copies", 0, _STEP, after=after):
        yield from _rows(archive, store.articles(numbers))
        after = numbers[-1]


def reports(archive: Archive, keys: Sequence[str], wanted: Filter) -> Iterator[Report]:
    """The reports on stories, one a story, as `read` gives them.

    Args:
        archive: the store.
        keys: ids of stories; all that fit `wanted` when there are none.
        wanted: which stories.
    """
    for key in keys or (row.id for row in listed(archive, wanted)):
        _, story = archive.story(key)
        yield Report(__version__, archive.settings.as_dict(), (), (story,))


def _rows(archive: Archive, articles: Sequence[Stored]) -> Iterator[dict[str, Any]]:
    store = archive.store
    copies = {row.number: row for row in store.copies([stored.number for stored in articles])}
    others = {row.closest for row in copies.values()} | {row.family for row in copies.values()}
    names = {
        stored.number: (stored.article.id, stored.revision)
        for stored in store.articles(sorted(number for number in others if number is not None))
    }
    stories = _stories(archive, [stored.number for stored in articles])
    for stored in articles:
        copy, article = copies.get(stored.number), stored.article
        yield {
            **{name: getattr(article, name) for name in _ARTICLE},
            "revision": stored.revision,
            "arrived": stored.arrived,
            "source": stored.source,
            "family_id": _named(copy.family, names) if copy else None,
            "story_id": stories.get(stored.number),
            "relation": copy.relation if copy else None,
            "closest_id": _named(copy.closest, names) if copy else None,
            "shared_share": copy.shared if copy else None,
            "contained_share": copy.contained if copy else None,
            "evidence": [dict(zip(_SPAN, span, strict=True)) for span in copy.evidence] if copy else [],
        }


def _stories(archive: Archive, numbers: Sequence[int]) -> dict[int, str]:
    """Ids of the stories of articles; each story is looked up once."""
    places = {row.number: row.story for row in archive.store.places("article", numbers)}
    listed = {place: archive.store.story(place) for place in set(places.values())}
    ids = {place: row.id for place, row in listed.items() if row is not None}
    return {number: ids[place] for number, place in places.items() if place in ids}


_ARTICLE = ("id", "outlet", "url", "title", "text", "published", "dated_by", "language", "path")


def _named(number: int | None, names: dict[int, tuple[str, int]]) -> str | None:
    """The id of an article; with its revision where it is not the first."""
    if number is None:
        return None
    name, revision = names[number]
    return name if revision == 1 else f"{name}#{revision}"
