"""The index begins with plain kernels and changes to compiled ones when that is worth it; nobody can tell."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pytest

from tests.index.newswire import wire
from wirecopy import kernels
from wirecopy.errors import CallError, UnusableError
from wirecopy.front import group_arrivals
from wirecopy.group.corpus import RELATIONS
from wirecopy.index import CopyIndex
from wirecopy.index import crew as crews
from wirecopy.index.crew import IndexCrew
from wirecopy.kernels import COMPILING, SMALL_BYTES, UNCOMPILED_BYTES, compiled, plain
from wirecopy.model import Rejected
from wirecopy.readers import Note

NEVER, ALWAYS = 1 << 60, -1
BATCHES = 9
COLD = """
import os, sys
from wirecopy.index import CopyIndex

text = "The ferry left Varnholt at nine with forty passengers, said the harbour master, and was late again."
for number in range(2):
    with CopyIndex.open(sys.argv[1]) as index:
        answer = index.add([text, text + " Nobody was hurt."], [f"a{number}", f"b{number}"])
        assert index.ask([text]).closest == ["a0"]
assert answer.closest == ["a0", "b0"], answer.closest
assert "numba" not in sys.modules and "llvmlite" not in sys.modules
assert not os.path.exists(os.environ["NUMBA_CACHE_DIR"])
"""


def use(patch: pytest.MonkeyPatch, small: int) -> None:
    """Let the compiled kernels be worth it from so many bytes on."""
    patch.setattr(kernels, "SMALL_BYTES", small)
    patch.setattr(kernels, "UNCOMPILED_BYTES", small)


def crew_of(*, ready: bool, tell: Callable[[str], None] | None = None) -> IndexCrew:
    return IndexCrew(1, lambda: ready, tell)


def test_a_few_articles_wait_for_no_compiler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "kept"))
    done = subprocess.run(
        [sys.executable, "-c", COLD, str(tmp_path / "index")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("ready", "enough"), [(True, SMALL_BYTES), (False, UNCOMPILED_BYTES)])
def test_work_adds_up_until_compiled_kernels_are_worth_it(ready: bool, enough: int) -> None:
    said: list[str] = []
    crew = crew_of(ready=ready, tell=said.append)
    for _ in range(4):
        assert (crew.kernels, said) == (plain, [])
        crew.expect(enough // 2)  # a text is read twice
    for _ in range(3):
        assert crew.kernels is compiled
        crew.expect(enough)
    assert said == ([] if ready else [COMPILING]), "it is told once, and only where there is a wait"


def test_an_index_of_many_families_is_opened_with_compiled_kernels() -> None:
    crew = crew_of(ready=True)
    crew.expect(edges=SMALL_BYTES)
    assert crew.kernels is plain
    crew.expect(edges=SMALL_BYTES)
    assert crew.kernels is compiled


def test_where_kernels_cannot_be_compiled_it_goes_on_without(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_size: int, _ready: bool) -> None:
        raise CallError("kernels cannot be compiled", "nowhere", "set NUMBA_CACHE_DIR")

    said: list[str] = []
    crew = crew_of(ready=False, tell=said.append)
    monkeypatch.setattr(crews, "kernels_for", refuse)
    for _ in range(3):
        crew.expect(2 * UNCOMPILED_BYTES)
    assert crew.kernels is plain
    assert said == [
        "kernels cannot be compiled - nowhere - set NUMBA_CACHE_DIR; going on without them, more slowly"
    ]


@pytest.mark.parametrize("switch", [ALWAYS, 3_000, 20_000, 60_000], ids=["compiled", "soon", "later", "late"])
def test_plain_or_compiled_or_both_in_turn_make_the_same_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plainly: Filled, switch: int
) -> None:
    use(monkeypatch, switch)
    found = filled(tmp_path)
    assert found.rows == plainly.rows
    assert found.files == plainly.files


def test_the_articles_try_every_relation(plainly: Filled) -> None:
    assert {row["relation"] for row in plainly.rows} == set(RELATIONS)
    assert len(plainly.files) < 1 + BATCHES, "segments were joined"


@dataclass(frozen=True, slots=True)
class Filled:
    """What an index answered on articles by batches, before, when and after they came; and its files."""

    rows: list[dict]
    files: dict[str, bytes]


@pytest.fixture(scope="module")
def plainly(tmp_path_factory: pytest.TempPathFactory) -> Filled:
    """With plain kernels alone."""
    with pytest.MonkeyPatch.context() as patch:
        use(patch, NEVER)
        return filled(tmp_path_factory.mktemp("plain"))


def filled(path: Path) -> Filled:
    rows: list[dict] = []
    for batch in wire(seed=3, batches=BATCHES, rows=9):
        with CopyIndex.open(path) as index:  # every batch begins anew with plain kernels
            rows += index.ask(batch.texts).rows()
            rows += index.add(batch.corpus(), batch.ids, batch.outlets).rows()
            rows += index.ask(batch.texts, batch.ids).rows()
            assert (index._crew.kernels is plain) == kernels.is_small(index._crew._work)
    return Filled(rows, {found.name: found.read_bytes() for found in path.iterdir() if found.name != "lock"})


def test_what_else_must_be_the_same_is_said_when_it_is_not(tmp_path: Path) -> None:
    with CopyIndex.open(tmp_path, stamp={"store": "one"}) as index:
        assert index.stamp["store"] == "one"
        assert index.stamp["rate"]
    with pytest.raises(UnusableError, match="store 'one' instead of 'two'"):
        CopyIndex.open(tmp_path, stamp={"store": "two"})


def test_who_waits_for_a_compiler_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, 100)
    monkeypatch.setattr(crews, "kernels_ready", lambda *_: False)
    rows = pa.table({"id": ["a", "b"], "text": ["The ferry to Ostrey was late again. " * 9] * 2})
    said: list[Note | Rejected] = []
    found = group_arrivals(rows, tmp_path / "index", tell=said.append)
    assert said == [Note(str(tmp_path / "index"), COMPILING)]
    assert found.table()["closest_id"].to_pylist() == [None, "a"]
