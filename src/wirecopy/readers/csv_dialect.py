"""How a table in plain text is written: its encoding, what stands between fields, how they are quoted.

In: the first bytes of a file. Out: a `Dialect`, or why the file is no table. Nothing is asked of the person
who has the file: the separator is the one under which the first row names columns we know, quotes count in
files with tabs only where as many open as close, and a backslash escapes where quotes are never doubled.
Limits: a file must have a row of names; two texts of one legacy encoding are told apart as in plain text.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wirecopy.readers.encoding import binary_reason, decode, is_blank
from wirecopy.readers.rows import ALIASES

SAMPLE = 1 << 16
_SEPARATORS = ",;\t|"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAID = re.compile(r"sep=(.)\r?\n")  # what spreadsheets put in front
_OPENS = re.compile(r'(?:^|\t)"', re.MULTILINE)
_CLOSES = re.compile(r'"(?:\t|\r?$)', re.MULTILINE)
_NAMES: dict[str, str] = {name.lower(): name for names in ALIASES.values() for name in reversed(names)}
_TEXTS = frozenset(ALIASES["text"])
_KNOWN = frozenset(_NAMES.values())


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a file is written.

    Attributes:
        encoding: name of the codec.
        separator: what stands between two fields.
        quoted: whether quotes hold fields together.
        escaped: whether a backslash stands before a quote in a quoted field.
        lines_are_bytes: whether a line can be told before it is decoded, as in all but UTF-16 and UTF-32.
        announced: whether a line that names the separator comes before the names.
        note: what was guessed.
    """

    encoding: str
    separator: str
    quoted: bool
    escaped: bool
    lines_are_bytes: bool
    announced: bool
    note: str

    def rows(self, lines: Iterable[str]) -> Iterator[list[str]]:
        """A reader of these lines."""
        return csv.reader(
            lines,
            delimiter=self.separator,
            quoting=csv.QUOTE_MINIMAL if self.quoted else csv.QUOTE_NONE,
            escapechar="\\" if self.escaped else None,
            doublequote=not self.escaped,
        )


def dialect_of(sample: bytes) -> Dialect | str:
    """How a file is written that begins like this, or why it is no table.

    Args:
        sample: the first `SAMPLE` bytes.
    """
    if is_blank(sample):
        return "empty: no rows in it"
    if reason := binary_reason(sample):
        return reason
    encoding, text, note = _decoded(sample)
    said = _SAID.match(text)
    if said:
        text = text[said.end() :]
    separator = str(said[1]) if said else _separator(text)
    quoted = separator != "\t" or _is_quoted(text)
    escaped = quoted and '\\"' in text and '""' not in text
    in_bytes = not encoding.startswith(("utf-16", "utf-32")) and ("\n" in text or "\r" not in text)
    return Dialect(encoding, separator, quoted, escaped, in_bytes, bool(said), note)


def _decoded(sample: bytes) -> tuple[str, str, str]:
    """The encoding, the sample as text, and a note where it was a guess."""
    marked = next((name for mark, name in _MARKS if sample.startswith(mark)), None)
    for name in filter(None, (marked, "utf-8")):
        decoder = codecs.getincrementaldecoder(name)("replace" if marked else "strict")
        try:
            text = decoder.decode(sample).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
        if marked or "\0" not in text:  # UTF-16 without a mark
            return name, text, ""
    found = decode(sample if len(sample) < SAMPLE else sample[: sample.rfind(b"\n") + 1] or sample)
    if found is None:  # bytes of several encodings: told row by row
        return "utf-8", sample.decode("utf-8", "replace"), ""
    return found.encoding, found.text, _note(found.encoding, found.note)


def _note(encoding: str, note: str) -> str:
    """Damage to UTF-8 is told row by row."""
    return "" if encoding == "utf-8" else note


def _separator(text: str) -> str:
    """The separator under which the first row names most columns we know, or has most fields."""
    lines = text.splitlines()[:100]

    def names(separator: str) -> tuple[int, int]:
        row = next((row for row in csv.reader(lines, delimiter=separator) if any(row)), [])
        return sum(known(name) in _KNOWN for name in row), len(row)

    return max(_SEPARATORS, key=names)


def _is_quoted(text: str) -> bool:
    """Whether quotes hold fields together in a table with tabs: whether more of its rows are whole then."""
    lines = text.splitlines(keepends=True)
    split = [line.rstrip("\r\n").split("\t") for line in lines if line.strip()]
    parsed = [row for row in csv.reader(lines, delimiter="\t") if row]
    width = len(split[0]) if split else 0
    whole_split, whole_parsed = (
        sum(len(row) == width for row in rows) / max(1, len(rows)) for rows in (split, parsed)
    )
    if whole_split != whole_parsed:
        return whole_parsed > whole_split
    return len(_OPENS.findall(text)) == len(_CLOSES.findall(text))


def known(name: str) -> str:
    """A name of a column as we know it, however it is capitalised and spaced; any other as it is."""
    name = name.strip().lstrip("\ufeff")
    if name in _KNOWN:
        return name
    return _NAMES.get(re.sub(r"[\s.]+", "_", name).lower(), name)


def names_problem(names: list[str]) -> str | None:
    """Why the first row does not name columns, or None."""
    if _TEXTS.intersection(names):
        return None
    shown = ", ".join(repr(name[:40]) for name in names[:8])
    return (
        f"no column of texts: the first row must name the columns, one of them "
        f"{', '.join(ALIASES['text'][:5])}; it has {shown}"
    )
