"""How a run ended: the exit code, and the message when nothing at all could be read."""

from __future__ import annotations

from wirecopy.cli.listener import Listener
from wirecopy.cli.messages import say

_DONE, _WRONG_CALL, _REJECTED = 0, 2, 3


def exit_code(found: bool, heard: Listener, strict: bool) -> int:
    """0, or 3 when input was rejected and that matters, or 2 when there was no article at all.

    Args:
        found: whether any article was read.
        heard: what was said about the input.
        strict: whether a rejection is a failure.
    """
    if not found:
        say(
            f"no article to read - {_lost(heard)} - give text, HTML, JSON Lines or Parquet files, or a folder"
        )
    if strict and heard.rejected:
        return _REJECTED
    return _DONE if found else _WRONG_CALL


def _lost(heard: Listener) -> str:
    rejected = heard.rejected
    if len(rejected) == 1 and not heard.tells_rejected:
        return f"{rejected[0].path}: {rejected[0].reason}"
    return f"inputs rejected: {len(rejected)}" if rejected else "the input is empty"
