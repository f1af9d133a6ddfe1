"""Which pairs are copies: figures of an exact comparison in, verdicts out.

What copying leaves is running wording shared outside quotation marks. Quoted words are shared by everyone who
was there; furniture by every page of an outlet; the fixed sentences of a bulletin by every day's bulletin,
with other numbers; scattered phrases by all who report one event. A copy shows in one of these ways:

- **whole**: nearly everything of one text stands in the other;
- **woven**: wording shared all through one text, and where it is thin, in the same order in both, for two
  people who describe one event take the same phrases in different order;
- **passage**: a long stretch, or several, that is neither furniture nor common property.

The first look knows no common property and trusts no match at the edges of two pages. The second knows which
shingles stand in several families, and judges what the first left open.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wirecopy.group.corpus.tables import Ints32
from wirecopy.kernels.figures import FIGURES

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]

# Bulletins: one skeleton, other numbers.
_BULLETIN_NUMBERS = 5  # that each of the two has
_BULLETIN_FEW = 3  # will do where most of the wording agrees
_BULLETIN_MOST = 0.7
_BULLETIN_SHARED = 0.6  # of what the wording would lead one to expect: who keeps the words keeps the numbers
_BULLETIN_RUNS = 5
_BULLETIN_COVERED = 0.3

# Chance: against a text many times longer, a short one finds most of its three-word runs somewhere.
_CHANCE_LENGTHS = 4  # times as long
_CHANCE_RUN = 8  # words in a row that are no chance

_WHOLE_GAP = 0.12  # of a text, the longest stretch without a match
_WHOLE_COVERED = 0.5

_ALL_GAP = 0.06  # the same for a text of which next to nothing is missing, quoted words or not
_ALL_COVERED = 0.93
_LIKELY_GAP = 0.08
_LIKELY_RUNS = 6
_LIKELY_LONGEST = 0.5  # of the words covered

_WOVEN_GAP = 0.25
_WOVEN_COVERED = 0.12
_WOVEN_OWN = 0.06
_WOVEN_RUNS = 4
_THICK = 0.5  # covered so far, order does not matter: sentences are moved about
_THIN_GAP = 0.125
_ORDERED = 0.85  # of the runs follow the order of the other text

_PASSAGE_WORDS = 45  # longer than a sentence or two, which may be a statement nobody put in quotation marks
_SHORT_WORDS = 34  # or shorter, if it makes up so much of the lesser text
_SHORT_PART = 0.3
_PASSAGES_OWN = 0.12
_PASSAGES_RUNS = 4
_PASSAGES_SPREAD = 12 / 64  # of a text

# Copies strong enough to make two families one.
_BOTH = 0.2  # covered in both
_EITHER = 0.3  # and in one of them
_LONE_WORDS = 0.35  # of the lesser text in one run, where little of the greater is covered
_LONE_EITHER = 0.35
_LONE_BOTH = 0.03

_FEWEST_PLAIN = 20  # words outside quotation marks a share is taken of at least, or a text's words if fewer


# One event told twice.
_ALIKE_TOTAL = 0.08
_ALIKE_OWN = 0.03
_ALIKE_RUNS = 5
_ALIKE_GAP = 0.4


@dataclass(frozen=True, slots=True)
class Shares:
    """Figures of pairs as shares; columns of float32[p, 2] are of the first and the second text.

    Attributes:
        total: float32[p, 2], part of each text's words that stands in the other, 0-1.
        covered: float32[p, 2], part of each text's words outside quotation marks that stands in the other,
            0-1.
        own: float32[p, 2], the same for what speaks for copying.
        gap: float32[p], longest stretch without a match, in the text where it is shorter, 0-1.
        gap_own: float32[p], the same without what speaks for copying.
        spread: float32[p], part of a text touched by what speaks for copying, in the text where it is larger.
        fewest: float32[p], words outside quotation marks of the lesser text, not below _FEWEST_PLAIN.
    """

    total: Floats
    covered: Floats
    own: Floats
    gap: Floats
    gap_own: Floats
    spread: Floats
    fewest: Floats


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What the figures of each pair say.

    Attributes:
        copy: bool[p], the two are copies.
        strong: bool[p], copies or not, they share enough to make two families one; lesser copies only take a
            single text into a family.
        likely: bool[p], alike all through, but too short to be sure: while one counts the families a shingle
            stands in, such texts are taken for one. Furniture is a few long runs; a rewrite is many short
            ones.
        open: bool[p], not copies at first sight, but may be once common property can be told.
    """

    copy: Bools
    strong: Bools
    likely: Bools
    open: Bools

    @classmethod
    def joined(cls, first: Verdicts, second: Verdicts) -> Verdicts:
        """The verdicts on two lots of pairs, one after the other."""
        lots = (first, second)
        return cls(
            copy=np.concatenate([lot.copy for lot in lots]),
            strong=np.concatenate([lot.strong for lot in lots]),
            likely=np.concatenate([lot.likely for lot in lots]),
            open=np.concatenate([lot.open for lot in lots]),
        )

    def update(self, where: NDArray[np.int64], other: Verdicts) -> None:
        """Put other verdicts in the place of some."""
        self.copy[where] = other.copy
        self.strong[where] = other.strong
        self.likely[where] = other.likely
        self.open[where] = other.open


