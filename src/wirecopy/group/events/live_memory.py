"""What is remembered of placed articles, one window of time after the other.

In: what a store can recall. Out: windows of articles that lie near in time, and the articles of a story, of a
family, or with given numbers. A window is loaded when it is needed and dropped when it was not used for long.
An article is one object wherever it is met, and what is in memory counts, not what is recalled: the store may
not have been told yet. So nothing is dropped that was used since the last batch began.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from wirecopy.group.events.postings import Postings
from wirecopy.group.events.signature import Signature

DAY = 86_400
WINDOW_DAYS = 4
MOST_REMEMBERED = 60_000  # articles, at about 3 kB each; what the last batch needed may be more

Key = int | None  # number of a window; None for articles without a date
Kind = Literal["article", "family", "story"]
Recalled = Iterable[tuple["Arrival", int]]
Recall = Callable[[int | None, int | None], Recalled]
Find = Callable[[Kind, Sequence[int]], Recalled]


@dataclass(frozen=True, slots=True)
class Arrival:
    """An article to be placed, or one that was.

    Attributes:
        number: its number, given in order of arrival.
        family: number of the first article of its copy family; its own where it stands alone.
        signature: what says which event it tells of.
    """

    number: int
    family: int
    signature: Signature


class Known:
    """An article that is remembered; its story is None until it is placed, and when it was forgotten."""

    __slots__ = ("family", "number", "signature", "story")

    def __init__(self, arrival: Arrival, story: int | None) -> None:
        self.number, self.family = arrival.number, arrival.family
        self.signature, self.story = arrival.signature, story


class Window:
    """The articles of some days; all of them once it was loaded, else those that happened to be met."""

    def __init__(self) -> None:
        self.loaded = False
        self.articles: list[Known] = []
        self.postings = Postings()

    def add(self, articles: Sequence[Known]) -> None:
        """More articles, in any order."""
        self.articles.extend(articles)
        self.postings.add([article.signature for article in articles])


class _Groups:
    """Articles by story, or by family, and which of these are known to be here with all their articles."""

    def __init__(self) -> None:
        self._groups: dict[int, dict[int, Known]] = {}
        self.whole: set[int] = set()

    def add(self, group: int, article: Known) -> None:
        self._groups.setdefault(group, {})[article.number] = article

    def remove(self, group: int, article: Known) -> None:
        articles = self._groups.get(group, {})
        articles.pop(article.number, None)
        if not articles:
            self._groups.pop(group, None)
            self.whole.discard(group)

    def of(self, group: int) -> list[Known]:
        articles = self._groups.get(group, {})
        return [articles[number] for number in sorted(articles)]


class Memory:
    """What is remembered.

    Args:
        recall: gives the articles published in [since, until) with their stories; the undated for two None.
        find: gives the articles with these numbers, of these families, or of these stories.
        most: articles to remember.
    """

    def __init__(self, recall: Recall, find: Find | None, most: int = MOST_REMEMBERED) -> None:
        self._recall, self._find, self._most = recall, find, most
        self._windows: OrderedDict[Key, Window] = OrderedDict()
        self._known: dict[int, Known] = {}
        self._stories, self._families = _Groups(), _Groups()
        self._used: set[Key] = set()

    def begin(self) -> None:
        """A batch begins: all that was not used since the last one began is stored, and may be dropped."""
        for key in list(self._windows):
            if len(self._known) <= self._most:
                break
            if key not in self._used:
                self._drop(self._windows.pop(key))
        self._used = set()

    def arrive(self, arrivals: Sequence[Arrival]) -> list[Known]:
        """Take in articles that arrive; one that has a place already keeps it."""
        found: list[Known] = []
        fresh: dict[Key, list[Known]] = {}
        for arrival in arrivals:
            key = key_of(arrival.signature.time)
            self.window(key)
            known = self._known.get(arrival.number)
            if known is None:
                known = self._take(arrival, None)
                fresh.setdefault(key, []).append(known)
            found.append(known)
        for key, articles in fresh.items():
            self._windows[key].add(articles)
        return found

    def window(self, key: Key) -> Window:
        """A window, loaded now if it was not."""
        window = self._use(key)
        if not window.loaded:
            window.loaded = True
            since = None if key is None else key * WINDOW_DAYS * DAY
            until = None if since is None else since + WINDOW_DAYS * DAY
            window.add([article for article, fresh in self._meet(self._recall(since, until)) if fresh])
        return window

    def windows(self, time: int | None, days: int) -> list[Key]:
        """The windows that an article of this time is compared with."""
        if time is None:
            return list(self._windows)
        begin, end = (time - days * DAY) // (WINDOW_DAYS * DAY), (time + days * DAY) // (WINDOW_DAYS * DAY)
        return [None, *range(begin, end + 1)]

    def story(self, number: int) -> list[Known]:
        """All articles of a story, by number."""
        return self._all("story", self._stories, number)

    def family(self, number: int) -> list[Known]:
        """All articles of a family, by number."""
        return self._all("family", self._families, number)

    def articles(self, numbers: Sequence[int]) -> list[Known]:
        """Articles by number; those that are nowhere are left out."""
        missing = [number for number in numbers if number not in self._known]
        if missing and self._find:
            self._meet_strays(self._find("article", missing))
        return [self._known[number] for number in numbers if number in self._known]

    def move(self, article: Known, story: int | None) -> None:
        """An article is in another story from now on; in none when it is forgotten."""
        self._use(key_of(article.signature.time))
        if article.story is not None:
            self._stories.remove(article.story, article)
        if story is None:
            self._families.remove(article.family, article)
        article.story = story
        if story is not None:
            if not self._stories.of(story):
                self._stories.whole.add(story)
            self._stories.add(story, article)

    def rename(self, article: Known, family: int) -> None:
        """An article is of another family from now on."""
        self._use(key_of(article.signature.time))
        self._families.remove(article.family, article)
        article.family = family
        self._families.add(family, article)

    def _use(self, key: Key) -> Window:
        self._used.add(key)
        window = self._windows.setdefault(key, Window())
        self._windows.move_to_end(key)
        return window

    def _all(self, kind: Kind, groups: _Groups, number: int) -> list[Known]:
        if number not in groups.whole:
            if self._find:
                self._meet_strays(self._find(kind, [number]))
            groups.whole.add(number)
        return groups.of(number)

    def _meet_strays(self, recalled: Recalled) -> None:
        for article, fresh in list(self._meet(recalled)):
            window = self._use(key_of(article.signature.time))
            if fresh:
                window.add([article])

    def _meet(self, recalled: Recalled) -> Iterable[tuple[Known, bool]]:
        """The one object of each article that was recalled, and whether it was not known yet."""
        for arrival, story in recalled:
            known = self._known.get(arrival.number)
            yield known or self._take(arrival, story), known is None

    def _take(self, arrival: Arrival, story: int | None) -> Known:
        known = self._known[arrival.number] = Known(arrival, story)
        self._families.add(known.family, known)
        if story is not None:
            self._stories.add(story, known)
        return known

    def _drop(self, window: Window) -> None:
        for article in window.articles:
            del self._known[article.number]
            self._families.remove(article.family, article)
            self._families.whole.discard(article.family)
            if article.story is not None:
                self._stories.remove(article.story, article)
                self._stories.whole.discard(article.story)


def key_of(time: int | None) -> Key:
    """The window of a time."""
    return None if time is None else time // (WINDOW_DAYS * DAY)
