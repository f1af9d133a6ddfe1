"""What is replaced, and that it is replaced one for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from wirecopy.exports.formats import characters

ANY = st.text(alphabet=st.characters(codec=None))


@given(ANY)
def test_replacing_keeps_every_offset(text: str) -> None:
    for replace in (characters.writable, characters.xml, characters.printable):
        found = replace(text)
        assert len(found) == len(text)
        assert all(new in (old, "\ufffd") for old, new in zip(text, found, strict=True))


@given(ANY)
def test_xml_holds_what_is_left(text: str) -> None:
    element = etree.Element("a", b=characters.xml(text))
    element.text = characters.xml(text)
    again = etree.fromstring(etree.tostring(element, encoding="utf-8"))
    assert (again.text or "", again.get("b")) == (characters.xml(text), characters.xml(text))


@given(ANY)
def test_what_is_printable_is_on_one_line_where_it_has_to_be(text: str) -> None:
    assert len(characters.line(text).splitlines()) <= 1


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://a.example/b?c=d#e", "https://a.example/b?c=d#e"),
        (" https://a.example/ü ", "https://a.example/ü"),
        ('https://a.example/x y"<z>', "https://a.example/x%20y%22%3Cz%3E"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("//a.example/b", None),
        ("https://[broken", None),
        ("https:", None),
        ("", None),
        (None, None),
    ],
)
def test_web_addresses(url: str | None, found: str | None) -> None:
    assert characters.web_address(url) == found


@pytest.mark.parametrize(
    ("published", "found"),
    [
        ("2031-05-03", "2031-05-03"),
        ("20310503", "2031-05-03"),
        ("2031-05-03T08:00:00+02:00", "2031-05-03T08:00:00+02:00"),
        ("2031-05-03 08:00", "2031-05-03T08:00:00"),
        ("3 May", None),
        ("", None),
        (None, None),
    ],
)
def test_dates(published: str | None, found: str | None) -> None:
    assert characters.iso_date(published) == found


@pytest.mark.parametrize(
    ("code", "found"), [("en", "en"), ("pt-BR", "pt-BR"), ("e n", None), ("", None), (None, None)]
)
def test_languages(code: str | None, found: str | None) -> None:
    assert characters.language_tag(code) == found


@pytest.mark.parametrize(
    ("name", "found"), [("a b/c", "a%20b%2Fc"), ("a.txt", "a.txt"), ("a.", "a%2E"), ("\ud800", "%EF%BF%BD")]
)
def test_names_within_a_uri(name: str, found: str) -> None:
    assert characters.escaped(name) == found
