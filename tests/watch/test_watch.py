"""Feeds in, articles out: what comes once is stored once, whatever feed, page and host do."""

from __future__ import annotations

import math
import os
import signal
import time
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest

from tests.feedserver import FeedServer, Reply, Said, feed_reply, html_reply, page, rss
from tests.watch.conftest import Watcher
from tests.watch.texts import report
from wirecopy.build import Archive
from wirecopy.errors import CallError, LockedError, StoreError
from wirecopy.model.archive import Feed, FeedItem
from wirecopy.settings import Settings, Watching
from wirecopy.stores.store import SqlStore
from wirecopy.watch import loop, watch
from wirecopy.watch.events import Arrival, Event, Polled

HOUR = 3_600.0


def serve(server: FeedServer, *numbers: int) -> list[Said]:
    """Pages of these reports, and what a feed says of them, latest first."""
    said = []
    for number in numbers:
        title, text = report(number)
        server.put(f"/{number}", html_reply(page(title, text)))
        said.append(
            Said(f"{server.url}/{number}", title, guid=f"n-{number}", published=1.79e9 + HOUR * number)
        )
    return said[::-1]


def feed(watcher: Watcher, url: str) -> Feed:
    return next(one for one in watcher.store(lambda store: store.feeds()) if one.url == url)


def items(watcher: Watcher, url: str, *keys: str) -> list[FeedItem]:
    return watcher.store(lambda store: store.items(url, keys))


def test_what_a_feed_announces_is_stored_once(server: FeedServer, watcher: Watcher) -> None:
    url = server.put("/feed", feed_reply(rss(serve(server, 1, 2, 3)), etag='"1"'))
    assert watcher.once(url).new == 3
    assert [arrival.title for arrival in watcher.arrivals] == [report(number)[0] for number in (1, 2, 3)]
    assert {arrival.outlet for arrival in watcher.arrivals} == {"Ostrand Courier"}
    assert all(arrival.story for arrival in watcher.arrivals)
    first = watcher.store(lambda store: store.articles([1]))[0]
    assert (first.article.url, first.source) == (f"{server.url}/1", url)
    assert (first.article.published, first.article.dated_by) == ("2026-11-20T08:00:00+00:00", "opengraph")
    (item,) = items(watcher, url, f"{server.url}/1")
    assert (item.state, item.article, item.attempts) == ("done", 1, 1)

    assert watcher.once(later=HOUR).polls == 1
    assert [event.status for event in watcher.polled] == [304]
    assert server.asked("/feed")[-1].headers["if-none-match"] == '"1"'
    assert len(server.asked("/1")) == 1
    assert watcher.once(later=60).polls == 0, "it is not due yet"


def test_last_modified_does_as_well_as_an_etag(server: FeedServer, watcher: Watcher) -> None:
    date = formatdate(1.79e9, usegmt=True)
    url = server.put("/feed", Reply(body=rss(serve(server, 1)), last_modified=date))
    watcher.once(url)
    watcher.once(later=HOUR)
    assert [event.status for event in watcher.polled] == [304]


def test_copies_and_stories_are_told(server: FeedServer, watcher: Watcher) -> None:
    title, text = report(1)
    said = serve(server, 1)
    server.put("/copy", html_reply(page("Elsewhere: " + title, text)))
    said.insert(0, Said(f"{server.url}/copy", title, published=1.8e9))
    watcher.once(server.put("/feed", feed_reply(rss(said))))
    first, copy = watcher.arrivals
    assert (first.copy_of, first.new_story) == (None, True)
    assert copy.copy_of is not None
    assert copy.copy_of.id == first.id
    assert copy.share is not None
    assert copy.share > 0.9
    assert copy.story == first.story


def test_an_update_is_a_revision_with_what_changed(server: FeedServer, watcher: Watcher) -> None:
    title, text = report(1)
    said = serve(server, 1, 2)
    url = server.put("/feed", feed_reply(rss(said)))
    watcher.once(url)
    server.put("/1", html_reply(page(title, text.replace("Thursday", "Friday"))))
    server.put("/feed", feed_reply(rss([said[0], Said(**{**vars(said[1]), "summary": "Corrects the day."})])))
    summary = watcher.once(later=HOUR)
    assert (summary.new, summary.revised) == (0, 1)
    (arrival,) = watcher.arrivals
    assert (arrival.revision, arrival.copy_of) == (2, None)
    assert [(change.was, change.now) for change in arrival.changes] == [("Thursday", "Friday")]
    assert len(server.asked("/2")) == 1
    assert watcher.store(lambda store: store.counts())["articles"] == 3

    server.put("/feed", feed_reply(rss([said[0], Said(**{**vars(said[1]), "summary": "Another teaser."})])))
    summary = watcher.once(later=2 * HOUR)
    assert (summary.new, summary.revised) == (0, 0), "the page itself is as it was"


