"""A page becomes its article; a page that would hang a parser is refused in no time."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from wirecopy.model import Article, Rejected
from wirecopy.readers import Note, iter_paths, read_paths
from wirecopy.readers.html import guard
from wirecopy.settings import Reading

FIRST = "The harbour master of Vessin said the eastern quay would stay shut until the divers had finished."
SECOND = "Ships bound for the quay are sent to the outer roads, where eleven of them were waiting."
HEAD = (
    "<title>Quay stays shut | The Vessin Post</title>"
    "<meta property='og:title' content='Quay stays shut'>"
    "<meta property='og:site_name' content='The Vessin Post'>"
    "<meta property='article:published_time' content='2024-03-05T10:00:00Z'>"
    "<link rel='canonical' href='https://post.example/quay'>"
)
BODY = (
    "<nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav>"
    f"<article><h1>Quay stays shut</h1><p>{FIRST}</p><p>{SECOND}</p></article>"
    "<footer>Copyright, cookies, contact</footer>"
)


ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "windows-1252", "iso-8859-15", "koi8-r")
ATTRIBUTES = " ".join(f"a{number}='1'" for number in range(20_000))


def page(head: str = HEAD, body: str = BODY) -> str:
    return f"<!DOCTYPE html>\n<html lang='en-GB'><head>{head}</head>\n<body>{body}</body></html>"


def only(tmp_path: Path, content: str | bytes, name: str = "page.html") -> Article | Rejected:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    articles, rejected = read_paths([path])
    (row,) = [*articles, *rejected]
    return row


def test_the_article_without_the_furniture(tmp_path: Path) -> None:
    article = only(tmp_path, page())
    assert article == Article(
        id="page",
        path=str(tmp_path / "page.html"),
        text=f"Quay stays shut\n{FIRST}\n{SECOND}",
        outlet="The Vessin Post",
        url="https://post.example/quay",
        title="Quay stays shut",
        published="2024-03-05T10:00:00+00:00",
        language="en",
        dated_by="opengraph",
    )


def test_a_byline_only_the_page_has_stands_below_the_headline(tmp_path: Path) -> None:
    article = only(tmp_path, page(HEAD + "<meta name='author' content='Northern Wire'>"))
    assert isinstance(article, Article)
    assert article.text.splitlines() == ["Quay stays shut", "Northern Wire", FIRST, SECOND]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_encoding_a_page_declares_is_used(tmp_path: Path, encoding: str) -> None:
    word = "набережная" if encoding == "koi8-r" else "Größe"
    content = page(f"<meta charset='{encoding}'>{HEAD}", BODY.replace("Ships", word)).encode(encoding)
    article = only(tmp_path, content)
    assert isinstance(article, Article)
    assert word in article.text


@pytest.mark.parametrize(
    "head",
    [
        "<meta content='2024-03-05 10:00:00' name='parsely-pub-date'>",
        "<meta itemprop='datePublished' content='2024-03-05T10:00:00'>",
        '<script type="application/ld+json">{"datePublished": "2024-03-05T10:00:00"}</script>',
    ],
)
def test_the_date_a_page_states_keeps_its_time(tmp_path: Path, head: str) -> None:
    article = only(tmp_path, page(head))
    assert isinstance(article, Article)
    assert article.published == "2024-03-05T10:00:00"


def test_a_date_from_the_text_is_named_a_guess(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        page("", BODY.replace("</h1>", "</h1><p>Published on March 5, 2024</p>")), encoding="utf-8"
    )
    notes = [item.message for item in iter_paths([path]) if isinstance(item, Note)]
    assert notes == ["date 2024-03-05 is a guess: the page states none"]


def test_an_xml_declaration_is_no_obstacle(tmp_path: Path) -> None:
    article = only(tmp_path, '<?xml version="1.0" encoding="utf-8"?>\n' + page(), "page.xhtml")
    assert isinstance(article, Article)
    assert FIRST in article.text


def test_a_page_without_article_is_rejected(tmp_path: Path) -> None:
    row = only(tmp_path, page(body="<nav><a href='/'>Home</a></nav>"))
    assert row == Rejected(str(tmp_path / "page.html"), "no article text found in the page")


HOSTILE = {
    "huge": ("x" * 5_000_001, "page larger than 5,000,000 bytes"),
    "deep": ("<div>" * 3_000, "nested 3,002 deep: more than 2,000"),
    "attributes": (
        "<div " + " ".join(f"a{n}='1'" for n in range(20_000)) + ">",
        "a tag over 64 KB with more than",
    ),
    "links": ("<a href='x'>y</a>" * 60_000, "more than 50,000 tags"),
    "angles": ("<" * 4_000_000, "more than 50,000 tags"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_page_that_would_hang_a_parser_is_refused(tmp_path: Path, name: str) -> None:
    body, reason = HOSTILE[name]
    began = time.process_time()
    row = only(tmp_path, page(body=body))
    assert isinstance(row, Rejected)
    assert reason in row.reason
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    "body",
    [
        "<p>one<p>two" * 5_000,
        "<ul>" + "<li>item" * 5_000 + "</ul>",
        f"<img src='data:image/png;base64,{'A' * 300_000}'>",
        "<script>" + "if (a < b && b<c) { x = '<div>'; }" * 3_000 + "</script>",
        "<!--" + "<div>" * 3_000 + "-->",
        "<br>" * 5_000,
    ],
    ids=["paragraphs", "list", "picture", "script", "comment", "breaks"],
)
def test_what_real_pages_do_is_allowed(body: str) -> None:
    assert guard(page(body=body).encode(), Reading()) is None