def column(figures: Ints32, name: str) -> Floats:
    """A column of the figures by its name."""
    values: Floats = figures[:, FIGURES.index(name)].astype(np.float32)
    return values


def shares(figures: Ints32) -> Shares:
    """Figures as shares of the texts."""

    def both(name: str) -> Floats:
        at = FIGURES.index(f"{name}_a")
        values: Floats = figures[:, at : at + 2].astype(np.float32)
        return values

    words, plain_words = both("words"), both("plain")
    one = np.float32(1)
    plain: Floats = np.maximum(np.maximum(plain_words, np.minimum(np.float32(_FEWEST_PLAIN), words)), one)
    return Shares(
        total=(both("total") / np.maximum(words, one)).astype(np.float32),
        covered=both("covered") / plain,
        own=both("own") / plain,
        gap=both("gap").min(axis=1) / 64,
        gap_own=both("gap_own").min(axis=1) / 64,
        spread=both("spread_own").max(axis=1) / 64,
        fewest=np.maximum(plain_words.min(axis=1), np.float32(_FEWEST_PLAIN)),
    )


def judge(figures: Ints32, second: bool = False) -> Verdicts:
    """Verdicts on pairs.

    Args:
        figures: int32[p, len(FIGURES)].
        second: whether common property was known when they were made.
    """
    share = shares(figures)
    bulletin = _is_bulletin(figures, share)
    copy = (_second_look if second else _first_look)(figures, share) & ~bulletin & ~_is_chance(figures)
    return Verdicts(
        copy=copy,
        strong=_is_strong(figures, share),
        likely=_is_likely(figures, share) & ~bulletin,
        open=_may_pass(figures, share) & ~copy & ~bulletin,
    )


def _is_bulletin(figures: Ints32, share: Shares) -> Bools:
    """Pairs that share a skeleton and little of their numbers."""
    numbers = np.minimum(column(figures, "numbers_a"), column(figures, "numbers_b"))
    covered = share.covered.max(axis=1)
    found: Bools = (
        (numbers >= np.where(covered >= _BULLETIN_MOST, _BULLETIN_FEW, _BULLETIN_NUMBERS))
        & (column(figures, "numbers") < _BULLETIN_SHARED * covered * numbers)
        & (column(figures, "runs") >= _BULLETIN_RUNS)
        & (covered >= _BULLETIN_COVERED)
        & (column(figures, "longest_own") < _PASSAGE_WORDS)  # a skeleton has its slots in every sentence
    )
    return found


def _is_chance(figures: Ints32) -> Bools:
    """Short texts against far longer ones that share no run of some length."""
    words = column(figures, "words_a"), column(figures, "words_b")
    apart = np.maximum(*words) > _CHANCE_LENGTHS * np.minimum(*words)
    found: Bools = apart & (column(figures, "longest") < _CHANCE_RUN)
    return found


