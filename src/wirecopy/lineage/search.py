"""The best tree of descent for a set of characters, and its near rivals.

Takes `Characters`, what is known of time and credits (`Known`), gives the tree of highest penalised
likelihood found by local search, with the pool of rivals within a margin (their likelihood place by place is
what the bootstrap resamples). Moves: hang a subtree anywhere else, as a child or beside a node under a new
lost text; turn edges round; make a lost text of a version's place or the reverse; new roots.
Known limits: a local search may miss the optimum; it starts from the naive star and from a chain of nearest
neighbours, and is deterministic.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from wirecopy.lineage.likelihood import Likelihood, Passes, Rates
from wirecopy.lineage.matrix import Characters, Floats
from wirecopy.lineage.settings import LineageSettings
from wirecopy.lineage.tree import (
    Tree,
    ancestors,
    below,
    downwards,
    fresh,
    rearrangements,
    reroot,
    root_of,
    star,
    tidy,
)

_BETTER = 1e-6
_TURNS, _FIT_GAIN = 6, 6.0  # rivals whose rates are fitted afresh: so many, and not further behind than this
_PACES = (1.0, 0.35, 2.5)  # rates tried for a subtree that is hung elsewhere


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the wording.

    `earliest[v]` and `latest[v]` bound the time of publication in days, NaN where unknown; `lost_root` is True
    when a credit names an agency whose own text is not among the versions, False when nothing speaks for a
    lost original.
    """

    earliest: tuple[float, ...]
    latest: tuple[float, ...]
    lost_root: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A tree with its log likelihood per place and its price."""

    tree: Tree
    place: Floats
    price: float
    score: float


@dataclass(slots=True)
class Pool:
    """Rivals of the best tree: (score, price, log likelihood per place, tree)."""

    margin: float
    best: float = -np.inf
    entries: list[tuple[float, float, Floats, Tree]] = field(default_factory=list)

    def add(self, score: float, price: float, place: Floats, tree: Tree) -> None:
        """Keep a rival that comes near enough."""
        self.best = max(self.best, score)
        if score > self.best - self.margin:
            self.entries.append((score, price, place, tree))

    def rivals(self) -> list[tuple[float, Floats, Tree]]:
        """Price, likelihood and tree of those within the margin of the final best."""
        return [entry[1:] for entry in self.entries if entry[0] > self.best - self.margin]


class Search:
    """Local search over trees."""

    def __init__(self, characters: Characters, known: Known, settings: LineageSettings) -> None:
        self.characters = characters
        self.known = known
        self.settings = settings
        self.versions = characters.versions
        self.likelihood = Likelihood(characters, settings)
        self.pool = Pool(settings.pool_margin)
        self._dated = not all(np.isnan(known.earliest))

    def price(self, tree: Mapping[int, int | None]) -> float:
        """What the lost texts of a tree cost."""
        lost = sum(node >= self.versions for node in tree)
        if root_of(tree) < self.versions:
            return lost * self.settings.hidden_penalty
        root = -self.settings.root_bonus if self.known.lost_root else self.settings.root_penalty
        return (lost - 1) * self.settings.hidden_penalty + root

    def allowed(self, tree: Mapping[int, int | None]) -> bool:
        """Whether no version descends from one that is younger by more than the tolerance."""
        earliest, latest = self.known.earliest, self.known.latest
        if not self._dated:
            return True
        return not any(
            earliest[above] > latest[node] + self.settings.date_tolerance_days
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
        if self.versions > 2:
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
        settings = self.settings
        rates, passes = self.likelihood.fit(tree, {}, settings.fits)
        score = self.score(passes.place, self.price(tree))
        self.pool.add(score, self.price(tree), passes.place, tree)
        for _ in range(settings.sweeps):
            before = score
            for node in sorted(tree):
                if node not in tree or tree[node] is None:
                    continue
                moved = self.move(tree, node, rates, score)
                if moved is not None:
                    tree, rates, passes, score = moved
            turned = self.turn(tree, rates, score)
            if turned is not None:
                tree, rates, passes, score = turned
            if score <= before + _BETTER:
                break
        return Candidate(tree, passes.place, self.price(tree), score)

    def accept(self, tree: Tree, rates: Rates, score: float) -> tuple[Tree, Rates, Passes, float] | None:
        """The tree with fitted rates if it beats the score."""
        rates, passes = self.likelihood.fit(tree, rates, self.settings.fits)
        price = self.price(tree)
        new = self.score(passes.place, price)
        self.pool.add(new, price, passes.place, tree)
        return (tree, rates, passes, new) if new > score + _BETTER else None

    def move(
        self, tree: Tree, node: int, rates: Rates, score: float
    ) -> tuple[Tree, Rates, Passes, float] | None:
        """Hang the subtree of a node at its best place."""
        sub = below(tree, node)
        rest = tidy({v: p for v, p in tree.items() if v not in sub}, self.versions)
        passes = self.likelihood.climb(rest, rates)
        self.likelihood.descend(rest, rates, passes)
        inner = self.subtree(tree, sub, node, rates)
        places = downwards(rest)
        likelihood = self.hang(rest, places, passes, rates, inner)
        options: list[tuple[float, Tree, float]] = []
        for index, (values, beside) in enumerate(likelihood):
            target = places[index % len(places)]
            made = self.attach(tree, rest, sub, node, target, beside)
            if not self.allowed(made):
                continue
            price = self.price(made)
            new = self.score(values, price)
            self.pool.add(new, price, values, made)
            options.append((new, made, price))
        if not options:
            return None
        best = max(options, key=lambda option: option[0])
        if best[0] <= score + _BETTER:
            return None
        return self.accept(best[1], rates, score)

    def subtree(self, tree: Tree, sub: set[int], node: int, rates: Rates) -> tuple[Floats, Floats]:
        """Messages of a subtree at several paces (paces, places, readings), and its scale."""
        part = {v: (None if v == node else p) for v, p in tree.items() if v in sub}
        passes = self.likelihood.climb(part, rates)
        reword, cut = rates.get(node, self.likelihood.first_rates())
        messages = [
            self.likelihood.upward(passes.inner[node], (reword * pace, cut * pace)) for pace in _PACES
        ]
        return np.stack(messages), passes.scale

    def hang(
        self, rest: Tree, places: list[int], passes: Passes, rates: Rates, inner: tuple[Floats, Floats]
    ) -> list[tuple[Floats, bool]]:
        """Log likelihood per place of every way to hang the subtree: below each node, then beside each."""
        messages, scale = inner
        full = [passes.inner[u] * passes.outer[u] for u in places]
        for u in places:
            reword, cut = rates.get(u, self.likelihood.first_rates())
            half = (reword / 2, cut / 2)
            if rest[u] is None:
                full.append(self.characters.origin * self.likelihood.upward(passes.inner[u], (reword, cut)))
            else:
                above = self.likelihood.downward(passes.above[u], half)
                full.append(above * self.likelihood.upward(passes.inner[u], half))
        stacked = np.stack(full, axis=1)  # places of the text, candidates, readings
        values = np.log(
            np.maximum(stacked @ messages.transpose(1, 2, 0), 1e-30)
        )  # text places, candidates, paces
        totals = np.tensordot(self.characters.weight, values, axes=1)
        pace = totals.argmax(axis=1)
        chosen = values[:, np.arange(len(full)), pace].T + passes.scale + scale
        return [(chosen[i], i >= len(places)) for i in range(len(full))]

    def attach(self, tree: Tree, rest: Tree, sub: set[int], node: int, target: int, beside: bool) -> Tree:
        """The tree with the subtree hung below a node or beside it under a new lost text."""
        made = {**rest, **{v: tree[v] for v in sub}}
        if not beside:
            made[node] = target
            return tidy(made, self.versions)
        new = fresh({**tree, **rest}, self.versions)
        made[new] = rest[target]
        made[target] = new
        made[node] = new
        return made

    def turn(self, tree: Tree, rates: Rates, score: float) -> tuple[Tree, Rates, Passes, float] | None:
        """The best change of direction, if any helps."""
        options = []
        for made in rearrangements(tree, self.versions):
            if not self.allowed(made):
                continue
            place = self.likelihood.climb(made, rates).place
            price = self.price(made)
            new = self.score(place, price)
            self.pool.add(new, price, place, made)
            options.append((new, made))
        options.sort(key=lambda option: -option[0])
        for new, made in options[:_TURNS]:
            if new < score - _FIT_GAIN:
                break
            accepted = self.accept(made, rates, score)
            if accepted is not None:
                return accepted
        return None
