"""Whatever somebody writes into an address or a form, the site knows an answer to it."""

from contextlib import contextmanager
from unittest.mock import patch

import pytest
from django.http import QueryDict

from annotations.actions import join_speakers, undo
from annotations.models import Speaker
from annotations.tests.factories import make_quotation
from articles import actions
from articles.models import Story
from articles.tests.factories import make_article, make_member, make_story, make_user

from .test_access import (
    TABLE,
    address,
    client_with,
    cookie_of,
    one_of_everything,
    parameters,
    taken_back,
)

pytestmark = pytest.mark.django_db

HUGE = "9" * 30
NASTY = [
    "9" * 5000,  # Python refuses to read such a number
    HUGE,
    "\0",
    "9999-12-31",
]
KEYS = {"pk", "number", "segment"}


@pytest.fixture(scope="module")
def owner(django_db_setup, django_db_blocker):
    """One of everything, and how the site knows who may do most with it."""
    with django_db_blocker.unblock(), taken_back():
        story = make_story()
        author = make_member(story, "author", "owner")
        yield one_of_everything(story, author), cookie_of(author)


@contextmanager
def names_asked_for():
    """The names of the parameters that a page looks at."""
    names: dict[str, None] = {}

    def noting(method):
        def note(self, name, *others):
            names[name] = None
            return method(self, name, *others)

        return note

    reading = {name: noting(getattr(QueryDict, name)) for name in ("get", "getlist")}
    with patch.multiple(QueryDict, **reading):
        yield names


def status_of(ask, *what):
    with taken_back():
        return ask(*what).status_code


def sendings(method, names):
    """Every nasty value for every parameter: in an address each alone, in a form all at once."""
    for shift in range(len(NASTY)):
        together = {name: NASTY[(nth + shift) % len(NASTY)] for nth, name in enumerate(names)}
        yield from [together] if method == "post" else [{n: v} for n, v in together.items()]


@pytest.mark.parametrize("name", TABLE)
def test_nothing_that_is_sent_breaks_a_page(owner, name):
    world, cookie = owner
    client = client_with(cookie)
    client.raise_request_exception = False
    broken = []
    for method, least in zip(("get", "post"), TABLE[name], strict=True):
        if least is not None:
            ask, page = getattr(client, method), address(name, world)
            with names_asked_for() as names:
                status_of(ask, page)
            broken += [
                sent for sent in sendings(method, names) if status_of(ask, page, sent) >= 500
            ]
    assert broken == []


@pytest.mark.parametrize("name", [name for name in TABLE if KEYS & set(parameters(name))])
def test_a_number_that_is_too_large_is_nobodys(owner, name):
    world, cookie = owner
    client = client_with(cookie)
    for key in KEYS & set(parameters(name)):
        page = address(name, world, **{key: int(HUGE)})
        for ask, least in zip((client.get, client.post), TABLE[name], strict=True):
            assert least is None or status_of(ask, page) == 404


def test_no_mark_shows_what_has_no_possible_name(owner):
    world, cookie = owner
    sent = {"a": world["article"].pk, "about": ["speaker:\0", f"claim:{HUGE}", "claim:²", "tag:x"]}
    assert (
        status_of(client_with(cookie).get, address("annotations:changed_marks", world), sent) == 200
    )


def test_the_longest_names_have_their_place_in_the_log(client):
    story = make_story()
    chiara = make_member(story, "c" * 150, "curator")
    actions.set_role(story, None, chiara, "owner")
    article = make_article(story, "Rain fell. Snow fell.")
    kept, gone = "L" * 120, "L" * 119 + "M"
    for words, name in (("Rain fell", kept), ("Snow fell", gone)):
        make_quotation(article, words, name, chiara)
    join_speakers(Speaker.objects.get(name=kept), Speaker.objects.get(name=gone), chiara)
    undo(story, chiara)
    assert Speaker.objects.live().filter(story=story).count() == 2


@pytest.mark.parametrize("charset", ["utf-7", "hex", "utf-16"])
def test_a_request_that_says_it_is_not_in_utf_8_is_read_as_what_it_is(client, charset):
    client.force_login(make_user("anna"))
    field = 'Content-Disposition: form-data; name="title"'
    body = f"--B\r\n{field}\r\n\r\n+2AA-\r\n--B--\r\n"  # in UTF-7 half a character
    kind = f"multipart/form-data; boundary=B; charset={charset}"
    assert client.generic("POST", "/stories/new/", body, content_type=kind).status_code == 302
    assert Story.objects.filter(title="+2AA-").exists()


@pytest.mark.parametrize("leads_to", ["//[", "http://[x", "\0", "\\\\x"])
def test_the_log_in_leads_to_no_address_that_is_none(client, leads_to):
    assert client.get("/accounts/login/", {"next": leads_to}).status_code == 200


def test_search_does_not_tell_in_which_languages_others_have_articles(client):
    make_article(make_story(), "Borish.", "tg")
    pages = [client.get("/search/", {"q": "rain", "language": code}) for code in ("tg", "ti")]
    in_use, not_in_use = (page.context["form"].errors for page in pages)
    assert in_use == not_in_use == {}
