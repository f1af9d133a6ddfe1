"""Count sources, not copies: how many reports stand behind every claim, and who copied whom.

>>> import wirecopy
>>> report = wirecopy.read("examples/harbour")  # doctest: +SKIP
>>> report.stories[0].counts.reports.best  # doctest: +SKIP

`read`, `group`, `extract`, `compare` and `compare_pairs` are the verbs; `Settings` holds what can be set; the
words of the report (`Report`, `Story`, `Claim` ...) are frozen dataclasses that mirror `read --json`.
Names load when they are first used, so that importing the package costs nothing.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

from wirecopy.version import __version__

if TYPE_CHECKING:
    from wirecopy.build import Archive
    from wirecopy.errors import (
        CallError,
        InputError,
        MissingExtraError,
        SettingsError,
        StageError,
        StoreError,
        WirecopyError,
    )
    from wirecopy.front import compare, compare_pairs, extract, group, read
    from wirecopy.index import CopyIndex
    from wirecopy.model import (
        Article,
        Attribution,
        Change,
        Claim,
        Comparison,
        Counts,
        Credit,
        Cue,
        Lineage,
        Link,
        Omission,
        Quote,
        Rejected,
        Report,
        Reports,
        Sentence,
        Span,
        Statement,
        Story,
        Version,
    )
    from wirecopy.settings import Grouping, Reading, Settings

_HOMES = {
    "wirecopy.front": ("compare", "compare_pairs", "extract", "group", "read"),
    "wirecopy.index": ("CopyIndex",),
    "wirecopy.build": ("Archive",),
    "wirecopy.settings": ("Grouping", "Reading", "Settings"),
    "wirecopy.errors": (
        "CallError", "InputError", "MissingExtraError", "SettingsError", "StageError", "StoreError",
        "WirecopyError",
    ),
    "wirecopy.model": (
        "Article", "Attribution", "Change", "Claim", "Comparison", "Counts", "Credit", "Cue", "Lineage",
        "Link", "Omission", "Quote", "Rejected", "Report", "Reports", "Sentence", "Span", "Statement",
        "Story", "Version",
    ),
}  # fmt: skip
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Archive", "Article", "Attribution", "CallError", "Change", "Claim", "Comparison", "CopyIndex", "Counts",
    "Credit", "Cue", "Grouping", "InputError", "Lineage", "Link", "MissingExtraError", "Omission", "Quote",
    "Reading", "Rejected", "Report", "Reports", "Sentence", "Settings", "SettingsError", "Span", "StageError",
    "Statement", "StoreError", "Story", "Version", "WirecopyError", "__version__", "compare",
    "compare_pairs", "extract", "group", "read",
]  # fmt: skip


class _FrontDoor(ModuleType):
    """The package itself: where a verb and a room have one name (`group`), the name is the verb's."""

    def __setattr__(self, name: str, value: object) -> None:
        """Take a value, except a room that the import system binds over a verb."""
        if not (isinstance(value, ModuleType) and name in _HOMES["wirecopy.front"]):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _FrontDoor


def __getattr__(name: str) -> Any:
    """Load a public name from the room it lives in (PEP 562)."""
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module 'wirecopy' has no attribute {name!r}")
    value = getattr(importlib.import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names."""
    return sorted(__all__)
