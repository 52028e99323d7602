"""Files come in, are looked at, corrected and stored; nothing that was typed is lost on the way."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles import uploads
from articles.models import Article, Credit, Segment, Source, Upload
from articles.tests.factories import make_member, make_story

pytestmark = pytest.mark.django_db

BODY = "The bridge over the river was opened on Wednesday after years of quarrels about its cost."
PLAIN = f"Skip to main content\n\nBridge opened at last\n\n{BODY}\n\n{BODY} It rained. (Reuters)"


@pytest.fixture
def story(db):
    return make_story("The bridge")


@pytest.fixture
def curator(client, story):
    user = make_member(story, "curator", "curator")
    client.force_login(user)
    return user


@pytest.fixture
def send(client, story, curator):
    """Sends the page's form: files by name and content, and fields of files that wait."""
    address = reverse("articles:import", args=[story.slug])

    def answer(do="look", files=None, text="", **fields):
        attached = [
            SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())
            for name, content in (files or {}).items()
        ]
        data = {"do": do, "text": text, **on_the_page(client.get(address)), **fields}
        return client.post(address, data | {"file": attached})

    return answer


def on_the_page(response):
    """What the browser would send back of the files that are shown."""
    data = {}
    for draft in response.context["drafts"]:
        for form in (draft.form, *draft.credits):
            for bound in form:
                value = bound.value()
                if value is True:
                    data[bound.html_name] = "on"
                elif value not in (None, "", False, []):
                    data[bound.html_name] = value
                elif bound.widget_type not in ("checkbox", "selectmultiple"):
                    data[bound.html_name] = ""
    return data


def prefix():
    return f"file{Upload.objects.get().pk}"


def test_what_is_proposed_is_shown_before_anything_is_stored(send, client, story):
    response = send(files={"bridge.txt": PLAIN})
    assert Article.objects.count() == 0
    html = client.get(response.url).content.decode()
    assert "Bridge opened at last" in html
    assert "Leave out: skip link" in html
    assert Upload.objects.get().file_name == "bridge.txt"


def test_a_proposal_that_is_right_is_stored_with_its_credits_and_what_came_in(send, story):
    send(files={"bridge.txt": PLAIN})
    response = send("store", **{f"{prefix()}-source": "The Morning Sheet"})
    assert response.status_code == 302
    article = Article.objects.get()
    assert (article.headline, article.language_id) == ("Bridge opened at last", "en")
    assert bytes(article.raw) == PLAIN.encode()
    assert [(c.source.name, c.kind) for c in article.credits.all()] == [("Reuters", "agency")]
    struck = Segment.objects.exclude(struck="")
    assert [s.struck for s in struck] == ["skip_link"]
    assert Upload.objects.count() == 0


def test_every_correction_is_stored(send, story):
    send(files={"bridge.txt": PLAIN})
    name = prefix()
    rain = PLAIN.index(BODY)
    send(
        "store",
        **{
            f"{name}-headline": "A bridge, at last",
            f"{name}-language": "fr",
            f"{name}-source": "A New Paper",
            f"{name}-source_kind": "newspaper",
            f"{name}-source_country": "mt",
            f"{name}-byline": "Jo Bloggs",
            f"{name}-dateline": "Exampleton",
            f"{name}-published_on": "2012-05-03",
            f"{name}-is_excerpt": "on",
            f"{name}-url": "https://example.org/bridge",
            f"{name}-struck": [rain],
            f"{name}-credit1-name": "A News Office",
            f"{name}-credit1-kind": "relay",
        },
    )
    article = Article.objects.get()
    said = (article.headline, article.language_id, article.byline, article.dateline, article.url)
    assert said == (
        "A bridge, at last",
        "fr",
        "Jo Bloggs",
        "Exampleton",
        "https://example.org/bridge",
    )
    assert (str(article.published_on), article.is_excerpt) == ("2012-05-03", True)
    outlet = Source.objects.get(name="A New Paper")
    assert (outlet.kind, outlet.country) == ("newspaper", "MT")
    assert [c.source.name for c in Credit.objects.all()] == ["A News Office"]
    assert [(s.start, s.struck) for s in Segment.objects.exclude(struck="")] == [(rain, "by_hand")]


def test_a_text_can_be_pasted(send):
    send(text=f"Bridge opened at last\r\n\r\n{BODY}")
    send("store", **{f"{prefix()}-source": "The Morning Sheet"})
    article = Article.objects.get()
    assert article.revision.text == f"Bridge opened at last\n\n{BODY}"
    assert article.file_name == ""


def test_handing_in_nothing_is_told(send, client, story):
    send()
    page = client.get(reverse("articles:import", args=[story.slug]))
    assert "Nothing was handed in" in page.content.decode()


def test_one_bad_file_among_good_ones_stops_only_itself(send, client):
    files = {"good.txt": PLAIN, "bad.pdf": b"%PDF-1.7", "large.txt": b"a" * 2_100_000}
    response = send(files=files)
    assert [u.file_name for u in Upload.objects.all()] == ["good.txt"]
    said = [str(message) for message in client.get(response.url).context["messages"]]
    assert len(said) == 2
    assert "“bad.pdf” was not taken. This is a PDF file" in said[0]
    assert "2 MB" in said[1]


