"""A codebook goes out and comes back without loss, and a hostile file does no harm."""

import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from annotations import actions
from annotations.codebook import CodebookRefused, as_csv, as_qdc
from annotations.codebook.files import merged, told_by
from annotations.codebook.palette import HUES, NAMES, colour_called, nearest
from annotations.codebook.preview import preview
from annotations.codebook.versions import entries_now, newest_version
from annotations.codebook.wording import one_line
from annotations.models import CodebookVersion, Tag
from articles.models import Change
from articles.tests.factories import make_article, make_member, make_story

from .factories import make_annotation, make_tag

pytestmark = pytest.mark.django_db

SLOW = settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
NS = 'xmlns="urn:QDA-XML:codebook:1.0"'


@pytest.fixture
def chiara(story, client):
    user = make_member(story, "chiara", "curator")
    client.force_login(user)
    return user


def url(story):
    return reverse("annotations:codebook_import", args=[story.slug])


def hand_in(client, story, raw, name="codebook.csv"):
    raw = raw.encode() if isinstance(raw, str) else raw
    return client.post(url(story), {"file": SimpleUploadedFile(name, raw)})


def take_in(client, story, looked):
    sent = {name: looked.context[name] for name in ("table", "version")}
    return client.post(url(story), sent)


def exported(client, story, kind):
    answer = client.get(reverse("annotations:codebook_export", args=[story.slug, kind]))
    assert answer.status_code == 200
    return answer.content


def qdc(codes, before=""):
    return f"{HEAD}{before}<CodeBook {NS}><Codes>{codes}</Codes></CodeBook>"


# Without loss


TEXT = st.text(
    st.one_of(
        st.sampled_from("=+-@'\"\\,;\t\n <>&#“שלום مرحبا𝄞é[]:"), st.characters(codec="utf-8")
    ),
    max_size=40,
)
LINES = st.lists(
    st.one_of(TEXT, st.sampled_from(["Examples:", "\\Examples:", "\\\\Examples:", ""])), max_size=4
).map("\n".join)


@st.composite
def codebooks(draw):
    """Entries as a curator may type them: in any depth, with any letters."""
    names = draw(st.lists(TEXT, min_size=1, max_size=6, unique_by=lambda name: name))
    entries = []
    for name in names:
        whole = draw(
            st.one_of(st.none(), st.sampled_from(range(len(entries))) if entries else st.none())
        )
        entries.append((name, draw(LINES), draw(LINES), draw(st.integers(0, 7)), whole))
    return entries


def make_codebook(entries):
    story, tags, names = make_story(f"Story {uuid.uuid4()}"), [], set()
    for name, definition, examples, colour, whole in entries:
        tag = Tag(story=story, name=name, definition=definition, examples=examples, colour=colour)
        tag.name = one_line(name)[:80].strip() or "-"
        if tag.name.casefold() in names:
            tag.name = f"{tag.name[:70]} {len(tags)}"
        names.add(tag.name.casefold())
        tag.parent = tags[whole] if whole is not None else None
        tags.append(actions.save_tag(tag, None))
    return story


@SLOW
@given(codebooks())
@example([("R&B &amp; <i>", "a & b", "&", 0, None)])
@pytest.mark.parametrize("kind", ["csv", "qdc"])
def test_what_is_exported_comes_into_an_empty_story_and_out_again_the_same(kind, entries):
    story = make_codebook(entries)
    write = {"csv": as_csv.written, "qdc": as_qdc.written}[kind]
    read = {"csv": as_csv.read_text, "qdc": as_qdc.read}[kind]
    before = entries_now(story)
    file = write(told_by(before))
    story.delete()
    empty = make_story(f"Story {uuid.uuid4()}")
    actions.take_in_codebook(empty, None, read(file), 0)
    assert entries_now(empty) == before
    assert write(told_by(entries_now(empty))) == file


@SLOW
@given(codebooks())
@pytest.mark.parametrize("kind", ["csv", "qdc"])
def test_taking_in_what_one_has_written_changes_nothing(kind, entries):
    story = make_codebook(entries)
    version = newest_version(story)
    told = told_by(entries_now(story))
    file = (
        as_qdc.read(as_qdc.written(told))
        if kind == "qdc"
        else as_csv.read_text(as_csv.written(told))
    )
    assert preview(story, file).differences == []
    assert actions.take_in_codebook(story, None, file, version) == []
    assert newest_version(story) == version


