"""One finding on a page of its own: the address to cite.

In: the ids of a story and of a claim, a quote, an alarm or a line of descent. Out: what was found, every
passage it rests on, and the places as Web Annotation selectors: by characters and by quotation, so that the
passage is found again in the article wherever it is kept.

Source: W3C Web Annotation Data Model (2017), sections 4.2.4 Text Quote Selector, 4.2.5 Text Position
Selector.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from wirecopy.exports import sections
from wirecopy.exports.markup import Content, Markup, element
from wirecopy.exports.parts import Anchors, fold, story_anchor
from wirecopy.exports.svg import called
from wirecopy.views import StoryView
from wirecopy.views.passages import Passage, Texts
from wirecopy.views.phrases import CHANGES, EDGES, plural
from wirecopy.views.story import story_view
from wirecopy.web.pages import corrections, layout, links
from wirecopy.web.pages.problem import problem_page
from wirecopy.web.pages.said import Said
from wirecopy.web.pages.site import Made, Site
from wirecopy.web.pages.story import found

_AROUND = 32  # characters before and after a quotation, to find it again


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding of any kind.

    Attributes:
        id: of the claim, quote, change or line of descent.
        kind: what it is, in a word.
        title: what it says.
        body: as on the page of the story.
        passages: what it rests on.
    """

    id: str
    kind: str
    title: str
    body: Content
    passages: tuple[Passage, ...]


async def show(site: Site, request: Request) -> Response:
    """The page."""
    made = await found(site, request)
    if isinstance(made, Response):
        return made
    visit, id_ = site.visit(request), request.path_params["finding"]
    story = await asyncio.to_thread(story_view, made.story)
    said = Said(await site.desk.corrections(None))
    finding = look_up(story, id_) or _left_out(story, id_, said)
    if finding is None:
        why = "The story may have been read anew since; its page shows what is found now."
        return problem_page(404, "This finding is not there any more", why, visit)
    return layout.respond(
        layout.Page(f"{finding.kind}: {finding.title}"[:120], _body(made, story, finding, said, visit)), visit
    )


def look_up(story: StoryView, id_: str) -> Finding | None:
    """The finding of an id."""
    anchors = Anchors([story], links.Served())
    for claim in story.ledger:
        if claim.id == id_:
            return Finding(
                id_, "Claim", claim.label, sections.claim(claim, story, anchors, open_=True), claim.passages
            )
    for quote in story.quotes:
        if quote.id == id_:
            passages = tuple(chain.from_iterable(item.passages for item in quote.wordings))
            title = f"“{quote.wordings[0].text}”"
            return Finding(
                id_, "Quote", title, sections.quote(quote, story, anchors, open_=True, heading="h2"), passages
            )
    for alarm in story.alarms:
        if alarm.id == id_:
            passages = tuple(chain.from_iterable(item.passages for item in alarm.readings))
            body = sections.alarm(alarm, story, anchors, open_=True)
            return Finding(id_, f"Alarm, {CHANGES[alarm.kind]}", alarm.why, body, passages)
    return _edge(story, id_)


def _edge(story: StoryView, id_: str) -> Finding | None:
    """A line of descent."""
    names = {branch.node: called(branch) for branch in story.lineage}
    for line in story.story.lineage.edges:
        if links.edge(line.parent, line.child) == id_:
            title = f"{names.get(line.child, line.child)} descends from {names.get(line.parent, line.parent)}"
            body = element("p", f"{EDGES[line.kind]}, support {line.support:.0%}")
            return Finding(id_, "Descent", title, body, ())
    return None


def _left_out(story: StoryView, id_: str, said: Said) -> Finding | None:
    """A finding that the report leaves out because of what people said, as it was when they said so."""
    rows = said.about({id_}, "finding")
    if not rows:
        return None
    value = rows[-1].value
    texts = Texts(story.story.versions)
    places = [row for row in value.get("at", ()) if _stands(row, texts)]
    passages = tuple(texts.passage(row["version"], row["start"], row["end"]) for row in places)
    body = (
        element(
            "p", "This does not stand in the report: see below what people said about it.", class_="wrong"
        ),
        Anchors([story], links.Served()).passages(passages),
    )
    kind = str(value.get("sort") or "finding").partition(" ")[0].capitalize()
    return Finding(id_, kind, str(value.get("label") or id_), body, passages)


def _stands(row: Mapping[str, Any], texts: Texts) -> bool:
    """Whether a passage that was sent is one of these texts."""
    version, start, end = row.get("version"), row.get("start"), row.get("end")
    known = texts.versions.get(version) if isinstance(version, str) else None
    if known is None or not isinstance(start, int) or not isinstance(end, int):
        return False
    return 0 <= start < end <= len(known.text)


def _body(made: Made, story: StoryView, finding: Finding, said: Said, visit: layout.Visit) -> Content:
    id_ = made.row.id
    back = f"{links.story(id_)}#{story_anchor(story, finding.id)}"
    address = links.finding(id_, finding.id)
    return (
        layout.crumbs(("/", "Stories"), (links.story(id_), story.title)),
        element("p", finding.kind, class_="kicker"),
        element("h1", finding.title, dir="auto", class_="finding"),
        element(
            "p",
            layout.lines(
                element("a", "In its place in the story", href=back),
                element("a", "Link to this finding", href=address, class_="permalink"),
            ),
        ),
        element("div", finding.body, class_="one"),
        _said(finding, said, id_, visit),
        _selectors(story, finding, address),
    )


def _said(finding: Finding, said: Said, story_id: str, visit: layout.Visit) -> Markup | None:
    lines = said.lines(said.about({finding.id}, "finding"), visit)
    form = corrections.of_finding(story_id, finding.id, finding.passages, visit)
    if lines is None and form is None:
        return None
    heading = element("h2", "What people said", id="said")
    return element("section", heading, lines, form, aria_labelledby="said")


def _selectors(story: StoryView, finding: Finding, address: str) -> Markup | None:
    """The places for programs and for a footnote."""
    if not finding.passages:
        return None
    body = json.dumps(annotation(story, finding, address), ensure_ascii=False, indent=2)
    return element(
        "section",
        element("h2", "To cite it", id="cite"),
        element(
            "p",
            f"Rests on {plural(len(finding.passages), 'passage')}. The places count characters (Unicode code "
            "points) from the start of each text.",
        ),
        fold(
            "Places as a Web Annotation",
            element(
                "pre", body, class_="code", tabindex=0, role="region", aria_label="Web Annotation", dir="ltr"
            ),
        ),
        aria_labelledby="cite",
    )


def annotation(story: StoryView, finding: Finding, address: str) -> dict[str, Any]:
    """A finding as a Web Annotation; its targets are the articles, or their pages here."""
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": address,
        "type": "Annotation",
        "motivation": "describing",
        "body": {"type": "TextualBody", "value": finding.title, "format": "text/plain"},
        "target": [_target(story, passage) for passage in _once(finding.passages)],
    }


def _once(passages: Sequence[Passage]) -> list[Passage]:
    return list({(item.version, item.start, item.end): item for item in passages}.values())


def _target(story: StoryView, passage: Passage) -> dict[str, Any]:
    row = next(row for row in story.versions if row.version.id == passage.version)
    text = row.version.text
    return {
        "source": row.version.url or links.article(row.version.id),
        "selector": [
            {"type": "TextPositionSelector", "start": passage.start, "end": passage.end},
            {
                "type": "TextQuoteSelector",
                "exact": passage.marked,
                "prefix": text[max(0, passage.start - _AROUND) : passage.start],
                "suffix": text[passage.end : passage.end + _AROUND],
            },
        ],
    }
