"""The command as a process: start-up, pipes, `check`, and what it prints without a terminal."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import Run
from wirecopy.version import __version__


def process(*words: object, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "wirecopy", *map(str, words)],
        capture_output=True, check=False, timeout=60, env={**os.environ, **(env or {})},
    )  # fmt: skip


def test_version() -> None:
    done = process("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"wirecopy {__version__}\n".encode(), b"")


def test_help_names_every_verb(run: Run) -> None:
    text = run("--help").stdout
    assert [verb for verb in ("read", "extract", "compare", "check") if f"\n  {verb} " not in text] == []
    for verb in ("read", "extract", "compare", "check"):
        assert run(verb, "--help").exit_code == 0


def test_an_unknown_verb_or_option_is_a_wrong_call(run: Run) -> None:
    assert run("reed").exit_code == 2
    assert run("read", "--jsn", ".").exit_code == 2


def test_a_reader_that_goes_away_is_no_traceback(articles: Path) -> None:
    command = [sys.executable, "-m", "wirecopy", "read", str(articles), "--html", "-"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert running.stdout is not None
    running.stdout.close()
    _, stderr = running.communicate(timeout=60)
    assert b"Traceback" not in stderr
    assert running.returncode == 141


def test_a_narrow_encoding_does_not_stop_the_report(articles: Path) -> None:
    (articles / "d.txt").write_text("Café “Größe” opens, the owner said.\n", encoding="utf-8")
    done = process("read", articles, env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
    assert (done.returncode, done.stderr) == (0, b"")
    report = process("read", articles, "--json", env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
    assert "Größe" in report.stdout.decode("utf-8")


def test_same_input_same_bytes(articles: Path) -> None:
    first, second = (
        process("read", articles, "--json", env={"PYTHONHASHSEED": seed}).stdout for seed in ("1", "2")
    )
    assert first == second


def test_check_knows_the_installation(run: Run) -> None:
    found = json.loads(run("check", "--json").stdout)
    assert found["wirecopy"] == __version__
    assert found["sound"] is True
    assert {"click", "trafilatura"} <= set(found["parts"])
    assert ".txt" in found["reads"]
    text = run("check").stdout
    assert "All sound." in text
    assert ".parquet" in found["reads"]
    assert ".warc" in text
