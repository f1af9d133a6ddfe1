"""The shelf: the open folder of an index, its segments, families and lock, and the only place that commits.

`put` adds one segment: the file is written and forced to disk, then the manifest that names it; when it
returns the articles stay, whatever happens. A process killed before that leaves files no manifest names,
which the next writer removes. `tidy` joins segments the same way and removes the old ones only when the
manifest no longer names them. Readers take no lock: files never change, and a mapped file lives on when its
name is gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from wirecopy.disk import Lock
from wirecopy.errors import StoreError, UnusableError
from wirecopy.index import merging
from wirecopy.index.crew import IndexCrew
from wirecopy.index.files import lock, sync_folder, translated
from wirecopy.index.manifest import NAME, Manifest, Stamp, check_stamp, read_manifest, write_manifest
from wirecopy.index.segment import Array, Entry, Segment, write_segment

MOST = (1 << 27) - 1  # document numbers fill the low bits of a posting
_LOCK = "lock"
_OURS = re.compile(r"segment-\d{8}\.wci|manifest\.json\.new")
_ATTEMPTS = 5  # a reader starts over when a writer joined segments between its look at manifest and file


class Shelf:
    """An open index folder.

    Args:
        path: the folder; made when missing, unless `read_only`.
        stamp: what decides how articles are sketched.
        crew: whose kernels are used.
        read_only: ask only; needs no right to write and may stand beside a writer.

    Raises:
        StoreError: locked, not an index, of a newer format, made with other settings, or damaged.
    """

    def __init__(self, path: Path, stamp: Stamp, crew: IndexCrew, *, read_only: bool = False) -> None:
        self.path = path
        self._crew = crew
        self._lock = None if read_only else _enter(path, stamp)
        self._sound = True
        try:
            self.manifest = self._load(stamp)
            if self._lock:
                self._sweep()
        except BaseException:
            self.close()
            raise

    @property
    def count(self) -> int:
        """Articles on the shelf."""
        return self.manifest.count

    def require(self, *, writing: bool = False) -> None:
        """Refuse what cannot be done now.

        Raises:
            StoreError: closed, read-only, or a commit was cut short.
        """
        if not self._sound:
            raise StoreError("closed, or a commit was cut short", str(self.path), "open the index again")
        if writing and self._lock is None:
            raise StoreError("opened read-only", str(self.path), "open it without read_only to add articles")

    def put(self, count: int, sections: Mapping[str, Iterable[Array]]) -> None:
        """Add a segment of `count` articles; durable when it returns, nothing has changed when it raises.

        Raises:
            StoreError: the system refused, or the index is full.
        """
        self.require(writing=True)
        if self.count + count > MOST:
            hint = "begin another index for what is to come"
            raise StoreError(f"full: an index holds {MOST:,} articles", str(self.path), hint)
        entry = write_segment(self._next_path(), self.count, count, sections)
        self._commit((*self.manifest.segments, entry), entry)
        self.segments.append(Segment(self.path, entry))
        self._join(self.segments[-1:])
        self._sound = True

    def tidy(self) -> int:
        """Join what is due to be joined; how many segments went into another.

        Raises:
            StoreError: the system refused, or a segment is damaged; nothing has changed.
        """
        self.require(writing=True)
        entries = self.manifest.segments
        width = merging.due([entry.count for entry in entries], [entry.size for entry in entries])
        if not width:
            return 0
        old = self.segments[-width:]
        entry = merging.merge(old, self._next_path())
        self._commit((*entries[:-width], entry), entry)
        self.segments[-width:] = [Segment(self.path, entry)]
        self._bases = np.array([segment.base for segment in self.segments], np.int64)
        self._sound = True
        for segment in old:
            with suppress(OSError):  # a file nobody names any more is removed by the next writer
                segment.path.unlink()
        return width + self.tidy()

    def families(self, documents: NDArray[np.int32]) -> NDArray[np.int32]:
        """The lowest document number of each document's family."""
        return self._roots(self._parents, documents)

    def first(self, documents: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Whether each document stands first in a family of several."""
        # Every member of a family was at one end of an edge that joined it to the others.
        found: NDArray[np.bool_] = self._joined[documents] & (self.families(documents) == documents)
        return found

    def follow(self, edges: NDArray[np.int32], count: int) -> tuple[NDArray[np.int8], NDArray[np.int32]]:
        """What edges would meet with, were `count` articles added, and the families these would have.

        Nothing changes until the edges that join are put together with the articles.

        Args:
            edges: int32[e, 3], two documents and a kind, in order, as `join_families` takes them.
            count: articles to be added.
        """
        parents, lone = _extended(self._parents, self._lone, count)
        outcomes = self._follow(parents, lone, edges)
        return outcomes, self._roots(parents, np.arange(self.count, self.count + count, dtype=np.int32))

    def at(self, document: int) -> tuple[Segment, int]:
        """The segment and row of a document number."""
        place = int(np.searchsorted(self._bases, document, side="right")) - 1
        return self.segments[place], document - self.segments[place].base

    def texts(self, documents: NDArray[np.int64]) -> list[Array]:
        """The texts of these documents, whose numbers rise."""
        found: list[Array] = []
        for segment in self.segments:
            low, high = np.searchsorted(documents, (segment.base, segment.base + segment.count))
            found += [segment.text(row) for row in (documents[low:high] - segment.base).tolist()]
        return found

    def check(self) -> None:
        """Compare every byte of every file with its sum.

        Raises:
            StoreError: something has changed since it was written; names the file.
        """
        self.require()
        for segment in self.segments:
            segment.check()

    def close(self) -> None:
        """Let go of the files and the lock; twice does no harm."""
        self._sound = False
        self.segments: list[Segment] = []
        if self._lock:
            self._lock.release()
            self._lock = None

    def _load(self, stamp: Stamp) -> Manifest:
        for attempt in range(_ATTEMPTS):
            with translated(self.path):
                if not self.path.is_dir():
                    raise StoreError(
                        "no index here", str(self.path), "add articles first: wirecopy group --index"
                    )
            manifest = read_manifest(self.path)
            check_stamp(manifest, stamp, self.path)
            try:
                self.segments = [Segment(self.path, entry) for entry in manifest.segments]
            except StoreError:
                if attempt + 1 == _ATTEMPTS or read_manifest(self.path) == manifest:
                    raise
                continue
            break
        self._parents, self._lone = np.empty(0, np.int32), np.empty(0, np.bool_)
        self._joined, self.outlets = np.empty(0, np.bool_), np.empty(0, np.int32)
        self._join(self.segments)
        return manifest

    def _join(self, added: list[Segment]) -> None:
        """Take new segments into the families."""
        self._bases = np.array([segment.base for segment in self.segments], np.int64)
        count = sum(segment.count for segment in added)
        self.outlets = np.concatenate([self.outlets, *(segment["outlet_keys"] for segment in added)])
        self._parents, self._lone = _extended(self._parents, self._lone, count)
        self._joined = np.concatenate([self._joined, np.zeros(count, np.bool_)])
        self._crew.expect(edges=sum(len(segment["joins"]) // 3 for segment in added))
        for segment in added:
            edges = segment["joins"].reshape(-1, 3)
            self._follow(self._parents, self._lone, edges)
            self._joined[edges[:, :2]] = True

    def _follow(
        self, parents: NDArray[np.int32], lone: NDArray[np.bool_], edges: NDArray[np.int32]
    ) -> NDArray[np.int8]:
        """Follow edges; what each met with."""
        outcomes = np.empty(len(edges), np.int8)
        self._crew.kernels.join_families(parents, lone, np.array(edges, np.int32), outcomes)
        return outcomes

    def _roots(self, parents: NDArray[np.int32], documents: NDArray[np.int32]) -> NDArray[np.int32]:
        roots = np.empty(len(documents), np.int32)
        self._crew.kernels.find_roots(parents, np.ascontiguousarray(documents, np.int32), roots)
        return roots

    def _next_path(self) -> Path:
        path = self.path / f"segment-{self.manifest.serial:08d}.wci"
        with translated(path):
            path.unlink(missing_ok=True)  # of a commit that failed: the manifest has not used this number
        return path

    def _commit(self, entries: tuple[Entry, ...], new: Entry) -> None:
        """Name these segments in the manifest; the caller calls the shelf sound once it holds them too."""
        manifest = replace(self.manifest, segments=entries, serial=self.manifest.serial + 1)
        self._sound = False
        try:
            write_manifest(self.path, manifest)
        except StoreError:
            if read_manifest(self.path) == self.manifest:
                self._sound = True
                with suppress(OSError):  # swept by the next writer if it cannot be removed now
                    (self.path / new.file).unlink()
            raise
        self.manifest = manifest

    def _sweep(self) -> None:
        """Remove what a killed writer left: our files that the manifest does not name."""
        named = {entry.file for entry in self.manifest.segments}
        for path in sorted(self.path.iterdir()):
            if _OURS.fullmatch(path.name) and path.name not in named:
                with translated(path):
                    path.unlink()


def _extended(
    parents: NDArray[np.int32], lone: NDArray[np.bool_], count: int
) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
    """The families with so many articles more, each alone."""
    more = np.arange(len(parents), len(parents) + count, dtype=np.int32)
    return np.concatenate([parents, more]), np.concatenate([lone, np.ones(count, np.bool_)])


def _enter(path: Path, stamp: Stamp) -> Lock:
    """The lock of a folder that is an index, made one first if it is new or empty."""
    with translated(path):
        if path.exists() and not path.is_dir():
            raise StoreError("not a folder", str(path), "give a folder for the index")
        if not path.exists():
            path.mkdir(parents=True)
            sync_folder(path.parent)
        there = {found.name for found in path.iterdir()}
    if NAME not in there and any(name != _LOCK and not name.startswith(f"{NAME}.") for name in there):
        if any(_OURS.fullmatch(name) for name in there):
            hint = "bring it back from a copy of the folder, or make the index anew in another one"
            raise UnusableError(f"{NAME} is missing", str(path), hint)
        raise StoreError("not an index, and not empty", str(path), "give a new or an empty folder")
    held = lock(path / _LOCK)
    try:
        if not (path / NAME).exists():
            write_manifest(path, Manifest(stamp))
    except BaseException:
        held.release()
        raise
    return held
