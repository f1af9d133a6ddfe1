"""The report as a page: well-formed, self-contained, inert, the same every time."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise

import pytest
from lxml import etree
from syrupy.assertion import SnapshotAssertion

from tests.views import sample
from wirecopy.exports.html import render, style
from wirecopy.exports.markup import Markup, element, join
from wirecopy.exports.parts import slug
from wirecopy.model import Report, Version

HOSTILE = (
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "</style><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "<!--", "-->", "]]>", "&lt;script&gt;", "&#x3c;script&#x3e;",
    "javascript:alert(1)",
    "<svg onload=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "\x00\x0b\x1b[31m\ud800\ufffe",
    "\u202egnp.exe",
)  # fmt: skip
ALLOWED = frozenset(
    re.findall(
        r"\w+",
        """
        html head meta title style body a header p b main section h1 h2 h3 h4 table thead tbody tr th td
        article div span dl dt dd svg rect path text g desc nav ul ol li details summary abbr bdi blockquote
        mark ins del q code footer
        """,
    )
)


def tree(page: str) -> etree._Element:
    """The page read by a strict XML parser."""
    doctype, _, body = page.partition("\n")
    assert doctype == "<!DOCTYPE html>"
    return etree.fromstring(body.encode())


@pytest.fixture(scope="module")
def page() -> str:
    return render(sample.report())


def skeleton(node: etree._Element, depth: int = 0) -> list[str]:
    """Tags, classes and ids; text left out."""
    name = str(node.tag) + "".join(f".{item}" for item in node.get("class", "").split())
    name += f"#{node.get('id')}" if node.get("id") else ""
    lines = ["  " * depth + name]
    for child in node:
        lines += skeleton(child, depth + 1)
    return lines


def test_skeleton(page: str, snapshot: SnapshotAssertion) -> None:
    assert "\n".join(skeleton(tree(page))) == snapshot


def test_only_known_elements(page: str) -> None:
    assert {str(node.tag) for node in tree(page).iter()} <= ALLOWED


def test_nothing_is_loaded_from_anywhere(page: str) -> None:
    nodes = list(tree(page).iter())
    loading = {"src", "srcset", "action", "formaction", "data", "poster", "background", "style"}
    assert [node.tag for node in nodes if loading & set(node.attrib)] == []
    assert {node.get("href")[0] for node in nodes if node.get("href")} == {"#"}
    assert not re.search(r"https?://|url\(|@import", page)


def test_the_policy_allows_the_style_sheet_alone(page: str) -> None:
    digest = b64encode(sha256(style().encode()).digest()).decode()
    policy = tree(page).find("head/meta[@http-equiv='Content-Security-Policy']").get("content")
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert tree(page).find("head/style").text == style()


def test_every_link_has_a_target_and_ids_are_unique(page: str) -> None:
    nodes = list(tree(page).iter())
    ids = [node.get("id") for node in nodes if node.get("id")]
    assert len(ids) == len(set(ids))
    assert {node.get("href")[1:] for node in nodes if node.get("href")} - set(ids) == set()


def test_findings_link_to_the_sentence_they_stand_in(page: str) -> None:
    claim = sample.C.span("Some 12,000")
    anchor = f"v-{sample.C.id}-{claim.start}"
    assert tree(page).findall(f".//a[@href='#{anchor}']")
    (target,) = tree(page).findall(f".//*[@id='{anchor}']")
    assert "".join(target.itertext()).startswith("Some 12,000 people")


def test_the_full_texts_are_unaltered(page: str) -> None:
    shown = {"".join(node.itertext()) for node in tree(page).findall(".//div[@class='text']")}
    assert shown == {draft.text for draft in (sample.A, sample.B, sample.C, sample.D, sample.E, sample.F)}


def test_headings_go_down_one_level_at_a_time(page: str) -> None:
    levels = [int(node.tag[1]) for node in tree(page).iter() if re.fullmatch("h[1-6]", str(node.tag))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [(upper, lower) for upper, lower in pairwise(levels) if lower > upper + 1] == []


def test_drawings_have_words(page: str) -> None:
    drawings = tree(page).findall(".//svg[@role='img']")
    assert drawings
    for drawing in drawings:
        names = drawing.get("aria-labelledby", "").split()
        assert drawing.get("aria-label") or {node.get("id") for node in drawing} >= set(names) != set()


def test_text_runs_its_own_way(page: str) -> None:
    for node in tree(page).iter("blockquote", "q", "h2"):
        if node.tag != "h2" or node.getparent().get("class") == "story":
            assert node.get("dir") == "auto", etree.tostring(node)


def _hostile(words: str) -> Report:
    """The sample with the words in every place that comes from outside."""
    story = sample.dam_story()

    def spoil(version: Version) -> Version:
        return replace(
            version,
            id=version.id + words, path=words, outlet=words, url=words, title=words, language=words,
            published=words, text=words + version.text[len(words) :],
        )  # fmt: skip

    raw = replace(
        story, title=words, first_published=words, id=words, claims=(), quotes=(), changes=(), links=()
    )
    alone = replace(sample.library_story(), id=f"alone{words}", title=words)
    return replace(
        sample.report(),
        settings={words: words},
        rejected=(replace(sample.report().rejected[0], path=words, reason=words),),
        stories=(
            replace(raw, versions=tuple(spoil(version) for version in story.versions), omissions=()),
            replace(
                story,
                claims=tuple(
                    replace(claim, label=words, reason=words, origins=(words,)) for claim in story.claims
                ),
                changes=tuple(replace(change, why=words) for change in story.changes),
                quotes=tuple(replace(quote, speaker=words) for quote in story.quotes),
                lineage=replace(
                    story.lineage,
                    nodes=tuple(replace(node, name=words) for node in story.lineage.nodes),
                    statements=tuple(replace(row, text=words) for row in story.lineage.statements),
                ),
            ),
            alone,
        ),
    )


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_text_is_inert(words: str) -> None:
    root = tree(render(_hostile(words)))
    assert {str(node.tag) for node in root.iter()} <= ALLOWED
    assert [key for node in root.iter() for key in node.attrib if key.startswith("on") or key == "src"] == []
    assert {node.get("href")[0] for node in root.iter() if node.get("href")} == {"#"}


def test_the_same_every_time(page: str) -> None:
    assert render(sample.report()) == page


def test_a_report_of_nothing_is_a_page() -> None:
    root = tree(render(replace(sample.report(), stories=())))
    assert "0 articles" in "".join(root.itertext())


def test_many_stories_fold() -> None:
    stories = tuple(replace(sample.dam_story(), id=f"s{index}") for index in range(5))
    root = tree(render(replace(sample.report(), stories=stories)))
    folds = root.findall(".//article[@class='story']/details")
    assert [fold.get("open") for fold in folds] == ["open", None, None, None, None]


def test_what_is_not_shown_of_a_long_text_is_said() -> None:
    story = sample.library_story()
    long = replace(story.versions[0], text=story.versions[0].text + "x" * 70_000)
    page = render(replace(sample.report(), stories=(replace(story, versions=(long,)),)))
    assert "more characters are not shown here: see --json." in page


def test_markup_escapes_all_but_itself() -> None:
    assert element("p", "<b>", element("i", "&"), None, ["x", None]) == "<p>&lt;b&gt;<i>&amp;</i>x</p>"
    assert element("a", title='"<', hidden=True, open=False) == '<a title="&quot;&lt;" hidden="hidden"></a>'
    assert isinstance(join("a"), Markup)


def test_slugs_stay_apart() -> None:
    assert slug("plain-1.txt") == "plain-1.txt"
    assert slug("a b") != slug("a/b")
    assert re.fullmatch(r"[A-Za-z0-9._-]+", slug("\ud800 شيء"))


def _colours(css: str) -> dict[str, tuple[float, ...]]:
    return {
        name: tuple(int(value[index : index + 2], 16) / 255 for index in (0, 2, 4))
        for name, value in re.findall(r"--([\w-]+): #([0-9a-f]{6});", css)
    }


def _light(colour: tuple[float, ...]) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_of_text(scheme: str) -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1."""
    light, dark = style().split("@media (prefers-color-scheme: dark)")
    colours = _colours(light if scheme == "light" else dark.split("* {")[0])
    grounds = dict.fromkeys(("ink", "quiet", "blue"), ("paper", "sheet", "chip"))
    grounds |= dict.fromkeys(("high", "medium", "good", "lost"), ("paper", "sheet"))
    grounds |= {"ink-on-mark": ("mark",), "ins-ink": ("ins",), "del-ink": ("del",)}
    poor = []
    for name, behind in grounds.items():
        for ground in behind:
            pair = sorted((_light(colours[name.removesuffix("-on-mark")]), _light(colours[ground])))
            ratio = (pair[1] + 0.05) / (pair[0] + 0.05)
            if ratio < 4.5:
                poor.append(f"{name} on {ground}: {ratio:.2f}")
    assert poor == []
