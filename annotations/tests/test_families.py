"""Quotation families: what was said once, joined, parted and named; what became of its words."""

import pytest
from django.urls import reverse

from annotations import actions
from annotations.actions import EditConflict, join_family, leave_family, name_utterance, undo
from annotations.families import Became, voices_of
from annotations.families.becoming import what_became
from annotations.families.cues import is_plain
from annotations.models import Annotation, Quotation, Utterance
from articles.actions import set_blind
from articles.models import Story
from articles.tests.factories import make_article, make_member

from .factories import make_annotation, make_quotation

FULL = "What we agreed, and this is important, is to strike only terrorists and not their enemies."


@pytest.fixture
def sheet(story):
    return make_article(story, f"Talks. {FULL} So said Lind.", source="Sheet")


@pytest.fixture
def post(story):
    return make_article(
        story, "They strike “only terrorists”, Lind claimed. He left.", source="Post"
    )


@pytest.fixture
def bote(story):
    text = "„Wir treffen nur Terroristen“, sagte Lind. Er ging."
    return make_article(story, text, source="Bote", language="de")


@pytest.fixture
def whole(sheet, anna):
    return make_quotation(sheet, FULL, "Ona Lind", anna, cue="said")


@pytest.fixture
def phrase(post, anna):
    return make_quotation(post, "only terrorists", "Ona Lind", anna, cue="claimed")


@pytest.fixture
def german(bote, anna):
    return make_quotation(bote, "Wir treffen nur Terroristen", "Ona Lind", anna, cue="sagte")


def seen(*annotations):
    return {a: Annotation.objects.get(pk=a.pk).version for a in annotations}


def seen_by(story, user):
    story = Story.objects.visible_to(user).get(pk=story.pk)
    return voices_of(story, user)


def family_of(annotation):
    return Quotation.objects.get(annotation=annotation).utterance


def key(annotation):
    return f"{annotation.uid}:{Annotation.objects.get(pk=annotation.pk).version}"


def post_to(client, name, story, *annotations, **data):
    address = reverse(f"annotations:{name}", args=[story.slug])
    return client.post(address, {"quotation": [key(a) for a in annotations], **data})


# What became of the words


@pytest.mark.parametrize(
    ("other", "became"),
    [
        (FULL, Became.SAME),
        (FULL.upper(), Became.SAME),
        ("What we agreed … is to strike only terrorists and not their enemies.", Became.CUT),
        ("only terrorists", Became.PHRASE),
        ("not their enemies", Became.PHRASE),
        ("What we agreed is to hit only terrorists and not their enemies.", Became.OTHERWISE),
        ("Nobody else will be harmed by what the two of them plan.", Became.OTHERWISE),
        (FULL.replace("terrorists", "terrorists [Daesh]"), Became.SAME),
    ],
)
def test_what_became_of_the_fullest_wording_is_told(other, became):
    assert what_became(FULL, other) == became


@pytest.mark.parametrize(
    ("cue", "language", "plain"),
    [
        ("told reporters", "en", True),
        ("claimed", "en", False),
        ("blasted", "en", False),
        ("sagte", "de-AT", True),
        ("behauptete", "de", False),
        ("قالَ", "ar", True),
        ("اتهم", "ar", False),
        ("表示", "zh-Hans", True),
        ("mówi", "pl", True),
    ],
)
def test_a_cue_that_does_more_than_say_stands_out(cue, language, plain):
    assert is_plain(cue, language) is plain


def test_the_fullest_wording_leads_and_the_others_say_what_was_cut(
    story, anna, whole, phrase, german
):
    join_family(story, anna, seen(german, phrase, whole), None)
    (voice,) = seen_by(story, anna)
    (family,) = voice.families
    assert [w.passage for w in family.wordings] == [whole, german, phrase]
    assert [w.became for w in family.wordings] == [
        [Became.FULLEST],
        [Became.TRANSLATED, Became.PHRASE],
        [Became.PHRASE],
    ]
    cut = family.wordings[-1].pieces
    assert [p.text for p in cut if not p.how] == ["only terrorists"]
    assert "".join(p.text for p in cut if p.how != "added") == FULL


def test_direct_speech_is_fuller_than_a_longer_report_of_it(story, anna, sheet, whole, phrase):
    told = make_quotation(sheet, f"Talks. {FULL} So said Lind.", "", anna, kind="indirect")
    join_family(story, anna, seen(told, phrase, whole), None)
    (family,) = seen_by(story, anna)[0].families
    assert [w.passage for w in family.wordings] == [whole, told, phrase]
    assert Became.INDIRECT in family.wordings[1].became


def test_how_each_outlet_brings_it_in_stands_side_by_side(story, anna, whole, phrase):
    (voice,) = seen_by(story, anna)
    told = {outlet: [(c.cue, c.is_plain) for c in cues] for outlet, cues in voice.cues}
    assert told == {"Post": [("claimed", False)], "Sheet": [("said", True)]}


# Joining, parting, naming


def test_a_new_family_is_named_in_the_words_of_its_fullest_wording(story, anna, whole, phrase):
    said = join_family(story, anna, seen(phrase, whole), None)
    assert said.gist == FULL
    assert family_of(whole) == family_of(phrase) == said


def test_who_parts_a_family_gets_a_name_that_tells_the_new_one_apart(story, anna, whole, phrase):
    first = join_family(story, anna, seen(whole, phrase), None)
    second = join_family(story, anna, seen(whole), None)
    assert family_of(phrase) == first
    assert family_of(whole) == second
    assert (first.gist, second.gist) == (FULL, f"{FULL} (2)")


