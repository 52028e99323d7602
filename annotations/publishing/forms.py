"""What an owner fills in who publishes or withdraws."""

from __future__ import annotations

from typing import Any

from django import forms

from .choices import Choices

NUMBERED, NAMED = "numbered", "named"


class PublishForm(forms.Form):
    """`seen` is the number of the story's last change when the form was shown."""

    authors = forms.CharField(
        label="Who is cited as author",
        max_length=500,
        help_text="Several with a semicolon between them, as they are to stand in a citation.",
        widget=forms.TextInput({"dir": "auto"}),
    )
    coders = forms.ChoiceField(
        label="Those who coded appear",
        choices=[
            (NUMBERED, "by number: coder 1, coder 2 …"),
            (NAMED, "by name: all of them have agreed to it"),
        ],
        initial=NUMBERED,
        widget=forms.RadioSelect,
    )
    texts = forms.BooleanField(
        label="Publish the articles’ full texts, too",
        required=False,
        help_text="Only where whoever holds the rights allows it. Without this, each passage goes "
        "out with at most one sentence on either side of those it stands in.",
    )
    note = forms.CharField(
        label="Note",
        max_length=2000,
        required=False,
        help_text="Shown at the top: what this is, or what has changed since the last number.",
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def clean_authors(self) -> tuple[str, ...]:
        names = (" ".join(name.split()) for name in self.cleaned_data["authors"].split(";"))
        found = tuple(name for name in names if name)
        if not found:
            raise forms.ValidationError("Name somebody.")
        return found

    @property
    def choices(self) -> Choices:
        said: dict[str, Any] = self.cleaned_data
        is_named = said["coders"] == NAMED
        return Choices(said["authors"], said["note"], is_named, said["texts"])


class WithdrawForm(forms.Form):
    why = forms.CharField(
        label="Why it is withdrawn",
        max_length=1000,
        help_text="Everybody who follows a link to it reads this.",
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )
