"""One entry of a feed made into an article: its page fetched, read, stored and placed.

In: a waiting entry. Out: an article in the store and the entry done, in one transaction; or the entry
waiting for its next try, or failed with the reason. The page states title and date; where it does not, the
feed does. The id comes from the page's address alone, so that a page that comes again, from another feed or
after a crash, is the same article, and one that changed is its next revision.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

from wirecopy.build import Archive, Placed
from wirecopy.errors import StageError
from wirecopy.model.archive import Arriving, FeedItem
from wirecopy.model.rows import Article, Rejected
from wirecopy.readers.feeds import article_of
from wirecopy.readers.feeds_entry import Entry, ParsedFeed
from wirecopy.readers.html import Page, read_page
from wirecopy.settings import Reading, Settings
from wirecopy.watch.answers import FetchError, Hop
from wirecopy.watch.changes import Change, changes_between
from wirecopy.watch.desk import Desk
from wirecopy.watch.events import Arrival, ClaimSeen, CopyOf, Fetched, Note, Tell, Trouble
from wirecopy.watch.fetch import Fetcher
from wirecopy.watch.names import article_id, clean, page_address
from wirecopy.watch.schedule import try_again

_SAME_ROUND = 6 * 3_600.0  # seconds: a page that another feed brought so lately is not fetched again
_TYPES = ("text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml", "")
_END = b"</html>"
_TAIL = 2_000  # bytes in which a page that came whole says that it ends

Clock = Callable[[], float]


class Pages:
    """Makes entries into articles.

    Args:
        fetcher: gets the pages.
        desk: where articles are stored and placed.
        settings: of the whole.
        tell: hears what happens.
        clock: seconds since 1970.
    """

    def __init__(self, fetcher: Fetcher, desk: Desk, settings: Settings, tell: Tell, clock: Clock) -> None:
        self._fetcher = fetcher
        self._desk = desk
        self._settings = settings
        self._tell = tell
        self._clock = clock

    async def take(self, item: FeedItem) -> bool:
        """Make an entry into an article; says whether it came to that."""
        if await self._is_known(item):
            return True
        try:
            article = await self._article(item)
        except FetchError as error:
            await self._failed(item, error)
            return False
        await self._arrive(item, article)
        return True

    async def failed(self, item: FeedItem, reason: str) -> None:
        """Note that an entry could not be taken because something broke."""
        await self._failed(item, FetchError(reason, item.url or item.key))

    async def _is_known(self, item: FeedItem) -> bool:
        """Whether another feed brought this page just now; the entry is done then."""
        if item.url is None or item.article is not None or item.attempts:
            return False
        name, since = article_id(clean(item.url)), self._clock() - _SAME_ROUND

        def call(archive: Archive) -> bool:
            revisions = archive.store.revisions(name)
            if not revisions or revisions[-1].arrived < since:
                return False
            archive.store.put_items([replace(item, state="done", article=revisions[-1].number)])
            return True

        return await self._desk.do(call)

    async def _article(self, item: FeedItem) -> Article:
        """The article of an entry.

        Raises:
            FetchError: it cannot be had.
        """
        limits = self._settings.reading
        if item.entry.get("content"):
            carried = _from_feed(item, limits)
            if isinstance(carried, Article):
                return carried
        if item.url is None:
            raise FetchError("the entry has neither an address nor its whole text", item.key, lasting=True)
        hop = (await self._fetcher.get(item.url, limits.max_page_bytes)).hop
        self._tell(Fetched(hop.url, hop.received))
        content_type = hop.headers.get("content-type", "")
        _check_page(hop, content_type)
        page = await asyncio.to_thread(read_page, hop.body, limits, url=hop.url, content_type=content_type)
        if isinstance(page, str):
            raise FetchError(page, hop.url, lasting=True)
        article = _from_page(item, page, page_address(hop.url, page.url))
        if article.dated_by == page.dated_by:  # what was guessed and is not used is not worth a word
            for note in page.notes:
                self._tell(Note(hop.url, note))
        return article

    async def _arrive(self, item: FeedItem, article: Article) -> None:
        arriving = Arriving(article, self._clock(), item.feed)
        done = replace(item, state="done", attempts=item.attempts + 1, error=None)
        try:
            arrival = await self._desk.do(lambda archive: _place(archive, arriving, done))
        except StageError as error:  # stored and placed, but its claims could not be counted
            self._tell(Note(article.url or article.id, str(error)))
            return
        if arrival:
            self._tell(arrival)

    async def _failed(self, item: FeedItem, error: FetchError) -> None:
        after = try_again(item, error, self._clock(), self._settings.watching)
        await self._desk.write([after])
        self._tell(
            Trouble(
                "page", item.url or item.key, error.what, error.hint,
                failures=after.attempts, given_up=after.state != "waiting", status=error.status,
            )
        )  # fmt: skip


def _check_page(hop: Hop, content_type: str) -> None:
    """Refuse what is no page, or only the beginning of one."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind not in _TYPES:
        raise FetchError(f"it is {kind}, not a page", hop.url, lasting=True)
    if not hop.whole and _END not in hop.body[-_TAIL:].lower():
        raise FetchError("the connection broke in the middle of the page", hop.url)