def _first_look(figures: Ints32, share: Shares) -> Bools:
    """Pairs that are copies whatever is common property."""
    covered, own = share.covered.max(axis=1), share.own.max(axis=1)
    whole = (share.gap <= _WHOLE_GAP) & (covered >= _WHOLE_COVERED) & (own >= _WOVEN_OWN)
    whole |= (share.gap <= _ALL_GAP) & (share.total.max(axis=1) >= _ALL_COVERED)
    woven = (
        (share.gap <= _WOVEN_GAP)
        & (covered >= _WOVEN_COVERED)
        & (own >= _WOVEN_OWN)
        & (column(figures, "runs") >= _WOVEN_RUNS)
    )
    found: Bools = whole | (woven & _in_order(figures, covered, share.gap))
    return found


def _second_look(figures: Ints32, share: Shares) -> Bools:
    """Pairs that are copies, from figures in which common property does not count."""
    own = share.own.max(axis=1)
    whole = (share.gap_own <= _WHOLE_GAP) & (own >= _WHOLE_COVERED)
    passages = (
        (own >= _PASSAGES_OWN)
        & (column(figures, "runs_own") >= _PASSAGES_RUNS)
        & (share.spread >= _PASSAGES_SPREAD)
        & _in_order(figures, own, np.zeros_like(own))
    )
    longest = column(figures, "longest_own")
    short = (longest >= _SHORT_WORDS) & (longest >= _SHORT_PART * share.fewest)
    found: Bools = whole | passages | (longest >= _PASSAGE_WORDS) | short
    return found


def _may_pass(figures: Ints32, share: Shares) -> Bools:
    """Whether a second look could find a copy: it counts nothing that the first did not."""
    covered = share.covered.max(axis=1)
    woven = (covered >= _PASSAGES_OWN) & (column(figures, "runs") >= _PASSAGES_RUNS)
    found: Bools = woven | (covered >= _WHOLE_COVERED) | (column(figures, "longest") >= _SHORT_WORDS)
    return found


def _is_likely(figures: Ints32, share: Shares) -> Bools:
    covered = share.covered.max(axis=1)
    alike = (share.gap <= _LIKELY_GAP) & (covered >= _WHOLE_COVERED)
    total = np.maximum(column(figures, "total_a"), column(figures, "total_b"))
    woven = (
        (share.gap <= _WOVEN_GAP)
        & (covered >= _WOVEN_COVERED)
        & (column(figures, "runs") >= _LIKELY_RUNS)
        & (column(figures, "longest") <= _LIKELY_LONGEST * total)
        & _in_order(figures, covered, np.zeros_like(covered))
    )
    found: Bools = alike | woven
    return found


def is_alike(figures: Ints32) -> Bools:
    """Pairs that may tell one story: wording in common all through, quoted or not, or a passage."""
    share = shares(figures)
    through = (
        (share.total.max(axis=1) >= _ALIKE_TOTAL)
        & (share.own.max(axis=1) >= _ALIKE_OWN)
        & (column(figures, "runs") >= _ALIKE_RUNS)
        & (share.gap <= _ALIKE_GAP)
    )
    found: Bools = ~_is_bulletin(figures, share) & (through | _second_look(figures, share))
    return found


def _in_order(figures: Ints32, covered: Floats, gap: Floats) -> Bools:
    ordered = column(figures, "ordered") >= _ORDERED * column(figures, "runs")
    found: Bools = (covered >= _THICK) | (ordered & (gap <= _THIN_GAP))
    return found


def _is_strong(figures: Ints32, share: Shares) -> Bools:
    either, lesser = share.covered.max(axis=1), share.covered.min(axis=1)
    lone = column(figures, "longest_own") >= _LONE_WORDS * share.fewest
    broad = (lesser >= _BOTH) & (either >= _EITHER) & (share.own.max(axis=1) >= _WOVEN_OWN)
    found: Bools = broad | ((lesser >= _LONE_BOTH) & (either >= _LONE_EITHER) & lone)
    return found
