"""Translating by machine: offered only where it can be done, made by the worker, never forced."""

from __future__ import annotations

import json
from importlib.util import find_spec

import pytest
from django.test import Client
from django.urls import reverse

from annotations import actions
from annotations.models import Gloss
from annotations.saying import GlossSaid, Saying
from annotations.translating import asking, tasks, translators
from annotations.translating.argos import ArgosTranslator, models_in
from annotations.translating.target import language_of_glosses
from articles.models import Change
from articles.tests.factories import make_article, make_member

from .factories import make_annotation

needs_the_extra = pytest.mark.skipif(
    not (find_spec("ctranslate2") and find_spec("sentencepiece")), reason="an optional extra"
)


def put_model(folder, name="de_en", **said):
    """What an operator unpacks, but for the model itself."""
    (folder / name / "model").mkdir(parents=True)
    (folder / name / "sentencepiece.model").touch()
    about = {"from_code": "de", "to_code": "en", "package_version": "1.3"} | said
    (folder / name / "metadata.json").write_text(json.dumps(about))
    return folder / name


class Shouting:
    """A translator of tests: it says everything in capitals."""

    name = "Shouting 1.0"

    def translate(self, sentences):
        return [sentence.upper() for sentence in sentences]


@pytest.fixture
def annotation(story, anna):
    article = make_article(story, "Es regnete. Es schneite.", "de")
    return make_annotation(article, "Es regnete. Es schneite.", anna)


@pytest.fixture
def machine(monkeypatch, settings, tmp_path):
    """A machine that translates German into English."""
    settings.TRANSLATORS = tmp_path
    put_model(tmp_path)
    monkeypatch.setattr(translators, "is_installed", lambda: True)
    monkeypatch.setattr(translators, "ArgosTranslator", lambda model: Shouting())


@pytest.fixture
def page(anna):
    client = Client()
    client.force_login(anna)
    return client


def test_nothing_is_offered_where_nothing_is_installed(annotation, page):
    assert b"by machine" not in page.get(annotation.get_absolute_url()).content
    asked = page.post(reverse("annotations:gloss_ask", args=[annotation.uid]))
    assert asked.status_code == 422


def test_nothing_is_offered_for_other_languages(annotation, anna, machine, settings):
    put_model(settings.TRANSLATORS, "ar_fr", from_code="ar", to_code="fr")
    assert asking.offered_for(annotation, anna).code == "en"
    arabic = make_article(annotation.article.story, "أمطرت.", "ar")
    assert asking.offered_for(make_annotation(arabic, "أمطرت", anna), anna) is None


def test_a_page_asks_and_the_worker_translates(annotation, anna, page, machine, monkeypatch):
    asked = []
    monkeypatch.setattr(
        tasks.translate.__class__, "enqueue", lambda self, *args: asked.append(args)
    )
    assert "Translate into English by machine" in page.get(annotation.get_absolute_url()).text
    answer = page.post(reverse("annotations:gloss_ask", args=[annotation.uid]))
    assert answer.status_code == 302
    assert not Gloss.objects.exists()
    tasks.translate.call(*asked[0])
    gloss = Gloss.objects.get()
    assert (gloss.text, gloss.origin) == ("ES REGNETE. ES SCHNEITE.", "machine")
    assert (gloss.translator, gloss.language_id) == ("Shouting 1.0", "en")
    change = Change.objects.latest("pk")
    assert (change.verb, change.actor) == ("annotation translated", anna)
    actions.undo(annotation.article.story, anna)
    assert not Gloss.objects.exists()


def test_what_a_person_has_written_meanwhile_stays(annotation, anna, machine):
    mine = Saying(gloss=GlossSaid("It rained. It snowed.", "en"))
    actions.edit_annotation(annotation, anna, 1, mine)
    tasks.translate.call(str(annotation.uid), anna.pk, "en")
    said = GlossSaid("It rained and snowed.", "en", "machine", "Shouting 1.0")
    actions.gloss_by_machine(annotation, anna, said)
    assert Gloss.objects.get().text == "It rained. It snowed."


def test_a_passage_that_is_gone_is_not_translated(annotation, anna, machine):
    actions.delete_annotation(annotation, anna, 1)
    tasks.translate.call(str(annotation.uid), anna.pk, "en")
    assert not Gloss.objects.exists()


def test_passages_are_translated_into_the_language_of_the_newest_translation(annotation, anna):
    story = annotation.article.story
    assert language_of_glosses(story, anna) == "en"
    actions.edit_annotation(annotation, anna, 1, Saying(gloss=GlossSaid("Il plut.", "fr")))
    assert language_of_glosses(story, anna) == "fr"
    story.is_blind = True
    story.save()
    assert language_of_glosses(story, make_member(story, "ben")) == "en"


def test_folders_that_are_no_model_are_passed_over_and_languages_go_by_our_codes(tmp_path):
    put_model(tmp_path, "zt_en", from_code="zt")
    (tmp_path / "notes").mkdir()
    assert [model.languages for model in models_in(tmp_path)] == [("zh-Hant", "en")]
    assert [model.name for model in models_in(tmp_path)] == ["Argos zh-Hant–en 1.3"]


@needs_the_extra
def test_a_real_model_is_loaded_and_run(tmp_path):
    folder = put_model(tmp_path)
    train_pieces(folder / "sentencepiece.model")
    make_network(folder)
    translator = ArgosTranslator(next(iter(models_in(tmp_path))))
    found = translator.translate(["Es regnete.", "Es schneite sehr."])
    assert len(found) == 2
    assert all("\u2581" not in text for text in found)


def train_pieces(file):
    import sentencepiece

    file.unlink()
    lines = ["Es regnete sehr.", "Es schneite sehr.", "Der Regen fiel, der Schnee auch."] * 20
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines),
        model_prefix=str(file.with_suffix("")),
        vocab_size=28,
        minloglevel=2,
    )


def make_network(folder):
    """An untrained one: what it says makes no sense, but it goes the whole way."""
    import ctranslate2
    import numpy as np
    import sentencepiece

    pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / "sentencepiece.model"))
    words = ["<blank>", "<unk>", "<s>", "</s>"]
    words += [pieces.id_to_piece(i) for i in range(3, pieces.get_piece_size())]
    spec = ctranslate2.specs.TransformerSpec.from_config((1, 1), 2)
    chance = np.random.default_rng(1)
    shapes = {
        "embeddings_0/weight": (len(words), 8),
        "decoder/embeddings/weight": (len(words), 8),
        "projection/weight": (len(words), 8),
        "gamma": (8,),
        "beta": (8,),
        "self_attention/linear_0/weight": (24, 8),
        "/attention/linear_1/weight": (16, 8),
        "ffn/linear_0/weight": (16, 8),
        "ffn/linear_1/weight": (8, 16),
    }

    def fill(part, name, value):
        if value is None:
            shape = next((s for end, s in shapes.items() if name.endswith(end)), (8, 8))
            setattr(part, name.split("/")[-1], chance.random(shape, np.float32))

    ctranslate2.specs.model_spec.visit_spec(spec, fill)
    spec.register_source_vocabulary(words)
    spec.register_target_vocabulary(words)
    spec.validate()
    spec.save(str(folder / "model"))
