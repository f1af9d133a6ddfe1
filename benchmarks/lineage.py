"""How well lineages are found on simulated families, against simple methods.

    python benchmarks/lineage.py [--families N] [--first SEED] [--stemma FOLDER]

Prints, for families with all versions present (A), the original lost (B), the original and one inner text
lost (C), all versions independent rewrites and translations of a lost original (D): directed edge F1 with
lost texts named by the versions below them, average sign similarity over triples (Roos and Heikkila 2009),
how many edges name a version as a source, how many of them are right and how many of the true ones are
found, and the calibration of the support. With the folder of a real tradition of known descent, the same for
that one. Baselines: the naive star, a minimum spanning tree, Edmonds' arborescence over directed costs.
The alignment is the true one: what collation gets wrong is not measured here. Everything is seeded.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np

from lineage_simulator import Shape, Simulated, collated, simulate
from wirecopy.collate import collate
from wirecopy.lineage import LineageSettings, study
from wirecopy.lineage.characters import build
from wirecopy.model import Article, Collation, Lineage
from wirecopy.pipeline import prepare

CASES = {
    "A": Shape(),
    "B": Shape(lost_root=True),
    "C": Shape(lost_root=True, lost_inner=1),
    "D": Shape(lost_root=True, independent=True),
}
BANDS = ((0.9, ".9 to 1"), (0.8, ".8 to .9"), (0.65, ".65 to .8"), (0.5, ".5 to .65"))
Tree = dict[str, str | None]  # lost texts start with "#"


def tidy(tree: Tree) -> Tree:
    """Without lost texts of fewer than two children."""
    tree = dict(tree)
    while True:
        kids = {n: [c for c, p in tree.items() if p == n] for n in tree if n.startswith("#")}
        thin = next((n for n, below in kids.items() if len(below) < 2), None)
        if thin is None:
            return tree
        for child in kids[thin]:
            tree[child] = tree[thin]
        del tree[thin]


def truth(family: Simulated) -> Tree:
    """The true tree with lost texts marked and contracted."""
    mark = {n: f"#{n}" if n in family.lost else n for n in family.texts}
    return tidy({mark[n]: mark[p] if p else None for n, p in family.parents.items()})


def resolvable(family: Simulated) -> Tree:
    """The true tree where a lost text survives unchanged in a child: the child then stands for it."""
    tree = truth(family)
    for node in [n for n in tree if n.startswith("#")]:
        twins = [
            c
            for c, p in tree.items()
            if p == node and not c.startswith("#") and _changes(family, node[1:], c) <= 1
        ]
        if twins:
            twin, above = min(twins, key=lambda c: (_changes(family, node[1:], c), c)), tree[node]
            tree = {c: twin if p == node else p for c, p in tree.items() if c != node}
            tree[twin] = above
    return tidy(tree)


def _changes(family: Simulated, parent: str, child: str) -> int:
    kept = {line.origin: line.words for line in family.texts[child]}
    return sum(kept.get(line.origin) != line.words for line in family.texts[parent])


def found(lineage: Lineage) -> Tree:
    """A published lineage as a tree."""
    lost = {node.id: f"#{node.id}" for node in lineage.nodes if node.kind == "lost"}
    tree: Tree = {lost.get(node.id, node.id): None for node in lineage.nodes}
    for edge in lineage.edges:
        tree[lost.get(edge.child, edge.child)] = lost.get(edge.parent, edge.parent)
    return tree


def names(tree: Tree) -> dict[str, object]:
    """A lost text is named by the versions below it."""
    below: dict[str, set[str]] = defaultdict(set)
    for node in tree:
        if not node.startswith("#"):
            above: str | None = node
            while above is not None:
                below[above].add(node)
                above = tree[above]
    return {n: frozenset(below[n]) if n.startswith("#") else n for n in tree}


def edges(tree: Tree) -> set[tuple[object, object]]:
    """Named edges."""
    name = names(tree)
    return {(name[p], name[c]) for c, p in tree.items() if p is not None}


def f1(left: set[tuple[object, object]], right: set[tuple[object, object]]) -> float:
    """Harmonic mean of precision and recall."""
    return 2 * len(left & right) / (len(left) + len(right)) if left or right else 1.0


def distances(tree: Tree) -> dict[str, dict[str, int]]:
    """Steps between nodes."""
    near: dict[str, set[str]] = defaultdict(set)
    for child, parent in tree.items():
        if parent is not None:
            near[child].add(parent)
            near[parent].add(child)
    result = {}
    for start in tree:
        steps = {start: 0}
        queue = [start]
        for node in queue:
            for other in sorted(near[node] - steps.keys()):
                steps[other] = steps[node] + 1
                queue.append(other)
        result[start] = steps
    return result


def sign(tree: Tree, true: Tree, versions: Iterable[str]) -> float:
    """Average sign similarity over triples of versions."""
    ours, theirs = distances(tree), distances(true)
    versions = sorted(versions)
    scores = []
    for a in versions:
        for b, c in itertools.combinations([v for v in versions if v != a], 2):
            one = np.sign(ours[a].get(b, 99) - ours[a].get(c, 99))
            two = np.sign(theirs[a][b] - theirs[a][c])
            scores.append(1 - abs(one - two) / 2)
    return float(np.mean(scores)) if scores else 1.0


def star(ids: list[str]) -> Tree:
    """All from one lost original."""
    return {"#": None, **dict.fromkeys(ids, "#")}


def differences(collation: Collation, ids: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Share of places where two versions differ, and how much of a child its parent does not have."""
    characters = build(collation, range(len(ids)), LineageSettings()).characters
    states = characters.states
    both = (states[:, None] >= 0) & (states[None] >= 0)
    differ = (states[:, None] != states[None]) & both
    symmetric = (differ.sum(axis=2) + 0.5) / (both.sum(axis=2) + 1)
    presence = (characters.arrival[:, 0] == 0)[None, None]
    gained = differ & presence & (states[None] == 1)
    return symmetric, (differ & ~presence).sum(axis=2) + 3.0 * gained.sum(axis=2)


