"""The rows of a store: articles as they came, and what was made of them.

An article has a `number`, given in order of arrival and never used twice, and an `id` with a `revision`:
when a newsroom changes an article in place, the new text is the next revision of the same id. Derived rows
(copies, places in stories, ledgers) name the run that made them; corrections by people are rows of their own
and never overwrite what was computed. Times are seconds since 1970, UTC; numbers of articles are 1 or more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from wirecopy.model.rows import Article, Credit, Reports

Arrival = Literal["new", "revised", "known"]
Stage = Literal["read", "copies", "stories", "credits", "ledger"]
Event = Literal["formed", "merged", "split"]
ItemState = Literal["waiting", "done", "failed", "gone"]
Among = Literal["article", "family", "story"]
Seat = Literal["article", "computed", "story"]


@dataclass(frozen=True, slots=True)
class Arriving:
    """An article on its way into a store.

    Attributes:
        article: what was read.
        arrived: when it was met.
        source: the input it comes from: a path without the line, a feed. An id that comes again with another
            text is a revision when source or URL is the same; otherwise it is another article, "id-2".
    """

    article: Article
    arrived: float
    source: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of an arriving article: `number` is where it stands, whether it came now or long ago."""

    number: int
    id: str
    revision: int
    state: Arrival


@dataclass(frozen=True, slots=True)
class Stored:
    """An article in a store.

    Attributes:
        number: its place in the order of arrival.
        revision: 1 for the first text under this id.
        current: whether no later revision of the id is there.
        arrived: when it was met first.
        source: the input it came from.
        article: the article; its `id` is the one it has in the store.
    """

    number: int
    revision: int
    current: bool
    arrived: float
    source: str
    article: Article


@dataclass(frozen=True, slots=True)
class Input:
    """A file that was read into the store, and what it looked like then.

    Attributes:
        path: where it is.
        mark: size, time of change and the like, as text: equal for a file that need not be read again.
        run: the run that read it.
        kept: rows that came out as articles, known ones too.
        rejected: rows that were rejected.
    """

    path: str
    mark: str
    run: int
    kept: int
    rejected: int


@dataclass(frozen=True, slots=True)
class Run:
    """A stage as it was run: version and settings of everything that it made."""

    number: int
    stage: Stage
    version: str
    settings: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CopyRow:
    """What an article copies of those before it.

    Attributes:
        number: the article.
        family: number of the article that stands first in its family; its own where it stands alone.
        relation: first, verbatim, trimmed, edited, reworded, partial, own.
        closest: number of the article it shares most with, None for none.
        shared: part of its words that stands in the closest, 0-1.
        contained: part of the closest's words that stands in it, 0-1.
        evidence: (start, end, other_start, other_end) of each passage, in code points.
    """

    number: int
    family: int
    relation: str
    closest: int | None
    shared: float
    contained: float
    evidence: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class CreditsRow:
    """Whose copy an article says it is, and the language it is in.

    Attributes:
        number: the article.
        credits: those of every kind but `attribution` and `photo`, in reading order; offsets are those of
            the text.
        language: found in the text, where the article came without one.
    """

    number: int
    credits: tuple[Credit, ...] = ()
    language: str | None = None


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """What an article says about which event it tells of, packed, and where it stands.

    Attributes:
        number: the article.
        time: when it was published, None where unknown.
        family: number of the first article of its family.
        story: number of its story, None while it has none.
        packed: the signature; only the stage that made it can read it.
    """

    number: int
    time: int | None
    family: int
    story: int | None
    packed: bytes


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """Where an article stands.

    Attributes:
        number: the article.
        family: number of the first article of its family.
        computed: the story that was computed for it.
        story: the story it is in: another one where people said so.
    """

    number: int
    family: int
    computed: int
    story: int


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story as it is listed; `number` is the number of an article that founded it.

    Attributes:
        reports: of the claims that two or more versions share, where its ledger was made.
        merged_into: id of the story that took it in; such a row has no articles of its own any more.
        sightings: how often its versions tell those claims.
    """

    number: int
    id: str
    title: str
    first_published: str | None
    last_published: str | None
    articles: int
    families: int
    outlets: int
    reports: Reports | None = None
    merged_into: str | None = None
    sightings: int | None = None


@dataclass(frozen=True, slots=True)
class StoryEvent:
    """Something that happened to a story: it formed, was merged into `other`, or split off from `other`."""

    at: float
    kind: Event
    story: int
    other: int | None = None


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """The report on one story as it was made, and what it was made of.

    Attributes:
        story: number of the story.
        run: the run that made it.
        basis: hash of the articles it was made of; another hash means that it is out of date.
        made: when.
        reports: best, low, high over the shared claims.
        body: the report as JSON, packed.
        sightings: how often the versions tell them.
    """

    story: int
    run: int
    basis: str
    made: float
    reports: Reports
    body: bytes
    sightings: int | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person said about a finding; kept beside what was computed.

    Attributes:
        number: 0 until it is stored.
        kind: what it is about: "finding", "merge", "split", "credit", "parent"; "withdraw" takes one back.
        target: id of the finding, story or article; of a withdrawal the number of what it takes back.
        value: what the person says.
        author: who.
        at: when.
    """

    number: int
    kind: str
    target: str
    value: Mapping[str, Any]
    author: str
    at: float


