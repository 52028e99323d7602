"""Quotations are found in the conventions of eight languages, with whoever is speaking."""

import itertools
import json
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from annotations.suggesting.quotations import find_quotations
from annotations.suggesting.quoting.marks import MOST_BREAKS, stretches
from annotations.suggesting.quoting.tongues import KNOWN
from annotations.tests.quotation_measures import measured, placed, proposals_in
from articles.intake import propose
from articles.tests.shared_material import shared, shared_json

GOLD = Path(settings.BASE_DIR) / "fixtures" / "gold" / "quotations.json"

# Marks of every convention between words of several scripts: whole, nested, broken, doubled.
PIECES = [
    *"\"'“”„‟‘’‚«»‹›「」『』",
    *["Ana Ruiz said", "sagte", "قال الوزير", "сказал", "a dit", "dedi", "他说", "oil", "’s"],
    *[" ", " ", ",", ".", ":", "?", "—", "(x)", "\n", "\n\n"],
    *["…", "ـ", "²", "٠", "👩‍👩‍👧", "e\u0301"],
]
texts = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
languages = st.sampled_from([*KNOWN, "und", "de-AT", "fa"])


def found(text, language):
    """What is proposed as somebody's own words: the words, and whose they are."""
    return [(f.exact, f.speaker) for f in find_quotations(text, language) if f.is_quotation]


def of_kind(text, language, kind):
    return [f.exact for f in find_quotations(text, language) if f.kind == kind]


# --- text arithmetic


@given(texts, languages)
def test_every_proposal_is_a_passage_of_the_text_inside_it_and_in_order(text, language):
    proposals = find_quotations(text, language)
    for proposal in proposals:
        assert 0 <= proposal.start < proposal.end <= len(text)
        assert text[proposal.start : proposal.end] == proposal.exact
        assert proposal.exact == proposal.exact.strip()
        assert 0 <= proposal.score <= 1
        assert proposal.reasons
    assert list(proposals) == sorted(proposals, key=lambda p: (p.start, p.end))


@given(texts, languages)
def test_quotations_do_not_overlap(text, language):
    quotations = [p for p in find_quotations(text, language) if p.kind != "indirect"]
    for one, other in itertools.pairwise(quotations):
        assert one.end <= other.start


@given(texts)
def test_stretches_hold_no_loose_mark_at_their_edges_and_lie_one_in_another_or_apart(text):
    spans = [(s.outer_start, s.outer_end) for s in stretches(text, [(0, len(text))])]
    for i, (start, end) in enumerate(spans):
        assert 0 <= start < end <= len(text)
        for other_start, other_end in spans[i + 1 :]:
            nested = other_end <= end
            assert other_start >= end or nested


@given(texts, languages)
def test_a_text_is_read_the_same_way_twice(text, language):
    assert find_quotations(text, language) == find_quotations(text, language)


def test_emoji_and_joined_letters_before_a_quotation_do_not_shift_it():
    text = "👩‍👩‍👧 🛩️ Ana Ruiz said: “We will stay here.”"
    (proposal,) = find_quotations(text, "en")
    assert text[proposal.start : proposal.end] == "We will stay here."


def test_a_forgotten_mark_does_not_swallow_the_rest_of_the_text():
    paragraphs = ["He opened a “door and left."] + ["Nothing happened here."] * (MOST_BREAKS + 2)
    text = "\n\n".join([*paragraphs, "“We know nothing about it,” said Ana Ruiz."])
    assert found(text, "en") == [("We know nothing about it,", "Ana Ruiz")]


# --- conventions


def test_german_low_and_high_marks():
    text = "„Wir bleiben hier“, sagte Ministerin Eva Kern. Das sei „nicht neu“."
    assert found(text, "de") == [("Wir bleiben hier", "Eva Kern"), ("nicht neu", "Eva Kern")]


def test_german_guillemets_that_point_inwards():
    text = "»Das reicht uns nicht«, sagte Eva Kern. »Wir wollen mehr«, sagte sie."
    assert found(text, "de") == [
        ("Das reicht uns nicht", "Eva Kern"),
        ("Wir wollen mehr", "Eva Kern"),
    ]


def test_swiss_guillemets_that_point_outwards():
    text = "«Das reicht uns nicht», sagte Eva Kern."
    assert found(text, "de") == [("Das reicht uns nicht", "Eva Kern")]


def test_straight_marks_take_their_direction_from_their_neighbours():
    text = 'The plan is "far too late" and "far too small", said Ana Ruiz.'
    assert found(text, "en") == [("far too late", "Ana Ruiz"), ("far too small", "Ana Ruiz")]


def test_single_marks_are_told_from_apostrophes_and_possessives():
    text = "‘It’s the workers’ money and we’ll get it,’ said Ana Ruiz."
    assert found(text, "en") == [("It’s the workers’ money and we’ll get it,", "Ana Ruiz")]


