"""Function words: the words that hold a sentence together and say little by themselves.

Takes a folded word and a language, says whether it is an article, preposition, pronoun, conjunction,
auxiliary or one of the few adverbs that behave like them. English is complete for practical purposes; the
other lists hold the commonest words only. Negators ("not", "never", "no") are function words by form but
carry meaning: compare them with `charged.NEGATORS` first.
"""

from __future__ import annotations

from wirecopy.lexicon.wordlist import word_set

ARTICLES = word_set("a an the")
AUXILIARIES = word_set(
    "am is are was were be been being have has had having do does did doing will would shall should can "
    "could may might must ought"
)
PRONOUNS = word_set(
    "i me my mine myself we our ours ourselves you your yours yourself yourselves he him his himself she her "
    "hers herself it its itself they them their theirs themselves one oneself this that these those who whom "
    "whose which what whoever whatever whichever"
)
PREPOSITIONS = word_set(
    "about above across after against ahead along alongside amid among around as at before behind below "
    "beneath beside besides between beyond by despite down during except for from in inside into like "
    "near of off on onto out outside over past per regarding since than through throughout till to toward "
    "towards under until up upon via with within without"
)
CONJUNCTIONS = word_set(
    "and or but nor so yet if because although though while whereas unless when where why how whether once "
    "however therefore thus hence"
)
_ADVERBS = word_set(
    "not never no there here then now also too just only even still very more most less least much many "
    "such some any each every either neither both all other others another own same again further ever "
    "else already rather quite few several as well"
)

_LISTS: dict[str, frozenset[str]] = {
    "en": ARTICLES | AUXILIARIES | PRONOUNS | PREPOSITIONS | CONJUNCTIONS | _ADVERBS | {"us"},
    "fr": word_set(
        "le la les l un une des du de d au aux à a et ou où mais donc or ni car que qu qui quoi dont ce "
        "cet cette ces c se s son sa ses leur leurs il elle ils elles on nous vous je tu me te lui y en "
        "ne pas plus dans par pour sur sous avec sans entre vers chez est sont été être était étaient ont "
        "avait avoir si comme"
    ),
    "de": word_set(
        "der die das den dem des ein eine einen einem einer eines und oder aber denn sondern dass daß ob "
        "wenn weil als wie in im an am auf aus bei beim mit nach von vom vor zu zum zur über unter für "
        "gegen ohne um durch bis er sie es wir ihr ich du sich sein seine ihre ist sind war waren wird "
        "werden wurde wurden hat haben hatte hatten nicht kein keine auch noch nur so dann da"
    ),
    "es": word_set(
        "el la los las lo un una unos unas de del a al en y e o u que quien cual con por para sin sobre "
        "entre hasta desde se su sus le les me te nos es son fue fueron ser ha han había no ni si pero "
        "como más muy ya este esta estos estas ese esa"
    ),
    "it": word_set(
        "il lo la i gli le l un uno una di del dello della dei degli delle a al allo alla ai agli alle da "
        "dal dalla in nel nella nei con su sul sulla per tra fra e ed o ma che chi cui si suo sua suoi "
        "sue è sono era erano essere ha hanno aveva non né se come più anche questo questa"
    ),
    "pt": word_set(
        "o a os as um uma uns umas de do da dos das em no na nos nas por pelo pela para com sem sobre "
        "entre até e ou mas que quem se seu sua seus suas lhe é são foi foram ser era há têm tem tinha "
        "não nem como mais muito já este esta esse essa ao aos à às"
    ),
    "nl": word_set(
        "de het een en of maar want dat die dit deze in op aan van voor met bij naar uit om over onder "
        "door tegen tot zonder te er hij zij ze het wij we ik je zijn haar hun is was waren wordt worden "
        "werd werden heeft hebben had hadden niet geen ook nog wel als dan zo"
    ),
    "ru": word_set(
        "и а но или что чтобы как если в во на с со к ко по о об от до из у за для при без между над под "
        "через не ни же ли бы это этот эта эти тот та те он она оно они его её ее их ему им мы вы я ты "
        "себя свой был была было были быть есть так также уже еще ещё"
    ),
}


def is_function(norm: str, language: str = "en") -> bool:
    """Whether a folded word is a function word of the language; False for a language without a list."""
    return norm in _LISTS.get(language, ())
