"""The import rules catch what they are there for: each planted violation breaks the contract it should."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

FLOORS = "The house has floors and imports only go down"
PURE = "Stages do no input, output, clock, chance or logging"
COMPILED = "Only the kernels are compiled"
TABLES = "Tables stay at the edges"
ENGINES = "No engine and no data frame library"
READERS = "Readers of one kind do not know each other"
FRONT = "Nobody inside imports the front door"

PLANTED = {
    "a stage imports the command line": ("text/planted.py", "import wirecopy.cli", FLOORS),
    "a lower room imports a higher one": ("facts/planted.py", "from wirecopy.collate import links", FLOORS),
    "a room nobody placed": ("utils.py", "", FLOORS),
    "a stage reads files": ("account/planted.py", "import pathlib", PURE),
    "a stage looks at the clock": ("lineage/planted.py", "import time", PURE),
    "a stage throws dice": ("lineage/planted.py", "import random", PURE),
    "a stage logs": ("group/planted.py", "import logging", PURE),
    "somebody wants a compiler": ("collate/planted.py", "import numba", COMPILED),
    "a stage wants tables": ("lineage/planted.py", "import pyarrow", TABLES),
    "somebody wants data frames": ("exports/planted.py", "import pandas", ENGINES),
    "a kernel knows a stage": ("kernels/planted.py", "import wirecopy.group", FLOORS),
    "a reader knows another reader": ("readers/jsonl.py", "import wirecopy.readers.html", READERS),
    "the newest reader too": ("readers/html.py", "import wirecopy.readers.parquet", READERS),
    "somebody inside comes in by the front door": ("views/planted.py", "import wirecopy", FLOORS, FRONT),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_violation_is_caught(planted: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "*.txt"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    name, line, *contracts = PLANTED[planted]
    path = tmp_path / "src" / "wirecopy" / name
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(f"{before}\n{line}\n", encoding="utf-8")
    code = (
        "import sys; sys.path.insert(0, 'src')\n"
        "from importlinter.cli import lint_imports\n"
        "sys.exit(lint_imports(no_cache=True))"
    )
    env = os.environ | {"COLUMNS": "200"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=env, capture_output=True, text=True, check=False
    )
    told = done.stdout + done.stderr
    assert done.returncode == 1, told
    broken = re.findall(r"^(.*\S) BROKEN(?: \(\d+ ignored imports?\))?$", told, re.MULTILINE)
    assert broken == contracts, told
