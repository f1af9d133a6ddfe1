"""Stories as articles arrive: laws that hold in any order, any batches, and over a restart."""

from __future__ import annotations

import random
from collections import defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.group.events.live_news import DAY, START, Archive, news, replay, report, signature
from wirecopy.group.events.batch import find_events
from wirecopy.group.events.likeness import SAME_EVENT, likeness
from wirecopy.group.events.live import Arrival, LiveStories
from wirecopy.group.events.live_nodes import by_family, link
from wirecopy.group.events.live_windows import Known
from wirecopy.kernels import compiled, plain

LAWS = settings(deadline=None, max_examples=25, derandomize=True)
SEEDS = st.integers(0, 10**6)


def run(
    arrivals: list[Arrival], cuts: list[int], restarts: frozenset[int] = frozenset(), most: int = 9999
) -> Archive:
    """Place articles in batches that end at `cuts`, with a new start after some, and check every outcome."""
    archive = Archive()
    live = LiveStories(archive.recall, archive.find, most)
    for begin, end in zip([0, *cuts], [*cuts, len(arrivals)], strict=True):
        if begin in restarts:
            live = LiveStories(archive.recall, archive.find, most)
        before, stories = dict(archive.stories), set(archive.stories.values())
        outcome = live.place(arrivals[begin:end])
        archive.tell(outcome, arrivals[begin:end])
        assert replay(stories, outcome) == set(archive.stories.values()), "events tell what happened"
        changed = {n for n, story in archive.stories.items() if before.get(n) != story}
        assert changed <= outcome.places.keys(), "what moved is told, and may have moved back again"
        assert outcome.places.items() <= archive.stories.items()
        moved = {archive.stories[n] for n in changed} | {before[n] for n in changed if n in before}
        assert moved <= outcome.touched, "stories that came and went within a batch may be there too"
        check(archive)
    assert archive.stories.keys() == {arrival.number for arrival in arrivals}, "every article has a place"
    return archive


def check(archive: Archive) -> None:
    """What holds at any time."""
    families = defaultdict(set)
    for number, story in archive.stories.items():
        families[archive.arrivals[number].family].add(story)
    parted = {family: stories for family, stories in families.items() if len(stories) > 1}
    assert not parted, "no family is parted"


def cuts_of(rng: random.Random, count: int) -> list[int]:
    return sorted(rng.sample(range(1, count), rng.randint(0, min(6, count - 1)))) if count > 1 else []


