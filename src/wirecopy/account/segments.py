"""Cutting the columns of an aligned group into claims, by agreement of its witnesses.

Takes one collated group, gives for every witness the stretches of its text that carry each claim. Each
witness votes for the columns where one of its clauses starts; a clause that a witness cut away as a whole
(a lacuna) is a vote too, cast by the copyist. A cut stands where enough of the witnesses that have text on
both sides agree. Phrases moved inside the sentence follow their words, not their place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from wirecopy.account.clauses import clause_starts
from wirecopy.collate.places import LACUNA
from wirecopy.lexicon.function_words import is_function
from wirecopy.model import AlignedGroup, Token, TokenRef, Witness

_AGREEMENT = 0.4  # share of the voters that must see a clause start at (or next to) a column
_LEAST_CONTENT = 3  # content columns on either side of a cut
_CONJUNCTIONS = frozenset({"and", "or", "but"})
_LEAST_OWN_CONTENT = 2  # content words a stretch needs to carry a claim
_LEAST_COVER = 0.2  # and the share of the claim's usual content words


Refs = Sequence[tuple[int, TokenRef]]  # (column, token) of one witness, columns rising


@dataclass(frozen=True, slots=True)
class Stretch:
    """The words of one witness that carry one segment: a run inside one sentence."""

    witness: int
    sentence: int
    first: int  # token positions, inclusive
    last: int


@dataclass(frozen=True, slots=True)
class Segment:
    """One claim-sized piece of a group: its column range and the stretches that carry it."""

    first_column: int
    last_column: int  # inclusive
    stretches: tuple[Stretch, ...]


def cut_group(group: AlignedGroup, witnesses: Sequence[Witness]) -> tuple[Segment, ...]:
    """The claim-sized segments of a group in column order; segments nobody carries are left out."""
    if not group.columns:
        return ()
    bounds = [0, *_cuts(group, witnesses), len(group.columns)]
    label = [0] * len(group.columns)
    for number, (first, end) in enumerate(pairwise(bounds)):
        label[first:end] = [number] * (end - first)
    carried: dict[int, list[Stretch]] = {}
    for w, refs in _by_witness(group).items():
        for number, stretch in _stretches(w, refs, label, witnesses[w]):
            carried.setdefault(number, []).append(stretch)
    return tuple(
        Segment(bounds[number], bounds[number + 1] - 1, stretches)
        for number in sorted(carried)
        if (stretches := _substantial(carried[number], witnesses))
    )


def content(witness: Witness, stretch: Stretch) -> tuple[Token, ...]:
    """The content words of a stretch."""
    tokens = witness.tokens[stretch.sentence][stretch.first : stretch.last + 1]
    language = witness.article.language or "en"
    return tuple(token for token in tokens if token.norm and not is_function(token.norm, language))


def _by_witness(group: AlignedGroup) -> Mapping[int, Refs]:
    found: dict[int, list[tuple[int, TokenRef]]] = {}
    for index, column in enumerate(group.columns):
        for w, ref in column.items():
            found.setdefault(w, []).append((index, ref))
    return found


def _cuts(group: AlignedGroup, witnesses: Sequence[Witness]) -> list[int]:
    """Columns at which a segment starts, rising."""
    found = _by_witness(group)
    clauses = {w: _clause_columns(w, refs, witnesses) for w, refs in found.items()}
    anyone = set().union(*clauses.values())
    starts = {w: clauses[w] | _lacuna_edges(w, refs, anyone, group, witnesses) for w, refs in found.items()}
    extent = {w: (refs[0][0], refs[-1][0]) for w, refs in found.items()}
    weighty = _content_columns(group, witnesses)
    scored = []
    for column in range(1, len(group.columns)):
        voters = [w for w, (first, last) in extent.items() if first < column <= last or column in starts[w]]
        exact = sum(column in starts[w] for w in voters)
        near = sum(bool(starts[w] & {column - 1, column, column + 1}) for w in voters)
        if exact and near / len(voters) >= _AGREEMENT:
            scored.append((-near / len(voters), -exact, column))
    cuts: list[int] = []
    for *_, column in sorted(scored):
        bounds = sorted([0, *cuts, len(group.columns)])
        before = max(bound for bound in bounds if bound <= column)
        after = min(bound for bound in bounds if bound >= column)
        if column in {before, after}:
            continue
        if sum(weighty[before:column]) >= _LEAST_CONTENT <= sum(weighty[column:after]):
            cuts.append(column)
    return sorted(cuts)


def _clause_columns(w: int, refs: Refs, witnesses: Sequence[Witness]) -> set[int]:
    """Columns where a clause of a witness starts, by its own words."""
    witness = witnesses[w]
    language = witness.article.language or "en"
    clauses = {
        sentence: set(clause_starts(witness.article.text, witness.tokens[sentence], language))
        for sentence in {ref.sentence for _, ref in refs}
    }
    return {index for index, ref in refs if ref.position in clauses[ref.sentence]}


def _lacuna_edges(
    w: int, refs: Refs, clauses: set[int], group: AlignedGroup, witnesses: Sequence[Witness]
) -> set[int]:
    """Columns at the edges of what a witness cut away as a whole clause.

    A gap is a cut clause where it starts at a clause (or a conjunction) of those who have it, ends at one or
    with the group, and its words stand nowhere else in the witness.
    """
    own = {witnesses[w].token(ref).stem for _, ref in refs}
    end = len(group.columns)
    edges: set[int] = set()
    previous = -1
    for index in [*(index for index, _ in refs), end]:
        gap = range(previous + 1, index)
        if len(gap) >= LACUNA:
            opens = bool({gap.start - 1, gap.start, gap.start + 1} & clauses) or gap.start == 0
            opens = opens or _starts_with(group.columns[gap.start], witnesses, _CONJUNCTIONS)
            closes = index == end or bool({index - 1, index, index + 1} & clauses)
            if opens and closes and not _moved(gap, own, group, witnesses):
                edges.update({gap.start, index})
        previous = index
    return edges


def _starts_with(column: Mapping[int, TokenRef], witnesses: Sequence[Witness], words: frozenset[str]) -> bool:
    return any(witnesses[w].token(ref).norm in words for w, ref in column.items())


def _moved(gap: range, own: set[str], group: AlignedGroup, witnesses: Sequence[Witness]) -> bool:
    """Whether the words of the gap stand elsewhere in the witness: a moved phrase, not a cut one."""
    stems = {
        token.stem
        for index in gap
        for w, ref in group.columns[index].items()
        if not is_function((token := witnesses[w].token(ref)).norm)
    }
    return len(stems & own) * 2 >= len(stems)


def _content_columns(group: AlignedGroup, witnesses: Sequence[Witness]) -> list[bool]:
    weighty = []
    for column in group.columns:
        norms = [
            (witnesses[w].token(ref).norm, witnesses[w].article.language or "en") for w, ref in column.items()
        ]
        weighty.append(sum(not is_function(norm, language) for norm, language in norms) * 2 >= len(norms))
    return weighty


def _stretches(w: int, refs: Refs, label: Sequence[int], witness: Witness) -> list[tuple[int, Stretch]]:
    """(segment, stretch) for one witness: its words labelled by column, stray labels absorbed."""
    found: list[tuple[int, Stretch]] = []
    for sentence in sorted({ref.sentence for _, ref in refs}):
        labelled = sorted((ref.position, label[index]) for index, ref in refs if ref.sentence == sentence)
        for number, first, last in _smooth_runs(labelled, witness, sentence):
            found.append((number, Stretch(w, sentence, first, last)))
    return found


def _smooth_runs(
    labelled: Sequence[tuple[int, int]], witness: Witness, sentence: int
) -> list[tuple[int, int, int]]:
    """Runs of one label as (label, first, last); runs too thin to carry a claim join the run before."""
    runs: list[list[int]] = []
    for position, number in labelled:
        if runs and runs[-1][0] == number:
            runs[-1][2] = position
        else:
            runs.append([number, position, position])
    changed = len(runs) > 1
    while changed:
        changed = False
        for index, (_, first, last) in enumerate(runs):
            if (
                len(runs) > 1
                and len(content(witness, Stretch(0, sentence, first, last))) < _LEAST_CONTENT - 1
            ):
                _absorb(runs, index)
                changed = True
                break
    return [(run[0], run[1], run[2]) for run in runs]


def _absorb(runs: list[list[int]], index: int) -> None:
    """Merge a thin run into a neighbour, the one before if there is one, and join equal neighbours."""
    into = index - 1 if index else 1
    runs[into][1] = min(runs[into][1], runs[index][1])
    runs[into][2] = max(runs[into][2], runs[index][2])
    del runs[index]
    for at in range(len(runs) - 1, 0, -1):
        if runs[at][0] == runs[at - 1][0]:
            runs[at - 1][2] = runs[at][2]
            del runs[at]


def _substantial(stretches: Sequence[Stretch], witnesses: Sequence[Witness]) -> tuple[Stretch, ...]:
    """Stretches with enough content to carry the claim their segment stands for."""
    sizes = {stretch: len(content(witnesses[stretch.witness], stretch)) for stretch in stretches}
    usual = sorted(sizes.values())[len(sizes) // 2]
    return tuple(
        stretch
        for stretch in sorted(stretches, key=lambda found: (found.witness, found.sentence, found.first))
        if sizes[stretch] >= _LEAST_OWN_CONTENT and sizes[stretch] >= _LEAST_COVER * usual
    )


def common_stems(stretches: Sequence[Stretch], witnesses: Sequence[Witness]) -> Counter[str]:
    """In how many stretches each content stem stands."""
    counts: Counter[str] = Counter()
    for stretch in stretches:
        counts.update({token.stem for token in content(witnesses[stretch.witness], stretch)})
    return counts
