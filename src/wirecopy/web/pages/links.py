"""The addresses of the pages, in one place.

In: ids and names as they are stored, which may hold any character. Out: paths within this site,
percent-encoded. An id that is an address itself ("https://...") is one piece of the path. Limit: an id that
is nothing but "." or ".." cannot be asked for, for browsers take such pieces out.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from wirecopy.exports.parts import Places, story_anchor
from wirecopy.views import StoryView


def _piece(name: str) -> str:
    return quote(name, safe="", errors="replace")


def story(id_: str, part: str = "") -> str:
    """A story, or a page beneath it."""
    return f"/stories/{_piece(id_)}" + (f"/{part}" if part else "")


def finding(story_id: str, finding_id: str) -> str:
    """One finding: the address to cite."""
    return story(story_id, f"findings/{_piece(finding_id)}")


def edge(parent: str, child: str) -> str:
    """The id of a line of descent, as corrections name it."""
    return f"edge:{parent}>{child}"


def article(id_: str, at: tuple[int, int] | None = None) -> str:
    """An article, or a stretch of its text, in code points."""
    return f"/articles/{_piece(id_)}" + (f"?at={at[0]}-{at[1]}#at" if at else "")


def outlet(name: str) -> str:
    """An outlet."""
    return f"/outlets/{_piece(name)}"


def download(story_id: str, format_: str) -> str:
    """A story in another format."""
    return f"/api/v1/stories/{_piece(story_id)}/download/{format_}"


def query(path: str, values: Mapping[str, str | int | None]) -> str:
    """A path with a query; what is empty is left out."""
    asked = {key: str(value) for key, value in values.items() if value not in (None, "")}
    return f"{path}?{urlencode(asked, errors='replace')}" if asked else path


def inside(path: str) -> str:
    """A path that a form asks to return to, or the front page where it leads elsewhere."""
    safe = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if safe else "/"


class Served(Places):
    """Where the links of a served page lead: texts have pages of their own, and findings an address."""

    def text(self, version: str) -> str:
        """The page of an article."""
        return article(version)

    def passage(self, version: str, start: int, end: int, anchor: int | None) -> str:
        """The page of an article, with the passage marked."""
        _ = anchor
        return article(version, (start, end))

    def cited(self, story_: StoryView, finding_: str) -> str | None:
        """The page of a finding."""
        return finding(story_.story.id, finding_)

    def part(self, story_: StoryView, part: str) -> str:
        """A section of this page; the collation has a page of its own."""
        if part == "collation":
            return story(story_.story.id, part)
        return f"#{story_anchor(story_, part)}"
