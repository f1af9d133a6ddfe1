"""Countries with their adjectives, capitals and seats of power, world cities, and bodies known by name.

All keys are lower case, straight apostrophes. `COUNTRIES` maps every word for a country or its people to one
key ("russian", "russians", "russia" -> "russia"); `METONYMS` maps a capital or seat to the state it stands
for when it acts ("moscow", "kremlin" -> "russia") and is kept apart because a capital is also a place;
`INSTITUTIONS` are organisations; `CITIES` and `REGIONS` are places that stand for no state. Limits: states in
the news, English names, the larger cities.
"""

from __future__ import annotations

from wirecopy.lexicon.wordlist import word_set, words

# country | other names and its people | capital and seats of power that stand for it
_COUNTRIES = """
afghanistan | afghan afghans | kabul
albania | albanian albanians | tirana
algeria | algerian algerians | algiers
angola | angolan angolans | luanda
argentina | argentine argentines argentinian argentinians | buenos_aires casa_rosada
armenia | armenian armenians | yerevan
australia | australian australians aussie | canberra
austria | austrian austrians | vienna
azerbaijan | azerbaijani azerbaijanis azeri azeris | baku
bahrain | bahraini bahrainis | manama
bangladesh | bangladeshi bangladeshis | dhaka
belarus | belarusian belarusians belarussian byelorussia | minsk
belgium | belgian belgians |
bolivia | bolivian bolivians | la_paz
bosnia | bosnian bosnians bosnia_and_herzegovina bosnia-herzegovina | sarajevo
botswana | botswanan | gaborone
brazil | brazilian brazilians | brasilia brasília
britain | british briton britons uk u.k. united_kingdom | london downing_street
britain | great_britain england english | whitehall
bulgaria | bulgarian bulgarians | sofia
burkina faso | burkinabe | ouagadougou
burundi | burundian | bujumbura
cambodia | cambodian cambodians | phnom_penh
cameroon | cameroonian cameroonians | yaounde
canada | canadian canadians | ottawa
chad | chadian chadians | n'djamena
chile | chilean chileans | santiago
china | chinese people's_republic_of_china prc | beijing peking zhongnanhai
colombia | colombian colombians | bogota bogotá
congo | congolese democratic_republic_of_congo drc dr_congo | kinshasa
costa rica | costa_rican costa_ricans |
croatia | croatian croatians croat croats | zagreb
cuba | cuban cubans | havana
cyprus | cypriot cypriots | nicosia
czech republic | czech czechs czechia | prague
denmark | danish dane danes | copenhagen
ecuador | ecuadorean ecuadorian ecuadorians | quito
egypt | egyptian egyptians | cairo
el salvador | salvadoran salvadorans | san_salvador
eritrea | eritrean eritreans | asmara
estonia | estonian estonians | tallinn
ethiopia | ethiopian ethiopians | addis_ababa
finland | finnish finn finns | helsinki
france | french frenchman frenchmen frenchwoman | paris elysee élysée elysée quai_d'orsay matignon
georgia | georgian georgians | tbilisi
germany | german germans | berlin chancellery
ghana | ghanaian ghanaians | accra
greece | greek greeks | athens
guatemala | guatemalan guatemalans | guatemala_city
guinea | guinean guineans | conakry
haiti | haitian haitians | port-au-prince
honduras | honduran hondurans | tegucigalpa
hungary | hungarian hungarians | budapest
iceland | icelandic icelander icelanders | reykjavik
india | indian indians | new_delhi delhi
indonesia | indonesian indonesians | jakarta
iran | iranian iranians islamic_republic | tehran teheran
iraq | iraqi iraqis | baghdad
ireland | irish irishman | dublin
israel | israeli israelis | tel_aviv jerusalem
italy | italian italians | rome palazzo_chigi quirinale
ivory coast | ivorian ivorians côte_d'ivoire cote_d'ivoire | abidjan yamoussoukro
jamaica | jamaican jamaicans | kingston
japan | japanese | tokyo
jordan | jordanian jordanians | amman
kazakhstan | kazakh kazakhs | astana nur-sultan
kenya | kenyan kenyans | nairobi
kosovo | kosovar kosovars kosovan | pristina
kuwait | kuwaiti kuwaitis | kuwait_city
kyrgyzstan | kyrgyz | bishkek
laos | laotian lao | vientiane
latvia | latvian latvians | riga
lebanon | lebanese | beirut
liberia | liberian liberians | monrovia
libya | libyan libyans | tripoli benghazi
lithuania | lithuanian lithuanians | vilnius
luxembourg | luxembourgish |
madagascar | malagasy | antananarivo
malawi | malawian | lilongwe
malaysia | malaysian malaysians | kuala_lumpur putrajaya
mali | malian malians | bamako
malta | maltese | valletta
mauritania | mauritanian | nouakchott
mexico | mexican mexicans | mexico_city
moldova | moldovan moldovans | chisinau
mongolia | mongolian mongolians | ulaanbaatar
montenegro | montenegrin montenegrins | podgorica
morocco | moroccan moroccans | rabat
mozambique | mozambican | maputo
myanmar | burma burmese | naypyidaw yangon
nepal | nepali nepalese | kathmandu
netherlands | dutch dutchman holland | the_hague amsterdam
new zealand | new_zealander new_zealanders kiwi | wellington
nicaragua | nicaraguan nicaraguans | managua
niger | nigerien | niamey
nigeria | nigerian nigerians | abuja
north korea | north_korean north_koreans dprk | pyongyang
north macedonia | macedonian macedonians macedonia | skopje
norway | norwegian norwegians | oslo
oman | omani omanis | muscat
pakistan | pakistani pakistanis | islamabad
palestine | palestinian palestinians palestinian_authority | ramallah
panama | panamanian panamanians | panama_city
paraguay | paraguayan | asuncion
peru | peruvian peruvians | lima
philippines | philippine filipino filipinos | manila malacanang
poland | polish pole poles | warsaw
portugal | portuguese | lisbon
qatar | qatari qataris | doha
romania | romanian romanians | bucharest
russia | russian russians russian_federation | moscow kremlin
rwanda | rwandan rwandans | kigali
saudi arabia | saudi saudis saudi_arabian | riyadh
senegal | senegalese | dakar
serbia | serbian serbians serb serbs | belgrade
sierra leone | sierra_leonean | freetown
singapore | singaporean singaporeans |
slovakia | slovak slovaks slovakian | bratislava
slovenia | slovenian slovenians slovene slovenes | ljubljana
somalia | somali somalis | mogadishu
south africa | south_african south_africans | pretoria
south korea | south_korean south_koreans | seoul blue_house
south sudan | south_sudanese | juba
soviet union | soviet soviets ussr u.s.s.r. |
spain | spanish spaniard spaniards | madrid moncloa
sri lanka | sri_lankan sri_lankans | colombo
sudan | sudanese | khartoum
sweden | swedish swede swedes | stockholm
switzerland | swiss | bern berne
syria | syrian syrians | damascus
taiwan | taiwanese | taipei
tajikistan | tajik tajiks | dushanbe
tanzania | tanzanian tanzanians | dodoma
thailand | thai thais | bangkok
tunisia | tunisian tunisians | tunis
turkey | turkish turk turks türkiye turkiye | ankara
turkmenistan | turkmen | ashgabat
uganda | ugandan ugandans | kampala
ukraine | ukrainian ukrainians | kiev kyiv bankova
united arab emirates | emirati emiratis uae u.a.e. | abu_dhabi
united states | american americans us u.s. u.s usa u.s.a. america | washington white_house
united states | united_states_of_america | pentagon state_department
uruguay | uruguayan uruguayans | montevideo
uzbekistan | uzbek uzbeks | tashkent
vatican | holy_see |
venezuela | venezuelan venezuelans | caracas miraflores
vietnam | vietnamese | hanoi
yemen | yemeni yemenis | sanaa sana'a
zambia | zambian zambians | lusaka
zimbabwe | zimbabwean zimbabweans | harare
"""

