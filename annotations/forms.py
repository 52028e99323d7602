"""What a person fills in. Claims, speakers and utterances are named by their words: the words of
one that is there choose it, others make a new one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse

from articles.models import Language, Revision, Story

from .anchors import Anchor, AnchorError, anchor_at
from .codebook.tree import places
from .models import Annotation, Quotation, Rendering, Tag
from .querysets import AnnotationQuerySet
from .saying import ClaimSaid, GlossSaid, QuotationSaid, Saying
from .translating.target import OF_THE_INTERFACE

MANY = 2000  # characters of a statement, a note or a comment; more is an article, not a remark


class PlaceForm(forms.Form):
    """Where a passage is: code points of a revision's text, and the words seen there."""

    revision = forms.IntegerField()
    start = forms.IntegerField(min_value=0)
    end = forms.IntegerField(min_value=1)
    exact = forms.CharField(required=False, strip=False)

    def __init__(self, *args: Any, current: Revision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.current = current

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        if data["revision"] != self.current.pk:
            raise forms.ValidationError(
                "The text was corrected while you were reading. Load the page anew."
            )
        try:
            seen = data["exact"] or None
            self.anchor: Anchor = anchor_at(self.current.text, data["start"], data["end"], seen)
        except AnchorError as error:
            raise forms.ValidationError(str(error)) from error
        return data


class ClaimForm(forms.Form):
    """One claim that the passage renders. An empty statement says nothing."""

    statement = forms.CharField(label="Claim", required=False, max_length=MANY)
    stance = forms.ChoiceField(
        label="The passage", choices=Rendering.Stance.choices, required=False
    )
    attributed_to = forms.CharField(label="Attributed to", required=False, max_length=120)

    def __init__(self, *args: Any, story: Story, near: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        statement, attributed_to = self.fields["statement"], self.fields["attributed_to"]
        found = suggest("claim", story, near)
        statement.widget.attrs |= found | {"placeholder": "Find it or write it"}
        statement.widget.attrs["data-combobox-note"] = ""
        attributed_to.widget.attrs |= suggest("speaker", story)

    def said(self) -> ClaimSaid | None:
        data = self.cleaned_data
        if not data.get("statement"):
            return None
        return ClaimSaid(data["statement"], data["stance"] or "reports", data["attributed_to"])


def place_name(article: int, anchor: Anchor) -> str:
    """A passage (of an article, by key) as an address names it: see `suggest`."""
    return f"{article}-{anchor.start}-{anchor.end}"


def suggest(what: str, story: Story, near: str = "") -> dict[str, str]:
    """The attributes by which a text field finds what the story has (static/js/combobox.js).

    Claims can be those that passages like one state, `near` as `place_name` has it: before
    anything is typed.
    """
    address = reverse(f"annotations:{what}_options", args=[story.slug])
    asked = f"?near={near}&q=" if near else "?q="
    return {
        "data-combobox": f"{address}{asked}",
        "data-combobox-new": f"New {what}:",
        "autocomplete": "off",
    }


ClaimFormSet = forms.formset_factory(ClaimForm, extra=2, max_num=20, absolute_max=20)


class SayingForm(forms.Form):
    """What is said of a passage: claims, a quotation, tags, a note, a translation; at least one of
    them."""

    kind = forms.ChoiceField(
        label="Kind", choices=[("", "not a quotation"), *Quotation.Kind.choices], required=False
    )
    speaker = forms.CharField(label="Speaker", required=False, max_length=120)
    cue = forms.CharField(label="Cue", required=False, max_length=120)
    utterance = forms.CharField(label="What was said, once", required=False, max_length=300)
    tags = forms.MultipleChoiceField(
        label="Tags", required=False, widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(
        label="Note", required=False, max_length=MANY, widget=forms.Textarea({"rows": 3})
    )
    gloss = forms.CharField(
        label="Translation",
        required=False,
        max_length=5 * MANY,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )
    gloss_language = forms.ChoiceField(label="Translated into", required=False)

    def __init__(
        self, *args: Any, story: Story, said: Any = (), near: str = "", **kwargs: Any
    ) -> None:
        """`near` names the passage: see `suggest`."""
        super().__init__(*args, **kwargs)
        about = {"story": story, "near": near}
        self.claims = ClaimFormSet(
            self.data or None, prefix="claims", initial=said, form_kwargs=about
        )
        self.fields["speaker"].widget.attrs |= suggest("speaker", story)
        self.fields["utterance"].widget.attrs |= suggest("utterance", story)
        self.fields["cue"].widget.attrs["placeholder"] = "said, warned, …"
        self.tag_places = places(Tag.objects.filter(story=story, deleted_at=None))
        choices = [(place.tag.name, place.tag.name) for place in self.tag_places]
        self.fields["tags"].choices = choices  # type: ignore[attr-defined]
        languages = list(Language.objects.values_list("code", "name"))
        self.fields["gloss_language"].choices = languages  # type: ignore[attr-defined]
        self.initial.setdefault("gloss_language", OF_THE_INTERFACE)

    @classmethod
    def of(cls, annotation: Annotation, gloss_language: str = OF_THE_INTERFACE) -> SayingForm:
        """The form as an annotation fills it; a translation is offered into that language."""
        quotation = getattr(annotation, "quotation", None)
        initial = {
            "note": annotation.note,
            "tags": [tag.name for tag in annotation.tags.all()],
            "gloss_language": gloss_language,
        }
        if gloss := getattr(annotation, "gloss", None):
            initial |= {"gloss": gloss.text, "gloss_language": gloss.language_id}
        if quotation:
            initial |= {
                "kind": quotation.kind,
                "speaker": quotation.speaker or "",
                "cue": quotation.cue,
                "utterance": quotation.utterance or "",
            }
        said = [
            {
                "statement": rendering.claim.statement,
                "stance": rendering.stance,
                "attributed_to": rendering.speaker or "",
            }
            for rendering in annotation.renderings.select_related("claim", "speaker")
        ]
        return cls(story=annotation.article.story, said=said, initial=initial)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.claims.is_valid():
            raise forms.ValidationError("One of the claims cannot be stored as it is.")
        if not self.errors and self.saying() == Saying():
            raise forms.ValidationError(
                "Say something of the passage: a claim, a quotation, a tag, a note or a "
                "translation."
            )
        return data

    def saying(self) -> Saying:
        data = self.cleaned_data
        is_quotation = any(data.get(field) for field in ("kind", "speaker", "cue", "utterance"))
        quotation = QuotationSaid(
            speaker=data["speaker"],
            cue=data["cue"],
            kind=data["kind"] or Quotation.Kind.DIRECT,
            utterance=data["utterance"],
        )
        return Saying(
            claims=tuple(said for form in self.claims if (said := form.said())),
            quotation=quotation if is_quotation else None,
            tags=tuple(data["tags"]),
            note=data["note"],
            gloss=self._gloss(),
        )

    def _gloss(self) -> GlossSaid | None:
        data = self.cleaned_data
        if not data.get("gloss"):
            return None
        into = data.get("gloss_language") or self["gloss_language"].initial
        return GlossSaid(data["gloss"], into)


class VersionForm(forms.Form):
    """The version that an edit began from."""

    version = forms.IntegerField(min_value=1)


class ReviewForm(forms.Form):
    """Where a lost passage stands now (`start-end`), or that its annotation is to be deleted."""

    uid = forms.UUIDField()
    version = forms.IntegerField(min_value=1)
    revision = forms.IntegerField()
    place = forms.RegexField(r"^\d{1,9}-\d{1,9}$", required=False)
    delete = forms.BooleanField(required=False)

    annotation: Annotation
    anchor: Anchor | None = None

    def __init__(self, *args: Any, lost: AnnotationQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lost = lost.select_related("article__revision", "article__story")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        found = self.lost.filter(uid=data["uid"]).first()
        if found is None:
            raise forms.ValidationError("This annotation does not wait for a decision any more.")
        self.annotation = found
        if not data["delete"]:
            self.anchor = self._anchor(found.article.revision)
        return data

    def _anchor(self, current: Revision) -> Anchor:
        """Raises ValidationError where nothing is chosen or the text is another one by now."""
        data = self.cleaned_data
        if not data["place"]:
            raise forms.ValidationError("Choose where the passage stands now.")
        start, end = data["place"].split("-")
        place = PlaceForm(data | {"start": start, "end": end}, current=current)
        if not place.is_valid():
            raise forms.ValidationError([*place.non_field_errors()])
        return place.anchor
