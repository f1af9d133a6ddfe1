"""Rows of four of the five answers: source ledger, quote drift, who added and dropped what, alarms.

Takes a story and its texts, gives rows in the order a reader wants them: most carried claims first, quotes
that drifted most first, high alarms first. The fifth answer is in `wirecopy.views.lineage`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wirecopy.model import (
    Change,
    ChangeKind,
    Claim,
    Quote,
    QuoteMember,
    Relation,
    Reports,
    Severity,
    Story,
    Version,
)
from wirecopy.views import phrases
from wirecopy.views.diff import TOO_FAR, Piece, compare, likeness, most_typical, norms
from wirecopy.views.passages import Passage, Texts, name_of

_SEVERITIES: tuple[Severity, ...] = ("high", "medium", "low")


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A claim: who carries it, how many reports stand behind it, whom they name."""

    id: str
    label: str
    signs: tuple[str, ...]
    reports: Reports
    sources: tuple[str, ...]  # as the texts name them, with the medium told
    origins: tuple[str, ...]
    reason: str
    passages: tuple[Passage, ...]

    @property
    def shared(self) -> bool:
        """Whether two or more versions carry it."""
        return len(self.signs) > 1


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of a quotation and the versions that have it."""

    signs: tuple[str, ...]
    speakers: tuple[str, ...]
    pieces: tuple[Piece, ...]  # against the most typical wording; that one is all "same"
    passages: tuple[Passage, ...]

    @property
    def text(self) -> str:
        """The wording itself."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """A quotation across versions; the first wording is the most typical one."""

    id: str
    speaker: str | None
    drift: float
    wordings: tuple[Wording, ...]
    unattributed: tuple[str, ...]  # versions that name no speaker although another does
    absent: tuple[str, ...]  # versions of the same family that do not have it

    @property
    def carriers(self) -> int:
        """How many versions quote it."""
        return len({sign for wording in self.wordings for sign in wording.signs})

    @property
    def drifted(self) -> bool:
        """Whether its words or its attribution changed on the way."""
        return len(self.wordings) > 1 or bool(self.unattributed)


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim as one line: its label and where it stands."""

    id: str
    label: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class CueRow:
    """A trace of how a text was made, in its context."""

    kind: str
    note: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class CreditRow:
    """A credit in its context."""

    agency: str
    kind: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version: what it took, what it cut, what it has alone, whom it credits."""

    sign: str
    version: Version
    name: str
    relation: Relation
    share: float
    credit: str
    credits: tuple[CreditRow, ...]
    cues: tuple[CueRow, ...]
    dropped: tuple[ClaimLine, ...]
    added: tuple[ClaimLine, ...]


@dataclass(frozen=True, slots=True)
class AlarmReading:
    """One of the readings at a place of change."""

    text: str  # as collated, perhaps folded; "" where these versions have nothing
    signs: tuple[str, ...]
    passages: tuple[Passage, ...]

    @property
    def words(self) -> str:
        """The reading as the texts spell it, each spelling once."""
        spelt = {passage.marked.casefold(): " ".join(passage.marked.split()) for passage in self.passages}
        return " / ".join(words for words in spelt.values() if words) or self.text


@dataclass(frozen=True, slots=True)
class AlarmRow:
    """A place where versions do not say the same; the most common reading comes first."""

    id: str
    kind: ChangeKind
    severity: Severity
    why: str
    claim: str | None
    readings: tuple[AlarmReading, ...]


def ledger(story: Story, texts: Texts) -> tuple[LedgerRow, ...]:
    """Every claim, the most carried first, then the fewest reports, then the order of the story."""
    rows = [_ledger_row(claim, texts) for claim in story.claims]
    return tuple(sorted(rows, key=lambda row: (-len(row.signs), row.reports.best)))


def _ledger_row(claim: Claim, texts: Texts) -> LedgerRow:
    return LedgerRow(
        claim.id,
        claim.label,
        texts.in_order(claim.versions),
        claim.reports,
        _sources(claim, texts),
        tuple(texts.called(origin) for origin in claim.origins),
        claim.reason,
        _claim_passages(claim, texts),
    )


def _sources(claim: Claim, texts: Texts) -> tuple[str, ...]:
    """Whom the versions name, each once however it is spelt, with the medium told."""
    spelt: dict[tuple[str, ...], str] = {}
    via: dict[tuple[str, ...], str] = {}
    for attribution in claim.attributions:
        key = norms(attribution.source, texts.versions[attribution.version].language)
        spelt.setdefault(key, " ".join(attribution.source.split()).strip(" ,;:"))
        if attribution.via:
            via.setdefault(key, attribution.via)
    return tuple(name + (f", via {via[key]}" if key in via else "") for key, name in spelt.items())


def _claim_passages(claim: Claim, texts: Texts) -> tuple[Passage, ...]:
    return tuple(texts.passage(member.version, member.start, member.end) for member in claim.members)


def quotes(story: Story, texts: Texts) -> tuple[QuoteRow, ...]:
    """Quotations that two or more versions carry, those that drifted most first."""
    rows = [
        _quote_row(quote, texts)
        for quote in story.quotes
        if len({member.version for member in quote.members}) > 1
    ]
    return tuple(sorted(rows, key=lambda row: (-row.drifted, -row.drift, -row.carriers)))


def _quote_row(quote: Quote, texts: Texts) -> QuoteRow:
    wordings: dict[tuple[str, ...], list[QuoteMember]] = defaultdict(list)
    for member in quote.members:
        wordings[norms(member.text, texts.versions[member.version].language)].append(member)
    keys = list(wordings)
    base = keys[most_typical(keys, [len(wordings[key]) for key in keys])]
    ordered = [base, *sorted((key for key in keys if key != base), key=lambda key: -len(wordings[key]))]
    named = any(member.speaker for member in quote.members)
    carriers = {member.version for member in quote.members}
    families = {texts.versions[version].family_id for version in carriers}
    silent = {member.version for member in quote.members if named and not member.speaker}
    return QuoteRow(
        quote.id,
        " ".join(quote.speaker.split()).strip(" ,;:") if quote.speaker else None,
        quote.drift,
        tuple(_wording(wordings[base][0], wordings[key], texts) for key in ordered),
        texts.in_order(silent),
        texts.in_order(
            {
                row.id
                for row in texts.versions.values()
                if row.family_id in families and row.id not in carriers
            }
        ),
    )


def _wording(base: QuoteMember, members: Sequence[QuoteMember], texts: Texts) -> Wording:
    first = members[0]
    language = texts.versions[first.version].language
    far = likeness(norms(base.text, language), norms(first.text, language)) < TOO_FAR
    return Wording(
        texts.in_order({member.version for member in members}),
        tuple(dict.fromkeys(member.speaker for member in members if member.speaker)),
        (Piece("changed", first.text),) if far else compare(base.text, first.text, language),
        tuple(texts.passage(member.version, member.start, member.end) for member in members),
    )


def version_rows(story: Story, texts: Texts) -> tuple[VersionRow, ...]:
    """Every version with what it dropped and what it alone has."""
    claims = {claim.id: claim for claim in story.claims}
    dropped = {omission.version: omission.claims for omission in story.omissions}
    added: dict[str, list[Claim]] = defaultdict(list)
    for claim in story.claims:
        if len(claim.versions) == 1:
            added[claim.versions[0]].append(claim)
    return tuple(
        VersionRow(
            texts.signs[version.id],
            version,
            name_of(version),
            version.relation,
            version.wire_share,
            phrases.credit(version),
            tuple(
                CreditRow(credit.agency, credit.kind, texts.passage(version.id, credit.start, credit.end))
                for credit in version.credits
            ),
            tuple(
                CueRow(cue.kind, cue.note, texts.passage(version.id, cue.start, cue.end))
                for cue in version.cues
            ),
            _lines((claims[id_] for id_ in dropped.get(version.id, ()) if id_ in claims), texts),
            _lines(added[version.id], texts),
        )
        for version in story.versions
    )


def _lines(claims: Iterable[Claim], texts: Texts) -> tuple[ClaimLine, ...]:
    return tuple(ClaimLine(claim.id, claim.label, _claim_passages(claim, texts)) for claim in claims)


def alarms(story: Story, texts: Texts) -> tuple[AlarmRow, ...]:
    """Every place where the meaning differs: high first, else in the order of the story."""
    rows = [_alarm_row(change, texts) for change in story.changes]
    return tuple(sorted(rows, key=lambda row: _SEVERITIES.index(row.severity)))


def _alarm_row(change: Change, texts: Texts) -> AlarmRow:
    readings = [
        AlarmReading(
            reading.reading,
            texts.in_order({span.version for span in reading.spans}),
            tuple(texts.passage(span.version, span.start, span.end) for span in reading.spans),
        )
        for reading in change.readings
    ]
    readings.sort(key=lambda reading: -len(reading.signs))
    return AlarmRow(change.id, change.kind, change.severity, change.why, change.claim, tuple(readings))