@LAWS
@given(SEEDS, st.integers(1, 60))
def test_batches_and_restarts_change_nothing(seed: int, count: int) -> None:
    rng, arrivals = random.Random(seed), news(seed, count)
    whole = run(arrivals, [])
    assert run(arrivals, list(range(1, count))).stories == whole.stories, "one by one"
    cuts = cuts_of(rng, count)
    assert run(arrivals, cuts).stories == whole.stories, f"cut at {cuts}"
    restarts = frozenset(rng.sample(cuts, len(cuts) // 2))
    assert run(arrivals, cuts, restarts).stories == whole.stories, f"restarted at {sorted(restarts)}"
    assert run(arrivals, cuts, most=5).stories == whole.stories, "with hardly any memory"


@LAWS
@given(SEEDS)
def test_the_order_of_arrival_matters_little(seed: int) -> None:
    arrivals = [a for a in news(seed, 60) if a.family == a.number]
    found = find_events([a.signature for a in arrivals], [a.family for a in arrivals])
    wanted = {frozenset(arrivals[index].number for index in group) for group in found}
    shuffled = random.Random(seed).sample(arrivals, len(arrivals))
    numbers = {arrival.number: new for new, arrival in enumerate(shuffled, 1)}
    again = run([Arrival(numbers[a.number], numbers[a.number], a.signature) for a in shuffled], [20, 40])
    back = {new: old for old, new in numbers.items()}
    got = {frozenset(back[number] for number in group) for group in again.groups()}
    assert len(got ^ wanted) <= 4, (
        f"live {sorted(map(sorted, got - wanted))}, batch {sorted(map(sorted, wanted - got))}"
    )


@LAWS
@given(SEEDS, st.integers(2, 40))
def test_families_are_joined_and_articles_forgotten(seed: int, count: int) -> None:
    rng, arrivals = random.Random(seed), news(seed, count)
    archive = run(arrivals, [])
    live = LiveStories(archive.recall, archive.find)
    for _ in range(6):
        stories = set(archive.stories.values())
        if rng.random() < 0.5 or not archive.stories:
            families = sorted({a.family for a in archive.arrivals.values()})
            if len(families) < 2:
                continue
            into, gone = sorted(rng.sample(families, 2))
            outcome = live.join(into, gone)
            archive.tell(outcome)
            archive.join(into, gone)
            assert replay(stories, outcome) == set(archive.stories.values())
        else:
            numbers = rng.sample(sorted(archive.stories), min(2, len(archive.stories)))
            outcome = live.forget(numbers)
            archive.forget(numbers)
            archive.tell(outcome)
            assert not set(numbers) & outcome.places.keys()
            left = replay(stories, outcome)
            assert left >= set(archive.stories.values())
            assert left - set(archive.stories.values()) <= outcome.touched, "only a story left empty ends so"
        check(archive)
        if rng.random() < 0.3:
            live = LiveStories(archive.recall, archive.find)


def test_a_second_report_joins_the_story_of_the_first() -> None:
    rng = random.Random(4)
    one = report(rng, 1, START)
    archive = run([Arrival(1, 1, one)], [])
    live = LiveStories(archive.recall, archive.find)
    outcome = live.place([Arrival(2, 2, report(rng, 1, START + DAY))])
    assert outcome.places == {2: 1}
    assert outcome.events == []
    assert outcome.touched == {1}


def test_an_event_of_another_month_is_another_story() -> None:
    rng = random.Random(4)
    arrivals = [Arrival(n, n, report(rng, 1, START + 40 * n * DAY)) for n in range(1, 5)]
    assert run(arrivals, [2]).groups() == {frozenset({n}) for n in range(1, 5)}


def test_follow_ups_day_by_day_do_not_glue_a_year_together() -> None:
    rng = random.Random(4)
    arrivals = [Arrival(n, n, report(rng, 1, START + n * DAY)) for n in range(1, 366)]
    spans = [max(group) - min(group) for group in run(arrivals, [100, 200, 300]).groups()]
    assert max(spans) <= 60, f"a story of {max(spans)} days"


def test_a_copy_of_another_year_is_in_the_story_of_its_family() -> None:
    rng = random.Random(4)
    first = report(rng, 1, START)
    late = signature(first.terms.tolist(), START + 400 * DAY)
    archive = run([Arrival(1, 1, first), Arrival(2, 2, report(rng, 4, START)), Arrival(3, 1, late)], [1, 2],
                  frozenset({2}))  # fmt: skip
    assert archive.stories[3] == archive.stories[1] == 1
    assert archive.stories[2] == 2


def test_a_known_article_keeps_its_place() -> None:
    arrivals = news(3, 20)
    archive = run(arrivals, [])
    live = LiveStories(archive.recall, archive.find)
    outcome = live.place(arrivals)
    assert outcome.places == archive.stories
    assert outcome.events == []


def test_articles_without_words_or_date_stand_alone() -> None:
    archive = run([Arrival(n, n, signature([], None)) for n in range(1, 5)], [1, 2, 3])
    assert archive.stories == {1: 1, 2: 2, 3: 3, 4: 4}


@LAWS
@given(SEEDS)
def test_two_groups_are_linked_when_their_likeness_says_so(seed: int) -> None:
    """The rule is written twice, in `likeness` for people and in the kernels for speed."""
    rng = random.Random(seed)
    nodes = []
    for first in (1, 10):
        event, day = rng.randint(0, 2), rng.randint(0, 12)
        signatures = [
            report(rng, event, rng.choice([None, START + day * DAY])) for _ in range(rng.randint(1, 6))
        ]
        articles = [Known(first + at, first, signature, None) for at, signature in enumerate(signatures)]
        nodes.append(by_family(articles)[0])
    score = likeness(nodes[0].gathering, nodes[1].gathering)
    for kernels in (plain, compiled):
        linked = len(link(nodes, kernels)) == 1
        assert linked == (score >= SAME_EVENT), f"a likeness of {score}, {kernels.__name__}"