def _from_page(item: FeedItem, page: Page, address: str) -> Article:
    said = item.entry
    dated_by, published = page.dated_by, page.published
    from_feed = said.get("published") or said.get("updated")
    if from_feed and (published is None or dated_by == "guess"):
        dated_by, published = "feed", str(from_feed)
    return Article(
        id=article_id(address),
        path=item.url or item.key,
        text=page.text,
        outlet=page.outlet or said.get("outlet"),
        url=address,
        title=page.title or said.get("title"),
        published=published,
        language=page.language or said.get("language"),
        dated_by=dated_by,
    )


def _from_feed(item: FeedItem, limits: Reading) -> Article | Rejected:
    """The article that the feed itself carries, or why it carries none."""
    said = item.entry
    entry = Entry(
        item.key,
        title=said.get("title"),
        content=said["content"],
        language=said.get("language"),
        published=said.get("published"),
        updated=said.get("updated"),
    )
    found = article_of(entry, ParsedFeed("rss", said.get("outlet")), item.url or item.key, limits)
    if isinstance(found, Rejected):
        return found
    address = clean(item.url) if item.url else None
    return replace(found, id=article_id(address or f"{item.feed}#{item.key}"), url=address)


def _place(archive: Archive, arriving: Arriving, item: FeedItem) -> Arrival | None:
    """Store and place one article; None when it was there already."""
    (placed,) = archive.arrive([arriving], [item])
    return None if placed.kept.state == "known" else _arrival(archive, placed, item)


def _arrival(archive: Archive, placed: Placed, item: FeedItem) -> Arrival:
    article, near = placed.article.article, placed.closest
    if near and near.article.id == placed.kept.id:  # its own former revision
        near = None
    changes: tuple[Change, ...] = ()
    if placed.kept.state == "revised":
        before = archive.store.revisions(placed.kept.id)[-2].article.text
        changes = changes_between(before, article.text, article.language)
    return Arrival(
        at=placed.article.arrived,
        id=placed.kept.id,
        revision=placed.kept.revision,
        outlet=article.outlet,
        title=article.title,
        url=article.url,
        published=article.published,
        feed=item.feed,
        relation=placed.copy.relation,
        copy_of=CopyOf(near.article.id, near.article.outlet, near.article.title) if near else None,
        share=placed.copy.shared if near else None,
        story=placed.story.id if placed.story else None,
        new_story=placed.story is not None and placed.story.articles == 1,
        claims=tuple(ClaimSeen(row.label, row.sightings, row.reports) for row in placed.touched.claims),
        changes=changes,
        seconds=placed.seconds,
    )
