"""German."""

from __future__ import annotations

from .tongue import Tongue, bag, forms, pattern

_REGULAR = (
    "sag erklär beton äußer versicher kritisier forder frag behaupt bekräftig kündig bestätig "
    "versprach mein warn mahn begründ zitier urteil lob klag drück stell scherz erzähl schilder "
    "entgegn erwider antwort argumentier prophezei beklag bedauer räum fügt füg unterstrich "
    "verurteil titulier nann bezeichn wiederhol resümier bilanzier kommentier twitter verkünd "
    "berichte bericht vermute vermut glaub rief erinner prognostizier attackier verteidig "
    "präzisier skandier jubel ergänz beteuer dementier appellier würdig begrüß"
)
TONGUE = Tongue(
    "de",
    nouns_are_capital=True,
    guillemets_point_inwards=True,
    says=forms(_REGULAR, "t te ten ete eten")
    | bag(
        "sagt sagte sprach spricht sprachen schrieb schreibt schrieben nannte nennt nannten warf "
        "wirft wies weist rief ruft riefen betont unterstrich unterstreicht hob heißt hieß gab "
        "versprach verspricht meinte bezeichnete fand findet sieht sah hält hielt gesagt erklärt "
        "betont gesprochen geschrieben genannt gewarnt gefordert angekündigt kritisiert "
        "bezeichnet geäußert versichert behauptet bestätigt versprochen hinzugefügt verurteilt "
        "gelobt mitgeteilt teilte teilt zitiert zugesagt beklagt denkt dachte las lautete lautet "
        "schwor droht drohte gedroht beschrieb beschreibt räumte drückte warb wirbt verwies "
        "beschwor bat bittet gestand gesteht stellte kündigte begründete plädierte führte "
        "widersprach widerspricht bekannte bekennt"
    ),
    adds=bag("wobei hinzufügend"),
    sources=bag(
        "laut|nach angaben von|nach angaben des|nach angaben der|nach den worten von|nach worten "
        "von|nach den worten des|nach den worten der|nach worten des|nach worten der|heißt es in|"
        "heißt es im|heißt es aus|heißt es bei|hieß es in|hieß es im|hieß es aus|hieß es bei|so"
    ),
    sources_after=bag("zufolge"),
    pronouns={"er": "m", "sie": "f"},
    roles=pattern(
        r".*?(präsident|minister|kanzler|premier|sprecher|\w*chef|vorsitzende[rnm]?|direktor|leiter"
        r"|botschafter|gesandter?|beamte[rn]?|gouverneur|bürgermeister|senator|general|oberst"
        r"|kommandeur|kommissar|könig|prinz|papst|richter|anwalt|staatsanwalt|professor|experte"
        r"|expertin|analyst|forscher|wissenschaftler|autor|amtskollege|amtskollegin|kollege"
        r"|kollegin|diplomat|vertreter|beauftragte[rn]?|berater|abgeordnete[rn]?|kandidat|politiker"
        r"|gründer|trainer|kapitän|ökonom|anwohner|augenzeuge|zeuge|arzt|lehrer|aktivist|rät"
        r"|landrat"
        r"|staatschef|enkel|sohn|tochter|bruder|schwester|vater|witwe|ehemann|onkel|tante|neffe"
        r"|führer|unterhändler|herr|dr|prof|sekretär|intendant|manager|bauer|landwirt"
        r"|rentner|passant|händler|student|arbeiter|wähler|tourist|fahrer|verkäufer"
        r"|besitzer|inhaber|bischof|vorstand)(?:s|en|n|es)?"
    ),
    generic=pattern(
        r"(?:.*politiker|manager|funktionär|.*chef|experte|.*forscher|wissenschaftler"
        r"|unternehmer|jurist|autor|konservativen?|sozialdemokrat)(?:in)?|expertin|ressortchef"
        r"|staatsoberhaupt"
    ),
    women=pattern(
        r".*?(präsident|minister|kanzler|sprecher|\w*chef|direktor|leiter|botschafter|beamt"
        r"|bürgermeister|senator|kommissar|richter|anwält|professor|forscher|wissenschaftler"
        r"|autor|diplomat|vertreter|berater|politiker|ökonom|anwohner|zeug|ärzt|lehrer|aktivist"
        r"|rät|gründer|trainer|kandidat|sekretär|händler|bäuer|besitzer|inhaber)in|frau"
        r"|königin|.*(?:expertin|kollegin)|mutter"
    ),
    bodies=pattern(
        r".*(?:ministerium|regierung|kreml|amt|polizei|armee|militär|(?:bundes|stadt|gemeinde"
        r"|sicherheits|zentral|ethik|europa|betriebs|aufsichts)rat|kommission|gericht"
        r"|agentur|unternehmen|partei|verwaltung|botschaft|organisation|behörden?|gruppe"
        r"|mitteilung|erklärung|verband|konzern|gewerkschaft|parlament|bank|nato|bericht)(?:s|es)?"
        r"|(?:.*demonstrant|.*anhänger|fan|.*gegner|schüler|student|streikende|menge)(?:en|n|s)?"
    ),
    latter={"dieser": "m", "diese": "f", "letzterer": "m", "letztere": "f"},
    determiners=bag(
        "der die das den dem des ein eine einen einem einer eines sein seine seinem seinen seiner "
        "ihr ihre ihrem ihren ihrer dieser diese dieses diesem diesen jener kein keine beide beiden"
    ),
    prepositions=bag(
        "mit von vom bei beim zu zum zur aus nach gegen für in im an am auf über unter vor hinter "
        "zwischen durch ohne um seit während wegen trotz gegenüber neben als wie laut per ab bis "
        "ins ans aufs des"
    ),
    of=bag("der des von vom für"),
    that=bag("dass daß ob wie warum"),
    relatives=bag("der die das dessen deren dem den welcher welche wo wonach wobei"),
    little=bag(
        "und oder aber doch denn sondern wenn weil obwohl da damit dann auch noch nur schon nun "
        "jetzt hier dort heute gestern morgen nicht nein ja es wir ihr ich man uns mich ihn ihm "
        "ihnen sich alle viele mehr einige was wer wie wo warum wann montag dienstag mittwoch "
        "donnerstag freitag samstag sonnabend sonntag januar februar märz april mai juni juli "
        "august september oktober november dezember zudem außerdem weiter weiters ferner dabei "
        "zuvor später zugleich gleichzeitig jedoch allerdings hingegen dagegen so zuletzt bereits "
        "erneut bereit mal einmal sehr ganz vielmehr uneins immer sowie deshalb daher stattdessen "
        "hat hatte haben hatten ist sind war waren wird werden wurde wurden kann soll will muss "
        "woche jahr jahre tag tage uhr monat ende anfang mitte wochen monaten tagen "
        "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig hundert tausend "
        "pressekonferenz "
        "interview gespräch journalisten reportern hinzu seiten angaben mittwochabend "
        "donnerstagabend"
    ),
    genders={"der": "m", "die": "f"},
    definite=bag("der die"),
    kinds_of_name=bag(
        "programm paket fonds netzwerk verein stiftung festival rakete preis zeitung magazin "
        "tageszeitung wochenzeitung film buch roman lied song album serie sendung "
        "stück operation namens titel titels motto parole slogan hashtag schiff frachter tanker "
        "yacht app website sender partei ausstellung gedicht oper gemälde dokumentation podcast "
        "mission projekt aktion kampagne initiative begriff wort zeitschrift bündnis gruppe "
        "nachrichtenmagazin blatt boulevardzeitung nachrichtenportal portal"
    ),
    sources_first=bag("für"),
    objects=bag("den dem des einen einem eines seinen seinem seines ihren ihrem ihres"),
    reported=bag(
        "mache brauche führe zeige nehme lasse sehe halte treffe diene finde sei seien habe "
        "hätten hätte werde würde würden müsse müssten könne könnten solle "
        "dürfe wolle gebe gehe komme stehe wisse bleibe liege"
    ),
    peoples=bag(
        "brite britin briten amerikaner amerikanerin us-amerikaner us-amerikanerin engländer "
        "engländerin schotte schottin waliser waliserin holländer holländerin franzose "
        "französin grieche griechin däne dänin ire irin saudi"
    ),
    opposes=bag(
        "widersprach widerspricht bestritt bestreitet wies weist dementierte dementiert "
        "konterte entgegnete erwiderte"
    ),
    pointing=bag("das dies so damit mit diese"),
    so_called=bag("sogenannte sogenannten sogenannter sogenanntes sogenanntem sog"),
)
