"""Sitemaps in the shape of a feed: pages, further sitemaps, plain lists."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from wirecopy.model import Rejected
from wirecopy.readers import iter_paths
from wirecopy.readers.feeds import parse_feed

NEWS = """<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc> https://post.example/quay </loc>
 <lastmod>2024-03-06</lastmod><n:news><n:publication><n:name>The Post</n:name><n:language>en</n:language>
 </n:publication><n:publication_date>2024-03-05T10:00:00+02:00</n:publication_date>
 <n:title>Quay &amp; roads</n:title><n:keywords>ports, sea</n:keywords></n:news></url>
 <url><loc>/relative</loc></url><url><lastmod>2024</lastmod></url>
 </urlset>"""
INDEX = """<sitemapindex><sitemap><loc>https://post.example/s1.xml.gz</loc><lastmod>2024-03-05</lastmod></sitemap>
<sitemap><loc>https://post.example/s2.xml</loc></sitemap></sitemapindex>"""


@pytest.mark.parametrize("packed", [False, True])
def test_a_news_sitemap_is_a_feed(packed: bool) -> None:
    data = gzip.compress(NEWS.encode()) if packed else NEWS.encode()
    found = parse_feed(data, "https://post.example/sitemap.xml")
    first, second = found.entries
    assert (found.kind, found.site) == ("sitemap", "https://post.example/")
    assert (first.key, first.url, first.title) == ("https://post.example/quay",) * 2 + ("Quay & roads",)
    assert (first.published, first.updated) == ("2024-03-05T10:00:00+02:00", "2024-03-06")
    assert (first.language, first.categories) == ("en", ("ports", "sea"))
    assert second.url == "https://post.example/relative"
    assert found.lost == ["an entry without an address, or one that came before"]


def test_an_index_names_further_sitemaps() -> None:
    found = parse_feed(INDEX.encode())
    assert found.kind == "sitemap index"
    assert [(entry.url, entry.updated) for entry in found.entries] == [
        ("https://post.example/s1.xml.gz", "2024-03-05"), ("https://post.example/s2.xml", None),
    ]  # fmt: skip


def test_a_plain_list_of_addresses() -> None:
    found = parse_feed(b"\xef\xbb\xbfhttps://a.example/1\r\nhttps://a.example/2\nhttps://a.example/1\n")
    assert [entry.url for entry in found.entries] == ["https://a.example/1", "https://a.example/2"]


def test_what_stands_before_the_damage_is_read() -> None:
    text = "<urlset>" + "".join(f"<url><loc>https://a.example/{n}</loc></url>" for n in range(6))
    found = parse_feed(text[:-60].encode())
    assert [entry.url for entry in found.entries][:4] == [f"https://a.example/{n}" for n in range(4)]
    assert "broken XML" in found.notes[0]


@pytest.mark.parametrize("text", [NEWS, INDEX])
@pytest.mark.parametrize("name", ["sitemap.xml", "sitemap.txt", "sitemap"])
def test_as_an_article_it_is_rejected_with_a_hint(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text)
    (only,) = iter_paths([path])
    assert isinstance(only, Rejected)
    assert "wirecopy watch" in only.reason
