"""A real browser and a real server, for the browser tests and the pictures of the documentation.

`fill` makes a store of the example and of a few more invented stories (`shown.jsonl`), `server` runs
`wirecopy serve` over it as a process of its own on a free port, `browser` starts Chromium without a window.
Nothing is downloaded: where there is no browser, `NoBrowserError` says so.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from wirecopy.build import Archive
from wirecopy.model import Arriving, Filter
from wirecopy.readers import read_paths

ROOT = Path(__file__).resolve().parents[1]
TOKEN = "a-token-for-trying-things-out"  # noqa: S105 - of a server that lives for some seconds
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars",
    "--font-render-hinting=none",
)  # fmt: skip


_SHOWN = (ROOT / "examples" / "harbour", ROOT / "tools" / "shown.jsonl")


class NoBrowserError(Exception):
    """There is no Chromium on this machine."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs: where, and what its store has of each article."""

    address: str
    stories: dict[str, str]


def chromium() -> str:
    """The path of a Chromium: WIRECOPY_CHROMIUM, or the first on PATH.

    Raises:
        NoBrowserError: there is none.
    """
    named = os.environ.get("WIRECOPY_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, _NAMES)), None)
    if not found or not shutil.which(found):
        asked = f"WIRECOPY_CHROMIUM={named}" if named else f"none of {', '.join(_NAMES)} on PATH"
        raise NoBrowserError(f"no Chromium: {asked}")
    return found


@contextmanager
def browser() -> Iterator[Browser]:
    """Chromium without a window."""
    path = chromium()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, headless=True, args=list(_QUIET))
        try:
            yield started
        finally:
            started.close()


@contextmanager
def server(store: Path | None, stories: dict[str, str], token: str | None = TOKEN) -> Iterator[Server]:
    """`wirecopy serve` over a store, stopped at the end.

    Args:
        store: the store, or none.
        stories: the story of each article, by ids.
        token: what lets people write; None for a server that is for reading only.
    """
    known = {name: value for name, value in os.environ.items() if not name.startswith("WIRECOPY_")}
    if token:
        known["WIRECOPY_TOKEN"] = token
    words = ["--store", str(store)] if store else []
    command = [sys.executable, "-m", "wirecopy", "serve", "--port", "0", "--rate", "0", *words]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, env=known)
        try:
            yield Server(_address(process, said.fileno()), stories)
        finally:
            process.terminate()
            process.wait(20)


def _address(process: subprocess.Popen[bytes], said: int) -> str:
    """What the server says of itself, once it answers."""
    words = ""
    for _ in range(600):
        words = os.pread(said, 100_000, 0).decode("utf-8", "replace")
        found = re.search(r"http://[\w.:\[\]]+", words)
        if found and _answers(found.group()):
            return found.group()
        if process.poll() is not None:
            break
        time.sleep(0.05)
    raise RuntimeError(f"the server did not start: {words}")


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/about", timeout=10):  # noqa: S310 - http://, matched above
            return True
    except urllib.error.HTTPError:
        return True
    except urllib.error.URLError:
        return False


def fill(path: Path, more: Sequence[Arriving] = ()) -> dict[str, str]:
    """Make a store with these articles and their reports; gives the story of each article, by ids.

    Args:
        path: where the store is made.
        more: further articles.
    """
    arriving = [Arriving(article, 0.0, article.path) for article in read_paths(_SHOWN)[0]]
    found = {}
    with Archive.open(path) as archive:
        archive.arrive([*arriving, *more], claims=False)
        rows, _ = archive.store.stories(Filter(), 1_000)
        for row in rows:
            _, story = archive.story(row.number)  # made now, so that no page has to wait for it
            found.update({version.id: row.id for version in story.versions})
    return found
