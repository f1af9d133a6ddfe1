"""`wirecopy compare`: two articles side by side, or the scores of many pairs."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from wirecopy.cli.listener import Listener
from wirecopy.cli.messages import say
from wirecopy.cli.options import (
    across_option,
    json_option,
    language_option,
    output_option,
    paths_argument,
    settings_of,
    strict_option,
    width_option,
)
from wirecopy.cli.output import check_target, print_text, write_rows, write_text
from wirecopy.errors import CallError
from wirecopy.settings import Settings

_REJECTED = 3


@click.command("compare")
@paths_argument(required=True)
@click.option("--pairs", metavar="PAIRS", help="JSON Lines of id, left, right: score every pair of ids.")
@output_option("With --pairs: JSON Lines or .parquet file to write; stdout when left out.")
@json_option("Print the comparison of two articles as JSON.")
@strict_option()
@width_option()
@language_option()
@across_option()
def command(
    paths: tuple[str, ...],
    pairs: str | None,
    output: str | None,
    as_json: bool,
    strict: bool,
    width: int | None,
    **reading: Any,
) -> None:
    """Compare two articles (A B), or with --pairs the articles of any number of PATHs.

    same_story: how sure it is that both report one event. same_copy: how sure it is that one text descends
    from the other, or both from a third. Both 0 to 1.
    """
    settings = settings_of(**reading)
    if pairs is not None:
        _compare_pairs(pairs, paths, output, strict, settings)
    elif len(paths) != 2:
        raise CallError(
            f"{len(paths)} paths given", "wirecopy compare", "give two articles, or --pairs PAIRS"
        )
    elif output:
        raise CallError("-o goes with --pairs", "wirecopy compare", "send stdout to a file instead")
    else:
        _compare_two(paths, as_json, width, settings)


def _compare_two(paths: tuple[str, ...], as_json: bool, width: int | None, settings: Settings) -> None:
    from wirecopy import front

    comparison = front.compare(paths[0], paths[1], settings=settings)
    if as_json:
        from wirecopy.exports.json import row

        write_text(json.dumps(row(comparison), ensure_ascii=False), "-")
        return
    from wirecopy.cli.comparison import lay_out

    columns = width or shutil.get_terminal_size().columns
    print_text(lay_out(comparison, columns))


def _compare_pairs(
    pairs: str, paths: tuple[str, ...], output: str | None, strict: bool, settings: Settings
) -> None:
    from wirecopy import front

    target = output or "-"
    check_target(target)
    listener = Listener()
    errors = 0

    def counted(rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        nonlocal errors
        for row in rows:
            errors += "error" in row
            yield row

    rows = front.compare_pairs(read_pairs(pairs), paths, settings=settings, tell=listener)
    count = write_rows(counted(rows), target)
    listener.close()
    if errors:
        say(f"{errors} of {count} pairs could not be compared: see 'error' in their rows")
    if strict and (errors or listener.rejected):
        click.get_current_context().exit(_REJECTED)


def read_pairs(path: str) -> Iterator[dict[str, Any]]:
    """The pairs of a JSON Lines file; a line that is no pair becomes one with an `error`.

    Raises:
        CallError: the file cannot be opened.
    """
    from wirecopy.readers.jsonl import BrokenJsonError, parse

    try:
        lines = Path(path).read_bytes().splitlines()
    except OSError as error:
        raise CallError("the pairs cannot be read", path, error.strerror or str(error)) from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = parse(line)
        except BrokenJsonError as error:
            yield {"error": f"line {number}: {error}"}
            continue
        yield row if isinstance(row, dict) else {"error": f"line {number}: not an object of id, left, right"}
