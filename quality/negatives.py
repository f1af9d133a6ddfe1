"""Three outlets' own reports of one event (BASIL): one story, never one family.

Reads all development articles at once and counts the pairs of `negatives.jsonl.gz` that land in one family.
"""

from __future__ import annotations

import gzip
import json
import tempfile
from pathlib import Path

from quality.measure import Json, Measure, read, shared, versions_of


def _rows(path: Path) -> list[Json]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def measure() -> list[Measure] | None:
    """Pairs of independent reports in one family; None where the set is absent."""
    home = shared()
    if home is None:
        return None
    basil = home / "data" / "basil"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "articles.jsonl")
        path.write_bytes(gzip.decompress((basil / "articles.jsonl.gz").read_bytes()))
        versions = versions_of(read([path]))
    pairs = _rows(basil / "negatives.jsonl.gz")
    known = [pair for pair in pairs if pair["left"] in versions and pair["right"] in versions]
    joined = [p for p in known if versions[p["left"]]["family_id"] == versions[p["right"]]["family_id"]]
    apart = [p for p in known if versions[p["left"]]["story"] != versions[p["right"]]["story"]]
    return [
        Measure("basil.pairs_missing", len(pairs) - len(known)),
        Measure("basil.pairs_in_one_family", len(joined), tuple(f"{p['left']} {p['right']}" for p in joined)),
        Measure("basil.story_recall", 1 - len(apart) / max(1, len(known))),
    ]
