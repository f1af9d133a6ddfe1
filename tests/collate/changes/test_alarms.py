"""Sentences changed in one respect must alarm; house style must not."""

from __future__ import annotations

import pytest

from tests.collate.changes.build import changes, told
from wirecopy.collate.changes.drafts import GRAVITY

BASE = (
    "Ostrava Metals said on Monday that about 100,000 tonnes of scrap could be moved from the port of Lenz "
    "to the depot in Marwick before the inspectors arrive on 14 March."
)

MUTATIONS = [
    ("number", "high", BASE, BASE.replace("100,000", "10,000")),
    ("date", "high", BASE, BASE.replace("14 March", "24 March")),
    ("hedge", "medium", BASE, BASE.replace("could be moved", "will be moved")),
    (
        "negation", "high",
        "Nordavia demanded guarantees, including that the alliance never admit Belmora as a member.",
        "Nordavia demanded guarantees, including that the alliance promptly admit Belmora as a member.",
    ),
    (
        "negation", "high",
        "The ministry said on Tuesday that the dam was not damaged by the flood in the Orla valley.",
        "The ministry said on Tuesday that the dam was damaged by the flood in the Orla valley.",
    ),
    (
        "role", "high",
        "Witnesses said Russia attacked Ukraine near the river crossing before dawn on Sunday morning.",
        "Witnesses said Ukraine attacked Russia near the river crossing before dawn on Sunday morning.",
    ),
    (
        "role", "high",
        "The mayor laid on a welcome feast for Petrescu in the town hall on the first night.",
        "The mayor laid on Petrescu’s welcome feast in the town hall on the first night.",
    ),
    (
        "wording", "high",
        "She used the visit to publicly denounce Belgian interference in the harbour election of autumn.",
        "She used the visit to publicly block Belgian interference in the harbour election of autumn.",
    ),
    (
        "wording", "high",
        "The party has changed four ministers since it took power in the island republic in 2017.",
        "The party has changed four ministers since it seized power in the island republic in 2017.",
    ),
    (
        "wording", "high",
        "The firm admitted that ferry prices rose by a third during the storm season on the coast.",
        "The firm admitted that ferry prices fell by a third during the storm season on the coast.",
    ),
    (
        "wording", "high",
        "Her aides expect a presidential pardon in the smuggling case before the end of the spring.",
        "Her aides expect a president in the smuggling case before the end of the spring.",
    ),
    (
        "wording", "medium",
        "Her political advisers see a risk in the ferry strike on the northern islands this month.",
        "Her political adviser sees a risk in the ferry strike on the northern islands this month.",
    ),
    (
        "name", "high",
        "Police in Trondheim said on Friday that Anna Lindqvist had handed over the stolen ledger.",
        "Police in Trondheim said on Friday that Maria Hagberg had handed over the stolen ledger.",
    ),
    (
        "quote", "high",
        "“We stand above the quarrel until the last ferry has sailed,” a harbour official told them.",
        "“We stand above the weather until the last ferry has sailed,” a harbour official told them.",
    ),
    (
        "attribution", "medium",
        "“The harbour can be opened in a week,” said a city government source in Lenz.",
        "“The harbour can be opened in a week,” said one of the sources in the city government in Lenz.",
    ),
    (
        "attribution", "high",
        "Anna Lindqvist said the harbour wall would be finished before the winter storms reach the coast.",
        "Maria Hagberg said the harbour wall would be finished before the winter storms reach the coast.",
    ),
    (
        "attribution", "medium",
        "Union officials believe the harbour wall will be finished before the winter storms reach the coast.",
        "The harbour wall will be finished before the winter storms reach the coast.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "severity", "before", "after"), MUTATIONS)
def test_a_changed_meaning_alarms(kind: str, severity: str, before: str, after: str) -> None:
    found = changes(before, after)
    fitting = [c for c in found if c.kind == kind and GRAVITY[c.severity] >= GRAVITY[severity]]
    assert fitting, f"no {severity} {kind} change among {told(found)}"


FAITHFUL = [
    ("100,000 as digits", BASE, BASE.replace("100,000", "100000")),
    ("about and some", BASE, BASE.replace("about 100,000", "some 100,000")),
    ("today and Monday", BASE, BASE.replace("on Monday", "today")),
    ("a moved clause", BASE, "On Monday, " + BASE.replace(" on Monday", "")),
    (
        "spelling",
        "The organisation publicised its favourite programme and criticised the defence centre in Lenz.",
        "The organization publicized its favorite program and criticized the defense center in Lenz.",
    ),
    (
        "titles and initials",
        "Mr Petrescu told the U.N. envoy in Kyiv that the U.S. and NATO would send co-operative observers.",
        "Petrescu told the UN envoy in Kiev that the US and Nato would send cooperative observers.",
    ),
    (
        "quotation marks",
        "“It’s a throw of the dice,” the harbour master told the Lenz Courier after the long meeting.",
        "\"It's a throw of the dice,\" the harbour master told the Lenz Courier after the long meeting.",
    ),
    (
        "near synonyms",
        "The envoy stopped in Marwick shortly after the election and met the harbour union leaders.",
        "The envoy stopped in Marwick soon after the election and met the harbour union leaders.",
    ),
    (
        "active and passive",
        "The coast guard towed the burning tanker into the bay of Lenz before the storm on Sunday.",
        "The burning tanker was towed into the bay of Lenz by the coast guard before the storm on Sunday.",
    ),
    (
        "genitive",
        "The union wants the resignation of the harbour master and the release of the impounded boats.",
        "The union wants the harbour master's resignation and the release of the impounded boats.",
    ),
    (
        "yet to",
        "The minister has not yet announced whether the ferry line to Marwick will be closed this year.",
        "The minister has yet to announce whether the ferry line to Marwick will be closed this year.",
    ),
    (
        "contraction",
        "The minister said they do not know whether the ferry line to Marwick will be closed this year.",
        "The minister said they don't know whether the ferry line to Marwick will be closed this year.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("what", "one", "other"), FAITHFUL)
def test_house_style_and_faithful_editing_never_alarm(what: str, one: str, other: str) -> None:
    found = [c for c in changes(one, other) if c.severity != "low"]
    assert not found, f"{what}: {told(found)}"


def test_a_pronoun_after_a_country_has_no_antecedent() -> None:
    found = changes(
        [
            "Belgium has moved some 400 boats to the estuary of the river.",
            "However, he denies planning a blockade.",
        ],
        [
            "Belgium has moved some 400 boats to the estuary of the river.",
            "However, it denies planning a blockade.",
        ],
    )
    assert [c.kind for c in found if c.severity == "high"] == ["role"], told(found)


def test_the_reason_names_the_words() -> None:
    (found,) = [c for c in changes(*MUTATIONS[8][2:]) if c.severity == "high"]
    assert found.why == "“seized” is charged where the others say “took”"
