"""Measures wirecopy's copy finder beside others on corpora with known families.

    python benchmarks/near_duplicates.py [--only generate compare cores growth] [--sizes N ...]
        [--finders NAME ...] [--rounds N] [--texts FILE ...] [--cache FOLDER] [--out FILE]

Makes the corpora and the peers' environments where they are missing (in `.bench`, which git does not see),
runs every finder pinned to one core, round by round, and prints Markdown; progress goes to stderr. `compare`:
cost and findings of all finders; `cores`: wirecopy on one core and on two; `growth`: wirecopy as the corpus
grows. Finders that would take hours run on the smallest corpora alone.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import textwrap
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from . import environments, generator, rounds, sources, tables
from .rounds import Bench, note
from .score import Score, Truth, score

_ROOT = Path(__file__).resolve().parents[2]
_PARTS = ("generate", "compare", "cores", "growth")
_SIZES = (5_000, 20_000, 100_000)
_GROWTH = (5_000, 20_000, 100_000, 400_000)
_SPAN = (20_000, 400_000)  # for the exponent
# Finders in the order of a round, with the largest corpus they are put to
_FINDERS: dict[str, int | None] = {
    "wirecopy": None,
    "wirecopy, outlets unknown": None,
    "wirecopy fast": None,
    "rensa w5-0.7": None,
    "rensa flags": None,
    "gaoya w5-0.7": None,
    "datasketch w5-0.7": None,
    "datasketch default": 20_000,
    "text-dedup default": 5_000,
    "datatrove default": 5_000,
}
_HOW = """
`python benchmarks/near_duplicates.py`: {}. Medians of {} rounds, finders in turn, each in a process of its
own; texts are in memory before the clock starts, and everything is loaded and compiled. Peers: {}.
*w5-0.7*: word shingles of five, Jaccard 0.7, 128 hashes. *rensa flags*: the batch of its README, which says
for each text whether to keep it and gives no clusters.

