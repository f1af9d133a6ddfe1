"""Hears what the readers say about the input and tells it on stderr.

In: notes and rejections. Out: lines on stderr. The first few are shown as they come, the rest are counted,
and the count says where to see them all. A report for people lists its rejections itself; then they are not
told twice.
"""

from __future__ import annotations

from wirecopy.cli.messages import say
from wirecopy.model import Rejected
from wirecopy.readers import Note

_SHOWN = 20


class Listener:
    """A listener for one run; `rejected` holds every rejection, told on stderr or not."""

    def __init__(self, *, tell_rejected: bool = True) -> None:
        self.rejected: list[Rejected] = []
        self._notes = 0
        self.tells_rejected = tell_rejected

    def __call__(self, item: Note | Rejected) -> None:
        """Take one note or rejection."""
        if isinstance(item, Rejected):
            self.rejected.append(item)
            if self.tells_rejected and len(self.rejected) <= _SHOWN:
                say(f"rejected - {item.path} - {item.reason}")
        else:
            self._notes += 1
            if self._notes <= _SHOWN:
                say(f"note - {item.path} - {item.message}")

    def close(self, where: str = "") -> None:
        """Say how many were not shown, and where all rejections can be seen."""
        if self.tells_rejected and len(self.rejected) > _SHOWN:
            say(f"{len(self.rejected) - _SHOWN} more rejected{where}")
        if self._notes > _SHOWN:
            say(f"{self._notes - _SHOWN} more notes")
