"""Console blocks of a page as tests: what the page shows is what the command prints.

A line that starts with `$ ` is a command; the lines up to the next command are its output. A line of `...`
stands for any lines, `...` within a line for anything in it. Only `wirecopy` and `python` are run, 80
columns wide, without colour, from the root of the repository; `news.store` stands for a file of its own that
all commands of a page share and that is gone when the tests end.
"""

from __future__ import annotations

import atexit
import dataclasses
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from sybil import Document, Example, Region

_BLOCK = re.compile(r"^```console\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_SECONDS = 120
_STORE = "news.store"


@dataclasses.dataclass(frozen=True)
class Command:
    """A command line and what the page says it prints."""

    line: str
    expected: str


class ConsoleParser:
    """Find and run the console blocks of a Markdown page."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._folders: dict[str, Path] = {}

    def __call__(self, document: Document) -> Iterable[Region]:
        """The console blocks of a page."""
        for match in _BLOCK.finditer(document.text):
            yield Region(match.start(), match.end(), commands(match["body"]), self.evaluate)

    def evaluate(self, example: Example) -> None:
        """Run a block and compare what it prints."""
        store = str(self._folder(example.path) / _STORE)
        for command in example.parsed:
            got = run(command.line.replace(_STORE, store), self.root).replace(store, _STORE)
            if not matches(command.expected, got):
                raise AssertionError(
                    f"$ {command.line}\n--- the page says\n{command.expected}\n--- it prints\n{got}"
                )

    def _folder(self, page: str) -> Path:
        """The folder of a page's store."""
        if page not in self._folders:
            folder = self._folders[page] = Path(tempfile.mkdtemp(prefix="wirecopy-"))
            atexit.register(shutil.rmtree, folder, ignore_errors=True)
        return self._folders[page]


def commands(body: str) -> list[Command]:
    """The commands of a block, each with its output."""
    found: list[Command] = []
    for piece in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        line, _, expected = piece.partition("\n")
        found.append(Command(line.strip(), expected.rstrip()))
    return found


def run(line: str, root: Path) -> str:
    """What a command prints."""
    words = shlex.split(line)
    if words[0] == "wirecopy":
        words = [sys.executable, "-m", *words]
    elif words[0] == "python":
        words = [sys.executable, *words[1:]]
    else:
        raise AssertionError(f"a console block may run wirecopy or python, not {words[0]!r}")
    env = os.environ | {"COLUMNS": "80", "NO_COLOR": "1", "PYTHONUTF8": "1"}
    done = subprocess.run(
        words,
        cwd=root,
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=_SECONDS,
        check=False,
    )
    if done.returncode:
        raise AssertionError(f"$ {line}\nended with {done.returncode}\n{done.stdout}{done.stderr}")
    return "\n".join(part.rstrip() for part in done.stdout.rstrip().split("\n"))


def matches(expected: str, got: str) -> bool:
    """Whether an output is the one a page shows, where `...` stands for anything."""
    if not expected:
        return True
    pattern = ""
    for line in expected.split("\n"):
        if line.strip() == "...":
            pattern += r"(?:.*\n)*?"
        else:
            pattern += r".*".join(
                re.escape(part.rstrip() if i else part) for i, part in enumerate(line.split("..."))
            )
            pattern += r"\n"
    return re.fullmatch(pattern, got + "\n") is not None
