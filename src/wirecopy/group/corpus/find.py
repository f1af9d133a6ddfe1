"""The copy finder: a corpus in, families out.

    sketch      texts      -> sampled shingles, fingerprints
    gather      shingles   -> lists of texts that share one; equal texts count once
    candidates  lists      -> pairs that share enough, shingles weighed by the families they stand in
    compare     pairs      -> figures of an exact comparison
    judge       figures    -> copies; what is common property is learned from the first verdicts
    families    copies     -> families
    relate      families   -> closest text, relation, passages

Equal input gives equal output whatever the order of the rows, the number of threads or the room given.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wirecopy.group.corpus.candidates import (
    ALL_PAIRS,
    CHAIN,
    FEW_PAIRS,
    Candidates,
    find_candidates,
    leaders,
)
from wirecopy.group.corpus.comparing import Comparer
from wirecopy.group.corpus.crew import Crew, Keep
from wirecopy.group.corpus.effort import FULL, Effort
from wirecopy.group.corpus.judging import Verdicts, column, judge
from wirecopy.group.corpus.kinship import join_all, join_families, stand_alone
from wirecopy.group.corpus.lists import COARSE, Lists, common_shingles, flat_worth, gather, weigh
from wirecopy.group.corpus.relating import closest_texts, first_of, relations, text_of
from wirecopy.group.corpus.sketching import check, sketch
from wirecopy.group.corpus.storylines import join_stories
from wirecopy.group.corpus.tables import RELATIONS, Corpus, Groups, Ints, Ints32
from wirecopy.kernels import kernels_for

Tell = Callable[[str, int, int], None]
Bools = NDArray[np.bool_]

_STRONG = (2, 0.5)  # shared samples and score of the first, coarse look
SEVERAL = 4  # families whose furniture a shingle may be
MANY = 16  # families that make it nobody's own
_NEAR = 0.15  # score of pairs whose texts are read one after the other
_STEPS = 7


@dataclass(frozen=True, slots=True)
class Looked:
    """Pairs that were compared.

    Attributes:
        pairs: int32[p, 2], ranks.
        figures: int32[p, len(FIGURES)].
        verdicts: on each.
    """

    pairs: Ints32
    figures: Ints32
    verdicts: Verdicts


def find_copies(
    corpus: Corpus,
    threads: int = 1,
    room: int = 1 << 28,
    tell: Tell | None = None,
    effort: Effort = FULL,
    keep: Keep | None = None,
    ready: bool = True,
) -> Groups:
    """The families of a corpus.

    Args:
        corpus: n rows.
        threads: how many to use.
        room: bytes for what is held beside the texts and their sketches at once.
        tell: called with stage, done and total.
        effort: how hard to look.
        keep: given sketches that are needed again later, gives equal arrays; may put them on disk.
        ready: whether an earlier run left compiled kernels; else more is done without them.

    Raises:
        CallError: the columns do not fit one another, or are more than one run can number.
    """
    tell = tell or _silent
    check(corpus.texts)
    size = int(corpus.texts.offsets[-1] - corpus.texts.offsets[0])
    crew = Crew(threads, kernels_for(size, ready), keep)
    try:
        tell("sketching", 0, _STEPS)
        sketches = sketch(corpus.texts, crew, _bits(len(corpus.texts)), effort.sampling, room)
        words = sketches.words
        tell("lists", 1, _STEPS)
        lists = gather(sketches, corpus.order, crew, COARSE if effort.weighed else 1)
        outlets = corpus.outlets[lists.rows].astype(np.int32)
        comparer = Comparer(corpus.texts, crew, sketches.shelf)
        tell("candidates", 2, _STEPS)
        found = _candidates(lists, outlets, effort, crew, room // 4)
        tell("comparing", 3, _STEPS)
        looked = _look(lists, found, effort.likeliest, comparer, crew)
        for _ in range(effort.rounds):
            tell("comparing", 4, _STEPS)
            _look_again(lists, outlets, looked, comparer, crew)
        tell("families", 5, _STEPS)
        family = _families(looked, lists, crew)
        tell("passages", 6, _STEPS)
        groups = _relate(corpus, lists, words, (family, looked), comparer)
        tell("passages", _STEPS, _STEPS)
    finally:
        crew.close()
    return groups


def _silent(stage: str, done: int, total: int) -> None:
    """No progress wanted."""


def _bits(count: int) -> int:
    """Parts of the hash range: enough for every thread, few enough for few rows."""
    return int(np.clip(np.log2(max(count, 1)) - 9, 2, 10))


def _candidates(lists: Lists, outlets: Ints32, effort: Effort, crew: Crew, room: int) -> Candidates:
    """Pairs worth comparing, in an order that lets most texts be read once."""
    if not effort.weighed:
        found = find_candidates(lists, flat_worth(lists), FEW_PAIRS, effort.least, crew, room)
    else:
        coarse = find_candidates(lists, flat_worth(lists), CHAIN, _STRONG, crew, room)
        worth = weigh(lists, join_all(lists.twin, coarse.pairs, crew), outlets, crew)
        found = find_candidates(lists, worth, ALL_PAIRS, effort.least, crew, room)
    return _in_reading_order(found, join_all(lists.twin, found.pairs[found.scores >= _NEAR], crew))


def _look(lists: Lists, found: Candidates, most: int, comparer: Comparer, crew: Crew) -> Looked:
    """Compare the likeliest pairs of every text, then what could still join two families."""
    likeliest = leaders(found, most)
    pairs = found.pairs[likeliest]
    figures = comparer.compare(lists.rows[pairs].astype(np.int32))
    first = judge(figures)
    family = join_all(lists.twin, pairs[first.copy & first.strong], crew)
    rest = found.pairs[~likeliest]
    rest = rest[family[rest[:, 0]] != family[rest[:, 1]]]
    more = comparer.compare(lists.rows[rest].astype(np.int32))
    return Looked(
        np.concatenate([pairs, rest]), np.concatenate([figures, more]), Verdicts.joined(first, judge(more))
    )


def _look_again(lists: Lists, outlets: Ints32, looked: Looked, comparer: Comparer, crew: Crew) -> None:
    """Judge what is open anew, now that common property can be told from the families there are."""
    pairs, verdicts = looked.pairs, looked.verdicts
    family = join_all(lists.twin, pairs[verdicts.copy | verdicts.likely], crew)
    commons = common_shingles(lists, weigh(lists, family, outlets, crew, summed=False), SEVERAL, MANY, crew)
    joined = join_all(lists.twin, pairs[verdicts.copy & verdicts.strong], crew)
    left = np.flatnonzero(verdicts.open & (joined[pairs[:, 0]] != joined[pairs[:, 1]]))
    looked.figures[left] = comparer.compare(lists.rows[pairs[left]].astype(np.int32), commons)
    verdicts.update(left, judge(looked.figures[left], second=True))


def _in_reading_order(found: Candidates, near: Ints32) -> Candidates:
    """The pairs in an order that lets most texts be read once: neighbours together, then by their first."""
    left, right = found.pairs[:, 0], found.pairs[:, 1]
    order = np.lexsort((right, left, near[right], near[left]))
    return Candidates(found.pairs[order], found.scores[order])


def _families(looked: Looked, lists: Lists, crew: Crew) -> Ints32:
    strong = looked.verdicts.copy & looked.verdicts.strong
    weak = looked.verdicts.copy & ~looked.verdicts.strong
    family = join_all(lists.twin, looked.pairs[strong], crew)
    covered = column(looked.figures, "covered_a"), column(looked.figures, "covered_b")
    lesser = np.minimum(*covered)[weak].astype(np.int64)
    return join_families(family, stand_alone(family, lists.twin), looked.pairs[weak], lesser)


def _relate(
    corpus: Corpus, lists: Lists, words: Ints32, found: tuple[Ints32, Looked], comparer: Comparer
) -> Groups:
    family, looked = found
    by_row = np.empty(len(family), np.int64)
    by_row[lists.rows] = family
    first = first_of(by_row, corpus, words)
    head = first_of(text_of(lists), corpus, words)
    closest = _closest(lists, family, looked, head)
    closest[first == np.arange(len(first))] = -1
    story = np.empty(len(family), np.int64)
    story[lists.rows] = join_stories(family, looked.pairs, looked.figures, corpus.times[lists.rows])
    groups = _with_passages((first, closest, head), comparer, len(looked.pairs))
    return dataclasses.replace(groups, story=first_of(story, corpus, words))


def _closest(lists: Lists, family: Ints32, looked: Looked, head: Ints) -> Ints:
    """The row each row is closest to: the first of its own text, or of the text it shares most with."""
    count = len(family)
    copy = looked.verdicts.copy
    pairs, figures = looked.pairs[copy], looked.figures[copy]
    together = family[pairs[:, 0]] == family[pairs[:, 1]]
    covered = np.stack([column(figures, "covered_a"), column(figures, "covered_b")], axis=1)
    nearest = closest_texts(pairs[together], covered[together], count)
    text = np.arange(count, dtype=np.int64) - _since_head(lists.twin)
    partner = nearest[text]
    closest = np.full(count, -1, np.int64)
    has = partner >= 0
    closest[lists.rows[has]] = head[lists.rows[partner[has]]]
    rows = np.arange(count)
    behind = head != rows
    closest[behind] = head[behind]
    return closest


def _since_head(twin: Bools) -> Ints:
    """How many places after the first of its equal texts each rank stands."""
    ranks = np.arange(len(twin), dtype=np.int64)
    return ranks - np.maximum.accumulate(np.where(twin, 0, ranks))


def _with_passages(found: tuple[Ints, Ints, Ints], comparer: Comparer, compared: int) -> Groups:
    first, closest, head = found
    count = len(first)
    rows = np.flatnonzero(closest >= 0)
    pairs = np.stack([rows, closest[rows]], axis=1).astype(np.int32)
    counts, words, spans = comparer.trace(pairs)
    offsets = np.zeros(count + 1, np.int64)
    offsets[rows + 1] = counts
    np.cumsum(offsets, out=offsets)
    relation = np.full(count, RELATIONS.index("own"), np.int8)
    sizes = np.bincount(first, minlength=count)
    relation[(first == np.arange(count)) & (sizes > 1)] = RELATIONS.index("first")
    equal = head[rows] == head[closest[rows]]
    relation[rows] = relations(words, equal)
    shared, contained = np.zeros(count, np.float32), np.zeros(count, np.float32)
    shared[rows] = words[:, 1] / np.maximum(words[:, 0], 1)
    contained[rows] = words[:, 3] / np.maximum(words[:, 2], 1)
    return Groups(first, first, relation, closest, shared, contained, offsets, spans, {"compared": compared})
