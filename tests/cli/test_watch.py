"""`wirecopy watch` at the terminal: a line an article, silence when nothing happens, clear words else."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.feedserver import FeedServer, Reply, Said, feed_reply, html_reply, page, rss
from tests.watch.texts import report
from wirecopy.build import Archive
from wirecopy.cli import watch as command_module
from wirecopy.cli import watchlog
from wirecopy.model import Reports
from wirecopy.settings import Settings
from wirecopy.watch import Summary
from wirecopy.watch.changes import Change
from wirecopy.watch.events import Arrival, ClaimSeen, CopyOf, Fetched, Note, Polled, Pulse, Trouble
from wirecopy.watch.metrics import Metrics


@pytest.fixture(autouse=True)
def no_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests' own host need not be spared."""
    usual = command_module.settings_of

    def settings_of(*asked: Any) -> Settings:
        settings = usual(*asked)
        return replace(settings, watching=replace(settings.watching, host_delay=0))

    monkeypatch.setattr(command_module, "settings_of", settings_of)


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with FeedServer() as serving:
        said = []
        for number in (1, 2):
            title, text = report(number)
            serving.put(f"/{number}", html_reply(page(title, text)))
            said.append(Said(f"{serving.url}/{number}", title, published=1.79e9 + number))
        serving.put("/feed", feed_reply(rss(said), etag='"1"'))
        yield serving


def test_a_line_for_each_article_and_silence_when_nothing_came(
    run: Run, server: FeedServer, tmp_path: Path
) -> None:
    store = tmp_path / "store.db"
    done = run("watch", f"{server.url}/feed", "--store", store, "--once", "--interval", 1)
    assert (done.exit_code, done.stderr) == (0, "")
    lines = [line.split(" | ") for line in done.stdout.rstrip().split("\n")]
    assert [line[1:3] for line in lines] == [["Ostrand Courier", report(n)[0]] for n in (1, 2)]
    assert lines[0][3] == "new story"
    assert all(line[4].startswith("story s-") for line in lines)
    again = run("watch", "--store", store, "--once")
    assert (again.exit_code, again.output) == (0, "")


def test_json(run: Run, server: FeedServer, tmp_path: Path) -> None:
    done = run("watch", f"{server.url}/feed", "--store", tmp_path / "store.db", "--once", "--json")
    rows = [json.loads(line) for line in done.stdout.rstrip().split("\n")]
    assert [row["title"] for row in rows] == [report(1)[0], report(2)[0]]
    assert list(rows[0]) == [
        "at", "id", "revision", "outlet", "title", "url", "published", "feed", "relation", "copy_of", "share",
        "story", "new_story", "claims", "changes", "seconds",
    ]  # fmt: skip


def test_what_fails_is_told_and_counts_only_when_asked(run: Run, server: FeedServer, tmp_path: Path) -> None:
    server.put("/2", Reply(410))
    bad = server.put("/bad", html_reply(b"<html><p>No feed</p></html>"))
    words = ["watch", f"{server.url}/feed", bad, "--once", "--store"]
    done = run(*words, tmp_path / "a.db")
    assert done.exit_code == 0
    assert done.stderr.rstrip().split("\n") == [
        f"wirecopy: feed - {bad} - an HTML page, not a feed: look in it for the address of its feed"
        " - check the address of the feed",
        f"wirecopy: page - {server.url}/2 - it is gone for good (410) - given up",
    ]
    assert run(*words, tmp_path / "b.db", "--strict").exit_code == 3
    assert run("watch", bad, "--once", "--store", tmp_path / "c.db").exit_code == 1


