"""The fifth answer: the graph of descent laid out for a tree of lines and for a drawing.

Takes a `Lineage`, gives branches: every node once, depth first, under the parent with the best support;
other parents are named. Cycles cannot hang it: a node is visited once. Versions outside the graph are not
invented here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from wirecopy.model import Confidence, Lineage, LineageEdge, LineageNode, Statement
from wirecopy.views.passages import Texts, name_of


@dataclass(frozen=True, slots=True)
class Branch:
    """A node of the lineage where it stands in the tree."""

    node: str
    sign: str  # "" for a lost text
    name: str  # of a lost text without the remark that it is lost
    lost: bool
    depth: int
    last: tuple[bool, ...]  # per depth, whether the branch is the last of its parent
    parent: str | None
    edge: LineageEdge | None
    others: tuple[tuple[str, LineageEdge], ...]  # further parents: what to call them, and the edge
    leaves: int  # rows the branch needs in a drawing


def branches(lineage: Lineage, texts: Texts) -> tuple[Branch, ...]:
    """Every node once, parents before children, roots and children in the order of the lineage."""
    nodes = {node.id: node for node in lineage.nodes}
    incoming: dict[str, list[LineageEdge]] = defaultdict(list)
    for edge in lineage.edges:
        if edge.parent in nodes and edge.child in nodes:
            incoming[edge.child].append(edge)
    main = {child: max(edges, key=lambda edge: edge.support) for child, edges in incoming.items()}
    children: dict[str, list[str]] = defaultdict(list)
    for node in nodes:
        if node in main:
            children[main[node].parent].append(node)
    roots = [node for node in nodes if node not in main]
    result: list[Branch] = []
    seen: set[str] = set()

    def visit(node: str, last: tuple[bool, ...]) -> int:
        seen.add(node)
        place = len(result)
        below = [child for child in children[node] if child not in seen]
        leaves = 0
        for index, child in enumerate(below):
            leaves += visit(child, (*last, index == len(below) - 1))
        leaves = max(1, leaves)
        others = tuple(
            (_called(nodes[edge.parent], texts), edge)
            for edge in incoming[node]
            if edge is not main.get(node)
        )
        result.insert(place, _branch(nodes[node], texts, last, main.get(node), others, leaves))
        return leaves

    for root in roots:
        visit(root, ())
    for node in nodes:  # only a cycle leaves nodes without a root
        if node not in seen:
            visit(node, ())
    return tuple(result)


def _branch(
    node: LineageNode,
    texts: Texts,
    last: tuple[bool, ...],
    edge: LineageEdge | None,
    others: tuple[tuple[str, LineageEdge], ...],
    leaves: int,
) -> Branch:
    version = texts.versions.get(node.id)
    return Branch(
        node.id,
        texts.signs.get(node.id, ""),
        name_of(version) if version else node.name.removesuffix(" (lost)"),
        node.kind == "lost",
        len(last),
        last,
        edge.parent if edge and last else None,
        edge if last else None,
        others,
        leaves,
    )


def _called(node: LineageNode, texts: Texts) -> str:
    return texts.signs.get(node.id) or node.name


def statements(lineage: Lineage, texts: Texts) -> tuple[Statement, ...]:
    """What is said about the lineage: ids become signs, the same said of several versions is said once."""
    said: dict[tuple[str, Confidence], list[str]] = {}
    for statement in lineage.statements:
        subject, words = "", statement.text
        for version, sign in texts.signs.items():
            if words.startswith(f"{version} "):
                subject, words = sign, words.removeprefix(version)
            words = re.sub(rf"(?<!\w){re.escape(version)}(?!\w)", sign, words)
        said.setdefault((words, statement.confidence), []).append(subject)
    return tuple(Statement(_subject(who) + words, sure) for (words, sure), who in said.items())


def _subject(signs: list[str]) -> str:
    return signs[0] if len(signs) == 1 else f"Each of {', '.join(signs)}"
