"""Everything can be done with the keyboard alone, and it shows where one is."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Newsroom, go

HERE = """() => {
    const node = document.activeElement, box = node.getBoundingClientRect(), style = getComputedStyle(node);
    const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1
        || style.boxShadow !== 'none';
    const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    const top = document.elementFromPoint(
        Math.min(innerWidth - 1, Math.max(0, box.left + box.width / 2)),
        Math.min(innerHeight - 1, Math.max(0, box.top + Math.min(box.height, innerHeight) / 2)));
    return {html: node.outerHTML.slice(0, 120), ring, inside, body: node === document.body,
        index: [...document.querySelectorAll('*')].indexOf(node), covered: !top || !(node.contains(top)
        || top.contains(node) || top.closest('label')?.control === node)};
}"""
ROW = "() => document.activeElement.closest('tr')?.id ?? ''"
STOPS = "a[href], button, input, select, textarea, summary, [tabindex]"
TABBABLE = """stops => [...document.querySelectorAll(stops)]
    .filter(node => node.tabIndex >= 0 && !node.disabled && node.type !== 'hidden'
        && node.checkVisibility({visibilityProperty: true})).length"""


def begin(page: Page, way: str) -> None:
    page.set_viewport_size({"width": 1100, "height": 800})
    page.emulate_media(color_scheme="light")
    assert go(page, way) == 200


@pytest.mark.parametrize("way", ["stories", "claim", "collation", "try it", "outlet"])
def test_tab_goes_through_a_page_in_its_order_and_every_stop_is_seen(
    tab: Page, newsroom: Newsroom, way: str
) -> None:
    begin(tab, newsroom.ways[way])
    stops: list[dict[str, Any]] = []
    for _ in range(40):
        tab.keyboard.press("Tab")
        here = tab.evaluate(HERE)
        if here["body"] or (stops and here["index"] <= stops[-1]["index"]):
            break
        stops.append(here)
    assert len(stops) >= min(40, tab.evaluate(TABBABLE, STOPS)) - 1, stops[-1]
    unseen = [stop["html"] for stop in stops if not (stop["ring"] and stop["inside"]) or stop["covered"]]
    assert unseen == []


def test_the_first_stop_skips_to_the_content(tab: Page, newsroom: Newsroom) -> None:
    begin(tab, newsroom.ways["story"])
    tab.keyboard.press("Tab")
    assert tab.locator(":focus").inner_text() == "Skip to the content"
    assert tab.evaluate(HERE)["inside"]
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "main"
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_j_and_k_walk_the_lines_of_a_collation(tab: Page, newsroom: Newsroom) -> None:
    begin(tab, newsroom.ways["collation"])
    at = []
    for key in ("j", "j", "j", "k", "ArrowDown", "ArrowUp"):
        tab.keyboard.press(key)
        at.append(tab.evaluate(ROW))
    assert at == ["line-1", "line-2", "line-3", "line-2", "line-3", "line-2"]
    here = tab.evaluate(HERE)
    assert (here["ring"], here["inside"]) == (True, True)


def test_keys_are_letters_where_one_types(tab: Page, newsroom: Newsroom) -> None:
    begin(tab, newsroom.ways["collation"])
    box = tab.locator("input[type=search]").first
    box.focus()
    tab.keyboard.type("jk/j")
    assert box.input_value() == "jk/j"
    assert tab.evaluate(ROW) == ""


def test_j_walks_the_findings_of_a_story_and_enter_opens_one(tab: Page, newsroom: Newsroom) -> None:
    begin(tab, newsroom.ways["story"])
    tab.keyboard.press("j")
    tab.keyboard.press("j")
    assert tab.evaluate("document.activeElement.localName") == "summary"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.parentElement.open")


def test_articles_are_chosen_and_shown_with_the_keyboard(tab: Page, newsroom: Newsroom) -> None:
    begin(tab, newsroom.ways["collation"])
    opener = tab.locator("summary", has_text="Choose others")
    opener.focus()
    tab.keyboard.press("Enter")
    boxes = tab.locator("input[name=v]")
    before = boxes.evaluate_all("nodes => nodes.filter(node => node.checked).length")
    boxes.nth(0).focus()
    tab.keyboard.press("Space")
    tab.get_by_role("button", name="Show side by side").focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/collation?v=*")
    tab.locator("table.columns").wait_for()
    assert tab.locator("table.columns thead th").count() == before  # one fewer, and the line's number


def test_words_are_searched_for_with_the_keyboard(tab: Page, newsroom: Newsroom) -> None:
    begin(tab, newsroom.ways["about"])
    tab.keyboard.press("/")
    tab.keyboard.type("dredger")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/search?q=dredger")
    assert tab.locator("ol.hits li").count() > 3


def test_texts_are_read_with_the_keyboard(tab: Page, newsroom: Newsroom) -> None:
    begin(tab, newsroom.ways["try it"])
    tab.get_by_label("Texts, with a line").focus()
    tab.keyboard.insert_text("A barge sank at the quay of Vessin on Monday, the harbour master said.")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    tab.get_by_text("Nothing was stored").wait_for()
