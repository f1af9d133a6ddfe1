"""The word data: frequency, spelling, function words, charged words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.lexicon.charged import APPROXIMATORS, CHARGED, HEDGES, NEGATORS
from wirecopy.lexicon.frequency import zipf
from wirecopy.lexicon.function_words import is_function
from wirecopy.lexicon.spelling import expand, fold


def test_common_words_outrank_rare_ones_and_unknown_is_zero() -> None:
    assert zipf("the") > zipf("minister") > zipf("cajole") > 0
    assert zipf("ministersaid") == 0.0
    assert zipf("") == 0.0


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("organisations", "organizations"), ("publicised", "publicized"), ("travelled", "traveled"),
        ("labour", "labor"), ("neighbouring", "neighboring"), ("centres", "centers"), ("defence", "defense"),
        ("paralysed", "paralyzed"), ("catalogue", "catalog"), ("Co-operative", "cooperative"),
        ("programme", "program"), ("grey", "gray"), ("sceptical", "skeptical"),
    ],
)  # fmt: skip
def test_british_and_american_spelling_are_one_norm(british: str, american: str) -> None:
    assert fold(british) == american == fold(american)


@pytest.mark.parametrize(
    "word",
    [
        "four",
        "advise",
        "rise",
        "surprise",
        "exercise",
        "called",
        "filled",
        "killed",
        "hour",
        "tours",
        "wise",
        "premises",
        "televised",
        "hire",
    ],
)
def test_words_that_only_look_british_stay(word: str) -> None:
    assert fold(word) == word


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Kyiv", "Kiev"),
        ("Zelenskyy", "Zelenskiy"), ("Odesa", "Odessa"), ("Peking", "Beijing"), ("Koran", "Quran"),
        ("U.S.", "US"), ("U.N.", "UN"), ("E.U.", "EU"), ("U.K.", "UK"), ("NATO", "Nato"), ("don’t", "don't"),
        ("100,000", "100000"),
    ],
)  # fmt: skip
def test_house_style_variants_are_one_norm(a: str, b: str) -> None:
    assert fold(a) == fold(b) != ""


@pytest.mark.parametrize(("title", "language"), [("Mr", "en"), ("Mrs", "en"), ("Mme", "fr"), ("Herr", "de")])
def test_a_courtesy_title_folds_to_nothing(title: str, language: str) -> None:
    assert fold(title, language) == ""


def test_a_decimal_comma_keeps_its_place() -> None:
    assert fold("3,5", "de") == "3,5"
    assert fold("1,250,000") == "1250000"


@given(st.text(max_size=20))
def test_folding_twice_is_folding_once(word: str) -> None:
    once = fold(word)
    assert fold(once) == once


@given(st.text(max_size=12))
def test_expanding_never_loses_a_word(word: str) -> None:
    assert expand(word)
    assert all(expand(word)) or word == ""


def test_contractions_open_to_their_words() -> None:
    assert expand("don't") == ("do", "not")
    assert expand("won't") == ("will", "not")
    assert expand("they're") == ("they", "are")
    assert expand("minister") == ("minister",)


def test_function_words_by_language() -> None:
    assert is_function("the")
    assert is_function("nicht", "de")
    assert not is_function("minister")
    assert not is_function("the", "xx")


def test_word_classes_are_lower_case_and_apart() -> None:
    assert CHARGED["seize"] == "force"
    assert HEDGES["could"] == "strong"
    assert not NEGATORS & APPROXIMATORS
    assert all(word == word.lower() for word in [*CHARGED, *HEDGES])
