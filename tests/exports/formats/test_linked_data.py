"""schema.org and Web Annotation as RDF: the triples an RDF library finds, without asking the network.

The contexts that the documents name stand on the web; the tests put small ones in their place, which say of
every term used here what the published ones say of it. A term that they do not know would be dropped
silently, so every key of the documents is looked up first.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from rdflib import RDF, SDO, XSD, Graph, Literal, URIRef
from rdflib.namespace import Namespace

from tests.exports.formats.hostile import hostile
from tests.views import sample
from wirecopy.exports.formats import render
from wirecopy.exports.formats.characters import writable
from wirecopy.exports.formats.names import article
from wirecopy.model import Report

pytestmark = pytest.mark.filterwarnings(
    "ignore:ConjunctiveGraph is:DeprecationWarning"
)  # rdflib's own use of it
REPORTS = {"sample": sample.report(), "hostile": hostile()}
OA = Namespace("http://www.w3.org/ns/oa#")
AS = Namespace("http://www.w3.org/ns/activitystreams#")
DC = Namespace("http://purl.org/dc/elements/1.1/")
LINK = {"@type": "@id"}

# https://schema.org/docs/jsonldcontext.json
SCHEMA: dict[str, Any] = {
    "@vocab": "https://schema.org/",
    **{name: {"@id": f"https://schema.org/{name}", **LINK} for name in ("url",)},
    "datePublished": {"@id": "https://schema.org/datePublished", "@type": "https://schema.org/Date"},
}
# http://www.w3.org/ns/anno.jsonld
ANNOTATION: dict[str, Any] = {
    "oa": str(OA), "dc": str(DC), "as": str(AS), "xsd": str(XSD), "rdf": str(RDF),
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#", "dcterms": "http://purl.org/dc/terms/",
    "id": LINK | {"@id": "@id"}, "type": LINK | {"@id": "@type"},
    **{name: f"oa:{name}" for name in (
        "Annotation", "SpecificResource", "TextualBody", "TextPositionSelector", "TextQuoteSelector",
        "exact", "prefix", "suffix",
    )},
    "AnnotationCollection": "as:OrderedCollection", "AnnotationPage": "as:OrderedCollectionPage",
    "Software": "as:Application",
    "describing": "oa:describing", "tagging": "oa:tagging",
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "body": LINK | {"@id": "oa:hasBody"}, "target": LINK | {"@id": "oa:hasTarget"},
    "source": LINK | {"@id": "oa:hasSource"}, "selector": LINK | {"@id": "oa:hasSelector"},
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "value": "rdf:value", "format": "dc:format", "language": "dc:language",
    "label": "rdfs:label", "name": "http://xmlns.com/foaf/0.1/name",
    "generator": LINK | {"@id": "as:generator"},
    "total": {"@id": "as:totalItems", "@type": "xsd:nonNegativeInteger"},
    "first": LINK | {"@id": "as:first"}, "partOf": LINK | {"@id": "as:partOf"},
    "startIndex": {"@id": "as:startIndex", "@type": "xsd:nonNegativeInteger"},
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
}  # fmt: skip
CONTEXTS = {"https://schema.org": SCHEMA, "http://www.w3.org/ns/anno.jsonld": ANNOTATION}


def keys(value: Any) -> Iterator[str]:
    """Every key of a document, and every type."""
    if isinstance(value, dict):
        yield from value
        yield from [value[key] for key in ("type", "@type") if key in value]
        for item in value.values():
            yield from keys(item)
    elif isinstance(value, list):
        for item in value:
            yield from keys(item)


def graph(report: Report, name: str) -> Graph:
    """The triples of an export."""
    document = json.loads(render(report, name))
    document["@context"] = CONTEXTS[document["@context"]]
    return Graph().parse(data=json.dumps(document), format="json-ld")


@pytest.mark.parametrize("name", REPORTS)
def test_every_term_is_one_of_the_published_context(name: str) -> None:
    told = set(keys(json.loads(render(REPORTS[name], "annotations"))))
    assert told - set(ANNOTATION) == {"@context"}
    told = set(keys(json.loads(render(REPORTS[name], "schema")))) - {"@context", "@graph", "@id", "@type"}
    assert [term for term in sorted(told) if term not in SDO] == []


@pytest.mark.parametrize("form", ["schema", "annotations"])
@pytest.mark.parametrize("name", REPORTS)
def test_every_name_is_a_uri(name: str, form: str) -> None:
    found = graph(REPORTS[name], form)
    for node in {node for triple in found for node in triple if isinstance(node, URIRef)}:
        assert node.n3().startswith("<"), node  # n3 refuses what no URI may hold
        assert str(node).isprintable()
    assert len(found) == len(Graph().parse(data=found.serialize(format="nt"), format="nt"))


def test_articles_and_what_they_are_based_on() -> None:
    found = graph(sample.report(), "schema")
    valley, courier = URIRef(article("valley-voice.html")), URIRef(article("courier-0503.txt"))
    lost = URIRef("urn:wirecopy:lost/story-dam/lost-")
    assert set(found.objects(valley, SDO.isBasedOn)) == {lost + "1", lost + "2"}
    assert list(found.objects(courier, SDO.isBasedOn)) == [URIRef(article("kestrel-0503.txt"))]
    assert found.value(valley, RDF.type) == SDO.NewsArticle
    assert found.value(lost + "1", SDO.creativeWorkStatus) == Literal("lost")
    publisher = found.value(valley, SDO.publisher)
    assert (found.value(publisher, RDF.type), found.value(publisher, SDO.name)) == (
        SDO.Organization,
        Literal("Valley Voice"),
    )
    cited = found.value(found.value(courier, SDO.citation), SDO.publisher)
    assert found.value(cited, SDO.name) == Literal("NPA")
    assert found.value(courier, SDO.creditText) == Literal("NPA")


def test_claims_and_where_they_appear() -> None:
    found = graph(sample.report(), "schema")
    schools = URIRef("urn:wirecopy:claim/story-dam/c-schools")
    assert found.value(schools, RDF.type) == SDO.Claim
    assert set(found.objects(schools, SDO.appearance)) == {
        URIRef(article("valley-voice.html")),
        URIRef(article("lakeside.txt")),
    }
    assert "resting on 1 report (1-2)" in found.value(schools, SDO.description)
    assert SDO.ClaimReview not in set(found.objects(None, RDF.type))


def test_texts_of_articles_are_whole() -> None:
    for report in REPORTS.values():
        found = graph(report, "schema")
        for story in report.stories:
            for version in story.versions:
                body = found.value(URIRef(article(version.id)), SDO.articleBody)
                assert str(body or "") == writable(version.text)


def test_annotations_have_bodies_targets_and_selectors() -> None:
    report = sample.report()
    found = graph(report, "annotations")
    claim = URIRef("urn:wirecopy:claim/story-dam/c-schools")
    assert found.value(claim, RDF.type) == OA.Annotation
    assert found.value(claim, OA.motivatedBy) == OA.describing
    says = {
        (str(found.value(body, RDF.value)), found.value(body, OA.hasPurpose))
        for body in found[claim : OA.hasBody]
    }
    assert ("claim", OA.tagging) in says
    targets = {found.value(target, OA.hasSource): target for target in found[claim : OA.hasTarget]}
    assert set(targets) == {URIRef(article("valley-voice.html")), URIRef(article("lakeside.txt"))}
    selectors = list(found[targets[URIRef(article("lakeside.txt"))] : OA.hasSelector])
    (quote,) = [row for row in selectors if found.value(row, RDF.type) == OA.TextQuoteSelector]
    assert found.value(quote, OA.exact) == Literal(
        "all schools in the valley will stay closed until Thursday"
    )
    assert found.value(quote, OA.prefix) == Literal("The regional council announced that "[-32:])
    assert found.value(quote, OA.suffix) == Literal(".\n\nThe station’s own count puts the"[:32])
    (position,) = [row for row in selectors if found.value(row, RDF.type) == OA.TextPositionSelector]
    start = found.value(position, OA.start)
    assert start == Literal(str(sample.E.text.index("all schools")), datatype=XSD.nonNegativeInteger)


def test_every_finding_is_an_annotation_of_the_collection() -> None:
    report = sample.report()
    found = graph(report, "annotations")
    kinds = [str(name).split(":")[2].split("/")[0] for name in found.subjects(RDF.type, OA.Annotation)]
    stories = report.stories
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "claim": sum(len(story.claims) for story in stories),
        "quote": sum(len(story.quotes) for story in stories),
        "alarm": sum(len(story.changes) for story in stories),
        "omission": sum(len(row.claims) for story in stories for row in story.omissions),
        "credit": sum(len(row.credits) for story in stories for row in story.versions),
        "trace": sum(len(row.cues) for story in stories for row in story.versions),
    }
    (collection,) = found.subjects(RDF.type, AS.OrderedCollection)
    assert int(found.value(collection, AS.totalItems)) == len(kinds)


def test_an_address_is_the_name_of_an_article_that_has_it_alone() -> None:
    story = sample.dam_story()
    urls = (
        "https://a.example/dam",
        "https://b.example/dam",
        "https://b.example/dam",
        "javascript:alert(1)",
        None,
    )
    versions = tuple(replace(row, url=url) for row, url in zip(story.versions, urls, strict=True))
    report = replace(sample.report(), stories=(replace(story, versions=versions),))
    sources = set(map(str, graph(report, "annotations").objects(None, OA.hasSource)))
    assert sources == {"https://a.example/dam", *(article(row.id) for row in versions[1:])}