_CITIES = """
new_york new_york_city los_angeles chicago houston phoenix philadelphia san_antonio san_diego dallas
san_francisco seattle denver boston detroit nashville memphis portland las_vegas baltimore milwaukee
albuquerque tucson fresno atlanta miami oakland minneapolis cleveland tampa new_orleans honolulu orlando
cincinnati pittsburgh st._louis sacramento kansas_city charlotte columbus indianapolis austin jacksonville
salt_lake_city des_moines manhattan brooklyn queens hollywood buffalo ferguson annapolis albany richmond
concord manchester anchorage toronto montreal vancouver calgary quebec_city edmonton winnipeg birmingham
leeds glasgow edinburgh liverpool bristol cardiff belfast sheffield oxford cambridge southampton lyon
marseille toulouse nice bordeaux lille strasbourg nantes versailles calais cannes davos brussels antwerp
ghent munich hamburg frankfurt cologne düsseldorf stuttgart dresden leipzig bonn nuremberg zurich geneva
basel lausanne barcelona valencia seville bilbao milan naples turin florence venice genoa palermo porto
rotterdam st._petersburg saint_petersburg sochi kaliningrad vladivostok novosibirsk rostov kazan
yekaterinburg belgorod grozny lviv odessa odesa kharkiv kharkov donetsk luhansk lugansk mariupol dnipro
kherson zaporizhzhia sevastopol simferopol bucha izium bakhmut krakow gdansk lodz poznan brno odessa
istanbul izmir antalya gaza gaza_city hebron nablus haifa aleppo idlib homs raqqa palmyra mosul basra
erbil kirkuk fallujah mecca medina jeddah dubai sharjah aden hodeida isfahan mashhad alexandria shanghai
hong_kong guangzhou shenzhen wuhan chengdu tianjin lhasa urumqi macau osaka kyoto nagoya hiroshima
fukushima sapporo busan mumbai bombay kolkata calcutta chennai bangalore hyderabad ahmedabad lucknow
karachi lahore peshawar kandahar herat chittagong ho_chi_minh_city saigon bali surabaya cebu sydney
melbourne brisbane perth adelaide darwin auckland christchurch lagos kano johannesburg cape_town durban
mombasa casablanca dar_es_salaam timbuktu goma rio_de_janeiro rio são_paulo sao_paulo salvador medellin
cali guayaquil cordoba rosario monterrey guadalajara tijuana cancun
"""

