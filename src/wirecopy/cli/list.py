"""`wirecopy list`: what is in a store."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import click

from wirecopy.cli.messages import say
from wirecopy.cli.options import json_option, width_option
from wirecopy.cli.output import print_text, write_text
from wirecopy.cli.store import filter_options, opened, page_form, store_option, wanted

if TYPE_CHECKING:
    from wirecopy.model import Feed, Filter
    from wirecopy.stores import Store


@click.command("list")
@click.argument("what", type=click.Choice(["stories", "rejected", "feeds"]), default="stories")
@store_option()
@filter_options
@click.option(
    "--least", type=click.IntRange(min=1), default=1, metavar="N", help="Stories of N articles or more."
)
@click.option(
    "--limit", type=click.IntRange(min=1), default=25, show_default=True, metavar="N", help="Rows a page."
)
@click.option("--after", metavar="PLACE", help="Go on where an earlier page ended.")
@json_option("Print the rows as JSON.")
@width_option()
def command(
    what: str,
    store: str,
    least: int,
    limit: int,
    after: str | None,
    as_json: bool,
    width: int | None,
    **which: Any,
) -> None:
    """List the stories of a store, latest first; or what was rejected, or the feeds that are watched.

    Articles count copies, texts do not: a story of 40 articles with 2 texts has 2 texts behind it.
    """
    chosen = wanted(**which, least=least)
    with opened(store) as archive:
        if what == "stories":
            _list_stories(archive.store, chosen, (limit, after), as_json, width)
        else:
            _list_rows(what, archive.store, as_json)


def _list_stories(
    store: Store, chosen: Filter, page: tuple[int, str | None], as_json: bool, width: int | None
) -> None:
    from wirecopy.exports.shelf import render_stories
    from wirecopy.model.plain import plain

    rows, following = store.stories(chosen, *page)
    if as_json:
        write_text(json.dumps({"stories": plain(rows), "next": following}, ensure_ascii=False), "-")
        return
    print_text(render_stories(rows, **page_form(width)))
    if not rows:
        say("no story fits: leave out a filter, or add articles with wirecopy add or wirecopy watch")
    elif following:
        say(f"more: --after {following}")


def _list_rows(what: str, store: Store, as_json: bool) -> None:
    from wirecopy.model.plain import plain

    rejected = list(store.rejected()) if what == "rejected" else []
    feeds = store.feeds() if what == "feeds" else []
    if as_json:
        write_text(json.dumps({what: plain([*rejected, *feeds])}, ensure_ascii=False), "-")
        return
    lines = [f"{row.path}: {row.reason}" for row in rejected]
    lines += [f"{feed.url}  {feed.title or ''}  {_health(feed)}" for feed in feeds]
    print_text("\n".join(lines) if lines else f"no {what}")


def _health(feed: Feed) -> str:
    """How a feed is doing, in a word or its last error."""
    if math.isinf(feed.next_poll):
        return "gone"
    return feed.last_error or ("ok" if feed.last_ok else "not asked yet")
