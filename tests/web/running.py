"""`wirecopy serve` as a process on loopback, for tests and benchmarks."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_ADDRESS = re.compile(r"http://\S+(?=/ )")
_START_LINES = 10


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs.

    Attributes:
        url: without a slash at its end.
        process: of the server.
        said: file with what it says after its address.
    """

    url: str
    process: subprocess.Popen[str]
    said: Path

    @property
    def api(self) -> str:
        return f"{self.url}/api/v1"

    def stop(self) -> int:
        """Ask it to end; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)


@contextmanager
def running(store: Path | None, log: Path, *options: str, token: str | None = None) -> Iterator[Server]:
    """Start a server, and end it."""
    words = ["serve", "--port", "0", "--rate", "0", *(["--store", str(store)] if store else []), *options]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("WIRECOPY_")}
    if token:
        environment["WIRECOPY_TOKEN"] = token
    with (
        log.open("w", encoding="utf-8") as errors,
        subprocess.Popen(
            [sys.executable, "-m", "wirecopy", *words],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
        ) as process,
    ):  # fmt: skip
        try:
            yield Server(_address(process), process, log)
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            try:
                _, rest = process.communicate(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()
                _, rest = process.communicate()
            errors.write(rest)


def _address(process: subprocess.Popen[str]) -> str:
    """What the server says of itself."""
    assert process.stderr is not None
    said = []
    for _ in range(_START_LINES):
        said.append(process.stderr.readline())
        if found := _ADDRESS.search(said[-1]):
            return found.group()
        if not said[-1]:
            break
    raise RuntimeError(f"no address: {said}")
