from __future__ import annotations

import pytest

from tests.facts.articles import facts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("French President Lucien Morel flew to Berlin.", [("Lucien Morel", "person"), ("Berlin", "place")]),
        (
            "Chancellor Ursula von der Lahn met US officials.",
            [("Ursula von der Lahn", "person"), ("US", "place")],
        ),
        ("NATO and the White House denied it.", [("NATO", "organisation"), ("White House", "organisation")]),
        (
            "Kira Vance, president of Harbour Holdings, resigned.",
            [("Kira Vance", "person"), ("Harbour Holdings", "organisation")],
        ),
        ("The bridge fell. They ran.", []),
        ("She left the Justice Department.", [("Justice Department", "organisation")]),
        ("Western leaders and European diplomats met.", []),
        ("The Bank of Tarnow closed.", [("Bank of Tarnow", "organisation")]),
        ("On Monday in March it rained.", []),
        ("We’re going home, I’m told.", []),
    ],
)
def test_kinds(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(row.text, row.kind) for row in facts(text).names] == expected


def test_a_surname_alone_is_the_person_named_before() -> None:
    text = "Mr Lucien Morel spoke. The crowd heard Morel for an hour."
    assert [(row.text, row.kind) for row in facts(text).names] == [
        ("Lucien Morel", "person"),
        ("Morel", "person"),
    ]


def test_a_hyphen_between_two_names_parts_them() -> None:
    text = "The crowd saw Morel. The crowd saw Ruiz. The Morel-Ruiz talks failed; Jean-Luc Petit left."
    assert [row.text for row in facts(text).names] == ["Morel", "Ruiz", "Morel", "Ruiz", "Jean-Luc Petit"]
