"""Killed at any moment: the store opens sound, with all that was acknowledged, once, and nothing by halves.

`WIRECOPY_KILLS=50` sets how many random kills are tried; ten by default.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.stores.writer import batch
from wirecopy.model import Filter
from wirecopy.stores import Store, open_store

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("WIRECOPY_KILLS", "10"))
BATCHES, ROWS = 4 * KILLS, 20
WANTED = [(one.article.id, one.article.text) for k in range(BATCHES) for one in batch(k, ROWS)]


def start(url: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.stores.writer", url, str(BATCHES), str(ROWS)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def there(store: Store) -> list[tuple[str, str]]:
    """What is in a store, after it was looked through."""
    store.check()
    counts = store.counts()
    found = store.articles(range(1, counts["articles"] + 1))
    assert counts["families"] == len(found), "a batch is placed in its own transaction"
    current = {row.number for row in found if row.current}
    assert {hit.number for hit in store.search("title", Filter(), 10**6)} | {
        hit.number for hit in store.search("revised", Filter(), 10**6)
    } == current, "and its words with it"
    return [(row.article.id, row.article.text) for row in found]


def test_killed_at_any_moment_it_loses_and_doubles_nothing(url: str) -> None:
    chance = random.Random(11)
    acknowledged: dict[int, str] = {}
    killed = 0
    for attempt in range(KILLS):
        with start(url) as process:
            assert process.stdout is not None
            process.stdout.readline()  # it is open: from here on it writes
            time.sleep(chance.uniform(0, 0.3))
            process.send_signal(signal.SIGKILL)
            lines = process.stdout.read().split("\n")
            killed += process.wait() == -signal.SIGKILL
        for line in lines:
            if line.startswith("added") and line.endswith("."):
                number = int(line.split()[1])
                said = " ".join(line.split()[2:-1])
                assert acknowledged.setdefault(number, said) == said, "what was told of a batch is told again"
        with open_store(url, wait=30) as store:
            found = there(store)
        assert found == WANTED[: len(found)], f"kill {attempt}: not what was sent, in order, once"
        assert len(found) >= len(acknowledged) * ROWS, (
            f"kill {attempt}: {len(found)} of {len(acknowledged)} batches"
        )
    assert killed, "no process lived long enough to be killed"
    with start(url) as process:
        process.communicate()
    with open_store(url, wait=30) as store:
        assert there(store) == WANTED, "what was cut short is resumed by running it again"
