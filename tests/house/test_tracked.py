"""What is tracked speaks of the project alone, and every silenced check says why."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

_MACHINE = re.compile(r"(?<![\w.~])/(?:work|tmp|root|home)/\w")
_SILENCED = re.compile(
    r"#\s*(?P<what>type:\s*ignore(?:\[[^\]]*\])?|noqa(?::\s*[A-Z0-9, ]+)?)(?P<rest>.*)$", re.MULTILINE
)


def tracked() -> list[Path]:
    try:
        names = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout.split("\0")
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def texts() -> dict[str, str]:
    found = {}
    for path in tracked():
        try:
            found[path.relative_to(ROOT).as_posix()] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    return found


def test_no_path_of_one_machine() -> None:
    found = {
        name: match.group()
        for name, text in texts().items()
        if name != "tests/house/test_tracked.py" and (match := _MACHINE.search(text))
    }
    assert found == {}


def test_every_silenced_check_names_its_rule_and_its_reason() -> None:
    bare = []
    for name, text in texts().items():
        if not name.endswith(".py") or name.startswith("tests/"):
            continue
        for match in _SILENCED.finditer(text):
            ruled = "[" in match["what"] or ":" in match["what"].removeprefix("type:")
            if not ruled or not re.search(r"\w{3}", match["rest"]):
                line = text[: match.start()].count("\n") + 1
                bare.append(f"{name}:{line}: {match.group()}")
    assert bare == []


def test_no_large_file() -> None:
    large = {
        p.relative_to(ROOT).as_posix(): p.stat().st_size for p in tracked() if p.stat().st_size > 3_000_000
    }
    assert large == {}


def test_changelog_is_kept() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(r"^## \[?Unreleased\]?", text, re.MULTILINE)
    assert "### Changed results" in text
