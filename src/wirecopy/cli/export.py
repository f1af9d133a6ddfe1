"""`wirecopy export`: what a store holds, as files."""

from __future__ import annotations

from typing import Any

import click

from wirecopy.cli.messages import say
from wirecopy.cli.options import output_option
from wirecopy.cli.output import write_rows
from wirecopy.cli.store import filter_options, opened, store_option, wanted
from wirecopy.errors import CallError


@click.command("export")
@click.argument("keys", metavar="[STORY]...", nargs=-1)
@store_option()
@output_option("JSON Lines or .parquet file to write; JSON Lines on stdout when left out.")
@click.option("--reports", is_flag=True, help="The reports on stories, one a line, instead of articles.")
@click.option("--corrections", is_flag=True, help="What people corrected, one a line, instead of articles.")
@click.option("--least", type=click.IntRange(min=1), default=2, show_default=True, metavar="N",
              help="With --reports: stories of N articles or more.")  # fmt: skip
@filter_options
def command(
    keys: tuple[str, ...],
    store: str,
    output: str | None,
    reports: bool,
    corrections: bool,
    least: int,
    **which: Any,
) -> None:
    """Write the articles of a store with what they copy and the story they are in, one row an article.

    With --reports, or when stories are named, one report a story, as `read --json` gives it.
    """
    from wirecopy.build.exporting import article_rows, report_rows
    from wirecopy.model.plain import plain

    if corrections and (reports or keys):
        raise CallError("two things at once", "--corrections", "export them one after the other")
    if any(which.values()) and not (reports or keys):
        raise CallError("a filter chooses stories", "--since ...", "say --reports too, or leave it out")
    with opened(store) as archive:
        if corrections:
            count = write_rows((plain(row) for row in archive.store.corrections()), output or "-")
        elif reports or keys:
            count = write_rows(report_rows(archive, keys, wanted(**which, least=least)), output or "-")
        else:
            count = write_rows(article_rows(archive), output or "-")
    say(f"{count:,} rows written")
