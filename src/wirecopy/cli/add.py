"""`wirecopy add`: files into a store, placed in families and stories."""

from __future__ import annotations

import json
import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from wirecopy.cli.listener import Listener
from wirecopy.cli.messages import say
from wirecopy.cli.options import across_option, json_option, language_option, paths_argument, strict_option
from wirecopy.cli.output import print_text, write_text
from wirecopy.cli.progress import ProgressBar
from wirecopy.cli.store import opened, store_option, wait_option
from wirecopy.cli.verdict import exit_code
from wirecopy.settings import Grouping, Settings
from wirecopy.version import __version__

if TYPE_CHECKING:
    from wirecopy.build.adding import Added


@click.command("add")
@paths_argument()
@store_option()
@json_option("Print what became of the input as JSON.")
@click.option("--threads", type=click.IntRange(min=0), default=0, metavar="N", help="Threads; 0: one a core.")
@wait_option()
@strict_option()
@language_option()
@across_option(store=True)
def command(
    paths: tuple[str, ...],
    store: str,
    as_json: bool,
    threads: int,
    wait: float,
    strict: bool,
    **asked: Any,
) -> None:
    """Add articles to a store and place each in its family and its story.

    PATH is whatever `read` takes. Files that were added before and did not change are not read again;
    articles that are there already are known by id and content; an article whose text changed becomes a
    revision. Stop it whenever you like: what is stored stays, and the same command goes on.
    """
    from wirecopy.build.adding import add_paths

    grouping = Grouping(threads=threads, across_languages=asked["across_languages"])
    settings = Settings(language=asked["language"], grouping=grouping)
    listener = Listener()
    began = time.monotonic()
    with opened(store, settings, write=True, wait=wait) as archive:
        with ProgressBar() as progress:
            added = add_paths(archive, paths, progress=progress, tell=listener)
        totals = archive.store.counts()
    listener.close(" - wirecopy list rejected shows them all")
    found = _found(added, totals, settings, listener)
    if as_json:
        write_text(json.dumps(found, ensure_ascii=False), "-")
    else:
        print_text(_told(added, totals, store))
    say(f"{time.monotonic() - began:.1f} s")
    anything = added.states.total() > 0 or added.unchanged > 0
    click.get_current_context().exit(exit_code(anything, listener, strict))


def _found(added: Added, totals: dict[str, int], settings: Settings, listener: Listener) -> dict[str, Any]:
    return {
        "wirecopy": __version__,
        "settings": settings.as_dict(),
        "articles": {state: added.states[state] for state in ("new", "revised", "known")},
        "files": {"read": added.files, "unchanged": added.unchanged},
        "rejected": [asdict(row) for row in listener.rejected],
        "store": totals,
    }


def _told(added: Added, totals: dict[str, int], store: str) -> str:
    """What became of the input, and what is in the store now, in two lines."""
    from wirecopy.views.phrases import plural

    states = added.states
    came = [f"{states['new']:,} new", f"{states['revised']:,} revised", f"{states['known']:,} known"]
    if added.rejected:
        came.append(f"{added.rejected:,} rejected")
    if added.unchanged:
        came.append(f"{plural(added.unchanged, 'file')} unchanged and not read")
    articles, texts = totals["current_articles"], totals["families"]
    copies = plural(articles - texts, "copy", "copies")
    return (
        f"{plural(states.total(), 'article')} read: {', '.join(came)}\n"
        f"{store}: {plural(articles, 'article')} = {plural(texts, 'text')} + {copies}, "
        f"in {plural(totals['stories'], 'story', 'stories')}"
    )
