"""Messages between the server and a worker: a list of byte strings, each after its length.

The first part is JSON and says what is wanted or what became of it; the others are bodies. No message is code
and nothing is unpickled: a worker that was taken over by what it reads can only send a wrong report.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence

_COUNT = struct.Struct(">I")
_LENGTH = struct.Struct(">Q")
HEAD = _COUNT.size
LONGEST = 1 << 31  # bytes of a part: more is no message


def packed(parts: Sequence[bytes]) -> bytes:
    """The message as it is sent."""
    pieces = [_COUNT.pack(len(parts))]
    for part in parts:
        pieces += [_LENGTH.pack(len(part)), part]
    return b"".join(pieces)


def count_of(head: bytes) -> int:
    """How many parts follow the first bytes of a message."""
    return int(_COUNT.unpack(head)[0])


def length_of(head: bytes) -> int:
    """How long the part is that follows.

    Raises:
        ValueError: longer than any message.
    """
    length = int(_LENGTH.unpack(head)[0])
    if length > LONGEST:
        raise ValueError("not a message")
    return length


LENGTH = _LENGTH.size


def read(take: Callable[[int], bytes]) -> list[bytes] | None:
    """The next message; None where there is no more.

    Args:
        take: gives exactly so many bytes, or fewer at the end.
    """
    head = take(HEAD)
    if len(head) < HEAD:
        return None
    return [take(length_of(take(LENGTH))) for _ in range(count_of(head))]
