"""The characters of one family: what its collation says about descent.

Takes a collation and the versions to compare, gives `Evidence`: the packed characters, and for each reading
column the place it came from. A place counts only by its content words (stems, no function words, no days of
the week: writing "today" for "Monday" is house style). A sentence, a run of a version's own sentences and a
run of words as long as a clause are present or absent.
Known limits: body sentences only; the order of passages is used to tell a cut end from a cut middle, not as
evidence; places without a content word in any reading are dropped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from wirecopy.lexicon.frequency import zipf
from wirecopy.lexicon.function_words import is_function
from wirecopy.lexicon.wordlist import word_set
from wirecopy.lineage.matrix import (
    LACUNA,
    Characters,
    Column,
    Floats,
    pack,
    presence_column,
    reading_column,
    reading_states,
)
from wirecopy.lineage.settings import LineageSettings
from wirecopy.model import AlignedGroup, Collation, Place, TokenRef, Witness

_CLAUSE = 4  # columns in a row that a version lacks: a cut, no reading
_LINKED = 0.4  # weight of a sentence that comes and goes with the one before it
_RUN_STEP, _RUN_MOST = 0.3, 2.0  # a run of own sentences is one addition, a long one a little more
_DAYS = word_set("today tomorrow yesterday tonight monday tuesday wednesday thursday friday saturday sunday")


@dataclass(frozen=True, slots=True)
class Reading:
    """A reading column: the place in the collation it is a part of, and the wording of each state."""

    place: int
    norms: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Characters of a family; `readings` are parallel to the first columns, presence columns follow."""

    characters: Characters
    readings: tuple[Reading, ...]


def build(collation: Collation, versions: Sequence[int], settings: LineageSettings) -> Evidence:
    """The characters of some versions of a collation.

    Args:
        collation: the story side by side.
        versions: indices into `collation.witnesses`, in the order the rows shall have.
        settings: the chances.
    """
    row = {witness: index for index, witness in enumerate(versions)}
    columns: list[Column] = []
    readings: list[Reading] = []
    for number, place in enumerate(collation.places):
        refs = {w: r.refs[w] for r in place.readings for w in r.witnesses if w in row}
        for part in _parts(collation.groups[place.group], place, refs):
            made = _reading(collation, part, place.group, row)
            if made is not None:
                columns.append(made[0])
                readings.append(Reading(number, made[1]))
    columns.extend(_sentences(collation, row, settings))
    columns.extend(_clauses(collation, row, settings))
    return Evidence(pack(columns, len(versions)), tuple(readings))


def _content(
    witness: Witness, refs: Sequence[TokenRef]
) -> tuple[tuple[str, ...], float | None, tuple[str, ...]]:
    """Stems of the content words of a reading, frequency of the rarest, and all its words."""
    language = witness.article.language or "en"
    tokens = [witness.token(ref) for ref in refs]
    content = [t for t in tokens if t.norm and t.norm not in _DAYS and not is_function(t.norm, language)]
    rarest = min((zipf(token.norm) for token in content), default=None)
    return tuple(token.stem for token in content), rarest, tuple(token.norm for token in tokens)


def _parts(
    group: AlignedGroup, place: Place, refs: Mapping[int, tuple[TokenRef, ...]]
) -> Iterator[dict[int, tuple[TokenRef, ...]]]:
    """A place cut into what can vary alone: each word that all versions have, and the runs between them.

    Neighbouring changes make one place, but two copyists may have made them.
    """
    run: dict[int, tuple[TokenRef, ...]] = dict.fromkeys(refs, ())
    for index in range(place.first_column, place.last_column + 1):
        here = {w: group.columns[index][w] for w in refs if w in group.columns[index]}
        if len(here) == len(refs):
            yield run
            yield {w: (ref,) for w, ref in here.items()}
            run = dict.fromkeys(refs, ())
        else:
            run = {w: (*run[w], here[w]) if w in here else run[w] for w in refs}
    yield run


def _reading(
    collation: Collation, refs: Mapping[int, tuple[TokenRef, ...]], group: int, row: dict[int, int]
) -> tuple[Column, tuple[tuple[str, ...], ...]] | None:
    stems: dict[int, tuple[str, ...]] = {}
    commonness: dict[tuple[str, ...], float | None] = {}
    norms: dict[tuple[str, ...], tuple[str, ...]] = {}
    for witness, found in refs.items():
        key, rarest, words = _content(collation.witnesses[witness], found)
        stems[row[witness]] = key
        commonness[key] = max((z for z in (rarest, commonness.get(key)) if z is not None), default=None)
        norms[key] = min(norms.get(key, words), words, key=lambda text: (len(text), text))
    states, distinct = reading_states(stems, len(row))
    if len(distinct) < 2:
        return None
    chances = [commonness[key] for key in distinct]
    column = reading_column(states, chances, [len(key) for key in distinct], group)
    return column, tuple(norms[key] for key in distinct)


