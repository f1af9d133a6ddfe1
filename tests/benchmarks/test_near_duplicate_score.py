"""The scorer counts what a slow, plain count over all pairs counts."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.near_duplicates.score import Truth, score

# 0 with copies 1 and 2; 3 with copy 4; 5 a single, 6 and 7 bulletins; 8 merges 0 and 9
KINDS = ("base", "exact", "trunc50", "base", "exact", "single", "template", "template", "merge", "base")
PARENTS = (-1, 0, 0, -1, 3, -1, -1, -1, 0, -1)
COMPONENTS = (0, 0, 0, 1, 1, 2, 3, 4, 0, 0)


def truth() -> Truth:
    second = np.full(len(KINDS), -1)
    second[8] = 9
    return Truth(np.array(KINDS), np.array(COMPONENTS), np.array(PARENTS), second)


def test_all_apart() -> None:
    found = score(range(len(KINDS)), truth())
    assert found.recall == {"exact": 0, "trunc50": 0, "merge": 0, "all": 0, "merge, second": 0}
    assert (found.precision, found.pure, found.pairs, found.clusters, found.largest) == (1, 1, 0, 0, 1)


def test_the_truth_is_perfect() -> None:
    found = score(COMPONENTS, truth())
    assert set(found.recall.values()) == {1.0}
    assert (found.precision, found.precision_without_bulletins, found.pure) == (1, 1, 1)
    assert (found.pairs, found.clusters, found.largest) == (10 + 1, 2, 5)
    assert found.false_pairs == {}


def test_a_wrong_cluster_is_counted_and_named() -> None:
    labels = np.array([0, 0, 2, 3, 3, 5, 6, 6, 8, 9])  # one true pair twice over, one pair of bulletins
    found = score(labels, truth())
    assert found.recall == {"exact": 1, "trunc50": 0, "merge": 0, "all": 0.5, "merge, second": 0}
    assert found.precision == pytest.approx(2 / 3)
    assert found.precision_without_bulletins == 1
    assert found.pure == pytest.approx(2 / 3)
    assert found.false_pairs == {"template": 1}


def test_labels_for_another_corpus_are_refused() -> None:
    with pytest.raises(ValueError, match="3 labels for 10 articles"):
        score([1, 2, 3], truth())


@given(
    st.lists(
        st.tuples(st.integers(0, 4), st.integers(0, 4), st.sampled_from(["base", "template"])), min_size=1
    )
)
def test_pairs_are_those_of_a_slow_count(rows: list[tuple[int, int, str]]) -> None:
    none = np.full(len(rows), -1)
    columns = Truth(np.array([row[2] for row in rows]), np.array([row[1] for row in rows]), none, none)
    found = score([row[0] for row in rows], columns)
    together = [pair for pair in combinations(rows, 2) if pair[0][0] == pair[1][0]]
    wrong = [pair for pair in together if pair[0][1] != pair[1][1]]
    plain = [pair for pair in together if pair[0][2] == pair[1][2] == "base"]
    right = [pair for pair in plain if pair[0][1] == pair[1][1]]
    assert found.pairs == len(together)
    assert found.precision == pytest.approx(1 - len(wrong) / len(together) if together else 1)
    assert found.precision_without_bulletins == pytest.approx(len(right) / len(plain) if plain else 1)
    assert sum(found.false_pairs.values()) == len(wrong)