def test_a_feed_that_shuffles_renumbers_and_shrinks_brings_nothing_new(
    server: FeedServer, watcher: Watcher
) -> None:
    said = serve(server, 1, 2, 3)
    url = server.put("/feed", feed_reply(rss(said)))
    watcher.once(url)
    odd = [Said(**{**vars(one), "guid": f"other-{place}"}) for place, one in enumerate(said[::-1][:2])]
    tracked = [Said(**{**vars(one), "url": one.url + "?utm_source=rss#top"}) for one in odd]
    for bodies in (odd, tracked, said):
        server.put("/feed", feed_reply(rss(bodies)))
        assert watcher.once(later=HOUR).polls == 1
        assert [(event.new, event.changed) for event in watcher.polled] == [(0, 0)]
    assert len(server.log) == len(server.asked("/feed")) + len(server.asked("/robots.txt")) + 3


@pytest.mark.parametrize("stamp", ["updated", "published"])
def test_a_feed_that_stamps_the_time_of_asking_brings_nothing_new(
    server: FeedServer, watcher: Watcher, stamp: str
) -> None:
    said = serve(server, 1, 2, 3)

    def stamped(_: object) -> Reply:
        date = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(watcher.now))
        now = {"updated": date} if stamp == "updated" else {"published": watcher.now}
        return feed_reply(rss([Said(**{**vars(one), **now}) for one in said]))

    watcher.once(server.put("/feed", stamped))
    watcher.once(later=HOUR)
    assert [(event.new, event.changed) for event in watcher.polled] == [(0, 0)]


@pytest.mark.parametrize("change", [{"updated": "2026-11-21T10:00:00Z"}, {"published": 1.8e9}])
def test_a_date_that_changes_is_an_update(
    server: FeedServer, watcher: Watcher, change: dict[str, Any]
) -> None:
    said = serve(server, 1, 2, 3, 4)
    url = server.put("/feed", feed_reply(rss(said)))
    watcher.once(url)
    server.put("/feed", feed_reply(rss([Said(**{**vars(said[0]), **change}), *said[1:]])))
    watcher.once(later=HOUR)
    assert [(event.new, event.changed) for event in watcher.polled] == [(0, 1)]


def test_entries_of_one_page_are_one_article(server: FeedServer, watcher: Watcher) -> None:
    (said,) = serve(server, 1)
    ticker = [Said(**{**vars(said), "guid": f"t-{n}", "title": f"Line {n}"}) for n in range(4)]
    url = server.put("/feed", feed_reply(rss(ticker)))
    assert watcher.once(url).new == 1
    assert watcher.once(later=HOUR).revised == 0
    assert len(server.asked("/1")) == 1


def test_two_feeds_with_one_page_fetch_it_once(server: FeedServer, watcher: Watcher) -> None:
    said = serve(server, 1, 2)
    top = server.put("/top", feed_reply(rss(said)))
    harbour = server.put("/harbour", feed_reply(rss(said[:1])))
    assert watcher.once(top, harbour).new == 2
    assert len(server.asked("/2")) == 1
    states = [items(watcher, url, f"{server.url}/2")[0] for url in (top, harbour)]
    assert [item.state for item in states] == ["done", "done"]
    assert len({item.article for item in states}) == 1


def test_another_encoding_from_poll_to_poll(server: FeedServer, watcher: Watcher) -> None:
    said = [Said(**{**vars(one), "title": "Straße nach Übersee: “offen”"}) for one in serve(server, 1)]
    url = server.put("/feed", feed_reply(rss(said)))
    watcher.once(url)
    for encoding in ("iso-8859-1", "utf-16", "windows-1252"):
        server.put(
            "/feed",
            feed_reply(rss(said, encoding=encoding), **{"Content-Type": f"text/xml; charset={encoding}"}),
        )
        watcher.once(later=HOUR)
        assert [(event.entries, event.new, event.changed) for event in watcher.polled] == [(1, 0, 0)], (
            encoding
        )


