"""`wirecopy add` killed at any moment: the store is sound, nothing acknowledged is lost, nothing is doubled.

`WIRECOPY_KILLS=50` sets how many random kills are tried; a handful by default. What counts as acknowledged is
what another process could read before the kill.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.build.test_adding import some, written
from wirecopy.build import Archive
from wirecopy.errors import StoreError

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("WIRECOPY_KILLS", "3"))
ARTICLES = 32
_SMALL_BATCHES = (
    "import sys; from wirecopy.build import adding; adding._BATCH_ROWS = 2; "
    "from wirecopy.cli import main; sys.argv = ['wirecopy', *sys.argv[1:]]; main()"
)


def start(news: Path, store: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", _SMALL_BATCHES, "add", str(news), "--store", str(store)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def stored(store: Path) -> list[str]:
    """The ids a reader sees, in order of arrival."""
    if not store.exists():
        return []
    try:
        with Archive.open(store, read_only=True) as archive:
            numbers = archive.store.undone("copies", 0, 1_000)
            return [row.article.id for row in archive.store.articles(numbers)]
    except StoreError:  # killed while the store was being made
        return []


def test_killed_at_any_moment_it_goes_on_where_it_was(tmp_path: Path) -> None:
    chance = random.Random(11)
    news, store = written(tmp_path / "news.jsonl", some(ARTICLES)), tmp_path / "news.store"
    wanted = [row.id for row in some(ARTICLES)]
    acknowledged, killed = 0, 0
    for attempt in range(KILLS):
        with start(news, store) as process:
            until = time.monotonic() + 60
            while process.poll() is None and len(stored(store)) <= acknowledged and time.monotonic() < until:
                time.sleep(0.01)
            time.sleep(chance.uniform(0, 0.15))
            acknowledged = max(acknowledged, len(stored(store)))
            process.send_signal(signal.SIGKILL)
            killed += process.wait() == -signal.SIGKILL
        there = stored(store)
        assert there == wanted[: len(there)], f"kill {attempt}: not the articles of the file, in order, once"
        assert len(there) >= acknowledged, f"kill {attempt}: {len(there)} there, {acknowledged} acknowledged"
        if there:
            with Archive.open(store) as archive:
                archive.check()
                archive.settle()
        if acknowledged == ARTICLES:
            store.rename(tmp_path / f"full-{attempt}.store")
            acknowledged = 0
    assert killed, "no process lived long enough to be killed"
    assert start(news, store).communicate() is not None
    _check_like_a_straight_run(tmp_path, news, store)


def _check_like_a_straight_run(tmp_path: Path, news: Path, store: Path) -> None:
    straight = tmp_path / "straight.store"
    with start(news, straight) as process:
        process.communicate()
    with Archive.open(store) as one, Archive.open(straight) as other:
        assert one.settle() == 0
        numbers = one.store.undone("copies", 0, 1_000)
        assert one.store.copies(numbers) == other.store.copies(numbers), "families as without any kill"
        assert one.store.counts()["articles"] == other.store.counts()["articles"] == ARTICLES
        one.check()


@pytest.mark.skipif(sys.platform == "win32", reason="no file size limits on Windows")
def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    news, store = written(tmp_path / "news.jsonl", some(ARTICLES)), tmp_path / "news.store"
    limited = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000)); " + _SMALL_BATCHES
    )
    command = [sys.executable, "-c", limited, "add", str(news), "--store", str(store)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 4, run.stderr
    assert "full" in run.stderr or "space" in run.stderr, run.stderr
    there = stored(store)
    with start(news, store) as process:
        process.communicate()
    assert stored(store)[: len(there)] == there
    assert len(stored(store)) == ARTICLES


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_rights_is_told(tmp_path: Path) -> None:
    news = written(tmp_path / "news.jsonl", some(2))
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o555)
    command = [sys.executable, "-m", "wirecopy", "add", str(news), "--store", str(folder / "news.store")]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 4
    assert "closed" in run.stderr


def test_a_second_add_is_told_who_writes(tmp_path: Path) -> None:
    news, store = written(tmp_path / "news.jsonl", some(2)), tmp_path / "news.store"
    command = [sys.executable, "-m", "wirecopy", "add", str(news), "--store", str(store)]
    with Archive.open(store):
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert run.returncode == 4
        assert str(os.getpid()) in run.stderr
    run = subprocess.run([*command, "--wait", "5"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
