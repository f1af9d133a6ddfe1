"""One aligned group made ready for comparison: its words with columns, parts of speech and quotation marks.

Takes a collation and one of its groups, gives a `GroupView`. Witnesses whose words in the group are the same
are one *copy class*: only the first of a class is compared, and a finding about it is told of all. So a
group of eighty verbatim copies costs what a group of one costs.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from wirecopy.collate.changes.grammar import part_of_speech
from wirecopy.collate.places import lacunae
from wirecopy.lexicon.wordnet import family
from wirecopy.model import AlignedGroup, Name, Quotation, Span, Token, TokenRef, Witness
from wirecopy.text.reach import by_sentence


@dataclass(frozen=True, slots=True)
class Word:
    """A word of one witness in the group."""

    index: int  # in the witness's words of the group
    norm: str
    column: int
    token: Token
    pos: str
    quoted: str  # "", "utterance" or "phrase"
    is_name: bool  # (part of) a proper name


@dataclass(frozen=True)
class GroupView:
    """A group as the change rules see it.

    Attributes:
        witnesses: all witnesses of the story.
        members: sentence indices of each witness of the group.
        words: the words of the first witness of each copy class, in reading order.
        copies: all witnesses of the class, the first one's own index included.
        positions: for every witness, its tokens in reading order (parallel to `words` of its class).
    """

    witnesses: Sequence[Witness]
    members: Mapping[int, tuple[int, ...]]
    words: Mapping[int, tuple[Word, ...]]
    copies: Mapping[int, tuple[int, ...]]
    positions: Mapping[int, tuple[Token, ...]]
    width: int

    @functools.cached_property
    def families(self) -> Mapping[int, frozenset[str]]:
        """Stems and kin of all words of a copy class, with neighbours written together ("co operative")."""
        found: dict[int, frozenset[str]] = {}
        for w, words in self.words.items():
            joined = (a.norm + b.norm for a, b in itertools.pairwise(words))
            kin = (family(word.norm) for word in words)
            found[w] = frozenset().union((word.token.stem for word in words), joined, *kin)
        return found

    def answers(self, witness: int, word: Word) -> bool:
        """Whether a word, or one of its stem or kin, stands anywhere in the sentence of a copy class."""
        there = self.families[witness]
        return word.token.stem in there or word.norm in there or not family(word.norm).isdisjoint(there)

    @functools.cached_property
    def by_column(self) -> Mapping[int, Mapping[int, Word]]:
        """Witness -> column -> word."""
        return {w: {word.column: word for word in words} for w, words in self.words.items()}

    @functools.cached_property
    def _stems(self) -> Mapping[int, frozenset[tuple[int, str]]]:
        return {w: frozenset((word.column, word.token.stem) for word in ws) for w, ws in self.words.items()}

    def likeness(self, a: int, b: int) -> float:
        """Share of the shorter sentence's words that stand in the same columns of both, 0-1."""
        ours, theirs = self._stems[a], self._stems[b]
        return len(ours & theirs) / max(1, min(len(ours), len(theirs)))

    def spans(self, witness: int, words: Iterable[Word]) -> dict[int, tuple[int, int]]:
        """Where the stretch from the first to the last of these words stands in every copy of the witness."""
        places = [word.index for word in words]
        first, last = min(places), max(places)
        return {
            copy: (self.positions[copy][first].start, self.positions[copy][last].end)
            for copy in self.copies[witness]
        }

    def tokens_in(self, witness: int, span: Span) -> list[Token]:
        """The tokens of a witness that stand in a span of its text, in the group or not."""
        found = self.witnesses[witness]
        return [
            token
            for sentence, tokens in zip(found.sentences, found.tokens, strict=True)
            if sentence.start < span.end and span.start < sentence.end
            for token in tokens
            if span.start <= token.start and token.end <= span.end and token.norm
        ]

    def between(self, witness: int, left: Word, right: Word) -> str:
        """The text between two words of a witness (their marks tell a possessive)."""
        text = self.witnesses[witness].article.text
        return text[left.token.end : right.token.start]

    def is_genitive(self, witness: int, word: Word) -> bool:
        """Whether a word of a witness carries a possessive mark."""
        text, end = self.witnesses[witness].article.text, word.token.end
        return text[end : end + 2] in {"'s", "’s"} or text[end - 1 : end + 1] in {"s'", "s’"}


def _quoted(token: Token, quotations: Sequence[Quotation]) -> str:
    for quotation in quotations:
        if quotation.start <= token.start and token.end <= quotation.end:
            return quotation.kind
    return ""


def _is_name(token: Token, pos: str, is_initial: bool, names: Sequence[Name]) -> bool:
    """Whether a capital stands for a name: the first word of a sentence must be a known name or no word."""
    if not token.text[:1].isupper() or pos == "f":
        return False
    return not is_initial or pos == "x" or any(n.start <= token.start and token.end <= n.end for n in names)


