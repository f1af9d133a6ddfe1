"""The public rows: they mirror `wirecopy read --json` and `wirecopy extract` field by field.

A field of the report is added here and nowhere else; exporters and loaders follow the dataclasses. All
offsets are Unicode code points into the article's own text, half-open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

SentenceKind = Literal["headline", "body", "subhead", "caption", "dateline", "credit", "furniture"]
CreditKind = Literal["copy", "partial", "attribution", "photo", "press_release", "metadata"]
Relation = Literal["first", "verbatim", "trimmed", "edited", "reworded", "merged", "own"]
LinkKind = Literal["verbatim", "light", "reworded", "partial"]
ChangeKind = Literal["wording", "number", "date", "name", "negation", "hedge", "role", "attribution", "quote"]
Severity = Literal["high", "medium", "low"]
EdgeKind = Literal["copy", "edit", "rewording", "translation", "merge"]
Confidence = Literal["high", "probable", "undecidable"]
Effect = Literal["applied", "not found"]


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of one text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class VersionSpan:
    """A piece of the text of one version."""

    version: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read: its text is never altered from here on."""

    id: str
    path: str
    text: str
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    published: str | None = None  # ISO 8601
    language: str | None = None  # ISO 639-1
    dated_by: str | None = None  # who says `published`: json-ld, opengraph, meta, time, feed, row, guess

    @property
    def moment(self) -> int | None:
        """Seconds since 1970 of its publication, None where it is not known; without a zone it is UTC."""
        try:
            found = datetime.fromisoformat(self.published or "")
        except ValueError:
            return None
        return int((found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp())


@dataclass(frozen=True, slots=True)
class Rejected:
    """An input row that could not be used, with the reason and what to do about it."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A typed sentence (or line) of an article, in reading order."""

    index: int
    start: int
    end: int
    kind: SentenceKind


@dataclass(frozen=True, slots=True)
class Cue:
    """A trace of how a text was made: glued token, residue, calque, pronoun slip, house style, furniture."""

    kind: str
    start: int
    end: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Credit:
    """Whose text (or picture) this is, as the article itself says."""

    agency: str
    kind: CreditKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said what: the spans of source, cue ("said") and content."""

    kind: Literal["direct", "indirect", "mixed"]
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch inside quotation marks; start and end exclude the marks."""

    start: int
    end: int
    text: str
    kind: Literal["utterance", "phrase"]
    speaker: str | None = None  # as the text names the speaker
    speaker_start: int | None = None
    speaker_end: int | None = None
    via: str | None = None  # the medium told ("Reuters" in "told Reuters")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit: value is a plain decimal string ("100000") or a vague word ("thousands")."""

    start: int
    end: int
    text: str
    value: str
    unit: str  # the folded, stemmed word the number counts; "" if none
    qualifier: Literal["", "about", "more", "less"] = ""


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in the text, resolved where the article's own date allows it."""

    start: int
    end: int
    text: str
    value: str | None  # ISO 8601 date, month ("2020-01"), year or interval "a/b"; None if unresolved
    relative: bool = False  # True for today, Monday, last week: resolved against the article's date


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name in the text."""

    start: int
    end: int
    text: str
    kind: Literal["person", "place", "organisation", "other"]


@dataclass(frozen=True, slots=True)
class Version:
    """One article within a story."""

    id: str
    path: str
    outlet: str | None
    url: str | None
    title: str | None
    published: str | None
    language: str | None
    text: str
    family_id: str
    relation: Relation
    wire_share: float  # share of its body words that stand in text shared within the family, 0-1
    credited: Literal["yes", "partial", "attribution only", "no"]
    credits: tuple[Credit, ...]
    cues: tuple[Cue, ...]
    attributions: tuple[Attribution, ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Two sentences of two versions that descend from one sentence."""

    left: str
    left_sentence: int
    right: str
    right_sentence: int
    score: float
    kind: LinkKind


@dataclass(frozen=True, slots=True)
class Reports:
    """How many acts of reporting stand behind something: the best guess and its bounds."""

    best: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class ClaimMember:
    """One sighting: the stretch of one version that carries the claim."""

    version: str
    sentence: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ClaimAttribution:
    """Who one version says the claim is from."""

    version: str
    source: str
    via: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement at clause level, with every version that makes it."""

    id: str
    label: str
    members: tuple[ClaimMember, ...]
    attributions: tuple[ClaimAttribution, ...]
    reports: Reports
    reason: str
    origins: tuple[str, ...] = ()  # what the reports are traced to, in words

    @property
    def versions(self) -> tuple[str, ...]:
        """Ids of the versions that carry the claim, each once, in order of appearance."""
        return tuple(dict.fromkeys(member.version for member in self.members))


@dataclass(frozen=True, slots=True)
class QuoteMember:
    """One wording of a quotation."""

    version: str
    start: int
    end: int
    text: str
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Quote:
    """One quotation across versions; drift is 0 when all wordings agree, towards 1 as they part."""

    id: str
    speaker: str | None
    members: tuple[QuoteMember, ...]
    drift: float


@dataclass(frozen=True, slots=True)
class ChangeReading:
    """One wording at a place where versions differ, and where it stands."""

    reading: str
    spans: tuple[VersionSpan, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A set of readings at one place that do not mean the same: a meaning alarm."""

    id: str
    kind: ChangeKind
    severity: Severity
    claim: str | None
    readings: tuple[ChangeReading, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Omission:
    """Claims shared elsewhere in its family that a version leaves out."""

    version: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineageNode:
    """A version, or a text that must have existed and is lost."""

    id: str
    kind: Literal["version", "lost"]
    name: str


@dataclass(frozen=True, slots=True)
class LineageEdge:
    """Descent of child from parent, with bootstrap support 0-1."""

    parent: str
    child: str
    kind: EdgeKind
    support: float


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence about the lineage, graded by how sure it is."""

    text: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Lineage:
    """The graph of descent within a story."""

    nodes: tuple[LineageNode, ...]
    edges: tuple[LineageEdge, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers that matter for a story; reports and sightings sum over the shared claims only."""

    versions: int
    claims: int
    shared_claims: int
    sightings: int
    reports: Reports


@dataclass(frozen=True, slots=True)
class Said:
    """What a person said of a story, and what it did to the report: no figure it changed is a computed one.

    Attributes:
        number: of the correction.
        kind: finding, merge, split, credit, parent.
        target: id of the finding, story or article.
        said: it in words.
        author: who said so.
        at: when, ISO 8601.
        effect: whether the report was changed, or what it is about is not in this report any more.
    """

    number: int
    kind: str
    target: str
    said: str
    author: str
    at: str
    effect: Effect


@dataclass(frozen=True, slots=True)
class Story:
    """All versions of one event, and the five answers about them."""

    id: str
    title: str
    first_published: str | None
    last_published: str | None
    counts: Counts
    versions: tuple[Version, ...]
    links: tuple[Link, ...]
    claims: tuple[Claim, ...]
    quotes: tuple[Quote, ...]
    changes: tuple[Change, ...]
    omissions: tuple[Omission, ...]
    lineage: Lineage
    corrections: tuple[Said, ...] = ()  # by people; empty where all is as it was computed


@dataclass(frozen=True, slots=True)
class Report:
    """What `wirecopy read` says about a set of articles."""

    wirecopy: str
    settings: Mapping[str, Any]
    rejected: tuple[Rejected, ...]
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two articles have in common; both scores are 0-1, higher is more alike."""

    left: str
    right: str
    same_story: float
    same_copy: float
    links: tuple[Link, ...]
    changes: tuple[Change, ...]
