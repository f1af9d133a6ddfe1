"""Newspapers, broadcasters and sites that people speak to, and the words that mark one.

`medium("the Journal du Dimanche")` gives the name of a medium, None for anything else. A name is a medium
when it is an agency, stands in the list, or holds a word such as Times, Post or Zeitung. Limits: a medium
with an unmarked name that is not listed ("Stern") goes unseen.
"""

from __future__ import annotations

from wirecopy.lexicon import agencies
from wirecopy.lexicon.wordlist import word_set

# The site of an address, which stands for an outlet that is not named.
HOST = r"^https?://(?:[^/@]*@)?(?:www\.)?(?P<host>[^/:?#]+)"

_LISTED = word_set("""
    bbc cnn cnbc msnbc nbc abc cbs pbs npr itv c-span rt sky al_jazeera al_arabiya bild der_spiegel
    spiegel die_zeit die_welt welt faz stern focus ard zdf le_monde le_figaro le_parisien libération
    liberation l'express l'obs el_país el_pais el_mundo abc la_vanguardia la_repubblica repubblica
    corriere il_sole politico axios vox buzzfeed breitbart slate salon quartz wired newsweek fortune
    forbes variety deadline vanity_fair gq esquire rolling_stone haaretz kommersant kommersant
    vedomosti izvestia izvestiya rbc meduza novaya_gazeta sputnik kyodo nhk asahi yomiuri nikkei
    caixin xinhua france_info france_inter franceinfo rtl bfm bfmtv lci europe_1 france_2 france_24
    deutsche_welle dw swissinfo tass cctv cgtn sana press_tv dawn the_hindu the_sun the_mirror
    usa_today the_hill the_atlantic the_economist the_nation the_intercept propublica bellingcat
    the_times the_guardian guardian economist atlantic hill intercept
""")
_MARKS = word_set("""
    times post news journal tribune herald gazette chronicle telegraph guardian mail express mirror
    observer independent standard daily weekly magazine radio television tv newspaper review globe
    inquirer sun star press dispatch courier examiner register sentinel today show zeitung
    tageszeitung nachrichten rundschau anzeiger blatt presse dimanche figaro monde soir gazzetta
    corriere diario noticias periódico дневник газета известия новости channel broadcasting network
    podcast agency agence agencia
""")


def medium(written: str) -> str | None:
    """The name of a medium as written, or None for what is no medium.

    >>> medium("Journal du Dimanche"), medium("Reuters"), medium("Brandt")
    ('Journal du Dimanche', 'Reuters', None)
    """
    name = written.strip().rstrip(".,")
    for suffix in ("'s", "’s"):
        name = name.removesuffix(suffix)
    agency = agencies.canonical(name) or agencies.short_name(name)
    lower = name.lower().replace("’", "'")
    if agency or lower in _LISTED or lower.removeprefix("the ") in _LISTED:
        return name
    return name if any(word in _MARKS for word in lower.replace("-", " ").split()) else None
