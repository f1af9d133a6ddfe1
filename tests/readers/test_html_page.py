"""What a page states about itself is found wherever sites put it, and nothing it sends breaks the reading."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.readers.hostile.story import ARTICLE, PARAGRAPHS
from wirecopy.readers.html import Page, read_page
from wirecopy.readers.html.dates import stated_date
from wirecopy.readers.html.jsonld import linked_article
from wirecopy.readers.html.prompts import is_prompt
from wirecopy.settings import Reading

URL = "https://www.post.example/2024/03/quay"
MORNING = "2024-03-05T10:00:00"


def read(head: str = "", body: str = ARTICLE, url: str | None = URL, language: str = "en") -> Page:
    """A page with this head and body, read."""
    text = f"<!DOCTYPE html><html lang='{language}'><head>{head}</head><body>{body}</body></html>"
    found = read_page(text.encode(), Reading(), url=url)
    assert isinstance(found, Page), found
    return found


def linked(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def named(name: str, content: str) -> str:
    return f"<meta property='{name}' content='{content}'>"


NEWS = {
    "@type": "NewsArticle",
    "headline": "Quay stays shut",
    "datePublished": "2024-03-05T10:00:00+01:00",
    "dateModified": "2024-03-05T12:00:00+01:00",
    "author": [{"@type": "Person", "name": "Ann Ode"}],
    "publisher": {"@type": "Organization", "name": "The Vessin Post"},
}
BESIDE = {"@type": "Article", "headline": "Another story", "datePublished": "2019-01-01", "author": "Nobody"}
GRAPH = {
    "@graph": [
        {"@type": "WebPage", "@id": "#page", "datePublished": "2001-01-01"},
        {**NEWS, "author": {"@id": "#ann"}, "publisher": {"@id": "#post"}},
        {"@type": "Person", "@id": "#ann", "name": "Ann Ode"},
        {"@type": "Organization", "@id": "#post", "name": "The Vessin Post"},
    ]
}


@pytest.mark.parametrize(
    "head",
    [linked(NEWS), linked([NEWS]), linked(GRAPH), linked([BESIDE, NEWS]), linked(NEWS) + linked(BESIDE)],
    ids=["plain", "list", "graph", "beside another", "two blocks"],
)
def test_json_ld(head: str) -> None:
    page = read(head)
    assert (page.published, page.dated_by) == ("2024-03-05T10:00:00+01:00", "json-ld")
    assert page.modified == "2024-03-05T12:00:00+01:00"
    assert (page.outlet, page.author, page.title) == ("The Vessin Post", "Ann Ode", "Quay stays shut")


@pytest.mark.parametrize(
    "damaged",
    [
        '{"@type":"NewsArticle","datePublished":"2024-03-05",}',
        '<!-- {"@type":"NewsArticle","datePublished":"2024-03-05"} -->',
        '{"@type":"NewsArticle","description":"two\nlines","datePublished":"2024-03-05"}',
        '{"@type":"NewsArticle","headline":"He said "no"","datePublished":"2024-03-05"',
    ],
)
def test_damaged_json_ld(damaged: str) -> None:
    page = read(f'<script type="application/ld+json">{damaged}</script>')
    assert (page.published, page.dated_by) == ("2024-03-05", "json-ld")


@pytest.mark.parametrize(
    ("head", "body", "url", "published", "dated_by"),
    [
        (named("article:published_time", MORNING + "Z"), "", None, MORNING + "+00:00", "opengraph"),
        (named("cXenseParse:recs:publishtime", MORNING), "", None, MORNING, "meta"),
        (named("DC.date.issued", "5 March 2024"), "", None, "2024-03-05", "meta"),
        ("", f"<time pubdate datetime='{MORNING}'>5 March</time>", None, MORNING, "time"),
        ("", "", "https://post.example/2024/03/05/quay", "2024-03-05", "url"),
        ("", "<p class='date'>5 March 2024</p>", None, "2024-03-05", "guess"),
    ],
)  # fmt: skip
def test_where_a_date_comes_from(
    head: str, body: str, url: str | None, published: str, dated_by: str
) -> None:
    page = read(head, ARTICLE.replace("</h1>", f"</h1>{body}"), url)
    assert (page.published, page.dated_by) == (published, dated_by)


@pytest.mark.parametrize(
    ("canonical", "expected"),
    [
        ("https://post.example/quay", "https://post.example/quay"),
        ("/quay", "https://www.post.example/quay"),
        ("https://other.example/quay", URL),
        ("https://post.example/", URL),
        ("http://[", URL),
    ],
)
def test_the_address_of_a_page_is_on_its_own_site(canonical: str, expected: str) -> None:
    assert read(f"<link rel='canonical' href='{canonical}'>").url == expected


@pytest.mark.parametrize(
    ("head", "heading", "title"),
    [
        ("<title>Quay stays shut | The Vessin Post</title>", "", "Quay stays shut"),
        ("<title>Quay stays shut - post.example</title>", "", "Quay stays shut"),
        (named("og:title", "Quay of Vessin shut"), "<h1>On: Quay of Vessin shut</h1>", "Quay of Vessin shut"),
        ("<title>The Vessin Post</title>", "<h1>Quay stays shut</h1>", "Quay stays shut"),
    ],
)  # fmt: skip
def test_titles_have_no_site_and_no_kicker(head: str, heading: str, title: str) -> None:
    site = "<meta property='og:site_name' content='The Vessin Post'>" if "Post" in head else ""
    body = ARTICLE.replace("<h1>Quay stays shut</h1>", heading)
    assert read(head + site, body).title == title


def test_the_standfirst_is_part_of_the_article() -> None:
    lead = (
        "Divers search the eastern quay of Vessin for what the storm left there in February, says the port."
    )
    header = f"<header><h1>Quay stays shut</h1><div class='teaser'><p>{lead}</p></div></header>"
    body = header + ARTICLE.replace("<h1>Quay stays shut</h1>", "")
    assert lead in read(f"<meta name='description' content='{lead[:80]}…'>", body).text
    assert read(f"<meta name='description' content='{PARAGRAPHS[0]}'>").text.count(PARAGRAPHS[0]) == 1


@pytest.mark.parametrize(
    ("name", "above", "taken"),
    [
        ("article-teaser", "<div>", True),
        ("page__intro-text", "<div>", True),
        ("chapo", "<div>", True),
        ("teaser", "<div>", False),
        ("teaser-text", "<div class='related-articles'>", False),
        ("teaser-text", "<aside>", False),
    ],
)
def test_a_standfirst_is_known_by_what_its_makers_call_it(name: str, above: str, taken: bool) -> None:
    lead = "Divers search the eastern quay of Vessin, says the port."
    header = f"<header><h1>Quay stays shut</h1>{above}<p class='{name}'>{lead}</p></header>"
    text = read(header + ARTICLE.replace("<h1>Quay stays shut</h1>", "")).text
    assert (lead in text) is taken, text


def test_an_agency_that_provides_the_text_stands_in_it() -> None:
    page = read(linked({**NEWS, "provider": {"@type": "Organization", "name": "Reuters"}}))
    assert "Reuters" in page.text.splitlines()[1]


def test_a_stated_body_stands_for_one_that_is_not_shown() -> None:
    body = "\n".join(PARAGRAPHS) * 3
    shown = (
        "<article><h1>Quay</h1><p>Subscribe to read on. It is cheap, and it is good for you.</p></article>"
    )
    page = read(linked({**NEWS, "articleBody": body}), shown)
    assert PARAGRAPHS[2] in page.text


@pytest.mark.parametrize(
    "line",
    ["Auch lesen: Die Werft schließt", "LE PUEDE INTERESAR: El puerto", "Inhaltsverzeichnis",
     "À lire aussi :", "© 2024 The Vessin Post",
     "Das Thema könnte dich auch interessieren:", "Keine Kommentare"],
)  # fmt: skip
def test_the_words_of_the_page_itself(line: str) -> None:
    assert is_prompt(line)


@pytest.mark.parametrize(
    "line",
    ["© 2024 AFP", "Quelle: dpa", "(Reuters)", "Lesen Sie auch den Bericht der dpa", *PARAGRAPHS,
     "Also lesen wir weiter, sagte sie.", "Der Hafen bleibt zu."],
)  # fmt: skip
def test_credits_and_sentences_are_kept(line: str) -> None:
    assert not is_prompt(line)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("2024-03-05 10:00:00 +0100", "2024-03-05T10:00:00+01:00"),
        ("March 5, 2024 at 3:04 pm", "2024-03-05T15:04:00"),
        ("05.03.2024, 10:00 Uhr", "2024-03-05T10:00:00"),
        ("1709632800000", "2024-03-05T10:00:00+00:00"),
        ("07/02/2024", None),
        ("0001-01-01T00:00:00", None),
        ("2024-03-05T24:61", "2024-03-05"),
    ],
)
def test_dates_as_sites_write_them(written: str, found: str | None) -> None:
    assert stated_date(written) == found


@given(st.text(max_size=300))
def test_any_text_in_any_field_is_survived(text: str) -> None:
    stated_date(text)
    is_prompt(text)
    linked_article([text, '{"@type":"NewsArticle","headline":' + text], text)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from([*NEWS, "@graph", "@id", "name", "url", "mainEntityOfPage"]), inner, max_size=5
        )
    ),
    max_leaves=12,
)


@given(VALUES)
@example({"@type": "NewsArticle", "headline": "Quay", "datePublished": float("inf")})
@example({"@type": "NewsArticle", "headline": "Quay", "datePublished": float("nan")})
def test_any_json_in_json_ld_is_survived(value: object) -> None:
    linked_article([json.dumps(value)], "Quay")
    linked_article([json.dumps({**NEWS, "author": value, "headline": value, "url": value})], "Quay")
