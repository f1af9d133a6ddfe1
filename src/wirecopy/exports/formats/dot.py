r"""DOT: the graph of descent for Graphviz (`dot -Tsvg`), a box a version, a dashed ellipse a lost original.

In: a report. Out: one directed graph, parent to child, a cluster for each story where there are several.
Labels are what people call the version; support stands beside the edge in per cent. Names are quoted
strings in which backslashes are doubled, because Graphviz reads `\N` and the like in labels as orders.
"""

from __future__ import annotations

from itertools import groupby

from wirecopy.exports.formats.characters import line, utf8
from wirecopy.exports.formats.descent import Edge, Node, descent
from wirecopy.exports.formats.joining import whole
from wirecopy.model import Report
from wirecopy.views.phrases import EDGES

_HEAD = (
    "digraph lineage {",
    "  rankdir=TB;",
    '  node [shape=box, fontname="Helvetica"];',
    '  edge [fontname="Helvetica", fontsize=10];',
)


def render(report: Report) -> bytes:
    """The graph as DOT."""
    nodes, edges = descent(report)
    several = len(report.stories) > 1
    lines = [*_HEAD]
    for number, (_, group) in enumerate(groupby(nodes, key=lambda node: node.story.id), 1):
        members = list(group)
        if several:
            lines += [f"  subgraph cluster_{number} {{", f"  label={_quoted(members[0].story.title)};"]
        lines += [_node(node) for node in members]
        if several:
            lines.append("  }")
    lines += [_edge(edge) for edge in edges]
    return utf8("\n".join([*lines, "}", ""]))


def _node(node: Node) -> str:
    shape = "" if node.version else ", shape=ellipse, style=dashed"
    return f"  {node.name} [label={_quoted(node.label)}, tooltip={_quoted(node.id)}{shape}];"


def _edge(edge: Edge) -> str:
    kind, support = edge.edge.kind, edge.edge.support
    style = ", style=dashed" if kind == "merge" else ""
    label = _quoted(f"{EDGES[kind]}, {support:.0%}")
    return (
        f"  {edge.parent.name} -> {edge.child.name} [label={label}, weight={1 + round(9 * support)}{style}];"
    )


def _quoted(text: str) -> str:
    """A quoted string; a name on several lines is written on one."""
    escaped = line(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


write = whole(render)
