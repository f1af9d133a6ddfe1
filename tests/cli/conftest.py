"""A folder of small invented articles, and a way to run the command line in-process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.copyfinder import find_copies
from wirecopy.cli import cli
from wirecopy.group import corpus

WIRE = (
    "Divers clear Vessin quay\n\n"
    "VESSIN, March 5 (Reuters) - The eastern quay of Vessin will reopen on Friday after divers removed the "
    "wreck of a barge, the harbour master said on Tuesday.\n\n"
    '"We have the last of it out," Ilse Marrow told Reuters. The barge sank on 12 February with 300 tonnes '
    "of gravel. Nobody was hurt.\n"
)
COPY = WIRE.replace("300 tonnes", "500 tonnes").replace("Divers clear Vessin quay", "Vessin quay to reopen")
OTHER = (
    "Choir wins prize\n\n"
    "The choir of the Lower Ostrand grammar school won the county singing prize on Sunday with a piece that "
    "its conductor wrote last winter. The jury praised the altos.\n"
)
Run = Callable[..., Result]


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in (("a", WIRE), ("b", COPY), ("c", OTHER)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def simple_finder(monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy finder that is quick and easy to predict."""
    monkeypatch.setattr(corpus, "find_copies", find_copies)


@pytest.fixture
def run() -> Run:
    def call(*words: object) -> Result:
        return CliRunner().invoke(cli, [str(word) for word in words])

    return call