def test_the_same_text_is_told_and_not_doubled(send, client):
    send(files={"bridge.txt": PLAIN})
    again = PLAIN.replace("\n", "\r\n")
    response = send(files={"again.txt": again})
    assert "It is the same text as “bridge.txt”" in client.get(response.url).content.decode()
    send("store", **{f"{prefix()}-source": "The Morning Sheet"})
    response = send(files={"again.txt": again})
    assert "The story already has this text" in client.get(response.url).content.decode()
    assert (Article.objects.count(), Upload.objects.count()) == (1, 0)


def test_a_copy_with_another_headline_is_told_and_can_be_stored(send, client, story):
    long = PLAIN + "".join(f" This was sentence number {n} of the report." for n in range(30))
    send(files={"bridge.txt": long})
    send("store", **{f"{prefix()}-source": "The Morning Sheet"})
    send(files={"copy.txt": long.replace("Bridge opened at last", "At last")})
    html = client.get(reverse("articles:import", args=[story.slug])).content.decode()
    assert "% the same as “Bridge opened at last”" in html
    send("store", **{f"{prefix()}-source": "The Evening Sheet"})
    assert Article.objects.count() == 2


def test_another_encoding_reads_the_same_bytes_again(send, client, story):
    raw = "Мост открыт\n\nМэр открыл в среду новый мост через реку, сообщила мэрия.".encode(
        "koi8-r"
    )
    send(files={"bridge.txt": raw})
    name = prefix()
    send(f"read-{Upload.objects.get().pk}", **{f"{name}-encoding": "windows-1251"})
    assert uploads.proposal_of(Upload.objects.get()).encoding == "windows-1251"
    send("look", **{f"{name}-encoding": ""})
    assert "Мост открыт" in uploads.proposal_of(Upload.objects.get()).text


def test_a_text_that_was_read_anew_is_shown_before_it_is_stored(send):
    broken = "Die Türkei begrüßte die Eröffnung der Brücke.".encode().decode("cp1252")
    send(files={"bridge.txt": broken})
    name = prefix()
    fields = {f"{name}-source": "The Morning Sheet", f"{name}-repair": "on"}
    response = send("store", **fields)
    assert response.status_code == 422
    assert Article.objects.count() == 0
    assert "It was read again" in response.content.decode()
    send("store", **fields)
    assert Article.objects.get().revision.text.startswith("Die Türkei begrüßte")


def test_what_was_typed_survives_adding_another_file(send, client, story):
    send(files={"bridge.txt": PLAIN})
    send(files={"other.txt": BODY}, **{f"{prefix()}-byline": "Jo Bloggs"})
    html = client.get(reverse("articles:import", args=[story.slug])).content.decode()
    assert 'value="Jo Bloggs"' in html
    assert Upload.objects.count() == 2


def test_a_missing_outlet_keeps_only_that_file_back(send):
    send(files={"one.txt": PLAIN, "two.txt": f"Another headline\n\n{BODY} And so on, she said."})
    first = Upload.objects.first()
    response = send("store", **{f"file{first.pk}-source": "The Morning Sheet"})
    assert response.status_code == 422
    assert "Name the outlet" in response.content.decode()
    assert [a.headline for a in Article.objects.all()] == ["Bridge opened at last"]
    assert [u.file_name for u in Upload.objects.all()] == ["two.txt"]


def test_files_handed_in_with_the_storing_press_wait_to_be_looked_at(send):
    send(files={"one.txt": PLAIN})
    fields = {f"{prefix()}-source": "The Morning Sheet"}
    response = send("store", files={"two.txt": BODY}, **fields)
    assert response.url == reverse("articles:import", args=["the-bridge"])
    assert (Article.objects.count(), Upload.objects.count()) == (1, 1)


def test_a_file_can_be_discarded(send):
    send(files={"one.txt": PLAIN})
    send(f"discard-{Upload.objects.get().pk}")
    assert (Article.objects.count(), Upload.objects.count()) == (0, 0)


def test_a_credit_can_be_taken_out_and_the_chain_of_the_others_stays(send, client, story):
    notice = "Read more of this Anadolu report published by Example Daily."
    send(files={"one.txt": f"Bridge opened\n\n{BODY} (Reuters)\n\n{notice}"})
    name = prefix()
    send("store", **{f"{name}-source": "The Morning Sheet", f"{name}-credit1-name": ""})
    credits_ = {c.source.name: c for c in Credit.objects.all()}
    assert set(credits_) == {"Example Daily", "Anadolu"}
    assert credits_["Anadolu"].through == credits_["Example Daily"]


def test_nobody_sees_the_files_of_another_curator(send, client, story):
    send(files={"one.txt": PLAIN})
    client.force_login(make_member(story, "other", "curator"))
    response = client.get(reverse("articles:import", args=[story.slug]))
    assert response.context["drafts"] == []


def test_more_than_twenty_files_do_not_wait(send, client):
    files = {f"{n}.txt": f"{BODY} Number {n}." for n in range(uploads.MOST + 2)}
    response = send(files=files)
    assert Upload.objects.count() == uploads.MOST
    assert "20 files are waiting" in client.get(response.url).content.decode()


def test_markup_in_a_file_is_shown_as_text(send, client, story):
    send(files={"<b>x</b>.txt": f"<script>alert(1)</script> is a tag\n\n{BODY}"})
    html = client.get(reverse("articles:import", args=[story.slug])).content.decode()
    assert "<script>alert" not in html
    assert "<b>x" not in html


def test_a_reader_may_not_import(client, story):
    client.force_login(make_member(story, "reader", "reader"))
    assert client.get(reverse("articles:import", args=[story.slug])).status_code == 403
