"""The machine stops at every single call to the system, one after another: what was acknowledged is there."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.index.plainengine import PlainEngine, corpus_of, edited, invented
from wirecopy.index import CopyIndex

ENGINE = PlainEngine()
BEFORE = 8  # so many segments are joined by the next addition


class PowerCutError(BaseException):
    """Not an Exception: nothing may go on after it."""


class Machine:
    """Lets so many calls through, stops half way through the next, and answers none after that."""

    def __init__(self, patch: pytest.MonkeyPatch, calls: int) -> None:
        self.left = calls
        for name in ("write", "fsync", "replace"):
            patch.setattr(os, name, self.counted(getattr(os, name), torn=name == "write"))
        patch.setattr(Path, "unlink", self.counted(Path.unlink))

    def counted(self, real: Any, *, torn: bool = False) -> Any:
        def call(*arguments: Any, **options: Any) -> Any:
            self.left -= 1
            if self.left >= 0:
                return real(*arguments, **options)
            if self.left == -1 and torn:
                handle, data = arguments
                real(handle, data[: len(data) // 2])
            raise PowerCutError

        return call


def add(index: CopyIndex, k: int) -> None:
    index.add(corpus_of([invented(k, 20), edited(invented(0, 20), k, 0.05)]), [f"a{k}", f"b{k}"])


def ids_of(index: CopyIndex) -> list[str]:
    index.check()
    return [segment.id(row) for segment in index._shelf.segments for row in range(segment.count)]


def test_stopped_at_any_call_it_is_as_before_or_as_after(tmp_path: Path) -> None:
    prepared = tmp_path / "prepared"
    with CopyIndex.open(prepared, engine=ENGINE) as index:
        for k in range(BEFORE):
            add(index, k)
        before = ids_of(index)
    after = [*before, f"a{BEFORE}", f"b{BEFORE}"]
    seen = set()
    for calls in range(1000):
        folder = tmp_path / str(calls)
        shutil.copytree(prepared, folder)
        index = CopyIndex.open(folder, engine=ENGINE)
        done = False
        with pytest.MonkeyPatch.context() as patch:
            Machine(patch, calls)
            try:
                add(index, BEFORE)
                done = True
            except PowerCutError:
                pass
        index.close()
        with CopyIndex.open(folder, engine=ENGINE) as index:
            there = ids_of(index)
            seen.add((len(there), len(list(folder.glob("segment-*")))))
            assert there == after if done else there in (before, after), f"stopped after {calls} calls"
            add(index, BEFORE)
            assert ids_of(index) == after, f"stopped after {calls} calls, then added again"
            assert {path.name for path in folder.iterdir()} == {
                "lock", "manifest.json", *(entry.file for entry in index._shelf.manifest.segments)
            }  # fmt: skip
        shutil.rmtree(folder)
        if done:
            break
    assert done, "the addition never came to its end"
    assert calls > 50, f"only {calls} calls were tried"
    assert seen >= {(16, 8), (16, 1), (18, 2)}, "before the merge, after it, after the addition"
