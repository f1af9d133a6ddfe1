"""Places of variation: where the witnesses of an aligned group differ in more than house style.

Takes the columns of a group, gives `Place` rows with their readings. Neighbouring columns that vary belong
to one place. A witness that lacks `LACUNA` or more columns in a row has a lacuna there (a cut or an
addition elsewhere), which is an omission and no reading; it has no part in the places inside it.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from wirecopy.model import AlignedGroup, Place, PlaceReading, TokenRef, Witness

LACUNA = 4  # columns in a row


def find_places(number: int, group: AlignedGroup, witnesses: Sequence[Witness]) -> tuple[Place, ...]:
    """The places of one group, in reading order.

    Args:
        number: index of the group in its collation.
        group: the group with its columns.
        witnesses: all witnesses of the story.
    """
    present = sorted({w for w, _ in group.members})
    gone = {w: lacunae(_columns_of(group, w), len(group.columns)) for w in present}
    places: list[Place] = []
    first: int | None = None
    for index in range(len(group.columns) + 1):
        varies = index < len(group.columns) and _varies(group, index, present, gone, witnesses)
        if varies and first is None:
            first = index
        elif not varies and first is not None:
            places.append(_place(number, group, (first, index - 1), present, gone, witnesses))
            first = None
    return tuple(place for place in places if len(place.readings) > 1)


def _columns_of(group: AlignedGroup, witness: int) -> set[int]:
    return {index for index, column in enumerate(group.columns) if witness in column}


def lacunae(have: Container[int], width: int) -> frozenset[int]:
    """Columns of the lacunae of a witness.

    Args:
        have: the columns in which it has a word.
        width: how many columns the group has.
    """
    inside: set[int] = set()
    run: list[int] = []
    for column in range(width + 1):
        if column < width and column not in have:
            run.append(column)
            continue
        if len(run) >= LACUNA:
            inside.update(run)
        run = []
    return frozenset(inside)


def _varies(
    group: AlignedGroup,
    index: int,
    present: Sequence[int],
    gone: dict[int, frozenset[int]],
    witnesses: Sequence[Witness],
) -> bool:
    column = group.columns[index]
    stems = {
        witnesses[w].token(column[w]).stem if w in column else "" for w in present if index not in gone[w]
    }
    return len(stems) > 1


def _place(
    number: int,
    group: AlignedGroup,
    bounds: tuple[int, int],
    present: Sequence[int],
    gone: dict[int, frozenset[int]],
    witnesses: Sequence[Witness],
) -> Place:
    first, last = bounds
    readings: dict[tuple[str, ...], dict[int, tuple[TokenRef, ...]]] = {}
    for w in present:
        span = range(first, last + 1)
        if all(index in gone[w] for index in span):
            continue
        refs = tuple(group.columns[index][w] for index in span if w in group.columns[index])
        norms = tuple(witnesses[w].token(ref).norm for ref in refs)
        readings.setdefault(norms, {})[w] = refs
    return Place(
        group=number,
        first_column=first,
        last_column=last,
        readings=tuple(
            PlaceReading(norms, tuple(sorted(refs)), refs)
            for norms, refs in sorted(readings.items(), key=lambda item: (-len(item[1]), item[0]))
        ),
    )
