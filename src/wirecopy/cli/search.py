"""`wirecopy search`: articles of a store that hold some words."""

from __future__ import annotations

import json
from typing import Any

import click

from wirecopy.cli.messages import say
from wirecopy.cli.options import json_option, width_option
from wirecopy.cli.output import print_text, write_text
from wirecopy.cli.store import filter_options, opened, page_form, store_option, wanted


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@store_option()
@filter_options
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, show_default=True, metavar="N", help="Rows a page."
)
@click.option("--offset", type=click.IntRange(min=0), default=0, metavar="N", help="Leave out the first N.")
@json_option("Print the rows as JSON.")
@width_option()
def command(
    words: tuple[str, ...],
    store: str,
    limit: int,
    offset: int,
    as_json: bool,
    width: int | None,
    **which: Any,
) -> None:
    """Find articles that hold all these words, best first; put a phrase in quotation marks.

    Revisions that were replaced are not searched.
    """
    from wirecopy.exports.shelf import render_hits
    from wirecopy.model.plain import plain

    asked = " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in words)
    with opened(store) as archive:
        hits = archive.store.search(asked, wanted(**which), limit, offset)
    if as_json:
        write_text(json.dumps({"hits": plain(hits)}, ensure_ascii=False), "-")
        return
    print_text(render_hits(hits, **page_form(width)))
    if not hits:
        say("nothing found")
    elif len(hits) == limit:
        say(f"more: --offset {offset + limit}")
