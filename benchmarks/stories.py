"""Stories: how stable the figures are, what a signature costs, and what the likeness says of scored pairs.

    python -m benchmarks.stories

Fixed settings throughout. Each labelled set is also cut ten times into halves of its stories, each half by
itself, which shows how much a figure depends on which stories are there. Needs the evaluation sets
(WIRECOPY_SHARED).
"""

from __future__ import annotations

import gzip
import json
import random
import time
from collections import defaultdict
from pathlib import Path

import numpy as np

from quality.measure import b_cubed, shared
from quality.stories import signature_of
from wirecopy.group.events.batch import find_events
from wirecopy.group.events.likeness import alone, likeness
from wirecopy.group.events.signature import Signature

SETS = ("ecbplus", "basil", "uci_headlines")
_HALVES = 10


def rows_of(home: Path, *parts: str) -> list[dict]:
    with gzip.open(home.joinpath("data", *parts), "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def figure(signatures: list[Signature], gold: list[str]) -> tuple[float, float, float]:
    found = find_events(signatures, range(len(signatures)))
    return b_cubed({row: n for n, group in enumerate(found) for row in group}, dict(enumerate(gold)))


def tell_sets(home: Path) -> None:
    print(
        "| set | precision | recall | F1 | F1 of halves: mean | least | most |\n|---|---|---|---|---|---|---|"
    )
    for name in SETS:
        rows = rows_of(home, name, "articles.jsonl.gz")
        signatures, gold = [signature_of(row) for row in rows], [row["labels"]["story"] for row in rows]
        chance, halves = random.Random(1), []
        for _ in range(_HALVES):
            names = sorted(set(gold))
            chance.shuffle(names)
            for chosen in (set(names[::2]), set(names[1::2])):
                kept = [row for row, story in enumerate(gold) if story in chosen]
                halves.append(figure([signatures[row] for row in kept], [gold[row] for row in kept])[2])
        whole = " | ".join(f"{value:.3f}" for value in figure(signatures, gold))
        print(
            f"| {name} | {whole} | {np.mean(halves):.3f} | {min(halves):.3f} | {max(halves):.3f} |",
            flush=True,
        )


def tell_pairs(home: Path) -> None:
    texts = {row["id"]: row for row in rows_of(home, "semeval_t8", "articles.jsonl.gz")}
    scores: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for pair in rows_of(home, "semeval_t8", "pairs.jsonl.gz"):
        left, right = (alone(signature_of(texts[pair[side]])) for side in ("left", "right"))
        scores[pair["labels"]["languages"]].append((likeness(left, right), -pair["score"]))
    print("\n| languages | pairs | Pearson |\n|---|---|---|")
    for languages, figures in sorted(scores.items()):
        print(f"| {languages} | {len(figures)} | {np.corrcoef(np.array(figures).T)[0, 1]:.3f} |")


def tell_cost(home: Path) -> None:
    rows = rows_of(home, "volume", "allsides.jsonl.gz")[:1_000]
    words = sum(len(row["text"].split()) for row in rows)
    spent = []
    for _ in range(5):
        start = time.process_time()
        signatures = [signature_of(row) for row in rows]
        spent.append(time.process_time() - start)
    print(f"\n{min(spent[1:]) * 1e3 / words * 450:.2f} ms of CPU for 450 words,", end=" ")
    print(f"{sum(len(s.pack()) for s in signatures) / len(rows):.0f} bytes packed")


def main() -> None:
    home = shared()
    if home is None:
        raise SystemExit("the evaluation sets are absent: set WIRECOPY_SHARED to the folder that has them")
    tell_cost(home)
    tell_pairs(home)
    tell_sets(home)


if __name__ == "__main__":
    main()
