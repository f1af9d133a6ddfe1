"""The bytes of a web archive, unpacked member by member, and the way on after damage.

In: an opened `.warc` or `.warc.gz`. Out: a `Members` to be read forward: the bytes of the present member,
and of none after it. A packed archive has a gzip member for each record (or one for all, as plain gzip makes
it); an archive that is not packed is one member. Memory holds one buffer. A member that breaks, or unpacks
to five hundred times its size, raises `DamagedError`; `resume` then finds the next one by its first bytes.

Source: ISO 28500 (WARC 1.1), annex D on compression; RFC 1952 on gzip members.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

from wirecopy.readers.base import ByteStream

GZIP = b"\x1f\x8b\x08"
RECORD = b"WARC/"
_BEGIN = re.compile(rb"WARC/\d\.\d{1,2}\r?\n")
_LONGEST_BEGIN = 16
_PIECE = 1 << 16
_PROBE = 4096
_MAX_RATIO = 500  # pages pack to a tenth; only a bomb packs better than this
_FREE = 1 << 26  # bytes that may be unpacked whatever the ratio


class DamagedError(Exception):
    """Bytes that are no archive, from `start` on."""

    def __init__(self, start: int, reason: str) -> None:
        self.start = start
        self.reason = reason
        super().__init__(reason)


@dataclass(slots=True)
class _Inflating:
    """A gzip member on its way out."""

    unpacker: zlib._Decompress
    given: int = 0
    taken: int = 0


class Members:
    """Reads an archive forward, one member at a time.

    Attributes:
        start: where the present member begins in the file.
        position: where the next byte of an archive that is not packed stands in the file.
    """

    def __init__(self, file: ByteStream) -> None:
        self._file = file
        self._raw = b""  # read from the file, not unpacked yet
        self._ready = bytearray()  # unpacked, not given out yet
        self._read = 0  # bytes read from the file
        self._member: _Inflating | None = None
        self._packed: bool | None = None
        self._broken = ""
        self.start = 0

    @property
    def position(self) -> int:
        """Where in the file the next byte comes from; exact where the file is not packed."""
        return self._read - len(self._raw) - (0 if self._packed else len(self._ready))

    @property
    def packed(self) -> bool:
        """Whether the archive is packed."""
        return bool(self._packed)

    def open_member(self) -> bool:
        """Go to the next member; False at the end of the file.

        Raises:
            DamagedError: what follows is no member.
        """
        self._ready, self._member = bytearray(), None
        if not self._raw and not self._more():
            if self._broken:
                raise DamagedError(self.position, self._broken)
            return False
        self.start = self.position
        while len(self._raw) < len(GZIP) and self._more():
            pass
        if self._packed is None:
            self._packed = GZIP in self._raw and not _BEGIN.match(self._raw)  # its first bytes may be damaged
        if not self._packed:
            return True
        if not self._raw.startswith(GZIP):
            if not self._raw.strip(b"\0") and not self._more():  # some tools fill the last block with NUL
                return False
            raise DamagedError(self.start, "no gzip member")
        self._member = _Inflating(zlib.decompressobj(31))
        return True

    def take(self, count: int) -> bytes:
        """Up to `count` bytes of the member; fewer only at its end.

        Raises:
            DamagedError: the member breaks.
        """
        taken = self.peek(count)
        del self._ready[: len(taken)]
        return taken

    def skip(self, count: int) -> int:
        """Pass over up to `count` bytes; how many there were."""
        left = count
        while left:
            piece = self.take(min(left, _PIECE))
            if not piece:
                break
            left -= len(piece)
        return count - left

    def peek(self, count: int) -> bytes:
        """Up to `count` bytes that `take` will give next; fewer only at the end of the member.

        Raises:
            DamagedError: the member breaks.
        """
        while len(self._ready) < count and self._fill():
            pass
        return bytes(self._ready[:count])

    def push_back(self, data: bytes) -> None:
        """Give bytes that were just taken out again."""
        self._ready[:0] = data

    def next_record(self) -> bool:
        """Go forward to where a record begins in the present member; False where none does.

        Raises:
            DamagedError: the member breaks.
        """
        self.take(1)
        while head := self.peek(_PIECE):
            found = _BEGIN.search(head)
            at_end = len(head) < _PIECE
            self.skip(found.start() if found else len(head) - (0 if at_end else _LONGEST_BEGIN))
            if found:
                return True
        return False

    def resume(self, after: int) -> bool:
        """Find the next place, beyond `after`, where an archive goes on; False where there is none.

        An archive that is not packed goes on where a record begins; a packed one at a member that unpacks
        to the beginning of a record. Where the file cannot be read again, the search begins at what was not
        read yet.
        """
        if self._file.seekable():
            self._file.seek(after)
            self._read, self._raw = after, b""
        elif not self._packed:
            self._raw = bytes(self._ready) + self._raw
        self._ready, self._member = bytearray(), None
        mark = GZIP if self._packed else RECORD
        while True:
            found = self._raw.find(mark)
            self._raw = self._raw[found if found >= 0 else -len(mark) + 1 :]
            if found >= 0 and self._begins():
                return True
            if found >= 0:
                self._raw = self._raw[1:]
            elif not self._more():
                return False

    def _begins(self) -> bool:
        """Whether what comes next is the beginning of a record, packed or not."""
        while len(self._raw) < _PROBE and self._more():
            pass
        head = self._raw[:_PROBE]
        if self._packed:
            try:
                head = zlib.decompressobj(31).decompress(head, _LONGEST_BEGIN)
            except zlib.error:
                return False
        return bool(_BEGIN.match(head))

    def _fill(self) -> bool:
        """Unpack a little more of the member; False at its end."""
        if self._member is None:
            if self._packed or (not self._raw and not self._more()):
                return False
            self._ready += self._raw
            self._raw = b""
            return True
        member = self._member
        if member.unpacker.eof:
            return False
        if not self._raw and not self._more():
            raise DamagedError(self.start, "the gzip stream is cut short")
        try:
            piece = member.unpacker.decompress(self._raw, _PIECE)
        except zlib.error as error:
            raise DamagedError(self.start, f"damaged gzip ({error})") from error
        rest = member.unpacker.unused_data if member.unpacker.eof else member.unpacker.unconsumed_tail
        member.taken += len(self._raw) - len(rest)
        member.given += len(piece)
        self._raw = rest
        self._ready += piece
        if member.given > max(_FREE, member.taken * _MAX_RATIO):
            raise DamagedError(self.start, f"unpacks to more than {_MAX_RATIO} times its size")
        return True

    def _more(self) -> bool:
        """Read a little more of the file; False at its end."""
        try:
            piece = self._file.read1(_PIECE)  # `read` would lose what stands before a break
        except (EOFError, OSError, zlib.error) as error:  # packed, and it came through a pipe
            self._broken = "the gzip stream is cut short" if isinstance(error, EOFError) else str(error)
            return False
        self._read += len(piece)
        self._raw += piece
        return bool(piece)
