"""Which pairs are copies: figures of an exact comparison in, verdicts out.

What copying leaves is running wording shared outside quotation marks. Quoted words are shared by everyone who
was there; furniture by every page of an outlet; the fixed sentences of a bulletin by every day's bulletin, with
other numbers; scattered phrases by all who report one event. A copy shows in one of these ways:

- **whole**: nearly everything of one text stands in the other;
- **woven**: wording shared all through one text, and where it is thin, in the same order in both, for two people
  who describe one event take the same phrases in different order;
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

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

# Bulletins: one skeleton, other numbers.
_BULLETIN_NUMBERS = 5  # that each of the two has
_BULLETIN_FEW = 3  # will do where most of the wording agrees
_BULLETIN_MOST = 0.7
_BULLETIN_SHARED = 0.6  # of what the wording would lead one to expect: who keeps the words keeps the numbers
_BULLETIN_RUNS = 5
_BULLETIN_COVERED = 0.3

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


@dataclass(frozen=True, slots=True)
class Shares:
    """Figures of pairs as shares.

    Attributes:
        total: float64[p, 2], part of each text's words that stands in the other, 0-1.
        covered: float64[p, 2], part of each text's words outside quotation marks that stands in the other, 0-1.
        own: float64[p, 2], the same for what speaks for copying.
        gap: float64[p], longest stretch without a match, in the text where it is shorter, 0-1.
        gap_own: float64[p], the same without what speaks for copying.
        spread: float64[p], part of a text touched by what speaks for copying, in the text where it is larger.
    """

    total: Floats
    covered: Floats
    own: Floats
    gap: Floats
    gap_own: Floats
    spread: Floats


def column(figures: Ints32, name: str) -> Floats:
    """A column of the figures by its name."""
    values: Floats = figures[:, FIGURES.index(name)].astype(np.float64)
    return values


def shares(figures: Ints32) -> Shares:
    """Figures as shares of the texts."""

    def both(name: str) -> Floats:
        return np.stack([column(figures, f"{name}_a"), column(figures, f"{name}_b")], axis=1)

    plain = np.maximum(np.maximum(both("plain"), np.minimum(_FEWEST_PLAIN, both("words"))), 1)
    return Shares(
        total=both("total") / np.maximum(both("words"), 1),
        covered=both("covered") / plain,
        own=both("own") / plain,
        gap=both("gap").min(axis=1) / 64,
        gap_own=both("gap_own").min(axis=1) / 64,
        spread=both("spread_own").max(axis=1) / 64,
    )


def is_bulletin(figures: Ints32) -> Bools:
    """Pairs that share a skeleton and little of their numbers."""
    numbers = np.minimum(column(figures, "numbers_a"), column(figures, "numbers_b"))
    covered = shares(figures).covered.max(axis=1)
    found: Bools = (
        (numbers >= np.where(covered >= _BULLETIN_MOST, _BULLETIN_FEW, _BULLETIN_NUMBERS))
        & (column(figures, "numbers") < _BULLETIN_SHARED * covered * numbers)
        & (column(figures, "runs") >= _BULLETIN_RUNS)
        & (covered >= _BULLETIN_COVERED)
    )
    return found


def first_look(figures: Ints32) -> Bools:
    """Pairs that are copies whatever is common property."""
    share = shares(figures)
    covered, own = share.covered.max(axis=1), share.own.max(axis=1)
    whole = (share.gap <= _WHOLE_GAP) & (covered >= _WHOLE_COVERED) & (own >= _WOVEN_OWN)
    whole |= (share.gap <= _ALL_GAP) & (share.total.max(axis=1) >= _ALL_COVERED)
    woven = (
        (share.gap <= _WOVEN_GAP)
        & (covered >= _WOVEN_COVERED)
        & (own >= _WOVEN_OWN)
        & (column(figures, "runs") >= _WOVEN_RUNS)
    )
    return ~is_bulletin(figures) & (whole | (woven & _in_order(figures, covered, share.gap)))


def likely(figures: Ints32) -> Bools:
    """Pairs too short to be sure of, all at the edges of a page, but alike all through.

    While one counts the families a shingle stands in, such texts are taken for one: five copies of a short
    item are not five families. Furniture is a few long runs; a rewrite is many short ones.
    """
    share = shares(figures)
    covered = share.covered.max(axis=1)
    alike = (share.gap <= _LIKELY_GAP) & (covered >= _WHOLE_COVERED)
    total = np.maximum(column(figures, "total_a"), column(figures, "total_b"))
    woven = (
        (share.gap <= _WOVEN_GAP)
        & (covered >= _WOVEN_COVERED)
        & (column(figures, "runs") >= _LIKELY_RUNS)
        & (column(figures, "longest") <= _LIKELY_LONGEST * total)
        & _in_order(figures, covered, np.zeros(len(covered)))
    )
    found: Bools = ~is_bulletin(figures) & (alike | woven)
    return found


def second_look(figures: Ints32) -> Bools:
    """Pairs that are copies, from figures in which common property does not count."""
    share = shares(figures)
    own = share.own.max(axis=1)
    whole = (share.gap_own <= _WHOLE_GAP) & (own >= _WHOLE_COVERED)
    passages = (
        (own >= _PASSAGES_OWN)
        & (column(figures, "runs_own") >= _PASSAGES_RUNS)
        & (share.spread >= _PASSAGES_SPREAD)
        & _in_order(figures, own, np.zeros(len(own)))
    )
    longest = column(figures, "longest_own")
    short = (longest >= _SHORT_WORDS) & (longest >= _SHORT_PART * _fewest_plain(figures))
    return ~is_bulletin(figures) & (whole | passages | (longest >= _PASSAGE_WORDS) | short)


def _fewest_plain(figures: Ints32) -> Floats:
    fewest = np.minimum(column(figures, "plain_a"), column(figures, "plain_b"))
    return np.maximum(fewest, _FEWEST_PLAIN)


def _in_order(figures: Ints32, covered: Floats, gap: Floats) -> Bools:
    ordered = column(figures, "ordered") >= _ORDERED * column(figures, "runs")
    return (covered >= _THICK) | (ordered & (gap <= _THIN_GAP))


def joins_families(figures: Ints32) -> Bools:
    """Copies that share enough to make two families one; a lesser one takes a single text into a family."""
    share = shares(figures)
    either, lesser = share.covered.max(axis=1), share.covered.min(axis=1)
    lone = column(figures, "longest_own") >= _LONE_WORDS * _fewest_plain(figures)
    broad = (lesser >= _BOTH) & (either >= _EITHER) & (share.own.max(axis=1) >= _WOVEN_OWN)
    joined: Bools = broad | ((lesser >= _LONE_BOTH) & (either >= _LONE_EITHER) & lone)
    return joined
