"""A process that adds batches to a store and says after each what was acknowledged; made to be killed.

    python -m tests.stores.writer URL BATCHES ROWS

Batch b holds ROWS articles, every fifth a revision of one of the batch before, and places them. Starting over
adds what is missing.
"""

from __future__ import annotations

import sys

from tests.stores.rows import arriving, invented
from wirecopy.model import Arriving, CopyRow, SignatureRow, StoryEvent
from wirecopy.stores import open_store


def batch(number: int, rows: int) -> list[Arriving]:
    return [one(number, k) for k in range(rows)]


def one(number: int, k: int) -> Arriving:
    if k % 5 == 0 and number:
        return arriving(f"r{number - 1}-{k + 1}", invented(number * 10_000 + k), title=f"Revised {number}")
    return arriving(f"r{number}-{k}", invented(number * 10_000 + k), title=f"Title {number}", language="en")


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(url: str, batches: int, rows: int) -> None:
    with open_store(url, wait=30) as store:
        say("open")
        copies, stories = store.run("copies", "1", {}).number, store.run("stories", "1", {}).number
        for number in range(batches):
            with store.writing():
                kept = store.put_articles(batch(number, rows))
                due = store.undone("copies", copies, rows)
                store.put_copies(copies, [CopyRow(n, n, "own", None, 0, 0) for n in due])
                store.put_signatures(stories, [SignatureRow(n, n, n, n, b"x" * 300) for n in due])
                store.refresh_stories(stories, due, {n: f"s{n}" for n in due})
                store.put_story_events([StoryEvent(1.0, "formed", n) for n in due])
            say(f"added {number} {' '.join(str(row.number) for row in kept)} .")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
