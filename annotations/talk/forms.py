"""What a person fills in to say something about a thing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse

from articles.models import Story

from ..forms import MANY


class CommentForm(forms.Form):
    text = forms.CharField(
        label="Your comment", max_length=MANY, widget=forms.Textarea({"rows": 2, "dir": "auto"})
    )
    uid = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, story: Story, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = reverse("annotations:member_options", args=[story.slug])
        self.fields["text"].widget.attrs["data-mentions"] = f"{members}?q="
