"""Reports made to break an exporter: texts, names and ids that formats cannot hold or give a meaning to.

`story_of` makes a story of any texts, with findings that fit them; which sentences are linked, what is
claimed and who descends from whom is thrown by a seed.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from hypothesis import strategies as st

from tests.exports.test_html import HOSTILE as INJECTIONS
from wirecopy.model import (
    Change,
    ChangeReading,
    Claim,
    ClaimAttribution,
    ClaimMember,
    Counts,
    Credit,
    Cue,
    Lineage,
    LineageEdge,
    LineageNode,
    Link,
    Omission,
    Quote,
    QuoteMember,
    Rejected,
    Report,
    Reports,
    Sentence,
    Statement,
    Story,
    Version,
    VersionSpan,
)

STRINGS = (
    *INJECTIONS,
    '=HYPERLINK("http://evil.example","x")', "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1",
    "＝1",
    "it's [not] a 'tree'; (a:1,b:2);", "]", "[&x=1]", "''",
    "\\N \\G \\", "a\\", "line\none\r\ntwo\u2028three\x85four",
    "مرحبا \u202eabc\u202c بالعالم", "שלום", "👩‍👩‍👧", "e\u0301 \u00e9",
    "\ud83d\ude00", "\udc00", "\ufeff", "\ufffe\uffff",
    "%41 #char=0,1 a:b/c?d", ".", "..", "a.", " ", "",
    "](urn:x) <!-- -- --> ]]> <![CDATA[", "\x00", 'a,b;c"d"', "; ", "x" * 2_000,
)  # fmt: skip
_WORDS = (
    "The ", "dam ", "was ", "opened", "; ", "gates", ". ", "“We ", "are ", "ahead,” ", "1,200 ", "\n",
)  # fmt: skip

texts = st.lists(st.sampled_from([*STRINGS, *_WORDS * 4]), min_size=1, max_size=14).map("".join)
ids = st.sampled_from([text for text in STRINGS if text]) | st.text(min_size=1, max_size=8)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Any report of up to two stories."""
    count = draw(st.integers(1, 5))
    names = draw(st.lists(ids, min_size=count, max_size=count, unique_by=lambda name: ascii(name).lower()))
    bodies = draw(st.lists(texts, min_size=count, max_size=count))
    seed = draw(st.integers(0, 10**6))
    cut = draw(st.integers(0, count))
    parts = [part for part in ((names[:cut], bodies[:cut]), (names[cut:], bodies[cut:])) if part[0]]
    stories = tuple(story_of(a, b, seed + k, draw(ids)) for k, (a, b) in enumerate(parts))
    return report_of(stories, seed)


def report_of(stories: Sequence[Story], seed: int = 0) -> Report:
    """A report of these stories."""
    chance = random.Random(seed)
    return Report(
        "1.2.3", {"language": None, "note": chance.choice(STRINGS)}, (_rejected(chance),), tuple(stories)
    )


@cache
def hostile() -> Report:
    """One report in which every hostile string is a text, a name and an id."""
    names = [f"{number}{text}" for number, text in enumerate(STRINGS)]
    bodies = [f"{text} The dam was opened. {text}" for text in STRINGS]
    return report_of([story_of(names, bodies, 7, "story of \"<all>\" 'of' them]\x00\ud800")], 7)


def story_of(names: Sequence[str], bodies: Sequence[str], seed: int, key: str) -> Story:
    """A story of these texts, with findings of every kind."""
    chance = random.Random(seed)
    versions = tuple(_version(name, text, chance) for name, text in zip(names, bodies, strict=True))
    claims = tuple(_claim(f"c{k}{chance.choice(STRINGS)}", versions, chance) for k in range(3))
    return Story(
        id=key,
        title=chance.choice(STRINGS),
        first_published=versions[0].published,
        last_published=None,
        counts=Counts(len(versions), 3, 3, 6, Reports(3, 1, 4)),
        versions=versions,
        links=tuple(_links(versions, chance)),
        claims=claims,
        quotes=tuple(_quote(f"q{k}", versions, chance) for k in range(2)),
        changes=tuple(_change(f"x{k}{chance.choice(STRINGS)}", versions, chance) for k in range(2)),
        omissions=(Omission(versions[0].id, (claims[0].id,)),),
        lineage=_lineage(versions, chance),
    )