CPU s: processor seconds from texts to clusters. *Without shingles*: what is left when the seconds in which
Python cuts the texts for the peer are not counted. *Added MB*: memory at the highest above what was held
before, of the main process. Recall by kind of copy: share of the copies that are in one cluster with the
text they were made from; editN: N % of the words touched; truncN: N % of the text kept; boil: with an
outlet's boilerplate. Precision: share of the pairs in one cluster that are of one family.
"""
_BASE_TEXTS = 6_000  # more, and copies among the base texts that nobody marked begin to count


def main() -> None:
    """Do what the command line asks for."""
    call = _arguments().parse_args()
    texts = call.texts or sources.volume()
    if not texts:
        sys.exit("no base texts: name JSON Lines files with `text` by --texts, or put the data in ../shared")
    corpora = Corpora(call.cache, call.seed, tuple(texts))
    parts = [part for part in _PARTS if part in call.only]
    pieces = [_setting(call.rounds, call.core)]
    if "generate" in parts:
        for size in sorted({*call.sizes, *(call.growth if "growth" in parts else ())}):
            corpora.folder(size)
    if "compare" in parts:
        pieces += compare(call, corpora)
    if "cores" in parts:
        pieces += cores(call, corpora)
    if "growth" in parts:
        pieces += growth(call, corpora)
    if len(pieces) > 1:
        _publish("\n".join(pieces), call.out)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="near_duplicates.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--only", nargs="+", choices=_PARTS, default=_PARTS, help="the parts to do")
    add(
        "--sizes",
        nargs="+",
        type=int,
        default=_SIZES,
        metavar="N",
        help="articles in the corpora compared on",
    )
    add(
        "--growth",
        nargs="+",
        type=int,
        default=_GROWTH,
        metavar="N",
        help="articles in the corpora of growth",
    )
    add(
        "--finders",
        nargs="+",
        choices=_FINDERS,
        default=list(_FINDERS),
        metavar="NAME",
        help="finders to run",
    )
    add("--rounds", type=int, default=3)
    add("--core", type=int, default=max(_available()), help="the core that runs are pinned to")
    add("--seed", type=int, default=7)
    add("--texts", nargs="+", type=Path, metavar="FILE", help="JSON Lines files of base texts (.gz or not)")
    add("--cache", type=Path, default=_ROOT / ".bench", help="the folder of corpora, environments and labels")
    add("--out", type=Path, help="a file for the Markdown, which is printed as well")
    return parser


class Corpora:
    """The corpora of one seed over one set of base texts, made when they are asked for."""

    def __init__(self, cache: Path, seed: int, texts: tuple[Path, ...]) -> None:
        self.cache, self.seed, self.texts = cache, seed, texts

    def folder(self, size: int) -> Path:
        """The folder of the corpus of that size."""
        folder = self.cache / (f"c{size // 1000}k" if size % 1000 == 0 else f"c{size}")
        stamp = folder / "made.json"
        names = [path.name for path in self.texts]
        made = {"edition": generator.EDITION, "size": size, "seed": self.seed, "texts": names}
        asked = json.dumps(made)
        if not stamp.exists() or stamp.read_text(encoding="utf-8") != asked:
            note(f"making a corpus of {size:,} articles")
            start = time.perf_counter()
            base = sources.base_texts(self.texts, _BASE_TEXTS)
            generator.make(folder, size, self.seed, base, sources.seeds())
            stamp.write_text(asked, encoding="utf-8")
            note(f"made in {time.perf_counter() - start:.0f} s")
        return folder


def compare(call: argparse.Namespace, corpora: Corpora) -> Iterator[str]:
    """Cost and findings of all finders, a section for each size of corpus."""
    bench = Bench(call.cache, (call.core,))
    for size in call.sizes:
        corpus = corpora.folder(size)
        finders = [name for name in call.finders if size <= (_FINDERS[name] or size)]
        tasks = {name: partial(bench.run, name, corpus) for name in finders}
        found = rounds.interleaved(tasks, call.rounds)
        yield f"## {size:,} articles\n\n{_size(corpus)}\n"
        yield tables.speed(found)
        scores = scored(bench, corpus, [name for name in found if name != "rensa flags"])
        if scores:
            yield tables.quality(scores)


def scored(bench: Bench, corpus: Path, finders: Sequence[str]) -> dict[str, Score]:
    """The scores of the labels that finders left."""
    import numpy as np

    truth = Truth.of(corpus)
    return {name: score(np.load(bench.labels(corpus, name)), truth) for name in finders}


def cores(call: argparse.Namespace, corpora: Corpora) -> Iterator[str]:
    """wirecopy on one core and on two, in turn, on the largest corpus that is compared on."""
    corpus = corpora.folder(max(call.sizes))
    both = sorted(_available(), key=lambda core: core != call.core)[:2]
    if len(both) < 2:
        note("one core only: what a second one brings is not measured")
        return
    benches = {"one core": Bench(call.cache, (call.core,)), "two cores": Bench(call.cache, tuple(both))}
    tasks = {name: partial(bench.run, "wirecopy", corpus) for name, bench in benches.items()}
    found = rounds.interleaved(tasks, call.rounds)
    yield f"## Two cores, {max(call.sizes):,} articles\n"
    yield tables.cores(found)


def growth(call: argparse.Namespace, corpora: Corpora) -> Iterator[str]:
    """wirecopy on corpora of growing size."""
    bench = Bench(call.cache, (call.core,))
    folders = {str(size): corpora.folder(size) for size in sorted(call.growth)}
    tasks = {size: partial(bench.run, "wirecopy", folder) for size, folder in folders.items()}
    found = rounds.interleaved(tasks, call.rounds)
    yield "## Growth\n"
    yield tables.growth(found)
    whole = tables.exponent(found, *_SPAN)
    if whole is not None:
        yield f"Exponent of processor time from {_SPAN[0]:,} to {_SPAN[1]:,} articles: {whole:.3f}\n"


def _size(corpus: Path) -> str:
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    texts = pq.read_table(corpus / "corpus.parquet", columns=["text"])["text"]
    megabytes, words = pc.sum(pc.binary_length(texts)).as_py() / 1e6, pc.mean(pc.count_substring(texts, " "))
    return f"{len(texts):,} texts, {megabytes:,.0f} MB, about {words.as_py():.0f} words each."


def _available() -> list[int]:
    return sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else [0]


def _setting(count: int, core: int) -> str:
    pins = ", ".join(pin for pins in environments.PINS.values() for pin in pins[:1])
    where = f"{_processor()}, Python {platform.python_version()}, one core (number {core})"
    parts = _HOW.format(where, count, pins).strip().split("\n\n")
    return "\n\n".join(["# Near-duplicates", *(textwrap.fill(part, 118) for part in parts), ""])


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text(encoding="utf-8").splitlines() if cpuinfo.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _publish(text: str, out: Path | None) -> None:
    print(text)
    if out:
        out.write_text(text, encoding="utf-8")
