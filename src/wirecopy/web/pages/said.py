"""What people said about findings, as it stands beside what was computed.

In: corrections as they are kept. Out: markup: who said what and when, with what was taken back said so.
Nothing is hidden and nothing is overwritten.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from wirecopy.exports.markup import Content, Markup, element, join
from wirecopy.model import Correction
from wirecopy.web.pages import layout, links

_VERDICTS = {"right": "marked this right", "wrong": "marked this wrong"}


class Said:
    """All that people said, by what it is about.

    Args:
        corrections: as kept, oldest first.
    """

    def __init__(self, corrections: Sequence[Correction]) -> None:
        self._withdrawn: dict[str, Correction] = {}
        for row in reversed(corrections):  # what takes back may itself be taken back
            if row.kind == "withdraw" and str(row.number) not in self._withdrawn:
                self._withdrawn[row.target] = row
        self._all = [row for row in corrections if row.kind != "withdraw"]

    def about(self, targets: Collection[str], *kinds: str) -> list[Correction]:
        """What was said about any of these, of these kinds; of all kinds where none is named."""
        return [row for row in self._all if row.target in targets and (not kinds or row.kind in kinds)]

    def of_story(self, id_: str) -> list[Correction]:
        """What was said about a story and the findings on it, those it leaves out too."""
        return [
            row
            for row in self._all
            if (row.kind in ("merge", "split") and row.target == id_)
            or (row.kind == "finding" and row.value.get("story") == id_)
        ]

    def withdrawn(self, row: Correction) -> Correction | None:
        """What took it back."""
        return self._withdrawn.get(str(row.number))

    def lines(
        self, rows: Sequence[Correction], visit: layout.Visit | None = None, *, named: bool = False
    ) -> Markup | None:
        """Them as a list; with a visitor who is signed in, each can be taken back.

        Args:
            rows: what was said.
            visit: who looks.
            named: whether each says which finding it is about.
        """
        items = [element("li", self._line(row, named=named), self._form(row, visit)) for row in rows]
        return element("ul", *items, class_="said") if items else None

    def _line(self, row: Correction, *, named: bool) -> Markup:
        back = self.withdrawn(row)
        note = str(row.value.get("note") or "")
        said = join(
            element("b", element("bdi", row.author)),
            " ",
            *words(row),
            *(_about(row) if named else ()),
            ", ",
            moment(row.at),
            join(": “", element("bdi", note), "”") if note else None,
        )
        if back is None:
            return element("span", said)
        return element(
            "span",
            element("s", said),
            " taken back by ",
            element("bdi", back.author),
            ", ",
            moment(back.at),
        )

    def _form(self, row: Correction, visit: layout.Visit | None) -> Markup | None:
        if visit is None or visit.author is None or self.withdrawn(row):
            return None
        return layout.form(
            "/corrections",
            visit,
            layout.hidden("kind", "withdraw"),
            layout.hidden("target", str(row.number)),
            layout.hidden("back", visit.path),
            element("button", "Take back", type="submit", class_="small"),
            class_="inline",
        )


def words(row: Correction) -> tuple[Content, ...]:
    """What a correction says."""
    said = _WORDS.get(row.kind)
    return said(row.value) if said else (f"said: {row.kind}",)


def _about(row: Correction) -> tuple[Content, ...]:
    """The finding that something was said about, as a link."""
    story = row.value.get("story")
    if row.kind != "finding" or not story:
        return ()
    label = str(row.value.get("label") or row.target)
    return (": ", element("a", label, href=links.finding(str(story), row.target), dir="auto"))


def _of_finding(value: Mapping[str, Any]) -> tuple[Content, ...]:
    return (_VERDICTS.get(str(value.get("verdict")), "said something about this"),)


def _of_merge(value: Mapping[str, Any]) -> tuple[Content, ...]:
    other = links.story(str(value.get("with") or ""))
    return ("said that ", element("a", "another story", href=other), " belongs to this one")


def _of_split(value: Mapping[str, Any]) -> tuple[Content, ...]:
    articles = value.get("articles")
    names = ", ".join(map(str, articles)) if isinstance(articles, (list, tuple)) else ""
    return ("said that these are a story of their own: ", element("bdi", names))


def _of_credit(value: Mapping[str, Any]) -> tuple[Content, ...]:
    agency = value.get("agency")
    return ("set the credit to ", element("bdi", str(agency))) if agency else ("said that it has no credit",)


def _of_parent(value: Mapping[str, Any]) -> tuple[Content, ...]:
    parent = value.get("parent")
    if not parent:
        return ("said that it descends from no text here",)
    return ("said that it descends from ", element("a", str(parent), href=links.article(str(parent))))


_WORDS: Mapping[str, Callable[[Mapping[str, Any]], tuple[Content, ...]]] = {
    "finding": _of_finding,
    "merge": _of_merge,
    "split": _of_split,
    "credit": _of_credit,
    "parent": _of_parent,
}


def moment(at: float) -> Markup:
    """A time as people write it."""
    found = datetime.fromtimestamp(at, UTC)
    return element(
        "time", f"{found.day} {found:%B %Y, %H:%M} UTC", datetime=found.isoformat(timespec="seconds")
    )
