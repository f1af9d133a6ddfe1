"""PROV-JSON as the reference library of PROV reads it."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import prov.model as pm
import pytest
from hypothesis import HealthCheck, given, settings

from tests.exports.formats.hostile import hostile, reports
from tests.views import sample
from wirecopy.exports.formats import render
from wirecopy.exports.formats.characters import writable
from wirecopy.model import Report

REPORTS = {"sample": sample.report(), "hostile": hostile()}
TERM = "urn:wirecopy:term/"


def document(report: Report) -> pm.ProvDocument:
    """The export as the library reads it."""
    return pm.ProvDocument.deserialize(content=render(report, "prov").decode(), format="json")


def values(record: pm.ProvRecord) -> dict[str, Any]:
    """The attributes of a record by URI."""
    return {
        name.uri: getattr(value, "uri", getattr(value, "value", value)) for name, value in record.attributes
    }


@pytest.mark.parametrize("name", REPORTS)
def test_it_is_read_whole(name: str) -> None:
    raw = json.loads(render(REPORTS[name], "prov"))
    found = document(REPORTS[name])
    assert len(found.get_records()) == sum(len(rows) for kind, rows in raw.items() if kind != "prefix")
    again = pm.ProvDocument.deserialize(content=found.serialize(format="json"), format="json")
    assert again == found


@pytest.mark.parametrize("name", REPORTS)
def test_everything_named_is_there(name: str) -> None:
    found = document(REPORTS[name])
    elements = {record.identifier.uri for record in found.get_records(pm.ProvElement)}
    ends = {
        value.uri
        for record in found.get_records(pm.ProvRelation)
        for _, value in record.formal_attributes
        if isinstance(value, pm.QualifiedName)
    }
    assert ends <= elements


def test_lineage_is_derivation_with_support() -> None:
    rows = [values(record) for record in document(sample.report()).get_records(pm.ProvDerivation)]
    prov = "http://www.w3.org/ns/prov#"
    assert [
        (row[f"{prov}generatedEntity"], row[f"{prov}usedEntity"], row[f"{TERM}kind"], row[f"{TERM}support"])
        for row in rows
        if f"{TERM}support" in row
    ][-2:] == [
        ("urn:wirecopy:article/valley-voice.html", "urn:wirecopy:lost/story-dam/lost-2", "merge", 0.55),
        ("urn:wirecopy:article/lakeside.txt", "urn:wirecopy:lost/story-dam/lost-2", "edit", 0.55),
    ]


def test_articles_can_be_told_by_their_texts() -> None:
    for report in REPORTS.values():
        told = [
            values(record)[f"{TERM}sha256"]
            for record in document(report).get_records(pm.ProvEntity)
            if f"{TERM}sha256" in values(record)
        ]
        texts = [version.text for story in report.stories for version in story.versions]
        assert told == [sha256(writable(text).encode()).hexdigest() for text in texts]


def test_a_claim_says_where_it_stands_and_how_many_reports_stand_behind_it() -> None:
    found = document(sample.report())
    (claim,) = [
        values(record)
        for record in found.get_records(pm.ProvEntity)
        if record.identifier.uri == "urn:wirecopy:claim/story-dam/c-schools"
    ]
    assert [claim[f"{TERM}reports_{bound}"] for bound in ("best", "low", "high")] == [1, 1, 2]


def test_whom_articles_credit_and_claims_name() -> None:
    rows = [values(record) for record in document(sample.report()).get_records(pm.ProvAttribution)]
    prov = "http://www.w3.org/ns/prov#"
    told = {(row[f"{prov}entity"], row[f"{prov}agent"], row[f"{prov}type"]) for row in rows}
    article, named = "urn:wirecopy:article/kestrel-0503.txt", "urn:wirecopy:named"
    assert (article, f"{named}/Kestrel%20Herald", f"{TERM}Publisher") in told
    assert (article, f"{named}/NPA", f"{TERM}Credit") in told
    schools = "urn:wirecopy:claim/story-dam/c-schools"
    assert (schools, "urn:wirecopy:source/story-dam/The%20regional%20council", f"{TERM}Attribution") in told


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(reports())
def test_any_report_is_read_whole(report: Report) -> None:
    raw = json.loads(render(report, "prov"))
    found = document(report)
    assert len(found.get_records()) == sum(len(rows) for kind, rows in raw.items() if kind != "prefix")
