"""A database brought to the schema of this wirecopy, in one transaction: all of it, or as it was.

A new database takes every step; an older store the steps that were added since. A newer one is refused,
and so is an older one that is opened read-only.
"""

from __future__ import annotations

import secrets

from wirecopy.errors import StoreError
from wirecopy.stores.database import Database
from wirecopy.stores.schema import STEPS, VERSION


def bring_up(database: Database, *, read_only: bool, version: int = VERSION) -> None:
    """Make the tables of a version, or what an older version lacks of them.

    Args:
        database: open; empty or a store.
        read_only: change nothing.
        version: to stop at; only tests of migrations give another than the last.

    Raises:
        StoreError: the store is of a newer version, or of an older one and may not be changed.
    """
    found = database.version()
    if found > VERSION:
        what = f"made by a newer wirecopy (schema {found}, this one knows {VERSION})"
        raise StoreError(what, database.url, "update wirecopy")
    if found >= version:
        return
    if read_only:
        if not found:
            raise StoreError("no store here", database.url, "wirecopy add makes one")
        what = f"made by an older wirecopy (schema {found} instead of {version})"
        raise StoreError(what, database.url, "open it once for writing, which brings it up; copy it first")
    with database.transaction():
        for step in STEPS[found:version]:
            for statement in step:
                database.run(statement.format_map(database.types))
        if not found:
            database.prepare()
            database.run("INSERT INTO facts (name, value) VALUES ('key', ?)", [secrets.token_hex(8)])
        database.set_version(version)
