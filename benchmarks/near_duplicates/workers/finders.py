"""The copy finders, called as their own documentation calls them, each ending in one label per article.

wirecopy takes the Arrow table. The peers take Python strings and are given word shingles as their users make
them, by a regular expression; the seconds of that are kept apart, since some of them do not count it. What
they find in pairs is closed into clusters by `clusters`.

    w5-0.7: shingles of five words, Jaccard 0.7, 128 hashes: what is mostly advised for web text.
"""

from __future__ import annotations

import json
import os
import re
import struct
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

_WORD = re.compile(r"\w+")
_SHINGLE = 5
_HASHES = 128
_THRESHOLD = 0.7
_WARMING = 5_000  # wirecopy takes another way where articles are few


@dataclass
class Stages:
    """Processor seconds by part, for finders whose parts are called one by one."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        start = time.process_time()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.process_time() - start


@dataclass(frozen=True)
class Finder:
    """How a finder is run.

    Attributes:
        takes: what it is given of the table.
        run: gives the labels; none where the finder only flags.
        warming: so many articles are run before the clock starts, to load or compile what it needs.
    """

    takes: Callable[[pa.Table], Any]
    run: Callable[[Any, Stages], np.ndarray | None]
    warming: int = 200


def _whole(table: pa.Table) -> pa.Table:
    return table


def _without_outlets(table: pa.Table) -> pa.Table:
    return table.drop_columns(["outlet"])


def _strings(table: pa.Table) -> list[str]:
    texts: list[str] = table["text"].to_pylist()
    return texts


def shingles(text: str) -> list[str]:
    """The runs of five words of a text."""
    words = _WORD.findall(text.lower())
    return [" ".join(words[place : place + _SHINGLE]) for place in range(max(1, len(words) - _SHINGLE + 1))]


def clusters(count: int, pairs: Iterable[tuple[int, int]]) -> np.ndarray:
    """For each of the articles the least of those it is joined to, directly or through others."""
    above = list(range(count))
    for pair in pairs:
        one, other = pair
        while above[one] != one:
            above[one] = one = above[above[one]]
        while above[other] != other:
            above[other] = other = above[above[other]]
        above[max(one, other)] = min(one, other)
    for row in range(count):
        above[row] = above[above[row]]
    return np.array(above)


def _pairs(lists: Iterable[Iterable[int]]) -> Iterator[tuple[int, int]]:
    """What an index answers for every article, as pairs."""
    return ((row, int(other)) for row, found in enumerate(lists) for other in found if other != row)


def wirecopy(preset: str) -> Callable[[pa.Table, Stages], np.ndarray]:
    """wirecopy's families, on as many threads as there are cores to run on."""

    def run(table: pa.Table, _: Stages) -> np.ndarray:
        from wirecopy import group
        from wirecopy.settings import Grouping, Settings

        grouping = Grouping(preset=preset, threads=len(os.sched_getaffinity(0)))
        families = group(table, settings=Settings(grouping=grouping))["family_id"]
        return np.asarray(pc.dictionary_encode(families.combine_chunks()).indices)

    return run


def rensa(texts: list[str], stage: Stages) -> np.ndarray:
    """Candidates of the index, kept where the sketches agree as much as asked for."""
    import rensa as library

    with stage("shingles"):
        sets = [shingles(text) for text in texts]
    with stage("sketches"):
        sketches = library.RMinHash.from_token_sets(sets, num_perm=_HASHES, seed=42)
    with stage("pairs"):
        index = library.RMinHashLSH(threshold=_THRESHOLD, num_perm=_HASHES, num_bands=16)
        index.insert_pairs(list(enumerate(sketches)))
        pairs = [
            (row, other)
            for row, other in _pairs(index.query_all(sketches))
            if sketches[row].jaccard(sketches[other]) >= _THRESHOLD
        ]
    return clusters(len(texts), pairs)


def rensa_flags(texts: list[str], stage: Stages) -> None:
    """The batch that its README measures: single words, position-sampled sketches, a flag per article."""
    import rensa as library

    with stage("shingles"):
        sets = [text.split() for text in texts]
    with stage("sketches"):
        matrix = library.RMinHash.digest_matrix_from_token_sets_rho(sets, _HASHES, 42)
    with stage("flags"):
        index = library.RMinHashLSH(threshold=0.8, num_perm=_HASHES, num_bands=8)
        index.query_duplicate_flags_matrix_one_shot(matrix)


def gaoya(texts: list[str], stage: Stages) -> np.ndarray:
    """Its index of strings, which makes the shingles itself."""
    from gaoya.minhash import MinHashStringIndex

    with stage("index"):
        index = MinHashStringIndex(
            hash_size=32,
            jaccard_threshold=_THRESHOLD,
            num_hashes=_HASHES,
            analyzer="word",
            lowercase=True,
            ngram_range=(_SHINGLE, _SHINGLE),
        )
        index.par_bulk_insert_docs(list(range(len(texts))), texts)
    with stage("pairs"):
        found = index.par_bulk_query(texts, return_similarity=False)
    return clusters(len(texts), _pairs(found))


