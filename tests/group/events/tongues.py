"""Invented reports of six events in five languages: two floods in a week, two trials in a town, two votes."""

from __future__ import annotations

REPORTS: dict[str, dict[str, tuple[str, ...]]] = {
    "flood in Orvelle": {
        "en": (
            "Nine people died when the Sarne burst its banks at Orvelle on Sunday night. A dam above the "
            "town gave way after two days of rain, and water stood two metres deep in the old quarter. "
            "Six hundred families were taken to schools and churches, the prefect Mireille Castaing said.",
            "Rescuers in Orvelle searched flooded cellars on Monday after a dam broke and the river Sarne "
            "swept through the town, killing nine. Prefect Mireille Castaing said 600 families had lost "
            "their homes and that the rain was not over.",
        ),
        "fr": (
            "Neuf personnes ont péri dans la nuit de dimanche à Orvelle, où la Sarne est sortie de son "
            "lit. Un barrage en amont de la ville a cédé après deux jours de pluie et l'eau a atteint "
            "deux mètres dans le vieux quartier. Six cents familles ont été hébergées dans des écoles et "
            "des églises, selon la préfète Mireille Castaing.",
        ),
        "de": (
            "Neun Menschen sind in der Nacht zum Montag in Orvelle ums Leben gekommen, als die Sarne über "
            "die Ufer trat. Oberhalb der Stadt brach nach zwei Tagen Regen ein Damm, in der Altstadt "
            "stand das Wasser zwei Meter hoch. Sechshundert Familien wurden in Schulen und Kirchen "
            "untergebracht, sagte die Präfektin Mireille Castaing.",
        ),
        "es": (
            "Nueve personas murieron en la noche del domingo en Orvelle al desbordarse el río Sarne. Una "
            "presa situada por encima de la ciudad cedió tras dos días de lluvia y el agua alcanzó dos "
            "metros en el casco antiguo. Seiscientas familias fueron trasladadas a escuelas e iglesias, "
            "informó la prefecta Mireille Castaing.",
        ),
        "ru": (
            "Девять человек погибли в ночь на понедельник в городе Орвель, где река Сарна вышла из "
            "берегов. После двух дней дождей прорвало плотину выше города, вода в старом квартале "
            "поднялась на два метра. Шестьсот семей разместили в школах и церквях, сообщила префект Мирей "
            "Кастен.",
        ),
    },
    "storm surge at Kestrova": {
        "en": (
            "A storm surge flooded the harbour of Kestrova on Tuesday and killed three fishermen. Waves "
            "threw trawlers onto the quay and cut the power in half the city. Mayor Danilo Petrusic "
            "closed the port and asked the navy for pumps.",
            "Three fishermen drowned at Kestrova on Tuesday as the sea rose over the harbour wall in the "
            "worst gale for forty years. Trawlers lay across the quay road. The port is shut until the "
            "navy's pumps arrive, mayor Danilo Petrusic said.",
        ),
        "fr": (
            "Une onde de tempête a submergé mardi le port de Kestrova et tué trois pêcheurs. Les vagues "
            "ont jeté des chalutiers sur le quai et privé de courant la moitié de la ville. Le maire "
            "Danilo Petrusic a fermé le port et demandé des pompes à la marine.",
        ),
        "de": (
            "Eine Sturmflut hat am Dienstag den Hafen von Kestrova überschwemmt und drei Fischer getötet. "
            "Wellen warfen Kutter auf den Kai, in der halben Stadt fiel der Strom aus. Bürgermeister "
            "Danilo Petrusic sperrte den Hafen und bat die Marine um Pumpen.",
        ),
        "es": (
            "Una marejada inundó el martes el puerto de Kestrova y mató a tres pescadores. Las olas "
            "lanzaron barcos de arrastre sobre el muelle y dejaron sin luz a media ciudad. El alcalde "
            "Danilo Petrusic cerró el puerto y pidió bombas de agua a la marina.",
        ),
        "ru": (
            "Штормовой нагон затопил во вторник гавань Кестровы, погибли трое рыбаков. Волны выбросили "
            "траулеры на причал, половина города осталась без электричества. Мэр Данило Петрушич закрыл "
            "порт и попросил у военного флота насосы.",
        ),
    },
    "the banker's trial": {
        "en": (
            "A court in Velmora sentenced the banker Oskar Dahlgren to nine years in prison for fraud on "
            "Monday. He had taken 40 million crowns from pensioners who trusted the Lumen fund, judge "
            "Paula Ferrante said. His lawyers will appeal.",
        ),
        "fr": (
            "Un tribunal de Velmora a condamné lundi le banquier Oskar Dahlgren à neuf ans de prison pour "
            "escroquerie. Il avait détourné 40 millions de couronnes de retraités qui avaient placé leur "
            "argent dans le fonds Lumen, a dit la juge Paula Ferrante. Ses avocats feront appel.",
        ),
        "de": (
            "Ein Gericht in Velmora hat den Bankier Oskar Dahlgren am Montag wegen Betrugs zu neun Jahren "
            "Haft verurteilt. Er habe Rentnern, die dem Lumen-Fonds vertrauten, 40 Millionen Kronen "
            "genommen, sagte Richterin Paula Ferrante. Seine Anwälte wollen Berufung einlegen.",
        ),
        "es": (
            "Un tribunal de Velmora condenó el lunes al banquero Oskar Dahlgren a nueve años de cárcel "
            "por fraude. Se había quedado con 40 millones de coronas de jubilados que confiaban en el "
            "fondo Lumen, dijo la jueza Paula Ferrante. Sus abogados recurrirán.",
        ),
        "ru": (
            "Суд в Вельморе приговорил в понедельник банкира Оскара Дальгрена к девяти годам тюрьмы за "
            "мошенничество. Он присвоил 40 миллионов крон пенсионеров, доверивших деньги фонду «Люмен», "
            "сказала судья Паула Ферранте. Адвокаты подадут апелляцию.",
        ),
    },
    "the customs officer's trial": {
        "en": (
            "Customs officer Milos Janda must go to prison for six years for bribery, a Velmora court "
            "ruled on Monday. He let 200 trucks of smuggled tobacco pass the border for money, judge "
            "Henrik Stolz said. Two of his colleagues were acquitted.",
        ),
        "fr": (
            "Le douanier Milos Janda ira six ans en prison pour corruption, a décidé lundi un tribunal de "
            "Velmora. Contre de l'argent il a laissé passer la frontière à 200 camions de tabac de "
            "contrebande, a dit le juge Henrik Stolz. Deux de ses collègues ont été acquittés.",
        ),
        "de": (
            "Der Zollbeamte Milos Janda muss wegen Bestechlichkeit für sechs Jahre ins Gefängnis, "
            "entschied ein Gericht in Velmora am Montag. Gegen Geld ließ er 200 Lastwagen mit "
            "geschmuggeltem Tabak über die Grenze, sagte Richter Henrik Stolz. Zwei seiner Kollegen "
            "wurden freigesprochen.",
        ),
        "es": (
            "El agente de aduanas Milos Janda irá seis años a prisión por soborno, decidió el lunes un "
            "tribunal de Velmora. A cambio de dinero dejó cruzar la frontera a 200 camiones de tabaco de "
            "contrabando, dijo el juez Henrik Stolz. Dos de sus colegas fueron absueltos.",
        ),
        "ru": (
            "Таможенник Милош Янда проведёт шесть лет в тюрьме за взятки, решил в понедельник суд в "
            "Вельморе. За деньги он пропустил через границу 200 грузовиков с контрабандным табаком, "
            "сказал судья Хенрик Штольц. Двое его коллег оправданы.",
        ),
    },
    "the vote in Tarvia": {
        "en": (
            "The Green Union of Ilona Marek won the parliamentary election in Tarvia on Sunday with 38 "
            "per cent of the vote. The governing Conservatives fell to 29 per cent, and prime minister "
            "Bruno Halvick conceded defeat. Marek wants to form a coalition with the Liberals.",
        ),
        "fr": (
            "L'Union verte d'Ilona Marek a remporté dimanche les élections législatives en Tarvie avec 38 "
            "pour cent des voix. Les conservateurs au pouvoir tombent à 29 pour cent et le premier "
            "ministre Bruno Halvick a reconnu sa défaite. Marek veut former une coalition avec les "
            "libéraux.",
        ),
        "de": (
            "Die Grüne Union von Ilona Marek hat am Sonntag die Parlamentswahl in Tarvien mit 38 Prozent "
            "der Stimmen gewonnen. Die regierenden Konservativen fielen auf 29 Prozent, Ministerpräsident "
            "Bruno Halvick räumte die Niederlage ein. Marek will eine Koalition mit den Liberalen bilden.",
        ),
        "es": (
            "La Unión Verde de Ilona Marek ganó el domingo las elecciones parlamentarias en Tarvia con el "
            "38 por ciento de los votos. Los conservadores en el gobierno cayeron al 29 por ciento y el "
            "primer ministro Bruno Halvick admitió la derrota. Marek quiere formar coalición con los "
            "liberales.",
        ),
        "ru": (
            "Зелёный союз Илоны Марек победил в воскресенье на парламентских выборах в Тарвии, получив 38 "
            "процентов голосов. Правящие консерваторы опустились до 29 процентов, премьер-министр Бруно "
            "Хальвик признал поражение. Марек намерена создать коалицию с либералами.",
        ),
    },
    "the vote on the airport": {
        "en": (
            "The citizens of Lindesburg turned down a third runway for their airport in a referendum on "
            "Sunday. 57 per cent voted against the plan, which would have cost two villages their homes. "
            "Airport director Sofie Brandauer spoke of a setback for the region's economy.",
        ),
        "fr": (
            "Les habitants de Lindesburg ont rejeté dimanche par référendum une troisième piste pour leur "
            "aéroport. 57 pour cent ont voté contre le projet, qui aurait coûté leurs maisons à deux "
            "villages. La directrice de l'aéroport, Sofie Brandauer, a parlé d'un revers pour l'économie "
            "de la région.",
        ),
        "de": (
            "Die Bürger von Lindesburg haben am Sonntag in einem Volksentscheid eine dritte Startbahn für "
            "ihren Flughafen abgelehnt. 57 Prozent stimmten gegen den Plan, dem zwei Dörfer hätten "
            "weichen müssen. Flughafenchefin Sofie Brandauer sprach von einem Rückschlag für die "
            "Wirtschaft der Region.",
        ),
        "es": (
            "Los ciudadanos de Lindesburg rechazaron el domingo en referéndum una tercera pista para su "
            "aeropuerto. El 57 por ciento votó en contra del plan, que habría costado sus casas a dos "
            "pueblos. La directora del aeropuerto, Sofie Brandauer, habló de un revés para la economía de "
            "la región.",
        ),
        "ru": (
            "Жители Линдесбурга отвергли в воскресенье на референдуме третью взлётную полосу для своего "
            "аэропорта. 57 процентов проголосовали против плана, из-за которого пришлось бы снести две "
            "деревни. Директор аэропорта Софи Брандауэр назвала это ударом по экономике региона.",
        ),
    },
}
