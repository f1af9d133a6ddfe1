"""Paths to opened files: folders walked, gzip unpacked, formats chosen.

In: paths as given on the command line. Out: every row of every file, in the order given; folders are walked
in the order of their names, hidden files are left out (they are no articles, and editors leave them), and
every other file gives an article or a rejection. The suffix chooses the format; a file without one, or one
that was named outright, is looked into instead. A file reached twice is read once, with a note: counting it
twice would invent a copy. Ids that occur again get "-2", "-3" and so on, in order of reading.
"""

from __future__ import annotations

import gzip
import io
import os
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from wirecopy.errors import CallError
from wirecopy.model import Article, Rejected
from wirecopy.readers.base import ByteStream, Format, Item, Note, Source, printable
from wirecopy.readers.formats import FORMATS, format_of
from wirecopy.settings import Reading

_GZIP = b"\x1f\x8b"
_PEEK = 4096
_BUFFER = 1 << 17  # bytes read at a time: the usual 8 KB hold one article
_REASONS = {
    PermissionError: "cannot be opened: permission denied",
    FileNotFoundError: "cannot be opened: a link that leads nowhere",
    IsADirectoryError: "a folder where a file was expected",
}


_Row = TypeVar("_Row")
ReadFile = Callable[[Format, Source, Reading], Iterator[_Row]]


@dataclass(frozen=True, slots=True)
class _Found:
    """A file to read, and whether it was named outright or came up in a folder."""

    path: Path
    named: bool


def iter_paths(paths: Sequence[str | os.PathLike[str]], limits: Reading | None = None) -> Iterator[Item]:
    """Every article, rejection and note of these paths, one at a time.

    Args:
        paths: files and folders, in the order wanted.
        limits: what is too large; the defaults of `Reading` when left out.

    Raises:
        CallError: no path was given, or one does not exist; raised before anything is read.
    """
    return _with_unique_ids(iter_files(paths, limits or Reading(), _read_all))


def iter_files(
    paths: Sequence[str | os.PathLike[str]], limits: Reading, read: ReadFile[_Row]
) -> Iterator[_Row | Note | Rejected]:
    """What `read` makes of every file of these paths, and a rejection for every path without one.

    Args:
        paths: files and folders, in the order wanted.
        limits: what is too large.
        read: called with the format of a file, the opened file and the limits.

    Raises:
        CallError: no path was given, or one does not exist; raised before anything is read.
    """
    return _iter_existing(_existing(paths), limits, read)


def read_paths(
    paths: Sequence[str | os.PathLike[str]], limits: Reading | None = None
) -> tuple[list[Article], list[Rejected]]:
    """All articles and all rejections of these paths; `iter_paths` tells the notes too."""
    articles: list[Article] = []
    rejected: list[Rejected] = []
    for item in iter_paths(paths, limits):
        if isinstance(item, Article):
            articles.append(item)
        elif isinstance(item, Rejected):
            rejected.append(item)
    return articles, rejected


def _existing(paths: Sequence[str | os.PathLike[str]]) -> list[Path]:
    if isinstance(paths, str | os.PathLike):
        paths = [paths]
    if not paths:
        raise CallError("no path given", "", "name files or folders of articles")
    found = [Path(path) for path in paths]
    for path in found:
        if not os.path.lexists(path):
            raise CallError("no such file or folder", printable(path), "check the spelling of the path")
    return found


def _read_all(reader: Format, source: Source, limits: Reading) -> Iterator[Item]:
    return reader.read(source, limits)


def _iter_existing(
    paths: Sequence[Path], limits: Reading, read: ReadFile[_Row]
) -> Iterator[_Row | Note | Rejected]:
    seen: set[tuple[int, int]] = set()
    for path in paths:
        for found in _walk(path, seen):
            if isinstance(found, _Found):
                yield from _read_file(found, limits, seen, read)
            else:
                yield found


def _with_unique_ids(items: Iterator[Item]) -> Iterator[Item]:
    ids: set[str] = set()
    last: dict[str, int] = {}  # the highest number tried: an id that occurs a million times stays cheap
    for item in items:
        yield _unique(item, ids, last) if isinstance(item, Article) else item


def _unique(article: Article, ids: set[str], last: dict[str, int]) -> Article:
    """The article under an id nobody has yet."""
    number, name = last.get(article.id, 1), article.id
    while name in ids:
        number += 1
        name = f"{article.id}-{number}"
    last[article.id] = number
    ids.add(name)
    return article if name == article.id else replace(article, id=name)


