"""Likeness of articles and groups, from sums alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.group.events.newsroom import DAY, FIRST, HARBOUR_FIRE, MILL_FIRE, TRIALS, signed
from wirecopy.group.events.likeness import FAR_SECONDS, SAME_EVENT, alone, gather, likeness, product
from wirecopy.group.events.signature import sign

ALL = signed(*HARBOUR_FIRE, *MILL_FIRE, *TRIALS)


@pytest.mark.parametrize("texts", [HARBOUR_FIRE[:2], HARBOUR_FIRE[1:], MILL_FIRE, TRIALS[:2], TRIALS[2:]])
def test_separate_reports_of_one_event_are_alike(texts: tuple[str, str]) -> None:
    left, right = map(alone, signed(*texts))
    assert likeness(left, right) >= SAME_EVENT


@pytest.mark.parametrize("right", [*MILL_FIRE, *TRIALS])
def test_another_event_of_the_kind_is_not(right: str) -> None:
    assert likeness(gather(signed(*HARBOUR_FIRE)), alone(signed(right)[0])) < SAME_EVENT


def test_two_trials_before_one_court_stay_apart() -> None:
    assert likeness(gather(signed(*TRIALS[:2])), gather(signed(*TRIALS[2:]))) < SAME_EVENT


def test_what_lies_far_apart_in_time_is_no_event() -> None:
    text = HARBOUR_FIRE[0]
    near, far = (sign(None, text, FIRST + gap, "en") for gap in (DAY, FAR_SECONDS + DAY))
    base = alone(sign(None, text, FIRST, "en"))
    assert likeness(base, alone(near)) >= SAME_EVENT
    assert likeness(base, alone(far)) == 0.0
    assert likeness(base, alone(sign(None, text, None, "en"))) >= SAME_EVENT


def test_two_headlines_need_more_than_a_word() -> None:
    left, right = (alone(sign(text, "", None, "en")) for text in (
        "Velasquez blames freezer for market fire", "Lindqvist warns of fire season in forests",
    ))  # fmt: skip
    assert 0 < likeness(left, right) < SAME_EVENT


def test_texts_without_words_are_like_nothing() -> None:
    nothing = alone(sign(None, "", None, None))
    assert likeness(nothing, nothing) == likeness(nothing, alone(ALL[0])) == 0.0


@given(st.lists(st.sampled_from(range(len(ALL))), min_size=2, max_size=8), st.data())
def test_sums_say_what_pairs_say(rows: list[int], data: st.DataObject) -> None:
    cut = data.draw(st.integers(1, len(rows) - 1))
    left, right = ([alone(ALL[row]) for row in part] for part in (rows[:cut], rows[cut:]))
    one, other = gather(ALL[row] for row in rows[:cut]), gather(ALL[row] for row in rows[cut:])
    assert np.isclose(product(one, other), sum(product(a, b) for a in left for b in right))
    pairs = sum(product(left[i], left[j]) for i in range(len(left)) for j in range(i))
    assert np.isclose(one.within, pairs)
    assert np.isclose(likeness(one, other), likeness(other, one))
    assert 0.0 <= likeness(one, other) <= 1.0
