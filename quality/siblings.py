"""Independent translations of one article (WMT21, ru-en): one family, aligned lines, no descent among them.

Reads a fixed share of the development families, the first five English members of each by id. Line i of a
member is the translation of line i of every other, which makes the alignment gold without an annotator.
"""

from __future__ import annotations

import gzip
import json
import tempfile
from collections import defaultdict
from itertools import combinations
from pathlib import Path

from quality.measure import Json, Measure, b_cubed, f1, read, shared

_EVERY = 5  # of the families, in the order of their ids
_MEMBERS = 5

Pair = tuple[tuple[str, int], tuple[str, int]]


def measure() -> list[Measure] | None:
    """Families, aligned lines and asserted descent; None where the set is absent."""
    home = shared()
    if home is None:
        return None
    with gzip.open(home / "data" / "wmt_siblings" / "ru-en.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    chosen = _choose(rows)
    family = {row["id"]: row["labels"]["family"] for row in chosen}
    text = {row["id"]: row["text"] for row in chosen}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "articles.jsonl")
        bare = ({key: row[key] for key in ("id", "text", "language")} for row in chosen)
        path.write_text("\n".join(json.dumps(row) for row in bare), encoding="utf-8")
        stories = read([path])
    found = {v["id"]: v["family_id"] for story in stories for v in story["versions"]}
    edges = [edge for story in stories for edge in story["lineage"]["edges"]]
    asserted = [f"{edge['parent']} -> {edge['child']}" for edge in edges if edge["parent"] in text]
    predicted, gold = _links(stories, text), _gold(family, text)
    right = len(predicted & gold)
    return [
        Measure("siblings.family_b3_f1", b_cubed(found, family)[2]),
        Measure("siblings.alignment_f1", f1(right, len(predicted) - right, len(gold) - right)),
        Measure("siblings.asserted_descent", len(asserted) / max(1, len(edges)), tuple(asserted)),
    ]


def _choose(rows: list[Json]) -> list[Json]:
    families: dict[str, list[Json]] = defaultdict(list)
    for row in rows:
        if row["language"] == "en":
            families[row["labels"]["family"]].append(row)
    return [
        row
        for name in sorted(families)[::_EVERY]
        for row in sorted(families[name], key=lambda row: row["id"])[:_MEMBERS]
    ]


def _links(stories: list[Json], text: dict[str, str]) -> set[Pair]:
    """Linked lines: a sentence stands for the line it begins in."""
    pairs: set[Pair] = set()
    for story in stories:
        starts = {v["id"]: [s["start"] for s in v["sentences"]] for v in story["versions"]}
        for link in story["links"]:
            ends = [
                (version, text[version][: starts[version][index]].count("\n"))
                for version, index in (
                    (link["left"], link["left_sentence"]),
                    (link["right"], link["right_sentence"]),
                )
            ]
            left, right = sorted(ends)
            pairs.add((left, right))
    return pairs


def _gold(family: dict[str, str], text: dict[str, str]) -> set[Pair]:
    return {
        ((left, line), (right, line))
        for left, right in combinations(sorted(family), 2)
        if family[left] == family[right]
        for line in range(min(text[left].count("\n"), text[right].count("\n")) + 1)
    }
