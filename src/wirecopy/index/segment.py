"""One segment: consecutive articles with their texts, columns and sorted postings, in one file never changed.

The file is a magic word, the sections one after another (each on a multiple of 64 bytes), a table of the
sections in JSON with their places and CRC-32 sums, and a trailer with the length and sum of that table.
Opening maps the file and checks every section but the texts, whose bytes are most of the file: each text has
a sum of its own in the column `text_sums` and is checked when it is read. Row numbers count from 0 in every
segment, so segments can be joined without touching anything but those numbers.
"""

from __future__ import annotations

import json
import mmap
import struct
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wirecopy.index.files import damaged, translated, write_all, write_new

Array = NDArray[Any]

# Section -> type of its elements. Flat bytes have offsets beside them; `*_keys` rise and `*_rows` say whose.
SECTIONS = {
    "text": "|u1",
    "text_offsets": "<i8",
    "text_sums": "<u4",  # CRC-32 of each text
    "ids": "|u1",
    "id_offsets": "<i8",
    "id_keys": "<u8",
    "id_rows": "<i4",
    "outlets": "|u1",
    "outlet_offsets": "<i8",
    "outlet_keys": "<i4",  # a number that follows from the name; -1 where unknown
    "times": "<i8",
    "fingerprints": "<u8",
    "copy_keys": "<u8",  # the fingerprints, sorted
    "copy_rows": "<i4",
    "words": "<i4",
    "rates": "<f4",
    "joins": "<i4",  # two document numbers and a kind: the edges that brought two families together
    "postings": "<u8",  # hash37 << 27 | row, sorted
}
_PER_ROW = (
    "text_sums", "id_keys", "id_rows", "outlet_keys", "times", "fingerprints", "copy_keys", "copy_rows",
    "words", "rates",
)  # fmt: skip
_FLAT = {"text": "text_offsets", "ids": "id_offsets", "outlets": "outlet_offsets"}
_MAGIC = b"WIRECOPY"
_TRAILER = struct.Struct("<QI8s")  # length of the table, its sum, the magic word
_ALIGN = 64


@dataclass(frozen=True, slots=True)
class Entry:
    """What the manifest says of a segment: file name, first document number, articles, size and sum."""

    file: str
    base: int
    count: int
    size: int
    sum: int

    def as_dict(self) -> dict[str, Any]:
        """Plain values for the manifest."""
        return asdict(self)


def write_segment(path: Path, base: int, count: int, sections: Mapping[str, Iterable[Array]]) -> Entry:
    """Write a segment durably.

    Args:
        path: the file, which must not exist.
        base: document number of row 0.
        count: rows.
        sections: for each of `SECTIONS` its parts in order.

    Raises:
        StoreError: the system refused; nothing of the file is left.
    """
    entry: list[Entry] = []

    def write(_path: Path, handle: int) -> None:
        write_all(handle, _MAGIC)
        at, table = len(_MAGIC), {}
        for name, kind in SECTIONS.items():
            gap = -at % _ALIGN
            write_all(handle, bytes(gap))
            at += gap
            total, check = 0, 0
            for part in sections[name]:
                data = np.ascontiguousarray(part, np.dtype(kind)).view(np.uint8).data
                write_all(handle, data)
                total, check = total + len(data), zlib.crc32(data, check)
            table[name] = [at, total, check]
            at += total
        said = json.dumps({"base": base, "count": count, "sections": table}).encode()
        check = zlib.crc32(said)
        write_all(handle, said + _TRAILER.pack(len(said), check, _MAGIC))
        entry.append(Entry(path.name, base, count, at + len(said) + _TRAILER.size, check))

    write_new(path, write)
    return entry[0]


class Segment:
    """A segment, mapped into memory; its columns are read-only arrays.

    Args:
        folder: where the file is.
        entry: what the manifest says of it.

    Raises:
        StoreError: the file is missing, or not the one that was written.
    """

    def __init__(self, folder: Path, entry: Entry) -> None:
        self.path = folder / entry.file
        self.entry = entry
        self.base, self.count = entry.base, entry.count
        self._bytes = self._map()
        self._table = self._read_table()
        self._columns = {name: self._section(name) for name in SECTIONS}
        self._check_lengths()
        for name in SECTIONS:
            if name != "text":
                self._check_sum(name)
        self._check_bounds()

    def __getitem__(self, name: str) -> Array:
        return self._columns[name]

    def text(self, row: int) -> Array:
        """The bytes of one text, checked against their sum."""
        found = self._slice("text", row)
        if zlib.crc32(found.data) != self["text_sums"][row]:
            raise damaged(self.path, f"text of article {self.id(row)!r} has changed")
        return found

    def id(self, row: int) -> str:
        """The id of one article."""
        return self._slice("ids", row).tobytes().decode("utf-8")

    def check(self) -> None:
        """Compare every byte with the sums.

        Raises:
            StoreError: something has changed since it was written.
        """
        for name in SECTIONS:
            self._check_sum(name)

    def _slice(self, name: str, row: int) -> Array:
        offsets = self[_FLAT[name]]
        found: Array = self[name][offsets[row] : offsets[row + 1]]
        return found

    def _map(self) -> Array:
        try:
            with translated(self.path), self.path.open("rb") as stream:
                found = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        except ValueError as error:  # an empty file cannot be mapped
            raise damaged(self.path, "the file is empty") from error
        if len(found) != self.entry.size:
            raise damaged(self.path, f"{len(found)} bytes long, {self.entry.size} were written")
        return np.frombuffer(found, np.uint8)

    def _read_table(self) -> dict[str, list[int]]:
        end = len(self._bytes) - _TRAILER.size
        length, check, magic = _TRAILER.unpack(self._bytes[max(end, 0) :].tobytes().rjust(_TRAILER.size))
        said = self._bytes[max(end - length, 0) : max(end, 0)].tobytes()
        if magic != _MAGIC or zlib.crc32(said) != check or check != self.entry.sum:
            raise damaged(self.path, "the table of sections has changed")
        table: dict[str, list[int]] = json.loads(said)["sections"]
        return table

    def _section(self, name: str) -> Array:
        at, total, _ = self._table[name]
        return self._bytes[at : at + total].view(SECTIONS[name])

    def _check_sum(self, name: str) -> None:
        at, total, check = self._table[name]
        if zlib.crc32(self._bytes[at : at + total].data) != check:
            raise damaged(self.path, f"section {name!r} has changed")

    def _check_lengths(self) -> None:
        wanted = dict.fromkeys(_PER_ROW, self.count) | dict.fromkeys(_FLAT.values(), self.count + 1)
        for name, length in wanted.items():
            if len(self[name]) != length:
                raise damaged(
                    self.path, f"section {name!r} has {len(self[name])} entries for {self.count} articles"
                )

    def _check_bounds(self) -> None:
        """No offset or row leads out of the file, whatever the sums say."""
        for flat, name in _FLAT.items():
            offsets = self[name]
            if offsets[0] != 0 or offsets[-1] != len(self[flat]) or np.any(offsets[1:] < offsets[:-1]):
                raise damaged(self.path, f"section {name!r} leads out of {flat!r}")
        for name in ("id_rows", "copy_rows"):
            if self.count and not (self[name].min() >= 0 and self[name].max() < self.count):
                raise damaged(self.path, f"section {name!r} names articles that are not there")
