"""`wirecopy watch`: feeds in, articles stored and placed as they come."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from wirecopy.cli.messages import say
from wirecopy.cli.options import across_option, json_option, strict_option
from wirecopy.cli.store import store_option, wait_option
from wirecopy.settings import Grouping, Settings, Watching

if TYPE_CHECKING:
    from wirecopy.build import Archive
    from wirecopy.watch import Event, Summary, Tell
    from wirecopy.watch.metrics import Metrics

_NOTHING_HAD = 1
_SOME_FAILED = 3


@click.command("watch")
@click.argument("words", metavar="[FEED|OPML|SITEMAP]...", nargs=-1)
@store_option()
@click.option("--once", is_flag=True, help="Do all that is due and end; for cron.")
@click.option(
    "--interval", type=click.IntRange(min=1, max=604_800), metavar="SECONDS",
    help="Ask a feed that has news again after so long; default 600.",
)  # fmt: skip
@click.option(
    "--metrics", type=click.IntRange(0, 65_535), metavar="PORT", help="Serve Prometheus metrics on 127.0.0.1."
)
@wait_option()
@click.option("--contact", metavar="MAIL|URL", help="Tell the hosts how to reach you.")
@click.option("--feed-text", is_flag=True, help="Do not fetch the page where a feed carries the full text.")
@click.option("--allow-private", is_flag=True, help="Fetch pages from private addresses too.")
@across_option(store=True)
@json_option("Print each article that comes as one line of JSON.")
@strict_option()
def command(words: tuple[str, ...], store: str, wait: float, metrics: int | None, **asked: Any) -> None:
    """Watch feeds: fetch what is new, store it, and say where it stands.

    FEED is the address of an RSS, Atom or JSON feed; a list of feeds (OPML) may be an address or a file; a
    sitemap is watched like a feed. Feeds are kept in the store: named once, they are watched from then on,
    and without any name the watch goes on with those it knows. Stop it with Ctrl-C, or kill it: the next
    run goes on where it was.
    """
    from wirecopy.cli.watchlog import WatchLog
    from wirecopy.watch import watch

    settings = settings_of(asked["interval"], asked["contact"], asked["feed_text"], asked["allow_private"])
    settings = replace(settings, grouping=Grouping(across_languages=asked["across_languages"]))
    once = asked["once"]
    with ExitStack() as stack:
        log = stack.enter_context(WatchLog(as_json=asked["as_json"], once=once))
        listeners: list[Tell] = [log]
        if metrics is not None:
            listeners.append(stack.enter_context(_metrics(metrics)))

        def tell(event: Event) -> None:
            for listener in listeners:
                listener(event)

        opening = _opening(store, bool(words), settings)
        summary = watch(words, opening, settings, tell, once=once, wait=wait)
        log.end(summary)
    click.get_current_context().exit(_exit_code(summary, once, asked["strict"]))


def settings_of(interval: int | None, contact: str | None, feed_text: bool, allow_private: bool) -> Settings:
    """The settings the options ask for."""
    usual = Watching()
    shortest = interval or usual.shortest_interval
    return Settings(
        watching=Watching(
            shortest_interval=shortest,
            longest_interval=max(shortest, usual.longest_interval),
            contact=contact,
            text_from="feed" if feed_text else "page",
            allow_private=allow_private,
        )
    )


def _opening(store: str, create: bool, settings: Settings) -> Callable[[], Archive]:
    """Opens the archive when it is called."""
    # How feeds are asked changes no result: the stages of the archive must not run anew for it.
    about = replace(settings, watching=Watching())

    def opening() -> Archive:
        from wirecopy.build import Archive

        return Archive.open(store, create=create, settings=about, tell=say)

    return opening


def _metrics(port: int) -> Metrics:
    from wirecopy.watch.metrics import Metrics

    return Metrics(port)


def _exit_code(summary: Summary, once: bool, strict: bool) -> int:
    """0 when the watch did its work; feeds in trouble are told, and count only when none could be had."""
    if once and summary.failed_polls and not summary.polls:
        return _NOTHING_HAD
    return _SOME_FAILED if strict and (summary.failed_polls or summary.failed_pages) else 0
