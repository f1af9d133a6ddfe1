"""From the best tree and its support to the graph that may be published.

Takes the tree found for the distinct texts of a family with the support of its edges; gives the tree with
what is not supported taken back. An edge from a lost text needs `support`; a version is named as the source of
another only from `source_support` on. What falls below hangs one step higher, at last from the lost original.
Known limits: taking an edge back keeps what hung below it, so a wrong group moves as a whole.
"""

from __future__ import annotations

from collections.abc import Mapping

from wirecopy.lineage.settings import LineageSettings
from wirecopy.lineage.tree import Edge, Tree, downwards, fresh, named, root_of, tidy


def collapse(
    tree: Tree, support: Mapping[Edge, float], versions: int, settings: LineageSettings
) -> tuple[Tree, dict[int, float]]:
    """The supported tree, and the support of the edge above each node.

    An edge that took the place of a weaker one carries what spoke against that one, but no less than its
    own support.
    """
    result = dict(tree)
    names = named(tree, versions)
    kept: dict[int, float] = {}
    for node in reversed(downwards(tree)):
        parent = tree[node]
        if parent is None:
            continue
        value = support[names[parent], names[node]]
        kept[node] = value
        least = settings.source_support if parent < versions else settings.support
        if value >= least or (tree[parent] is None and parent >= versions):
            continue
        kept[node] = 1 - value
        if root_of(result) == parent:
            root = fresh(result, versions)
            result[root] = None
            result[parent] = root
            kept[parent] = 1 - value
        result[node] = result[parent]
    final = tidy(result, versions)
    return final, {node: kept.get(node, 0.0) for node, above in final.items() if above is not None}