def _walk(path: Path, seen: set[tuple[int, int]]) -> Iterator[_Found | Note | Rejected]:
    """The files below a path; a folder with no file in it is a rejection, so that it is not lost."""
    if not path.is_dir():
        yield _Found(path, named=True)
        return
    count = 0
    for found in _walk_folder(path, seen):
        count += 1
        yield found
    if count == 0:
        yield Rejected(printable(path), "a folder without articles: no file in it")


def _walk_folder(folder: Path, seen: set[tuple[int, int]]) -> Iterator[_Found | Note | Rejected]:
    try:
        if _again(folder, seen):
            yield Note(printable(folder), "the folder was read before: read once")
            return
        entries = sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))
    except OSError as error:
        yield Rejected(printable(folder), _open_reason(error))
        return
    for entry in entries:
        if entry.is_dir():
            yield from _walk_folder(entry, seen)
        else:
            yield _Found(entry, named=False)


def _again(path: Path, seen: set[tuple[int, int]]) -> bool:
    """Whether this file or folder was met before, whatever name leads to it."""
    status = path.stat()
    key = (status.st_dev, status.st_ino)
    known = key in seen
    seen.add(key)
    return known


def _read_file(
    found: _Found, limits: Reading, seen: set[tuple[int, int]], read: ReadFile[_Row]
) -> Iterator[_Row | Note | Rejected]:
    name = printable(found.path)
    try:
        if _again(found.path, seen):
            yield Note(name, "the file was read before: read once")
            return
        if not found.named and not found.path.is_file():
            yield Rejected(name, "not a regular file")
            return
        with _opened(found.path) as (stream, packed):
            yield from _read_stream(found, (stream, packed), limits, read)
    except (OSError, EOFError, zlib.error) as error:
        yield Rejected(name, _open_reason(error))


def _read_stream(
    found: _Found, streams: tuple[ByteStream, ByteStream | None], limits: Reading, read: ReadFile[_Row]
) -> Iterator[_Row | Note | Rejected]:
    stream, packed = streams
    name, stem, suffix = printable(found.path), *_name_parts(found.path)
    reader = format_of(suffix, stream.peek(_PEEK)[:_PEEK], found.named)
    if reader is None:
        yield Rejected(name, _unknown(suffix))
        return
    yield from read(reader, Source(name, stem, stream, packed), limits)


def _name_parts(path: Path) -> tuple[str, str]:
    """The id a file name gives, and the suffix that tells its format; `.gz` is no format."""
    name = printable(path.name)
    if name.lower().endswith(".gz"):
        name = name[:-3]
    stem, dot, suffix = name.rpartition(".")
    known = dot + suffix.lower()
    if stem and (known in FORMATS or (suffix.isalnum() and not suffix.isdigit())):
        return stem, known
    return name, ""


def _unknown(suffix: str) -> str:
    known = ", ".join(sorted(FORMATS))
    return f"{suffix} is no format of articles ({known}); name the file itself to read it as text"


class _Unpacked(io.RawIOBase):
    """The bytes of a gzip stream as they come, so that a break loses none of those before it."""

    def __init__(self, packed: gzip.GzipFile) -> None:
        self._packed = packed

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def readinto(self, target: memoryview) -> int:  # type: ignore[override]  # only BufferedReader calls it
        """Fill the target as far as the next piece reaches; 0 at the end."""
        piece = self._packed.read1(len(target))
        target[: len(piece)] = piece
        return len(piece)


@contextmanager
def _opened(path: Path) -> Iterator[tuple[ByteStream, ByteStream | None]]:
    """The file's bytes, unpacked when they are gzip, whatever the name says; and those of the file itself."""
    with io.BufferedReader(io.FileIO(path), _BUFFER) as plain:
        if plain.peek(2)[:2] == _GZIP:
            with (
                gzip.GzipFile(fileobj=plain) as packed,
                io.BufferedReader(_Unpacked(packed), _BUFFER) as unpacked,
            ):
                yield unpacked, plain if plain.seekable() else None
        else:
            yield plain, None


def _open_reason(error: Exception) -> str:
    for kind, reason in _REASONS.items():
        if isinstance(error, kind):
            return reason
    if isinstance(error, EOFError):
        return "damaged: the gzip stream is cut short"
    return f"cannot be read: {error.strerror if isinstance(error, OSError) and error.strerror else error}"


__all__ = ["Format", "iter_files", "iter_paths", "read_paths"]
