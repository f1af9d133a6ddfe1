"""News agencies: their names as articles write them, and what makes a short name certain.

Gives `AGENCIES` (one row an agency: canonical name, unmistakable names, short names that are also ordinary
words or initials) and the table of aliases built from it. A *plain* name is an agency wherever it stands
("Reuters", "Agence France-Presse"); a *short* name only in exact case and where a credit may stand
("CAIRO (AP) -", "told AP"), because AP, PA, CP, TT or MENA also mean other things. Photo agencies are kept
apart: they never stand for a text. Limits: agencies of the research list and the larger national ones; a
regional service that is not listed is not found.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Agency:
    """One news agency.

    `plain` names are unmistakable and matched in any of the usual casings; `short` names need exact case
    and a place where a credit or an attribution may stand.
    """

    name: str
    plain: tuple[str, ...]
    short: tuple[str, ...] = ()


def _rows(table: str) -> tuple[Agency, ...]:
    rows = []
    for line in table.strip().splitlines():
        name, plain, short = (cell.strip() for cell in line.split("|"))
        rows.append(Agency(name, _cells(plain), _cells(short)))
    return tuple(rows)


def _cells(text: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in text.split(";") if cell.strip())


# canonical name | plain names | short names
AGENCIES: tuple[Agency, ...] = _rows("""
Reuters | Reuters; Thomson Reuters; Рейтер; Рейтерс; رويترز; 路透社; ロイター | RTRS; RTR
AP | Associated Press; Assoc. Press; Ассошиэйтед Пресс; 美联社; أسوشيتد برس | AP; A.P.; ap
AFP | Agence France-Presse; Agence France Presse; Франс Пресс; 法新社; فرانس برس | AFP; Afp; afp; АФП
dpa | Deutsche Presse-Agentur; Deutschen Presse-Agentur; Deutsche Presse Agentur | dpa; DPA
dpa | dpa-AFX; dpa-infocom; German Press Agency |
EFE | Agencia EFE; EFE News; EFEverde; EFE-EPA | EFE; Efe
ANSA | Agenzia ANSA; ANSAmed | ANSA; Ansa
TASS | ITAR-TASS; ITAR TASS; Itar-Tass; ТАСС; ИТАР-ТАСС; Tass news agency | TASS; Tass
Interfax | Interfax; Интерфакс; Interfax-Ukraine; Интерфакс-Украина |
RIA | RIA Novosti; Ria Novosti; РИА Новости; RIA-Novosti | RIA; РИА; Ria
Xinhua | Xinhua; New China News Agency; 新华社; Синьхуа | XINHUA
Kyodo | Kyodo; Kyodo News; 共同通信; 共同社 |
Jiji | Jiji Press; 時事通信 | Jiji; JIJI
Yonhap | Yonhap; 연합뉴스 |
KCNA | Korean Central News Agency | KCNA
PTI | Press Trust of India | PTI
ANI | Asian News International | ANI
IANS | Indo-Asian News Service | IANS
UNI | United News of India | UNI
APP | Associated Press of Pakistan | APP
UPI | United Press International | UPI
Bloomberg | Bloomberg; Bloomberg News |
PA | Press Association; PA Media | PA
CP | Canadian Press; La Presse canadienne; La Presse Canadienne; Presse Canadienne | CP
AAP | Australian Associated Press | AAP
APA | Austria Presse Agentur; Austria Presse-Agentur; Austrian Press Agency | APA
Keystone-SDA | Keystone-SDA; Schweizerische Depeschenagentur; Keystone-ATS | SDA; sda; ATS; ats
AWP | awp Finanznachrichten | awp; AWP
Belga | Agence Belga; Belga News Agency | Belga; BELGA; belga
ANP | Algemeen Nederlands Persbureau | ANP
TT | Tidningarnas Telegrambyrå; TT News Agency; TT-Reuters; TT-AFP | TT
NTB | Norsk Telegrambyrå; NTB scanpix | NTB
Ritzau | Ritzau; Ritzaus Bureau |
STT | Suomen Tietotoimisto; STT-Lehtikuva | STT
PAP | Polska Agencja Prasowa; Polish Press Agency | PAP
CTK | ČTK; Česká tisková kancelář; Czech News Agency | CTK
TASR | News Agency of the Slovak Republic | TASR
MTI | Magyar Távirati Iroda; Hungarian News Agency | MTI
Agerpres | Agerpres |
BTA | Bulgarian News Agency; Bulgarian Telegraph Agency | BTA
Tanjug | Tanjug; Танјуг |
HINA | Croatian News Agency | HINA; Hina
STA | Slovenian Press Agency | STA
ANA-MPA | Athens News Agency; ANA-MPA; ΑΠΕ-ΜΠΕ | ANA
Ukrinform | Ukrinform; Укринформ; Укрінформ |
UNIAN | UNIAN; УНИАН; УНІАН |
BelTA | BelTA; БелТА | BELTA
Anadolu | Anadolu Agency; Anadolu Ajansı; Anadolu news agency; Anadolu | AA
DHA | Demirören Haber Ajansı; Demiroren News Agency | DHA
MENA | Middle East News Agency | MENA
WAM | Emirates News Agency | WAM
SPA | Saudi Press Agency | SPA
QNA | Qatar News Agency | QNA
KUNA | Kuwait News Agency | KUNA
Petra | Jordan News Agency; Petra news agency |
SANA | Syrian Arab News Agency | SANA
NNA | Lebanon's National News Agency | NNA
IRNA | Islamic Republic News Agency | IRNA
Fars | Fars News Agency; Fars news agency |
Tasnim | Tasnim News Agency; Tasnim news agency | Tasnim
Mehr | Mehr News Agency; Mehr news agency |
Antara | Antara News; Antara news agency | ANTARA; Antara
Bernama | Bernama |
VNA | Vietnam News Agency | VNA
CNA | Central News Agency | CNA
NAN | News Agency of Nigeria | NAN
PANA | PANAPRESS; Panafrican News Agency | PANA
Lusa | Agência Lusa | Lusa; LUSA
Europa Press | Europa Press |
Adnkronos | Adnkronos |
Agência Brasil | Agência Brasil |
Notimex | Notimex |
Télam | Télam; Telam |
Prensa Latina | Prensa Latina |
epd | Evangelischer Pressedienst | epd
KNA | Katholische Nachrichten-Agentur | KNA
AFX | AFX News | AFX
MarketWatch | MarketWatch |
Dow Jones | Dow Jones Newswires |
States News Service | States News Service |
McClatchy | McClatchy Washington Bureau; McClatchy-Tribune; McClatchy Newspapers |
Tribune News Service | Tribune News Service; Tribune Media Services | TNS
Scripps Howard | Scripps Howard News Service |
New York Times News Service | New York Times News Service; N.Y. Times News Service |
WaPo | Washington Post News Service; Washington Post Wire Service |
Inter Press Service | Inter Press Service |
Havas | Agence Havas | Havas
DNB | Deutsches Nachrichtenbüro |
Wolff | Wolffs Telegraphisches Bureau |
Stefani | Agenzia Stefani; Agence Stefani | Stefani
""")

# Wires that distribute other people's statements: a text that carries one is a press release.
RELEASE_WIRES: tuple[str, ...] = (
    "PRNewswire", "PR Newswire", "CNW", "GLOBE NEWSWIRE", "GlobeNewswire", "Business Wire", "BUSINESS WIRE",
    "BusinessWire", "Marketwired", "Marketwire", "ACCESSWIRE", "EIN Presswire", "EINPresswire",
    "news aktuell", "presseportal", "ots", "APA-OTS", "Newsfile Corp", "PRWEB", "NewMediaWire",
)  # fmt: skip

# Agencies that sell pictures only.
PHOTO_AGENCIES: tuple[str, ...] = (
    "Getty Images", "Getty", "EPA-EFE", "EPA/EFE", "EPA", "Shutterstock", "Alamy", "Sipa USA",
    "SIPA", "Rex Features", "Zuma Press", "ZUMA Wire", "Imago", "imago images", "picture alliance", "Corbis",
    "Polaris", "Magnum Photos", "NurPhoto", "LightRocket", "iStock", "Keystone", "Pixabay",
    "Unsplash", "Dreamstime", "Lehtikuva",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Alias:
    """One written name of an agency; `certain` when it can mean nothing else."""

    written: str
    agency: str
    certain: bool


@functools.cache
def aliases() -> dict[str, tuple[Alias, ...]]:
    """First word of a written name -> the names that begin with it, longest first."""
    rows = [Alias(name, agency.name, certain=True) for agency in AGENCIES for name in agency.plain]
    rows += [Alias(row.written.upper(), row.agency, certain=True) for row in rows]
    rows += [Alias(name, agency.name, certain=False) for agency in AGENCIES for name in agency.short]
    table: dict[str, list[Alias]] = {}
    for row in sorted(set(rows), key=lambda row: (-len(row.written), row.written, not row.certain)):
        table.setdefault(_first_word(row.written), []).append(row)
    return {word: tuple(names) for word, names in table.items()}


def _first_word(name: str) -> str:
    match = re.match(r"\w+", name)
    return match.group() if match else name


@functools.cache
def _folded_names() -> dict[str, str]:
    certain = {alias.casefold(): agency.name for agency in AGENCIES for alias in agency.plain}
    return certain | {agency.name.casefold(): agency.name for agency in AGENCIES}


def canonical(written: str) -> str | None:
    """The canonical name of an agency as an article writes it, or None.

    >>> canonical("The Associated Press"), canonical("REUTERS"), canonical("table")
    ('AP', 'Reuters', None)
    """
    name = re.sub(r"^the\s+(?=\S)", "", written.strip(), flags=re.IGNORECASE)
    return _folded_names().get(name.casefold())


@functools.cache
def _short_names() -> dict[str, str]:
    return {alias: agency.name for agency in AGENCIES for alias in agency.short}


def short_name(written: str) -> str | None:
    """The agency a short name stands for, in exact case: only for places where an agency is expected."""
    return _short_names().get(written)
