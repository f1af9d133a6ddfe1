"""Lines by which a page speaks for itself: links to other stories, calls to join, notices of rights.

In: one line of a page's text. Out: whether a reader of the article should not see it. `text.furniture` knows
the prompts of English pages and the commonest of others, wherever a text comes from; these are further ones
that stand in pages of the large European languages. A line that names an agency is never one of them: it may
be the credit.
"""

from __future__ import annotations

import re

from wirecopy.lexicon.agencies import canonical, short_name
from wirecopy.text.furniture import is_furniture
from wirecopy.text.notices import of_credit

_LONGEST = 300
_LABELS = re.compile(
    r"""(?:
    (?:auch|mehr|jetzt)\ lesen | lesen\ sie\ (?:auch|dazu|hier).{0,30} | siehe\ auch | weiterlesen
    | mehr\ (?:dazu|infos?)
    | (?:le|te|os)\ puede[n]?\ interesar | puede[s]?\ ver
    | (?:lee|lea|leer|mira|mire|vea|ver|vé)\ (?:también|además|más)
    | (?:leia|veja|saiba)\ (?:também|mais) | leggi\ (?:anche|pure) | (?:lees|bekijk)\ ook
    | läs\ (?:också|mer|även)
    | les\ også | læs\ også | (?:czytaj|zobacz)\ (?:także|też|również|więcej)
    | (?:à\ )?(?:lire|voir)\ aussi
    | sur\ le\ même\ sujet | читайте\ (?:также|ещё) | смотрите\ также | lue\ myös
    )\s{0,3}[:»>→|–-]""",
    re.IGNORECASE | re.VERBOSE,
)
_WHOLE = re.compile(
    r"""(?:
    inhaltsverzeichnis | inhalt | spis\ treści | sommaire | índice | sumario | table\ of\ contents
    | contenidos?\ relacionados? | (?:notas|noticias|artículos)\ relacionad[ao]s | artikel\ zum\ thema
    | zum\ thema
    | (?:das|dies(?:e[sr]?)?)?\ ?(?:\w+\ )?könnte[n]?\ (?:dich|sie|euch|ihnen)\ auch\ interessieren
    | (?:das\ )?könnte\ (?:dir|ihnen|euch)\ auch\ gefallen | vous\ aimerez\ aussi | sur\ le\ même\ sujet
    | (?:weitere|mehr)\ (?:informationen|artikel|beiträge|meldungen|infos|themen)(?:\ zum?.{0,40})?
    | zusatzinformationen | weiterführende\ (?:links|informationen) | downloads? | lesetipps?
    | (?:keine|\d{1,4})\ kommentare?\b.{0,60} | (?:no|sin)\ hay\ comentarios
    | kommentar\ (?:schreiben|verfassen)
    | (?:hinterlasse|schreibe)n?\ (?:sie\ )?einen\ kommentar.{0,60}
    | artikel\ (?:teilen|drucken|kommentieren)
    | ansprechpartner(?:in|innen)?\b.{0,40} | pressekontakt | zurück\ zur\ übersicht
    )\s{0,3}[:.!…]{0,3}""",
    re.IGNORECASE | re.VERBOSE,
)
_OPENINGS = re.compile(
    r"""(?:
    ©\s{0,3}(?:\d{4}|copyright)\b | copyright\s(?:©|\(c\)|\d{4}) | alle\ rechte\ vorbehalten
    | todos\ los\ derechos\ reserv
    | tous\ droits\ réservés | wszelkie\ prawa | materiał\ chroniony | vervielfältigung\ nur
    | все\ права\ защищены
    | (?:hazte|únete|suscríbete|síguenos|apóyanos|regístrate)\b | rejoignez | abonnez-vous
    | inscrivez-vous | melden\ sie\ sich\ (?:jetzt|hier)
    | we\ want\ to\ hear\ what\ you | do\ you\ want\ to\ be\ informed
    | (?:jetzt|hier)\ (?:abonnieren|anmelden|registrieren|spenden)
    | (?:dieser|der)\ (?:beitrag|artikel|text)\ enthält\ (?:werbung|affiliate|werbelinks)
    | \*{1,2}\ ?(?:werbung|anzeige|affiliate)
    | folgen?\ (?:sie|du)?\ ?uns\b | schreiben\ sie\ uns | unterstütze[n]?\ (?:sie\ )?(?:uns|unsere)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_NAME = re.compile(r"[^\W\d_][\w.'’-]*")


def is_prompt(line: str) -> bool:
    """Whether a line is the page's own word.

    Args:
        line: one line of a page's text, trimmed.
    """
    if not line or len(line) > _LONGEST:
        return False
    known = is_furniture(line) and not of_credit(line)
    return (known or _speaks(line)) and not _names_agency(line)


def _speaks(line: str) -> bool:
    return bool(_LABELS.match(line) or _WHOLE.fullmatch(line) or _OPENINGS.match(line))


def _names_agency(line: str) -> bool:
    """Whether one of the words is the name of a news agency."""
    return any(canonical(word) or short_name(word) for word in _NAME.findall(line))
