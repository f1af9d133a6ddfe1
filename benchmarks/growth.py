"""Any number of versions of one story, made from the example's wire report by seeded edits.

Every version is copied from the original or from an earlier version, then edited as outlets do:
paragraphs cut, words exchanged for near ones, two paragraphs turned round, a sentence of its own added.

    python benchmarks/growth.py 20 FOLDER
"""

from __future__ import annotations

import random
import re
import sys
from pathlib import Path

WIRE = Path(__file__).resolve().parents[1] / "examples" / "harbour" / "01-northwire.txt"

NEAR = {
    "passenger": "commuter",
    "collided": "crashed",
    "fog": "thick fog",
    "busiest": "largest",
    "said": "reported",
    "carrying": "transporting",
    "struck": "hit",
    "critical": "serious",
    "schoolteacher": "teacher",
    "standing": "waiting",
    "inquiry": "investigation",
    "warned": "alerted",
    "fault": "defect",
    "handles": "moves",
    "closed": "shut",
    "freighters": "cargo ships",
    "waiting": "lying",
    "overnight": "in the night",
    "urged": "told",
    "suspend": "halt",
    "sailings": "crossings",
    "accident": "disaster",
    "worst": "gravest",
    "barge": "lighter",
    "recommended": "proposed",
    "built": "put up",
    "harbor": "port",
    "missing": "unaccounted for",
}
OWN = (
    "Shops along the quay stayed shut on Tuesday; the flag on the customs house flew at half mast.",
    "A bakery near the terminal handed out bread to the relatives who had waited there since the evening.",
    "The town council said that it would open a book of condolence in the hall of the old fish market.",
    "Schools on the mainland side will stay open, a spokesman for the education office told this newspaper.",
    "Weather stations along the coast had reported visibility below one hundred metres since the afternoon.",
    "Two cruise ships that were due in the morning have been sent on to the next harbour along the coast.",
)


def versions(count: int, seed: int = 1) -> list[str]:
    """The original and its descendants, as texts."""
    chance = random.Random(seed)
    texts = [WIRE.read_text(encoding="utf-8")]
    while len(texts) < count:
        parent = texts[0] if chance.random() < 0.5 else chance.choice(texts)
        texts.append(edit(parent, chance))
    return texts


def edit(text: str, chance: random.Random) -> str:
    """A text as another outlet would print it."""
    paragraphs = [p for p in text.strip().split("\n\n") if chance.random() > 0.08]
    place = chance.randrange(max(1, len(paragraphs) - 1))
    paragraphs[place : place + 2] = reversed(paragraphs[place : place + 2])
    if chance.random() < 0.5:
        paragraphs.insert(chance.randrange(len(paragraphs) + 1), chance.choice(OWN))
    exchanged = {word: near for word, near in NEAR.items() if chance.random() < 0.25}
    pattern = re.compile(r"\b(" + "|".join(map(re.escape, exchanged)) + r")\b") if exchanged else None
    body = "\n\n".join(paragraphs) + "\n"
    return pattern.sub(lambda match: exchanged[match.group()], body) if pattern else body


def write(count: int, folder: Path, seed: int = 1) -> None:
    """Put the versions into a folder, a file each."""
    for number, text in enumerate(versions(count, seed)):
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
