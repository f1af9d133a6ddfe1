"""`wirecopy extract`: what each article says about itself, one row an article."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from wirecopy.cli.listener import Listener
from wirecopy.cli.messages import say
from wirecopy.cli.options import (
    json_option,
    language_option,
    output_option,
    paths_argument,
    settings_of,
    strict_option,
)
from wirecopy.cli.output import check_target, is_parquet, write_rows, write_text
from wirecopy.cli.verdict import exit_code
from wirecopy.errors import CallError
from wirecopy.version import __version__

if TYPE_CHECKING:
    import pyarrow as pa


@click.command("extract")
@paths_argument()
@output_option("JSON Lines or .parquet file to write; JSON Lines on stdout when left out.")
@json_option("Write one JSON object with the articles and what was rejected.")
@strict_option()
@language_option()
def command(
    paths: tuple[str, ...], output: str | None, as_json: bool, strict: bool, language: str | None
) -> None:
    """List credits, attributions, quotes, quantities and names of each article."""
    from wirecopy import front

    target = output or "-"
    check_target(target)
    if as_json and is_parquet(target):
        raise CallError("--json is no Parquet", target, "leave --json out, or name a .json file")
    listener = Listener()
    settings = settings_of(language)
    rows = front.extract(paths, settings=settings, tell=listener)
    if as_json:
        articles = list(rows)
        whole: dict[str, Any] = {
            "wirecopy": __version__,
            "settings": settings.as_dict(),
            "rejected": [{"path": row.path, "reason": row.reason} for row in listener.rejected],
            "articles": articles,
        }
        write_text(json.dumps(whole, ensure_ascii=False), target)
        count = len(articles)
    else:
        count = write_rows(rows, target, _schema)
    listener.close(" - all of them are in the output of --json")
    if target != "-":
        say(f"{count} rows written to {target}")
    click.get_current_context().exit(exit_code(count > 0, listener, strict))


def _schema() -> pa.Schema:
    from wirecopy.exports.tables import extract_schema

    return extract_schema()
