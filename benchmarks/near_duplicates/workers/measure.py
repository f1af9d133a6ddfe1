"""Runs one copy finder over one corpus and prints what it cost as a line of JSON.

    python measure.py FINDER CORPUS_FOLDER LABELS.npy

Runs in the finder's own environment, of which it needs numpy, pyarrow and the finder. The corpus is in memory
in the form that the finder takes before the clock starts, and a first call on a few articles has loaded and
compiled what it loads and compiles. Memory is what the process holds at its highest while the finder runs,
less what it held when the finder started (Linux; elsewhere it is not known and null).
"""

from __future__ import annotations

import ctypes
import gc
import json
import resource
import sys
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from finders import FINDERS, Stages  # beside this file


def main(name: str, corpus: Path, labels: Path) -> None:
    """Measure, and save the labels where the finder gives any."""
    finder = FINDERS[name]
    # In one piece, as the peers get their lists: putting pieces together would count as memory of the finder.
    table = pq.read_table(corpus / "corpus.parquet").combine_chunks()
    count = len(table)
    few, everything = finder.takes(table.slice(0, finder.warming)), finder.takes(table)
    del table
    stages = Stages()
    finder.run(few, stages)
    stages.seconds.clear()
    tidy_memory()
    held = memory("VmRSS")
    wall, cpu = time.perf_counter(), spent()
    found = finder.run(everything, stages)
    cost = {"cpu": spent() - cpu, "wall": time.perf_counter() - wall, "stages": stages.seconds}
    peak = memory("VmHWM")
    if found is not None:
        np.save(labels, np.asarray(found))
    added = peak - held if held is not None and peak is not None else None
    print(
        json.dumps({"finder": name, "documents": count, **cost, "held": held, "peak": peak, "added": added})
    )


def spent() -> float:
    """Processor seconds of this process, all its threads and the children that ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def tidy_memory() -> None:
    """Give back what loading left over, and start the high-water mark anew."""
    gc.collect()
    pa.default_memory_pool().release_unused()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim:
            trim(0)
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def memory(field: str) -> int | None:
    """Bytes of memory this process holds (VmRSS), or held at most (VmHWM)."""
    status = Path("/proc/self/status")
    if not status.exists():
        return None
    line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith(field))
    return int(line.split()[1]) * 1024


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
