"""Web archives: every record is kept, rejected or counted, and damage costs no more than what it hits."""

from __future__ import annotations

import gzip
import io
import os
import threading
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType
from hypothesis import given
from hypothesis import strategies as st

from tests.readers.hostile.story import PARAGRAPHS
from tests.readers.hostile.story import page as story
from tests.warcs import archive, packed, record, response
from wirecopy.model import Article, Rejected
from wirecopy.readers import Note, iter_paths
from wirecopy.readers.rows import content_id
from wirecopy.readers.warc.records import Damage, Record, read_records

SITE = "https://post.example"
ENGLISH = "The harbour master of Vessin said on Tuesday that the quay would stay shut. "


def page(number: int = 0, *, words: str = "", head: str = "") -> str:
    """A page with an article of its own."""
    more = f"<p>Ferry {number} left the roads at noon. {words}</p></article>"
    return story(head=head).decode().replace("</article>", more)


def pages(count: int) -> list[bytes]:
    """Responses with as many pages."""
    return [response(f"{SITE}/{number}", page(number)) for number in range(count)]


def read(path: Path, data: bytes, name: str = "news.warc.gz") -> list[Article | Rejected | Note]:
    """What the readers make of an archive."""
    path = path / name
    path.write_bytes(data)
    return list(iter_paths([path]))


def ferries(items: list[Article | Rejected | Note]) -> list[int]:
    """The numbers of the pages that came out as articles."""
    texts = [item.text for item in items if isinstance(item, Article)]
    return [int(text.partition("Ferry ")[2].split()[0]) for text in texts]


def reasons(items: list[Article | Rejected | Note]) -> list[str]:
    return [item.reason for item in items if isinstance(item, Rejected)]


def notes(items: list[Article | Rejected | Note]) -> list[str]:
    return [item.message for item in items if isinstance(item, Note)]


def test_a_page_of_an_archive(tmp_path: Path) -> None:
    address = f"{SITE}/quay"
    (article,) = read(tmp_path, packed(response(address, page())))
    assert isinstance(article, Article)
    assert article.text.splitlines()[1:4] == list(PARAGRAPHS)
    assert (article.id, article.path) == (content_id(address), f"{tmp_path / 'news.warc.gz'}:1")
    assert (article.url, article.outlet, article.title) == (address, "post.example", "Quay stays shut")
    assert (article.published, article.dated_by) == ("2024-03-05T10:00:00+00:00", "opengraph")
    assert article.language == "en"


@pytest.mark.parametrize("pack", [archive, packed, lambda *all_: gzip.compress(archive(*all_))])
def test_however_it_is_packed_it_holds_the_same(tmp_path: Path, pack: Callable[..., bytes]) -> None:
    items = read(tmp_path, pack(*pages(4)), "news.warc")
    assert ferries(items) == [0, 1, 2, 3]
    assert len(items) == 4, items


def test_an_archive_is_known_by_its_first_bytes(tmp_path: Path) -> None:
    assert ferries(read(tmp_path, packed(*pages(2)), "download")) == [0, 1]


def test_what_is_no_page_is_counted(tmp_path: Path) -> None:
    picture = {"Content-Type": "image/png"}
    items = read(
        tmp_path,
        packed(
            record("warcinfo", b"software: test\r\n", Content_Type="application/warc-fields"),
            record("request", b"GET / HTTP/1.1\r\n\r\n", f"{SITE}/1"),
            response(f"{SITE}/1", page(1)),
            record("revisit", b"HTTP/1.1 200 OK\r\n\r\n", f"{SITE}/1"),
            response(f"{SITE}/old", "", status="301 Moved"),
            response(f"{SITE}/x.png", b"\x89PNG" + bytes(99), headers=picture),
            record("response", b"no HTTP at all", "dns:post.example"),
            record("metadata", b"x", f"{SITE}/1"),
        ),
    )
    assert ferries(items) == [1]
    (note,) = notes(items)
    assert note.startswith("7 records are no pages and were passed over: ")
    assert set(note.partition(": ")[2].split(", ")) == {
        "1 warcinfo", "1 request", "1 revisit", "1 answers 301", "1 image/png", "1 no HTTP answer",
        "1 metadata",
    }  # fmt: skip


