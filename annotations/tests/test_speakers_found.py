"""Who speaks, where languages and newspapers have ways of their own to say so."""

import pytest

from .quotation_measures import proposals_in, speakers


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("« Rien n’est perdu », a dit Anne Morel.", "Anne Morel"),
        ("Le maire, Luc Prat, a glissé à son voisin, en partant, « pas un mot ».", "Luc Prat"),
        ("« Nous rentrons », rappelle sa déléguée, Anne Morel.", "Anne Morel"),
    ],
)
def test_common_french_verbs_of_speech_name_the_speaker(text, speaker):
    assert speakers("fr", text) == [speaker]


def test_spanish_y_joins_two_people_and_also_two_surnames_of_one():
    two = "Ruiz y Vega firman\n\n“Basta ya de esperar”, dijo Vega. El alcalde Juan Vega calló."
    assert speakers("es", two) == ["Juan Vega"]
    assert speakers("es", "“Basta ya de esperar”, dijo José Ruiz y Vega.") == ["José Ruiz y Vega"]


def test_a_river_and_a_country_with_a_president_are_not_whom_she_stands_for():
    text = (
        "La presidenta de Velsa, Ana Ruiz, llegó tarde. El Tarn crece y Velsa espera. "
        "La mandataria habló de “un año perdido”."
    )
    assert speakers("es", text) == ["Ana Ruiz"]


def test_whom_a_spanish_sentence_begins_with_speaks_in_the_next_one():
    text = "Llegó el ministro Juan Vega. A Ruiz la cifra le parece baja. «No alcanza», respondió."
    assert speakers("es", text + " Ana Ruiz calló.") == ["Ana Ruiz"]


def test_a_russian_country_between_office_and_name_is_no_part_of_the_name():
    text = "Министр иностранных дел Велсарии Павел Орлов сказал: «Мы ждём ответа»."
    assert speakers("ru", text) == ["Павел Орлов"]


def test_a_russian_body_speaks_without_a_subject():
    text = "Министр Орлов уехал. В правительстве это назвали «выдумкой»."
    assert speakers("ru", text) == ["правительстве"]


def test_a_german_statement_speaks_where_it_is_named_and_else_whoever_spoke():
    known = "Man handle „im guten Geist“, heißt es in der gemeinsamen Erklärung."
    assert speakers("de", known) == ["der gemeinsamen Erklärung"]
    unknown = "Eva Kern kritisierte den Plan. Er sei „zu teuer“, hieß es in einer Mitteilung."
    assert speakers("de", unknown) == ["Eva Kern"]


def test_a_headline_that_is_a_quotation_only_is_proposed():
    text = (
        "Report\n\n“No date for talks”\n\nAna Ruiz spoke. “There is no date for talks,” she said."
    )
    assert len(speakers("en", text)) == 2


def test_a_paragraph_without_a_closing_mark_is_spoken_up_to_its_end_if_the_next_one_begins_so():
    text = "“We wait,” said Ana Ruiz. “Nobody came to us.\n\n“Nobody ever will,” she said."
    spoken = [(f.exact, f.speaker) for f in proposals_in(text, "en")]
    assert spoken[1] == ("Nobody came to us.", "Ana Ruiz")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "El coronel Juan Vega, jefe de bomberos, dijo que entraron “a ciegas”."),
        ("en", "Colonel Juan Vega, head of the brigade, said they went in “blind”."),
        ("de", "Oberst Juan Vega, Leiter der Feuerwehr, nannte den Einsatz „zu spät“."),
    ],
)
def test_a_role_between_commas_is_of_the_name_before_it(language, text):
    assert speakers(language, text) == ["Juan Vega"]


def test_a_spanish_insertion_between_dashes_without_a_comma_names_the_speaker():
    text = "«La sirena sonó tarde —insiste Juan Vega—. Muy tarde»."
    assert speakers("es", text) == ["Juan Vega"]


def test_a_french_reflexive_verb_inside_the_marks_names_the_speaker():
    text = "« Huit minutes ? s’étrangle Luc Prat. On a attendu une heure. »"
    assert speakers("fr", text) == ["Luc Prat"]


def test_who_is_named_alone_in_a_sentence_speaks_in_the_next_paragraph():
    text = "Eva Kern wies das zurück. Anders klingt das bei Jan Voss.\n\n„Wir warnen seit Jahren.“"
    assert speakers("de", text) == ["Jan Voss"]


