"""The copies stage over a store: what each article copies of those that came before it.

In: articles of a store, in order of arrival. Out: their rows, and which families became one. A copy index in
a folder answers (`wirecopy.index`); it is made of what is in the store and can be made again from it, so it
is thrown away when it is of another making or of another store. Its ids are the articles' numbers.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np

from wirecopy.errors import UnusableError
from wirecopy.group.corpus import RELATIONS, UNKNOWN_TIME, Corpus
from wirecopy.index import Answer, CopyIndex
from wirecopy.index.naming import texts_of
from wirecopy.model import CopyRow, Stored

Tell = Callable[[str], None]
VERSION = "1"


@dataclass(frozen=True, slots=True)
class Copied:
    """What some articles copy.

    Attributes:
        rows: one an article, in the order given.
        joins: families that these articles made one: (into, gone), by the numbers of their first articles.
        repeated: whether any of the articles was in the index before: then joins may have been lost.
    """

    rows: list[CopyRow]
    joins: list[tuple[int, int]] = field(default_factory=list)
    repeated: bool = False


class Copies:
    """The copy index of a store.

    Args:
        folder: where it is; made if missing, made anew if it is of another making.
        key: of the store.
        threads: how many to use.
        tell: told before kernels are compiled.
    """

    def __init__(self, folder: Path, key: str, threads: int, tell: Tell | None = None) -> None:
        self.folder = folder
        opened = partial(CopyIndex.open, folder, threads=threads, stamp={"store": key}, tell=tell)
        try:
            self._index = opened()
        except UnusableError:
            shutil.rmtree(folder)  # derived data: everything it says is found out again
            self._index = opened()

    @property
    def settings(self) -> dict[str, str | int]:
        """What decides the rows of this stage, but for the texts."""
        return {name: value for name, value in self._index.stamp.items() if name != "store"}

    def __len__(self) -> int:
        return len(self._index)

    def place(self, articles: Sequence[Stored]) -> Copied:
        """Add articles and say what each copies; on disk when this returns.

        Args:
            articles: in order of arrival.

        Raises:
            StoreError: the folder cannot be written.
        """
        names = sorted({stored.article.outlet or "" for stored in articles} - {""})
        numbers = {name: number for number, name in enumerate(names)}
        times = [stored.article.moment for stored in articles]
        corpus = Corpus(
            texts_of([stored.article.text for stored in articles]),
            np.array([numbers.get(stored.article.outlet or "", -1) for stored in articles], np.int32),
            np.array([UNKNOWN_TIME if time is None else time for time in times], np.int64),
            np.arange(len(articles), dtype=np.int64),
        )
        answer = self._index.add(corpus, [str(stored.number) for stored in articles], names)
        joins = [(int(into), int(gone)) for into, gone in answer.joined]
        return Copied(list(_rows(answer)), joins, not answer.added.all())

    def families(self) -> dict[int, int]:
        """Every article's family, by numbers."""
        names, roots = self._index.families()
        return {int(name): int(root) for name, root in zip(names, roots, strict=True)}

    def check(self) -> None:
        """Compare every byte of the index with its sum.

        Raises:
            StoreError: a file is damaged; names it.
        """
        self._index.check()

    def close(self) -> None:
        """Let go of the folder."""
        self._index.close()


def _rows(answer: Answer) -> list[CopyRow]:
    offsets, evidence = answer.evidence_offsets.tolist(), answer.evidence.tolist()
    return [
        CopyRow(
            number=int(name),
            family=int(answer.family[row]),
            relation=RELATIONS[answer.relation[row]],
            closest=_number(answer.closest[row]),
            shared=round(float(answer.shared[row]), 4),
            contained=round(float(answer.contained[row]), 4),
            evidence=tuple(tuple(span) for span in evidence[offsets[row] : offsets[row + 1]]),
        )
        for row, name in enumerate(answer.ids)
    ]


def _number(name: str | None) -> int | None:
    return None if name is None else int(name)
