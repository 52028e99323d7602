"""Every address of the site, asked by somebody who codes blind, before and after another has.

The answers must be the same to the letter: words, counts, order, headers, refusals, and whatever
is told in answer to what they send, even where they happen to write the other one's very words.
"""

import re
import uuid
from datetime import UTC, datetime
from itertools import product

import pytest

from annotations import actions
from annotations.live.news import listener, news_after
from annotations.live.presence import come
from annotations.models import Annotation, Claim, Run
from annotations.saying import ClaimSaid, QuotationSaid, Saying
from annotations.tests.factories import make_annotation
from articles.actions import set_blind
from articles.tests.factories import make_member, make_story

from .test_access import (
    TABLE,
    address,
    client_with,
    cookie_of,
    one_of_everything,
    parameters,
    taken_back,
    with_number,
    with_uid,
)

pytestmark = pytest.mark.django_db

PAGES = [name for name in TABLE if ":" in name or name in ("home", "search", "story")]
CLAIM, OWN_CLAIM = "Quaggas sank the ferry.", "Aurochs guard the port."
SPEAKER, NAMED, CUE, GIST = "Dodo Huia", "Moa Tarpan", "trumpeted", "Thylacines never sleep."
NOTE, REMARK, TALK, DOUBT = "Solitaire?", "Bluebucks!", "@anna, look: Pinguinus", "No Nesiota."
HIDDEN = [CLAIM, OWN_CLAIM, SPEAKER, NAMED, CUE, GIST, NOTE, REMARK, TALK.split()[-1], DOUBT]
UNEQUAL_BY_NATURE = [
    re.compile(r'name="csrfmiddlewaretoken" value="\w+"'),
    re.compile(r"gAAAA[\w-]+={0,2}"),  # what is sealed looks different every time
    re.compile(r"<time[^>]*>.*?</time>"),
    re.compile(r"'(Date|Expires|Content-Length)': '[^']*'"),
    re.compile(r"Set-Cookie: (csrftoken|sessionid)=.*"),
    re.compile(r"(?<=Set-Cookie: messages=)(\S+):[\w-]+:[\w-]+;"),  # when it was signed
]
MADE_ANEW = [  # by what is sent: its names are drawn by lot
    re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}"),
    re.compile(r"\b1[01]\d\d\b"),
    re.compile(r'data-colours?="\d"'),
]


@pytest.fixture(params=["the whole story", "one article"])
def world(request):
    """A story that is coded blind, with something of Anna's and something that everybody knows."""
    story = make_story()
    chiara, anna = make_member(story, "chiara", "curator"), make_member(story, "anna")
    made = one_of_everything(story, anna)
    article, shared = made["article"], made["claim"]
    actions.comment(shared, chiara, "Did it?")
    make_annotation(article, "the port", anna, claims=[ClaimSaid("It rained.", "partly", "Lind")])
    Run.objects.update(queued_at=datetime(2026, 1, 1, tzinfo=UTC))  # waits long, before and after
    is_whole = request.param == "the whole story"
    set_blind(story, chiara, is_whole, [] if is_whole else [article])
    for each in (story, article, article.story, shared.story):
        each.refresh_from_db()
    make_annotation(article, "fell", anna, claims=[ClaimSaid("Mine.")])
    return made | {"anna": anna, "ben": make_member(story, "ben")}


def let_ben_code(world):
    """All that one can say of an article, in words that nobody else would use: what he makes."""
    story, article, ben = world["story"], world["article"], world["ben"]
    said = Saying(
        claims=[ClaimSaid(CLAIM, "questions", SPEAKER), ClaimSaid("It rained.", "contradicts")],
        quotation=QuotationSaid(NAMED, CUE, "direct", GIST),
        tags=["Weather"],
        note=NOTE,
    )
    marked = make_annotation(article, "Snow fell", ben, **vars(said))
    remark = actions.comment(marked, ben, REMARK)
    actions.comment(world["claim"], ben, TALK)
    actions.create_claim(story, ben, OWN_CLAIM)
    verdict = actions.set_verdict(world["claim"], article, ben, "elsewhere", DOUBT)
    actions.comment(verdict, ben, REMARK)
    gone = make_annotation(article, "Rain fell", ben, **vars(said))
    actions.delete_annotation(gone, ben, 1)
    lost = make_annotation(article, "Rain", ben, **vars(said))
    Annotation.objects.filter(pk=lost.pk).update(needs_review=True)
    come(story, ben, uuid.uuid4(), article)
    claim = Claim.objects.get(statement=CLAIM)
    return [marked, gone, lost, verdict, remark, remark.thread, claim, marked.quotation.utterance]


