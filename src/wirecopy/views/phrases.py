"""The short plain sentences of a report, in one place.

Takes counts and model rows, gives words for people. The honesty rules live here: a range is never hidden,
different wording is never called independence ("no shared text found"), nothing is called true or false.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from wirecopy.model import ChangeKind, Confidence, EdgeKind, Relation, Reports, Said, Story, Version

RELATIONS: Mapping[Relation, str] = {
    "first": "earliest seen",
    "verbatim": "verbatim copy",
    "trimmed": "trimmed copy",
    "edited": "edited copy",
    "reworded": "reworded copy",
    "merged": "merged copy",
    "own": "own text",
}
EDGES: Mapping[EdgeKind, str] = {
    "copy": "copied",
    "edit": "edited",
    "rewording": "reworded",
    "translation": "translated?",  # never more than probable
    "merge": "merged in",
}
CHANGES: Mapping[ChangeKind, str] = {
    "wording": "other word",
    "number": "number",
    "date": "date",
    "name": "name",
    "negation": "negation",
    "hedge": "certainty",
    "role": "who did what",
    "attribution": "attribution",
    "quote": "inside a quote",
}
CONFIDENCES: Mapping[Confidence, str] = {
    "high": "sure",
    "probable": "probable",
    "undecidable": "not decidable",
}
NO_CREDIT = "NO CREDIT"
COUNTING = (
    "A sighting is one article carrying one claim. A report is one act of reporting that a claim rests on: "
    "copies add sightings, not reports. Reports are counted claim by claim and summed: best guess (lowest-"
    "highest)."
)
CAUTION = (
    "wirecopy counts sources; it does not say what is true. Where no shared text was found, two articles may "
    "still rest on the same source."
)


def plural(number: int, noun: str, nouns: str = "") -> str:
    """A number with its noun: 1 report, 33 reports."""
    return f"{number:,} {noun if number == 1 else nouns or noun + 's'}"


def corrected(said: Sequence[Said]) -> str:
    """That people corrected a report, lest its figures be taken for computed ones; "" where none did."""
    applied = [one for one in said if one.effect == "applied"]
    lost = len(said) - len(applied)
    gone = f"{plural(lost, 'correction')} did not find what {'it is' if lost == 1 else 'they are'} about"
    if not applied:
        return f"{gone}." if lost else ""
    authors = list(dict.fromkeys(one.author for one in applied))
    named = ", ".join(authors[:3]) + (f" and {len(authors) - 3} more" if len(authors) > 3 else "")
    told = f"With {plural(len(applied), 'correction')} by {named}: not all of this is as it was computed"
    return f"{told}; {gone}." if lost else f"{told}."


def span_of(reports: Reports) -> str:
    """Bounds in words: "" when they agree with the best guess."""
    return "" if reports.low == reports.high == reports.best else f"{reports.low:,}-{reports.high:,}"


def reports(count: Reports) -> str:
    """Reports with their bounds: 33 reports (32-41)."""
    bounds = span_of(count)
    return plural(count.best, "report") + (f" ({bounds})" if bounds else "")


def numbers(story: Story) -> str:
    """The counts of a story in one line."""
    counts = story.counts
    return (
        f"{plural(counts.versions, 'version')}, {plural(counts.shared_claims, 'shared claim')}, "
        f"{plural(counts.sightings, 'sighting')}: {reports(counts.reports)}"
    )


def texts_behind(versions: tuple[Version, ...]) -> str:
    """How the articles share out over separate texts."""
    sizes = sorted(Counter(version.family_id for version in versions).values(), reverse=True)
    articles = plural(len(versions), "article")
    if len(versions) == 1:
        return "1 article, nothing to compare it with"
    if len(sizes) == 1:
        return f"{articles}, one shared text behind all of them"
    if sizes[0] == 1:
        return f"{articles}, each with a text of its own: no shared text found between them"
    shared = [size for size in sizes if size > 1]
    parts = [f"{shared[0]} share one text"]
    if len(shared) > 1:
        others = "another" if len(shared) == 2 else f"{len(shared) - 1} others"
        parts.append(f"{sum(shared[1:])} share {others}")
    own = len(sizes) - len(shared)
    if own:
        parts.append("1 has a text of its own" if own == 1 else f"{own} have texts of their own")
    return f"{articles}: {', '.join(parts)}; no shared text found between these {len(sizes)}"


def one_report(story: Story) -> str:
    """How many of the shared claims rest on a single report, and how firmly."""
    shared = [claim for claim in story.claims if len(claim.versions) > 1]
    single = [claim for claim in shared if claim.reports.best == 1]
    firm = sum(1 for claim in single if claim.reports.high == 1)
    if not shared:
        return "no claim stands in more than one of them" if len(story.versions) > 1 else ""
    if not single:
        return f"none of the {plural(len(shared), 'shared claim')} rests on a single report"
    share = "every" if len(single) == len(shared) else f"{len(single):,} of the {len(shared):,}"
    verb = "rests" if share == "every" or len(single) == 1 else "rest"
    noun = "shared claim" if share == "every" else "shared claims"
    sure = "" if firm == len(single) else f" ({firm:,} for sure)"
    return f"{share} {noun} {verb} on a single report{sure}"


def credit(version: Version) -> str:
    """What a version says about whose text it is."""
    agencies = list(
        dict.fromkeys(
            credit.agency
            for credit in version.credits
            if credit.kind != "photo" and credit.agency not in ("", "unknown")
        )
    )
    named = ", ".join(agencies)
    if version.credited == "yes":
        return f"credits {named}" if named else "credited"
    if version.credited == "partial":
        return f"credits {named} for part" if named else "credited in part"
    if version.credited == "attribution only":
        return f"names {named}, no credit" if named else "names a source, no credit"
    if version.relation in ("own", "first"):
        return "no credit"
    return NO_CREDIT
