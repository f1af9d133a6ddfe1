"""Stories as articles arrive: where each newcomer belongs, and what that does to the stories it touches.

In: articles with their copy families and signatures, one or a batch. Out: `Outcome`, the story of every
article that is new in it, and what happened to stories. The result for an article does not depend on how
arrivals are cut into batches. Nothing is held that a store cannot give back: articles that lie near in time
are recalled when they are needed, so a new `LiveStories` over the same store goes on where another ended.

A newcomer is compared with the articles published around it. The stories of those that come near it are
taken apart and clustered anew together with it, as `batch` would cluster all, so a story may grow, merge with
others or split. A large story takes part as one node, known by its sums, and is taken apart whenever it has
grown by a quarter; one of more than `MOST_TAKEN_APART` articles never is: it can grow and merge, not split.

Families are never parted, whenever their articles were published. For that, and for stories that reach beyond
the time around a newcomer, `find` looks articles up by family, story or number; without it only what has been
recalled is known.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

from wirecopy.errors import CallError
from wirecopy.group.events.live_linking import MOST_TAKEN_APART, Linking, Outcome
from wirecopy.group.events.live_memory import MOST_REMEMBERED, Arrival, Find, Memory, Recall
from wirecopy.group.events.live_windows import Key, Known, Near, around
from wirecopy.kernels import is_small, kernels_for

__all__ = ["MOST_TAKEN_APART", "Arrival", "LiveStories", "Outcome"]

_BYTES = 700  # of text that are read in the time it takes to place an article


def _always() -> bool:
    return True


class LiveStories:
    """The stories of an archive, as articles arrive.

    What outcomes said must be in what `recall` and `find` give before the next but one `place`.

    Args:
        recall: gives the articles published in [since, until) with their stories, None and None for the
            articles without a date.
        find: gives the articles with these numbers ("article"), of these families or of these stories.
        most: articles to remember in memory.
        ready: whether an earlier run left the kernels of `events` compiled; asked when it matters.
    """

    def __init__(
        self,
        recall: Recall,
        find: Find | None = None,
        most: int = MOST_REMEMBERED,
        ready: Callable[[], bool] = _always,
    ) -> None:
        self._memory = Memory(recall, find, most)
        self._linking = Linking(self._memory)
        self._ready = ready
        self._work = 0
        self._kernels = kernels_for(0)

    def place(self, arrivals: Sequence[Arrival]) -> Outcome:
        """Place articles, in order; one that has a place keeps it."""
        self.expect(len(arrivals) * _BYTES)
        self._memory.begin()
        outcome = Outcome()
        newcomers = self._memory.arrive(arrivals)
        for newcomer, near in zip(newcomers, self._near(newcomers), strict=True):
            if newcomer.story is None:
                self._linking.place(newcomer, near, outcome, self._kernels)
            else:
                outcome.places[newcomer.number] = newcomer.story
        return outcome

    def join(self, into: int, gone: int) -> Outcome:
        """Two copy families turned out to be one: every article of `gone` is of `into` from now on."""
        outcome = Outcome()
        parts = self._memory.family(into), self._memory.family(gone)
        for article in parts[1]:
            self._memory.rename(article, into)
        stories = {article.story for part in parts for article in part if article.story is not None}
        self._linking.take_apart(stories, outcome, self._kernels)
        return outcome

    def forget(self, numbers: Sequence[int]) -> Outcome:
        """Articles are no more, revisions took their place; what is left of their stories may split."""
        outcome = Outcome()
        for article in self._memory.articles(numbers):
            if article.story is not None:
                outcome.touched.add(article.story)
                self._linking.take_out(article)
        for story in sorted(outcome.touched):
            self._linking.take_apart({story}, outcome, self._kernels)
        return outcome

    def expect(self, size: int) -> None:
        """Choose kernels: compiled ones once the work is worth the wait. Both give the same.

        Args:
            size: of the work ahead, in bytes of text that could be read in the time.
        """
        if self._work < 0:
            return
        self._work += size
        if is_small(self._work) or is_small(self._work, ready := self._ready()):
            return
        with suppress(CallError):  # no folder to keep compiled kernels in: the plain ones do the same, slower
            self._kernels = kernels_for(self._work, ready)
        self._work = -1

    def _near(self, newcomers: Sequence[Known]) -> list[list[Near]]:
        """The articles that come near each newcomer."""
        asking: dict[Key, list[int]] = {}
        for at, newcomer in enumerate(newcomers):
            if newcomer.story is None:
                for key in around(newcomer.number, newcomer.signature.time):
                    asking.setdefault(key, []).append(at)
        found: list[list[Near]] = [[] for _ in newcomers]
        for key, who in asking.items():
            window = self._memory.window(key)
            near = window.near([newcomers[at].signature for at in who], self._kernels)
            for at, rows in zip(who, near, strict=False):
                found[at].append(rows)
        return found
