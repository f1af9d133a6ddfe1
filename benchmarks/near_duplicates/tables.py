"""What was measured, as Markdown."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Sequence

from .edits import KINDS
from .rounds import Run, median, times_faster
from .score import Score

_KINDS = (*KINDS, "merge, second", "seed", "all")
_PREPARING = "shingles"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; the first column is text, the others are numbers."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def speed(runs: dict[str, list[Run]]) -> str:
    """What every finder cost on one corpus, and how many times faster wirecopy was in the same rounds."""
    against = [name for name in ("wirecopy", "wirecopy fast") if name in runs]
    head = ["finder", "CPU s", "without shingles", "articles/s", "added MB", "KB an article"]
    head += [f"{name} is faster by" for name in against]
    rows = []
    for name, found in runs.items():
        documents, cpu = found[0].documents, median(found, lambda run: run.cpu)
        rest = median(found, lambda run: run.cpu - run.stages.get(_PREPARING, 0.0))
        row = [name, f"{cpu:.2f}", f"{rest:.2f}" if _PREPARING in found[0].stages else ""]
        row += [f"{documents / cpu:,.0f}", *_memory(found)]
        row += [_factor(times_faster(runs[other], found)) if other != name else "" for other in against]
        rows.append(row)
    return table(head, rows)


def _memory(runs: Sequence[Run]) -> list[str]:
    added = [run.added for run in runs if run.added is not None]
    if not added:
        return ["", ""]
    middle = statistics.median(added)
    return [f"{middle / 1e6:,.0f}", f"{middle / 1e3 / runs[0].documents:.2f}"]


def _factor(factors: Sequence[float]) -> str:
    middle = f"{statistics.median(factors):.1f}"
    return f"{middle} ({factors[0]:.1f}-{factors[-1]:.1f})" if len(factors) > 1 else middle


def quality(scores: dict[str, Score]) -> str:
    """What every finder found on one corpus, by kind of copy, and how clean its clusters are."""
    rows = [
        [kind, *(f"{score.recall[kind]:.3f}" for score in scores.values())]
        for kind in _KINDS
        if all(kind in score.recall for score in scores.values())
    ]
    figures = {
        "precision": lambda score: f"{score.precision:.4f}",
        "precision without bulletins": lambda score: f"{score.precision_without_bulletins:.4f}",
        "pure clusters": lambda score: f"{score.pure:.4f}",
        "clusters": lambda score: f"{score.clusters:,}",
        "largest cluster": lambda score: f"{score.largest:,}",
        "kinds in most false pairs": lambda score: ", ".join(list(score.false_pairs)[:3]),
    }
    rows += [[name, *map(figure, scores.values())] for name, figure in figures.items()]
    return table(["", *scores], rows)


def growth(runs: dict[str, list[Run]]) -> str:
    """What wirecopy cost as the corpus grew; the exponent is that of the step from the row above."""
    rows, before = [], None
    for found in runs.values():
        here = (found[0].documents, median(found, lambda run: run.cpu))
        step = f"{_exponent(before, here):.3f}" if before else ""
        rows.append([f"{here[0]:,}", f"{here[1]:.2f}", f"{here[0] / here[1]:,.0f}", *_memory(found), step])
        before = here
    return table(["articles", "CPU s", "articles/s", "added MB", "KB an article", "exponent"], rows)


def exponent(runs: dict[str, list[Run]], first: int, last: int) -> float | None:
    """The exponent of processor time between two sizes of corpus, where both were run."""
    at = {
        name: (found[0].documents, median(found, lambda run: run.cpu))
        for name, found in runs.items()
        if found
    }
    ends = [at.get(f"{size}") for size in (first, last)]
    return _exponent(ends[0], ends[1]) if ends[0] and ends[1] else None


def _exponent(before: tuple[int, float], here: tuple[int, float]) -> float:
    return math.log(here[1] / before[1]) / math.log(here[0] / before[0])


def cores(runs: dict[str, list[Run]]) -> str:
    """What a second core brings, on the clock."""
    (first, one), *others = runs.items()
    rows = [
        [first, f"{median(one, lambda run: run.wall):.2f}", f"{median(one, lambda run: run.cpu):.2f}", ""]
    ]
    for name, more in others:
        faster = sorted(a.wall / b.wall for a, b in zip(one, more, strict=True))
        wall, cpu = median(more, lambda run: run.wall), median(more, lambda run: run.cpu)
        rows.append([name, f"{wall:.2f}", f"{cpu:.2f}", _factor(faster)])
    return table(["wirecopy on", "wall s", "CPU s", "faster by"], rows)
