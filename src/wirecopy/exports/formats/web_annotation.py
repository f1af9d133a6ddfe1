"""Web Annotation (W3C): every finding an annotation of the passages it rests on.

In: a report. Out: JSON-LD, an AnnotationCollection with one page. The target of an annotation is the
article's URL where no other article of the report has it, else its URN. Each passage has two selectors: a
TextPositionSelector, whose start and end are Unicode code points, half-open, into the text as wirecopy read
it, and a TextQuoteSelector with up to 32 code points before and after, which finds the words on the page
itself.
Standard: https://www.w3.org/TR/annotation-model/ (2017).
Limits: a position holds for the text as read, not for the page's HTML; an omission has no passage and
targets the article.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from wirecopy.exports.formats.characters import json_bytes
from wirecopy.exports.formats.findings import Finding, findings
from wirecopy.exports.formats.joining import whole
from wirecopy.exports.formats.names import BASE, Pages
from wirecopy.model import Report, VersionSpan

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32  # code points of prefix and suffix, as Hypothesis and Apache Annotator have it


def render(report: Report) -> bytes:
    """The findings as Web Annotations."""
    pages = Pages(report)
    texts = {version.id: version.text for story in report.stories for version in story.versions}
    items = [_annotation(found, pages, texts) for story in report.stories for found in findings(story)]
    name = f"{BASE}findings/{sha256(repr([story.id for story in report.stories]).encode()).hexdigest()[:16]}"
    page = {"id": f"{name}/1", "type": "AnnotationPage", "partOf": name, "startIndex": 0, "items": items}
    return json_bytes(
        {
            "@context": CONTEXT,
            "id": name,
            "type": "AnnotationCollection",
            "label": "Findings of wirecopy; positions are Unicode code points into the text as read",
            "generator": {
                "id": f"{BASE}software/{report.wirecopy}",
                "type": "Software",
                "name": f"wirecopy {report.wirecopy}",
            },
            "total": len(items),
            "first": page,
        }
    )


def _annotation(found: Finding, pages: Pages, texts: dict[str, str]) -> dict[str, Any]:
    says = {
        "type": "TextualBody",
        "value": found.says,
        "format": "text/plain",
        "language": "en",
        "purpose": "describing",
    }
    tags = [{"type": "TextualBody", "value": tag, "purpose": "tagging"} for tag in found.tags]
    return {
        "id": found.id,
        "type": "Annotation",
        "motivation": "describing",
        "body": [says, *tags],
        "target": [
            *(_passage(span, pages, texts[span.version]) for span in found.passages),
            *(pages.of(version) for version in found.articles),
        ],
    }


def _passage(span: VersionSpan, pages: Pages, text: str) -> dict[str, Any]:
    quote = {
        "type": "TextQuoteSelector",
        "exact": text[span.start : span.end],
        "prefix": text[max(0, span.start - _AROUND) : span.start],
        "suffix": text[span.end : span.end + _AROUND],
    }
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    return {"type": "SpecificResource", "source": pages.of(span.version), "selector": [position, quote]}


write = whole(render)
