"""Runs the finders in turn, round by round, each as a process of its own on the cores it is given.

Takes finders and a corpus, gives what `workers/measure.py` printed for each run. Runs that are compared stand
beside each other in time, so that a busy machine slows all of them; the labels of the last run are kept for
scoring. A finder that fails is named and left out of the rounds that follow.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import environments

_MEASURE = Path(__file__).parent / "workers" / "measure.py"
_THREADS = ("OMP_NUM_THREADS", "RAYON_NUM_THREADS", "NUMBA_NUM_THREADS", "OPENBLAS_NUM_THREADS")


@dataclass(frozen=True)
class Run:
    """What one run cost.

    Attributes:
        cpu: processor seconds, of all threads and child processes.
        wall: seconds on the clock.
        stages: processor seconds by part, where the finder is called part by part.
        added: bytes of memory at the highest, above what was held before; None where it is not known.
    """

    finder: str
    documents: int
    cpu: float
    wall: float
    stages: dict[str, float]
    added: int | None

    @classmethod
    def of(cls, printed: dict[str, Any]) -> Run:
        """From a line that the worker printed."""
        return cls(**{name: printed[name] for name in cls.__dataclass_fields__})


@dataclass(frozen=True)
class Bench:
    """Where corpora, environments and labels are, and which cores are used.

    Attributes:
        cache: the folder of everything that is made.
        cores: the cores a run may use, one unless told.
    """

    cache: Path
    cores: tuple[int, ...]

    def labels(self, corpus: Path, finder: str) -> Path:
        """Where the labels of a finder's last run are."""
        name = "".join(mark if mark.isalnum() else "-" for mark in finder)
        return self.cache / "labels" / f"{corpus.name}-{name}.npy"

    def run(self, finder: str, corpus: Path) -> Run:
        """One run."""
        interpreter = environments.python(self.cache / "envs", finder)
        labels = self.labels(corpus, finder)
        labels.parent.mkdir(parents=True, exist_ok=True)
        pinned = [] if shutil.which("taskset") is None else ["taskset", "-c", ",".join(map(str, self.cores))]
        command = [*pinned, str(interpreter), "-W", "ignore", str(_MEASURE), finder, str(corpus), str(labels)]
        threads = dict.fromkeys(_THREADS, str(len(self.cores)))
        done = subprocess.run(
            command, env={**os.environ, **threads}, capture_output=True, text=True, check=True
        )
        return Run.of(json.loads(done.stdout.strip().splitlines()[-1]))


def interleaved(tasks: Mapping[str, Callable[[], Run]], rounds: int) -> dict[str, list[Run]]:
    """Every task once, then every task again, that many times."""
    found: dict[str, list[Run]] = {name: [] for name in tasks}
    for number in range(rounds):
        for name in list(found):
            try:
                run = tasks[name]()
            except subprocess.CalledProcessError as error:
                print(f"{name} failed:\n{error.stderr[-2000:]}", file=sys.stderr)
                del found[name]
                continue
            found[name].append(run)
            note(f"round {number + 1}/{rounds}: {name}: {run.documents:,} in {run.cpu:.2f} CPU s")
    return found


def note(text: str) -> None:
    """Progress, for the person who waits."""
    print(text, file=sys.stderr, flush=True)


def median(runs: Sequence[Run], value: Callable[[Run], float]) -> float:
    """The median of a figure over the rounds."""
    return statistics.median(map(value, runs))


def times_faster(one: Sequence[Run], other: Sequence[Run]) -> list[float]:
    """How many times the processor time of the first the other took, round by round, in order of size."""
    return sorted(b.cpu / a.cpu for a, b in zip(one, other, strict=True))
