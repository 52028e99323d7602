"""Brings files into a story and prints what is proposed of each, as the import page shows it."""

from __future__ import annotations

import json
import os
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from articles import actions, importing, intake
from articles.models import Language, Story

NOT_TAKEN = {"refused", "failed"}
SAID_AS_FACTS = {"struck", "excerpt", "cut_end", "cut_by_paywall", "no_headline"}


@dataclass
class Outcome:
    """What became of a file: stored, proposed (dry run), there, refused or failed."""

    path: Path
    status: str
    sentence: str = ""
    proposal: intake.Proposal | None = None
    source: str = ""
    slug: str = ""

    def as_json(self) -> dict[str, Any]:
        answer = {"file": str(self.path), "status": self.status, "sentence": self.sentence}
        return answer | (self._proposed(self.proposal) if self.proposal else {})

    def _proposed(self, p: intake.Proposal) -> dict[str, Any]:
        return {
            "article": self.slug,
            "headline": p.working_title,
            "has_headline": bool(p.headline),
            "language": p.language,
            "language_confidence": p.language_confidence,
            "source": self.source,
            "byline": p.byline,
            "dateline": p.dateline,
            "published_on": p.published_on.isoformat() if p.published_on else None,
            "published_from": p.published_from,
            "encoding": p.encoding,
            "media_type": p.media_type,
            "is_excerpt": p.is_excerpt,
            "excerpt_reason": p.excerpt_reason,
            "credits": [_credit(credit, p.credits) for credit in p.credits],
            "struck": [{"why": s.struck, "text": p.text[s.start : s.end]} for s in _struck(p)],
            "paragraphs": len(p.passages),
            "sentences": sum(len(s.sentences) for s in p.passages),
            "repair_offered": p.repaired is not None,
            "notes": [
                {"code": n.code, "message": n.message, "warning": n.is_warning} for n in p.notes
            ],
        }


def _struck(proposal: intake.Proposal) -> list[intake.Passage]:
    return [passage for passage in proposal.passages if passage.struck]


def _credit(credit: intake.Credit, every: tuple[intake.Credit, ...]) -> dict[str, Any]:
    through = every[credit.through].name if credit.through is not None else None
    return {"name": credit.name, "kind": credit.kind, "phrase": credit.phrase, "through": through}


@dataclass
class Batch:
    """The story that files go to, or None for a new story in a dry run."""

    story: Story | None
    user: Any
    options: dict[str, Any]
    seen: dict[str, Path] = field(default_factory=dict)


class Command(BaseCommand):
    help = "Imports text files and web pages into a story and prints what is proposed of each."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="files, or folders of files")
        parser.add_argument("--story", required=True, metavar="SLUG")
        parser.add_argument("--title", default="", help="makes the story if it does not exist")
        parser.add_argument("--language", help="BCP 47 code of all files, instead of detecting it")
        parser.add_argument("--source", default="", help="outlet of all files")
        parser.add_argument("--encoding", help="of all files, instead of detecting it")
        parser.add_argument("--repair", action="store_true", help="take repairs that are offered")
        parser.add_argument("--user", help="user name of whoever imports; owns a new story")
        parser.add_argument("--dry-run", action="store_true", help="only print the proposals")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        batch = self._batch(options)
        outcomes = []
        for path in files_of(options["paths"]):
            outcomes.append(import_file(path, batch))
            if not options["json"]:
                self.stdout.write(in_words(outcomes[-1]))
        if options["json"]:
            answer = [outcome.as_json() for outcome in outcomes]
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))
        self._say_what_failed(outcomes)

    def _batch(self, options: dict[str, Any]) -> Batch:
        user = _user(options["user"])
        code = options["language"]
        if code and not Language.objects.filter(code=code).exists():
            raise CommandError(f"“{code}” is not the code of a language kept here.")
        story = Story.objects.filter(slug=options["story"]).first()
        if story is None and not options["title"]:
            raise CommandError(f"There is no story “{options['story']}”. --title makes it.")
        if story is None and not options["dry_run"]:
            story = actions.create_story(user, slug=options["story"], title=options["title"])
            if user is None:
                self.stderr.write("The new story has no members yet; --user names its owner.")
        return Batch(story, user, options)

    def _say_what_failed(self, outcomes: list[Outcome]) -> None:
        if not outcomes:
            raise CommandError("There are no files in what was named.")
        failed = sum(outcome.status in NOT_TAKEN for outcome in outcomes)
        if failed:
            raise CommandError(f"{failed} of {len(outcomes)} files were not taken.")


def _user(name: str | None) -> Any:
    if not name:
        return None
    user = get_user_model().objects.filter(username=name).first()
    if user is None:
        raise CommandError(f"There is no user “{name}”.")
    return user


