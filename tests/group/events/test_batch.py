"""Stories of a batch: what is one, what stays apart, and what must make no difference."""

from __future__ import annotations

import random
from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.group.events.newsroom import DAY, FIRST, HARBOUR_FIRE, MILL_FIRE, TRIALS, signed
from wirecopy.group.events.batch import find_events
from wirecopy.group.events.likeness import FAR_SECONDS, REACH, alone, expected, product
from wirecopy.group.events.nearby import near_pairs
from wirecopy.group.events.signature import Signature, sign

TEXTS = (*HARBOUR_FIRE, *MILL_FIRE, *TRIALS)
EVENTS = [[0, 1, 2], [3, 4], [5, 6], [7, 8]]
WORDS = ["ash", "brook", "cedar", "delta", "ember", "flint", "grove", "harbour", "inlet", "kiln", "ledge"]


def drawn(seed: int, count: int = 14) -> list[Signature]:
    """Signatures of made-up texts that share words, some dated, some far apart."""
    chance = random.Random(seed)
    texts = [" ".join(chance.choices(WORDS, k=chance.randint(1, 12))) for _ in range(count)]
    times = [chance.choice([None, FIRST + chance.randint(0, 30) * DAY]) for _ in texts]
    return [sign(None, text, time, "en") for text, time in zip(texts, times, strict=True)]


def test_reports_come_together_and_events_stay_apart() -> None:
    assert find_events(signed(*TEXTS), range(len(TEXTS))) == EVENTS


def test_nothing_and_one() -> None:
    assert find_events([], []) == []
    assert find_events(signed(""), [4]) == [[0]]


def test_the_same_event_a_month_later_is_another() -> None:
    early = signed(*MILL_FIRE, time=FIRST)
    late = signed(*MILL_FIRE, time=FIRST + 30 * DAY)
    assert find_events([*early, *late], range(4)) == [[0, 1], [2, 3]]


@given(st.integers(0, 10_000), st.randoms(use_true_random=False))
def test_order_plays_no_part(seed: int, chance: random.Random) -> None:
    signatures = drawn(seed)
    families = [chance.choice([index, 0]) if index < 3 else index for index in range(len(signatures))]
    order = list(range(len(signatures)))
    chance.shuffle(order)
    plain = find_events(signatures, families)
    moved = find_events([signatures[i] for i in order], [families[i] for i in order])
    packed = [signature.pack() for signature in signatures]
    assert sorted(sorted(packed[i] for i in group) for group in plain) == sorted(
        sorted(packed[order[i]] for i in group) for group in moved
    )


@given(st.integers(0, 10_000), st.lists(st.integers(0, 5), min_size=14, max_size=14))
def test_every_article_stands_once_and_families_hold(seed: int, families: list[int]) -> None:
    found = find_events(drawn(seed), families)
    assert sorted(index for group in found for index in group) == list(range(14))
    place = {index: number for number, group in enumerate(found) for index in group}
    for left, right in combinations(range(14), 2):
        assert families[left] != families[right] or place[left] == place[right]


@given(st.integers(0, len(TEXTS) - 1), st.integers(1, 4))
def test_copies_split_no_story(which: int, copies: int) -> None:
    signatures = signed(*TEXTS, *[TEXTS[which]] * copies)
    families = [*range(len(TEXTS)), *[which] * copies]
    found = find_events(signatures, families)
    assert [[index for index in group if index < len(TEXTS)] for group in found] == EVENTS


@given(st.integers(0, 10_000))
def test_near_pairs_are_those_of_every_pair(seed: int) -> None:
    signatures = drawn(seed)
    wanted = set()
    for left, right in combinations(range(len(signatures)), 2):
        one, other = signatures[left], signatures[right]
        far = one.time is not None and other.time is not None and abs(one.time - other.time) > FAR_SECONDS
        needed = REACH * np.sqrt(expected(one.words) * expected(other.words))
        if (
            not far
            and len(one.terms)
            and len(other.terms)
            and product(alone(one), alone(other)) >= needed + 1e-6
        ):
            wanted.add((left, right))
    found = [tuple(sorted(pair)) for pair in near_pairs(signatures)]
    assert len(found) == len(set(found))
    assert wanted <= set(found)
