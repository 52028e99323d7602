"""The matrix of a story: who says what; and the cells of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from articles.blindness import sight_of
from articles.http import Request
from articles.models import Article, Story
from articles.rules import permits, require

from .. import actions
from ..claims.forms import VerdictForm
from ..matrix import Matrix, matrix_for
from ..matrix.cell import CellPage, cell_page
from ..matrix.columns import narrowed
from ..matrix.findings import Finding, Kind, findings_of
from ..matrix.forms import MatrixForm
from ..matrix.gathering import in_groups
from ..matrix.lines import Sheet
from ..models import Claim
from ..rules import RULES

AT_FIRST = {Kind.CONTRADICTED: 8}  # findings of a kind that are shown before they are unfolded
OF_OTHERS = 3


@require_safe
def matrix(request: Request, slug: str) -> HttpResponse:
    """All of it in one answer: what a reader looks for may be anywhere."""
    story = get_object_or_404(Story.objects.visible_to(request.user), slug=slug)
    articles = list(Article.objects.visible_to(request.user).filter(story=story).for_lists())
    claims = in_groups(Claim.objects.visible_to(request.user).filter(story=story))
    whole = matrix_for(articles, request.user, claims)
    form = MatrixForm(request.GET, whole, story)
    context = {
        "story": story,
        "form": form,
        "menus": form.menus if claims and articles else [],
        "may_arrange": permits(story.role, "arrange claims", RULES),
        "gaps": whole.gaps if permits(story.role, "give verdicts", RULES) else 0,
        "sight": sight_of(story.role, story, articles),
    }
    if form.is_valid():
        context |= _table(story, whole, form)
    return render(
        request, "annotations/matrix.html", context, status=200 if form.is_valid() else 422
    )


def _table(story: Story, whole: Matrix, form: MatrixForm) -> dict[str, Any]:
    asked = form.asked
    shown = narrowed(whole, asked, form.order_of_columns)
    findings = findings_of(whole)
    found = {
        (finding.claim.number, evidence.cell.article.pk)
        for of_kind in findings.values()
        for finding in of_kind
        for evidence in finding.cells
    }
    sheet = Sheet(story, whole.articles, found, asked.finds if asked.chooses_claims else None)
    return {
        "matrix": shown,
        "sheet": sheet,
        "head": sheet.head(shown),
        "bodies": sheet.bodies(shown),
        "findings": [_told(sheet, *of_kind) for of_kind in findings.items()],
        "is_filtered": form.is_filtered,
        "left_out": len(whole.rows) - len(shown.rows),
        "columns_left_out": len(whole.articles) - len(shown.articles),
    }


def _told(sheet: Sheet, kind: Kind, findings: Sequence[Finding]) -> dict[str, Any]:
    """The first findings of a kind, and the others to be unfolded."""
    shown = AT_FIRST.get(kind, OF_OTHERS)
    return {
        "title": kind.value,
        "count": len(findings),
        "first": sheet.findings(findings[:shown]),
        "others": sheet.findings(findings[shown:]),
        "more": len(findings) - shown,
    }


@vary_on_headers("HX-Request")
@require_http_methods(["GET", "POST"])
def cell(request: Request, slug: str, number: int, pk: int) -> HttpResponse:
    """One cell with its evidence; posted to, what the person has found where there is none."""
    claims = Claim.objects.visible_to(request.user).select_related("story")
    claim = get_object_or_404(claims, story__slug=slug, number=number)
    articles = Article.objects.visible_to(request.user).filter(story=claim.story)
    article = get_object_or_404(articles.select_related("source", "language"), pk=pk)
    if request.method == "GET":
        return _cell(request, claim, article)
    require(claim.role, "give verdicts", RULES)
    form = VerdictForm(request.POST).among(articles.filter(pk=pk))
    if not form.is_valid():
        return _cell(request, claim, article, form, 422)
    data = form.cleaned_data
    try:
        actions.set_verdict(
            claim, article, request.user, data["kind"], data["note"], data["version"]
        )
    except actions.Gone as gone:
        form.add_error(None, str(gone))
        return _cell(request, claim, article, form, 409)
    except actions.EditConflict:
        form.add_error(None, "You have said something else of this article in the meantime.")
        return _cell(request, claim, article, form, 409)
    if request.htmx:
        return _cell(request, claim, article)
    return redirect("annotations:cell", slug, number, pk)


def _cell(
    request: Request,
    claim: Claim,
    article: Article,
    form: VerdictForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """For htmx what goes into the panel beside the matrix, else a page."""
    found: CellPage = cell_page(claim, article, request.user, form)
    may_judge = permits(claim.role, "give verdicts", RULES)
    context = {
        "story": claim.story,
        "claim": claim,
        "article": article,
        "page": found,
        "form": found.form if may_judge else None,
        "may_mark": permits(claim.role, "annotate", RULES),
        "back_url": f"{reverse('annotations:matrix', args=[claim.story.slug])}#c{claim.number}",
    }
    name = "annotations/cell.html"
    return render(request, f"{name}#fragment" if request.htmx else name, context, status=status)
