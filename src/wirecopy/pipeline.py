"""The list of stages, in order: from articles to the report.

    prepare   article   -> witness      typed sentences, tokens, cues; then what it says about itself
    stories   witnesses -> stories      articles about one event
    align     story     -> collation    sentences that descend from one sentence, links
    families  collation -> families     versions with one text behind them
    refine    collation -> collation    what only tells the same fact apart; then words in columns, places
    trace     family    -> lineage      who descends from whom, with lost originals and support
    account   story     -> claims, reports, quotations, omissions, changes

Every stage is a function of its input. This module only calls them and lays their rows into a `Report`. Of
many articles the copies are found first, by the copy finder, and then stories that part no family; articles
are read once for that and once more when their story's turn comes, for witnesses take much more room.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence

from wirecopy.account import (
    Descent,
    DraftClaim,
    Standing,
    content_id,
    count_reports,
    credited,
    draft_claims,
    find_quotes,
    omitted,
    standings,
)
from wirecopy.collate import align, by_family, refine, set_columns
from wirecopy.collate.changes import find_changes
from wirecopy.errors import CallError, StageError, WirecopyError
from wirecopy.facts import find
from wirecopy.group import (
    CopyEvidence,
    copy_evidence,
    find_families,
    find_kin,
    find_stories,
    story_likeness,
)
from wirecopy.lineage import trace
from wirecopy.model import (
    Article,
    Change,
    Claim,
    Collation,
    Comparison,
    Counts,
    Lineage,
    Omission,
    Rejected,
    Report,
    Reports,
    Story,
    Version,
    Witness,
)
from wirecopy.settings import Settings
from wirecopy.text import prepare as prepare_text
from wirecopy.text.meaning import encoder_for
from wirecopy.version import __version__

Progress = Callable[[str, int, int], None]


def prepare(article: Article, settings: Settings | None = None) -> Witness:
    """An article as a witness, with all it says about itself."""
    witness = _witness(article, settings)
    return dataclasses.replace(witness, facts=find(witness))


def _witness(article: Article, settings: Settings | None) -> Witness:
    """An article as a witness, its text read and no facts yet."""
    language = settings.language if settings else None
    return prepare_text(dataclasses.replace(article, language=language) if language else article)


def read_articles(
    articles: Sequence[Article],
    rejected: Sequence[Rejected] = (),
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> Report:
    """The report on a set of articles: stories with their five answers, largest story first.

    Args:
        articles: what was read; ids must differ.
        rejected: input rows that could not be read, reported as they are.
        settings: the user's settings; the defaults where None.
        progress: called with stage, done and total.

    Raises:
        CallError: more articles than `reading.max_articles`.
        StageError: a stage failed on one story; the cause is chained.
    """
    settings = settings or Settings()
    most = settings.reading.max_articles
    if len(articles) > most:
        raise CallError(
            f"{len(articles):,} articles are too many for one report",
            f"setting reading.max_articles = {most:,}",
            "read fewer at a time, or raise the setting from Python",
        )
    tell = progress or _silent
    sort = _sort_few if len(articles) <= settings.reading.compare_all else _sort_many
    sorted_out = sort(articles, settings, tell)
    stories = []
    for done, group in enumerate(sorted_out.groups):
        tell("stories", done, len(sorted_out.groups))
        kin = [sorted_out.kin[index] for index in group]
        stories.append(_story_or_error([sorted_out.witness(index) for index in group], kin))
    tell("stories", len(stories), len(stories))
    stories.sort(key=lambda story: (-len(story.versions), story.first_published or "", story.id))
    return Report(__version__, settings.as_dict(), tuple(rejected), tuple(stories))


@dataclasses.dataclass(frozen=True, slots=True)
class _Sorted:
    """Articles sorted into stories.

    Attributes:
        groups: indices of the articles of each story.
        kin: per article the name of the family the copy finder put it in.
        witness: an article's witness by its index.
    """

    groups: Sequence[Sequence[int]]
    kin: Sequence[int]
    witness: Callable[[int], Witness]


def _sort_few(articles: Sequence[Article], settings: Settings, tell: Progress) -> _Sorted:
    witnesses = []
    for done, article in enumerate(articles):
        tell("reading", done, len(articles))
        witnesses.append(prepare(article, settings))
    encode = encoder_for(settings.grouping)
    stories = find_stories([witness.article for witness in witnesses], (), encode)
    return _Sorted(stories, range(len(articles)), witnesses.__getitem__)


def _sort_many(articles: Sequence[Article], settings: Settings, tell: Progress) -> _Sorted:
    kin = find_kin(articles, settings.grouping.workers, tell)
    tell("telling events apart", 0, len(articles))
    stories = find_stories(articles, kin, encoder_for(settings.grouping))
    return _Sorted(stories, kin, lambda index: prepare(articles[index], settings))


def _silent(stage: str, done: int, total: int) -> None:
    """No progress wanted."""


def _story_or_error(witnesses: Sequence[Witness], kin: Sequence[int]) -> Story:
    try:
        return read_story(witnesses, kin)
    except WirecopyError:
        raise
    except (ValueError, IndexError, KeyError, TypeError, ZeroDivisionError, RecursionError) as cause:
        names = ", ".join(witness.id for witness in witnesses[:3])
        raise StageError(
            f"a stage failed: {type(cause).__name__}: {cause}",
            f"the story of {names}{' ...' if len(witnesses) > 3 else ''}",
            "this is a fault of wirecopy: please report it with the texts",
        ) from cause


def read_story(
    witnesses: Sequence[Witness], kin: Sequence[int] = (), amend: Callable[[Lineage], Lineage] | None = None
) -> Story:
    """The five answers on one story; versions are listed as given, everything else is ordered by id.

    Args:
        witnesses: the versions of the story.
        kin: per version the name of the family the copy finder put it in, where it was asked.
        amend: gives the lineage of a family as people corrected it.
    """
    listed = [witness.id for witness in witnesses]
    order = sorted(range(len(witnesses)), key=listed.__getitem__)
    aligned = align([witnesses[index] for index in order])
    families = find_families(aligned, copy_evidence(aligned), [kin[index] for index in order] if kin else ())
    collation = set_columns(refine(aligned, families))
    lineages = [trace(collation, family) for family in families]
    if amend is not None:
        lineages = [amend(lineage) for lineage in lineages]
    sources = frozenset(source for lineage in lineages for source in _sources(lineage))
    standing = {w: found for family in families for w, found in standings(collation, family, sources).items()}
    descent = _descent(collation, families, lineages, standing)
    drafts = draft_claims(collation)
    claims = count_reports(drafts, collation, descent)
    story = _lay_out(collation, families, (drafts, claims), standing, _one_lineage(lineages))
    versions = {version.id: version for version in story.versions}
    return dataclasses.replace(story, versions=tuple(versions[name] for name in listed))


def _descent(
    collation: Collation,
    families: Sequence[Sequence[int]],
    lineages: Sequence[Lineage],
    standing: dict[int, Standing],
) -> Descent:
    origin_of: dict[int, str] = {}
    for number, (family, lineage) in enumerate(zip(families, lineages, strict=True)):
        if len(family) > 1:
            origin_of[number] = _origin(lineage)
    agency_of: dict[int, str] = {}
    for w, witness in enumerate(collation.witnesses):
        own = [
            c.agency
            for c in witness.facts.credits
            if c.kind in {"copy", "partial", "metadata", "press_release"}
        ]
        if own:
            agency_of[w] = own[0]
    return Descent(
        family_of={w: number for number, family in enumerate(families) for w in family},
        origin_of=origin_of,
        mixed=frozenset(
            w for w, found in standing.items() if found.own_sentences and found.relation == "merged"
        ),
        agency_of=agency_of,
    )


def _sources(lineage: Lineage) -> frozenset[str]:
    """Nodes that others descend from and that descend from none."""
    children = {edge.child for edge in lineage.edges}
    return frozenset(edge.parent for edge in lineage.edges if edge.parent not in children)


def _origin(lineage: Lineage) -> str:
    """Name of the node a family's text starts from, a lost one before a present one."""
    sources = _sources(lineage)
    roots = [node for node in lineage.nodes if node.id in sources]
    roots.sort(key=lambda node: (node.kind != "lost", node.id))
    return roots[0].name if roots else "one text"


