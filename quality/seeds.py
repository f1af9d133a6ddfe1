"""Five outlets' versions of one wire report, measured against gold made by hand.

`python -m quality.seeds REPORT.json` scores a saved `wirecopy read --json`; without an argument the five
files are read first. Gold: `gold/seeds.json` in the shared folder (sentence units, sentence pairs, claims,
quotations, discrepancies). The gold names versions 000 to 004; a report names them by file.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from quality.measure import (
    Json,
    Measure,
    Stretch,
    b_cubed,
    best,
    f1,
    find_all,
    overlap,
    read,
    shared,
    trim,
    versions_of,
)

_WORD = re.compile(r"[^\W_]+")
_QUOTE_OVERLAP = 0.8  # a predicted quotation is a gold one when they share this much of the shorter


class Case:
    """One report beside its gold, with the look-ups all measures need."""

    def __init__(self, gold: Json, stories: list[Json]) -> None:
        self.gold = gold
        self.stories = stories
        versions = versions_of(stories)
        self.key = {v["id"]: k[:3] for k, v in versions.items() if k[:3] in gold["documents"]}
        self.version = {self.key[v["id"]]: v for v in versions.values() if v["id"] in self.key}
        most = Counter(v["story"] for v in self.version.values()).most_common(1)
        if not most:
            raise SystemExit("none of the five versions is in this report: were the seed files read?")
        self.story: Json = next(s for s in stories if s["id"] == most[0][0])
        self.sentences = {
            key: [(s["sid"], (s["start"], s["end"])) for s in document["sentences"]]
            for key, document in gold["documents"].items()
        }

    def unit(self, version: str, span: Stretch) -> str | None:
        """The gold sentence a stretch of a version falls into."""
        found: str | None = best(span, self.sentences[version])
        return found

    def predicted(self, key: str) -> list[Stretch]:
        """The sentences the report cuts a version into."""
        if key not in self.version:
            return []
        return [(s["start"], s["end"]) for s in self.version[key]["sentences"]]

    def text(self, key: str, start: int, end: int) -> str:
        """A piece of a version."""
        version = self.version.get(key)
        return version["text"][start:end] if version else ""


def score(gold: Json, stories: list[Json]) -> list[Measure]:
    """All measures of one report against the gold of the seeds."""
    case = Case(gold, stories)
    measures = [sentence_units(case), alignment(case), claims(case)]
    measures += [*quotes(case), *alarms(case), *reports(case), lineage(case)]
    return [Measure(f"seeds.{m.name}", m.got, m.details) for m in measures]


def sentence_units(case: Case) -> Measure:
    """Gold sentences that the report cuts exactly so, white space aside."""
    right, details = 0, []
    for key, units in case.sentences.items():
        text = case.version[key]["text"] if key in case.version else ""
        found = {trim(text, *span) for span in case.predicted(key)}
        for sid, span in units:
            right += span in found
            if span not in found:
                near = [text[a:b][:70] for a, b in sorted(found) if overlap((a, b), span)]
                details.append(f"{key}.{sid} {text[slice(*span)][:70]!r} was cut as {near}")
    return Measure("sentence_units", right, tuple(details))


def alignment(case: Case) -> Measure:
    """F1 of linked sentence pairs; gold pairs of strength partial count neither way."""
    gold = {
        _pair((p["a"], p["a_sid"]), (p["b"], p["b_sid"])): p["strength"]
        for p in case.gold["sentence_alignments"]
    }
    found = set()
    for link in case.story["links"]:
        ends = []
        for side in ("left", "right"):
            key = case.key.get(link[side])
            spans = (
                {s["index"]: (s["start"], s["end"]) for s in case.version[key]["sentences"]} if key else {}
            )
            unit = case.unit(key, spans[link[f"{side}_sentence"]]) if key else None
            ends.append((key or "?", unit or "?"))
        found.add(_pair(*ends))
    full = {pair for pair, strength in gold.items() if strength == "full"}
    wrong = sorted(found - set(gold))
    missed = sorted(full - found)
    details = [f"not in gold: {_show(p)}" for p in wrong] + [f"missed: {_show(p)}" for p in missed]
    return Measure("alignment_f1", f1(len(full & found), len(wrong), len(missed)), tuple(details))


def _pair(left: tuple[str, str], right: tuple[str, str]) -> tuple[tuple[str, str], tuple[str, str]]:
    return (left, right) if left <= right else (right, left)


def _show(pair: tuple[tuple[str, str], tuple[str, str]]) -> str:
    return " - ".join(".".join(end) for end in pair)


def _claim_of_members(case: Case) -> dict[tuple[str, int], str | None]:
    """For every gold member (claim id, position): the predicted claim that covers most of it."""
    spans: dict[str, list[tuple[str, Stretch]]] = {key: [] for key in case.sentences}
    for claim in case.story["claims"]:
        for member in claim["members"]:
            if member["version"] in case.key:
                spans[case.key[member["version"]]].append((claim["id"], (member["start"], member["end"])))
    return {
        (claim["id"], position): best((member["start"], member["end"]), spans[member["file"]])
        for claim in case.gold["claims"]
        for position, member in enumerate(claim["members"])
    }


def claims(case: Case) -> Measure:
    """B-cubed F1 over the gold members: do the same sightings stand together?"""
    found = _claim_of_members(case)
    predicted = {item: claim or f"none {item}" for item, claim in found.items()}
    gold = {item: item[0] for item in found}
    precision, recall, value = b_cubed(predicted, gold)
    details = [f"precision {precision:.3f}, recall {recall:.3f}"]
    for claim in case.gold["claims"]:
        groups: dict[str, list[str]] = {}
        for position, member in enumerate(claim["members"]):
            groups.setdefault(str(predicted[claim["id"], position]), []).append(
                f"{member['file']}.{member['sid']}"
            )
        others = {gold[i] for i, p in predicted.items() if str(p) in groups} - {claim["id"]}
        if len(groups) > 1 or others:
            parts = "; ".join(f"{name}: {' '.join(members)}" for name, members in groups.items())
            details.append(
                f"{claim['id']} {claim['label'][:50]!r} -> {parts}"
                + f" | with {sorted(others)}" * bool(others)
            )
    return Measure("claims_b3_f1", value, tuple(details))


def quotes(case: Case) -> Iterator[Measure]:
    """Pairs of wordings of one quotation that the report puts together, and pairs that it should not."""
    wordings = {
        (quote["id"], name): (name.split("#")[0], (w["start"], w["end"]))
        for quote in case.gold["quotes"]
        for name, w in quote["wordings"].items()
    }
    gold = {
        (quote["id"], *sorted(pair))
        for quote in case.gold["quotes"]
        for pair in itertools.combinations(quote["wordings"], 2)
    }

    def wording(member: Json) -> tuple[str, str] | None:
        here = (member["start"], member["end"])
        for name, (key, span) in wordings.items():
            shorter = min(here[1] - here[0], span[1] - span[0])
            if key == case.key.get(member["version"]) and overlap(here, span) > _QUOTE_OVERLAP * shorter:
                return name
        return None

    found, false = set(), []
    for quote in case.story["quotes"]:
        for left, right in itertools.combinations(quote["members"], 2):
            a, b = wording(left), wording(right)
            if a is not None and a == b:
                continue  # one gold wording in two pieces
            if a and b and a[0] == b[0]:
                found.add((a[0], *sorted((a[1], b[1]))))
            else:
                false.append(f"false: {left['text'][:60]!r} with {right['text'][:60]!r}")
    missed = [f"missed: {' '.join(pair)}" for pair in sorted(gold - found)]
    yield Measure("quote_pairs", len(found & gold), tuple(missed))
    yield Measure("quote_pairs_false", len(false), tuple(false))


def _places(case: Case, discrepancy: Json) -> list[tuple[str, Stretch]]:
    """Where the changed words of a discrepancy stand: the words of alt that base lacks, or all of alt."""
    claim = next(c for c in case.gold["claims"] if c["id"] == discrepancy["claim"])
    base = {w.lower() for w in _WORD.findall(discrepancy["base"][1])}
    places = []
    for key, wording, _ in discrepancy["alt"]:
        members = [m for m in claim["members"] if m["file"] == key]
        units = {m["sid"] for m in members}
        sentences = [span for sid, span in case.sentences[key] if sid in units] or [
            s for _, s in case.sentences[key]
        ]
        for sentence in sentences:
            for found, _ in find_all(case.text(key, *sentence), wording):
                start = sentence[0] + found
                words = [(start + m.start(), start + m.end()) for m in _WORD.finditer(wording)]
                own = [s for s in words if case.text(key, *s).lower() not in base]
                places += [(key, span) for span in own or [(start, start + len(wording))]]
    return places


def alarms(case: Case) -> Iterator[Measure]:
    """The nine high discrepancies of the gold among the changes, and high alarms that are none of them."""
    spans = {
        change["id"]: [
            (case.key.get(s["version"], "?"), (s["start"], s["end"]))
            for r in change["readings"]
            for s in r["spans"]
        ]
        for change in case.story["changes"]
    }
    severity = {change["id"]: change["severity"] for change in case.story["changes"]}
    hit: dict[str, set[str]] = {}
    for discrepancy in case.gold["discrepancies"]:
        places = _places(case, discrepancy)
        hit[discrepancy["id"]] = {
            change
            for change, where in spans.items()
            if any(key == k and overlap(span, s) for key, span in where for k, s in places)
        }
    high = [d for d in case.gold["discrepancies"] if d["sev"] == "high"]
    missed = [f"{d['id']} {d['base'][1]!r} -> {d['alt'][0][:2]}" for d in high if not hit[d["id"]]]
    weak = [d for d in high if not any(severity[c] == "high" for c in hit[d["id"]])]
    yield Measure("high_discrepancies_found", len(high) - len(missed), tuple(missed))
    yield Measure(
        "high_discrepancies_graded_high",
        len(high) - len(weak),
        tuple(f"{d['id']} {d['base'][1]!r} has {[severity[c] for c in hit[d['id']]]}" for d in weak),
    )
    wanted = {change for d in high for change in hit[d["id"]]}
    false = [c for c in case.story["changes"] if c["severity"] == "high" and c["id"] not in wanted]
    details = []
    for change in false:
        lesser = [
            d["id"] + " " + d["sev"] for d in case.gold["discrepancies"] if change["id"] in hit[d["id"]]
        ]
        shown = " | ".join(r["reading"] for r in change["readings"])
        details.append(f"{change['kind']}: {shown} ({change['why']}) {' '.join(lesser)}")
    yield Measure("high_alarms_false", len(false), tuple(details))


def reports(case: Case) -> Iterator[Measure]:
    """Reports behind the shared claims: right claim by claim, and the sums of the story."""
    found = _claim_of_members(case)
    by_id = {claim["id"]: claim for claim in case.story["claims"]}
    right, details = 0, []
    shared_claims = [c for c in case.gold["claims"] if len({m["file"] for m in c["members"]}) > 1]
    for claim in shared_claims:
        chosen = Counter(p for i in range(len(claim["members"])) if (p := found[claim["id"], i])).most_common(
            1
        )
        got = by_id[chosen[0][0]]["reports"] if chosen else None
        want = claim["independent_reports"]
        good = got is not None and got["best"] == want["best"]
        right += good
        if not good:
            details.append(f"{claim['id']} {claim['label'][:60]!r}: wanted {want}, got {got}")
    yield Measure("origins_right", right, tuple(details))
    counts = case.story["counts"]
    sums = counts["reports"]
    told = f"{counts['shared_claims']} shared claims, {counts['sightings']} sightings, reports {sums}"
    yield Measure("reports_best_off", abs(sums["best"] - 33), (f"wanted 33, {told}",))
    outside = (sums["low"] < 32) + (sums["high"] > 41) + (not sums["low"] <= sums["best"] <= sums["high"])
    yield Measure("reports_range_off", outside, (f"wanted 32 to 41, {told}",))


def lineage(case: Case) -> Measure:
    """What may and may not be said about descent; the figure is the number of assertions that hold."""
    graph = case.story["lineage"]
    kind = {node["id"]: node["kind"] for node in graph["nodes"]}
    children: dict[str, set[str]] = {}
    for edge in graph["edges"]:
        children.setdefault(edge["parent"], set()).add(edge["child"])

    def below(node: str) -> set[str]:
        reached: set[str] = set()
        waiting = [node]
        while waiting:
            for child in children.get(waiting.pop(), set()) - reached:
                reached.add(child)
                waiting.append(child)
        return reached

    between = [e for e in graph["edges"] if kind.get(e["parent"]) == kind.get(e["child"]) == "version"]
    version = case.version
    body = {key: version[key] for key in version}
    checks = {
        "all five versions in one story": len({v["story"] for v in body.values()}) == 1 and len(body) == 5,
        "all five in one family": len({v["family_id"] for v in body.values()}) == 1 and len(body) == 5,
        "a lost original above all five": any(
            set(case.key) <= below(node) for node, sort in kind.items() if sort == "lost"
        ),
        "no version descends from another": not between,
        "000 credited": body.get("000", {}).get("credited") == "yes",
        "003 uncredited": body.get("003", {}).get("credited") == "no",
        "004 merged": body.get("004", {}).get("relation") == "merged",
        "002 has its own material at the end": 0.7 <= body.get("002", {}).get("wire_share", 0) <= 0.95,
    }
    details = [f"does not hold: {name}" for name, holds in checks.items() if not holds]
    details += [f"edge {e['parent']} -> {e['child']} ({e['support']})" for e in between]
    return Measure("lineage", sum(checks.values()), tuple(details))


def load() -> Json | None:
    """The gold of the seeds, or None where the shared folder is absent."""
    home = shared()
    if home is None:
        return None
    gold: Json = json.loads((home / "gold" / "seeds.json").read_text(encoding="utf-8"))
    return gold


def measure() -> list[Measure] | None:
    """Read the five files and score the report; None where they are absent."""
    home, gold = shared(), load()
    if home is None or gold is None:
        return None
    return score(gold, read([home / "data" / "seeds"]))


def main() -> None:
    """Score a saved report, or read the seeds and score that."""
    parser = argparse.ArgumentParser(prog="python -m quality.seeds", description=__doc__)
    parser.add_argument("report", nargs="?", type=Path, help="saved output of wirecopy read --json")
    chosen = parser.parse_args().report
    gold = load()
    if gold is None:
        raise SystemExit("the shared folder is absent: set WIRECOPY_SHARED")
    measures = score(gold, json.loads(chosen.read_text(encoding="utf-8"))["stories"]) if chosen else measure()
    for one in measures or []:
        print(f"{one.name:40} {one.got:8.3f}")
        for line in one.details:
            print(f"    {line}")


if __name__ == "__main__":
    main()
