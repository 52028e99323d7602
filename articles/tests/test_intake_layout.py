"""Lines that a PDF or a terminal broke are joined; lines that were written stay."""

from articles.intake import propose
from articles.intake.layout import join_wrapped_lines

WRAPPED = """Die Brücke wurde am Mittwoch nach langer Bauzeit feierlich
eröffnet. Die Bürgermeisterin dankte den Arbeiterinnen und
Arbeitern, die bei jedem Wetter auf der Baustelle gestan-
den hatten.

Aufklärungs- und Feuerwehrfahrzeuge fuhren als erste über die
Brücke. Danach kamen die Leute aus der Stadt, auch aus der EU-
Vertretung, und zuletzt der Bus."""


def test_sentences_do_not_end_where_a_pdf_broke_the_line():
    joined = join_wrapped_lines(WRAPPED)
    first, second = joined.text.split("\n\n")
    assert "\n" not in first + second
    assert "gestanden hatten" in first
    assert "EU-Vertretung" in second
    assert joined.notes[0].message.endswith("1 with a hyphen taken out.")


def test_a_hyphen_that_stands_for_a_left_out_word_stays():
    text = (
        WRAPPED.replace("Aufklärungs- und Feuer", "Feuer")
        + "\n\n"
        + (
            "Auf der Brücke fuhren am ersten Tag nur die Aufklärungs-\n"
            "und Feuerwehrfahrzeuge, dann die Busse und zuletzt auch die\n"
            "Leute aus der Stadt mit ihren Rädern."
        )
    )
    assert "Aufklärungs- und Feuerwehrfahrzeuge, dann" in join_wrapped_lines(text).text


def test_a_compound_that_the_text_spells_with_a_hyphen_keeps_it():
    text = (
        "The talks on the anti-terror law went on until late at night\n"
        "and nobody was willing to say whether the disputed anti-\n"
        "terror law would be put to a vote before the summer recess\n"
        "begins, or be shelved until the autumn of the coming year."
    )
    assert "disputed anti-terror law" in join_wrapped_lines(text).text


def test_one_sentence_a_line_is_not_joined():
    lines = ("Die Brücke ist offen, sagte sie.", "Der Bus kam zuletzt an.", "Es regnete lange.")
    text = "\n".join(lines * 2)
    assert join_wrapped_lines(text).text == text


def test_a_headline_over_wrapped_lines_stays_apart():
    text = "Brücke eröffnet\n" + WRAPPED.replace("\n\n", " ")
    assert join_wrapped_lines(text).text.startswith("Brücke eröffnet\nDie Brücke wurde")


def test_list_items_stay_apart():
    items = "- Die Brücke wurde am Mittwoch eröffnet, nach langer Bauzeit\n"
    text = WRAPPED + "\n\n" + items * 3
    assert join_wrapped_lines(text).text.count("\n- Die") == 3


def test_chinese_lines_are_joined_without_a_blank():
    text = (
        "市长星期三为跨河大桥揭幕并表示今年没有发现重大损坏大家都\n"
        "很满意并希望明年继续举行这样的活动因为桥梁对城市来说非常\n"
        "重要而且人们每天都要经过那里去上班和上学所以大家都来到了\n"
        "现场。"
    )
    assert "\n" not in join_wrapped_lines(text).text
    assert "大家都很满意" in join_wrapped_lines(text).text


def test_a_person_can_keep_the_lines_as_they_are():
    assert propose(WRAPPED.encode(), "a.txt", join_lines=False).text == WRAPPED
