"""Paths become rows in order, none lost, none twice."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from wirecopy.errors import CallError
from wirecopy.model import Article, Rejected
from wirecopy.readers import Note, files, iter_paths, read_paths

TEXT = "The quay reopens on Friday, the harbour master said."


def names(*paths: Path) -> list[str]:
    """Ids of articles and the reasons of rejections, in order."""
    rows = (item for item in iter_paths(paths) if not isinstance(item, Note))
    return [item.id if isinstance(item, Article) else item.reason for item in rows]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "root"
    for name in ("b.txt", "a.txt", "sub/c.txt", "sub/.hidden.txt", ".git/d.txt", "z/a.txt"):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT, encoding="utf-8")
    return root


def test_a_folder_is_walked_by_name_without_hidden_files(folder: Path) -> None:
    assert names(folder) == ["a", "b", "c", "a-2"]


def test_the_order_of_the_call_is_kept(folder: Path) -> None:
    assert names(folder / "b.txt", folder / "sub", folder / "a.txt") == ["b", "c", "a"]


def test_ids_stay_apart_even_from_made_up_ones(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(f'{{"id": "{name}", "text": "x"}}' for name in ("a", "a-2", "a", "a")))
    assert names(path) == ["a", "a-2", "a-3", "a-4"]


def test_what_is_no_article_is_rejected_in_a_folder_and_read_when_named(tmp_path: Path) -> None:
    path = tmp_path / "story.md"
    path.write_text(TEXT)
    (reason,) = names(tmp_path)
    assert reason.startswith(".md is no format of articles")
    assert names(path) == ["story.md"] or names(path) == ["story"]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (TEXT.encode(), "text"),
        (f"<!DOCTYPE html><html><body><p>{TEXT} {TEXT}</p></body></html>".encode(), "html"),
        (f'{{"id": "row", "text": "{TEXT}"}}\n'.encode(), "jsonl"),
    ],
)
def test_a_file_without_suffix_is_looked_into(tmp_path: Path, content: bytes, kind: str) -> None:
    (tmp_path / "story_17").write_bytes(content)
    articles, rejected = read_paths([tmp_path])
    assert rejected == []
    assert articles[0].id == ("row" if kind == "jsonl" else "story_17")
    assert articles[0].text.startswith(TEXT)


@pytest.mark.parametrize(
    ("name", "article_id"),
    [
        ("000_c2b8.txt", "000_c2b8"),
        ("story.txt.gz", "story"),
        ("vol. 3.txt", "vol. 3"),
        ("a.b.TXT", "a.b"),
        ("story.2024", "story.2024"),
        ("Größe.txt", "Größe"),
    ],
)
def test_the_name_of_a_file_is_its_id(tmp_path: Path, name: str, article_id: str) -> None:
    content = TEXT.encode()
    (tmp_path / name).write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    assert names(tmp_path) == [article_id]


def test_a_loop_of_links_ends(folder: Path) -> None:
    (folder / "sub" / "loop").symlink_to(folder)
    (folder / "sub" / "same.txt").symlink_to(folder / "a.txt")
    (folder / "sub" / "gone.txt").symlink_to(folder / "nowhere.txt")
    items = list(iter_paths([folder]))
    assert [item.id for item in items if isinstance(item, Article)] == ["a", "b", "c", "a-2"]
    assert sorted(item.message for item in items if isinstance(item, Note)) == [
        "the file was read before: read once",
        "the folder was read before: read once",
    ]
    assert [item.reason for item in items if isinstance(item, Rejected)] == [
        "cannot be opened: a link that leads nowhere"
    ]


def test_a_name_that_is_not_utf8_can_be_shown(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    Path(os.fsdecode(path)).write_text(TEXT)
    (article,), rejected = read_paths([tmp_path])
    assert rejected == []
    assert article.id == "caf\\xe9"
    article.path.encode("utf-8")


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert names(tmp_path) == ["not a regular file"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    path.chmod(0)
    assert names(tmp_path) == ["cannot be opened: permission denied"]


def test_a_file_that_may_not_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(TEXT)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(files.io, "FileIO", refuse)
    assert names(tmp_path) == ["cannot be opened: permission denied"]


def test_a_missing_path_stops_before_anything_is_read(folder: Path) -> None:
    with pytest.raises(CallError, match=r"no such file or folder - .*nowhere"):
        iter_paths([folder, folder / "nowhere"])
    with pytest.raises(CallError, match="no path given"):
        iter_paths([])


def test_a_cut_gzip_keeps_the_rows_before_the_break(tmp_path: Path) -> None:
    lines = [f'{{"id": {number}, "text": "{number * 7919 % 10007} {TEXT}"}}' for number in range(20_000)]
    packed = gzip.compress("\n".join(lines).encode())
    (tmp_path / "rows.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    articles, rejected = read_paths([tmp_path])
    assert 5_000 < len(articles) < 15_000
    assert [article.id for article in articles] == [str(number) for number in range(len(articles))]
    (row,) = rejected
    assert (
        row.reason
        == f"breaks off after line {len(articles)}: the gzip stream is cut short; rows before are kept"
    )


def test_broken_lines_are_named_by_number(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(
        b'{"text": "a"}\n{"text": \n[1]\n\n{"text": "\xff"}\n' + b"[" * 100_000 + b'\n{"text": "b"}\n'
    )
    articles, rejected = read_paths([path])
    assert [article.text for article in articles] == ["a", "b"]
    assert [(row.path.rpartition(":")[2], row.reason.partition(":")[0]) for row in rejected] == [
        ("2", "broken JSON at character 11"),
        ("3", "a JSON list, not an object with fields"),
        ("5", "not UTF-8 at byte 11"),
        ("6", "JSON that cannot be read"),
    ]