def test_a_table_has_one_entry_a_line_and_tells_excel_that_it_is_utf_8(client, story, chiara):
    weather = make_tag(story, "weather", definition="=1+1", colour=4)
    rain = make_tag(story, "مطر", parent=weather, examples="pours\nدفق")
    file = exported(client, story, "csv")
    assert file.decode("utf-8") == (
        '\ufeff"name","definition","examples","colour","parent","guid"\n'
        f'"weather","\'=1+1","","teal","","{weather.guid}"\n'
        f'"مطر","","pours\nدفق","blue","weather","{rain.guid}"\n'
    )


def test_a_qdc_keeps_to_the_schema_of_the_standard(client, story, chiara):
    weather = make_tag(story, "weather & “wind”", definition="Water.", examples="pours", colour=5)
    make_tag(story, "rain", parent=weather)
    root = etree.fromstring(exported(client, story, "qdc"))
    assert root.tag == "{urn:QDA-XML:codebook:1.0}CodeBook"
    (codes,) = root
    assert [element.tag.partition("}")[2] for element in codes.iter()] == [
        "Codes",
        "Code",
        "Description",
        "Code",
    ]
    for code in codes.iter("{*}Code"):
        assert set(code.attrib) == {"guid", "name", "isCodable", "color"}
        assert uuid.UUID(code.get("guid"))
        assert re.fullmatch("#[0-9A-F]{6}", code.get("color"))
    (description,) = root.iter("{*}Description")
    assert description.text == "Water.\n\nExamples:\npours"


@pytest.mark.parametrize("number", range(8))
def test_each_colour_goes_out_and_comes_back(number):
    assert nearest(HUES[number]) == number
    assert colour_called(NAMES[number]) == number
    assert colour_called(str(number)) == number


@pytest.mark.parametrize(
    ("foreign", "ours"),
    [
        ("#FF0000", "red"),
        ("#00f", "blue"),
        ("#FFFF00", "yellow"),
        ("#008000", "teal"),
        ("#FFA500", "orange"),
        ("#8B4513", "brown"),
        ("#800080", "violet"),
        ("#808080", "grey"),
        ("#000000", "grey"),
    ],
)
def test_a_colour_of_another_program_becomes_the_one_of_that_name(foreign, ours):
    assert NAMES[nearest(foreign)] == ours


# Looking, then taking in


def test_nothing_is_stored_before_the_look_at_it_is_confirmed(client, story, chiara):
    looked = hand_in(client, story, "name,definition\nrain,Water\nsnow,Flakes\n")
    assert looked.status_code == 200
    assert [c.sentence for c in looked.context["preview"].differences] == ["is new", "is new"]
    assert not Tag.objects.exists()
    assert take_in(client, story, looked).status_code == 302
    assert [entry["name"] for entry in entries_now(story)] == ["rain", "snow"]
    assert CodebookVersion.objects.filter(story=story).count() == 1
    changes = Change.objects.filter(story=story, actor=chiara, verb="tag imported")
    assert len({change.step for change in changes}) == 1


def test_an_entry_is_known_by_its_guid_then_by_its_name(client, story, chiara):
    rain = make_tag(story, "rain", definition="Water.", colour=3)
    snow = make_tag(story, "snow", examples="flakes")
    hail = make_tag(story, "hail")
    table = f"name,definition,parent,guid\nRAIN,Wet.,,\nwhite,,Rain,{snow.guid}\nfog,,,\n"
    looked = hand_in(client, story, table)
    assert looked.context["preview"].others == 1
    take_in(client, story, looked)
    found = {entry["guid"]: entry for entry in entries_now(story)}
    assert len(found) == 4
    assert (found[str(rain.guid)]["name"], found[str(rain.guid)]["colour"]) == ("RAIN", 3)
    white = found[str(snow.guid)]
    assert (white["name"], white["examples"], white["parent"]) == (
        "white",
        "flakes",
        str(rain.guid),
    )
    assert [entry["name"] for entry in entries_now(story)] == ["RAIN", "white", "hail", "fog"]
    assert str(hail.guid) in found


