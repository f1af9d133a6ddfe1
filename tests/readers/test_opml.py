"""Lists of feeds: every feed once, from any folder."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.errors import InputError
from wirecopy.model import Rejected
from wirecopy.readers import iter_paths
from wirecopy.readers.opml import FeedRef, feeds_of
from wirecopy.settings import Reading

LIST = """<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="North"><outline text="Deep"><outline type="rss" text="Post &amp; Co" xmlUrl="https://post.example/rss"
 htmlUrl="https://post.example/"/></outline><outline title="Echo" text="x" xmlURL="https://echo.example/atom"/></outline>
<outline text="again" xmlUrl="https://post.example/rss"/><outline text="no feed" htmlUrl="https://a.example/"/>
<outline text="odd" xmlUrl="javascript:no"/></body></opml>"""
EXPECTED = [FeedRef("https://post.example/rss", "Post & Co"), FeedRef("https://echo.example/atom", "Echo")]


def test_every_feed_once_in_order() -> None:
    assert feeds_of(LIST.encode()) == EXPECTED


@pytest.mark.parametrize("damage", [LIST.replace("&amp;", "&"), LIST[:-80], "\n\n" + LIST])
def test_what_stands_before_the_damage_is_read(damage: str) -> None:
    assert feeds_of(damage.encode()) == EXPECTED


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "empty"), (b"<rss/>", "not a list"), (b"<opml/>", "names none"), (b"x" * 2_000, "larger")],
)
def test_what_is_no_list_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        feeds_of(data, None, Reading(max_feed_bytes=1_000))


@pytest.mark.parametrize("name", ["l.opml", "l.xml", "l", "l.opml.gz"])
def test_as_an_article_it_is_rejected_with_a_hint(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(LIST.encode()) if name.endswith("gz") else LIST.encode())
    (only,) = iter_paths([path])
    assert only == Rejected(str(path), "a list of 2 feeds, not articles: give it to `wirecopy watch`")


@given(st.binary(max_size=200))
def test_any_bytes_are_a_list_or_refused(data: bytes) -> None:
    try:
        feeds_of(b"<opml>" + data)
    except InputError:
        return
