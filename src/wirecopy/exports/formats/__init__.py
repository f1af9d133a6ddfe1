"""Reports in the formats other programs read: a registry, and one module a format.

In: a `Report` of one story or more. Out: bytes of a whole file; equal reports give equal bytes. A format is
a `Format` in `FORMATS`; `render` makes one of a report, `write` one of many, `called` finds the one a
file name asks for. Shared parts:
`characters` (what a format cannot hold), `names` (what things are called), `descent` (the graph of all
stories), `tables` (rows), `findings` (what is said about passages), `segments` (wordings cut into
readings).
Limits: formats that are one document (all but CSV, Parquet, JSON Lines and Newick) have all reports in
memory while they are written.
"""

from __future__ import annotations

from wirecopy.exports.formats.registry import FORMATS, Format, called, render, write
from wirecopy.exports.formats.saved import load

__all__ = ["FORMATS", "Format", "called", "load", "render", "write"]
