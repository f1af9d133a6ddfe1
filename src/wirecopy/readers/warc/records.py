"""A web archive as records, one after the other, whatever is broken between them.

In: an opened archive, packed or not, and how many bytes of a record are wanted. Out: a `Record` for each
that is whole and a `Damage` for each stretch that is not, in the order of the file. fastwarc, which reads
sound archives faster, ends at the first damage, reads a record that lies about its length into the next one,
and does not say that a record is cut short: hence our own.

Source: ISO 28500 (WARC 1.1), sections 4 and 5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wirecopy.readers.base import ByteStream
from wirecopy.readers.warc.unpack import RECORD, DamagedError, Members

_MAX_HEAD = 1 << 16
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_VERSION = re.compile(rb"WARC/\d\.\d{1,2}\r?\n")


class BrokenRecordError(ValueError):
    """What is wrong with a record, in words."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record.

    Attributes:
        offset: where it begins in the file; where its gzip member does.
        fields: its header, names in lower case.
        block: its content, as far as it is wanted.
        length: of the whole content.
    """

    offset: int
    fields: Mapping[str, str]
    block: bytes
    length: int


@dataclass(frozen=True, slots=True)
class Damage:
    """A stretch of the file that gives no record; `end` is None where nothing could be read after it."""

    start: int
    end: int | None
    reason: str


def read_records(file: ByteStream, most: int) -> Iterator[Record | Damage]:
    """Every record of an archive, and every stretch that is damaged.

    Args:
        file: the archive.
        most: bytes of a record's content that are wanted.
    """
    members = Members(file)
    going = True
    while going:
        try:
            going = members.open_member()
            while going and (found := _next(members, most)):
                yield found
        except DamagedError as error:
            going = members.resume(error.start + 1)
            yield Damage(error.start, members.position if going else None, error.reason)


def _next(members: Members, most: int) -> Record | Damage | None:
    """What comes next in the present member: a record, or a stretch that is none; None at its end.

    Raises:
        DamagedError: the member itself breaks.
    """
    _skip_blank(members)
    if not members.peek(1):
        return None
    offset = members.start if members.packed else members.position
    try:
        return _record(members, offset, most)
    except BrokenRecordError as error:
        if not members.packed:
            raise DamagedError(offset, str(error)) from error
        members.next_record()
        return Damage(offset, members.start if members.peek(1) else members.position, str(error))


def parse_fields(head: bytes) -> dict[str, str]:
    """The fields of a header after its first line; the first of each name, names in lower case."""
    fields: dict[str, str] = {}
    name = ""
    for line in head.split(b"\n")[1:]:
        text = line.decode("utf-8", "replace").rstrip("\r")
        if text[:1] in (" ", "\t") and name:  # a folded line
            fields[name] += " " + text.strip()
            continue
        key, colon, value = text.partition(":")
        name = key.strip().lower() if colon and key.strip().lower() not in fields else ""
        if name:
            fields[name] = value.strip()
    return fields


def _skip_blank(members: Members) -> None:
    while (blank := members.peek(1)) and blank in b"\r\n":
        members.take(1)


def _record(members: Members, offset: int, most: int) -> Record:
    """The record that begins here.

    Raises:
        BrokenRecordError: none does, or not all of it is there.
    """
    head = members.peek(_MAX_HEAD)
    end = _HEAD_END.search(head)
    if end is None or not _VERSION.match(head):
        raise BrokenRecordError("no record begins here")
    fields = parse_fields(head[: end.start()])
    written = fields.get("content-length", "")
    if not (written.isascii() and written.isdigit() and len(written) < 16):
        raise BrokenRecordError(f"a record of unknown length ({written[:20]!r})")
    members.take(end.end())
    length = int(written)
    block = members.take(min(length, most))
    there = len(block) + members.skip(length - len(block))
    problem = (
        _tail_problem(members) if there == length else f"a record cut short: {there:,} of {length:,} bytes"
    )
    if problem:
        if there == len(block):  # another record may begin inside of it
            members.push_back(block)
        raise BrokenRecordError(problem)
    return Record(offset, fields, block, length)


def _tail_problem(members: Members) -> str | None:
    """What is wrong with what follows a record: two line ends, or the end of the member and its check sum."""
    tail = members.peek(5 + len(RECORD))
    rest = tail.lstrip(b"\r\n")
    if not rest or tail.startswith(b"\r\n\r\n") or rest.startswith(RECORD):
        return None
    return "a record longer than it says"
