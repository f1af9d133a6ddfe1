"""Options that several commands share, and the settings they make."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from wirecopy.settings import Grouping, Settings

Command = TypeVar("Command", bound=Callable[..., Any])


def paths_argument(required: bool = True) -> Callable[[Command], Command]:
    """PATH..., files and folders."""
    return click.argument("paths", metavar="PATH...", nargs=-1, required=required, type=click.Path())


def json_option(help_text: str) -> Callable[[Command], Command]:
    """--json, on every verb that reads."""
    return click.option("--json", "as_json", is_flag=True, help=help_text)


def strict_option() -> Callable[[Command], Command]:
    """--strict."""
    return click.option("--strict", is_flag=True, help="Exit with 3 when any input was rejected.")


def width_option() -> Callable[[Command], Command]:
    """--width N."""
    return click.option(
        "--width", type=click.IntRange(min=40), help="Columns of the text report; else those of the terminal."
    )


def language_option() -> Callable[[Command], Command]:
    """--language CODE."""
    return click.option(
        "--language", metavar="CODE", help="Language of all articles, e.g. en; else found out."
    )


def output_option(help_text: str) -> Callable[[Command], Command]:
    """-o OUT."""
    return click.option("-o", "--output", metavar="OUT", help=help_text)


def across_option(store: bool = False) -> Callable[[Command], Command]:
    """--across-languages; in a store, where it lasts, with its opposite."""
    help_text = "Join reports of one event in several languages; wants wirecopy[multilingual]"
    if not store:
        return click.option("--across-languages", is_flag=True, default=None, help=f"{help_text}.")
    return click.option(
        "--across-languages/--no-across-languages",
        default=None,
        help=f"{help_text}. The store keeps to it.",
    )


def settings_of(language: str | None, across_languages: bool | None = None) -> Settings:
    """The settings the options ask for."""
    return Settings(language=language, grouping=Grouping(across_languages=across_languages))
