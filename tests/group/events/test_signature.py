"""Signatures: what goes in, what comes back, what makes no difference."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.group.events.newsroom import FIRST, HARBOUR_FIRE
from wirecopy.group.events.signature import KEPT, sign, unpack

TEXTS = st.text(max_size=400)
TIMES = st.none() | st.integers(-(2**40), 2**40)
LANGUAGES = st.sampled_from([None, "en", "de", "ar", "zh", "th", "xx"])


@given(st.none() | st.text(max_size=60), TEXTS, TIMES, LANGUAGES)
def test_packing_loses_nothing(title: str | None, text: str, time: int | None, language: str | None) -> None:
    signature = sign(title, text, time, language)
    back = unpack(signature.pack())
    assert back == signature
    assert back.terms.tolist() == signature.terms.tolist()
    assert back.weights.tolist() == signature.weights.tolist()
    assert (back.words, back.time) == (signature.words, signature.time)
    assert back.pack() == signature.pack()


@given(TEXTS, LANGUAGES)
def test_terms_rise_and_weights_have_length_one(text: str, language: str | None) -> None:
    signature = sign(None, text, None, language)
    assert np.all(np.diff(signature.terms.astype(np.int64)) > 0)
    assert not len(signature.terms) or np.isclose((signature.weights.astype(float) ** 2).sum(), 1.0)


def test_a_text_that_begins_with_its_title_is_signed_once() -> None:
    assert sign("Fire in Almeda", "Fire in Almeda\nTwelve died.", 7, "en") == sign(
        None, "Fire in Almeda\nTwelve died.", 7, "en"
    )


def test_a_long_text_keeps_its_most_telling_words() -> None:
    words = " ".join(f"{a}{b}rn" for a in "bcdfghjklmnpqrst" for b in "aeiouy" for _ in (1, 2))
    signature = sign(None, words + " " + HARBOUR_FIRE[0], FIRST, "en")
    assert len(signature.terms) == KEPT < signature.words
    assert len(signature.pack()) < 1_500


@pytest.mark.parametrize(
    ("left", "right", "language"),
    [
        ("Brankov's fires", "Brankov fire", "en"),
        ("the U.S. senate", "US Senate", "en"),
        ("1,200 trucks", "1200 truck", "en"),
        ("пожары на рынке", "пожар на рынке", "ru"),
    ],
)
def test_forms_of_a_word_are_one_term(left: str, right: str, language: str) -> None:
    assert sign(None, left, None, language).terms.tolist() == sign(None, right, None, language).terms.tolist()


def test_a_script_without_blanks_is_compared_in_pieces() -> None:
    left = sign(None, "阿尔梅达港鱼市场发生火灾", None, "zh")
    right = sign(None, "鱼市场火灾造成十二人死亡", None, "zh")
    assert len(np.intersect1d(left.terms, right.terms)) >= 3


def test_a_name_counts_more_than_the_same_word_in_lower_case() -> None:
    named = sign(None, "officials said the Marrow bridge fell", None, "en")
    plain = sign(None, "officials said the marrow bridge fell", None, "en")
    assert named.weights.max() > plain.weights.max()


@pytest.mark.parametrize("cut", [0, 1, 5, 13, 20])
def test_what_was_cut_or_of_another_version_is_refused(cut: int) -> None:
    packed = sign(None, HARBOUR_FIRE[0], FIRST, "en").pack()
    with pytest.raises(ValueError, match=r"version|cut"):
        unpack(packed[:cut])
    with pytest.raises(ValueError, match="version 250"):
        unpack(b"\xfa" + packed[1:])