def test_the_order_of_the_file_holds_among_what_it_names(story):
    for name in "abcd":
        make_tag(story, name)
    actions.take_in_codebook(story, None, as_csv.read_text("name\nd\nnew\na\n"), 4)
    assert [entry["name"] for entry in entries_now(story)] == ["d", "b", "c", "new", "a"]


def test_a_copy_of_a_codebook_in_another_story_gets_guids_of_its_own_once(story):
    make_tag(story, "rain")
    file = as_csv.written(told_by(entries_now(story)))
    copy = make_story("Copy")
    actions.take_in_codebook(copy, None, as_csv.read_text(file), 0)
    assert actions.take_in_codebook(copy, None, as_csv.read_text(file), 1) == []
    assert Tag.objects.filter(name="rain").values("guid").distinct().count() == 2


def test_a_deleted_tag_comes_back_by_its_guid(story):
    rain = make_tag(story, "rain", definition="Water.")
    annotation = make_annotation(make_article(story, "Rain fell."), "Rain", tags=["rain"])
    file = as_csv.read_text(as_csv.written(told_by(entries_now(story))))
    actions.delete_tag(rain, None, 1)
    actions.take_in_codebook(story, None, file, 2)
    assert list(annotation.tags.filter(deleted_at=None)) == [rain]


def test_who_confirms_after_somebody_else_changed_the_codebook_looks_again(client, story, chiara):
    looked = hand_in(client, story, "name,definition\nrain,Water\n")
    make_tag(story, "rain", definition="Theirs.")
    again = take_in(client, story, looked)
    assert again.status_code == 409
    assert "Somebody else has changed the codebook" in again.content.decode()
    assert [c.sentence for c in again.context["preview"].differences] == ["has another definition"]
    assert take_in(client, story, again).status_code == 302
    assert Tag.objects.get().definition == "Water"


def test_a_codebook_of_another_program_is_read(client, story, chiara):
    file = (
        f'{HEAD}<CodeBook xmlns="urn:QDA-XML:codebook:1:0" origin="Other"><Codes>'
        '<Code guid="{6D1C9A1E-6C1F-4F0A-9B0E-2B7F5C0E8A11}" name="Theme" isCodable="false" '
        'color="#ff0000"><Code guid="a2" name="Part" isCodable="true">'
        "<Description>What it\r\nmeans</Description></Code></Code></Codes>"
        '<Sets><Set guid="x" name="Half"><Description>no</Description>'
        '<MemberCode guid="a2"/></Set></Sets></CodeBook>'
    )
    looked = hand_in(client, story, file, "other.qdc")
    assert looked.context["reading"].notes == [
        "Sets of codes are left out: 1.",
        "Codes that only head others there can be given here: 1.",
    ]
    take_in(client, story, looked)
    theme, part = entries_now(story)
    assert theme["guid"] == "6d1c9a1e-6c1f-4f0a-9b0e-2b7f5c0e8a11"
    assert (theme["colour"], part["parent"]) == (NAMES.index("red"), theme["guid"])
    assert part["definition"] == "What it\nmeans"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_is_read_as_any_spreadsheet_writes_it(delimiter, encoding):
    table = "Name|Definition|Notes\r\nمطر|Water|x\r\n|||\r\n".replace("|", delimiter)
    reading = as_csv.read(table.encode(encoding))
    assert [(entry.name, entry.definition) for entry in reading.entries] == [("مطر", "Water")]
    assert reading.notes == ["Columns that are left out: “notes”."]


# Hostile or broken


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
PARAMETER = '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1:9/x"> %a;]>'
CODE = '<Code guid="{}" name="{}" isCodable="true"/>'


def nested(levels):
    opened = "".join(f'<Code name="n{n}" isCodable="true">' for n in range(levels))
    return qdc(opened + "</Code>" * levels)


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (qdc(CODE.format("", "&b;"), LAUGHS), "document type declaration"),
        (qdc(CODE.format("", "&a;"), OUTSIDE), "document type declaration"),
        (qdc(CODE.format("", "a"), PARAMETER), "document type declaration"),
        (qdc(CODE.format("", "a"), LAUGHS).replace("utf-8", "utf-16").encode("utf-16"), "document"),
        (qdc("<Code name='a'>"), "cannot be read as XML"),
        (f"{HEAD}<html/>", "it begins with &lt;html&gt;"),
        (qdc(""), "The file has no entry"),
        (qdc(CODE.format("", "")), "Code 1: the entry has no name"),
        (qdc(CODE.format("", "a") + CODE.format("", "A")), "stands in the file twice"),
        (qdc("".join(CODE.format("", f"n{n}") for n in range(10_000))), "more than 1,000 entries"),
        (nested(101), "at most 100 levels"),
        (nested(5000), "at most 100 levels"),
        ("", "The submitted file is empty"),
        ("title\nrain\n", "one must be “name”"),
        ("name\nrain\nRain\n", "Line 3: “Rain” stands in the file twice"),
        ("name,parent\nrain,snow\nsnow,rain\n", "cannot be a part of itself"),
        ("name,parent\nrain,rain\n", "cannot be a part of itself"),
        ("name,parent\nrain,storm\n", "neither the file nor the codebook has “storm”"),
        ("name\n" + "x" * 81, "its name has more than 80 characters"),
        (f"name,definition\nrain,{'x' * 10_001}\n", "its definition has more than 10,000"),
        (f"name,definition\nrain,{'x' * 140_000}\n", "the table is broken"),
        ('name\n"rain\n', "the table is broken"),
        ("name\n" + "\n".join(f"n{n}" for n in range(10_000)), "more than 1,000 entries"),
        ("name\nrün\n".encode("latin-1"), "not in UTF-8"),
        (b"name\n\x00\x01\x02", "not a table of text"),
        (b"\x89PNG\r\n\x1a\n\x00", "not in UTF-8"),
        (b"name\n" + b"x" * 2_000_000, "too large: a codebook has at most 2 MB"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_a_file_that_cannot_be_is_refused_in_a_sentence_and_nothing_is_stored(
    raw, why, client, story, chiara
):
    make_tag(story, "there")
    answer = hand_in(client, story, raw)
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert [entry["name"] for entry in entries_now(story)] == ["there"]
    assert newest_version(story) == 1


def test_two_entries_do_not_end_up_with_one_name(client, story, chiara):
    rain = make_tag(story, "rain")
    make_tag(story, "snow")
    answer = hand_in(client, story, f"name,guid\nsnow,{rain.guid}\n")
    assert answer.status_code == 422
    assert "two entries called “snow”" in answer.content.decode()


def test_a_part_does_not_become_the_whole_of_its_whole(story):
    rain = make_tag(story, "rain")
    make_tag(story, "drizzle", parent=rain)
    reading = as_csv.read_text("name,parent\nrain,drizzle\n")
    with pytest.raises(CodebookRefused, match="cannot be a part of itself"):
        merged(entries_now(story), reading, [uuid.uuid4()])


def test_what_is_confirmed_is_checked_as_strictly_as_the_file(client, story, chiara):
    answer = client.post(url(story), {"table": "name\nrain\nrain\n", "version": 0})
    assert answer.status_code == 422
    assert "stands in the file twice" in answer.content.decode()
    assert not Tag.objects.exists()


def test_two_guids_in_one_file_are_refused():
    guid = uuid.uuid4()
    with pytest.raises(CodebookRefused, match="has its guid, too"):
        as_csv.read_text(f"name,guid\nrain,{guid}\nsnow,{guid}\n")


def test_the_largest_codebook_is_taken_in(story):
    lines = [f"n{n},{'Water. ' * 20},n{n // 3 if n else ''}" for n in range(1000)]
    lines[0] = "n0,Water.,"
    reading = as_csv.read_text("name,definition,parent\n" + "\n".join(lines))
    actions.take_in_codebook(story, None, reading, 0)
    assert len(entries_now(story)) == 1000
    with pytest.raises(CodebookRefused, match="at most 1,000 entries"):
        make_tag(story, "one more")
