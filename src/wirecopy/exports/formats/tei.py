"""TEI P5: a critical apparatus of the versions of each story, by parallel segmentation.

In: a report. Out: a TEI document for one story, a teiCorpus for several. Every passage is an `ab`; where
versions differ stands an `app` with the most typical wording as `lem` and the others as `rdg`. Witnesses
are the versions and, in a list of their own, the lost originals; who descends from whom is a
`listRelation`. `source` of a passage says where each version has it: RFC 5147 fragments, Unicode code
points, half-open. Meaning alarms are notes at the end of their passage.
Source: TEI Guidelines P5, chapter 13 (Critical Apparatus), 13.2.3 (Parallel Segmentation).
Limits: blanks between two sentences that stand in different passages are left out; characters XML cannot
hold become U+FFFD.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from lxml import etree

from wirecopy.exports.formats.characters import iso_date, language_tag, web_address, xml
from wirecopy.exports.formats.joining import whole
from wirecopy.exports.formats.names import article
from wirecopy.exports.formats.segments import Passage, Piece, Reading, Segment, passages
from wirecopy.model import Change, Report, Story, Version
from wirecopy.views import phrases
from wirecopy.views.passages import sign

_SPACE = "http://www.tei-c.org/ns/1.0"
_VERSION = re.compile(r"\d+(\.\d+){0,3}")  # what the guidelines take for the version of a program
_XML = "{http://www.w3.org/XML/1998/namespace}"
_OWN_LINE = ("teiHeader", "text", "TEI", "ab", "div")  # a line end after these changes no text
_EDITORIAL = (
    "Passages are sentences that descend from one sentence, in the order in which the versions tell them. "
    "The lemma is the wording most typical of all, not the oldest or the best. A reading is orthographic "
    "where only spelling, case, marks or blanks differ. A passage that a version lacks is omitted where its "
    "family has it, and absent where nothing says that its text ever had it. The source of a passage gives, "
    "for each version, the code points of its text."
)


def render(report: Report) -> bytes:
    """The stories as TEI."""
    if len(report.stories) == 1:
        root = _document(report.stories[0], report.wirecopy, "")
    elif report.stories:
        root = etree.Element(f"{{{_SPACE}}}teiCorpus", nsmap={None: _SPACE})
        _corpus_header(root, report)
        for number, story in enumerate(report.stories, 1):
            root.append(_document(story, report.wirecopy, f"s{number}."))
    else:
        root = etree.Element(f"{{{_SPACE}}}TEI", nsmap={None: _SPACE})
        _corpus_header(root, report)
        _add(_add(_add(root, "text"), "body"), "p", "No story.")
    for part in root.iter(f"{{{_SPACE}}}teiHeader"):
        etree.indent(part, " ")
    for part in root.iter(*(f"{{{_SPACE}}}{name}" for name in _OWN_LINE)):
        part.tail = "\n"
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, with_tail=False)
    return written + b"\n"


class _Apparatus:
    """The parts of one story's document, which all need the names of its witnesses."""

    def __init__(self, story: Story, prefix: str) -> None:
        self.story = story
        self.names = {sign(index): f"{prefix}{sign(index)}" for index in range(len(story.versions))}
        self.ids = {sign(index): version.id for index, version in enumerate(story.versions)}
        lost = [node.id for node in story.lineage.nodes if node.kind == "lost"]
        self.nodes = {version: self.names[mark] for mark, version in self.ids.items()}
        self.nodes |= {name: f"{prefix}lost{number}" for number, name in enumerate(lost, 1)}

    def witnesses(self, signs: Iterable[str]) -> str:
        """Pointers to these versions."""
        wanted = set(signs)
        return " ".join(f"#{name}" for mark, name in self.names.items() if mark in wanted)

    def sources(self, spans: Iterable[tuple[str, int, int]]) -> str:
        """Pointers to stretches of versions, by their ids."""
        return " ".join(f"{article(version)}#char={start},{end}" for version, start, end in spans)


def _document(story: Story, made_by: str, prefix: str) -> etree._Element:
    """A story as a TEI document."""
    apparatus = _Apparatus(story, prefix)
    root = etree.Element(f"{{{_SPACE}}}TEI", nsmap={None: _SPACE})
    header = _add(root, "teiHeader")
    _file_description(header, apparatus, made_by)
    _encoding_description(header, made_by)
    languages = {version.language for version in story.versions}
    text = _add(root, "text", lang=languages.pop() if len(languages) == 1 else None)
    division = _add(_add(text, "body"), "div", type="story", n=story.id)
    _add(division, "head", story.title)
    found = list(passages(story))
    if not found:
        _add(division, "p", "No sentence.")
    alarms = _placed(story.changes, found, apparatus)
    for number, passage in enumerate(found):
        block = _block(division, passage, apparatus, str(number + 1))
        for change in alarms[number]:
            _alarm(block, change, apparatus)
    return root


def _file_description(header: etree._Element, apparatus: _Apparatus, made_by: str) -> None:
    story = apparatus.story
    description = _add(header, "fileDesc")
    _add(_add(description, "titleStmt"), "title", story.title)
    _add(_add(description, "publicationStmt"), "p", f"Made by wirecopy {made_by}; not published.")
    _add(_add(description, "notesStmt"), "note", phrases.numbers(story))
    sources = _add(description, "sourceDesc")
    listed = _add(sources, "listWit")
    _add(listed, "head", "Versions")
    for version in story.versions:
        _witness(listed, version, apparatus)
    lost = [node for node in story.lineage.nodes if node.kind == "lost"]
    if lost:
        listed = _add(sources, "listWit")
        _add(listed, "head", "Lost originals")
        for node in lost:
            _add(listed, "witness", node.name, id=apparatus.nodes[node.id], n=node.id)
    if story.lineage.edges:
        relations = _add(sources, "listRelation", type="descent")
        for edge in story.lineage.edges:
            ends = {
                "active": f"#{apparatus.nodes[edge.child]}",
                "passive": f"#{apparatus.nodes[edge.parent]}",
            }
            _add(relations, "relation", name=edge.kind, cert=str(edge.support), **ends)


