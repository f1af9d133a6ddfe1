"""Windows: the articles that a newcomer is compared with, with an index over their words.

In: articles as they are met. Out: for newcomers, the articles of a window that come near them. An article
with a date is compared with those published within ten days, which lie in three windows of ten days each. One
without a date is compared with those that arrived up to some 8,000 articles before or after it, dated or not;
these windows hold as many articles as arrived in a row. So what a newcomer is compared with is bounded, and
is the same in whichever order articles come.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from wirecopy.group.events.across import Shelf
from wirecopy.group.events.likeness import FAR_SECONDS, REACH, Gathering, alone, expected
from wirecopy.group.events.postings import Postings
from wirecopy.group.events.signature import Signature

PAGE = 2_048  # articles that arrived in a row, in windows by arrival
PAGES = 4  # before and after its own, that an article without a date is compared with
NOWHERE = 0  # instead of a story's number

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Key(NamedTuple):
    """Names a window.

    Attributes:
        kind: "days", articles by date; "undated", articles without one by arrival; "among", articles with a
            date by arrival, for those without to be compared with.
        number: of the window.
    """

    kind: Literal["days", "undated", "among"]
    number: int

    @property
    def bounds(self) -> tuple[int, int]:
        """The first time, or number of an article, that belongs to it, and the first after it."""
        size = FAR_SECONDS if self.kind == "days" else PAGE
        return self.number * size, (self.number + 1) * size


class Known:
    """An article that is remembered; its story is None until it is placed, and when it was forgotten.

    Attributes:
        home: the window it belongs to.
        spots: the windows it is in, and its row in each.
    """

    __slots__ = ("_gathering", "family", "home", "number", "signature", "spots", "story")

    def __init__(self, number: int, family: int, signature: Signature, story: int | None) -> None:
        self.number, self.family, self.signature, self.story = number, family, signature, story
        self.home = home_of(number, signature.time)
        self.spots: list[tuple[Window, int]] = []
        self._gathering: Gathering | None = None

    @property
    def gathering(self) -> Gathering:
        """It by itself, as sums."""
        if self._gathering is None:
            self._gathering = alone(self.signature)
        return self._gathering

    @property
    def among(self) -> Key:
        """The window by arrival it belongs to if it has a date."""
        return Key("among", self.number // PAGE)

    def settle(self, story: int | None) -> None:
        """It is in another story from now on."""
        self.story = story
        for window, row in self.spots:
            window.stories[row] = NOWHERE if story is None else story


@dataclass(frozen=True, slots=True)
class Near:
    """Articles of a window that come near a newcomer.

    Attributes:
        window: the window.
        rows: int64[n], rows there.
        scores: float64[n], their cosines, or what they have in common across languages, as a part of what is
            expected of one event.
    """

    window: Window
    rows: Ints
    scores: Floats


class Window:
    """Some articles, and an index over them."""

    def __init__(self) -> None:
        self.loaded = False
        self.articles: list[Known] = []
        self.stories = np.zeros(16, np.int64)
        self._expected, self._times = np.zeros(16), np.zeros(16)
        self._postings, self._shelf = Postings(), Shelf()

    def add(self, article: Known) -> None:
        """One more article."""
        row = len(self.articles)
        if row == len(self.stories):
            room = np.zeros(row)
            self.stories = np.concatenate([self.stories, np.zeros(row, np.int64)])
            self._expected = np.concatenate([self._expected, room])
            self._times = np.concatenate([self._times, room])
        self.articles.append(article)
        article.spots.append((self, row))
        self.stories[row] = NOWHERE if article.story is None else article.story
        self._expected[row] = expected(article.signature.words)
        self._times[row] = np.nan if article.signature.time is None else article.signature.time

    def fill(self, numbers: range, known: Mapping[int, Known]) -> None:
        """Take in the articles with a date among these numbers."""
        for number in numbers:
            article = known.get(number)
            if article is not None and article.signature.time is not None:
                self.add(article)

    def near(self, newcomers: Sequence[Signature], kernels: ModuleType) -> list[Near]:
        """The articles that come near enough to each newcomer to be of one story with it."""
        if not self.articles:
            return []
        fresh = self.articles[len(self._postings) :]
        if fresh:
            self._postings.add([article.signature for article in fresh], kernels)
            for article in fresh:
                self._shelf.add(article.signature.meaning)
        hoped = np.array([expected(newcomer.words) for newcomer in newcomers])
        size = len(self.articles)
        least = REACH * np.sqrt(hoped * self._expected[:size].min())
        asking, rows, products = self._postings.near(newcomers, np.maximum(least, 1e-6), kernels)
        scores = products / np.maximum(np.sqrt(hoped[asking] * self._expected[rows]), 1e-6)
        meant = self._shelf.near([newcomer.meaning for newcomer in newcomers], REACH)
        if len(meant[0]):
            asking, rows, scores = _both((asking, rows, scores), meant, size)
        times = np.array([np.nan if new.time is None else new.time for new in newcomers])
        far = np.abs(times[asking] - self._times[rows]) > FAR_SECONDS  # never where a time is not known
        kept = (scores >= REACH) & ~far
        asking, rows, scores = asking[kept], rows[kept], scores[kept]
        ends = np.searchsorted(asking, np.arange(len(newcomers) + 1)).tolist()
        return [
            Near(self, rows[ends[at] : ends[at + 1]], scores[ends[at] : ends[at + 1]])
            for at in range(len(newcomers))
        ]


def _both(
    words: tuple[Ints, Ints, Floats], meant: tuple[Ints, Ints, Floats], size: int
) -> tuple[Ints, Ints, Floats]:
    """What came near by words, and by meaning: each pair once with the sum, by who was asking."""
    pairs = np.concatenate([words[0] * size + words[1], meant[0] * size + meant[1]])
    distinct, where = np.unique(pairs, return_inverse=True)
    scores = np.bincount(where, np.concatenate([words[2], meant[2]]), len(distinct)).astype(np.float64)
    return distinct // size, distinct % size, scores


def home_of(number: int, time: int | None) -> Key:
    """The window that an article belongs to."""
    return Key("undated", number // PAGE) if time is None else Key("days", time // FAR_SECONDS)


def around(number: int, time: int | None) -> list[Key]:
    """The windows that an article is compared with."""
    page = number // PAGE
    pages = range(max(0, page - PAGES), page + PAGES + 1)
    found = [Key("undated", near) for near in pages]
    if time is None:
        return found + [Key("among", near) for near in pages]
    day = time // FAR_SECONDS
    return found + [Key("days", near) for near in range(day - 1, day + 2)]
