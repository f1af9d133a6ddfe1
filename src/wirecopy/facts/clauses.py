"""The words of one sentence seen as clauses: where a subject, a source or a statement begins and ends.

Stands in for a parser. A `Clause` view knows a sentence's tokens, the text between them and which of them
stand in quotation marks; its methods walk from a verb to the noun phrase on its left or right by closed word
classes, commas and quotation marks. All positions are token numbers, half-open. Limits: a sentence-opening
phrase without a comma ("On Monday Trump said") is cut at the last name, pronoun or article.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from wirecopy.facts.marks import Quoted
from wirecopy.lexicon import people, speech
from wirecopy.lexicon.calendar import DAYS, WEEKDAYS
from wirecopy.lexicon.wordlist import word_set
from wirecopy.model import Token

AUXILIARIES = word_set("""
    has have had is are was were be been being do does did will would can could may might must shall
    should hasn't haven't hadn't isn't aren't wasn't weren't don't doesn't didn't won't wouldn't can't
    couldn't cannot he's she's it's they've he'd she'd we've i've i'd
""")
ADVERBS = word_set("""
    also then now not never once again later still only just even first long ever always often already
    further too twice recently simply reportedly allegedly repeatedly n't yet so far meanwhile instead
    thus
""")
# Words that open a clause of their own: a subject cannot reach over them to the left.
_CLAUSE_OPENERS = word_set("""
    that because while when whenever if unless although though whereas since until once whether where
    why how what but as after before so than and or nor
""")
RELATIVES = word_set("who which that")
_PREPOSITIONS = word_set("""
    in on at by for from with without during after before since over under about against within across
    through despite besides amid among following upon according like unlike
""")
_SUBJECT_PRONOUNS = word_set("""
    he she they it we i you others some many most both everyone nobody someone critics who
""")
_DETERMINERS = word_set("""
    the a an his her their its our my your this these those another one two three several some many
    most each
