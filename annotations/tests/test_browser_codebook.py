"""Choosing tags and ordering the codebook by keyboard, in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from annotations import actions
from annotations.codebook.versions import entries_now, newest_version
from annotations.models import Annotation, Tag
from articles.tests.factories import make_article, make_member, make_story

from .browsing import log_in
from .factories import make_annotation, make_tag

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

THEMES = ["light", "dark"]


@pytest.fixture
def story(page, live_server):
    story = make_story()
    log_in(page, live_server.url, make_member(story, "chiara", "curator"))
    return story


@pytest.fixture
def article(story):
    return make_article(story, "Rain fell on the port. Snow fell.")


def codebook_of(story, number):
    weather = make_tag(story, "Weather", definition="What falls from the sky.")
    make_tag(story, "مطر", parent=weather, definition="ماء يهطل من السماء.", colour=3)
    for n in range(number):
        make_tag(story, f"Other {n}", colour=n % 8)


def form_for(page, live_server, article, end=9):
    query = f"?revision={article.revision.pk}&start=0&end={end}&as=tag"
    page.goto(live_server.url + reverse("annotations:annotate", args=[article.pk]) + query)


def test_a_tag_among_many_is_found_by_its_meaning_and_given_without_a_mouse(
    page, live_server, story, article
):
    codebook_of(story, 14)
    form_for(page, live_server, article)
    page.get_by_label("Filter the tags").focus()
    page.keyboard.type("السماء")
    expect(page.get_by_role("checkbox")).to_have_count(1)
    expect(page.get_by_text("1 of 16 tags")).to_be_attached()
    page.keyboard.press("Enter")
    expect(page.get_by_label("مطر")).to_be_checked()
    page.get_by_label("Filter the tags").fill("other 13")
    expect(page.get_by_role("checkbox")).to_have_count(2)  # what is given stays in sight
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_label("Other 13")).to_be_checked()


def test_few_tags_need_no_filter_and_each_says_what_it_means_on_demand(
    page, live_server, story, article
):
    codebook_of(story, 2)
    form_for(page, live_server, article)
    expect(page.get_by_label("Filter the tags")).to_have_count(0)
    expect(page.get_by_text("What falls from the sky.")).to_be_hidden()
    page.get_by_text("What “Weather” means").locator("..").press("Enter")
    expect(page.get_by_text("What falls from the sky.")).to_be_visible()


def test_a_tag_is_moved_up_and_up_by_the_same_key(page, live_server, story):
    for name in ("one", "two", "three"):
        make_tag(story, name)
    page.goto(live_server.url + reverse("annotations:codebook", args=[story.slug]))
    page.get_by_role("button", name="Move “three” up").press("Enter")
    page.wait_for_url("**#up-*")
    page.keyboard.press("Enter")  # the button has the focus still
    expect(page.get_by_role("heading", level=2).first).to_have_text("three")
    assert [entry["name"] for entry in entries_now(story)] == ["three", "one", "two"]


def violations(page):
    found = Axe().run(page).response["violations"]
    return [
        f"{page.url} {rule['id']}: {node['html'][:160]} {node['failureSummary'][:240]}"
        for rule in found
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("theme", THEMES)
def test_no_page_of_the_codebook_has_a_barrier(page, live_server, story, article, theme):
    codebook_of(story, 14)
    make_annotation(article, "Rain fell", tags=["Weather", "مطر"], note="Wet.")
    for tag, words in (("Weather", "Rain or snow."), ("مطر", "ماء يهطل.")):
        tag = Tag.objects.get(name=tag)
        tag.definition = words
        actions.save_tag(tag, None)
    actions.delete_tag(Tag.objects.get(name="Other 3"), None, newest_version(story))
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    pages = ["codebook", "codebook_versions", "codebook_review", "codebook_import"]
    addresses = [reverse(f"annotations:{name}", args=[story.slug]) for name in pages]
    addresses.append(f"{addresses[0]}?edit={Tag.objects.get(name='Weather').guid}")
    addresses.append(reverse("annotations:codebook_version", args=[story.slug, 17]))
    found = []
    for address in addresses:
        page.goto(live_server.url + address)
        found += violations(page)
    form_for(page, live_server, article)
    page.get_by_text("What “Weather” means").locator("..").click()
    found += violations(page)
    assert Annotation.objects.count() == 1
    assert not found, "\n".join(found)


@pytest.mark.parametrize("theme", THEMES)
def test_a_look_at_a_file_and_a_conflict_have_no_barrier(page, live_server, story, theme):
    codebook_of(story, 1)
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page.goto(live_server.url + reverse("annotations:codebook_import", args=[story.slug]))
    table = "name,definition,extra\nWeather,What falls.,x\nNew,Something.,\n"
    file = {"name": "codebook.csv", "mimeType": "text/csv", "buffer": table.encode()}
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_role("heading", name="What the file would do")).to_be_visible()
    found = violations(page)
    weather = Tag.objects.get(name="Weather")
    address = reverse("annotations:codebook", args=[story.slug])
    page.goto(f"{live_server.url}{address}?edit={weather.guid}")
    weather.definition = "Theirs."
    actions.save_tag(weather, None)
    page.get_by_label("Definition").fill("Mine.")
    page.get_by_role("button", name="Store").click()
    expect(page.get_by_role("alert").filter(has_text="Somebody else changed")).to_be_visible()
    found += violations(page)
    assert not found, "\n".join(found)
