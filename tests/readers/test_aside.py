"""Arrays put aside come back equal, whether they stayed in memory or went to the file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from wirecopy.errors import WirecopyError
from wirecopy.readers.aside import Aside

ARRAYS = [
    np.arange(10, dtype=np.uint64),
    np.zeros(0, np.int64),
    np.arange(5_000, dtype=np.int64),
    np.array([7], np.uint8),
    np.arange(3_000, dtype=np.uint32),
]


@pytest.mark.parametrize("limit", [0, 100, 1_000_000])
def test_what_comes_back_is_what_was_put(limit: int) -> None:
    with Aside(limit) as keep:
        kept = [keep(values) for values in ARRAYS]
    for values, again in zip(ARRAYS, kept, strict=True):
        assert again.dtype == values.dtype
        assert again.tolist() == values.tolist()
    assert (kept[2] is ARRAYS[2]) == (limit == 1_000_000), "only what has no room in memory is written"


def test_no_room_to_put_aside_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    with pytest.raises(WirecopyError, match=r"sketches cannot be put aside.*TMPDIR"):
        Aside(0)(ARRAYS[0])
