"""What `wirecopy read` costs: the whole process, its parts, CollateX beside it, and growth with versions.

    python benchmarks/read.py FOLDER [--collatex] [--rounds N]
    python benchmarks/read.py --growth 5 20 80

One core. The parts are the names that `wirecopy.pipeline` calls, timed from outside in a warm process; the
whole process is started anew each time and writes JSON. CollateX 2.3 aligns the same texts word by word and
does nothing else; it runs in an environment of its own, in turn with wirecopy.
"""

from __future__ import annotations

import argparse
import functools
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

import growth

PARTS = {
    "text and facts": ("prepare",),
    "stories": ("find_stories",),
    "alignment and collation": ("align", "refine", "set_columns"),
    "families": ("copy_evidence", "find_families"),
    "lineage": ("trace",),
    "claims and reports": ("standings", "draft_claims", "count_reports", "omitted"),
    "quotations": ("find_quotes",),
    "changes": ("find_changes",),
}
COLLATEX_ROUNDS = 3  # it takes its time; three are enough to tell
MANY = 40  # versions beyond which one run must do
COLLATEX = """
import sys, time
from pathlib import Path
from collatex import Collation, collate
collation = Collation()
for path in sorted(Path(sys.argv[1]).glob("*.txt")):
    collation.add_plain_witness(path.stem, path.read_text(encoding="utf-8"))
start = time.perf_counter(), time.process_time()
table = collate(collation, segmentation=False)
print(time.perf_counter() - start[0], time.process_time() - start[1], len(table.columns))
"""


class Cost(NamedTuple):
    """Seconds on the clock, and seconds of the processor (which a busy machine does not stretch)."""

    wall: float
    cpu: float

    @classmethod
    def now(cls) -> Cost:
        """Both clocks of this process."""
        return cls(time.perf_counter(), time.process_time())

    def __sub__(self, other: Cost) -> Cost:
        return Cost(self.wall - other.wall, self.cpu - other.cpu)

    def __add__(self, other: tuple[float, ...]) -> Cost:
        return Cost(self.wall + other[0], self.cpu + other[1])


def main() -> None:
    """Print the tables that were asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, help="a folder of articles of one story")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--collatex", action="store_true", help="install CollateX 2.3 aside and time it too")
    parser.add_argument(
        "--growth", type=int, nargs="+", metavar="N", help="numbers of versions to make and read"
    )
    call = parser.parse_args()
    one_core()
    print(
        f"Python {platform.python_version()}, {platform.machine()}, one core, {call.rounds} rounds, medians\n"
    )
    if call.folder:
        print_read(call.folder, call.rounds, collatex_python() if call.collatex else None)
    if call.growth:
        print_growth(call.growth, call.rounds)


def one_core() -> None:
    """Keep this process, and those it starts, on one core."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    os.environ["OMP_NUM_THREADS"] = "1"


def process_cost(folder: Path) -> Cost:
    """One `wirecopy read --json`, from start to end."""
    command = [sys.executable, "-m", "wirecopy", "read", str(folder), "--json"]
    return child_cost(command)[0]


def child_cost(command: list[str]) -> tuple[Cost, str]:
    """A command's cost, and what it printed."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime), done.stdout


def part_costs(folder: Path) -> dict[str, Cost]:
    """Each part within this process."""
    from wirecopy import front, pipeline

    spent = {part: Cost(0.0, 0.0) for part in PARTS}
    originals: dict[str, Callable[..., Any]] = {}
    for part, names in PARTS.items():
        for name in names:
            originals[name] = getattr(pipeline, name)
            setattr(pipeline, name, timed(originals[name], part, spent))
    start = Cost.now()
    try:
        front.read(folder)
    finally:
        for name, function in originals.items():
            setattr(pipeline, name, function)
    spent["everything in the process"] = Cost.now() - start
    return spent


def timed(function: Callable[..., Any], part: str, spent: dict[str, Cost]) -> Callable[..., Any]:
    """The function, with its cost added up."""

    @functools.wraps(function)
    def wrapper(*args: Any, **named: Any) -> Any:
        start = Cost.now()
        try:
            return function(*args, **named)
        finally:
            spent[part] += Cost.now() - start

    return wrapper


def collatex_python() -> Path:
    """The interpreter of an environment that has CollateX 2.3, made when it is not there."""
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    home = cache / "wirecopy-benchmarks" / "collatex-2.3"
    python = home / "bin" / "python"
    if not python.exists():
        venv.create(home, with_pip=True)
        subprocess.run(
            [python, "-m", "pip", "install", "--quiet", "collatex==2.3", "Levenshtein"], check=True
        )
    return python


def collatex_cost(python: Path, folder: Path) -> tuple[Cost, int]:
    """CollateX's alignment alone, without its start, and the columns it makes."""
    _, printed = child_cost([str(python), "-W", "ignore", "-c", COLLATEX, str(folder)])
    wall, cpu, columns = printed.split()
    return Cost(float(wall), float(cpu)), int(columns)


def print_read(folder: Path, rounds: int, collatex: Path | None) -> None:
    """One folder: the whole process, the parts, CollateX in turn with them."""
    part_costs(folder)  # warms the caches of this process
    process_cost(folder)
    whole, parts, other, columns = [], [], [], 0
    for number in range(rounds):
        whole.append(process_cost(folder))
        parts.append(part_costs(folder))
        if collatex and number < COLLATEX_ROUNDS:
            cost, columns = collatex_cost(collatex, folder)
            other.append(cost)
    rows = [("whole process, start to end", whole)]
    rows += [(name, [spent[name] for spent in parts]) for name in parts[0]]
    if other:
        rows.append((f"CollateX 2.3, alignment only ({columns} columns)", other))
    print_table(f"read {folder.name}", rows)


def print_table(title: str, rows: Iterable[tuple[str, list[Cost]]]) -> None:
    """Medians and extremes in milliseconds, as a Markdown table."""
    print(f"| {title} | CPU ms | wall ms | fastest | slowest |\n|---|---:|---:|---:|---:|")
    for name, costs in rows:
        walls = [cost.wall for cost in costs]
        cpu = statistics.median(cost.cpu for cost in costs)
        cells = (cpu, statistics.median(walls), min(walls), max(walls))
        print(f"| {name} | {' | '.join(f'{1000 * cell:,.0f}' for cell in cells)} |")
    print()


def print_growth(counts: list[int], rounds: int) -> None:
    """Processor time as the versions of one story grow."""
    names = ["whole process", *PARTS]
    print(f"| versions | {' | '.join(names)} |\n|---:|{'---:|' * len(names)}")
    for count in counts:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            growth.write(count, folder)
            times = min(rounds, 1 if count > MANY else 3)
            whole = statistics.median(process_cost(folder).cpu for _ in range(times))
            parts = [part_costs(folder) for _ in range(times)]
            cells = [whole, *(statistics.median(spent[part].cpu for spent in parts) for part in PARTS)]
            print(f"| {count} | {' | '.join(f'{1000 * cell:,.0f}' for cell in cells)} |", flush=True)
    print("\nCPU milliseconds; medians of three, one run beyond", MANY, "versions")


if __name__ == "__main__":
    main()
