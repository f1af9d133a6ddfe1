"""Reports as people corrected them: what is wrong counts no more, and the report says who said so."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.build.sayings import NOW, arrive, merge, say, split, story_of, withdraw
from tests.newsroom import article
from wirecopy.build import Archive
from wirecopy.build.corrections import evaluation_rows
from wirecopy.exports.formats import FORMATS, render
from wirecopy.model import Correction, Report, Story


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "news.store") as opened:
        yield opened
        opened.check()


@pytest.fixture
def story(archive: Archive) -> Story:
    """A wire, a reprint and a report of its own."""
    arrive(archive, article(0), article(0, 1), article(0, 3))
    return archive.story(story_of(archive, "e0-0"))[1]


def again(archive: Archive, story: Story) -> Story:
    return archive.story(story.id)[1]


def test_a_claim_marked_wrong_counts_no_more(archive: Archive, story: Story) -> None:
    claim = next(claim for claim in story.claims if len(claim.versions) > 1)
    kept = say(archive, "finding", claim.id, story=story.id, verdict="wrong", note="two other mills")
    found = again(archive, story)
    assert claim.id not in {one.id for one in found.claims}
    assert found.counts.claims == story.counts.claims - 1
    assert found.counts.reports.best == story.counts.reports.best - claim.reports.best
    assert not any(claim.id in row.claims for row in found.omissions)
    (told,) = found.corrections
    assert (told.number, told.kind, told.effect, told.author) == (
        kept.number,
        "finding",
        "applied",
        "Ada Reed",
    )
    assert claim.label in told.said
    withdraw(archive, kept)
    assert again(archive, story) == story


def test_a_finding_is_found_by_its_passages_when_its_id_changed(archive: Archive, story: Story) -> None:
    claim = next(claim for claim in story.claims if len(claim.versions) > 1)
    say(archive, "finding", claim.id, story=story.id, verdict="wrong")
    arrive(archive, article(0, 5))
    found = again(archive, story)
    spans = {(member.version, member.start) for member in claim.members}
    left = [one for one in found.claims if spans & {(member.version, member.start) for member in one.members}]
    assert not left, "the claim with one more version is the same claim"
    assert [told.effect for told in found.corrections] == ["applied"]


def test_a_finding_that_is_gone_is_said_to_be(archive: Archive, story: Story) -> None:
    claim = next(claim for claim in story.claims if len(claim.versions) == 1)
    say(archive, "finding", claim.id, story=story.id, verdict="wrong")
    name = claim.versions[0]
    text = next(version.text for version in story.versions if version.id == name)
    member = claim.members[0]
    kept = text[: member.start] + text[member.end :]
    arrive(archive, replace(article(0, int(name[-1])), text=kept))
    assert [told.effect for told in again(archive, story).corrections] == ["not found"]


def test_right_keeps_and_a_change_of_mind_brings_back(archive: Archive, story: Story) -> None:
    claim = story.claims[0]
    say(archive, "finding", claim.id, story=story.id, verdict="wrong")
    say(archive, "finding", claim.id, story=story.id, verdict="right")
    found = again(archive, story)
    assert found.claims == story.claims
    assert [told.said.split(":")[0] for told in found.corrections] == ["marked right"], "the last word only"


def test_quotes_and_edges_marked_wrong_are_left_out(archive: Archive, story: Story) -> None:
    quote, edge = story.quotes[0], story.lineage.edges[0]
    say(archive, "finding", quote.id, story=story.id, verdict="wrong")
    say(archive, "finding", f"edge:{edge.parent}>{edge.child}", story=story.id, verdict="wrong")
    found = again(archive, story)
    assert quote.id not in {one.id for one in found.quotes}
    assert edge not in found.lineage.edges
    told = [row.text for row in found.lineage.statements if "says so" in row.text]
    assert told == [f"{edge.child} does not descend from {edge.parent}: Ada Reed says so."]
    assert [row.effect for row in found.corrections] == ["applied", "applied"]


def test_alarms_marked_wrong_are_left_out(archive: Archive) -> None:
    other = replace(article(0, 1), text=article(0, 1).text.replace(_number(0), "7"))
    arrive(archive, article(0), other, article(0, 5))
    story = archive.story(story_of(archive, "e0-0"))[1]
    alarm = next(change for change in story.changes if change.kind == "number")
    say(archive, "finding", alarm.id, story=story.id, verdict="wrong")
    assert alarm.id not in {change.id for change in again(archive, story).changes}
    arrive(archive, article(0, 9))
    found = again(archive, story)
    assert not [change for change in found.changes if change.kind == "number"]
    assert [row.effect for row in found.corrections] == ["applied"]


def _number(event: int) -> str:
    return next(word for word in article(event).text.split() if word.isdigit())


def test_a_credit_changes_who_is_credited_and_where_reports_come_from(archive: Archive, story: Story) -> None:
    assert {version.id: version.credited for version in story.versions}["e0-3"] == "no"
    kept = say(archive, "credit", "e0-3", agency="Eastwire", kind="copy")
    found = again(archive, story)
    version = next(version for version in found.versions if version.id == "e0-3")
    assert (version.credited, version.credits[0].agency) == ("yes", "Eastwire")
    assert kept.value["computed"] == {"sort": "credits", "credits": []}
    say(archive, "credit", "e0-0", agency=None)
    assert {v.id: v.credited for v in again(archive, story).versions}["e0-0"] == "no"


def test_two_texts_that_people_say_are_of_one_agency_are_one_report(archive: Archive) -> None:
    shared = "The harbour of Ostvik was closed on Monday after 14 boats sank."
    own = ["Fishermen there had warned of the storm for days.", "The mayor of the town spoke to reporters."]
    rows = [
        replace(article(0, number), text=f"{shared}\n{text}", title="Ostvik harbour closed", published=None)
        for number, text in enumerate(own)
    ]
    arrive(archive, *rows)
    say(archive, "credit", "e0-0", agency="Northwire")
    say(archive, "credit", "e0-1", agency="Northwire")
    found = archive.story(story_of(archive, "e0-0"))[1]
    assert {claim.reports.best for claim in found.claims if len(claim.versions) > 1} <= {1}


def test_a_parent_is_the_only_edge_into_its_child(archive: Archive, story: Story) -> None:
    kept = say(archive, "parent", "e0-0", parent="e0-1")
    found = again(archive, story)
    into = [edge for edge in found.lineage.edges if edge.child == "e0-0"]
    assert [(edge.parent, edge.support) for edge in into] == [("e0-1", 1.0)]
    assert not [edge for edge in found.lineage.edges if edge.child == "e0-1" and edge.parent == "e0-0"]
    assert found.lineage.statements[0].text == "e0-0 descends from e0-1: Ada Reed says so."
    withdraw(archive, kept)
    say(archive, "parent", "e0-1", parent=None)
    found = again(archive, story)
    assert not [edge for edge in found.lineage.edges if edge.child == "e0-1"]
    assert "no other version here" in found.lineage.statements[0].text


def test_a_parent_from_another_family_makes_one_report_of_two(archive: Archive, story: Story) -> None:
    say(archive, "parent", "e0-3", parent="e0-0")
    found = again(archive, story)
    assert len({version.family_id for version in found.versions}) == 1
    assert [edge.parent for edge in found.lineage.edges if edge.child == "e0-3"] == ["e0-0"]
    assert {claim.reports.best for claim in found.claims if len(claim.versions) > 1} == {1}


def test_the_story_says_what_was_said_of_it(archive: Archive) -> None:
    arrive(archive, article(0), article(1), article(2))
    merge(archive, "e0-0", "e1-0")
    row, found = archive.story(story_of(archive, "e1-0"))
    assert [told.kind for told in found.corrections] == ["merge"]
    assert archive.kept(row) == found
    assert archive.story(story_of(archive, "e2-0"))[1].corrections == ()


def test_a_corrected_report_is_written_in_every_form(archive: Archive, story: Story) -> None:
    say(archive, "credit", "e0-3", agency="Eastwire <&>")
    say(archive, "parent", "e0-1", parent="e0-3")
    say(archive, "finding", story.claims[0].id, story=story.id, verdict="wrong")
    report = Report("1", {}, (), (again(archive, story),))
    for name in FORMATS:
        if name != "parquet":
            assert render(report, name), name


def test_the_basis_of_a_report_changes_with_what_is_said_of_it(archive: Archive) -> None:
    arrive(archive, article(0), article(0, 3), article(1))
    rows = [archive.store.story(story_of(archive, name)) for name in ("e0-0", "e1-0")]
    before = [archive.basis(row) for row in rows if row]
    kept = say(archive, "credit", "e0-3", agency="Eastwire")
    after = [archive.basis(row) for row in rows if row]
    assert (before[0] != after[0], before[1] == after[1]) == (True, True)
    withdraw(archive, kept)
    assert [archive.basis(row) for row in rows if row] == before


def test_the_report_at_hand_tells_what_was_computed(archive: Archive, story: Story) -> None:
    claim = replace(story.claims[0], label="As it was on the page")
    shown = replace(story, claims=(claim, *story.claims[1:]))
    said = Correction(0, "finding", claim.id, {"story": story.id, "verdict": "wrong"}, "Ada Reed", NOW)
    assert archive.correct(said, shown).value["label"] == "As it was on the page"


_SAID = st.lists(st.sampled_from(["credit", "no credit", "claim", "quote", "edge", "parent"]), max_size=3)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_SAID, st.integers(0, 3), st.integers(0, 2))
def test_a_verbatim_copy_never_raises_a_count_under_corrections(
    kinds: list[str], of: int, event: int
) -> None:
    with tempfile.TemporaryDirectory() as folder, Archive.open(Path(folder, "news.store")) as archive:
        arrive(archive, article(event), article(event, 2), article(event, 3))
        story = archive.story(story_of(archive, f"e{event}-0"))[1]
        for kind in dict.fromkeys(kinds):
            _say_some(archive, story, kind, event)
        before = again(archive, story)
        original = article(event, of)
        arrive(archive, replace(original, id="copy", outlet="Copyist", url="https://copy.example/1"))
        after = again(archive, story)
        assert "copy" in {version.id for version in after.versions}
        assert after.counts.reports.best <= before.counts.reports.best + _newly_shared(before, after)
        for old in before.claims:
            spans = {(member.version, member.start) for member in old.members}
            same = [new for new in after.claims if spans <= {(m.version, m.start) for m in new.members}]
            assert all(new.reports.best <= max(1, old.reports.best) for new in same), old.label


def _newly_shared(before: Story, after: Story) -> int:
    """Reports of claims that one version made alone and its copy makes too: they are shared now."""
    alone = {claim.label: claim for claim in before.claims if len(claim.versions) == 1}
    return sum(
        claim.reports.best for claim in after.claims if claim.label in alone and len(claim.versions) > 1
    )


def _say_some(archive: Archive, story: Story, kind: str, event: int) -> None:
    if kind == "credit":
        say(archive, "credit", f"e{event}-3", agency="Eastwire")
    elif kind == "no credit":
        say(archive, "credit", f"e{event}-0", agency=None)
    elif kind == "claim":
        say(archive, "finding", story.claims[0].id, story=story.id, verdict="wrong")
    elif kind == "quote" and story.quotes:
        say(archive, "finding", story.quotes[0].id, story=story.id, verdict="wrong")
    elif kind == "edge" and story.lineage.edges:
        edge = story.lineage.edges[0]
        say(archive, "finding", f"edge:{edge.parent}>{edge.child}", story=story.id, verdict="wrong")
    elif kind == "parent":
        say(archive, "parent", f"e{event}-2", parent=f"e{event}-3")


# -- evaluation data ------------------------------------------------------------------------------------
def test_every_correction_is_a_row_with_what_was_computed(archive: Archive, story: Story) -> None:
    claim = story.claims[0]
    first = say(archive, "finding", claim.id, story=story.id, verdict="wrong", note="not said")
    say(archive, "credit", "e0-3", agency="Eastwire")
    say(archive, "parent", "e0-1", parent="e0-3")
    split(archive, "e0-3")
    withdraw(archive, first)
    finding, credit, parent, parted = evaluation_rows(archive)
    passage = finding["computed"]["passages"][0]
    text = archive.store.revisions(passage["version"])[-1].article.text
    assert passage["text"] == text[passage["start"] : passage["end"]]
    assert finding["computed"]["finding"]["reports"]["best"] == claim.reports.best
    assert (finding["value"]["verdict"], finding["note"], finding["in_force"]) == ("wrong", "not said", False)
    assert (finding["author"], finding["at"]) == ("Ada Reed", "2023-11-14T22:13:20+00:00")
    assert (credit["computed"]["credits"], credit["value"]["agency"]) == ([], "Eastwire")
    assert [edge["parent"] for edge in parent["computed"]["edges"]] == ["e0-0"]
    assert parted["computed"]["stories"] == [["e0-0", "e0-1", "e0-3"]]
    assert all(row["wirecopy"] for row in (finding, credit, parent, parted))


def test_later_rows_show_what_was_computed_and_not_what_was_said_before(
    archive: Archive, story: Story
) -> None:
    say(archive, "parent", "e0-1", parent="e0-3")
    again(archive, story)
    say(archive, "parent", "e0-1", parent=None)
    rows = list(evaluation_rows(archive))
    assert [edge["parent"] for edge in rows[1]["computed"]["edges"]] == ["e0-0"]
    assert [row["in_force"] for row in rows] == [False, True]
