"""The copy index: every article that ever came, on disk, and in milliseconds which of them a new one copies.

In: articles as columns, in the order of their arrival. Out: an `Answer`. An article is compared with those
that came before it, those of its own batch included, so the answers do not depend on how arrivals are cut
into batches, but for the weights: how common a shingle is, is counted over all that is there. A family is
named after its member that arrived first, and two families become one when an article copies both.

Limits: 134,217,727 articles; 10 bytes of memory an article while open (families, outlets); one process adds
at a time. What a list of a very common shingle holds beyond its head is not looked at (see `candidates`).
"""

from __future__ import annotations

import os
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from wirecopy.errors import CallError
from wirecopy.group.corpus import UNKNOWN_TIME, Corpus, Texts
from wirecopy.index.answers import FIRST, OWN, Answer
from wirecopy.index.candidates import Newcomers
from wirecopy.index.copies import Copies, find_copies
from wirecopy.index.crew import IndexCrew, Tell
from wirecopy.index.engine import Engine, Sketch
from wirecopy.index.finder import Finder
from wirecopy.index.naming import Named, id_keys, name_rows, outlet_keys, strings, texts_of
from wirecopy.index.segment import Array
from wirecopy.index.shelf import Shelf
from wirecopy.kernels.constants import TWIN

_ROWS = np.uint64((1 << 27) - 1)


