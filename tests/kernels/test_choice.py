"""Small inputs take the plain kernels and load no compiler; both kinds have the same names and arguments."""

from __future__ import annotations

import inspect
import subprocess
import sys

import pyarrow as pa
import pytest

from wirecopy import kernels
from wirecopy.errors import CallError
from wirecopy.front import copies
from wirecopy.kernels import COMPILING, SMALL_BYTES, UNCOMPILED_BYTES, compiled, kernels_for, plain
from wirecopy.model import Rejected
from wirecopy.readers import Note

SMALL = """
import sys
import numpy as np
from wirecopy.group.corpus import UNKNOWN_TIME, Corpus, Texts, find_copies

texts = [b"one two three four"] * 2
data, offsets = np.frombuffer(b"".join(texts), np.uint8), np.array([0, 18, 36])
rows = np.arange(2)
find_copies(Corpus(Texts(data, offsets), rows.astype(np.int32), np.full(2, UNKNOWN_TIME), rows))
assert "numba" not in sys.modules and "llvmlite" not in sys.modules
"""


def test_the_size_of_the_texts_decides() -> None:
    assert kernels_for(SMALL_BYTES - 1) is plain
    assert kernels_for(SMALL_BYTES) is compiled
    assert kernels_for(UNCOMPILED_BYTES - 1, ready=False) is plain
    assert kernels_for(UNCOMPILED_BYTES, ready=False) is compiled


def test_small_inputs_load_no_compiler() -> None:
    done = subprocess.run([sys.executable, "-c", SMALL], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", compiled.__all__)
def test_both_kinds_have_it_with_the_same_arguments(name: str) -> None:
    fast, slow = getattr(compiled, name), getattr(plain, name)
    assert list(inspect.signature(getattr(fast, "py_func", fast)).parameters) == list(
        inspect.signature(slow).parameters
    )


def test_neither_has_what_the_other_has_not() -> None:
    assert compiled.__all__ == plain.__all__


def test_who_waits_for_a_compiler_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernels, "UNCOMPILED_BYTES", 100)
    monkeypatch.setattr(copies, "kernels_ready", lambda *_: False)
    said: list[Note | Rejected] = []
    copies.group(pa.table({"text": ["The ferry to Ostrey was late again. " * 9] * 2}), tell=said.append)
    assert said == [Note("kernels", COMPILING)]


def test_no_folder_to_keep_compiled_kernels_in_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_name: str) -> None:
        raise RuntimeError("cannot cache function 'locate': no locator available for file 'runs.py'")

    monkeypatch.setattr(kernels.importlib, "import_module", refuse)
    with pytest.raises(CallError, match="no folder to keep them in - set NUMBA_CACHE_DIR"):
        kernels_for(SMALL_BYTES)
