"""`wirecopy read` keeps its contract: results on stdout, the rest on stderr, exit codes, one-line errors."""

from __future__ import annotations

import importlib
import json
from pathlib import Path

import pytest

from tests.cli.conftest import WIRE, Run
from wirecopy import front
from wirecopy.errors import StageError, StoreError
from wirecopy.settings import Settings

read_command = importlib.import_module("wirecopy.cli.read")


def test_the_report_is_on_stdout_and_stderr_is_quiet(run: Run, articles: Path) -> None:
    result = run("read", articles, "--width", 80)
    assert result.exit_code == 0, result.output
    assert "3 articles" in result.stdout
    assert result.stderr == ""
    assert "\x1b" not in result.stdout, "no colour when stdout is no terminal"


def test_json_is_the_contract_and_nothing_else(run: Run, articles: Path) -> None:
    (articles / "notes.md").write_text("# not an article")
    result = run("read", articles, "--json")
    report = json.loads(result.stdout)
    assert list(report) == ["wirecopy", "settings", "rejected", "stories"]
    assert [Path(row["path"]).name for row in report["rejected"]] == ["notes.md"]
    assert sum(len(story["versions"]) for story in report["stories"]) == 3
    assert "rejected - " in result.stderr
    assert result.exit_code == 0


def test_the_page_is_a_file_of_its_own(run: Run, articles: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    result = run("read", articles, "--html", page)
    assert result.exit_code == 0, result.output
    assert page.read_text(encoding="utf-8").lower().startswith("<!doctype html>")
    assert "3 articles" in result.stdout
    assert result.stderr == f"wirecopy: page written to {page}\n"


def test_the_page_can_go_to_stdout(run: Run, articles: Path) -> None:
    result = run("read", articles, "--html", "-")
    assert result.stdout.lower().startswith("<!doctype html>")
    assert result.stdout.rstrip().endswith("</html>")


def test_two_results_do_not_share_stdout(run: Run, articles: Path) -> None:
    result = run("read", articles, "--html", "-", "--json")
    assert result.exit_code == 2
    assert result.stderr == (
        "wirecopy: two results for one stdout - --json and --html - - give --html a file name\n"
    )


def test_a_page_in_a_missing_folder_is_refused_before_the_work(run: Run, articles: Path) -> None:
    result = run("read", articles, "--html", articles / "no" / "page.html")
    assert result.exit_code == 2
    assert "no such folder" in result.stderr
    assert result.stdout == ""


def test_a_missing_path_is_a_wrong_call(run: Run, articles: Path) -> None:
    result = run("read", articles, "nowhere/at-all.txt")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr == (
        "wirecopy: no such file or folder - nowhere/at-all.txt - check the spelling of the path\n"
    )


def test_no_path_is_a_wrong_call(run: Run) -> None:
    result = run("read")
    assert result.exit_code == 2
    assert "Missing argument" in result.stderr


def test_strict_turns_a_rejection_into_exit_3(run: Run, articles: Path) -> None:
    assert run("read", articles, "--strict").exit_code == 0
    (articles / "z.txt").write_bytes(b"")
    assert run("read", articles).exit_code == 0
    result = run("read", articles, "--strict", "--json")
    assert result.exit_code == 3
    assert json.loads(result.stdout)["stories"], "the report is still there"


BAD = {
    "empty.txt": (b"", "empty: no text in it"),
    "blank.txt": (b" \r\n\t\xc2\xa0 \n", "empty: no text in it"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(300), "binary file: it starts like a PNG picture"),
    "noise.txt": (bytes(range(256)) * 8, "binary file: "),
    "nuls.txt": (b"word\x00\x00\x00\x00word" * 50, "binary file: "),
    "long.txt": (b"word " * 4_000_000, "20,000,000 characters in one article: more than 1,000,000"),
    "long.jsonl": (b'{"text": "' + b"word " * 4_000_000 + b'"}', "20,000,000 characters in one article"),
    "broken.jsonl": (b'{"text": "wo', "broken JSON at character"),
    "empty.html": (b"<html><body></body></html>", "no article text found in the page"),
    "sheet.csv": (b"a,b\n1,2\n", "no column of"),
    "crawl.warc": (b"WARC/1.0\r\n", "damaged from byte 0 to the end"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_told_in_one_line(run: Run, tmp_path: Path, name: str) -> None:
    content, reason = BAD[name]
    path = tmp_path / name
    path.write_bytes(content)
    result = run("read", path)
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"wirecopy: no article to read - {path}"), line
    assert reason in line


def test_bad_input_beside_good_is_in_the_report(run: Run, articles: Path) -> None:
    for name, (content, _) in BAD.items():
        (articles / name).write_bytes(content)
    result = run("read", articles, "--json")
    report = json.loads(result.stdout)
    assert sorted(Path(row["path"].partition(":")[0]).name for row in report["rejected"]) == sorted(BAD)
    assert result.exit_code == 0


def test_a_folder_without_articles_says_so(run: Run, tmp_path: Path) -> None:
    result = run("read", tmp_path)
    assert result.exit_code == 2
    assert result.stderr == (
        f"wirecopy: no article to read - {tmp_path}: a folder without articles: no file in it - "
        "give text, HTML, JSON Lines or Parquet files, or a folder\n"
    )
    assert json.loads(run("read", tmp_path, "--json").stdout)["stories"] == []


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-16-le", "utf-8-sig"])
def test_another_encoding_is_read_all_the_same(run: Run, tmp_path: Path, encoding: str) -> None:
    text = WIRE.replace('"', "“", 1).replace('"', "”") + "Café owners cheered.\n"
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    result = run("read", tmp_path, "--json")
    (version,) = json.loads(result.stdout)["stories"][0]["versions"]
    assert version["text"] == text
    assert ("a guess" in result.stderr) == (encoding == "cp1252")


def test_a_few_nul_bytes_stay_in_the_text(run: Run, tmp_path: Path) -> None:
    text = WIRE.replace("quay", "quay\x00", 1)
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    report = json.loads(run("read", tmp_path, "--json").stdout)
    assert report["stories"][0]["versions"][0]["text"] == text
    assert "\x00" not in run("read", tmp_path).stdout, "a terminal gets no NUL"


def test_one_article_alone_still_gets_its_facts(run: Run, articles: Path) -> None:
    (story,) = json.loads(run("read", articles / "a.txt", "--json").stdout)["stories"]
    (version,) = story["versions"]
    assert version["credits"], "the dateline credits an agency"
    assert version["attributions"]
    assert story["quotes"]
    assert run("read", articles / "a.txt").exit_code == 0


def test_the_same_file_twice_is_one_version(run: Run, articles: Path) -> None:
    result = run("read", articles / "a.txt", articles / "a.txt", "--json")
    assert len(json.loads(result.stdout)["stories"][0]["versions"]) == 1
    assert "the file was read before: read once" in result.stderr


def test_language_can_be_told(run: Run, articles: Path) -> None:
    report = json.loads(run("read", articles / "a.txt", "--json", "--language", "fr").stdout)
    assert report["stories"][0]["versions"][0]["language"] == "fr"
    assert report["settings"]["language"] == "fr"
    wrong = run("read", articles, "--language", "French")
    assert (wrong.exit_code, wrong.stderr) == (
        2,
        "wirecopy: language 'French' is not a code - settings.language - "
        "give two lower-case letters, as in 'en'\n",
    )


@pytest.mark.parametrize(("error", "code"), [(StageError, 5), (StoreError, 4)])
def test_errors_are_one_line_with_their_exit_code(
    run: Run, articles: Path, monkeypatch: pytest.MonkeyPatch, error: type[StageError], code: int
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error("a stage failed", "story 7", "report it")

    monkeypatch.setattr(front, "read", fail)
    result = run("read", articles)
    assert (result.exit_code, result.stderr) == (code, "wirecopy: a stage failed - story 7 - report it\n")


def test_an_interrupt_is_told_and_leaves_130(
    run: Run, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(front, "read", interrupt)
    result = run("read", articles)
    assert result.exit_code == 130
    assert "interrupted" in result.stderr


def test_a_hostile_name_does_not_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[31m\nrejected - all fine\u202e.txt"
    path.write_bytes(b"")
    result = run("read", path)
    assert len(result.stderr.splitlines()) == 1
    assert "\\x1b[31m\\nrejected" in result.stderr


def test_more_articles_than_one_report_holds_are_refused(
    run: Run, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = Settings.of({"reading": {"max_articles": 2}})
    monkeypatch.setattr(read_command, "settings_of", lambda *_: few)
    result = run("read", articles)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "wirecopy: 3 articles are too many for one report - setting reading.max_articles = 2 - "
        "read fewer at a time, or raise the setting from Python\n"
    )


def test_many_articles_give_the_report_of_few(
    run: Run, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = json.loads(run("read", articles, "--json").stdout)
    every = Settings.of({"reading": {"compare_all": 0}, "grouping": {"threads": 1}})
    monkeypatch.setattr(read_command, "settings_of", lambda *_: every)
    many = json.loads(run("read", articles, "--json").stdout)
    assert many["settings"]["reading"]["compare_all"] == 0
    assert many["stories"] == few["stories"]
