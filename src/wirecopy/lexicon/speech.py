"""Verbs and nouns of saying: who reports, with what force, and the nouns that  an unnamed source.

`verb(form)` gives the lemma and the force of a reporting verb in any form ("warned" -> warn/warn);
`noun_cue` words report without a verb ("his claim that"); `PERSON_NOUNS` name speakers ("source",
"spokesman", "officials"). The force classes are those newsrooms teach: neutral verbs say nothing about
truth, the others colour the statement. English is complete enough for news; French, German, Spanish,
Italian and Russian  the commonest verbs only.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Literal

from wirecopy.lexicon.wordlist import word_set

Force = Literal[
    "neutral", "claim", "deny", "warn", "demand", "praise", "blame", "admit", "promise", "stress", "ask",
    "show", "think", "learn",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class SpeechVerb:
    """One form of a reporting verb.

    `form` is base, s, ing, past or participle; where past and participle are one word ("said") it is past.
    """

    lemma: str
    force: Force
    form: Literal["base", "s", "ing", "past", "participle"] = "past"


# Lemmas by force. Irregular forms stand in _IRREGULAR; a lemma with "+" doubles its last consonant.
_LEMMAS: dict[Force, str] = {
    "neutral": """
        say tell report state add announce write note explain describe comment remark reply respond
        answer continue recount relate recall mention quote cite observe conclude declare inform
        notify tweet post summarize summarise indicate testify specify disclose reveal clarify
        confirm release communicate speak talk discuss outline detail read refer+ publish joke quip+
        email hint signal echo retweet elaborate express voice point muse whisper exclaim shout yell
        proclaim pronounce call name
    """,
    "claim": """
        claim allege speculate portray assert maintain contend argue insist purport profess boast
        posit suggest imply
    """,
    "deny": """
        deny dispute rebut+ reject refute contradict counter disagree doubt question disavow dismiss
        downplay protest object refuse decline oppose
    """,
    "warn": """
        warn caution threaten predict forecast fear worry anticipate expect
    """,
    "demand": """
        demand urge call order request appeal propose recommend advise plead beg+ seek ask push
        implore
    """,
    "praise": """
        praise support favor favour champion back hail laud welcome applaud commend tout thank
        congratulate endorse back defend celebrate
    """,
    "blame": """
        accuse blame rebuke bemoan criticize criticise condemn denounce slam+ blast decry attack
        charge lament complain mock ridicule chide lambast rap+ deride rail scoff
    """,
    "admit": """
        admit concede acknowledge confess apologize apologise regret+ agree accept
    """,
    "promise": """
        promise pledge vow swear assure offer guarantee plan hope intend want vote decide aim wish
        prefer+ threaten
    """,
    "stress": """
        stress emphasize emphasise underline underscore reiterate repeat highlight reaffirm affirm
    """,
    "ask": """
        ask wonder inquire enquire question
    """,
    "show": """
        show find demonstrate suggest estimate calculate discover
    """,
    "think": """
        think believe feel consider know understand assume suspect hold view guess imagine realize
        realise recognize recognise remember forget
    """,
    "learn": """
        hear learn see
    """,
}

_IRREGULAR: dict[str, tuple[str, ...]] = {
    # lemma: past, participle
    "say": ("said", "said"), "tell": ("told", "told"), "write": ("wrote", "written"),
    "speak": ("spoke", "spoken"), "swear": ("swore", "sworn"), "put": ("put", "put"),
    "read": ("read", "read"), "begin": ("began", "begun"), "seek": ("sought", "sought"),
    "show": ("showed", "shown"), "find": ("found", "found"), "prove": ("proved", "proven"),
    "think": ("thought", "thought"), "feel": ("felt", "felt"), "know": ("knew", "known"),
    "understand": ("understood", "understood"), "hold": ("held", "held"), "forget": ("forgot", "forgotten"),
    "hear": ("heard", "heard"), "learn": ("learned", "learnt"), "see": ("saw", "seen"),
    "forecast": ("forecast", "forecast"), "broadcast": ("broadcast", "broadcast"),
}  # fmt: skip

# Commonest reporting verbs of other languages, as written (all forms that news uses).
_FOREIGN: dict[str, dict[Force, str]] = {
    "fr": {
        "neutral": """
            dit disent déclaré déclare ajouté ajoute expliqué explique affirmé affirme indiqué
            indique précisé précise annoncé annonce rapporte rapporté écrit raconte raconté
            souligné souligne répondu répond confié poursuivi poursuit conclu estime estimé
            selon
        """,
        "claim": """
            prétend prétendu assure assuré soutient soutenu
        """,
        "deny": """
            dément démenti nie nié rejette rejeté
        """,
        "warn": """
            averti avertit prévenu prévient craint
        """,
    },
    "de": {
        "neutral": """
            sagte sagt sagten gesagt erklärte erklärt erklärten teilte mitgeteilt berichtete
            berichtet berichteten meldete meldet schrieb schreibt betonte betont ergänzte fügte
            hieß äußerte zitierte verkündete
        """,
        "claim": """
            behauptete behauptet versicherte
        """,
        "deny": """
            bestritt bestreitet dementierte dementiert wies
        """,
        "warn": """
            warnte warnt warnten befürchtet
        """,
    },
    "es": {
        "neutral": """
            dijo dicen dice dijeron declaró afirmó afirma explicó explica añadió añade indicó
            indica informó informa anunció señaló señala aseguró asegura manifestó comentó
            escribió apuntó agregó según
        """,
        "deny": """
            negó niega desmintió rechazó
        """,
        "warn": """
            advirtió advierte alertó
        """,
    },
    "it": {
        "neutral": """
            ha detto dice detto dichiarato afferma affermato spiega spiegato aggiunto annunciato
            riferisce riferito scrive secondo
        """,
        "deny": """
            nega negato smentito smentisce
        """,
        "warn": """
            avverte avvertito
        """,
    },
    "ru": {
        "neutral": """
            сказал сказала сказали заявил заявила заявили сообщил сообщила сообщили сообщает
            говорит отметил отметила рассказал рассказала подчеркнул подчеркнула добавил
            добавила пояснил написал передает передаёт пишет
        """,
        "claim": """
            утверждает утверждал
        """,
        "deny": """
            отрицает опроверг опровергла
        """,
        "warn": """
            предупредил предупредила
        """,
    },
}

# Nouns that report by themselves: "his claim that", "a statement", "in an interview".
NOUN_CUES: frozenset[str] = word_set("""
    talk rhetoric words description insistence contention pronouncement pronouncements rebuke admission
    statement statements claim claims report reports allegation allegations accusation accusations
    announcement comment comments remark remarks warning testimony assertion argument belief view views
    opinion suggestion assessment estimate estimates promise pledge vow demand call calls criticism
    denial assurance idea notion hope hopes fear fears concern concerns speculation rumor rumors rumour
    rumours tweet tweets letter speech interview poll survey study analysis finding findings conclusion
    quote prediction explanation proposal plan question response answer message memo order decision
