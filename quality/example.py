"""The project's own example, `examples/harbour`, against its gold: what fails is counted, and nothing may.

The gold quotes pieces of the versions letter by letter; a piece found in a version is a place, and a
finding of the report meets the gold where their places overlap.
"""

from __future__ import annotations

import itertools
import json
from collections import Counter
from collections.abc import Iterable

from quality.measure import ROOT, Json, Measure, Stretch, best, find_all, overlap, read, versions_of

FOLDER = ROOT / "examples" / "harbour"
GOLD = ROOT / "examples" / "harbour-gold.json"


class Case:
    """The report on the example beside its gold."""

    def __init__(self, gold: Json, stories: list[Json]) -> None:
        self.gold = gold
        self.version = versions_of(stories)
        self.name = {version["id"]: name for name, version in self.version.items()}
        wire = self.version["01-northwire"]["story"]
        self.story: Json = next(s for s in stories if s["id"] == wire)
        self.claims = {claim["id"]: claim for claim in self.story["claims"]}
        self.spans: dict[str, list[tuple[str, Stretch]]] = {name: [] for name in self.version}
        for story in stories:
            for claim in story["claims"]:
                for member in claim["members"]:
                    self.spans[self.name[member["version"]]].append(
                        (claim["id"], (member["start"], member["end"]))
                    )

    def places(self, name: str, piece: str) -> list[Stretch]:
        """Where a piece stands in a version."""
        return find_all(self.version[name]["text"], piece)

    def claim_at(self, name: str, piece: str) -> str | None:
        """The claim that covers most of a piece of a version."""
        places = self.places(name, piece)
        found: str | None = best(places[0], self.spans[name]) if places else None
        return found


def measure() -> list[Measure]:
    """Read the example and count what the report gets wrong."""
    return score(json.loads(GOLD.read_text(encoding="utf-8")), read([FOLDER]))


def score(gold: Json, stories: list[Json]) -> list[Measure]:
    """Every measure of the example: the number of failures, each explained."""
    case = Case(gold, stories)
    failures = {
        "stories": _partition(case, "story", "story"),
        "families": _partition(case, "family", "family_id"),
        "relations": _relations(case),
        "credits": _credits(case),
        "claims": _claims(case),
        "reports": _reports(case),
        "quotes": _quotes(case),
        "changes": _changes(case),
        "harmless_changes_graded_high": _harmless(case),
        "other_high_alarms": _other_alarms(case),
        "dropped": _dropped(case),
        "added": _added(case),
        "cues": _cues(case),
        "lineage": _lineage(case),
    }
    measures = []
    for name, found in failures.items():
        details = tuple(found)
        measures.append(Measure(f"example.{name}_wrong", len(details), details))
    return measures


def _partition(case: Case, gold_key: str, key: str) -> Iterable[str]:
    for left, right in itertools.combinations(case.gold["versions"], 2):
        wanted = case.gold["versions"][left][gold_key] == case.gold["versions"][right][gold_key]
        if wanted != (case.version[left][key] == case.version[right][key]):
            yield f"{left} and {right} should {'' if wanted else 'not '}share a {gold_key}"


def _relations(case: Case) -> Iterable[str]:
    for name, wanted in case.gold["versions"].items():
        got = case.version[name]["relation"]
        if got not in wanted["relation"]:
            yield f"{name}: relation {got}, wanted {' or '.join(wanted['relation'])}"


def _credits(case: Case) -> Iterable[str]:
    for name, wanted in case.gold["versions"].items():
        got = case.version[name]
        if got["credited"] != wanted["credited"]:
            yield f"{name}: credited {got['credited']}, wanted {wanted['credited']}"
        named = {credit["agency"] for credit in got["credits"]}
        if named != ({wanted["agency"]} if wanted["agency"] else set()):
            yield f"{name}: names {sorted(named)}, wanted {wanted['agency']}"


def _majority(case: Case, claim: Json) -> str | None:
    found = [case.claim_at(name, piece) for name, piece in claim["members"].items()]
    counted = Counter(identity for identity in found if identity).most_common(1)
    return counted[0][0] if counted else None


def _claims(case: Case) -> Iterable[str]:
    for claim in case.gold["claims"]:
        chosen = _majority(case, claim)
        for name, piece in claim["members"].items():
            if case.claim_at(name, piece) != chosen or chosen is None:
                yield f"{claim['id']}: {name} {piece!r} stands apart"
    for single in case.gold["single_claims"]:
        found = case.claim_at(single["version"], single["text"])
        members = {
            other
            for other, spans in case.spans.items()
            for identity, _ in spans
            if found and identity == found
        }
        if members != {single["version"]}:
            yield f"{single['text']!r} should stand in {single['version']} alone, stands in {sorted(members)}"


def _reports(case: Case) -> Iterable[str]:
    for claim in case.gold["claims"]:
        chosen = case.claims.get(_majority(case, claim) or "")
        if chosen is None or chosen["reports"]["best"] != claim["reports"]:
            got = chosen and (chosen["reports"], chosen["reason"])
            yield f"{claim['id']}: wanted {claim['reports']} ({claim['origin']}), got {got}"