# -- where a page cannot be had ------------------------------------------------------------------------------
def test_a_page_that_fails_is_tried_again_and_then_given_up(server: FeedServer, watcher: Watcher) -> None:
    said = serve(server, 1)
    server.put("/1", Reply(500))
    url = server.put("/feed", feed_reply(rss(said)))
    watcher.once(url, max_attempts=3)
    waits = []
    while not watcher.troubles[-1].given_up:
        (item,) = items(watcher, url, f"{server.url}/1")
        waits.append(item.next_try - watcher.now)
        watcher.once(later=waits[-1] + 1, max_attempts=3)
        assert watcher.troubles, waits
    (item,) = items(watcher, url, f"{server.url}/1")
    assert (item.state, item.attempts, item.error) == ("failed", 3, "the host answered 500")
    assert [round(wait / 60) for wait in waits] == [1, 4]
    server.put("/1", html_reply(page(*report(1))))
    server.put("/feed", feed_reply(rss([Said(**{**vars(said[0]), "title": "Changed"})])))
    assert watcher.once(later=HOUR).new == 1, "an entry that changes is tried anew"


PDF = Reply(body=b"%PDF-1.7", headers={"Content-Type": "application/pdf"})
HALF = Reply(
    pieces=[b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9000\r\n\r\n<p>half a page"]
)


@pytest.mark.parametrize(
    ("reply", "state", "reason"),
    [
        (Reply(410), "gone", "it is gone for good (410)"),
        (PDF, "failed", "it is application/pdf, not a page"),
        (html_reply(b"<html><p>Home</p></html>"), "failed", "no article text found in the page"),
        (html_reply(b""), "failed", "empty: no text in it"),
        (Reply(302, headers={"Location": "file:///etc/passwd"}), "failed", "leads to no http address"),
        (Reply(404), "waiting", "the host answered 404"),
        (HALF, "waiting", "the connection broke in the middle of the page"),
        (html_reply(b"<div>" * 100_000), "failed", "more than 50,000 tags (setting reading.max_page_tags)"),
    ],
)  # fmt: skip
def test_pages_that_are_none(
    server: FeedServer, watcher: Watcher, reply: Reply, state: str, reason: str
) -> None:
    said = serve(server, 1, 2)
    server.put("/1", reply)
    url = server.put("/feed", feed_reply(rss(said)))
    assert watcher.once(url).new == 1, "the other page comes all the same"
    (item,) = items(watcher, url, f"{server.url}/1")
    assert (item.state, item.error, item.article) == (state, reason, None)


def test_robots_forbid_a_page(server: FeedServer, watcher: Watcher) -> None:
    server.put(
        "/robots.txt", Reply(body=b"User-agent: wirecopy\nDisallow: /1\n\nUser-agent: *\nDisallow: /\n")
    )
    url = server.put("/feed", feed_reply(rss(serve(server, 1, 2))))
    assert watcher.once(url).new == 1
    assert server.asked("/1") == []
    (trouble,) = watcher.troubles
    assert (trouble.reason, trouble.given_up) == ("the host's robots.txt forbids it", True)


def test_a_page_at_a_private_address_is_not_asked_for(server: FeedServer, watcher: Watcher) -> None:
    with FeedServer() as inner:
        secret = inner.put("/secret", html_reply(page(*report(1))))
        url = server.put("/feed", feed_reply(rss([Said(secret, "Keys", published=1.79e9)])))
        assert watcher.once(url).given_up == 1
        assert inner.log == []
        assert "private address" in watcher.troubles[0].reason
        assert "--allow-private" in watcher.troubles[0].hint
    with FeedServer() as inner:
        open_page = inner.put("/open", html_reply(page(*report(1))))
        server.put("/feed", feed_reply(rss([Said(open_page, "Open", published=1.79e9)])))
        assert watcher.once(later=HOUR, allow_private=True).new == 1


def test_a_feed_that_carries_the_text(server: FeedServer, watcher: Watcher) -> None:
    title, text = report(1)
    content = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    said = [Said(f"{server.url}/1", title, content=content, published=1.79e9)]
    url = server.put("/feed", feed_reply(rss(said)))
    assert watcher.once(url, text_from="feed").new == 1
    assert server.asked("/1") == []
    (article,) = watcher.store(lambda store: store.articles([1]))
    assert (article.article.text, article.article.dated_by) == (text, "feed")
    assert article.article.outlet == "Ostrand Courier"


def test_the_feed_gives_the_date_that_the_page_lacks(server: FeedServer, watcher: Watcher) -> None:
    said = serve(server, 1)
    server.put("/1", html_reply(page(*report(1), published=None)))
    watcher.once(server.put("/feed", feed_reply(rss(said))))
    (stored,) = watcher.store(lambda store: store.articles([1]))
    assert stored.article.dated_by == "feed"
    assert stored.article.published == "2026-09-21T15:13:20+00:00"


# -- where a feed cannot be had ------------------------------------------------------------------------------
DRIP = Reply(pieces=[b"HTTP/1.1 200 OK\r\n\r\n<rss>", *[0.3, b" "] * 30])
NAMES_FEED = '<link rel=alternate type="application/rss+xml" href="/real">'


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(500), "the host answered 500"),
        (Reply(body=b""), "the answer is empty"),
        (Reply(body=b" \n "), "the answer is empty"),
        (Reply(304), "answered 304 to a question that had no condition"),
        (Reply(body=b"\x00\x01\x02" * 99), ""),
        (DRIP, "not answered in full within 1 s"),
        (Reply(302, headers={"Location": "/feed"}), "redirects in a circle, back to "),
        (html_reply(page(*report(9), head=NAMES_FEED)), "a web page"),
    ],
)  # fmt: skip
def test_feeds_that_are_none_are_told_and_left_alone_for_a_while(
    server: FeedServer, watcher: Watcher, reply: Reply, reason: str
) -> None:
    url = server.put("/feed", reply)
    good = server.put("/good", feed_reply(rss(serve(server, 1))))
    assert watcher.once(url, good, deadline=1).new == 1
    (trouble,) = watcher.troubles
    assert (trouble.what, trouble.url) == ("feed", url)
    assert trouble.reason.startswith(reason)
    if reason == "a web page":
        assert trouble.hint == f"it names this feed: {server.url}/real"
    row = feed(watcher, url)
    assert (row.failures, row.last_error) == (1, trouble.reason)
    assert 1_000 < row.next_poll - watcher.now < 1_400
    waits = [row.next_poll - watcher.now]
    for _ in range(3 if reply is not DRIP else 0):
        watcher.once(later=waits[-1] + 1, deadline=1)
        waits.append(feed(watcher, url).next_poll - watcher.now)
    assert [round(math.log2(wait / 600)) for wait in waits] == [1, 2, 3, 4][: len(waits)]


