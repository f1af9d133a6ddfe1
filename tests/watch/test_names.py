"""One name for one page, and never one name for two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.watch.addresses import is_public, place_of
from wirecopy.watch.hosts import host_of
from wirecopy.watch.names import article_id, clean, page_address

SAME = [
    "https://courier.example/pier?id=7",
    "https://courier.example/pier?id=7#top",
    "https://COURIER.example:443/pier?id=7&utm_source=rss&utm_medium=feed",
    "https://courier.example/pier?fbclid=x&id=7",
    "http://www.courier.example/pier?id=7",
    "https://m.courier.example:443/pier/?id=7",
]


@pytest.mark.parametrize("url", SAME)
def test_one_page_has_one_id(url: str) -> None:
    assert article_id(clean(url)) == article_id(clean(SAME[0]))
    assert article_id(clean(url)).startswith("courier.example-")


def test_two_pages_have_two() -> None:
    urls = [
        "https://courier.example/pier?id=7", "https://courier.example/pier?id=8", "https://courier.example/pier",
        "https://courier.example/Pier", "https://courier.example:8080/pier", "https://vell.example/pier",
    ]  # fmt: skip
    assert len({article_id(clean(url)) for url in urls}) == len(urls)


@pytest.mark.parametrize(
    ("own", "address"),
    [
        ("https://www.courier.example/news/pier-123", "https://www.courier.example/news/pier-123"),
        ("https://courier.example/pier-123?utm_source=x", "https://courier.example/pier-123"),
        ("https://courier.example/", "https://amp.courier.example/local/pier-123"),
        ("https://courier.example/other-9", "https://amp.courier.example/local/pier-123"),
        ("https://vell.example/pier-123", "https://amp.courier.example/local/pier-123"),
        (None, "https://amp.courier.example/local/pier-123"),
        ("http://[", "https://amp.courier.example/local/pier-123"),
    ],
)
def test_the_address_a_page_gives_itself_counts_where_it_is_the_same_page(
    own: str | None, address: str
) -> None:
    assert page_address("https://amp.courier.example/local/pier-123?utm_medium=rss", own) == address


@given(st.text(max_size=60))
def test_any_text_has_a_name(text: str) -> None:
    for url in (text, f"https://courier.example/{text}", f"http://{text}"):
        cleaned = clean(url)
        assert article_id(cleaned)
        if host_of(url):
            assert clean(cleaned) == cleaned


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",  # noqa: S104
        "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:10.0.0.1",
        "64:ff9b::a00:1", "2002:a00:1::", "192.0.2.1", "198.18.0.1", "2001:db8::1",
    ],
)  # fmt: skip
def test_private_addresses_are_known(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822", "::ffff:93.184.216.34"]
)
def test_public_addresses_are_known(address: str) -> None:
    assert is_public(address)


def test_places() -> None:
    assert place_of("https://Courier.example/x") == ("courier.example", 443)
    assert place_of("http://courier.example:81") == ("courier.example", 81)
    assert [place_of(url) for url in ("file:///x", "http://", "http://[", "http://a:99999", "x", "")] == [
        None
    ] * 6
