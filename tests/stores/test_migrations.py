"""A store of version 1, made by the statements of version 1, is brought up with every row in it."""

from __future__ import annotations

import pytest

from tests.stores.rows import arriving, some
from wirecopy.errors import StoreError
from wirecopy.model import Filter
from wirecopy.stores import migrations, open_store, opening
from wirecopy.stores.database import Database
from wirecopy.stores.schema import KEYS, STEPS, VERSION


def database(url: str, *, read_only: bool = False) -> Database:
    return opening._connect(url, read_only=read_only, create=True, wait=0)


@pytest.fixture
def old(nowhere: str) -> str:
    """A store of version 1 with rows in it."""
    there = database(nowhere)
    migrations.bring_up(there, read_only=False, version=1)
    with there.transaction():
        there.run("INSERT INTO runs (number, stage, version, settings) VALUES (1, 'copies', '1', '{}')")
        for number, name, revision, current in ((1, "a", 1, 0), (2, "b", 1, 1), (3, "a", 2, 1)):
            there.run(
                "INSERT INTO articles (number, id, revision, is_current, given, nth, digest, arrived, "
                "source, path, title) VALUES (?, ?, ?, ?, ?, 1, 0, 5.0, 'folder', 'x.txt', 'Title')",
                [number, name, revision, current, name],
            )
            there.run("INSERT INTO texts (number, text) VALUES (?, ?)", [number, f"Ferry {number}."])
            if current:
                there.index([(number, "Title", f"Ferry {number}.", None)])
        there.run(
            "INSERT INTO copies (number, run, family, relation, closest, shared, contained, evidence) "
            "VALUES (2, 1, 1, 'edited', 1, 0.5, 0.5, '[[0,5,0,5]]')"
        )
    there.close()
    return nowhere


def tables(there: Database) -> set[str]:
    try:
        there.rows("SELECT dated_by FROM articles")
    except StoreError:
        return {"old"}
    return {"new"}


def test_every_row_is_there_afterwards(old: str) -> None:
    with open_store(old) as store:
        store.check()
        first, second, third = store.articles([1, 2, 3])
        assert (first.article.id, first.revision, first.current) == ("a", 1, False)
        assert (second.article.text, second.article.dated_by) == ("Ferry 2.", None)
        assert (third.revision, third.current, third.arrived) == (2, True, 5.0)
        assert store.copies([2])[0].evidence == ((0, 5, 0, 5),)
        assert {hit.number for hit in store.search("ferry", Filter(), 9)} == {2, 3}
        kept = store.put_articles([arriving("n", "New.", dated_by="json-ld")])
        assert store.articles([kept[0].number])[0].article.dated_by == "json-ld"
    there = database(old)
    assert there.version() == VERSION
    there.close()


def test_a_migration_that_is_cut_short_leaves_the_old_version(
    old: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = database(old)
    run = type(there).run

    def cut(self: Database, sql: str, values: tuple[object, ...] = ()) -> int:
        if "articles_outlet" in sql:
            raise KeyboardInterrupt
        return run(self, sql, values)

    with monkeypatch.context() as patch:
        patch.setattr(type(there), "run", cut)
        with pytest.raises(KeyboardInterrupt):
            migrations.bring_up(there, read_only=False)
    assert (there.version(), tables(there)) == (1, {"old"})
    migrations.bring_up(there, read_only=False)
    assert (there.version(), tables(there)) == (VERSION, {"new"})
    there.close()


def test_an_old_store_is_not_brought_up_by_a_reader(old: str) -> None:
    with pytest.raises(
        StoreError, match=r"older wirecopy \(schema 1 instead of 3\).*open it once for writing"
    ):
        open_store(old, read_only=True)
    there = database(old, read_only=True)
    assert there.version() == 1
    there.close()


def test_a_newer_store_is_refused_and_left_alone(url: str) -> None:
    with open_store(url) as store:
        store.put_articles(some(1))
        with store.writing():
            store._db.set_version(VERSION + 1)
    for read_only in (True, False):
        with pytest.raises(StoreError, match=rf"newer wirecopy \(schema {VERSION + 1}.*update wirecopy"):
            open_store(url, read_only=read_only)
    there = database(url)
    assert there.version() == VERSION + 1
    there.set_version(VERSION)
    there.close()


def test_a_new_store_has_the_tables_of_one_that_was_brought_up(old: str, url: str) -> None:
    """Columns too; their order is that of the steps."""
    open_store(old).close()
    open_store(url).close()
    columns = []
    for place in (old, url):
        there = database(place, read_only=True)
        columns.append({table: there.columns(table) for table in KEYS})
        there.close()
    assert columns[0] == columns[1]
    assert columns[0]["articles"][-1] == "dated_by"
    assert columns[0]["credits"] == ["number", "run", "agencies", "said", "language"]
    assert len(STEPS) == VERSION == 3
