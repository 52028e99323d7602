"""`manage.py import_articles` brings files in, says what it proposes, and stops at no bad file."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, Story
from articles.tests.factories import make_story, make_user

pytestmark = pytest.mark.django_db

BODY = "The bridge over the river was opened on Wednesday after years of quarrels about its cost."


def run(*args, **options):
    out = StringIO()
    call_command("import_articles", *map(str, args), stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "one.txt").write_text(f"Bridge opened at last\n\n{BODY}")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "two.html").write_text(
        f"<html><body><h1>Ribbon cut</h1><p>{BODY}</p><p>Nobody minded the rain.</p></body></html>"
    )
    (tmp_path / ".hidden").write_text("not this one")
    return tmp_path


def test_a_folder_becomes_a_story_with_an_owner(folder):
    anna = make_user()
    said = run(folder, story="bridge", title="The bridge", user="anna", source="The Sheet")
    story = Story.objects.get(slug="bridge")
    assert story.memberships.get().user == anna
    assert {a.headline for a in story.articles.all()} == {"Bridge opened at last", "Ribbon cut"}
    assert "headline   Bridge opened at last" in said
    assert "one.txt: stored" in said


def test_a_dry_run_prints_and_stores_nothing(folder):
    said = run(folder, story="bridge", title="The bridge", dry_run=True)
    assert "one.txt: proposed" in said
    assert not Story.objects.exists()


def test_json_says_everything_that_is_proposed(folder):
    make_story("The bridge", slug="bridge")
    answer = json.loads(run(folder / "one.txt", story="bridge", json=True))
    assert answer[0]["status"] == "stored"
    assert answer[0]["language"] == "en"
    assert answer[0]["article"] == Article.objects.get().slug


def test_one_bad_file_stops_only_itself_and_the_command_fails_at_the_end(folder):
    (folder / "bad.pdf").write_bytes(b"%PDF-1.4")
    out = StringIO()
    with pytest.raises(CommandError, match="2 of 4 files were not taken"):
        call_command(
            "import_articles",
            str(folder),
            str(folder / "missing.txt"),
            story="bridge",
            title="The bridge",
            stdout=out,
            stderr=StringIO(),
        )
    assert Article.objects.count() == 2
    assert "bad.pdf: not taken. This is a PDF file" in out.getvalue()
    assert "missing.txt: not taken. The file could not be read" in out.getvalue()


def test_the_same_content_is_told_and_not_doubled(folder):
    (folder / "again.txt").write_bytes(f"Bridge opened at last\r\n\r\n{BODY}\r\n".encode("cp1252"))
    said = run(folder, story="bridge", title="The bridge")
    assert "one.txt: not stored again. The same text as" in said
    said = run(folder / "one.txt", story="bridge")
    assert "The story already has this text" in said
    assert Article.objects.count() == 2


def test_a_story_that_does_not_exist_needs_a_title(folder):
    with pytest.raises(CommandError, match="--title"):
        run(folder, story="bridge")


@pytest.mark.parametrize(("option", "value"), [("language", "tlh"), ("user", "nobody")])
def test_a_language_or_user_that_is_not_there_is_refused_at_once(folder, option, value):
    with pytest.raises(CommandError, match=value):
        run(folder, story="bridge", title="The bridge", **{option: value})
    assert not Story.objects.exists()


def test_a_language_that_is_not_kept_is_stored_as_undetermined(folder):
    (folder / "one.txt").write_text("ఈ వంతెన బుధవారం ప్రారంభమైంది అని నగర మేయర్ చెప్పారు మరియు అందరూ సంతోషించారు")
    run(folder / "one.txt", story="bridge", title="The bridge")
    article = Article.objects.get()
    assert article.language_id in ("te", "und")


def test_an_empty_folder_is_an_error(tmp_path):
    with pytest.raises(CommandError, match="no files"):
        run(tmp_path, story="bridge", title="The bridge")