def spanning(collation: Collation, ids: list[str]) -> Tree:
    """Minimum spanning tree hung from the longest version."""
    gap, _ = differences(collation, ids)
    size = [sum(map(len, w.tokens)) for w in collation.witnesses]
    tree: Tree = {ids[int(np.argmax(size))]: None}
    while len(tree) < len(ids):
        inside = [i for i, name in enumerate(ids) if name in tree]
        outside = [i for i, name in enumerate(ids) if name not in tree]
        row, column = divmod(int(gap[np.ix_(inside, outside)].argmin()), len(outside))
        tree[ids[outside[column]]] = ids[inside[row]]
    return tree


def arborescence(collation: Collation, ids: list[str]) -> Tree:
    """Edmonds: the cheapest arborescence over directed costs, any version as root."""
    _, cost = differences(collation, ids)
    count = len(ids)
    root = count
    weights = {(root, v): 1e6 for v in range(count)}
    weights |= {(u, v): float(cost[u, v]) for u in range(count) for v in range(count) if u != v}
    parents = edmonds(weights, root)
    return {ids[v]: ids[p] if p != root else None for v, p in parents.items()}


def edmonds(weights: dict[tuple[int, int], float], root: int) -> dict[int, int]:
    """Minimum arborescence by contracting cycles (Edmonds 1967)."""
    nodes = {v for edge in weights for v in edge}
    best = {
        v: min((u for u, w in weights if w == v), key=lambda u, v=v: (weights[u, v], u))
        for v in nodes
        if v != root
    }
    cycle = next((c for v in sorted(best) if (c := _cycle(best, v))), None)
    if cycle is None:
        return best
    new = max(nodes) + 1
    inner: dict[tuple[int, int], float] = {}
    stands: dict[tuple[int, int], tuple[int, int]] = {}
    for (u, v), weight in sorted(weights.items()):
        if u in cycle and v in cycle:
            continue
        edge = (new if u in cycle else u, new if v in cycle else v)
        price = weight - weights[best[v], v] if v in cycle else weight
        if edge not in inner or price < inner[edge]:
            inner[edge], stands[edge] = price, (u, v)
    solved = edmonds(inner, root)
    result = {v: best[v] for v in cycle}
    for v, u in solved.items():
        above, below = stands[u, v]
        result[below] = above
    return result


def _cycle(best: dict[int, int], start: int) -> set[int] | None:
    path = [start]
    while path[-1] in best:
        following = best[path[-1]]
        if following in path:
            return set(path[path.index(following) :])
        path.append(following)
    return None


Method = Callable[[Collation, list[str]], Tree]
BASELINES: dict[str, Method] = {
    "naive star": lambda collation, ids: star(ids),  # noqa: ARG005 - all methods are called alike
    "spanning tree": spanning,
    "Edmonds": arborescence,
}


