"""How much of a source a report reuses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.group.corpus.reuse import ANSWERS, measure_reuse

WIRE = (
    "A freight train carrying gravel left the rails near Ostrand on Tuesday night and blocked the coastal "
    "line for nine hours, the railway said. Nobody was hurt. Engineers found a cracked joint that an "
    "inspection in March had marked for repair, and trains to the harbour were sent by way of Vessin "
    "until noon."
)
SHORTENED = (
    "A freight train carrying gravel left the rails near Ostrand on Tuesday night and blocked the coastal "
    "line for nine hours, the railway said. Engineers found a cracked joint that an inspection in March "
    "had marked for repair."
)
WITH_MORE = (
    "Commuters stood on the platforms of Ostrand yesterday morning with no word of when they would get to "
    "work. A freight train carrying gravel left the rails on Tuesday night and blocked the coastal line. "
    "I waited four hours, said Ilse Maart, who sells tickets for the ferry. Her brother drove her home in "
    "the end. The railway promises free rides on Sunday to everyone who still has a ticket of that day in "
    "the pocket."
)
ELSEWHERE = (
    "The choir of the grammar school won its third prize in a row with a piece that its conductor had "
    "written over the winter holidays, and the mayor promised a new piano before the summer."
)

WORDS = ("gravel", "train", "rails", "night", "joint", "harbour", "noon")
texts = st.lists(st.sampled_from(WORDS), max_size=24).map(" ".join)


def slow_cover(words: list[str], others: list[str]) -> int:
    """Words in common runs of two or more, the longest first, every place used once, by trying everything."""
    taken, other_taken = [False] * len(words), [False] * len(others)
    for length in range(min(len(words), len(others)), 1, -1):
        for at in range(len(words) - length + 1):
            for other in range(len(others) - length + 1):
                here, there = slice(at, at + length), slice(other, other + length)
                free = not any(taken[here]) and not any(other_taken[there])
                if free and words[here] == others[there]:
                    taken[here] = other_taken[there] = [True] * length
    return sum(taken)


@pytest.mark.parametrize(
    ("report", "answer"), [(SHORTENED, "wholly"), (WITH_MORE, "partially"), (ELSEWHERE, "not")]
)
def test_answers(report: str, answer: str) -> None:
    found = measure_reuse(WIRE, report)
    assert found.answer == answer, found


def test_scores_fall_as_less_is_taken() -> None:
    scores = [measure_reuse(WIRE, report).score for report in (SHORTENED, WITH_MORE, ELSEWHERE)]
    assert scores == sorted(scores, reverse=True)


def test_a_text_derives_wholly_from_itself() -> None:
    found = measure_reuse(WIRE, WIRE)
    assert (found.report_share, found.source_share, found.answer) == (1.0, 1.0, "wholly")


def test_a_phrase_repeated_needs_as_many_places() -> None:
    assert measure_reuse("the gravel train", "the gravel train and the gravel train").report_share == 3 / 7


def test_nothing_in_nothing_out() -> None:
    assert measure_reuse("", "").answer == "not"


@given(texts, texts)
def test_runs_are_tiled_longest_first(source: str, report: str) -> None:
    expected = slow_cover(report.split(), source.split())
    assert measure_reuse(source, report).report_share == pytest.approx(expected / max(1, len(report.split())))


@given(st.text(max_size=60), st.text(max_size=60))
def test_chances_are_chances(source: str, report: str) -> None:
    found = measure_reuse(source, report)
    assert sum(found.chances) == pytest.approx(1)
    assert 0 <= found.report_share <= 1
    assert 0 <= found.source_share <= 1
    assert found.answer == ANSWERS[max(range(3), key=found.chances.__getitem__)]
