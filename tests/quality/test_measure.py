"""The arithmetic of the floors."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality import floors
from quality.measure import Measure, b_cubed, best, f1, find_all, overlap, trim

clusterings = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=12)


def slow_b_cubed(pairs: list[tuple[int, int]]) -> tuple[float, float]:
    """Precision and recall item by item, as defined."""
    precision, recall = [], []
    for gold, predicted in pairs:
        both = sum(g == gold and p == predicted for g, p in pairs)
        precision.append(both / sum(p == predicted for _, p in pairs))
        recall.append(both / sum(g == gold for g, _ in pairs))
    return sum(precision) / len(pairs), sum(recall) / len(pairs)


@given(clusterings)
def test_b_cubed_is_the_mean_over_items(pairs: list[tuple[int, int]]) -> None:
    gold = {item: g for item, (g, _) in enumerate(pairs)}
    predicted = {item: p for item, (_, p) in enumerate(pairs)}
    assert b_cubed(predicted, gold)[:2] == pytest.approx(slow_b_cubed(pairs))


@given(clusterings)
def test_equal_clusterings_are_perfect(pairs: list[tuple[int, int]]) -> None:
    gold = {item: g for item, (g, _) in enumerate(pairs)}
    assert b_cubed(gold, gold)[2] == pytest.approx(1.0)


def test_f1() -> None:
    assert f1(0, 0, 0) == 1.0
    assert f1(1, 1, 1) == 0.5
    assert f1(0, 3, 2) == 0.0


@given(st.text(alphabet=" ab\n", max_size=20), st.integers(0, 20), st.integers(0, 20))
def test_trim_takes_white_space_only(text: str, left: int, right: int) -> None:
    start, end = sorted((min(left, len(text)), min(right, len(text))))
    inner = text[start:end].strip()
    if inner:
        begin, stop = trim(text, start, end)
        assert text[begin:stop] == inner


def test_places() -> None:
    assert find_all("aXaXa", "aXa") == [(0, 3), (2, 5)]
    assert overlap((0, 4), (2, 9)) == 2
    assert best((0, 4), [("x", (3, 9)), ("y", (0, 2)), ("z", (5, 6))]) == "y"
    assert best((0, 4), [("z", (5, 6))]) is None


KNOWN = {
    "share": floors.Floor("higher", 0.9, 0.8),
    "faults": floors.Floor("lower", 0, 3),
}


def test_a_figure_below_its_floor_fails_and_says_what_is_missing() -> None:
    lines, held = floors.table([Measure("share", 0.7, ("the third one",))], KNOWN)
    assert not held
    assert any("BELOW THE FLOOR" in line for line in lines)
    assert any("the third one" in line for line in lines)


def test_a_figure_at_its_floor_holds() -> None:
    assert floors.table([Measure("share", 0.8), Measure("faults", 3)], KNOWN)[1]


def test_a_measure_without_floor_fails() -> None:
    assert not floors.table([Measure("new", 1.0)], KNOWN)[1]


@pytest.mark.parametrize(("name", "better", "worse"), [("share", 0.85, 0.7), ("faults", 1, 4)])
def test_floors_rise_freely_and_sink_only_for_a_reason(name: str, better: float, worse: float) -> None:
    risen, refused = floors.raised([Measure(name, better)], KNOWN)
    assert (risen[name].floor, refused) == (better, [])
    kept, refused = floors.raised([Measure(name, worse)], KNOWN)
    assert (kept[name], len(refused)) == (KNOWN[name], 1)
    sunk, refused = floors.raised([Measure(name, worse)], KNOWN, "the gold was wrong")
    assert (sunk[name].floor, sunk[name].reason, refused) == (worse, "the gold was wrong", [])


def test_floors_survive_writing(tmp_path: Path) -> None:
    floors.save(KNOWN, tmp_path / "floors.json")
    assert floors.load(tmp_path / "floors.json") == KNOWN


def test_the_kept_floors_can_be_read() -> None:
    assert {floor.better for floor in floors.load().values()} == {"higher", "lower"}
