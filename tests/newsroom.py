"""Invented news for tests: events, each told by a wire, its reprints, and by others in words of their own.

Everything follows from the number of the event, so a process that is killed and started again sends the same
articles. Names are made up of syllables and each event has words of its own, so that two events share neither
passages nor topics; the sentences make no sense beyond that. Nothing here happened.
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
_NOUNS = (
    "anchor apron attic badger bakery ballot banner barge barrel basket beacon beetle bellows bicycle "
    "blanket blizzard bonnet bracelet bramble bridle bucket buoy cabin cable candle canoe canvas "
    "caravan carpet castle cathedral cellar chapel cheese chimney cider cinema clinic clover cobbler "
    "compass copper coral cradle crane crypt dairy dam depot dock donkey drum dune dynamo easel engine "
    "falcon ferry fiddle flannel foundry fountain furnace garlic gate geyser glacier granite gravel "
    "hammer harbour harness hatchery hedge heron hostel iceberg ivory kennel kettle kiln ladder lantern "
    "lattice ledger lever library lighthouse lilac locomotive loom mackerel magnet mansion marble marsh "
    "mast meadow mill mine monastery mortar mosaic nursery oats orchard organ otter oven oyster parade "
    "pasture pavilion pebble pier pigeon piston plough pottery prison pump quarry quilt raft railway "
    "ranch reservoir ribbon saddle sawmill scaffold school shovel siren sleigh spire stable stadium "
    "statue sturgeon sugar tannery tavern tempest theatre thicket tractor tram trench trumpet tunnel "
    "turbine vault viaduct village vineyard violin wagon walnut warehouse weasel whistle windmill "
    "winery yacht"
)
_VERBS = (
    "abandoned adorned auctioned baked barricaded blessed borrowed bought buried carved chased cleaned "
    "climbed closed counted crushed dammed dismantled drained dredged dyed emptied fenced flooded "
    "forged guarded hauled hoisted insured inspected launched leased lifted looted mended moved nailed "
    "opened painted paved planted ploughed polished pumped raided rebuilt repaired sealed searched sold "
    "stacked stormed surveyed swept tested thatched towed toppled unloaded watched weighed welded"
)


def event(number: int) -> dict[str, str]:
    """The names, words and figures of an event."""
    chance = random.Random(number)
    told = {f"n{k}": word for k, word in enumerate(chance.sample(_NOUNS.split(), 16))}
    told |= {f"v{k}": word for k, word in enumerate(chance.sample(_VERBS.split(), 9))}
    told |= {f"x{k}": str(chance.randint(11, 990)) for k in range(5)}
    told |= {f"P{k}": "".join(chance.choices(_SYLLABLES, k=3)).capitalize() for k in range(5)}
    return told


_WIRE = (
    "{P0} (Northwire) - {x0} {n0} {v0} {n1} at {P0}.",
    '"{P1} {P2} {v1} {n3}," {P4} {v2} {n4}, "{x1} {n5}."',
    "{n6} {v3} {P3}, {n7} and {n8} {v4} {n9}.",
    "{P3} {v5} {x2} {n10}, {P2} {n11} {v6}.",
    "{x3} {n12} of {P4} {v7} {n13}; {n14} {v8} {n15}.",
    "{n0} {n8} {v0} {P0} {x4} {n13}.",
)
_OWN = (
    "{n15} and {n14}: {P4} {v8} them, {P2} too.",
    "{n9} {v4} {n8}; {P0} {n1} {v0} by {n0}, {x0} {n7}.",
    "{n13} {v7} {x3} {n12}. {n11} {P3} {n10} {v5} {x2}.",
    "{n5} {x1}: {n4} {v2} {P2}, {n3} {P1} {v1}.",
    "{x4} {P0} {v6} {P3} {v3} {n6} {n0}.",
)


def moment_of(number: int) -> datetime:
    """When an event happened: six a day from the first of March 2024."""
    return datetime(2024, 3, 1, 6, tzinfo=UTC) + timedelta(hours=4 * number)


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
        title=f"{told['P0']}: {told['n0']} {told['v0']} {told['n1']}",
        published=(moment_of(number) + timedelta(hours=version)).isoformat(),
        language="en",
    )
