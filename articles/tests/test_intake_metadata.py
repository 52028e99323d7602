"""What is proposed about an article, from the wordings of several countries."""

from datetime import date

import pytest

from articles.intake import propose
from articles.intake.dates import find_date, is_date_line
from articles.intake.excerpt import reason_of_sentence
from articles.intake.outlets import outlet_called

ENGLISH = (
    "The bridge over the river was opened on Wednesday after years of quarrels about its cost."
)
GERMAN = (
    "Die Brücke über den Fluß ist am Mittwoch nach langem Streit um die Kosten eröffnet worden."
)
FRENCH = "Le pont sur le fleuve a été ouvert mercredi après des années de querelles sur son prix."
ARABIC = "افتتح الجسر فوق النهر يوم الأربعاء بعد سنوات من الخلاف حول تكاليفه كما قالت رئيسة البلدية"


def of(*lines, name="a.txt"):
    return propose("\n\n".join(lines).encode(), name)


def test_headline_byline_and_date_are_read_off_the_top():
    proposal = of("Bridge opened at last", "By Jo Bloggs", "Published: 3 May 2012", ENGLISH)
    assert proposal.headline == "Bridge opened at last"
    assert proposal.byline == "Jo Bloggs"
    assert proposal.published_on == date(2012, 5, 3)
    assert proposal.published_from == "a line that dates the article"


def test_a_text_without_headline_goes_by_its_first_words():
    proposal = of(ENGLISH, ENGLISH)
    assert proposal.headline == ""
    assert proposal.working_title.startswith("The bridge over the river")
    assert proposal.working_title.endswith("…")
    assert len(proposal.working_title) <= 71


@pytest.mark.parametrize(
    ("lead", "dateline", "agency"),
    [
        (f"EXAMPLETON (Reuters) - {ENGLISH}", "EXAMPLETON", "Reuters"),
        (f"EXAMPLETON, May 3 (Reuters) — {ENGLISH}", "EXAMPLETON, May 3", "Reuters"),
        (f"Musterstadt (dpa) - {GERMAN}", "Musterstadt", "dpa"),
        (f"Modèleville (AFP) – {FRENCH}", "Modèleville", "AFP"),
        (f"القاهرة (رويترز) - {ARABIC}", "القاهرة", "Reuters"),
    ],
)
def test_a_dateline_gives_the_place_and_the_agency(lead, dateline, agency):
    proposal = of("A headline stands here", lead)
    assert proposal.dateline == dateline
    assert [(c.kind, c.name) for c in proposal.credits] == [("agency", agency)]


@pytest.mark.parametrize(
    "lead", [f"Nobody – not even the mayor – came. {ENGLISH}", f"Yes - {ENGLISH}"]
)
def test_a_dash_alone_makes_no_dateline(lead):
    assert of("A headline stands here", lead).dateline == ""


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("am 26. November 2015 in", "de", date(2015, 11, 26)),
        ("November 26, 2015", "en", date(2015, 11, 26)),
        ("le 1er janvier 2016", "fr", date(2016, 1, 1)),
        ("26 نوفمبر 2015", "ar", date(2015, 11, 26)),
        ("26 تشرين الثاني/نوفمبر 2015", "ar", date(2015, 11, 26)),
        ("٢٦ كانون الثاني ٢٠١٦", "ar", date(2016, 1, 26)),
        ("12 جانفي 2015", "ar", date(2015, 1, 12)),
        ("26.11.2015, 14:30 Uhr", "de", date(2015, 11, 26)),
        ("26/11/2015", "fr", date(2015, 11, 26)),
        ("11/26/2015", "en", date(2015, 11, 26)),
        ("26 de noviembre de 2015", "es", date(2015, 11, 26)),
        ("26 ноября 2015", "ru", date(2015, 11, 26)),
        ("2015年11月26日", "zh", date(2015, 11, 26)),
        ("2015-11-26", "und", date(2015, 11, 26)),
    ],
)
def test_a_full_date_is_read_in_the_words_of_its_language(text, language, day):
    assert find_date(text, language).day == day


@pytest.mark.parametrize(
    "text", ["02/03/2015", "Thursday", "26 November", "31.02.2015", "26.11.2999", "Room 12 2015"]
)
def test_what_could_be_two_days_or_none_is_not_proposed(text):
    assert find_date(text, "en") is None


def test_a_sentence_with_a_date_is_no_date_line():
    assert is_date_line("Zuletzt aktualisiert am 26.11.2015 um 14:30 Uhr")
    assert not is_date_line("On 26 November 2015 they met")


def test_a_date_is_taken_from_a_caption_or_a_file_name_and_the_place_is_told():
    caption = "Jo Bloggs, AFP | The mayor cuts the ribbon on May 3, 2012."
    assert (
        of("Bridge opened at last", caption, ENGLISH).published_from == "the caption of a picture"
    )
    assert of(ENGLISH, name="2012-05-03_bridge.txt").published_on == date(2012, 5, 3)


