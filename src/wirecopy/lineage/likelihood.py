"""How well a tree explains the characters, with one rate of change per copyist.

Takes `Characters` and a tree, gives the log likelihood per place, all lost readings summed out (pruning,
upwards) and, from the downward pass, what the rest of the tree expects at every node. With these two, the
likelihood of hanging a subtree anywhere else is one product per candidate.
Every copyist changes a place with his own chance; what he writes then follows `Characters.arrival`, so the
matrix of change is "stay" plus a matrix of rank one: a step costs the number of readings, not its square.
Known limits: rates are expectation-maximisation estimates, shrunk to a first guess by a few pseudo-places.

Source: Felsenstein 1981 (pruning); Edwards 1972 via Semple and Steel 2003, section 8 (one rate per edge).
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from wirecopy.lineage.matrix import LACUNA, Characters, Floats, Integers
from wirecopy.lineage.settings import LineageSettings
from wirecopy.lineage.tree import children_of, downwards, root_of

_FLOOR = 1e-30
# Beyond the upper bounds a copyist's text says nothing about its source; nobody is below the lower ones.
_LEAST, _MOST = np.array((0.01, 0.02)), np.array((0.7, 0.45))
_REMEMBERED = 4_000_000  # numbers kept of subtrees, so that trees that differ elsewhere need not redo them
Rate = tuple[float, float]  # chance to reword, chance to cut
Rates = dict[int, Rate]


@dataclass(frozen=True, slots=True)
class Below:
    """A subtree seen from inside and from its parent, with its scale and a number for its shape."""

    inner: Floats
    message: Floats
    scale: Floats
    number: int


Shape = tuple[int, Rate, tuple[int, ...]]  # version (-1 if lost), rate, numbers of the subtrees below


@dataclass(slots=True)
class Passes:
    """Scaled likelihoods of one tree; arrays are (nodes, readings), nodes in the order of `order`.

    `inner`: what stands below a node, by its reading; `message`: the same by the reading of its parent;
    `above`: all the rest, by the reading of the parent; `outer`: the same by the node's reading. `place` is
    the log likelihood per place, `scale` the logarithm of what was taken out of `inner` on the way.
    """

    order: list[int]
    inner: Floats
    message: Floats
    above: Floats
    outer: Floats
    scale: Floats
    place: Floats


class Likelihood:
    """The likelihood of trees over one set of characters."""

    def __init__(self, characters: Characters, settings: LineageSettings) -> None:
        self.characters = characters
        self.settings = settings
        self.versions = characters.versions
        real = characters.looks >= 0
        self._owner = np.nonzero(real)[0]  # the place of each reading, all places in one row without padding
        self._first = np.flatnonzero(np.diff(self._owner, prepend=-1))
        self.origin, self.arrival = characters.origin[real], characters.arrival[real]
        self._fixed = characters.fixed[real]
        self._parts = np.stack([characters.reword[real], characters.cut[real]])
        looks = characters.looks[real]
        self._leaves = [
            ((looks == states[self._owner]) | (states[self._owner] == LACUNA)).astype(np.float64)
            for states in characters.states
        ]
        self._subtrees: dict[Shape, Below] = {}
        self._number = itertools.count()
        self._most = max(200, _REMEMBERED // max(1, 2 * len(self._owner)))
        reworded, cuttable = characters.reword.any(axis=1), characters.cut.any(axis=1)
        self._kinds = np.stack([reworded, cuttable], axis=1).astype(np.float64)

    def sums(self, values: Floats) -> Floats:
        """Sums over the readings of each place: (..., readings) to (..., places)."""
        if not self.characters.places:
            return np.zeros((*values.shape[:-1], 0))
        result: Floats = np.add.reduceat(values, self._first, axis=-1)
        return result

    def peaks(self, values: Floats) -> Floats:
        """The largest value among the readings of each place, never zero."""
        if not self.characters.places:
            return np.zeros((*values.shape[:-1], 0))
        result: Floats = np.maximum(np.maximum.reduceat(values, self._first, axis=-1), _FLOOR)
        return result

    def spread(self, values: Floats) -> Floats:
        """A value per place given to each of its readings: (..., places) to (..., readings)."""
        result: Floats = values[..., self._owner]
        return result

    def rate(self, rates: Rates, node: int) -> Rate:
        """The rate of a copyist, or the guess every copyist starts with."""
        return rates.get(node, (self.settings.reword_chance, self.settings.cut_chance))

    def paced(self, rates: Rates, nodes: Sequence[int], paces: Sequence[float]) -> Floats:
        """The rates of copyists, made faster or slower within bounds: (nodes, paces, 2)."""
        now = np.array([self.rate(rates, node) for node in nodes])
        result: Floats = np.clip(now[:, None] * np.array(paces)[:, None], _LEAST, _MOST)
        return result

    def leaving(self, rates: Floats) -> Floats:
        """The chance of leaving each reading: (..., 2) rates give (..., readings)."""
        result: Floats = np.minimum(rates @ self._parts + self._fixed, 0.95)
        return result

    def upward(self, inner: Floats, rates: Floats) -> Floats:
        """What stands below nodes, by reading of their parents."""
        arrive = self.spread(self.sums(self.arrival * inner))
        result: Floats = inner - self.leaving(rates) * (inner - arrive)
        return result

    def downward(self, above: Floats, rates: Floats) -> Floats:
        """What the parents expect, by reading of the nodes; the transpose of `upward`."""
        moved = self.leaving(rates) * above
        result: Floats = above - moved + self.arrival * self.spread(self.sums(moved))
        return result

    def total(self, inner: Floats, scale: Floats) -> Floats:
        """The log likelihood per place, from what stands below the root."""
        result: Floats = np.log(np.maximum(self.sums(self.origin * inner), _FLOOR)) + scale
        return result

    def places(self, tree: Mapping[int, int | None], rates: Rates) -> Floats:
        """The log likelihood of a tree per place."""
        root = self.subtree(tree, rates)
        return self.total(root.inner, root.scale)

    def subtree(self, tree: Mapping[int, int | None], rates: Rates) -> Below:
        """A tree as a part of a larger one, seen from its root."""
        return self.subtrees(tree, rates)[root_of(tree)]

    def subtrees(
        self, tree: Mapping[int, int | None], rates: Rates, known: Mapping[int, Below] | None = None
    ) -> dict[int, Below]:
        """The upward pass: every node with what stands below it; `known` nodes are taken over."""
        if len(self._subtrees) > self._most:
            self._subtrees.clear()  # numbers go on, so that parts taken over keep theirs
        children = children_of(tree)
        found: dict[int, Below] = dict(known or {})
        for node in reversed(downwards(tree)):
            if node in found:
                continue
            found[node] = self._below(node, self.rate(rates, node), [found[c] for c in children[node]])
        return found

    def _below(self, node: int, rate: Rate, children: list[Below]) -> Below:
        """One subtree, from memory if a tree tried before had it."""
        version = node if node < self.versions else -1
        shape = (version, rate, tuple(sorted(child.number for child in children)))
        known = self._subtrees.get(shape)
        if known is not None:
            return known
        inner = self._leaves[node] if version >= 0 else np.ones_like(self.arrival)
        scale = np.zeros(self.characters.places)
        for child in children:
            inner = inner * child.message
            peak = self.peaks(inner)
            inner = inner / self.spread(peak)
            scale = scale + child.scale + np.log(peak)
        made = Below(inner, self.upward(inner, np.array(rate)), scale, next(self._number))
        self._subtrees[shape] = made
        return made

    def passes(
        self, tree: Mapping[int, int | None], rates: Rates, known: Mapping[int, Below] | None = None
    ) -> Passes:
        """Both passes over a tree; what stands below `known` nodes is taken over."""
        found = self.subtrees(tree, rates, known)
        order = downwards(tree)
        inner = np.stack([found[node].inner for node in order])
        message = np.stack([found[node].message for node in order])
        above, outer = np.ones_like(inner), np.ones_like(inner)
        outer[0] = self.origin
        pace = np.array([self.rate(rates, node) for node in order])
        place = {node: index for index, node in enumerate(order)}
        parents = np.array([place[tree[node] or 0] for node in order[1:]], dtype=np.int64)
        first = 1
        while first < len(order):  # level by level: those whose parents are done stand next in the order
            stop = 1 + int(np.searchsorted(parents, first))
            level, above_it = slice(first, stop), parents[first - 1 : stop - 1]
            above[level] = outer[above_it] * inner[above_it] / np.maximum(message[level], _FLOOR)
            outer[level] = self.downward(above[level], pace[level])
            first = stop
        scale = found[order[0]].scale
        return Passes(order, inner, message, above, outer, scale, self.total(inner[0], scale))

    def readings(self, passes: Passes) -> tuple[dict[int, Integers], Floats]:
        """The probable reading of every node at every place (a version's own), and its chance at the root."""
        states: dict[int, Integers] = {}
        chance = passes.inner * passes.outer
        number = np.arange(len(self._owner)) - self._first[self._owner] if len(self._owner) else self._owner
        for index, node in enumerate(passes.order):
            if node < self.versions:
                states[node] = self.characters.states[node]
            else:
                best = np.where(
                    chance[index] >= self.spread(self.peaks(chance[index])), -number, -len(number)
                )
                states[node] = -np.maximum.reduceat(best, self._first) if len(best) else best
        certainty = self.peaks(chance[0]) / np.maximum(self.sums(chance[0]), _FLOOR)
        return states, certainty

    def fit(self, tree: Mapping[int, int | None], rates: Rates, rounds: int) -> tuple[Rates, Floats]:
        """Rates of all copyists by expectation and maximisation, and the log likelihood per place."""
        for _ in range(rounds if len(tree) > 1 else 0):
            rates = self._maximise(self.passes(tree, rates), rates)
        return rates, self.places(tree, rates)

    def _maximise(self, passes: Passes, rates: Rates) -> Rates:
        """Expected changes of every copyist over the places where his text can show any."""
        nodes = passes.order[1:]
        above, inner, message = passes.above[1:], passes.inner[1:], passes.message[1:]
        now = np.array([self.rate(rates, node) for node in nodes])
        left = self.sums(self._parts.sum(axis=0) * above)  # no place is both reworded and cut
        arrive = self.sums(self.arrival * inner)
        total = np.maximum(self.sums(above * message), _FLOOR)
        telling = self.sums((inner < self.spread(self.peaks(inner)) * 0.999).astype(np.float64)) > 0
        seen = self.characters.weight * telling
        changed = seen * (now @ self._kinds.T * left * arrive / total)
        guess = self.settings.prior_weight
        first = np.array(self.rate({}, -1))
        fitted = (changed @ self._kinds + guess * first) / (seen @ self._kinds + guess)
        found = np.clip(fitted, _LEAST, _MOST)
        return {node: (float(found[i, 0]), float(found[i, 1])) for i, node in enumerate(nodes)}
