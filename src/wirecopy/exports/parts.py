"""Small parts of the page: anchors, chips for versions, passages with the marked words, compared wordings.

Takes rows of the views, gives markup. Anchors are made from the ids of versions and the offsets of
sentences, so the same finding has the same address in every run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import blake2b

from wirecopy.exports.markup import Content, Markup, element, join
from wirecopy.exports.sheet import ending, opening
from wirecopy.views import StoryView
from wirecopy.views.answers import VersionRow
from wirecopy.views.diff import Piece
from wirecopy.views.passages import Passage

SHOWN = 60_000  # code points of one text the page holds
_CHIPS = 16
_LONG = 2_000  # code points of marked words shown; the rest is in the full text


def slug(identifier: str) -> str:
    """An id that is safe in an address; altered ones carry a digest so they stay apart."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", identifier).strip("-")[:60]
    if plain == identifier:
        return plain
    digest = blake2b(identifier.encode("utf-8", "replace"), digest_size=4).hexdigest()
    return f"{plain}-{digest}" if plain else digest


def anchor_of(version: str, offset: int | None = None) -> str:
    """Where a version's text stands, or one of its sentences."""
    name = f"v-{slug(version)}"
    return name if offset is None else f"{name}-{offset}"


class Places:
    """Where the links of a page lead: on a page that stands alone, to the full texts further down."""

    def text(self, version: str) -> str:
        """The address of a text."""
        return f"#{anchor_of(version)}"

    def passage(self, version: str, start: int, end: int, anchor: int | None) -> str:
        """The address of a passage; `anchor` is where its sentence starts."""
        _ = start, end  # what a page with a place for every character would link to
        return f"#{place(version, anchor)}"

    def part(self, story: StoryView, part: str) -> str:
        """The address of a part of a story."""
        return f"#{story_anchor(story, part)}"

    def cited(self, story: StoryView, finding: str) -> str | None:
        """The address of a finding that may not stand on the page; None where it has none."""
        _ = story, finding
        return None

    def finding(self, story: StoryView, finding: str) -> Content:
        """What stands beneath a finding: nothing on a page that nobody can answer."""
        _ = story, finding
        return None


class Anchors:
    """Versions by id, to name and link the passages of a page."""

    def __init__(self, stories: Iterable[StoryView], places: Places | None = None) -> None:
        self.places = places or Places()
        self._rows: Mapping[str, VersionRow] = {
            row.version.id: row for story in stories for row in story.versions
        }

    def row(self, version: str) -> VersionRow:
        """The version itself."""
        return self._rows[version]

    def passages(self, passages: Iterable[Passage]) -> Markup:
        """Findings in their sentences, equal ones once, with links to the places in the full texts."""
        equal: dict[tuple[str, str, str], list[Passage]] = {}
        for passage in passages:
            equal.setdefault((passage.before, passage.marked, passage.after), []).append(passage)
        return element("ul", *(self._passage(group) for group in equal.values()), class_="passages")

    def _passage(self, group: Sequence[Passage]) -> Markup:
        first = group[0]
        row = self.row(first.version)
        named = element("bdi", row.name, class_="who") if len(group) == 1 else None
        links = [
            element(
                "a",
                chip(self.row(item.version)),
                named,
                href=self.places.passage(item.version, item.start, item.end, item.anchor),
                class_="to",
            )
            for item in group
        ]
        shown = first.marked[:_LONG]
        marked = element("mark", shown, "…" if len(first.marked) > _LONG else "") if shown else nothing()
        return element(
            "li",
            element("span", *(join(link, " ") for link in links), class_="chips"),
            element("blockquote", first.before, marked, first.after, dir="auto", lang=row.version.language),
        )


def place(version: str, offset: int | None) -> str:
    """Where a sentence stands, or its text where the sentence is beyond what the page shows of it."""
    beyond = offset is None or offset >= SHOWN
    return anchor_of(version, None if beyond else offset)


