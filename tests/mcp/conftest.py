"""A store of invented articles: a capsized barge told by an agency, two reprints, a rewrite and a witness."""

from __future__ import annotations

import pytest

from wirecopy.build import Archive
from wirecopy.model import Arriving, Article

WIRE = (
    "VESSIN, March 5 (Northwire) - A gravel barge capsized under the Vessin drawbridge on Tuesday and 17 "
    "deckhands were rescued, the harbour office said.\n\n"
    "The tug Petra pulled the deckhands from the water within twenty minutes, the office said.\n\n"
    '"The rudder was jammed since Sunday," a mechanic told Northwire and asked not to be named.\n\n'
    "Engineers closed the drawbridge to lorries and will inspect its eastern pier on Thursday.\n\n"
    "The barge carried 900 tonnes of gravel for the new breakwater at Lower Ostrand.\n"
)
REPRINT = WIRE.replace("VESSIN, March 5 (Northwire) - ", "")
CHANGED = REPRINT.replace("17 deckhands", "70 deckhands").replace("within twenty minutes", "within an hour")
WITNESS = (
    "Ilse Marrow was baking when she heard the horns. From her kitchen she saw the barge lie on its side "
    "below the drawbridge of Vessin.\n\n"
    "She counted the people who came up the quay steps, wet and silent. Nobody had told the school, so the "
    "children watched from the railings.\n"
)
OTHER = (
    "The choir of the Lower Ostrand grammar school won the county singing prize on Sunday with a piece that "
    "its conductor wrote last winter. The jury praised the altos.\n"
)
STORED = {
    "northwire-1": (WIRE, "Northwire", "https://northwire.example/vessin-barge", "2026-03-05T08:00:00+00:00"),
    "post-1": (REPRINT, "Vessin Post", "https://www.post.example/barge/", "2026-03-05T09:00:00+00:00"),
    "bee-1": (CHANGED, "Northern Bee", "http://bee.example/news?id=7", "2026-03-05T10:00:00+00:00"),
    "quay-1": (WITNESS, "Quay Daily", "https://quay.example/kitchen", "2026-03-06T07:00:00+00:00"),
    "choir-1": (OTHER, "Quay Daily", "https://quay.example/choir", "2026-03-09T07:00:00+00:00"),
}


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The path of the store."""
    path = tmp_path_factory.mktemp("mcp") / "archive.db"
    arriving = [
        Arriving(
            Article(name, f"{name}.txt", text, outlet, url, f"Title of {name}", published, "en"), 100.0, name
        )
        for name, (text, outlet, url, published) in STORED.items()
    ]
    with Archive.open(path) as archive:
        archive.arrive(arriving, claims=False)
    return str(path)
