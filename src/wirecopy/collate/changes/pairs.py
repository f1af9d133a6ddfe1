"""Which word of one reading answers which word of another, and how the two are related.

Takes two readings of a site, gives pairs of content words that stand for each other. Words whose counterpart
(one stem, one lemma, a derivative) stands anywhere in the other sentence have only moved and are left out.
The rest are paired greedily: nearness in columns, one part of speech and kinship in WordNet attract.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wirecopy.collate.changes.view import GroupView, Reading, Site, Word, sites
from wirecopy.lexicon.wordnet import Relation, relation

_KINSHIP: dict[Relation, float] = {"synonym": 2.0, "antonym": 2.0, "hypernym": 1.5, "sister": 1.0}
_ONE_POS = 1.5
_DISTANCE = 0.4
_REACH = 4  # columns around a word in which a near-synonym answers it
_LEAST = 0.4  # a pair below this is two words that have nothing to do with each other


@dataclass(frozen=True, slots=True)
class Pair:
    """A word of one reading and what stands for it in the other; None where nothing does."""

    left: Word | None
    right: Word | None
    relation: Relation


def is_content(word: Word) -> bool:
    """Whether a word carries meaning of its own."""
    return word.pos not in {"f", "d"}


def related(a: Word, b: Word) -> Relation:
    """The relation of two words; one stem counts as the same word."""
    if a.norm == b.norm or a.token.stem == b.token.stem:
        return "same"
    return relation(a.norm, b.norm)


def pair_words(seen: GroupView, left: Reading, right: Reading) -> list[Pair]:
    """The pairs of content words of two readings that differ."""
    ours = _unanswered(seen, left.words, right)
    theirs = _unanswered(seen, right.words, left)
    scored = sorted(
        (
            (-_fit(a, b, abs(i - j)), a.index, b.index, a, b)
            for i, a in enumerate(ours)
            for j, b in enumerate(theirs)
        ),
        key=lambda row: row[:3],
    )
    pairs: list[Pair] = []
    used: set[Word] = set()
    for fit, _, _, a, b in scored:
        if -fit >= _LEAST and a not in used and b not in used:
            used |= {a, b}
            pairs.append(Pair(a, b, related(a, b)))
    pairs += [Pair(a, None, "none") for a in ours if a not in used]
    pairs += [Pair(None, b, "none") for b in theirs if b not in used]
    return pairs


def _unanswered(seen: GroupView, words: Sequence[Word], other: Reading) -> list[Word]:
    """The content words of a reading that have no counterpart in the other's sentence outside the site."""
    w = other.holders[0]
    here = {word.column for word in other.words}
    return [
        word
        for word in words
        if is_content(word)
        and not seen.answers(w, word)
        and not any(
            related(word, near) in {"synonym", "hypernym"}
            for column, near in seen.by_column[w].items()
            if abs(column - word.column) <= _REACH and column not in here and is_content(near)
        )
    ]


def _fit(a: Word, b: Word, steps: int) -> float:
    """How well two words answer each other; `steps` is how far apart they come among the words left over."""
    one_pos = _ONE_POS if a.pos == b.pos else 0.0
    return _KINSHIP.get(related(a, b), 0.0) + one_pos - _DISTANCE * min(steps, abs(a.column - b.column))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two readings of one site and the words that stand for each other in them."""

    site: Site
    left: Reading
    right: Reading
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A group with its sites and every two readings of each compared: what the rules work on."""

    seen: GroupView
    comparisons: tuple[Comparison, ...]


def compare(seen: GroupView) -> Compared:
    """Compare every two distinct readings of every site of a group."""
    return Compared(
        seen,
        tuple(
            Comparison(site, left, right, tuple(pair_words(seen, left, right)))
            for site in sites(seen)
            for number, left in enumerate(site.readings)
            for right in site.readings[number + 1 :]
        ),
    )
