"""Each page, for everybody: sound in structure, without barriers, narrow, dark, without script, on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Newsroom, Visitor, go

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ("color-contrast", "link-in-text-block")  # what axe takes longest for
LONG = ("story", "collation of eight", "table")  # pages whose colours shorter ones have too
STATUS = {"no such story": 404, "no such page": 404, "wrong filter": 400}
WAYS = (
    "stories", "stories filtered", "no stories", "search", "search without hits", "story", "short story",
    "story of one article", "story from right to left", "claim", "quote", "alarm", "descent", "collation",
    "collation of eight", "collation from right to left", "table", "lineage", "article", "passage", "outlets",
    "outlet", "try it", "about", "sign-in", "no such story", "no such page", "wrong filter",
)  # fmt: skip

STICKING_OUT = """() => [...document.querySelectorAll('body *')].filter(node => {
    const box = node.getBoundingClientRect();
    if (!box.width || box.right <= innerWidth + 1) return false;
    for (let up = node; up; up = up.parentElement)
        if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(up).overflowX)) return false;
    return true;
}).slice(0, 5).map(node => node.outerHTML.slice(0, 160))"""

BROKEN_ANCHORS = """() => [...document.querySelectorAll('a[href^="#"]')]
    .map(link => decodeURIComponent(link.getAttribute("href").slice(1)))
    .filter(name => name && !document.getElementById(name))"""

TWICE = """() => [...document.querySelectorAll('[id]')].map(node => node.id)
    .filter((id, index, all) => all.indexOf(id) < index)"""


SHOWN = """() => {
    const main = document.querySelector('main').cloneNode(true);
    document.querySelector('main').replaceWith(main);
    main.querySelectorAll('.sift, a.permalink + button').forEach(node => node.remove());
    return main.innerText;
}"""
RUN_AXE = """([only, off]) => axe.run(document, {runOnly: only, resultTypes: ['violations'],
    rules: Object.fromEntries(off.map(rule => [rule, {enabled: false}]))}).then(found => found.violations)"""


def violations(page: Page, only: list[str], off: tuple[str, ...] = ()) -> list[str]:
    """What axe finds, a line each."""
    found: list[dict[str, Any]] = page.evaluate(RUN_AXE, [only, list(off)])
    return [
        f"{rule['id']} ({rule['impact']}): {rule['help']}: "
        + " | ".join(f"{node['target']} {node['html'][:120]} {node['any'][:1]}" for node in rule["nodes"][:3])
        for rule in found
    ]


def test_the_list_of_pages_is_that_of_the_newsroom(newsroom: Newsroom) -> None:
    assert set(WAYS) == set(newsroom.ways)


@pytest.mark.parametrize("way", WAYS)
def test_a_page_is_sound_without_barriers_fits_a_phone_and_needs_no_script(
    tab: Page, plain_tab: Page, newsroom: Newsroom, way: str
) -> None:
    tab.set_viewport_size({"width": 1280, "height": 800})
    tab.emulate_media(color_scheme="light")
    assert go(tab, newsroom.ways[way]) == STATUS.get(way, 200)
    found: dict[str, Any] = {
        "headings": tab.locator("h1").count(),
        "main": tab.locator("main").count(),
        "title": tab.title().endswith(" - wirecopy"),
        "language": tab.locator("html").get_attribute("lang"),
        "links that lead nowhere": tab.evaluate(BROKEN_ANCHORS),
        "ids given twice": tab.evaluate(TWICE),
    }
    tab.evaluate(AXE)
    found["axe"] = violations(tab, RULES, off=COLOURS if way in LONG else ())
    tab.emulate_media(color_scheme="dark")
    found["axe in the dark"] = violations(tab, list(COLOURS)) if way not in LONG else []
    tab.set_viewport_size({"width": 320, "height": 640})
    found["wider than a phone"] = tab.evaluate("document.scrollingElement.scrollWidth - innerWidth") > 0
    found["sticking out"] = tab.evaluate(STICKING_OUT)
    assert found == {
        "headings": 1, "main": 1, "title": True, "language": "en", "links that lead nowhere": [],
        "ids given twice": [], "axe": [], "axe in the dark": [], "wider than a phone": False,
        "sticking out": [],
    }  # fmt: skip
    tab.set_viewport_size({"width": 1280, "height": 800})
    go(plain_tab, newsroom.ways[way])
    assert plain_tab.locator("main").inner_text().split() == str(tab.evaluate(SHOWN)).split()


GROUND = """() => {
    const colours = [document.body, document.documentElement]
        .map(node => getComputedStyle(node).backgroundColor);
    const seen = colours.find(colour => colour !== 'rgba(0, 0, 0, 0)') ?? 'rgb(255, 255, 255)';
    const [red, green, blue] = seen.match(/[0-9]+/g).map(Number);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}"""


def luminance(page: Page) -> float:
    """How light the ground of the page is, 0 to 255."""
    return float(page.evaluate(GROUND))


def test_dark_is_dark_and_light_is_light(visitor: Visitor, newsroom: Newsroom) -> None:
    page = visitor(color_scheme="light")
    go(page, newsroom.ways["story"])
    light = luminance(page)
    page.emulate_media(color_scheme="dark")
    assert (luminance(page) < 60, light > 200) == (True, True)


@pytest.mark.parametrize("way", ["story", "collation", "lineage", "table"])
def test_paper_shows_the_findings_and_not_the_ways_through_the_site(
    visitor: Visitor, newsroom: Newsroom, way: str
) -> None:
    page = visitor(viewport={"width": 720, "height": 1000})
    go(page, newsroom.ways[way])
    page.emulate_media(media="print", color_scheme="dark")
    assert luminance(page) > 200, "ink is not spent on a dark ground"
    assert page.locator("header nav").is_hidden()
    assert page.locator("h1").is_visible()
    assert page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0
    if way == "collation":
        assert len(page.pdf(format="A4")) > 10_000


def test_text_from_right_to_left_runs_so(visitor: Visitor, newsroom: Newsroom) -> None:
    page = visitor()
    go(page, newsroom.ways["story from right to left"])
    direction = "node => getComputedStyle(node).direction"
    assert page.locator("h1").evaluate(direction) == "rtl"
    go(page, "/articles/marsa-1")
    words = page.get_by_text("أعلنت إدارة الميناء").last
    assert words.evaluate(direction) == "rtl"
    go(page, newsroom.ways["collation from right to left"])
    assert page.locator(".words").first.evaluate(direction) == "rtl"


def test_the_policy_forbids_inline_script_and_every_other_host(visitor: Visitor, newsroom: Newsroom) -> None:
    answer = visitor().goto(newsroom.ways["story"])
    assert answer is not None
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "*" not in policy
    assert "frame-ancestors 'none'" in policy
