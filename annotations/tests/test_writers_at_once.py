"""People who write, bring in articles, come and go at one moment do not lock each other out."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from annotations import actions
from annotations.anchors import AnchorError
from annotations.live.presence import come, leave
from annotations.models import Annotation, Claim
from annotations.saying import ClaimSaid, Saying
from articles.actions import AlreadyThere, correct_article, set_blind
from articles.models import Article, Change, Story
from articles.tests.factories import make_article, make_member, make_story

from .factories import make_annotation, make_claim

TEXT = "Rain fell on the port. The boats are safe."
TURNS = 3
TOO_LATE = (actions.EditConflict, actions.Gone, actions.Refused, AlreadyThere, AnchorError)


class Desk:
    """Four people in one story; each thing to do is given who and which turn."""

    def __init__(self):
        self.story = make_story()
        self.sheet = make_article(self.story, TEXT)
        people = ("anna", "ben", "chiara", "dora")
        self.people = [make_member(self.story, name, "curator") for name in people]
        self.tabs = [uuid.uuid4() for _ in self.people]
        self.keys = [make_claim(self.story, said).pk for said in ("It rained.", "It poured.")]
        make_annotation(self.sheet, "Rain", self.people[0], claims=[ClaimSaid("It poured.")])

    def claims(self):
        return [Claim.objects.select_related("story").get(pk=key) for key in self.keys]

    def article(self):
        return Article.objects.select_related("story", "revision").get(pk=self.sheet.pk)

    def mark(self, who, turn):
        said = [ClaimSaid(f"Claim {turn}."), ClaimSaid("It rained.")]
        make_annotation(self.article(), "The boats", self.people[who], claims=said)

    def edit(self, who, turn):
        found = Annotation.objects.order_by("pk")[0]
        said = Saying(note=f"{who} in {turn}.")
        actions.edit_annotation(found, self.people[who], found.version, said)

    def upload(self, who, turn):
        make_article(self.story, f"Report {who} of turn {turn}. Snow fell on the quay.")

    def correct(self, who, turn):
        text = f"{TEXT} Corrected by {who} in {turn}."
        correct_article(self.article(), self.people[who], text, "Read again.")

    def merge(self, who, turn):
        kept, gone = self.claims()
        how = actions.Merging("It rained.", "", kept.version, gone.version)
        actions.merge_claims(kept, gone, self.people[who], how)

    def come_and_go(self, who, turn):
        come(self.story, self.people[who], self.tabs[who], [self.sheet, None][turn % 2])
        if turn == TURNS - 1:
            leave(self.story, self.people[who], self.tabs[who])

    def talk(self, who, turn):
        actions.comment(self.claims()[0], self.people[who], "@ben, so?")

    def take_back(self, who, turn):
        actions.undo(self.story, self.people[who])

    def hide(self, who, turn):
        set_blind(Story.objects.get(), self.people[who], whole=bool(turn % 2))

    def does(self, job):
        """Whether it was done: where somebody was faster, the person is told."""
        what, who, turn = job
        try:
            what(self, who, turn)
        except TOO_LATE:
            return False
        finally:
            connection.close()
        return True


@pytest.mark.django_db(transaction=True)
def test_everybody_gets_done_what_they_do_at_once():
    desk = Desk()
    what = [Desk.mark, Desk.edit, Desk.upload, Desk.come_and_go, Desk.correct]
    what += [Desk.talk, Desk.merge, Desk.take_back, Desk.hide]
    jobs = [(act, (n + turn) % 4, turn) for turn in range(TURNS) for n, act in enumerate(what)]
    with ThreadPoolExecutor(6) as pool:
        done = list(pool.map(desk.does, jobs))  # a deadlock would be raised here
    assert sum(done) >= len(jobs) // 2
    numbers = sorted(Change.objects.values_list("number", flat=True))
    assert numbers == list(range(1, Story.objects.get().last_change + 1))
