"""Stories and families of a few articles, and clustering against a slow twin."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.storyroom import EDITED, INDEPENDENT, TRIMMED, UNRELATED, WIRE, witness
from wirecopy.collate import collate
from wirecopy.group import (
    Bags,
    copy_evidence,
    find_families,
    find_many_stories,
    find_stories,
    many,
    story_likeness,
)
from wirecopy.group.stories import SAME_STORY, average_link
from wirecopy.model import Witness

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


def test_families_of_the_copy_finder_are_joined_before_anything_else() -> None:
    collation = collate(SMALL_TOWN)
    kin = [0, 1, 2, 0, 4]  # wire and independent
    found = names(find_families(collation, copy_evidence(collation), kin))
    assert {"wire", "edited", "trimmed", "independent"} in found


def bags_of(witnesses: list[Witness]) -> Bags:
    bags = Bags()
    for one in witnesses:
        bags.add(one)
    return bags


SENTENCES = [*WIRE, *EDITED, *INDEPENDENT, *UNRELATED]
reports = st.lists(
    st.tuples(
        st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4, unique=True),
        st.sampled_from([None, "2024-03-01", "2024-03-08", "2024-03-15"]),
    ),
    min_size=1,
    max_size=9,
)


@settings(max_examples=60, deadline=None)
@given(reports, st.data())
def test_the_index_finds_the_stories_of_the_full_comparison(
    drawn: list[tuple[list[str], str | None]], data: st.DataObject
) -> None:
    town = [witness(f"w{n}", lines, published=day) for n, (lines, day) in enumerate(drawn)]
    near = story_likeness(town)
    start = data.draw(st.lists(st.integers(0, 12), min_size=len(town), max_size=len(town)), label="kin")
    alone = find_many_stories(bags_of(town), range(len(town)))
    # Where means tie, or lie at the bound, either answer is right: every cut must keep to the bound.
    assert_average_link(near, alone)
    together = find_many_stories(bags_of(town), start)
    story_of = {index: number for number, story in enumerate(together) for index in story}
    assert sorted(story_of) == list(range(len(town)))
    assert all(
        story_of[a] == story_of[b] for a, b in combinations(range(len(town)), 2) if start[a] == start[b]
    )


def assert_average_link(near: np.ndarray, stories: list[list[int]]) -> None:
    """No two stories are near enough to be one, and none falls into halves that are not."""
    for a, b in combinations(stories, 2):
        assert np.mean([near[i, j] for i in a for j in b]) < SAME_STORY + 1e-5, (a, b)
    for story in stories:
        if len(story) > 1:
            assert len(average_link(near[np.ix_(story, story)], SAME_STORY - 1e-5)) == 1, story


def test_stories_of_many_do_not_depend_on_the_order() -> None:
    there = find_many_stories(bags_of(SMALL_TOWN), range(5))
    back = find_many_stories(bags_of(SMALL_TOWN[::-1]), range(5))
    assert sorted(sorted(4 - index for index in story) for story in back) == there == find_stories(SMALL_TOWN)


def test_lists_are_gone_through_in_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = find_many_stories(bags_of(SMALL_TOWN), range(5))
    monkeypatch.setattr(many, "_STEP", 3)
    assert find_many_stories(bags_of(SMALL_TOWN), range(5)) == whole


def test_no_article_makes_no_story() -> None:
    assert find_many_stories(Bags(), []) == []
    assert find_many_stories(bags_of([witness("blank", ["—"])]), [0]) == [[0]]
