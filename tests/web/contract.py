"""The description of the API held against its answers, by requests that schemathesis makes of it.

Requests are drawn from the description, right ones and wrong ones, from a fixed seed. Half of those that name
a story, an article or an outlet are given one that is there, since a name that is drawn never is. No answer
may be a fault of the server, and each must be as described: status, media type, headers, body.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import hypothesis
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks

# What a description in terms of JSON cannot say: names that are not in the store, a place in a list
# that is not the store's, words that are too many.
_EXCLUDED = ("positive_data_acceptance",)


def check(
    url: str, names: Mapping[str, Sequence[str]], token: str, cases: int, seed: int = 1
) -> Counter[str]:
    """Hold answers against the description.

    Args:
        url: of the server.
        names: names that are there, by parameter.
        token: of the server; every second request bears it.
        cases: how many requests to make.
        seed: of the requests.

    Returns:
        How many answers there were of each method, path and status.

    Raises:
        ExceptionGroup: an answer is not as described; says which request brings it.
    """
    load_all_checks()
    excluded = [CHECKS.get_one(name) for name in _EXCLUDED]
    schema = schemathesis.openapi.from_url(f"{url}/api/v1/openapi.json")
    drawn = st.one_of(
        schema.as_strategy(generation_mode=GenerationMode.POSITIVE),
        schema.as_strategy(generation_mode=GenerationMode.NEGATIVE),
    )
    answers: Counter[str] = Counter()
    with requests.Session() as session:

        @hypothesis.seed(seed)
        @settings(
            max_examples=cases, deadline=None, database=None, suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],
        )  # fmt: skip
        @given(case=drawn, pick=st.integers(0, 99))
        def hold(case: Any, pick: int) -> None:
            _name(case, names, pick)
            headers = {"Authorization": f"Bearer {token}"} if pick % 4 < 2 else None
            answer = case.call(base_url=url, session=session, headers=headers)
            answers[f"{case.method} {case.path} {answer.status_code}"] += 1
            case.validate_response(answer, excluded_checks=excluded)

        hold()
    return answers


def _name(case: Any, names: Mapping[str, Sequence[str]], pick: int) -> None:
    """Give a request a name that is there, every second time."""
    if pick % 2:
        return
    for given_ in (case.path_parameters, case.query):
        for name in given_ or {}:
            if known := names.get(name):
                given_[name] = known[pick % len(known)]
