"""Makes a corpus of articles with known families of copies, and hard negatives among them.

Of the rows, 42 % are single articles, 3 % bulletins of twenty templates that differ in numbers and names, the
rest families: a base text and on average three copies, each of one kind of edit. Singles carry an outlet's
boilerplate in three of ten cases, and a sentence that another article has too in one of sixteen; neither
makes them copies. Writes `corpus.parquet` (id, outlet where its boilerplate was put in, text) and
`truth.parquet` (id, fam, comp: families joined by merged articles, kind, parent, parent2: rows, -1 for none).
Seeded: the same texts and seed give the same corpus. Limit: copies of copies are not made.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from . import language, outlets
from .edits import DRESSED, KINDS, PLAIN, Editor
from .vocabulary import Ids, Vocabulary

EDITION = 2  # raised when the same call would make another corpus
_SINGLES, _TEMPLATED = 0.42, 0.03
_FAMILY = 4.2  # rows in a family, on average
_MOST_COPIES = 12
_TEMPLATES, _OUTLETS = 20, 150
_TEMPLATE_LENGTH = (120, 260)  # tokens
_SLOT = 6  # every so many tokens of a template one is a number or a name
_QUOTING, _QUOTED = 0.06, 0.05  # of the singles
_LONGEST_QUOTE = 30  # tokens
_DRESSED_SINGLES = 0.3
_UPPER = 0.05  # of the exact copies
_BATCH = 4096
_SCHEMA = pa.schema([("id", pa.string()), ("outlet", pa.string()), ("text", pa.large_string())])


@dataclass(frozen=True)
class Plan:
    """What each row will be, before the rows are mixed; parents are rows of the plan."""

    kind: NDArray[np.str_]
    family: NDArray[np.int64]
    parent: NDArray[np.int64]
    parent2: NDArray[np.int64]

    def rows(self, *kinds: str) -> NDArray[np.int64]:
        """The rows of these kinds."""
        return np.flatnonzero(np.isin(self.kind, kinds))

    def components(self) -> NDArray[np.int64]:
        """For each row a number of its family, the same for families joined by a merged article."""
        above = np.arange(self.family.max() + 1)

        def top(family: int) -> int:
            while above[family] != family:
                above[family] = above[above[family]]
                family = above[family]
            return family

        for row in np.flatnonzero(self.parent2 >= 0):
            one, other = top(self.family[row]), top(self.family[self.parent2[row]])
            above[max(one, other)] = min(one, other)
        return np.array([top(family) for family in range(len(above))])[self.family]


def plan(size: int, seeds: int, chance: np.random.Generator) -> Plan:
    """The rows of a corpus of that size, and the seed versions besides."""
    singles, templated = int(_SINGLES * size), int(_TEMPLATED * size)
    bases = int((size - singles - templated) / _FAMILY)
    copies = size - singles - templated - bases
    weights = np.minimum(chance.zipf(1.9, bases), _MOST_COPIES)  # a few families are large
    wanted = np.repeat(np.arange(bases), weights)
    spare = chance.integers(0, bases, max(0, copies - len(wanted)))
    parent = chance.permutation(np.concatenate([wanted, spare]))[:copies]
    kinds = np.resize(np.array(KINDS), copies)
    other = (parent + chance.integers(1, bases, copies)) % bases
    alone = bases + np.arange(singles + templated + 1)  # their families; the last is that of the seeds
    first_seed = size
    seed_parent = np.array([-1] + [first_seed] * (seeds - 1))[:seeds]
    none = np.full(singles + templated, -1)
    labels = (("base", bases), ("single", singles), ("template", templated), ("seed", seeds))
    base, single, template, seed = (np.full(count, kind) for kind, count in labels)
    return Plan(
        kind=np.concatenate([base, kinds, single, template, seed]).astype(str),
        family=np.concatenate([np.arange(bases), parent, alone[:-1], np.full(seeds, alone[-1])]),
        parent=np.concatenate([np.full(bases, -1), parent, none, seed_parent]).astype(np.int64),
        parent2=np.concatenate(
            [np.full(bases, -1), np.where(kinds == "merge", other, -1), none, np.full(seeds, -1)]
        ).astype(np.int64),
    )


class Writer:
    """Writes the rows of a plan as texts."""

    def __init__(self, rows: Plan, texts: Sequence[str], seeds: Sequence[str], seed: int) -> None:
        self.plan, self.seed = rows, seed
        self.chance = np.random.default_rng(seed)
        self.vocabulary = Vocabulary(texts)
        self.names = self.vocabulary.take_in(f" {name}" for name in outlets.NAMES)
        whole, parts = (f" {n}" for n in range(10000)), (f" {n / 100:.2f}" for n in range(10000))
        self.numbers = self.vocabulary.take_in(chain(whole, parts))
        self.vocabulary.close()
        self.model = language.Model(self.vocabulary, self.names)
        self.editor = Editor(self.vocabulary, self.chance)
        self.outlets = outlets.found(_OUTLETS, self.vocabulary, self.chance)
        own = self.plan.rows("base", "single")
        self.base = dict(zip(own.tolist(), self._base_texts(len(own)), strict=True))
        embedding = self.plan.rows("embed").tolist()
        self.hosts = dict(zip(embedding, self._written(len(embedding)), strict=True))
        self.templates = [
            text[: self.chance.integers(*_TEMPLATE_LENGTH)]
            for text in self._written(_TEMPLATES, shortest=260)
        ]
        self.quotes = self._quotes()
        self.seeds = dict(zip(self.plan.rows("seed").tolist(), seeds, strict=True))

    def _written(self, count: int, shortest: int = 0) -> list[Ids]:
        texts: list[Ids] = []
        while len(texts) < count:
            new = self.model.write(count - len(texts), self.chance)
            texts += [text for text in new if len(text) >= shortest]
        return texts

    def _base_texts(self, count: int) -> list[Ids]:
        """Real texts, cut to the lengths of news, as far as they go; then written ones; mixed."""
        mixed = self.chance.permutation(len(self.vocabulary.texts))[:count]
        real = [self.vocabulary.texts[place] for place in mixed]
        lengths = language.lengths(len(real), self.chance)
        cut = [
            language.cut(text[:length], self.vocabulary) for text, length in zip(real, lengths, strict=True)
        ]
        texts = cut + self._written(count - len(cut))
        return [texts[place] for place in self.chance.permutation(count)]

    def _quotes(self) -> dict[int, Ids]:
        """For some single articles a sentence of another."""
        singles = self.plan.rows("single")
        quoted = singles[self.chance.random(len(singles)) < _QUOTED]
        if not len(quoted):
            return {}
        pool = []
        for row in quoted:
            sentences = self.editor.sentences(self.base[int(row)])
            pool.append(sentences[self.chance.integers(0, len(sentences))][:_LONGEST_QUOTE])
        quoting = singles[self.chance.random(len(singles)) < _QUOTING]
        return {int(row): pool[self.chance.integers(0, len(pool))] for row in quoting}

    def texts(self, rows: NDArray[np.int64]) -> Iterator[tuple[str | None, str]]:
        """Outlet and text of these rows of the plan."""
        written = [row for row in rows.tolist() if row not in self.seeds]
        texts = dict(
            zip(written, self.vocabulary.decode([self._tokens(row) for row in written]), strict=True)
        )
        for row in rows.tolist():
            yield self._finished(row, texts[row]) if row in texts else (None, self.seeds[row])

    def _tokens(self, row: int) -> Ids:
        kind, parent = str(self.plan.kind[row]), int(self.plan.parent[row])
        layout = self.chance
        if kind == "template":
            text = self._bulletin()
        elif parent < 0:
            layout = np.random.default_rng((self.seed, row))
            text = self.base[row]
            if row in self.quotes:
                text = self.editor.quoting(text, self.quotes[row])
        elif kind == "merge":
            text = self.editor.merged(self.base[parent], self.base[int(self.plan.parent2[row])])
        elif kind == "embed":
            text = self.editor.embedded(self.base[parent], self.hosts[row])
        else:
            text = PLAIN[kind](self.editor, self.base[parent])
            if kind == "exact" and self.chance.random() < 0.5:  # to the byte
                layout = np.random.default_rng((self.seed, parent))
        return self.editor.laid_out(text, layout)

    def _bulletin(self) -> Ids:
        """A template with other numbers and names in its slots."""
        text = self.templates[self.chance.integers(0, len(self.templates))].copy()
        slots = np.arange(_SLOT - 1, len(text), _SLOT)
        slots = slots[self.vocabulary.words[text[slots]]]
        named = self.chance.random(len(slots)) < 0.5
        drawn = (self.chance.choice(pool, len(slots)) for pool in (self.names, self.numbers))
        text[slots] = np.where(named, *drawn)
        return text

    def _finished(self, row: int, text: str) -> tuple[str | None, str]:
        """What is done to the letters and round the text."""
        kind, chance = self.plan.kind[row], self.chance
        if kind == "house":
            return None, outlets.in_house_style(text, chance)
        if kind == "exact" and chance.random() < _UPPER:
            return None, text.upper()
        if kind in DRESSED or (kind == "single" and chance.random() < _DRESSED_SINGLES):
            outlet = self.outlets[chance.integers(0, len(self.outlets))]
            return outlet.name, outlets.dressed(text, outlet, chance)
        return None, text


def make(folder: Path, size: int, seed: int, texts: Sequence[str], seeds: Sequence[str] = ()) -> None:
    """Write a corpus of that many articles, made from the texts, and its truth into a folder."""
    rows = plan(size, len(seeds), np.random.default_rng((seed, size)))
    order = np.random.default_rng((seed, size, 1)).permutation(len(rows.kind))
    writer = Writer(rows, texts, seeds, seed)
    folder.mkdir(parents=True, exist_ok=True)
    width = len(str(len(order)))
    with pq.ParquetWriter(folder / "corpus.parquet", _SCHEMA, compression="zstd") as file:
        for first in range(0, len(order), _BATCH):
            batch = order[first : first + _BATCH]
            ids = [f"{first + place:0{width}}" for place in range(len(batch))]
            names, bodies = zip(*writer.texts(batch), strict=True)
            file.write_table(pa.table([ids, names, bodies], schema=_SCHEMA))
    _write_truth(folder / "truth.parquet", rows, order, width)


def _write_truth(path: Path, rows: Plan, order: NDArray[np.int64], width: int) -> None:
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    parent, parent2 = (
        np.where(column >= 0, place[np.maximum(column, 0)], -1)[order]
        for column in (rows.parent, rows.parent2)
    )
    columns = {
        "id": [f"{row:0{width}}" for row in range(len(order))],
        "fam": rows.family[order],
        "comp": rows.components()[order],
        "kind": rows.kind[order],
        "parent": parent,
        "parent2": parent2,
    }
    pq.write_table(pa.table(columns), path)