class Scores:
    """Means of the measures of one method."""

    def __init__(self) -> None:
        self.values: dict[str, list[float]] = defaultdict(list)
        self.named = self.right = self.true = 0  # edges from a version

    def add(self, tree: Tree, family: Simulated) -> None:
        """Score one tree."""
        gold = [edges(truth(family)), edges(resolvable(family))]
        ours = edges(tree)
        copies = {edge for edge in ours if isinstance(edge[0], str)}
        self.values["sign"].append(sign(tree, truth(family), family.observed))
        self.values["edge F1"].append(max(f1(ours, true) for true in gold))
        self.named += len(copies)
        self.right += len(copies & (gold[0] | gold[1]))
        self.true += sum(isinstance(edge[0], str) for edge in gold[1])

    def line(self) -> str:
        """All measures as the cells of a table."""
        means = [f"{np.mean(values):.3f}" for values in self.values.values()]
        right = f"{self.right / self.named:.3f}" if self.named else "-"
        recall = f"{self.right / self.true:.3f}" if self.true else "-"
        return " | ".join([*means, str(self.named), right, recall])


Calibration = dict[tuple[str, str], list[tuple[float, bool]]]  # (sort, band): support, right


def run(case: str, count: int, first: int) -> Calibration:
    """Score all methods on one case; gives the edges by sort of parent and band of support."""
    shape = CASES[case]
    scores: dict[str, Scores] = defaultdict(Scores)
    calibration: Calibration = defaultdict(list)
    spent = 0.0
    for number in range(count):
        family = simulate(first + number, shape)
        collation, ids = collated(family, credit=shape.lost_root), family.observed
        for name, method in BASELINES.items():
            scores[name].add(method(collation, ids), family)
        begin = time.process_time()
        lineage = study(collation, range(len(ids))).lineage
        spent += time.process_time() - begin
        tree = found(lineage)
        scores["wirecopy"].add(tree, family)
        gold = edges(truth(family)) | edges(resolvable(family))
        name = names(tree)
        for edge in lineage.edges:
            keys = [name.get(n, name.get(f"#{n}")) for n in (edge.parent, edge.child)]
            sort = "a version" if isinstance(keys[0], str) else "a lost text"
            calibration[sort, _band(edge.support)].append((edge.support, tuple(keys) in gold))
    for name, score in scores.items():
        cost = f"{spent / count * 1000:.0f}" if name == "wirecopy" else ""
        print(f"| {case} | {name} | {score.line()} | {cost} |")
    return calibration


def _band(support: float) -> str:
    return next((name for least, name in BANDS if support >= least), "below .5")


def tradition(folder: Path) -> None:
    """Compare the methods with the known stemma of a real tradition; contamination is left out of it."""
    with gzip.open(folder / "florilegium.jsonl.gz", "rt", encoding="utf-8") as lines:
        articles = [
            Article(row["outlet"], row["id"], row["text"], language="el") for row in map(json.loads, lines)
        ]
    with gzip.open(folder / "stemma.jsonl.gz", "rt", encoding="utf-8") as lines:
        graph = json.loads(next(lines))
    mark = {name: name if node["extant"] else f"#{name}" for name, node in graph["nodes"].items()}
    known: Tree = dict.fromkeys(mark.values())
    known |= {mark[c]: mark[p] for p, c, sort in graph["edges"] if "contamination" not in sort}
    true = tidy(known)
    witnesses = [prepare(article) for article in articles]
    ids = [witness.id for witness in witnesses]
    collation = collate(witnesses)
    begin = time.process_time()
    ours = found(study(collation, range(len(ids))).lineage)
    print(f"{len(ids)} versions, {len(collation.places)} places, {time.process_time() - begin:.1f} s")
    for name, tree in {"wirecopy": ours, **{n: m(collation, ids) for n, m in BASELINES.items()}}.items():
        named = sum(p is not None and not p.startswith("#") for p in tree.values())
        print(f"| {name} | sign {sign(tree, true, ids):.3f} | sources named {named} |")


def main() -> None:
    """Run all cases."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--families", type=int, default=40)
    parser.add_argument("--first", type=int, default=500_000)
    parser.add_argument("--stemma", type=Path, metavar="FOLDER")
    arguments = parser.parse_args()
    if arguments.stemma:
        tradition(arguments.stemma)
        return
    print("| case | method | sign | edge F1 | sources named | right | of the true | ms |")
    print("|---|---|---:|---:|---:|---:|---:|---:|")
    calibration: Calibration = defaultdict(list)
    for case in CASES:
        for band, right in run(case, arguments.families, arguments.first).items():
            calibration[band] += right
    print("\n| edges from | support | edges | mean support | right |\n|---|---|---:|---:|---:|")
    for (sort, band), edges_there in sorted(calibration.items()):
        support, right = np.mean(edges_there, axis=0)
        print(f"| {sort} | {band} | {len(edges_there)} | {support:.2f} | {right:.2f} |")


if __name__ == "__main__":
    main()
