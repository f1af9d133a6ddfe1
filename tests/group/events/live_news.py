"""Invented news for the tests of live stories: signatures of events, a store, and what happened replayed."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from wirecopy.group.events.live import Arrival, Outcome
from wirecopy.group.events.live_memory import Kind
from wirecopy.group.events.signature import Signature

DAY = 86_400
START = 1_600_000_000


def signature(terms: Sequence[int], time: int | None) -> Signature:
    """A signature of terms that all count the same."""
    distinct = np.array(sorted(set(terms)), np.uint32)
    weights = np.full(len(distinct), 1 / np.sqrt(max(1, len(distinct))), np.float32)
    return Signature(distinct, weights, len(distinct), time)


def report(rng: random.Random, event: int, time: int | None) -> Signature:
    """A report of an event: some words of the event, some of its topic, some of its own."""
    topic = event // 3
    terms = rng.sample(range(1000 * event, 1000 * event + 20), 10)
    terms += rng.sample(range(10**6 + 1000 * topic, 10**6 + 1000 * topic + 20), rng.randint(0, 10))
    return signature(terms + rng.sample(range(10**8, 10**9), rng.randint(1, 14)), time)


def news(seed: int, count: int, events: int = 6) -> list[Arrival]:
    """Articles in order of arrival: some undated, some copies, of events of a few weeks."""
    rng = random.Random(seed)
    arrivals: list[Arrival] = []
    for number in range(1, count + 1):
        event = rng.randrange(events)
        dated = rng.random() < 0.8
        time = START + (7 * event + rng.randint(0, 4)) * DAY if dated else None
        family, told = number, report(rng, event, time)
        if arrivals and rng.random() < 0.15:
            first = rng.choice(arrivals)
            when = START + rng.randint(0, 200) * DAY if rng.random() < 0.3 else time
            family, told = first.family, signature(first.signature.terms.tolist(), when)
        arrivals.append(Arrival(number, family, told))
    return arrivals


class Archive:
    """What a store knows: articles, their families and their stories."""

    def __init__(self) -> None:
        self.arrivals: dict[int, Arrival] = {}
        self.stories: dict[int, int] = {}

    def tell(self, outcome: Outcome, arrivals: Sequence[Arrival] = ()) -> None:
        """Store what came of some arrivals."""
        self.arrivals.update((arrival.number, arrival) for arrival in arrivals)
        self.stories.update(outcome.places)

    def forget(self, numbers: Sequence[int]) -> None:
        for number in numbers:
            self.stories.pop(number, None)

    def join(self, into: int, gone: int) -> None:
        for number, arrival in self.arrivals.items():
            if arrival.family == gone:
                self.arrivals[number] = Arrival(number, into, arrival.signature)

    def recall(self, since: int | None, until: int | None) -> Iterator[tuple[Arrival, int]]:
        for number, story in list(self.stories.items()):
            time = self.arrivals[number].signature.time
            if since is None or until is None:
                if time is None:
                    yield self.arrivals[number], story
            elif time is not None and since <= time < until:
                yield self.arrivals[number], story

    def find(self, kind: Kind, numbers: Sequence[int]) -> Iterator[tuple[Arrival, int]]:
        for number, story in list(self.stories.items()):
            arrival = self.arrivals[number]
            if {"article": number, "family": arrival.family, "story": story}[kind] in numbers:
                yield arrival, story

    def groups(self) -> set[frozenset[int]]:
        """The stories, as sets of articles."""
        members = defaultdict(set)
        for number, story in self.stories.items():
            members[story].add(number)
        return {frozenset(group) for group in members.values()}


def replay(stories: set[int], outcome: Outcome) -> set[int]:
    """The numbers of the stories after what happened; fails where it cannot have happened."""
    left = set(stories)
    for kind, story, other in outcome.events:
        if kind == "merged":
            assert story in left, f"{story} was merged and was not there"
            left.remove(story)
            assert other != story
        else:
            assert story not in left, f"{story} {kind} and was there"
            left.add(story)
        assert (other is None) == (kind == "formed")
    return left
