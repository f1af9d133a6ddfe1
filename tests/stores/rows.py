"""Invented rows: articles of events, outlets and people that never were, and any row there can be."""

from __future__ import annotations

import random

from hypothesis import strategies as st

from wirecopy.model import (
    Arriving,
    Article,
    CopyRow,
    Correction,
    Feed,
    FeedItem,
    Input,
    LedgerRow,
    Rejected,
    Reports,
    SignatureRow,
    StoryEvent,
)  # fmt: skip

_WORDS = [
    "harbour", "ferry", "quay", "storm", "council", "bridge", "mayor", "strike", "miners", "tunnel", "parade",
    "lantern", "orchard", "verdict", "committee", "glacier", "satellite", "reservoir", "festival", "hospital",
    "budget", "ballot", "referendum", "orchestra", "lighthouse", "vaccine", "drought", "cathedral", "senate",
]  # fmt: skip


def invented(seed: int, words: int = 60) -> str:
    chance = random.Random(seed)
    return " ".join(chance.choices(_WORDS, k=words)).capitalize() + f" {seed}."


def arriving(
    name: str, text: str, *, source: str = "folder", arrived: float = 100.0, **known: str
) -> Arriving:
    return Arriving(Article(name, f"{name}.txt", text, **known), arrived, source)


def some(count: int, start: int = 0) -> list[Arriving]:
    """Articles that have nothing in common, an hour apart."""
    return [
        arriving(
            f"a{k}", invented(k), title=f"Title {k}", outlet=f"Outlet {k % 3}", language="en",
            published=f"2026-03-{1 + k // 24 % 28:02}T{k % 24:02}:00:00+00:00", url=f"https://post.example/{k}",
        )
        for k in range(start, start + count)
    ]  # fmt: skip


# Any string of Python: NUL, halves of surrogate pairs and characters that are none included.
anything = st.text(st.characters(), max_size=40)
maybe = st.none() | anything
when = st.floats(0, 4e9)
count = st.integers(0, 2**53)
known = st.dictionaries(anything, st.none() | anything | count | st.lists(anything, max_size=3), max_size=4)

articles = st.builds(
    Article, anything, anything, anything, maybe, maybe, maybe,
    maybe | st.datetimes().map(lambda moment: moment.isoformat()), maybe, maybe,
)  # fmt: skip
arrivals = st.builds(Arriving, articles, when, anything)
inputs = st.builds(Input, anything, anything, st.just(1), count, st.just(0))
rejections = st.lists(st.builds(Rejected, anything, anything), max_size=5)
reports = st.builds(Reports, count, count, count)
feeds = st.builds(Feed, anything, maybe, maybe, maybe, when, when, count, st.none() | when, maybe, maybe)
corrections = st.builds(Correction, st.just(0), anything, anything, known, anything, when)
evidence = st.lists(st.tuples(count, count, count, count), max_size=4).map(tuple)


def items(feed: str) -> st.SearchStrategy[FeedItem]:
    return st.builds(
        FeedItem, st.just(feed), anything, maybe, anything, known,
        st.sampled_from(["waiting", "done", "failed", "gone"]), count, when, when, maybe, st.none(),
    )  # fmt: skip


def copy_rows(number: int) -> st.SearchStrategy[CopyRow]:
    return st.builds(
        CopyRow, st.just(number), st.integers(1, number), anything, st.none() | st.integers(1, number),
        st.floats(0, 1), st.floats(0, 1), evidence,
    )  # fmt: skip


def signature_rows(number: int) -> st.SearchStrategy[SignatureRow]:
    return st.builds(
        SignatureRow, st.just(number), st.none() | st.integers(-(2**40), 2**40), st.just(number),
        st.none() | st.integers(1, number), st.binary(max_size=60),
    )  # fmt: skip


def ledger_rows(story: int, run: int) -> st.SearchStrategy[LedgerRow]:
    return st.builds(LedgerRow, st.just(story), st.just(run), anything, when, reports, st.binary(max_size=99))


def story_events(story: int) -> st.SearchStrategy[StoryEvent]:
    return st.builds(
        StoryEvent, when, st.sampled_from(["formed", "split"]), st.just(story), st.none() | count
    )
