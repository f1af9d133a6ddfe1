"""What is said on stderr: one line a message, safe to show whatever a file is called."""

from __future__ import annotations

import re

import click

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def say(message: str) -> None:
    """One line on stderr; characters that would steer a terminal are shown, not sent."""
    click.echo(f"wirecopy: {printable(message)}", err=True)


def printable(text: str) -> str:
    """The text with control characters spelled out."""
    return _CONTROLS.sub(lambda match: match.group().encode("unicode_escape").decode("ascii"), text)
