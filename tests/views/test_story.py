"""A story turned into rows: every row walks back to the exact place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.views import sample
from wirecopy.model import Claim, Lineage, LineageEdge, LineageNode, Reports, Story
from wirecopy.views import StoryView, view
from wirecopy.views.collation import collation
from wirecopy.views.passages import Passage, Texts, sign
from wirecopy.views.phrases import numbers, one_report, plural, reports, texts_behind
from wirecopy.views.story import story_view


@pytest.fixture(scope="module")
def dam() -> StoryView:
    return story_view(sample.dam_story())


def _passages(story: StoryView) -> Iterator[Passage]:
    for row in story.ledger:
        yield from row.passages
    for quote in story.quotes:
        for wording in quote.wordings:
            yield from wording.passages
    for alarm in story.alarms:
        for reading in alarm.readings:
            yield from reading.passages
    for version in story.versions:
        for item in (*version.credits, *version.cues):
            yield item.passage


def test_every_passage_is_an_exact_slice(dam: StoryView) -> None:
    texts = {version.id: version.text for version in dam.story.versions}
    passages = list(_passages(dam))
    assert len(passages) > 30
    for passage in passages:
        text = texts[passage.version]
        assert passage.marked == text[passage.start : passage.end]
        around = passage.before + passage.marked + passage.after
        assert text[passage.start - len(passage.before) :].startswith(around)


def test_the_most_carried_claims_come_first(dam: StoryView) -> None:
    assert [len(row.signs) for row in dam.ledger] == [4, 3, 3, 2, 1, 1]
    assert dam.ledger[0].signs == ("A", "B", "C", "D")
    assert [row.id for row in dam.ledger if not row.shared] == ["c-buses", "c-gym"]


def test_a_quote_is_shown_against_its_most_common_wording(dam: StoryView) -> None:
    (row,) = dam.quotes
    assert [wording.signs for wording in row.wordings] == [("A", "B"), ("C",), ("D",)]
    assert {piece.kind for piece in row.wordings[0].pieces} == {"same"}
    assert [piece.text for piece in row.wordings[1].pieces if piece.kind == "changed"] == [
        "before",
        "will",
        "before",
    ]
    assert row.unattributed == ("D",)
    assert row.absent == ()  # E is of another family: it did not leave the quote out


def test_who_dropped_and_added_what(dam: StoryView) -> None:
    rows = {row.sign: row for row in dam.versions}
    assert [line.id for line in rows["B"].dropped] == ["c-case"]
    assert [line.id for line in rows["D"].added] == ["c-buses"]
    assert rows["A"].dropped == rows["A"].added == ()


def test_alarms_come_by_severity_and_the_common_reading_first(dam: StoryView) -> None:
    assert [row.severity for row in dam.alarms] == ["high", "high", "high", "medium", "low"]
    assert [reading.signs for reading in dam.alarms[0].readings] == [("A", "B"), ("D",), ("C",)]


def test_the_lineage_visits_every_node_once(dam: StoryView) -> None:
    assert [(row.sign or row.node, row.depth) for row in dam.lineage] == [
        ("lost-1", 0),
        ("A", 1),
        ("B", 2),
        ("C", 1),
        ("D", 1),
        ("lost-2", 0),
        ("E", 1),
    ]
    (merged,) = [row for row in dam.lineage if row.others]
    assert merged.sign == "D"
    assert merged.others[0][0] == "text shared with Lakeside Radio"


def test_a_cycle_in_the_lineage_does_not_hang() -> None:
    story = sample.dam_story()
    nodes = tuple(LineageNode(version.id, "version", version.id) for version in story.versions[:2])
    edges = (
        LineageEdge(nodes[0].id, nodes[1].id, "copy", 0.9),
        LineageEdge(nodes[1].id, nodes[0].id, "copy", 0.9),
    )
    rows = story_view(replace(story, lineage=Lineage(nodes, edges, ()))).lineage
    assert sorted(row.sign for row in rows) == ["A", "B"]


def test_the_collation_marks_other_words_and_names_gaps(dam: StoryView) -> None:
    rows = {row.cells[0].pieces[0].text: row for row in collation(dam.story)}
    row = rows["The operator, Veltra Energie, did not deny that a repair had been put off."]
    assert [cell.signs for cell in row.cells] == [("A",), ("C",)]
    assert row.gaps == ("B", "D")
    assert [piece.text for piece in row.cells[1].pieces if piece.kind != "same"] == ["denied"]


def test_collation_cells_join_up_to_the_sentences(dam: StoryView) -> None:
    texts = {version.id: version.text for version in dam.story.versions}
    for row in collation(dam.story):
        for cell in row.cells:
            version, offset = cell.anchors[0]
            wording = "".join(piece.text for piece in cell.pieces)
            assert texts[version][offset : offset + len(wording)] == wording


def test_context_outside_every_sentence_stays_near() -> None:
    story = sample.dam_story()
    bare = replace(story.versions[0], sentences=())
    passage = Texts((bare,)).passage(bare.id, 300, 310)
    assert len(passage.before) == len(passage.after) == 160


def test_signs_go_on_after_z() -> None:
    assert [sign(index) for index in (0, 25, 26, 27, 701, 702)] == ["A", "Z", "AA", "AB", "ZZ", "AAA"]


def test_numbers_in_one_line() -> None:
    assert numbers(sample.dam_story()) == "5 versions, 4 shared claims, 12 sightings: 4 reports (4-5)"


def test_ranges_are_never_hidden() -> None:
    assert reports(Reports(1, 1, 2)) == "1 report (1-2)"
    assert reports(Reports(2, 2, 2)) == "2 reports"
    assert plural(1_200, "story", "stories") == "1,200 stories"


@pytest.mark.parametrize(
    ("counts", "says"),
    [
        ((), "no claim stands in more than one of them"),
        ((Reports(1, 1, 1),), "every shared claim rests on a single report"),
        ((Reports(1, 1, 1), Reports(1, 1, 2)), "every shared claim rests on a single report (1 for sure)"),
        ((Reports(1, 1, 1), Reports(2, 2, 2)), "1 of the 2 shared claims rests on a single report"),
        ((Reports(2, 2, 2),), "none of the 1 shared claim rests on a single report"),
    ],
)
def test_the_bottom_line(counts: tuple[Reports, ...], says: str) -> None:
    story = sample.dam_story()
    claim = story.claims[0]
    claims: tuple[Claim, ...] = tuple(replace(claim, reports=count) for count in counts)
    assert one_report(replace(story, claims=claims)) == says


@pytest.mark.parametrize(
    ("families", "says"),
    [
        ("a", "1 article, nothing to compare it with"),
        ("aaa", "3 articles, one shared text behind all of them"),
        ("ab", "2 articles, each with a text of its own: no shared text found between them"),
        (
            "aab",
            "3 articles: 2 share one text, 1 has a text of its own; no shared text found between these 2",
        ),
        ("aabb", "4 articles: 2 share one text, 2 share another; no shared text found between these 2"),
        (
            "aaabbccde",
            "9 articles: 3 share one text, 4 share 2 others, 2 have texts of their own; no shared text found "
            "between these 5",
        ),
    ],
)
def test_different_wording_is_never_called_independent(families: str, says: str) -> None:
    version = sample.dam_story().versions[0]
    assert texts_behind(tuple(replace(version, family_id=family) for family in families)) == says


def test_single_articles_stand_apart() -> None:
    page = view(sample.report())
    assert [len(story.versions) for story in page.stories] == [5]
    assert [story.title for story in page.alone] == [sample.library_story().title]
    assert (
        page.headline
        == "6 articles: 1 story told more than once, 1 article that stands alone, 1 input not read"
    )


def test_a_story_without_anything_has_a_view() -> None:
    story = sample.library_story()
    empty: Story = replace(story, title="", claims=(), quotes=(), lineage=Lineage((), (), ()))
    row = story_view(empty)
    assert row.title == "(no title)"
    assert row.alone
