"""Pages laid out before are given again only while what they are made of is the same."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from tests.views import sample
from tests.web.pages.fakedesk import row_of
from wirecopy.exports.markup import Markup
from wirecopy.model import Correction
from wirecopy.web.pages import kept
from wirecopy.web.pages.kept import Kept


def test_a_page_is_laid_out_once_for_many_and_anew_when_anything_changed() -> None:
    story = sample.dam_story()
    row = row_of(story, 1)
    laid_out = []

    def make() -> Markup:
        laid_out.append(1)
        return Markup(f"page {len(laid_out)}")

    async def look() -> list[str]:
        pages = Kept()
        many = await asyncio.gather(*(pages.page(row, story, [], make) for _ in range(20)))
        said = [Correction(1, "finding", "c", {}, "Ada", 0.0)]
        later = [
            await pages.page(row, story, said, make),
            await pages.page(row, story, list(said), make),
            await pages.page(replace(row, articles=6), story, said, make),
            await pages.page(replace(row, articles=6), replace(story), said, make),
        ]
        return [*set(many), *later]

    assert asyncio.run(look()) == ["page 1", "page 2", "page 2", "page 3", "page 4"]


def test_the_oldest_pages_go() -> None:
    story = sample.dam_story()
    rows = [replace(row_of(story, 1), id=f"s{index}") for index in range(5)]

    async def look() -> list[str]:
        pages = Kept()
        for row in rows:
            await pages.page(row, story, [], lambda: Markup("x" * (kept._MOST // 2)))
        return list(pages._pages)

    assert asyncio.run(look()) == ["s3", "s4"]
