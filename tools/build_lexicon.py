"""Build the packaged word data of `wirecopy.lexicon`.

    python tools/build_lexicon.py frequency CORPUS.jsonl.gz...      -> frequency.txt
    python tools/build_lexicon.py wordnet   /usr/share/wordnet      -> wordnet_*.txt, WORDNET-LICENSE

`frequency` counts words (one JSON object a line, field `text`). Only counts of single words leave it: a
word must stand in many articles, and no phrase is kept. `wordnet` packs the single-word lemmas of Princeton
WordNet 3.0 as sorted plain text which the package searches without parsing. Both are deterministic.
"""

from __future__ import annotations

import argparse
import collections
import gzip
import json
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "src" / "wirecopy" / "lexicon" / "data"
MIN_DOCUMENTS = 8  # a word used by fewer articles says more about them than about the language
MAX_WORDS = 40_000
STEP = 0.1  # zipf values are rounded to this; words of one value share a line

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)*")
_POSSESSIVE = re.compile(r"'s\b|'(?!\w)")


def texts(paths: Iterable[Path]) -> Iterator[str]:
    """The texts of gzipped JSON Lines."""
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as rows:
            for row in rows:
                yield json.loads(row)["text"]


def build_frequency(paths: Iterable[Path]) -> None:
    """Count words and write them grouped by zipf value, commonest first."""
    counts: collections.Counter[str] = collections.Counter()
    documents: collections.Counter[str] = collections.Counter()
    for text in texts(paths):
        folded = _POSSESSIVE.sub("", text.lower().replace("’", "'"))
        words = _WORD.findall(folded)
        counts.update(words)
        documents.update(set(words))
    total = sum(counts.values())
    kept = [word for word in counts if documents[word] >= MIN_DOCUMENTS and (len(word) > 1 or word in "ai")]
    kept.sort(key=lambda word: (-counts[word], word))
    lines: dict[float, list[str]] = {}
    for word in kept[:MAX_WORDS]:
        zipf = math.log10(counts[word] / total * 1e9)
        lines.setdefault(round(round(zipf / STEP) * STEP, 2), []).append(word)
    body = "".join(
        f"{zipf:.1f} {' '.join(sorted(words))}\n" for zipf, words in sorted(lines.items(), reverse=True)
    )
    (DATA / "frequency.txt").write_text(body, encoding="utf-8")
    print(f"{sum(map(len, lines.values()))} words of {total} running words, {len(body)} bytes")


_POS = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_MAX_SENSES = 8  # beyond the eighth sense a word is a synonym of nearly anything


@dataclass
class Synset:
    """A WordNet synset as needed here."""

    lexname: int
    words: list[str]
    up: list[str] = field(default_factory=list)  # hypernyms
    similar: list[str] = field(default_factory=list)  # satellite <-> head adjectives, verb groups
    derived: list[tuple[int, str, int]] = field(default_factory=list)  # own word, synset, its word; 0 = all
    opposite: list[tuple[int, str, int]] = field(default_factory=list)


