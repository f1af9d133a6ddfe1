"""The reference pages say what the program has: every field, every command and every option, and no other."""

from __future__ import annotations

import dataclasses
import re
import typing
from pathlib import Path

import click
import pytest

from wirecopy import model
from wirecopy.cli import cli
from wirecopy.model import rows

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


def sections(page: str) -> dict[str, list[str]]:
    """The first column of the table under each heading that names a class."""
    found = {}
    text = (DOCS / page).read_text(encoding="utf-8")
    for name, body in re.findall(r"^## `?([^`\n]+)`?\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL):
        rows = [row.split("|")[1] for row in body.split("\n") if row.startswith("| `")]
        found[name.strip()] = [code for row in rows for code in re.findall(r"`([^`]+)`", row)]
    return found


def reachable(start: type) -> set[type]:
    """The dataclasses a result is made of."""
    seen: set[type] = set()
    waiting: list[object] = [start]
    while waiting:
        kind = waiting.pop()
        waiting += typing.get_args(kind)
        if isinstance(kind, type) and dataclasses.is_dataclass(kind) and kind not in seen:
            seen.add(kind)
            waiting += typing.get_type_hints(kind, vars(rows)).values()
    return seen


PUBLIC = sorted(reachable(model.Report) | {model.Comparison}, key=lambda kind: kind.__name__)


@pytest.mark.parametrize("kind", PUBLIC, ids=lambda kind: kind.__name__)
def test_every_field_is_documented_in_order(kind: type) -> None:
    documented = sections("json.md").get(kind.__name__)
    assert documented == [field.name for field in dataclasses.fields(kind)]


def test_no_class_is_documented_that_is_not_there() -> None:
    named = {name for name, fields in sections("json.md").items() if fields}
    assert named == {kind.__name__ for kind in PUBLIC}


def commands() -> dict[str, click.Command]:
    context = click.Context(cli)
    return {
        name: command for name in cli.list_commands(context) if (command := cli.get_command(context, name))
    }


@pytest.mark.parametrize("name", commands())
def test_every_option_is_documented(name: str) -> None:
    options = [
        text
        for parameter in commands()[name].params
        if isinstance(parameter, click.Option)
        for text in parameter.opts
        if text not in {"-h", "--help"}
    ]
    documented = [code.split()[0] for code in sections("commands.md").get(f"wirecopy {name}", [])]
    assert sorted(documented) == sorted(options)


def test_every_command_is_documented() -> None:
    named = {
        name.removeprefix("wirecopy ") for name in sections("commands.md") if name.startswith("wirecopy ")
    }
    assert named == set(commands())


def test_every_link_leads_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *(ROOT / "examples").rglob("*.md")]
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert broken == []
