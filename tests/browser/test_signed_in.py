"""The pages of who is signed in, with every form open: no barriers, light, dark and on a phone."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Newsroom, Visitor, go
from tests.browser.test_doing import sign_in
from tests.browser.test_pages import AXE, COLOURS, RULES, STICKING_OUT, TWICE, violations

OPEN_ALL = "() => document.querySelectorAll('details').forEach(node => { node.open = true })"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forms_of_corrections_are_without_barriers(visitor: Visitor, newsroom: Newsroom, scheme: str) -> None:
    page = visitor(bypass_csp=True, color_scheme=scheme)
    page.goto("/")
    sign_in(page, "city desk")
    found = {}
    for way in ("short story", "claim", "descent", "article", "lineage"):
        page.set_viewport_size({"width": 1280, "height": 800})
        go(page, newsroom.ways[way])
        page.evaluate(OPEN_ALL)
        page.evaluate(AXE)
        rules = RULES if scheme == "light" else list(COLOURS)
        found[way] = violations(page, rules) + page.evaluate(TWICE)
        page.set_viewport_size({"width": 320, "height": 640})
        found[way] += page.evaluate(STICKING_OUT)
    assert found == {way: [] for way in found}