def _quotes(case: Case) -> Iterable[str]:
    member_of: dict[tuple[str, str], set[str]] = {}
    for quote in case.gold["quotes"]:
        for name, wording in quote["wordings"].items():
            places = case.places(name, wording)
            member_of[quote["id"], name] = {
                found["id"]
                for found in case.story["quotes"]
                for m in found["members"]
                if case.name[m["version"]] == name and any(overlap(p, (m["start"], m["end"])) for p in places)
            }
    for quote in case.gold["quotes"]:
        sets = {name: member_of[quote["id"], name] for name in quote["wordings"]}
        common = Counter(identity for found in sets.values() for identity in found).most_common(1)
        for name, found in sets.items():
            if not common or common[0][0] not in found:
                yield f"{quote['id']}: {name} {quote['wordings'][name]!r} is not with the others"


def _reading_places(case: Case, change: Json) -> dict[str, list[tuple[str, Stretch]]]:
    claim = next(c for c in case.gold["claims"] if c["id"] == change["claim"])
    places: dict[str, list[tuple[str, Stretch]]] = {}
    for reading, names in change["readings"].items():
        places[reading] = []
        for name in names:
            home = case.places(name, claim["members"][name])
            places[reading] += [
                (name, p) for p in case.places(name, reading) if any(overlap(p, h) for h in home)
            ]
    return places


def _met(case: Case, wanted: Json) -> list[Json]:
    """The changes of the report that stand at two readings of a gold change or more."""
    places = _reading_places(case, wanted)
    met = []
    for found in case.story["changes"]:
        spans = [
            (case.name[s["version"]], (s["start"], s["end"])) for r in found["readings"] for s in r["spans"]
        ]
        at = [r for r, ps in places.items() if any(n == m and overlap(p, s) for n, p in ps for m, s in spans)]
        if len(at) > 1:
            met.append(found)
    return met


def _changes(case: Case) -> Iterable[str]:
    for wanted in case.gold["changes"]:
        met = _met(case, wanted)
        if not any(c["kind"] in wanted["kinds"] and c["severity"] == wanted["severity"] for c in met):
            asked = f"{'/'.join(wanted['kinds'])} {wanted['severity']}"
            got = [f"{c['kind']} {c['severity']}" for c in met]
            yield f"{wanted['id']} ({wanted['why']}): wanted {asked}, got {got}"


def _other_alarms(case: Case) -> Iterable[str]:
    known = {found["id"] for wanted in case.gold["changes"] for found in _met(case, wanted)}
    for change in case.story["changes"]:
        if change["severity"] == "high" and change["id"] not in known:
            readings = " | ".join(reading["reading"] for reading in change["readings"])
            yield f"{change['kind']}: {readings} ({change['why']})"


def _harmless(case: Case) -> Iterable[str]:
    for change in case.story["changes"]:
        readings = {reading["reading"].casefold() for reading in change["readings"]}
        for harmless in case.gold["no_high_alarm"]:
            if change["severity"] == "high" and len(readings & {t.casefold() for t in harmless["texts"]}) > 1:
                yield f"{sorted(readings)} graded high; {harmless['why']}"


def _dropped(case: Case) -> Iterable[str]:
    omitted = {case.name[o["version"]]: set(o["claims"]) for o in case.story["omissions"]}
    for name, pieces in case.gold["dropped"].items():
        for piece in pieces:
            claim = case.claim_at("01-northwire", piece)
            if claim not in omitted.get(name, set()):
                yield f"{name} drops {piece!r}, which is not among its omissions"


def _added(case: Case) -> Iterable[str]:
    for name, pieces in case.gold["added"].items():
        for piece in pieces:
            claim = case.claims.get(case.claim_at(name, piece) or "")
            if claim is None or {case.name[m["version"]] for m in claim["members"]} != {name}:
                yield f"{name} adds {piece!r}, which is not shown as its own"


def _cues(case: Case) -> Iterable[str]:
    for wanted in case.gold["cues"]:
        version = case.version[wanted["version"]]
        flagged = [(c["start"], c["end"]) for c in version["cues"]]
        flagged += [
            (s["start"], s["end"]) for s in version["sentences"] if s["kind"] in {"furniture", "dateline"}
        ]
        places = case.places(wanted["version"], wanted["text"])
        if not any(overlap(place, span) for place in places for span in flagged):
            yield f"{wanted['version']}: {wanted['text']!r} is not flagged ({wanted['why']})"


def _lineage(case: Case) -> Iterable[str]:
    graph, wanted = case.story["lineage"], case.gold["lineage"]
    label = {node["id"]: case.name.get(node["id"], node["id"]) for node in graph["nodes"]}
    children: dict[str, set[str]] = {}
    for edge in graph["edges"]:
        children.setdefault(label[edge["parent"]], set()).add(label[edge["child"]])
    for parent, child in wanted["never_parent"]:
        if child in children.get(parent, set()):
            yield f"{child} is said to descend from {parent}"

    def below(node: str) -> set[str]:
        reached: set[str] = set()
        waiting = [node]
        while waiting:
            waiting += sorted(children.get(current := waiting.pop(), set()) - reached)
            reached.add(current)
        return reached

    everyone = below(next((p for p in children if set(wanted["root"]) <= below(p)), wanted["root"][0]))
    for group in wanted["together"]:
        if not any(set(group) <= below(node) != everyone for node in label.values()):
            yield f"{' and '.join(group)} share errors and should share an ancestor of their own"
    tops = {label[n["id"]] for n in graph["nodes"]} - {c for cs in children.values() for c in cs}
    lost = {n["id"] for n in graph["nodes"] if n["kind"] == "lost"}
    family = {n for n, v in case.gold["versions"].items() if v["family"] == "wire"}
    for top in sorted(tops - lost - set(wanted["root"])):
        if len(below(top) & family) > 1:
            yield f"{top} is placed above {sorted(below(top) & family - {top})}"
