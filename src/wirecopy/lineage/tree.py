"""A tree of descent: versions 0..n-1, lost texts from n on, each with one parent.

A tree is a plain mapping child -> parent (the root's parent is None); every function here returns a new one.
Lost texts that explain nothing (no child, or one child) are taken out by `tidy`.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

Tree = dict[int, int | None]
Edge = tuple[int, int]  # names of parent and child, see `named`


def star(versions: int) -> Tree:
    """All versions straight from one lost original."""
    return {**dict.fromkeys(range(versions), versions), versions: None}


def children_of(tree: Mapping[int, int | None]) -> dict[int, list[int]]:
    """Children of every node, sorted."""
    children: dict[int, list[int]] = {node: [] for node in tree}
    for node in sorted(tree):
        parent = tree[node]
        if parent is not None:
            children[parent].append(node)
    return children


def root_of(tree: Mapping[int, int | None]) -> int:
    """The one node without a parent."""
    return next(node for node, parent in tree.items() if parent is None)


def downwards(tree: Mapping[int, int | None]) -> list[int]:
    """Nodes in an order in which parents come before their children."""
    children = children_of(tree)
    order = [root_of(tree)]
    for node in order:
        order.extend(children[node])
    return order


def ancestors(tree: Mapping[int, int | None], node: int) -> Iterator[int]:
    """Parent, grandparent and so on."""
    parent = tree[node]
    while parent is not None:
        yield parent
        parent = tree[parent]


def below(tree: Mapping[int, int | None], node: int) -> set[int]:
    """The node and all that descend from it."""
    found = {node}
    for other in downwards(tree):
        if tree[other] in found:
            found.add(other)
    return found


def fresh(tree: Mapping[int, int | None], versions: int) -> int:
    """A number for a new lost text."""
    return max(versions - 1, *tree) + 1


def tidy(tree: Mapping[int, int | None], versions: int) -> Tree:
    """The tree without lost texts that have fewer than two children, lost texts numbered from the top."""
    result = dict(tree)
    changed = True
    while changed:
        changed = False
        for node, children in children_of(result).items():
            if node >= versions and len(children) < 2:
                for child in children:
                    result[child] = result[node]
                del result[node]
                changed = True
                break
    return result


def named(tree: Mapping[int, int | None], versions: int) -> dict[int, int]:
    """Names that do not depend on numbering.

    A version keeps its number; a lost text is the set of versions that descend from it, as a negative number
    whose bits are the versions.
    """
    masks: dict[int, int] = {node: 1 << node if node < versions else 0 for node in tree}
    for node in reversed(downwards(tree)):
        parent = tree[node]
        if parent is not None:
            masks[parent] |= masks[node]
    return {node: node if node < versions else -mask for node, mask in masks.items()}


def edges(tree: Mapping[int, int | None], versions: int) -> frozenset[Edge]:
    """Edges (parent, child) by name, so that trees can be compared."""
    names = named(tree, versions)
    return frozenset((names[parent], names[node]) for node, parent in tree.items() if parent is not None)


def reroot(tree: Mapping[int, int | None], node: int) -> Tree:
    """The same undirected tree hung from another node."""
    result = dict(tree)
    path = [node, *ancestors(tree, node)]
    result.update({parent: child for child, parent in itertools.pairwise(path)})
    result[node] = None
    return result


def rearrangements(tree: Mapping[int, int | None], versions: int) -> Iterator[Tree]:
    """Trees that differ in direction.

    Swaps of a version with its parent, lost texts in the place of versions and the reverse, and new roots.
    """
    new = fresh(tree, versions)
    children = children_of(tree)
    for node in sorted(tree):
        parent = tree[node]
        if node < versions:
            if children[node]:
                yield _split(tree, node, new, children)
            if parent is not None and parent >= versions:
                yield _absorb(tree, node, parent)
        if parent is None:
            continue
        if node < versions and parent < versions:
            yield {**tree, node: tree[parent], parent: node}
        turned = reroot(tree, node)
        if node < versions or tree[parent] is not None:
            yield tidy(turned, versions)
        yield tidy({**turned, node: new, parent: new, new: None}, versions)


def _split(tree: Mapping[int, int | None], node: int, new: int, children: Mapping[int, list[int]]) -> Tree:
    result = {**tree, new: tree[node], node: new}
    for child in children[node]:
        result[child] = new
    return result


def _absorb(tree: Mapping[int, int | None], node: int, parent: int) -> Tree:
    result = {child: (node if above == parent else above) for child, above in tree.items() if child != parent}
    result[node] = tree[parent]
    return result
