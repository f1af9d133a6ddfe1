"""Groups and their numbers, of any computed stories and whatever was said, without a store."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from wirecopy.build.regrouping import Apart, Crowded, Group, Regrouping, Rule, Together, name
from wirecopy.group.events.signature import Signature

ARTICLES = range(1, 13)
_some = st.frozensets(st.sampled_from(ARTICLES), min_size=1, max_size=5)
_rules = st.lists(
    st.one_of(
        st.builds(Together, st.sampled_from(ARTICLES), st.tuples(_some, _some)),
        st.builds(Apart, _some, _some),
    ),
    max_size=5,
)
# A story's number is that of any article: its founder may have left it since.
_computed = st.fixed_dictionaries({article: st.sampled_from(ARTICLES) for article in ARTICLES})


def sign(numbers: Collection[int]) -> Mapping[int, Signature]:
    """An article is like those whose numbers are near its own."""
    return {
        number: Signature(
            np.arange(number, number + 4, dtype=np.uint32), np.full(4, 0.5, np.float32), 40, number * 1_000
        )
        for number in numbers
    }


def regrouped(computed: Mapping[int, int], rules: list[Rule]) -> tuple[list[Group], set[int]]:
    """The groups of all stories of which something was said, and which stories were looked at."""
    looked = {computed[article] for rule in rules for article in rule.articles}
    while True:
        here = {article: story for article, story in computed.items() if story in looked}
        groups = Regrouping(here, {article: article // 2 for article in here}, sign).follow(rules)
        try:
            name(groups, lambda numbers: set(computed.values()).intersection(numbers))
        except Crowded as other:
            if other.story in looked:
                raise  # it was looked at already: this would never end
            looked.add(other.story)
        else:
            return groups, looked


@settings(max_examples=80, deadline=None)
@given(_computed, _rules)
def test_every_article_is_in_one_group_and_every_group_has_a_number_of_its_own(
    computed: dict[int, int], rules: list[Rule]
) -> None:
    groups, looked = regrouped(computed, rules)
    everyone = sorted(article for group in groups for article in group.articles)
    assert everyone == sorted(article for article, story in computed.items() if story in looked)
    numbers = [group.number for group in groups]
    assert len(set(numbers)) == len(numbers)
    assert 0 not in numbers
    assert not set(numbers) & (set(computed.values()) - looked), "the number of a story that stays as it is"
    again, _ = regrouped(computed, rules)
    assert [(group.articles, group.number) for group in again] == [
        (group.articles, group.number) for group in groups
    ]


@settings(max_examples=40, deadline=None)
@given(_computed, _rules, _some, _some)
def test_the_last_word_holds(
    computed: dict[int, int], rules: list[Rule], one: frozenset[int], other: frozenset[int]
) -> None:
    groups, _ = regrouped(computed, [*rules, Apart(one, other)])
    for group in groups:
        assert not (group.articles & one and group.articles & (other - one)), "parted as was said last"
    groups, _ = regrouped(computed, [*rules, Together(min(one), (one, other))])
    most = [max(len(group.articles & side) for group in groups) for side in (one, other)]
    assert any(
        all(len(group.articles & side) == top for side, top in zip((one, other), most, strict=True))
        for group in groups
    ), "together as was said last"


@settings(max_examples=30, deadline=None)
@given(_computed)
def test_where_nothing_was_said_of_them_stories_are_as_computed(computed: dict[int, int]) -> None:
    groups = Regrouping(computed, {article: article for article in computed}, sign).follow([])
    name(groups, lambda numbers: set(computed.values()).intersection(numbers))
    assert {article: group.number for group in groups for article in group.articles} == computed


def test_copies_go_with_what_they_copy_and_others_with_their_like() -> None:
    computed = dict.fromkeys(range(1, 13), 1)
    families = {article: article for article in computed} | {2: 12}
    groups = Regrouping(computed, families, sign).follow([Apart(frozenset({11, 12}), frozenset({1, 5}))])
    assert sorted(sorted(group.articles) for group in groups) == [[1, 3, 4, 5, 6, 7, 8], [2, 9, 10, 11, 12]]


def test_what_a_split_says_nothing_of_stays_in_its_own_computed_story() -> None:
    computed = {1: 1, 2: 1, 3: 3, 4: 3, 9: 9}
    rules: list[Rule] = [
        Together(1, (frozenset({1, 2}), frozenset({3, 4}))),
        Together(1, (frozenset({1}), frozenset({9}))),
        Apart(frozenset({9}), frozenset({1, 2})),
    ]
    groups = Regrouping(computed, {article: article for article in computed}, sign).follow(rules)
    name(groups, lambda _: ())
    assert {group.number: sorted(group.articles) for group in groups} == {1: [1, 2, 3, 4], 9: [9]}