def test_a_relay_of_a_relay_keeps_the_order_in_which_the_text_travelled():
    notice = "Read more of this Anadolu report published by Example Daily."
    proposal = of("Bridge opened at last", ENGLISH, notice)
    assert [(c.kind, c.name, c.through) for c in proposal.credits] == [
        ("relay", "Example Daily", None),
        ("agency", "Anadolu", 0),
    ]
    assert proposal.credits[1].phrase == "this Anadolu report published by Example Daily"


@pytest.mark.parametrize(
    ("line", "name", "kind"),
    [
        (f"{ENGLISH[:-1]}, reports Example Daily.", "Example Daily", "relay"),
        (f"{ENGLISH[:-1]}, according to Reuters.", "Reuters", "agency"),
        (f"{ENGLISH} (AP)", "Associated Press", "agency"),
        (f"{GERMAN[:-1]}, berichtet die Nachrichtenagentur AFP.", "AFP", "agency"),
        (f"{GERMAN[:-1]}, wie die Zeitung „Musterbote“ schrieb.", "Musterbote", "relay"),
        (f"{FRENCH[:-1]}, selon l’agence AFP.", "AFP", "agency"),
        (f"{FRENCH[:-1]}, rapporte le quotidien Le Modèle.", "Le Modèle", "relay"),
        (f"{ARABIC} نقلا عن وكالة رويترز.", "Reuters", "agency"),
        (f"{ARABIC}، حسب صحيفة «المثال».", "المثال", "relay"),
    ],
)
def test_a_credit_in_the_text_is_found_with_its_wording(line, name, kind):
    proposal = of("A headline stands here", line)
    (credit,) = proposal.credits
    assert (credit.name, credit.kind) == (name, kind)
    assert proposal.text[credit.start : credit.end] == credit.phrase


@pytest.mark.parametrize(
    "line",
    [
        f"{ENGLISH} She told Reuters so.",
        f"{ENGLISH} The Guardian angel wept.",
        f"{ENGLISH} It reports to Monday.",
    ],
)
def test_a_mere_mention_is_no_credit(line):
    assert of("A headline stands here", line).credits == ()


def test_the_publisher_named_in_the_byline_is_proposed_and_not_credited_to_itself():
    proposal = of("Un pont enfin ouvert", "La rédaction de Médiamodèle", FRENCH)
    assert (proposal.source_name, proposal.source_from) == ("Médiamodèle", "the byline")
    assert proposal.credits == ()


def test_a_bare_credit_line_proposes_source_and_relay_for_a_person_to_choose():
    proposal = of("Bridge opened at last", ENGLISH, "Deutsche Welle")
    assert proposal.source_name == "Deutsche Welle"
    assert [c.kind for c in proposal.credits] == ["relay"]


def test_agencies_are_known_by_their_names_in_other_scripts():
    assert outlet_called("رويترز").name == "Reuters"
    assert outlet_called("ТАСС").kind == "agency"
    assert outlet_called("no such outlet") is None


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Muster erklärte weiters, die Brücke werde halten.", "de"),
        ("Zudem sei die Brücke zu teuer gewesen.", "de"),
        ("Muster sagte, die Brücke werde halten.", "de"),
        ("But the bridge was closed again.", "en"),
        ("He also said the bridge would hold.", "en"),
        ("Bloggs added that the bridge would hold.", "en"),
        ("Pour sa part, la maire s’est réjouie.", "fr"),
        ("Untel a également salué le pont.", "fr"),
        ("وقالت رئيسة البلدية إن الجسر سيبقى مفتوحا.", "ar"),
        ("كما اكدت أن التكاليف كانت مرتفعة.", "ar"),
        ("… und dann kam der Regen.", "de"),
        ("and then it rained.", "en"),
    ],
)
def test_a_text_that_goes_on_from_before_is_called_an_excerpt(sentence, language):
    assert reason_of_sentence(sentence, language)


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        (GERMAN, "de"),
        (ENGLISH, "en"),
        (FRENCH, "fr"),
        (ARABIC, "ar"),
        ("Es war ein langer Tag für die Stadt.", "de"),
        ("Mayor Jo Bloggs said the bridge would hold.", "en"),
        ("أعلنت رئيسة البلدية افتتاح الجسر.", "ar"),
    ],
)
def test_a_text_that_starts_at_its_beginning_is_not(sentence, language):
    assert reason_of_sentence(sentence, language) == ""


def test_a_headline_makes_any_first_sentence_a_beginning():
    assert not of("Bridge opened at last", f"But it rained. {ENGLISH}").is_excerpt
    assert of(f"But it rained. {ENGLISH}", ENGLISH).is_excerpt


def test_a_text_cut_off_by_a_paywall_or_in_mid_sentence_is_an_excerpt_too():
    paywall = of("Bridge opened at last", ENGLISH, "Subscribe to continue reading this article.")
    assert "paywall" in paywall.excerpt_reason
    assert of("Bridge opened at last", ENGLISH, ENGLISH, ENGLISH[:70]).is_excerpt
    assert not of("Bridge opened at last", ENGLISH, "This article is free to read.").is_excerpt


def test_a_paragraph_that_comes_twice_is_told():
    proposal = of("Bridge opened at last", ENGLISH, ENGLISH)
    assert "repeated" in [note.code for note in proposal.notes]
