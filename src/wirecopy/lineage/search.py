"""The best tree of descent for a set of characters, and its near rivals.

Takes `Characters`, what is known of time and credits (`Known`), gives the tree of highest penalised
likelihood found by local search, with the pool of rivals within a margin (their likelihood place by place is
what the bootstrap resamples). Moves: hang a subtree anywhere else, as a child or beside a node under a new
lost text; turn edges round; make a lost text of a version's place or the reverse; new roots.
Known limits: a local search may miss the optimum; it starts from the naive star and from a chain of nearest
neighbours (large families from the star alone), and is deterministic.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from wirecopy.lineage.likelihood import Below, Likelihood, Passes, Rate, Rates
from wirecopy.lineage.matrix import Characters, Floats, Integers
from wirecopy.lineage.settings import LineageSettings
from wirecopy.lineage.tree import (
    Tree,
    ancestors,
    below,
    fresh,
    rearrangements,
    reroot,
    root_of,
    star,
    tidy,
)

_BETTER = 0.05  # gains below this change no support that could be published
_WORTH = 0.5  # a round of moves and turns that gains less is the last
_REPACED = 24  # ways to hang a subtree that are tried at other rates than its present one
_TURNS, _FIT_GAIN = 6, 6.0  # rivals whose rates are fitted afresh: so many, and not further behind than this
_HALF = (0.5,)  # a copyist's rate when a lost text is put into his edge
_PACES = (1.0, 0.35, 2.5)  # rates tried for a subtree that is hung elsewhere


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the wording.

    `barred[u, v]` is True where dates or credits forbid that v descends from u. `lost_root` is True when a
    credit names an agency whose own text is not among the versions, False when nothing speaks for a lost
    original.
    """

    barred: NDArray[np.bool_]
    lost_root: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A tree with its price, its log likelihood per place and the score they make."""

    tree: Tree
    rates: Rates
    price: float
    place: Floats
    score: float


@dataclass(frozen=True, slots=True)
class Grafting:
    """A subtree taken out of a tree, to be hung elsewhere: built only when it is wanted."""

    rest: Tree
    part: Tree
    node: int

    def at(self, target: int, beside: bool, versions: int) -> Tree:
        """The tree with the subtree below a node, or beside it under a new lost text."""
        made = {**self.rest, **self.part}
        if not beside:
            made[self.node] = target
            return made
        new = fresh(made, versions)
        made[new] = self.rest[target]
        made[target] = made[self.node] = new
        return made


@dataclass(slots=True)
class Pool:
    """Rivals of the best tree: score, price, log likelihood per place, and how to build the tree."""

    margin: float
    best: float = -np.inf
    entries: list[tuple[float, float, Floats, Callable[[], Tree]]] = field(default_factory=list)

    def add(self, score: float, price: float, place: Floats, build: Callable[[], Tree]) -> None:
        """Keep a rival that comes near enough."""
        self.best = max(self.best, score)
        if score > self.best - self.margin:
            self.entries.append((score, price, place, build))

    def rivals(self) -> list[tuple[float, Floats, Tree]]:
        """Price, likelihood and tree of those within the margin of the final best."""
        near = self.best - self.margin
        return [(price, place, build()) for score, price, place, build in self.entries if score > near]


class Search:
    """Local search over trees."""

    def __init__(self, characters: Characters, known: Known, settings: LineageSettings) -> None:
        self.characters = characters
        self.known = known
        self.settings = settings
        self.versions = characters.versions
        self.likelihood = Likelihood(characters, settings)
        self.pool = Pool(settings.pool_margin)
        self._seen: tuple[Candidate, dict[int, Below]] | None = None
        self._free = not known.barred.any()

    def price(self, tree: Mapping[int, int | None]) -> float:
        """What the lost texts of a tree cost."""
        lost = sum(node >= self.versions for node in tree)
        if root_of(tree) < self.versions:
            return lost * self.settings.hidden_penalty
        return (lost - 1) * self.settings.hidden_penalty + self.root_price()

    def root_price(self) -> float:
        """What a lost original costs; it is welcome when a credit names one."""
        return -self.settings.root_bonus if self.known.lost_root else self.settings.root_penalty

    def allowed(self, tree: Mapping[int, int | None]) -> bool:
        """Whether no version descends from one that dates or credits forbid."""
        if self._free:
            return True
        return not any(
            self.known.barred[above, node]
            for node in tree
            if node < self.versions
            for above in ancestors(tree, node)
            if above < self.versions
        )

    def score(self, place: Floats, price: float) -> float:
        """Penalised log likelihood."""
        return float(self.characters.weight @ place) - price

    def run(self) -> Candidate:
        """The best tree over all starts."""
        best: Candidate | None = None
        for start in self.starts():
            found = self.climb(start)
            if best is None or found.score > best.score + _BETTER:
                best = found
        if best is None:  # no start is allowed only when there is no version
            raise ValueError("a tree needs at least one version")
        return best

    def starts(self) -> list[Tree]:
        """The naive star, and nearest neighbours hung from the version nearest to all."""
        trees = [star(self.versions)]
        if 2 < self.versions <= self.settings.second_start_versions:
            trees.append(self.nearest())
        return [tree for tree in trees if self.allowed(tree)]

    def nearest(self) -> Tree:
        """A minimum spanning tree of the share of places where two versions differ."""
        states = self.characters.states
        both = (states[:, None, :] >= 0) & (states[None, :, :] >= 0)
        differ = ((states[:, None, :] != states[None, :, :]) & both) @ self.characters.weight
        gap = (differ + 0.5) / (both @ self.characters.weight + 1)
        np.fill_diagonal(gap, 0)
        first = int(gap.sum(axis=1).argmin())
        tree: Tree = {first: None}
        while len(tree) < self.versions:
            inside = sorted(tree)
            outside = [v for v in range(self.versions) if v not in tree]
            part = gap[np.ix_(inside, outside)]
            row, column = divmod(int(part.argmin()), len(outside))
            tree[outside[column]] = inside[row]
        return reroot(tree, first)

    def climb(self, tree: Tree) -> Candidate:
        """Improve a tree until no move helps."""
        best = self.fitted(tree, {})
        for _ in range(self.settings.sweeps):
            before = best.score
            look = set(best.tree)
            while look:
                best, look = self.sweep(best, look)
            best = self.turn(max(best, self.fitted(best.tree, best.rates), key=lambda c: c.score))
            if best.score <= before + _WORTH:
                break
        return best

    def sweep(self, best: Candidate, look: set[int]) -> tuple[Candidate, set[int]]:
        """Try some nodes elsewhere; gives the better tree and the nodes whose surroundings have changed."""
        stirred: set[int] = set()
        for node in sorted(look):
            if best.tree.get(node) is None:
                continue
            moved = self.move(best, node)
            if moved is not best:
                changed = {v for v in {*best.tree, *moved.tree} if best.tree.get(v) != moved.tree.get(v)}
                around = {tree.get(v) for tree in (best.tree, moved.tree) for v in changed}
                stirred |= changed | {v for v in around if v is not None}
                best = moved
        return best, stirred

    def fitted(self, tree: Tree, rates: Rates) -> Candidate:
        """A tree under rates of its own."""
        rates, place = self.likelihood.fit(tree, rates, self.settings.fits)
        return self.entered(tree, rates, place)

    def entered(self, tree: Tree, rates: Rates, place: Floats) -> Candidate:
        """A tree as a candidate, entered in the pool."""
        price = self.price(tree)
        score = self.score(place, price)
        self.pool.add(score, price, place, lambda: tree)
        return Candidate(tree, rates, price, place, score)

    def move(self, best: Candidate, node: int) -> Candidate:
        """Hang the subtree of a node at its best place; the candidate itself if no place is better."""
        tree, rates = best.tree, best.rates
        sub = below(tree, node)
        part: Tree = {v: None if v == node else p for v, p in tree.items() if v in sub}
        rest = tidy({v: p for v, p in tree.items() if v not in sub}, self.versions)
        passes = self.likelihood.passes(rest, rates, self.unmoved(best, node, sub))
        values, pace = self.hang(part, passes, rates)
        prices = self.prices(rest, part, passes.order)
        scores = values @ self.characters.weight - prices
        scores[self.forbidden(rest, part, passes.order)] = -np.inf
        graft = Grafting(rest, part, node)
        nodes = passes.order
        for i in np.flatnonzero(scores > self.pool.best - self.pool.margin).tolist():
            build = functools.partial(graft.at, nodes[i % len(nodes)], i >= len(nodes), self.versions)
            self.pool.add(float(scores[i]), float(prices[i]), values[i], build)
        top = int(scores.argmax())
        if scores[top] <= best.score + _BETTER:
            return best
        target, beside = nodes[top % len(nodes)], top >= len(nodes)
        made = graft.at(target, beside, self.versions)
        paced = {**rates, node: self._rate(rates, node, _PACES[pace[top]])}
        if beside:
            paced[target] = paced[made[node] or 0] = self._rate(rates, target, _HALF[0])
        return Candidate(made, paced, float(prices[top]), values[top], float(scores[top]))

    def _rate(self, rates: Rates, node: int, pace: float) -> Rate:
        reword, cut = self.likelihood.paced(rates, [node], (pace,))[0, 0].tolist()
        return reword, cut

    def unmoved(self, best: Candidate, node: int, sub: set[int]) -> dict[int, Below]:
        """What stands below the nodes of a tree that do not notice when a subtree is taken out."""
        if self._seen is None or self._seen[0] is not best:
            self._seen = (best, self.likelihood.subtrees(best.tree, best.rates))
        noticed = sub.union(ancestors(best.tree, node))
        return {other: part for other, part in self._seen[1].items() if other not in noticed}

    def hang(self, part: Tree, passes: Passes, rates: Rates) -> tuple[Floats, Integers]:
        """Every way to hang a subtree, below each node of the rest and then beside each.

        Returns:
            The log likelihood (ways, places) at the best pace, and the pace of each way.
        """
        likelihood = self.likelihood
        below_it = likelihood.subtree(part, rates)
        own = likelihood.paced(rates, [root_of(part)], _PACES)[0]
        messages = likelihood.upward(below_it.inner, own)  # paces, readings
        half = likelihood.paced(rates, passes.order, _HALF)[:, 0]
        beside = likelihood.downward(passes.above, half)
        beside[0] = likelihood.origin
        full = np.concatenate([passes.inner * passes.outer, beside * likelihood.upward(passes.inner, half)])
        values = self._logarithms(full * messages[0])
        near = np.argsort(-(values @ self.characters.weight), kind="stable")[:_REPACED]
        paced = self._logarithms(full[near][:, None] * messages)  # ways, paces, places
        best = (paced @ self.characters.weight).argmax(axis=1)
        values[near] = paced[np.arange(len(near)), best]
        pace = np.zeros(len(full), dtype=np.int64)
        pace[near] = best
        return values + passes.scale + below_it.scale, pace

    def _logarithms(self, products: Floats) -> Floats:
        """Log likelihood per place from products per reading."""
        result: Floats = np.log(np.maximum(self.likelihood.sums(products), 1e-30))
        return result

    def prices(self, rest: Tree, part: Tree, order: list[int]) -> Floats:
        """The price of every way to hang a subtree, in the order of `hang`."""
        hidden = self.settings.hidden_penalty
        base = self.price(rest) + hidden * sum(node >= self.versions for node in part)
        beside = np.full(len(order), base + hidden)
        lost = order[0] >= self.versions
        beside[0] = base + (hidden if lost else self.root_price())
        return np.concatenate([np.full(len(order), base), beside])

    def forbidden(self, rest: Tree, part: Tree, order: list[int]) -> NDArray[np.bool_]:
        """The ways to hang a subtree that dates or credits forbid."""
        if self._free:
            return np.zeros(2 * len(order), dtype=np.bool_)
        inside = [node for node in part if node < self.versions]
        barred: NDArray[np.bool_] = np.any(self.known.barred[:, inside], axis=1)
        at: dict[int, bool] = {}
        above: list[bool] = []
        for node in order:
            parent = rest[node]
            above.append(parent is not None and at[parent])
            at[node] = above[-1] or (node < self.versions and bool(barred[node]))
        return np.array([*(at[node] for node in order), *above])

    def turn(self, best: Candidate) -> Candidate:
        """The best change of direction, or the candidate itself."""
        options = [
            self.entered(made, best.rates, self.likelihood.places(made, best.rates))
            for made in rearrangements(best.tree, self.versions)
            if self.allowed(made)
        ]
        options.sort(key=lambda option: -option.score)
        for option in options[:_TURNS]:
            if option.score < best.score - _FIT_GAIN:
                break
            fitted = self.fitted(option.tree, option.rates)
            if fitted.score > best.score + _BETTER:
                return fitted
        return best
