"""How a run ended: the exit code, and the message when nothing at all could be read."""

from __future__ import annotations

from collections.abc import Sequence

from wirecopy.cli.messages import say
from wirecopy.model import Rejected

_DONE, _WRONG_CALL, _REJECTED = 0, 2, 3


def exit_code(found: bool, rejected: Sequence[Rejected], strict: bool) -> int:
    """0, or 3 when input was rejected and that matters, or 2 when there was no article at all.

    Args:
        found: whether any article was read.
        rejected: what was not.
        strict: whether a rejection is a failure.
    """
    if not found:
        say(f"no article to read - {_lost(rejected)} - give text, HTML or JSON Lines files, or a folder")
    if strict and rejected:
        return _REJECTED
    return _DONE if found else _WRONG_CALL


def _lost(rejected: Sequence[Rejected]) -> str:
    if len(rejected) == 1:
        return f"{rejected[0].path}: {rejected[0].reason}"
    return f"{len(rejected)} inputs rejected" if rejected else "the input is empty"
