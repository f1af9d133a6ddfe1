"""The relation between two words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.lexicon.wordnet import lemmas, lexnames, relation


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("seizing", "seized", "same"), ("went", "goes", "same"), ("officials", "official", "same"),
        ("invasion", "invaded", "derived"), ("decry", "condemn", "synonym"),
        ("wary", "suspicious", "synonym"),
        ("murdered", "killed", "hypernym"), ("accept", "rejected", "antonym"), ("condemn", "block", "none"),
        ("xyzzyx", "block", "unknown"), ("encroachment", "invading", "synonym"),
    ],
)  # fmt: skip
def test_relations_a_reader_would_name(a: str, b: str, expected: str) -> None:
    assert relation(a, b) == expected


@given(
    st.sampled_from(
        [
            "go",
            "took",
            "decry",
            "ban",
            "prevent",
            "rise",
            "fall",
            "minister",
            "troops",
            "big",
            "red",
            "quickly",
            "zzzz",
        ]
    ),
    st.sampled_from(
        [
            "go",
            "taken",
            "block",
            "halt",
            "rose",
            "fell",
            "leader",
            "soldiers",
            "small",
            "crimson",
            "fast",
            "yyyy",
        ]
    ),
)
def test_a_relation_has_no_direction(a: str, b: str) -> None:
    assert relation(a, b) == relation(b, a)


def test_lemmas_of_irregular_and_doubled_forms() -> None:
    assert ("go", "v") in lemmas("went")
    assert ("stop", "v") in lemmas("stopped")
    assert ("country", "n") in lemmas("countries")
    assert lemmas("qqqq") == ()


@given(st.text(max_size=15))
def test_any_text_may_be_asked(form: str) -> None:
    assert isinstance(lemmas(form), tuple)


def test_lexical_fields() -> None:
    assert lexnames("decry", "v") == ("verb.communication",)
    assert lexnames("decry", "n") == ()
