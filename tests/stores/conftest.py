"""An empty place for a store, in every database that can keep one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stores.server import Server, Unavailable
from wirecopy.stores import Store, open_store


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    try:
        there = Server()
    except Unavailable as error:
        pytest.skip(f"no PostgreSQL server: {error}")
    yield there
    there.stop()


KINDS = ["sqlite", "postgresql"]


@pytest.fixture(params=KINDS)
def nowhere(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where there is no store yet."""
    if request.param == "sqlite":
        return str(tmp_path / "archive.db")
    there: Server = request.getfixturevalue("server")
    return there.nowhere()


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a store is, or can be made, that is empty."""
    if request.param == "sqlite":
        return str(tmp_path / "archive.db")
    there: Server = request.getfixturevalue("server")
    return there.empty()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An empty store, open for writing, sound at the end."""
    with open_store(url) as there:
        yield there
        there.check()
