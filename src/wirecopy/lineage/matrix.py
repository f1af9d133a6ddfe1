"""The character matrix: what each version reads at each place where a family differs.

Takes columns (from a collation or a simulator), gives `Characters`: one row a version, one column a
place, -1 where the version has no such sentence (a lacuna). Two sorts of column: readings at a place of
variation, and presence of a sentence or of a run of sentences. Each column carries the chances a copyist's
change follows: rare words turn into common ones far more often than the reverse, so two versions that meet
in a common word prove little (polygenesis) and two that share a rare one prove much; sentences are cut
easily and hardly ever regained.
Known limits: places are taken as independent given the tree; only a change of words is seen, never of order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wirecopy.lineage.settings import LineageSettings

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

LACUNA = -1
EMPTY_CHANCE = 0.25  # of the changes at a place, those that drop its words
UNSEEN_ORIGIN = 0.2  # odds that the original reading survives nowhere, against one that does
_COMMON_CHANCE, _COMMON_ZIPF, _SLOPE = 0.2, 4.5, 0.2
_RAREST_ZIPF = 2.5  # names, numbers and words no list has: how rare they are is not known


@dataclass(frozen=True, slots=True, eq=False)
class Characters:
    """Versions by places, with the chances of change.

    Attributes:
        states: (versions, places), the number of the reading, -1 for a lacuna.
        looks: (places, readings), the number a reading shows in a version: a sentence not yet added and a
            sentence cut both look absent.
        arrival: (places, readings), the chance that a changed place gets this reading; 0 beyond the last.
        reword: (places, readings), 1 where leaving the reading is rewording.
        cut: (places, readings), 1 where leaving the reading is cutting.
        fixed: (places, readings), a chance of leaving that is the same for every copyist.
        origin: (places, readings), the chance that a lost original had this reading.
        block: (places,), the sentence a place belongs to: places of one sentence are resampled together.
    """

    states: Integers
    looks: Integers
    arrival: Floats
    reword: Floats
    cut: Floats
    fixed: Floats
    origin: Floats
    weight: Floats
    block: Integers

    @property
    def versions(self) -> int:
        """How many versions."""
        return int(self.states.shape[0])

    @property
    def places(self) -> int:
        """How many places."""
        return int(self.states.shape[1])


@dataclass(frozen=True, slots=True)
class Column:
    """One place before it is packed into arrays."""

    states: tuple[int, ...]
    arrival: tuple[float, ...]
    origin: tuple[float, ...]
    leave: tuple[tuple[float, float, float], ...]  # per reading: reword, cut, fixed
    looks: tuple[int, ...]
    weight: float
    block: int


def pack(columns: Sequence[Column], versions: int) -> Characters:
    """Columns as one set of arrays; readings are padded to the widest place."""
    width = max((len(column.arrival) for column in columns), default=1)
    shape = (len(columns), width)
    states = np.full((versions, len(columns)), LACUNA, dtype=np.int64)
    arrival, origin = np.zeros(shape), np.zeros(shape)
    leave = np.zeros((*shape, 3))
    looks = np.full(shape, LACUNA - 1, dtype=np.int64)
    for place, column in enumerate(columns):
        count = len(column.arrival)
        states[:, place] = column.states
        arrival[place, :count] = column.arrival
        origin[place, :count] = column.origin
        leave[place, :count] = column.leave
        looks[place, :count] = column.looks
    return Characters(
        states=states,
        looks=looks,
        arrival=arrival,
        reword=leave[:, :, 0],
        cut=leave[:, :, 1],
        fixed=leave[:, :, 2],
        origin=origin,
        weight=np.array([column.weight for column in columns], dtype=np.float64),
        block=np.array([column.block for column in columns], dtype=np.int64),
    )


def reading_column(
    states: Sequence[int], commonness: Sequence[float | None], words: Sequence[int], block: int
) -> Column:
    """A place of variation.

    Args:
        states: the reading of each version, -1 for a lacuna.
        commonness: Zipf frequency of the rarest word of each reading, None for the empty reading.
        words: number of content words of each reading.
        block: the sentence the place belongs to.
    """
    arrival = [_arrival(zipf, count) for zipf, count in zip(commonness, words, strict=True)]
    total = sum(arrival)
    scale = min(1.0, 0.9 / total)
    present = [*(0.5 if zipf is None else 1.0 for zipf in commonness), UNSEEN_ORIGIN]
    return Column(
        states=tuple(states),
        arrival=(
            *(chance * scale for chance in arrival),
            1 - total * scale,
        ),  # the last: a reading seen nowhere
        origin=tuple(share / sum(present) for share in present),
        leave=((1.0, 0.0, 0.0),) * len(present),
        looks=tuple(range(len(present))),
        weight=1.0,
        block=block,
    )


def _arrival(zipf: float | None, words: int) -> float:
    if zipf is None:
        return EMPTY_CHANCE
    chance = _COMMON_CHANCE * 10 ** (_SLOPE * (max(zipf, _RAREST_ZIPF) - _COMMON_ZIPF)) * 0.5 ** (words - 1)
    return float(min(0.35, max(0.005, chance)))


def presence_column(
    states: Sequence[int], *, tail: bool, shared: bool, weight: float, block: int, settings: LineageSettings
) -> Column:
    """A sentence (or run of sentences) that some versions have and others lack.

    Args:
        states: 1 present, 0 absent, -1 unknown.
        tail: at least half of the versions that lack it stop before it.
        shared: two or more versions have it; else it is one version's own.
        weight: evidence of a run of sentences that come and go together.
        block: the sentence it stands for.
        settings: the chances.
    """
    # Not yet there, there, cut. Who changes such a place writes or drops it with even chance, so a leaving
    # chance is twice the chance of the other state; "not yet there" turned into "cut" looks the same.
    gain = (0.0, 0.0, 2 * settings.addition_chance)
    loss = (0.0, 0.0, 2 * settings.tail_cut_chance) if tail else (0.0, 2.0, 0.0)
    regain = (0.0, 0.0, 2 * settings.regain_chance)
    there = settings.shared_origin if shared else settings.own_origin
    return Column(
        states=tuple(states),
        arrival=(0.0, 0.5, 0.5),
        origin=(1 - there, there, 0.0),
        leave=(gain, loss, regain),
        looks=(0, 1, 0),
        weight=weight,
        block=block,
    )


def reading_states(
    readings: Mapping[int, tuple[str, ...]], versions: int
) -> tuple[list[int], list[tuple[str, ...]]]:
    """Readings of versions as state numbers in sorted order, lacunae where a version has none."""
    distinct = sorted(set(readings.values()))
    number = {reading: index for index, reading in enumerate(distinct)}
    return [number[readings[v]] if v in readings else LACUNA for v in range(versions)], distinct
