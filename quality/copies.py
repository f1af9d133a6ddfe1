"""Copies in a corpus, as `wirecopy.group` finds them: families against labels and made copies.

Reads whole sets at once: BASIL (three outlets' own reports of each event, never one family), scraped pages of
a summit (Helsinki), independent translations of one article (WMT21), the five versions of one report, and a
corpus generated from news texts. Limit: Helsinki's labels are silver, a tool's guess that parts pages when
an agency writes its story through; read by eye what a change there does.
"""

from __future__ import annotations

import gzip
import json
import os
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa

from quality.measure import Json, Measure, b_cubed, shared

_SIZE, _SEED = 3_000, 11  # of the generated corpus
_TEXTS = 2_500  # read to make it from


def measure() -> list[Measure] | None:
    """Families and wrong joins on every set; None where the sets are absent."""
    home = shared()
    if home is None:
        return None
    data = home / "data"
    return [*_basil(data), *_helsinki(data), *_siblings(data), *_seeds(data), *_generated()]


def _basil(data: Path) -> list[Measure]:
    family = _families(_rows(data / "basil" / "articles.jsonl.gz"))
    pairs = [(row["left"], row["right"]) for row in _rows(data / "basil" / "negatives.jsonl.gz")]
    joined = [f"{left} {right}" for left, right in pairs if family[left] == family[right]]
    return [Measure("group.basil_pairs_in_one_family", len(joined), tuple(joined))]


def _helsinki(data: Path) -> list[Measure]:
    rows = _rows(data / "helsinki" / "articles.jsonl.gz")
    gold = {row["id"]: row["labels"].get("silver_group") or row["id"] for row in rows}
    family = _families(rows)
    precision, recall, both = b_cubed(family, gold)
    return [
        Measure("group.helsinki_b3_precision", precision, _largest(family)),
        Measure("group.helsinki_b3_recall", recall),
        Measure("group.helsinki_b3_f1", both),
    ]


def _siblings(data: Path) -> list[Measure]:
    rows = [row for path in sorted((data / "wmt_siblings").glob("*.jsonl.gz")) for row in _rows(path)]
    gold = {row["id"]: row["labels"].get("family") or row["id"] for row in rows}
    precision, recall, _ = b_cubed(_families(rows), gold)
    return [Measure("group.siblings_b3_precision", precision), Measure("group.siblings_b3_recall", recall)]


def _seeds(data: Path) -> list[Measure]:
    rows = [
        {"id": path.stem, "text": path.read_text(encoding="utf-8")}
        for path in sorted((data / "seeds").glob("*.txt"))
    ]
    return [Measure("group.seeds_families", len(set(_families(rows).values())))]


def _generated() -> list[Measure]:
    from benchmarks.near_duplicates import generator, score, sources

    texts = sources.base_texts(sources.volume(), _TEXTS)
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder)
        generator.make(corpus, _SIZE, _SEED, texts, sources.seeds())
        found = _group([corpus / "corpus.parquet"])
        truth = score.Truth.of(corpus)
    family = np.array(found["family_id"].to_pylist(), dtype=object)
    scored = score.score(np.unique(family, return_inverse=True)[1], truth)
    worst = tuple(f"{kind} {part:.3f}" for kind, part in scored.recall.items() if part < 1)
    wrong = tuple(f"{kind} {pairs:.0f} wrong pairs" for kind, pairs in scored.false_pairs.items())
    return [
        Measure("group.generated_recall", scored.recall["all"], worst),
        Measure("group.generated_precision", scored.precision, wrong),
    ]


def _families(rows: Sequence[Json]) -> dict[str, str]:
    """The family of each article by id, found among these articles and nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "articles.jsonl")
        known = ("id", "outlet", "text", "language")
        bare = ({key: row[key] for key in known if row.get(key)} for row in rows)
        path.write_text("\n".join(map(json.dumps, bare)), encoding="utf-8")
        found = _group([path])
    return dict(zip(found["id"].to_pylist(), found["family_id"].to_pylist(), strict=True))


def _group(paths: Sequence[os.PathLike[str]]) -> pa.Table:
    import wirecopy

    return wirecopy.group(paths)


def _largest(family: dict[str, str]) -> tuple[str, ...]:
    return tuple(f"{name} {count} articles" for name, count in Counter(family.values()).most_common(3))


def _rows(path: Path) -> list[Json]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