def test_a_page_without_article_is_rejected_with_its_address(tmp_path: Path) -> None:
    (row,) = read(tmp_path, packed(response(f"{SITE}/menu", "<html><body><nav>Home</nav></body></html>")))
    assert row == Rejected(
        f"{tmp_path / 'news.warc.gz'}:1", f"no article text found in the page ({SITE}/menu)"
    )


def test_pages_converted_to_text(tmp_path: Path) -> None:
    languages = {"WARC_Identified_Content_Language": "eng,deu"}
    one = record("conversion", (ENGLISH * 3).encode(), f"{SITE}/1", Content_Type="text/plain", **languages)
    info = record("warcinfo", b"x")
    article, note = read(tmp_path, packed(info, one), "news.warc.wet.gz")
    assert isinstance(article, Article)
    assert (article.text, article.url, article.language) == (ENGLISH * 3, f"{SITE}/1", "en")
    assert isinstance(note, Note)


def test_a_resource_is_a_page_without_an_http_header(tmp_path: Path) -> None:
    one = record("resource", page(5).encode(), f"{SITE}/5", Content_Type="text/html")
    assert ferries(read(tmp_path, packed(one))) == [5]


def test_a_date_after_the_crawl_is_wrong(tmp_path: Path) -> None:
    note, article = read(tmp_path, packed(response(f"{SITE}/1", page().replace("2024-03-05", "2024-05-05"))))
    assert isinstance(note, Note)
    assert "lies after the crawl" in note.message
    assert isinstance(article, Article)
    assert (article.published, article.dated_by) == (None, None)


