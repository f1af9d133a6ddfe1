"""Weekday names and the words for days near today, in English, French, German, Spanish and more.

Keys are lower case: `WEEKDAYS["montag"]` is 0 (Monday), `DAYS["tomorrow"]` is 1 day from the article's own.
Month names stand with the reading of date lines (`text.dates`). Short forms that are ordinary words too
("sat", "sun", "wed") are left out.
"""

from __future__ import annotations

_WEEKDAYS = """
monday tuesday wednesday thursday friday saturday sunday
mon tues weds thurs fri saturday sunday
lundi mardi mercredi jeudi vendredi samedi dimanche
montag dienstag mittwoch donnerstag freitag samstag sonntag
montagabend dienstagabend mittwochabend donnerstagabend freitagabend sonnabend sonntagabend
lunes martes miércoles jueves viernes sábado domingo
lunedì martedì mercoledì giovedì venerdì sabato domenica
maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
понедельник вторник среду четверг пятницу субботу воскресенье
понедельник вторник среда четверг пятница суббота воскресенье
"""

WEEKDAYS: dict[str, int] = {
    name: number for row in _WEEKDAYS.strip().splitlines() for number, name in enumerate(row.split())
}
DAYS: dict[str, int] = {
    "today": 0, "tonight": 0, "tomorrow": 1, "yesterday": -1, "overnight": 0,
    "aujourd'hui": 0, "demain": 1, "hier": -1, "heute": 0, "gestern": -1, "übermorgen": 2,
    "vorgestern": -2, "hoy": 0, "ayer": -1, "oggi": 0, "domani": 1, "ieri": -1, "сегодня": 0,
    "завтра": 1, "вчера": -1, "послезавтра": 2, "позавчера": -2,
}  # fmt: skip
