"""What every format must do, whatever the report: be made, be the same twice, point at the right words."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from tests.exports.formats.hostile import hostile, reports
from tests.exports.formats.readers import HOLDS, PASSAGES
from tests.views import sample
from wirecopy.errors import CallError
from wirecopy.exports.formats import FORMATS, called, load, render, write
from wirecopy.exports.formats.characters import writable
from wirecopy.exports.formats.names import Pages
from wirecopy.exports.json import dumps
from wirecopy.model import Report

EVERY = [(row.name, table) for row in FORMATS.values() for table in row.tables or (None,)]
IDS = ["-".join(filter(None, pair)) for pair in EVERY]


def names_of(report: Report, name: str) -> dict[str, str]:
    """What a format calls each article, to its text."""
    pages = Pages(report)
    versions = [version for story in report.stories for version in story.versions]
    if name == "annotations":
        return {pages.of(version.id): version.text for version in versions}
    holds = HOLDS.get(name, writable)
    keep = writable if name in ("tei", "prov") else holds
    return {keep(version.id): version.text for version in versions}


def check_passages(report: Report, name: str, table: str | None) -> int:
    """Every passage of the file is what stands there in the article; how many there are."""
    texts, holds, count = names_of(report, name), HOLDS.get(name, writable), 0
    for article, start, end, words in PASSAGES[name, table](render(report, name, table)):
        assert 0 <= start <= end <= len(texts[article])
        if words is not None:
            assert words == holds(texts[article][start:end]), (article, start, end)
        count += 1
    return count


@pytest.mark.parametrize(("name", "table"), EVERY, ids=IDS)
def test_equal_reports_give_equal_bytes(name: str, table: str | None) -> None:
    first = render(sample.report(), name, table)
    again = load(dumps(sample.report()))
    assert render(again, name, table) == first
    assert first


@pytest.mark.parametrize(("name", "table"), EVERY, ids=IDS)
def test_anything_can_be_exported(name: str, table: str | None) -> None:
    data = render(hostile(), name, table)
    assert name == "parquet" or data.decode("utf-8")


@pytest.mark.parametrize(("name", "table"), EVERY, ids=IDS)
def test_a_report_of_nothing_is_a_file_too(name: str, table: str | None) -> None:
    nothing = replace(sample.report(), stories=(), rejected=())
    assert isinstance(render(nothing, name, table), bytes)


@pytest.mark.parametrize(("name", "table"), PASSAGES, ids=lambda part: part or "whole")
def test_offsets_point_at_the_words(name: str, table: str | None) -> None:
    assert check_passages(sample.report(), name, table) > 3
    assert check_passages(hostile(), name, table) > 3


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(reports())
def test_offsets_point_at_the_words_of_any_report(report: Report) -> None:
    for name, table in PASSAGES:
        check_passages(report, name, table)


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(reports())
def test_any_report_can_be_exported(report: Report) -> None:
    for name, table in EVERY:
        render(report, name, table)


@pytest.mark.parametrize(("name", "table"), EVERY, ids=IDS)
def test_many_reports_are_one_file(name: str, table: str | None) -> None:
    whole = replace(sample.report(), rejected=())
    stream = io.BytesIO()
    write((replace(whole, stories=(story,)) for story in whole.stories), FORMATS[name], table, stream)
    assert stream.getvalue() == render(whole, name, table)


@pytest.mark.parametrize(("name", "table"), EVERY, ids=IDS)
def test_no_reports_are_a_file_too(name: str, table: str | None) -> None:
    stream = io.BytesIO()
    write((), FORMATS[name], table, stream)
    assert stream.getvalue() or name in ("jsonl", "newick")


@pytest.mark.parametrize(("name", "table"), [("jsonl", None), ("newick", None), ("csv", "claims")])
def test_rows_and_lines_are_written_as_reports_come(name: str, table: str | None) -> None:
    report, stream, sizes = sample.report(), io.BytesIO(), []

    def coming() -> Iterator[Report]:
        for _ in range(3):
            yield report
            sizes.append(len(stream.getvalue()))

    write(coming(), FORMATS[name], table, stream)
    assert 0 < sizes[0] < sizes[1] < sizes[2] == len(stream.getvalue())


def test_names_lead_to_formats() -> None:
    def suffixes() -> Iterator[tuple[str, str]]:
        yield from ((suffix, row.name) for row in FORMATS.values() for suffix in row.suffixes)

    assert {suffix: called(f"a{suffix.upper()}") for suffix, _ in suffixes()} == {
        suffix: FORMATS[name] for suffix, name in suffixes()
    }
    assert called("a.prov.json") is FORMATS["prov"]
    assert called("a.svg") is None


def test_wrong_calls_say_what_there_is() -> None:
    with pytest.raises(CallError, match="one of json, jsonl"):
        render(sample.report(), "docx")
    with pytest.raises(CallError, match="its tables are claims"):
        render(sample.report(), "csv", "stories")
    with pytest.raises(CallError, match="it has no tables"):
        render(sample.report(), "tei", "claims")


def test_json_is_the_report() -> None:
    report = sample.report()
    assert json.loads(render(report, "json")) == json.loads(dumps(report))
    assert load(render(report, "json").decode()) == report
    assert load(render(report, "jsonl").decode()) == report
