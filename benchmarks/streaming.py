"""Stories as articles arrive: beside those of a batch in several orders of arrival, and what placing costs.

    python -m benchmarks.streaming [--orders 5]

Quality: each labelled set in order of time and in random orders, in batches of 50, scored by B-cubed F1
against its labels and against what the batch finds. Cost: the 57,000 articles of `volume` in batches of 500
as its files come, by time and at random; then, into 100,000 remembered articles (the same twice, the second
time 40 days later), the 1,000 latest of a sample one by one. Signatures are made before the clock starts; a
dictionary stands for the store. CPU time of one process. Needs the evaluation sets (WIRECOPY_SHARED).
"""

from __future__ import annotations

import argparse
import dataclasses
import gzip
import json
import random
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from quality.measure import b_cubed, shared
from quality.stories import signature_of
from wirecopy.group.events.batch import find_events
from wirecopy.group.events.likeness import FAR_SECONDS
from wirecopy.group.events.live import Arrival, LiveStories, Outcome
from wirecopy.group.events.live_memory import Kind
from wirecopy.group.events.signature import Signature
from wirecopy.kernels import UNCOMPILED_BYTES

SETS = ("ecbplus", "basil", "uci_headlines")
VOLUME = ("reuters21578", "bbc", "allsides")
LATER = 40 * 86_400
SINGLES = 1_000


class Archive:
    """What a store would know."""

    def __init__(self) -> None:
        self.arrivals: dict[int, Arrival] = {}
        self.stories: dict[int, int] = {}
        self._members: defaultdict[int, set[int]] = defaultdict(set)
        self._windows: defaultdict[int | None, list[int]] = defaultdict(list)

    def tell(self, outcome: Outcome, arrivals: Sequence[Arrival]) -> None:
        for arrival in arrivals:
            self.arrivals[arrival.number] = arrival
            seconds = arrival.signature.time
            self._windows[None if seconds is None else seconds // FAR_SECONDS].append(arrival.number)
        for number, story in outcome.places.items():
            if number in self.stories:
                self._members[self.stories[number]].discard(number)
            self.stories[number] = story
            self._members[story].add(number)

    def recall(self, since: int | None, _until: int | None) -> Iterator[tuple[Arrival, int]]:
        for number in self._windows[None if since is None else since // FAR_SECONDS]:
            yield self.arrivals[number], self.stories[number]

    def find(self, kind: Kind, numbers: Sequence[int]) -> Iterator[tuple[Arrival, int]]:
        wanted = numbers if kind == "article" else [m for n in numbers for m in sorted(self._members[n])]
        for number in wanted if kind != "family" else ():
            if number in self.stories:
                yield self.arrivals[number], self.stories[number]


def live_over(archive: Archive) -> LiveStories:
    """Live stories that use compiled kernels from the start."""
    live = LiveStories(archive.recall, archive.find)
    live.expect(UNCOMPILED_BYTES)
    return live


def rows_of(home: Path, *parts: str) -> list[dict]:
    with gzip.open(home.joinpath("data", *parts), "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def stream(archive: Archive, signatures: Sequence[Signature], batch: int, first: int = 1) -> list[float]:
    """Place articles; CPU milliseconds an article, by batch."""
    live, costs = live_over(archive), []
    for begin in range(0, len(signatures), batch):
        some = signatures[begin : begin + batch]
        arrivals = [Arrival(first + begin + at, first + begin + at, one) for at, one in enumerate(some)]
        began = time.process_time()
        outcome = live.place(arrivals)
        costs.append((time.process_time() - began) * 1e3 / len(arrivals))
        archive.tell(outcome, arrivals)
    return costs


def orders(signatures: Sequence[Signature], count: int) -> Iterator[tuple[str, list[int]]]:
    """Orders of arrival, with their names."""
    yield "time", sorted(range(len(signatures)), key=lambda row: signatures[row].time or 0)
    for seed in range(1, count + 1):
        yield f"random {seed}", random.Random(seed).sample(range(len(signatures)), len(signatures))


def tell_quality(home: Path, count: int) -> None:
    print("| set | order | F1 | F1 of the batch | F1 against the batch | ms |\n|---|---|---|---|---|---|")
    for name in SETS:
        rows = rows_of(home, name, "articles.jsonl.gz")
        signatures, gold = [signature_of(row) for row in rows], [row["labels"]["story"] for row in rows]
        found = find_events(signatures, range(len(signatures)))
        batch = {row: n for n, group in enumerate(found) for row in group}
        whole = b_cubed(batch, dict(enumerate(gold)))[2]
        for order, places in orders(signatures, count):
            archive = Archive()
            costs = stream(archive, [signatures[row] for row in places], 50)
            got = {row: archive.stories[at] for at, row in enumerate(places, 1)}
            figures = b_cubed(got, dict(enumerate(gold)))[2], whole, b_cubed(got, batch)[2]
            told = " | ".join(f"{value:.4f}" for value in figures)
            print(f"| {name} | {order} | {told} | {np.mean(costs):.2f} |", flush=True)


def tell_cost(signatures: list[Signature]) -> None:
    print("\n| volume, order | ms an article | first tenth | last tenth | stories | largest | MB |")
    print("|---|---|---|---|---|---|---|")
    as_it_comes = ("files", list(range(len(signatures))))
    for order, places in (as_it_comes, *orders(signatures, 1)):
        archive = Archive()
        costs = stream(archive, [signatures[row] for row in places], 500)
        tenth, sizes = len(costs) // 10, Counter(archive.stories.values())
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        figures = (np.mean(costs), np.mean(costs[:tenth]), np.mean(costs[-tenth:]))
        told = " | ".join(f"{value:.2f}" for value in figures)
        print(f"| {order} | {told} | {len(sizes)} | {max(sizes.values())} | {memory:.0f} |", flush=True)


def tell_singles(signatures: list[Signature]) -> None:
    """Single articles into an archive of 100,000: spread over all its years, and the latest of all."""
    later = [dataclasses.replace(one, time=one.time and one.time + LATER) for one in signatures]
    whole = sorted(signatures + later, key=lambda one: one.time or 0)
    sample = set(random.Random(1).sample(range(len(whole)), SINGLES))
    latest = set(range(len(whole) - SINGLES, len(whole)))
    print("\n| one more, into 100,000 | p50 ms | p95 | p99 |\n|---|---|---|---|")
    for kind, chosen in (("of any year", sample), ("of the last weeks", latest)):
        rest = [one for at, one in enumerate(whole) if at not in chosen][-100_000:]
        archive = Archive()
        stream(archive, rest, 500)
        costs = sorted(stream(archive, [whole[at] for at in sorted(chosen)], 1, first=len(rest) + 1))
        told = " | ".join(f"{costs[int(len(costs) * part)]:.1f}" for part in (0.5, 0.95, 0.99))
        print(f"| {kind} | {told} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--orders", type=int, default=5, help="random orders of arrival")
    parser.add_argument("--only", choices=("quality", "cost"), help="one half of it")
    home, asked = shared(), parser.parse_args()
    if asked.only != "cost":
        tell_quality(home, asked.orders)
    if asked.only == "quality":
        return
    signatures = [signature_of(row) for name in VOLUME for row in rows_of(home, "volume", f"{name}.jsonl.gz")]
    tell_cost(signatures)
    tell_singles(signatures)


if __name__ == "__main__":
    main()
