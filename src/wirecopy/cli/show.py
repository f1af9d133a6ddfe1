"""`wirecopy show`: one story with its five answers, or one article with its revisions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from wirecopy.cli.messages import say
from wirecopy.cli.options import json_option, width_option
from wirecopy.cli.output import check_target, print_text, write_text
from wirecopy.cli.store import opened, page_form, store_option
from wirecopy.errors import CallError, StoreError
from wirecopy.model import Report
from wirecopy.version import __version__

if TYPE_CHECKING:
    from wirecopy.build import Archive
    from wirecopy.exports.shelf import ArticleSheet


@click.command("show")
@click.argument("key", metavar="ID")
@store_option()
@json_option("Print all of it as JSON; of a story, what `read --json` prints.")
@click.option("--html", "page", metavar="FILE", help="Write a story as one web page (- for stdout).")
@width_option()
def command(key: str, store: str, as_json: bool, page: str | None, width: int | None) -> None:
    """Show a story, with how many reports stand behind each claim, or an article.

    ID is that of a story (its beginning is enough) or of an article.
    """
    if page:
        check_target(page)
    with opened(store) as archive:
        if archive.store.story(key) is not None:
            _, story = archive.story(key)
            report = Report(__version__, archive.settings.as_dict(), (), (story,))
            _write_report(report, as_json, page, width)
            return
        found = _article(archive, key)
    if page:
        raise CallError("an article has no page of its own", "--html", "show its story")
    _write_article(found, as_json, width)


def _write_report(report: Report, as_json: bool, page: str | None, width: int | None) -> None:
    if page:
        from wirecopy.exports import html

        write_text(html.render(report), page)
        if page != "-":
            say(f"page written to {page}")
    if as_json:
        from wirecopy.exports.json import dumps

        write_text(dumps(report), "-")
    elif page != "-":
        from wirecopy.exports.terminal import render

        print_text(render(report, **page_form(width)))


def _article(archive: Archive, key: str) -> ArticleSheet:
    """An article by its id.

    Raises:
        StoreError: there is neither story nor article of this id.
    """
    from wirecopy.exports.shelf import ArticleSheet

    store = archive.store
    revisions = store.revisions(key)
    if not revisions:
        raise StoreError(
            f"no story and no article {key!r}", store.url, "see wirecopy list and wirecopy search"
        )
    last = revisions[-1].number
    copy = next(iter(store.copies([last])), None)
    closest = store.articles([copy.closest])[0] if copy and copy.closest is not None else None
    number = store.story_of(last)
    return ArticleSheet(revisions, copy, closest, None if number is None else store.story(number))


def _write_article(found: ArticleSheet, as_json: bool, width: int | None) -> None:
    from wirecopy.exports.shelf import render_article, revision_lines

    if not as_json:
        print_text(render_article(found, **page_form(width)))
        return
    from wirecopy.model.plain import plain

    pairs = zip(found.revisions, found.revisions[1:], strict=False)
    shown: dict[str, Any] = {
        "article": plain(found.revisions[-1].article),
        "revisions": plain(found.revisions),
        "changes": [revision_lines(older, newer) for older, newer in pairs],
        "copy": plain(found.copy),
        "closest_id": found.closest.article.id if found.closest else None,
        "story": plain(found.story),
    }
    write_text(json.dumps(shown, ensure_ascii=False), "-")
