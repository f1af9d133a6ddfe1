"""Keeps what a store says in step with what is in it: reads inputs, places articles, re-runs stale stages."""

from __future__ import annotations

from wirecopy.build.archive import Archive, Placed
from wirecopy.build.ledgers import ClaimCount, Touched

__all__ = ["Archive", "ClaimCount", "Placed", "Touched"]