def test_inches_are_no_quotation_marks():
    assert found('The 15" screen and the 17" screen are sold out.', "en") == []


def test_french_marks_with_blanks_inside_them():
    text = "« Nous restons ici », a déclaré la ministre Eva Colin."
    assert found(text, "fr") == [("Nous restons ici", "Eva Colin")]


def test_a_french_insertion_inside_the_marks_names_the_speaker():
    text = "« Nous restons, a lancé Eva Colin. Il le faut. »"
    assert found(text, "fr") == [("Nous restons, a lancé Eva Colin. Il le faut.", "Eva Colin")]


def test_a_russian_insertion_between_dashes_names_the_speaker():
    text = "«Мы остаемся, — сказала Ева Котова. — Так надо»."
    assert found(text, "ru") == [("Мы остаемся, — сказала Ева Котова. — Так надо", "Ева Котова")]


def test_a_russian_quotation_before_a_dash():
    text = "«Мы остаемся здесь», — заявила министр Ева Котова."
    assert found(text, "ru") == [("Мы остаемся здесь", "Ева Котова")]


def test_spanish_marks_and_a_verb_before_its_subject():
    text = "«Nos quedamos aquí», dijo este martes la ministra Eva Rojas."
    assert found(text, "es") == [("Nos quedamos aquí", "Eva Rojas")]


def test_turkish_verbs_stand_at_the_end():
    text = "Bakan Eda Kaya, “Burada kalıyoruz” dedi."
    assert found(text, "tr") == [("Burada kalıyoruz", "Eda Kaya")]


def test_a_turkish_participle_has_its_subject_behind_it():
    text = "“Burada kalıyoruz” diyen Eda Kaya, toplantıdan ayrıldı."
    assert found(text, "tr") == [("Burada kalıyoruz", "Eda Kaya")]


def test_arabic_verbs_stand_before_their_subject():
    text = "وقالت الوزيرة سلمى حداد إن الخطة «لن تتغير»، مضيفة أن «الوقت لا يزال كافيا»."
    assert found(text, "ar") == [("لن تتغير", "سلمى حداد"), ("الوقت لا يزال كافيا", "سلمى حداد")]


def test_chinese_curly_marks_and_corner_brackets():
    assert found("部长王小明表示：“我们会留在这里。”", "zh") == [("我们会留在这里。", "王小明")]
    assert found("部長王小明表示：「我們會留在這裡。」", "zh") == [("我們會留在這裡。", "王小明")]


def test_chinese_book_title_marks_are_no_quotation():
    assert found("王小明说，电影《我们留下》很好。", "zh") == []


def test_a_quotation_inside_a_quotation_belongs_to_it():
    text = "“She told us ‘never again’ and left,” said Ana Ruiz."
    assert found(text, "en") == [("She told us ‘never again’ and left,", "Ana Ruiz")]


def test_a_quotation_may_run_over_paragraphs():
    text = "Ana Ruiz said: “We came early.\n\nWe left late.”"
    assert found(text, "en") == [("We came early.\n\nWe left late.", "Ana Ruiz")]


def test_a_paragraph_that_opens_again_goes_on_with_the_same_speaker():
    text = "“We came early.\n\n“We left late,” said Ana Ruiz."
    assert found(text, "en") == [("We came early.", "Ana Ruiz"), ("We left late,", "Ana Ruiz")]


def test_glosses_in_brackets_and_ellipses_stay_in_the_quotation():
    text = "“They [the miners] came (…) and left … late,” said Ana Ruiz."
    assert found(text, "en")[0][0] == "They [the miners] came (…) and left … late,"


# --- speech, names and scare quotes


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The newspaper “Morning Star” was sold."),
        ("en", "The ship “Sea Harrier” was built here."),
        ("de", "Das Schiff „Möwe“ liegt im Hafen."),
        ("fr", "Le film « Les Derniers » sortira en mars."),
        ("es", "El diario “La Isla” cerró ayer."),
        ("ru", "Газета «Вести» закрылась."),
        ("ar", "اتهم تنظيم «الراية» بالهجوم."),
        ("tr", "“Yeşil Hat” adlı gazete kapandı."),
        ("zh", "公司推出“星火”计划。"),
    ],
)
def test_names_and_titles_in_marks_are_not_proposed(language, text):
    assert found(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "The so-called “safety plan” failed.", "safety plan"),
        ("de", "Der sogenannte „Schutzplan“ scheiterte.", "Schutzplan"),
        ("ru", "Так называемый «план» провалился.", "план"),
        ("zh", "所谓“过桥费”将取消。", "过桥费"),
    ],
)
def test_scare_quotes_are_kept_apart_and_nobody_speaks_them(language, text, words):
    (proposal,) = find_quotations(text, language)
    assert (proposal.kind, proposal.exact, proposal.speaker) == ("scare", words, "")


