r"""Newick: the trees of descent, for programs that draw and compare trees.

In: a report. Out: a line for each tree, one tree for each text that descends from nothing here. A version
that others descend from is a named inner node. Names are the ids of the report, always quoted, a quote mark
doubled. After each name stands a comment as BEAST and FigTree write it, `[&kind=edit,support=0.983]`. There
are no branch lengths: nothing measures them.
Limits: a tree cannot show two parents. Each node hangs under the parent with the best support, and every
parent that was left out is named in a comment in front of the tree: `['C' also from 'X': merge, support
0.55]`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from wirecopy.exports.formats.characters import line, utf8
from wirecopy.exports.formats.joining import each
from wirecopy.model import LineageEdge, Report, Story
from wirecopy.views.lineage import Branch, branches
from wirecopy.views.passages import Texts


def render(report: Report) -> bytes:
    """The trees, a line each."""
    return utf8("".join(f"{tree}\n" for story in report.stories for tree in _trees(story)))


def _trees(story: Story) -> Iterator[str]:
    rows = branches(story.lineage, Texts(story.versions))
    drawn = {row.node for row in rows}
    tops = [index for index, row in enumerate(rows) if row.depth == 0]
    for start, end in pairwise([*tops, len(rows)]):
        dropped = "".join(_dropped(row) for row in rows[start:end])
        yield f"{dropped}{_subtree(rows[start:end])};"
    yield from (f"{_quoted(version.id)};" for version in story.versions if version.id not in drawn)


def _subtree(rows: tuple[Branch, ...]) -> str:
    """A node with everything below it; nodes are written last, from the leaves up, without recursion."""
    below: dict[int, list[str]] = {}
    for row in reversed(rows):
        children = below.pop(row.depth + 1, [])
        inside = f"({','.join(reversed(children))})" if children else ""
        written = f"{inside}{_quoted(row.node)}{_remark(row.edge) if row.edge else ''}"
        below.setdefault(row.depth, []).append(written)
    return below[rows[0].depth][0]


def _remark(edge: LineageEdge) -> str:
    return f"[&kind={edge.kind},support={edge.support}]"


def _dropped(row: Branch) -> str:
    return "".join(
        f"[{_inside(row.node)} also from {_inside(edge.parent)}: {edge.kind}, support {edge.support}]"
        for _, edge in row.others
    )


def _quoted(name: str) -> str:
    doubled = line(name).replace("'", "''")
    return f"'{doubled}'"


def _inside(name: str) -> str:
    """A name within a comment, which ends at the first closing bracket."""
    return _quoted(name.replace("[", "(").replace("]", ")"))


write = each(render)
