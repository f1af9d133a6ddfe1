"""Which arriving articles are in the index already, and what the new ones are called.

An article is known when its id is there with the same words (one fingerprint): it is answered, not added
again, so that a run that was cut short can simply be repeated. The same id with other words is another
version and gets the first free of `id-2`, `id-3` and so on; when it comes again it is known under that
name.
"""

from __future__ import annotations

import hashlib
import itertools
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wirecopy.group.corpus import Texts
from wirecopy.index.segment import Segment

Ints = NDArray[np.int64]
Words = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Named:
    """What every arriving row is in the index.

    Attributes:
        names: id under which it is kept.
        documents: int64[n], its document number, given or to be given.
        fresh: int64[f], the rows that are new, in order; row `fresh[k]` gets the number `count + k`.
    """

    names: list[str]
    documents: Ints
    fresh: Ints


def id_keys(ids: list[str]) -> Words:
    """A 64-bit key of each id."""
    joined = b"".join(hashlib.blake2b(name.encode("utf-8"), digest_size=8).digest() for name in ids)
    return np.frombuffer(joined, "<u8")


def outlet_keys(names: list[str]) -> NDArray[np.int32]:
    """A number of each outlet that follows from its name, -1 for no name."""
    keys = {name: zlib.crc32(name.encode("utf-8")) >> 1 if name else -1 for name in set(names)}
    return np.array([keys[name] for name in names], np.int32)


def texts_of(values: Sequence[str]) -> Texts:
    """Strings as texts end to end."""
    parts = [value.encode("utf-8", "replace") for value in values]
    offsets = np.cumsum([0, *map(len, parts)], dtype=np.int64)
    return Texts(np.frombuffer(b"".join(parts), np.uint8), offsets)


def strings(texts: Texts) -> list[str]:
    """Texts as a list of strings."""
    data, places = np.ascontiguousarray(texts.data).data, itertools.pairwise(texts.offsets.tolist())
    return [str(data[a:b], "utf-8", "replace") for a, b in places]


def find_first(segments: list[Segment], fingerprints: Words) -> Ints:
    """The lowest document number with each fingerprint, -1 where there is none."""
    found = np.full(len(fingerprints), -1, np.int64)
    for segment in segments:
        keys = segment["copy_keys"]
        if len(keys) == 0:
            continue
        place = np.minimum(np.searchsorted(keys, fingerprints), len(keys) - 1)
        hit = (found < 0) & (keys[place] == fingerprints)
        found[hit] = segment.base + segment["copy_rows"][place[hit]].astype(np.int64)
    return found


def find_ids(segments: list[Segment], ids: list[str]) -> Ints:
    """The document number of each id, -1 where there is none."""
    keys = id_keys(ids)
    found = np.full(len(ids), -1, np.int64)
    for segment in segments:
        known = segment["id_keys"]
        place = np.searchsorted(known, keys)
        for row in np.flatnonzero(known[np.minimum(place, len(known) - 1)] == keys) if len(known) else ():
            at = int(place[row])
            while at < len(known) and known[at] == keys[row]:  # different ids may have one key
                if segment.id(int(segment["id_rows"][at])) == ids[row]:
                    found[row] = segment.base + int(segment["id_rows"][at])
                at += 1
    return found


def name_rows(segments: list[Segment], ids: list[str], fingerprints: Words, *, adding: bool) -> Named:
    """Tell known rows from new ones.

    Args:
        segments: the index.
        ids: of the arriving rows.
        fingerprints: of the arriving rows.
        adding: new rows get numbers and names; otherwise they keep their ids and get -1.
    """
    count = segments[-1].base + segments[-1].count if segments else 0
    documents = find_ids(segments, ids)
    arrived: dict[str, int] = {}  # document number of each new name
    names, fresh = list(ids), np.empty(len(ids), np.int64)

    def differs(document: int, row: int) -> bool:
        theirs = fingerprints[fresh[document - count]] if document >= count else _print(segments, document)
        return bool(theirs != fingerprints[row])

    for row, name in enumerate(ids):
        found, version = arrived.get(name, int(documents[row])), 1
        while found >= 0 and differs(found, row):
            version += 1
            names[row] = f"{name}-{version}"
            found = arrived.get(names[row], -1)
            found = found if found >= 0 else int(find_ids(segments, [names[row]])[0])
        if found < 0 and adding:
            found = count + len(arrived)
            fresh[len(arrived)] = row
            arrived[names[row]] = found
        elif found < 0:
            names[row] = name
        documents[row] = found
    return Named(names, documents, fresh[: len(arrived)])


def _print(segments: list[Segment], document: int) -> np.uint64:
    """The fingerprint of a document of the index."""
    segment = next(segment for segment in reversed(segments) if document >= segment.base)
    found: np.uint64 = segment["fingerprints"][document - segment.base]
    return found