def sent_with(typed_claim, typed_speaker, world):
    """Fields for all forms at once; each takes its own."""
    return {
        "revision": world["article"].revision.pk,
        "start": 22,
        "end": 26,
        "claims-TOTAL_FORMS": 1,
        "claims-INITIAL_FORMS": 0,
        "claims-0-statement": typed_claim,
        "claims-0-stance": "reports",
        "claims-0-attributed_to": typed_speaker,
        "statement": typed_claim,
        "gist": typed_claim,
        "seen": "A port.",
        "quotation": f"{world['quotation'].uid}:1",
        "into": "new",
        "note": "Seen.",
        "version": 1,
        "text": "Said.",
        "tags": ["Weather"],
        "kind": "absent",
        "do": "begin",
        "article": world["article"].pk,
        "tab": "6f9c1a52-7c0e-4d7e-9a52-0d6f5f0a1b2c",
    }


def questions(name, world):
    """(method, address, data, headers) in all variants in which Anna may ask an address."""
    place = address(name, world)
    takes_get, takes_post = TABLE[name]
    for htmx in ({}, {"HX-Request": "true"}) if name.startswith("annotations:") else ({},):
        if takes_get:
            yield "get", place, {"start": 22, "end": 26}, htmx
        for words in (("It rained.", "Lind"), (CLAIM, SPEAKER)) if takes_post else ():
            yield "post", place, sent_with(*words, world), htmx
    if name == "search" or name.endswith("_options"):
        for typed in ("rain", "It", CLAIM, NAMED, GIST, NOTE):
            for kind in ("claims", "annotations", "") if name == "search" else ("",):
                yield "get", place, {"q": typed, "in": kind}, {}


def answer(question, cookie):
    """What comes back, to the letter; what asking changed is taken back."""
    method, place, data, headers = question
    unequal = UNEQUAL_BY_NATURE + (MADE_ANEW if method == "post" else [])
    with taken_back():
        response = getattr(client_with(cookie, **headers), method)(place, data)
    text = f"{response.status_code}\n{response.headers}\n{response.cookies.output()}\n"
    if not response.streaming:
        text += response.content.decode(errors="replace")
    for pattern in unequal:
        text = pattern.sub("~", text)
    return text


@pytest.fixture
def cookie(world):
    """By which the site knows Anna."""
    return cookie_of(world["anna"])


def answers_before(world, cookie):
    """(question, answer), without what is answered to htmx just as to any other browser."""
    for name in PAGES:
        plain = set()
        for question in questions(name, world):
            text = answer(question, cookie)
            if not question[3] or text not in plain:
                yield question, text
            plain.add(text)


def test_no_answer_tells_that_somebody_else_has_coded(world, cookie):
    before = list(answers_before(world, cookie))
    uids = [str(thing.uid) for thing in let_ben_code(world) if hasattr(thing, "uid")]
    for question, earlier in before:
        now = answer(question, cookie)
        assert now == earlier, question
        typed = "".join(map(str, question[2].values()))
        told = [words for words in (*HIDDEN, *uids) if words in now and words not in typed]
        assert told == [], question


def test_what_another_has_made_is_as_if_it_were_not_there(world, cookie):
    things = let_ben_code(world)
    data = sent_with("It rained.", "Lind", world)

    def without(key, name, parameter, method):
        place = address(name, world, **{parameter: key})
        return answer((method, place, data, {}), cookie).replace(str(key), "")

    ways = [("uid", with_uid, uuid.uuid4()), ("number", with_number, 4711)]
    for name, (parameter, of, of_nothing) in product(PAGES, ways):
        if parameter in parameters(name):
            like = [thing for thing in things if isinstance(thing, type(of(name, world)))]
            for method in ("get", "post"):
                nothing = without(of_nothing, name, parameter, method)
                for key in (getattr(thing, parameter) for thing in like):
                    assert without(key, name, parameter, method) == nothing, (name, method, key)


def test_a_stream_tells_nothing_of_another_who_codes_blind(world):
    story = type(world["story"]).objects.get()
    heard = listener(story, world["anna"], "")
    let_ben_code(world)
    assert news_after(heard.part, heard.position).lines == ()
