"""From weighed trees to the graph that may be published.

Takes the trees met in the search with their weights, and the readings; gives one tree with what is not
supported taken back, and the support of each edge. The tree is the one whose edges stand furthest above even
chance. A version stays below another one only if that descent has `source_support` and the readings warrant
it, a lost text between versions only with `support`; whatever has not enough hangs from the next ancestor
that has, at last from the original: the agency's own text where it is at hand, else a lost one.
Known limits: what hung below a version that is moved stays below it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wirecopy.lineage.matrix import Integers
from wirecopy.lineage.settings import LineageSettings
from wirecopy.lineage.support import Weighed
from wirecopy.lineage.tree import Edge, Tree, ancestors, below, children_of, fresh, named, root_of, tidy
from wirecopy.lineage.warrant import Warrant, warrant

_UNSOUND = 0.75  # of the chance of a descent that the readings do not warrant speaks against the original
_BESIDE = 0.6  # the same where the first text is at hand: heavy rewrites of it never find a warrant


@dataclass(frozen=True, slots=True)
class Bench:
    """Judges the edges of the supported tree.

    `states` are the readings (versions, places); `wire` the rows of the agency's own text.
    """

    weighed: Weighed
    states: Integers
    wire: frozenset[int]
    settings: LineageSettings

    def publishable(self) -> tuple[Tree, dict[int, float]]:
        """The supported tree, and the support of the edge above each node."""
        tree = self.weighed.consensus(self.settings.consensus_support)
        versions = self.weighed.versions
        root = root_of(tree)
        sound = {edge for edge in self._descents(tree) if self._warranted(tree, edge)}
        top = root if root >= versions or self._first(tree, root, sound) else fresh(tree, versions)
        result: Tree = {**tree, top: None}
        support: dict[int, float] = {}
        judged = self._supports(tree, sound, top)
        for node, parent in tree.items():
            if parent is not None:
                result[node], support[node] = judged[node]
        if root != top and any(parent == top for parent in result.values()):
            result[root] = top
        final = tidy(result, versions)
        return final, {node: support.get(node, 0.0) for node, parent in final.items() if parent is not None}

    def _descents(self, tree: Tree) -> Iterator[Edge]:
        """Every version with every version above it."""
        versions = self.weighed.versions
        for node in tree:
            for above in ancestors(tree, node):
                if node < versions and above < versions:
                    yield above, node

    def warrants(self, tree: Tree) -> dict[int, Warrant]:
        """What the readings say of every version that hangs from another, by its row."""
        versions = self.weighed.versions
        return {
            node: warrant(self.states, parent, node, below(tree, node))
            for node, parent in tree.items()
            if parent is not None and parent < versions and node < versions
        }

    def _warranted(self, tree: Tree, edge: Edge) -> bool:
        parent, child = edge
        return warrant(self.states, parent, child, below(tree, child)).holds(self.settings)

    def _first(self, tree: Tree, root: int, sound: set[Edge]) -> bool:
        """Whether the first version of a tree may stand for the original of all others."""
        copies = sum((root, child) in sound for child in children_of(tree)[root])
        return root in self.wire or copies >= self.settings.sure_children

    def _supports(self, tree: Tree, sound: set[Edge], top: int) -> dict[int, tuple[int, float]]:
        """The parent to be published for every node but the root, and how sure it is."""
        versions, settings = self.weighed.versions, self.settings
        names = named(tree, versions)
        direct = self.weighed.of_edges()
        descents = self.weighed.of_descents(self._descents(tree))
        doubt = _UNSOUND if top >= versions else _BESIDE
        judged: dict[int, tuple[int, float]] = {}
        for node, parent in tree.items():
            if parent is None:
                continue
            value = direct[names[parent], names[node]]
            least = settings.source_support if parent < versions else settings.support
            if parent == top or (value >= least and (parent >= versions or (parent, node) in sound)):
                judged[node] = parent, value
                continue
            strongest = 0.0
            for above in ancestors(tree, node):
                likely = descents.get((above, node), 0.0)
                if likely >= settings.source_support and (above, node) in sound:
                    judged[node] = above, likely
                    break
                strongest = max(strongest, likely if (above, node) in sound else doubt * likely)
            else:
                judged[node] = top, 1 - strongest
        return judged
