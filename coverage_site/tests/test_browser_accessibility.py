"""What axe-core finds on the pages of the demo, in daylight and in lamplight: nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import Page

from annotations.actions import edit_annotation
from annotations.models import Annotation
from annotations.saying import Saying
from annotations.tests.browsing import is_following, log_in, open_panes
from annotations.tests.factories import make_claim, make_suggestion
from articles.models import Article, Membership, Story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

THEMES = ["light", "dark"]
WITHOUT_TARGET = """() => Array.from(document.querySelectorAll('[hx-target^="#"]'))
    .filter((one) => !one.closest("[hx-disable]"))
    .map((one) => one.getAttribute("hx-target"))
    .filter((target) => !document.querySelector(target))"""


@pytest.fixture
def story(page: Page, live_server: Any) -> Story:
    """The demo's first story, with its owner logged in."""
    call_command("loaddata", "demo", verbosity=0)
    story = Story.objects.earliest("pk")
    log_in(page, live_server.url, Membership.objects.filter(story=story, role="owner")[0].user)
    return story


@pytest.fixture
def demo(asgi_server: Any) -> Story:
    call_command("loaddata", "demo", verbosity=0)
    return Story.objects.earliest("pk")


def violations(page: Page, rules: list[str] | None = None) -> list[str]:
    """One line for each element that breaks a rule of axe-core, or one of these rules."""
    options = {"resultTypes": ["violations"]} | ({"runOnly": rules} if rules else {})
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{page.url} {rule['id']}: {node['html'][:160]} {node['failureSummary'][:240]}"
        for rule in found
        for node in rule["nodes"]
    ]


def addresses(story: Story) -> Iterator[str]:
    """The pages that are read, one of each kind."""
    article = Article.objects.filter(story=story).earliest("pk")
    annotation = Annotation.objects.filter(article=article).earliest("pk")
    yield from map(reverse, ["home", "articles:stories", "articles:sources"])
    yield from map(reverse, ["account_logout", "account_change_password", "mfa_index"])
    yield from ["/search/?q=Putin", "/nowhere/"]
    yield from (each.get_absolute_url() for each in (story, article, annotation))
    yield reverse("articles:source", args=[article.source.slug])
    pages = ("claims", "matrix", "gaps", "arrange", "codebook", "review", "snapshots", "publish")
    for name in pages:
        yield reverse(f"annotations:{name}", args=[story.slug])
    yield reverse("annotations:cell", args=[story.slug, 1, article.pk])
    yield reverse("annotations:claim", args=[story.slug, 1])
    yield reverse("annotations:families", args=[story.slug])
    yield reverse("annotations:family", args=[story.slug, 1])
    yield reverse("annotations:edit", args=[annotation.uid])
    yield reverse("articles:story_edit", args=[story.slug])
    yield reverse("articles:members", args=[story.slug])
    yield reverse("articles:story_new")
    yield reverse("articles:import", args=[story.slug])
    yield reverse("articles:passages", args=[article.pk])
    yield reverse("articles:article_edit", args=[article.pk])
    yield reverse("articles:correct", args=[article.pk])


def test_no_page_has_a_barrier(page: Page, live_server: Any, story: Story) -> None:
    found = []
    for address in addresses(story):
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        page.goto(live_server.url + address)
        found += violations(page)
        page.emulate_media(color_scheme="dark")
        found += violations(page, ["color-contrast"])
    assert not found, "\n".join(found)


def test_every_answer_has_a_place_on_the_page_that_asks_for_it(
    page: Page, live_server: Any, story: Story
) -> None:
    """Else htmx keeps the form from being sent, and nothing happens."""
    lost = {}
    for address in addresses(story):
        page.goto(live_server.url + address)
        lost[address] = page.evaluate(WITHOUT_TARGET)
    assert not any(lost.values()), lost


