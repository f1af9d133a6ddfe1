"""What a watch says at the terminal: articles on stdout, trouble and the state of things on stderr.

In: events. Out: for people `time | outlet | title | what it is | story | reports`, or with `--json` an
object a line. Where stderr is a terminal its last line tells how things stand; elsewhere, as under cron or
systemd, nothing is said unless something happened. A page that will be tried again is not worth a line; one
that is given up is. The same note is said once.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import datetime
from types import TracebackType
from typing import Self

import click

from wirecopy.cli.messages import printable, say
from wirecopy.model.plain import plain
from wirecopy.views.phrases import plural
from wirecopy.watch import Summary
from wirecopy.watch.events import Arrival, Event, Note, Pulse, Trouble

_REDRAW = 0.5  # seconds between two states of the last line
_LONGEST = 60  # characters of a title or of changed words that are shown
_MOST_CHANGES = 2
_MOST_NOTES = 1_000
_CLEAR = "\r\x1b[2K"


class WatchLog:
    """Hears events and says them.

    Args:
        as_json: whether articles are printed as JSON.
        once: whether the watch ends by itself; it ends in silence then unless a person looks on.
    """

    def __init__(self, *, as_json: bool, once: bool) -> None:
        self._as_json = as_json
        self._once = once
        self._live = sys.stderr.isatty()
        self._told: set[Note] = set()
        self._shown = ""
        self._redraw_at = 0.0
        self._came = 0

    def __enter__(self) -> Self:
        """Ready to hear."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the terminal as it was."""
        self._clear()

    def __call__(self, event: Event) -> None:
        """Say what is worth saying."""
        if isinstance(event, Pulse):
            self._draw(event)
        elif isinstance(event, Arrival):
            self._came += 1
            self._print(json_line(event) if self._as_json else line(event, short=sys.stdout.isatty()))
        elif isinstance(event, Trouble) and (event.what == "feed" or event.given_up):
            self._clear()
            say(trouble_line(event))
        elif isinstance(event, Note) and event not in self._told and len(self._told) < _MOST_NOTES:
            self._told.add(event)
            self._clear()
            say(f"note - {event.where} - {event.message}")

    def end(self, summary: Summary) -> None:
        """Say what was done."""
        self._clear()
        if self._live or not self._once:
            say(summary_line(summary))

    def _print(self, text: str) -> None:
        self._clear()
        click.echo(text)

    def _draw(self, pulse: Pulse) -> None:
        if not self._live or time.monotonic() < self._redraw_at:
            return
        self._redraw_at = time.monotonic() + _REDRAW
        text = f"{pulse_line(pulse)}, {plural(self._came, 'article')} came"
        if text != self._shown:
            click.echo(_CLEAR + text, err=True, nl=False)
            self._shown = text

    def _clear(self) -> None:
        if self._shown:
            click.echo(_CLEAR, err=True, nl=False)
            self._shown = ""


def json_line(arrival: Arrival) -> str:
    """An article as one line of JSON."""
    said = plain(arrival)
    said["at"] = datetime.fromtimestamp(arrival.at).astimezone().isoformat(timespec="seconds")
    return json.dumps(said, ensure_ascii=False)


def line(arrival: Arrival, *, short: bool) -> str:
    """An article in one line; `short` gives the time of day alone."""
    at = datetime.fromtimestamp(arrival.at).astimezone()
    parts = [
        f"{at:%H:%M:%S}" if short else at.isoformat(timespec="seconds"),
        arrival.outlet or "unknown outlet",
        cut(arrival.title or arrival.id),
        what_it_is(arrival),
    ]
    if arrival.story:
        parts.append(f"story {arrival.story}")
    if arrival.claims:
        parts.append(reports_of(arrival))
    return printable(" | ".join(parts))


def what_it_is(arrival: Arrival) -> str:
    """New story, copy of another article, own text, or an update with what changed."""
    if arrival.revision > 1:
        return f"revision {arrival.revision}: {changes_of(arrival)}"
    if arrival.copy_of:
        near = arrival.copy_of
        share = f", {arrival.share:.0%}" if arrival.share is not None else ""
        whose = f"{cut(near.title or near.id)!r}, {near.outlet or 'unknown outlet'}"
        return f"copy of {whose} ({arrival.relation}{share})"
    return "new story" if arrival.new_story else "own text"


def changes_of(arrival: Arrival) -> str:
    """What changed in a few words."""
    if not arrival.changes:
        return "no word changed"
    shown = [_change(change.was, change.now) for change in arrival.changes[:_MOST_CHANGES]]
    more = len(arrival.changes) - len(shown)
    return "; ".join(shown) + (f"; {plural(more, 'more change')}" if more else "")


def _change(was: str, now: str) -> str:
    if not was:
        return f"added {cut(now)!r}"
    if not now:
        return f"dropped {cut(was)!r}"
    return f"{cut(was)!r} is now {cut(now)!r}"


def reports_of(arrival: Arrival) -> str:
    """How many reports stand behind the claims an article shares with others."""
    single = sum(claim.reports.best == 1 for claim in arrival.claims)
    shared = plural(len(arrival.claims), "shared claim")
    return f"{shared}, {'all' if single == len(arrival.claims) else single} on one report"


def trouble_line(trouble: Trouble) -> str:
    """A feed or page that could not be had."""
    words = [trouble.what, trouble.url, trouble.reason]
    if trouble.hint:
        words.append(trouble.hint)
    if trouble.given_up:
        words.append("given up")
    elif trouble.failures > 1:
        words.append(f"{trouble.failures} times in a row")
    return " - ".join(words)


def pulse_line(pulse: Pulse) -> str:
    """How things stand."""
    trouble = f" ({pulse.troubled:,} in trouble)" if pulse.troubled else ""
    pages = plural(pulse.waiting, "page waits", "pages wait")
    return f"watching {plural(pulse.feeds, 'feed')}{trouble}, {pages}, {pulse.under_way} under way"


def summary_line(summary: Summary) -> str:
    """What was done."""
    asked = summary.polls + summary.failed_polls
    parts = [
        f"{plural(asked, 'feed')} asked"
        + (f" ({summary.failed_polls:,} in vain)" if summary.failed_polls else ""),
        f"{plural(summary.new, 'article')} came",
        f"{summary.revised:,} revised",
    ]
    if summary.given_up:
        parts.append(f"{plural(summary.given_up, 'page')} given up")
    if summary.waiting:
        parts.append(f"{plural(summary.waiting, 'page waits', 'pages wait')} for the next run")
    return "stopped: " + ", ".join(parts)


def cut(text: str) -> str:
    """The beginning of a text, for one line."""
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
