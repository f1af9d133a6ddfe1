"""Families (one text behind them) and stories (one event behind them), of few articles and of many."""

from __future__ import annotations

from wirecopy.group.families import CopyEvidence, copy_evidence, find_families
from wirecopy.group.kin import find_kin
from wirecopy.group.stories import find_stories, story_likeness

__all__ = ["CopyEvidence", "copy_evidence", "find_families", "find_kin", "find_stories", "story_likeness"]
