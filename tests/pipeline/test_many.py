"""Few articles and many are read alike: the same stories, and one notion of family."""

from __future__ import annotations

import dataclasses

import pytest

from tests.storyroom import EDITED, INDEPENDENT, TRIMMED, UNRELATED, WIRE, article
from wirecopy.model import Article, Report
from wirecopy.pipeline import read_articles
from wirecopy.settings import Settings

BAKERS = (
    *UNRELATED,
    "The guild expects the price to fall again in the autumn, when the new rye comes to the mills.",
    "Customers at a bakery near the station said they would rather bake at home than pay that for a loaf.",
)
TOWN = [
    article("wire", WIRE, published="2024-03-01"),
    article("edited", EDITED, published="2024-03-02"),
    article("trimmed", TRIMMED),
    article("independent", INDEPENDENT),
    article("bread", BAKERS),
    article("bread-again", BAKERS, outlet="The Miller"),
]


def read(articles: list[Article], compare_all: int) -> Report:
    return read_articles(
        articles, settings=Settings.of({"reading": {"compare_all": compare_all}, "grouping": {"threads": 1}})
    )


def families(report: Report) -> set[frozenset[str]]:
    found: dict[str, set[str]] = {}
    for story in report.stories:
        for version in story.versions:
            found.setdefault(version.family_id, set()).add(version.id)
    return {frozenset(names) for names in found.values()}


def test_many_articles_are_read_as_few_are() -> None:
    few, many = read(TOWN, len(TOWN)), read(TOWN, 0)
    assert many.stories == few.stories
    assert {"wire", "edited", "trimmed"} in families(many)


def test_the_order_of_many_articles_changes_no_story() -> None:
    def names(report: Report) -> list[tuple[str, list[str]]]:
        return [(story.id, sorted(version.id for version in story.versions)) for story in report.stories]

    assert names(read(TOWN[::-1], 0)) == names(read(TOWN, 0))


def test_a_language_that_is_told_holds_for_many_articles_too() -> None:
    told = dataclasses.replace(Settings.of({"reading": {"compare_all": 0}}), language="fr")
    report = read_articles([dataclasses.replace(text, language=None) for text in TOWN], settings=told)
    assert {version.language for story in report.stories for version in story.versions} == {"fr"}


def test_what_the_copy_finder_calls_copies_is_one_family(monkeypatch: pytest.MonkeyPatch) -> None:
    from wirecopy import pipeline

    assert frozenset({"independent"}) in families(read(TOWN, 0))
    monkeypatch.setattr(pipeline, "find_kin", lambda *_: [0, 1, 2, 0, 4, 5])  # wire and independent
    found = families(read(TOWN, 0))
    assert frozenset({"wire", "edited", "trimmed", "independent"}) in found, "an edge found by either joins"
    assert frozenset({"bread", "bread-again"}) in found, "found by the collation alone"


def test_copies_of_one_text_are_in_one_story_however_unlike(monkeypatch: pytest.MonkeyPatch) -> None:
    from wirecopy import pipeline

    monkeypatch.setattr(pipeline, "find_kin", lambda *_: [3, 1, 2, 3, 3, 5])  # wire, independent and bread
    stories = [{version.id for version in story.versions} for story in read(TOWN, 0).stories]
    assert any({"wire", "independent", "bread"} <= story for story in stories), stories


def test_half_a_surrogate_stops_nothing() -> None:
    broken = dataclasses.replace(TOWN[0], id="broken", text=TOWN[0].text + " \ud83d")
    report = read([*TOWN, broken], 0)
    assert any({"broken", "wire"} <= family for family in families(report))