_REGIONS = """
europe asia africa north_america south_america latin_america central_america middle_east caribbean
antarctica arctic eastern_europe western_europe central_europe central_asia southeast_asia east_asia
south_asia north_africa west_africa east_africa sub-saharan_africa balkans caucasus scandinavia baltics
mediterranean atlantic pacific black_sea red_sea south_china_sea persian_gulf crimea donbas donbass
siberia chechnya dagestan transnistria abkhazia south_ossetia nagorno-karabakh kashmir punjab tibet
xinjiang kurdistan west_bank gaza_strip golan_heights sinai darfur sahel catalonia scotland wales
northern_ireland bavaria saxony flanders wallonia brittany normandy corsica sicily sardinia guantanamo
guantanamo_bay puerto_rico greenland hokkaido okinawa alabama alaska arizona arkansas california colorado
connecticut delaware florida hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland
massachusetts michigan minnesota mississippi missouri montana nebraska nevada new_hampshire new_jersey
new_mexico new_york_state north_carolina north_dakota ohio oklahoma oregon pennsylvania rhode_island
south_carolina south_dakota tennessee texas utah vermont virginia west_virginia wisconsin wyoming
silicon_valley wall_street capitol_hill midwest new_england long_island staten_island bronx harlem ontario
quebec alberta british_columbia manitoba saskatchewan nova_scotia queensland new_south_wales
"""

_INSTITUTIONS = """
nato un u.n. united_nations eu e.u. european_union european_commission european_parliament
european_council european_central_bank ecb imf international_monetary_fund world_bank wto
world_trade_organization who world_health_organization opec osce g7 g8 g20 brics asean african_union au
arab_league icc international_criminal_court security_council general_assembly unicef unesco unhcr iaea
interpol red_cross amnesty_international human_rights_watch greenpeace médecins_sans_frontières
doctors_without_borders white_house pentagon state_department justice_department treasury congress senate
house_of_representatives supreme_court fbi cia nsa dea doj dhs fema irs epa fda cdc nasa federal_reserve
fed sec ftc fcc faa noaa gop republican_party democratic_party democratic_national_committee
republican_national_committee dnc rnc kremlin duma state_duma fsb gru svr wagner wagner_group gazprom
rosneft parliament house_of_commons house_of_lords downing_street foreign_office home_office labour_party
conservative_party scotland_yard mi5 mi6 nhs bank_of_england buckingham_palace bundestag bundesrat
bundeswehr bundesbank cdu csu spd afd élysée élysée_palace elysee_palace national_assembly knesset idf
mossad hamas hezbollah hizbollah fatah plo taliban al-qaeda al_qaeda isis isil islamic_state boko_haram
al-shabab houthis politburo communist_party people's_liberation_army red_army facebook google apple amazon
microsoft twitter tesla boeing airbus volkswagen siemens samsung toyota sony goldman_sachs jpmorgan exxon
exxonmobil shell bp wikileaks netflix uber walmart ford general_motors ibm intel new_york_times
washington_post wall_street_journal guardian bbc cnn fox_news nbc cbs abc msnbc npr politico
financial_times le_monde le_figaro der_spiegel die_zeit el_pais al_jazeera al_arabiya sky_news usa_today
buzzfeed breitbart huffington_post daily_mail daily_telegraph the_times bloomberg reuters associated_press
fifa uefa ioc nba nfl mlb nhl olympic_committee
"""


