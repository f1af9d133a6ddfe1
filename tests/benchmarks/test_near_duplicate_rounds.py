"""Finders run in turn, and what they cost is told as it was measured."""

from __future__ import annotations

import subprocess
from functools import partial

import pytest

from benchmarks.near_duplicates import tables
from benchmarks.near_duplicates.rounds import Run, interleaved, times_faster


def run(cpu: float, documents: int = 1000, added: int | None = None, wall: float = 1.0) -> Run:
    return Run("x", documents, cpu, wall, {"shingles": cpu / 4}, added)


def test_rounds_are_interleaved_and_failures_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    order: list[str] = []

    def task(name: str) -> Run:
        order.append(name)
        if name == "b":
            raise subprocess.CalledProcessError(1, "b", stderr="b has no wheels")
        return run(len(order))

    found = interleaved({name: partial(task, name) for name in "abc"}, 2)
    assert order == ["a", "b", "c", "a", "c"]
    assert {name: [one.cpu for one in runs] for name, runs in found.items()} == {"a": [1, 4], "c": [3, 5]}
    assert "b has no wheels" in capsys.readouterr().err


def test_ratios_are_within_a_round() -> None:
    assert times_faster([run(1), run(2), run(4)], [run(10), run(10), run(10)]) == [2.5, 5, 10]


def test_growth_has_the_exponent_of_each_step() -> None:
    runs = {str(n): [run(cpu, n, added=n * 2000)] for n, cpu in ((100, 1.0), (1000, 10.0), (10000, 1000.0))}
    lines = tables.growth(runs).splitlines()
    assert [line.split(" | ")[-1].strip(" |") for line in lines[2:]] == ["", "1.000", "2.000"]
    assert lines[3].startswith("| 1,000 | 10.00 | 100 | 2 | 2.00 |")
    assert tables.exponent(runs, 100, 10000) == pytest.approx(1.5)
    assert tables.exponent(runs, 100, 5) is None


def test_speed_names_ratios_and_what_was_not_counted() -> None:
    told = tables.speed({"wirecopy": [run(2), run(2)], "rensa": [run(20), run(40)]})
    row = next(line for line in told.splitlines() if line.startswith("| rensa"))
    assert [cell.strip() for cell in row.split("|")[2:-1]] == [
        "30.00",
        "22.50",
        "33",
        "",
        "",
        "15.0 (10.0-20.0)",
    ]
