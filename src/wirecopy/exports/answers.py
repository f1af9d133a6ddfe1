"""The five answers about one story, written on a sheet for the terminal.

Takes a `StoryView`, adds its lines to a `Sheet`. Versions go by their signs (A, B, ...), explained in the
table under the story's title.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from wirecopy.exports.sheet import Run, Sheet, cells, clip, ending, opening, pad
from wirecopy.views.answers import AlarmReading, AlarmRow, ClaimLine, LedgerRow, QuoteRow, VersionRow
from wirecopy.views.diff import Piece
from wirecopy.views.lineage import Branch
from wirecopy.views.passages import Passage
from wirecopy.views.phrases import CHANGES, CONFIDENCES, EDGES, NO_CREDIT, RELATIONS, plural, span_of
from wirecopy.views.story import StoryView

_CLAIMS = 10
_QUOTES = 8
_WORDINGS = 6
_LINES = 3
_MEDIUM = 8
_VERSIONS = 26
_BRANCHES = 40
_STATEMENTS = 12
_SOURCES = 3
_SIGNS = 12
_MORE = "--html FILE or --json"


def write_story(sheet: Sheet, story: StoryView, *, full: bool = True) -> None:
    """A story with two or more versions.

    Args:
        sheet: where to write.
        story: what to write.
        full: False leaves the bottom line and the high alarms only, and says so.
    """
    sheet.blank()
    sheet.rule("=")
    sheet.paragraph(Run(story.title, "title"), Run(f"  {story.when}", "quiet"))
    sheet.blank()
    sheet.paragraph(Run(_sentence(story.articles), "strong"))
    sheet.paragraph(Run(_sentence(story.single), "strong"))
    _proportion(sheet, story)
    sheet.paragraph(story.numbers)
    if story.corrected:
        sheet.paragraph(Run(story.corrected, "strong"))
    silent = f" ({signs_of(story.uncredited)})" if story.uncredited else ""
    high, drifted = len(story.alarms_of("high")), len(story.drifted)
    sheet.paragraph(
        f"{plural(high, 'high alarm')}, {plural(drifted, 'quote')} changed, "
        f"{len(story.uncredited)} without credit{silent}, {plural(story.lost, 'lost original')}"
    )
    if full:
        _versions(sheet, story)
        _ledger(sheet, story)
        _quotes(sheet, story)
        _added_and_dropped(sheet, story.versions)
        _lineage(sheet, story)
    _alarms(sheet, story, full=full)
    if not full:
        sheet.paragraph(Run(f"Sources, quotes, cuts and lineage of this story: {_MORE}.", "quiet"))


def write_alone(sheet: Sheet, story: StoryView) -> None:
    """A single article: what it says about itself."""
    (row,) = story.versions
    sheet.paragraph(
        Run(story.title, "strong"), Run(f"  {row.name}  {story.when}", "quiet"), first="  ", indent=4
    )
    parts = [
        row.credit,
        plural(len(story.story.quotes), "quote"),
        plural(len(row.version.attributions), "attribution"),
        plural(len(story.ledger), "claim"),
    ]
    sheet.paragraph(", ".join(parts), indent=4)
    if story.corrected:
        sheet.paragraph(Run(story.corrected, "strong"), indent=4)
    if story.named:
        sheet.paragraph("sources named: " + "; ".join(story.named), indent=4)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "." if text else ""


def _proportion(sheet: Sheet, story: StoryView) -> None:
    """How often the shared claims are told against how often they were reported, as two bars."""
    counts = story.story.counts
    most = max(counts.sightings, counts.reports.best)
    if not counts.shared_claims or not most:
        return
    labels = ("shared claims told", "and reported") if sheet.width >= 72 else ("told", "reported")
    bounds = span_of(counts.reports)
    sheet.blank()
    told = plural(counts.sightings, "time")
    reported = plural(counts.reports.best, "time") + (f" ({bounds})" if bounds else "")
    column, size = max(map(cells, labels)) + 2, max(cells(told), cells(reported)) + 2
    room = sheet.width - column - size
    for label, words, number, style in (
        (labels[0], told, counts.sightings, "quiet"),
        (labels[1], reported, counts.reports.best, "mark"),
    ):
        length = max(1, round(room * number / most))
        sheet.line(pad(label, column), pad(words, size), Run("#" * length, style))
    sheet.blank()


def _heading(sheet: Sheet, number: int, title: str, says: str) -> None:
    sheet.blank()
    sheet.line(Run(f"{number}  {title}", "head"), Run(f"  {says}", "quiet"))
    sheet.rule()


def signs_of(signs: Sequence[str], limit: int = _SIGNS) -> str:
    """Signs in a row; beyond the limit it says how many more."""
    if len(signs) <= limit:
        return " ".join(signs)
    return " ".join([*signs[:limit], f"+{len(signs) - limit}"])


def _beside(signs: Sequence[str]) -> str:
    """Signs in a column of nine, with the blanks around it."""
    fitting = next((limit for limit in (4, 3, 2, 1) if cells(signs_of(signs, limit)) <= 9), 0)
    return f"    {pad(signs_of(signs, fitting), 9)} "


def _versions(sheet: Sheet, story: StoryView) -> None:
    """The legend: which sign is which article, and how it stands to the others."""
    longest = max(cells(row.name) for row in story.versions)
    names = min(longest, max(14, sheet.width - 56))
    narrow = sheet.width < 72
    sheet.blank()
    if not narrow:
        sheet.line(Run(f"   {pad('article', names)}  {pad('what it is', 15)}shared  credit", "quiet"))
    for row in story.versions[:_VERSIONS]:
        style = "high" if row.credit == NO_CREDIT else ""
        if narrow:
            facts = f": {RELATIONS[row.relation]}, {row.share:.0%} shared, "
            sheet.paragraph(
                Run(row.name, "strong"), facts, Run(row.credit, style), first=pad(row.sign, 3), indent=3
            )
            continue
        sheet.paragraph(
            Run(row.credit, style),
            first=f"{pad(row.sign, 3)}{pad(clip(row.name, names), names)}  "
            f"{pad(RELATIONS[row.relation], 15)}{row.share:>6.0%}  ",
            indent=names + 28,
        )
    if len(story.versions) > _VERSIONS:
        sheet.paragraph(f"{len(story.versions) - _VERSIONS} more versions: {_MORE}.", indent=3)


def _ledger(sheet: Sheet, story: StoryView) -> None:
    _heading(sheet, 1, "SOURCE LEDGER", "claims, and how many reports stand behind each")
    shared, main = story.shared, story.main_origin
    if main:
        sheet.paragraph(f"Traced to {'; '.join(main)}, where nothing else is said.", indent=2)
    if not shared:
        sheet.paragraph("No claim stands in two articles.", indent=2)
    else:
        sheet.line(Run("  articles  reports  claim", "quiet"))
    # the most carried claims, then those that more than one report stands behind
    shown = list(shared[:_CLAIMS])
    shown += [row for row in shared[_CLAIMS:] if row.reports.best > 1][:_CLAIMS]
    for row in shown:
        _claim(sheet, row, story)
    alone = len(story.ledger) - len(shared)
    left = len(shared) - len(shown)
    if left or alone:
        more = [f"{plural(left, 'more shared claim')}"] if left else []
        more += [f"{plural(alone, 'claim')} in one article only"] if alone else []
        sheet.paragraph(Run(f"{' and '.join(more)}: {_MORE}.", "quiet"), indent=2)


def _claim(sheet: Sheet, row: LedgerRow, story: StoryView) -> None:
    bounds = span_of(row.reports)
    number = f"{row.reports.best}" + (f" ({bounds})" if bounds else "")
    sheet.paragraph(Run(row.label, "strong"), first=f"{len(row.signs):>8}    {pad(number, 8)} ", indent=21)
    parts = ["all" if len(row.signs) == len(story.versions) else signs_of(row.signs)]
    if row.sources:
        parts.append(f"source named: {_some(row.sources)}")
    if row.origins and row.origins != story.main_origin:
        parts.append(f"traced to: {_some(row.origins)}")
    if len(parts) > 1 or parts[0] != "all":
        sheet.paragraph(Run(" | ".join(parts), "quiet"), indent=21)


def _some(names: Sequence[str]) -> str:
    """A few names, and how many more there are."""
    more = len(names) - _SOURCES
    return "; ".join(names[:_SOURCES]) + (f"; {more} more" if more > 0 else "")


def _quotes(sheet: Sheet, story: StoryView) -> None:
    _heading(sheet, 2, "QUOTE DRIFT", "[other words] and [-] for words left out")
    drifted = story.drifted
    kept = len(story.quotes) - len(drifted)
    if not story.quotes:
        sheet.paragraph("No quotation stands in two articles.", indent=2)
    for row in drifted[:_QUOTES]:
        _quote(sheet, row)
    notes = []
    if len(drifted) > _QUOTES:
        notes.append(f"{len(drifted) - _QUOTES} more changed on the way: {_MORE}.")
    if kept:
        notes.append(f"{plural(kept, 'quote')} kept word for word.")
    if notes:
        sheet.paragraph(Run(" ".join(notes), "quiet"), indent=2)


def _quote(sheet: Sheet, row: QuoteRow) -> None:
    many = plural(len(row.wordings), "wording")
    sheet.paragraph(Run(row.speaker or "no speaker named", "strong"), f"  ({many})", first="  ", indent=4)
    for wording in row.wordings[:_WORDINGS]:
        sheet.paragraph("“", *marked(wording.pieces), "”", first=_beside(wording.signs), indent=14)
    if len(row.wordings) > _WORDINGS:
        sheet.paragraph(Run(f"{len(row.wordings) - _WORDINGS} more wordings: {_MORE}", "quiet"), indent=14)
    if row.unattributed:
        sheet.paragraph(f"no speaker named: {signs_of(row.unattributed)}", indent=14)
    if row.absent:
        sheet.paragraph(Run(f"left out by: {signs_of(row.absent)}", "quiet"), indent=14)


def marked(pieces: Sequence[Piece]) -> list[Run]:
    """A wording with its differences in brackets."""
    runs: list[Run] = []
    for piece in pieces:
        if piece.kind == "same":
            runs.append(Run(piece.text))
        elif piece.kind == "left out":
            blank = " " if runs and not runs[-1].text[-1:].isspace() else ""
            runs += [Run(blank), Run("[-]", "mark"), Run("" if piece is pieces[-1] else " ")]
        else:
            runs.append(Run(f"[{piece.text}]", "mark"))
    return runs


def _added_and_dropped(sheet: Sheet, rows: Sequence[VersionRow]) -> None:
    _heading(sheet, 3, "WHO ADDED, WHO DROPPED WHAT", "claims, against the rest of the same family")
    for row in rows[:_VERSIONS]:
        left_out = plural(len(row.dropped), "claim") if row.dropped else "nothing"
        summary = f"{left_out} left out, {len(row.added) or 'nothing'} of its own"
        cues = Counter(cue.kind.replace("_", " ") for cue in row.cues)
        traces = ", ".join(f"{kind} x{number}" if number > 1 else kind for kind, number in cues.items())
        sheet.paragraph(
            Run(row.name, "strong"),
            f": {summary}" + (f"; traces: {traces}" if traces else ""),
            first=f"  {pad(row.sign, 3)}",
            indent=5,
        )
        _lines(sheet, "-", row.dropped)
        _lines(sheet, "+", row.added)
    if len(rows) > _VERSIONS:
        sheet.paragraph(f"{len(rows) - _VERSIONS} more versions: {_MORE}.", indent=2)


def _lines(sheet: Sheet, mark: str, lines: Sequence[ClaimLine]) -> None:
    for line in lines[:_LINES]:
        sheet.paragraph(line.label, first=f"     {mark} ", indent=7)
    if len(lines) > _LINES:
        sheet.paragraph(Run(f"{len(lines) - _LINES} more: {_MORE}", "quiet"), first=f"     {mark} ", indent=7)


def _lineage(sheet: Sheet, story: StoryView) -> None:
    _heading(sheet, 4, "LINEAGE", "who descends from what; (lost): existed, but is not here")
    if not story.lineage:
        sheet.paragraph("Not decidable from these texts.", indent=2)
    for branch in story.lineage[:_BRANCHES]:
        _branch(sheet, branch)
    if len(story.lineage) > _BRANCHES:
        sheet.paragraph(Run(f"{len(story.lineage) - _BRANCHES} more texts: {_MORE}.", "quiet"), indent=2)
    if story.statements:
        sheet.blank()
    for statement in story.statements[:_STATEMENTS]:
        sheet.paragraph(
            statement.text, first=f"  {pad(CONFIDENCES[statement.confidence] + ':', 16)}", indent=18
        )

    if len(story.statements) > _STATEMENTS:
        left = plural(len(story.statements) - _STATEMENTS, "more statement")
        sheet.paragraph(Run(f"{left}: {_MORE}.", "quiet"), indent=2)


def _branch(sheet: Sheet, branch: Branch) -> None:
    stems = "".join("   " if last else "|  " for last in branch.last[:-1])
    joint = ("`- " if branch.last[-1] else "|- ") if branch.last else ""
    first = f"  {stems}{joint}"
    name = (
        Run(f"({branch.name}, lost)", "lost")
        if branch.lost
        else Run(f"{branch.sign} {branch.name}", "strong")
    )
    notes = f": {EDGES[branch.edge.kind]}, support {branch.edge.support:.0%}" if branch.edge else ""
    if branch.others:
        also = ", ".join(f"{name} ({EDGES[edge.kind]}, {edge.support:.0%})" for name, edge in branch.others)
        notes += f"; also from {also}"
    sheet.paragraph(name, notes, first=first, indent=len(first) + 3)


def _alarms(sheet: Sheet, story: StoryView, *, full: bool) -> None:
    counts = ", ".join(f"{len(story.alarms_of(level))} {level}" for level in ("high", "medium", "low"))
    if not full and not story.alarms_of("high"):
        sheet.paragraph(f"Meaning alarms: {counts}.")
        return
    _heading(sheet, 5, "MEANING ALARMS", counts)
    if not story.alarms:
        sheet.paragraph("None found.", indent=2)
    for row in story.alarms_of("high"):
        _alarm(sheet, row)
    medium = story.alarms_of("medium")
    low = story.alarms_of("low")
    if full and medium:
        sheet.blank()
    for row in medium[:_MEDIUM] if full else ():
        _short_alarm(sheet, row)
    left = len(medium) - (min(_MEDIUM, len(medium)) if full else 0)
    more = [f"{left} more medium"] if left else []
    more += [f"{len(low)} low"] if low else []
    if more:
        sheet.paragraph(Run(f"{' and '.join(more)}: {_MORE}.", "quiet"), indent=2)


def _alarm(sheet: Sheet, row: AlarmRow) -> None:
    sheet.blank()
    sheet.paragraph(Run("HIGH", "high"), f" {CHANGES[row.kind]}: {row.why}", first="  ", indent=4)
    for reading in row.readings:
        _in_context(sheet, reading)


def _in_context(sheet: Sheet, reading: AlarmReading) -> None:
    """A reading as a line of a concordance: the words in brackets in one column, context around them."""
    first = _beside(reading.signs)
    if not reading.passages:
        sheet.paragraph(Run(f"[{reading.words or '-'}]", "mark"), first=first, indent=14)
        return
    passage = reading.passages[0]
    words = " ".join(passage.marked.split()) or "-"
    room = sheet.width - 16 - cells(words)
    left_room = (sheet.width - 16) // 3
    if room < left_room + 8:
        sheet.paragraph(Run(f"[{words}]", "mark"), first=first, indent=14)
        return
    before, after = _around(passage)
    left = pad(ending(before, left_room), left_room, right=True)
    sheet.line(first, left, Run(f"[{words}]", "mark"), opening(after, room - left_room))


def _around(passage: Passage) -> tuple[str, str]:
    """Context on one line, keeping a blank next to the marked words where the text has one."""
    before = " ".join(passage.before.split()) + (" " if passage.before[-1:].isspace() else "")
    after = (" " if passage.after[:1].isspace() else "") + " ".join(passage.after.split())
    return before.lstrip(), after.rstrip()


def _short_alarm(sheet: Sheet, row: AlarmRow) -> None:
    readings: list[Run | str] = []
    for reading in row.readings:
        readings += [" | "] if readings else []
        readings += [
            Run(f"[{reading.words or '-'}]", "mark"),
            f" {signs_of(reading.signs, 5)}",
        ]
    sheet.paragraph(Run("medium", "medium"), f" {CHANGES[row.kind]}: ", *readings, first="  ", indent=4)
