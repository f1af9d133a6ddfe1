"""What a feed says comes out, whatever dialect, encoding and damage it comes in."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wirecopy.errors import InputError
from wirecopy.model import Article, Rejected
from wirecopy.readers import iter_paths
from wirecopy.readers.base import Note
from wirecopy.readers.feeds import parse_feed
from wirecopy.readers.feeds_entry import Entry, ParsedFeed, absolute, plain
from wirecopy.readers.feeds_text import text_of
from wirecopy.settings import Reading

URL = "https://post.example/feeds/all.xml"
RSS_20 = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
     xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>The Post</title><link>https://post.example/</link><language>en-GB</language>
<item><guid isPermaLink="false">a1</guid><title>Quay &amp;amp; <![CDATA[roads <i>shut</i>]]></title>
<link>/quay</link><description>&lt;p&gt;In short&lt;/p&gt;</description>
<content:encoded><![CDATA[<p>Full text.</p>]]></content:encoded><author>m@post.example (A. Marrow)</author>
<pubDate>Tue, 05 Mar 2024 10:00:00 +0200</pubDate><category>Ports</category><category>Sea</category></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://post.example/" xml:lang="en">
<title>The Post</title><link href="/"/><link rel="self" href="/feeds/all.xml"/>
<entry xml:lang="fr"><id>a1</id><title type="html">Quay &amp;amp; roads &lt;i&gt;shut&lt;/i&gt;</title>
<link rel="enclosure" href="/x.mp3"/><link href="quay"/>
<summary type="html">&lt;p&gt;In short&lt;/p&gt;</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Full text.</p></div></content>
<author><name>A. Marrow</name></author><author><name>B. Olin</name></author>
<published>2024-03-05T10:00:00+02:00</published><updated>2024-03-06T08:00:00Z</updated>
<category term="Ports"/><category term="s" label="Sea"/></entry></feed>"""
RSS_10 = """<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  xmlns:dc="http://purl.org/dc/elements/1.1/">
  <channel rdf:about="https://post.example/"><title>The Post</title>
  <link>https://post.example/</link><dc:language>en</dc:language></channel>
  <item rdf:about="a1"><title>Quay &amp;amp; roads shut</title>
  <link>https://post.example/quay</link>
  <description>&lt;p&gt;In short&lt;/p&gt;</description><dc:creator>A. Marrow</dc:creator>
  <dc:date>2024-03-05T10:00:00+02:00</dc:date><dc:subject>Ports</dc:subject>
  <dc:subject>Sea</dc:subject></item></rdf:RDF>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Post",
        "home_page_url": "https://post.example/",
        "language": "en",
        "items": [
            {
                "id": "a1", "url": "/quay", "title": "Quay & roads shut", "summary": "In short",
                "content_html": "<p>Full text.</p>", "authors": [{"name": "A. Marrow"}],
                "tags": ["Ports", "Sea"],
                "date_published": "2024-03-05T10:00:00+02:00",
            }
        ],
    }
)  # fmt: skip
DIALECTS = {"rss 2.0": RSS_20, "rss 1.0": RSS_10, "atom": ATOM, "json feed": JSON_FEED}
WORDS = "The divers found the wall cracked in four places and asked for a second boat. "


def feed(text: str | bytes, url: str | None = URL, content_type: str | None = None) -> ParsedFeed:
    return parse_feed(text if isinstance(text, bytes) else text.encode(), url, content_type)


def items(count: int, body: str = "<description>Short</description>") -> str:
    return "".join(f"<item><guid>g{n}</guid><title>Item {n}</title>{body}</item>" for n in range(count))


def rss(inner: str) -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>P</title>{inner}</channel></rss>'


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_says_the_same(dialect: str) -> None:
    found = feed(DIALECTS[dialect])
    (entry,) = found.entries
    assert (found.title, found.site, found.language) == ("The Post", "https://post.example/", "en")
    assert (entry.key, entry.url, entry.title) == ("a1", "https://post.example/quay", "Quay & roads shut")
    assert entry.summary == "<p>In short</p>"
    assert entry.published == "2024-03-05T10:00:00+02:00"
    assert entry.author is not None
    assert entry.author.startswith("A. Marrow")
    assert entry.categories == ("Ports", "Sea")
    assert "Full text." in entry.content or dialect == "rss 1.0"
    assert (found.notes, found.lost) == ([], [])


def test_what_only_atom_says() -> None:
    (entry,) = feed(ATOM).entries
    assert entry.author == "A. Marrow, B. Olin"
    assert entry.language == "fr"
    assert entry.updated == "2024-03-06T08:00:00+00:00"


def test_netscape_and_userland_feeds_are_read() -> None:
    old = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://n.example/rss.dtd">'
    assert len(feed(old + rss(items(2))).entries) == 2
    spaced = rss(items(2)).replace("<rss ", '<rss xmlns="http://backend.userland.com/rss2" ')
    assert [entry.title for entry in feed(spaced).entries] == ["Item 0", "Item 1"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Tue, 05 Mar 2024 10:00:00 GMT", "2024-03-05T10:00:00+00:00"),
        ("Tuesday, 05 March 2024 10:00:00 EST", "2024-03-05T10:00:00-05:00"),
        ("5 Mar 2024 10:00:00 +0100", "2024-03-05T10:00:00+01:00"),
        ("2024-03-05T10:00Z", "2024-03-05T10:00:00+00:00"),
        ("Mar 5th, in the morning", None),
        ("Tue, 31 Feb 2024 10:00:00 GMT", None),
    ],
)
def test_dates(written: str, expected: str | None) -> None:
    found = feed(rss(f"<item><title>T</title><pubDate>{written}</pubDate></item>"))
    assert found.entries[0].published == expected
    assert bool(found.notes) == (expected is None)


@pytest.mark.parametrize(
    ("encoding", "declared", "content_type"),
    [
        ("utf-8", "utf-8", None), ("utf-8", "iso-8859-1", "text/xml; charset=us-ascii"),
        ("cp1252", "windows-1252", None), ("utf-16", "utf-16", None), ("utf-16-le", "utf-16", None),
        ("cp1251", None, "text/xml; charset=windows-1251"),
        ("utf-8-sig", None, None), ("utf-8", "utf-16", None), ("shift_jis", "Shift_JIS", None),
    ],
)  # fmt: skip
def test_encodings(encoding: str, declared: str | None, content_type: str | None) -> None:
    title = {"cp1251": "Причал закрыт", "shift_jis": "岸壁閉鎖"}.get(encoding, "Čerstvý přístav – žádný")
    title = "Fermé à l’été – déjà" if encoding == "cp1252" else title
    said = f' encoding="{declared}"' if declared else ""
    text = f'<?xml version="1.0"{said}?>' + rss(f"<item><title>{title}</title></item>").partition("?>")[2]
    assert feed(text.encode(encoding), content_type=content_type).entries[0].title == title


def test_relative_addresses_follow_xml_base() -> None:
    text = rss('<item xml:base="https://other.example/a/"><title>T</title><link>b</link></item>')
    assert feed(text).entries[0].url == "https://other.example/a/b"


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "mailto:a@b.example", "http://[", "file:///etc/passwd"]
)
def test_only_addresses_of_the_web_are_taken(link: str) -> None:
    (entry,) = feed(rss(f"<item><title>T</title><link>{link}</link></item>")).entries
    assert entry.url is None
    assert entry.key == entry.mark


def test_the_mark_changes_with_what_is_said_and_with_nothing_else() -> None:
    (one,), (two,) = feed(RSS_20).entries, feed(RSS_20.replace("\n", "\n\n", 1)).entries
    assert one == two
    for before, after in (
        ("Full text", "Full texts"),
        ("roads", "road"),
        ("10:00", "11:00"),
        ("Ports", "Port"),
    ):
        (other,) = feed(RSS_20.replace(before, after)).entries
        assert other.mark != one.mark, (before, after)


def test_keys_are_unique() -> None:
    same = "<item><guid>g</guid><link>https://a.example/{}</link><title>{}</title></item>"
    found = feed(rss(same.format(1, "a") + same.format(2, "b") + same.format(2, "c") + same.format(2, "c")))
    assert len({entry.key for entry in found.entries}) == 3
    assert found.lost == ["the same entry again"]


# damage


def test_bare_ampersands_and_named_characters_are_repaired() -> None:
    text = rss("<item><title>A&T caf&eacute; &unknown; R&D<![CDATA[ &eacute;]]></title></item>")
    found = feed(text)
    assert found.entries[0].title == "A&T café &unknown; R&D é"
    assert "ampersands repaired" in found.notes[0]


def test_items_before_the_break_are_kept_and_the_cut_one_is_a_loss() -> None:
    text = rss(items(5))
    found = feed(text[: text.index("Item 3")])
    assert [entry.key for entry in found.entries] == ["g0", "g1", "g2"]
    assert found.lost == ["entry 4 is cut through: the feed breaks off in it"]
    assert "broken XML" in found.notes[0]


@pytest.mark.parametrize(
    "damage", ["</title", "<b>", "</item>", "<a href=x>", "<!--", "<![CDATA[", "<3", '"', "\x08"]
)
def test_damage_stays_in_its_entry(damage: str) -> None:
    text = rss(items(9)).replace("Item 4</title>", f"Item {damage} 4</title>")
    keys = [entry.key for entry in feed(text).entries]
    assert [key for key in keys if key != "g4"] == [f"g{n}" for n in range(9) if n != 4], keys


def test_an_entry_swallowed_by_an_open_cdata_section_is_found() -> None:
    body = "<description><![CDATA[<p>Text</p>]]></description>"
    text = rss(items(3, body)).replace("]]>", "]", 1)
    assert [entry.key for entry in feed(text).entries] == ["g0", "g1", "g2"]


@settings(deadline=None)  # the first guess at an encoding loads tables
@given(place=st.integers(60, 900), junk=st.binary(min_size=1, max_size=4))
def test_any_damage_loses_no_more_than_it_touches(place: int, junk: bytes) -> None:
    text = rss(items(12, "<link>https://a.example/x</link>")).encode()
    found = feed(text[:place] + junk + text[place:])
    assert len(found.entries) + len(found.lost) >= 11, found.notes


def test_an_entity_bomb_is_not_expanded() -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    found = feed(bomb + rss("<item><title>x &b; &c;</title></item>").partition("?>")[2])
    assert found.entries[0].title == "x &b; &c;"
    assert "its declarations of entities are ignored" in found.notes


def test_deep_nesting_keeps_the_entries_before_it() -> None:
    found = feed(rss(items(3) + "<item><title>deep</title>" + "<d>" * 100_000))
    assert [entry.key for entry in found.entries][:3] == ["g0", "g1", "g2"]


# what is no feed


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"), (b"\x89PNG\r\n\x1a\n123", "binary file"),
        (b"<html><body>no</body></html>", "an HTML page"),
        (b"<opml/>", "a list of feeds"), (b"<svg/>", "root <svg>"), (b"hello", "neither XML nor JSON"),
        (b'{"a": 1}', "no JSON Feed"), (b"[1]", "no JSON Feed"), (b"\x1f\x8bxx", "damaged gzip"),
        (gzip.compress(RSS_20.encode(), mtime=0)[:-9], "cut short"),
    ],
)  # fmt: skip
def test_what_is_no_feed_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        parse_feed(data, URL)


def test_size_is_bounded_packed_or_not() -> None:
    limits = Reading(max_feed_bytes=1_000)
    for data in (rss(items(100)).encode(), gzip.compress(rss(" " * 100_000).encode())):
        with pytest.raises(InputError, match="setting reading"):
            parse_feed(data, URL, None, limits)
    with pytest.raises(InputError, match="tags: more than"):
        parse_feed(rss("<a/>" * 100).encode(), URL, None, Reading(max_feed_entries=2))


@pytest.mark.parametrize("broken", [False, True])
def test_entries_over_the_limit_are_told(broken: bool) -> None:
    text = rss(items(9) + ("<x>" if broken else ""))
    found = parse_feed(text.encode(), URL, None, Reading(max_feed_entries=6))
    assert len(found.entries) == 6
    assert found.lost == ["3 entries after the first 6 (setting reading.max_feed_entries)"]


def test_items_of_a_json_feed_that_are_none_are_losses() -> None:
    value = {
        "version": "https://jsonfeed.org/version/1",
        "items": [1, {"id": 7, "content_text": "a\n\nb"}, None],
    }
    found = feed(json.dumps(value))
    assert [(entry.key, entry.content) for entry in found.entries] == [("7", "<p>a</p><p>b</p>")]
    assert found.lost == ["item 1 is no object", "item 3 is no object"]


# as files


def read(path: Path, text: str | bytes) -> tuple[list[Article], list[Rejected], list[Note]]:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    found = list(iter_paths([path]))
    return tuple([item for item in found if isinstance(item, kind)] for kind in (Article, Rejected, Note))  # type: ignore[return-value]  # three lists


def test_an_entry_with_its_text_is_an_article(tmp_path: Path) -> None:
    inner = f"<p>{WORDS}</p><script>no()</script><p>Two&nbsp;boats.<br>Three.</p>"
    body = f"<content:encoded><![CDATA[{inner}]]></content:encoded>"
    text = RSS_20.replace("<content:encoded><![CDATA[<p>Full text.</p>]]></content:encoded>", body)
    (article,), rejected, notes = read(tmp_path / "f.rss", text)
    assert article.text == f"{WORDS.strip()}\nTwo\xa0boats.\nThree."
    assert (article.id, article.outlet, article.url) == ("a1", "The Post", "https://post.example/quay")
    assert (article.published, article.dated_by) == ("2024-03-05T10:00:00+02:00", "feed")
    assert (rejected, notes) == ([], [])


@pytest.mark.parametrize("body", [WORDS, WORDS * 20 + "[…]", WORDS * 20 + "..."])
def test_a_summary_is_no_article(tmp_path: Path, body: str) -> None:
    text = rss(items(1, f"<description>{body}</description>"))
    articles, (rejected,), _ = read(tmp_path / "f.xml", text)
    assert articles == []
    assert rejected == Rejected(
        f"{tmp_path}/f.xml:1", "only a summary: use `wirecopy watch` to fetch the page"
    )


def test_a_long_description_is_one(tmp_path: Path) -> None:
    (article,), _, _ = read(tmp_path / "f.xml", rss(items(1, f"<description>{WORDS * 10}</description>")))
    assert article.text == (WORDS * 10).strip()


@pytest.mark.parametrize("name", ["f.xml", "f.rss", "f.atom", "f.json", "f.txt", "f.html", "f", "f.xml.gz"])
@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_name_of_the_file_does_not_matter(tmp_path: Path, name: str, dialect: str) -> None:
    if dialect == "json feed" and name in ("f.txt", "f.html"):
        pytest.skip("JSON in a file that says it is text is text")
    data = DIALECTS[dialect].encode()
    articles, rejected, _ = read(tmp_path / name, gzip.compress(data) if name.endswith("gz") else data)
    assert articles == []
    assert [row.reason.partition(":")[0] for row in rejected] == ["only a summary"], rejected


@pytest.mark.parametrize("count", [0, 3])
def test_every_entry_is_kept_or_rejected(tmp_path: Path, count: int) -> None:
    body = f"<description>{WORDS * 10}</description>"
    articles, rejected, notes = read(tmp_path / "f.rss", rss(items(count, body)) if count else rss(""))
    assert len(articles) == count
    assert [row.reason for row in rejected] == ([] if count else ["empty: a feed without entries"])
    articles, rejected, notes = read(tmp_path / "g.rss", rss(items(4, body))[:-700])
    assert len(articles) + len(rejected) == 4
    assert notes


def test_entries_before_the_break_of_a_packed_file_are_kept(tmp_path: Path) -> None:
    text = rss("".join(items(1, f"<description>{n} {WORDS * 10}</description>") for n in range(50)))
    articles, rejected, _ = read(tmp_path / "f.rss.gz", gzip.compress(text.encode())[:-60])
    assert len(articles) > 10
    assert rejected[-1].reason == "damaged: the gzip stream is cut short; entries before are kept"


# pieces


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("plain &amp; simple", "plain & simple"), ("<p>a</p> <p>b<br/>c</p>", "a\nb\nc"),
        ("a <b>b</b> c", "a b c"),
        ("<style>x</style><div>a<div>b</div>c</div>", "a\nb\nc"), ("<ul><li>a<li>b</ul>", "a\nb"), ("", ""),
        ("<p>a\n  b</p><!-- c -->", "a b"), ("<script>", ""), ("<p>1 < 2</p>", "1 < 2"),
    ],
)  # fmt: skip
def test_markup_to_text(markup: str, text: str) -> None:
    assert text_of(markup) == text


@given(st.text())
def test_markup_never_raises(markup: str) -> None:
    text_of(markup)
    plain(markup)
    absolute(markup, URL)


NAMES = st.sampled_from(["items", "version", "title", "id", "url", "content_html", "authors", "name", "tags"])
LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=9)
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(NAMES, inner), max_leaves=12)


@settings(deadline=None)
@given(VALUES)
def test_any_json_is_a_feed_or_refused(value: object) -> None:
    try:
        found = parse_feed(json.dumps(value).encode())
    except InputError:
        return
    assert all(isinstance(entry, Entry) for entry in found.entries)
