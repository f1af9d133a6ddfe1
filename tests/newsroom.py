"""Invented news for tests: events, each told by a wire, its reprints, and by others in words of their own.

Everything follows from the number of the event, so a process that is killed and started again sends the same
articles. Names of people, places and firms are made up of syllables; nothing here happened. Events whose
numbers differ by eight are of one kind and told in the same phrases: take fewer than nine to tell them apart.
All events share phrases, so it is also their days that keep them apart.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from wirecopy.model import Article

OUTLETS = ("Hesk Courier", "Saltmarsh Gazette", "Varland Post", "The Islander", "Northern Bee", "Quay Daily")
_SYLLABLES = (
    "bar",
    "dol",
    "fen",
    "gar",
    "hul",
    "kes",
    "lun",
    "mor",
    "nar",
    "ost",
    "pel",
    "rav",
    "sel",
    "tov",
)
_KINDS = (
    ("ferry", "collided with a dredger", "harbour pilots", "the radar", "passengers"),
    ("warehouse", "burned to the ground", "fire crews", "the sprinkler pumps", "workers"),
    ("reservoir", "broke through its dam", "water engineers", "the spillway", "villagers"),
    ("tram", "left the rails", "transport inspectors", "the brakes", "commuters"),
    ("bank", "was robbed at noon", "detectives", "the vault timer", "customers"),
    ("brewery", "closed after a strike", "union stewards", "the bottling line", "brewers"),
    ("school", "lost its roof in a storm", "building inspectors", "the rafters", "pupils"),
    ("mine", "flooded overnight", "rescue teams", "the drainage shaft", "miners"),
)
_FIGURES = {
    "count": (11, 400),
    "days": (3, 40),
    "sum": (2, 90),
    "weeks": (2, 12),
    "hosts": (5, 60),
    "year": (1901, 1999),
    "months": (2, 30),
}
_WIRE = (
    "{PLACE}, {month} {day} (Northwire) - A {thing} at {PLACE} {deed} on {weekday}, and {count} {people} "
    "were brought to safety, {crew} said.",
    "{NAME}, who leads the {crew} of {PLACE}, told reporters that {part} had been out of order for {days} "
    "days before the accident.",
    '"We had warned the owners of the {thing} in writing," {NAME} said. "Nobody in {PLACE} answered us."',
    "The owners, {FIRM} of {TOWN}, put the damage at {sum} million crowns and promised a report within "
    "{weeks} weeks.",
    "Mayor {MAYOR} visited the {people} in the hall of {TOWN}, where {hosts} families had taken them in.",
    "The {thing} was built in {year} and last inspected {months} months ago, records of the district show.",
    "Work to clear the site of the {thing} is to begin once {crew} have finished measuring {part}.",
)
_OWN = (
    "{NAME} had seen it coming. For {days} days, says the head of the {crew}, {part} of the {thing} in "
    "{PLACE} did not work.",
    "When it {deed}, {count} {people} had to be led away, some of them without shoes, as our reporter saw.",
    "In {TOWN} the doors of {hosts} houses stood open that night; {MAYOR}, the mayor, carried blankets.",
    "What {FIRM} will have to pay is anybody's guess; the firm itself speaks of {sum} million crowns.",
    "Older readers will remember how the {thing} was opened in {year}, with a brass band and free beer.",
    "Answers are promised for later. Until then {PLACE} counts its {people} and asks who read the letter.",
)


def event(number: int) -> dict[str, str]:
    """What happened in an event."""
    chance = random.Random(number)
    word = lambda: "".join(chance.choices(_SYLLABLES, k=3)).capitalize()  # noqa: E731 - shorter than a function
    thing, deed, crew, part, people = _KINDS[number % len(_KINDS)]
    moment = moment_of(number)
    told = {
        "thing": thing,
        "deed": deed,
        "crew": crew,
        "part": part,
        "people": people,
        "month": f"{moment:%B}",
        "day": str(moment.day),
        "weekday": f"{moment:%A}",
    }
    told |= {name: word() for name in ("PLACE", "TOWN", "FIRM")}
    told |= {name: f"{word()} {word()}" for name in ("NAME", "MAYOR")}
    return told | {name: str(chance.randint(*span)) for name, span in _FIGURES.items()}


def moment_of(number: int) -> datetime:
    """When an event happened: one every twelve days from the first of March 2024."""
    return datetime(2024, 3, 1, 6, tzinfo=UTC) + timedelta(days=12 * number)


def wire(number: int) -> str:
    """The agency's report."""
    return "\n".join(line.format(**event(number)) for line in _WIRE)


def own(number: int) -> str:
    """A report of the same event that shares no sentence with the agency's."""
    return "\n".join(line.format(**event(number)) for line in _OWN)


def article(number: int, version: int = 0) -> Article:
    """Version 0 is the wire, 1 a reprint, 2 a trimmed reprint, 3 a report of its own, and so on again."""
    texts = (wire(number), wire(number), "\n".join(wire(number).split("\n")[:4]), own(number))
    told = event(number)
    return Article(
        id=f"e{number}-{version}",
        path=f"news.jsonl:{number * 4 + version + 1}",
        text=texts[version % 4],
        outlet=OUTLETS[(number + version) % len(OUTLETS)],
        url=f"https://outlet{version}.example/{number}",
        title=f"{told['thing'].capitalize()} in {told['PLACE']} {told['deed']}",
        published=(moment_of(number) + timedelta(hours=version)).isoformat(),
        language="en",
    )
