"""The page about what `group` drops: well-formed, inert, and it says what stays."""

from __future__ import annotations

import pyarrow as pa
import pytest
from lxml import etree

from tests.copyfinder import find_copies
from tests.exports.test_html import ALLOWED, HOSTILE, tree
from wirecopy.exports.dropped import render
from wirecopy.exports.html import style
from wirecopy.front import Grouped, group_corpus
from wirecopy.front.keep import choose
from wirecopy.group import corpus

BARGE = "A barge sank at the eastern quay of Vessin on Monday; divers found nobody on board, the mayor said."


@pytest.fixture(autouse=True)
def _simple_finder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus, "find_copies", find_copies)


def page(rows: list[dict[str, str]]) -> str:
    found: Grouped = group_corpus(pa.Table.from_pylist(rows))
    return render(found, choose("best", found.holdings, found.groups), "best")


def words(page: str) -> str:
    return " ".join("".join(tree(page).itertext()).split())


def test_says_what_goes_and_why() -> None:
    said = words(page([
        {"id": "post", "text": BARGE, "outlet": "Hesk Post"},
        {"id": "sun", "text": BARGE[:80], "outlet": "Vessin Sun"},
        {"id": "empty", "text": ""},
    ]))  # fmt: skip
    assert "2 articles, 1 text" in said
    assert (
        "1 copy goes, in 1 family: 50% of the articles, 45% of their text. 1 row could not be read." in said
    )
    assert "100% of the first stands in the second, 81% of the second in the first" in said


def test_nothing_found_is_said() -> None:
    assert "No copy was found." in words(page([{"id": "a", "text": BARGE}]))


def test_hostile_input_stays_text() -> None:
    rows = [
        {"id": bad, "text": f"{bad} {BARGE} {bad}", "outlet": bad} for bad in HOSTILE if "\ud800" not in bad
    ]
    rows += [{"id": f"{bad}2", "text": f"{bad} {BARGE} {bad}"} for bad in HOSTILE if "\ud800" not in bad]
    nodes = list(tree(page(rows)).iter())
    assert {str(node.tag) for node in nodes} <= ALLOWED
    assert not any(name.startswith("on") for node in nodes for name in node.attrib)
    assert {node.get("href")[0] for node in nodes if node.get("href")} == {"#"}


def test_same_rows_same_bytes_and_only_our_style() -> None:
    rows = [{"id": "a", "text": BARGE}, {"id": "b", "text": BARGE}]
    assert page(rows) == page(rows)
    (found,) = tree(page(rows)).iter("style")
    assert isinstance(found, etree._Element)
    assert found.text == style()
