"""One browser and one server for all tests of this folder, and visitors who notice what pages do.

A visitor fails its test when a page asks another host for anything, opens a dialog, raises an error, or says
something on the console, as browsers do when the content security policy stops what a page tried.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Error, Page, Route

from tests.browser.payloads import hostile
from tools.browsing import NoBrowserError, Server, browser, chromium, fill, server
from wirecopy.build import Archive
from wirecopy.model import Story

Visitor = Callable[..., Page]
_MAIN = "01-northwire"  # an article of the story that most tests look at


@dataclass(frozen=True)
class Newsroom:
    """The server, and what to look at: the story of the example, and the address of each kind of page."""

    server: Server
    story: Story
    ways: dict[str, str]

    def of(self, article: str) -> str:
        """The address of the story of an article."""
        return f"/stories/{self.server.stories[article]}"


@pytest.fixture(scope="package")
def chrome() -> Iterator[Browser]:
    """Chromium; tests are left out, with the reason, where there is none."""
    try:
        chromium()
    except NoBrowserError as error:
        pytest.skip(str(error))
    with browser() as started:
        yield started


@pytest.fixture(scope="package")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """`wirecopy serve` over the example, some more stories, and articles that mean harm."""
    path = tmp_path_factory.mktemp("newsroom") / "archive.db"
    stories = fill(path, hostile())
    with Archive.open(path, read_only=True) as archive:
        _, story = archive.story(stories[_MAIN])
    with server(path, stories) as running:
        yield Newsroom(running, story, _ways(stories, story))


def _ways(stories: dict[str, str], story: Story) -> dict[str, str]:
    base = f"/stories/{story.id}"
    claim = next(claim for claim in story.claims if len(claim.versions) > 1)
    (quote, *_), (change, *_), (edge, *_) = story.quotes, story.changes, story.lineage.edges
    member = claim.members[0]
    return {
        "stories": "/",
        "stories filtered": "/?least=3&since=2025-10-01",
        "no stories": "/?outlet=Nobody",
        "search": "/search?q=ferry",
        "search without hits": "/search?q=zeppelin",
        "story": base,
        "short story": f"/stories/{stories['bee-bridge']}",
        "story of one article": f"/stories/{stories['bee-choir']}",
        "story from right to left": f"/stories/{stories['marsa-1']}",
        "claim": f"{base}/findings/{claim.id}",
        "quote": f"{base}/findings/{quote.id}",
        "alarm": f"{base}/findings/{change.id}",
        "descent": f"{base}/findings/edge:{edge.parent}>{edge.child}",
        "collation": f"{base}/collation",
        "collation of eight": f"{base}/collation?" + "&".join(f"v={row.id}" for row in story.versions[:8]),
        "collation from right to left": f"/stories/{stories['marsa-1']}/collation",
        "table": f"{base}/collation?form=table",
        "lineage": f"{base}/lineage",
        "article": f"/articles/{_MAIN}",
        "passage": f"/articles/{member.version}?at={member.start}-{member.end}#at",
        "outlets": "/outlets",
        "outlet": "/outlets/Northern Bee",
        "try it": "/try",
        "about": "/about",
        "sign-in": "/signin",
        "no such story": "/stories/nothing",
        "no such page": "/nothing/at/all",
        "wrong filter": "/?since=yesterday",
    }


class Watcher:
    """Opens contexts of the browser, and notices what their pages must not do.

    Args:
        chrome: the browser.
        home: the address of the server; nothing else may be asked for anything.
    """

    def __init__(self, chrome: Browser, home: str) -> None:
        self._chrome, self._home = chrome, home
        self._contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    def come(self, **options: Any) -> Page:
        """A page of a new context; options are those of a browser context."""
        context = self._chrome.new_context(base_url=self._home, **options)
        self._contexts.append(context)
        context.set_default_timeout(15_000)
        context.route(lambda url: not url.startswith(f"{self._home}/"), self._stop)
        context.on("console", self._hear)
        context.on("dialog", self._close)
        context.on("weberror", lambda error: self.complaints.append(f"error: {error.error}"))
        return context.new_page()

    def leave(self) -> None:
        """Close all."""
        for context in self._contexts:
            context.close()

    def _stop(self, route: Route) -> None:
        self.complaints.append(f"asked for {route.request.url}")
        route.abort()

    def _hear(self, message: ConsoleMessage) -> None:
        if "the server responded with a status of" not in message.text:  # pages that are errors on purpose
            at = message.page.url if message.page else "?"
            self.complaints.append(f"console: {message.text} at {at}")

    def _close(self, dialog: Dialog) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()


@pytest.fixture
def visitor(chrome: Browser, newsroom: Newsroom) -> Iterator[Visitor]:
    """Makes new visitors, each with cookies and settings of their own."""
    watcher = Watcher(chrome, newsroom.server.address)
    yield watcher.come
    watcher.leave()
    assert watcher.complaints == []


@pytest.fixture(scope="package")
def _regulars(chrome: Browser, newsroom: Newsroom) -> Iterator[tuple[Watcher, Page, Page]]:
    watcher = Watcher(chrome, newsroom.server.address)
    yield watcher, watcher.come(reduced_motion="reduce"), watcher.come(java_script_enabled=False)
    watcher.leave()


@pytest.fixture
def tab(_regulars: tuple[Watcher, Page, Page]) -> Iterator[Page]:
    """A page that is open already, for tests that leave nothing behind."""
    watcher, page, _ = _regulars
    watcher.complaints.clear()
    yield page
    assert watcher.complaints == []


@pytest.fixture
def plain_tab(_regulars: tuple[Watcher, Page, Page]) -> Iterator[Page]:
    """The same without script."""
    watcher, _, page = _regulars
    watcher.complaints.clear()
    yield page
    assert watcher.complaints == []


def go(page: Page, way: str) -> int:
    """Go there; the status of the answer. A report that is still being made is waited for."""
    for _ in range(40):
        answer = page.goto(way)
        assert answer is not None
        if answer.status != 202:
            return answer.status
        page.wait_for_timeout(250)
    raise Error(f"{way} is still being made")
