"""What pages cost and what is kept of them, beside trafilatura alone: pages a second of a core, F1 of pieces.

    python benchmarks/extraction.py [--rounds 3] [--pages 160] > benchmarks/results/extraction.md

Every way reads the same pages in turn, page by page, so that a busy machine slows all of them alike; seconds
are those of the processor, figures are medians over the rounds. Needs the evaluation data (WIRECOPY_SHARED).
"""

from __future__ import annotations

import argparse
import logging
import platform
import statistics
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from quality.extraction import half, read_pages
from quality.measure import Json, f1

Way = Callable[[bytes, str | None], str]


def ours(data: bytes, url: str | None) -> str:
    """Guard, encoding, metadata and text."""
    from wirecopy.readers.html import read_page
    from wirecopy.settings import Reading

    page = read_page(data, Reading(), url=url)
    return "" if isinstance(page, str) else page.text


def alone(**options: bool) -> Way:
    """Trafilatura with these options."""

    def way(data: bytes, url: str | None) -> str:
        from trafilatura import bare_extraction

        found = bare_extraction(data.decode(), url=url, include_comments=False, **options)
        return str(found.text or "") if found else ""

    return way


WAYS: dict[str, Way] = {
    "wirecopy, with metadata": ours,
    "trafilatura fast, text alone": alone(fast=True),
    "trafilatura fast, with metadata": alone(fast=True, with_metadata=True),
    "trafilatura full, text alone": alone(),
    "trafilatura fast, precision": alone(fast=True, favor_precision=True),
    "trafilatura fast, recall": alone(fast=True, favor_recall=True),
}


def score(rows: list[Json], texts: list[str]) -> tuple[float, float, float]:
    """Precision, recall and F1 of the labelled pieces, pooled."""
    right = wrong = missed = 0
    for row, text in zip(rows, texts, strict=True):
        spaced = " ".join(text.split())
        kept = [" ".join(piece.split()) in spaced for piece in row["labels"]["keep"]]
        right, missed = right + sum(kept), missed + len(kept) - sum(kept)
        wrong += sum(" ".join(piece.split()) in spaced for piece in row["labels"]["drop"])
    return right / max(1, right + wrong), right / max(1, right + missed), f1(right, wrong, missed)


def timed(rows: list[Json], rounds: int) -> dict[str, float]:
    """Median seconds a page of every way."""
    pages = [(row["html"].encode(), row["url"]) for row in rows]
    spent: dict[str, list[float]] = {name: [] for name in WAYS}
    for _ in range(rounds):
        total = dict.fromkeys(WAYS, 0.0)
        for data, url in pages:
            for name, way in WAYS.items():
                began = time.process_time()
                way(data, url)
                total[name] += time.process_time() - began
        for name, seconds in total.items():
            spent[name].append(seconds / len(pages))
    return {name: statistics.median(seconds) for name, seconds in spent.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--pages", type=int, default=160, help="how many are timed; all are scored")
    call = parser.parse_args()
    logging.disable(logging.CRITICAL)
    rows = read_pages()
    if rows is None:
        sys.exit("the evaluation data is absent: set WIRECOPY_SHARED to the folder that has it")
    for way in WAYS.values():
        way(rows[0]["html"].encode(), rows[0]["url"])
    seconds = timed(rows[: call.pages], call.rounds)
    print("# Text and metadata of pages\n")
    print(f"{len(rows)} pages, trafilatura {version('trafilatura')}, Python {platform.python_version()}")
    print("Pieces pooled; sites split in halves by hash: rules of wirecopy were made on the first alone.\n")
    print("| way | precision | recall | F1 | F1 first half | F1 other half | pages/s of one core |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for name, way in WAYS.items():
        texts = [way(row["html"].encode(), row["url"]) for row in rows]
        halves = []
        for side in "ab":
            chosen = [(row, text) for row, text in zip(rows, texts, strict=True) if half(row) == side]
            halves.append(score([row for row, _ in chosen], [text for _, text in chosen])[2])
        figures = " | ".join(f"{value:.3f}" for value in (*score(rows, texts), *halves))
        print(f"| {name} | {figures} | {1 / seconds[name]:.1f} |")


if __name__ == "__main__":
    main()
