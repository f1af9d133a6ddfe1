"""The manifest: which files are the index, replaced as a whole so that a commit happens at one instant.

`manifest.json` names the segments in the order of their document numbers, the format, and a stamp of all
that decides how articles are sketched. It carries its own sum. A new one is written beside it, forced to
disk and renamed over it; whatever the folder holds besides is not part of the index.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wirecopy.errors import StoreError, UnusableError
from wirecopy.index.files import damaged, sync_folder, translated, write_all, write_new
from wirecopy.index.segment import Entry

NAME = "manifest.json"
_NEW = f"{NAME}.new"
_KIND = "wirecopy copy index"
_FORMAT = 1

Stamp = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the index consists of.

    Attributes:
        stamp: what decides how articles are sketched, by name.
        segments: the files, in the order of their document numbers.
        serial: number of the next file.
    """

    stamp: Stamp
    segments: tuple[Entry, ...] = field(default=())
    serial: int = 1

    @property
    def count(self) -> int:
        """Articles in the index."""
        return sum(entry.count for entry in self.segments)


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a folder.

    Raises:
        StoreError: it is not an index's, of a newer format, or damaged.
    """
    path = folder / NAME
    with translated(path):
        said = path.read_bytes()
    try:
        values = json.loads(said)
    except ValueError as error:
        raise damaged(path, "not what was written") from error
    if not isinstance(values, dict) or values.get("kind") != _KIND:
        raise StoreError("not an index of wirecopy", str(path), "give another folder")
    version = values.get("format")
    if isinstance(version, int) and version > _FORMAT:
        what = f"made by a newer wirecopy (format {version}, this one reads {_FORMAT})"
        raise UnusableError(what, str(path), "update wirecopy")
    if values.get("sum") != _sum(values):
        raise damaged(path, "not what was written")
    entries = tuple(Entry(**entry) for entry in values["segments"])
    base = 0
    for entry in entries:
        if entry.base != base:
            raise damaged(path, f"{entry.file} begins at article {entry.base}, not at {base}")
        base += entry.count
    return Manifest(values["stamp"], entries, values["serial"])


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Make this the manifest; durable when it returns.

    Raises:
        StoreError: the system refused; the manifest is the one it was.
    """
    path, new = folder / NAME, folder / _NEW
    values: dict[str, Any] = {
        "kind": _KIND,
        "format": _FORMAT,
        "stamp": dict(manifest.stamp),
        "serial": manifest.serial,
        "segments": [entry.as_dict() for entry in manifest.segments],
    }
    values["sum"] = _sum(values)
    with translated(new):
        new.unlink(missing_ok=True)  # of a process that was killed here
    write_new(new, lambda _, handle: write_all(handle, json.dumps(values, indent=1).encode()))
    with translated(path):
        sync_folder(folder)  # the segment's name is on disk before anything refers to it
        os.replace(new, path)  # noqa: PTH105 - Path.replace would do the same
        sync_folder(folder)


def check_stamp(manifest: Manifest, stamp: Stamp, folder: Path) -> None:
    """Refuse an index whose articles were sketched otherwise.

    Raises:
        StoreError: the stamps differ; says in what.
    """
    theirs, ours = dict(manifest.stamp), dict(stamp)
    differ = sorted(name for name in theirs.keys() | ours.keys() if theirs.get(name) != ours.get(name))
    if differ:
        told = ", ".join(f"{name} {theirs.get(name)!r} instead of {ours.get(name)!r}" for name in differ)
        hint = "articles sketched differently cannot be compared: make the index anew in another folder"
        raise UnusableError(f"made with other settings ({told})", str(folder), hint)


def _sum(values: Mapping[str, Any]) -> int:
    rest = {name: value for name, value in values.items() if name != "sum"}
    return zlib.crc32(json.dumps(rest, sort_keys=True).encode())
