"""What a person fills in about stories, members and articles. A source is named by its name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth import get_user_model

from .intake import canonical
from .models import Article, Membership, Revision, Segment, Story
from .querysets import ArticleQuerySet

LONGEST_TEXT = 2_000_000  # code points of an article: a thick book
LONGEST_SUMMARY = 10_000  # code points: each change of it stands in the log


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class VersionedForm(forms.ModelForm):
    """Names the version from which the edit began, so that nobody's change is overwritten unseen.

    It is filled from `initial` and never holds the stored row itself: that one still says what
    stood there before.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def show_newer(self, stored: dict[str, Any], version: int) -> None:
        """Keeps what was typed and says beside it what somebody else has stored meanwhile."""
        for name, value in stored.items():
            if name in self.cleaned_data and self.cleaned_data[name] != value:
                self.add_error(name, f"Somebody else changed this meanwhile. Now it is: {value}")
        self.data = {**self.data.dict(), "version": version}  # type: ignore[attr-defined]


class StoryForm(VersionedForm):
    summary = forms.CharField(
        label="What happened",
        max_length=LONGEST_SUMMARY,
        required=False,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
    )

    class Meta:
        model = Story
        fields = ["title", "summary", "happened_on", "is_public"]
        labels = {
            "happened_on": "Day of the event",
            "is_public": "Everybody may read it",
        }
        help_texts = {
            "is_public": "Without this, only its members see the story and what is in it.",
        }
        widgets = {
            "title": forms.TextInput({"dir": "auto"}),
            "happened_on": DayInput(),
        }


class ArticleForm(VersionedForm):
    """What is said about an article; `source` is an outlet's name, known or new."""

    source = forms.CharField(
        label="Outlet", max_length=120, widget=forms.TextInput({"dir": "auto"})
    )

    field_order = ["headline", "source", "language", "published_on"]

    class Meta:
        model = Article
        fields = [
            "headline",
            "language",
            "published_on",
            "byline",
            "dateline",
            "url",
            "is_excerpt",
        ]
        labels = {"published_on": "Published on", "url": "Address", "is_excerpt": "An excerpt"}
        help_texts = {"is_excerpt": "The text starts in mid-article, or stops there."}
        widgets = {
            "headline": forms.TextInput({"dir": "auto"}),
            "byline": forms.TextInput({"dir": "auto"}),
            "dateline": forms.TextInput({"dir": "auto"}),
            "published_on": DayInput(),
        }


class CorrectionForm(forms.Form):
    """The whole text as it should read; `revision` is the number of the one it began from."""

    text = forms.CharField(
        label="Text",
        max_length=LONGEST_TEXT,
        strip=False,
        widget=forms.Textarea({"rows": 24}),
        help_text="Blank lines divide paragraphs.",
    )
    reason = forms.CharField(
        label="Why it is corrected",
        max_length=200,
        help_text="Kept with the text, for those who quoted the earlier one.",
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any, current: Revision) -> None:
        super().__init__(data, initial={"text": current.text, "revision": current.number})
        self.current = current

    def clean_text(self) -> str:
        text = canonical(self.cleaned_data["text"])
        if not text:
            raise forms.ValidationError("Nothing would be left of the text.")
        if text == self.current.text:
            raise forms.ValidationError("The text reads as before.")
        return text


class StrikeForm(forms.Form):
    why = forms.ChoiceField(
        choices=[choice for choice in Segment.Struck.choices if choice[0]], required=False
    )

    def clean_why(self) -> str:
        return self.cleaned_data["why"] or Segment.Struck.BY_HAND


class BlindForm(forms.Form):
    """What is coded blind: nothing, the whole story, or the articles that are ticked."""

    OFF, WHOLE, SOME = "off", "whole", "articles"

    extent = forms.ChoiceField(choices=[(choice, choice) for choice in (OFF, WHOLE, SOME)])
    articles = forms.ModelMultipleChoiceField(Article.objects.none(), required=False)
    version = forms.IntegerField(required=False)

    def __init__(self, data: Any, articles: ArticleQuerySet, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.offered = articles
        self.fields["articles"].queryset = articles  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("extent") == self.SOME and not data.get("articles"):
            raise forms.ValidationError("Tick the articles that are to be coded blind.")
        return data

    @property
    def is_whole(self) -> bool:
        return bool(self.cleaned_data["extent"] == self.WHOLE)

    @property
    def chosen(self) -> Iterable[Article]:
        """The articles, where it is about some of them."""
        return self.cleaned_data["articles"] if self.cleaned_data["extent"] == self.SOME else ()


class MemberForm(forms.Form):
    """Who shall have which role in a story; an empty role takes it away."""

    username = forms.CharField(label="User name", max_length=150)
    role = forms.ChoiceField(choices=[("", "none"), *Membership.Role.choices], required=False)

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"]
        self.member: Any = get_user_model().objects.filter(username=username).first()
        if self.member is None:
            raise forms.ValidationError(f"Nobody here has the user name “{username}”.")
        return username


class InvitationForm(forms.Form):
    """A link for people whose user names nobody knows yet; `days` is how long it holds."""

    role = forms.ChoiceField(choices=Membership.Role.choices, initial=Membership.Role.ANNOTATOR)
    days = forms.IntegerField(
        label="Days until it expires",
        min_value=1,
        max_value=90,
        initial=7,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )
    is_for_one = forms.BooleanField(
        label="For one person only",
        required=False,
        help_text="Without this, everybody who gets hold of the link can join with it.",
    )
