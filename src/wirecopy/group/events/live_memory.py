"""What is remembered of placed articles, one window after the other.

In: what a store can recall. Out: windows of articles that a newcomer is compared with, and the articles of a
story, of a family, or with given numbers. A window is loaded when it is needed and dropped when it was not
used for long. An article is one object wherever it is met, and what is in memory counts, not what is
recalled: the store may not know it yet. So nothing is dropped that was used since the last batch began.

Memory: some 5 kB an article, of which half are its signature and sums; 4 kB more with its meaning.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from wirecopy.group.events.live_windows import Key, Known, Window, home_of
from wirecopy.group.events.signature import Signature

MOST_REMEMBERED = 50_000  # articles; what the last batch needed may be more

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

    def of(self, group: int) -> dict[int, Known]:
        return self._groups.get(group, {})


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
        for key in [key for key in self._windows if key.kind == "among" and key not in self._used]:
            self._drop(key)
        for key in list(self._windows):
            if len(self._known) <= self._most:
                break
            if key not in self._used and key in self._windows:
                self._drop(key)
        self._used = set()

    def arrive(self, arrivals: Sequence[Arrival]) -> list[Known]:
        """Take in articles that arrive; one that has a place already keeps it."""
        for key in {home_of(arrival.number, arrival.signature.time) for arrival in arrivals}:
            self.window(key)
        found: list[Known] = []
        for arrival in arrivals:
            known = self._known.get(arrival.number) or self._take(arrival, None)
            found.append(known)
        return found

    def window(self, key: Key) -> Window:
        """A window, loaded now if it was not."""
        window = self._use(key)
        if not window.loaded:
            list(self._meet(self._recalled(key)))
            if key.kind == "among":
                window.fill(range(*key.bounds), self._known)
            window.loaded = True
        return window

    def count(self, story: int) -> int:
        """How many articles a story has."""
        return len(self._all("story", self._stories, story))

    def members(self, story: int) -> Collection[Known]:
        """All articles of a story, in no order."""
        return self._all("story", self._stories, story).values()

    def story(self, number: int) -> list[Known]:
        """All articles of a story, by number."""
        articles = self._all("story", self._stories, number)
        return [articles[number] for number in sorted(articles)]

    def family(self, number: int, first: bool = False) -> list[Known]:
        """All placed articles of a family, by number.

        Args:
            number: of the family.
            first: its first article is only now arriving, so that there is nothing to recall.
        """
        articles = self._families.of(number) if first else self._all("family", self._families, number)
        return [articles[number] for number in sorted(articles) if articles[number].story is not None]

    def articles(self, numbers: Sequence[int]) -> list[Known]:
        """Articles by number; those that are nowhere are left out."""
        missing = [number for number in numbers if number not in self._known]
        if missing and self._find:
            list(self._meet(self._find("article", missing)))
        return [self._known[number] for number in numbers if number in self._known]

    def move(self, article: Known, story: int | None) -> None:
        """An article is in another story from now on; in none when it is forgotten."""
        self._use(article.home)
        if article.story is not None:
            self._stories.remove(article.story, article)
        article.settle(story)
        if story is None:
            self._families.remove(article.family, article)
        else:
            if not self._stories.of(story):
                self._stories.whole.add(story)
            self._stories.add(story, article)

    def rename(self, article: Known, family: int) -> None:
        """An article is of another family from now on."""
        self._use(article.home)
        self._families.remove(article.family, article)
        article.family = family
        self._families.add(family, article)

    def _use(self, key: Key) -> Window:
        self._used.add(key)
        window = self._windows.get(key)
        if window is None:
            window = self._windows[key] = Window()
        self._windows.move_to_end(key)
        return window

    def _all(self, kind: Kind, groups: _Groups, number: int) -> dict[int, Known]:
        if number not in groups.whole:
            if self._find:
                list(self._meet(self._find(kind, [number])))
            if groups.of(number):
                groups.whole.add(number)
        return groups.of(number)

    def _recalled(self, key: Key) -> Recalled:
        """What the store knows of the articles of a window."""
        bounds = key.bounds
        if key.kind == "days":
            return self._recall(*bounds)
        if self._find:
            return self._find("article", range(*bounds))
        return self._recall(None, None) if key.kind == "undated" else ()

    def _meet(self, recalled: Recalled) -> Iterator[Known]:
        """The one object of each article that was recalled."""
        for arrival, story in recalled:
            known = self._known.get(arrival.number)
            yield known or self._take(arrival, story)

    def _take(self, arrival: Arrival, story: int | None) -> Known:
        known = Known(arrival.number, arrival.family, arrival.signature, story)
        self._known[arrival.number] = known
        self._families.add(known.family, known)
        if story is not None:
            self._stories.add(story, known)
        self._use(known.home).add(known)
        among = self._windows.get(known.among)
        if among is not None and among.loaded and known.signature.time is not None:
            among.add(known)
        return known

    def _drop(self, key: Key) -> None:
        window = self._windows.pop(key)
        if key.kind == "among":
            for article in window.articles:
                article.spots = [spot for spot in article.spots if spot[0] is not window]
            return
        for article in window.articles:
            del self._known[article.number]
            self._families.remove(article.family, article)
            self._families.whole.discard(article.family)
            if article.story is not None:
                self._stories.remove(article.story, article)
                self._stories.whole.discard(article.story)
        for among in {article.among for article in window.articles} & self._windows.keys():
            self._drop(among)
