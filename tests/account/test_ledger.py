"""The source ledger on small stories: claims, reports, quotations, what each version is and left out."""

from __future__ import annotations

import dataclasses

import pytest

from tests.storyroom import EDITED, INDEPENDENT, TRIMMED, WIRE, article
from wirecopy.account.sources import speaker_key
from wirecopy.model import Claim, Story
from wirecopy.pipeline import read_articles

OFFICIAL = (
    "“No vessel had reported a fault before the collision,” port captain Elin Marsh said in a statement."
)


def the_story(*articles: tuple[str, tuple[str, ...]]) -> Story:
    report = read_articles([article(name, lines) for name, lines in articles])
    assert len(report.stories) == 1, [version.id for story in report.stories for version in story.versions]
    return report.stories[0]


def claim_with(story: Story, words: str) -> Claim:
    found = [claim for claim in story.claims if words in claim.label]
    assert len(found) == 1, [claim.label for claim in story.claims]
    return found[0]


def test_copies_add_sightings_and_no_reports() -> None:
    story = the_story(("a", WIRE), ("b", EDITED), ("c", TRIMMED))
    claim = claim_with(story, "deep cracks")
    assert claim.versions == ("a", "b", "c")
    assert (claim.reports.best, claim.reports.low, claim.reports.high) == (1, 1, 1)
    assert story.counts.reports.best == story.counts.shared_claims
    assert story.counts.sightings > 2 * story.counts.shared_claims


def test_what_a_version_left_out_is_told() -> None:
    story = the_story(("a", WIRE), ("b", EDITED), ("c", TRIMMED))
    left_out = {omission.version: omission.claims for omission in story.omissions}
    assert set(left_out) == {"c"}
    labels = [claim.label for claim in story.claims if claim.id in left_out["c"]]
    assert any("report before the vote" in label or "report first" in label for label in labels), labels


def test_relations_name_what_was_done_to_the_text() -> None:
    story = the_story(("a", WIRE), ("b", WIRE), ("c", TRIMMED), ("d", EDITED))
    relation = {version.id: version.relation for version in story.versions}
    assert {relation["a"], relation["b"]} <= {"first", "verbatim"}
    assert relation["c"] in {"trimmed", "verbatim"}
    assert relation["d"] in {"edited", "reworded"}


def test_a_version_that_merges_says_so() -> None:
    own = (
        *(f"{line[:-1]}, this newspaper found." for line in INDEPENDENT),
        "The ferry company hired three more pilots in March after two had fallen ill.",
    )
    story = the_story(("a", WIRE), ("b", EDITED), ("c", (*WIRE[:4], *own)))
    merged = next(version for version in story.versions if version.id == "c")
    assert merged.relation == "merged"
    assert 0.3 < merged.wire_share < 0.7


def test_one_statement_quoted_by_texts_of_their_own_is_one_report() -> None:
    left = (*WIRE[:3], OFFICIAL)
    right = (
        "A dredger and a ferry touched off Orla Point on Friday and the lighthouse was dark.",
        "The harbour board had warned of deep cracks, and the town wants to know who decided what.",
        OFFICIAL,
        "Divers will look at both hulls when the wind drops, a coast guard said from the quay.",
    )
    story = the_story(("left", left), ("right", right))
    claim = claim_with(story, "No vessel had reported a fault")
    assert claim.versions == ("left", "right")
    assert claim.reports.best == 1
    families = {version.family_id for version in story.versions}
    assert len(families) == 2


def test_quotations_meet_across_versions_and_drift_is_measured() -> None:
    changed = OFFICIAL.replace("a fault", "an error")
    story = the_story(("a", (*WIRE, OFFICIAL)), ("b", (*EDITED, changed)))
    shared = [quote for quote in story.quotes if len(quote.members) == 2]
    assert len(shared) == 1
    assert 0 < shared[0].drift < 0.5
    same = the_story(("a", (*WIRE, OFFICIAL)), ("b", (*EDITED, OFFICIAL)))
    assert next(quote for quote in same.quotes if len(quote.members) == 2).drift == 0


def test_common_words_do_not_chain_quotations() -> None:
    first = "“It is a very good thing,” mayor Tilda Brandt said of the lamp."
    second = "A pilot told the council: “Being alone out there in a small boat is a very different thing.”"
    story = the_story(("a", (*WIRE, first)), ("b", (second, *EDITED)))
    assert all(len(quote.members) == 1 for quote in story.quotes), [
        [member.text for member in quote.members] for quote in story.quotes
    ]


def test_a_reading_names_the_claim_it_stands_in() -> None:
    story = the_story(("a", WIRE), ("b", (WIRE[0].replace("140", "410"), *WIRE[1:])))
    numbers = [change for change in story.changes if change.kind == "number"]
    assert [(change.severity, sorted(r.reading for r in change.readings)) for change in numbers] == [
        ("high", ["140", "410"])
    ]
    claim = next(claim for claim in story.claims if claim.id == numbers[0].claim)
    assert "lighthouse" in claim.label


def test_ids_do_not_depend_on_the_path() -> None:
    articles = [article("a", WIRE), article("b", EDITED)]
    moved = [dataclasses.replace(found, path=f"elsewhere/{found.path}") for found in articles]
    one, two = read_articles(articles).stories[0], read_articles(moved).stories[0]
    assert one.id == two.id
    assert [claim.id for claim in one.claims] == [claim.id for claim in two.claims]


def test_two_pieces_of_one_sentence_are_one_quotation() -> None:
    line = "He warned that “we have no boats to spare” and that “nobody will come in such fog”."
    apart = "She called the plan a “gift” to the town and the pier a “ruin” of the coast."
    story = the_story(("a", (*WIRE, line, apart)), ("b", EDITED))
    sizes = sorted(len(quote.members) for quote in story.quotes)
    assert sizes == [1, 1, 2], [[member.text for member in quote.members] for quote in story.quotes]


@pytest.mark.parametrize(
    ("source", "key"),
    [
        ("Senator Rand Vole, the party's whip", "vole"),
        ("the port authority of Elmen", "elmen"),
        ("the northern senator", None),
        ("The Republican", None),
        ("a source close to Tilda Brandt", None),
        ("He", None),
    ],
)
def test_only_a_name_identifies_a_source(source: str, key: str | None) -> None:
    assert speaker_key(source) == key
