"""Articles in the XML of agencies, and XML that has none."""

from __future__ import annotations

from pathlib import Path

import pytest

from wirecopy.model import Article, Rejected
from wirecopy.readers import iter_paths

NITF = """<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf-3-6.dtd"><nitf><head><title>q</title><docdata>
<doc-id id-string="wire-17"/><date.issue norm="20240305T100000Z"/></docdata></head><body><body.head><hedline>
<hl1>Quay stays shut</hl1></hedline><byline>By A. Marrow</byline><distributor>Vessin Wire</distributor>
<dateline>VESSIN, March 5</dateline></body.head><body.content><block><p>The quay stays  shut.</p>
<media><media-caption><p>A picture.</p></media-caption></media><hl2>Divers</hl2>
<p>Two <em>boats</em> came.</p></block>
</body.content></body></nitf>"""
ITEM = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:wire:{0}" xml:lang="en"><itemMeta>
<provider literal="Vessin Wire"/><firstCreated>2024-03-05T10:00:00Z</firstCreated></itemMeta><contentMeta>
<headline>Quay stays shut</headline><language tag="en-GB"/></contentMeta>
<contentSet>{1}</contentSet></newsItem>"""
XHTML = """<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">
<head><title>no</title>
</head><body><p>The quay stays shut.</p><p>Two boats came.</p></body></html></inlineXML>"""


def read(path: Path, text: str) -> list[object]:
    path.write_text(text)
    return list(iter_paths([path]))


@pytest.mark.parametrize("name", ["a.xml", "a.txt", "a"])
def test_nitf(tmp_path: Path, name: str) -> None:
    assert read(tmp_path / name, NITF) == [
        Article(
            id="wire-17",
            path=str(tmp_path / name),
            text="By A. Marrow\nVESSIN, March 5\nThe quay stays shut.\nDivers\nTwo boats came.",
            outlet="Vessin Wire",
            title="Quay stays shut",
            published="2024-03-05T10:00:00+00:00",
            dated_by="meta",
        )
    ]


def test_newsml_g2(tmp_path: Path) -> None:
    (article,) = read(tmp_path / "a.xml", ITEM.format(1, XHTML))
    assert isinstance(article, Article)
    assert (article.id, article.outlet, article.language) == ("urn:wire:1", "Vessin Wire", "en")
    assert article.text == "The quay stays shut.\nTwo boats came."
    assert article.published == "2024-03-05T10:00:00+00:00"


def test_every_item_of_a_message_is_kept_or_rejected(tmp_path: Path) -> None:
    article = NITF[NITF.index("<nitf>") :]
    inner = ITEM.format(1, f"<inlineXML>{article}</inlineXML>")
    inner += ITEM.format(2, "<remoteContent/>") + ITEM.format(
        3, "<inlineData>Plain text.\nIn lines.</inlineData>"
    )
    found = read(tmp_path / "m.xml", f"<newsMessage><itemSet>{inner}</itemSet></newsMessage>")
    assert [type(item) for item in found] == [Article, Rejected, Article]
    assert isinstance(found[2], Article)
    assert found[2].text == "Plain text.\nIn lines."
    assert found[2].path == f"{tmp_path}/m.xml:3"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<svg><text>no</text></svg>", "XML with the root <svg>"),
        ("no XML at all", "no XML"),
        (NITF[:-40], "broken XML"),
        ("<nitf><body/></nitf>", "no text in this item"),
    ],
)
def test_other_xml_is_rejected_with_a_reason(tmp_path: Path, text: str, reason: str) -> None:
    (only,) = read(tmp_path / "a.xml", text)
    assert isinstance(only, Rejected)
    assert only.reason.startswith(reason)


def test_a_page_in_xml_is_a_page(tmp_path: Path) -> None:
    words = (
        "The harbour master said that the eastern quay would stay shut until the divers had finished. " * 4
    )
    inner = f"<body><article><p>{words}</p></article></body>"
    page = f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">{inner}</html>'
    articles = [item for item in read(tmp_path / "p.xml", page) if isinstance(item, Article)]
    assert [article.id for article in articles] == ["p"]
