"""The contract of `read --json`: names, types, order, and the way back."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.views import sample
from wirecopy.errors import InputError
from wirecopy.exports.json import dumps, loads, row, to_dict
from wirecopy.model import Link

REPORTS = {"best": int, "low": int, "high": int}
PLACE = {"start": int, "end": int}
MEMBER = {"version": str, **PLACE}
OPTIONAL = (str, type(None))
CONTRACT: dict[str, Any] = {
    "wirecopy": str,
    "settings": dict,
    "rejected": [{"path": str, "reason": str}],
    "stories": [
        {
            "id": str,
            "title": str,
            "first_published": OPTIONAL,
            "last_published": OPTIONAL,
            "counts": {
                "versions": int,
                "claims": int,
                "shared_claims": int,
                "sightings": int,
                "reports": REPORTS,
            },
            "versions": [
                {
                    "id": str,
                    "path": str,
                    "outlet": OPTIONAL,
                    "url": OPTIONAL,
                    "title": OPTIONAL,
                    "published": OPTIONAL,
                    "language": OPTIONAL,
                    "text": str,
                    "family_id": str,
                    "relation": str,
                    "wire_share": float,
                    "credits": [{"agency": str, "kind": str, **PLACE}],
                    "cues": [{"kind": str, **PLACE}],
                    "attributions": [{"kind": str, "source": [PLACE], "cue": [PLACE], "content": [PLACE]}],
                    "sentences": [{"index": int, "kind": str, **PLACE}],
                }
            ],
            "links": [
                {
                    "left": str,
                    "left_sentence": int,
                    "right": str,
                    "right_sentence": int,
                    "score": float,
                    "kind": str,
                }
            ],
            "claims": [
                {
                    "id": str,
                    "label": str,
                    "members": [{"sentence": int, **MEMBER}],
                    "attributions": [{"source": str, "via": OPTIONAL, **MEMBER}],
                    "reports": REPORTS,
                    "reason": str,
                }
            ],
            "quotes": [
                {
                    "id": str,
                    "speaker": OPTIONAL,
                    "members": [{"text": str, "speaker": OPTIONAL, **MEMBER}],
                    "drift": float,
                }
            ],
            "changes": [
                {
                    "id": str,
                    "kind": str,
                    "severity": str,
                    "claim": OPTIONAL,
                    "readings": [{"reading": str, "spans": [MEMBER]}],
                    "why": str,
                }
            ],
            "omissions": [{"version": str, "claims": [str]}],
            "lineage": {
                "nodes": [{"id": str, "kind": str, "name": str}],
                "edges": [{"parent": str, "child": str, "kind": str, "support": float}],
                "statements": [{"text": str, "confidence": str}],
            },
        }
    ],
}


def breaches(contract: Any, value: Any, where: str = "report") -> list[str]:
    """Where a value does not keep the contract; keys beyond it are free."""
    if isinstance(contract, dict):
        if not isinstance(value, dict):
            return [f"{where}: not an object"]
        found = [f"{where}.{key}: missing" for key in contract if key not in value]
        for key in contract.keys() & value.keys():
            found += breaches(contract[key], value[key], f"{where}.{key}")
        return found
    if isinstance(contract, list):
        if not isinstance(value, list):
            return [f"{where}: not a list"]
        return [
            line
            for index, item in enumerate(value)
            for line in breaches(contract[0], item, f"{where}[{index}]")
        ]
    return [] if isinstance(value, contract) else [f"{where}: {type(value).__name__}"]


def test_the_contract_is_kept() -> None:
    assert breaches(CONTRACT, json.loads(dumps(sample.report()))) == []


def test_the_check_of_the_contract_can_fail() -> None:
    data = to_dict(sample.report())
    del data["stories"][0]["counts"]["reports"]["low"]
    data["stories"][0]["title"] = None
    assert sorted(breaches(CONTRACT, data)) == [
        "report.stories[0].counts.reports.low: missing",
        "report.stories[0].title: NoneType",
    ]


def test_the_way_back() -> None:
    report = sample.report()
    assert loads(dumps(report)) == report
    assert loads(dumps(report, indent=2)) == report


def test_text_is_written_as_it_is() -> None:
    assert sample.F.text.split("\n")[0] in dumps(sample.report())


def test_equal_reports_give_equal_bytes() -> None:
    assert dumps(sample.report()) == dumps(sample.report())


def test_keys_of_a_newer_version_are_passed_over() -> None:
    data = to_dict(sample.report())
    data["stories"][0]["mood"] = "gloomy"
    assert loads(json.dumps(data)) == sample.report()


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("not json", "Expecting value"),
        ("[]", "report"),
        ("{}", "report.wirecopy"),
        ('{"wirecopy": 1, "settings": {}, "rejected": [], "stories": []}', "report.wirecopy"),
        ('{"wirecopy": "1", "settings": {}, "rejected": [], "stories": [{}]}', "report.stories[0].id"),
        ('{"wirecopy": "1", "settings": {}, "rejected": {}, "stories": []}', "report.rejected"),
    ],
)
def test_what_is_no_report_is_refused_with_the_place(text: str, where: str) -> None:
    with pytest.raises(InputError) as caught:
        loads(text)
    assert caught.value.where.startswith(where)


def test_any_row_has_its_fields_as_keys() -> None:
    assert row(Link("a", 0, "b", 1, 0.5, "light")) == {
        "left": "a",
        "left_sentence": 0,
        "right": "b",
        "right_sentence": 1,
        "score": 0.5,
        "kind": "light",
    }
