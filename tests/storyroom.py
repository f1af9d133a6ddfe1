"""Witnesses and stories for the tests, made from texts invented here (a lighthouse, a council, a ferry)."""

from __future__ import annotations

from collections.abc import Sequence

from wirecopy.model import Article, Witness
from wirecopy.pipeline import prepare

WIRE = (
    "The Orla Point lighthouse will be switched off Friday after 140 years, the harbour board said.",
    "Engineers found deep cracks in the tower last spring and warned that it could collapse in a storm.",
    "Two people close to the board said repairs would cost 3 million crowns, more than the town earns.",
    "Fishermen have criticised the decision, saying the automatic buoys that replace the light fail in fog.",
    "Mayor Tilda Brandt, who took office in 2019, promised to publish the engineers' report before the vote.",
    "The board bought the island from a private owner in 1987, and has paid for its upkeep ever since.",
)
EDITED = (
    "The lighthouse at Orla Point is turned off Friday after 140 years, the harbour board announced.",
    "Engineers discovered deep cracks in the tower last spring and warned it could collapse in a storm.",
    "Two people close to the board said repairs would cost 3 million crowns, more than the town makes.",
    "Fishermen have attacked the decision, saying the automatic buoys replacing the light fail in fog.",
    "Mayor Tilda Brandt, who took office in 2019, has promised to publish the engineers' report first.",
    "The board bought the island from a private owner in 1987 and has paid for its upkeep ever since.",
)
TRIMMED = WIRE[:4]
MOVED = (WIRE[0], WIRE[3], WIRE[4], WIRE[1], WIRE[2], WIRE[5])
INDEPENDENT = (
    "People in Orla Point gathered on the quay on Thursday evening to see the old lamp turn one last time.",
    "A choir sang, and the ferry company let passengers stand on the open deck for free.",
    "The tower is unsafe, according to a survey the town hall would not show to reporters.",
    "Nobody at the harbour answered the telephone on Thursday.",
)
UNRELATED = (
    "Bakers in the capital are raising the price of rye bread for the third time since January.",
    "A loaf will cost twelve crowns from Monday, the guild of millers told its members in a letter.",
    "Flour has become dearer because last summer was too wet for the harvest, said miller Aksel Toft.",
)


def article(name: str, lines: Sequence[str], **fields: str | None) -> Article:
    """An article whose paragraphs are the given sentences."""
    return Article(id=name, path=f"{name}.txt", text="\n\n".join(lines), **{"language": "en", **fields})


def witness(name: str, lines: Sequence[str], **fields: str | None) -> Witness:
    """The same as a witness, facts and all."""
    return prepare(article(name, lines, **fields))
