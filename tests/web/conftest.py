"""A store of invented news, and servers over it: in this process, and on a port of loopback."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from tests.newsroom import article
from wirecopy.build import Archive
from wirecopy.model import Arriving
from wirecopy.web.app import create_app
from wirecopy.web.desk import Desk
from wirecopy.web.serving import Serving

EVENTS, VERSIONS = 12, 4
TOKEN = "a-token-for-the-tests-only"  # noqa: S105 - it opens nothing


@pytest.fixture(scope="session")
def made_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that nobody may change."""
    path = tmp_path_factory.mktemp("web") / "news.store"
    with Archive.open(path) as archive:
        rows = [article(event, version) for event in range(EVENTS) for version in range(VERSIONS)]
        archive.arrive([Arriving(row, 1_700_000_000.0, "test") for row in rows], claims=False)
    return path


@pytest.fixture
def store(made_store: Path, tmp_path: Path) -> Path:
    """A store of one's own."""
    return copied(made_store, tmp_path)


def copied(store: Path, folder: Path) -> Path:
    """A store with its index in another folder."""
    for path in store.parent.glob("news.store*"):
        copy = shutil.copytree if path.is_dir() else shutil.copy
        copy(path, folder / path.name)
    return folder / store.name


@dataclass(frozen=True, slots=True)
class Served:
    """A server in this process."""

    client: TestClient
    app: FastAPI
    desk: Desk

    def story_id(self) -> str:
        found: str = self.client.get("/api/v1/stories?limit=1").json()["stories"][0]["id"]
        return found


@contextmanager
def served(store: Path | None, **limits: object) -> Iterator[Served]:
    """A server in this process over a store."""
    serving = Serving(**{"patience": 30.0, "rate": 0, **limits})
    desk = Desk(None if store is None else str(store), serving)
    app = create_app(desk, serving)
    with TestClient(app, base_url="http://127.0.0.1:8765", follow_redirects=False) as client:
        yield Served(client, app, desk)


@pytest.fixture(scope="session")
def reader(made_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server for reading only, shared by tests that change nothing."""
    with served(copied(made_store, tmp_path_factory.mktemp("read"))) as found:
        yield found


@pytest.fixture
def writer(store: Path) -> Iterator[Served]:
    """A server that takes corrections."""
    with served(store, token=TOKEN) as found:
        yield found
