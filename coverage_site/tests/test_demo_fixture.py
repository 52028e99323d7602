"""The demo shows in a minute what the product is for, and takes no sentence from anybody."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.management import call_command
from django.core.serializers import serialize
from django.db import transaction
from django.db.models import F
from pytest_django import DjangoDbBlocker

from annotations.actions.undoing import KINDS, current_state, same_state
from annotations.matrix import whole_matrix
from annotations.models import (
    Annotation,
    Claim,
    Comment,
    Notice,
    Quotation,
    Rendering,
    Speaker,
    Tag,
    Tagging,
    Thread,
    Verdict,
)
from articles.models import Article, Change, Credit, Membership, Revision, Segment, Source, Story

pytestmark = pytest.mark.django_db
SEEDS = Path(settings.BASE_DIR).parent / "shared" / "seeds"
QUOTED = re.compile(r"„[^“]+“|“[^”]+”|«[^»]+»")
WORD = re.compile(r"\w+")


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demo, loaded once for all tests of this module and rolled back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("loaddata", "demo", verbosity=0)
        yield
        transaction.set_rollback(True)


def words(text: str) -> list[str]:
    return WORD.findall(text.casefold())


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    said = words(text)
    return {tuple(said[i : i + length]) for i in range(len(said) - length + 1)}


def moscow() -> Story:
    return Story.objects.get(slug="moscow-meeting")


# What is there to see


def test_the_moscow_meeting_is_read_in_four_languages_by_six_outlets_or_more() -> None:
    articles = moscow().articles.all()
    assert len({article.source_id for article in articles}) >= 6
    assert {article.language_id for article in articles} >= {"de", "en", "fr", "ar"}


def test_the_aircraft_story_is_read_in_four_languages() -> None:
    articles = Article.objects.filter(story__slug="aircraft-shot-down")
    assert {article.language_id for article in articles} >= {"de", "en", "fr", "ar"}


def test_every_passage_reads_in_its_text_as_the_mark_says() -> None:
    for annotation in Annotation.objects.select_related("revision"):
        text = annotation.revision.text
        assert text[annotation.start : annotation.end] == annotation.exact
        assert text[: annotation.start].endswith(annotation.prefix)
        assert text[annotation.end :].startswith(annotation.suffix)


def test_no_mark_stands_on_a_struck_passage() -> None:
    for struck in Segment.objects.exclude(struck="").select_related("revision"):
        within = struck.revision.annotations.filter(start__lt=struck.end, end__gt=struck.start)
        assert not within.exists()


def test_a_claim_is_reported_in_one_article_and_contradicted_in_another() -> None:
    stances = defaultdict(set)
    for rendering in Rendering.objects.select_related("annotation"):
        stances[rendering.claim_id].add((rendering.stance, rendering.annotation.article_id))
    assert {stance for told in stances.values() for stance, _ in told} == set(Rendering.Stance)
    split = [
        claim
        for claim, told in stances.items()
        if {article for stance, article in told if stance == "reports"}
        and {article for stance, article in told if stance == "contradicts"}
    ]
    assert len(split) >= 3


def test_a_plan_is_both_presidents_in_one_report_and_one_presidents_in_another() -> None:
    tankers = Claim.objects.get(story=moscow(), statement__contains="oil will be bombed")
    owners = {rendering.speaker.name for rendering in tankers.renderings.all() if rendering.speaker}
    assert owners == {"both presidents", "François Hollande", "Vladimir Putin"}


def test_some_articles_leave_a_claim_out() -> None:
    articles = moscow().articles.count()
    anna = get_user_model().objects.get(username="anna")
    claims = moscow().claims.live().with_counts(anna)
    counts = claims.values_list("article_count", flat=True)
    assert all(0 < count <= articles for count in counts)
    assert any(count < articles for count in counts)


def test_passages_overlap_and_one_passage_renders_two_claims() -> None:
    overlapping = [
        (a, b)
        for article in moscow().articles.all()
        for a, b in combinations(article.annotations.filter(deleted_at=None), 2)
        if a.start < b.end and b.start < a.end
    ]
    assert len(overlapping) >= 5
    assert any(annotation.renderings.count() == 2 for annotation in Annotation.objects.all())


def test_what_was_said_once_is_followed_through_languages_and_kinds_of_speech() -> None:
    families = defaultdict(set)
    for quotation in Quotation.objects.exclude(utterance=None).select_related(
        "annotation__article"
    ):
        families[quotation.utterance_id].add(quotation.annotation.article.language_id)
    assert sum(len(languages) >= 3 for languages in families.values()) >= 5
    assert set(Quotation.objects.values_list("kind", flat=True)) == set(Quotation.Kind)


def test_a_speaker_is_known_by_names_in_three_scripts() -> None:
    putin = " ".join(Speaker.objects.get(story=moscow(), name="Vladimir Putin").variants)
    assert "Putin" in putin
    assert "بوتين" in putin
    assert "Путин" in putin


def test_one_report_is_a_relay_of_a_relay() -> None:
    relayed = Credit.objects.exclude(through=None).select_related("through__source", "source")
    copied = Credit.objects.filter(article__source=relayed[0].through.source)  # type: ignore[union-attr]
    assert relayed[0].source_id in {credit.source_id for credit in copied}


def test_one_report_starts_in_mid_article_and_one_came_with_boilerplate() -> None:
    assert moscow().articles.filter(is_excerpt=True).exists()
    struck = Segment.objects.filter(revision__article__story=moscow()).exclude(struck="")
    assert set(struck.values_list("struck", flat=True)) >= {
        "skip_link",
        "photo_credit",
        "sharing",
        "error_footer",
    }


def test_each_language_quotes_in_its_own_way() -> None:
    conventions = {"de": "„«", "en": "“‘", "fr": ("«\u00a0",), "ar": "«“"}
    for article in Article.objects.select_related("revision"):
        text = article.revision.text
        assert any(mark in text for mark in conventions[article.language_id]), article


def test_positions_are_counted_past_an_emoji_and_arabic_vowel_signs() -> None:
    texts = "".join(Revision.objects.values_list("text", flat=True))
    assert max(texts) > "\uffff"
    assert "\N{ARABIC SHADDA}" in texts


def test_coders_disagree_and_say_why() -> None:
    voices = defaultdict(set)
    for comment in Comment.objects.all():
        voices[comment.thread_id].add(comment.author_id)
    assert any(len(authors) >= 2 for authors in voices.values())


def test_every_state_of_a_cell_can_be_seen() -> None:
    cells = [cell for row in whole_matrix(moscow()).rows for cell in row.cells]
    stances = {passage.stance for cell in cells for passage in cell.passages}
    assert stances == set(Rendering.Stance.values)
    verdicts = Verdict.objects.live().filter(claim__story=moscow())
    assert set(verdicts.values_list("kind", flat=True)) == set(Verdict.Kind.values)
    decided = verdicts.values("claim", "article").distinct().count()
    assert sum(not cell.passages for cell in cells) - decided > 0  # nobody has looked there


def test_there_is_talk_about_marks_claims_and_verdicts_settled_and_not() -> None:
    threads = Thread.objects.filter(story=moscow())
    for subject in ("annotation", "claim", "verdict"):
        assert threads.filter(**{f"{subject}__isnull": False}).exists()
    assert threads.exclude(resolved_at=None).exists()
    assert threads.filter(resolved_at=None).exists()
    assert Notice.objects.filter(reason="mentioned").exists()


def test_a_definition_changed_after_passages_were_coded_by_it() -> None:
    assert Tagging.objects.filter(codebook_version__lt=F("tag__defined_in")).exists()


def test_the_log_tells_how_everything_came_to_stand_as_it_does() -> None:
    """Else nothing of the demo could be taken back or put back."""
    for story in Story.objects.all():
        latest = {change.subject: change.after for change in story.changes.order_by("number")}
        for subject, state in latest.items():
            if subject.partition(":")[0] in KINDS:
                assert same_state(current_state(story, subject), state), subject


def test_two_claims_were_merged_and_a_step_was_taken_back() -> None:
    assert Claim.objects.filter(merged_into__isnull=False).exists()
    assert Change.objects.filter(undoes__isnull=False).exists()


def test_the_codebook_defines_its_tags_and_every_tag_is_used() -> None:
    tags = Tag.objects.filter(story=moscow())
    assert 8 <= len(tags) <= 10
    assert all(tag.definition for tag in tags)
    in_use = set(tags.filter(annotations__deleted_at=None, annotations__isnull=False))
    assert all(tag in in_use or tag.children.exists() for tag in tags)


def test_the_three_users_can_log_in_and_one_curates() -> None:
    for name in ("anna", "ben", "chiara"):
        user = get_user_model().objects.get(username=name)
        assert user.is_active
        assert PBKDF2PasswordHasher().verify("parallax-demo", user.password)
    roles = Membership.objects.filter(story=moscow()).values_list("user__username", "role")
    assert dict(roles) == {"anna": "owner", "ben": "annotator", "chiara": "curator"}


def test_the_log_tells_of_every_mark_in_the_order_of_time() -> None:
    for story in Story.objects.all():
        changes = list(story.changes.order_by("number"))
        assert [change.number for change in changes] == list(range(1, story.last_change + 1))
        assert sorted(change.at for change in changes) == [change.at for change in changes]
    created = Change.objects.filter(verb="annotation created").values_list("subject", flat=True)
    uids = Annotation.objects.values_list("uid", flat=True)
    assert set(created) == {f"annotation:{uid}" for uid in uids}


# Whose it is


def test_nobody_can_take_an_outlet_for_a_real_one() -> None:
    assert Source.objects.exists()
    for source in Source.objects.all():
        assert source.is_invented
        assert source.homepage.endswith(".example/")


def test_of_public_statements_at_most_five_words_are_quoted() -> None:
    for text in Revision.objects.values_list("text", flat=True):
        for quoted in QUOTED.findall(text):
            assert len(words(quoted)) <= 5, quoted


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed texts are not here")
def test_no_eight_words_in_a_row_are_those_of_a_seed() -> None:
    seeds = {path.name: runs(path.read_text("utf-8"), 8) for path in SEEDS.glob("*.txt")}
    assert seeds
    for revision in Revision.objects.select_related("article"):
        for name, taken in seeds.items():
            assert not runs(revision.text, 8) & taken, f"{revision.article.slug} and {name}"


# Loading


def everything() -> dict[str, str]:
    models = (Source, Story, Membership, Article, Revision, Segment, Credit, Change)
    said = (Speaker, Tag, Claim, Annotation, Rendering, Quotation, Comment)
    return {
        model.__name__: serialize("json", model._default_manager.order_by("pk"))
        for model in (*models, *said)
    }


def test_loading_the_demo_over_itself_changes_nothing() -> None:
    before = everything()
    call_command("loaddata", "demo", verbosity=0)
    assert everything() == before