def files_of(names: Iterable[str]) -> Iterator[Path]:
    """The files named, and those in the folders named, hidden ones left out, in order."""
    for name in names:
        path = Path(name)
        if not path.is_dir():
            yield path
            continue
        for folder, subfolders, files in os.walk(path):
            subfolders[:] = sorted(s for s in subfolders if not s.startswith("."))
            yield from (Path(folder, file) for file in sorted(files) if not file.startswith("."))


def import_file(path: Path, batch: Batch) -> Outcome:
    """Reads one file and stores it; whatever is wrong with it is wrong with it alone."""
    options = batch.options
    try:
        raw = _read(path)
        proposal = intake.propose(
            raw,
            path.name,
            language=options["language"],
            encoding=options["encoding"],
            repair=options["repair"],
        )
    except intake.Refused as refusal:
        return Outcome(path, "refused", refusal.sentence)
    except OSError as error:
        return Outcome(path, "failed", f"The file could not be read: {error.strerror}.")
    return _store(path, raw, importing.storable(proposal), batch)


def _read(path: Path) -> bytes:
    """The bytes of the file, but not of one that is too large anyway."""
    with path.open("rb") as file:
        return file.read(intake.MAX_BYTES + 1)


def _store(path: Path, raw: bytes, proposal: intake.Proposal, batch: Batch) -> Outcome:
    named = batch.options["source"] or proposal.source_name
    outcome = Outcome(path, "proposed", "", proposal, named or importing.UNKNOWN_OUTLET)
    if same := _already_there(proposal, batch):
        return replace(outcome, status="there", sentence=same)
    batch.seen[proposal.fingerprint] = path
    likest = importing.likest_to(batch.story, proposal) if batch.story else None
    outcome.sentence = f"It is {likest}" if likest else ""
    if batch.options["dry_run"] or batch.story is None:
        return outcome
    source = importing.source_called(outcome.source)
    lines = importing.credit_lines(proposal.credits, source)
    try:
        article = actions.store_article(
            batch.story, batch.user, raw, proposal, source, lines, path.name, proposal.url
        )
    except actions.AlreadyThere as error:  # somebody else was quicker
        return replace(outcome, status="there", sentence=str(error))
    return replace(outcome, status="stored", slug=article.slug)


def _already_there(proposal: intake.Proposal, batch: Batch) -> str:
    if first := batch.seen.get(proposal.fingerprint):
        return f"The same text as {first}."
    twin = importing.twin_of(batch.story, proposal) if batch.story else None
    return f"The story already has this text: “{twin.headline}”." if twin else ""


def in_words(outcome: Outcome) -> str:
    """Some lines about a file for a person at a terminal."""
    said = [f"{outcome.path}: {_status(outcome)}"]
    if outcome.proposal:
        facts = _facts(outcome.proposal, outcome.source)
        said += [f"  {label:<10} {value}" for label, value in facts if value]
        notes = [n for n in outcome.proposal.notes if n.code not in SAID_AS_FACTS]
        said += [f"  {'!' if n.is_warning else '·'} {n.message}" for n in notes]
    return "\n".join(said)


def _status(outcome: Outcome) -> str:
    words = {"refused": "not taken", "failed": "not taken", "there": "not stored again"}
    status = words.get(outcome.status, outcome.status)
    return f"{status}. {outcome.sentence}" if outcome.sentence else status


def _facts(p: intake.Proposal, source: str) -> list[tuple[str, str]]:
    told = "" if p.headline else " (its first words: no headline was found)"
    day = f"{p.published_on} (from {p.published_from})" if p.published_on else ""
    found = f" (from {p.source_from})" if p.source_from and source == p.source_name else ""
    doubt = "" if p.language_confidence >= 0.5 else " (a guess)"
    return [
        ("language", p.language + doubt),
        ("headline", p.working_title + told),
        ("outlet", source + found),
        ("byline", p.byline),
        ("dateline", p.dateline),
        ("date", day),
        ("credits", "; ".join(_credit_in_words(c, p) for c in p.credits if c.name != source)),
        ("struck", "; ".join(_passage_in_words(p, s) for s in _struck(p))),
        ("excerpt", p.excerpt_reason),
        ("encoding", p.encoding),
    ]


def _credit_in_words(credit: intake.Credit, p: intake.Proposal) -> str:
    through = f" through {p.credits[credit.through].name}" if credit.through is not None else ""
    return f"{credit.name} ({credit.kind}{through})"


def _passage_in_words(proposal: intake.Proposal, passage: intake.Passage) -> str:
    text = proposal.text[passage.start : passage.end]
    shown = text if len(text) <= 40 else text[:39] + "…"
    return f"{passage.struck.replace('_', ' ')} “{shown}”"
