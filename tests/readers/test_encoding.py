"""Bytes become the text they stand for, and a guess is named."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from wirecopy.readers.encoding import binary_reason, decode

ENGLISH = "The mayor’s “plan” cost £3m – or €3.5m – said Zoë Brontë.\r\nNo\xa0one objected.\r\n" * 8
FRENCH = "Le maire a déclaré mardi que l’été serait très sec, « comme à l’époque de son père ».\n" * 8
RUSSIAN = "Мэр города заявил во вторник, что набережная останется закрытой до конца месяца.\n" * 8
POLISH = "Burmistrz powiedział we wtorek, że nabrzeże będzie zamknięte do końca miesiąca.\n" * 8


@given(st.text(min_size=1))
def test_utf8_comes_back_as_it_is(text: str) -> None:
    decoded = decode(text.encode())
    assert decoded is not None
    assert decoded.text == text.removeprefix("\ufeff")
    assert decoded.note == ""


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
@given(text=st.text(min_size=1))
def test_a_byte_order_mark_settles_it(encoding: str, text: str) -> None:
    assume(not text.startswith("\0"))  # the UTF-16 mark and a NUL are the UTF-32 mark
    decoded = decode(text.encode(encoding))
    assert decoded is not None
    assert decoded.text == text


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        (ENGLISH, "cp1252", "cp1252"),
        (FRENCH, "cp1252", "cp1252"),
        (FRENCH.replace("’", "'"), "latin-1", "cp1252"),
        (ENGLISH, "utf-16-le", "utf-16-le"),
        (ENGLISH, "utf-16-be", "utf-16-be"),
    ],
)
def test_western_text_in_another_encoding(text: str, encoding: str, found: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded is not None
    assert (decoded.text, decoded.encoding) == (text, found)
    assert ("a guess" in decoded.note) == (found == "cp1252")


@pytest.mark.parametrize(("text", "encoding"), [(RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (POLISH, "cp1250")])
def test_other_scripts_are_left_to_the_detector(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded is not None
    assert decoded.text == text
    assert "a guess" in decoded.note


def test_a_declared_encoding_goes_before_a_guess() -> None:
    decoded = decode(RUSSIAN.encode("koi8-r"), "KOI8-R")
    assert decoded is not None
    assert (decoded.text, decoded.note) == (RUSSIAN, "")


@pytest.mark.parametrize("declared", ["no-such-encoding", "utf-8", "", "hex", "rot13", "base64"])
def test_a_wrong_declaration_is_passed_over(declared: str) -> None:
    decoded = decode(FRENCH.encode("cp1252"), declared)
    assert decoded is not None
    assert decoded.text == FRENCH


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1252", "windows-1251", "gbk", "utf-16", "big5"])
def test_text_that_is_utf8_stays_utf8_whatever_is_declared(declared: str) -> None:
    for text in (FRENCH, RUSSIAN, POLISH):
        decoded = decode(text.encode(), declared)
        assert decoded is not None
        assert (decoded.text, decoded.note) == (text, "")


@pytest.mark.parametrize(
    ("declared", "encoding", "word"),
    [
        ("iso-8859-1", "cp1252", "“quay”"),
        ("gb2312", "gb18030", "東"),
        ("shift_jis", "cp932", "①"),
        ("euc-kr", "cp949", "뷁"),
        ("iso-8859-9", "cp1254", "“rıhtım”"),
        ("iso-2022-jp", "iso2022_jp", "港"),
    ],
)
def test_a_declared_name_means_what_browsers_mean(declared: str, encoding: str, word: str) -> None:
    decoded = decode(f"The word is {word}. ".encode(encoding) * 9, declared)
    assert decoded is not None
    assert decoded.text == f"The word is {word}. " * 9


@pytest.mark.parametrize("declared", ["utf-7", "idna", "unicode_escape"])
def test_no_page_is_read_in_what_no_browser_reads(declared: str) -> None:
    data = ENGLISH.encode("cp1252") + b"+ADw-script+AD4- \\u003c"
    decoded = decode(data, declared)
    assert decoded is not None
    assert "+ADw-script" in decoded.text
    assert "\\u003c" in decoded.text


def test_a_few_bytes_that_do_not_fit_leave_the_declared_encoding() -> None:
    data = (RUSSIAN * 3).encode("cp1251") + b"\x98"  # the one byte cp1251 has no letter for
    decoded = decode(data, "windows-1251")
    assert decoded is not None
    assert decoded.text == RUSSIAN * 3 + "�"
    assert "1 damaged characters" in decoded.note


def test_a_few_damaged_bytes_do_not_make_utf8_another_encoding() -> None:
    data = FRENCH.encode().replace("été".encode(), b"\xc3t\xc3\xa9", 1)
    decoded = decode(data)
    assert decoded is not None
    assert decoded.encoding == "utf-8"
    assert decoded.text.count("�") == 1
    assert "1 characters shown as U+FFFD" in decoded.note


@pytest.mark.parametrize(
    "data",
    [
        ENGLISH.encode(),
        ENGLISH.encode("utf-16"),
        ENGLISH.encode("utf-16-le"),
        b"one\x00two" + b"x" * 500,
        b"a",
    ],
)
def test_text_is_not_binary(data: bytes) -> None:
    assert binary_reason(data) is None


@given(st.binary(max_size=200), st.text(max_size=8))
def test_nothing_raises(data: bytes, declared: str) -> None:
    binary_reason(data)
    decode(data, declared)
