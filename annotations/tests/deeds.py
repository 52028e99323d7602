"""What people may do in a story, as plain data: for tests that have them do anything in any order.

A deed names who, what, and by small numbers which of what is there (counted round) and which words.
Whoever does it chooses among what they see, and does nothing where their role does not let them.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from annotations import actions
from annotations.actions import EditConflict, Gone, Merging
from annotations.actions.codebook import codebook_version
from annotations.anchors import AnchorError, anchor_at
from annotations.codebook import CodebookRefused
from annotations.models import (
    Annotation,
    Claim,
    Comment,
    Speaker,
    Tag,
    Thread,
    Utterance,
    Verdict,
)
from annotations.rules import (
    RULES,
    may_change,
    may_change_claim,
    may_change_entry,
    may_join_speakers,
    may_take_back,
)
from annotations.saying import ClaimSaid, GlossSaid, QuotationSaid, Saying
from articles.actions import AlreadyThere, correct_article, set_blind, strike
from articles.models import Article, Story
from articles.rules import RULES as ARTICLE_RULES
from articles.rules import permits
from articles.tests.factories import make_article, make_member, make_story

from .factories import make_claim, make_tag

ROLES = {"anna": "annotator", "ben": "annotator", "chiara": "curator", "olga": "owner"}
TEXTS = [
    "Rain fell on the port. Snow fell on the quay. All is safe, said Lind.",
    "Rain fell on the port. Hail came. All is safe, said Lind. No more.",
    "Regen fiel. Rain fell on the port, at night. Alles ist sicher.",
]
PASSAGES = [(0, 9), (5, 21), (10, 30), (0, 40)]
WORDS = ["It rained.", "It poured.", "The quay is safe.", "Nobody was there."]
WORDS += ["The boats sank.", "It snowed."]  # not said at the beginning, as the last two names
NAMES = ["Ona Lind", "Rova", "", "the mayor", "a sailor", "Tarn"]
REFUSALS = (
    actions.Refused,
    AlreadyThere,
    AnchorError,
    CodebookRefused,
    EditConflict,
    Gone,
    PermissionDenied,
)


@dataclass(frozen=True)
class Deed:
    who: str
    what: str
    which: int = 0
    other: int = 0
    words: int = 0


class World:
    """A story of four people with two articles, two claims that everybody knows and two tags, and
    with something of each kind to go on from, deleted things too."""

    def __init__(self) -> None:
        self.story = make_story()
        self.people = {name: make_member(self.story, name, role) for name, role in ROLES.items()}
        chiara = self.people["chiara"]
        for text, source in ((TEXTS[0], "Sheet"), (TEXTS[2], "Bote")):
            make_article(self.story, text, source=source)
        for statement in WORDS[:2]:
            make_claim(self.story, statement, chiara)
        for name in ("Weather", "Safety", "Trade"):
            make_tag(self.story, name, chiara)
        for deed in BEGINNING:
            assert self.begun_anew().do(deed), deed

    def begun_anew(self) -> World:
        """As the database has it now."""
        self.story = Story.objects.get(pk=self.story.pk)
        return self

    def do(self, deed: Deed, through_the_eyes_of: str = "") -> bool:
        """Whether it was done. What is chosen from can be what somebody else sees."""
        user = self.people[deed.who]
        hand = Hand(self.story, user, self.people[through_the_eyes_of or deed.who], deed)
        try:
            with transaction.atomic():
                DEEDS[deed.what](hand)
        except (NothingThere, *REFUSALS):
            return False
        return True


class NothingThere(Exception):
    """There is nothing that it could be done to."""


class Hand:
    """Who does a deed, and what they can lay hands on."""

    def __init__(self, story, user, eyes, deed):
        self.story, self.user, self.eyes, self.deed = story, user, eyes, deed
        self.role = ROLES[deed.who]

    def one(self, rows, which=None):
        found = list(rows.order_by("pk"))
        if not found:
            raise NothingThere
        return found[(self.deed.which if which is None else which) % len(found)]

    def may(self, permission):
        if not permission:
            raise PermissionDenied(permission.reason)

    def may_do(self, action, rules=RULES):
        self.may(permits(self.role, action, rules))

    @property
    def articles(self):
        return Article.objects.visible_to(self.eyes).filter(story=self.story)

    def article(self, which=None):
        return self.one(self.articles.select_related("story", "revision"), which)

    def annotation(self, deleted=False):
        rows = Annotation.objects
        rows = rows.deleted_visible_to(self.eyes) if deleted else rows.visible_to(self.eyes)
        rows = rows.filter(article__story=self.story)
        found = self.one(rows.select_related("article__story", "article__revision", "author"))
        found.role = self.role
        self.may(may_change(found, self.user))
        return found

    def quoting(self, which):
        rows = Annotation.objects.visible_to(self.eyes).exclude(quotation=None)
        rows = rows.filter(article__story=self.story).select_related("quotation__utterance")
        found = self.one(rows, which)
        found.role = self.role
        self.may(may_change(found, self.user))
        return found

    def claim(self, which=None, deleted=False):
        rows = Claim.objects
        rows = rows.deleted_visible_to(self.eyes) if deleted else rows.visible_to(self.eyes)
        return self.one(rows.filter(story=self.story).select_related("story", "coded_in"), which)

    def verdict(self):
        rows = Verdict.objects.visible_to(self.eyes).filter(article__story=self.story)
        return self.one(rows.select_related("claim__story", "article__story", "author"))

    def tag(self, deleted=False):
        self.may_do("edit the codebook")
        rows = Tag.objects.filter(story=self.story, deleted_at__isnull=not deleted)
        return self.one(rows.select_related("parent", "story"))

    def saying(self):
        words, other = self.deed.words, self.deed.other
        return Saying(
            claims=[
                ClaimSaid(WORDS[words % 6], ["reports", "partly"][other % 2], NAMES[other % 6])
            ],
            quotation=QuotationSaid(NAMES[words % 6], "said", "direct", WORDS[other % 6])
            if (words + other) % 3 == 0
            else None,
            tags=["Weather", "Safety"][: other % 3],
            note=f"Note {words}." if words % 2 else "",
            gloss=GlossSaid(WORDS[other % 6], "fr") if words % 4 == 1 else None,
        )


def mark(hand):
    article = hand.article()
    start, end = PASSAGES[hand.deed.other % len(PASSAGES)]
    anchor = anchor_at(article.revision.text, start, end)
    uid = uuid.uuid4()
    hand.may_do("annotate")
    actions.create_annotation(article, hand.user, article.revision, anchor, hand.saying(), uid)


def edit(hand):
    found = hand.annotation()
    actions.edit_annotation(found, hand.user, found.version, hand.saying())


def delete(hand):
    found = hand.annotation()
    actions.delete_annotation(found, hand.user, found.version)


def restore(hand):
    actions.restore_annotation(hand.annotation(deleted=True), hand.user)


def move(hand):
    found = hand.annotation()
    start, end = PASSAGES[hand.deed.other % len(PASSAGES)]
    anchor = anchor_at(found.article.revision.text, start, end)
    actions.move_annotation(found, hand.user, found.version, anchor)


def state_claim(hand):
    hand.may_do("edit claims")
    actions.create_claim(hand.story, hand.user, WORDS[hand.deed.words % 6])


def edit_claim(hand):
    claim = hand.claim()
    hand.may(may_change_claim(claim, hand.user, hand.role))
    statement = f"{WORDS[hand.deed.words % 6]} So much is clear."
    actions.edit_claim(claim, hand.user, claim.version, statement, "A note.")


def delete_claim(hand):
    hand.may_do("delete claims")
    actions.delete_claim(hand.claim(), hand.user)


def restore_claim(hand):
    hand.may_do("delete claims")
    actions.restore_claim(hand.claim(deleted=True), hand.user)


def merge(hand):
    hand.may_do("merge claims")
    kept, gone = hand.claim(), hand.claim(hand.deed.other)
    if kept == gone:
        raise NothingThere
    both = Annotation.objects.filter(renderings__claim=kept).values_list("uid", flat=True)
    stays = dict.fromkeys(both, kept.number)
    how = Merging(kept.statement, kept.note, kept.version, gone.version, stays)
    actions.merge_claims(kept, gone, hand.user, how)


def split(hand):
    hand.may_do("merge claims")
    claim = hand.claim()
    rendering = Annotation.objects.visible_to(hand.eyes).filter(renderings__claim=claim)
    uids = [hand.one(rendering, hand.deed.other).uid]
    actions.split_claim(claim, hand.user, claim.version, "A part of it.", "", uids)


def join(hand):
    """Two quotations, into the family of the first or a new one."""
    hand.may_do("join quotations")
    first, second = hand.quoting(hand.deed.which), hand.quoting(hand.deed.other)
    said = first.quotation.utterance if hand.deed.words % 2 else None
    actions.join_family(hand.story, hand.user, {a: a.version for a in (first, second)}, said)


def part(hand):
    hand.may_do("join quotations")
    found = hand.quoting(hand.deed.which)
    actions.leave_family(hand.story, hand.user, {found: found.version})


def name_family(hand):
    known = Utterance.objects.visible_to(hand.eyes).filter(story=hand.story)
    said = hand.one(known.select_related("story", "coded_in"))
    hand.may(may_change_entry(said, hand.user, hand.role, "name families"))
    actions.name_utterance(said, hand.user, said.gist, f"{WORDS[hand.deed.words % 6]} Or so.")


def join_speakers(hand):
    hand.may(may_join_speakers(hand.story, hand.role))
    known = Speaker.objects.visible_to(hand.eyes).filter(story=hand.story)
    kept, gone = hand.one(known.select_related("story")), hand.one(known, hand.deed.other)
    if kept == gone:
        raise NothingThere
    actions.join_speakers(kept, gone, hand.user)


def judge(hand):
    hand.may_do("give verdicts")
    claim, article = hand.claim(), hand.article(hand.deed.other)
    mine = Verdict.objects.filter(claim=claim, article=article, author=hand.user, deleted_at=None)
    version = mine[0].version if mine else 0
    kind = Verdict.Kind.values[hand.deed.words % 3]
    actions.set_verdict(claim, article, hand.user, kind, f"Verdict {hand.deed.words}.", version)


def take_back_verdict(hand):
    found = hand.verdict()
    found.role = hand.role
    hand.may(may_take_back(found, hand.user))
    actions.take_back_verdict(found, hand.user, found.version)


def comment(hand):
    hand.may_do("comment")
    subjects = [hand.annotation, hand.claim, hand.verdict]
    subject = subjects[hand.deed.other % 3]()
    actions.comment(subject, hand.user, f"Remark {hand.deed.words}, @anna @ben.")


def delete_comment(hand):
    own = Comment.objects.visible_to(hand.eyes).filter(author=hand.user)
    actions.delete_comment(hand.one(own.select_related("thread__story")), hand.user)


def settle(hand):
    """Resolves talk, or opens it again."""
    hand.may_do("resolve talk")
    known = Comment.objects.visible_to(hand.eyes).values("thread")
    thread = hand.one(Thread.objects.filter(pk__in=known, story=hand.story))
    if thread.claim:
        hand.may(may_change_claim(thread.claim, hand.user, hand.role, "resolve talk"))
    act = actions.reopen_thread if thread.resolved_at else actions.resolve_thread
    act(thread, hand.user)


def edit_tag(hand):
    tag = hand.tag()
    tag.definition = f"It is {WORDS[hand.deed.words % 6]}"
    actions.save_tag(tag, hand.user, codebook_version(hand.story))


def delete_tag(hand):
    actions.delete_tag(hand.tag(), hand.user, codebook_version(hand.story))


def restore_tag(hand):
    actions.restore_tag(hand.tag(deleted=True), hand.user)


def correct(hand):
    hand.may_do("correct a text", ARTICLE_RULES)
    article = hand.article()
    text = TEXTS[hand.deed.words % len(TEXTS)]
    if text != article.revision.text:
        correct_article(article, hand.user, text, "Read again.")


def strike_out(hand):
    hand.may_do("strike passages", ARTICLE_RULES)
    article = hand.article()
    segment = article.revision.segments.filter(kind="paragraph").first()
    strike(article, hand.user, segment, "" if segment.struck else "by_hand")


def blind(hand):
    hand.may_do("set blind coding", ARTICLE_RULES)
    articles = list(hand.articles.order_by("pk"))
    chosen = [[], [], articles[:1], articles][hand.deed.which % 4]
    set_blind(hand.story, hand.user, hand.deed.which % 4 == 1, chosen)


def undo(hand):
    actions.undo(hand.story, hand.user)


def redo(hand):
    actions.redo(hand.story, hand.user)


DEEDS = {
    "mark": mark,
    "edit": edit,
    "delete": delete,
    "restore": restore,
    "move": move,
    "state a claim": state_claim,
    "edit a claim": edit_claim,
    "delete a claim": delete_claim,
    "restore a claim": restore_claim,
    "merge claims": merge,
    "split a claim": split,
    "join quotations": join,
    "part a family": part,
    "name a family": name_family,
    "join speakers": join_speakers,
    "judge": judge,
    "take back a verdict": take_back_verdict,
    "comment": comment,
    "delete a comment": delete_comment,
    "settle talk": settle,
    "edit a tag": edit_tag,
    "delete a tag": delete_tag,
    "restore a tag": restore_tag,
    "correct a text": correct,
    "strike a passage": strike_out,
    "set blind coding": blind,
    "undo": undo,
    "redo": redo,
}


BEGINNING = [
    Deed("anna", "mark", 0, 1, 0),
    Deed("ben", "mark", 0, 2, 1),
    Deed("ben", "mark", 1, 0, 2),
    Deed("anna", "mark", 1, 3, 1),
    Deed("anna", "delete", 3),
    Deed("anna", "comment", 0, 0),
    Deed("ben", "comment", 1, 0),
    Deed("chiara", "comment", 0, 1),
    Deed("anna", "judge", 1, 1, 0),
    Deed("ben", "judge", 1, 1, 1),
    Deed("chiara", "delete a tag", 2),
    Deed("chiara", "state a claim", words=3),
    Deed("chiara", "delete a claim", 3),
    Deed("anna", "settle talk"),
]
