"""Settings know their ranges, and a wrong one says what would be right."""

from __future__ import annotations

import dataclasses

import pytest

from wirecopy.errors import SettingsError
from wirecopy.model import Article
from wirecopy.readers import read_paths
from wirecopy.settings import Grouping, Reading, Settings, Watching

BRANCHES = {"reading", "grouping", "watching"}


def test_defaults_as_reported() -> None:
    assert Settings().as_dict() == {
        "language": None,
        "reading": {field.name: field.default for field in dataclasses.fields(Reading)},
        "grouping": {field.name: field.default for field in dataclasses.fields(Grouping)},
        "watching": {field.name: field.default for field in dataclasses.fields(Watching)},
    }
    assert Settings.of(Settings().as_dict()) == Settings()


@pytest.mark.parametrize("branch", [Settings, Reading, Grouping, Watching])
def test_every_field_has_a_sentence(branch: type) -> None:
    fields = [field for field in dataclasses.fields(branch) if field.name not in BRANCHES]
    assert all(field.metadata["sentence"].endswith(".") for field in fields)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (
            {"speed": 1},
            "unknown setting 'speed' - settings - known here: language, reading, grouping, watching",
        ),
        (
            {"reading": {"depth": 1}},
            "unknown setting 'depth' - settings.reading - known here: max_article_chars",
        ),
        (
            {"reading": {"max_page_tags": 0}},
            "max_page_tags is 0 - settings.reading - give a whole number of tags",
        ),
        ({"reading": {"max_page_tags": "9"}}, "max_page_tags is '9'"),
        ({"reading": {"max_page_tags": True}}, "max_page_tags is True"),
        ({"grouping": {"preset": "slow"}}, "preset is 'slow' - settings.grouping - give one of full, fast"),
        ({"grouping": {"threads": -1}}, "threads is -1 - settings.grouping - give a whole number of threads"),
        (
            {"watching": {"allow_private": 2}},
            "allow_private is 2 - settings.watching - give one of False, True",
        ),
        (
            {"watching": {"contact": "a\nb"}},
            "contact is 'a\\nb' - settings.watching - give one line of plain",
        ),
        (
            {"watching": {"shortest_interval": 90_000}},
            "shortest_interval 90000 is longer than longest_interval",
        ),
        ({"language": "english"}, "language 'english' is not a code"),
    ],
)
def test_wrong_settings(values: dict[str, object], message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.of(values)
    assert str(caught.value).startswith(message)
    assert caught.value.exit_code == 2


def test_a_limit_can_be_lifted_and_lowered(tmp_path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("word " * 400_000)
    assert read_paths([path])[1]
    (article,), _ = read_paths([path], Reading(max_article_chars=3_000_000))
    assert isinstance(article, Article)
    _, (row,) = read_paths([path], Reading(max_file_bytes=1_000))
    assert row.reason == "larger than 1,000 bytes (setting reading.max_file_bytes)"
