"""What the copy index costs and finds, on generated corpora (see `near_duplicates`).

    python -m benchmarks.index FOLDER... [--batch 5000] [--threads 1] [--rounds 100]
    python -m benchmarks.index --kills 50

Each FOLDER holds `corpus.parquet` (id, text) and `truth.parquet`. All of them go into one index, the largest
first, but for the last 2,000 articles: those come ten at a time at the end, asked about and then added. A
corpus alone is then taken in by batches of several sizes and its families are scored beside those of `group`.
Times are of one process; memory is what the process holds that is not in files (Linux). `--kills` runs the
crash test with so many random kills.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from benchmarks.near_duplicates.score import Truth, score
from wirecopy.group.corpus import UNKNOWN_TIME, Corpus, Texts, find_copies
from wirecopy.index import CopyIndex

FEW, LATE = 10, 2_000  # articles that arrive together, and all of them that are kept for the end
STRETCH = 20_000  # articles between two lines of the table of growth
KINDS = ("exact", "edit15", "edit30", "edit50", "trunc25", "embed", "merge", "seed", "all")


class Source:
    """A corpus in memory, of which stretches are given without copying."""

    def __init__(self, folder: Path) -> None:
        table = pq.read_table(folder / "corpus.parquet", columns=["id", "text"])
        text = pa.chunked_array(table["text"].cast(pa.large_string())).combine_chunks()
        text = text.chunk(0) if isinstance(text, pa.ChunkedArray) else text
        self.folder = folder
        self.ids = [f"{folder.name}-{name}" for name in table["id"].to_pylist()]
        self.offsets = np.frombuffer(text.buffers()[1], np.int64)[text.offset : text.offset + len(text) + 1]
        self.data = np.frombuffer(text.buffers()[2], np.uint8)

    def __len__(self) -> int:
        return len(self.ids)

    def rows(self, begin: int, end: int) -> tuple[Corpus, list[str]]:
        end = min(end, len(self))
        count = end - begin
        texts = Texts(self.data, self.offsets[begin : end + 1])
        times, order = np.full(count, UNKNOWN_TIME, np.int64), np.arange(count, dtype=np.int64)
        return Corpus(texts, np.full(count, -1, np.int32), times, order), self.ids[begin:end]


def anonymous_mb() -> float:
    """Memory of this process that is not a mapped file."""
    said = Path("/proc/self/smaps_rollup").read_text("ascii")
    return sum(int(line.split()[1]) for line in said.split("\n") if line.startswith("Anonymous:")) / 1024


def grow(index: CopyIndex, sources: list[Source], batch: int) -> None:
    """Take everything in but what is kept for the end, and tell how fast stretch by stretch."""
    print(f"\n### Taking in, batches of {batch:,}\n")
    print("| articles known | articles/s | articles/CPU s | longest add, s | of which merging, s | files |")
    print("|---|---|---|---|---|---|")
    wall, cpu, begun = time.perf_counter(), time.process_time(), len(index)
    longest, merging = 0.0, 0.0
    for source in sources:
        last = len(source) - (LATE if source is sources[0] else 0)
        for begin in range(0, last, batch):
            corpus, ids = source.rows(begin, min(begin + batch, last))
            start = time.perf_counter()
            answer = index.add(corpus, ids)
            if time.perf_counter() - start > longest:
                longest, merging = time.perf_counter() - start, answer.counts["merge_seconds"]
            if len(index) - begun >= STRETCH:
                count = len(index) - begun
                rates = count / (time.perf_counter() - wall), count / (time.process_time() - cpu)
                files = len(list(index.path.glob("segment-*")))
                spans = f"{longest:.2f} | {merging:.2f} | {files}"
                print(f"| {len(index):,} | {rates[0]:,.0f} | {rates[1]:,.0f} | {spans} |")
                wall, cpu, begun = time.perf_counter(), time.process_time(), len(index)
                longest, merging = 0.0, 0.0


def answer_few(index: CopyIndex, source: Source, rounds: int) -> None:
    """Ask about ten new articles at a time, then add them."""
    print(f"\n### {FEW} new articles against {len(index):,}, {rounds} times\n")
    print("| | median, ms | 9 in 10 below | longest |\n|---|---|---|---|")
    first = len(source) - LATE

    def ask(number: int) -> None:
        corpus, ids = source.rows(first + FEW * number, first + FEW * (number + 1))
        index.ask(corpus.texts, ids)

    def add(number: int) -> None:
        index.add(*source.rows(first + FEW * number, first + FEW * (number + 1)))

    ask(0)
    for name, act in (("ask", ask), ("add, on disk when it returns", add)):
        taken = [timed(act, number) for number in range(rounds)]
        tenths = statistics.quantiles(taken, n=10)
        print(f"| {name} | {statistics.median(taken):.1f} | {tenths[8]:.1f} | {max(taken):.1f} |")


def timed(act: Callable[[int], None], number: int) -> float:
    start = time.perf_counter()
    act(number)
    return (time.perf_counter() - start) * 1e3


def weigh(index: CopyIndex, before: float) -> None:
    """Disk and memory."""
    size = sum(path.stat().st_size for path in index.path.iterdir())
    print(f"\n### Size with {len(index):,} articles\n")
    print(f"- on disk {size / len(index):,.0f} bytes an article, texts included")
    print(f"- in memory {anonymous_mb() - before:,.0f} MB more than before the index was opened")
    path = index.path
    index.close()
    start = time.perf_counter()
    with CopyIndex.open(path) as opened:
        print(f"- opened, all but the texts checked, in {(time.perf_counter() - start) * 1e3:.0f} ms")
        start = time.perf_counter()
        opened.check()
        print(f"- every byte checked in {(time.perf_counter() - start) * 1e3:.0f} ms")


def compare_families(source: Source, batches: list[int]) -> None:
    """Families of the index beside those of `group`, which sees everything at once."""
    truth = Truth.of(source.folder)
    print(f"\n### Families of {len(source):,} articles\n")
    print(f"| | {' | '.join(KINDS)} | precision |\n|---|{'---|' * (len(KINDS) + 1)}")

    def line(name: str, labels: NDArray[np.integer]) -> None:
        found = score(labels, truth)
        recall = " | ".join(f"{found.recall[kind]:.3f}" if kind in found.recall else "" for kind in KINDS)
        print(f"| {name} | {recall} | {found.precision:.4f} |")

    line("group", find_copies(source.rows(0, len(source))[0]).family)
    for batch in batches:
        with tempfile.TemporaryDirectory() as folder, CopyIndex.open(folder) as index:
            names: list[str] = []
            for begin in range(0, len(source), batch):
                index.add(*source.rows(begin, begin + batch))
            for begin in range(0, len(source), 5_000):  # asked again: families as they are in the end
                corpus, ids = source.rows(begin, begin + 5_000)
                names += index.ask(corpus.texts, ids).family
        line(f"index, {batch:,} at a time", np.unique(names, return_inverse=True)[1])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--batch", type=int, default=5_000)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--kills", type=int, default=0)
    chosen = parser.parse_args()
    if chosen.kills:
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "tests/index/test_crash.py"]
        sys.exit(
            subprocess.run(
                command, env=os.environ | {"WIRECOPY_KILLS": str(chosen.kills)}, check=False
            ).returncode
        )
    sources = sorted(map(Source, chosen.folders), key=len, reverse=True)
    print(f"Python {platform.python_version()}, NumPy {np.__version__}, {chosen.threads} thread(s)")
    with tempfile.TemporaryDirectory() as folder:
        warm(Path(folder) / "warm", sources[0])
        before = anonymous_mb()
        with CopyIndex.open(Path(folder) / "index", threads=chosen.threads) as index:
            grow(index, sources, chosen.batch)
            answer_few(index, sources[0], chosen.rounds)
            weigh(index, before)
    compare_families(sources[-1], [100, 1_000, 5_000])


def warm(folder: Path, source: Source) -> None:
    """Compile, or load what was compiled: with more than the index takes in without."""
    with CopyIndex.open(folder) as index:
        for begin in (0, 2_000):
            index.add(*source.rows(begin, begin + 2_000))
        index.ask(source.rows(0, 100)[0].texts)


if __name__ == "__main__":
    main()
