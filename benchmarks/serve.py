"""What the server takes to answer, and whether it keeps its word under load.

    python -m benchmarks.serve [--articles 1000 10000 100000] [--clients 4] [--seconds 10] [--stories 60]
    python -m benchmarks.serve --cases 2000
    python -m benchmarks.serve --readers 50 [--seconds 20]

A store is made of invented articles: stories of five, of which three copy the first and one is told in other
words. Then `wirecopy serve` runs on loopback and some clients ask, one question after another, each kind for
so many seconds: lists, stories, searches, as pages and by the API. Reports on stories are asked for once
before, so that they are kept in the store; the first asking is timed by itself. `--cases` holds the API
against its description with so many drawn requests. `--readers` has many read while `wirecopy watch` writes
what a feed on loopback brings, second by second, and counts errors.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

from benchmarks.store import arrivals, invented, place
from tests.feedserver import FeedServer, Reply, Request, Said, feed_reply, rss
from tests.newsroom import article
from tests.web import contract
from tests.web.running import Server, running
from wirecopy.build import Archive
from wirecopy.model import Credit, CreditsRow
from wirecopy.stores import open_store

WORDS, SENTENCE, BATCH = 450, 18, 1_000
A_POLL = 12  # new articles each time a feed is asked for
GOALS = {"list": 150, "story": 300, "search": 200}  # ms, 95 in 100 below
DEADLINE = 60.0
TOKEN = "a-token-of-the-benchmark"  # noqa: S105 - it opens nothing

Ask = Callable[[random.Random], str]


# -- a store ------------------------------------------------------------------------------------------------


def told() -> Iterator[tuple[str, str]]:
    """Titles and texts without end: five of each event, three of them edited copies of the first."""
    chance = random.Random(3)
    source = invented(2 * WORDS)
    for title, text in source:
        words = text.split()
        wire, own = words[:WORDS], words[WORDS:]
        copies = [[word if chance.random() > 0.03 else word[::-1] for word in wire] for _ in range(3)]
        copies[1] = copies[1][: WORDS // 2]
        for version in (wire, *copies, [*own, *wire[:60]]):
            yield title, sentences(version)


def sentences(words: list[str]) -> str:
    pieces = [" ".join(words[at : at + SENTENCE]).capitalize() for at in range(0, len(words), SENTENCE)]
    return ".\n".join(pieces) + "."


def make(path: Path, count: int) -> None:
    """A store of so many articles, placed and credited."""
    source = arrivals(told())
    with open_store(str(path)) as store:
        run = store.run("credits", "1", {}).number
        for _ in range(max(1, count // BATCH)):
            kept = store.put_articles(list(itertools.islice(source, min(BATCH, count))))
            numbers = [row.number for row in kept]
            place(store, numbers)
            rows = [
                CreditsRow(n, (Credit(f"Agency {n % 7}", "copy", 0, 5),) if n % 3 else ()) for n in numbers
            ]
            with store.writing():
                store.put_credits(run, rows)


# -- clients ------------------------------------------------------------------------------------------------


@dataclass
class Tally:
    """What answers took, in ms, and what they were."""

    times: list[float] = field(default_factory=list)
    answers: Counter[int] = field(default_factory=Counter)
    sizes: list[int] = field(default_factory=list)

    def line(self, name: str) -> str:
        self.times.sort()
        late = self.times[min(len(self.times) - 1, int(0.95 * len(self.times)))]
        kinds = ", ".join(f"{count} x {status}" for status, count in sorted(self.answers.items()))
        size = statistics.mean(self.sizes) / 1000
        return (
            f"| {name} | {statistics.median(self.times):.1f} | {late:.1f} | {self.times[-1]:.0f} "
            f"| {size:.0f} | {kinds} |"
        )

    @property
    def late(self) -> float:
        return sorted(self.times)[min(len(self.times) - 1, int(0.95 * len(self.times)))]


class Client:
    """One connection that is kept."""

    def __init__(self, server: Server) -> None:
        self._there = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=DEADLINE)

    def get(self, path: str) -> tuple[int, bytes]:
        self._there.request("GET", path)
        answer = self._there.getresponse()
        return answer.status, answer.read()

    def close(self) -> None:
        self._there.close()


def load(server: Server, ask: Ask, clients: int, seconds: float) -> Tally:
    """Some clients that ask one question after another."""
    tally, lock, end = Tally(), threading.Lock(), time.perf_counter() + seconds

    def one(number: int) -> None:
        chance, client = random.Random(number), Client(server)
        while time.perf_counter() < end:
            path = ask(chance)
            begun = time.perf_counter()
            status, body = client.get(path)
            took = 1000 * (time.perf_counter() - begun)
            with lock:
                tally.times.append(took)
                tally.answers[status] += 1
                tally.sizes.append(len(body))
        client.close()

    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(one, range(clients)))
    return tally


def first_reports(server: Server, stories: list[str]) -> tuple[Tally, Tally]:
    """What the first asking for reports takes to be answered, and until they are there."""
    answered, there, client = Tally(), Tally(), Client(server)
    for name in stories:
        begun, status = time.perf_counter(), 0
        while status != 200 and time.perf_counter() - begun < DEADLINE:
            status, body = client.get(f"/api/v1/stories/{name}/report")
            took = 1000 * (time.perf_counter() - begun)
            if not answered.times or len(answered.times) == len(there.times):
                answered.times.append(took)
                answered.answers[status] += 1
                answered.sizes.append(len(body))
            time.sleep(0 if status == 200 else 0.05)
        there.times.append(took)
        there.answers[status] += 1
        there.sizes.append(len(body))
    client.close()
    return answered, there


def questions(server: Server, stories: list[str], count: int) -> dict[str, Ask]:
    """What is asked, by what to call it."""
    source = told()
    texts = [next(source)[1].split() for _ in range(min(count, 400))]
    client = Client(server)
    places = [None]
    for _ in range(20):  # places where pages of the list begin
        page = json.loads(
            client.get(f"/api/v1/stories?limit=25{f'&after={places[-1]}' if places[-1] else ''}")[1]
        )
        if page["next"] is None:
            break
        places.append(page["next"])
    client.close()

    def after(chance: random.Random) -> str:
        at = chance.choice(places)
        return f"&after={quote(at)}" if at else ""

    def words(chance: random.Random) -> str:
        return "+".join(word.strip(".") for word in chance.sample(chance.choice(texts), 2))

    return {
        "list, API": lambda chance: f"/api/v1/stories?limit=25{after(chance)}",
        "list, page": lambda chance: f"/?limit=25{after(chance)}",
        "list of an outlet, page": lambda chance: f"/?outlet=Outlet+{chance.choice((0, 1, 4, 49))}",
        "list of an agency, page": lambda chance: f"/?agency=Agency+{chance.randrange(7)}",
        "story, API": lambda chance: f"/api/v1/stories/{chance.choice(stories)}/report",
        "story, page": lambda chance: f"/stories/{chance.choice(stories)}",
        "search of 2 words, API": lambda chance: f"/api/v1/search?q={words(chance)}",
        "search of 2 words, page": lambda chance: f"/search?q={words(chance)}",
        "stories about 2 words, API": lambda chance: f"/api/v1/stories?q={words(chance)}",
        "outlets, page": lambda _: "/outlets",
        "outlet, page": lambda chance: f"/outlets/Outlet%20{chance.choice((0, 1, 4, 49))}",
        "article, page": lambda chance: f"/articles/article-{chance.randrange(count)}",
    }


def story_names(server: Server, count: int) -> list[str]:
    client = Client(server)
    _, body = client.get(f"/api/v1/stories?limit={count}")
    client.close()
    return [row["id"] for row in json.loads(body)["stories"]]


# -- what is measured ---------------------------------------------------------------------------------------


def measure(count: int, options: argparse.Namespace, folder: Path) -> dict[str, float]:
    """Tables of one size of a store; what 95 in 100 stay below, by question."""
    path = folder / f"{count}.store"
    begun = time.perf_counter()
    make(path, count)
    took, size = time.perf_counter() - begun, path.stat().st_size / 1e6
    print(f"\n{count:,} articles, made in {took:.0f} s, {size:,.0f} MB\n")
    print("| question | median, ms | 95 in 100 below | longest | kB | answers |\n|---|---|---|---|---|---|")
    late: dict[str, float] = {}
    with running(path, folder / "log") as server:
        stories = story_names(server, min(options.stories, count // 5))
        for name, tally in zip(("report, first asked: answered", "report, first asked: there"),
                               first_reports(server, stories), strict=True):  # fmt: skip
            print(tally.line(name), flush=True)
        for name, ask in questions(server, stories, count).items():
            tally = load(server, ask, options.clients, options.seconds)
            late[name] = tally.late
            print(tally.line(name), flush=True)
    with running(path, folder / "log") as server:
        tally = Tally()
        client = Client(server)
        client.get("/api/v1/counts")
        for name in stories:
            begun = time.perf_counter()
            status, body = client.get(f"/stories/{name}")
            tally.times.append(1000 * (time.perf_counter() - begun))
            tally.answers[status] += 1
            tally.sizes.append(len(body))
        client.close()
        late["story, page, from the store"] = tally.late
        print(tally.line("story, page, from the store"), flush=True)
    return late


def grown(results: dict[int, dict[str, float]]) -> None:
    """How what 95 in 100 stay below grows with the store, and the goals."""
    sizes = sorted(results)
    print("\n| 95 in 100 below, ms | " + " | ".join(f"{size:,}" for size in sizes) + " | goal |")
    print("|---|" + "---|" * (len(sizes) + 1))
    for name in results[sizes[-1]]:
        goal = GOALS.get(name.partition(",")[0].partition(" ")[0], "")
        print(f"| {name} | " + " | ".join(f"{results[size][name]:.1f}" for size in sizes) + f" | {goal} |")


def held(cases: int, folder: Path) -> None:
    """The API against its description."""
    path = folder / "newsroom.store"
    filled(path, 12)
    with running(path, folder / "log", token=TOKEN) as server:
        stories = story_names(server, 3)
        first_reports(server, stories)
        client = Client(server)
        (story,) = json.loads(client.get(f"/api/v1/stories/{stories[0]}/report")[1])["stories"]
        client.close()
        names = {
            "story_id": stories,
            "story": stories[:1],
            "finding_id": [claim["id"] for claim in story["claims"]],
            "format_name": ["json", "csv", "html", "tei", "prov"],
            "article_id": [version["id"] for version in story["versions"]],
            "name": ["The Islander", "Quay Daily"],
        }
        begun = time.perf_counter()
        answers = contract.check(server.url, names, TOKEN, cases)
    took = time.perf_counter() - begun
    print(f"{answers.total():,} answers in {took:.0f} s, all as described, none a fault:\n")
    for key, number in sorted(answers.items()):
        print(f"- {key}: {number}")


def filled(path: Path, events: int) -> None:
    """A store as `wirecopy add` makes it."""
    rows = path.with_suffix(".jsonl")
    write_rows(rows, range(events))
    started("add", rows, "--store", path).wait()


def write_rows(path: Path, events: range) -> None:
    with path.open("w", encoding="utf-8") as out:
        for event, version in itertools.product(events, range(4)):
            row = article(event, version)
            shown = {
                name: getattr(row, name) for name in ("id", "outlet", "url", "title", "text", "published")
            }
            out.write(json.dumps(shown) + "\n")


def started(*words: str | Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "wirecopy", *map(str, words)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def feed(server: FeedServer, a_poll: int) -> str:
    """The address of a feed that has so many articles more, whole, each time it is asked for."""
    events = ((event, version) for event in itertools.count(1_000) for version in range(4))

    def answer(_: Request) -> Reply:
        rows = [article(*event) for event in itertools.islice(events, a_poll)]
        said = [
            Said(f"{server.url}/{row.id}", row.title or row.id, content=row.text, published=time.time())
            for row in rows
        ]
        return feed_reply(rss(said))

    return server.put("/feed", answer)


def beside(readers: int, seconds: float, folder: Path) -> int:
    """Many read while `wirecopy watch` writes; how many answers were errors."""
    path = folder / "news.store"
    filled(path, 100)
    with FeedServer() as source, running(path, folder / "log") as server:
        stories = story_names(server, 20)
        first_reports(server, stories)
        with Archive.open(path, read_only=True) as archive:
            before = archive.store.counts()["articles"]
        paths = ["/", "/?agency=Northwire", "/search?q=Northwire", "/outlets", "/outlets/Quay%20Daily"]
        paths += [f"/stories/{name}" for name in stories]
        paths += [f"/api/v1/stories/{name}/report" for name in stories]
        url = feed(source, A_POLL)
        writer = started("watch", url, "--store", path, "--feed-text", "--allow-private", "--interval", "1")
        tally = load(server, lambda chance: chance.choice(paths), readers, seconds)
        if writer.poll() is not None:
            raise RuntimeError("the watch ended")
        writer.terminate()
        writer.wait()
        with Archive.open(path, read_only=True) as archive:
            after = archive.store.counts()["articles"]
            archive.store.check()
    print(f"{readers} readers for {seconds:g} s on {os.cpu_count()} cores;", end=" ")
    print(f"`wirecopy watch` wrote {after - before:,} articles meanwhile\n")
    print("| question | median, ms | 95 in 100 below | longest | kB | answers |\n|---|---|---|---|---|---|")
    print(tally.line("any page or address"))
    return sum(count for status, count in tally.answers.items() if status not in (200, 202))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--stories", type=int, default=60, help="whose reports are looked at")
    parser.add_argument("--cases", type=int)
    parser.add_argument("--readers", type=int)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if options.cases:
            held(options.cases, folder)
            return 0
        if options.readers:
            return 1 if beside(options.readers, options.seconds, folder) else 0
        grown({count: measure(count, options, folder) for count in options.articles})
    return 0


if __name__ == "__main__":
    sys.exit(main())
