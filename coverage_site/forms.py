"""What a person asks of the search page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from articles.forms import DayInput
from articles.models import Language, Source, Story
from articles.querysets import Reader
from articles.search import Filters, Words, languages_in_use

MENUS = {"language": "any language", "source": "any outlet", "story": "any story"}
BEST, NEWEST = "best", "newest"


class SearchForm(forms.Form):
    """Words and filters. Sources and stories are named by slug, languages by their code."""

    q = forms.CharField(
        label="Search for",
        required=False,
        max_length=200,
        widget=forms.SearchInput({"dir": "auto", "autocomplete": "off"}),
    )
    language = forms.CharField(required=False, widget=forms.Select)
    source = forms.CharField(label="Outlet", required=False, widget=forms.Select)
    story = forms.CharField(required=False, widget=forms.Select)
    since = forms.DateField(label="Published from", required=False, widget=DayInput)
    until = forms.DateField(label="Published until", required=False, widget=DayInput)
    order = forms.ChoiceField(
        label="Order", required=False, choices=[(BEST, "best first"), (NEWEST, "newest first")]
    )

    def __init__(self, data: QueryDict, reader: Reader) -> None:
        super().__init__(data)
        self.reader = reader
        self.languages = languages_in_use()
        self.offer({})

    def offer(self, found: dict[str, dict[str, str]]) -> None:
        """Fills the menus with what occurs among the hits: by field, the key and label of each."""
        for name, none in MENUS.items():
            offered = found.get(name, {}) | self._chosen(name)
            by_label = sorted(offered.items(), key=lambda choice: choice[1].casefold())
            self.fields[name].widget.choices = [("", none), *by_label]

    def _chosen(self, name: str) -> dict[str, str]:
        key = self.data.get(name, "")
        chosen = getattr(self, "cleaned_data", {}).get(name)
        return {key: str(chosen)} if chosen else {}

    def clean_language(self) -> Language | None:
        code = self.cleaned_data["language"]
        found = Language.objects.filter(code=code).first() if code else None
        if code and not found:  # whether it is in use would tell of articles that are not open
            raise forms.ValidationError("No such language is known here.")
        return found

    def clean_source(self) -> Any:
        sources = Source.objects.visible_to(self.reader)
        return self._named("source", sources, "No such outlet is known to you.")

    def clean_story(self) -> Any:
        stories = Story.objects.visible_to(self.reader)
        return self._named("story", stories, "No such story is open to you.")

    def _named(self, name: str, visible: QuerySet, otherwise: str) -> Any:
        slug = self.cleaned_data[name]
        found = visible.filter(slug=slug).first() if slug else None
        if slug and found is None:
            raise forms.ValidationError(otherwise)
        return found

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.offer({})
        return data

    @property
    def is_narrowed(self) -> bool:
        return any(self.data.get(name) for name in (*MENUS, "since", "until"))

    @property
    def words(self) -> Words:
        return Words.parse(self.cleaned_data.get("q", ""))

    @property
    def filters(self) -> Filters:
        names = ("language", "source", "story", "since", "until")
        return Filters(**{name: self.cleaned_data.get(name) for name in names})
