"""The lineage of one family: nodes, edges with support, statements, and the wording of the lost original.

Takes a collation and the indices of one family, gives a `Lineage` (or, with `study`, all that it rests on).
Verbatim copies are put together before the search and hung back afterwards, so that one more copy changes
nothing else. The same versions in any order give the same answer.
Known limits: one parent a version; a version that merges two texts of one family is not seen as such.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from wirecopy.lineage.characters import Evidence, build
from wirecopy.lineage.family import Family, barred, describe
from wirecopy.lineage.kinds import Handling, handling
from wirecopy.lineage.matrix import Floats, Integers
from wirecopy.lineage.search import Known, Search
from wirecopy.lineage.settings import LineageSettings
from wirecopy.lineage.statements import Findings, state
from wirecopy.lineage.stemma import Bench
from wirecopy.lineage.support import weigh
from wirecopy.lineage.tree import Tree, children_of, downwards, root_of
from wirecopy.lineage.warrant import Warrant
from wirecopy.model import Collation, EdgeKind, Lineage, LineageEdge, LineageNode, Statement

_CERTAIN = 1.0


@dataclass(frozen=True, slots=True)
class OriginalReading:
    """The probable wording of a family's original at one place of the collation.

    `share` is the chance the model gives to it, 0-1.
    """

    place: int
    norms: tuple[str, ...]
    share: float


@dataclass(frozen=True, slots=True)
class Study:
    """A lineage with the reconstruction it rests on."""

    lineage: Lineage
    original: tuple[OriginalReading, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Stemma:
    """The supported tree of the distinct texts (nodes are rows of the characters, lost texts follow)."""

    tree: Tree
    support: dict[int, float]
    states: dict[int, Integers]
    certainty: Floats
    warrants: dict[int, Warrant]


def trace(collation: Collation, family: Sequence[int], settings: LineageSettings | None = None) -> Lineage:
    """Who descends from whom in one family.

    Args:
        collation: the story side by side.
        family: indices into `collation.witnesses`.
        settings: constants of the model; the defaults if None.

    Returns:
        Versions and lost texts, edges with calibrated support, and what can be said in sentences.
    """
    return study(collation, family, settings).lineage


def reconstruct(
    collation: Collation, family: Sequence[int], settings: LineageSettings | None = None
) -> tuple[OriginalReading, ...]:
    """The probable wording of the family's original at each place of variation."""
    return study(collation, family, settings).original


def study(collation: Collation, family: Sequence[int], settings: LineageSettings | None = None) -> Study:
    """The lineage of one family together with the probable wording of its original."""
    settings = settings or LineageSettings()
    described = describe(collation, family)
    if len(described.members) < 2:
        nodes = tuple(LineageNode(described.id(w), "version", described.id(w)) for w in described.members)
        alone = len(nodes) == 1 and len(collation.witnesses) > 1
        said = tuple(
            Statement(f"{n.id}: no shared text found with any other version.", "high") for n in nodes
        )
        return Study(Lineage(nodes, (), said if alone else ()), ())
    leaders = [copies[0] for copies in described.copies]
    evidence = build(collation, leaders, settings)
    stemma = _grow(described, evidence, leaders, settings)
    ways = {
        row: handling(described, evidence, row, leaders[row], stemma.states[parent])
        for row, parent in stemma.tree.items()
        if row < len(leaders) and parent is not None
    }
    lineage = _Publisher(described, leaders, stemma, ways).lineage()
    return Study(lineage, _original(collation, evidence, stemma, leaders))


def _grow(family: Family, evidence: Evidence, leaders: list[int], settings: LineageSettings) -> _Stemma:
    characters = evidence.characters
    if len(leaders) == 1:
        return _Stemma({0: None}, {}, {0: characters.states[0]}, np.ones(characters.places), {})
    known = Known(barred(family, settings.date_tolerance_days), family.agency is not None)
    search = Search(characters, known, settings)
    search.run()
    readings = characters.states[:, : len(evidence.readings)]
    wire = frozenset(row for row, copies in enumerate(family.copies) if not family.wire.isdisjoint(copies))
    bench = Bench(weigh(characters, search.pool, settings), readings, wire, settings)
    tree, kept = bench.publishable()
    rates, _ = search.likelihood.fit(tree, {}, settings.fits)
    passes = search.likelihood.passes(tree, rates)
    states, certainty = search.likelihood.readings(passes)
    return _Stemma(tree, kept, states, certainty, bench.warrants(tree))


