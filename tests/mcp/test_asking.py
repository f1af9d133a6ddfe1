"""What the tools answer, asked directly: counts, passages that are in the texts, and honest blanks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.mcp.conftest import CHANGED, OTHER, REPRINT, STORED, WIRE, WITNESS
from wirecopy.errors import CallError, StoreError
from wirecopy.mcp import asking
from wirecopy.mcp.answers import CAUTION, Count, Passage, Place, Text
from wirecopy.mcp.looking import _ways
from wirecopy.mcp.matching import figures
from wirecopy.model.plain import plain

BARGE = [WIRE, REPRINT, CHANGED, WITNESS]


def count(
    store: str | None = None,
    claim: str | None = None,
    texts: list[str | Text] | None = None,
    urls: list[str] | None = None,
) -> Count:
    return asking.how_many_reports(store, claim, texts, urls)


def test_copies_count_once() -> None:
    found = count(texts=[WIRE, REPRINT, CHANGED])
    assert found.answer.startswith("3 articles, 1 report behind each of the "), found.answer
    (story,) = found.stories
    assert (story.texts, story.story) == (1, None)
    assert {line.text for line in story.articles} == {1}
    assert story.claims
    assert all(line.reports.best == 1 and line.articles == 3 for line in story.claims)
    assert {copy.article for copy in story.copies} >= {"text-2", "text-3"}
    assert found.caution == CAUTION
    assert "independent" not in found.answer


def test_an_article_of_its_own_is_another_text_and_not_called_independent() -> None:
    found = count(texts=list(BARGE))
    texts = {line.id: line.text for story in found.stories for line in story.articles}
    if len(found.stories) == 1:
        assert texts["text-4"] != texts["text-1"]
    assert "independent" not in str(plain(found)).replace("is not independence", "")


def test_every_passage_says_what_the_text_has_there() -> None:
    given = {f"text-{number}": text for number, text in enumerate(BARGE, start=1)}
    found = count(texts=list(BARGE))
    places = [
        (place, wording.words)
        for story in found.stories
        for claim in story.claims
        for wording in claim.wordings
        for place in wording.places
    ]
    places += [
        (place, place.words)
        for story in found.stories
        for copy in story.copies
        for place in (copy.here, copy.there)
        if place
    ]
    assert len(places) > 10
    for place, words in places:
        assert isinstance(place, Place | Passage)
        there = " ".join(given[place.article][place.start : place.end].split())
        assert there == words or (words.endswith("…") and there.startswith(words[:-1])), place


def test_a_claim_narrows_the_count_and_a_figure_that_differs_is_named() -> None:
    found = count(claim="70 deckhands were rescued from a barge in Vessin", texts=[WIRE, REPRINT, CHANGED])
    assert found.answer.startswith("3 articles, 1 report: "), found.answer
    assert "the figure 70 stands in only 1 of them" in found.answer
    (figure,) = found.stories[0].claims[0].figures
    assert (figure.figure, figure.articles) == ("70", ("text-3",))


def test_figures_in_words_and_digits_are_one() -> None:
    assert figures("Seventeen men and 1,400 sheep in twenty-one carts", "en") == {"17", "1400", "21"}


def test_a_claim_that_is_not_there_is_not_found(store: str) -> None:
    for found in (count(store, "the mayor sold the lighthouse"), count(claim="gold was found", texts=[WIRE])):
        assert found.answer.startswith("Not found"), found.answer
        assert "nothing about whether it is true" in found.answer
        assert found.stories == ()


def test_a_claim_alone_is_looked_for_in_the_store_in_other_words(store: str) -> None:
    found = count(store, "seventeen deckhands saved when gravel barge overturned at the Vessin drawbridge")
    assert found.answer.startswith("3 articles, 1 report: "), found.answer
    claim = found.stories[0].claims[0]
    assert claim.reports.best == 1
    assert {place.article for wording in claim.wordings for place in wording.places} == {
        "northwire-1",
        "post-1",
        "bee-1",
    }


def test_urls_are_looked_up_as_people_write_them_and_unknown_ones_are_named(store: str) -> None:
    asked = [
        "http://post.example/barge?utm_source=feed#top",
        "https://bee.example/news?id=7",
        "https://nowhere.example/x",
        "not a url",
    ]
    found = count(store, urls=asked)
    assert found.answer.startswith("2 articles, 1 report behind each"), found.answer
    assert [line.id for line in found.stories[0].articles] == ["post-1", "bee-1"]
    assert [row.what for row in found.left_out] == asked[2:]
    assert all("unknown" in row.why for row in found.left_out)
    assert "2 left out" in found.answer
    only = count(store, urls=["https://nowhere.example/x"])
    assert only.answer.startswith("Nothing to count.")


def test_copies_of_a_text_that_was_not_asked_about_are_copies_still(store: str) -> None:
    found = count(store, urls=[STORED["post-1"][2], STORED["northwire-1"][2]])
    assert found.stories[0].texts == 1


def test_texts_that_cannot_be_used_are_left_out_and_the_rest_is_counted() -> None:
    found = count(texts=[WIRE, " \n", Text(REPRINT, outlet="Post", published="2026-03-05"), "y" * 100_001])
    assert [row.what for row in found.left_out] == ["text-2", "text-4"]
    assert "empty" in found.left_out[0].why
    assert "100,001" in found.left_out[1].why
    assert [(line.id, line.outlet) for line in found.stories[0].articles] == [
        ("text-1", None),
        ("text-3", "Post"),
    ]


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({}, "give claim, texts or urls"),
        ({"claim": "  "}, "give claim, texts or urls"),
        ({"texts": [WIRE] * 21}, "at most 20"),
        ({"texts": ["word " * 19_000] * 4}, "at most 300,000 characters"),
        ({"texts": [WIRE], "urls": ["https://a.example"]}, "one, then"),
        ({"urls": ["https://a.example"]}, "needs a store"),
        ({"claim": "A barge sank"}, "needs a store"),
    ],
)
def test_a_call_that_makes_no_sense_says_what_to_do(asked: dict[str, list[str]], says: str) -> None:
    with pytest.raises(CallError, match=says):
        count(None, **asked)


def test_a_claim_without_words_is_refused(store: str) -> None:
    with pytest.raises(CallError, match="no words to look for"):
        count(store, "it was then that they did")


def test_a_store_that_is_none_is_an_error_of_the_store() -> None:
    with pytest.raises(StoreError):
        count("/nowhere/at/all.db", "A barge sank")


def test_compare_says_whether_one_text_stands_behind_both(store: str) -> None:
    same = asking.compare(None, WIRE, CHANGED)
    assert same.answer.startswith("2 articles, 1 text behind both"), same.answer
    assert same.same_copy > 0.7
    assert same.shared
    assert {(pair.left.article, pair.right.article) for pair in same.shared} == {("left", "right")}
    changed = {wording.words for change in same.changes for wording in change.wordings}
    assert {"17", "70"} <= {word for words in changed for word in words.split()}
    other = asking.compare(store, "northwire-1", OTHER)
    assert "no shared text found" in other.answer
    assert other.shared == ()
    assert asking.compare(store, "https://post.example/barge", "bee-1").same_copy > 0.7


@pytest.mark.parametrize(
    ("left", "says"), [("", "empty"), ("post-9", "no article 'post-9'"), ("y " * 60_000, "100,000")]
)
def test_a_side_that_is_none_is_refused(store: str, left: str, says: str) -> None:
    with pytest.raises(CallError, match=says):
        asking.compare(store, left, WIRE)


def test_a_story_by_words_and_by_id(store: str) -> None:
    found = asking.story(store, "barge drawbridge")
    assert found.count.story
    assert "1 report" in found.answer
    assert found.changes
    assert found.lineage
    again = asking.story(store, found.count.story)
    assert plain(again.count) == plain(found.count)
    with pytest.raises(CallError, match="try fewer words"):
        asking.story(store, "zeppelin")
    with pytest.raises(CallError, match="give the id"):
        asking.story(store, " ")


def test_a_story_is_told_alike_with_and_without_a_claim_asked(store: str) -> None:
    found = count(store, "the rudder was jammed since Sunday")
    assert found.stories[0].claims[0].sources, "the mechanic is named as the source"
    assert found.stories[0].story == asking.story(store, "barge").count.story


@given(st.text(max_size=60))
def test_the_ways_to_write_a_url_are_few_and_end(written: str) -> None:
    ways = list(_ways(written))
    assert 0 < len(ways) <= 40
    assert len(set(ways)) == len(ways)
    assert written.strip() == ways[0]
