"""From weighed trees to the graph that may be published.

Takes the trees met in the search with their weights; gives one tree with what is not supported taken back,
and the support of each edge. The tree is the one whose edges stand furthest above even chance. A version
stays below another one only if that descent has `source_support`, a lost text between versions only with
`support`; whatever has not enough hangs from the next ancestor that has, at last from the lost original.
Known limits: what hung below a version that is moved stays below it.
"""

from __future__ import annotations

from collections.abc import Mapping

from wirecopy.lineage.settings import LineageSettings
from wirecopy.lineage.support import Weighed
from wirecopy.lineage.tree import Edge, Tree, ancestors, fresh, named, root_of, tidy


def publishable(weighed: Weighed, settings: LineageSettings) -> tuple[Tree, dict[int, float]]:
    """The supported tree, and the support of the edge above each node."""
    tree = weighed.consensus(settings.consensus_support)
    versions = weighed.versions
    names = named(tree, versions)
    direct = weighed.of_edges()
    descents = weighed.of_descents(
        (above, node)
        for node in tree
        for above in ancestors(tree, node)
        if above < versions and node < versions
    )
    root = root_of(tree)
    top = root if root >= versions else fresh(tree, versions)
    result: Tree = {**tree, top: None}
    support: dict[int, float] = {}
    for node, parent in tree.items():
        if parent is None:
            continue
        value = direct[names[parent], names[node]]
        least = settings.source_support if parent < versions else settings.support
        if value >= least or parent == top:
            result[node], support[node] = parent, value
        else:
            above, support[node] = _supported(tree, node, descents, settings.source_support, versions)
            result[node] = top if above is None else above
    if root != top and any(parent == top for parent in result.values()):
        result[root] = top
    final = tidy(result, versions)
    return final, {node: support.get(node, 0.0) for node, parent in final.items() if parent is not None}


def _supported(
    tree: Tree, node: int, descents: Mapping[Edge, float], least: float, versions: int
) -> tuple[int | None, float]:
    """The nearest version a node surely descends from, with its support; None if there is none."""
    strongest = 0.0
    for above in ancestors(tree, node):
        value = descents.get((above, node), 0.0) if above < versions else 0.0
        if value >= least:
            return above, value
        strongest = max(strongest, value)
    return None, 1 - strongest