class CopyIndex:
    """An index of articles that says what new ones copy.

    Use `CopyIndex.open`, as a context manager or with `close`.
    """

    def __init__(self, shelf: Shelf, engine: Engine, crew: IndexCrew) -> None:
        self._shelf = shelf
        self._engine = engine
        self._crew = crew

    @classmethod
    def open(
        cls,
        path: str | os.PathLike[str],
        *,
        read_only: bool = False,
        threads: int = 1,
        engine: Engine | None = None,
        stamp: Mapping[str, str | int] | None = None,
        tell: Tell | None = None,
    ) -> Self:
        """Open the index in a folder; a new or empty folder becomes one.

        Args:
            path: the folder.
            read_only: ask only: needs no right to write, and may stand beside a process that adds.
            threads: how many to use; ten articles at a time need one.
            engine: how articles are compared; the copy finder when left out.
            stamp: what else must be the same whenever the index is opened, by name, such as whose it is.
            tell: told before kernels are compiled, which takes about a minute, once on a machine; a few
                hundred articles do not wait for them.

        Raises:
            StoreError: locked, not an index, of a newer format, made with other settings, or damaged.
        """
        crew = IndexCrew(threads, tell=tell)
        try:
            engine = engine or Finder(crew)
            whole = {**engine.stamp, **(stamp or {})}
            return cls(Shelf(Path(path), whole, crew, read_only=read_only), engine, crew)
        except BaseException:
            crew.close()
            raise

    @property
    def path(self) -> Path:
        """The folder."""
        return self._shelf.path

    @property
    def stamp(self) -> Mapping[str, str | int]:
        """What must be the same for articles to be comparable, by name."""
        return self._shelf.manifest.stamp

    def __len__(self) -> int:
        return self._shelf.count

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the folder; twice does no harm."""
        self._shelf.close()
        self._crew.close()

    def check(self) -> None:
        """Compare every byte on disk with its sum.

        Raises:
            StoreError: a file is damaged; names it.
        """
        self._shelf.check()

    def add(
        self, articles: Corpus | Sequence[str], ids: Sequence[str] | Texts, outlets: Sequence[str] = ()
    ) -> Answer:
        """Add articles and say what each copies. When this returns they are on disk for good.

        An article whose id is there with the same words is answered and not added again; with other words it
        is another version and gets the id with "-2", "-3" and so on.

        Args:
            articles: in the order of their arrival: texts, or a corpus (its `order` is not used).
            ids: their ids.
            outlets: name of each number in the `outlets` of a corpus.

        Raises:
            StoreError: the folder cannot be written, or is damaged; nothing was added.
            CallError: not one id per text.
        """
        self._shelf.require(writing=True)
        corpus = articles if isinstance(articles, Corpus) else corpus_of(articles)
        begun = time.perf_counter()
        merged = self._shelf.tidy()
        tidied = time.perf_counter()
        names = [outlets[k] if 0 <= k < len(outlets) else "" for k in corpus.outlets.tolist()]
        sketch, named, new = self._meet(corpus.texts, ids, outlet_keys(names))
        copies = self._copies(corpus.texts, new, sketch)
        known = len(self)
        before = self._known_roots(copies, known)
        if len(named.fresh):
            sections = _sections(corpus, named, names, sketch)
            sections |= {"postings": [_kept(copies.postings, new)], "joins": [copies.joins.ravel()]}
            self._shelf.put(len(named.fresh), sections)
        family = self._shelf.families(named.documents.astype(np.int32))
        answer = self._answer(named, copies, family, named.documents >= known)
        answer.joined.extend(self._joined(before))
        ended = time.perf_counter()
        answer.counts.update(merged=merged, merge_seconds=tidied - begun, add_seconds=ended - tidied)
        return answer

    def ask(self, articles: Texts | Sequence[str], ids: Sequence[str] | Texts | None = None) -> Answer:
        """Say what articles copy of what is in the index, without adding them; not of one another.

        Args:
            articles: their texts.
            ids: their ids; an article that is in the index under its id with the same words is answered as it
                was when it came. Without ids all are taken as new, named by their numbers.
        """
        self._shelf.require()
        texts = articles if isinstance(articles, Texts) else texts_of(articles)
        sketch, named, new = self._meet(texts, ids, None)
        copies = self._copies(texts, new, sketch)
        family = named.documents.astype(np.int32)
        hit = copies.closest >= 0
        family[hit] = copies.pairs[copies.closest[hit], 1]
        family[family >= 0] = self._shelf.families(family[family >= 0])
        return self._answer(named, copies, family, np.zeros(len(texts), np.bool_))

    def families(self) -> tuple[list[str], list[str]]:
        """The id of every article, in order of arrival, and the id of the first of its family."""
        self._shelf.require()
        names = [segment.id(row) for segment in self._shelf.segments for row in range(segment.count)]
        roots = self._shelf.families(np.arange(len(names), dtype=np.int32))
        return names, [names[root] for root in roots.tolist()]

    def _known_roots(self, copies: Copies, known: int) -> NDArray[np.int32]:
        """The families that joins are about to touch, of articles that were there before."""
        documents = copies.joins[:, :2].ravel()
        return np.unique(self._shelf.families(documents[documents < known].astype(np.int32)))

    def _joined(self, before: NDArray[np.int32]) -> Iterator[tuple[str, str]]:
        """Which of these families are named after another article now."""
        for gone, into in zip(before.tolist(), self._shelf.families(before).tolist(), strict=True):
            if gone != into:
                yield self._name(into, {}), self._name(gone, {})

    def _meet(
        self, texts: Texts, ids: Sequence[str] | Texts | None, outlets: NDArray[np.int32] | None
    ) -> tuple[Sketch, Named, Newcomers]:
        """Sketch the arriving rows and find out which are known; `outlets` where they are to be added."""
        names = _names(ids, len(texts))
        self._crew.expect(int(texts.offsets[-1] - texts.offsets[0]))
        sketch = self._engine.sketch(texts)
        if ids is None:
            named = Named(names, np.full(len(names), -1, np.int64), np.empty(0, np.int64))
        else:
            segments, adding = self._shelf.segments, outlets is not None
            named = name_rows(segments, names, sketch.fingerprints, adding=adding)
        if outlets is None:
            outlets = np.full(len(names), -1, np.int32)
        limits = np.where(named.documents < 0, len(self), named.documents)
        numbers = np.full(len(names), -1, np.int64)
        numbers[named.fresh] = named.documents[named.fresh]
        postings = _sorted(sketch.postings)
        return sketch, named, Newcomers(postings, sketch.words, sketch.rates, outlets, limits, numbers)

    def _copies(self, texts: Texts, new: Newcomers, sketch: Sketch) -> Copies:
        return find_copies(self._shelf, (self._engine, self._crew), texts, new, sketch.fingerprints)

    def _answer(
        self, named: Named, copies: Copies, family: NDArray[np.int32], added: NDArray[np.bool_]
    ) -> Answer:
        """The answer on every row, with the passages of its closest."""
        n = len(named.names)
        hit = np.flatnonzero(copies.closest >= 0)
        chosen = copies.closest[hit]
        found = self._engine.trace(copies.texts, copies.sides[chosen], copies.kinds[chosen] == TWIN)
        relation = np.full(n, OWN, np.int8)
        kept = np.flatnonzero(named.documents >= 0)
        relation[kept[self._shelf.first(named.documents[kept].astype(np.int32))]] = FIRST
        shared, contained, lengths = np.zeros(n, np.float32), np.zeros(n, np.float32), np.zeros(n, np.int64)
        relation[hit], shared[hit], contained[hit] = found.relation, found.shared, found.contained
        lengths[hit] = np.diff(found.offsets)
        new_names = dict(zip(named.documents.tolist(), named.names, strict=True))
        closest: list[str | None] = [None] * n
        for row, document in zip(hit.tolist(), copies.pairs[chosen, 1].tolist(), strict=True):
            closest[row] = self._name(document, new_names)
        families = [
            self._name(root, new_names) if root >= 0 else named.names[row]
            for row, root in enumerate(family.tolist())
        ]
        offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        counts: dict[str, float] = {"compared": copies.compared, "copies": len(copies.pairs)}
        return Answer(
            named.names,
            added,
            families,
            relation,
            closest,
            shared,
            contained,
            offsets,
            found.spans,
            counts=counts,
        )

    def _name(self, document: int, new_names: dict[int, str]) -> str:
        if document in new_names:
            return new_names[document]
        segment, row = self._shelf.at(document)
        return segment.id(row)


def corpus_of(texts: Sequence[str]) -> Corpus:
    """Texts alone as a corpus: no outlet and no time is known."""
    rows = np.arange(len(texts), dtype=np.int64)
    return Corpus(texts_of(texts), np.full(len(rows), -1, np.int32), np.full(len(rows), UNKNOWN_TIME), rows)


def _names(ids: Sequence[str] | Texts | None, count: int) -> list[str]:
    """One id per text.

    Raises:
        CallError: there are more or fewer.
    """
    if ids is None:
        return [str(row) for row in range(count)]
    names = strings(ids) if isinstance(ids, Texts) else list(ids)
    if len(names) != count:
        raise CallError(f"{len(names)} ids for {count} texts", "ids", "give one id per text")
    return names


def _sections(corpus: Corpus, named: Named, outlets: list[str], sketch: Sketch) -> dict[str, Iterable[Array]]:
    """The rows that are new as the sections of a segment, but for postings and joins."""
    fresh = named.fresh
    data, offsets = np.ascontiguousarray(corpus.texts.data), corpus.texts.offsets.tolist()
    texts = [data.data[offsets[row] : offsets[row + 1]] for row in fresh.tolist()]
    names = [named.names[row] for row in fresh.tolist()]
    keys = id_keys(names)
    by_id, by_copy = np.argsort(keys, kind="stable"), np.argsort(sketch.fingerprints[fresh], kind="stable")
    return {
        **_strings("text", "text_offsets", texts),
        "text_sums": [np.array([zlib.crc32(text) for text in texts], np.uint32)],
        **_strings("ids", "id_offsets", _encoded(names)),
        "id_keys": [keys[by_id]],
        "id_rows": [by_id.astype(np.int32)],
        **_strings("outlets", "outlet_offsets", _encoded(outlets[row] for row in fresh.tolist())),
        "outlet_keys": [outlet_keys(outlets)[fresh]],
        "times": [corpus.times[fresh]],
        "fingerprints": [sketch.fingerprints[fresh]],
        "copy_keys": [sketch.fingerprints[fresh][by_copy]],
        "copy_rows": [by_copy.astype(np.int32)],
        "words": [sketch.words[fresh]],
        "rates": [sketch.rates[fresh]],
    }


def _sorted(postings: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Postings in order, each once."""
    ordered = np.sort(postings)
    return ordered[np.concatenate([[True], ordered[1:] != ordered[:-1]])] if len(ordered) else ordered


def _kept(postings: NDArray[np.uint64], new: Newcomers) -> NDArray[np.uint64]:
    """The postings of the rows that are added, with their rows in the segment."""
    numbers = new.numbers[(postings & _ROWS).astype(np.int64)]
    kept = numbers >= 0
    base = new.numbers[new.numbers >= 0].min()
    return np.asarray((postings[kept] & ~_ROWS) | (numbers[kept] - base).astype(np.uint64))


def _encoded(names: Iterable[str]) -> list[bytes]:
    return [name.encode("utf-8") for name in names]


def _strings(flat: str, offsets: str, parts: Sequence[bytes | memoryview]) -> dict[str, Iterable[Array]]:
    ends = np.cumsum([0, *map(len, parts)])
    return {flat: [np.frombuffer(b"".join(parts), np.uint8)], offsets: [ends]}
