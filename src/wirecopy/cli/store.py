"""Options and steps that the verbs over a store share."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from wirecopy.cli.messages import say
from wirecopy.cli.output import colour_wanted
from wirecopy.model import Filter

if TYPE_CHECKING:
    from wirecopy.build import Archive
    from wirecopy.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])


def store_option() -> Callable[[Command], Command]:
    """--store FILE."""
    return click.option(
        "--store", metavar="FILE", required=True, envvar="WIRECOPY_STORE",
        help="The store: a file, or postgresql://... (also: WIRECOPY_STORE).",
    )  # fmt: skip


def wait_option() -> Callable[[Command], Command]:
    """--wait SECONDS."""
    return click.option(
        "--wait", type=click.FloatRange(min=0), default=0.0, metavar="SECONDS",
        help="Wait so long for another process that writes; else say so at once.",
    )  # fmt: skip


def filter_options(command: Command) -> Command:
    """--since, --until, --outlet, --agency, --language."""
    for option in (
        click.option("--language", metavar="CODE", help="In this language only."),
        click.option("--agency", metavar="NAME", help="Credited to this news agency only."),
        click.option("--outlet", metavar="NAME", help="Of this outlet only."),
        click.option("--until", metavar="DATE", help="Published on this day (2022-02-07) or before."),
        click.option("--since", metavar="DATE", help="Published on this day or later."),
    ):
        command = option(command)
    return command


def wanted(
    since: str | None = None,
    until: str | None = None,
    outlet: str | None = None,
    agency: str | None = None,
    language: str | None = None,
    least: int = 1,
) -> Filter:
    """What the options leave in.

    Raises:
        click.BadParameter: a date that is none.
    """
    for name, value in (("--since", since), ("--until", until)):
        if value is not None:
            _check_date(name, value)
    return Filter(since, until, outlet, language, least, agency)


def opened(
    store: str,
    settings: Settings | None = None,
    *,
    write: bool = False,
    create: bool = True,
    wait: float = 0.0,
) -> Archive:
    """The store, for looking only unless `write`; made where there is none, unless told not to."""
    from wirecopy.build import Archive

    return Archive.open(store, read_only=not write, create=create, wait=wait, settings=settings, tell=say)


def page_form(width: int | None) -> dict[str, Any]:
    """How text for people is laid out here."""
    return {"width": width or shutil.get_terminal_size().columns, "colour": colour_wanted()}


def _check_date(name: str, value: str) -> None:
    from datetime import datetime

    try:
        datetime.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(
            f"{value!r} is no date; write it as in 2022-02-07", param_hint=name
        ) from error
