"""What a person fills in to join, part and name families."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from articles.models import Story
from articles.querysets import Reader

from ..models import Annotation, Speaker, Utterance
from .side_by_side import Pair
from .voices import LONGEST_GIST, Family, Voice

TOGETHER, NEW = "", "new"
SEEN = re.compile(r"([0-9a-f-]{36}):([0-9]{1,9})")
MANY = 80  # characters of a family's name in a menu


class FamilyForm(forms.Form):
    """Quotations, each as `uid:version` with the version that was seen, and the family that takes
    them: that in which one of them is already, a new one, or one by its number."""

    quotation = forms.Field(
        widget=forms.MultipleHiddenInput, error_messages={"required": "Tick some quotations first."}
    )
    into = forms.ChoiceField(label="Put what is ticked", required=False)

    def __init__(self, *args: Any, voices: Sequence[Voice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wordings = {str(w.passage.uid): w for voice in voices for w in voice.wordings}
        said = [family.utterance for voice in voices for family in voice.families]
        self.families = {str(utterance.number): utterance for utterance in said}
        field: Any = self.fields["into"]
        field.choices = list(self._choices())

    def _choices(self) -> Iterable[tuple[str, str]]:
        yield TOGETHER, "together, in the family of one of them or a new one"
        yield NEW, "in a new family"
        for number, utterance in self.families.items():
            gist = utterance.gist
            yield number, f"in “{gist if len(gist) <= MANY else f'{gist[:MANY]}…'}”"

    def clean_quotation(self) -> dict[Annotation, int]:
        seen = {}
        for key in self.cleaned_data["quotation"]:
            found = SEEN.fullmatch(key)
            if found is None or found[1] not in self.wordings:
                raise forms.ValidationError("One of these quotations is no longer there.")
            seen[self.wordings[found[1]].passage] = int(found[2])
        return seen

    @property
    def chosen(self) -> set[str]:
        """The uids that were ticked, to be ticked again."""
        keys = self.data.getlist("quotation") if hasattr(self.data, "getlist") else []
        return {key.partition(":")[0] for key in keys}


class JoinForm(FamilyForm):
    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors or data["into"] != TOGETHER:
            return data
        families = self._families_of(data["quotation"])
        if len(data["quotation"]) == 1:
            raise forms.ValidationError("Tick two quotations or more, or choose where it goes.")
        if len(families) == 1 and families.total() == len(data["quotation"]):
            raise forms.ValidationError(
                "They are one family already. To part them from it, put them in a new one."
            )
        return data

    @property
    def utterance(self) -> Utterance | None:
        """The family that takes them, None for a new one. Of several that they are in already,
        that of most of them, or the older one."""
        into = self.cleaned_data["into"]
        if into != TOGETHER:
            return self.families.get(into)
        families = self._families_of(self.cleaned_data["quotation"])
        return min(families, key=lambda said: (-families[said], said.number), default=None)

    def _families_of(self, annotations: Iterable[Annotation]) -> Counter[Utterance]:
        quotations = (self.wordings[str(each.uid)].quotation for each in annotations)
        return Counter(quotation.utterance for quotation in quotations if quotation.utterance)


class GistForm(forms.Form):
    """What an utterance is to be called; `seen` is what it was called before."""

    gist = forms.CharField(
        label="What was said, once",
        max_length=LONGEST_GIST,
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, utterance: Utterance, reader: Reader, **kwargs: Any) -> None:
        kwargs["initial"] = {"gist": utterance.gist, "seen": utterance.gist}
        super().__init__(*args, **kwargs)
        self.utterance, self.reader = utterance, reader

    def clean_gist(self) -> str:
        gist = " ".join(self.cleaned_data["gist"].split())
        others = Utterance.objects.visible_to(self.reader).filter(story=self.utterance.story)
        if others.exclude(pk=self.utterance.pk).filter(gist__iexact=gist).exists():
            raise forms.ValidationError("Another family of this story is called so.")
        return gist

    def again_for(self, newest: Utterance) -> GistForm:
        """With what was written, after somebody else was faster."""
        written = {"gist": self.data["gist"], "seen": newest.gist}
        return GistForm(written, utterance=newest, reader=self.reader)


class SpeakersForm(forms.Form):
    """Two speakers who are one: whose name stays, and who becomes a further name of theirs."""

    gone = forms.ModelChoiceField(Speaker.objects.none(), to_field_name="name", label="Speaker")
    kept = forms.ModelChoiceField(
        Speaker.objects.none(), to_field_name="name", label="is the same as"
    )

    def __init__(self, *args: Any, story: Story, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Speaker.objects.visible_to(reader).filter(story=story).select_related("story")
        for name in ("gone", "kept"):
            field: Any = self.fields[name]
            field.queryset = known

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and data["gone"] == data["kept"]:
            raise forms.ValidationError("Choose two speakers.")
        return data


class PairForm(forms.Form):
    """Two wordings of a family, to be set side by side."""

    one = forms.ChoiceField(label="This wording", required=False)
    other = forms.ChoiceField(label="beside this one", required=False)

    def __init__(self, *args: Any, family: Family, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wordings = {str(wording.passage.uid): wording for wording in family.wordings}
        for name in ("one", "other"):
            field: Any = self.fields[name]
            field.choices = [
                (uid, f"{w.article.source.name}: {w.passage.exact[:MANY]}")
                for uid, w in self.wordings.items()
            ]

    @property
    def pair(self) -> Pair | None:
        """What is asked for, if that is two."""
        one, other = (self.wordings.get(self.data.get(name, "")) for name in ("one", "other"))
        return Pair(one, other) if one and other and one is not other else None
