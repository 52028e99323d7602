"""The form of the import page: what is handed in, and what is said of each file that waits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from . import intake, uploads
from .forms import DayInput
from .importing import Likeness, likest_to
from .models import Credit, Language, Source, Upload

FREE_ROWS = 1  # empty rows for further credits


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class HandInForm(forms.Form):
    """Several files, or a text that is pasted; both may be empty. Files are checked one by one."""

    file = forms.FileField(label="Files", required=False, widget=FilesInput())
    text = forms.CharField(
        label="Or paste a text",
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 5, "dir": "auto"}),
        help_text="The headline first, if there is one; a blank line between paragraphs.",
    )


def language_choices() -> list[tuple[str, str]]:
    """All languages by their English names, with their own."""
    rows = Language.objects.values_list("code", "name", "native_name")
    return [(code, name if name == own else f"{name} ({own})") for code, name, own in rows]


class DraftForm(forms.Form):
    """What is proposed of one file, to be corrected; bound with the proposal that was shown."""

    language = forms.ChoiceField()
    source = forms.CharField(
        label="Outlet",
        max_length=120,
        widget=forms.TextInput({"dir": "auto", "list": "outlets"}),
        error_messages={"required": "Name the outlet; write “Unknown outlet” if nobody knows it."},
    )
    source_kind = forms.ChoiceField(
        label="Kind", required=False, choices=[("", "as known"), *Source.Kind.choices]
    )
    source_country = forms.RegexField(
        "^[A-Za-z]{2}$",
        label="Country",
        required=False,
        max_length=2,
        widget=forms.TextInput({"size": 3, "autocomplete": "off"}),
        error_messages={"invalid": "Two letters, such as DE or EG."},
    )
    headline = forms.CharField(
        max_length=500, widget=forms.Textarea({"dir": "auto", "rows": 2, "class": "serif"})
    )
    byline = forms.CharField(
        max_length=300, required=False, widget=forms.TextInput({"dir": "auto"})
    )
    dateline = forms.CharField(
        max_length=120, required=False, widget=forms.TextInput({"dir": "auto"})
    )
    published_on = forms.DateField(label="Published on", required=False, widget=DayInput())
    url = forms.URLField(label="Address", required=False, max_length=2000, assume_scheme="https")
    is_excerpt = forms.BooleanField(label="An excerpt: a part of the article", required=False)
    encoding = forms.ChoiceField(label="Read as", required=False)
    repair = forms.BooleanField(label="Take the repaired reading", required=False)
    keep_lines = forms.BooleanField(label="Keep the line breaks as they are", required=False)
    struck = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(
        self,
        proposal: intake.Proposal,
        languages: list[tuple[str, str]],
        options: Mapping[str, Any],
        data: MultiValueDict | None = None,
        prefix: str | None = None,
    ) -> None:
        """`options` are those of the upload; unbound, what was said before stands in the fields."""
        self.proposal = proposal
        self.proposed = _proposed(proposal, options)
        said = {} if data is not None else _said_of(proposal, options)
        super().__init__(data, prefix=prefix, initial=self.proposed | said)
        self._choices("language", languages)
        self._choices("encoding", [("", "as detected"), *intake.ENCODINGS.items()])
        self._choices("struck", [(p.start, str(p.start)) for p in proposal.passages])

    def _choices(self, name: str, choices: list[tuple[Any, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def said(self) -> dict[str, Any]:
        """What differs from the proposal, as it was typed, for the upload's options."""
        changed = {name: self._typed(name) for name in self.changed_data}
        if "struck" in changed:
            changed["struck_of"] = self.proposal.fingerprint
        return changed

    def _typed(self, name: str) -> Any:
        widget = self.fields[name].widget
        return widget.value_from_datadict(self.data, self.files, self.add_prefix(name))

    def clean_headline(self) -> str:
        return " ".join(self.cleaned_data["headline"].split())

    def clean_source_country(self) -> str:
        country: str = self.cleaned_data["source_country"]
        return country.upper()

    def clean_published_on(self) -> Any:
        day = self.cleaned_data["published_on"]
        if day and not 1500 <= day.year <= 2200:
            raise forms.ValidationError("That is no year in which articles appear.")
        return day

    def source_fields(self) -> dict[str, str]:
        """Name, kind and country, as uploads.store wants them."""
        names = {"source": "name", "source_kind": "kind", "source_country": "country"}
        return {short: self.cleaned_data[name] for name, short in names.items()}

    def corrected(self) -> intake.Proposal:
        """The proposal with what the person said; the form is valid."""
        kept = ("headline", "byline", "dateline", "published_on", "is_excerpt", "url", "struck")
        return uploads.corrected(self.proposal, **{name: self.cleaned_data[name] for name in kept})


def _proposed(proposal: intake.Proposal, options: Mapping[str, Any]) -> dict[str, Any]:
    """What the fields hold if nobody says otherwise; how the file was read stays as it was said."""
    return {
        "language": proposal.language,
        "source": proposal.source_name,
        "source_kind": "",
        "source_country": "",
        "headline": proposal.working_title,
        "byline": proposal.byline,
        "dateline": proposal.dateline,
        "published_on": proposal.published_on,
        "url": proposal.url,
        "is_excerpt": proposal.is_excerpt,
        "encoding": options.get("encoding", ""),
        "repair": bool(options.get("repair")),
        "keep_lines": bool(options.get("keep_lines")),
        "struck": [p.start for p in proposal.passages if p.struck],
    }