@dataclass(frozen=True, slots=True)
class Filter:
    """Which articles or stories are wanted; None leaves a field open. Dates are ISO 8601, inclusive."""

    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    language: str | None = None
    least: int = 1  # articles a story must have
    agency: str | None = None  # that an article credits as its source


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """An agency, and how many current articles credit it as the source of their text."""

    agency: str
    articles: int


@dataclass(frozen=True, slots=True)
class OutletRow:
    """An outlet as it is listed; all counts are of current articles.

    Attributes:
        outlet: its name.
        articles: how many it has.
        credited: those that credit an agency as the source of their text.
        copies: those that copy an article that was there before.
        first_published: the earliest date, None where none is known.
        last_published: the latest date.
    """

    outlet: str
    articles: int
    credited: int
    copies: int
    first_published: str | None
    last_published: str | None


@dataclass(frozen=True, slots=True)
class Month:
    """Articles of an outlet of a month ("2022-02"), and those that copy others or credit an agency."""

    month: str
    articles: int
    agency: int


@dataclass(frozen=True, slots=True)
class OutletSheet:
    """What is known of an outlet: how much agency copy it prints, whose, and how it edits.

    Attributes:
        row: as listed.
        uncredited: articles that share text with an article that credits an agency, and credit none.
        agencies: whom its articles credit, most first.
        relations: articles by what they are: first, verbatim, trimmed, edited, reworded, partial, own.
        kept: of its copies, the share of the words of the closest article that was kept, on average, 0-1;
            None without copies.
        shares_with: other outlets in whose families its articles are, (outlet, articles), most first.
        languages: (language, articles), most first.
        months: in order of time, those with articles.
    """

    row: OutletRow
    uncredited: int
    agencies: tuple[AgencyRow, ...]
    relations: tuple[tuple[str, int], ...]
    kept: float | None
    shares_with: tuple[tuple[str, int], ...]
    languages: tuple[tuple[str, int], ...]
    months: tuple[Month, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that a search found, with a line of its text and where the words stand in that line."""

    number: int
    id: str
    title: str | None
    outlet: str | None
    published: str | None
    story: int | None
    snippet: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that is watched, and when it is due."""

    url: str
    title: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    next_poll: float = 0.0
    interval: float = 0.0
    failures: int = 0
    last_ok: float | None = None
    last_error: str | None = None
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An entry of a feed: waiting until its page was fetched and stored, then done.

    Attributes:
        feed: URL of the feed.
        key: address of the page; the guid where there is none, for guids that change bring nothing new.
        url: of the page.
        mark: hash of what the feed says of it; another hash means it changed.
        entry: what the feed says of it: title, text, published and so on.
        state: waiting, done, failed (will not be tried again), gone.
        attempts: how often its page was asked for.
        next_try: when it may be asked for again.
        found: when it was met first.
        error: why it failed last.
        article: number of the article it became.
    """

    feed: str
    key: str
    url: str | None
    mark: str
    entry: Mapping[str, Any] = field(default_factory=dict)
    state: ItemState = "waiting"
    attempts: int = 0
    next_try: float = 0.0
    found: float = 0.0
    error: str | None = None
    article: int | None = None
