"""The copy index: articles on disk, and which of them a new one copies."""

from __future__ import annotations

from wirecopy.index.answers import Answer
from wirecopy.index.copyindex import CopyIndex
from wirecopy.index.engine import Engine, Passages, Sketch, Verdicts

__all__ = ["Answer", "CopyIndex", "Engine", "Passages", "Sketch", "Verdicts"]