def test_a_feed_that_recovers_is_asked_as_before(server: FeedServer, watcher: Watcher) -> None:
    url = server.put("/feed", Reply(500), feed_reply(rss(serve(server, 1))))
    watcher.once(url)
    assert watcher.once(later=HOUR).new == 1
    row = feed(watcher, url)
    assert (row.failures, row.last_error, row.last_ok) == (0, None, watcher.now)


def test_a_damaged_feed_gives_what_is_sound(server: FeedServer, watcher: Watcher) -> None:
    whole = rss(serve(server, 1, 2, 3))
    cut = whole[: whole.rindex(b"<item>") + 30]
    lying = b'HTTP/1.1 200 OK\r\nETag: "x"\r\nContent-Length: 99999\r\n\r\n' + cut
    url = server.put("/feed", Reply(pieces=[lying]), feed_reply(whole, etag='"x"'))
    assert watcher.once(url).new == 2
    assert feed(watcher, url).etag is None, "what was cut short is asked for again, without condition"
    assert watcher.once(later=HOUR).new == 1


def test_a_feed_that_is_gone_is_not_asked_for_until_it_is_named_again(
    server: FeedServer, watcher: Watcher
) -> None:
    url = server.put("/feed", Reply(410), feed_reply(rss(serve(server, 1))))
    watcher.once(url)
    assert watcher.troubles[0].given_up
    assert feed(watcher, url).next_poll == math.inf
    watcher.once(later=400 * 24 * HOUR)
    assert len(server.asked("/feed")) == 1
    assert watcher.once(url).new == 1