def _read() -> tuple[dict[str, str], dict[str, str]]:
    countries: dict[str, str] = {}
    metonyms: dict[str, str] = {}
    for line in _COUNTRIES.strip().splitlines():
        country, people, seats = (cell.strip() for cell in line.split("|"))
        countries[country] = country
        countries.update(dict.fromkeys(words(people), country))
        metonyms.update(dict.fromkeys(words(seats), country))
    return countries, metonyms


COUNTRIES: dict[str, str]
METONYMS: dict[str, str]
COUNTRIES, METONYMS = _read()
CITIES: frozenset[str] = word_set(_CITIES)
REGIONS: frozenset[str] = word_set(_REGIONS)
INSTITUTIONS: frozenset[str] = word_set(_INSTITUTIONS)
COUNTRY_NAMES: frozenset[str] = frozenset(COUNTRIES.values()) | {
    "uk", "u.k.", "us", "u.s.", "u.s", "usa", "america", "great britain", "england", "united kingdom", "uae",
    "bosnia and herzegovina", "czechia", "holland", "burma", "macedonia", "drc", "dr congo", "prc", "ussr",
    "holy see", "democratic republic of congo", "türkiye", "russian federation",
}  # fmt: skip

# Adjectives of regions and of belief: capitalised, but nobody's name.
ADJECTIVES: frozenset[str] = word_set("""
    west east north south
    western eastern northern southern european europeans african africans asian asians arab arabs
    arabic latin north_american south_american middle_eastern mediterranean nordic baltic balkan
    slavic germanic central_asian christian christians muslim muslims islamic islamist islamists
    jewish jew jews catholic catholics protestant orthodox sunni sunnis shiite shiites shia hindu
    hindus buddhist republican republicans democrat democrats democratic conservative conservatives
    labour liberal liberals communist communists socialist socialists nazi nazis kurdish kurd kurds
    chechen chechens catalan scottish welsh texan texans californian hispanic hispanics latino latinos
    african-american african-americans black white indigenous olympic tory tories
""")

# Last words that make a capital run an organisation, and a place.
ORGANISATION_HEADS: frozenset[str] = word_set("""
    agency association authority bank board bureau center centre chamber church club coalition college
    commission committee company conference congress corp corporation council court department
    foundation front fund group inc institute institution journal league ltd magazine ministry
    movement museum network news newspaper observatory office organisation organization parliament
    partners party police post press school senate service services society syndicate times tribunal
    tribune union university caucus campaign party army navy airlines airways motors industries
    holdings technologies technology media broadcasting gmbh ag llc plc federation confederation
    alliance initiative administration guard herald gazette chronicle daily
""")
PLACE_HEADS: frozenset[str] = word_set("""
    airport avenue bay beach bridge city coast county desert district forest harbor harbour hill hills
    hospital island islands isle lake mountain mountains ocean palace park peninsula port province
    river road sea square state strait street town tower valley village region territory oblast
    prefecture canal base cathedral stadium station square
""")


def country(norm: str) -> str | None:
    """The country a lower-case word names or belongs to, or None.

    >>> country("russian"), country("u.s."), country("moscow"), country("table")
    ('russia', 'united states', None, None)
    """
    return COUNTRIES.get(norm)


def state(norm: str) -> str | None:
    """The state a lower-case word stands for when it acts: country words, capitals and seats of power.

    >>> state("kremlin"), state("kyiv"), state("french"), state("hamburg")
    ('russia', 'ukraine', 'france', None)
    """
    return COUNTRIES.get(norm) or METONYMS.get(norm)


def is_place(norm: str) -> bool:
    """Whether a lower-case name is a place: a country, its capital, a city or region (no demonyms)."""
    return norm in COUNTRY_NAMES or norm in CITIES or norm in REGIONS or _is_capital(norm)


def _is_capital(norm: str) -> bool:
    return norm in METONYMS and norm not in INSTITUTIONS
