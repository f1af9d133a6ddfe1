"""The error tree: every error says what happened, where, and what to do about it.

Bad rows are data (they come out as rejected); bad calls are errors. Imports nothing of wirecopy.
"""

from __future__ import annotations


class WirecopyError(Exception):
    """Root of all errors raised on purpose.

    Args:
        what: what happened, one clause.
        where: the file, line, option or stage it happened at.
        hint: what the reader can do about it.
    """

    exit_code = 1

    def __init__(self, what: str, where: str = "", hint: str = "") -> None:
        self.what = what
        self.where = where
        self.hint = hint
        super().__init__(" - ".join(part for part in (what, where, hint) if part))


class InputError(WirecopyError):
    """A page or file could not be read; the rest of the batch goes on."""

    exit_code = 3


class CallError(WirecopyError):
    """The command or function was called wrongly."""

    exit_code = 2


class SettingsError(CallError):
    """An unknown setting, or a value out of its range."""


class MissingExtraError(CallError):
    """A feature needs an extra that is not installed; the hint names the extra."""


class StoreError(WirecopyError):
    """A store is locked, of a newer format, or lacks the id asked for."""

    exit_code = 4


class LockedError(StoreError):
    """Another process is writing there."""


class UnusableError(StoreError):
    """What is there is damaged or of another making; what was derived from a store can be made anew."""


class StageError(WirecopyError):
    """A stage failed on one story; the cause is chained."""

    exit_code = 5
