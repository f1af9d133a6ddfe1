"""Copies in a corpus of any size: sketches, candidate pairs, exact verification, families."""

from __future__ import annotations

from wirecopy.group.corpus.find import find_copies
from wirecopy.group.corpus.tables import RELATIONS, UNKNOWN_TIME, Corpus, Groups, Texts

__all__ = ["RELATIONS", "UNKNOWN_TIME", "Corpus", "Groups", "Texts", "find_copies"]
