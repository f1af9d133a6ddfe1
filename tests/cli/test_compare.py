"""`wirecopy compare` scores two articles, or every pair of a list, and loses none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_two_articles_as_text(run: Run, articles: Path) -> None:
    result = run("compare", articles / "a.txt", articles / "b.txt", "--width", 80)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "same story" in result.stdout
    assert "300" in result.stdout
    assert "500" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_two_articles_as_json(run: Run, articles: Path) -> None:
    alike = json.loads(run("compare", articles / "a.txt", articles / "b.txt", "--json").stdout)
    apart = json.loads(run("compare", articles / "a.txt", articles / "c.txt", "--json").stdout)
    assert {"same_story", "same_copy", "links", "changes"} <= set(alike)
    for score in ("same_story", "same_copy"):
        assert 0 <= apart[score] < alike[score] <= 1
    assert apart["links"] == []


def test_an_article_with_itself(run: Run, articles: Path) -> None:
    found = json.loads(run("compare", articles / "a.txt", articles / "a.txt", "--json").stdout)
    assert (found["left"], found["right"]) == ("a", "a-2")
    assert found["same_copy"] == 1


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["a.txt"], "1 paths given - wirecopy compare - give two articles, or --pairs PAIRS"),
        (["a.txt", "."], "3 articles where one was expected - {} - use --pairs to compare many"),
        (
            ["a.txt", "b.txt", "-o", "x"],
            "-o goes with --pairs - wirecopy compare - send stdout to a file instead",
        ),
        (["a.txt", "none.txt"], "no such file or folder - {}/none.txt - check the spelling of the path"),
    ],
)
def test_wrong_calls(run: Run, articles: Path, words: list[str], message: str) -> None:
    result = run("compare", *(articles / word if word != "-o" else word for word in words))
    assert result.exit_code == 2
    assert result.stderr == f"wirecopy: {message.format(articles)}\n"


def test_an_article_that_cannot_be_used(run: Run, articles: Path) -> None:
    (articles / "e.txt").write_bytes(b"")
    result = run("compare", articles / "a.txt", articles / "e.txt")
    assert result.exit_code == 3
    assert result.stderr == f"wirecopy: cannot be compared - {articles}/e.txt - empty: no text in it\n"


def test_pairs_come_out_in_order_and_none_is_lost(run: Run, articles: Path, tmp_path: Path) -> None:
    pairs, out = tmp_path / "pairs.jsonl", tmp_path / "out.jsonl"
    pairs.write_text(
        '{"id": 1, "left": "a", "right": "b"}\n'
        '{"id": "x", "left": "c", "right": "nobody"}\n'
        "\n"
        "not json\n"
        "[1, 2]\n"
        '{"id": 2, "right": "b"}\n'
        '{"id": 3, "left": "a", "right": "c"}\n'
    )
    result = run("compare", "--pairs", pairs, articles, "-o", out)
    rows = [json.loads(line) for line in out.read_text().splitlines()]
    assert [row["id"] for row in rows] == [1, "x", None, None, 2, 3]
    assert [row.get("error", "") for row in rows] == [
        "",
        "no article with the id 'nobody'",
        "line 4: broken JSON at character 1: Expecting value",
        "line 5: not an object of id, left, right",
        "no 'left' in the pair",
        "",
    ]
    assert list(rows[0]) == ["id", "same_story", "same_copy"]
    assert rows[0]["same_copy"] > rows[5]["same_copy"]
    assert rows[1]["same_story"] is None
    assert result.exit_code == 0
    assert "4 of 6 pairs could not be compared" in result.stderr
    assert run("compare", "--pairs", pairs, articles, "-o", out, "--strict").exit_code == 3


def test_pairs_that_are_not_there(run: Run, articles: Path, tmp_path: Path) -> None:
    result = run("compare", "--pairs", tmp_path / "no.jsonl", articles)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "the pairs cannot be read" in result.stderr