def _positions(collation: Collation, row: dict[int, int]) -> Floats:
    """Where each group's sentence stands in each version, as a share of its text; NaN where it has none."""
    positions = np.full((len(row), len(collation.groups)), np.nan)
    for number, group in enumerate(collation.groups):
        for witness, sentence in group.members:
            if witness in row and collation.witnesses[witness].sentences[sentence].kind == "body":
                share = sentence / max(1, len(collation.witnesses[witness].sentences))
                positions[row[witness], number] = np.fmin(positions[row[witness], number], share)
    return positions


def _common_order(positions: Floats) -> list[int]:
    """Groups in the order most versions have them: by how many others they precede."""
    groups = positions.shape[1]
    wins = np.zeros(groups)
    for group in range(groups):
        before = np.nansum(np.sign(positions - positions[:, [group]]), axis=0)
        wins[group] = (before > 0).sum() + 0.5 * (before == 0).sum()
    where = np.nan_to_num(np.nanmean(np.vstack([positions, np.ones(groups)]), axis=0), nan=1.0)
    return sorted(range(groups), key=lambda group: (-wins[group], where[group], group))


def _sentences(collation: Collation, row: dict[int, int], settings: LineageSettings) -> Iterator[Column]:
    """Presence of shared sentences, in the common order, then of each version's own runs."""
    positions = _positions(collation, row)
    present = ~np.isnan(positions)
    shared = present.sum(axis=0) >= 2
    order = [group for group in _common_order(positions) if shared[group]]
    rank = {group: index for index, group in enumerate(order)}
    last = [max((rank[g] for g in order if have[g]), default=-1) for have in present]
    before: tuple[int, ...] = ()
    for group in order:
        states = tuple(int(x) for x in present[:, group])
        if 0 in states:
            stop = [rank[group] > last[v] for v, state in enumerate(states) if not state]
            tail = 2 * sum(stop) >= len(stop)
            weight = _LINKED if states == before else 1.0
            yield presence_column(
                states, tail=tail, shared=True, weight=weight, block=group, settings=settings
            )
        before = states
    block = len(collation.groups)
    for witness, index in row.items():
        for run in own_runs(collation, witness, frozenset(row)):
            states = tuple(int(v == index) for v in range(len(row)))
            weight = min(_RUN_MOST, 1.0 + _RUN_STEP * (len(run) - 1))
            yield presence_column(
                states, tail=False, shared=False, weight=weight, block=block, settings=settings
            )
            block += 1


def own_runs(collation: Collation, witness: int, family: frozenset[int]) -> list[list[int]]:
    """Runs of neighbouring body sentences of a witness that stand in no other witness of the family."""
    shared = {
        sentence
        for group in collation.groups
        if any(other in family and other != witness for other, _ in group.members)
        for other, sentence in group.members
        if other == witness
    }
    runs: list[list[int]] = []
    following = False
    for sentence in collation.witnesses[witness].sentences:
        if sentence.kind != "body":
            continue
        if sentence.index in shared:
            following = False
            continue
        if following:
            runs[-1].append(sentence.index)
        else:
            runs.append([sentence.index])
        following = True
    return runs


def _clauses(collation: Collation, row: dict[int, int], settings: LineageSettings) -> Iterator[Column]:
    """Presence of clauses: runs of columns that some versions of a group lack and two or more have."""
    for number, group in enumerate(collation.groups):
        inside = sorted({witness for witness, _ in group.members if witness in row})
        if len(inside) < 2 or not group.columns:
            continue
        has = np.array([[witness in column for column in group.columns] for witness in inside])
        has = has[:, has.any(axis=0)]
        seen: set[tuple[int, ...]] = set()
        for first, stop in sorted({run for line in has for run in _gaps(line)}):
            share = has[:, first:stop].mean(axis=1)
            states = [LACUNA] * len(row)
            for witness, part in zip(inside, share, strict=True):
                states[row[witness]] = 1 if part >= 0.5 else 0 if part <= 0.2 else LACUNA
            key = tuple(states)
            if states.count(0) and states.count(1) >= 2 and key not in seen:
                seen.add(key)
                yield presence_column(
                    states, tail=False, shared=True, weight=1.0, block=number, settings=settings
                )


def _gaps(line: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Iterator[tuple[int, int]]:
    """Half-open runs of at least a clause of columns a version lacks."""
    edges = np.flatnonzero(np.diff(np.concatenate(([1], line.astype(np.int8), [1]))))
    for first, stop in edges.reshape(-1, 2).tolist():
        if stop - first >= _CLAUSE:
            yield first, stop


def group_words(group: AlignedGroup, witness: int) -> int:
    """How many collated words a witness has in a group."""
    return sum(witness in column for column in group.columns)
