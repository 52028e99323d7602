"""Every address x role: what a stranger must not find, what a reader must not do.

The story of the test is private. For each address stands the least role to which it answers;
strangers get 404 (they are not told that there is anything), lower roles 403 with a reason.
"""

import uuid
from contextlib import contextmanager
from copy import copy

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from annotations.actions import comment, delete_annotation, delete_claim, publish, set_verdict
from annotations.publishing.choices import Choices
from annotations.tests.factories import (
    make_annotation,
    make_claim,
    make_quotation,
    make_suggestion,
    make_tag,
)
from articles.actions import delete_article
from articles.inviting import invite, token_of
from articles.models import Segment
from articles.tests.factories import make_article, make_member, make_story, make_user

pytestmark = pytest.mark.django_db

ROLES = ["anonymous", "stranger", "reader", "annotator", "curator", "owner"]
OPEN, LOGGED_IN = "anonymous", "stranger"

# name -> (least role to GET, least role to POST); None where the method is not answered
TABLE = {
    "home": (OPEN, None),
    "search": (OPEN, None),
    "story": ("reader", None),
    "account_login": (OPEN, OPEN),
    "account_logout": (OPEN, OPEN),
    "account_signup": (OPEN, OPEN),
    "account_inactive": (OPEN, None),
    "account_reauthenticate": (LOGGED_IN, LOGGED_IN),
    "account_change_password": (LOGGED_IN, LOGGED_IN),
    "account_set_password": (LOGGED_IN, LOGGED_IN),
    "mfa_index": (LOGGED_IN, None),
    "mfa_authenticate": (LOGGED_IN, LOGGED_IN),  # for all who are not just logging in, a way out
    "mfa_reauthenticate": (LOGGED_IN, LOGGED_IN),
    "mfa_activate_totp": (LOGGED_IN, LOGGED_IN),
    "mfa_deactivate_totp": (None, None),  # nobody here has one: see test_accounts
    "mfa_view_recovery_codes": (None, None),
    "mfa_generate_recovery_codes": (LOGGED_IN, LOGGED_IN),
    "mfa_download_recovery_codes": (None, None),
    "articles:stories": (OPEN, None),
    "articles:story_new": (LOGGED_IN, LOGGED_IN),
    "articles:story_edit": ("owner", "owner"),
    "articles:members": ("owner", "owner"),
    "articles:invite": (None, "owner"),
    "articles:revoke": (None, "owner"),
    "articles:blind": ("owner", "owner"),
    "articles:join": (OPEN, LOGGED_IN),
    "articles:import": ("curator", "curator"),
    "articles:sources": (OPEN, None),
    "articles:source": ("reader", None),
    "articles:article_edit": ("curator", "curator"),
    "articles:correct": ("curator", "curator"),
    "articles:original": ("reader", None),
    "articles:passages": ("curator", None),
    "articles:strike": (None, "curator"),
    "articles:restore": (None, "curator"),
    "articles:delete": (None, "curator"),
    "articles:undelete": (None, "curator"),
    "annotations:article": ("reader", None),
    "annotations:read": ("reader", None),
    "annotations:changed_marks": ("reader", None),
    "annotations:proposed": ("reader", None),
    "annotations:gloss_ask": (None, "curator"),
    "annotations:annotate": ("annotator", "annotator"),
    "annotations:counterparts": ("annotator", None),
    "annotations:annotation": ("reader", None),
    "annotations:edit": ("curator", "curator"),
    "annotations:delete": (None, "curator"),
    "annotations:restore": (None, "curator"),
    "annotations:comment": (None, "annotator"),
    "annotations:history": ("reader", None),
    "annotations:claim_history": ("reader", None),
    "annotations:activity": ("annotator", None),
    "annotations:undo": (None, "annotator"),
    "annotations:redo": (None, "annotator"),
    "annotations:put_back": (None, "annotator"),
    "annotations:claims": ("reader", None),
    "annotations:claim": ("reader", "annotator"),
    "annotations:claim_delete": (None, "curator"),
    "annotations:claim_restore": (None, "curator"),
    "annotations:claim_merge": ("curator", "curator"),
    "annotations:claim_split": ("curator", "curator"),
    "annotations:claim_comment": (None, "annotator"),
    "annotations:verdict": (None, "annotator"),
    "annotations:verdict_page": ("reader", None),
    "annotations:verdict_delete": (None, "curator"),
    "annotations:verdict_comment": (None, "annotator"),
    "annotations:comment_delete": (None, None),  # one's own only: see test_talk
    "annotations:comment_restore": (None, None),
    "annotations:thread_resolve": (None, "annotator"),
    "annotations:thread_reopen": (None, "annotator"),
    "annotations:member_options": ("annotator", None),
    "annotations:inbox": (LOGGED_IN, None),
    "annotations:inbox_read": (None, LOGGED_IN),
    "annotations:claim_options": ("reader", None),
    "annotations:speaker_options": ("reader", None),
    "annotations:utterance_options": ("reader", None),
    "annotations:live": ("reader", None),
    "annotations:changes": ("reader", None),
    "annotations:here": (None, "reader"),
    "annotations:people": ("reader", None),
    "annotations:matrix": ("reader", None),
    "annotations:gaps": ("annotator", "annotator"),
    "annotations:cell": ("reader", "annotator"),
    "annotations:arrange": ("annotator", "annotator"),
    "annotations:families": ("reader", None),
    "annotations:families_join": (None, "annotator"),
    "annotations:families_leave": (None, "annotator"),
    "annotations:family": ("reader", "annotator"),
    "annotations:speakers_join": (None, "curator"),
    "annotations:pictures": ("reader", None),
    "annotations:snapshots": (OPEN, None),  # since there is something published
    "annotations:snapshot": (OPEN, None),
    "annotations:snapshot_changes": (OPEN, None),
    "annotations:snapshot_file": (OPEN, None),
    "annotations:snapshot_schema": (OPEN, None),
    "annotations:publish": ("owner", "owner"),
    "annotations:snapshot_withdraw": ("owner", "owner"),
    "annotations:suggestions": ("annotator", None),
    "annotations:suggestion": ("annotator", None),
    "annotations:suggestion_accept": (None, "annotator"),
    "annotations:suggestion_reject": (None, "annotator"),
    "annotations:suggestion_take_back": (None, None),  # one's own only: see test_suggestions
    "annotations:suggestion_run": ("annotator", "curator"),
    "annotations:review": ("annotator", "annotator"),
    "annotations:codebook": ("reader", "curator"),
    "annotations:tag_move": (None, "curator"),
    "annotations:tag_delete": (None, "curator"),
    "annotations:tag_restore": (None, "curator"),
    "annotations:codebook_versions": ("reader", None),
    "annotations:codebook_version": ("reader", None),
    "annotations:codebook_review": ("annotator", "annotator"),
    "annotations:codebook_export": ("reader", None),
    "annotations:codebook_import": ("curator", "curator"),
}