def view(witnesses: Sequence[Witness], group: AlignedGroup, marks: Sequence[Marks]) -> GroupView:
    """The group ready for comparison.

    Args:
        witnesses: all witnesses of the story.
        group: one aligned group with its columns.
        marks: for each witness, its quotations and names as `marks_of` gives them.
    """
    placed: dict[int, list[tuple[int, TokenRef]]] = {}
    for column, cells in enumerate(group.columns):
        for w, ref in cells.items():
            placed.setdefault(w, []).append((column, ref))
    members: dict[int, tuple[int, ...]] = {}
    for w, sentence in group.members:
        members[w] = (*members.get(w, ()), sentence)
    tokens = {w: tuple(witnesses[w].token(ref) for _, ref in found) for w, found in placed.items()}
    classes: dict[tuple[str, ...], list[int]] = {}
    for w in sorted(tokens):
        classes.setdefault(tuple(token.norm for token in tokens[w]), []).append(w)
    return GroupView(
        witnesses=witnesses,
        members=members,
        words={
            copies[0]: _words(marks[copies[0]], placed[copies[0]], tokens[copies[0]])
            for copies in classes.values()
        },
        copies={copies[0]: tuple(copies) for copies in classes.values()},
        positions=tokens,
        width=len(group.columns),
    )


@dataclass(frozen=True)
class Marks:
    """The quotations and the names of a witness, under the sentences they reach into."""

    quotations: Mapping[int, Sequence[Quotation]]
    names: Mapping[int, Sequence[Name]]


def marks_of(witness: Witness) -> Marks:
    """The marks of a witness, looked up once for all groups."""

    def stretch(fact: Quotation | Name) -> list[tuple[int, int]]:
        return [(fact.start, fact.end)]

    return Marks(
        by_sentence(witness.sentences, witness.facts.quotations, stretch),
        by_sentence(witness.sentences, witness.facts.names, stretch),
    )


def _words(marks: Marks, placed: Sequence[tuple[int, TokenRef]], tokens: Sequence[Token]) -> tuple[Word, ...]:
    sentences = sorted({ref.sentence for _, ref in placed})
    quotations = [found for index in sentences for found in marks.quotations.get(index, ())]
    names = [found for index in sentences for found in marks.names.get(index, ())]
    norms = [token.norm for token in tokens]
    words: list[Word] = []
    for index, ((column, ref), token) in enumerate(zip(placed, tokens, strict=True)):
        pos = part_of_speech(norms, index)
        named = _is_name(token, pos, ref.position == 0, names)
        words.append(Word(index, token.norm, column, token, pos, _quoted(token, quotations), named))
    return tuple(words)


@dataclass(frozen=True)
class Reading:
    """One wording at a place, with the copy classes that have it."""

    stretches: Mapping[int, tuple[Word, ...]]  # first witness of a copy class -> its words here

    @property
    def holders(self) -> tuple[int, ...]:
        """The first witnesses of the copy classes that have the wording."""
        return tuple(self.stretches)

    @property
    def words(self) -> tuple[Word, ...]:
        """The words of the first holder."""
        return next(iter(self.stretches.values()))


@dataclass(frozen=True, slots=True)
class Site:
    """A stretch of neighbouring columns in which the copy classes differ."""

    first: int
    last: int
    readings: tuple[Reading, ...]


def sites(seen: GroupView) -> tuple[Site, ...]:
    """The stretches of columns in which the copy classes of a group differ, in reading order."""
    gaps = {w: lacunae(seen.by_column[w], seen.width) for w in seen.words}
    found: list[Site] = []
    first: int | None = None
    for column in range(seen.width + 1):
        varies = column < seen.width and _varies(seen, column, gaps)
        if varies and first is None:
            first = column
        elif not varies and first is not None:
            found.append(_site(seen, first, column - 1, gaps))
            first = None
    return tuple(site for site in found if len(site.readings) > 1)


def _varies(seen: GroupView, column: int, gaps: Mapping[int, frozenset[int]]) -> bool:
    norms = set()
    for w, have in seen.by_column.items():
        if column in have:
            norms.add(have[column].norm)
        elif column not in gaps[w]:
            norms.add("")
    return len(norms) > 1


def _site(seen: GroupView, first: int, last: int, gaps: Mapping[int, frozenset[int]]) -> Site:
    readings: dict[tuple[str, ...], dict[int, tuple[Word, ...]]] = {}
    for w, have in seen.by_column.items():
        mine = tuple(have[column] for column in range(first, last + 1) if column in have)
        if not mine and all(column in gaps[w] for column in range(first, last + 1)):
            continue
        readings.setdefault(tuple(word.norm for word in mine), {})[w] = mine
    return Site(first, last, tuple(Reading(stretches) for stretches in readings.values()))
