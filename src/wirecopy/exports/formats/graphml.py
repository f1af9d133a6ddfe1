"""GraphML: who descends from whom, for Gephi, yEd, Cytoscape, networkx and igraph.

In: a report. Out: one directed graph of all its stories, parent to child; every node says which story it is
of. Node ids are short names ("n1"), as the format wants them; what the report calls the node is its `name`.
Texts are left out.
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from wirecopy.exports.formats.characters import xml
from wirecopy.exports.formats.descent import Node, descent
from wirecopy.exports.formats.joining import whole
from wirecopy.model import Report

_SPACE = "http://graphml.graphdrawing.org/xmlns"
_SCHEMA = f"{_SPACE} http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd"
_LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
_NODE = {
    **dict.fromkeys(("name", "label", "kind", "story", "story_title"), "string"),
    **dict.fromkeys(("outlet", "url", "title", "published", "language"), "string"),
    **dict.fromkeys(("family", "relation", "credited"), "string"),
    "wire_share": "double",
}
_EDGE = {"descent": "string", "support": "double"}


def render(report: Report) -> bytes:
    """The graph as GraphML."""
    root = etree.Element(f"{{{_SPACE}}}graphml", nsmap={None: _SPACE})
    root.set(_LOCATION, _SCHEMA)
    for domain, keys in (("node", _NODE), ("edge", _EDGE)):
        for name, kind in keys.items():
            _child(
                root, "key", {"id": f"{domain}-{name}", "for": domain, "attr.name": name, "attr.type": kind}
            )
    graph = _child(root, "graph", {"id": "lineage", "edgedefault": "directed"})
    nodes, edges = descent(report)
    for node in nodes:
        _data(_child(graph, "node", {"id": node.name}), "node", _values(node))
    for number, edge in enumerate(edges, 1):
        ends = {"id": f"e{number}", "source": edge.parent.name, "target": edge.child.name}
        about = {"descent": edge.edge.kind, "support": edge.edge.support}
        _data(_child(graph, "edge", ends), "edge", about)
    etree.indent(root, " ")
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _values(node: Node) -> dict[str, str | float | None]:
    version = node.version
    values: dict[str, str | float | None] = {
        "name": node.id,
        "label": node.label,
        "kind": "version" if version else "lost",
        "story": node.story.id,
        "story_title": node.story.title,
    }
    if version:
        values |= {
            name: getattr(version, name)
            for name in (
                "outlet",
                "url",
                "title",
                "published",
                "language",
                "relation",
                "credited",
                "wire_share",
            )
        }
        values["family"] = version.family_id
    return values


def _child(parent: etree._Element, name: str, attributes: dict[str, str]) -> etree._Element:
    return etree.SubElement(parent, f"{{{_SPACE}}}{name}", attributes)


def _data(parent: etree._Element, domain: str, values: Mapping[str, str | float | None]) -> None:
    for name, value in values.items():
        if value is not None:
            _child(parent, "data", {"key": f"{domain}-{name}"}).text = xml(str(value))


write = whole(render)