def names(patterns, namespace=""):
    """The full name of every address that the site answers to."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from names(pattern.url_patterns, inner)
        elif pattern.name:
            yield f"{namespace}{pattern.name}"


def test_the_table_names_every_address():
    assert set(names(get_resolver().url_patterns)) == set(TABLE)


@contextmanager
def taken_back():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """What all tests here ask for, made once: what each of them changes is taken back."""
    with django_db_blocker.unblock(), taken_back():
        story = make_story()
        yield one_of_everything(story, make_member(story, "author", "owner"))


@pytest.fixture(scope="module")
def cookies(made, django_db_blocker):
    """By role, how the site knows somebody who is logged in."""
    with django_db_blocker.unblock():
        people = {role: make_member(made["story"], f"the-{role}", role) for role in ROLES[2:]}
        people["stranger"] = make_user("stranger")
        return {role: cookie_of(person) for role, person in people.items()}


@pytest.fixture
def world(made):
    """A private story with one of everything, written by somebody else than those who ask."""
    return {name: copy(thing) for name, thing in made.items()}


def cookie_of(user):
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


def client_with(cookie, **headers):
    """A browser that has this cookie, or none where it is empty."""
    client = Client(headers=headers)
    if cookie:
        client.cookies["sessionid"] = cookie
    return client


def one_of_everything(story, author):
    """What the addresses of a story need, by the names of their parameters."""
    article = make_article(story, "Skip to main content\n\nRain fell on the port. Snow fell.")
    annotation = make_annotation(article, "Rain fell", author)
    claim = make_claim(story, "It rained.")
    return {
        "story": story,
        "article": article,
        "annotation": annotation,
        "claim": claim,
        "verdict": set_verdict(claim, article, author, "absent"),
        "comment": comment(annotation, author, "Hm."),
        "quotation": make_quotation(article, "the port", "Lind", author, utterance="A port."),
        "tag": make_tag(story, "Weather"),
        "suggestion": make_suggestion(article, "Snow fell"),
        "snapshot": publish(story, author, Choices(("Anna",))),
        "invitation": invite(story, None, "reader", days=1, is_for_one=False),
        "segment": Segment.objects.filter(revision=article.revision, kind="paragraph").first(),
    }


def address(name, world, **others):
    """The address of the test's own story, article, annotation … under that name, or of others."""
    known = {
        "slug": world["article"].source.slug if name == "articles:source" else world["story"].slug,
        "pk": world["article"].pk,
        "segment": world["segment"].pk,
        "uid": with_uid(name, world).uid,
        "number": with_number(name, world).number,
        "token": token_of(world["invitation"]),
        "kind": "csv",
        "file": "long.csv",
    }
    known |= others
    return reverse(name, kwargs={key: known[key] for key in parameters(name)})


