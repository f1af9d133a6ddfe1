"""Take the pictures of the documentation: each page of the newsroom page, as a person sees it.

    python -m tools.pictures [--to FOLDER] [--whole]

Out: PNG files under docs/pictures, of the example and some more invented stories. What is too long for a
picture is cut at the bottom; `--whole` takes pages at full length, for looking at them, not for keeping.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from tools.browsing import ROOT, TOKEN, Server, browser, fill, server
from wirecopy.build import Archive
from wirecopy.model import Story

FOLDER = ROOT / "docs" / "pictures"
_WIDE, _PHONE = (1_080, 800), (320, 760)
_MAIN = "01-northwire"


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: its name, the way to the page, how the page is looked at, and what is done there first."""

    name: str
    way: str
    size: tuple[int, int] = _WIDE
    dark: bool = False
    first: Callable[[Page], None] | None = None


def main() -> None:
    """Take them all."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--to", type=Path, default=FOLDER, metavar="FOLDER")
    parser.add_argument("--whole", action="store_true", help="pages at full length")
    asked = parser.parse_args()
    asked.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "archive.db"
        stories = fill(store)
        with Archive.open(store, read_only=True) as archive:
            _, story = archive.story(stories[_MAIN])
        with server(store, stories) as running, browser() as chrome:
            for shot in _shots(running, story):
                path = asked.to / f"{shot.name}.png"
                _take(chrome, running, shot, path, whole=asked.whole)
                print(f"{path.stat().st_size / 1_000:8,.0f} kB  {path}")


def _shots(running: Server, story: Story) -> list[Shot]:
    base = f"/stories/{story.id}"
    claim = next(claim for claim in story.claims if len(claim.versions) > 1)
    alarm = next(change for change in story.changes if change.severity == "high")
    member = claim.members[-1]
    passage = f"/articles/{member.version}?at={member.start}-{member.end}#at"
    tall = (_WIDE[0], 1_200)
    return [
        Shot("stories", "/"),
        Shot("stories-phone", "/", _PHONE),
        Shot("search", "/search?q=dredger"),
        Shot("story", base, tall),
        Shot("story-dark", base, tall, dark=True),
        Shot("story-phone", base, (_PHONE[0], 1_200)),
        Shot("story-right-to-left", f"/stories/{running.stories['marsa-1']}"),
        Shot("claim", f"{base}/findings/{claim.id}"),
        Shot("alarm", f"{base}/findings/{alarm.id}"),
        Shot("collation", f"{base}/collation"),
        Shot("collation-dark", f"{base}/collation", dark=True),
        Shot("collation-phone", f"{base}/collation", _PHONE),
        Shot("collation-table", f"{base}/collation?form=table"),
        Shot("lineage", f"{base}/lineage", (_WIDE[0], 1_040)),
        Shot("lineage-phone", f"{base}/lineage", _PHONE),
        Shot("article", passage),
        Shot("outlets", "/outlets"),
        Shot("outlet", "/outlets/Northern Bee"),
        Shot("try", "/try"),
        Shot("report", "/try", first=_read),
        Shot("about", "/about"),
        Shot("sign-in", "/signin"),
        Shot("correction", f"{base}/findings/{claim.id}", tall, first=_correct),
        Shot("not-found", "/stories/nothing"),
    ]


def _take(chrome: Browser, running: Server, shot: Shot, path: Path, *, whole: bool) -> None:
    width, height = shot.size
    context = chrome.new_context(
        base_url=running.address,
        viewport={"width": width, "height": height},
        color_scheme="dark" if shot.dark else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(shot.way)
    if shot.first:
        shot.first(page)
    page.screenshot(path=path, full_page=whole)
    context.close()


def _read(page: Page) -> None:
    """Paste two articles of the example and have them read."""
    folder = ROOT / "examples" / "harbour"
    texts = [
        (folder / name).read_text(encoding="utf-8") for name in ("01-northwire.txt", "09-channel-mirror.txt")
    ]
    page.get_by_label("Texts, with a line").fill("\n---\n".join(texts))
    page.get_by_role("button", name="Read them").click()
    page.get_by_text("Nothing was stored").wait_for()


def _correct(page: Page) -> None:
    """Sign in, say that a finding is wrong, and stay there."""
    way = page.url
    page.goto("/signin")
    page.get_by_label("Your name").fill("city desk")
    page.get_by_label("Token of this server").fill(TOKEN)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.get_by_text("Signed in as").wait_for()
    page.goto(way)
    page.get_by_label("wrong").check()
    page.get_by_label("Why, in a sentence").fill("Radio Sund says forty: that is another claim.")
    page.get_by_role("button", name="Keep this").click()
    page.locator("ul.said li").first.wait_for()


if __name__ == "__main__":
    main()
