"""What can be said about a lineage in sentences, each graded by how sure it is.

Takes `Findings` (the family, the published edges, how each version handled its text), gives `Statement`s in a
fixed order. High: what the texts themselves show. Probable: what the model infers. Undecidable: what a reader
will ask and these texts cannot answer. Direction in time is never claimed without dates or credits.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from wirecopy.lineage.family import Family
from wirecopy.lineage.kinds import Handling
from wirecopy.lineage.warrant import Warrant
from wirecopy.model import LineageEdge, Statement

_NEAR = 0.02  # two versions this close in words changed cannot be told apart by nearness
_TRAILING = 1
_LOST_SUPPORT = 0.7  # mean support from which on a lost original is called probable


@dataclass(frozen=True, slots=True)
class Findings:
    """All that is known when the statements are made; `warrants` are by id of the copy."""

    family: Family
    edges: tuple[LineageEdge, ...]
    ways: dict[int, Handling]
    lost_root: bool
    root: str
    warrants: Mapping[str, Warrant]


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


def _listed(names: Sequence[str]) -> str:
    """Names as a sentence lists them."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _span(counts: Iterable[int]) -> str:
    """Counts of several versions: "4", or "4 to 9"."""
    low, high = min(found := list(counts)), max(found)
    return str(low) if low == high else f"{low} to {high}"


def _origin(findings: Findings) -> Iterator[Statement]:
    family = findings.family
    if not findings.lost_root:
        whose = " is the agency's own report and" if findings.root in map(family.id, family.wire) else ""
        yield Statement(
            f"{findings.root}{whose} stands first: all other versions of this text descend from it.",
            "probable",
        )
        return
    count = len(family.members)
    every = "Both versions" if count == 2 else f"All {count} versions"
    support = [edge.support for edge in findings.edges if edge.parent == findings.root]
    if family.agency:
        yield Statement(f"{every} go back to one {family.agency} report that is not among the files.", "high")
    elif sum(support) >= _LOST_SUPPORT * len(support):
        yield Statement(f"{every} go back to one text that is not among the files.", "probable")
    else:
        yield Statement(
            f"{every} have a common source; whether it is one of them or a lost text is not decidable.",
            "undecidable",
        )


def _sources(findings: Findings) -> Iterator[Statement]:
    family = findings.family
    versions = {family.id(w): w for w in family.members}
    copies: dict[str, list[str]] = defaultdict(list)
    descended: dict[str, list[str]] = defaultdict(list)
    apart: list[str] = []
    parents = {edge.child: edge.parent for edge in findings.edges}
    for name, witness in versions.items():
        parent = parents.get(name)
        if parent in versions:
            same = _same_words(family, witness, versions[parent])
            (copies if same else descended)[parent].append(name)
        elif parent is not None:
            apart.append(name)
    for parent, names in copies.items():
        are = "is a verbatim copy" if len(names) == 1 else "are verbatim copies"
        yield Statement(f"{_listed(names)} {are} of {parent}, which was published earlier.", "high")
    for parent, names in descended.items():
        yield _descended(findings, parent, names)
    if len(apart) == len(versions):
        yield Statement("No version is shown to descend from another.", "high")
    elif apart:
        are = "is" if len(apart) == 1 else "are"
        yield Statement(f"{_listed(apart)} {are} not shown to descend from any other version.", "high")


def _descended(findings: Findings, parent: str, names: list[str]) -> Statement:
    """That some versions descend from another, with the counts it rests on."""
    found = [findings.warrants[name] for name in names if name in findings.warrants]
    one = len(names) == 1
    text = f"{_listed(names)} {'descends' if one else 'descend'} from {parent}"
    if found:
        compared = _span(each.agreed + each.against for each in found)
        text += (
            f": of {compared} places where the versions vary, {'it sides' if one else 'they side'} with "
            f"others against it at {_span(each.against for each in found)}"
        )
    if found and all(each.repeated for each in found):
        repeated = _span(each.repeated for each in found)
        readings = "reading" if repeated == "1" else "readings"
        text += f", and {'repeats' if one else 'repeat'} {repeated} {readings} that no other version has"
    return Statement(f"{text}.", "probable")


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
    bare = [family.id(w) for w in family.members if not family.collation.witnesses[w].facts.credits]
    if family.credit and bare:
        carry = "carries" if len(bare) == 1 else "carry"
        yield Statement(
            f"{_listed(bare)} {carry} no credit, although the family credits {family.credit}.", "high"
        )


def _own(findings: Findings) -> Iterator[Statement]:
    family = findings.family
    appended: dict[tuple[int, bool], list[str]] = defaultdict(list)
    for witness, way in sorted(findings.ways.items(), key=lambda item: family.id(item[0])):
        name = family.id(witness)
        if way.kind == "merge":
            yield Statement(
                f"{name} merges other reporting: {way.own} of {way.body} body sentences stand in no other "
                "version.",
                "high",
            )
        elif way.trailing >= _TRAILING:
            appended[way.trailing, way.trailing_own == way.trailing].append(name)
    for (count, own), names in sorted(appended.items()):
        one = len(names) == 1
        sentences = "1 sentence" if count == 1 else f"{count} sentences"
        whose = f" of {'its' if one else 'their'} own" if own else ""
        rest = "" if own else ", which most versions lack"
        append = "appends" if one else "append"
        yield Statement(f"{_listed(names)} {append} {sentences}{whose} after the shared text{rest}.", "high")


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
