"""Who descends from whom: the lineage of a family of versions, with lost originals and honest support.

Takes a collation and the indices of one family, gives a `Lineage`. Readings at places of variation and the
presence of sentences become characters; a tree with lost texts is searched that explains them best; support
comes from a bootstrap calibrated on simulated families; what is not supported is taken back. No version is
named as the source of another unless the evidence is one-sided.
"""

from __future__ import annotations

from wirecopy.lineage.settings import LineageSettings
from wirecopy.lineage.trace import OriginalReading, Study, reconstruct, study, trace

__all__ = ["LineageSettings", "OriginalReading", "Study", "reconstruct", "study", "trace"]
