"""The versions of a codebook: what changed when and by whom, and each as it was."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.http import Request
from articles.models import Story
from articles.pagination import keyset_page

from ..codebook.versions import Entry, differences, rewordings
from ..models import CodebookVersion

AT_ONCE = 20


@require_safe
def codebook_versions(request: Request, slug: str) -> HttpResponse:
    story = get_object_or_404(Story.objects.visible_to(request.user), slug=slug)
    versions = CodebookVersion.objects.filter(story=story).select_related("author")
    page = keyset_page(versions, ["-number"], request.GET, size=AT_ONCE)
    before = _entries_before(story, page.items)
    told = [(row, differences(before.get(row.number - 1, []), row.entries)) for row in page.items]
    context = {"story": story, "page": page, "versions": told}
    return render(request, "annotations/codebook_versions.html", context)


def _entries_before(story: Story, versions: list[CodebookVersion]) -> dict[int, list[Entry]]:
    """What the codebook said in these versions, and in the one before the oldest of them."""
    found = {version.number: version.entries for version in versions}
    if versions:
        before = CodebookVersion.objects.filter(story=story, number=versions[-1].number - 1)
        found |= dict(before.values_list("number", "entries"))
    return found


@require_safe
def codebook_version(request: Request, slug: str, number: int) -> HttpResponse:
    """The codebook as one version had it, and what it changed in the one before."""
    story = get_object_or_404(Story.objects.visible_to(request.user), slug=slug)
    near = CodebookVersion.objects.filter(story=story, number__range=(number - 1, number + 1))
    rows = {version.number: version for version in near.select_related("author")}
    if number not in rows:
        raise Http404
    version = rows[number]
    before = rows[number - 1].entries if number - 1 in rows else []
    context = {
        "story": story,
        "version": version,
        "entries": _with_levels(version.entries),
        "has_before": number - 1 in rows,
        "has_after": number + 1 in rows,
        "changes": [
            (change, rewordings(change)) for change in differences(before, version.entries)
        ],
    }
    return render(request, "annotations/codebook_version.html", context)


def _with_levels(entries: list[Entry]) -> list[tuple[Entry, int, str]]:
    """Each with its level and the name of what it is a part of."""
    levels, names, found = {"": 0}, {"": ""}, []
    for entry in entries:
        levels[entry["guid"]] = levels.get(entry["parent"], 0) + 1
        names[entry["guid"]] = entry["name"]
        found.append((entry, levels[entry["guid"]], names.get(entry["parent"], "")))
    return found