def _rejected(chance: random.Random) -> Rejected:
    return Rejected(chance.choice(STRINGS), chance.choice(STRINGS))


def _version(name: str, text: str, chance: random.Random) -> Version:
    cuts = sorted({0, len(text), *(chance.randint(0, len(text)) for _ in range(4))})
    spans = [(left, right) for left, right in pairwise(cuts) if chance.random() < 0.9]
    start = chance.randint(0, len(text))
    kinds = ("body", "headline", "caption", "credit")
    return Version(
        id=name,
        path=chance.choice(STRINGS),
        outlet=chance.choice([None, *STRINGS]),
        url=chance.choice(
            [None, "https://a.example/1", "https://b.example/x y?<z>", "javascript:alert(1)", *STRINGS]
        ),
        title=chance.choice([None, *STRINGS]),
        published=chance.choice([None, "2031-05-03", "2031-05-03T08:00:00+00:00", *STRINGS]),
        language=chance.choice([None, "en", "ar", *STRINGS]),
        text=text,
        family_id=chance.choice(["f1", "f2", "<f3>"]),
        relation="edited",
        wire_share=chance.random(),
        credited="yes",
        credits=(Credit(chance.choice(STRINGS), "copy", start, len(text)),),
        cues=(Cue("glued", 0, start, chance.choice(STRINGS)),),
        attributions=(),
        sentences=tuple(
            Sentence(index, left, right, chance.choice(kinds))  # type: ignore[arg-type]
            for index, (left, right) in enumerate(spans or [(0, len(text))])
        ),
    )


def _span(version: Version, chance: random.Random) -> VersionSpan:
    start, end = sorted(chance.randint(0, len(version.text)) for _ in range(2))
    return VersionSpan(version.id, start, end)


def _claim(name: str, versions: Sequence[Version], chance: random.Random) -> Claim:
    members, said = [], []
    for version in chance.sample(versions, min(3, len(versions))):
        span = _span(version, chance)
        index = chance.randrange(len(version.sentences))
        members.append(ClaimMember(version.id, index, span.start, span.end))
        said.append(
            ClaimAttribution(version.id, chance.choice(STRINGS), chance.choice(STRINGS), span.start, span.end)
        )
    words = [chance.choice(STRINGS) for _ in range(3)]
    return Claim(name, words[0], tuple(members), tuple(said), Reports(1, 1, 2), words[1], (words[2],))


def _quote(name: str, versions: Sequence[Version], chance: random.Random) -> Quote:
    members = []
    for version in versions:
        span = _span(version, chance)
        words = version.text[span.start : span.end]
        members.append(QuoteMember(version.id, span.start, span.end, words, chance.choice([None, *STRINGS])))
    return Quote(name, chance.choice([None, *STRINGS]), tuple(members), 0.5)


def _change(name: str, versions: Sequence[Version], chance: random.Random) -> Change:
    readings = []
    for version in versions:
        span = _span(version, chance)
        readings.append(ChangeReading(version.text[span.start : span.end], (span,)))
    return Change(name, "number", "high", None, tuple(readings), chance.choice(STRINGS))


def _links(versions: Sequence[Version], chance: random.Random) -> Iterator[Link]:
    for left, one in enumerate(versions):
        for other in versions[left + 1 : left + 4]:
            for index in range(min(len(one.sentences), len(other.sentences))):
                if chance.random() < 0.5:
                    yield Link(one.id, index, other.id, chance.randrange(len(other.sentences)), 0.7, "light")


def _lineage(versions: Sequence[Version], chance: random.Random) -> Lineage:
    lost = LineageNode("lost-1", "lost", chance.choice(STRINGS))
    nodes = [
        lost,
        *(LineageNode(version.id, "version", version.id) for version in versions if chance.random() < 0.9),
    ]
    edges = []
    for index, node in enumerate(nodes[1:], 1):
        parents = chance.sample(nodes[:index], min(index, chance.choice([0, 1, 1, 2])))
        edges += [LineageEdge(parent.id, node.id, "merge", chance.random()) for parent in parents]
    return Lineage(tuple(nodes), tuple(edges), (Statement(chance.choice(STRINGS), "high"),))
