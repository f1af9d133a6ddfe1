"""What the machine refuses is told with what to do about it, and the store stays sound."""

from __future__ import annotations

import builtins
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.stores.rows import arriving, some
from tests.stores.server import Server
from wirecopy.errors import MissingExtraError, StoreError
from wirecopy.model import Filter
from wirecopy.stores import open_store, postgres

ROOT = Path(__file__).parents[2]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A store in a file, with one article."""
    path = tmp_path / "archive.db"
    with open_store(path) as store:
        store.put_articles(some(1))
    return path


def run(code: str, *arguments: str, nobody: bool = False) -> str:
    """What a process says on stdout; as a user without rights if wanted."""
    before = "import os\nfrom wirecopy.stores import open_store\nfrom wirecopy.errors import StoreError\n"
    before += "from tests.stores.rows import some\n"
    if nobody and os.geteuid() == 0:
        before += "os.setgid(65534); os.setuid(65534)\n"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{before}{code}", *arguments],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_full_disk_is_told_and_the_store_goes_on(place: Path) -> None:
    """The system refuses to let any file grow (`RLIMIT_FSIZE`): the log, then the file itself."""
    code = (
        "import resource, signal\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "with open_store(sys.argv[1]) as store:\n"
        "    store.put_articles(some(5))\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, resource.RLIM_INFINITY))\n"
        "    try:\n"
        "        store.put_articles(some(3000))\n"
        "    except StoreError as error:\n"
        "        print(error)\n"
        "    print(store.counts()['articles'])\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))\n"
        "    store.put_articles(some(7))\n"
        "    store.check()\n"
    )
    said = run(code, str(place)).split("\n")
    assert "full" in said[0] or "no space left" in said[0], said
    assert "make room" in said[0] or "look at the disk" in said[0], said
    assert str(place) in said[0]
    assert said[1] == "5"
    with open_store(place) as store:
        store.check()
        assert store.counts()["articles"] == 7


def test_a_full_file_is_told_and_the_store_goes_on(place: Path) -> None:
    with open_store(place) as store:
        pages = store._db.rows("PRAGMA page_count")[0][0]
        store._db.rows(f"PRAGMA max_page_count = {pages + 4}")
        with pytest.raises(StoreError, match=r"no space left to write the store.*make room and run it again"):
            store.put_articles(some(400))
        assert store.counts()["articles"] == 1
        store._db.rows("PRAGMA max_page_count = 1000000")
        store.put_articles(some(400))
        store.check()
        assert len(store.search("title", Filter(), 999)) == 400


def test_a_folder_that_may_not_be_written_can_be_read(place: Path) -> None:
    for folder in list(place.parents)[:4]:
        if folder.stat().st_uid == os.geteuid() and "pytest" in str(folder):
            folder.chmod(0o755)
    place.chmod(0o444)
    place.with_name(place.name + "-lock").chmod(0o444)
    place.parent.chmod(0o555)
    code = (
        "try:\n"
        "    open_store(sys.argv[1])\n"
        "except StoreError as error:\n"
        "    print(error)\n"
        "with open_store(sys.argv[1], read_only=True) as store:\n"
        "    store.check()\n"
        "    print(store.counts()['articles'])\n"
        "try:\n"
        "    open_store(sys.argv[1] + '.new')\n"
        "except StoreError as error:\n"
        "    print(error)\n"
    )
    try:
        said = run(code, str(place), nobody=True).split("\n")
    finally:
        place.parent.chmod(0o755)
        place.chmod(0o644)
        place.with_name(place.name + "-lock").chmod(0o644)
    assert "the store may not be written" in said[0]
    assert "read-only" in said[0]
    assert said[1] == "1"
    assert "the store may not be written" in said[2]
    assert not place.with_name("archive.db.new").exists()


@pytest.mark.parametrize("content", [b"Dear reader, this is a letter and no database.\n" * 50, b"short"])
def test_a_file_of_another_kind_is_told_and_not_touched(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(content)
    for read_only in (True, False):
        with pytest.raises(StoreError, match="not a store of wirecopy"):
            open_store(path, read_only=read_only)
    assert path.read_bytes() == content
    assert {one.name for one in tmp_path.iterdir()} <= {"letter.txt", "letter.txt-lock"}


def test_a_database_of_others_is_told_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "books.db"
    there = sqlite3.connect(path)
    there.execute("CREATE TABLE books (title)")
    there.commit()
    there.close()
    before = path.read_bytes()
    for read_only in (True, False):
        with pytest.raises(StoreError, match="not a store of wirecopy"):
            open_store(path, read_only=read_only)
    assert path.read_bytes() == before


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    with pytest.raises(StoreError, match="not a store"):
        open_store(path, read_only=True)
    with open_store(path) as store:
        store.check()


def test_places_that_cannot_be_are_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="not a file"):
        open_store(tmp_path)
    with pytest.raises(StoreError, match=r"no such folder.*make the folder first"):
        open_store(tmp_path / "none" / "archive.db")


def test_a_damaged_file_is_told(place: Path) -> None:
    with open_store(place) as store:
        store.put_articles(some(300))
    content = bytearray(place.read_bytes())
    for at in range(20 * 8192, len(content) - 8192, 8192):
        content[at : at + 200] = b"\xff" * 200
    place.write_bytes(content)
    with pytest.raises(StoreError), open_store(place) as store:
        store.check()


def test_words_that_are_not_those_of_the_text_are_found(place: Path) -> None:
    with open_store(place) as store:
        store._db.run("UPDATE texts SET text = 'Another text altogether.' WHERE number = 1")
        with pytest.raises(StoreError, match="the index of words is not that of the texts"):
            store.check()


def test_a_file_that_is_removed_under_a_reader_harms_nobody(place: Path) -> None:
    with open_store(place, read_only=True) as store:
        place.unlink()
        assert store.counts()["articles"] == 1
    with pytest.raises(StoreError, match="no store here"):
        open_store(place, read_only=True)


# -- PostgreSQL ---------------------------------------------------------------------------------------------
def test_a_connection_that_is_lost_is_told_and_nothing_is_half_there(server: Server) -> None:
    url = server.empty()
    end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'wirecopy%'"
    with open_store(url) as store:
        store.put_articles(some(1))

        def write() -> None:
            with store.writing():
                store.put_articles(some(3))
                server.run(end)
                store.put_articles(some(5))

        with pytest.raises(StoreError, match=r"nothing acknowledged was lost.*run it again"):
            write()
        with pytest.raises(StoreError, match="no connection"):
            store.counts()
    with open_store(url, wait=10) as store:
        assert store.counts()["articles"] == 1
        store.put_articles(some(3))
        store.check()


def test_no_server_is_told() -> None:
    with pytest.raises(StoreError, match=r"no connection.*look whether the server answers"):
        open_store("postgresql://nobody@/none?host=%2Fnonexistent")


def test_a_schema_of_others_is_told_and_not_touched(server: Server) -> None:
    url = server.nowhere()
    name = url.rpartition("%3D")[2]
    server.run(f"CREATE TABLE {name}.articles (title text)")
    for options in ({"read_only": True}, {}):
        with pytest.raises(StoreError, match=r"holds other tables.*a database of its own, or a schema"):
            open_store(url, **options)
    assert server.run(f"TABLE {name}.articles") == []


def test_a_store_further_down_the_search_path_is_another_one(server: Server) -> None:
    first, second = server.nowhere(), server.nowhere()
    with open_store(first) as store:
        store.put_articles(some(2))
        both = f"{second}%2C{first.rpartition('%3D')[2]}"
        with pytest.raises(StoreError, match="no store here"):
            open_store(both, read_only=True)
        with open_store(both) as other:  # which nobody is writing either
            assert other.counts()["articles"] == 0
            assert other.key != store.key


def test_a_schema_that_is_not_there_is_told(server: Server) -> None:
    with pytest.raises(StoreError, match="no schema to keep the store in"):
        open_store(f"{server.url()}&options=-csearch_path%3Dnone")


def test_a_user_without_rights_is_told(server: Server) -> None:
    url = server.empty().replace("postgres@", "reader@")
    schema = url.rpartition("%3D")[2]
    server.run(
        "CREATE ROLE reader LOGIN", f"GRANT USAGE ON SCHEMA {schema} TO reader",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO reader",
    )  # fmt: skip
    with open_store(url, read_only=True) as store:
        assert store.counts()["articles"] == 0
    with open_store(url) as store, pytest.raises(StoreError, match="the store may not be written"):
        store.put_articles(some(1))


def test_a_password_is_not_told() -> None:
    shown = postgres._shown("postgresql://me:s%40cret@host.example:5433/news?sslmode=require")
    assert shown == "postgresql://me@host.example:5433/news?sslmode=require"
    with pytest.raises(StoreError) as caught:
        open_store("postgresql://me:s%40cret@/none?host=%2Fnonexistent")
    assert "cret" not in str(caught.value)


def test_without_psycopg_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: object, **more: object) -> object:
        if name.partition(".")[0] == "psycopg":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtraError, match=r"pip install 'wirecopy\[postgres\]'"):
        open_store("postgresql://localhost/news")


def test_a_very_long_text_is_kept_whole_and_found_by_its_beginning(server: Server) -> None:
    """A tsvector has bounds: words behind them are not found, and nothing is refused."""
    text = " ".join(f"w{k:x}" for k in range(300_000)) + " " + "x" * 5000
    with open_store(server.empty()) as store:
        store.put_articles([arriving("long", text)])
        assert store.articles([1])[0].article.text == text
        assert [hit.number for hit in store.search('"w1 w2" wff', Filter(), 1)] == [1]
