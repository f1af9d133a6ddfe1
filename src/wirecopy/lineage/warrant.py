"""Whether the readings of two versions warrant that one is named as the source of the other.

Takes the readings of a family and a tree, gives `Warrant`s: counts over the places where the other versions
differ among themselves or from the source, so that the child has no say in which places count. Who copies a
text repeats it there, its individual readings as well as its common ones, and hardly ever agrees with others
against it. Independent versions of one lost text share the obvious choices only, and meet others against
each other everywhere.
Known limits: a heavy rewrite of a version is not told from an independent one and gets no warrant; versions
that one editor or one machine made from the same text look like copies.

Source: Maas 1957 (separative and conjunctive errors), counted instead of judged.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from wirecopy.lineage.matrix import LACUNA, Integers
from wirecopy.lineage.settings import LineageSettings


@dataclass(frozen=True, slots=True)
class Warrant:
    """What the readings say about one descent.

    Attributes:
        same: share of all places of both where they read alike.
        agreed: places where they do, of those where the other versions differ or the parent stands alone.
        against: places where it reads as other versions do, against its parent.
        alone: places where the parent stands alone against the others.
        repeated: those of them where the child reads as the parent.
    """

    same: float
    agreed: int
    against: int
    alone: int
    repeated: int

    def holds(self, settings: LineageSettings) -> bool:
        """Whether this is enough to name the parent as the source of the child."""
        if self.same < settings.same_share:
            return False
        if not self.against and self.repeated == self.alone >= settings.repeated_least:
            return True
        few = self.against + settings.against_doubt <= settings.against_share * self.agreed
        return few and self.repeated + 1 >= settings.repeated_share * (self.alone + 1)


def warrant(states: Integers, parent: int, child: int, clade: Collection[int]) -> Warrant:
    """Compare two versions with all others.

    Args:
        states: readings, (versions, places).
        parent: row of the supposed source.
        child: row of the supposed copy.
        clade: rows of all versions that descend from the copy, itself included.
    """
    others = [row for row in range(len(states)) if row != parent and row not in clade]
    source, copy, rest = states[parent], states[child], states[others]
    heard = (source != LACUNA) & (copy != LACUNA)
    voices = (rest != LACUNA).sum(axis=0)
    seconded = ((rest == source) & (rest != LACUNA)).sum(axis=0)
    varied = heard & (seconded < voices)
    alone = varied & (seconded == 0)
    same = source == copy
    return Warrant(
        same=float((heard & same).sum() / max(1, heard.sum())),
        agreed=int((varied & same).sum()),
        against=int((heard & ~same & (rest == copy).any(axis=0)).sum()),
        alone=int(alone.sum()),
        repeated=int((alone & same).sum()),
    )
