"""How much of an agency's text a newspaper used (COUNTER, Urdu): wholly, partially or not derived.

Measures `measure_reuse` on the development half it was fitted on, so these figures are a little too good:
they guard that nothing gets worse. Essays with and without their source (Clough and Stevenson) check that
the score orders pairs of another language and kind, which nothing was fitted to.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from quality.measure import Measure, f1, shared

_ANSWERS = {"ND": "not", "PD": "partially", "WD": "wholly"}

Pair = tuple[str, str, str]


def measure() -> list[Measure] | None:
    """Agreement with the annotators of both sets; None where they are absent."""
    from wirecopy.group.corpus.reuse import measure_reuse

    home = shared()
    if home is None:
        return None
    pairs = _pairs(home / "data" / "counter")
    gold = [_ANSWERS[label] for *_, label in pairs]
    found = [measure_reuse(source, report).answer for source, report, _ in pairs]
    confused = Counter(f"{is_} taken for {got}" for is_, got in zip(gold, found, strict=True) if is_ != got)
    wrong = tuple(f"{count} {what}" for what, count in confused.most_common())
    essays = _pairs(home / "data" / "clough_stevenson")
    scores = [measure_reuse(source, report).score for source, report, _ in essays]
    return [
        Measure("reuse.counter_macro_f1", _f1_scores(gold, found)[0], wrong),
        Measure("reuse.counter_derived_weighted_f1", _f1_scores(_derived(gold), _derived(found))[1]),
        Measure("reuse.essays_in_order", _in_order(scores, [label != "non" for *_, label in essays])),
    ]


def _derived(answers: Sequence[str]) -> list[str]:
    return ["not" if answer == "not" else "derived" for answer in answers]


def _f1_scores(gold: Sequence[str], found: Sequence[str]) -> tuple[float, float]:
    """Macro and weighted F1 over the labels of gold."""
    counts = Counter(gold)
    scores = {
        label: f1(
            sum(is_ == got == label for is_, got in zip(gold, found, strict=True)),
            sum(is_ != got == label for is_, got in zip(gold, found, strict=True)),
            sum(got != is_ == label for is_, got in zip(gold, found, strict=True)),
        )
        for label in counts
    }
    weighted = sum(scores[label] * count for label, count in counts.items()) / len(gold)
    return sum(scores.values()) / len(scores), weighted


def _in_order(scores: Sequence[float], derived: Sequence[bool]) -> float:
    """Of all pairs of a derived text and one that is not, how often the derived has the higher score."""
    high = [score for score, is_ in zip(scores, derived, strict=True) if is_]
    low = [score for score, is_ in zip(scores, derived, strict=True) if not is_]
    return sum((a > b) + (a == b) / 2 for a in high for b in low) / (len(high) * len(low))


def _pairs(folder: Path) -> list[Pair]:
    """Source, report and label of every pair."""
    with gzip.open(folder / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        text = {row["id"]: row["text"] for row in map(json.loads, lines)}
    with gzip.open(folder / "pairs.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [
            (text[row["left"]], text[row["right"]], row["labels"]["reuse"]) for row in map(json.loads, lines)
        ]
