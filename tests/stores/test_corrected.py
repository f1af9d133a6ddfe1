"""Corrections in an archive on either database: beside a writer, and through any number of kills.

`WIRECOPY_KILLS=50` sets how many random kills are tried; a handful by default.
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

from tests.build.sayings import NOW, arrive, computed, groups, merge, say, split, stories, story_of, withdraw
from tests.newsroom import article
from wirecopy.build import Archive
from wirecopy.errors import StoreError
from wirecopy.model import Arriving, Correction

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("WIRECOPY_KILLS", "2"))


def opened(url: str, folder: Path, *, beside: bool = False) -> Archive:
    return Archive.open(url, copies=folder / "copies", beside=beside)


def test_it_is_honoured_and_taken_back(url: str, tmp_path: Path) -> None:
    with opened(url, tmp_path) as archive:
        arrive(archive, article(0), article(0, 1), article(0, 3), article(1))
        before = stories(archive)
        first, second = merge(archive, "e1-0", "e0-0"), split(archive, "e0-3")
        arrive(archive, article(1, 1), article(0, 7))
        assert groups(archive) == {("e0-0", "e0-1", "e1-0", "e1-1"), ("e0-3", "e0-7")}
        archive.check()
        withdraw(archive, second)
        withdraw(archive, first)
        assert stories(archive).keys() == before.keys()
        assert groups(archive) == computed(archive)
        archive.check()


def test_what_is_said_beside_a_writer_is_honoured_with_its_next_articles(url: str, tmp_path: Path) -> None:
    with opened(url, tmp_path) as archive, opened(url, tmp_path, beside=True) as beside:
        arrive(archive, article(0), article(1))
        stays, joins = story_of(archive, "e1-0"), story_of(archive, "e0-0")
        kept = beside.correct(Correction(0, "merge", stays, {"with": joins}, "Ada Reed", NOW))
        with pytest.raises(StoreError, match="opened beside"):
            beside.settle()
        assert len(groups(archive)) == 2
        arrive(archive, article(0, 1))
        assert groups(archive) == groups(beside) == {("e0-0", "e0-1", "e1-0")}
        _, told = beside.story(stays)
        assert [row.number for row in told.corrections] == [kept.number]
        row = archive.store.story(stays)
        assert row is not None
        assert archive.kept(row) == told, "the report that was made beside is there for all"
        beside.correct(Correction(0, "credit", "e0-1", {"agency": "Eastwire"}, "Bo Lind", NOW))
        assert archive.kept(row) is None, "and out of date with the next word"
        _, told = archive.story(stays)
        assert {version.id: version.credits[0].agency for version in told.versions}["e0-1"] == "Eastwire"


def test_killed_at_any_moment_stories_are_as_people_said(url: str, tmp_path: Path) -> None:
    chance = random.Random(5)
    late = [article(event, version) for version in (1, 2, 5, 3) for event in range(4)]
    folder = tmp_path / "copies"
    with opened(url, tmp_path) as archive:
        arrive(archive, *(article(event) for event in range(4)), article(0, 7), article(1, 7))
        beside = [
            Correction(
                0, "merge", story_of(archive, "e0-0"), {"with": story_of(archive, "e1-0")}, "Ada", NOW
            ),
            Correction(0, "split", story_of(archive, "e1-0"), {"articles": ["e1-7"]}, "Ada", NOW),
            Correction(
                0, "merge", story_of(archive, "e2-0"), {"with": story_of(archive, "e3-0")}, "Ada", NOW
            ),
        ]
        for correction in beside:
            archive.correct(correction)
        archive.keep([Arriving(row, NOW, "test") for row in late])
    killed = 0
    for _ in range(KILLS):
        with subprocess.Popen(
            [sys.executable, "-m", "tests.build.settler", url, str(folder)], cwd=ROOT, stdout=subprocess.PIPE
        ) as process:
            _wait_for_work(url, process)
            time.sleep(chance.uniform(0, 0.1))
            process.send_signal(signal.SIGKILL)
            killed += process.wait() == -signal.SIGKILL
        with Archive.open(url, read_only=True) as archive:
            archive.store.check()
    assert killed, "no process lived long enough to be killed"
    with opened(url, tmp_path) as archive:
        archive.settle()
        assert archive.settle() == 0
        archive.check()
        found, laid_under = groups(archive), computed(archive)
    wanted = {
        tuple(sorted(f"e{event}-{version}" for event in pair for version in versions))
        for pair, versions in (((2, 3), (0, 1, 2, 3, 5)),)
    }
    assert wanted <= found
    assert ("e1-3", "e1-7") in found, "the report of its own that was split off, with its copy"
    assert len(found) == 3
    assert len(laid_under) == 4


def _wait_for_work(url: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until the process has begun to place articles, or ended."""
    until = time.monotonic() + 30
    with Archive.open(url, read_only=True) as archive:
        run = max(run.number for run in archive.store.runs() if run.stage == "copies")
        before = archive.store.done("copies", run)
        while process.poll() is None and time.monotonic() < until:
            if archive.store.done("copies", run) > before:
                return
            time.sleep(0.005)


def test_a_word_on_an_article_that_came_later_is_no_word_on_others(url: str, tmp_path: Path) -> None:
    """A split says nothing of stories that hold one side of it only."""
    with opened(url, tmp_path) as archive:
        arrive(archive, article(0), article(0, 3), article(1))
        merge(archive, "e0-0", "e1-0")
        split(archive, "e1-0")
        assert groups(archive) == {("e0-0", "e0-3"), ("e1-0",)}
        arrive(archive, article(1, 3), article(2))
        assert groups(archive) == {("e0-0", "e0-3"), ("e1-0", "e1-3"), ("e2-0",)}
        say(archive, "merge", story_of(archive, "e2-0"), **{"with": story_of(archive, "e1-3")})
        assert groups(archive) == {("e0-0", "e0-3"), ("e1-0", "e1-3", "e2-0")}
