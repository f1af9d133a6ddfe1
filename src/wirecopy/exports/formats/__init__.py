"""Reports in the formats other programs read: a registry, and one module a format.

In: a `Report` of one story or more. Out: bytes of a whole file; equal reports give equal bytes. A format is
a `Format` in `FORMATS`; `render` makes it, `called` finds the one a file name asks for. Shared parts:
`characters` (what a format cannot hold), `names` (what things are called), `descent` (the graph of all
stories), `tables` (rows), `findings` (what is said about passages), `segments` (wordings cut into
readings).
Limits: a whole report is in memory, and so is the file that is made of it.
"""

from __future__ import annotations

from wirecopy.exports.formats.registry import FORMATS, Format, called, render
from wirecopy.exports.formats.saved import load

__all__ = ["FORMATS", "Format", "called", "load", "render"]
