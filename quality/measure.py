"""What all scorers share: a measure, stretches of text, F1 and B-cubed.

Sources: B-cubed after Bagga and Baldwin (1998), each item in exactly one cluster.
"""

from __future__ import annotations

import dataclasses
import os
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

Json = dict[str, Any]
Stretch = tuple[int, int]
Item = TypeVar("Item", bound=Hashable)

ROOT = Path(__file__).resolve().parent.parent


@dataclasses.dataclass(frozen=True)
class Measure:
    """One figure, and the findings that explain what is missing from it."""

    name: str
    got: float
    details: tuple[str, ...] = ()


def shared() -> Path | None:
    """The folder of evaluation sets beside the repository, or None where it is absent."""
    path = Path(os.environ.get("WIRECOPY_SHARED", ROOT.parent / "shared"))
    return path if (path / "data").is_dir() else None


def read(paths: Iterable[Path]) -> list[Json]:
    """The stories `wirecopy.read` finds in these files, as plain JSON objects."""
    import wirecopy

    report = wirecopy.read([str(path) for path in paths])
    return [dataclasses.asdict(story) for story in report.stories]


def overlap(left: Stretch, right: Stretch) -> int:
    """How many characters two stretches of one text have in common."""
    return max(0, min(left[1], right[1]) - max(left[0], right[0]))


def trim(text: str, start: int, end: int) -> Stretch:
    """The stretch without white space at its ends."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def best(target: Stretch, candidates: Iterable[tuple[Hashable, Stretch]]) -> Any:
    """The key of the candidate that shares most with the target, the first of equals; None if none does."""
    winner, most = None, 0
    for key, stretch in candidates:
        common = overlap(target, stretch)
        if common > most:
            winner, most = key, common
    return winner


def f1(right: int, wrong: int, missed: int) -> float:
    """The harmonic mean of precision and recall; 1.0 when there was nothing to find and nothing was found."""
    total = 2 * right + wrong + missed
    return 2 * right / total if total else 1.0


def b_cubed(predicted: Mapping[Item, Hashable], gold: Mapping[Item, Hashable]) -> tuple[float, float, float]:
    """B-cubed precision, recall and F1 over the items of gold.

    Args:
        predicted: item -> predicted cluster, for every item of gold.
        gold: item -> gold cluster.
    """
    by_gold: dict[Hashable, set[Item]] = defaultdict(set)
    by_predicted: dict[Hashable, set[Item]] = defaultdict(set)
    for item, cluster in gold.items():
        by_gold[cluster].add(item)
        by_predicted[predicted[item]].add(item)
    precision = recall = 0.0
    for item, cluster in gold.items():
        right = len(by_gold[cluster] & by_predicted[predicted[item]])
        precision += right / len(by_predicted[predicted[item]])
        recall += right / len(by_gold[cluster])
    count = len(gold)
    if not count or not precision + recall:
        return 0.0, 0.0, 0.0
    precision, recall = precision / count, recall / count
    return precision, recall, 2 * precision * recall / (precision + recall)


def find_all(text: str, piece: str) -> list[Stretch]:
    """Every place of a piece in a text."""
    places, start = [], text.find(piece)
    while piece and start >= 0:
        places.append((start, start + len(piece)))
        start = text.find(piece, start + 1)
    return places


def versions_of(stories: Sequence[Json]) -> dict[str, Json]:
    """Every version of all stories by its id (the name of its file, without the ending), with its story."""
    return {
        version["id"].removesuffix(".txt"): version | {"story": story["id"]}
        for story in stories
        for version in story["versions"]
    }