def test_wrong_calls(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = run("watch", "--store", tmp_path / "store.db")
    assert (missing.exit_code, "no store" in missing.stderr) == (4, True)
    word = run("watch", "courier.example", "--store", tmp_path / "store.db")
    assert (word.exit_code, "for a feed write https://courier.example" in word.stderr) == (2, True)
    contact = run("watch", "https://courier.example/", "--contact", "a\nb", "--store", tmp_path / "store.db")
    assert (contact.exit_code, "one line of plain ASCII" in contact.stderr) == (2, True)
    monkeypatch.setitem(sys.modules, "prometheus_client", None)
    extra = run("watch", "https://courier.example/", "--metrics", 0, "--store", tmp_path / "store.db")
    assert (extra.exit_code, "pip install 'wirecopy[metrics]'" in extra.stderr) == (2, True)
    assert not (tmp_path / "store.db").exists()


def test_a_store_that_is_being_written(run: Run, server: FeedServer, tmp_path: Path) -> None:
    with Archive.open(tmp_path / "store.db"):
        done = run("watch", f"{server.url}/feed", "--once", "--store", tmp_path / "store.db")
    assert (done.exit_code, "locked" in done.stderr) == (4, True)


def test_told_to_stop_it_stops(server: FeedServer, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "wirecopy",
        "watch",
        f"{server.url}/feed",
        "--store",
        tmp_path / "store.db",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()  # an article came
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
    assert process.returncode == 0
    assert said.startswith("wirecopy: stopped: 1 feed asked, ")
    with Archive.open(tmp_path / "store.db") as archive:
        archive.check()


ARRIVAL = Arrival(
    at=1.8e9, id="courier.example-1", revision=1, outlet="Ostrand Courier", title="Pier\nreopens", url=None,
    published=None, feed="https://courier.example/feed", relation="trimmed", story="s-1",
)  # fmt: skip


def test_lines_for_people() -> None:
    copy = replace(
        ARRIVAL,
        copy_of=CopyOf(
            "x", "Vell Post", "The pier of Vell and its many planks, which were torn away in the storm"
        ),
        share=0.923,
        claims=(
            ClaimSeen("a", 3, Reports(1, 1, 1)),
            ClaimSeen("b", 2, Reports(2, 1, 2)),
        ),
    )
    assert watchlog.line(copy, short=False).partition(" | ")[2] == (
        "Ostrand Courier | Pier reopens | "
        "copy of 'The pier of Vell and its many planks, which were torn away…', Vell Post"
        " (trimmed, 92%) | story s-1 | 2 shared claims, 1 on one report"
    )
    changes = (Change("forty", "fifty"), Change("", "More follows."), Change("Nobody was hurt.", ""))
    assert watchlog.what_it_is(replace(ARRIVAL, revision=2, changes=changes)) == (
        "revision 2: 'forty' is now 'fifty'; added 'More follows.'; 1 more change"
    )
    assert watchlog.what_it_is(replace(ARRIVAL, revision=3)) == "revision 3: no word changed"
    assert watchlog.what_it_is(ARRIVAL) == "own text"
    hostile = replace(ARRIVAL, outlet="\x1b[2J", title=None)
    assert watchlog.line(hostile, short=True).split(" | ")[1:3] == ["\\x1b[2J", "courier.example-1"]
    trouble = Trouble("feed", "https://courier.example/feed", "the host answered 500", "wait", failures=3)
    assert watchlog.trouble_line(trouble).endswith(" - the host answered 500 - wait - 3 times in a row")
    assert (
        watchlog.pulse_line(Pulse(3, 1, 1, 0)) == "watching 3 feeds (1 in trouble), 1 page waits, 0 under way"
    )
    assert watchlog.summary_line(Summary(2, 1, 5, 1, 3, 1, 4)) == (
        "stopped: 3 feeds asked (1 in vain), 5 articles came, 1 revised, 1 page given up, "
        "4 pages wait for the next run"
    )


def test_the_last_line_of_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with watchlog.WatchLog(as_json=False, once=True) as log:
        log(Pulse(1, 0, 2, 1))
        log(Pulse(1, 0, 1, 1))  # too soon to draw again
        log(ARRIVAL)
        log(Note("there", "something"))
        log(Note("there", "something"))
        log.end(Summary())
    said = capsys.readouterr()
    assert said.err.split("\r\x1b[2K") == [
        "",
        "watching 1 feed, 2 pages wait, 1 under way, 0 articles came",
        "wirecopy: note - there - something\nwirecopy: stopped: 0 feeds asked, 0 articles came, 0 revised\n",
    ]
    assert said.out.endswith("| own text | story s-1\n")


def test_metrics() -> None:
    with Metrics(0) as metrics:
        for event in (
            Polled("feed", 200, 1_000, 9, 2, 1, 0.0),
            Polled("feed", 304, 0, 0, 0, 0, 0.0),
            Fetched("page", 500),
            replace(ARRIVAL, seconds=0.03),
            replace(ARRIVAL, revision=2),
            Trouble("feed", "feed", "no", status=500),
            Trouble("page", "page", "no"),
            Trouble("page", "page", "no", given_up=True),
            Pulse(4, 1, 7, 2),
            Note("there", "something"),
        ):
            metrics(event)
        with urllib.request.urlopen(f"http://127.0.0.1:{metrics.port}/metrics", timeout=10) as answer:
            lines = answer.read().decode().split("\n")
    for line in (
        'wirecopy_polls_total{status="200"} 1.0', 'wirecopy_polls_total{status="304"} 1.0',
        'wirecopy_poll_failures_total{status="500"} 1.0',
        'wirecopy_received_bytes_total{what="feeds"} 1000.0',
        'wirecopy_received_bytes_total{what="pages"} 500.0', 'wirecopy_entries_total{state="new"} 2.0',
        'wirecopy_articles_total{state="new"} 1.0', 'wirecopy_articles_total{state="revised"} 1.0',
        'wirecopy_page_failures_total{then="given up"} 1.0',
        'wirecopy_page_failures_total{then="tried again"} 1.0',
        'wirecopy_placement_seconds_bucket{le="0.05"} 2.0', "wirecopy_placement_seconds_count 2.0",
        "wirecopy_feeds 4.0", "wirecopy_feeds_in_backoff 1.0", "wirecopy_pages_waiting 7.0",
    ):  # fmt: skip
        assert line in lines


def test_a_port_that_is_taken(run: Run, tmp_path: Path) -> None:
    with Metrics(0) as metrics:
        done = run(
            "watch", "https://courier.example/", "--metrics", metrics.port, "--store", tmp_path / "store.db"
        )
    assert (done.exit_code, f"no metrics on port {metrics.port}" in done.stderr) == (2, True)
