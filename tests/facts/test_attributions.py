from __future__ import annotations

import pytest

from tests.facts.articles import facts


def first(text: str) -> tuple[str, list[str], list[str], list[str]]:
    row = facts(text).attributions[0]
    source, cue, content = (
        [text[span.start : span.end] for span in part] for part in (row.source, row.cue, row.content)
    )
    return row.kind, source, cue, content


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Mayor Ana Ruiz said the bridge would close on Friday.",
            ("indirect", ["Mayor Ana Ruiz"], ["said"], ["the bridge would close on Friday"]),
        ),
        (
            "The bridge will close on Friday, said Ana Ruiz, the mayor of Tarnow.",
            ("indirect", ["Ana Ruiz, the mayor of Tarnow"], ["said"], ["The bridge will close on Friday"]),
        ),
        (
            "“The bridge will close,” she said. “It is not safe.”",
            ("direct", ["she"], ["said"], ["“The bridge will close,”", "“It is not safe.”"]),
        ),
        (
            "“The bridge,” Ana Ruiz said on Monday, “is not safe.”",
            ("direct", ["Ana Ruiz"], ["said"], ["“The bridge,”", "“is not safe.”"]),
        ),
        (
            "According to the port authority, the crane fell at noon.",
            ("indirect", ["the port authority"], ["According to"], ["the crane fell at noon"]),
        ),
        (
            "The crane fell at noon, according to two officials.",
            ("indirect", ["two officials"], ["according to"], ["The crane fell at noon"]),
        ),
        (
            "The port authority has not yet announced whether the crane will stand again.",
            (
                "indirect",
                ["The port authority"],
                ["has not yet announced"],
                ["whether the crane will stand again"],
            ),
        ),
        (
            "Ana Ruiz told reporters in Tarnow on Monday that the crane was “a danger”.",
            ("mixed", ["Ana Ruiz"], ["told"], ["that the crane was “a danger”"]),
        ),
        (
            "The crane is believed to have fallen at noon.",
            ("indirect", [], ["is believed"], ["The crane", "to have fallen at noon"]),
        ),
        (
            "Drivers who worked on the crane have criticised the port’s owners.",
            ("indirect", ["Drivers who worked on the crane"], ["have criticised"], ["the port’s owners"]),
        ),
        (
            "Citing two drivers, the agency said the crane fell at noon.",
            ("indirect", ["two drivers"], ["Citing"], ["the agency said the crane fell at noon"]),
        ),
        (
            "The plan, he said, is dead.",
            ("indirect", ["he"], ["said"], ["The plan", "is dead"]),
        ),
    ],
)
def test_patterns(text: str, expected: tuple[str, list[str], list[str], list[str]]) -> None:
    assert first(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The United States and Tarnow have a treaty.",
        "The reports lay on the table.",
        "Both plans cost the same.",
        "The crane fell at noon.",
        "The mayor will open the port followed by questions about the crane.",
    ],
)
def test_no_cue_no_attribution(text: str) -> None:
    assert facts(text).attributions == ()


def test_the_source_stands_after_the_verb_of_another_clause() -> None:
    text = "A second fall is something dockers say the port could have prevented."
    source = facts(text).attributions[0].source[0]
    assert text[source.start : source.end] == "dockers"


def test_coordinated_cues_share_the_source() -> None:
    text = "Ana Ruiz said the crane was safe and denied that it had moved."
    rows = facts(text).attributions
    assert [text[row.source[0].start : row.source[0].end] for row in rows] == ["Ana Ruiz", "Ana Ruiz"]
    assert text[rows[0].content[0].start : rows[0].content[0].end] == "the crane was safe"


@pytest.mark.parametrize(
    ("text", "language", "source"),
    [
        ("« Le pont est fermé depuis lundi matin », a déclaré Anne Ruiz.", "fr", "Anne Ruiz"),
        ("„Die Brücke ist seit Montag gesperrt“, sagte Anna Ruiz.", "de", "Anna Ruiz"),
        ("“El puente está cerrado desde el lunes”, dijo Ana Ruiz.", "es", "Ana Ruiz"),
        ("«Мост закрыт с понедельника», — сказала Анна Руис.", "ru", "Анна Руис"),
    ],
)
def test_quotations_of_other_languages(text: str, language: str, source: str) -> None:
    row = facts(text, language=language).attributions[0]
    assert text[row.source[0].start : row.source[0].end] == source
    assert row.kind == "direct"
