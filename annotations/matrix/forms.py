"""What of a matrix somebody asks for, and in which order of columns."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.http import QueryDict

from articles.models import Story

from ..models import Rendering, Tag, Tagging
from .cells import Matrix
from .columns import ORDERS, Asked, coders_in, speakers_in

type Choices = list[tuple[Any, str]]


class MatrixForm(forms.Form):
    """Every field may stay empty. What is offered is what the reader sees in the whole matrix:
    whoever works blind finds nobody else among the coders."""

    order = forms.ChoiceField(label="Columns by", required=False, choices=list(ORDERS.items()))
    language = forms.ChoiceField(required=False)
    outlet = forms.ChoiceField(required=False)
    stance = forms.ChoiceField(required=False)
    speaker = forms.ChoiceField(label="Attributed to", required=False)
    tag = forms.ChoiceField(required=False)
    coder = forms.ChoiceField(label="Coded by", required=False)

    def __init__(self, data: QueryDict, matrix: Matrix, story: Story) -> None:
        super().__init__(data, auto_id="matrix-%s")
        languages = {a.language_id: a.language.native_name for a in matrix.articles}
        outlets = {a.source.slug: a.source.name for a in matrix.articles}
        tags = Tag.objects.filter(story=story, deleted_at=None).values_list("pk", "name")
        self._offer("language", list(languages.items()))
        self._offer("outlet", list(outlets.items()))
        self._offer("stance", list(Rendering.Stance.choices))
        self._offer("speaker", [(name, name) for name in speakers_in(matrix)])
        self._offer("tag", [(str(key), name) for key, name in tags])
        self._offer("coder", _coders(matrix))

    def _offer(self, name: str, choices: Choices) -> None:
        field: Any = self.fields[name]
        field.choices = [("", "all"), *choices]

    @property
    def menus(self) -> list[forms.BoundField]:
        """Those that offer a choice, or hold one."""
        fields: dict[str, Any] = self.fields
        offered = {name for name, field in fields.items() if len(field.choices) > 2}
        return [self[name] for name in self.fields if name in offered or self[name].value()]

    @property
    def order_of_columns(self) -> str:
        return self.cleaned_data["order"] or "time"

    @property
    def is_filtered(self) -> bool:
        return any(value for name, value in self.cleaned_data.items() if name != "order")

    @property
    def asked(self) -> Asked:
        """One query where a tag is chosen, else none."""
        said = self.cleaned_data
        coded = Tagging.objects.filter(tag=said["tag"] or None).values_list("annotation", flat=True)
        return Asked(
            language=said["language"],
            outlet=said["outlet"],
            speaker=said["speaker"],
            stance=said["stance"],
            coder=int(said["coder"]) if said["coder"] else None,
            tagged=frozenset(coded) if said["tag"] else None,
        )


def _coders(matrix: Matrix) -> Choices:
    people = get_user_model().objects.filter(pk__in=coders_in(matrix)).order_by("username")
    return [(str(person.pk), person.display_name) for person in people]
