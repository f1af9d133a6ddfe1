"""Bytes to text: the text is decoded and otherwise left alone.

Order: byte order mark; UTF-8 where every byte fits and some are not ASCII, whatever is declared, because
hardly any text of another encoding looks like that; what the file declares (HTML) or its server (HTTP);
UTF-16 without a mark (every other byte is NUL); the declared encoding or UTF-8 with a few damaged bytes,
then a legacy encoding: Windows-1252, the one Western newsrooms left behind, where its letters look right,
else what charset-normalizer makes of it (which takes French for Polish, so it comes second). Whenever the
choice was a guess the result carries a note naming it. Line ends, NUL characters and no-break spaces stay as
they are, so that offsets hold. Limit: two legacy encodings of one script cannot always be told apart.

Source: WHATWG Encoding Standard, section 4.2, for what browsers read under a declared name.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_MARKS = (  # the UTF-32 mark begins with the UTF-16 one, so it comes first
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstandard"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"{\\rtf", "an RTF document"),
)
_SAMPLE = 65_536
_MAX_CONTROL_SHARE = 0.02  # control characters that no text editor writes; news text has none
_MAX_DAMAGED_SHARE = 0.1  # damaged UTF-8 sequences per sound one, to still call it UTF-8
_MAX_ACCENTS_SHARE = 0.25  # non-ASCII share of Western text: French has .14, Cyrillic .8
_MAX_ODD_SHARE = 0.1  # of these, signs no Western newsroom writes: Polish read this way has more
_CONTROLS = bytes(code for code in range(32) if code not in (0, 9, 10, 11, 12, 13, 27)) + b"\x7f"
_WESTERN = re.compile("[ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõöøùúûüœŒ‘’“”«»–—…•€£§°©®¡¿ºª·\xa0]")
_AS_BROWSERS = {  # a name often stands for its larger brother; who can read "utf-16" reads none
    "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874",
    "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949", "shift_jis": "cp932",
    "big5": "big5hkscs", "utf-16": "utf-8", "utf-16-le": "utf-8", "utf-16-be": "utf-8",
}  # fmt: skip
_NO_PAGES = frozenset(["utf-7", "idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"])
_ASCII_ONLY = frozenset(["iso2022_jp", "iso2022_kr", "hz"])  # any of their texts is UTF-8 too


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was read with, and a note when that was a guess."""

    text: str
    encoding: str
    note: str = ""


def is_blank(data: bytes) -> bool:
    """Whether there is nothing to decode: no bytes, white space, a byte order mark."""
    return not data.removeprefix(codecs.BOM_UTF8).strip()


def binary_reason(data: bytes) -> str | None:
    """Why these bytes are no text, or None."""
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return f"binary file: it starts like {name}"
    sample = data[:_SAMPLE]
    if any(sample.startswith(mark) for mark, _ in _MARKS) or _wide(sample):
        return None
    controls = len(sample) - len(sample.translate(None, _CONTROLS)) + sample.count(0)
    if controls > max(1, len(sample) * _MAX_CONTROL_SHARE):
        return f"binary file: {controls} control characters in its first {len(sample):,} bytes"
    return None


def decode(data: bytes, declared: str | None = None) -> Decoded | None:
    """The text of these bytes, or None when no encoding fits.

    Args:
        data: a whole file.
        declared: the encoding the file claims for itself, if any.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], encoding)
    known = _known(declared)
    for encoding in filter(
        None, ("utf-8" if known not in _ASCII_ONLY else known, known, _wide(data[:_SAMPLE]))
    ):
        try:
            return Decoded(data.decode(encoding), encoding)
        except (UnicodeDecodeError, LookupError):  # LookupError: a codec that makes no text, as "hex"
            continue
    return _decode_damaged(data) or (known and _decode_declared(data, known)) or _decode_legacy(data)


def _decode_declared(data: bytes, encoding: str) -> Decoded | None:
    """The declared encoding where a few bytes do not fit, as browsers read it."""
    try:
        text = data.decode(encoding, errors="replace")
        damaged = _count_accents(text) - _count_accents(data.decode(encoding, errors="ignore"))
    except LookupError:
        return None
    if damaged > max(1, _count_accents(text) * _MAX_DAMAGED_SHARE):
        return None
    return Decoded(text, encoding, f"declared {encoding}, {damaged} damaged characters shown as U+FFFD")


def _decode_marked(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    damaged = text.count("�") - (data.decode(encoding, errors="ignore").count("�"))
    note = f"marked {encoding}, {damaged} damaged characters shown as U+FFFD" if damaged else ""
    return Decoded(text, encoding, note)


def _decode_damaged(data: bytes) -> Decoded | None:
    """UTF-8 in which a few sequences are broken, as a cut or a bad merge leaves them."""
    sound = _count_accents(data.decode("utf-8", errors="ignore"))
    text = data.decode("utf-8", errors="replace")
    damaged = _count_accents(text) - sound
    if damaged > sound * _MAX_DAMAGED_SHARE:
        return None
    return Decoded(text, "utf-8", f"damaged UTF-8: {damaged} characters shown as U+FFFD")


def _count_accents(text: str) -> int:
    """How many characters are not ASCII."""
    return len(text) - len(text.encode("ascii", errors="ignore"))


def _decode_legacy(data: bytes) -> Decoded | None:
    try:
        western = data.decode("cp1252")
    except UnicodeDecodeError:
        western = ""
    accents = [char for char in western[:_SAMPLE] if char > "\x7f"]
    if western and _count_accents(western) <= len(western) * _MAX_ACCENTS_SHARE:
        odd = sum(1 for char in accents if not _WESTERN.match(char))
        if odd <= len(accents) * _MAX_ODD_SHARE:
            return Decoded(western, "cp1252", "not UTF-8; read as cp1252 (a guess)")
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        return None
    text = str(best)
    return Decoded(text, best.encoding, f"not UTF-8; read as {best.encoding} (a guess)")


def _known(declared: str | None) -> str | None:
    """The codec a declared name stands for in browsers; None for one that is no encoding of pages."""
    if not declared:
        return None
    try:
        name = codecs.lookup(declared.strip()).name
    except (LookupError, ValueError):
        return None
    return None if name in _NO_PAGES else _AS_BROWSERS.get(name, name)


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark, seen from NULs at every other place of mostly Western text."""
    if len(sample) < 4 or b"\x00" not in sample:
        return None
    even, odd = sample[0::2].count(0) / (len(sample) / 2), sample[1::2].count(0) / (len(sample) / 2)
    if odd > 0.4 and even < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 and odd < 0.05 else None
