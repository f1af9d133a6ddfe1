"""A story or a comparison as the rows of an answer: what matters most first, the rest counted.

In: what the pipeline found. Out: `StoryCount`, `ChangeLine` and the like. How many rows an answer holds is
decided here (an assistant reads all of it, whatever it is worth), and how its bottom line reads: never a sum
of reports over claims, which would read as a count of sources, and never "independent".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from wirecopy.mcp.answers import (
    ArticleLine,
    ChangeLine,
    ClaimLine,
    CopyLine,
    Figure,
    Pair,
    Passage,
    Place,
    QuoteLine,
    Said,
    StoryCount,
    Wording,
)
from wirecopy.mcp.matching import figures
from wirecopy.model import (
    Article,
    Change,
    Claim,
    LineageEdge,
    Link,
    Severity,
    Story,
)
from wirecopy.views import phrases
from wirecopy.views.answers import LedgerRow, QuoteRow
from wirecopy.views.story import StoryView, story_view

CLAIMS = 6  # rows of each kind in an answer
COPIES = 25
CHANGES = 8
QUOTES = 4
SAID = 8
PAIRS = 8
_WORDS = 160  # code points of a passage that are quoted
_WORDINGS = 5  # of one claim, change or quotation
_PLACES = 40  # of one wording
_NAMES = 8  # sources of a claim
_ALL_OF_IT = 0.995
_GRAVITY: tuple[Severity, ...] = ("high", "medium", "low")

Texts = Mapping[str, str]


def counted(
    story: Story, found: Mapping[str, float] | None = None, asked: str = "", *, stored: bool
) -> StoryCount:
    """What stands behind the articles of a story.

    Args:
        story: the report on it.
        found: where a claim was asked for, how well each claim (by id) matches it; only these are told, and
            there is one at least.
        asked: that claim.
        stored: whether the id of the story leads to it in the store.
    """
    view = story_view(story)
    rows = _rows(view, found)
    claims = tuple(_claim(row, story, found, asked) for row in rows[:CLAIMS])
    copies = [_copy(edge, story) for edge in story.lineage.edges]
    return StoryCount(
        answer=_line(view) if found is None else _found_line(rows, found, claims[0]),
        title=view.title,
        story=story.id if stored else None,
        texts=len(view.families),
        shared_claims=len(view.shared),
        articles=_articles(view),
        claims=claims,
        more_claims=max(0, len(rows) - CLAIMS),
        copies=tuple(copies[:COPIES]),
        more_copies=max(0, len(copies) - COPIES),
    )


def _line(view: StoryView) -> str:
    """Articles and reports of a story in a sentence, and a second one on their texts."""
    articles = phrases.plural(len(view.versions), "article")
    if view.alone:
        return f"{articles}, 1 report: nothing else here tells of this event."
    texts = _sentence(view.articles.removeprefix(articles).lstrip(",: "))
    shared = [claim.reports for claim in view.story.claims if len(claim.versions) > 1]
    if not shared:
        return f"{articles}, and no claim stands in more than one of them. {texts}"
    best, high = max(one.best for one in shared), max(one.high for one in shared)
    claims = phrases.plural(len(shared), "claim")
    if best > 1:
        most = phrases.reports(max(shared, key=lambda one: (one.best, one.high)))
        return f"{articles}, at most {most} behind any of the {claims} they share; {view.single}. {texts}"
    firm = sum(one.high == 1 for one in shared)
    if firm in (0, len(shared)):
        bounds = "" if firm else f" (1-{high})"
        return f"{articles}, 1 report{bounds} behind each of the {claims} they share. {texts}"
    sure = f"{firm} for sure, at most {high} behind any other"
    return f"{articles}, 1 report behind each of the {claims} they share ({sure}). {texts}"


def _found_line(rows: Sequence[LedgerRow], found: Mapping[str, float], first: ClaimLine) -> str:
    """Articles and reports of the claim that was asked for."""
    row = rows[0]
    line = f"{phrases.plural(len(row.signs), 'article')}, {phrases.reports(row.reports)}: {_cut(row.label)}"
    if found[row.id] < _ALL_OF_IT:
        line += f" (closest claim; it has {found[row.id]:.0%} of what was asked for)"
    for figure in first.figures:
        number = len(figure.articles)
        line += f"; the figure {figure.figure} stands in {f'only {number}' if number else 'none'} of them"
    if len(rows) > 1:
        line += f"; {phrases.plural(len(rows) - 1, 'other claim')} may be meant too"
    return line + "."


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _rows(view: StoryView, found: Mapping[str, float] | None) -> list[LedgerRow]:
    """The claims to tell, the best first: shared ones, or those that match what was asked."""
    if found is None:
        return list(view.shared)
    return sorted((row for row in view.ledger if row.id in found), key=lambda row: -found[row.id])


def _articles(view: StoryView) -> tuple[ArticleLine, ...]:
    text_of = {sign: number for number, signs in enumerate(view.families, start=1) for sign in signs}
    return tuple(
        ArticleLine(
            id=row.version.id,
            outlet=row.version.outlet,
            published=row.version.published,
            url=row.version.url,
            text=text_of[row.sign],
            relation=phrases.RELATIONS[row.relation],
            shared=row.share,
            credit=row.credit,
        )
        for row in view.versions
    )


def _claim(row: LedgerRow, story: Story, found: Mapping[str, float] | None, asked: str) -> ClaimLine:
    claim: Claim = next(claim for claim in story.claims if claim.id == row.id)
    texts = texts_of(story)
    places = [Place(member.version, member.start, member.end) for member in claim.members]
    wordings = _wordings(places, texts)
    return ClaimLine(
        id=row.id,
        claim=_cut(row.label, 2 * _WORDS),
        articles=len(row.signs),
        reports=row.reports,
        why=row.reason,
        sources=row.sources[:_NAMES],
        origins=claim.origins[:_NAMES],
        wordings=wordings[:_WORDINGS],
        more_wordings=max(0, len(wordings) - _WORDINGS),
        match=None if found is None else round(found[row.id], 2),
        figures=() if found is None else _figures(asked, claim, story),
    )


def _figures(asked: str, claim: Claim, story: Story) -> tuple[Figure, ...]:
    """Figures asked for that not every article of the claim has."""
    versions = {version.id: version for version in story.versions}
    having: dict[str, dict[str, None]] = {}
    for member in claim.members:
        version = versions[member.version]
        here = figures(version.text[member.start : member.end], version.language)
        for figure in figures(asked, version.language):
            names = having.setdefault(figure, {})
            names |= {version.id: None} if figure in here else {}
    missing = {figure: names for figure, names in having.items() if len(names) < len(claim.versions)}
    return tuple(Figure(figure, tuple(names)) for figure, names in sorted(missing.items()))


def _wordings(places: Sequence[Place], texts: Texts) -> tuple[Wording, ...]:
    """Places by the words that stand there, the most common wording first."""
    same: dict[str, list[Place]] = {}
    for place in places:
        words = " ".join(texts[place.article][place.start : place.end].split())
        same.setdefault(words, []).append(place)
    told = sorted(same.items(), key=lambda item: -len(item[1]))
    return tuple(Wording(_cut(words, 2 * _WORDS), tuple(found[:_PLACES])) for words, found in told)


def _copy(edge: LineageEdge, story: Story) -> CopyLine:
    names = {node.id: node.name for node in story.lineage.nodes}
    links = [link for link in story.links if {link.left, link.right} == {edge.parent, edge.child}]
    pairs = shared_pairs(links, story)
    best = pairs[0] if pairs else None
    turned = best is not None and best.left.article != edge.child
    return CopyLine(
        article=names.get(edge.child, edge.child),
        of=names.get(edge.parent, edge.parent),
        how=edge.kind,
        support=edge.support,
        shared_sentences=len(links),
        here=(best.right if turned else best.left) if best else None,
        there=(best.left if turned else best.right) if best else None,
    )


def shared_pairs(links: Sequence[Link], story: Story) -> list[Pair]:
    """Pairs of sentences of a story, the longest first."""
    versions = {version.id: version for version in story.versions}

    def told(version: str, sentence: int) -> Passage:
        here = versions[version].sentences[sentence]
        return Passage(version, here.start, here.end, _cut(versions[version].text[here.start : here.end]))

    pairs = [
        Pair(link.kind, told(link.left, link.left_sentence), told(link.right, link.right_sentence))
        for link in links
    ]
    return sorted(pairs, key=lambda pair: pair.left.start - pair.left.end)


def changes(found: Sequence[Change]) -> tuple[ChangeLine, ...]:
    """Changes of meaning, the gravest first."""
    ordered = sorted(found, key=lambda change: _GRAVITY.index(change.severity))
    return tuple(
        ChangeLine(
            change.kind,
            change.severity,
            change.why,
            tuple(
                Wording(
                    _cut(reading.reading),
                    tuple(Place(span.version, span.start, span.end) for span in reading.spans[:_PLACES]),
                )
                for reading in change.readings[:_WORDINGS]
            ),
        )
        for change in ordered
    )


def drifted(story: Story) -> tuple[QuoteLine, ...]:
    """Quotations whose words or attribution changed."""
    texts = texts_of(story)
    return tuple(
        QuoteLine(row.speaker, _wordings(_places(row), texts)[:_WORDINGS])
        for row in story_view(story).drifted
    )


def _places(row: QuoteRow) -> list[Place]:
    passages = [place for wording in row.wordings for place in wording.passages]
    return [Place(place.version, place.start, place.end) for place in passages]


def said(story: Story) -> tuple[Said, ...]:
    """What is said about the lineage, the surest first."""
    order = {"high": 0, "probable": 1, "undecidable": 2}
    told = sorted(story.lineage.statements, key=lambda statement: order[statement.confidence])
    return tuple(Said(statement.text, statement.confidence) for statement in told)


def compared_line(story: Story, same_story: float, same_copy: float) -> str:
    """Two articles in one sentence.

    Args:
        story: of both.
        same_story: how alike is what they tell of.
        same_copy: how much of the one stands in the other.
    """
    share = f"{same_copy:.0%} of the shorter one's sentences stand in the other in running wording"
    alike = f"likeness of what they tell of: {same_story:.2f} of 1"
    if len({version.family_id for version in story.versions}) == 1:
        return f"2 articles, 1 text behind both: {share}. What they share counts as one report."
    if story.links:
        linked = phrases.plural(len(story.links), "sentence")
        return f"2 articles, each with a text of its own, though {linked} of them agree: {share}; {alike}."
    return f"2 articles, no shared text found; {alike}. That is not independence."


def called(article: Article, name: str) -> Article:
    """The article under another id."""
    return replace(article, id=name)


def renamed(story: Story, name: str) -> Story:
    """The story under the id that it has in a store."""
    return replace(story, id=name)


def texts_of(story: Story) -> Texts:
    """The texts of a story by the ids of its versions."""
    return {version.id: version.text for version in story.versions}


def _cut(words: str, most: int = _WORDS) -> str:
    """Words on one line, cut where they are long."""
    line = " ".join(words.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
