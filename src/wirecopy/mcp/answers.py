"""What the tools take and give: rows made for a reader who pays by the word.

Every answer begins with its bottom line and says what was left out. Offsets are code points into the text of
the article, half-open. The schema that clients see is derived from these classes, docstrings included, so a
field is added here and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass

from wirecopy.model import ChangeKind, Confidence, EdgeKind, LinkKind, Reports, Severity

CAUTION = (
    "wirecopy counts reports, it does not say what is true. Copies add sightings, not reports. 'No shared "
    "text found' is not independence: two articles in different words may rest on the same source."
)


@dataclass(frozen=True, slots=True)
class Text:
    """One article as given by the caller: its text, and what else is known of it."""

    text: str
    outlet: str | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place in an article: its id, from where to where, in code points of its text."""

    article: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in an article and the words there, cut where they are long."""

    article: str
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording and every place that has it; empty where articles have nothing there."""

    words: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """One article: which text it shares (equal numbers: one text), what it is, whom it credits.

    `shared` is the part of its own text that stands in the text shared with others, 0-1.
    """

    id: str
    outlet: str | None
    published: str | None
    url: str | None
    text: int
    relation: str
    shared: float
    credit: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that was asked for, and the articles that have it where they carry the claim."""

    figure: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One claim: how many articles carry it, how many reports stand behind it, and why.

    `sources` are those the articles name, `origins` what the reports are traced to; `wordings` come the most
    common first, `more_wordings` were left out. Where a claim was asked for, `match` is the part of its
    weight in words that stands in one wording, 0-1, and `figures` are those asked for that not all have.
    """

    id: str
    claim: str
    articles: int
    reports: Reports
    why: str
    sources: tuple[str, ...]
    origins: tuple[str, ...]
    wordings: tuple[Wording, ...]
    more_wordings: int
    match: float | None = None
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class CopyLine:
    """`article` descends from `of` (an article, or a text that is lost), with support 0-1.

    `here` and `there` are the longest pair of sentences that they share; both are empty for a lost text.
    """

    article: str
    of: str
    how: EdgeKind
    support: float
    shared_sentences: int
    here: Passage | None
    there: Passage | None


@dataclass(frozen=True, slots=True)
class StoryCount:
    """Articles on one event: the bottom line, the claims, and who copies whom.

    `story` is the id of the story in the store, for the tool `story`; `texts` counts texts, copies as one;
    `more_claims` and `more_copies` say how many rows were left out.
    """

    answer: str
    title: str
    story: str | None
    texts: int
    shared_claims: int
    articles: tuple[ArticleLine, ...]
    claims: tuple[ClaimLine, ...]
    more_claims: int
    copies: tuple[CopyLine, ...]
    more_copies: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that was asked about and is not in the answer, with the reason."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many reports stand behind what was asked; the first field is the answer in one sentence."""

    answer: str
    caution: str
    stories: tuple[StoryCount, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A place where articles do not say the same."""

    kind: ChangeKind
    severity: Severity
    why: str
    wordings: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentences that descend from one sentence."""

    kind: LinkKind
    left: Passage
    right: Passage


@dataclass(frozen=True, slots=True)
class Compared:
    """Two articles side by side; both scores are 0-1, higher is more alike.

    `same_story`: both report one event. `same_copy`: one text stands behind both. `more_shared` and
    `more_changes` say how many rows were left out.
    """

    answer: str
    caution: str
    same_story: float
    same_copy: float
    shared: tuple[Pair, ...]
    more_shared: int
    changes: tuple[ChangeLine, ...]
    more_changes: int


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """A quotation that changed on the way: its wordings, the most typical first."""

    speaker: str | None
    wordings: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence about who descends from whom, and how sure it is."""

    text: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class OtherStory:
    """A story that fits too: ask for it by its id."""

    story: str
    title: str
    articles: int
    last_published: str | None


@dataclass(frozen=True, slots=True)
class StoryAnswer:
    """A story of the store: the count, the quotations that changed, the changes of meaning, the lineage."""

    answer: str
    caution: str
    count: StoryCount
    quotes: tuple[QuoteLine, ...]
    more_quotes: int
    changes: tuple[ChangeLine, ...]
    more_changes: int
    lineage: tuple[Said, ...]
    others: tuple[OtherStory, ...]
