"""The process that reads pages which might hurt a parser; `crew` starts it, nobody else.

In, on standard input: pairs of pieces, what is known of a page as JSON and its bytes. Out, on standard
output: the `Page` as JSON, or the reason as a JSON string. Limits itself before each page: processor time,
after which the system ends it, and memory, beyond which it gives that as the reason.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import IO

from wirecopy.readers.html.crew import receive, send
from wirecopy.readers.html.page import read_page
from wirecopy.settings import Reading

_WARM = (
    b"<html><body><article><p>A page that loads the libraries before any time is taken.</p></article></body>"
)


def main() -> None:
    """Read pages until there are no more."""
    pages, answers = sys.stdin.buffer, sys.stdout.buffer
    read_page(_WARM, Reading())
    limited = False
    while True:
        try:
            about, data = json.loads(receive(pages)), receive(pages)
        except EOFError:
            return
        limits = Reading(**about["limits"])
        if not limited:
            _limit_memory(limits.max_page_mb)
            limited = True
        if not _answer(about, limits, data, answers):
            return


def _answer(about: dict[str, str | None], limits: Reading, data: bytes, answers: IO[bytes]) -> bool:
    """Read one page; False when the memory is spent and a new process is better."""
    _limit_time(limits.max_page_ms / 1000)
    try:
        found = read_page(data, limits, url=about["url"], content_type=about["content_type"])
    except MemoryError:
        return False
    _limit_time(0)
    send(answers, json.dumps(found if isinstance(found, str) else asdict(found)).encode())
    return True


def _limit_time(seconds: float) -> None:
    """End this process after so much of its time from now; 0 for never."""
    import signal

    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _limit_memory(megabytes: int) -> None:
    """Let this process grow by no more than this."""
    try:
        import resource
    except ImportError:  # Windows
        return
    pages = Path("/proc/self/statm")
    if pages.exists():
        now = int(pages.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        limit = now + megabytes * 1_000_000
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


if __name__ == "__main__":
    main()
