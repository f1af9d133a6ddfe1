"""PROV-JSON (W3C): where each version, each claim and the report itself come from.

In: a report. Out: entities (articles, lost originals, claims), agents (outlets, agencies, whoever claims
are attributed to, wirecopy), and what joins them. `wasDerivedFrom` is the lineage, with its kind and
support, and the sightings of each claim, with their offsets (code points); `wasAttributedTo` says who
published an article, whom it credits, and whom a version names for a claim. Texts are left out: each
article has the SHA-256 of its text as UTF-8, by which one can tell that offsets are meant for it.
Outlets and agencies are one agent under one name; a source that a text names is an agent of its story,
since "an official" of one story need not be that of another.
Standard: https://www.w3.org/submissions/prov-json/ (2013). Names of our own are under `urn:wirecopy:`.
Limits: no clock is asked, so the activity has no times; a date without a time of day is an attribute,
because the time of a generation must have one.
"""

from __future__ import annotations

from collections import defaultdict
from hashlib import sha256
from typing import Any

from wirecopy.exports.formats.characters import escaped, iso_date, json_bytes, web_address, writable
from wirecopy.exports.formats.joining import whole
from wirecopy.exports.formats.names import BASE, TERMS, called
from wirecopy.model import Claim, Report, Story, Version
from wirecopy.model.plain import plain

_PREFIXES = {"wc": BASE, "term": TERMS}
_CREDITS = ("copy", "partial", "press_release")


def render(report: Report) -> bytes:
    """The report as PROV-JSON."""
    document = _Document(report)
    for story in report.stories:
        document.story(story)
    return json_bytes({"prefix": _PREFIXES, **document.records})


class _Document:
    """The records of a document, by kind and then by name."""

    def __init__(self, report: Report) -> None:
        self.records: dict[str, dict[str, Any]] = defaultdict(dict)
        self._tool = self._agent("software", f"wirecopy {report.wirecopy}", "prov:SoftwareAgent")
        basis = repr((report.wirecopy, plain(report.settings), [story.id for story in report.stories]))
        self._run = f"wc:run/{sha256(writable(basis).encode()).hexdigest()[:16]}"
        self.records["activity"][self._run] = _about("Run", "counting sources, not copies")
        self._join("wasAssociatedWith", {"prov:activity": self._run, "prov:agent": self._tool})

    def story(self, story: Story) -> None:
        """Everything of a story."""
        nodes = {version.id: _article(version) for version in story.versions}
        for version in story.versions:
            self._version(version)
        for node in story.lineage.nodes:
            if node.kind == "lost":
                nodes[node.id] = f"wc:lost/{escaped(story.id)}/{escaped(node.id)}"
                self.records["entity"][nodes[node.id]] = _about("LostOriginal", node.name)
        for edge in story.lineage.edges:
            self._derived(
                nodes[edge.child], nodes[edge.parent], {"term:kind": edge.kind, "term:support": edge.support}
            )
        for claim in story.claims:
            self._claim(story, claim)

    def _version(self, version: Version) -> None:
        name = _article(version)
        known = {
            "prov:location": web_address(version.url),
            "term:id": version.id,
            "term:published": version.published,
            "term:language": version.language,
            "term:relation": version.relation,
            "term:wire_share": version.wire_share,
            "term:sha256": sha256(writable(version.text).encode()).hexdigest(),
        }
        about = _about("Article", called(version))
        self.records["entity"][name] = about | {k: v for k, v in known.items() if v is not None}
        self._join("used", {"prov:activity": self._run, "prov:entity": name})
        moment = iso_date(version.published) or ""
        if "T" in moment:
            self._join("wasGeneratedBy", {"prov:entity": name, "prov:time": moment})
        if version.outlet:
            self._attributed(name, self._agent("named", version.outlet), "Publisher", {})
        for credit in version.credits:
            if credit.kind in _CREDITS and credit.agency not in ("", "unknown"):
                where = {"term:kind": credit.kind, "term:start": credit.start, "term:end": credit.end}
                self._attributed(name, self._agent("named", credit.agency), "Credit", where)

    def _claim(self, story: Story, claim: Claim) -> None:
        name = f"wc:claim/{escaped(story.id)}/{escaped(claim.id)}"
        counts = {f"term:reports_{bound}": getattr(claim.reports, bound) for bound in ("best", "low", "high")}
        self.records["entity"][name] = {**_about("Claim", claim.label), **counts, "term:reason": claim.reason}
        self._join("wasGeneratedBy", {"prov:entity": name, "prov:activity": self._run})
        for row in claim.members:
            place = {"term:sentence": row.sentence, "term:start": row.start, "term:end": row.end}
            self._derived(name, f"wc:article/{escaped(row.version)}", place)
        for said in claim.attributions:
            about: dict[str, Any] = {"term:according_to": said.version}
            about |= {"term:start": said.start, "term:end": said.end}
            about |= {"term:via": said.via} if said.via else {}
            source = self._agent(f"source/{escaped(story.id)}", said.source)
            self._attributed(name, source, "Attribution", about)

    def _agent(self, kind: str, label: str, prov_type: str | None = None) -> str:
        name = f"wc:{kind}/{escaped(label)}"
        about: dict[str, Any] = {"prov:label": label}
        self.records["agent"][name] = about | ({"prov:type": _qualified(prov_type)} if prov_type else {})
        return name

    def _attributed(self, entity: str, agent: str, kind: str, where: dict[str, Any]) -> None:
        ends = {"prov:entity": entity, "prov:agent": agent}
        self._join("wasAttributedTo", {**ends, "prov:type": _qualified(f"term:{kind}"), **where})

    def _derived(self, child: str, parent: str, about: dict[str, Any]) -> None:
        ends = {"prov:generatedEntity": child, "prov:usedEntity": parent}
        self._join("wasDerivedFrom", {**ends, **about})

    def _join(self, kind: str, record: dict[str, Any]) -> None:
        rows = self.records[kind]
        rows[f"_:{kind}{len(rows) + 1}"] = record


def _article(version: Version) -> str:
    return f"wc:article/{escaped(version.id)}"


def _about(kind: str, label: str) -> dict[str, Any]:
    return {"prov:label": label, "prov:type": _qualified(f"term:{kind}")}


def _qualified(name: str) -> dict[str, str]:
    return {"$": name, "type": "prov:QUALIFIED_NAME"}


write = whole(render)
