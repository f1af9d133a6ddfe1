"""Stories and families of a few articles, and clustering against a slow twin."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.storyroom import EDITED, INDEPENDENT, TRIMMED, UNRELATED, WIRE, witness
from wirecopy.collate import collate
from wirecopy.group import copy_evidence, find_families, find_stories
from wirecopy.group.stories import average_link

SMALL_TOWN = [
    witness("wire", WIRE),
    witness("edited", EDITED),
    witness("trimmed", TRIMMED),
    witness("independent", INDEPENDENT),
    witness("bread", UNRELATED),
]


def names(groups: list[list[int]]) -> list[set[str]]:
    return [{SMALL_TOWN[index].id for index in group} for group in groups]


def test_an_unrelated_article_is_a_story_of_its_own() -> None:
    assert {"bread"} in names(find_stories(SMALL_TOWN))


def test_copies_are_a_family_and_an_independent_report_is_not() -> None:
    collation = collate(SMALL_TOWN)
    families = names(find_families(collation, copy_evidence(collation)))
    assert {"wire", "edited", "trimmed"} in families
    assert {"independent"} in families


def test_a_shared_official_statement_makes_no_family() -> None:
    statement = (
        "“The light has served the coast for 140 years and we thank every keeper who climbed those stairs. "
        "We will not put lives at risk for a landmark. The board will meet the town again in the autumn.”"
    )
    left = witness(
        "left", [WIRE[1], statement, "The board gave no further details of its plans for the tower."]
    )
    right = witness(
        "right", ["Cracks as wide as a hand were found.", statement, "A boat left the pier at noon."]
    )
    collation = collate([left, right])
    assert len(find_families(collation, copy_evidence(collation))) == 2


def naive_average_link(near: np.ndarray, least: float) -> list[list[int]]:
    clusters = [[row] for row in range(len(near))]
    while True:
        scored = [(np.mean([near[i, j] for i in a for j in b]), a, b) for a, b in combinations(clusters, 2)]
        best = max(scored, key=lambda row: row[0], default=None)
        if best is None or best[0] < least:
            return sorted(sorted(cluster) for cluster in clusters)
        clusters.remove(best[2])
        clusters[clusters.index(best[1])] = best[1] + best[2]


@given(st.integers(2, 7).flatmap(lambda n: st.tuples(st.just(n), st.permutations(range(n * (n - 1) // 2)))))
def test_chains_find_the_clusters_of_the_slow_twin(case: tuple[int, list[int]]) -> None:
    size, ranks = case
    near = np.eye(size)
    for rank, (i, j) in zip(ranks, combinations(range(size), 2), strict=True):
        # Powers of two keep every mean distinct: ties have no one right answer.
        near[i, j] = near[j, i] = 0.9 - 0.8 * (2.0 ** -(rank % 50))
    assert average_link(near, 0.3) == naive_average_link(near, 0.3)
