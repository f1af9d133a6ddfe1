"""A report as tables: one row a claim, a sighting, a version and so on.

In: a report. Out: rows, frozen dataclasses whose fields are the columns, in order. CSV and Parquet both
write them, so a column is added here and nowhere else. Every row names its story; every row about a passage
has version, start, end (code points into the version's text) and the words that stand there. Lists are
joined with "; " in CSV, and are lists in Parquet.
Limits: links between sentences are no table: they are many, and nobody reads them by the row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wirecopy.model import LineageEdge, Report, Story


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim and how many reports stand behind it."""

    story: str
    claim: str
    label: str
    versions: int
    outlets: tuple[str, ...]
    version_ids: tuple[str, ...]
    reports_best: int
    reports_low: int
    reports_high: int
    origins: tuple[str, ...]
    attributed_to: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class SightingRow:
    """A claim where one version makes it."""

    story: str
    claim: str
    version: str
    outlet: str | None
    sentence: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class VersionRow:
    """An article of a story; its text is in the formats that hold whole reports."""

    story: str
    story_title: str
    version: str
    outlet: str | None
    title: str | None
    published: str | None
    language: str | None
    url: str | None
    path: str
    family: str
    relation: str
    wire_share: float
    credited: str
    agencies: tuple[str, ...]
    omitted_claims: int
    characters: int


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """One wording of a quotation."""

    story: str
    quote: str
    speaker: str | None
    drift: float
    version: str
    outlet: str | None
    named: str | None  # the speaker as this version names them
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class AlarmRow:
    """One version's wording at a place where versions do not mean the same."""

    story: str
    alarm: str
    kind: str
    severity: str
    claim: str | None
    why: str
    reading: str
    version: str
    outlet: str | None
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class OmissionRow:
    """A claim of its family that a version leaves out."""

    story: str
    version: str
    outlet: str | None
    claim: str
    label: str


@dataclass(frozen=True, slots=True)
class DescentRow:
    """A version or lost original, and one parent of it; without a parent where nothing is known."""

    story: str
    child: str
    child_kind: str
    child_name: str
    parent: str | None
    parent_name: str | None
    descent: str | None
    support: float | None


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """An input that could not be used."""

    path: str
    reason: str


STORIES = "stories"
"""What Parquet calls the table of whole stories, one a row; it is no table of rows made here."""

Rows = Callable[[Report], Iterator[Any]]


def claims(report: Report) -> Iterator[ClaimRow]:
    """A row a claim, those of most versions first within a story."""
    for story in report.stories:
        outlets = _outlets(story)
        for claim in sorted(story.claims, key=lambda claim: -len(claim.versions)):
            named = dict.fromkeys(item.source for item in claim.attributions)
            yield ClaimRow(
                story=story.id,
                claim=claim.id,
                label=claim.label,
                versions=len(claim.versions),
                outlets=tuple(dict.fromkeys(outlets[name] or name for name in claim.versions)),
                version_ids=claim.versions,
                reports_best=claim.reports.best,
                reports_low=claim.reports.low,
                reports_high=claim.reports.high,
                origins=claim.origins,
                attributed_to=tuple(named),
                reason=claim.reason,
            )


def sightings(report: Report) -> Iterator[SightingRow]:
    """A row for every version of every claim."""
    for story in report.stories:
        outlets, texts = _outlets(story), _texts(story)
        for claim in story.claims:
            for row in claim.members:
                words = texts[row.version][row.start : row.end]
                where = (row.version, outlets[row.version], row.sentence, row.start, row.end)
                yield SightingRow(story.id, claim.id, *where, words)


def versions(report: Report) -> Iterator[VersionRow]:
    """A row a version."""
    for story in report.stories:
        omitted = {row.version: len(row.claims) for row in story.omissions}
        for row in story.versions:
            yield VersionRow(
                story=story.id,
                story_title=story.title,
                version=row.id,
                outlet=row.outlet,
                title=row.title,
                published=row.published,
                language=row.language,
                url=row.url,
                path=row.path,
                family=row.family_id,
                relation=row.relation,
                wire_share=row.wire_share,
                credited=row.credited,
                agencies=tuple(dict.fromkeys(credit.agency for credit in row.credits)),
                omitted_claims=omitted.get(row.id, 0),
                characters=len(row.text),
            )


def quotes(report: Report) -> Iterator[QuoteRow]:
    """A row for every wording of every quotation."""
    for story in report.stories:
        outlets, texts = _outlets(story), _texts(story)
        for quote in story.quotes:
            for row in quote.members:
                words = texts[row.version][row.start : row.end]
                about = (story.id, quote.id, quote.speaker, quote.drift)
                yield QuoteRow(
                    *about, row.version, outlets[row.version], row.speaker, row.start, row.end, words
                )


def alarms(report: Report) -> Iterator[AlarmRow]:
    """A row for every version at every place where versions do not mean the same."""
    for story in report.stories:
        outlets, texts = _outlets(story), _texts(story)
        for change in story.changes:
            about = (story.id, change.id, change.kind, change.severity, change.claim, change.why)
            for reading in change.readings:
                for span in reading.spans:
                    words = texts[span.version][span.start : span.end]
                    where = (span.version, outlets[span.version], span.start, span.end)
                    yield AlarmRow(*about, reading.reading, *where, words)


def omissions(report: Report) -> Iterator[OmissionRow]:
    """A row for every claim that a version leaves out."""
    for story in report.stories:
        outlets = _outlets(story)
        labels = {claim.id: claim.label for claim in story.claims}
        for row in story.omissions:
            for claim in row.claims:
                yield OmissionRow(story.id, row.version, outlets[row.version], claim, labels[claim])


def lineage(report: Report) -> Iterator[DescentRow]:
    """A row for every parent of every node, and one for each node without a parent."""
    for story in report.stories:
        names = {node.id: node.name for node in story.lineage.nodes}
        parents: dict[str, list[LineageEdge]] = {name: [] for name in names}
        for edge in story.lineage.edges:
            parents[edge.child].append(edge)
        for node in story.lineage.nodes:
            about = (story.id, node.id, node.kind, node.name)
            for edge in parents[node.id]:
                yield DescentRow(*about, edge.parent, names[edge.parent], edge.kind, edge.support)
            if not parents[node.id]:
                yield DescentRow(*about, None, None, None, None)


def rejected(report: Report) -> Iterator[RejectedRow]:
    """A row for every input that could not be used."""
    return (RejectedRow(row.path, row.reason) for row in report.rejected)


TABLES: Mapping[str, tuple[type[Any], Rows]] = {
    "claims": (ClaimRow, claims),
    "sightings": (SightingRow, sightings),
    "versions": (VersionRow, versions),
    "quotes": (QuoteRow, quotes),
    "alarms": (AlarmRow, alarms),
    "omissions": (OmissionRow, omissions),
    "lineage": (DescentRow, lineage),
    "rejected": (RejectedRow, rejected),
}


def _outlets(story: Story) -> dict[str, str | None]:
    return {version.id: version.outlet for version in story.versions}


def _texts(story: Story) -> dict[str, str]:
    return {version.id: version.text for version in story.versions}
