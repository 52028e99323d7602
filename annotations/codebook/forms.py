"""What a curator fills in about the codebook."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from articles.models import Story

from ..models import Annotation, Tag
from ..querysets import AnnotationQuerySet
from . import CodebookRefused, as_csv, as_qdc
from .files import LONGEST, MOST_BYTES, Reading
from .palette import NAMES
from .tree import MOST_ENTRIES, Place, places
from .versions import newest_version
from .wording import one_line

MANY_LINES = {"rows": 4, "dir": "auto"}


def live_tags(story: Story) -> list[Tag]:
    return list(Tag.objects.filter(story=story, deleted_at=None))


class TagForm(forms.ModelForm):
    """An entry of the codebook. `instance` must have its story.

    `version` is the version of the codebook that the edit began from.
    """

    definition = forms.CharField(
        max_length=LONGEST["definition"],
        required=False,
        widget=forms.Textarea(MANY_LINES),
        help_text="When it applies, and when it does not.",
    )
    examples = forms.CharField(
        max_length=LONGEST["examples"],
        required=False,
        widget=forms.Textarea(MANY_LINES),
        help_text="Words that a coder may meet, one line each.",
    )
    colour = forms.TypedChoiceField(
        choices=list(enumerate(NAMES)), coerce=int, widget=forms.RadioSelect
    )
    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    class Meta:
        model = Tag
        fields = ["name", "definition", "examples", "colour", "parent"]
        widgets = {"name": forms.TextInput({"dir": "auto"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        story: Story = self.instance.story
        self.others = [tag for tag in live_tags(story) if tag.pk != self.instance.pk]
        self.initial.setdefault("version", newest_version(story))
        self.fields["parent"] = parent = forms.ModelChoiceField(
            Tag.objects.filter(pk__in=[tag.pk for tag in self.others]),
            label="Part of",
            required=False,
        )
        nothing = ("", "nothing: it stands by itself")
        parent.choices = [nothing, *_named(self._possible_wholes())]

    def _possible_wholes(self) -> list[Place]:
        """All but the entry itself and its parts, of any depth."""
        found, below = [], {self.instance.pk} - {None}
        for place in places([*self.others, self.instance] if below else self.others):
            if place.tag.pk in below or place.tag.parent_id in below:
                below.add(place.tag.pk)
            else:
                found.append(place)
        return found

    def clean_name(self) -> str:
        name = one_line(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError("The name has no letters.")
        if any(tag.name.casefold() == name.casefold() for tag in self.others):
            raise forms.ValidationError("The codebook has an entry of that name.")
        if not self.instance.pk and len(self.others) >= MOST_ENTRIES:
            raise forms.ValidationError(f"A codebook has at most {MOST_ENTRIES:,} entries.")
        return name

    def clean_parent(self) -> Tag | None:
        parent: Tag | None = self.cleaned_data["parent"]
        if parent and parent.pk not in {place.tag.pk for place in self._possible_wholes()}:
            raise forms.ValidationError(
                "An entry cannot be a part of itself, nor of one of its parts."
            )
        return parent


def _named(possible: list[Place]) -> list[tuple[int, str]]:
    """Each with the way to it: two wholes may have parts of like names."""
    return [(place.tag.pk, " › ".join([*place.above, place.tag.name])) for place in possible]


class WhichTagForm(forms.Form):
    """An entry that stands in the codebook of a story, or a tombstone of it."""

    tag = forms.ModelChoiceField(
        Tag.objects.none(),
        to_field_name="guid",
        error_messages={
            "required": "Say which entry is meant.",
            "invalid_choice": "The codebook has no such entry any more.",
        },
    )
    version = forms.IntegerField(min_value=0, required=False)

    def __init__(self, *args: Any, story: Story, deleted: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tags = Tag.objects.filter(story=story, deleted_at__isnull=not deleted)
        self.fields["tag"].queryset = tags.select_related(  # type: ignore[attr-defined]
            "parent", "story"
        )


class RecodingForm(WhichTagForm):
    """Whether a tag still fits a passage (`uid`). `version` is that of the annotation."""

    uid = forms.UUIDField()
    decision = forms.ChoiceField(
        choices=[("fits", "It still fits"), ("off", "Take the tag off")],
        error_messages={"required": "Say whether the tag still fits."},
    )
    version = forms.IntegerField(min_value=1)

    annotation: Annotation

    def __init__(self, *args: Any, seen: AnnotationQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seen = seen.for_lists()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        found = self.seen.filter(uid=data["uid"], taggings__tag=data["tag"]).first()
        if found is None:
            raise forms.ValidationError("This passage does not have the tag any more.")
        self.annotation = found
        return data


class CodebookFileForm(forms.Form):
    """A file with a codebook, as a table or by REFI-QDA; what it is, its bytes say."""

    file = forms.FileField(
        label="File",
        help_text=(
            "A table (.csv) with the columns name, definition, examples, colour, parent and guid, "
            "of which only the first is needed; or a REFI-QDA Codebook (.qdc)."
        ),
        widget=forms.FileInput({"accept": ".csv,.tsv,.txt,.qdc,.xml"}),
    )

    reading: Reading

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(
                f"The file is too large: a codebook has at most {MOST_BYTES // 1_000_000} MB."
            )
        raw = file.read()
        try:
            self.reading = as_qdc.read(raw) if _is_xml(raw) else as_csv.read(raw)
        except CodebookRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return file


def _is_xml(raw: bytes) -> bool:
    """By its first sign, in whichever encoding."""
    return raw.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<")


class TakeInForm(forms.Form):
    """What was read of a file (as a table) and looked at, with the version of the codebook then."""

    table = forms.CharField(max_length=2 * MOST_BYTES)
    version = forms.IntegerField(min_value=0)

    reading: Reading

    def clean_table(self) -> str:
        table: str = self.cleaned_data["table"]
        try:
            self.reading = as_csv.read_text(table)
        except CodebookRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return table