def nothing() -> Markup:
    """What stands where a version has no words."""
    return element("span", "∅", element("span", "nothing here", class_="vh"), class_="gap")


def story_anchor(story: StoryView, part: str = "") -> str:
    """Where a story stands, or one of its parts."""
    return f"s-{slug(story.story.id)}" + (f"-{slug(part)}" if part else "")


def date(moment: str) -> Markup:
    """A date and time as people write it; what is no date stays as it is."""
    try:
        found = datetime.fromisoformat(moment)
    except ValueError:
        return element("span", moment)
    said = f"{found.day} {found:%B %Y}"
    if len(moment) > 10:
        said += f", {found:%H:%M}" + (f" {found:%Z}" if found.tzinfo else "")
    return element("time", said, datetime=moment)


def chip(row: VersionRow) -> Markup:
    """The sign of a version; its name appears on hovering."""
    return element("abbr", row.sign, title=row.name, class_="chip")


def chips(signs: Sequence[str], story: StoryView) -> Markup:
    """The signs of several versions in a row; of very many, the first and how many more."""
    rows = {row.sign: row for row in story.versions}
    inner = [join(chip(rows[sign]), " ") for sign in signs[:_CHIPS]]
    more = f"and {len(signs) - _CHIPS:,} more" if len(signs) > _CHIPS else None
    return element("span", *inner, more, class_="chips")


def wording(pieces: Sequence[Piece]) -> Markup:
    """A wording against another: what it has instead is inserted, what it lacks deleted."""
    parts: list[Content] = []
    for index, piece in enumerate(pieces):
        if piece.kind == "same":
            parts.append(piece.text)
            continue
        before = pieces[index - 1].text if index else " "
        if piece.was and not before[-1:].isspace():
            parts.append(" ")
        if piece.was:
            parts.append(element("del", piece.was))
        if piece.was and (piece.text or piece is not pieces[-1]):
            parts.append(" ")
        if piece.text:
            parts.append(element("ins", piece.text))
    return join(*parts)


def cell_wording(pieces: Sequence[Piece]) -> Markup:
    """A wording in the collation: other words marked, missing words as a gap."""
    parts: list[Content] = []
    for piece in pieces:
        if piece.kind == "same":
            parts.append(piece.text)
        elif piece.text:
            parts.append(element("mark", piece.text))
        else:
            parts.append(
                join(
                    element(
                        "span", "⌄", element("span", f"left out: {piece.was}", class_="vh"), class_="gap"
                    ),
                    " ",
                )
            )
    return join(*parts)


def snippet(passage: Passage, reach: int = 44) -> Markup:
    """The marked words with a little of their sentence."""
    before, after = (" ".join(part.split()) for part in (passage.before, passage.after))
    return join(
        ending(before, reach) + (" " if passage.before[-1:].isspace() else ""),
        element("mark", " ".join(passage.marked[:_LONG].split())) if passage.marked else nothing(),
        (" " if passage.after[:1].isspace() else "") + opening(after, reach),
    )


def fold(
    summary: Content, *body: Content, open_: bool = False, class_: str | None = None, id_: str | None = None
) -> Markup:
    """A part that opens on a click, without script."""
    return element("details", element("summary", summary), *body, open=open_, class_=class_, id=id_)


def badge(label: str, kind: str) -> Markup:
    """A short label on a coloured ground."""
    return element("span", label, class_=f"badge {kind}")


def bar(share: float, label: str) -> Markup:
    """A share as a bar; the number stands beside it in words."""
    return element(
        "svg",
        element("rect", x=0, y=0, width=100, height=8, class_="track"),
        element("rect", x=0, y=0, width=f"{100 * min(1.0, max(0.0, share)):.1f}", height=8, class_="fill"),
        viewBox="0 0 100 8",
        preserveAspectRatio="none",
        class_="bar",
        role="img",
        aria_label=label,
    )
