"""Credits and outlets: what articles say of their source, and what follows for who printed them."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.stores.rows import anything, arriving
from wirecopy.model import AgencyRow, CopyRow, Credit, CreditsRow, Filter, Month, OutletRow, SignatureRow
from wirecopy.stores import Store


def wire(agency: str) -> Credit:
    return Credit(agency, "copy", 3, 9)


def fill(store: Store) -> None:
    """Three outlets: the Post credits, the Herald copies and keeps silent, the Star writes its own."""
    store.put_articles([
        arriving("p1", "One.", outlet="Post", published="2026-03-02T10:00:00+01:00", language="en"),
        arriving("p2", "Two.", outlet="Post", published="2026-04-01", language="en"),
        arriving("h1", "Three.", outlet="Herald", published="2026-03-03", language="de"),
        arriving("s1", "Four.", outlet="Star"),
        arriving("n1", "Five."),
    ])  # fmt: skip
    copies, crediting = store.run("copies", "1", {}).number, store.run("credits", "1", {}).number
    stories = store.run("stories", "1", {}).number
    with store.writing():
        store.put_copies(copies, [
            CopyRow(1, 1, "first", None, 0, 0), CopyRow(2, 2, "own", None, 0, 0),
            CopyRow(3, 1, "edited", 1, 0.9, 0.75), CopyRow(4, 4, "own", None, 0, 0),
            CopyRow(5, 5, "own", None, 0, 0),
        ])  # fmt: skip
        store.put_credits(crediting, [
            CreditsRow(1, (wire("Northwire"), wire("Sea Press"), wire("Northwire"))),
            *(CreditsRow(number) for number in (2, 3, 4)), CreditsRow(5, language="fr"),
        ])  # fmt: skip
        store.put_signatures(stories, [SignatureRow(n, None, n, s, b"") for n, s in ((1, 1), (2, 2), (3, 1))])
        store.refresh_stories(stories, [1, 2], {1: "s-1", 2: "s-2"})


def test_agencies_and_languages_are_counted_once_an_article(store: Store) -> None:
    fill(store)
    assert store.agencies(9) == [AgencyRow("Northwire", 1), AgencyRow("Sea Press", 1)]
    assert store.agencies(1) == [AgencyRow("Northwire", 1)]
    assert store.languages() == [("en", 2), ("de", 1), ("fr", 1)]
    assert store.credits([1, 5]) == [
        CreditsRow(1, (wire("Northwire"), wire("Sea Press"), wire("Northwire"))), CreditsRow(5, (), "fr"),
    ]  # fmt: skip
    store.check()


def test_outlets_by_size_then_name_and_by_the_beginning_of_a_name(store: Store) -> None:
    fill(store)
    post = OutletRow("Post", 2, 1, 0, "2026-03-02T10:00:00+01:00", "2026-04-01")
    assert [row.outlet for row in store.outlets(9)] == ["Post", "Herald", "Star"]
    assert store.outlets(1) == [post]
    assert [row.outlet for row in store.outlets(9, 1)] == ["Herald", "Star"]
    assert [row.outlet for row in store.outlets(9, name="S")] == ["Star"]


def test_a_sheet_says_how_much_agency_copy_and_how_it_is_edited(store: Store) -> None:
    fill(store)
    herald = store.outlet("Herald")
    assert herald is not None
    assert herald.row == OutletRow("Herald", 1, 0, 1, "2026-03-03", "2026-03-03")
    assert (herald.uncredited, herald.kept, herald.agencies) == (1, 0.75, ())
    assert (herald.relations, herald.shares_with) == ((("edited", 1),), (("Post", 1),))
    assert (herald.languages, herald.months) == ((("de", 1),), (Month("2026-03", 1, 1),))
    post = store.outlet("Post")
    assert post is not None
    assert post.agencies == (AgencyRow("Northwire", 1), AgencyRow("Sea Press", 1))
    assert (post.uncredited, post.kept) == (0, None)
    assert post.months == (Month("2026-03", 1, 1), Month("2026-04", 1, 0))
    assert store.outlet("Nobody") is None


def test_stories_and_articles_are_found_by_agency(store: Store) -> None:
    fill(store)
    assert [row.id for row in store.stories(Filter(agency="Sea Press"), 9)[0]] == ["s-1"]
    assert store.stories(Filter(agency="Reuters"), 9)[0] == []
    assert [hit.number for hit in store.search("one", Filter(agency="Northwire"), 9)] == [1]
    assert store.search("two", Filter(agency="Northwire"), 9) == []


def test_a_language_that_was_found_counts_where_none_was_given(store: Store) -> None:
    fill(store)
    assert [hit.number for hit in store.search("five", Filter(language="fr"), 9)] == [5]
    assert store.search("five", Filter(language="en"), 9) == []
    assert [row.id for row in store.stories(Filter(language="de"), 9)[0]] == ["s-1"]


def test_stories_are_found_by_the_words_of_their_articles(store: Store) -> None:
    fill(store)
    assert store.stories_found("three", Filter(), 9) == [1]
    assert store.stories_found("two", Filter(language="de"), 9) == []
    assert store.stories_found("four", Filter(), 9) == [], "an article without a story"
    assert store.stories_found("", Filter(), 9) == store.stories_found("one", Filter(), 0) == []


def test_a_revision_takes_the_place_of_what_it_revises(store: Store) -> None:
    fill(store)
    store.put_articles([arriving("p1", "One, later.", outlet="Post")])
    assert store.agencies(9) == [], "the credit stood in a text that is replaced"
    run = store.run("credits", "1", {}).number
    assert store.undone("credits", run, 9) == [6]
    store.put_credits(run, [CreditsRow(6, (wire("Coast News"),))])
    assert (store.agencies(9), store.undone("credits", run, 9)) == ([AgencyRow("Coast News", 1)], [])


kinds = st.sampled_from(["copy", "partial", "press_release", "metadata"])
said = st.lists(st.builds(Credit, anything, kinds, st.integers(0, 99), st.integers(0, 99)), max_size=4)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=said, second=said)
def test_what_goes_in_last_comes_out(store: Store, first: list[Credit], second: list[Credit]) -> None:
    if not store.counts()["articles"]:
        store.put_articles([arriving("a", "One.", outlet="Post")])
    run = store.run("credits", "1", {}).number
    for rows in (first, second):
        store.put_credits(run, [CreditsRow(1, tuple(rows))])
    assert store.credits([1]) == [CreditsRow(1, tuple(second))]
    assert {row.agency for row in store.agencies(99)} == {credit.agency for credit in second}
    store.check()
