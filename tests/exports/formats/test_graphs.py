"""The graph of descent as other programs read it: networkx, pydot, DendroPy."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import dendropy
import networkx as nx
import pydot
import pytest
from hypothesis import HealthCheck, given, settings

from tests.exports.formats.hostile import hostile, reports
from tests.views import sample
from wirecopy.exports.formats import render
from wirecopy.exports.formats.characters import line, xml
from wirecopy.exports.formats.descent import descent
from wirecopy.model import Lineage, Report

REPORTS = {"sample": sample.report(), "hostile": hostile()}


def graph(report: Report) -> nx.DiGraph:
    """The GraphML as networkx reads it, nodes called what the report calls them."""
    found = nx.read_graphml(io.BytesIO(render(report, "graphml")))
    assert not found.is_multigraph()
    return nx.relabel_nodes(found, {name: data["name"] for name, data in found.nodes(data=True)})


@pytest.mark.parametrize("name", REPORTS)
def test_graphml_has_every_node_and_edge(name: str) -> None:
    report = REPORTS[name]
    nodes, edges = descent(report)
    found = graph(report)
    assert set(found) == {xml(node.id) for node in nodes}
    assert {(a, b): (data["descent"], data["support"]) for a, b, data in found.edges(data=True)} == {
        (xml(edge.parent.id), xml(edge.child.id)): (edge.edge.kind, edge.edge.support) for edge in edges
    }
    assert nx.is_directed_acyclic_graph(found)


def test_graphml_says_what_is_known_of_a_node() -> None:
    found = graph(sample.report())
    assert found.nodes["lost-1"] == {
        "name": "lost-1",
        "label": "NPA report of 3 May",
        "kind": "lost",
        "story": "story-dam",
        "story_title": "Veltra valley cleared as engineers open the dam",
    }
    valley = found.nodes["valley-voice.html"]
    assert (valley["kind"], valley["outlet"], valley["wire_share"]) == ("version", "Valley Voice", 0.52)
    assert nx.ancestors(found, "courier-0503.txt") == {"kestrel-0503.txt", "lost-1"}


@pytest.mark.filterwarnings("ignore::DeprecationWarning:pydot")  # it calls pyparsing by former names
@pytest.mark.parametrize("name", REPORTS)
def test_dot_has_every_node_and_edge(name: str) -> None:
    nodes, edges = descent(REPORTS[name])
    (found,) = pydot.graph_from_dot_data(render(REPORTS[name], "dot").decode())
    parts = [found, *found.get_subgraphs()]
    told = {node.get_name(): node for part in parts for node in part.get_nodes() if node.get("tooltip")}
    assert {key: unquoted(node.get("tooltip")) for key, node in told.items()} == {
        node.name: line(node.id) for node in nodes
    }
    assert {key: unquoted(node.get("label")) for key, node in told.items()} == {
        node.name: line(node.label) for node in nodes
    }
    assert [(edge.get_source(), edge.get_destination()) for edge in found.get_edges()] == [
        (edge.parent.name, edge.child.name) for edge in edges
    ]


def unquoted(text: str) -> str:
    """A quoted string of DOT as Graphviz shows it."""
    assert text[0] == text[-1] == '"'
    return re.sub(r"\\(.)", r"\1", text[1:-1])


def trees(report: Report) -> list[dendropy.Tree]:
    """The Newick lines as DendroPy reads them."""
    lines = render(report, "newick").decode().removesuffix("\n").split("\n")
    return [
        dendropy.Tree.get(
            data=tree, schema="newick", preserve_underscores=True, case_sensitive_taxon_labels=True,
            suppress_leaf_node_taxa=True, extract_comment_metadata=True,
        )
        for tree in lines
    ]  # fmt: skip


@pytest.mark.parametrize("name", REPORTS)
def test_newick_has_every_node_once(name: str) -> None:
    labels = [node.label or "" for tree in trees(REPORTS[name]) for node in tree.preorder_node_iter()]
    assert sorted(labels) == sorted(line(node.id) for node in descent(REPORTS[name])[0])


@pytest.mark.parametrize("name", REPORTS)
def test_newick_hangs_a_node_under_its_best_parent(name: str) -> None:
    _, edges = descent(REPORTS[name])
    best: dict[str, tuple[float, str]] = {}
    for edge in edges:
        found = (edge.edge.support, line(edge.parent.id))
        if found[0] > best.get(line(edge.child.id), (-1.0, ""))[0]:
            best[line(edge.child.id)] = found
    told = {
        node.label: (float(node.annotations["support"].value), node.parent_node.label)
        for tree in trees(REPORTS[name])
        for node in tree.preorder_node_iter()
        if node.parent_node
    }
    assert told == best


def test_newick_names_the_parents_it_leaves_out() -> None:
    first, *others = render(sample.report(), "newick").decode().split("\n")
    assert first.startswith("['valley-voice.html' also from 'lost-2': merge, support 0.55](")
    assert others == ["('lakeside.txt'[&kind=edit,support=0.55])'lost-2';", "'raml.txt';", ""]


def test_versions_outside_the_lineage_are_nodes_too() -> None:
    story = replace(sample.dam_story(), lineage=Lineage((), (), ()))
    report = replace(sample.report(), stories=(story,))
    ids = [version.id for version in story.versions]
    assert list(graph(report)) == ids
    assert render(report, "newick").decode() == "".join(f"'{name}';\n" for name in ids)


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(reports())
def test_the_graph_of_any_report_is_read_whole(report: Report) -> None:
    nodes, edges = descent(report)
    found = nx.read_graphml(io.BytesIO(render(report, "graphml")))
    assert (len(found), found.number_of_edges()) == (len(nodes), len(edges))
    assert [found.nodes[node.name]["name"] for node in nodes] == [xml(node.id) for node in nodes]
    labels = [node.label or "" for tree in trees(report) for node in tree.preorder_node_iter()]
    assert sorted(labels) == sorted(line(node.id) for node in nodes)
