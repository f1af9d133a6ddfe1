"""Progress of a long run, drawn on stderr when stderr is a terminal, and only after the first second."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_QUIET_SECONDS = 1.0


class ProgressBar:
    """A callback (stage, done, total) for the pipeline, and the context in which it may draw."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._drawn: Progress | None = None
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        """Start the clock."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Clear the line."""
        if self._drawn:
            self._drawn.stop()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show that `done` of `total` is done at this stage."""
        if not sys.stderr.isatty() or time.monotonic() - self._began < _QUIET_SECONDS:
            return
        if self._drawn is None:
            self._drawn = _start()
        if stage not in self._tasks:
            self._tasks[stage] = self._drawn.add_task(stage, total=total or None)
        self._drawn.update(self._tasks[stage], completed=done, total=total or None)


def _start() -> Progress:
    from rich.console import Console
    from rich.progress import Progress

    progress = Progress(console=Console(stderr=True), transient=True)
    progress.start()
    return progress
