"""Who works for an index: a crew that changes to the compiled kernels when its work is worth the wait.

The plain kernels are at hand at once; the compiled ones are many times faster, but take a second to load, or
a minute where they were never compiled. So the work is counted, in bytes of text, and once what was done and
what is to come is worth the wait, the crew changes: in the middle of a batch if need be, for both give the
same results bit for bit. A process that adds ten articles never waits, one that adds a million hardly
notices.

Source: to pay the price once as much was spent on doing without, the rule of Karlin, Manasse, Rudolph and
Sleator 1988 (Competitive snoopy caching): never more than twice what knowing the future would cost.
"""

from __future__ import annotations

from collections.abc import Callable

from wirecopy.disk.compiled import kernels_ready
from wirecopy.errors import CallError
from wirecopy.group.corpus.crew import Crew
from wirecopy.kernels import COMPILING, is_small, kernels_for

Tell = Callable[[str], None]

_READINGS = 2  # of a text: to sketch it, and to compare it; sizes for `kernels_for` count each text once
_EDGES_PER_BYTE = 2  # edges of families that plain Python follows in the time it needs for a byte of text
_KERNELS = ("sketches.sketch_rows", "runs.strongest")  # every addition needs them


def ready() -> bool:
    """Whether an earlier run left the kernels of the index compiled."""
    return kernels_ready(*_KERNELS)


class IndexCrew(Crew):
    """A number of threads, and the kernels that suit the work.

    Args:
        threads: how many; 1 works in the calling thread.
        ready: whether compiled kernels are there; asked when it matters.
        tell: told before kernels are compiled, or that they cannot be.
    """

    def __init__(self, threads: int, ready: Callable[[], bool] = ready, tell: Tell | None = None) -> None:
        super().__init__(threads, kernels_for(0))
        self._ready = ready
        self._tell = tell or _silent
        self._work = 0
        self._chosen = False

    def expect(self, size: int = 0, edges: int = 0) -> None:
        """Choose the kernels for what comes next; not while working memory of theirs is lent.

        Args:
            size: bytes of text to be read.
            edges: of families, to be followed.
        """
        if self._chosen:
            return
        self._work += size // _READINGS + edges // _EDGES_PER_BYTE
        if is_small(self._work):
            return
        kept = self._ready()
        if is_small(self._work, kept):
            return
        self._chosen = True
        try:
            self.kernels = kernels_for(self._work, kept)
        except CallError as error:
            self._tell(f"{error}; going on without them, more slowly")
            return
        if not kept:
            self._tell(COMPILING)


def _silent(_said: str) -> None:
    """Nobody wants to know."""
