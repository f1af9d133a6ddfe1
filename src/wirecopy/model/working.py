"""The working rows: what travels between the rooms of one story and is not part of the report.

Tokens, facts and witnesses come from reading an article; groups, columns and places from setting witnesses
side by side. Nothing here alters a text: tokens and references slice it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from wirecopy.model.rows import (
    Article,
    Attribution,
    Credit,
    Cue,
    DateMention,
    Link,
    Name,
    Quantity,
    Quotation,
    Sentence,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark of a sentence.

    `norm` is the word folded: lower case, straight apostrophes, one spelling and house style ("publicised"
    and "publicized" are one norm, a courtesy title is ""); glued words are split into two tokens whose
    offsets slice the glued original. `stem` is the Snowball stem of `norm`.
    """

    start: int
    end: int
    text: str
    norm: str
    stem: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What one article says about itself."""

    credits: tuple[Credit, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    dates: tuple[DateMention, ...] = ()
    names: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class Witness:
    """An article made ready for collation: typed sentences, word tokens per sentence, facts, cues."""

    article: Article
    sentences: tuple[Sentence, ...]
    tokens: tuple[tuple[Token, ...], ...]  # words only, parallel to sentences
    facts: Facts = field(default_factory=Facts)
    cues: tuple[Cue, ...] = ()

    @property
    def id(self) -> str:
        """The article's id."""
        return self.article.id

    def token(self, ref: TokenRef) -> Token:
        """The token a reference points at."""
        return self.tokens[ref.sentence][ref.position]


@dataclass(frozen=True, slots=True)
class TokenRef:
    """Where a token stands: sentence and position within the witness's tokens."""

    sentence: int
    position: int


Member = tuple[int, int]
"""A sentence of a story: index of its witness, and of the sentence within it."""


@dataclass(frozen=True, slots=True)
class AlignedGroup:
    """Sentences of several witnesses that descend from one sentence, collated token by token.

    `members` are (witness index, sentence index). Each column maps a witness index to the token it has
    there; a witness of the group that is missing from a column lacks that word. Witness indices of the
    group = those in `members`.
    """

    members: tuple[Member, ...]
    columns: tuple[Mapping[int, TokenRef], ...]


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """One wording at a place: the witnesses that have it; empty norms mean they have nothing there."""

    norms: tuple[str, ...]
    witnesses: tuple[int, ...]
    refs: Mapping[int, tuple[TokenRef, ...]]


@dataclass(frozen=True, slots=True)
class Place:
    """A place of variation: neighbouring columns of one group where witnesses differ."""

    group: int
    first_column: int
    last_column: int  # inclusive
    readings: tuple[PlaceReading, ...]


@dataclass(frozen=True, slots=True)
class Collation:
    """A story's witnesses side by side: aligned groups, places of variation and sentence links.

    `rewrites` names the witnesses that follow another from top to bottom in other words, each as (witness,
    reference, share of the witness's sentences that do).
    """

    witnesses: tuple[Witness, ...]
    groups: tuple[AlignedGroup, ...]  # only groups with two or more witnesses
    places: tuple[Place, ...]
    links: tuple[Link, ...]
    rewrites: tuple[tuple[int, int, float], ...] = ()
