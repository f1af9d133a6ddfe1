"""The pure parts of a watch: what is new in a feed, what changed in a text, what a body unpacks to."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.watch.texts import report
from wirecopy.model.archive import FeedItem
from wirecopy.readers.feeds_entry import Entry, ParsedFeed
from wirecopy.watch.answers import FetchError
from wirecopy.watch.changes import Change, changes_between
from wirecopy.watch.entries import items_of, news
from wirecopy.watch.reading import feeds_advertised
from wirecopy.watch.unpacking import Unpacker

NOW = 1.8e9
ENTRIES = st.lists(
    st.builds(
        Entry,
        key=st.sampled_from("abcd"),
        url=st.none() | st.sampled_from([f"https://courier.example/{n}" for n in range(4)]),
        title=st.none() | st.text(max_size=5),
        summary=st.text(max_size=5),
        updated=st.none() | st.sampled_from(["2026-11-20T10:00:00+00:00", "2026-11-21", "nonsense"]),
        published=st.none() | st.sampled_from(["2026-11-20T10:00:00+00:00", "2026-11-19"]),
    ),
    max_size=8,
)


@given(ENTRIES, st.randoms())
def test_the_order_of_a_feed_means_nothing(entries: list[Entry], chance: object) -> None:
    shuffled = list(entries)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    rows, others = (
        items_of(ParsedFeed("rss", entries=some), "feed", NOW, keep_text=False)
        for some in (entries, shuffled)
    )
    assert {row.key: row.mark for row in rows} == {row.key: row.mark for row in others}
    assert len({row.key for row in rows}) == len(rows)
    assert news(others, {row.key: row for row in rows}) == ([], [])
    new, changed = news(rows, {})
    assert (new, changed) == (rows, [])
    assert [row.found for row in rows] == sorted(row.found for row in rows)


def test_changed_entries_wait_again_and_keep_what_is_known_of_them() -> None:
    def rows(title: str) -> list[FeedItem]:
        entry = Entry("a", "https://courier.example/1", title, published="2026-11-20")
        return items_of(ParsedFeed("rss", entries=[entry]), "feed", NOW, keep_text=False)

    (before,) = rows("Pier closed")
    done = replace(before, state="done", attempts=2, article=7, found=1.0)
    failed = replace(before, state="failed", attempts=5, error="no")
    waits = replace(before, attempts=2, next_try=NOW + 60)
    ((one,), (two,), (three,)) = (
        news(rows("Pier open"), {before.key: row})[1] for row in (done, failed, waits)
    )
    assert (one.state, one.attempts, one.article, one.found) == ("waiting", 0, 7, 1.0)
    assert one.entry["title"] == "Pier open"
    assert (two.state, two.attempts) == ("waiting", 0)
    assert (three.state, three.attempts, three.next_try) == ("waiting", 2, NOW + 60), (
        "no way round the waiting"
    )


def test_markup_and_blanks_make_no_change() -> None:
    marks = {
        items_of(ParsedFeed("rss", entries=[entry]), "feed", NOW, keep_text=False)[0].mark
        for entry in (
            Entry("a", "https://courier.example/1", "Pier", summary="<p>It is open.</p>"),
            Entry(
                "b",
                "https://courier.example/1#x",
                "Pier ",
                summary='It is\n open.<img src="https://t.example/1">',
            ),
        )
    }
    assert len(marks) == 1


@given(st.text(alphabet="ab \n.", max_size=60), st.text(alphabet="ab \n.", max_size=60))
def test_any_two_texts_can_be_compared(before: str, after: str) -> None:
    assert changes_between(before, before) == ()
    assert all(change.was != change.now for change in changes_between(before, after))


def test_changes_are_found_where_they_are() -> None:
    _, text = report(1)
    lines = text.split("\n")
    changed = lines[0].replace("Thursday", "Friday")
    assert changes_between(text, "\n".join([changed, *lines[1:]])) == (Change("Thursday", "Friday"),)
    assert changes_between(text, "\n".join([*lines, "More follows."])) == (Change("", "More follows."),)
    assert changes_between(text, "\n".join(lines[:-1])) == (Change(lines[-1], ""),)
    long = "word " * 50_000
    assert changes_between(long, long + "more") != ()


@given(st.binary(max_size=400), st.integers(1, 50), st.sampled_from(["", "gzip", "deflate"]))
def test_bodies_unpack_to_what_they_were(body: bytes, size: int, packing: str) -> None:
    packed = {
        "": body,
        "gzip": gzip.compress(body[:100]) + gzip.compress(body[100:]) + b"\0",
        "deflate": zlib.compress(body),
    }[packing]
    unpacker = Unpacker(packing, 1_000, "there")
    for start in range(0, len(packed), size):
        unpacker.take(packed[start : start + size])
    assert (unpacker.body(), unpacker.whole, unpacker.received) == (body, True, len(packed))


@given(st.binary(max_size=300), st.sampled_from(["", "gzip", "deflate"]))
def test_any_bytes_unpack_or_are_refused(body: bytes, packing: str) -> None:
    unpacker = Unpacker(packing, 200, "there")
    try:
        unpacker.take(body)
    except FetchError:
        return
    assert len(unpacker.body()) <= 200


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ('<link rel="alternate" type="application/rss+xml" href="/feed">', ["https://courier.example/feed"]),
        (
            "<LINK REL=alternate TYPE=application/atom+xml HREF=feed.xml>",
            ["https://courier.example/a/feed.xml"],
        ),
        (
            "<link href='?a=1&amp;b=2' rel='alternate home' type='application/feed+json; charset=utf-8'>",
            ["https://courier.example/a/?a=1&b=2"],
        ),
        ('<link rel="alternate" type="text/html" href="/feed">', []),
        ('<link rel="stylesheet" type="application/rss+xml" href="/feed">', []),
        ('<link rel="alternate" type="application/rss+xml" href="http://[">', []),
        ("", []),
    ],
)
def test_the_feeds_that_a_page_names(page: str, found: list[str]) -> None:
    assert feeds_advertised(page.encode(), "https://courier.example/a/") == found
