"""What a store costs: adding an archive to it, and placing articles that arrive one at a time.

    python -m benchmarks.archive PATH... [--store FILE] [--late 200] [--late-from FILE] [--newest 2000]

PATH... is added to a new store by `add_paths`, as `wirecopy add` does it, and the pace is told for every
tenth of the way. Then `--late` articles, edited reprints of what is there, arrive one by one: how long until
each is stored and placed (family and story), and how long with the reports of its claims counted. Times are
of the clock, of one process; memory is what the process holds that is not in files (Linux).
`--kills` kills `wirecopy add` at random moments and checks what is there, see `tests/build/test_kill.py`.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from wirecopy.build import Archive
from wirecopy.build.adding import add_paths
from wirecopy.model import Arriving, Article, Filter
from wirecopy.readers import iter_paths

FIRST = 30  # arrivals in a new process, which bring what lies near them in time into memory


class Pace:
    """Notes when how many articles were done."""

    def __init__(self) -> None:
        self.began = time.perf_counter()
        self.points: list[tuple[int, float]] = [(0, 0.0)]

    def __call__(self, stage: str, done: int, _: int) -> None:
        if stage == "adding":
            self.points.append((done, time.perf_counter() - self.began))

    def tenths(self) -> Iterator[tuple[int, int, float]]:
        """(first, last, seconds an article) of every tenth."""
        total = self.points[-1][0]
        for part in range(10):
            low, high = total * part // 10, total * (part + 1) // 10
            first = max(point for point in self.points if point[0] <= low)
            last = min(point for point in self.points if point[0] >= high)
            yield first[0], last[0], (last[1] - first[1]) / max(1, last[0] - first[0])


def held() -> int:
    """Megabytes of memory that are not of files."""
    with Path("/proc/self/status").open(encoding="ascii") as lines:
        return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon")) // 1024


def size_of(path: Path) -> int:
    """Bytes of a file or of everything in a folder."""
    if path.is_dir():
        return sum(size_of(entry) for entry in path.iterdir())
    return path.stat().st_size if path.exists() else 0


def add(store: Path, paths: list[str]) -> None:
    """Add everything and tell the pace."""
    pace = Pace()
    with Archive.open(store) as archive:
        added = add_paths(archive, paths, progress=pace)
        seconds = time.perf_counter() - pace.began
        counts = archive.store.counts()
        total = added.states.total()
        print(f"added {total:,} in {seconds:.0f} s: {total / seconds:,.0f} a second")
        print(f"rejected {added.rejected:,}; {dict(added.states)}; memory {held():,} MB")
        print({name: count for name, count in counts.items() if count})
    tenths = list(pace.tenths())
    for first, last, each in tenths:
        print(f"  {first:>9,} - {last:>9,}: {1 / each:8,.0f} a second")
    print(f"last tenth / first tenth: {tenths[-1][2] / tenths[0][2]:.2f}")
    kilobytes = 1e3 * counts["articles"]
    index = size_of(Path(f"{store}.copies")) / kilobytes
    print(f"store {size_of(store) / kilobytes:.2f} kB an article, index {index:.2f} kB")


def sizes(store: Path) -> None:
    """How large stories are."""
    with Archive.open(store, read_only=True) as archive:
        counts: Counter[int] = Counter()
        largest, after = [], None
        while True:
            rows, after = archive.store.stories(Filter(least=2), 1_000, after)
            counts.update(row.articles for row in rows)
            largest = sorted([*largest, *rows], key=lambda row: -row.articles)[:20]
            if after is None:
                break
        print(f"{counts.total():,} stories of two or more articles")
        for row in largest:
            first, last = (row.first_published or "")[:10], (row.last_published or "")[:10]
            print(f"  {row.articles:5} articles {row.families:5} texts  {first} - {last}  {row.title[:70]}")


def arrive(store: Path, late: list[Article], claims: bool) -> None:
    """Place articles one by one."""
    took = []
    with Archive.open(store) as archive:
        archive.settle()
        for row in late:
            began = time.perf_counter()
            archive.arrive([Arriving(row, time.time(), "late")], claims=claims)
            took.append((time.perf_counter() - began) * 1000)
        count = archive.store.counts()["articles"]
    what = "placed and counted" if claims else "placed"
    print(f"{what} one by one beside {count:,}:")
    print(f"    the first {FIRST}: {spread(took[:FIRST])}")
    print(f"    then {len(took[FIRST:])}: {spread(took[FIRST:])}")


def spread(took: list[float]) -> str:
    """Median, p95 and longest."""
    took = sorted(took) or [0.0]
    late = took[int(0.95 * len(took))]
    return f"median {statistics.median(took):.1f} ms, p95 {late:.1f}, longest {took[-1]:.0f}"


def read_late(paths: list[str], count: int, newest: int) -> list[Article]:
    """Articles to arrive: reprints of articles that are there, each with a sentence of its own.

    Args:
        paths: where the articles are.
        count: how many are wanted.
        newest: take them from so many that were published last, as news arrives; 0 for all of them, as an
            archive is filled up: then what is near in time has to be fetched from the store first.
    """
    articles = [item for item in iter_paths(paths) if isinstance(item, Article)]
    if newest:
        articles = sorted(articles, key=lambda row: (row.moment or 0, row.id))[-newest:]
    step = max(1, len(articles) // count)
    return [
        replace(row, id=f"late-{row.id}", outlet="Benchmark", url=None, text=f"{row.text}\nReprinted on {n}.")
        for n, row in enumerate(articles[::step][:count])
    ]


def kill(times: int) -> None:
    """Run the test of killing with so many kills."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "tests/build/test_kill.py"]
    done = subprocess.run(command, env={**os.environ, "WIRECOPY_KILLS": str(times)}, check=False)
    raise SystemExit(done.returncode)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="*")
    parser.add_argument("--store", type=Path)
    parser.add_argument("--late", type=int, default=200)
    parser.add_argument("--late-from", nargs="*", default=[])
    parser.add_argument("--newest", type=int, default=2_000)
    parser.add_argument("--kills", type=int, default=0)
    given = parser.parse_args()
    if given.kills:
        kill(given.kills)
    with tempfile.TemporaryDirectory() as folder:
        store = given.store or Path(folder) / "news.store"
        if given.paths:
            add(store, given.paths)
        sizes(store)
        late = read_late(given.late_from or given.paths, 2 * given.late, given.newest)
        arrive(store, late[::2], claims=False)
        arrive(store, late[1::2], claims=True)


if __name__ == "__main__":
    main()
