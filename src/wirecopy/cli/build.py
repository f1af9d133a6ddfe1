"""`wirecopy build`: bring everything that is derived in a store up to date."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from wirecopy.cli.messages import say
from wirecopy.cli.options import json_option
from wirecopy.cli.output import print_text, write_text
from wirecopy.cli.progress import ProgressBar
from wirecopy.cli.store import filter_options, opened, store_option, wait_option, wanted
from wirecopy.errors import StageError

if TYPE_CHECKING:
    from wirecopy.build.reporting import Reporting


@click.command("build")
@store_option()
@click.option("--reports/--no-reports", default=True, show_default=True,
              help="Make the reports on stories ahead, so that their pages open at once.")  # fmt: skip
@click.option("--least", type=click.IntRange(min=1), default=2, show_default=True, metavar="N",
              help="Reports on stories of N articles or more.")  # fmt: skip
@click.option("--most", type=click.IntRange(min=1), default=100, show_default=True, metavar="N",
              help="Leave stories of more than N articles alone, and say how many they are.")  # fmt: skip
@filter_options
@json_option("Print what was done as JSON.")
@wait_option()
def command(
    store: str,
    reports: bool,
    least: int,
    most: int,
    as_json: bool,
    wait: float,
    **which: Any,
) -> None:
    """Bring a store up to date: corrections, changed versions and settings, and the reports on stories.

    Only what is due is done: articles that a stage has not seen in its present version, corrections that
    were not honoured yet, reports that are not there or whose articles changed. Stop it whenever you like;
    the same command goes on. Filters choose the stories that get reports.
    """
    from wirecopy.build.reporting import Reporting, make_reports

    chosen = wanted(**which, least=least)
    with opened(store, write=True, create=False, wait=wait) as archive, ProgressBar() as progress:
        placed = archive.settle(progress)
        found = make_reports(archive, chosen, most, progress, say) if reports else Reporting()
    if as_json:
        write_text(json.dumps({"placed": placed, "reports": asdict(found)}), "-")
    else:
        print_text(_told(placed, found, reports))
    if found.failed:
        click.get_current_context().exit(StageError.exit_code)


def _told(placed: int, found: Reporting, reports: bool) -> str:
    from wirecopy.views.phrases import plural

    lines = [
        f"{plural(placed, 'row')} of articles brought up to date"
        if placed
        else "every article is in its place"
    ]
    if reports:
        parts = [f"{found.made:,} made", f"{found.there:,} up to date"]
        parts += [f"{found.large:,} left alone, of more versions than --most"] if found.large else []
        parts += [f"{found.failed:,} failed"] if found.failed else []
        lines.append(f"{plural(found.seen, 'story', 'stories')}: reports {', '.join(parts)}")
    return "\n".join(lines)