def _witness(parent: etree._Element, version: Version, apparatus: _Apparatus) -> None:
    item = _add(parent, "witness", id=apparatus.nodes[version.id], n=version.id)
    described = _add(item, "bibl")
    if version.title:
        _add(described, "title", version.title)
    if version.outlet:
        _add(described, "publisher", version.outlet)
    if version.published:
        _add(described, "date", version.published, when=iso_date(version.published))
    _add(described, "idno", article(version.id), type="URN")
    if address := web_address(version.url):
        _add(described, "ref", target=address)
    _add(described, "note", f"{phrases.RELATIONS[version.relation]}, {phrases.credit(version)}")


def _encoding_description(header: etree._Element, made_by: str) -> None:
    description = _add(header, "encodingDesc")
    number = _VERSION.match(made_by)
    application = {"ident": "wirecopy", "version": number[0] if number else "0"}
    _add(_add(_add(description, "appInfo"), "application", **application), "label", f"wirecopy {made_by}")
    _add(_add(description, "editorialDecl"), "p", _EDITORIAL)
    _add(description, "variantEncoding", method="parallel-segmentation", location="internal")


def _corpus_header(root: etree._Element, report: Report) -> None:
    description = _add(_add(root, "teiHeader"), "fileDesc")
    number = phrases.plural(len(report.stories), "story", "stories")
    _add(_add(description, "titleStmt"), "title", number)
    _add(_add(description, "publicationStmt"), "p", f"Made by wirecopy {report.wirecopy}; not published.")
    _add(_add(description, "sourceDesc"), "p", "The articles named in each document.")


def _block(parent: etree._Element, passage: Passage, apparatus: _Apparatus, number: str) -> etree._Element:
    """A passage: what the versions near to one another make of it, what the others have, who lacks it."""
    spans = [(apparatus.ids[mark], *span) for mark, spans in passage.spans.items() for span in spans]
    block = _add(parent, "ab", type=passage.kind, n=number, source=apparatus.sources(spans))
    if not (passage.apart or passage.omitted or passage.absent):
        _segments(block, passage.segments, apparatus)
        return block
    entry = _add(block, "app", type="passage")
    near = [mark for reading in passage.segments[0] for mark in reading.signs]
    _segments(_add(entry, "lem", wit=apparatus.witnesses(near)), passage.segments, apparatus)
    for reading in passage.apart:
        _reading(entry, "rdg", reading, apparatus, "reworded")
    for kind, signs in (("omitted", passage.omitted), ("absent", passage.absent)):
        if signs:
            _add(entry, "rdg", type=kind, wit=apparatus.witnesses(signs))
    return block


def _segments(parent: etree._Element, segments: Iterable[Segment], apparatus: _Apparatus) -> None:
    for segment in segments:
        if len(segment) == 1:
            _write(parent, segment[0].pieces)
            continue
        norms = {tuple(piece.norm for piece in reading.pieces) for reading in segment}
        entry = _add(parent, "app", type="orthographic" if len(norms) == 1 else "substantive")
        for index, reading in enumerate(segment):
            _reading(entry, "rdg" if index else "lem", reading, apparatus)


def _reading(
    entry: etree._Element, name: str, reading: Reading, apparatus: _Apparatus, kind: str | None = None
) -> None:
    _write(_add(entry, name, type=kind, wit=apparatus.witnesses(reading.signs)), reading.pieces)


def _write(parent: etree._Element, pieces: Iterable[Piece]) -> None:
    """The words of the pieces; a line break where the text of the version jumps."""
    for piece in pieces:
        text = xml(piece.text)
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + text
        else:
            parent.text = (parent.text or "") + text
        if piece.jump:
            _add(parent, "lb")


def _alarm(block: etree._Element, change: Change, apparatus: _Apparatus) -> None:
    spans = [(span.version, span.start, span.end) for row in change.readings for span in row.spans]
    kind = {"type": "alarm", "subtype": change.severity, "n": change.id}
    said = f"{phrases.CHANGES[change.kind]}: {change.why}"
    _add(block, "note", said, source=apparatus.sources(spans), **kind)


def _placed(
    changes: Iterable[Change], found: Sequence[Passage], apparatus: _Apparatus
) -> dict[int, list[Change]]:
    """The alarms by the passage that holds most of their readings, the first of equals."""
    spans: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for number, passage in enumerate(found):
        for mark, stretches in passage.spans.items():
            spans[apparatus.ids[mark]] += [(start, end, number) for start, end in stretches]
    placed: dict[int, list[Change]] = defaultdict(list)
    for change in changes:
        held = Counter(
            number
            for reading in change.readings
            for span in reading.spans
            for start, end, number in spans[span.version]
            if start <= span.start < end
        )
        placed[held.most_common(1)[0][0] if held else 0].append(change)
    return placed


def _add(parent: etree._Element, name: str, text: str = "", /, **attributes: str | None) -> etree._Element:
    """A child element; attributes without a value are left out."""
    child = etree.SubElement(parent, f"{{{_SPACE}}}{name}")
    child.text = xml(text) or None
    for key, value in attributes.items():
        if value is None:
            continue
        if key == "lang":
            if tag := language_tag(value):
                child.set(f"{_XML}lang", tag)
        else:
            child.set(f"{_XML}id" if key == "id" else key, xml(value))
    return child


write = whole(render)