def test_a_feed_that_moved_is_asked_for_where_it_is_now(server: FeedServer, watcher: Watcher) -> None:
    said = serve(server, 1, 2, 3)
    url = server.put("/old", Reply(301, headers={"Location": "/new"}))
    server.put("/new", feed_reply(rss(said[2:])), feed_reply(rss(said[1:])), Reply(404))
    watcher.once(url)
    assert feed(watcher, url).moved_to == f"{server.url}/new"
    assert watcher.once(later=HOUR).new == 1, "entries stay those of the feed that was named"
    assert len(server.asked("/old")) == 1
    server.put("/old", feed_reply(rss(said)))
    for _ in range(3):
        watcher.once(later=30 * HOUR)
    assert feed(watcher, url).moved_to is None, "where it went is no more: back to where it was"
    assert watcher.once(later=30 * HOUR).new == 1


def test_a_feed_that_is_elsewhere_for_now_is_asked_for_where_it_was(
    server: FeedServer, watcher: Watcher
) -> None:
    url = server.put("/old", Reply(302, headers={"Location": "/new"}))
    server.put("/new", feed_reply(rss(serve(server, 1))))
    watcher.once(url)
    watcher.once(later=HOUR)
    assert feed(watcher, url).moved_to is None
    assert len(server.asked("/old")) == 2


def test_a_busy_host_is_left_alone_as_long_as_it_asks(server: FeedServer, watcher: Watcher) -> None:
    url = server.put("/feed", Reply(429, headers={"Retry-After": "7200"}))
    other = server.put("/other", feed_reply(rss(serve(server, 1))))
    watcher.once(url, other)
    assert 6_400 < feed(watcher, url).next_poll - watcher.now < 8_000
    far = server.put("/far", Reply(429, headers={"Retry-After": "999999999"}))
    watcher.once(far, later=HOUR)
    assert feed(watcher, far).next_poll - watcher.now < 1.1 * 86_400, "but not for years"


# -- lists of feeds ------------------------------------------------------------------------------------------
OPML = (
    '<opml version="2.0"><body><outline text="News"><outline xmlUrl="{0}/one"/><outline xmlUrl="{0}/two"/>'
    "</outline></body></opml>"
)


def test_a_list_of_feeds_from_a_file(server: FeedServer, watcher: Watcher, tmp_path: Path) -> None:
    server.put("/one", feed_reply(rss(serve(server, 1))))
    server.put("/two", feed_reply(rss(serve(server, 2))))
    (tmp_path / "feeds.opml").write_text(OPML.format(server.url), encoding="utf-8")
    assert watcher.once(str(tmp_path / "feeds.opml")).new == 2


def test_a_list_of_feeds_from_an_address(server: FeedServer, watcher: Watcher) -> None:
    server.put("/one", feed_reply(rss(serve(server, 1))))
    server.put("/two", feed_reply(rss(serve(server, 2))))
    with FeedServer() as inner:
        private = OPML.format(server.url).replace("</body>", f'<outline xmlUrl="{inner.url}/f"/></body>')
        url = server.put("/feeds.opml", Reply(body=private.encode(), headers={"Content-Type": "text/x-opml"}))
        assert watcher.once(url).new == 2
        assert inner.log == []
    assert any("private address" in note for note in watcher.notes)
    assert len(watcher.store(lambda store: store.feeds())) == 3


def test_sitemaps(server: FeedServer, watcher: Watcher) -> None:
    serve(server, 1, 2, 3, 4)
    date = time.strftime("%Y-%m-%d", time.gmtime(watcher.now))

    def urls(*rows: tuple[int, str]) -> bytes:
        parts = "".join(
            f"<url><loc>{server.url}/{n}</loc>{f'<lastmod>{d}</lastmod>' if d else ''}</url>" for n, d in rows
        )
        return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{parts}</urlset>'.encode()

    index = f"<sitemapindex><sitemap><loc>{server.url}/s.xml</loc></sitemap></sitemapindex>"
    url = server.put("/sitemap.xml", Reply(body=index.encode()))
    server.put("/s.xml", Reply(body=urls((1, date), (2, "2019-05-05"), (3, ""))))
    assert watcher.once(url).new == 1, "old pages and those of before the watch are left out"
    assert any(note.startswith("2 pages came before") for note in watcher.notes)
    server.put("/s.xml", Reply(body=urls((1, date), (2, "2019-05-05"), (3, ""), (4, ""))))
    assert watcher.once(later=7 * HOUR).new == 1
    assert [len(server.asked(f"/{n}")) for n in (1, 2, 3, 4)] == [1, 0, 0, 1]


