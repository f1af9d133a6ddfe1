"""schema.org as JSON-LD: articles, what they are based on, and the claims they make.

In: a report. Out: a graph of a `Collection` for each story, a `NewsArticle` for each version, a
`CreativeWork` for each lost original, a `Claim` for each claim and a `Quotation` for each wording of a
quotation. `isBasedOn` is the lineage, `citation` what an article says its text or facts are from,
`creditText` its words for that, `appearance` the articles that make a claim.
There is no `ClaimReview`: that is a verdict on whether a claim is true, and wirecopy gives none. How many
reports stand behind a claim has no field of its own in schema.org and stands in its `description`.
Source: https://schema.org (NewsArticle, Claim, Quotation, Collection).
Limits: support and kind of an edge have no place here; take PROV-JSON or GraphML for these.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wirecopy.exports.formats.characters import iso_date, json_bytes, language_tag, web_address
from wirecopy.exports.formats.findings import behind
from wirecopy.exports.formats.joining import whole
from wirecopy.exports.formats.names import article, within
from wirecopy.model import Claim, Report, Story, Version
from wirecopy.views import phrases

CONTEXT = "https://schema.org"
_CITING = ("copy", "partial", "attribution", "press_release")


def render(report: Report) -> bytes:
    """The stories as schema.org JSON-LD."""
    graph = [node for story in report.stories for node in _story(story)]
    return json_bytes({"@context": CONTEXT, "@graph": graph})


def _story(story: Story) -> Iterator[dict[str, Any]]:
    lost = {node.id: within(story, "lost", node.id) for node in story.lineage.nodes if node.kind == "lost"}
    yield {
        "@id": f"urn:wirecopy:story/{story.id}",
        "@type": "Collection",
        "name": story.title,
        "description": phrases.numbers(story),
        "collectionSize": len(story.versions),
        "hasPart": [_ref(article(version.id)) for version in story.versions],
    }
    for version in story.versions:
        yield _article(story, version, lost)
    for node in story.lineage.nodes:
        if node.id in lost:
            yield {
                "@id": lost[node.id],
                "@type": "CreativeWork",
                "name": node.name,
                "creativeWorkStatus": "lost",
                "description": "A text that must have existed; it is not among the articles read.",
            }
    for claim in story.claims:
        yield _claim(story, claim)
    yield from _quotations(story)


def _article(story: Story, version: Version, lost: dict[str, str]) -> dict[str, Any]:
    parents = [edge.parent for edge in story.lineage.edges if edge.child == version.id]
    cited = [credit for credit in version.credits if credit.kind in _CITING]
    named = [credit.agency for credit in cited if credit.agency not in ("", "unknown")]
    words = dict.fromkeys(version.text[credit.start : credit.end].strip() for credit in cited)
    return _filled(
        {
            "@id": article(version.id),
            "@type": "NewsArticle",
            "identifier": version.id,
            "url": web_address(version.url),
            "headline": version.title,
            "datePublished": iso_date(version.published),
            "inLanguage": language_tag(version.language),
            "publisher": _organisation(version.outlet),
            "creditText": list(words),
            "citation": [
                {"@type": "CreativeWork", "publisher": _organisation(agency)}
                for agency in dict.fromkeys(named)
            ],
            "isBasedOn": [_ref(lost.get(parent) or article(parent)) for parent in dict.fromkeys(parents)],
            "articleBody": version.text,
        }
    )


def _claim(story: Story, claim: Claim) -> dict[str, Any]:
    return _filled(
        {
            "@id": within(story, "claim", claim.id),
            "@type": "Claim",
            "name": claim.label,
            "description": f"Claim {behind(claim)}",
            "appearance": [_ref(article(version)) for version in claim.versions],
        }
    )


def _quotations(story: Story) -> Iterator[dict[str, Any]]:
    for quote in story.quotes:
        for number, row in enumerate(quote.members):
            yield _filled(
                {
                    "@id": within(story, "quotation", f"{quote.id}/{number}"),
                    "@type": "Quotation",
                    "text": row.text,
                    "creditText": row.speaker,
                    "isPartOf": _ref(article(row.version)),
                }
            )


def _organisation(name: str | None) -> dict[str, str] | None:
    return {"@type": "Organization", "name": name} if name else None


def _ref(name: str) -> dict[str, str]:
    return {"@id": name}


def _filled(node: dict[str, Any]) -> dict[str, Any]:
    """The node without what is not known."""
    return {name: value for name, value in node.items() if value not in (None, "", [])}


write = whole(render)