def _said_of(proposal: intake.Proposal, options: Mapping[str, Any]) -> dict[str, Any]:
    """What was said before; passages were chosen in a text, and count for no other."""
    said = dict(options.get("said", {}))
    if said.pop("struck_of", proposal.fingerprint) != proposal.fingerprint:
        said.pop("struck", None)
    return said


class CreditForm(forms.Form):
    """One credit; without a name it is none. `through` is the number of another row, from 1."""

    kind = forms.ChoiceField(choices=Credit.Kind.choices, required=False)
    name = forms.CharField(
        max_length=120,
        required=False,
        widget=forms.TextInput({"dir": "auto", "list": "outlets", "placeholder": "Another credit"}),
    )
    through = forms.TypedChoiceField(coerce=int, empty_value=None, required=False)
    phrase = forms.CharField(max_length=300, required=False, widget=forms.HiddenInput)

    def __init__(self, number: int, names: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.number = number
        others = [(i, name) for i, name in enumerate(names, start=1) if name and i != number]
        through = self.fields["through"]
        assert isinstance(through, forms.ChoiceField)
        through.choices = [("", "directly"), *((i, f"by way of {name}") for i, name in others)]

    def values(self) -> dict[str, Any]:
        """The row as it can be kept beside the upload."""
        return {name: self[name].value() or "" for name in self.fields}


class Draft:
    """An upload on the page: its proposal, its form and the rows of its credits."""

    def __init__(
        self, upload: Upload, languages: list[tuple[str, str]], data: MultiValueDict | None = None
    ) -> None:
        self.upload = upload
        self.proposal = uploads.proposal_of(upload)
        self.prefix = f"file{upload.pk}"
        self.form = DraftForm(self.proposal, languages, upload.options, data, self.prefix)
        self.credits = self._rows(data)
        self.likest: Likeness | None = None
        self.problem = ""  # why it could not be stored, beyond what its fields say

    def read_again(self) -> None:
        """Takes the language that was just said into account; the text is the same."""
        self.proposal = self.form.proposal = uploads.proposal_of(self.upload)

    def compare(self) -> None:
        """Looks for an article of the story with much of the same wording."""
        self.likest = likest_to(self.upload.story, self.proposal)

    def _rows(self, data: MultiValueDict | None) -> list[CreditForm]:
        rows = self.upload.options.get("credits") or self._proposed_credits()
        rows = [*rows, *({"kind": "agency"} for _ in range(FREE_ROWS))]
        names = [str(row.get("name", "")) for row in rows]
        return [
            CreditForm(i, names, data, prefix=f"{self.prefix}-credit{i}", initial=row)
            for i, row in enumerate(rows, start=1)
        ]

    def _proposed_credits(self) -> list[dict[str, Any]]:
        return [
            {
                "kind": credit.kind,
                "name": credit.name,
                "phrase": credit.phrase,
                "through": "" if credit.through is None else str(credit.through + 1),
            }
            for credit in self.proposal.credits
        ]

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), *(row.is_valid() for row in self.credits)])

    def options(self) -> dict[str, Any]:
        """What the bound form says: how to read the file, and what differs from the proposal."""
        said = self.form.said()
        reading = {name: self.upload.options.get(name) for name in uploads.READING}
        reading |= {name: said.pop(name) for name in uploads.READING if name in said}
        options: dict[str, Any] = {name: value for name, value in reading.items() if value}
        if said:
            options["said"] = said
        if any(row.has_changed() for row in self.credits) or "credits" in self.upload.options:
            options["credits"] = self._typed_credits()
        return options

    def _typed_credits(self) -> list[dict[str, Any]]:
        """The rows that have a name, numbered anew."""
        rows = [row for row in self.credits if row["name"].value()]
        numbers = {str(row.number): str(place) for place, row in enumerate(rows, start=1)}
        return [row.values() | {"through": numbers.get(row["through"].value(), "")} for row in rows]

    def reads_otherwise(self, options: dict[str, Any]) -> bool:
        """Whether the file has to be read again, so that its text may become another one."""
        mine = self.upload.options
        return any(mine.get(n) != options.get(n) for n in uploads.READING if n != "language")

    def chosen_credits(self) -> list[intake.Credit]:
        """The rows that have a name, with `through` counted among them."""
        rows = [row for row in self.credits if row.cleaned_data["name"]]
        places = {row.number: place for place, row in enumerate(rows)}
        return [
            intake.Credit(
                kind=row.cleaned_data["kind"] or "relay",
                name=row.cleaned_data["name"],
                phrase=row.cleaned_data["phrase"],
                start=0,
                end=0,
                through=places.get(row.cleaned_data["through"] or 0),
            )
            for row in rows
        ]

    def passages(self) -> list[dict[str, Any]]:
        """Each passage with its text and whether it is left out, for the preview."""
        struck = {str(start) for start in self.form["struck"].value() or []}
        return [
            {
                "kind": p.kind,
                "start": p.start,
                "text": self.proposal.text[p.start : p.end],
                "why": p.struck.replace("_", " "),
                "is_struck": str(p.start) in struck,
            }
            for p in self.proposal.passages
        ]