def with_uid(name, world):
    """What the address of that name is about, of the things that have a uid."""
    kind, _, doing = name.removeprefix("annotations:").partition("_")
    if kind == "thread":
        return world["comment"].thread
    if kind == "suggestion" or (doing and kind in ("verdict", "comment")):
        return world[kind]
    return world["annotation"]


def with_number(name, world):
    """The same, of the things that have a number."""
    return world["quotation"].quotation.utterance if "famil" in name else world["claim"]


def parameters(name):
    def find(patterns, namespace="", before=()):
        for pattern in patterns:
            here = (*before, *pattern.pattern.regex.groupindex)
            if isinstance(pattern, URLResolver):
                inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
                yield from find(pattern.url_patterns, inner, here)
            elif f"{namespace}{pattern.name}" == name:
                yield here

    return next(find(get_resolver().url_patterns))


def leads_to_login(answer):
    return "/login/" in answer.headers.get("Location", "")


def is_refused(answer, role):
    """404 for those who may not know; 403 or the way to the log-in for those who may not do."""
    if role in ("anonymous", "stranger"):
        return answer.status_code in (403, 404) or leads_to_login(answer)
    return answer.status_code == 403


def delete_what_is_to_be_brought_back(name, world):
    if name == "annotations:restore":
        delete_annotation(world["annotation"], None, 1)
    elif name == "annotations:claim_restore":
        delete_claim(world["claim"], None)
    elif name == "articles:undelete":
        delete_article(world["article"], None)


def is_right(answer, role, least):
    if least is None:
        return answer.status_code in (403, 404, 405) or leads_to_login(answer)
    if ROLES.index(role) < ROLES.index(least):
        return is_refused(answer, role)
    return answer.status_code in (200, 204, 302, 409, 422) and not leads_to_login(answer)


@pytest.mark.parametrize("name", TABLE)
def test_an_address_answers_to_its_roles_and_to_no_other(world, cookies, name):
    delete_what_is_to_be_brought_back(name, world)
    data = {"revision": world["article"].revision.pk, "start": 22, "end": 26, "all": "1"}
    wrong = []
    for method, least in zip(("get", "post"), TABLE[name], strict=True):
        for role in ROLES:
            with taken_back():
                asks = getattr(client_with(cookies.get(role)), method)
                answer = asks(address(name, world), data)
            if not is_right(answer, role, least):
                wrong.append(f"{method} as {role}: {answer.status_code}")
    assert wrong == []


@pytest.mark.parametrize("role", ["anonymous", "stranger"])
def test_a_stranger_finds_no_trace_of_a_private_story(world, cookies, role):
    client = client_with(cookies.get(role))
    for name in ("home", "search", "articles:stories", "articles:sources"):
        page = client.get(address(name, world), {"q": "rain"}).content.decode()
        assert world["story"].title not in page
        assert world["article"].source.name not in page
        assert "Rain fell" not in page


def test_a_refusal_says_why(world, cookies):
    answer = client_with(cookies["reader"]).get(address("articles:import", world))
    assert answer.status_code == 403
    assert "Only a curator of this story" in answer.content.decode()


def test_what_is_not_there_is_not_found(cookies):
    client = client_with(cookies["owner"])
    for path in ("/stories/none/", "/articles/0/", f"/annotations/{uuid.uuid4()}/", "/nothing/"):
        assert client.get(path).status_code == 404
