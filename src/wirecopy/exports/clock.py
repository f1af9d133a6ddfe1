"""The lineage on a line of time: who descends from whom, and when each text was published.

Takes the branches of a story and the moments its articles give, gives one `<svg>` element. Each text has a
line of its own and a dot at its time; a lost text is a dashed ring just before the first that descends from
it, because its time is not known. Every line of descent is a link to its row in the table of reasons. Where
the child is dated before its parent, the line runs backwards: that is what the articles say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from wirecopy.exports.markup import Markup, element
from wirecopy.exports.svg import Href, called, linked, said
from wirecopy.views.lineage import Branch
from wirecopy.views.phrases import EDGES

_LEFT, _TIME, _NAMES = 30, 560, 330  # widths: before the first dot, of the time, of the names after the last
_ROW, _TOP = 34, 44
_STEP = 26  # a text of unknown time stands this far before what descends from it
_LETTERS = 40


@dataclass(frozen=True, slots=True)
class _Dot:
    branch: Branch
    x: float
    y: float


def draw(branches: Sequence[Branch], moments: Mapping[str, int], name: str, href: Href) -> Markup | None:
    """The drawing; None where fewer than two moments are known.

    Args:
        branches: the lineage, parents before children.
        moments: seconds since 1970, by version.
        name: prefix of the ids of its title and description.
        href: where a line of descent leads.
    """
    times = sorted({moments[row.node] for row in branches if row.node in moments})
    if len(times) < 2:
        return None
    ends = (times[0], times[-1])
    xs = _across(branches, moments, ends)
    dots = {
        row.node: _Dot(row, xs[row.node], _TOP + _ROW * (index + 0.5)) for index, row in enumerate(branches)
    }
    shift = max(0.0, 14 - min(xs.values()))
    width, height = _LEFT + shift + _TIME + _NAMES, _TOP + _ROW * len(branches) + 6
    return element(
        "svg",
        element("title", "Lineage on a line of time", id=f"{name}-title"),
        element("desc", "The table below says the same in words.", id=f"{name}-desc"),
        element(
            "g",
            _axis(ends, height),
            *(line for dot in dots.values() for line in _lines(dot, dots, href)),
            *(_dot(dot, known=dot.branch.node in moments) for dot in dots.values()),
            transform=f"translate({shift:g} 0)",
        ),
        viewBox=f"0 0 {width:g} {height:g}",
        width=f"{width:g}",
        height=f"{height:g}",
        role="group",
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-desc",
        class_="stemma clock",
    )


def _across(
    branches: Sequence[Branch], moments: Mapping[str, int], ends: tuple[int, int]
) -> dict[str, float]:
    """Where each text stands; of unknown time: before what descends from it, else after its parent."""
    first, last = ends
    xs = {
        row.node: _LEFT + _TIME * (moments[row.node] - first) / (last - first)
        for row in branches
        if row.node in moments
    }
    for row in reversed(branches):  # children before parents
        if row.node not in xs:
            below = [xs[child.node] for child in branches if child.parent == row.node and child.node in xs]
            if below:
                xs[row.node] = min(below) - _STEP
    for row in branches:
        if row.node not in xs:
            xs[row.node] = min(xs[row.parent] + _STEP, _LEFT + _TIME) if row.parent in xs else _LEFT
    return xs


def _axis(ends: tuple[int, int], height: float) -> list[Markup]:
    """Five moments along the top, each once."""
    first, last = ends
    daily = last - first >= 4 * 86_400
    parts: list[Markup] = []
    said = ""
    for quarter in range(5):
        moment = datetime.fromtimestamp(first + (last - first) * quarter / 4, UTC)
        x = _LEFT + _TIME * quarter / 4
        label = f"{moment.day} {moment:%b}" + ("" if daily else f" {moment:%H:%M}")
        parts.append(element("line", x1=f"{x:g}", x2=f"{x:g}", y1=_TOP - 12, y2=f"{height:g}", class_="tick"))
        if label != said:
            parts.append(element("text", label, x=f"{x:g}", y=_TOP - 20, class_="tick"))
        said = label
    return parts


def _lines(dot: _Dot, dots: Mapping[str, _Dot], href: Href) -> list[Markup]:
    """The lines into a text: down from its parent, then along."""
    found = []
    edges = [dot.branch.edge] if dot.branch.edge else []
    for index, edge in enumerate([*edges, *(edge for _, edge in dot.branch.others)]):
        parent = dots[edge.parent]
        way = f"M{parent.x:g} {parent.y:g}V{dot.y + 4 * index:g}H{dot.x:g}"
        line = element(
            "path",
            d=way,
            stroke_width=f"{1 + 3 * edge.support:.1f}",
            class_="descent merge" if index or edge.kind == "merge" else "descent",
        )
        found.append(linked(line, way, said(dot.branch, parent.branch, edge), href(edge)))
    return found


def _dot(dot: _Dot, *, known: bool) -> Markup:
    branch = dot.branch
    name = called(branch)
    shown = name if len(name) <= _LETTERS else name[: _LETTERS - 1] + "…"
    notes = [] if known or branch.lost else ["no date"]
    if branch.edge:
        notes.append(f"{EDGES[branch.edge.kind]} {branch.edge.support:.0%}")
    return element(
        "g",
        element("circle", cx=f"{dot.x:g}", cy=f"{dot.y:g}", r=7),
        element(
            "text",
            element("tspan", shown, class_="name"),
            element("tspan", "  " + ", ".join(notes), class_="support") if notes else None,
            x=f"{dot.x + 14:g}",
            y=f"{dot.y + 4.5:g}",
        ),
        class_="lost" if branch.lost else "version" if known else "version undated",
    )