def chunked(body: bytes) -> bytes:
    pieces = [body[start : start + 100] for start in range(0, len(body), 100)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


BODY = page(7, words="Größe").encode()
CODED = {
    "gzip": ({"Content-Encoding": "gzip"}, gzip.compress(BODY)),
    "gzip cut short": ({"Content-Encoding": "gzip"}, gzip.compress(BODY)[:-9]),
    "deflate": ({"Content-Encoding": "deflate"}, zlib.compress(BODY)),
    "deflate without header": ({"Content-Encoding": "deflate"}, zlib.compress(BODY)[2:-4]),
    "brotli": ({"Content-Encoding": "br"}, brotli.compress(BODY)),
    "chunks": ({"Transfer-Encoding": "chunked"}, chunked(BODY)),
    "gzip in chunks": (
        {"Content-Encoding": "gzip", "Transfer-Encoding": "chunked"},
        chunked(gzip.compress(BODY)),
    ),
    "headers of what was undone": ({"Content-Encoding": "gzip", "Transfer-Encoding": "chunked"}, BODY),
    "brotli that was undone": ({"Content-Encoding": "br"}, BODY),
    "charset in the header": (
        {"Content-Type": "text/html; charset=ISO-8859-1"},
        page(7, words="Größe").replace("<meta charset='utf-8'>", "").encode("latin-1"),
    ),
    "wrong charset in the header": ({"Content-Type": "text/html; charset=ISO-8859-1"}, BODY),
    "no content type": ({"Content-Type": ""}, BODY),
}


@pytest.mark.parametrize("name", CODED)
def test_bodies_are_unpacked_and_decoded(tmp_path: Path, name: str) -> None:
    headers, body = CODED[name]
    (article,) = read(tmp_path, packed(response(f"{SITE}/7", body, headers=headers)))
    assert isinstance(article, Article), article
    assert "Größe" in article.text or "cut short" in name, article.text


BOMBS = {
    "gzip": gzip.compress(bytes(60_000_000)),
    "deflate": zlib.compress(bytes(60_000_000)),
    "br": brotli.compress(b"<p>" * 20_000_000, quality=3),
}


@pytest.mark.parametrize("coding", BOMBS)
def test_a_packed_page_is_not_unpacked_beyond_the_limit(tmp_path: Path, coding: str) -> None:
    items = read(
        tmp_path,
        packed(response(f"{SITE}/1", BOMBS[coding], headers={"Content-Encoding": coding}), *pages(1)),
    )
    assert ferries(items) == [0]
    assert reasons(items) == [
        f"page larger than 5,000,000 bytes when unpacked (setting reading.max_page_bytes) ({SITE}/1)"
    ]


def test_a_member_that_is_a_bomb_is_left(tmp_path: Path) -> None:
    bomb = response(f"{SITE}/bomb", bytes(150_000_000))
    items = read(tmp_path, packed(*pages(1), bomb, *pages(2)))
    assert ferries(items) == [0, 0, 1]
    (reason,) = reasons(items)
    assert "unpacks to more than 500 times its size" in reason


def test_a_large_record_is_passed(tmp_path: Path) -> None:
    noise = os.urandom(6_000_000)
    large = response(f"{SITE}/large", noise)
    video = response(f"{SITE}/video", noise, headers={"Content-Type": "video/mp4"})
    items = read(tmp_path, archive(large, video, *pages(1)), "news.warc")
    assert ferries(items) == [0]
    assert reasons(items) == [
        f"page larger than 5,000,000 bytes (setting reading.max_page_bytes) ({SITE}/large)"
    ]
    assert notes(items) == ["1 records are no pages and were passed over: 1 video/mp4"]


def hit(data: bytes, at: int, with_: bytes) -> bytes:
    return data[:at] + with_ + data[at + len(with_) :]


def test_damage_inside_a_member_costs_that_record(tmp_path: Path) -> None:
    members = [packed(one) for one in pages(5)]
    start = len(members[0] + members[1])
    data = hit(b"".join(members), start + 100, b"\xff" * 40)
    items = read(tmp_path, data)
    assert ferries(items) == [0, 1, 3, 4]
    (reason,) = reasons(items)
    assert f"damaged from byte {start:,}: damaged gzip" in reason
    assert f"read on at byte {start + len(members[2]):,}" in reason


def test_a_wrong_check_sum_is_damage(tmp_path: Path) -> None:
    members = [packed(one) for one in pages(3)]
    members[1] = hit(members[1], len(members[1]) - 6, b"\x00\x00")
    items = read(tmp_path, b"".join(members))
    assert ferries(items) == [0, 2]
    assert "incorrect data check" in reasons(items)[0]


def test_garbage_between_members_is_passed(tmp_path: Path) -> None:
    one, two = packed(*pages(1)), packed(pages(2)[1])
    for garbage in (b"garbage", b"\x1f\x8b\x08\x00 not a member", os.urandom(100_000), packed(b"no record")):
        items = read(tmp_path, one + garbage + two)
        assert ferries(items) == [0, 1], garbage[:30]
        assert len(reasons(items)) == 1, reasons(items)


def test_records_that_lie_about_their_length(tmp_path: Path) -> None:
    true = pages(6)
    short = response(f"{SITE}/short", page(90)).replace(b"Content-Length: ", b"Content-Length: 1", 1)
    long = true[2].replace(b"Content-Length: ", b"Content-Length: 99", 1)
    none = true[3].replace(b"Content-Length: ", b"Content-Length: x", 1)
    for name, pack in (("news.warc", archive), ("news.warc.gz", packed)):
        items = read(tmp_path, pack(true[0], long, true[1], none, true[4], short, true[5]), name)
        assert ferries(items) == [0, 1, 4, 5], name
        assert len(reasons(items)) == 3, reasons(items)


def test_a_lie_inside_of_one_member_costs_one_record(tmp_path: Path) -> None:
    true = pages(3)
    lie = true[1].replace(b"Content-Length: ", b"Content-Length: 99", 1)
    items = read(tmp_path, gzip.compress(archive(true[0], lie, true[2])))
    assert ferries(items) == [0, 2]
    assert len(reasons(items)) == 1


@pytest.mark.parametrize("name", ["news.warc", "news.warc.gz"])
def test_what_stands_before_a_cut_is_kept(tmp_path: Path, name: str) -> None:
    data = (archive if name == "news.warc" else packed)(*pages(4))
    items = read(tmp_path, data[:-150], name)
    assert ferries(items) == [0, 1, 2]
    (reason,) = reasons(items)
    assert "cut short" in reason
    assert "to the end" in reason


def test_line_ends_of_unix_will_do(tmp_path: Path) -> None:
    sizes = []
    for one in pages(2):
        block = one.partition(b"\r\n\r\n")[2][:-4].replace(b"\r\n", b"\n")
        top = one.partition(b"\r\n\r\n")[0].rpartition(b"Content-Length: ")[0].replace(b"\r\n", b"\n")
        sizes.append(top + b"Content-Length: %d\n\n" % len(block) + block + b"\n\n")
    assert ferries(read(tmp_path, b"".join(sizes), "news.warc")) == [0, 1]


def test_long_archives_come_out_in_order(tmp_path: Path) -> None:
    order = list(range(40))
    mixed = [
        one
        for number in order
        for one in (record("request", b"x"), response(f"{SITE}/{number}", page(number)))
    ]
    mixed[30] = response(f"{SITE}/empty", "<html></html>")
    items = read(tmp_path, packed(*mixed))
    assert ferries(items) == order
    places = [int(item.path.rpartition(":")[2]) for item in items if not isinstance(item, Note)]
    assert places == sorted(places)
    assert len(places) == 41


def test_a_packed_archive_through_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    data = packed(*pages(3))

    def feed() -> None:
        with pipe.open("wb") as stream:
            stream.write(data[:-30])

    feeder = threading.Thread(target=feed)
    feeder.start()
    items = list(iter_paths([pipe]))
    feeder.join()
    assert ferries(items) == [0, 1]
    assert len(reasons(items)) == 1, reasons(items)
    assert "cut short" in reasons(items)[0]


@pytest.mark.parametrize(
    "data", [b"Nothing of an archive.\n" * 9, b"\x1f\x8b\x08 no gzip", gzip.compress(b"text", mtime=0)]
)
def test_what_is_no_archive_is_rejected(tmp_path: Path, data: bytes) -> None:
    (row,) = read(tmp_path, data)
    assert isinstance(row, Rejected)


BLOCKS = st.lists(st.binary(max_size=300), min_size=1, max_size=6)


def blocks_of(data: bytes) -> list[bytes]:
    return [
        found.block
        for found in read_records(io.BufferedReader(io.BytesIO(data)), 10**6)
        if isinstance(found, Record)
    ]  # type: ignore[arg-type]  # bytes in place of a file


@given(BLOCKS, st.sampled_from([archive, packed]))
def test_sound_archives_are_read_as_fastwarc_reads_them(
    blocks: list[bytes], pack: Callable[..., bytes]
) -> None:
    data = pack(*(record("metadata", block, f"{SITE}/{n}") for n, block in enumerate(blocks)))
    theirs = [
        one.reader.read()
        for one in ArchiveIterator(io.BytesIO(data), record_types=WarcRecordType.any_type, parse_http=False)
    ]
    assert blocks_of(data) == theirs == blocks


@given(BLOCKS, st.data())
def test_damage_never_costs_a_member_it_does_not_hit(blocks: list[bytes], data: st.DataObject) -> None:
    members = [packed(record("metadata", block, f"{SITE}/{n}")) for n, block in enumerate(blocks)]
    whole = b"".join(members)
    at = data.draw(st.integers(0, len(whole) - 1))
    damage = data.draw(st.binary(min_size=1, max_size=40))
    broken = hit(whole, at, damage)[: len(whole)]
    starts = [sum(map(len, members[:n])) for n in range(len(members))]
    sound = [
        block
        for block, start, member in zip(blocks, starts, members, strict=True)
        if broken[start : start + len(member)] == member
    ]
    found = list(read_records(io.BufferedReader(io.BytesIO(broken)), 10**6))  # type: ignore[arg-type]  # likewise
    kept = [one.block for one in found if isinstance(one, Record)]
    waiting = iter(kept)
    assert all(block in waiting for block in sound), (sound, kept)  # in order
    if len(sound) < len(blocks) and len(kept) < len(blocks):
        assert any(isinstance(one, Damage) for one in found)


@given(st.binary(max_size=400), st.booleans())
def test_no_bytes_break_the_reader(data: bytes, as_record: bool) -> None:
    stream = record("response", data, SITE) if as_record else b"WARC/1.0\r\n" + data
    list(read_records(io.BufferedReader(io.BytesIO(stream)), 100))  # type: ignore[arg-type]  # likewise
