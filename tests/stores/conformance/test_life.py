"""Opening, writing, closing: who may, what is kept, what a person is told."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.stores.rows import arriving, some
from tests.stores.server import Server
from wirecopy.errors import CallError, LockedError, StoreError
from wirecopy.model import Filter
from wirecopy.stores import Store, open_store

ROOT = Path(__file__).parents[3]


def holding(url: str, seconds: float) -> subprocess.Popen[str]:
    """Another process that writes a store."""
    code = (
        "import sys, time\nfrom wirecopy.stores import open_store\n"
        "with open_store(sys.argv[1]):\n    print('open', flush=True)\n    time.sleep(float(sys.argv[2]))\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, url, str(seconds)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    return process


def test_a_second_writer_is_told_who_is_writing(url: str) -> None:
    with holding(url, 60) as process:
        with pytest.raises(LockedError, match=rf"locked: process {process.pid} is writing this store"):
            open_store(url)
        begun = time.monotonic()
        with pytest.raises(LockedError):
            open_store(url, wait=0.3)
        assert time.monotonic() - begun >= 0.3
        process.kill()
    with open_store(url, wait=10):
        pass  # the lock goes with the process


def test_a_second_writer_waits(url: str) -> None:
    with holding(url, 0.5), open_store(url, wait=30) as store:
        store.put_articles(some(1))


def test_a_reader_is_never_kept_waiting_and_sees_whole_transactions(url: str) -> None:
    with open_store(url) as writer:
        writer.put_articles(some(1))
        with open_store(url, read_only=True) as reader:
            assert reader.key == writer.key
            with writer.writing():
                writer.put_articles(some(3))
                assert reader.counts()["articles"] == 1
                assert [hit.number for hit in reader.search("title", Filter(), 9)] == [1]
                assert reader.articles([1]) == writer.articles([1])
            assert reader.counts()["articles"] == 3
            reader.check()
            with pytest.raises(StoreError, match=r"read-only.*open the store for writing"):
                reader.put_articles(some(1))


def test_a_reader_during_writes_finds_every_transaction_whole(url: str) -> None:
    """Ten articles a transaction: no reader ever counts another number, and all it counts can be read."""
    open_store(url).close()
    seen: list[int] = []
    failed: list[Exception] = []
    done = threading.Event()

    def read() -> None:
        try:
            with open_store(url, read_only=True) as reader:
                while not done.is_set():
                    seen.append(reader.counts()["articles"])
                    reader.articles(range(1, seen[-1] + 1))
        except (StoreError, AssertionError) as error:
            failed.append(error)

    thread = threading.Thread(target=read)
    with open_store(url) as writer:
        thread.start()
        for k in range(30):
            with writer.writing():
                writer.put_articles(some(5, 10 * k))
                writer.put_articles(some(5, 10 * k + 5))
        done.set()
        thread.join(30)
    assert not failed, failed
    assert seen == sorted(seen)
    assert {count % 10 for count in seen} == {0}


def test_what_fails_is_not_kept(store: Store) -> None:
    with suppress(ZeroDivisionError), store.writing():
        store.put_articles(some(2))
        raise ZeroDivisionError
    assert store.counts()["articles"] == 0
    assert store.search("title", Filter(), 9) == []
    assert [one.number for one in store.put_articles(some(1))] == [1]


def test_a_part_that_fails_takes_the_whole_with_it(store: Store) -> None:
    def write() -> None:
        with store.writing():
            store.put_articles(some(2))
            with suppress(ZeroDivisionError), store.writing():
                store.put_articles(some(3))
                raise ZeroDivisionError

    with pytest.raises(StoreError, match="part of the transaction failed, so nothing of it is kept"):
        write()
    assert store.counts()["articles"] == 0
    store.put_articles(some(1))
    assert store.counts()["articles"] == 1


def test_what_was_written_is_there_when_opened_again(url: str) -> None:
    with open_store(url) as store:
        key = store.key
        store.put_articles(some(2))
    with open_store(url, create=False) as store:
        assert (store.key, store.counts()["articles"]) == (key, 2)


def test_closing_twice_does_no_harm_and_then_nothing_works(url: str) -> None:
    store = open_store(url)
    store.close()
    store.close()
    with pytest.raises(StoreError, match=r"closed.*open it again"):
        store.counts()
    with pytest.raises(StoreError, match="closed"):
        store.put_articles(some(1))


def test_there_is_nothing_to_read_where_nothing_is(nowhere: str) -> None:
    for options in ({"read_only": True}, {"create": False}):
        with pytest.raises(StoreError, match=r"no store here.*wirecopy add makes one"):
            open_store(nowhere, **options)
    open_store(nowhere).close()
    with open_store(nowhere, read_only=True) as store:
        assert set(store.counts().values()) == {0}


def test_two_stores_have_two_keys(nowhere: str, tmp_path: Path) -> None:
    with open_store(nowhere) as one, open_store(tmp_path / "other.db") as other:
        assert one.key != other.key


def test_check_names_what_is_wrong(url: str) -> None:
    with open_store(url) as store:
        store.put_articles([arriving("a", "One."), arriving("b", "Two.")])
        store.check()
        store._db.run("UPDATE articles SET is_current = 0 WHERE number = 2")
        with pytest.raises(
            StoreError, match=r"words and the current articles differ: 2.*one current revision: b"
        ):
            store.check()
        store._db.run("UPDATE articles SET is_current = 1 WHERE number = 2")
        store._db.run("INSERT INTO places (number, story) VALUES (1, 2)")
        with pytest.raises(StoreError, match="articles in a story that has no row: 1"):
            store.check()


def test_a_url_of_another_kind_is_told(tmp_path: Path) -> None:
    with pytest.raises(CallError, match="no store is kept at mysql://"):
        open_store("mysql://somewhere/else")
    with open_store(f"sqlite:///{tmp_path / 'there.db'}") as store:
        assert store.path == tmp_path / "there.db"


def test_the_tests_have_a_server(server: Server) -> None:
    """The suite does not pass by leaving PostgreSQL out where it can be had."""
    assert server.run("SELECT 1") == [(1,)]
    assert os.path.exists(server.folder)  # noqa: PTH110 - the folder is the server's
