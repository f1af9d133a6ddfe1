"""XML from strangers: bytes to a tree without ever reading a declaration of entities.

In: the bytes of a feed, a sitemap, a list of feeds, an article in an agency's XML. Out: the text from its
root element on (`Opened`), and trees of it or of a piece of it. The prolog is cut off before any parser sees
the rest, so that no entity, internal or external, is ever expanded or fetched; the parser is told so besides.
Encoding: a byte order mark, then UTF-8 wherever the bytes are UTF-8 whatever is declared (servers and old
templates declare what they like), then what the file declares, then the content type, then a guess with a
note. Control characters, which XML forbids, are left out. Limits: 256 levels, texts of 10 MB (lxml).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.entities import html5
from typing import Any
from xml.sax.saxutils import quoteattr  # writes only; parses nothing

from wirecopy.readers.encoding import binary_reason, decode, is_blank

_CONTROLS = dict.fromkeys((*(code for code in range(32) if code not in (9, 10, 13)), 0xFFFE, 0xFFFF))
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_HEAD = 1_024  # the declaration of the encoding stands in the first line
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([\w.:-]{1,40})""")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
_SEVEN_BIT = re.compile(r"iso-?2022|hz", re.IGNORECASE)  # Japanese and Chinese that look like ASCII
_IN_DOCTYPE = re.compile(r""""[^"]*"|'[^']*'|<!--.*?(?:-->|\Z)|[\[\]>]""", re.DOTALL)
_ROOT = re.compile(r"<([\w.-]+:)?([\w.-]+)(?=[\s/>])")
_CDATA = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z))", re.DOTALL)
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)(\w{1,32};)")
_BARE = re.compile(r"&(?!(?:#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos);)")
_XMLNS = re.compile(r"""\s(xmlns(?::[\w.-]+)?|xml:base|xml:lang)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')""")
_HEAD_TAG = 16_384  # where a root element has its namespaces; a hostile one must not come with every piece
_MOST_DECLARED = 40


@dataclass(frozen=True, slots=True)
class Opened:
    """A document from its root element on.

    Attributes:
        text: the root element, and what follows it.
        root: its name without a prefix, in lower case; empty when there is none, as in JSON.
        notes: what was guessed or left out.
    """

    text: str
    root: str
    notes: tuple[str, ...] = ()


class BrokenXmlError(ValueError):
    """What is wrong with a piece of XML, in words."""


def opened(data: bytes, content_type: str | None = None) -> Opened | str:
    """The document in these bytes, or why there is none, in words.

    Args:
        data: a whole document.
        content_type: what a server called it; only its charset is looked at.
    """
    if is_blank(data):
        return "empty: no text in it"
    if reason := binary_reason(data):
        return reason
    text, note = _decoded(data, content_type)
    if text is None:
        return "no known text encoding fits: save it as UTF-8"
    if text.lstrip().startswith(("{", "[")):
        return Opened(text, "", (note,) if note else ())
    start = _after_prolog(text)
    match = _ROOT.match(text, start)
    notes = [note] if note else []
    if "<!ENTITY" in text[:start]:
        notes.append("its declarations of entities are ignored")
    return Opened(text[start:], match[2].lower() if match else "", tuple(notes))


def root_of(head: bytes) -> str:
    """The name of the root element, in lower case, of a document that begins like this; empty for no XML."""
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in head[:4]
    text = head.decode("utf-16" if wide else "utf-8", "replace").lstrip("\ufeff \t\r\n")
    match = _ROOT.match(text, _after_prolog(text)) if text.startswith("<") else None
    return match[2].lower() if match else ""


def tree_of(text: str, *, recover: bool = False) -> Any:
    """The root element of a document without a prolog.

    Args:
        text: as `Opened.text`.
        recover: take what can be had of a broken document; None when that is nothing.

    Raises:
        BrokenXmlError: it is not well-formed.
    """
    from lxml import etree

    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise BrokenXmlError(str(error).partition(" (<string>")[0]) from error


def repaired(text: str) -> str:
    """The text without control characters, its bare ampersands escaped, named characters as numbers."""
    if _CONTROL.search(text):
        text = text.translate(_CONTROLS)
    if "&" not in text:
        return text
    parts = _CDATA.split(text)  # every other part is a section of plain text, where an ampersand is itself
    parts[::2] = [_BARE.sub("&amp;", _NAMED.sub(_numbered, part)) for part in parts[::2]]
    return "".join(parts)


def opening(head: str) -> str:
    """A tag `<wrapped>` that declares what the head of a document does, for pieces read on their own."""
    said: dict[str, str] = {}
    for name, double, single in _XMLNS.findall(head[:_HEAD_TAG])[:_MOST_DECLARED]:
        said.setdefault(name, double or single)
    return "<wrapped" + "".join(f" {name}={quoteattr(value)}" for name, value in said.items()) + ">"


def _decoded(data: bytes, content_type: str | None) -> tuple[str | None, str]:
    """The text of a document, and a note where its encoding was a guess."""
    found = _DECLARED.search(data[:_HEAD])
    declared = found[1].decode("ascii", "ignore") if found else None
    if declared is None and content_type and (charset := _CHARSET.search(content_type)):
        declared = charset[1]
    if not (declared and _SEVEN_BIT.match(declared)) and b"\0" not in data[:_HEAD]:  # UTF-16 has NULs
        try:
            return data.decode("utf-8-sig"), ""
        except UnicodeDecodeError:  # then what is declared, or a guess
            pass
    if decoded := decode(data, declared):
        return decoded.text, decoded.note
    if b"\0" in data[:_HEAD] or data.lstrip()[:1] != b"<":
        return None, ""
    # What declares nothing is UTF-8 (XML 1.0, section 4.3.3): a document with a few wrong bytes is read.
    return data.decode("utf-8", "replace"), "not UTF-8 throughout: wrong bytes shown as U+FFFD"


def _after_prolog(text: str) -> int:
    """Where the root element begins; the end of the text when there is none."""
    position = 0
    while (position := text.find("<", position)) >= 0:
        if text.startswith("<?", position):
            end = text.find("?>", position)
        elif text.startswith("<!--", position):
            end = text.find("-->", position + 4)
        elif text[position : position + 9].upper() == "<!DOCTYPE":
            end = _doctype_end(text, position + 9)
        else:
            return position
        if end < 0:
            break
        position = end + 1
    return len(text)


def _doctype_end(text: str, start: int) -> int:
    """Where a declaration of the document type ends, its own declarations in brackets passed over."""
    inside = False
    for match in _IN_DOCTYPE.finditer(text, start):
        mark = match.group()
        if mark in ("[", "]"):
            inside = mark == "["
        elif mark == ">" and not inside:
            return match.start()
    return -1


def _numbered(match: re.Match[str]) -> str:
    """A character named as in HTML, as numbers; any other name as it stands."""
    return "".join(f"&#{ord(char)};" for char in html5.get(match[1], "")) or match.group()
