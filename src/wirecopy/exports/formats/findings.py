"""What a report says about passages, as one list: claims, quotations, alarms, omissions, credits, traces.

In: a story. Out: findings, each with its kind, what is said of it in plain words, tags, and the passages it
rests on; an omission rests on an article as a whole, because what is left out has no place.
Limits: links between sentences and statements about the lineage are not listed; they are about two
texts or none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wirecopy.exports.formats.names import within
from wirecopy.model import Change, Claim, Quote, Story, Version, VersionSpan
from wirecopy.views import phrases


@dataclass(frozen=True, slots=True)
class Finding:
    """Something said about passages.

    Attributes:
        id: its URI.
        says: what is found, in words.
        tags: its kind first, then what narrows it.
        passages: where it stands.
        articles: ids of the articles it is about as a whole.
    """

    id: str
    says: str
    tags: tuple[str, ...]
    passages: tuple[VersionSpan, ...]
    articles: tuple[str, ...] = ()


def findings(story: Story) -> Iterator[Finding]:
    """Every finding of a story, the answers in the order of the report."""
    yield from (_claim(story, claim) for claim in story.claims)
    yield from (_quote(story, quote) for quote in story.quotes)
    yield from (_alarm(story, change) for change in story.changes)
    yield from _omissions(story)
    for version in story.versions:
        yield from _own(story, version)


def behind(claim: Claim) -> str:
    """How many articles make a claim, how many reports stand behind it, and why."""
    articles, reports = phrases.plural(len(claim.versions), "article"), phrases.reports(claim.reports)
    origins = [origin for origin in claim.origins if origin not in claim.reason]
    traced = f" Traced to {'; '.join(origins)}." if origins else ""
    return f"made by {articles}, resting on {reports}: {claim.reason.rstrip('. ')}.{traced}"


def _claim(story: Story, claim: Claim) -> Finding:
    spans = tuple(VersionSpan(row.version, row.start, row.end) for row in claim.members)
    return Finding(within(story, "claim", claim.id), f"Claim {behind(claim)}", ("claim",), spans)


def _quote(story: Story, quote: Quote) -> Finding:
    speaker = f" of {quote.speaker}" if quote.speaker else ""
    articles = phrases.plural(len({row.version for row in quote.members}), "article")
    says = f"Quotation{speaker} in {articles}, drift {quote.drift:.2f} (0: all agree)."
    spans = tuple(VersionSpan(row.version, row.start, row.end) for row in quote.members)
    return Finding(within(story, "quote", quote.id), says, ("quote",), spans)


def _alarm(story: Story, change: Change) -> Finding:
    readings = ", ".join(f"“{row.reading}”" for row in change.readings)
    says = f"These do not mean the same ({phrases.CHANGES[change.kind]}): {readings}. {change.why}"
    spans = tuple(span for row in change.readings for span in row.spans)
    return Finding(within(story, "alarm", change.id), says, ("alarm", change.kind, change.severity), spans)


def _omissions(story: Story) -> Iterator[Finding]:
    labels = {claim.id: claim.label for claim in story.claims}
    for row in story.omissions:
        for claim in row.claims:
            name = within(story, "omission", f"{row.version}/{claim}")
            says = f"Leaves out a claim that others of its family make: {labels[claim]}"
            yield Finding(name, says, ("omission",), (), (row.version,))


def _own(story: Story, version: Version) -> Iterator[Finding]:
    """Credits, and traces of how the text was made."""
    for number, credit in enumerate(version.credits):
        name = within(story, "credit", f"{version.id}/{number}")
        kind = credit.kind.replace("_", " ")
        span = VersionSpan(version.id, credit.start, credit.end)
        agency = "somebody" if credit.agency in ("", "unknown") else credit.agency
        yield Finding(name, f"Names {agency} ({kind}).", ("credit", kind), (span,))
    for number, cue in enumerate(version.cues):
        name = within(story, "trace", f"{version.id}/{number}")
        says = f"Trace of how the text was made: {cue.kind}{f', {cue.note}' if cue.note else ''}."
        yield Finding(name, says, ("trace", cue.kind), (VersionSpan(version.id, cue.start, cue.end),))
