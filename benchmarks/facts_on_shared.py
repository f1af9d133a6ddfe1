"""How well facts are found on the shared sets: attributions, credits, quotations of the seeds, and time.

    python benchmarks/facts_on_shared.py [--part looked-at|held-back] [--shared FOLDER]

Attributions are scored on PolNeAR as its README asks: span F1 per role, exact and by characters, and
attribution F1 (the contents overlap by half of the longer, the sources overlap or both are missing). Its
articles are parted by a seeded shuffle: rules were written looking at the errors of one half only
(`looked-at`), figures to quote are those of the other (`held-back`). Credits are scored on the Helsinki pages
against labels that are themselves a regular expression (silver) and on PolNeAR's named wires (gold). The
five seed texts give the recall of quotation marks and the time.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from wirecopy.facts import find, find_attributions, find_credits, find_quoted
from wirecopy.model import Article, Attribution, Witness
from wirecopy.text import prepare

ROLES = ("source", "cue", "content")
Row = dict[str, Any]


class Tally:
    """True positives, predicted and gold, and the three figures made of them."""

    def __init__(self) -> None:
        self.hits = self.predicted = self.gold = 0

    def add(self, hits: int, predicted: int, gold: int) -> None:
        self.hits += hits
        self.predicted += predicted
        self.gold += gold

    def __str__(self) -> str:
        precision = self.hits / max(1, self.predicted)
        recall = self.hits / max(1, self.gold)
        score = 2 * precision * recall / max(1e-9, precision + recall)
        return f"P {precision:.3f}  R {recall:.3f}  F1 {score:.3f}"


def rows_of(path: Path) -> list[Row]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def witness(row: Row) -> Witness:
    known = {key: row.get(key) for key in ("outlet", "url", "title", "published", "language")}
    return prepare(Article(id=row["id"], path="", text=row["text"], **known))


def half(rows: list[Row], part: str) -> list[Row]:
    """One half of the articles, by a shuffle of their ids with a fixed seed."""
    ids = sorted(row["id"] for row in rows)
    random.Random(7).shuffle(ids)
    looked_at = set(ids[: len(ids) // 2])
    return [row for row in rows if (row["id"] in looked_at) == (part == "looked-at")]


def characters(spans: Iterable[tuple[int, int]]) -> set[int]:
    return {offset for start, end in spans for offset in range(start, end)}


def as_gold(row: Attribution) -> dict[str, list[tuple[int, int]]]:
    return {role: [(span.start, span.end) for span in getattr(row, role)] for role in ROLES}


def same(gold: Row, found: Row) -> bool:
    content, other = characters(gold["content"]), characters(found["content"])
    if 2 * len(content & other) < max(len(content), len(other)):
        return False
    source, named = characters(gold["source"]), characters(found["source"])
    return bool(source & named) or not (source or named)


def score_attributions(rows: list[Row]) -> None:
    exact = {role: Tally() for role in ROLES}
    by_characters = {role: Tally() for role in ROLES}
    whole = Tally()
    for row in rows:
        held = witness(row)
        found = [
            as_gold(one)
            for one in find_attributions(row["text"], held.sentences, held.tokens, find_quoted(row["text"]))
        ]
        gold = row["labels"]["attributions"]
        for role in ROLES:
            left = Counter(tuple(map(tuple, one[role])) for one in gold if one[role])
            right = Counter(tuple(one[role]) for one in found if one[role])
            exact[role].add((left & right).total(), right.total(), left.total())
            ours = characters(span for one in found for span in one[role])
            theirs = characters(span for one in gold for span in one[role])
            by_characters[role].add(len(ours & theirs), len(ours), len(theirs))
        free = list(found)
        hits = 0
        for one in gold:
            match = next((other for other in free if same(one, other)), None)
            if match is not None:
                free.remove(match)
                hits += 1
        whole.add(hits, len(found), len(gold))
    for role in ROLES:
        print(f"  {role:8} exact {exact[role]}   by characters {by_characters[role]}")
    print(f"  attribution    {whole}")


def score_credits(rows: list[Row], label: str) -> None:
    tally = Tally()
    for row in rows:
        gold = row["labels"][label] or []
        wanted = {name.lower() for name in ([gold] if isinstance(gold, str) else gold)}
        if label == "wire" and not wanted:
            continue  # unknown there, not absent
        held = witness(row)
        credited = find_credits(row["text"], held.sentences, outlet=row["outlet"])
        got = {credit.agency.lower() for credit in credited if credit.kind in ("copy", "partial")}
        tally.add(len(wanted & got), len(got), len(wanted))
    print(f"  {tally}")


def score_seeds(shared: Path) -> None:
    folder = shared / "data" / "seeds"
    texts = {path.name[:3]: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))}
    quotes = json.loads((shared / "gold" / "seeds.json").read_text(encoding="utf-8"))["quotes"]
    wanted = [
        (key[:3], wording["start"], wording["end"])
        for quote in quotes
        for key, wording in quote["wordings"].items()
    ]
    held = {key: [(piece.start, piece.end) for piece in find_quoted(text)] for key, text in texts.items()}
    whole = sum((start, end) in held[key] for key, start, end in wanted)
    within = sum(any(a <= start and end <= b for a, b in held[key]) for key, start, end in wanted)
    print(f"  wordings of the gold {len(wanted)}: {whole} as one quotation, {within} within one")
    made = [prepare(Article(id=key, path="", text=text, language="en")) for key, text in texts.items()]
    for one in made:
        find(one)
    begun = time.process_time()
    for one in made:
        find(one)
    print(f"  all facts of the five, warm: {1000 * (time.process_time() - begun):.0f} ms of processor time")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--part", choices=["looked-at", "held-back"], default="held-back")
    home = Path(__file__).resolve().parents[1].parent / "shared"
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("WIRECOPY_SHARED", home)))
    options = parser.parse_args()
    polnear = rows_of(options.shared / "data" / "polnear" / "articles.jsonl.gz")
    helsinki = rows_of(options.shared / "data" / "helsinki" / "articles.jsonl.gz")
    print(f"attributions, PolNeAR, {options.part}")
    score_attributions(half(polnear, options.part))
    print("credits (copy or partial), PolNeAR, articles with a named wire")
    score_credits(polnear, "wire")
    print("credits (copy or partial), Helsinki, silver labels")
    score_credits(helsinki, "credit_guess")
    print("seeds")
    score_seeds(options.shared)
    made = [witness(row) for row in helsinki]
    begun = time.process_time()
    for one in made:
        find(one)
    print(f"all facts of {len(made)} pages: {time.process_time() - begun:.1f} s of processor time")


if __name__ == "__main__":
    main()
