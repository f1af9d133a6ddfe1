"""A file is one thought, a function one step: at most 400 and 40 lines."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted(p for room in ("src", "quality", "benchmarks", "tools") for p in (ROOT / room).rglob("*.py"))
FILE_LINES = 400
FUNCTION_LINES = 40


def code_lines(function: ast.FunctionDef | ast.AsyncFunctionDef, lines: list[str]) -> int:
    """Lines of a function that are code: no docstring, no blank line, no comment."""
    body = function.body
    if ast.get_docstring(function) is not None:
        body = body[1:]
    if not body:
        return 0
    assert function.end_lineno is not None
    inside = [line.strip() for line in lines[body[0].lineno - 1 : function.end_lineno]]
    return sum(bool(line) and not line.startswith("#") for line in inside)


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_size(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")
    assert len(lines) - 1 <= FILE_LINES, f"{len(lines) - 1} lines"
    long = {
        f.name: count
        for f in functions(ast.parse("\n".join(lines)))
        if (count := code_lines(f, lines)) > FUNCTION_LINES
    }
    assert long == {}


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_module_says_what_it_does(path: Path) -> None:
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    assert len(said.split()) >= 5 or path.name in {"version.py", "__main__.py"}, f"says only {said!r}"
