"""Which changes of meaning are found on the five seed versions, and what they cost.

    python benchmarks/changes_on_seeds.py [--shared DIR] [--all]

Prints every gold discrepancy with the gravest alarm that overlaps its changed words, the high alarms that
are no high discrepancy, and the time of `find_changes` alone. `--all` adds every alarm with its reason.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from wirecopy.collate import collate
from wirecopy.collate.changes import find_changes
from wirecopy.model import Article, Change
from wirecopy.pipeline import prepare

SHARED = Path(os.environ.get("WIRECOPY_SHARED", Path(__file__).resolve().parents[2] / "shared"))
RUNS = 20
Spans = list[tuple[str, int, int]]


def changed_words(gold: dict[str, Any], discrepancy: dict[str, Any], texts: dict[str, str]) -> Spans:
    """Where the words stand that the alternative wordings have and the base lacks."""
    base = set(re.findall(r"\w+", discrepancy["base"][1].lower()))
    claim = next(claim for claim in gold["claims"] if claim["id"] == discrepancy["claim"])
    found: Spans = []
    for key, wording, _ in discrepancy["alt"]:
        units = {m["sid"] for m in claim["members"] if m["file"] == key}
        sentences = gold["documents"].get(key, {}).get("sentences", [])
        for s in [s for s in sentences if s["sid"] in units] or sentences:
            start = texts[key].find(wording, s["start"], s["end"]) if wording else -1
            if start >= 0:
                words = [m for m in re.finditer(r"\w+", wording) if m.group().lower() not in base]
                found += [(key, start + m.start(), start + m.end()) for m in words]
    return found


def overlapping(spans: Spans, changes: Sequence[Change]) -> list[Change]:
    """The changes that touch any of the spans, gravest first (as they come)."""
    return [
        change
        for change in changes
        if any(
            s.version == key and s.start < end and start < s.end
            for r in change.readings
            for s in r.spans
            for key, start, end in spans
        )
    ]


def describe(change: Change) -> str:
    """A change on one line."""
    readings = " | ".join(f"{'/'.join(s.version for s in r.spans)}: {r.reading}" for r in change.readings)
    return f"{change.severity:6} {change.kind:11} {readings} -- {change.why}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--all", action="store_true")
    arguments = parser.parse_args()
    gold = json.loads((arguments.shared / "gold" / "seeds.json").read_text(encoding="utf-8"))
    texts = {
        key: (arguments.shared / "data" / "seeds" / document["file"]).read_text(encoding="utf-8")
        for key, document in gold["documents"].items()
    }
    articles = [Article(key, key, text, published="2022-02-07") for key, text in sorted(texts.items())]
    collation = collate([prepare(article) for article in articles])
    times: list[float] = []
    for _ in range(RUNS):
        start = time.perf_counter()
        changes = find_changes(collation)
        times.append(time.perf_counter() - start)
    wanted: set[str] = set()
    for discrepancy in gold["discrepancies"]:
        hits = overlapping(changed_words(gold, discrepancy, texts), changes)
        if discrepancy["sev"] == "high":
            wanted |= {change.id for change in hits}
        best = describe(hits[0])[:90] if hits else "-"
        print(f"{discrepancy['id']} {discrepancy['sev']:6} {discrepancy['base'][1][:30]:30} {best}")
    false = [change for change in changes if change.severity == "high" and change.id not in wanted]
    print(f"\nhigh alarms that are no high discrepancy: {len(false)}")
    for change in false:
        print("  " + describe(change))
    for severity in ("high", "medium", "low"):
        print(f"{severity}: {sum(change.severity == severity for change in changes)} alarms")
    print(f"first run {times[0] * 1e3:.0f} ms, best of {RUNS} {min(times) * 1e3:.0f} ms")
    if arguments.all:
        print("\n".join(describe(change) for change in changes))


if __name__ == "__main__":
    main()
