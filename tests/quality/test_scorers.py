"""The scorers know a perfect report when they see one, and see every planted fault."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from quality import seeds
from quality.measure import shared

Json = dict[str, Any]

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(shared() is None, reason="the evaluation sets are not beside the repository"),
]


def perfect(gold: Json) -> Json:
    """The story a faultless program would report, made from the gold alone."""
    home = shared()
    assert home is not None
    names = {key: document["file"].removesuffix(".txt") for key, document in gold["documents"].items()}
    texts = {
        key: (home / "data" / "seeds" / document["file"]).read_bytes().decode()
        for key, document in gold["documents"].items()
    }
    index = {
        (key, sentence["sid"]): position
        for key, document in gold["documents"].items()
        for position, sentence in enumerate(document["sentences"])
    }
    credited = {"000": "yes", "003": "no"}
    versions = [
        {
            "id": names[key],
            "family_id": "f",
            "text": texts[key],
            "wire_share": 0.8,
            "relation": "merged" if key == "004" else "edited",
            "credited": credited.get(key, "attribution only"),
            "sentences": [
                {"index": n, "start": s["start"], "end": s["end"]}
                for n, s in enumerate(document["sentences"])
            ],
        }
        for key, document in gold["documents"].items()
    ]

    def places(discrepancy: Json) -> list[Json]:
        rows = []
        for key, wording, _ in discrepancy["alt"]:
            start = texts[key].find(wording) if key in texts else -1
            if start >= 0:
                span = {"version": names[key], "start": start, "end": start + len(wording)}
                rows.append({"reading": wording, "spans": [span]})
        return rows

    return {
        "id": "s",
        "versions": versions,
        "links": [
            {
                "left": names[p["a"]],
                "left_sentence": index[p["a"], p["a_sid"]],
                "right": names[p["b"]],
                "right_sentence": index[p["b"], p["b_sid"]],
            }
            for p in gold["sentence_alignments"]
            if p["strength"] == "full"
        ],
        "claims": [
            {
                "id": claim["id"],
                "reports": claim["independent_reports"],
                "members": [
                    {"version": names[m["file"]], "start": m["start"], "end": m["end"]}
                    for m in claim["members"]
                ],
            }
            for claim in gold["claims"]
        ],
        "quotes": [
            {
                "id": quote["id"],
                "members": [
                    {"version": names[n[:3]], "start": w["start"], "end": w["end"], "text": w["text"]}
                    for n, w in quote["wordings"].items()
                ],
            }
            for quote in gold["quotes"]
        ],
        "changes": [
            {"id": d["id"], "kind": "wording", "severity": d["sev"], "why": "", "readings": places(d)}
            for d in gold["discrepancies"]
        ],
        "counts": {"shared_claims": 32, "sightings": 132, "reports": {"best": 33, "low": 32, "high": 41}},
        "lineage": {
            "nodes": [
                {"id": "lost", "kind": "lost"},
                *({"id": n, "kind": "version"} for n in names.values()),
            ],
            "edges": [{"parent": "lost", "child": name, "support": 1.0} for name in names.values()],
        },
    }


@pytest.fixture(scope="module")
def gold() -> Json:
    found = seeds.load()
    assert found is not None
    return found


def figures(gold: Json, story: Json) -> dict[str, float]:
    return {m.name.removeprefix("seeds."): m.got for m in seeds.score(gold, [story])}


PERFECT = {
    "sentence_units": 105,
    "alignment_f1": 1,
    "claims_b3_f1": 1,
    "quote_pairs": 29,
    "quote_pairs_false": 0,
    "high_discrepancies_found": 9,
    "high_discrepancies_graded_high": 9,
    "high_alarms_false": 0,
    "origins_right": 32,
    "reports_best_off": 0,
    "reports_range_off": 0,
    "lineage": 8,
}


def test_a_perfect_report_is_perfect(gold: Json) -> None:
    assert figures(gold, perfect(gold)) == pytest.approx(PERFECT)


def _drop_link(story: Json) -> None:
    story["links"].pop()


def _wrong_link(story: Json) -> None:
    ids = [version["id"] for version in story["versions"]]
    story["links"].append({"left": ids[0], "left_sentence": 1, "right": ids[4], "right_sentence": 9})


def _cut_a_sentence(story: Json) -> None:
    sentence = story["versions"][0]["sentences"][3]
    sentence["end"] -= 9


def _split_a_claim(story: Json) -> None:
    claim = story["claims"][0]
    story["claims"].append(claim | {"id": "extra", "members": claim["members"][3:]})
    claim["members"] = claim["members"][:3]


def _lose_a_quote(story: Json) -> None:
    story["quotes"].pop(0)


def _mix_quotes(story: Json) -> None:
    story["quotes"][0]["members"] += story["quotes"].pop(1)["members"]


def _lose_an_alarm(story: Json) -> None:
    story["changes"] = [change for change in story["changes"] if change["id"] != "X01"]


def _play_an_alarm_down(story: Json) -> None:
    next(change for change in story["changes"] if change["id"] == "X01")["severity"] = "low"


def _cry_wolf(story: Json) -> None:
    next(change for change in story["changes"] if change["id"] == "X20")["severity"] = "high"


def _count_copies(story: Json) -> None:
    story["claims"][0]["reports"] = {"best": 5, "low": 1, "high": 5}


def _count_too_many(story: Json) -> None:
    story["counts"]["reports"] = {"best": 60, "low": 32, "high": 132}


def _name_a_parent(story: Json) -> None:
    ids = [version["id"] for version in story["versions"]]
    story["lineage"]["edges"].append({"parent": ids[2], "child": ids[0], "support": 0.9})


@pytest.mark.parametrize(
    ("spoil", "measure"),
    [
        (_drop_link, "alignment_f1"),
        (_wrong_link, "alignment_f1"),
        (_cut_a_sentence, "sentence_units"),
        (_split_a_claim, "claims_b3_f1"),
        (_lose_a_quote, "quote_pairs"),
        (_mix_quotes, "quote_pairs_false"),
        (_lose_an_alarm, "high_discrepancies_found"),
        (_play_an_alarm_down, "high_discrepancies_graded_high"),
        (_cry_wolf, "high_alarms_false"),
        (_count_copies, "origins_right"),
        (_count_too_many, "reports_best_off"),
        (_count_too_many, "reports_range_off"),
        (_name_a_parent, "lineage"),
    ],
)
def test_a_planted_fault_is_seen(gold: Json, spoil: Callable[[Json], None], measure: str) -> None:
    story = copy.deepcopy(perfect(gold))
    spoil(story)
    got = figures(gold, story)
    assert got[measure] != pytest.approx(PERFECT[measure])
