"""Stories as articles arrive: where each newcomer belongs, and what that does to the stories it touches.

In: articles with their copy families and signatures, one or a batch. Out: `Outcome`, the story of every
article that is new or moved, and what happened to stories. Nothing is held that a store cannot give back:
what lies near in time is recalled when it is needed. A newcomer is compared with the articles published
around it; the stories of those that are like it are taken apart and linked anew together with it, as a
clustering of all articles would, so that a story may grow, merge with another, or split.

Families are never parted, whenever their articles were published. For that, and for stories that reach
beyond the time around a newcomer, `find` looks articles up by family, story or number; without it only what
has been recalled is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from wirecopy.group.events.live_linking import LEAST, NEAR_DAYS, likeness, link
from wirecopy.group.events.live_memory import MOST_REMEMBERED, Arrival, Find, Known, Memory, Recall
from wirecopy.group.events.live_naming import Event, name

__all__ = ["Arrival", "LiveStories", "Outcome"]

MOST_TAKEN_APART = 400  # articles linked anew for one newcomer; of more, the likest stories


@dataclass(slots=True)
class Outcome:
    """What became of some articles, and of the stories they touched.

    Attributes:
        places: article number -> story number, of every article that is new in its story.
        events: what happened to stories, in order: (kind, story, other). formed: `story` is new; merged:
            `story` is no more, its articles went to `other`; split: `story` is new and came out of `other`.
        touched: stories whose articles are not the same as before.
    """

    places: dict[int, int] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)


class LiveStories:
    """The stories of an archive, as articles arrive.

    What an outcome says must have reached what `recall` and `find` give before the next but one `place`.

    Args:
        recall: gives the articles published in [since, until) with their stories, None and None for the
            articles without a date.
        find: gives the articles with these numbers ("article"), of these families or of these stories.
        most: articles to remember in memory.
    """

    def __init__(self, recall: Recall, find: Find | None = None, most: int = MOST_REMEMBERED) -> None:
        self._memory = Memory(recall, find, most)

    def place(self, arrivals: Sequence[Arrival]) -> Outcome:
        """Place articles, in order; one that has a place keeps it."""
        self._memory.begin()
        outcome = Outcome()
        for newcomer in self._memory.arrive(arrivals):
            if newcomer.story is None:
                self._settle([*self._touched(newcomer), newcomer], outcome)
            else:
                outcome.places[newcomer.number] = newcomer.story
        return outcome

    def join(self, into: int, gone: int) -> Outcome:
        """Two copy families turned out to be one: every article of `gone` is of `into` from now on."""
        outcome = Outcome()
        families = [self._memory.family(family) for family in (into, gone)]
        stories = {article.story for family in families for article in family if article.story is not None}
        for article in families[1]:
            self._memory.rename(article, into)
        self._settle([a for story in sorted(stories) for a in self._memory.story(story)], outcome)
        return outcome

    def forget(self, numbers: Sequence[int]) -> Outcome:
        """Articles are no more, revisions took their place; what is left of their stories may split."""
        outcome = Outcome()
        stories: set[int] = set()
        for article in self._memory.articles(numbers):
            if article.story is not None:
                self._memory.story(article.story)
                stories.add(article.story)
                self._memory.move(article, None)
        outcome.touched.update(stories)
        for story in sorted(stories):
            self._settle(self._memory.story(story), outcome)
        return outcome

    def _touched(self, newcomer: Known) -> list[Known]:
        """The articles of the stories that a newcomer may change."""
        time = newcomer.signature.time
        best: dict[int, float] = {}
        for article in self._memory.family(newcomer.family):
            if article.story is not None:
                best[article.story] = 2.0  # before all others
        for key in self._memory.windows(time, NEAR_DAYS):
            window = self._memory.window(key)
            cosines = window.postings.products(newcomer.signature)
            rows = [row for row in (cosines >= LEAST).nonzero()[0].tolist() if window.articles[row].story]
            others = [window.articles[row] for row in rows]
            scores = likeness(cosines[rows], time, [other.signature.time for other in others])
            for other, score in zip(others, scores.tolist(), strict=True):
                if other.story is not None and score >= LEAST:
                    best[other.story] = max(best.get(other.story, 0.0), score)
        found: list[Known] = []
        for story in sorted(best, key=lambda story: (-best[story], story)):
            articles = self._memory.story(story)
            if best[story] == 2.0 or len(found) + len(articles) < MOST_TAKEN_APART:
                found += articles
        return found

    def _settle(self, articles: Sequence[Known], outcome: Outcome) -> None:
        """Link articles anew, and note what changed."""
        if not articles:
            return
        articles = sorted(articles, key=lambda a: a.number)
        groups = link(articles)
        named = name(groups, self._memory.story)
        outcome.events += named.events
        for before, after in named.renamed:
            for article in self._memory.story(before):
                self._move(article, after, outcome)
        for group, number in zip(groups, named.numbers, strict=True):
            for article in group:
                self._move(article, number, outcome)

    def _move(self, article: Known, story: int, outcome: Outcome) -> None:
        if article.story == story:
            return
        outcome.touched.update({story} if article.story is None else {story, article.story})
        outcome.places[article.number] = story
        self._memory.move(article, story)