def datasketch(threshold: float) -> Callable[[list[str], Stages], np.ndarray]:
    """Its sketches in bulk and its index at that threshold."""

    def run(texts: list[str], stage: Stages) -> np.ndarray:
        from datasketch import MinHash, MinHashLSH

        with stage("shingles"):
            sets = [[shingle.encode() for shingle in shingles(text)] for text in texts]
        with stage("sketches"):
            sketches = MinHash.bulk(sets, num_perm=_HASHES)
        with stage("pairs"):
            index = MinHashLSH(threshold=threshold, num_perm=_HASHES)
            for row, sketch in enumerate(sketches):
                index.insert(row, sketch, check_duplication=False)
            found = [index.query(sketch) for sketch in sketches]
        return clusters(len(texts), _pairs(found))

    return run


@dataclass(frozen=True)
class _Stored:
    """Texts as a dataset on disk, which goes when this does."""

    home: tempfile.TemporaryDirectory[str]
    count: int


def _stored(table: pa.Table) -> _Stored:
    from datasets import Dataset

    stored = _Stored(tempfile.TemporaryDirectory(), len(table))
    Dataset.from_dict({"text": _strings(table)}).save_to_disk(f"{stored.home.name}/in")
    return stored


def text_dedup(stored: _Stored, _: Stages) -> np.ndarray:
    """Its MinHash command at its defaults (five words, 0.7, 250 hashes), from a dataset to a dataset."""
    from text_dedup import minhash

    home = stored.home.name
    places = ["--path", f"{home}/in", "--output", f"{home}/out", "--cache_dir", f"{home}/cache"]
    minhash.main(["--local", "--column", "text", "--num_proc", "1", *places], standalone_mode=False)
    return np.array([minhash.uf.find(row) for row in range(stored.count)])


def datatrove(texts: list[str], stage: Stages) -> np.ndarray:
    """Its four steps of MinHash at their defaults, from JSON Lines to JSON Lines."""
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.dedup import MinhashDedupSignature
    from datatrove.pipeline.dedup.minhash import (
        MinhashConfig,
        MinhashDedupBuckets,
        MinhashDedupCluster,
        MinhashDedupFilter,
    )
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers.jsonl import JsonlWriter

    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        (home / "in").mkdir()
        with (home / "in" / "0.jsonl").open("w", encoding="utf-8") as file:
            file.writelines(
                json.dumps({"id": str(row), "text": text}) + "\n" for row, text in enumerate(texts)
            )
        config = MinhashConfig()
        places = {part: f"{name}/{part}" for part in ("in", "signatures", "buckets", "drop", "out")}
        read = JsonlReader(places["in"])
        signatures, buckets, drop = places["signatures"], places["buckets"], places["drop"]
        steps = {
            "signatures": [read, MinhashDedupSignature(signatures, config=config, language="eng")],
            "buckets": [MinhashDedupBuckets(signatures, buckets, config=config)],
            "clusters": [MinhashDedupCluster(buckets, drop, config=config)],
            "filter": [read, MinhashDedupFilter(drop), JsonlWriter(places["out"])],
        }
        for part, pipeline in steps.items():
            tasks = config.num_buckets if part == "buckets" else 1
            with stage(part):
                LocalPipelineExecutor(
                    pipeline=pipeline, tasks=tasks, workers=1, logging_dir=f"{name}/logs/{part}"
                ).run()
        pairs = [pair for path in Path(buckets).glob("*.dups") for pair in _dups(path)]
    return clusters(len(texts), pairs)


def _dups(path: Path) -> Iterator[tuple[int, int]]:
    """The pairs of a file of duplicates: file, row, file, row, each of four bytes."""
    for _, one, _, other in struct.iter_unpack("<4I", path.read_bytes()):
        yield one, other


FINDERS: dict[str, Finder] = {
    "wirecopy": Finder(_whole, wirecopy("full"), _WARMING),
    "wirecopy, outlets unknown": Finder(_without_outlets, wirecopy("full"), _WARMING),
    "wirecopy fast": Finder(_whole, wirecopy("fast"), _WARMING),
    "rensa w5-0.7": Finder(_strings, rensa),
    "rensa flags": Finder(_strings, rensa_flags),
    "gaoya w5-0.7": Finder(_strings, gaoya),
    "datasketch w5-0.7": Finder(_strings, datasketch(_THRESHOLD)),
    "datasketch default": Finder(_strings, datasketch(0.9)),
    "text-dedup default": Finder(_stored, text_dedup),
    "datatrove default": Finder(_strings, datatrove),
}