def _one_lineage(lineages: Sequence[Lineage]) -> Lineage:
    return Lineage(
        nodes=tuple(node for lineage in lineages for node in lineage.nodes),
        edges=tuple(edge for lineage in lineages for edge in lineage.edges),
        statements=tuple(statement for lineage in lineages for statement in lineage.statements),
    )


def _lay_out(
    collation: Collation,
    families: Sequence[Sequence[int]],
    accounts: tuple[Sequence[DraftClaim], Sequence[Claim]],
    standing: dict[int, Standing],
    lineage: Lineage,
) -> Story:
    drafts, claims = accounts
    family_id = {
        w: content_id("f", *sorted(collation.witnesses[member].id for member in family))
        for family in families
        for w in family
    }
    versions = tuple(
        _version(witness, family_id[w], standing[w]) for w, witness in enumerate(collation.witnesses)
    )
    gone = omitted(drafts, collation, families)
    dates = sorted(version.published for version in versions if version.published)
    return Story(
        id=content_id("s", *sorted(version.id for version in versions)),
        title=_title(versions, drafts, claims),
        first_published=dates[0] if dates else None,
        last_published=dates[-1] if dates else None,
        counts=counts_of(versions, claims),
        versions=versions,
        links=collation.links,
        claims=tuple(claims),
        quotes=find_quotes(collation),
        changes=_with_claims(find_changes(by_family(collation, families)), claims),
        omissions=tuple(
            Omission(versions[w].id, tuple(claims[number].id for number in numbers))
            for w, numbers in sorted(gone.items())
            if numbers
        ),
        lineage=lineage,
    )


