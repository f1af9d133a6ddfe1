"""A report built by hand about invented events: what the view and export tests look at.

Six articles. Five tell of a dam on an invented lake: three copies of one agency text, one article merged
from it and other copy, one with its own text. The sixth stands alone and runs from right to left.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from wirecopy.model import (
    Attribution,
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
    Span,
    Statement,
    Story,
    Version,
    VersionSpan,
)

LEFT = (
    "About 1,200 people left their homes below Lake Veltra on Saturday after engineers opened two gates of "
    "the dam."
)
CRACKS = (
    "Two officials with knowledge of the inspection said cracks had been seen in the eastern wall as early "
    "as March."
)
AHEAD = (
    "“We are ahead of the water, and we intend to stay ahead of it,” Infrastructure Minister Ilse Brandauer "
    "told NPA."
)
KESTREL = (
    ("headline", "h", "Veltra valley cleared as engineers open the dam"),
    ("dateline", "", "PORT AMSEL, May 3 (NPA)"),
    ("body", "w1", LEFT),
    ("body", "w2", CRACKS),
    ("body", "w3", AHEAD),
    ("body", "w4", "The operator, Veltra Energie, did not deny that a repair had been put off."),
    ("body", "w5", "Prosecutors in Port Amsel are considering whether to open a case against the operator."),
    ("body", "w6", "The lake could fall by up to four metres by Tuesday, the ministry said."),
)
COURIER = (
    ("headline", "h", "Veltra valley cleared as engineers open the dam"),
    ("body", "w1", LEFT),
    ("body", "w2", CRACKS),
    ("body", "w3", AHEAD),
    ("credit", "", "NPA"),
)
MERIDIAN = (
    ("headline", "", "Thousands flee as Veltra dam cracks"),
    (
        "body",
        "w1",
        "Some 12,000 people abandoned their houses below Lake Veltra on Saturday when technicians opened two "
        "dam gates.",
    ),
    ("body", "w2", "Cracks in the eastern wall were discovered in March already."),
    (
        "body",
        "w3",
        "“We are before the water and we will stay before it,” said minister Ilse Brandauerin a statement.",
    ),
    ("body", "w4", "The operator Veltra Energie denied that a repair had been put off."),
    ("body", "w5", "Prosecutors in Port Amsel have opened a case against the operator."),
    ("body", "w6", "By Tuesday the lake will fall by four metres."),
)
VALLEY = (
    ("headline", "", "Dam scare: what we know"),
    (
        "body",
        "w1",
        "Around 1,200 residents have left their homes below Lake Veltra after engineers opened two gates of "
        "the dam on Saturday.",
    ),
    ("body", "", "Our reporter counted nineteen buses outside the school gym in Unterveltra."),
    ("body", "w3", "“We are ahead of the water,” the minister said."),
    ("body", "w5", "Prosecutors are considering a case against Veltra Energie."),
    ("body", "o1", "The regional council said all schools in the valley would stay closed until Thursday."),
    ("body", "", "Baker Jonas Tell, who has lived under the dam for sixty years, refused to leave."),
)
LAKESIDE = (
    ("body", "", "Fire chief Mara Quill says her crews knocked on every door in the valley before dawn."),
    (
        "body",
        "o1",
        "The regional council announced that all schools in the valley will stay closed until Thursday.",
    ),
    ("body", "", "The station’s own count puts the number of people in the gym at 340."),
)
DESERT = (
    ("headline", "", "افتتاح مكتبة جديدة في مدينة الرمال"),
    ("body", "", "قال المدير سامر الحلو: «هذه المكتبة بيت لكل قارئ»."),
    ("body", "", "وتضم المكتبة 4000 كتاب."),
)


@dataclass(frozen=True)
class Draft:
    """The text of a version with its sentences and the places of the wire text they stand for."""

    id: str
    text: str
    sentences: tuple[Sentence, ...]
    loci: tuple[str, ...]

    def span(self, phrase: str) -> VersionSpan:
        """Where a phrase stands."""
        start = self.text.index(phrase)
        return VersionSpan(self.id, start, start + len(phrase))

    def member(self, phrase: str) -> ClaimMember:
        """A phrase as a sighting."""
        span = self.span(phrase)
        index = max(sentence.index for sentence in self.sentences if sentence.start <= span.start)
        return ClaimMember(self.id, index, span.start, span.end)


def draft(name: str, rows: tuple[tuple[str, str, str], ...]) -> Draft:
    """Rows of (kind, locus, sentence) as a text."""
    text, sentences = "", []
    for index, (kind, _, words) in enumerate(rows):
        text += "\n\n" if text else ""
        sentences.append(Sentence(index, len(text), len(text) + len(words), kind))  # type: ignore[arg-type]
        text += words
    return Draft(name, text, tuple(sentences), tuple(row[1] for row in rows))


A = draft("kestrel-0503.txt", KESTREL)
B = draft("courier-0503.txt", COURIER)
C = draft("meridian-0503.txt", MERIDIAN)
D = draft("valley-voice.html", VALLEY)
E = draft("lakeside.txt", LAKESIDE)
F = draft("raml.txt", DESERT)


def _version(text: Draft, outlet: str, relation: str, share: float, credited: str, **more: object) -> Version:
    empty: dict[str, object] = {"credits": (), "cues": (), "attributions": ()}
    return Version(
        id=text.id,
        path=f"articles/{text.id}",
        outlet=outlet,
        url=None,
        title=text.text[: text.sentences[0].end] if text.sentences[0].kind == "headline" else None,
        published="2031-05-03T08:00:00+00:00",
        language="ar" if text is F else "en",
        text=text.text,
        family_id="fam-own" if text is E else "fam-raml" if text is F else "fam-wire",
        relation=relation,  # type: ignore[arg-type]
        wire_share=share,
        credited=credited,  # type: ignore[arg-type]
        sentences=text.sentences,
        **{**empty, **more},  # type: ignore[arg-type]
    )


def _credit(text: Draft, phrase: str, kind: str) -> Credit:
    span = text.span(phrase)
    return Credit("NPA", kind, span.start, span.end)  # type: ignore[arg-type]


def _versions() -> tuple[Version, ...]:
    cue = C.span("Brandauerin")
    return (
        _version(A, "Kestrel Herald", "edited", 1.0, "yes", credits=(_credit(A, "(NPA)", "copy"),)),
        _version(B, "Port Amsel Courier", "trimmed", 1.0, "yes", credits=(_credit(B, "\n\nNPA", "copy"),)),
        _version(
            C,
            "Daily Meridian",
            "reworded",
            0.97,
            "no",
            cues=(Cue("glued_token", cue.start, cue.end, "two words run together"),),
        ),
        _version(D, "Valley Voice", "merged", 0.52, "no"),
        _version(E, "Lakeside Radio", "own", 0.0, "no"),
    )


def _claim(name: str, label: str, where: tuple[tuple[Draft, str], ...], **more: object) -> Claim:
    values: dict[str, object] = {
        "attributions": (),
        "reports": Reports(1, 1, 1),
        "reason": "all sightings stand in shared text",
        "origins": ("NPA (lost original)",),
        **more,
    }
    members = tuple(text.member(phrase) for text, phrase in where)
    return Claim(id=name, label=label, members=members, **values)  # type: ignore[arg-type]


def _attribution(text: Draft, phrase: str, via: str | None = None) -> ClaimAttribution:
    span = text.span(phrase)
    return ClaimAttribution(text.id, phrase, via, span.start, span.end)


def _claims() -> tuple[Claim, ...]:
    officials = "Two officials with knowledge of the inspection"
    alone = {"reason": "one article only", "origins": ("unknown",)}
    return (
        _claim(
            "c-left",
            "About 1,200 people left their homes below Lake Veltra",
            (
                (A, "About 1,200 people left their homes below Lake Veltra"),
                (B, "About 1,200 people left their homes below Lake Veltra"),
                (C, "Some 12,000 people abandoned their houses below Lake Veltra"),
                (D, "Around 1,200 residents have left their homes below Lake Veltra"),
            ),
        ),
        _claim(
            "c-cracks",
            "cracks had been seen in the eastern wall as early as March",
            (
                (A, "cracks had been seen in the eastern wall as early as March"),
                (B, "cracks had been seen in the eastern wall as early as March"),
                (C, "Cracks in the eastern wall were discovered in March already"),
            ),
            attributions=(_attribution(A, officials), _attribution(B, officials)),
        ),
        _claim(
            "c-case",
            "Prosecutors are considering whether to open a case against the operator",
            (
                (A, "Prosecutors in Port Amsel are considering whether to open a case against the operator"),
                (C, "Prosecutors in Port Amsel have opened a case against the operator"),
                (D, "Prosecutors are considering a case against Veltra Energie"),
            ),
        ),
        _claim(
            "c-schools",
            "all schools in the valley would stay closed until Thursday",
            (
                (D, "all schools in the valley would stay closed until Thursday"),
                (E, "all schools in the valley will stay closed until Thursday"),
            ),
            reports=Reports(1, 1, 2),
            reason="two texts with no shared text, one official statement",
            origins=("statement of the regional council",),
            attributions=(
                _attribution(D, "The regional council"),
                _attribution(E, "The regional council"),
            ),
        ),
        _claim("c-buses", "nineteen buses outside the school gym", ((D, "nineteen buses"),), **alone),
        _claim("c-gym", "340 people in the gym", ((E, "340"),), **alone),
    )


def _quotes() -> tuple[Quote, ...]:
    said = "We are ahead of the water, and we intend to stay ahead of it,"
    minister = "Infrastructure Minister Ilse Brandauer"
    rows = (
        (A, said, minister),
        (B, said, minister),
        (C, "We are before the water and we will stay before it,", "minister Ilse Brandauer"),
        (D, "We are ahead of the water,", None),
    )
    members = tuple(
        QuoteMember(text.id, text.span(words).start, text.span(words).end, words, speaker)
        for text, words, speaker in rows
    )
    return (Quote("q-ahead", "Ilse Brandauer", members, 0.41),)


def _change(
    name: str, kind: str, severity: str, why: str, *readings: tuple[str, tuple[Draft, ...]]
) -> Change:
    return Change(
        name,
        kind,  # type: ignore[arg-type]
        severity,  # type: ignore[arg-type]
        None,
        tuple(ChangeReading(words, tuple(text.span(words) for text in texts)) for words, texts in readings),
        why,
    )


def _changes() -> tuple[Change, ...]:
    return (
        _change("x-wood", "wording", "low", "near synonyms", ("engineers", (A, B, D)), ("technicians", (C,))),
        _change(
            "x-number",
            "number",
            "high",
            "the number of people differs tenfold",
            ("About 1,200", (A, B)),
            ("Around 1,200", (D,)),
            ("Some 12,000", (C,)),
        ),
        _change(
            "x-deny", "negation", "high", "one denies, one does not", ("did not deny", (A,)), ("denied", (C,))
        ),
        _change(
            "x-case",
            "hedge",
            "high",
            "a step being weighed becomes a step taken",
            ("are considering whether to open", (A,)),
            ("have opened", (C,)),
        ),
        _change(
            "x-fall",
            "hedge",
            "medium",
            "could became will",
            ("could fall by up to", (A,)),
            ("will fall by", (C,)),
        ),
    )


def _links() -> tuple[Link, ...]:
    links = []
    drafts = (A, B, C, D, E)
    for first, left in enumerate(drafts):
        for right in drafts[first + 1 :]:
            for i, one in enumerate(left.loci):
                links += [
                    Link(left.id, i, right.id, j, 0.8, "light")
                    for j, other in enumerate(right.loci)
                    if one and one == other
                ]
    return tuple(links)


def _lineage() -> Lineage:
    nodes = (
        LineageNode("lost-1", "lost", "NPA report of 3 May"),
        *(LineageNode(text.id, "version", text.id) for text in (A, B, C, D)),
        LineageNode("lost-2", "lost", "text shared with Lakeside Radio"),
        LineageNode(E.id, "version", E.id),
    )
    edges = (
        LineageEdge("lost-1", A.id, "edit", 0.98),
        LineageEdge("lost-1", C.id, "translation", 0.91),
        LineageEdge(A.id, B.id, "copy", 0.62),
        LineageEdge("lost-1", D.id, "edit", 0.83),
        LineageEdge("lost-2", D.id, "merge", 0.55),
        LineageEdge("lost-2", E.id, "edit", 0.55),
    )
    statements = (
        Statement("Three of the five articles descend from one lost text; two of them credit NPA.", "high"),
        Statement("Daily Meridian went through another language.", "probable"),
        Statement("Whether the Courier copied the Herald or the agency.", "undecidable"),
    )
    return Lineage(nodes, edges, statements)


def dam_story() -> Story:
    """Five articles about the dam."""
    return Story(
        id="story-dam",
        title="Veltra valley cleared as engineers open the dam",
        first_published="2031-05-03T08:00:00+00:00",
        last_published="2031-05-04T10:00:00+00:00",
        counts=Counts(5, 6, 4, 12, Reports(4, 4, 5)),
        versions=_versions(),
        links=_links(),
        claims=_claims(),
        quotes=_quotes(),
        changes=_changes(),
        omissions=(
            Omission(B.id, ("c-case",)),
            Omission(D.id, ("c-cracks",)),
        ),
        lineage=_lineage(),
    )


def library_story() -> Story:
    """One Arabic article that stands alone."""
    source, cue = F.span("المدير سامر الحلو"), F.span("قال")
    said = F.span("هذه المكتبة بيت لكل قارئ")
    attribution = Attribution(
        "direct",
        (Span(source.start, source.end),),
        (Span(cue.start, cue.end),),
        (Span(said.start, said.end),),
    )
    text = F.text[said.start : said.end]
    return Story(
        id="story-library",
        title="افتتاح مكتبة جديدة في مدينة الرمال",
        first_published="2031-05-03",
        last_published="2031-05-03",
        counts=Counts(1, 1, 0, 0, Reports(0, 0, 0)),
        versions=(_version(F, "Raml Times", "own", 0.0, "no", attributions=(attribution,)),),
        links=(),
        claims=(_claim("c-books", "4000 كتاب", ((F, "4000 كتاب"),), origins=("unknown",)),),
        quotes=(
            Quote(
                "q-house", "سامر الحلو", (QuoteMember(F.id, said.start, said.end, text, "سامر الحلو"),), 0.0
            ),
        ),
        changes=(),
        omissions=(),
        lineage=Lineage((LineageNode(F.id, "version", F.id),), (), ()),
    )


def report() -> Report:
    """The whole report: two stories and a file that could not be read."""
    return Report(
        wirecopy="0.0.test",
        settings={"shingle_width": 3, "language": None},
        rejected=(Rejected("articles/photo.jpg", "not a text: give text, HTML or JSONL"),),
        stories=(dam_story(), library_story()),
    )


def one_story() -> Report:
    """The report with the dam only."""
    return replace(report(), stories=(dam_story(),), rejected=())
