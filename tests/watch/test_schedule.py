"""When feeds are asked for again: sooner with news, later without, never outside the bounds."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.model.archive import Feed, FeedItem
from wirecopy.settings import Watching
from wirecopy.watch import schedule
from wirecopy.watch.answers import FetchError

SETTINGS = Watching(
    shortest_interval=600, longest_interval=21_600, longest_hint=3_600, longest_backoff=86_400
)
NOW = 1.8e9
HOURLY = b"<sy:updatePeriod>hourly</sy:updatePeriod>"
FEED = Feed("https://courier.example/feed")


def after(feed: Feed, *, news: bool = False, wish: float = 0.0) -> Feed:
    return schedule.went_well(feed, news=news, wish=wish, now=NOW, settings=SETTINGS)


def test_a_feed_with_news_is_asked_sooner_and_one_without_later() -> None:
    feed, quiet = FEED, []
    for _ in range(12):
        feed = after(feed)
        quiet.append(round(feed.interval))
    assert quiet[:4] == [600, 900, 1350, 2025]
    assert quiet[-1] == 21_600
    busy = []
    for _ in range(7):
        feed = after(feed, news=True)
        busy.append(round(feed.interval))
    assert busy == [10_800, 5_400, 2_700, 1_350, 675, 600, 600]


@pytest.mark.parametrize(
    ("body", "headers", "wish", "interval"),
    [
        (b"<rss><channel><ttl>30</ttl>", {}, 1_800, 1_800),
        (b"<ttl>999999</ttl>", {}, 59_999_940, 3_600),
        (HOURLY + b"<sy:updateFrequency>2</sy:updateFrequency>", {}, 1_800, 1_800),
        (b"<sy:updatePeriod>\n daily </sy:updatePeriod>", {}, 86_400, 3_600),
        (HOURLY + b"<sy:updateFrequency>0</sy:updateFrequency>", {}, 3_600, 3_600),
        (b"", {"cache-control": "public, max-age=1200"}, 1_200, 1_200),
        (b"", {"cache-control": "s-max-age=1200"}, 0, 600),
        (b"", {"cache-control": "max-age=nonsense"}, 0, 600),
        (b"<ttl>1</ttl>", {"cache-control": "max-age=5"}, 60, 600),
    ],
)  # fmt: skip
def test_what_a_feed_wishes_is_honoured_within_bounds(
    body: bytes, headers: dict[str, str], wish: float, interval: float
) -> None:
    assert schedule.wish_of(body, headers) == wish
    assert after(FEED, news=True, wish=wish).interval == interval


@given(
    interval=st.floats(0, 1e6),
    failures=st.integers(0, 500),
    wish=st.floats(0, 1e12),
    wait=st.none() | st.floats(0, 1e12),
    news=st.booleans(),
)
def test_no_poll_is_too_soon_or_too_far_off(
    interval: float, failures: int, wish: float, wait: float | None, news: bool
) -> None:
    feed = Feed("https://courier.example/feed", interval=interval, failures=failures)
    well = after(feed, news=news, wish=wish)
    assert 0.9 * 600 <= well.next_poll - NOW <= 1.1 * 21_600 + 1
    assert (well.failures, well.last_error) == (0, None)
    wrong = schedule.went_wrong(feed, FetchError("no", "there", wait=wait), NOW, SETTINGS)
    assert 0.9 * min(2 * 600 if not interval else 2 * interval, 86_400) <= wrong.next_poll - NOW + 1
    assert wrong.next_poll - NOW <= 1.1 * 86_400 + 1
    assert schedule.set_right(well, NOW, SETTINGS) == well
    assert schedule.set_right(wrong, NOW, SETTINGS) == wrong


def test_a_clock_set_back_and_a_feed_that_is_gone() -> None:
    far = Feed("https://courier.example/feed", next_poll=NOW + 9e6)
    assert schedule.set_right(far, NOW, SETTINGS).next_poll == NOW
    gone = schedule.went_wrong(FEED, FetchError("gone", "there", status=410), NOW, SETTINGS)
    assert gone.next_poll == math.inf
    assert schedule.set_right(gone, NOW, SETTINGS) == gone


def test_pages_are_tried_again_later_and_later() -> None:
    item = FeedItem("feed", "key", "https://courier.example/1", "mark")
    waits = []
    for _ in range(4):
        item = schedule.try_again(item, FetchError("no", "there"), NOW, SETTINGS)
        waits.append(item.next_try - NOW)
    assert [round(math.log(wait / 60, 4)) for wait in waits] == [0, 1, 2, 3]
    item = schedule.try_again(item, FetchError("no", "there"), NOW, SETTINGS)
    assert (item.state, item.attempts) == ("failed", 5)


def test_the_spread_is_the_same_every_time_and_small() -> None:
    drawn = [schedule.spread(100, f"feed {number}") for number in range(1_000)]
    assert drawn == [schedule.spread(100, f"feed {number}") for number in range(1_000)]
    assert 90 <= min(drawn) < 91
    assert 109 < max(drawn) <= 110
