"""Invented reports: as many different events as a test asks for."""

from __future__ import annotations

import random

_PLACES = ("Ostrand", "Vell", "Marrowby", "Lower Quill", "Tarn Hollow", "Esk Bridge", "Port Sable", "Hollin")
_THINGS = (
    "ferry pier",
    "grain silo",
    "swing bridge",
    "tram depot",
    "water tower",
    "fish market",
    "lighthouse",
)
_DEEDS = (
    "collapsed in a storm",
    "was sold to a cooperative",
    "caught fire",
    "reopened after repairs",
    "was flooded",
)
_PEOPLE = ("Ilse Marrow", "Tobin Aske", "Greta Lund", "Hamish Orr", "Petra Vann", "Osei Brand", "Lotte Wren")
_WORDS = [
    "harbour",
    "council",
    "engineer",
    "planks",
    "rope",
    "tide",
    "market",
    "school",
    "winter",
    "ledger",
    "barge",
    "crane",
    "fence",
    "kettle",
    "orchard",
    "inspector",
    "ballast",
    "gravel",
    "timber",
    "lantern",
    "quarry",
    "mill",
    "canal",
    "bakery",
    "clerk",
    "permit",
    "survey",
    "anchor",
    "sluice",
]


def report(number: int) -> tuple[str, str]:
    """Headline and text of the report with this number; always the same."""
    chance = random.Random(f"report {number}")
    place, thing = chance.choice(_PLACES), chance.choice(_THINGS)
    deed, person = chance.choice(_DEEDS), chance.choice(_PEOPLE)
    title = f"{thing.capitalize()} of {place} {deed} ({number})"
    lines = [f"The {thing} of {place} {deed} on Thursday, {person} of the town hall said, case {number}."]
    for _ in range(5):
        words = " ".join(chance.sample(_WORDS, 9))
        lines.append(f"{chance.choice(_PEOPLE)} counted {chance.randrange(3, 900)} {words} there.")
    return title, "\n".join(lines)
