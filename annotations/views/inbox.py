"""What concerns a person, and saying that they have read it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from articles.http import Request
from articles.pagination import keyset_page

from ..models import Notice
from ..talk.inbox import by_story, entries_of, notice_of, notices_of, unread_count


@require_safe
@login_required
def inbox(request: Request) -> HttpResponse:
    page = keyset_page(notices_of(request.user), ["is_read", "-pk"], request.GET)
    entries = entries_of(page.items, request.user)
    context = {
        "page": page,
        "unread": by_story(entry for entry in entries if not entry.notice.read_at),
        "read": by_story(entry for entry in entries if entry.notice.read_at),
        "count": unread_count(request.user),
    }
    return render(request, "annotations/inbox.html", context)


@require_POST
@login_required
def inbox_read(request: Request) -> HttpResponse:
    """Marks one line (`notice`) or `all` of them as read; with `open` it leads to what one says."""
    mine = Notice.objects.visible_to(request.user)
    if "all" in request.POST:
        _mark_read(request, list(mine.filter(read_at=None).values_list("pk", flat=True)))
        return redirect("annotations:inbox")
    notice = notice_of(request.POST.get("notice", ""), request.user)
    if notice is None:
        raise Http404
    _mark_read(request, [notice.pk])
    (entry,) = entries_of([notice], request.user)
    return redirect((entry.thing.url if "open" in request.POST else "") or "annotations:inbox")


def _mark_read(request: Request, keys: list[int]) -> None:
    unread = Notice.objects.filter(pk__in=keys, user=request.user, read_at=None)
    unread.update(read_at=timezone.now())
