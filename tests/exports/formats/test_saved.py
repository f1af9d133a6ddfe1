"""Reports read back from files: what fits is taken, what does not is named."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.views import sample
from wirecopy.errors import InputError
from wirecopy.exports.formats import load
from wirecopy.exports.json import dumps

Data = dict[str, Any]


def test_several_reports_are_one() -> None:
    report = sample.report()
    parts = [dumps(replace(report, stories=(story,), rejected=())) for story in report.stories]
    assert load("\n".join([*parts, dumps(replace(report, stories=()))])) == report
    assert load(f"\ufeff {dumps(report, indent=2)}\r\n") == report


def spoiled(change: Callable[[Data], object]) -> str:
    """The sample with one thing wrong."""
    data: Data = json.loads(dumps(sample.report()))
    change(data["stories"][0])
    return json.dumps(data)


@pytest.mark.parametrize(
    ("change", "says"),
    {
        "a claim beyond its text": (
            lambda story: story["claims"][0]["members"][0].update(end=10_000),
            "outside its text",
        ),
        "a span that ends before it starts": (
            lambda story: story["versions"][2]["cues"][0].update(start=9, end=3),
            "outside its text",
        ),
        "a reading of nobody": (
            lambda story: story["changes"][0]["readings"][0]["spans"][0].update(version="nobody"),
            "outside its text",
        ),
        "a link to a sentence that is not there": (
            lambda story: story["links"][0].update(left_sentence=99),
            "no sentence 99",
        ),
        "an edge from nowhere": (
            lambda story: story["lineage"]["edges"][0].update(parent="nowhere"),
            "nowhere is named and not there",
        ),
        "a node that is no version": (
            lambda story: story["lineage"]["nodes"][1].update(id="other"),
            "is named and not there",
        ),
        "an omission of no claim": (
            lambda story: story["omissions"][0].update(claims=["c-none"]),
            "c-none is named and not there",
        ),
        "no versions": (lambda story: story.update(versions=[]), "no versions"),
        "one version twice": (lambda story: story["versions"].append(story["versions"][0]), "one twice"),
        "a text that is a number": (
            lambda story: story["versions"][0].update(text=1),
            "not a wirecopy report",
        ),
    }.values(),
)
def test_a_report_that_does_not_hold_together_is_refused(change: Callable[[Data], object], says: str) -> None:
    with pytest.raises(InputError, match=says):
        load(spoiled(change), "news.json")


@pytest.mark.parametrize("text", ["", " \n", "{", "[]", "{}", "null", '{"stories": 1}', "[" * 100_000])
def test_what_is_no_report_is_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"news\.json"):
        load(text, "news.json")
