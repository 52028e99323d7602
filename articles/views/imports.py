"""The import page: hand in files or a text, look at what is proposed, correct it, store it.

Everything is one form, so that no button loses what was typed beside another file: each answer
first keeps what was said of every file, and then does what the button says.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from .. import actions, intake, uploads
from ..http import Request
from ..import_forms import Draft, HandInForm, language_choices
from ..models import Source, Story, Upload
from ..rules import require

OUTLETS_SHOWN = 300  # names that the browser proposes while one types


@require_http_methods(["GET", "POST"])
def import_articles(request: Request, slug: str) -> HttpResponse:
    story = get_object_or_404(Story.objects.visible_to(request.user), slug=slug)
    require(story.role, "import articles")
    waiting = uploads.of_person(story, request.user)
    languages = language_choices()
    if request.method == "GET":
        return _page(request, story, [Draft(upload, languages) for upload in waiting])
    drafts = [Draft(upload, languages, request.POST) for upload in waiting]
    shown = [_keep(draft, languages) for draft in drafts if _is_on_the_page(draft, request)]
    taken = _take_in(request, story)
    button, _, number = request.POST.get("do", "look").partition("-")
    if button == "store":
        return _store(request, story, shown, [Draft(upload, languages) for upload in taken])
    if button == "discard":
        _discard(request, shown, number)
    if button == "look" and not (shown or taken or request.FILES):
        messages.warning(request, "Nothing was handed in. Choose a file, or paste a text.")
    anchor = f"#file-{number}" if button == "read" and number.isdigit() else ""
    return redirect(reverse("articles:import", args=[story.slug]) + anchor)


def _page(request: Request, story: Story, drafts: list[Draft], status: int = 200) -> HttpResponse:
    for draft in drafts:
        draft.compare()
    outlets = Source.objects.visible_to(request.user).values_list("name", flat=True)
    context = {
        "story": story,
        "drafts": drafts,
        "hand_in": HandInForm(),
        "outlets": outlets[:OUTLETS_SHOWN],
        "most": uploads.MOST,
        "megabytes": intake.MAX_BYTES // 1_048_576,
    }
    return render(request, "articles/import.html", context, status=status)


# What was said


def _is_on_the_page(draft: Draft, request: Request) -> bool:
    """A file that was handed in elsewhere since the page was shown is not in this answer."""
    return f"{draft.prefix}-headline" in request.POST


def _keep(draft: Draft, languages: list[tuple[str, str]]) -> Draft:
    """The draft as it goes on: bound, or shown anew because its bytes are now read otherwise."""
    options = draft.options()
    reads_otherwise = draft.reads_otherwise(options)
    try:
        uploads.keep_options(draft.upload, options)
        draft.read_again()
    except intake.Refused as refusal:
        return _refused(draft, refusal, languages)
    return Draft(draft.upload, languages) if reads_otherwise else draft


def _refused(draft: Draft, refusal: intake.Refused, languages: list[tuple[str, str]]) -> Draft:
    """Read as was asked, it is no article: it goes back to being read as it was detected."""
    options = {n: v for n, v in draft.upload.options.items() if n not in uploads.READING}
    uploads.keep_options(draft.upload, options)
    again = Draft(draft.upload, languages)
    again.problem = refusal.sentence
    return again


# Handing in


def _take_in(request: Request, story: Story) -> list[Upload]:
    """Each file by itself: one that is no article keeps no other from coming in."""
    taken = []
    for name, raw in _handed_in(request):
        try:
            taken.append(uploads.take_in(story, request.user, name, raw))
        except intake.Refused as refusal:
            messages.error(request, f"“{name}” was not taken. {refusal.sentence}")
    return taken


def _handed_in(request: Request) -> list[tuple[str, bytes]]:
    """Names and bytes; of a file that is too large only as much as shows that it is."""
    files = request.FILES.getlist("file")
    handed_in = [(file.name or "file", file.read(intake.MAX_BYTES + 1)) for file in files]
    text = request.POST.get("text", "")
    if text.strip():
        handed_in.append((uploads.PASTED, text.encode()))
    return handed_in


def _discard(request: Request, drafts: list[Draft], number: str) -> None:
    for draft in drafts:
        if str(draft.upload.pk) == number:
            draft.upload.delete()
            messages.success(request, f"“{draft.upload.file_name}” is discarded.")


# Storing


def _store(request: Request, story: Story, drafts: list[Draft], taken: list[Draft]) -> HttpResponse:
    """Stores what can be stored; what cannot stays on the page and says why.

    `taken` were handed in with the same answer: nobody has looked at them yet.
    """
    left = [draft for draft in drafts if not _store_one(request, draft)]
    stored = len(drafts) - len(left)
    if stored:
        noun = "article is" if stored == 1 else "articles are"
        messages.success(request, f"{stored} {noun} in the story now.")
    if left:
        return _page(request, story, [*left, *taken], status=422)
    return redirect(story) if not taken else redirect("articles:import", story.slug)


def _store_one(request: Request, draft: Draft) -> bool:
    """Whether it is stored; a text that was read anew is first shown."""
    if not draft.form.is_bound:
        draft.problem = draft.problem or "It was read again. Look at it, then store it."
        return False
    if not draft.is_valid():
        return False
    try:
        uploads.store(
            draft.upload,
            request.user,
            draft.form.corrected(),
            draft.form.source_fields(),
            draft.chosen_credits(),
        )
    except actions.AlreadyThere as error:
        draft.problem = str(error)
        return False
    return True
