"""Stories and families of a few articles."""

from __future__ import annotations

from tests.storyroom import EDITED, INDEPENDENT, TRIMMED, UNRELATED, WIRE, witness
from wirecopy.collate import collate
from wirecopy.group import (
    copy_evidence,
    find_families,
    find_stories,
    story_likeness,
)

SMALL_TOWN = [
    witness("wire", WIRE),
    witness("edited", EDITED),
    witness("trimmed", TRIMMED),
    witness("independent", INDEPENDENT),
    witness("bread", UNRELATED),
]
ARTICLES = [one.article for one in SMALL_TOWN]


def names(groups: list[list[int]]) -> list[set[str]]:
    return [{SMALL_TOWN[index].id for index in group} for group in groups]


def test_an_unrelated_article_is_a_story_of_its_own() -> None:
    assert {"bread"} in names(find_stories(ARTICLES))


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


def test_families_of_the_copy_finder_are_joined_before_anything_else() -> None:
    collation = collate(SMALL_TOWN)
    kin = [0, 1, 2, 0, 4]  # wire and independent
    found = names(find_families(collation, copy_evidence(collation), kin))
    assert {"wire", "edited", "trimmed", "independent"} in found


def test_the_order_of_articles_plays_no_part() -> None:
    there = find_stories(ARTICLES)
    back = find_stories(ARTICLES[::-1])
    assert sorted(sorted(4 - index for index in story) for story in back) == there


def test_copies_are_in_one_story_whatever_they_tell_of() -> None:
    assert find_stories(ARTICLES, [0, 1, 2, 3, 0])[0][-1] == 4


def test_no_article_makes_no_story() -> None:
    assert find_stories([]) == []
    assert find_stories([witness("blank", ["—"]).article]) == [[0]]


def test_likeness_tells_reports_of_one_event_from_others() -> None:
    wire, _, _, independent, bread = ARTICLES
    assert story_likeness(wire, wire) == 1.0
    assert (
        story_likeness(wire, independent)
        == story_likeness(independent, wire)
        > 2 * story_likeness(wire, bread)
    )