""")
_BREAK = re.compile(r"[,;:()\[\]—–|\n]|--|\s-\s|[“”\"«»„]|''|``|\.{2,}|…|[.!?]\s")
_APPOSITIVE_MAX = 24  # words: a longer stretch between commas is no apposition


@dataclass(frozen=True, slots=True)
class Clause:
    """One sentence as tokens with what parts them."""

    text: str
    start: int
    end: int
    words: Sequence[Token]
    lower: Sequence[str]  # the words in lower case, straight apostrophes
    quoted: Sequence[Quoted]  # the quoted stretches that touch the sentence
    inside: Sequence[int]  # for each token the number of the quoted stretch it stands in, or -1

    def gap(self, at: int) -> str:
        """The text before a token, back to the token before it or the sentence's start."""
        left = self.words[at - 1].end if at else self.start
        right = self.words[at].start if at < len(self.words) else self.end
        return self.text[left:right]

    def norm(self, at: int) -> str:
        """The lower-case word at a position, "" outside the sentence."""
        return self.lower[at] if 0 <= at < len(self.lower) else ""

    def breaks(self, at: int) -> bool:
        """Whether a comma, quotation mark or the like stands before a token."""
        gap = self.gap(at)
        if gap.startswith(".") and at and self._abbreviated(at - 1):
            gap = gap[1:]
        return _BREAK.search(gap) is not None

    def _abbreviated(self, at: int) -> bool:
        """Whether the point after a token belongs to it, as in "Mr." and "George W."."""
        word = self.words[at].text
        return len(word) == 1 or word.lower() in people.COURTESY or (len(word) <= 4 and word[0].isupper())

    def capital(self, at: int) -> bool:
        """Whether the token begins with a capital."""
        return 0 <= at < len(self.words) and self.words[at].text[0].isupper()

    def verb_group(self, verb: int) -> int:
        """First token of the verb group that ends with a verb: auxiliaries and adverbs before it."""
        first = verb
        while first > 0 and self._modifies(first - 1) and not self.breaks(first):
            first -= 1
        while (
            first < verb
            and not self._auxiliary(first)
            and self.norm(first) not in ADVERBS
            and not self._ly(first)
        ):
            first += 1
        return first

    def _modifies(self, at: int) -> bool:
        word = self.norm(at)
        if word in ("he's", "she's", "it's", "they've", "he'd", "she'd", "we've", "i've", "i'd"):
            return False
        return word in AUXILIARIES or word in ADVERBS or self._ly(at)

    def _auxiliary(self, at: int) -> bool:
        return self.norm(at) in AUXILIARIES

    def _ly(self, at: int) -> bool:
        word = self.norm(at)
        return (
            len(word) > 4
            and word.endswith("ly")
            and word not in ("family", "only", "early", "ally", "reply", "july", "assembly")
        )

    def subject(self, verb_first: int) -> tuple[int, int] | None:
        """The noun phrase left of a verb group, appositions included; None when there is none."""
        if verb_first <= 0 or self.inside[verb_first - 1] >= 0:
            return None
        if self.breaks(verb_first):
            return self._subject_before_apposition(verb_first)
        return self._phrase_left(verb_first)

    def _phrase_left(self, after: int) -> tuple[int, int] | None:
        first = after
        while first > 0 and self.inside[first - 1] < 0:
            if first < after and self.breaks(first):
                opening = self._bracket_opens(first)
                if opening is None:
                    break
                first = opening
                continue
            word = self.norm(first - 1)
            if word in RELATIVES and first < after and self._has_own_verb(first, after):
                first -= (
                    1  # "countries that suffered for decades have said": the relative clause is the subject's
                )
                continue
            if word in _CLAUSE_OPENERS and not self._joins_names(first - 1, after):
                break
            if word in RELATIVES:
                first -= 1
                break
            first -= 1
        if first == after:
            relative = self.norm(after - 1) in RELATIVES
            return (after - 1, after) if relative else None
        return self._trim_left(first, after)

    def _has_own_verb(self, first: int, after: int) -> bool:
        """Whether a relative clause has its verb before the main one: its first word is one."""
        word = self.norm(first)
        verbal = word in AUXILIARIES or (word.endswith("ed") and len(word) > 4)
        return verbal and after - first > 1 and first > 1 and not self.breaks(first - 1)

    def _bracket_opens(self, at: int) -> int | None:
        """Where the bracket that closes before a token opens, if it is a short one: "Meeks (D-N.Y.)"."""
        if not re.fullmatch(r"\.?\)\s*", self.gap(at)):
            return None
        for opening in range(at - 1, max(0, at - 8), -1):
            if "(" in self.gap(opening):
                return opening
        return None

    def _joins_names(self, at: int, after: int) -> bool:
        """Whether "and" stands between two parts of one subject: "Trump and Pence said"."""
        if self.norm(at) not in ("and", "or") or at == 0 or self.breaks(at):
            return False
        if self.capital(at - 1) and self.capital(at + 1):
            return True
        return (
            after - at <= 3
            and self.norm(at - 1) in speech.PERSON_NOUNS
            and self.norm(at + 1) in speech.PERSON_NOUNS
        )

    def _trim_left(self, first: int, after: int) -> tuple[int, int] | None:
        """Cut what opens the sentence and is no part of the subject."""
        after = self._before_time(first, after)
        last = self.norm(after - 1)
        if last in people.PRONOUNS or last in _SUBJECT_PRONOUNS:
            return (after - 1, after)
        counted = self.norm(first) in ("about", "over", "under") and _is_number(self.norm(first + 1))
        if (
            (self.norm(first) in _PREPOSITIONS and not counted)
            or self.norm(first) in DAYS
            or self.norm(first) in WEEKDAYS
        ):
            cut = self._last_phrase_start(first, after)
            if cut is None:
                return None
            first = cut
        while first < after and self.norm(first) in ("and", "but", "yet", "so", "then", "still", "now"):
            first += 1
        first = self._past_verb(first, after)
        return (first, after) if first < after else None

    def _past_verb(self, first: int, after: int) -> int:
        """Start of a subject past the verb of another clause: "is something [analysts] say"."""
        for at in range(after - 2, first - 1, -1):
            if self.norm(at) in RELATIVES or self.inside[at] >= 0:
                return first
            if self.norm(at) in AUXILIARIES:
                known = {self.norm(other) for other in range(first, at)} & RELATIVES
                start = at + 1 + (self.norm(at + 1) in ("something", "what"))
                return (
                    start
                    if not known and start < after and self.norm(start) not in ("all", "both")
                    else first
                )
        return first

    def _before_time(self, first: int, after: int) -> int:
        """End of a subject without the time behind it: "X on Monday said", "X last week said"."""
        end = after
        if self.norm(end - 1) in ("week", "month", "year") and self.norm(end - 2) in ("last", "this", "next"):
            end -= 2
        elif self.norm(end - 1) in WEEKDAYS or self.norm(end - 1) in DAYS:
            end -= 1
        if end < after and self.norm(end - 1) in ("on", "earlier", "late", "early", "in"):
            end -= 1
        return end if end > first else after

    def _last_phrase_start(self, first: int, after: int) -> int | None:
        """Where the last noun phrase of a stretch begins: its last article, pronoun or run of capitals."""
        position = after - 1
        if self.capital(position):
            while (
                position > first + 1
                and self.capital(position - 1)
                and self.norm(position - 1) not in WEEKDAYS
            ):
                position -= 1
            if self.norm(position - 1) in _DETERMINERS and position - 1 > first:
                position -= 1
            return position
        while position > first and self.norm(position) not in _DETERMINERS:
            position -= 1
        return position if position > first else None

    def _subject_before_apposition(self, verb_first: int) -> tuple[int, int] | None:
        """The subject with its apposition: "Jane Doe, a spokeswoman for the group, said"."""
        gap = self.gap(verb_first)
        if not re.fullmatch(r"(?:[’']s?)?\s*(?:,|\)|—|–)\s*", gap):
            return None
        opening = verb_first - 1
        while opening > 0 and not self.breaks(opening):
            opening -= 1
        if opening == 0 or verb_first - opening > _APPOSITIVE_MAX or self.inside[opening - 1] >= 0:
            return None
        if not re.fullmatch(r"(?:[’']s?)?\s*(?:,|\(|—|–)\s*", self.gap(opening)):
            return None
        phrase = self._phrase_left(opening)
        return (phrase[0], verb_first) if phrase is not None else None

    def phrase_right(self, first: int) -> int:
        """End of the noun phrase that begins at a token: up to a break, a clause word or an adjunct."""
        after = first
        while after < len(self.words) and not (after > first and self._phrase_ends(after, first)):
            after += 1
        return self._apposition_right(first, after)

    def _phrase_ends(self, at: int, first: int) -> bool:
        word = self.norm(at)
        if self.breaks(at) or self.inside[at] >= 0:
            return True
        if word in (
            "that",
            "when",
            "while",
            "as",
            "after",
            "before",
            "but",
            "because",
            "if",
            "whether",
            "during",
            "where",
            "who",
        ):
            return True
        if word in ("and", "or"):
            return not (self.capital(at - 1) and self.capital(at + 1))
        if word in WEEKDAYS or word in DAYS:
            return True
        return at - first >= 1 and word in ("in", "on", "at", "about", "with") and self._adjunct(at)

    def _adjunct(self, at: int) -> bool:
        """Whether a preposition opens a remark on the occasion: "in a statement", "on Monday"."""
        following = {self.norm(at + 1), self.norm(at + 2), self.norm(at + 3)}
        return bool(following & _OCCASIONS or following & set(WEEKDAYS)) or self.norm(at + 1).isdecimal()

    def _apposition_right(self, first: int, after: int) -> int:
        """Take in ", director of the centre" after a name when it runs to the sentence's end."""
        if after >= len(self.words) or not self.gap(after).startswith(",") or self.inside[after] >= 0:
            return after
        end = after + 1
        while end < len(self.words) and not self.breaks(end) and self.inside[end] < 0:
            end += 1
        closed = end == len(self.words) or re.match(r"[’']?s?\s*[.,]", self.gap(end)) is not None
        starts_role = (
            self.norm(after) in _DETERMINERS
            or any(
                self.norm(at) in people.ROLE_NOUNS or self.norm(at) in speech.PERSON_NOUNS
                for at in range(after, min(after + 5, end))
            )
            or self.norm(after) == "who"
        )
        verbal = self.norm(after).endswith("ing")
        short = end - after <= _APPOSITIVE_MAX
        return end if closed and starts_role and short and not verbal and self.capital(first) else after


_OCCASIONS = word_set("""
    statement interview speech tweet letter email e-mail memo report release conference briefing post
    remarks rally debate hearing television tv radio twitter facebook phone call testimony appearance
    address column op-ed essay message video blog monday tuesday wednesday thursday friday saturday
    sunday earlier later
""")


def _is_number(word: str) -> bool:
    return word[:1].isdecimal() or word in _DETERMINERS or word in ("four", "five", "six", "half")


@functools.cache
def occasion_words() -> frozenset[str]:
    """Nouns of the occasion on which something is said."""
    return _OCCASIONS
