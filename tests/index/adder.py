"""A process that adds batches to an index and says after each what was acknowledged; made to be killed.

    python -m tests.index.adder FOLDER BATCHES ROWS

Batch b holds the rows r<b>-<k>, every third an edited copy of a row of the batch before. Starting over adds
what is missing.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.index.plainengine import PlainEngine, corpus_of, edited, invented
from wirecopy.index import CopyIndex


def batch(number: int, rows: int) -> list[tuple[str, str]]:
    return [(f"r{number}-{k}", text_of(number, k)) for k in range(rows)]


def text_of(number: int, k: int) -> str:
    if k % 3 == 0 and number:
        return edited(invented((number - 1) * 10_000 + k + 1), number, 0.05)
    return invented(number * 10_000 + k)


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(folder: Path, batches: int, rows: int) -> None:
    with CopyIndex.open(folder, engine=PlainEngine()) as index:
        say(f"open {len(index)}")
        for number in range(batches):
            arrived = batch(number, rows)
            index.add(corpus_of([text for _, text in arrived]), [name for name, _ in arrived])
            say(f"added {number} {len(index)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
