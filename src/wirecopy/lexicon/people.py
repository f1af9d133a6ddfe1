"""Words that announce a person: titles, role nouns, pronouns and common given names.

Courtesy titles carry no meaning ("Mr"); role titles do ("President"), and stand before a name without
being part of it. `GIVEN_NAMES` is a short list of names common in world news, enough to tell "Boris Johnson"
from "Johnson Controls"; it decides nothing alone. Limits: titles in English, French, German, Spanish,
Italian and Russian.
"""

from __future__ import annotations

from wirecopy.lexicon.wordlist import word_set

COURTESY: frozenset[str] = word_set("""
    mr mrs ms miss mx sir dame lady lord madam madame monsieur mme mlle m herr frau señor señora sr sra
    don doña signor signora dr doctor prof professor rev reverend fr father sister brother st г-н г-жа
""")

ROLE_TITLES: frozenset[str] = word_set("""
    president vice-president premier prime minister chancellor king queen prince princess emperor pope
    archbishop bishop cardinal imam ayatollah sheikh sheik emir sultan rabbi governor mayor senator sen
    rep representative congressman congresswoman secretary undersecretary ambassador envoy judge justice
    general gen colonel col major maj captain capt lieutenant lt sergeant sgt corporal cpl admiral adm
    commander commissioner chairman chairwoman chairperson chair director chief head ceo cfo coach
    manager speaker leader spokesman spokeswoman spokesperson analyst economist adviser advisor aide
    attorney lawyer prosecutor inspector superintendent constable sheriff detective officer deputy
    councillor councilman councilwoman delegate candidate nominee author actor actress singer journalist
    reporter correspondent editor founder co-founder executive strategist pollster historian professor
    scientist billionaire mogul oligarch activist dissident rebel warlord dictator comedian anchor host
    star striker midfielder goalkeeper defender captain winger président présidente ministre chancelier
    chancelière roi reine maire sénateur député porte-parole präsident präsidentin bundeskanzler
    bundeskanzlerin kanzler kanzlerin minister außenminister sprecher sprecherin könig königin
    bürgermeister presidente presidenta ministro ministra rey reina alcalde portavoz primer президент
    министр премьер-министр канцлер премьер глава
""")

# Role words that often stand before a title and belong to it: "former foreign minister".
TITLE_MODIFIERS: frozenset[str] = word_set("""
    former ex acting deputy vice first second interim outgoing incoming then late senior chief foreign
    defense defence finance interior home health trade energy prime national security retired
""")

# Heads whose title makes it a person when it follows the name: "Jane Doe, president of ...".
ROLE_NOUNS: frozenset[str] = word_set("""
    president minister chancellor senator congressman congresswoman governor mayor secretary ambassador
    director chairman chairwoman chief head leader spokesman spokeswoman spokesperson adviser advisor
    aide analyst economist professor fellow lawyer attorney author editor reporter correspondent founder
    executive officer manager strategist consultant pollster activist historian resident veteran judge
    doctor researcher scientist expert teacher student coach player
""")

PRONOUNS: frozenset[str] = word_set("""
    he she they it who we i you that this these those one
""")
PERSON_PRONOUNS: frozenset[str] = word_set("""
    he she they who
""")

# Small words that may stand inside a name.
PARTICLES: frozenset[str] = word_set("""
    de da do dos das del della di du des la le el al bin ibn ben bint abu von van der den ter ten zu zum
    of the y e und et and for
""")


GIVEN_NAMES: frozenset[str] = word_set("""
    james john robert michael william david richard joseph thomas charles christopher daniel matthew
    anthony mark donald steven paul andrew joshua kenneth kevin brian george edward ronald timothy jason
    jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin samuel
    gregory frank alexander raymond patrick jack dennis jerry tyler aaron jose adam nathan henry douglas
    zachary peter kyle ethan walter noah jeremy keith roger terry sean austin carl arthur lawrence dylan
    jesse bryan joe billy bruce albert willie gabriel logan alan juan wayne roy ralph randy eugene
    vincent russell elijah louis bobby philip johnny boris nigel tony gordon graham simon ian neil colin
    stuart malcolm liam connor harry oliver jeb ted marco bernie hillary barack bill mitt newt rand
    chris ben mike jim tom tim dan dave steve jeff greg ken rick ron don phil sam matt nick alex rob bob
    doug jake mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty
    margaret sandra ashley kimberly emily donna michelle carol amanda dorothy melissa deborah stephanie
    rebecca sharon laura cynthia kathleen amy angela shirley anna brenda pamela emma nicole helen
    samantha katherine christine debra rachel carolyn janet catherine maria heather diane ruth julie
    olivia joyce virginia victoria kelly lauren christina joan evelyn judith megan andrea cheryl hannah
    jacqueline martha gloria teresa ann sara madison frances kathryn janice jean abigail alice julia
    judy sophia grace denise amber doris marilyn danielle beverly isabella theresa diana natalie
    brittany charlotte marie kayla alexis lori jane kate claire theresa ivanka melania tiffany chelsea
    jill kamala emmanuel françois nicolas jacques pierre jean michel philippe alain bernard gérard
    édouard bruno olivier laurent marine ségolène christophe sébastien olaf angela annalena christian
    robert friedrich markus jens heiko sigmar wolfgang gerhard helmut horst frank-walter ursula jürgen
    stefan thomas klaus hans dieter karl heinz pedro josé juan carlos luis miguel manuel antonio
    francisco javier rafael alberto fernando jorge ricardo enrique andrés pablo mariano felipe alfonso
    cristina dilma luiz jair nicolás hugo evo giuseppe matteo silvio mario giovanni francesco marco
    paolo luigi sergio enrico carlo joão rui mark geert wim jan piet lars anders jens erik magnus sauli
    sanna mette vladimir sergei sergey dmitry dmitri alexei aleksei mikhail nikolai ivan igor oleg
    viktor yuri andrei anatoly maxim maria yevgeny konstantin boris leonid volodymyr petro oleksandr
    oleksii mykhailo yulia dmytro donald andrzej mateusz jarosław lech viktor miloš zuzana aleksandar
    recep tayyip ahmet mehmet mustafa abdullah kemal alexis kyriakos antonis gitanas владимир сергей
    дмитрий мария алексей михаил николай иван александр mohammed muhammad mohamed mohammad ahmed ahmad
    ali hassan hussein omar abdul ibrahim khalid salman bashar hosni anwar saddam yasser mahmoud ismail
    hamid ashraf hamas javad hassan qassem ayman osama abu benjamin ehud ariel shimon yitzhak naftali
    yair narendra rahul manmohan imran nawaz shehbaz benazir xi li wang zhang chen hu deng kim park moon
    lee shinzo fumio yoshihide taro ban kofi nelson jacob cyril robert emmerson goodluck muhammadu paul
    yoweri uhuru raila abiy nguyen rodrigo joko suu aung
""")