""")

# Nouns for people and bodies that speak without a name.
PERSON_NOUNS: frozenset[str] = word_set("""
    source sources official officials spokesman spokeswoman spokesperson spokesmen spokespeople adviser
    advisers advisor advisors aide aides minister ministers diplomat diplomats analyst analysts expert
    experts witness witnesses resident residents police authorities authority prosecutor prosecutors
    lawyer lawyers attorney attorneys lawmaker lawmakers senator senators president leader leaders
    critic critics supporter supporters opponent opponents observer observers researcher researchers
    scientist scientists professor economist economists strategist strategists campaign agency newspaper
    magazine network paper department ministry office administration government committee commission
    court judge judges doctor doctors officer officers commander general executive executives chairman
    chairwoman ceo director secretary mayor governor chancellor activist activists voter voters
    protester protesters investigator investigators pollster pollsters historian friend friends relative
    relatives family neighbor neighbours neighbors colleague colleagues people person man woman men
    women others reporters journalist journalists manager candidate candidates rival rivals ambassador
    envoy negotiator insider insiders veteran operative operatives consultant delegate delegates
    conservatives liberals democrats republicans company firm group organization organisation union
""")

# Nouns that make a source unnamed: an account of its identity is withheld.
ANONYMOUS_NOUNS: frozenset[str] = word_set("""
    source sources official officials insider insiders aide aides person people diplomat diplomats
""")


def _regular(lemma: str) -> dict[str, str]:
    doubled = lemma.endswith("+")
    lemma = lemma.rstrip("+")
    base = lemma + lemma[-1] if doubled else lemma
    if lemma.endswith("e"):
        third, past, ing = lemma + "s", lemma + "d", lemma[:-1] + "ing"
    elif lemma.endswith("y") and lemma[-2] not in "aeiou":
        third, past, ing = lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"
    else:
        third = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x")) else "s")
        past, ing = base + "ed", base + "ing"
    forms = {ing: "ing", third: "s", lemma: "base"}
    if lemma in _IRREGULAR:
        past, participle = _IRREGULAR[lemma]
        forms[participle] = "participle"
    forms[past] = "past"
    return forms


@functools.cache
def verbs() -> dict[str, SpeechVerb]:
    """Every English form -> its verb; a form of two forces keeps the first listed."""
    table: dict[str, SpeechVerb] = {}
    for force, lemmas in _LEMMAS.items():
        for lemma in lemmas.split():
            for form, kind in _regular(lemma).items():
                verb = SpeechVerb(lemma.rstrip("+"), force, kind)  # type: ignore[arg-type]  # keys are the literals
                table.setdefault(form, verb)
    return table


@functools.cache
def foreign_verbs(language: str) -> dict[str, SpeechVerb]:
    """Every listed form of another language -> its verb (the form itself serves as lemma)."""
    rows = _FOREIGN.get(language, {})
    return {form: SpeechVerb(form, force) for force, forms in rows.items() for form in forms.split()}


def verb(form: str, language: str = "en") -> SpeechVerb | None:
    """The reporting verb a lower-case form belongs to, or None.

    >>> verb("warned").lemma, verb("warned").force, verb("told").lemma, verb("table")
    ('warn', 'warn', 'tell', None)
    """
    return verbs().get(form) if language == "en" else foreign_verbs(language).get(form)
