"""The front door for Python: the same rooms as the command line, as dataclasses."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import wirecopy
from tests.cli.conftest import Run
from wirecopy.cli.progress import ProgressBar


def test_read_gives_what_the_command_prints(run: Run, articles: Path) -> None:
    report = wirecopy.read(articles)
    assert isinstance(report, wirecopy.Report)
    from wirecopy.exports.json import to_dict

    assert to_dict(report) == json.loads(run("read", articles, "--json").stdout)


def test_one_path_or_many_as_text_or_path(articles: Path) -> None:
    alone = wirecopy.read(str(articles))
    many = wirecopy.read([articles / "a.txt", str(articles / "b.txt"), articles / "c.txt"])
    assert alone == many


def test_rejections_and_notes_are_told(articles: Path) -> None:
    (articles / "d.txt").write_bytes("Café “open”, the owner said.".encode("cp1252"))
    (articles / "e.txt").write_bytes(b"")
    told: list[object] = []
    report = wirecopy.read(articles, tell=told.append)
    assert [type(item).__name__ for item in told] == ["Note", "Rejected"]
    assert list(report.rejected) == told[1:]


def test_extract_streams(articles: Path) -> None:
    rows = wirecopy.extract(articles)
    assert next(rows)["id"] == "a"
    assert [row["id"] for row in rows] == ["b", "c"]


def test_compare_takes_articles_and_paths(articles: Path) -> None:
    article = wirecopy.Article(id="a", path="", text=(articles / "a.txt").read_text())
    assert wirecopy.compare(article, articles / "b.txt") == wirecopy.compare(
        articles / "a.txt", articles / "b.txt"
    )


def test_progress_is_told(articles: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    wirecopy.read(articles, progress=lambda *row: seen.append(row))
    assert seen
    assert all(0 <= done <= total for _, done, total in seen)


def test_a_wrong_call_raises(articles: Path) -> None:
    with pytest.raises(wirecopy.CallError):
        wirecopy.read(articles / "none")
    with pytest.raises(AttributeError, match="no attribute 'reed'"):
        wirecopy.reed  # noqa: B018


def test_every_public_name_is_there() -> None:
    for name in wirecopy.__all__:
        assert getattr(wirecopy, name) is not None
    assert set(wirecopy.__all__) == set(dir(wirecopy))


def test_importing_is_cheap() -> None:
    code = "import wirecopy, sys; print(*(m for m in sys.modules if m.startswith('wirecopy')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["wirecopy.version", "wirecopy"]


def test_progress_draws_nothing_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with ProgressBar() as bar:
        bar("stories", 1, 2)
    assert capsys.readouterr() == ("", "")


def test_progress_waits_for_a_long_run(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 0.5, 1.5, 1.6])
    monkeypatch.setattr("wirecopy.cli.progress.time.monotonic", lambda: next(clock))
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    drawn: list[tuple[object, int, int]] = []

    class Bar:
        def add_task(self, stage: str, *, total: int) -> str:
            drawn.append((stage, 0, total))
            return stage

        def update(self, task: str, *, completed: int, total: int) -> None:
            drawn.append((task, completed, total))

        def stop(self) -> None:
            drawn.append(("stop", 0, 0))

    monkeypatch.setattr("wirecopy.cli.progress._start", Bar)
    with ProgressBar() as bar:
        for done in (1, 2, 3):
            bar("stories", done, 9)
    assert drawn == [("stories", 0, 9), ("stories", 2, 9), ("stories", 3, 9), ("stop", 0, 0)]
