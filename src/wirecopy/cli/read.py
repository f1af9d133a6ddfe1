"""`wirecopy read`: articles in, the five answers out."""

from __future__ import annotations

import shutil

import click

from wirecopy.cli.listener import Listener
from wirecopy.cli.messages import say
from wirecopy.cli.options import (
    across_option,
    json_option,
    language_option,
    paths_argument,
    settings_of,
    strict_option,
    width_option,
)
from wirecopy.cli.output import check_target, colour_wanted, print_text, write_text
from wirecopy.cli.progress import ProgressBar
from wirecopy.cli.verdict import exit_code
from wirecopy.errors import CallError
from wirecopy.model import Report


@click.command("read")
@paths_argument()
@json_option("Print the report as JSON.")
@click.option("--html", "page", metavar="FILE", help="Write the report as one web page (- for stdout).")
@strict_option()
@width_option()
@language_option()
@across_option()
def command(
    paths: tuple[str, ...],
    as_json: bool,
    page: str | None,
    strict: bool,
    width: int | None,
    language: str | None,
    across_languages: bool | None,
) -> None:
    """Read articles and say what stands behind them.

    PATH is a text or HTML file (its name is the article's id), a JSON Lines or Parquet file (one article a
    row: id, outlet, url, title, text, published, language), or a folder of these.
    """
    from wirecopy import front

    if page == "-" and as_json:
        raise CallError("two results for one stdout", "--json and --html -", "give --html a file name")
    if page:
        check_target(page)
    listener = Listener(tell_rejected=as_json or page == "-")
    settings = settings_of(language, across_languages)
    with ProgressBar() as progress:
        report = front.read(paths, settings=settings, progress=progress, tell=listener)
    listener.close(" - all of them are in the report" if as_json else "")
    _write(report, as_json, page, width)
    click.get_current_context().exit(exit_code(bool(report.stories), listener, strict))


def _write(report: Report, as_json: bool, page: str | None, width: int | None) -> None:
    if page:
        from wirecopy.exports import html

        write_text(html.render(report), page)
        if page != "-":
            say(f"page written to {page}")
    if as_json:
        from wirecopy.exports import json

        write_text(json.dumps(report), "-")
    elif page != "-" and report.stories:
        from wirecopy.exports import terminal

        columns = width or shutil.get_terminal_size().columns
        print_text(terminal.render(report, width=columns, colour=colour_wanted()))
