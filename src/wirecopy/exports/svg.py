"""The lineage as a drawing: a stemma from left to right, lost texts dashed.

Takes the branches of a story, gives one `<svg>` element that is styled by the page. Every node once; the
main parent by a full line, further parents by a broken one; what was done and the support stand on the line.
A title and a description say the same in words. Limit: with very many versions the drawing grows tall.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from wirecopy.exports.markup import Markup, element, join
from wirecopy.model import LineageEdge
from wirecopy.views.lineage import Branch
from wirecopy.views.phrases import EDGES

_BOX = 190
_BEND = 64  # room for the curve
_FLAT = 108  # room for the straight end of a line and its label: "translated 100%"
_GAP = _BEND + _FLAT
_LINE = 17
_PADDING = 9
_SPACE = 14  # between rows
_LETTERS = 24  # that fit into a box
_MARGIN = 4
_SHRINKS = 1400  # a drawing up to this wide may be shrunk to fit; wider ones scroll in their frame


Href = Callable[[LineageEdge], str]


@dataclass(frozen=True, slots=True)
class _Placed:
    branch: Branch
    lines: tuple[str, ...]
    x: float
    y: float  # of the middle
    height: float


def draw(branches: Sequence[Branch], name: str, description: str, href: Href | None = None) -> Markup:
    """The drawing.

    Args:
        branches: the lineage, parents before children.
        name: prefix of the ids of its title and description.
        description: the lineage in words.
        href: where a line of descent leads; None for lines that lead nowhere.
    """
    placed = _place(branches)
    width = max(item.x for item in placed.values()) + _BOX + _MARGIN
    height = max(item.y + item.height / 2 for item in placed.values()) + _MARGIN
    edges = [_edges(item, placed, href) for item in placed.values()]
    return element(
        "svg",
        element("title", "Lineage: who descends from what", id=f"{name}-title"),
        element("desc", description, id=f"{name}-desc"),
        *(line for lines, _ in edges for line in lines),
        *(label for _, labels in edges for label in labels),
        *(_node(item) for item in placed.values()),
        viewBox=f"0 0 {width:g} {height:g}",
        width=f"{width:g}",
        height=f"{height:g}",
        role="img" if href is None else "group",
        aria_labelledby=f"{name}-title {name}-desc",
        class_="stemma wide" if width > _SHRINKS else "stemma",
    )


def _place(branches: Sequence[Branch]) -> Mapping[str, _Placed]:
    """Columns by depth; each branch takes the room its children need, and stands in their middle."""
    children: dict[str, list[Branch]] = {}
    for branch in branches:
        if branch.parent is not None:
            children.setdefault(branch.parent, []).append(branch)
    placed: dict[str, _Placed] = {}

    def visit(branch: Branch, top: float) -> float:
        """Place a branch and what is under it; gives the room taken."""
        label = f"{branch.sign} {branch.name}".strip()
        lines = tuple(textwrap.wrap(label, _LETTERS)) or ("?",)
        if branch.lost:
            lines = (*lines, "(lost)")
        height = len(lines) * _LINE + 2 * _PADDING
        room = 0.0
        for child in children.get(branch.node, ()):
            room += visit(child, top + room)
        room = max(room, height + _SPACE)
        x = _MARGIN + branch.depth * (_BOX + _GAP)
        placed[branch.node] = _Placed(branch, lines, x, top + room / 2, height)
        return room

    top = float(_MARGIN - _SPACE / 2)
    for branch in branches:
        if branch.parent is None:
            top += visit(branch, top)
    return placed


def _node(item: _Placed) -> Markup:
    middle = item.y - (len(item.lines) - 1) * _LINE / 2 + 4.5
    return element(
        "g",
        element(
            "rect",
            x=f"{item.x:g}",
            y=f"{item.y - item.height / 2:g}",
            width=_BOX,
            height=f"{item.height:g}",
            rx="18" if item.branch.lost else "4",
        ),
        *(
            element("text", line, x=f"{item.x + _BOX / 2:g}", y=f"{middle + index * _LINE:g}")
            for index, line in enumerate(item.lines)
        ),
        class_="lost" if item.branch.lost else "version",
    )


def _edges(
    item: _Placed, placed: Mapping[str, _Placed], href: Href | None
) -> tuple[list[Markup], list[Markup]]:
    """The lines into a node and their labels."""
    lines, labels = [], []
    if item.branch.edge is not None:
        lines.append(_line(placed[item.branch.edge.parent], item, item.branch.edge, 0, href))
        labels.append(_label(item, item.branch.edge, -5))
    for index, (_, edge) in enumerate(item.branch.others):
        lines.append(_line(placed[edge.parent], item, edge, 6 * (index + 1), href))
        labels.append(_label(item, edge, 18 + 13 * index))
    return lines, labels


def _line(parent: _Placed, child: _Placed, edge: LineageEdge, shift: float, href: Href | None) -> Markup:
    start_x, start_y = parent.x + _BOX, parent.y
    end_x, end_y = child.x, child.y + shift
    flat_x, middle_x = end_x - _FLAT, (start_x + end_x - _FLAT) / 2
    bend = f"C{middle_x:g} {start_y:g} {middle_x:g} {end_y:g} {flat_x:g} {end_y:g}"
    way = f"M{start_x:g} {start_y:g}{bend}H{end_x:g}"
    line = element(
        "path",
        d=way,
        stroke_width=f"{1 + 2.5 * edge.support:.1f}",
        class_="descent merge" if edge.kind == "merge" or shift else "descent",
    )
    return line if href is None else linked(line, way, said(child.branch, parent.branch, edge), href(edge))


def linked(line: Markup, way: str, says: str, href: str) -> Markup:
    """A line of descent as a link, with room around it to hit."""
    reach = element("path", d=way, class_="reach")
    return element("a", element("title", says), reach, line, href=href, aria_label=says)


def said(child: Branch, parent: Branch, edge: LineageEdge) -> str:
    """A line of descent in words."""
    return f"{called(child)} from {called(parent)}: {EDGES[edge.kind]}, support {edge.support:.0%}"


def called(branch: Branch) -> str:
    """What to call a text: its sign and name."""
    return f"{branch.sign} {branch.name}".strip() + (" (lost)" if branch.lost else "")


def _label(item: _Placed, edge: LineageEdge, shift: float) -> Markup:
    return element(
        "text",
        f"{EDGES[edge.kind]} {edge.support:.0%}",
        x=f"{item.x - 6:g}",
        y=f"{item.y + shift:g}",
        class_="support",
    )


def in_words(branches: Sequence[Branch]) -> Markup:
    """The lineage as nested lists, for those who cannot see the drawing."""
    children: dict[str | None, list[Branch]] = {}
    for branch in branches:
        children.setdefault(branch.parent, []).append(branch)

    def items(parent: str | None) -> Markup:
        rows = [
            element(
                "li",
                element("span", _words(branch), class_="lost" if branch.lost else None),
                items(branch.node) if branch.node in children else None,
            )
            for branch in children.get(parent, ())
        ]
        return element("ul", *rows, class_="tree" if parent is None else None) if rows else join()

    return items(None)


def _words(branch: Branch) -> Markup:
    name = join(element("b", f"{branch.sign} " if branch.sign else ""), element("bdi", branch.name))
    notes = [" (lost)"] if branch.lost else []
    if branch.edge:
        notes.append(f", {EDGES[branch.edge.kind]}, support {branch.edge.support:.0%}")
    notes += [
        f"; also from {parent} ({EDGES[edge.kind]}, {edge.support:.0%})" for parent, edge in branch.others
    ]
    return join(name, "".join(notes))
