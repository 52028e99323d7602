"""Asking a machine to translate a passage."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from articles.http import Request

from ..models import Annotation
from ..rules import require_change
from ..translating.asking import ask_for_gloss, offered_for

ASKED = "The passage is being translated: the translation stands with it as soon as it is made."
NOT_OFFERED = "There is a translation already, or nothing here that could make one."


@require_POST
def gloss_ask(request: Request, uid: uuid.UUID) -> HttpResponse:
    """Has the worker translate the passage into the language that is offered on its page."""
    visible = Annotation.objects.visible_to(request.user).for_lists()
    annotation = get_object_or_404(visible, uid=uid)
    require_change(annotation, request.user)
    language = offered_for(annotation, request.user)
    if language:
        ask_for_gloss(annotation, request.user, language)
    said = ASKED if language else NOT_OFFERED
    if not request.htmx and language:
        messages.info(request, said)
        return redirect(annotation)
    template = "annotations/gloss_asked.html" + ("#panel" if request.htmx else "")
    context = {"annotation": annotation, "said": said}
    return render(request, template, context, status=200 if language else 422)
