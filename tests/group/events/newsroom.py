"""Invented reports for the tests of events: two fires, two trials, and words to make more of."""

from __future__ import annotations

from wirecopy.group.events.signature import Signature, sign

DAY = 86_400
FIRST = 1_700_000_000

HARBOUR_FIRE = (
    "A fire tore through a fish market in Port Almeda on Tuesday night, killing 12 people and injuring "
    "31, the harbour brigade said. Chief Ramona Velasquez said a faulty freezer in the auction hall had"
    " started the blaze. Mayor Teodor Brankov declared three days of mourning.",
    "At least 12 people died when the fish market of Port Almeda burned down late on Tuesday. Thirty-"
    "one more were taken to hospital with burns, according to brigade chief Ramona Velasquez, who "
    "blamed a freezer in the auction hall. Traders gathered at the harbour as Mayor Brankov spoke of "
    "mourning.",
    "Port Almeda mourned on Wednesday after its worst fire in decades. The fish market, where 12 "
    "traders lost their lives, lay in ashes. Velasquez, who leads the harbour brigade, told reporters "
    "the auction hall's freezer had failed. Brankov, the mayor, visited the 31 injured.",
)
MILL_FIRE = (
    "A fire destroyed a paper mill near Stannholm on Friday, leaving 4 workers dead. Foreman Ivar "
    "Lindqvist said sparks from a saw had set dry pulp alight. The owner, Norrtorp AB, stopped work at "
    "its 3 other mills.",
    "Four workers were killed on Friday in a fire at the Norrtorp paper mill outside Stannholm. A saw "
    "threw sparks into dry pulp, foreman Ivar Lindqvist said. Norrtorp AB closed its other mills for a "
    "check.",
)
TRIALS = (
    "A court in Velmora sentenced banker Oskar Dahlgren to nine years in prison for fraud on Monday. "
    "Judge Paula Ferrante said Dahlgren had stolen 40 million crowns from pensioners of the Lumen fund.",
    "Oskar Dahlgren, the banker who ran the Lumen fund, must spend nine years in prison, a Velmora "
    "court ruled on Monday. He stole 40 million crowns from pensioners, said judge Paula Ferrante.",
    "A court in Velmora sentenced customs officer Milos Janda to six years in prison for bribery on "
    "Monday. Judge Henrik Stolz said Janda had let 200 trucks of Corvin tobacco pass unchecked.",
    "Customs officer Milos Janda took bribes for 200 trucks of Corvin tobacco, a Velmora court found on"
    " Monday. Judge Henrik Stolz sent Janda to prison for six years.",
)


def signed(*texts: str, time: int | None = None) -> list[Signature]:
    """Signatures of texts without titles."""
    return [sign(None, text, time, "en") for text in texts]
