"""What a person fills in to state, judge, merge and split claims."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self
from uuid import UUID

from django import forms

from articles.models import Article, Story
from articles.numbers import number_in
from articles.querysets import Reader

from ..forms import MANY
from ..models import Claim, Verdict
from .combining import Combination, Conflict


class StatementForm(forms.Form):
    """The words of a claim. `replaced` are those whose words they take the place of."""

    statement = forms.CharField(
        label="Claim", max_length=MANY, widget=forms.Textarea({"rows": 2, "dir": "auto"})
    )
    note = forms.CharField(
        label="Note",
        required=False,
        max_length=MANY,
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
        help_text="What belongs to it and what does not, for those who mark after you.",
    )

    def __init__(
        self,
        *args: Any,
        story: Story,
        reader: Reader,
        replaced: Iterable[Claim] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.story, self.reader, self.replaced = story, reader, list(replaced)

    def clean_statement(self) -> str:
        statement = " ".join(self.cleaned_data["statement"].split())
        others = Claim.objects.visible_to(self.reader).filter(story=self.story)
        others = others.exclude(pk__in=[claim.pk for claim in self.replaced])
        if twin := others.filter(statement__iexact=statement).first():
            raise forms.ValidationError(f"Claim {twin.number} of this story says the same.")
        return statement


class ClaimEditForm(StatementForm):
    """`version` is the one that the edit began from."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, claim: Claim, reader: Reader, **kwargs: Any) -> None:
        stored = {"statement": claim.statement, "note": claim.note, "version": claim.version}
        kwargs["initial"] = stored | kwargs.get("initial", {})
        super().__init__(*args, story=claim.story, reader=reader, replaced=[claim], **kwargs)


class SplitForm(StatementForm):
    """The words of a new claim, and the annotations that are to render it instead of the old."""

    passages = forms.TypedMultipleChoiceField(
        coerce=UUID, error_messages={"required": "Choose the passages that the new claim takes."}
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, claim: Claim, reader: Reader, uids: list[UUID], **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"version": claim.version}
        super().__init__(*args, story=claim.story, reader=reader, **kwargs)
        self.uids = uids
        self.fields["statement"].label = "The new claim"
        field: Any = self.fields["passages"]
        field.choices = [(str(uid), str(uid)) for uid in uids]

    def clean_passages(self) -> list[UUID]:
        chosen: list[UUID] = self.cleaned_data["passages"]
        if len(chosen) == len(self.uids):
            raise forms.ValidationError("Leave one passage where it is, or state the claim anew.")
        return chosen


class MergeForm(StatementForm):
    """Which of two claims stays, what it says then, and, where one annotation renders both unlike,
    which rendering stays. The versions are those that were looked at."""

    kept = forms.TypedChoiceField(
        label="The number that stays", coerce=int, widget=forms.RadioSelect
    )
    first_version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    second_version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    field_order = ("kept", "statement", "note")

    def __init__(self, *args: Any, both: Combination, reader: Reader, **kwargs: Any) -> None:
        first, second = both.claims
        kwargs["initial"] = {
            "kept": both.natural_choice.number,
            "statement": both.natural_choice.statement,
            "note": "\n".join(dict.fromkeys(filter(None, (first.note, second.note)))),
            "first_version": first.version,
            "second_version": second.version,
        } | kwargs.get("initial", {})
        super().__init__(*args, story=first.story, reader=reader, replaced=both.claims, **kwargs)
        self.both = both
        field: Any = self.fields["kept"]
        field.choices = [(claim.number, f"{claim.number}: {claim}") for claim in both.claims]
        for conflict in both.conflicts:
            self.fields[_name(conflict)] = self._choice(conflict)

    def _choice(self, conflict: Conflict) -> forms.TypedChoiceField:
        return forms.TypedChoiceField(
            label="What the passage says of it",
            coerce=int,
            choices=[(r.claim.number, _described(r)) for r in conflict.renderings],
            widget=forms.RadioSelect,
            error_messages={"required": "Choose what this passage says of the claim."},
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "kept" in data and (refusal := self.both.refusal(data["kept"])):
            self.add_error("kept", refusal)
        return data

    @property
    def conflict_fields(self) -> list[tuple[Conflict, forms.BoundField]]:
        return [(conflict, self[_name(conflict)]) for conflict in self.both.conflicts]

    @property
    def stays(self) -> dict[UUID, int]:
        """The number of the claim whose rendering stays, for each annotation in conflict."""
        conflicts = self.both.conflicts
        return {c.annotation.uid: self.cleaned_data[_name(c)] for c in conflicts}


def _name(conflict: Conflict) -> str:
    return f"stays-{conflict.annotation.uid}"


def _described(rendering: Any) -> str:
    by = f", attributed to {rendering.speaker}" if rendering.speaker else ""
    return f"{rendering.get_stance_display()}{by} (as it says of claim {rendering.claim.number})"


class VerdictForm(forms.Form):
    """What a person says of a claim and an article without a passage; `version` is that of the
    verdict that it changes, 0 for a first one."""

    article = forms.ModelChoiceField(Article.objects.none(), widget=forms.HiddenInput)
    kind = forms.ChoiceField(choices=Verdict.Kind.choices)
    note = forms.CharField(label="Note", required=False, max_length=MANY)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    mine: Verdict | None = None
    kinds: list[tuple[str, str]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].widget.attrs |= {"dir": "auto", "placeholder": "Note (optional)"}

    def among(self, articles: Any) -> Self:
        self.fields["article"].queryset = articles  # type: ignore[attr-defined]
        return self

    def about(self, article: Article, mine: Verdict | None) -> Self:
        """The form as it is shown for an article, with the person's own verdict if there is one.

        An excerpt may well have had the claim in what was cut: that is offered first.
        """
        self.mine, self.auto_id = mine, f"verdict-{article.pk}-%s"
        self.initial = {"article": article.pk, "version": mine.version if mine else 0}
        self.initial["note"] = mine.note if mine else ""
        first = "not_expected" if article.is_excerpt else "absent"
        self.kinds = sorted(Verdict.Kind.choices, key=lambda choice: choice[0] != first)
        return self

    @property
    def article_key(self) -> int:
        """The article that was sent, 0 for none."""
        return number_in(str(self.data.get("article", "")))