def _original(
    collation: Collation, evidence: Evidence, stemma: _Stemma, leaders: list[int]
) -> tuple[OriginalReading, ...]:
    """At each place the attested reading that agrees best with the root, part by part."""
    root = stemma.states[root_of(stemma.tree)]
    parts: dict[int, list[int]] = defaultdict(list)
    for column, reading in enumerate(evidence.readings):
        parts[reading.place].append(column)
    found = []
    for place, columns in parts.items():
        options: list[tuple[float, tuple[str, ...]]] = []
        for attested in collation.places[place].readings:
            rows = [row for row, w in enumerate(leaders) if w in attested.witnesses]
            if rows:
                agrees = evidence.characters.states[rows[0], columns] == root[columns]
                options.append((float(np.mean(agrees * stemma.certainty[columns])), attested.norms))
        share, norms = max(options)
        found.append(OriginalReading(place, norms, share))
    return tuple(found)


class _Publisher:
    """Turns rows and node numbers into ids, hangs the verbatim copies, asks for the statements."""

    def __init__(
        self, family: Family, leaders: list[int], stemma: _Stemma, ways: dict[int, Handling]
    ) -> None:
        self.family = family
        self.leaders = leaders
        self.tree = dict(stemma.tree)
        self.support = stemma.support
        self.warrants = stemma.warrants
        self.ways = ways
        self.versions = len(leaders)
        self._raise_root()
        self.names = self._lost_names()

    def _raise_root(self) -> None:
        """A lost original above a root that has verbatim copies and no claim to be the first of them."""
        root = root_of(self.tree)
        if root < self.versions and len(self.family.copies[root]) > 1 and not self.first(root):
            top = max(self.versions - 1, *self.tree) + 1
            self.tree[root] = top
            self.tree[top] = None

    def first(self, row: int) -> bool:
        """Whether the leader of a class of copies was surely published before the others."""
        leader, *rest = self.family.copies[row]
        return all(self.family.latest[leader] < self.family.earliest[other] for other in rest)

    def _lost_names(self) -> dict[int, str]:
        """Ids of lost texts, numbered from the top."""
        taken = {self.family.id(w) for w in self.family.members}
        lost = [node for node in downwards(self.tree) if node >= self.versions]
        names: dict[int, str] = {}
        first = min(taken)
        for number, node in enumerate(lost, start=1):
            name = f"lost-{number}:{first}"
            while name in taken:
                name += "'"
            names[node] = name
        return names

    def name(self, node: int) -> str:
        """Id of a node."""
        return self.names[node] if node >= self.versions else self.family.id(self.leaders[node])

    def nodes(self) -> tuple[LineageNode, ...]:
        """Lost texts from the top, then versions by id."""
        root = root_of(self.tree)
        agency = self.family.agency
        lost = []
        for node, name in self.names.items():
            title = "intermediate text (lost)"
            if node == root:
                title = f"{agency} report (lost)" if agency else "common original (lost)"
            lost.append(LineageNode(name, "lost", title))
        ids = [self.family.id(w) for w in self.family.members]
        return (*lost, *(LineageNode(name, "version", name) for name in ids))

    def edges(self) -> tuple[LineageEdge, ...]:
        """All edges, parents first."""
        made: list[LineageEdge] = []
        children = children_of(self.tree)
        for node in downwards(self.tree):
            made.extend(self._edge(node, child) for child in sorted(children[node], key=self.name))
            if node < self.versions:
                made.extend(self._copies(node))
        return tuple(made)

    def _edge(self, parent: int, child: int) -> LineageEdge:
        kind: EdgeKind = self.ways[child].kind if child in self.ways else "edit"
        support = self.support.get(child, _CERTAIN)
        return LineageEdge(self.name(parent), self.name(child), kind, round(support, 3))

    def _copies(self, row: int) -> list[LineageEdge]:
        """Verbatim copies: from their leader if it was first, else beside it."""
        above = self.tree[row]
        source = self.name(row) if above is None or self.first(row) else self.name(above)
        kind: EdgeKind = "copy"
        if source != self.name(row) and row in self.ways:
            kind = self.ways[row].kind
        support = _CERTAIN if source == self.name(row) else self.support.get(row, _CERTAIN)
        rest = sorted(self.family.copies[row][1:], key=self.family.id)
        return [LineageEdge(source, self.family.id(w), kind, round(support, 3)) for w in rest]

    def lineage(self) -> Lineage:
        """The published graph."""
        edges = self.edges()
        ways = {self.leaders[row]: way for row, way in self.ways.items()}
        root = root_of(self.tree)
        warrants = {self.name(row): found for row, found in self.warrants.items()}
        findings = Findings(self.family, edges, ways, root >= self.versions, self.name(root), warrants)
        return Lineage(self.nodes(), edges, state(findings))
