"""What a person makes of a suggestion before they accept it: the words, the speaker, the claim."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django import forms

from articles.models import Language

from ..anchors import Anchor, anchor_at
from ..forms import MANY, place_name, suggest
from ..models import Quotation, Rendering, SuggestedPassage, Suggestion
from ..saying import ClaimSaid, QuotationSaid, Saying
from .cards import Card, ShownPassage
from .sayings import Accepted

FAR = 2000  # code points from the proposed passage; the same words further away are others


class PassageForm(forms.Form):
    """A passage of a suggestion: its words as they stand in the text, shorter or longer."""

    kept = forms.BooleanField(label="It belongs to it", required=False)
    words = forms.CharField(label="Words", strip=False, widget=forms.Textarea({"rows": 2}))
    stance = forms.ChoiceField(label="This passage", choices=Rendering.Stance.choices)

    def __init__(self, data: Any, shown: ShownPassage, kind: str) -> None:
        self.passage: SuggestedPassage = shown.row
        self.accepted: Accepted = shown.accepted
        super().__init__(
            data, prefix=f"p{self.passage.position}", initial=_as_shown(shown.accepted)
        )
        language: Language = self.passage.article.language
        self.fields["words"].widget.attrs |= {
            "lang": language.code,
            "dir": language.direction,
            "class": "serif",
            "data-words": "",
        }
        if kind != Suggestion.Kind.FAMILY:
            del self.fields["kept"]
        if kind != Suggestion.Kind.PAIR:
            del self.fields["stance"]

    @property
    def is_kept(self) -> bool:
        return bool(self.cleaned_data.get("kept", True))

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"].replace("\r\n", "\n").strip()
        start = _nearest(self.passage.revision.text, words, self.passage.start)
        if start is None:
            raise forms.ValidationError(
                "The text has no such words near this place. Take them as they stand there."
            )
        self.anchor: Anchor = anchor_at(self.passage.revision.text, start, start + len(words))
        return words


def _as_shown(accepted: Accepted) -> dict[str, Any]:
    claims = accepted.saying.claims
    shown = {"kept": True, "words": accepted.anchor.exact}
    return shown | ({"stance": claims[0].stance} if claims else {})


def _nearest(text: str, words: str, near: int) -> int | None:
    """Where the words begin, the place that is nearest to where they were proposed."""
    before = text.rfind(words, max(0, near - FAR), near + len(words))
    after = text.find(words, near, near + FAR + len(words))
    found = [at for at in (before, after) if words and at >= 0]
    return min(found, key=lambda at: abs(at - near), default=None)


class AcceptForm(forms.Form):
    """What is said of all the passages of a suggestion; which fields there are, its kind says."""

    statement = forms.CharField(label="The claim", max_length=MANY)
    speaker = forms.CharField(label="Speaker", required=False, max_length=120)
    cue = forms.CharField(label="Cue", required=False, max_length=120)
    kind = forms.ChoiceField(label="Kind", choices=Quotation.Kind.choices)
    utterance = forms.CharField(label="What was said, once", max_length=300)

    FIELDS = {
        "quotation": ("speaker", "cue", "kind"),
        "pair": ("statement",),
        "family": ("speaker", "utterance"),
    }

    def __init__(self, data: Any, card: Card) -> None:
        self.kind_of_card = card.suggestion.kind
        super().__init__(data, initial=_said_first(card))
        for name in self.fields.keys() - set(self.FIELDS[self.kind_of_card]):
            del self.fields[name]
        self.order_fields(self.FIELDS[self.kind_of_card])
        self._suggest(card)
        self.passages = [PassageForm(data, one, self.kind_of_card) for one in card.passages]

    def _suggest(self, card: Card) -> None:
        """What the story has is offered while one types."""
        first, story = card.passages[0].row, card.suggestion.story
        near = place_name(first.article_id, card.said.anchor)
        if "statement" in self.fields:
            self.fields["statement"].widget.attrs |= suggest("claim", story, near)
        if "speaker" in self.fields:
            self.fields["speaker"].widget.attrs |= suggest("speaker", story)
        if "cue" in self.fields:
            self.fields["cue"].widget.attrs["lang"] = first.article.language_id

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        wrong = [passage for passage in self.passages if not passage.is_valid()]
        if wrong:
            raise forms.ValidationError("One of the passages cannot be marked as it is.")
        if not any(passage.is_kept for passage in self.passages):
            raise forms.ValidationError("Nothing is left of it. Reject it instead.")
        return data

    def accepted(self) -> Iterator[Accepted]:
        for passage in self.passages:
            if passage.is_kept:
                saying = self._saying(passage)
                yield replace(passage.accepted, anchor=passage.anchor, saying=saying)

    def _saying(self, passage: PassageForm) -> Saying:
        data, proposed = self.cleaned_data, passage.accepted.saying
        if self.kind_of_card == Suggestion.Kind.PAIR:
            return Saying(claims=[ClaimSaid(data["statement"], passage.cleaned_data["stance"])])
        said = {name: data[name] for name in self.fields}
        return Saying(quotation=replace(proposed.quotation or QuotationSaid(), **said))


def _said_first(card: Card) -> dict[str, Any]:
    """The form as what is proposed fills it."""
    said = card.said.saying
    initial = {"statement": said.claims[0].statement} if said.claims else {}
    return initial | (vars(said.quotation) if said.quotation else {})
