"""Copies in a corpus of any size: sketches, candidate pairs, exact verification, families."""

from __future__ import annotations

from wirecopy.group.corpus.effort import FAST, FULL, Effort
from wirecopy.group.corpus.find import find_copies
from wirecopy.group.corpus.tables import RELATIONS, UNKNOWN_TIME, Corpus, Groups, Texts

__all__ = ["FAST", "FULL", "RELATIONS", "UNKNOWN_TIME", "Corpus", "Effort", "Groups", "Texts", "find_copies"]
