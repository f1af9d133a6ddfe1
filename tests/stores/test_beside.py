"""Corrections and reports are kept beside a process that writes: none lost, none twice, and nothing else."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.stores.conformance.test_stories import place
from tests.stores.rows import arriving, some
from tests.stores.writer import batch
from wirecopy.errors import StoreError
from wirecopy.model import Correction, Feed, LedgerRow, Reports, StoryEvent
from wirecopy.stores import Store, migrations, open_store, opening
from wirecopy.stores.schema import VERSION

ROOT = Path(__file__).parents[2]
TIMES = 40
ONE = Correction(0, "credit", "a1", {"agency": None}, "Ada", 1.0)


def test_two_processes_beside_a_writer_lose_and_double_nothing(store: Store) -> None:
    store.put_articles(some(3))
    place(store, {1: 1})
    url = store.url if store.path is None else str(store.path)
    names = ("Ada", "Bo")
    command = [sys.executable, "-m", "tests.stores.besider", url]
    beside = [
        subprocess.Popen([*command, name, str(TIMES)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for name in names
    ]
    written = 0
    while any(process.poll() is None for process in beside):
        with store.writing():  # the writer goes on meanwhile, corrections of its own among the rest
            store.put_articles(batch(written, 5))
            store.put_correction(replace(ONE, author="the writer"))
        written += 1
    said = [process.communicate()[0].split("\n") for process in beside]
    assert [process.returncode for process in beside] == [0, 0]
    kept = store.corrections()
    assert [one.number for one in kept] == list(range(1, len(kept) + 1))
    assert len(kept) == written + len(names) * TIMES, "each once"
    for name, lines in zip(names, said, strict=True):
        numbers = [int(line.split()[1]) for line in lines if line.startswith("kept")]
        assert numbers == [one.number for one in kept if one.author == name], "under the number it was told"
        assert [one.target for one in kept if one.author == name] == [f"a{k}" for k in range(TIMES)]
    ledger = store.ledger(1)
    assert ledger is not None
    assert ledger.basis in {f"{name} {TIMES - 1}" for name in names}
    assert len({run.number for run in store.runs()}) == len(store.runs())


def beside(store: Store) -> Store:
    return open_store(store.url if store.path is None else store.path, beside=True)


def test_the_writer_sees_what_was_kept_beside_it(store: Store) -> None:
    with beside(store) as other:
        assert (other.beside, other.read_only, store.beside) == (True, False, False)
        number = other.put_correction(ONE)
        assert store.corrections()[-1].number == number
        assert store.put_correction(ONE) == number + 1
        assert [one.number for one in other.corrections(after=number)] == [number + 1]
        assert other.run("ledger", "1", {}) == store.run("ledger", "1", {})


def test_nothing_else_is_written_beside(store: Store) -> None:
    store.put_articles(some(2))
    run = place(store, {1: 1})
    with beside(store) as other:
        for write in (
            lambda: other.put_articles([arriving("z", "More.")]),
            lambda: other.move([(1, None)]),
            lambda: other.hold({1: 1}),
            lambda: other.refresh_stories(run, [1], {}),
            lambda: other.put_story_events([StoryEvent(1.0, "formed", 1)]),
            lambda: other.put_feeds([Feed("https://post.example/feed")]),
            lambda: other.join_families([(1, 2)]),
        ):
            with pytest.raises(StoreError, match="opened beside a process that writes"):
                write()
        other.put_ledger(LedgerRow(1, run, "x", 1.0, Reports(1, 1, 1), b"x"))
    assert store.counts()["articles"] == 2


def test_beside_makes_no_store_and_brings_none_up(nowhere: str) -> None:
    with pytest.raises(StoreError, match="no store here"):
        open_store(nowhere, beside=True)
    there = opening._connect(nowhere, read_only=False, create=True, wait=0)
    migrations.bring_up(there, read_only=False, version=VERSION - 1)
    there.close()
    with pytest.raises(StoreError, match="older wirecopy"):
        open_store(nowhere, beside=True)
