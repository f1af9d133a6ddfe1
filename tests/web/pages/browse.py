"""Looking at a served page as a strict reader does, and walking from page to page as a visitor does."""

from __future__ import annotations

import re
from collections import deque
from itertools import pairwise
from urllib.parse import urljoin, urlsplit

from lxml import etree
from starlette.testclient import TestClient

from tests.web.pages.fakedesk import CSRF

HOST = "http://testserver"


def tree(page: str) -> etree._Element:
    """The page read by a strict XML parser."""
    doctype, _, body = page.partition("\n")
    assert doctype == "<!DOCTYPE html>"
    return etree.fromstring(body.encode())


def words(node: etree._Element) -> str:
    """The text of a node, blanks run together."""
    return " ".join("".join(node.itertext()).split())


def faults(root: etree._Element) -> list[str]:
    """What is wrong with a page, in words."""
    nodes = [node for node in root.iter() if isinstance(node.tag, str)]
    return [*_frame(root), *_headings(nodes), *_names(nodes), *_inert(nodes), *_forms(root)]


def _frame(root: etree._Element) -> list[str]:
    found = []
    if not root.get("lang"):
        found.append("no language")
    if not (root.findtext("head/title") or "").strip(" -wirecopy"):
        found.append("no title")
    found += [f"no {name}" for name in ("header", "main", "footer") if root.find(f"body/{name}") is None]
    if root.find("body")[0].get("href") != "#main":
        found.append("no way to skip to the content")
    return found


def _headings(nodes: list[etree._Element]) -> list[str]:
    levels = [int(node.tag[1]) for node in nodes if re.fullmatch("h[1-6]", node.tag)]
    found = [] if levels.count(1) == 1 else [f"{levels.count(1)} headings of the first level"]
    return found + [
        f"heading {lower} after {upper}" for upper, lower in pairwise(levels) if lower > upper + 1
    ]


def _names(nodes: list[etree._Element]) -> list[str]:
    ids = [node.get("id") for node in nodes if node.get("id")]
    found = [f"id {name} twice" for name in {name for name in ids if ids.count(name) > 1}]
    for node in nodes:
        for key in ("for", "aria-labelledby", "aria-describedby", "list"):
            lacking = [name for name in (node.get(key) or "").split() if name not in ids]
            found += [f"{key} leads nowhere: {name}" for name in lacking]
    return found


def _inert(nodes: list[etree._Element]) -> list[str]:
    found = []
    for node in nodes:
        if node.tag in ("style", "iframe", "object", "embed", "base"):
            found.append(f"element {node.tag}")
        found += [f"{key} on {node.tag}" for key in node.attrib if key.startswith("on") or key == "style"]
        for key in ("src", "href", "action", "formaction"):
            value = node.get(key)
            if value is not None and not re.match("(/(?!/)|#|https?://)", value):
                found.append(f"{key}={value!r}")
        if node.tag in ("script", "link", "img", "form") and not (
            node.get("src") or node.get("href") or node.get("action") or ""
        ).startswith("/"):
            found.append(f"{node.tag} from elsewhere")
        if node.tag == "script" and node.text:
            found.append("script inside the page")
    return found


def _forms(root: etree._Element) -> list[str]:
    labelled = {node.get("for") for node in root.iter("label")}
    found = []
    for node in root.iter("input", "select", "textarea"):
        inside = any(parent.tag == "label" for parent in node.iterancestors())
        if node.get("type") != "hidden" and not inside and node.get("id") not in labelled:
            found.append(f"no label for {node.get('name')}")
    writing = [form for form in root.iter("form") if form.get("method") == "post"]
    bare = [form for form in writing if form.find(".//input[@name='csrf']") is None]
    return found + [f"form {form.get('action')} without csrf" for form in bare]


def check_csrf(root: etree._Element) -> list[str]:
    """Forms that do not send back what the session knows."""
    forms = [form for form in root.iter("form") if form.get("method") == "post"]
    return [form.get("action") for form in forms if form.find(".//input[@name='csrf']").get("value") != CSRF]


def links(root: etree._Element, at: str) -> list[str]:
    """Where a page leads within the site, but for the API."""
    found = []
    for node in root.iter("a", "link", "script"):
        target = node.get("href") or node.get("src")
        whole = urljoin(HOST + at, target)
        if whole.startswith(HOST) and not urlsplit(whole).path.startswith("/api/"):
            found.append(whole.removeprefix(HOST))
    return found


def walk(client: TestClient, start: str, most: int = 5) -> dict[str, etree._Element]:
    """Pages that can be reached, by address; of one kind the first `most`. Every link leads to something."""
    seen: dict[str, etree._Element] = {}
    kinds: dict[str, int] = {}
    waiting = deque([start])
    known = {start}
    wrong = []
    while waiting:
        at = waiting.popleft()
        answer = client.get(at)
        if answer.status_code not in (200, 202):
            wrong.append((at, answer.status_code))
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        seen[at] = tree(answer.text)
        ids = {node.get("id") for node in seen[at].iter()}
        for link in links(seen[at], at):
            path, _, place = link.partition("#")
            if place and path == at and place not in ids:
                wrong.append((at, f"#{place} is not there"))
            kind = re.sub("[^/?=&]*[0-9][^/?=&]*", "N", path)
            if path not in known and kinds.get(kind, 0) < most:
                known.add(path)
                kinds[kind] = kinds.get(kind, 0) + 1
                waiting.append(path)
    assert not wrong, wrong[:5]
    return seen
