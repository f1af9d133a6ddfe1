"""What people said of credits, parents and findings, laid over a report.

In: witnesses, a lineage or a story as computed, and corrections in force. Out: the same with what was said in
place of what was computed, and for every correction whether it found what it is about. A finding is known by
its id, or by its passages where other articles changed the id: a claim, a quotation or an alarm is the one
that stands in most of them. A parent that descends from its own child by what was computed takes the child's
place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from wirecopy.build.corrections import moment, words
from wirecopy.model import (
    Change,
    Claim,
    Correction,
    Credit,
    Effect,
    Lineage,
    LineageEdge,
    Quote,
    Said,
    Statement,
    Story,
    VersionSpan,
    Witness,
)
from wirecopy.pipeline import counts_of

Finding = Claim | Quote | Change | LineageEdge
_EDGE = "edge:"
_OF_DESCENT = re.compile(r"descend|stands first|cop(?:y|ies) of|nearest|near in wording|copied whom")
_ENOUGH = 0.5  # of a passage that a finding must cover to stand in it; of the passages it must stand in


@dataclass(slots=True)
class Amendment:
    """Corrections that concern one story, and which of them found what they are about.

    Attributes:
        said: the corrections, in order.
        found: numbers of those that did.
    """

    said: Sequence[Correction] = ()
    found: set[int] = field(default_factory=set)

    def credits(self, witness: Witness) -> Witness:
        """A witness with the credit that people gave its article."""
        for one in self._of("credit"):
            if one.target == witness.id:
                self.found.add(one.number)
                return replace(witness, facts=replace(witness.facts, credits=_credits(witness, one)))
        return witness

    def kin(self, names: Sequence[str], kin: Sequence[int]) -> list[int]:
        """The families of articles, those of a parent and its child made one.

        Args:
            names: ids of the articles.
            kin: name of the family of each.
        """
        family, joined = dict(zip(names, kin, strict=True)), list(kin)
        for one in self._of("parent"):
            parent = one.value["parent"]
            if one.target in family and parent in family:
                at = names.index(parent)
                gone, into = joined[names.index(one.target)], joined[at]
                joined = [into if name == gone else name for name in joined]
        return joined

    def lineage(self, lineage: Lineage) -> Lineage:
        """The lineage of a family with the parents that people gave, and without edges they called wrong."""
        nodes = {node.id for node in lineage.nodes}
        for one in self._of("parent"):
            parent = one.value["parent"]
            if one.target in nodes and (parent is None or parent in nodes):
                self.found.add(one.number)
                lineage = _with_parent(lineage, one)
        for one in self._of("finding"):
            edge = next((edge for edge in lineage.edges if edge_id(edge) == one.target), None)
            if edge is not None:
                self.found.add(one.number)
                if one.value["verdict"] == "wrong":
                    lineage = _without_edge(lineage, edge, one)
        return lineage

    def story(self, story: Story) -> Story:
        """A story without the findings that people called wrong, and with all they said of it."""
        for one in self._of("finding"):
            if one.target.startswith(_EDGE):
                continue
            found = find(story, one.target, one.value)
            if found is not None:
                self.found.add(one.number)
                if one.value["verdict"] == "wrong":
                    story = _without(story, found)
        here = {version.id for version in story.versions}
        self.found.update(one.number for one in self.said if _holds(one, here))
        return replace(story, corrections=tuple(self._told()))

    def _of(self, kind: str) -> list[Correction]:
        return [one for one in self.said if one.kind == kind]

    def _told(self) -> Iterable[Said]:
        for one in self.said:
            effect: Effect = "applied" if one.number in self.found else "not found"
            if effect == "applied" or one.kind not in ("merge", "split"):
                yield Said(one.number, one.kind, one.target, words(one), one.author, moment(one.at), effect)


def edge_id(edge: LineageEdge) -> str:
    """How an edge is named."""
    return f"{_EDGE}{edge.parent}>{edge.child}"


def find(story: Story, target: str, value: Mapping[str, Any]) -> Finding | None:
    """A finding of a story.

    Args:
        story: the story.
        target: id of the finding.
        value: of the correction: where its passages are, `at`, and of which sort it is, `sort`.
    """
    if target.startswith(_EDGE):
        return next((edge for edge in story.lineage.edges if edge_id(edge) == target), None)
    known: list[Claim | Quote | Change] = [*story.claims, *story.quotes, *story.changes]
    wanted, count = _standing(story, value)
    for one in known:
        if one.id == target and (wanted or not count):
            return one
    alike = [one for one in known if sort_of(one) == value.get("sort")]
    return _by_passages(alike, wanted, count)


def sort_of(finding: Finding) -> str:
    """What a finding is: claim, quote, change (with its kind) or edge."""
    if isinstance(finding, Change):
        return f"change {finding.kind}"
    return "edge" if isinstance(finding, LineageEdge) else type(finding).__name__.lower()


def passages(finding: Finding) -> list[VersionSpan]:
    """Where a finding stands; of an edge the versions at its ends."""
    if isinstance(finding, LineageEdge):
        return [VersionSpan(name, 0, 0) for name in (finding.parent, finding.child)]
    if isinstance(finding, Change):
        return [span for reading in finding.readings for span in reading.spans]
    return [VersionSpan(member.version, member.start, member.end) for member in finding.members]


def _standing(story: Story, value: Mapping[str, Any]) -> tuple[list[VersionSpan], int]:
    """Where the passages of a correction stand now, and of how many the version is here.

    A version may have been revised since: a passage is where its words are.
    """
    texts = {version.id: version.text for version in story.versions}
    said = value.get("computed", {}).get("passages") or value.get("at", ())
    found, count = [], 0
    for row in said:
        text = texts.get(row["version"])
        if text is None:
            continue
        count += 1
        start, words = row["start"], row.get("text", text[row["start"] : row["end"]])
        if not text.startswith(words, start):
            start = text.find(words)
        if start >= 0:
            found.append(VersionSpan(row["version"], start, start + len(words)))
    return found, count


def _by_passages(
    known: Sequence[Claim | Quote | Change], wanted: Sequence[VersionSpan], count: int
) -> Finding | None:
    """The finding that stands in most of the passages that are still here, half of them at least."""
    rated = [(sum(_stands(one, span) for span in wanted), -number) for number, one in enumerate(known)]
    most, number = max(rated, default=(0, 0))
    return known[-number] if most and most >= _ENOUGH * count else None


def _stands(finding: Finding, span: VersionSpan) -> bool:
    return any(
        own.version == span.version
        and min(own.end, span.end) - max(own.start, span.start) >= _ENOUGH * max(1, span.end - span.start)
        for own in passages(finding)
    )


def _credits(witness: Witness, one: Correction) -> tuple[Credit, ...]:
    """Its credits with the one that was said in place of all that tell whose text it is."""
    photos = tuple(credit for credit in witness.facts.credits if credit.kind == "photo")
    agency = one.value["agency"]
    if agency is None:
        return photos
    same = next((credit for credit in witness.facts.credits if credit.agency == agency), None)
    start, end = (same.start, same.end) if same else (0, 0)
    return (Credit(agency, one.value.get("kind", "copy"), start, end), *photos)


def _with_parent(lineage: Lineage, one: Correction) -> Lineage:
    child, parent = one.target, one.value["parent"]
    before = [edge for edge in lineage.edges if edge.child == child]
    edges = [edge for edge in lineage.edges if edge.child != child]
    if parent is None:
        return _told_of(lineage, edges, child, (f"{child} descends from no other version here", one))
    if parent in (below := _below(child, edges)):
        edges = [edge for edge in edges if not (edge.child == parent and edge.parent in below | {child})]
        if not any(edge.child == parent for edge in edges):
            edges += [replace(edge, child=parent) for edge in before if edge.parent not in below]
    kind = before[0].kind if before else "edit"
    edges.append(LineageEdge(parent, child, kind, 1.0))
    return _told_of(lineage, edges, child, (f"{child} descends from {parent}", one))


def _without_edge(lineage: Lineage, edge: LineageEdge, one: Correction) -> Lineage:
    edges = [other for other in lineage.edges if other != edge]
    said = f"{edge.child} does not descend from {edge.parent}"
    return _told_of(lineage, edges, edge.child, (said, one))


def _below(name: str, edges: Sequence[LineageEdge]) -> set[str]:
    """All that descends from a version."""
    found, new = set[str](), {name}
    while new:
        new = {edge.child for edge in edges if edge.parent in new} - found
        found |= new
    return found


def _told_of(
    lineage: Lineage, edges: Sequence[LineageEdge], child: str, said: tuple[str, Correction]
) -> Lineage:
    """A lineage with other edges; what was computed of this version's descent is not told any more."""
    text, one = said
    ends = {edge.parent for edge in edges} | {edge.child for edge in edges}
    name = re.compile(rf"(?<![\w-]){re.escape(child)}(?![\w-])")
    kept = [
        told for told in lineage.statements if not (name.search(told.text) and _OF_DESCENT.search(told.text))
    ]
    return Lineage(
        tuple(node for node in lineage.nodes if node.kind == "version" or node.id in ends),
        tuple(edges),
        (Statement(f"{text}: {one.author} says so.", "high"), *kept),
    )


def _without(story: Story, finding: Finding) -> Story:
    if isinstance(finding, Quote):
        return replace(story, quotes=tuple(one for one in story.quotes if one != finding))
    if isinstance(finding, Change):
        return replace(story, changes=tuple(one for one in story.changes if one != finding))
    if not isinstance(finding, Claim):
        return story
    claims = tuple(one for one in story.claims if one.id != finding.id)
    omissions = [
        replace(one, claims=tuple(name for name in one.claims if name != finding.id))
        for one in story.omissions
    ]
    return replace(
        story,
        claims=claims,
        counts=counts_of(story.versions, claims),
        changes=tuple(replace(one, claim=None) if one.claim == finding.id else one for one in story.changes),
        omissions=tuple(one for one in omissions if one.claims),
    )


def _holds(one: Correction, here: set[str]) -> bool:
    """Whether a merge or a split is true of a story with these articles."""
    if one.kind == "merge":
        return bool(here.intersection(one.value["stays"]) and here.intersection(one.value["joins"]))
    if one.kind == "split":
        return bool(here.intersection(one.value["stays"])) != bool(here.intersection(one.value["articles"]))
    return False