def _version(witness: Witness, family_id: str, standing: Standing) -> Version:
    article = witness.article
    return Version(
        id=article.id,
        path=article.path,
        outlet=article.outlet,
        url=article.url,
        title=article.title,
        published=article.published,
        language=article.language,
        text=article.text,
        family_id=family_id,
        relation=standing.relation,
        wire_share=standing.wire_share,
        credited=credited(witness),
        credits=witness.facts.credits,
        cues=witness.cues,
        attributions=witness.facts.attributions,
        sentences=witness.sentences,
    )


def _title(versions: Sequence[Version], drafts: Sequence[DraftClaim], claims: Sequence[Claim]) -> str:
    """The title most of the story stands behind: the first version's own, or its most carried claim."""
    titles = [version.title for version in versions if version.title]
    if titles:
        return min(titles, key=lambda title: (len(title) > 120, titles.index(title)))
    if not claims:
        return versions[0].id
    return claims[max(range(len(drafts)), key=lambda n: (len(drafts[n].witnesses), -n))].label


def counts_of(versions: Sequence[Version], claims: Sequence[Claim]) -> Counts:
    """The numbers that matter for a story with these versions and claims."""
    shared = [claim for claim in claims if len(claim.versions) > 1]
    return Counts(
        versions=len(versions),
        claims=len(claims),
        shared_claims=len(shared),
        sightings=sum(len(claim.versions) for claim in shared),
        reports=Reports(
            best=sum(claim.reports.best for claim in shared),
            low=sum(claim.reports.low for claim in shared),
            high=sum(claim.reports.high for claim in shared),
        ),
    )


def _with_claims(changes: Sequence[Change], claims: Sequence[Claim]) -> tuple[Change, ...]:
    """The changes with the claim each stands in: the one that covers most of its spans."""
    members: dict[str, list[tuple[int, int, str]]] = {}
    for claim in claims:
        for member in claim.members:
            members.setdefault(member.version, []).append((member.start, member.end, claim.id))
    placed = []
    for change in changes:
        cover: dict[str, int] = {}
        for reading in change.readings:
            for span in reading.spans:
                for start, end, claim_id in members.get(span.version, ()):
                    overlap = min(end, span.end) - max(start, span.start)
                    if overlap > 0:
                        cover[claim_id] = cover.get(claim_id, 0) + overlap
        best = min(cover, key=lambda claim_id: (-cover[claim_id], claim_id)) if cover else None
        placed.append(dataclasses.replace(change, claim=best))
    return tuple(placed)


def compare_articles(left: Article, right: Article, settings: Settings | None = None) -> Comparison:
    """Whether two articles are about one event, and whether one text stands behind both.

    `same_story` is the likeness of the two as bags of weighted words and countries; `same_copy` the share
    of the shorter one's sentences whose running wording, quotations apart, stands in the other. Links and
    changes are those of their collation.
    """
    witnesses = sorted((prepare(left, settings), prepare(right, settings)), key=lambda witness: witness.id)
    aligned = align(witnesses)
    copies = copy_evidence(aligned)
    families = find_families(aligned, copies)
    collation = set_columns(refine(aligned, families))
    same_story, same_copy = _scores(witnesses, copies, settings)
    return Comparison(
        left=left.id,
        right=right.id,
        same_story=same_story,
        same_copy=same_copy,
        links=collation.links,
        changes=find_changes(by_family(collation, families)),
    )


def score_pair(left: Witness, right: Witness, *, settings: Settings | None = None) -> tuple[float, float]:
    """`same_story` and `same_copy` of two articles, as `compare_articles` has them, and nothing else."""
    witnesses = sorted((left, right), key=lambda witness: witness.id)
    return _scores(witnesses, copy_evidence(align(witnesses)), settings)


def _scores(
    witnesses: Sequence[Witness],
    copies: Mapping[tuple[int, int], CopyEvidence],
    settings: Settings | None,
) -> tuple[float, float]:
    evidence = copies.get((0, 1), CopyEvidence(0, 0.0, 0.0))
    same_copy = round(min(1.0, (evidence.share + evidence.wording) / 2), 4)
    left, right = (witness.article for witness in witnesses)
    encode = encoder_for(settings.grouping) if settings else None
    likeness = story_likeness(left, right, encode)
    return round(max(likeness, same_copy), 4), same_copy