def base36(number: int) -> str:
    """A synset number in three digits."""
    return "".join(_DIGITS[number // 36**power % 36] for power in (3, 2, 1, 0)).lstrip("0").rjust(3, "0")


def parse_synsets(folder: Path) -> dict[str, Synset]:
    """Read data.* (format: WordNet manual, wndb(5WN)); a key is part of speech + byte offset."""
    synsets: dict[str, Synset] = {}
    for pos, name in _POS.items():
        for line in (folder / f"data.{name}").read_text("latin-1").splitlines():
            if line.startswith(" "):
                continue
            parts = line.split("|")[0].split()
            count = int(parts[3], 16)
            words = [re.sub(r"\(\w+\)$", "", word) for word in parts[4 : 4 + 2 * count : 2]]
            synset = synsets[pos + parts[0]] = Synset(int(parts[1]), words)
            first = 5 + 2 * count
            for at in range(first, first + 4 * int(parts[4 + 2 * count]), 4):
                symbol, offset, other_pos, places = parts[at : at + 4]
                target = other_pos + offset
                pair = (int(places[:2], 16), target, int(places[2:], 16))
                if symbol in ("@", "@i"):
                    synset.up.append(target)
                elif symbol in ("&", "$"):
                    synset.similar.append(target)
                elif symbol in ("+", "\\", "<"):
                    synset.derived.append(pair)
                elif symbol == "!":
                    synset.opposite.append(pair)
    return synsets


def lexical(synsets: dict[str, Synset], keys: list[str], lemma: str, kind: str) -> list[str]:
    """The lemmas that words of these synsets point to, as "lemma.pos"."""
    found: dict[str, None] = {}
    for key in keys:
        synset = synsets[key]
        for own, target, place in getattr(synset, kind):
            if own and synset.words[own - 1].lower() != lemma:
                continue
            words = synsets[target].words
            for word in [words[place - 1]] if place else words:
                if word.isalpha() and word.islower():
                    found[f"{word}.{target[0]}"] = None
    return list(found)


def parse_index(folder: Path) -> dict[str, dict[str, list[str]]]:
    """Lemma -> part of speech -> synsets, commonest sense first; single lower-case words only."""
    index: dict[str, dict[str, list[str]]] = {}
    for pos, name in _POS.items():
        for line in (folder / f"index.{name}").read_text("latin-1").splitlines():
            parts = line.split()
            if line.startswith(" ") or not parts[0].isalpha():
                continue
            senses = [pos + offset for offset in parts[-int(parts[2]) :]]
            index.setdefault(parts[0], {})[pos] = senses
    return index


def choose_lemmas(folder: Path, synsets: dict[str, Synset]) -> dict[str, dict[str, list[str]]]:
    """The lemmas to pack with their senses: no proper names, no noun that news does not use."""
    common = {word for line in (DATA / "frequency.txt").read_text().splitlines() for word in line.split()[1:]}
    index: dict[str, dict[str, list[str]]] = {}
    for lemma, senses in parse_index(folder).items():
        named = {
            pos: [key for key in keys if lemma in synsets[key].words][:_MAX_SENSES]
            for pos, keys in senses.items()
        }
        kept = {
            pos: keys for pos, keys in named.items() if keys and (pos != "n" or {lemma, f"{lemma}s"} & common)
        }
        if kept:
            index[lemma] = kept
    return index


def number_synsets(index: dict[str, dict[str, list[str]]], synsets: dict[str, Synset]) -> dict[str, str]:
    """Short names for the senses in use, those similar to them and those up to two steps above."""
    used = {key for senses in index.values() for keys in senses.values() for key in keys}
    used |= {other for key in used for other in synsets[key].up + synsets[key].similar}
    used |= {up for key in used for up in synsets[key].up}
    ordered = sorted(used, key=lambda key: ("nvar".index(key[0]), key))
    return {key: base36(at) for at, key in enumerate(ordered)}


def word_line(
    lemma: str, senses: dict[str, list[str]], number: dict[str, str], synsets: dict[str, Synset]
) -> str:
    """One line of wordnet_words.txt: lemma, senses by part of speech, +derivatives, !opposites."""
    cells = [lemma] + [pos + ",".join(number[key] for key in keys) for pos, keys in senses.items()]
    keys = [key for pos_keys in senses.values() for key in pos_keys]
    for mark, kind in (("+", "derived"), ("!", "opposite")):
        targets = lexical(synsets, keys, lemma, kind)
        cells += [mark + ",".join(targets)] if targets else []
    return " ".join(cells)


def synset_line(name: str, synset: Synset, number: dict[str, str]) -> str:
    """One line of wordnet_synsets.txt: name, lexical field, hypernyms, similar synsets."""
    up = ",".join(number[other] for other in synset.up if other in number)
    similar = ",".join(number[other] for other in synset.similar if other in number)
    return f"{name} {base36(synset.lexname)[1:]} {up} {similar}".rstrip()


def build_wordnet(folder: Path) -> None:
    """Pack lemmas, synsets and irregular forms."""
    synsets = parse_synsets(folder)
    index = choose_lemmas(folder, synsets)
    number = number_synsets(index, synsets)
    by_name = sorted((name, key) for key, name in number.items())
    forms = [
        f"{parts[0]} {parts[1]}.{pos}"
        for pos, name in _POS.items()
        for parts in map(str.split, (folder / f"{name}.exc").read_text().splitlines())
        if parts[0].isalpha() and parts[1] in index
    ]
    tables = {
        "words": [word_line(lemma, index[lemma], number, synsets) for lemma in sorted(index)],
        "synsets": [synset_line(name, synsets[key], number) for name, key in by_name],
        "forms": sorted(forms),
    }
    for name, lines in tables.items():
        path = DATA / f"wordnet_{name}.txt"
        path.write_text("\n".join(lines) + "\n", encoding="ascii")
        print(name, len(lines), path.stat().st_size)
    header = [
        re.sub(r"^ *\d+ ", "", line).rstrip() for line in (folder / "data.noun").read_text().splitlines()[:29]
    ]
    (DATA / "WORDNET-LICENSE").write_text("\n".join(header).strip() + "\n", encoding="utf-8")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=["frequency", "wordnet"])
    parser.add_argument("paths", nargs="+", type=Path)
    arguments = parser.parse_args()
    DATA.mkdir(parents=True, exist_ok=True)
    if arguments.what == "frequency":
        build_frequency(arguments.paths)
    else:
        build_wordnet(arguments.paths[0])


if __name__ == "__main__":
    main()
