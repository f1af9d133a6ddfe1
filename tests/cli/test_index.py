"""`wirecopy group --index`: arrivals are answered with rows of `group`, and repeating a run adds nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

FIELDS = [
    "id", "family_id", "story_id", "relation", "closest_id", "shared_share", "contained_share", "evidence",
]  # fmt: skip
BARGE = (
    "A barge sank at the eastern quay of Vessin on Monday evening; divers found nobody on board, the mayor "
    "said. The quay stays closed until the wreck is lifted, and the ferries to the islands leave from the "
    "fish market."
)
EDITED = BARGE.replace("evening", "night").replace("fish", "old").replace("lifted", "gone")
CHOIR = (
    "The choir of Ostrand won a prize for a piece written by its own conductor last winter, to its surprise."
)


@pytest.fixture
def days(tmp_path: Path) -> list[Path]:
    made = {
        "monday": [("post-1", "Hesk Post", BARGE), ("echo-1", "Ostrand Echo", CHOIR)],
        "tuesday": [("sun-1", "Vessin Sun", EDITED), ("sun-2", "Vessin Sun", "")],
    }
    paths = []
    for name, rows in made.items():
        paths.append(tmp_path / f"{name}.jsonl")
        articles = [{"id": one, "outlet": outlet, "text": text} for one, outlet, text in rows]
        paths[-1].write_text("".join(json.dumps(row) + "\n" for row in articles), "utf-8")
    return paths


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def told(row: dict[str, Any]) -> tuple[str, str, str, str | None]:
    return row["id"], row["family_id"], row["relation"], row["closest_id"]


def test_arrivals_are_answered_from_what_came_before(run: Run, days: list[Path], tmp_path: Path) -> None:
    index = tmp_path / "index"
    first = lines(run("group", days[0], "--index", index).stdout)
    assert [list(row) for row in first] == [FIELDS] * 2
    assert [told(row) for row in first] == [
        ("post-1", "post-1", "own", None), ("echo-1", "echo-1", "own", None),
    ]  # fmt: skip
    second = run("group", days[1], "--index", index)
    (row,) = lines(second.stdout)
    assert told(row) == ("sun-1", "post-1", "edited", "post-1")
    span = row["evidence"][0]
    assert BARGE[span["other_start"] : span["other_end"]].startswith("A barge sank at the eastern quay")
    assert "1 article: 1 copy of what came before, 1 added, 3 in the index" in second.stderr


def test_a_run_repeated_adds_nothing_and_answers_the_same(run: Run, days: list[Path], tmp_path: Path) -> None:
    index = tmp_path / "index"
    run("group", *days, "--index", index)
    before = run("group", *days, "--index", index)
    again = run("group", *days, "--index", index, "--ask")
    assert before.stdout == again.stdout
    assert "0 added, 3 in the index" in before.stderr


def test_asking_adds_nothing(run: Run, days: list[Path], tmp_path: Path) -> None:
    index = tmp_path / "index"
    run("group", days[0], "--index", index)
    (row,) = lines(run("group", days[1], "--index", index, "--ask").stdout)
    assert told(row) == ("sun-1", "post-1", "edited", "post-1")
    assert "0 added, 2 in the index" in run("group", days[0], "--index", index).stderr


@pytest.mark.parametrize(
    ("options", "code", "what"),
    [
        (["--ask"], 2, "no index to ask"),
        (["--index", "{}/new", "--kept", "{}/kept.jsonl"], 2, "an index answers with rows alone"),
        (["--index", "{}/none", "--ask"], 4, "no index here"),
        (["--index", "{}"], 4, "not an index, and not empty"),
    ],
)
def test_calls_that_cannot_work(
    run: Run, days: list[Path], tmp_path: Path, options: list[str], code: int, what: str
) -> None:
    result = run("group", days[0], *(option.format(tmp_path) for option in options))
    assert (result.exit_code, what in result.stderr) == (code, True), result.stderr
