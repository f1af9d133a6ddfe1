"""What a store costs: taking in, placing, asking, size, and how that grows.

    python -m benchmarks.store [--articles 100000] [--words 450] [--batch 1000] [--texts FILE ...]
    python -m benchmarks.store --url postgresql://... | --postgres
    python -m benchmarks.store --kills 50

Articles are made of 60,000 invented words by a law like that of real text, or taken from JSON Lines files
(`--texts`, gzipped) cut to so many words. They arrive in batches, are placed into families and stories of
five, and then lists, searches and reads are timed one by one. The store is a new SQLite file, the place that
`--url` names, or with `--postgres` a server that is started for this and forces what it writes to disk.
CPU seconds are those of this process; a server's are not among them. `--kills` runs the crash test on both
databases with so many random kills.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.stores.server import Server
from wirecopy.model import Arriving, Article, CopyRow, Filter, SignatureRow
from wirecopy.stores import Store, open_store

OUTLETS, TOGETHER, DAY = 200, 5, 86_400
FIRST = 1_500_000_000  # seconds since 1970 of the first article


def invented(words: int) -> Iterator[tuple[str, str]]:
    """Titles and texts that never end; the same every time."""
    chance = random.Random(1)
    letters = "etaoinshrdlucmfwyp"
    lexicon = ["".join(chance.choices(letters, k=chance.randint(2, 9))) for _ in range(60_000)]
    weights = list(itertools.accumulate(1 / (k + 3) for k in range(len(lexicon))))
    while True:
        text = chance.choices(lexicon, cum_weights=weights, k=words)
        yield " ".join(text[:9]), " ".join(text)


def taken(files: list[Path], words: int) -> Iterator[tuple[str, str]]:
    """Titles and texts of files, over and over."""
    for path in itertools.cycle(files):
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            for line in stream:
                row = json.loads(line)
                yield row.get("title") or "", " ".join(row["text"].split()[:words])


def arrivals(source: Iterator[tuple[str, str]]) -> Iterator[Arriving]:
    for k, (title, text) in enumerate(source):
        moment = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(FIRST + 600 * k))
        outlet = f"Outlet {k * k % OUTLETS}"
        article = Article(
            f"article-{k}", "made.jsonl", text, outlet, f"https://news.example/{k}", title, moment, "en"
        )
        yield Arriving(article, FIRST + 600.0 * k, "made.jsonl")


def place(store: Store, numbers: list[int]) -> None:
    """Five after one another are a story, two of them a family."""
    copies, run = store.run("copies", "1", {}).number, store.run("stories", "1", {}).number
    founders = {n: n - (n - 1) % TOGETHER for n in numbers}
    with store.writing():
        store.put_copies(copies, [CopyRow(n, n - (n - 1) % TOGETHER % 2, "own", None, 0, 0) for n in numbers])
        rows = [SignatureRow(n, FIRST + 600 * n, n, founder, bytes(300)) for n, founder in founders.items()]
        store.put_signatures(run, rows)
        stories = sorted(set(founders.values()))
        store.refresh_stories(run, stories, {n: f"s{n:x}" for n in stories})


def fill(store: Store, source: Iterator[Arriving], count: int, batch: int) -> list[str]:
    """Lines of a table: what a tenth of the articles cost, and the longest batch."""
    table = []
    for tenth in range(10):
        wall, work, longest, placing = 0.0, 0.0, 0.0, 0.0
        for _ in range(max(1, count // batch // 10)):
            rows = list(itertools.islice(source, batch))
            begun, used = time.perf_counter(), time.process_time()
            kept = store.put_articles(rows)
            took = time.perf_counter() - begun
            wall, work, longest = wall + took, work + time.process_time() - used, max(longest, took)
            begun = time.perf_counter()
            place(store, [row.number for row in kept])
            placing += time.perf_counter() - begun
        done = max(1, count // batch // 10) * batch
        table.append(
            f"| {(tenth + 1) * done:,} | {done / wall:,.0f} | {done / work:,.0f} | {longest:.2f} "
            f"| {done / placing:,.0f} |"
        )
        print(table[-1], file=sys.stderr, flush=True)
    return table


def questions_of(
    store: Store, count: int, source: Iterator[tuple[str, str]]
) -> dict[str, Callable[[], object]]:
    """What is asked, by what to call it."""
    chance = random.Random(2)
    texts = [text.split() for _, text in itertools.islice(source, 200)]

    def number() -> int:
        return chance.randrange(1, count + 1)

    def words(many: int) -> str:
        return " ".join(chance.sample(chance.choice(texts), many))

    def phrase() -> str:
        text = chance.choice(texts)
        at = chance.randrange(len(text) - 3)
        return f'"{" ".join(text[at : at + 3])}"'

    pages: list[str | None] = [None]

    def page(wanted: Filter) -> None:
        pages[0] = store.stories(wanted, 50, pages[0])[1]

    month = Filter(since="2018-01", until="2018-01")
    return {
        "an article": lambda: store.articles([number()]),
        "a story and its members": lambda: store.members(
            (store.story(number() // 5 * 5 + 1) or _none()).number
        ),
        "50 stories, page after page": lambda: page(Filter()),
        "50 stories of an outlet": lambda: store.stories(Filter(outlet="Outlet 49"), 50),
        "50 stories of an outlet that is not there": lambda: store.stories(Filter(outlet="None"), 50),
        "50 stories of a month": lambda: store.stories(month, 50),
        "search, 1 word of a text": lambda: store.search(words(1), Filter(), 20),
        "search, 2 words": lambda: store.search(words(2), Filter(), 20),
        "search, 3 words of an outlet": lambda: store.search(words(3), Filter(outlet="Outlet 1"), 20),
        "search, a phrase of 3": lambda: store.search(phrase(), Filter(), 20),
        "search, 2 words in a month": lambda: store.search(words(2), month, 20),
        "100 known articles again": _again(store, chance, count),
        "1 article more": _one_more(store),
    }


def asked(store: Store, count: int, rounds: int, source: Iterator[tuple[str, str]]) -> Iterator[str]:
    """Lines of a table: median, 95th percentile and longest of each question, in ms."""
    for name, question in questions_of(store, count, source).items():
        times: list[float] = []
        work: list[float] = []
        for _ in range(rounds):
            begun, used = time.perf_counter(), time.process_time()
            question()
            times.append(1000 * (time.perf_counter() - begun))
            work.append(1000 * (time.process_time() - used))
        times.sort()
        work.sort()
        late = int(0.95 * rounds)
        yield (
            f"| {name} | {statistics.median(times):.1f} | {times[late]:.1f} | {times[-1]:.1f} "
            f"| {statistics.median(work):.1f} | {work[late]:.1f} |"
        )


def _again(store: Store, chance: random.Random, count: int) -> Callable[[], object]:
    def again() -> object:
        rows = store.articles([chance.randrange(1, count + 1) for _ in range(100)])
        return store.put_articles([Arriving(row.article, 0.0, "again.jsonl") for row in rows])

    return again


def _one_more(store: Store) -> Callable[[], object]:
    numbers = itertools.count()
    more = invented(450)

    def one() -> object:
        title, text = next(more)
        k = next(numbers)
        return store.put_articles([Arriving(Article(f"more-{k}", "", text, title=title), 0.0, "feed")])

    return one


def _none() -> Article:
    raise LookupError("no such story")


def size(store: Store, count: int) -> str:
    if store.path is None:
        return "- size: see the server"
    whole = store.path.stat().st_size
    rows = store._db.rows(  # noqa: SLF001 - the sizes of tables are no business of the contract
        "SELECT CASE WHEN name LIKE 'found%' THEN 'words' WHEN name LIKE 'texts%' THEN 'texts' "
        "WHEN name LIKE 'signatures%' THEN 'signatures' ELSE 'all else' END, sum(pgsize) FROM dbstat "
        "GROUP BY 1"
    )
    parts = ", ".join(f"{name} {number / count:,.0f}" for name, number in rows)
    return f"- {whole / count:,.0f} bytes an article: {parts}"


def measure(url: str, options: argparse.Namespace) -> None:
    def source() -> Iterator[tuple[str, str]]:
        return taken(options.texts, options.words) if options.texts else invented(options.words)

    print("| articles | articles/s | articles/CPU s | longest batch, s | placed/s |\n|---|---|---|---|---|")
    with open_store(url) as store:
        print("\n".join(fill(store, arrivals(source()), options.articles, options.batch)))
        print("\n| question | median, ms | 95 in 100 below | longest | CPU: median | 95 in 100 below |")
        print("|---|---|---|---|---|---|")
        for line in asked(store, options.articles, options.rounds, source()):
            print(line, flush=True)
        begun = time.perf_counter()
        store.check()
        print(f"\n- checked in {time.perf_counter() - begun:.1f} s")
    with open_store(url) as store:
        print(size(store, options.articles))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--words", type=int, default=450)
    parser.add_argument("--batch", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--url")
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--texts", type=Path, nargs="*", default=[])
    parser.add_argument("--kills", type=int)
    options = parser.parse_args()
    if options.kills:
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "tests/stores/test_crash.py"]
        env = os.environ | {"WIRECOPY_KILLS": str(options.kills)}
        return subprocess.run(command, env=env, check=False).returncode
    if options.postgres:
        server = Server("fsync=on")
        try:
            measure(server.nowhere(), options)
        finally:
            server.stop()
        return 0
    with tempfile.TemporaryDirectory() as folder:
        measure(options.url or str(Path(folder) / "archive.db"), options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
