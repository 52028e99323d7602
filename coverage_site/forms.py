"""What a person asks of the search page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from articles.forms import DayInput
from articles.models import Language, Source, Story
from articles.querysets import Reader
from articles.search import Filters, Words, languages_of

MOST_CHOICES = 200  # in a menu; an address may name what is not in it
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
        self.languages = languages_of(reader)
        self.visible: dict[str, QuerySet] = {
            "source": Source.objects.visible_to(reader).order_by("name", "pk"),
            "story": Story.objects.visible_to(reader),
        }
        self.listed: dict[str, dict[str, Any]] = {
            name: {row.slug: row for row in rows[:MOST_CHOICES]}
            for name, rows in self.visible.items()
        }
        self._offer("language", "any language", {row.code: row for row in self.languages})
        self._offer("source", "any outlet", self.listed["source"])
        self._offer("story", "any story", self.listed["story"])

    def _offer(self, name: str, none: str, rows: dict[str, Any]) -> None:
        offered = [(key, str(row)) for key, row in rows.items()]
        self.fields[name].widget.choices = [("", none), *offered]

    def clean_language(self) -> Language | None:
        code = self.cleaned_data["language"]
        found = next((language for language in self.languages if language.code == code), None)
        if code and not found:
            raise forms.ValidationError("No article in that language is open to you.")
        return found

    def clean_source(self) -> Any:
        return self._named("source", "No such outlet is known to you.")

    def clean_story(self) -> Any:
        return self._named("story", "No such story is open to you.")

    def _named(self, name: str, otherwise: str) -> Any:
        slug = self.cleaned_data[name]
        if not slug or slug in self.listed[name]:
            return self.listed[name].get(slug)
        found = self.visible[name].filter(slug=slug).first()
        if found is None:
            raise forms.ValidationError(otherwise)
        self.fields[name].widget.choices.append((slug, str(found)))
        return found

    @property
    def words(self) -> Words:
        return Words.parse(self.cleaned_data.get("q", ""))

    @property
    def filters(self) -> Filters:
        names = ("language", "source", "story", "since", "until")
        return Filters(**{name: self.cleaned_data.get(name) for name in names})
