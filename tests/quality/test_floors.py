"""The figures hold their floors."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quality import copies, example, floors, negatives, reuse, rewrites, seeds, siblings, stories
from quality.measure import Measure, shared


def check(measures: list[Measure] | None) -> None:
    assert measures is not None
    lines, held = floors.table(measures, floors.load())
    assert held, "\n".join(lines)


def test_the_example() -> None:
    check(example.measure())


@pytest.mark.shared
@pytest.mark.skipif(shared() is None, reason="the evaluation sets are not beside the repository")
@pytest.mark.parametrize(
    "measure",
    [
        seeds.measure,
        rewrites.measure,
        negatives.measure,
        siblings.measure,
        copies.measure,
        reuse.measure,
        stories.ecbplus,
        stories.basil,
        stories.uci,
    ],
    ids=lambda f: f"{f.__module__}.{f.__name__}",
)
def test_the_shared_sets(measure: Callable[[], list[Measure] | None]) -> None:
    check(measure())
