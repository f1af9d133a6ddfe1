"""What can be said about a lineage in sentences, each graded by how sure it is.

Takes `Findings` (the family, the published edges, how each version handled its text), gives `Statement`s in a
fixed order. High: what the texts themselves show. Probable: what the model infers. Undecidable: what a reader
will ask and these texts cannot answer. Direction in time is never claimed without dates or credits.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from wirecopy.lineage.family import Family
from wirecopy.lineage.kinds import Handling
from wirecopy.model import LineageEdge, Statement

_NEAR = 0.02  # two versions this close in words changed cannot be told apart by nearness
_TRAILING = 1


@dataclass(frozen=True, slots=True)
class Findings:
    """All that is known when the statements are made."""

    family: Family
    edges: tuple[LineageEdge, ...]
    ways: dict[int, Handling]
    lost_root: bool
    root: str


def state(findings: Findings) -> tuple[Statement, ...]:
    """The statements about one family."""
    return (
        *_origin(findings),
        *_sources(findings),
        *_nearest(findings),
        *_credits(findings),
        *_own(findings),
        *_translations(findings),
        *_undecidable(findings),
    )


def _listed(names: list[str]) -> str:
    """Names as a sentence lists them."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _origin(findings: Findings) -> Iterator[Statement]:
    family = findings.family
    ids = [family.id(w) for w in family.members]
    if not findings.lost_root:
        yield Statement(f"All other versions of this text descend from {findings.root}.", "probable")
        return
    whose = f"{family.agency} report" if family.agency else "text"
    yield Statement(
        f"{_listed(ids)} go back to one {whose} that is not among the files.",
        "high" if family.agency else "probable",
    )


def _sources(findings: Findings) -> Iterator[Statement]:
    family = findings.family
    versions = {family.id(w): w for w in family.members}
    parents = {edge.child: edge for edge in findings.edges}
    for name, witness in versions.items():
        edge = parents.get(name)
        if edge is None:
            continue
        if edge.parent not in versions:
            yield Statement(f"{name} is not shown to descend from any other version.", "high")
        elif _same_words(family, witness, versions[edge.parent]):
            yield Statement(
                f"{name} is a verbatim copy of {edge.parent}, which was published earlier.", "high"
            )
        else:
            yield Statement(
                f"{name} probably descends from {edge.parent}: it shares readings with it that no other "
                f"version has, and {edge.parent} lacks next to nothing that {name} has from elsewhere.",
                "probable",
            )


def _same_words(family: Family, one: int, other: int) -> bool:
    return any(one in copies and other in copies for copies in family.copies)


def _nearest(findings: Findings) -> Iterator[Statement]:
    if not findings.lost_root:
        return
    family = findings.family
    below = {edge.child for edge in findings.edges if edge.parent == findings.root}
    rated = sorted((way.changed, family.id(w)) for w, way in findings.ways.items() if family.id(w) in below)
    if len(rated) < 2:
        return
    near = [name for changed, name in rated if changed <= rated[0][0] + _NEAR]
    if len(near) == 1:
        yield Statement(f"{near[0]} is nearest in wording to the lost original.", "probable")
    elif len(near) < len(rated):
        yield Statement(f"{_listed(near)} are equally near in wording to the lost original.", "probable")


def _credits(findings: Findings) -> Iterator[Statement]:
    family = findings.family
    if not any(family.named.values()):
        return
    whose = family.agency or _listed(sorted({a for found in family.named.values() for a in found}))
    for witness in family.members:
        if not family.collation.witnesses[witness].facts.credits:
            yield Statement(
                f"{family.id(witness)} carries no credit, although the family credits {whose}.", "high"
            )


def _own(findings: Findings) -> Iterator[Statement]:
    family = findings.family
    for witness, way in sorted(findings.ways.items(), key=lambda item: family.id(item[0])):
        name = family.id(witness)
        if way.kind == "merge":
            yield Statement(
                f"{name} merges other reporting: {way.own} of {way.body} body sentences stand in no other "
                "version.",
                "high",
            )
        elif way.trailing >= _TRAILING:
            sentences = "1 sentence" if way.trailing == 1 else f"{way.trailing} sentences"
            yield Statement(f"{name} appends {sentences} of its own after the shared text.", "high")


def _translations(findings: Findings) -> Iterator[Statement]:
    family = findings.family
    for witness, way in sorted(findings.ways.items(), key=lambda item: family.id(item[0])):
        if way.kind not in ("translation", "merge", "rewording"):
            continue
        cues = list(dict.fromkeys(cue.replace("_", " ") for cue in way.cues))
        reasons = [f"{cue} x{way.cues.count(cue)}" for cue in cues]
        if way.quotes_reworded >= 2 and way.quotes_reworded * 2 >= way.quotes:
            reasons.append(
                f"{way.quotes_reworded} of {way.quotes} quotations worded otherwise than elsewhere"
            )
        if way.kind == "translation" and reasons:
            yield Statement(
                f"{family.id(witness)} probably went through another language ({'; '.join(reasons)}).",
                "probable",
            )


def _undecidable(findings: Findings) -> Iterator[Statement]:
    family = findings.family
    for copies in family.copies:
        leader, *rest = copies
        if rest and not all(family.latest[leader] < family.earliest[other] for other in rest):
            names = _listed([family.id(w) for w in sorted(copies, key=family.id)])
            yield Statement(
                f"{names} are word for word the same: who copied whom is not decidable.", "undecidable"
            )
    changed = [
        name for w, way in findings.ways.items() if way.kind == "translation" for name in [family.id(w)]
    ]
    if changed:
        yield Statement(
            f"Which language {_listed(sorted(changed))} went through is not decidable from the text.",
            "undecidable",
        )
    if not _ordered(family):
        yield Statement("The order of publication is not decidable: exact times are missing.", "undecidable")
    if findings.lost_root:
        yield Statement(
            "Whether a shorter version was cut, or taken from an earlier state of the original, is not "
            "decidable.",
            "undecidable",
        )


def _ordered(family: Family) -> bool:
    """Whether times tell the versions apart."""
    times = sorted((family.earliest[w], family.latest[w]) for w in family.members)
    return all(a[1] < b[0] for a, b in itertools.pairwise(times))
