"""The graphs of descent of all stories of a report as one list of nodes and one of edges.

Takes a report, gives every version and every lost original as a node, with a short name of its own ("n1")
that any format can write, and the edges between them, parent to child. A version that stands outside the
lineage is a node too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wirecopy.model import LineageEdge, Report, Story, Version


@dataclass(frozen=True, slots=True)
class Node:
    """A version, or a lost original.

    Attributes:
        name: short and safe, unique in the report.
        id: as in the report.
        label: for people.
        story: the story it stands in.
        version: None for a lost original.
    """

    name: str
    id: str
    label: str
    story: Story
    version: Version | None


@dataclass(frozen=True, slots=True)
class Edge:
    """Descent of one node from another."""

    parent: Node
    child: Node
    edge: LineageEdge


def descent(report: Report) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    """Nodes and edges of all stories, in the order of the report."""
    nodes: list[Node] = []
    edges: list[Edge] = []
    for story in report.stories:
        found = {node.id: node for node in _nodes(story, len(nodes))}
        nodes += found.values()
        edges += of_story(story, found)
    return tuple(nodes), tuple(edges)


def of_story(story: Story, nodes: Mapping[str, Node]) -> list[Edge]:
    """The edges of a story between these nodes."""
    return [Edge(nodes[edge.parent], nodes[edge.child], edge) for edge in story.lineage.edges]


def _nodes(story: Story, before: int) -> list[Node]:
    versions = {version.id: version for version in story.versions}
    lost = {node.id: node.name for node in story.lineage.nodes if node.kind == "lost"}
    ids = [*dict.fromkeys([*(node.id for node in story.lineage.nodes), *versions])]
    return [
        Node(
            f"n{number}",
            name,
            lost[name] if name in lost else versions[name].outlet or name,
            story,
            None if name in lost else versions[name],
        )
        for number, name in enumerate(ids, before + 1)
    ]
