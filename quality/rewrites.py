"""An independent report of the seeds' event, and a rewrite so heavy that few words are left.

Gold: `gold/seeds_alignment_and_rewrites.json` in the shared folder. Both texts were written for this test.
The independent report must share the story but no family, and hardly a sentence of it may link as a copy;
the heavy rewrite must still be aligned, sentence by sentence, without any model.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

from quality.measure import Json, Measure, Stretch, best, f1, read, shared, versions_of


def measure() -> list[Measure] | None:
    """Read the five seeds with each of the two texts as a sixth article; None where the gold is absent."""
    home = shared()
    if home is None:
        return None
    gold: Json = json.loads((home / "gold" / "seeds_alignment_and_rewrites.json").read_text(encoding="utf-8"))
    seeds = home / "data" / "seeds"
    rewrite = [sentence["text"] for sentence in gold["heavy_rewrite"]]
    return [
        *independent(_read_with(seeds, gold["independent_report"], "independent")),
        heavy(gold, _read_with(seeds, rewrite, "rewrite")),
    ]


def _read_with(seeds: Path, sentences: list[str], name: str) -> list[Json]:
    """The stories of the seeds and one more article, a paragraph a sentence."""
    with tempfile.TemporaryDirectory() as folder:
        for path in seeds.glob("*.txt"):
            shutil.copy(path, folder)
        Path(folder, f"{name}.txt").write_text("\n\n".join(sentences), encoding="utf-8")
        return read([Path(folder)])


def independent(stories: list[Json]) -> list[Measure]:
    """Whether the independent report shares the story, keeps out of the family, and links no copies."""
    versions = versions_of(stories)
    own = versions.pop("independent")
    same_story = [name for name, v in versions.items() if v["story"] == own["story"]]
    same_family = [name for name, v in versions.items() if v["family_id"] == own["family_id"]]
    story = next(s for s in stories if s["id"] == own["story"])
    linked: dict[int, str] = {}
    spans = {s["index"]: (s["start"], s["end"]) for s in own["sentences"]}
    for link in story["links"]:
        for side in ("left", "right"):
            if link[side] == own["id"]:
                index = link[f"{side}_sentence"]
                linked[index] = f"linked as {link['kind']}: {own['text'][slice(*spans[index])]!r}"
    return [
        Measure("rewrites.independent_same_story", float(len(same_story) == 5), tuple(same_story)),
        Measure("rewrites.independent_in_family", len(same_family), tuple(same_family)),
        Measure("rewrites.independent_linked_sentences", len(linked), tuple(linked.values())),
    ]


def heavy(gold: Json, stories: list[Json]) -> Measure:
    """F1 over (rewrite sentence, version sentence) pairs, by gold unit; optional units count neither way."""
    versions = versions_of(stories)
    own = versions["rewrite"]
    story = next(s for s in stories if s["id"] == own["story"])
    documents = {v["id"]: gold["docs"][name[:3]] for name, v in versions.items() if name[:3] in gold["docs"]}
    units = [sentence["unit"] for sentence in gold["heavy_rewrite"]]
    rewrite: list[tuple[int, Stretch]] = []
    for position, sentence in enumerate(gold["heavy_rewrite"]):
        start = own["text"].index(sentence["text"])
        rewrite.append((position, (start, start + len(sentence["text"]))))
    spans = {v["id"]: {s["index"]: (s["start"], s["end"]) for s in v["sentences"]} for v in story["versions"]}
    wanted, open_, found = set(), set(), set()
    for version, document in documents.items():
        for j, sentence in enumerate(document):
            for i, unit in enumerate(units):
                if unit in sentence["units"]:
                    wanted.add((i, version, j))
                elif unit in sentence["optional_units"]:
                    open_.add((i, version, j))
    for link in story["links"]:
        ends = {link["left"]: link["left_sentence"], link["right"]: link["right_sentence"]}
        other = next((v for v in ends if v in documents), None)
        if own["id"] not in ends or other is None:
            continue
        i = best(spans[own["id"]][ends[own["id"]]], rewrite)
        j = best(
            spans[other][ends[other]], ((n, (s["start"], s["end"])) for n, s in enumerate(documents[other]))
        )
        found.add((i, other, j))
    wrong, missed = found - wanted - open_, wanted - found
    details = [f"not in gold: {units[i]} - {v} {documents[v][j]['text'][:70]!r}" for i, v, j in sorted(wrong)]
    details += [f"missed: {units[i]} - {v} {documents[v][j]['text'][:70]!r}" for i, v, j in sorted(missed)]
    return Measure(
        "rewrites.heavy_alignment_f1", f1(len(wanted & found), len(wrong), len(missed)), tuple(details)
    )
