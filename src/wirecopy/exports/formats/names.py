"""What the things of a report are called in formats that name things by URI.

An article is `urn:wirecopy:article/` and its id, percent-encoded; a lost original, a claim or another
finding is named under its story, because its id holds within the story only. URNs, because a report knows
no place of its own on the web, and articles of one report may have one URL, or none.
"""

from __future__ import annotations

from collections import Counter

from wirecopy.exports.formats.characters import escaped, web_address
from wirecopy.model import Report, Story, Version

BASE = "urn:wirecopy:"
TERMS = "urn:wirecopy:term/"


def article(version: str) -> str:
    """An article, by its id."""
    return f"{BASE}article/{escaped(version)}"


def within(story: Story, kind: str, name: str) -> str:
    """Something of a story: a claim, a lost original."""
    return f"{BASE}{kind}/{escaped(story.id)}/{escaped(name)}"


def called(version: Version) -> str:
    """A version for people: its title, else its outlet, else its id."""
    return version.title or version.outlet or version.id


class Pages:
    """Where the articles of a report can be read.

    An article's URL is what other programs know it by, so it is the better name, as long as no other article
    of the report has it too.
    """

    def __init__(self, report: Report) -> None:
        versions = [version for story in report.stories for version in story.versions]
        addresses = {version.id: web_address(version.url) for version in versions}
        counts = Counter(address for address in addresses.values() if address)
        self._known = {name: url for name, url in addresses.items() if url and counts[url] == 1}

    def of(self, version: str) -> str:
        """The URL of an article, its URN where it has none of its own."""
        return self._known.get(version) or article(version)
