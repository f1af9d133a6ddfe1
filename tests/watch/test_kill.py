"""Killed at any moment, the watch goes on where it was: nothing lost, nothing doubled.

`WIRECOPY_KILLS=50` sets how many random kills are tried; twelve by default.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.watch.killing import rounds

KILLS = int(os.environ.get("WIRECOPY_KILLS", "12"))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that forks")
def test_killed_at_any_moment_it_loses_and_doubles_nothing(tmp_path: Path) -> None:
    assert rounds(tmp_path, KILLS) == []
