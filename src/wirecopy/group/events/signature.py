"""What an article says about which event it tells of, in a few hundred bytes.

In: title, text, time, language. Out: a `Signature`, flat arrays that pack into bytes and back. It is made
once, when the article arrives, and kept; texts are not looked at again to find stories.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Signature:
    """What says which event an article tells of.

    Attributes:
        terms: uint32[t], hashes of words, names, numbers and places, rising, each once.
        weights: float32[t], what each counts; the squares add up to 1.
        time: seconds since 1970, None where unknown.
    """

    terms: NDArray[np.uint32]
    weights: NDArray[np.float32]
    time: int | None