def test_joining_and_parting_are_taken_back(story, anna, whole, phrase):
    said = join_family(story, anna, seen(whole, phrase), None)
    leave_family(story, anna, seen(whole, phrase))
    assert family_of(whole) is None
    undo(story, anna)
    assert family_of(whole) == family_of(phrase) == said
    undo(story, anna)
    assert family_of(whole) is family_of(phrase) is None


def test_a_new_name_is_taken_back_and_the_log_of_the_quotations_does_not_change(
    story, anna, whole, phrase
):
    said = join_family(story, anna, seen(whole, phrase), None)
    before = story.changes.filter(subject__startswith="annotation:").count()
    name_utterance(said, anna, FULL, "Only terrorists are struck.")
    assert story.changes.filter(subject__startswith="annotation:").count() == before
    undo(story, anna)
    assert Utterance.objects.get().gist == FULL
    undo(story, anna)  # the joining, although the family had another name meanwhile
    assert family_of(whole) is None


def test_a_quotation_that_changed_meanwhile_is_not_moved(story, anna, whole, phrase):
    looked_at = seen(whole, phrase)
    leave = Annotation.objects.get(pk=phrase.pk)
    actions.delete_annotation(leave, anna, leave.version)
    with pytest.raises(EditConflict):
        join_family(story, anna, looked_at, None)
    assert not Utterance.objects.exists()


# The page


def test_the_page_joins_what_is_ticked(client, story, anna, whole, phrase):
    client.force_login(anna)
    answer = post_to(client, "families_join", story, whole, phrase, into="")
    assert answer.status_code == 302
    said = family_of(phrase)
    assert answer.headers["Location"].endswith(f"/quotations/#family-{said.number}")
    page = client.get(reverse("annotations:families", args=[story.slug])).content.decode()
    assert f'id="family-{said.number}"' in page
    assert "reduced to a phrase" in page


def test_what_cannot_be_joined_is_said_and_stays_ticked(client, story, anna, whole, phrase):
    client.force_login(anna)
    answer = post_to(client, "families_join", story, whole, into="")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Tick two quotations or more" in page
    assert f'value="{key(whole)}"' in page
    assert page.count(" checked") == 1
    assert post_to(client, "families_join", story, into="new").status_code == 422


def test_two_who_join_at_once_see_that_the_other_was_faster(client, story, anna, whole, phrase):
    client.force_login(anna)
    older = key(whole)
    join_family(story, anna, seen(whole), None)
    address = reverse("annotations:families_join", args=[story.slug])
    answer = client.post(address, {"quotation": [older, key(phrase)], "into": ""})
    assert answer.status_code == 409
    assert "Somebody else changed one of these" in answer.content.decode()
    assert family_of(phrase) is None


def test_an_annotator_does_not_move_what_others_marked(client, story, anna, whole, phrase):
    client.force_login(make_member(story, "ben"))
    address = reverse("annotations:families", args=[story.slug])
    assert 'name="quotation"' not in client.get(address).content.decode()
    assert post_to(client, "families_join", story, whole, phrase).status_code == 403
    assert family_of(whole) is None


def test_a_curator_moves_what_others_marked(client, story, chiara, whole, phrase):
    client.force_login(chiara)
    assert post_to(client, "families_join", story, whole, phrase).status_code == 302
    assert post_to(client, "families_leave", story, whole).status_code == 302
    assert family_of(whole) is None


def test_a_name_that_somebody_else_gave_meanwhile_is_not_overwritten(
    client, story, anna, whole, phrase
):
    said = join_family(story, anna, seen(whole, phrase), None)
    client.force_login(anna)
    address = reverse("annotations:family", args=[story.slug, said.number])
    assert client.post(address, {"gist": "Only they.", "seen": FULL}).status_code == 302
    late = client.post(address, {"gist": "Terrorists only.", "seen": FULL})
    assert late.status_code == 409
    page = late.content.decode()
    assert "Terrorists only." in page
    assert 'value="Only they."' in page


def test_two_wordings_stand_side_by_side_with_what_differs_marked(
    client, story, anna, sheet, whole, phrase, german
):
    said = join_family(story, anna, seen(whole, phrase, german), None)
    client.force_login(anna)
    address = reverse("annotations:family", args=[story.slug, said.number])
    assert "What we agreed, and this is important" in client.get(address).content.decode()
    two = {"one": str(german.uid), "other": str(phrase.uid)}
    page = client.get(address, two).content.decode()
    assert "two languages" in page


def test_whoever_codes_blind_sees_their_own_wordings_only(client, story, anna, whole, phrase):
    said = join_family(story, anna, seen(whole, phrase), None)
    set_blind(story, None, True, [])
    ben = make_member(story, "ben")
    assert seen_by(story, ben) == []
    client.force_login(ben)
    address = reverse("annotations:family", args=[story.slug, said.number])
    assert client.post(address, {"gist": "Mine.", "seen": FULL}).status_code == 403


def test_the_page_costs_no_more_queries_with_more_quotations(
    client, story, anna, django_assert_max_num_queries
):
    words = " ".join(f"word{n}" for n in range(60))
    article = make_article(story, words, source="Long")
    made = [make_quotation(article, f"word{n}", f"Speaker {n % 5}", anna) for n in range(40)]
    join_family(story, anna, seen(*made[:20]), None)
    client.force_login(anna)
    with django_assert_max_num_queries(12):
        client.get(reverse("annotations:families", args=[story.slug]))
    with django_assert_max_num_queries(12):
        client.get(reverse("annotations:family", args=[story.slug, 1]))


def test_marks_that_quote_nobody_are_not_on_the_page(story, anna, sheet):
    make_annotation(sheet, "Talks", anna)
    assert seen_by(story, anna) == []