def test_too_many_new_entries_are_taken_poll_by_poll(server: FeedServer, watcher: Watcher) -> None:
    url = server.put("/feed", feed_reply(rss(serve(server, 1, 2, 3, 4, 5)), etag='"1"'))
    assert watcher.once(url, max_new=2).new == 2
    assert [arrival.title for arrival in watcher.arrivals] == [report(4)[0], report(5)[0]]
    assert "3 of 5 new entries are left to the next poll" in watcher.notes
    assert [watcher.once(later=HOUR, max_new=2).new for _ in range(3)] == [2, 1, 0]
    assert [event.status for event in watcher.polled] == [304]


def test_one_host_with_many_pages_does_not_keep_the_others_waiting(
    server: FeedServer, watcher: Watcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loop, "_WINDOW", 4)
    monkeypatch.setattr(loop, "_SHARE", 1)
    monkeypatch.setattr(loop, "_LOOK", 0.1)
    said = serve(server, *range(12))

    def tell(event: Event) -> None:
        watcher.events.append(event)
        if isinstance(event, Arrival) and not str(event.url).startswith(server.url):
            os.kill(os.getpid(), signal.SIGTERM)

    with FeedServer() as other:
        elsewhere = Said(other.put("/x", html_reply(page(*report(99)))), "Elsewhere", published=1.8e9)
        url = server.put("/feed", feed_reply(rss([elsewhere, *said])))
        settings = Settings(watching=Watching(host_delay=2_000, allow_private=True))
        watch([url], lambda: Archive.open(watcher.path), settings, tell)
        assert len(watcher.arrivals) < 8
        summary = watcher.once(later=HOUR)
        assert summary.waiting == 0, "and once, all of them come"
    assert watcher.store(lambda store: store.counts())["articles"] == 13


# -- the store, the clock, wrong words -----------------------------------------------------------------------
def test_a_clock_that_was_set_back(server: FeedServer, watcher: Watcher) -> None:
    said = serve(server, 1, 2)
    server.put("/2", Reply(500), html_reply(page(*report(2))))
    url = server.put("/feed", feed_reply(rss(said)))
    watcher.once(url)
    back = watcher.once(later=-400 * 24 * HOUR)
    assert (back.polls, back.new) == (1, 1)


def test_a_clock_that_is_set_back_meanwhile(server: FeedServer, watcher: Watcher) -> None:
    now = [1.8e9]

    def asked(_: object) -> Reply:
        if len(server.asked("/feed")) == 2:
            os.kill(os.getpid(), signal.SIGTERM)
        return feed_reply(rss([]))

    def tell(event: Event) -> None:
        watcher.events.append(event)
        if isinstance(event, Polled):
            now[0] -= 30 * 24 * HOUR

    url = server.put("/feed", asked)
    settings = Settings(watching=Watching(host_delay=0))
    summary = watch([url], lambda: Archive.open(watcher.path), settings, tell, clock=lambda: now[0])
    assert summary.polls == 2
    assert any(note.startswith("the clock was set back by 2592") for note in watcher.notes)


@pytest.mark.parametrize(
    "kind", ["text/html", "application/octet-stream", "image/png", "", "nonsense; charset=?"]
)
def test_a_feed_by_another_name_is_a_feed(server: FeedServer, watcher: Watcher, kind: str) -> None:
    url = server.put("/feed", Reply(body=rss(serve(server, 1)), headers={"Content-Type": kind}))
    assert watcher.once(url).new == 1


def test_a_store_in_use_is_waited_for(server: FeedServer, tmp_path: Path) -> None:
    tried: list[float] = []

    def opening() -> Archive:
        tried.append(time.monotonic())
        if len(tried) < 3:
            raise LockedError("locked", "store.db", "wait")
        return Archive.open(tmp_path / "store.db")

    words = [server.put("/feed", feed_reply(rss([])))]
    with pytest.raises(LockedError):
        watch(words, opening, Settings(), lambda _: None, once=True)
    assert len(tried) == 1
    assert watch(words, opening, Settings(), lambda _: None, once=True, wait=5).polls == 1
    assert tried[-1] - tried[0] < 4


