"""What somebody asks for in the gap pass, and what they say of the cell before them."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.http import QueryDict

from articles.models import Article, Revision, Story
from articles.querysets import Reader

from ..anchors import Anchor
from ..forms import MANY, PlaceForm, suggest
from ..models import Claim, Rendering, Verdict
from .walking import ORDERS, Walk

BEGIN, PUT_OFF, UNDO, LEAVE = "begin", "put_off", "undo", "leave"
DEEDS: Final = (BEGIN, PUT_OFF, UNDO, LEAVE, *Rendering.Stance.values, *Verdict.Kind.values)


class WalkForm(forms.Form):
    """The address of a walk: its order, and the claim or article that it keeps to."""

    by = forms.ChoiceField(choices=list(ORDERS.items()), required=False)
    claim = forms.ModelChoiceField(Claim.objects.none(), to_field_name="number", required=False)
    article = forms.ModelChoiceField(Article.objects.none(), required=False)

    def __init__(self, data: QueryDict, *, story: Story, reader: Reader) -> None:
        super().__init__(data)
        self.story, self.reader = story, reader
        self._among("claim", Claim.objects.visible_to(reader).filter(story=story))
        self._among("article", Article.objects.visible_to(reader).filter(story=story))

    def _among(self, name: str, rows: Any) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def walk(self) -> Walk:
        """What cannot be understood, or is there no more, is not asked for."""
        self.full_clean()
        data = self.cleaned_data
        return Walk(
            self.story,
            self.reader,
            data.get("by") or "claim",
            data.get("claim"),
            data.get("article"),
        )


class GapForm(forms.Form):
    """What is to be done; `uid` names the hold on the cell of which something is said.

    `place` is `start-end` in the revision's text: the passage that renders the claim.
    """

    do = forms.ChoiceField(choices=[(deed, deed) for deed in DEEDS])
    uid = forms.UUIDField(required=False)
    revision = forms.IntegerField(required=False)
    place = forms.RegexField(
        r"^\d{1,9}-\d{1,9}$",
        required=False,
        error_messages={"invalid": "Choose the sentence that says it."},
    )
    attributed_to = forms.CharField(label="Attributed to", required=False, max_length=120)
    note = forms.CharField(label="Note", required=False, max_length=MANY)

    def __init__(self, *args: Any, story: Story, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["attributed_to"].widget.attrs |= suggest("speaker", story)
        self.fields["note"].widget.attrs |= {"dir": "auto", "placeholder": "Optional"}

    def anchor(self, current: Revision) -> Anchor:
        """Of the chosen passage. Raises ValidationError where there is none in this text."""
        data = self.cleaned_data
        if not data["place"]:
            raise forms.ValidationError("Choose the sentence that says it.")
        start, end = data["place"].split("-")
        place = PlaceForm(data | {"start": start, "end": end}, current=current)
        if not place.is_valid():
            raise forms.ValidationError([*place.non_field_errors()])
        return place.anchor