def test_she_is_not_the_man_who_spoke_last_but_the_woman_who_was_named_before():
    text = "Mme Prat est arrivée. M. Morel a souri. Elle a été brève : « C’est fini pour nous. »"
    assert speakers("fr", text) == ["Prat"]


@pytest.mark.parametrize(
    ("language", "after"),
    [
        ("en", "‘We saw nothing of it at all.’ With that, Jane Moss, a spokeswoman, rose."),
        ("de", "„Wir haben davon nichts gesehen.“ Das stellte Ärztin Jane Moss klar."),
        ("de", "„Wir haben davon nichts gesehen.“ Jane Moss, Schülerin, war gekommen."),
        ("es", "«No vimos nada de todo eso». Así lo valoró Jane Moss, jefa de la misión."),
        ("fr", "« Nous n’avons rien vu de tout ça. » Jane Moss, enseignante, a tout suivi."),
    ],
)
def test_who_is_presented_after_a_quotation_that_opens_a_paragraph_has_said_it(language, after):
    before = {
        "en": "Tom Hale said the roof was “sound”.",
        "de": "Tom Hale nannte das Dach „sicher“.",
        "es": "Tom Hale dijo que el techo era «seguro».",
        "fr": "Tom Hale a dit que le toit était « bien sûr ».",
    }
    assert speakers(language, f"{before[language]}\n\n{after}") == ["Tom Hale", "Jane Moss"]


def test_whoever_is_speaking_goes_on_although_somebody_new_is_named_after_it():
    text = "Tom Hale said he was “not afraid”. “We stay here now.” Jane Moss left without a word."
    assert speakers("en", text) == ["Tom Hale", "Tom Hale"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Ann Kerr, the British director, spoke. ‘We hold it,’ the 43-year-old Briton said."),
        ("de", "Die Britin Ann Kerr (43) war da. „Wir bleiben alle“, sagte die 43-Jährige."),
        ("fr", "L’Allemande Ann Kerr a souri. « Nous verrons bien », a dit l’Allemande."),
        ("es", "La portuguesa Ann Kerr llegó. «Ya veremos todo», dijo la portuguesa."),
    ],
)
def test_origin_and_age_are_told_of_somebody_and_are_nobodys_name(language, text):
    assert speakers(language, text) == ["Ann Kerr"]


@pytest.mark.parametrize(
    ("language", "text", "group"),
    [
        (
            "en",
            "Ann Kerr sat down. Some 4,000 demonstrators chanted ‘not with us’.",
            "demonstrators",
        ),
        (
            "de",
            "Ann Kerr schwieg. „Nicht mit uns!“, skandierten die Demonstranten.",
            "Demonstranten",
        ),
        ("fr", "Ann Kerr a souri. Les manifestants scandaient « pas avec nous ».", "manifestants"),
        ("es", "Ann Kerr calló. Los manifestantes corearon «sin nosotros no».", "manifestantes"),
    ],
)
def test_what_a_crowd_shouts_is_the_crowds(language, text, group):
    assert [s.split()[-1] for s in speakers(language, text)] == [group]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Tom Hale left. Asked whether he had won, the coach, Ann Kerr, paused. “Ask later.”",
        ),
        ("fr", "Sur le réseau Verbia, Mme Kerr ironisait : « Quel beau spectacle. »"),
        ("es", "Kerr calló. «Nadie me avisó», escribió en su perfil de la red Verbia."),
        ("de", "Ihre Chefin, die Britin Ann Kerr, winkte ab. „Wir sehen nichts“, sagte sie."),
        ("fr", "Cheffe de la mission, l’Anglaise Ann Kerr a parlé d’un « vote sans faute »."),
    ],
)
def test_whom_the_sentence_is_about_is_neither_a_network_nor_whoever_was_named_before(
    language, text
):
    assert [s.split()[-1] for s in speakers(language, text)] == ["Kerr"]


def test_what_a_body_is_said_to_have_told_is_the_bodys():
    text = "Nach Angaben des Verbandes darf Jan Voss „bis auf Weiteres“ nicht starten."
    assert speakers("de", text) == ["des Verbandes"]


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        (
            "fr",
            "Luc Prat, comme sa consœur Ève Roy, s’est tu. Cette dernière a dit « non ».",
            "Roy",
        ),
        ("de", "Eva Kern sah Jan Voss. „Nie wieder“, sagte Kern. Da lachte dieser: „Ja.“", "Voss"),
        ("en", "Tom Hale saw Ann Kerr. “Go home,” said Hale. The latter said: “I stay.”", "Kerr"),
    ],
)
def test_the_latter_is_not_who_has_spoken_last(language, text, speaker):
    assert speakers(language, text)[-1].split()[-1] == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("«Рост будет слабым и поздним»,— говорится в обзоре банка «Север».", "банка «Север»"),
        ("В сообщении самой миссии говорится, что подсчет «был неверным».", "самой миссии"),
        ("«Мы ждем ответа»,— сказал глава миссии Лиги южных портов, датчанин Ян Бек.", "Ян Бек"),
        ("«Мы ждем ответа»,— возмущается генсек Новой конфедерации труда Ян Бек.", "Ян Бек"),
        ("«Мы ждем ответа»,— сказал бывший зампред ЦБ Ян Бек.", "Ян Бек"),
    ],
)
def test_russian_offices_may_hold_the_names_of_bodies(text, speaker):
    assert speakers("ru", text) == [speaker]


def test_analysts_of_a_bank_are_not_the_one_person_who_leads_it():
    text = "Глава банка Ян Бек молчит. Аналитики банка ждут «нервной весны»."
    assert speakers("ru", text) == ["Аналитики банка"]


def test_nobody_speaks_from_a_banner():
    text = "Ann Kerr left. One placard read “Hands off my house”."
    assert speakers("en", text) == [""]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Tom Hale said it was “over”.\n\n“We will not come back here.” Ann Kerr disagreed."),
        ("de", "Tom Hale nannte es „vorbei“.\n\n„Wir gehen nie zurück.“ Ann Kerr widersprach."),
        ("fr", "Tom Hale a dit « non ».\n\n« Nous ne reviendrons pas. » Ann Kerr conteste."),
    ],
)
def test_whoever_answers_after_a_quotation_has_not_said_it(language, text):
    assert speakers(language, text) == ["Tom Hale", "Tom Hale"]


def test_a_place_where_something_was_said_is_not_who_said_it():
    text = "Ana Ruiz viajó a Velsa. «Vuelvo», escribió Ruiz desde Velsa, donde agradeció «la paz»."
    assert speakers("es", text) == ["Ana Ruiz", "Ana Ruiz"]


def test_a_topic_before_a_colon_is_nobody_if_the_verb_has_its_subject_behind_the_marks():
    text = "Velsa : « Nous n’irons pas plus loin », dénonce Ann Kerr"
    assert speakers("fr", text) == ["Ann Kerr"]


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("ru", "Ян Бек молчит. «Мы ждем ответа»,— сообщили в МИД РФ.", "МИД РФ"),
        ("ru", "Ян Бек выиграл гонку. «Я очень устал»,— сказал 29-летний гонщик.", "Ян Бек"),
        (
            "en",
            "The British Medical Association called it “a disgrace”.",
            "British Medical Association",
        ),
        (
            "fr",
            "Son directeur sportif, le Belge Luc Maes, a souri : « Il l’a mérité. »",
            "Luc Maes",
        ),
        ("fr", "Mme Roy a vu M. Prat. Celle-ci a parlé d’« urgence absolue ».", "Roy"),
        ("de", "Omans Minister Nadir al-Said nannte es „ernsthaft“.", "Nadir al-Said"),
        ("ru", "«Мы не спешим»,— заявил министр Надир аль-Саид.", "Надир аль-Саид"),
    ],
)
def test_bodies_and_people_are_called_by_their_whole_names(language, text, speaker):
    assert speakers(language, text) == [speaker]


def test_a_city_that_somebody_went_to_does_not_hide_whom_a_role_means():
    text = "El presidente colombiano, Juan Mora, viajó a Lima. «Venimos», dijo el mandatario."
    assert speakers("es", text) == ["Juan Mora"]


def test_a_body_keeps_the_adjective_in_capitals_that_belongs_to_its_name():
    text = "La Comisión Europea habló de «retrasos». «Seguimos», dijo Ana Ruiz."
    assert speakers("es", text) == ["La Comisión Europea", "Ana Ruiz"]
