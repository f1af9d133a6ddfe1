"""Whether kernels are compiled is seen where numba keeps them, and only there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from wirecopy.disk import compiled as kept
from wirecopy.disk.compiled import kept_in, kernels_ready
from wirecopy.index import crew
from wirecopy.kernels.compiled.sketches import sketch_rows

NAME = "sketches.sketch_rows"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Sources of kernels, and nothing compiled; the cache of the user is elsewhere."""
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))
    monkeypatch.setattr(kept.sys, "platform", "linux")
    sources = tmp_path / "compiled"
    sources.mkdir()
    (sources / "sketches.py").touch()
    monkeypatch.setattr(kept, "_SOURCES", sources)
    return sources


def leave(folder: Path, name: str = f"{NAME}-43", python: str | None = None, age: float = 0) -> None:
    """A compiled kernel, as numba names it, so many seconds older than now."""
    folder.mkdir(parents=True, exist_ok=True)
    python = python or kept.python_mark()
    path = folder / f"{name}.{python}.1.nbc"
    path.touch()
    when = path.stat().st_mtime - age
    os.utime(path, (when, when))


def test_the_folder_is_the_one_numba_uses() -> None:
    assert kept_in(kept._SOURCES) == Path(sketch_rows._cache.cache_path)
    modules = {name.partition(".")[0] for name in crew._KERNELS}
    assert all((kept._SOURCES / f"{module}.py").exists() for module in modules)


def test_beside_the_source_first_and_what_is_told_before_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert kept_in(folder) == folder / "__pycache__"
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "told"))
    assert kept_in(folder).parent == tmp_path / "told"
    assert not kernels_ready(NAME)
    leave(kept_in(folder))
    assert kernels_ready(NAME)


def test_the_users_folder_where_no_other_may_be_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    leave(folder / "__pycache__")
    assert kernels_ready(NAME)
    monkeypatch.setenv("NUMBA_CACHE_DIR", "/proc/none")
    monkeypatch.setattr(kept, "_may_write", lambda path: path.is_relative_to(tmp_path / "user"))
    assert kept_in(folder).parent == tmp_path / "user" / "numba"
    assert not kernels_ready(NAME), "numba does not look beside a source that it may not write beside"
    leave(kept_in(folder))
    assert kernels_ready(NAME)


@pytest.mark.parametrize(
    ("left", "why"),
    [
        ({"age": 60}, "the source is newer"),
        ({"python": "py27"}, "of another Python"),
        ({"name": "sketches.sketch_rows_of-43"}, "another kernel"),
    ],
)
def test_what_numba_would_compile_anew_is_not_ready(folder: Path, left: dict, why: str) -> None:
    leave(folder / "__pycache__", **left)
    assert not kernels_ready(NAME), why


def test_all_that_are_asked_for_are_needed(folder: Path) -> None:
    (folder / "runs.py").touch()
    leave(folder / "__pycache__")
    assert not kernels_ready(NAME, "runs.strongest")
    leave(folder / "__pycache__", "runs.strongest-9")
    assert kernels_ready(NAME, "runs.strongest")


def test_a_folder_that_is_not_there_yet_may_be_written_if_it_may_be_made(tmp_path: Path) -> None:
    assert kept._may_write(tmp_path / "a" / "b")
    (tmp_path / "file").touch()
    assert not kept._may_write(tmp_path / "file" / "a")
