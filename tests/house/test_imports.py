"""The import rules catch what they are there for: each planted violation breaks the contract it should."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

PLANTED = {
    "a stage imports the command line": ("text/planted.py", "import wirecopy.cli\n"),
    "a lower room imports a higher one": ("facts/planted.py", "from wirecopy.collate import links\n"),
    "a room nobody placed": ("utils.py", ""),
    "a stage reads files": ("account/planted.py", "import pathlib\n"),
    "a stage looks at the clock": ("lineage/planted.py", "import time\n"),
    "a stage logs": ("group/planted.py", "import logging\n"),
    "somebody wants a compiler": ("collate/planted.py", "import numba\n"),
    "a reader knows another reader": ("readers/text.py", "import wirecopy.readers.html\n"),
    "somebody inside comes in by the front door": ("views/planted.py", "import wirecopy\n"),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_violation_is_caught(planted: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "data"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    name, line = PLANTED[planted]
    path = tmp_path / "src" / "wirecopy" / name
    path.write_text(
        (path.read_text(encoding="utf-8") if path.exists() else "") + "\n" + line, encoding="utf-8"
    )
    code = (
        "import sys; sys.path.insert(0, 'src')\n"
        "from importlinter.cli import lint_imports\n"
        "sys.exit(lint_imports(no_cache=True))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "BROKEN" in done.stdout or "Missing layer" in done.stdout or "exhaustive" in done.stdout.lower(), (
        done.stdout
    )
