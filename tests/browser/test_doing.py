"""What people do: search and filter, correct a finding, try texts of their own, take a story home."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Newsroom, Visitor, go
from tools.browsing import TOKEN

AGENCY = (
    "VESSIN, March 5 (Northwire) - A gravel barge capsized under the Vessin drawbridge on Tuesday and 17 "
    "deckhands were rescued, the harbour office said. The tug Petra pulled them out within twenty minutes. "
    "Engineers closed the drawbridge to lorries and will inspect its eastern pier on Thursday."
)
PAPER = AGENCY.replace("VESSIN, March 5 (Northwire) - ", "").replace("17", "70")


def sign_in(page: Page, name: str) -> None:
    page.get_by_role("link", name="Sign in").first.click()
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Token of this server").fill(TOKEN)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.get_by_text("Signed in as").wait_for()


def test_stories_are_filtered_and_found(visitor: Visitor) -> None:
    page = visitor()
    page.goto("/")
    assert page.locator("table tbody tr").count() > 5
    page.get_by_text("Filters", exact=True).click()
    page.get_by_label("Outlet").fill("Radio Sund")
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_url("**outlet=Radio+Sund*")
    assert page.locator("table tbody tr").count() == 1
    row = page.locator("table tbody tr").inner_text()
    assert "11" in row
    assert "21" in row, "articles and reports are the two numbers that matter"


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_finding_is_corrected_seen_and_taken_back(
    visitor: Visitor, newsroom: Newsroom, script: bool
) -> None:
    page = visitor(java_script_enabled=script)
    name, note = f"<b>Eve {script}</b>", f"The second article says otherwise & {script}."
    page.goto(newsroom.ways["short story"])
    claim = page.locator("details.row a.permalink").first.get_attribute("href") or ""
    sign_in(page, name)
    page.goto(claim)
    page.get_by_label("wrong").check()
    page.get_by_label("Why, in a sentence").fill(note)
    page.get_by_role("button", name="Keep this").click()
    said = page.locator("ul.said li", has_text=note)
    said.wait_for()
    assert f"{name} marked this wrong" in said.inner_text()
    reader = visitor()
    go(reader, newsroom.ways["short story"])
    told = reader.locator("main").evaluate("node => node.textContent")
    assert name in told, "the report says that it was corrected, and by whom"
    go(reader, claim)
    assert reader.get_by_role("button", name="Keep this").count() == 0, "nobody else is signed in"
    said.get_by_role("button", name="Take back").click()
    page.locator("ul.said li s", has_text=note).wait_for()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/")
    assert page.get_by_text("Signed in as").count() == 0


def test_a_wrong_token_opens_nothing_and_is_not_shown_again(visitor: Visitor) -> None:
    page = visitor()
    page.goto("/signin?back=https://evil.example/")
    page.get_by_label("Your name").fill("Eve")
    page.get_by_label("Token of this server").fill("not the token at all")
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.get_by_text("not the token").first.wait_for()
    assert "not the token at all" not in page.content()
    page.goto("/")
    assert page.get_by_text("Signed in as").count() == 0


def test_signing_in_leads_to_this_server_only(visitor: Visitor, newsroom: Newsroom) -> None:
    page = visitor()
    page.goto("/signin?back=//evil.example/")
    page.get_by_label("Your name").fill("Ann")
    page.get_by_label("Token of this server").fill(TOKEN)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.get_by_text("Signed in as").wait_for()
    assert page.url.startswith(f"{newsroom.server.address}/")
    assert TOKEN not in page.url


def test_an_article_gets_another_credit(visitor: Visitor) -> None:
    page = visitor()
    page.goto("/")
    sign_in(page, "Ann")
    page.goto("/articles/quay-bread")
    page.get_by_text("The credit is another").click()
    page.get_by_label("Agency (leave empty for none)").fill("Varland Press")
    page.get_by_role("button", name="Set the credit").click()
    page.locator("ul.said li", has_text="set the credit to Varland Press").wait_for()


def test_a_form_from_another_site_is_refused(visitor: Visitor, newsroom: Newsroom) -> None:
    page = visitor()
    page.goto("/")
    sign_in(page, "Ann")
    form = {"kind": "finding", "target": "c-1", "verdict": "wrong", "back": "/"}
    for headers in ({"Origin": "https://evil.example"}, {"Origin": newsroom.server.address}):
        answer = page.request.post("/corrections", form=form, headers=headers, max_redirects=0)
        assert answer.status == 403, headers


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_pasted_texts_become_a_report_to_keep(visitor: Visitor, tmp_path: Path, script: bool) -> None:
    page = visitor(java_script_enabled=script)
    page.goto("/try")
    page.get_by_label("Texts, with a line").fill(f"{AGENCY}\n---\n{PAPER}")
    page.get_by_role("button", name="Read them").click()
    page.get_by_text("Nothing was stored").wait_for()
    shown = page.locator("main").inner_text()
    assert "2 articles, one shared text behind all of them" in shown
    assert "17" in shown
    assert "70" in shown
    with page.expect_download() as kept:
        page.get_by_role("button", name="data (JSON)").click()
    kept.value.save_as(tmp_path / "report.json")
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert report["stories"][0]["counts"]["versions"] == 2
    with page.expect_download() as kept:
        page.get_by_role("button", name="a page (HTML)").click()
    kept.value.save_as(tmp_path / "report.html")
    assert "<script" not in (tmp_path / "report.html").read_text(encoding="utf-8").replace("&lt;script", "")


def test_files_become_a_report(visitor: Visitor) -> None:
    page = visitor()
    page.goto("/try")
    rows = json.dumps({"id": "row-1", "text": PAPER, "outlet": "Vessin Post"})
    paragraphs = "".join(f"<p>{part}.</p>" for part in AGENCY.split(". "))
    html = f"<html><head><title>Barge</title></head><body><article>{paragraphs}</article></body></html>"
    page.locator("input[type=file]").set_input_files([
        {"name": "agency.txt", "mimeType": "text/plain", "buffer": AGENCY.encode()},
        {"name": "rows.jsonl", "mimeType": "application/jsonl", "buffer": rows.encode()},
        {"name": "page.html", "mimeType": "text/html", "buffer": html.encode()},
        {"name": "picture.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n" + bytes(99)},
    ])  # fmt: skip
    page.get_by_role("button", name="Read them").click()
    page.get_by_text("Nothing was stored").wait_for()
    shown = page.locator("main").inner_text()
    assert "3 articles" in shown
    assert "picture.png" in shown, "what cannot be read is named"


@pytest.mark.parametrize(
    ("text", "says"),
    [("", "There is no text to read yet"), ("\n---\n".join(f"Text {n}." for n in range(21)), "up to 20")],
)
def test_what_cannot_be_tried_is_said(visitor: Visitor, text: str, says: str) -> None:
    page = visitor()
    page.goto("/try")
    page.get_by_label("Texts, with a line").fill(text)
    page.get_by_role("button", name="Read them").click()
    page.locator(".wrong", has_text=says).wait_for()


def test_a_story_is_downloaded_in_every_format(visitor: Visitor, newsroom: Newsroom) -> None:
    page = visitor()
    go(page, newsroom.ways["story"])
    links = page.locator("a[download]")
    ways = links.evaluate_all("nodes => nodes.map(node => node.getAttribute('href'))")
    assert len(ways) >= 10
    for way in ways:
        answer = page.request.get(way)
        assert answer.status == 200, way
        assert "attachment" in answer.headers["content-disposition"], way
        assert len(answer.body()) > 300, way
    with page.expect_download() as kept:
        links.first.click()
    assert kept.value.suggested_filename.endswith(".html")


def test_the_link_to_a_finding_leads_to_it_and_to_its_place(visitor: Visitor, newsroom: Newsroom) -> None:
    page = visitor()
    go(page, newsroom.ways["story"])
    page.locator("details.row > summary").first.click()
    page.locator("a.permalink").first.click()
    page.wait_for_url("**/findings/**")
    annotation = json.loads(page.locator("pre.code").text_content() or "")
    for target in annotation["target"]:
        position, words = target["selector"]
        assert position["end"] - position["start"] == len(words["exact"])
    page.get_by_role("link", name="In its place in the story").click()
    page.wait_for_url(re.compile("/stories/[^/]+#"))
    place = page.locator(f"[id='{unquote(page.url.partition('#')[2])}']")
    assert place.evaluate("node => node.closest('details')?.open ?? true")


def test_a_passage_is_marked_in_its_article(visitor: Visitor, newsroom: Newsroom) -> None:
    page = visitor()
    claim = next(claim for claim in newsroom.story.claims if len(claim.versions) > 1)
    member = claim.members[0]
    text = next(row.text for row in newsroom.story.versions if row.id == member.version)
    go(page, newsroom.ways["passage"])
    marked = page.locator("#at").first
    assert " ".join(marked.inner_text().split()) in " ".join(text[member.start : member.end].split())
    assert marked.evaluate("node => node.getBoundingClientRect().top < innerHeight")


def test_every_link_of_the_main_pages_leads_somewhere(visitor: Visitor, newsroom: Newsroom) -> None:
    page, known = visitor(), dict[str, str]()
    for way in (
        "stories",
        "story",
        "claim",
        "collation",
        "lineage",
        "article",
        "outlet",
        "try it",
        "sign-in",
    ):
        go(page, newsroom.ways[way])
        found = page.locator("a[href^='/']").evaluate_all(
            "nodes => nodes.map(node => node.getAttribute('href').split('#')[0])"
        )
        known |= {link: way for link in found if "/download/" not in link and "alert" not in unquote(link)}
    kinds: dict[str, str] = {}
    for link in known:  # one of each kind, for there are thousands
        kinds.setdefault(re.sub(r"[^/?=&]{12,}|[0-9]+", "*", unquote(link)), link)
    broken = {link: known[link] for link in kinds.values() if page.request.get(link).status >= 400}
    assert broken == {}
