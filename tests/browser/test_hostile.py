"""Articles that mean harm are shown as words, on every page and in every form that gives them back."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Newsroom, Visitor, go
from tests.browser.payloads import PAYLOADS

STRANGE = """() => [
    ...document.querySelectorAll('img, iframe, object, embed, base, style, math, [srcdoc], [style]'),
    ...[...document.querySelectorAll('script, link')].filter(
        node => !new URL(node.src || node.href).pathname.startsWith('/static/')),
    ...[...document.querySelectorAll('*')].filter(
        node => [...node.attributes].some(found => found.name.startsWith('on'))),
    ...[...document.querySelectorAll('a')].filter(
        link => !['http:', 'https:'].includes(new URL(link.getAttribute('href') ?? '', location).protocol)),
    ...[...document.querySelectorAll('form')].filter(form => new URL(form.action).origin !== location.origin),
].map(node => node.outerHTML.slice(0, 200))"""


def look(page: Page, way: str) -> None:
    """Go there, and see that nothing is there that we did not put there."""
    assert go(page, way) < 500
    found = page.evaluate(STRANGE)
    assert found == [], f"{way}: {found}"


def words(page: Page, where: str) -> str:
    """All words there, those that are not seen too."""
    return str(page.locator(where).evaluate("node => node.textContent"))


def piece(name: str) -> str:
    return quote(name, safe="")


@pytest.mark.parametrize("number", range(len(PAYLOADS)), ids=list(PAYLOADS))
def test_an_article_that_means_harm_stands_there_as_words(tab: Page, newsroom: Newsroom, number: int) -> None:
    payload = list(PAYLOADS.values())[number]
    look(tab, f"/articles/{piece(f'{payload} 0')}")
    assert payload.strip() in words(tab, "h1")
    assert payload in words(tab, "main")
    story = newsroom.of(f"{payload} 0")
    look(tab, story)
    assert payload in words(tab, "main")
    others = [f"{story}/collation", f"{story}/lineage", f"{story}/collation?form=table"]
    others.append(f"/outlets/{piece(f'{payload} Post 0')}")
    others += tab.locator("a.permalink").evaluate_all("nodes => nodes.map(n => n.getAttribute('href'))")[:1]
    look(tab, others[number % len(others)])


@pytest.mark.parametrize("number", range(len(PAYLOADS)), ids=list(PAYLOADS))
def test_what_is_asked_for_comes_back_as_words(tab: Page, number: int) -> None:
    asked = piece(list(PAYLOADS.values())[number])
    others = (f"/?since={asked}", f"/stories/{asked}", f"/outlets?name={asked}", f"/signin?back={asked}")
    look(tab, f"/search?q={asked}")
    look(tab, f"/?outlet={asked}&agency={asked}&language={asked}&after={asked}")
    look(tab, others[number % len(others)])


def test_an_address_that_means_harm_does_none(tab: Page, newsroom: Newsroom) -> None:
    for way in ("story", "collation", "lineage"):
        go(tab, newsroom.ways[way])
        for payload in PAYLOADS.values():
            tab.evaluate("word => { location.hash = word }", payload)
        assert tab.evaluate(STRANGE) == []


def test_the_lists_with_all_of_them_are_harmless(tab: Page) -> None:
    for way in ("/", "/?least=2", "/outlets", "/search?q=guard", "/search?q=alert"):
        look(tab, way)
        assert "alert('w')" in words(tab, "main")


def test_texts_that_mean_harm_are_read_and_shown_as_words(visitor: Visitor) -> None:
    page = visitor()
    page.goto("/try")
    texts = [f"{payload} The quay of Vessin reopened, {payload} said." for payload in PAYLOADS.values()]
    page.get_by_label("Texts, with a line").fill("\n---\n".join(texts))
    page.get_by_role("button", name="Read them").click()
    page.get_by_text("Nothing was stored").wait_for()
    assert page.evaluate(STRANGE) == []
    page.goto("/try")
    files = [
        {"name": f"{PAYLOADS['image']}.txt", "mimeType": "text/plain", "buffer": texts[0].encode()},
        {"name": "../../x.html", "mimeType": "text/html", "buffer": _page().encode()},
    ]
    page.locator("input[type=file]").set_input_files(files)
    page.get_by_role("button", name="Read them").click()
    page.get_by_text("Nothing was stored").wait_for()
    assert page.evaluate(STRANGE) == []


def _page() -> str:
    """A page whose text and data about itself mean harm."""
    words = "The quay of Vessin reopened on Friday after divers removed the wreck of a barge. " * 4
    return (
        f"<html><head><title>{PAYLOADS['title']}</title>"
        f"<meta property='og:site_name' content=\"<img src=x onerror=alert(1)>\">"
        f"<link rel=canonical href=\"javascript:alert('w')\"></head>"
        f"<body onload=alert('w')><article><h1>Quay</h1><p>{words}</p>"
        f"<p>&lt;script&gt;alert('w')&lt;/script&gt; {words}</p></article></body></html>"
    )