def test_told_to_stop_it_lets_pages_come_to_their_end(server: FeedServer, watcher: Watcher) -> None:
    said = serve(server, 1, 2)
    answer = page(*report(1))
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"

    def slowly(_: object) -> Reply:
        os.kill(os.getpid(), signal.SIGTERM)
        return Reply(pieces=[head, 0.3, answer])

    server.put("/1", slowly)
    url = server.put("/feed", feed_reply(rss(said)))
    summary = watcher.once(url)
    assert (summary.new, summary.waiting) == (1, 1)
    server.put("/2", lambda _: slowly(_) and Reply(pieces=[head, 30.0, answer]))
    began = time.monotonic()
    assert watcher.once(stop_seconds=1).new == 0
    assert time.monotonic() - began < 8, "what does not end in time is left to the next run"
    (item,) = items(watcher, url, f"{server.url}/2")
    assert (item.state, item.attempts) == ("waiting", 0)


def test_nothing_to_watch(watcher: Watcher, tmp_path: Path) -> None:
    with pytest.raises(CallError, match="nothing to watch"):
        watcher.once()
    for word, reason in {
        "courier.example/feed": "for a feed write https://courier.example/feed",
        "https://": "no address that can be asked",
        str(tmp_path): "neither an address nor a file",
    }.items():
        with pytest.raises(CallError, match=reason):
            watcher.once(word)


def test_a_disk_that_is_full_ends_the_watch_and_the_rest_waits(
    server: FeedServer, watcher: Watcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise StoreError("no space left", "store.db", "make room")

    url = server.put("/feed", feed_reply(rss(serve(server, 1, 2, 3))))
    with monkeypatch.context() as patch:
        patch.setattr(Archive, "arrive", refuse)
        with pytest.raises(StoreError, match="no space left"):
            watcher.once(url)
    assert watcher.store(lambda store: store.counts())["waiting_items"] == 3
    assert watcher.once().new == 3


def test_a_store_that_fails_between_two_things_ends_the_watch_at_once(
    server: FeedServer, watcher: Watcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.put("/1", Reply(pieces=[20.0]))
    url = server.put("/feed", feed_reply(rss([Said(f"{server.url}/1", "Slow")])))
    monkeypatch.setattr(loop, "_TICK", 0.2)
    asked = []

    def refuse(store: object, due: float | None = None) -> list[Feed]:
        asked.append(due)
        if server.asked("/1"):
            raise StoreError("no such table", "store.db", "restore it")
        return real(store, due)

    real = SqlStore.feeds
    monkeypatch.setattr(SqlStore, "feeds", refuse)
    began = time.monotonic()
    with pytest.raises(StoreError, match="no such table"):
        watcher.once(url, deadline=30)
    assert time.monotonic() - began < 8


def test_nobody_listens_any_more(server: FeedServer, watcher: Watcher) -> None:
    url = server.put("/feed", feed_reply(rss(serve(server, 1, 2))))

    def tell(event: Event) -> None:
        if isinstance(event, Arrival):
            raise BrokenPipeError

    settings = Settings(watching=Watching(host_delay=0))
    with pytest.raises(BrokenPipeError):
        watch([url], lambda: Archive.open(watcher.path), settings, tell, once=True)
    (item,) = items(watcher, url, f"{server.url}/1")
    assert (item.state, item.article) == ("done", 1)
    assert watcher.once(later=HOUR).new == 1


def test_a_page_that_breaks_the_reader_breaks_nothing_else(
    server: FeedServer, watcher: Watcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wirecopy.watch import pages

    real = pages.read_page

    def read(data: bytes, *rest: object, **more: object) -> object:
        if b"(2)" in data:
            raise ZeroDivisionError("a bug")
        return real(data, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(pages, "read_page", read)
    url = server.put("/feed", feed_reply(rss(serve(server, 1, 2, 3))))
    assert watcher.once(url).new == 2
    (trouble,) = watcher.troubles
    assert trouble.reason == "something broke: ZeroDivisionError: a bug"
    (item,) = items(watcher, url, f"{server.url}/2")
    assert (item.state, item.attempts) == ("waiting", 1)