def test_a_few_words_within_the_reporters_sentence_are_mixed_speech():
    assert of_kind("Ana Ruiz called the plan “far too late”.", "en", "mixed") == ["far too late"]


# --- speakers


def test_a_pronoun_is_whoever_spoke_before():
    text = "Ana Ruiz met the miners. “I am with you,” she said."
    assert found(text, "en") == [("I am with you,", "Ana Ruiz")]


def test_a_role_finds_the_name_that_the_text_gives_it():
    text = (
        "French President Paul Colin met German Chancellor Eva Kern.\n\n"
        "“We agree,” the German chancellor said.\n\n“We do not,” the French president said."
    )
    assert [speaker for _, speaker in found(text, "en")] == ["Eva Kern", "Paul Colin"]


def test_a_role_that_nobody_has_stays_in_the_words_of_the_text():
    text = "Ana Ruiz met Eva Kern. “We agree,” a senior official said."
    assert found(text, "en") == [("We agree,", "a senior official")]


def test_a_subject_is_found_in_front_of_a_relative_clause():
    text = "Paul Colin, whom Eva Kern met in Rome on Friday, said the plan was “far too late”."
    assert found(text, "en") == [("far too late", "Paul Colin")]


def test_a_surname_is_given_the_full_name_of_the_text():
    text = "Ana Ruiz came late. “I missed the train,” Ruiz said."
    assert found(text, "en") == [("I missed the train,", "Ana Ruiz")]


def test_a_headline_takes_its_speaker_from_the_text():
    text = (
        "Miners celebrate ‘a great day’ after the long strike\n\n"
        "The strike at the Orrin mine ended on Sunday after eleven weeks of talks.\n\n"
        "“This is a great day,” said Ana Ruiz."
    )
    assert found(text, "en")[0] == ("a great day", "Ana Ruiz")


def test_a_source_names_a_speaker():
    assert found("According to Ana Ruiz, the plan is “dead”.", "en") == [("dead", "Ana Ruiz")]
    assert found("Laut Eva Kern ist der Plan „völlig tot“.", "de") == [("völlig tot", "Eva Kern")]


# --- indirect speech


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "Ana Ruiz said that the mine would close in May.", "the mine would close in May"),
        ("de", "Eva Kern sagte, dass die Grube im Mai schließt.", "die Grube im Mai schließt"),
        ("fr", "Eva Colin a déclaré que la mine fermera en mai.", "la mine fermera en mai"),
        ("es", "Eva Rojas dijo que la mina cerrará en mayo.", "la mina cerrará en mayo"),
        ("ru", "Ева Котова заявила, что шахта закроется в мае.", "шахта закроется в мае"),
        ("zh", "部长王小明表示，这座矿山将在五月关闭。", "这座矿山将在五月关闭"),
    ],
)
def test_indirect_speech_is_what_follows_the_verb_and_its_conjunction(language, text, words):
    assert of_kind(text, language, "indirect") == [words]


def test_indirect_speech_without_a_speaker_is_not_proposed():
    assert find_quotations("It is said that the mine would close in May.", "en") == ()


# --- what it is worth


def test_the_gold_standard_of_our_own_is_about_the_texts_it_comes_with():
    for case in json.loads(GOLD.read_text(encoding="utf-8"))["texts"]:
        for quotation in case["quotations"]:
            start, end = quotation["start"], quotation["end"]
            assert case["text"][start:end] == quotation["exact"]


@pytest.mark.parametrize("language", sorted(KNOWN))
def test_invented_news_in_each_language_is_read_nearly_without_errors(language):
    texts = json.loads(GOLD.read_text(encoding="utf-8"))["texts"]
    cases = [
        (case["text"], case["quotations"], proposals_in(case["text"], language))
        for case in texts
        if case["language"] == language
    ]
    f1, speakers = measured(cases, lambda name: {name.casefold()})
    assert f1 >= 0.95
    assert speakers >= 0.85


def test_the_five_seed_texts_are_read_nearly_without_errors():
    gold = shared_json("gold/seeds.json")
    names = {s: {n.casefold() for n in [s, *known]} for s, known in gold["speakers"].items()}
    cases = []
    for article in gold["articles"]:
        proposal = propose(shared(f"seeds/{article['article']}").read_bytes(), article["article"])
        proposals = proposals_in(proposal.text, proposal.language, proposal.passages)
        quotes = [q for q in gold["quotes"] if q["article"] == article["article"]]
        cases.append((proposal.text, list(placed(proposal.text, quotes)), proposals))
    f1, speakers = measured(cases, lambda name: names.get(name, {name.casefold()}))
    assert f1 >= 0.95
    assert speakers >= 0.90