@pytest.mark.parametrize("theme", THEMES)
def test_suggestions_have_no_barrier_with_a_form_open_nor_beside_the_text(
    page: Page, live_server: Any, story: Story, theme: Any
) -> None:
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    article = Article.objects.filter(story=story).select_related("story", "revision").earliest("pk")
    for words in ("Frankreich und Russland", "Donnerstagabend"):
        make_suggestion(article, words, speaker="Putin")
    page.goto(live_server.url + reverse("annotations:suggestions", args=[story.slug]))
    page.locator("[data-correct]").first.click()
    page.wait_for_selector(".suggestion fieldset")
    found = violations(page)
    open_panes(page, live_server.url, article)
    page.keyboard.press("b")
    page.wait_for_selector("#beside .suggestion:focus")
    assert not (found + violations(page))


@pytest.mark.parametrize("theme", THEMES)
def test_a_gap_that_is_to_be_decided_has_no_barrier(
    page: Page, live_server: Any, story: Story, theme: Any
) -> None:
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    make_claim(story, "Nobody has looked for this.")
    page.goto(live_server.url + reverse("annotations:gaps", args=[story.slug]))
    page.get_by_role("button", name="claim by claim").click()
    page.wait_for_selector("#gap-form")
    assert not violations(page)


@pytest.mark.parametrize("theme", THEMES)
def test_the_reading_room_has_no_barrier_with_a_claim_chosen_a_form_and_a_dialog_open(
    page: Page, live_server: Any, story: Story, theme: Any
) -> None:
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    articles = Article.objects.filter(story=story).select_related("story").order_by("pk")
    open_panes(page, live_server.url, *articles[:3], more="&claim=1")
    found = violations(page)
    for key in ("2", "ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    page.wait_for_selector(".mark-toolbar:visible")
    found += violations(page)
    page.keyboard.press("c")
    page.wait_for_selector("#panel form")
    page.locator("#panel [name='claims-0-statement']").press_sequentially("the")
    page.wait_for_selector(".combobox-option:visible")
    found += violations(page)
    for key in ("Escape", "Escape", "?"):
        page.keyboard.press(key)
    page.wait_for_selector("dialog#keys:visible")
    found += violations(page)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", [1440, 390])
def test_the_reading_room_has_no_barrier_while_others_work_in_it(
    page: Page, new_context: Any, asgi_server: Any, demo: Story, theme: Any, width: int
) -> None:
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 900})
    article = Article.objects.filter(story=demo).select_related("story").earliest("pk")
    made = Annotation.objects.filter(article=article).earliest("pk")
    people = [member.user for member in Membership.objects.filter(story=demo).order_by("role")]
    other = new_context().new_page()
    for each, person in ((page, people[-1]), (other, people[0])):
        log_in(each, asgi_server.url, person)
        open_panes(each, asgi_server.url, article)
        is_following(each)
    page.wait_for_selector("[data-people-menu]:not([hidden])")
    page.locator("[data-people-menu] summary").click()
    page.locator(f"#mark-{made.uid}").get_by_text("Edit").evaluate("(link) => link.click()")
    page.wait_for_selector("#panel form.annotate")
    edit_annotation(made, people[0], made.version, Saying(note="Otherwise"))
    page.wait_for_selector(".meanwhile")
    found = violations(page)
    page.context.set_offline(True)
    page.wait_for_selector("[data-connection]:not([hidden])")
    page.locator("#panel [name=note]").evaluate("(field) => field.form.requestSubmit()")
    page.wait_for_selector("[data-kept]:not([hidden])")
    found += violations(page)
    assert not found, "\n".join(found)


def test_neither_a_phone_nor_five_panes_have_a_barrier(
    page: Page, live_server: Any, story: Story
) -> None:
    articles = list(Article.objects.filter(story=story).select_related("story")[:5])
    open_panes(page, live_server.url, *articles, more="&claim=1")
    page.wait_for_selector("[data-card]:visible")
    found = violations(page)
    page.set_viewport_size({"width": 390, "height": 780})
    open_panes(page, live_server.url, *articles, more="&claim=1")
    page.wait_for_selector("[data-card]:visible")
    found += violations(page)
    assert not found, "\n".join(found)
