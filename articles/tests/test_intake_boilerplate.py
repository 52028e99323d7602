"""What a page says around an article is struck, with its reason; the article's words never are."""

import pytest

from articles.intake.boilerplate import strike
from articles.intake.boilerplate_rules import CONTAINS, LONGEST, STARTS, WHOLE
from articles.models import Segment

BODY = (
    "Die Brücke über den Fluß ist am Mittwoch nach langer Bauzeit eröffnet worden, und die Leute "
    "aus der Stadt kamen trotz des Regens in großer Zahl."
)

STRUCK = {
    "skip_link": [
        "Zum Inhalt springen",
        "Skip to main content",
        "Aller au contenu principal",
        "انتقل إلى المحتوى الرئيسي",
    ],
    "photo_credit": [
        "Foto: Jana Muster/dpa",
        "Die Brücke am Morgen. Foto: dpa",
        "Jo Bloggs, AFP | The mayor cuts the ribbon on the new bridge on Wednesday.",
        "A crowd waits by the river. (Photo by Jo Bloggs/Getty Images)",
        "Le pont au petit matin. © AFP",
        "الصورة: رويترز",
    ],
    "error_footer": [
        "Seite nicht gefunden",
        "Die angeforderte Seite existiert nicht mehr.",
        "This page is no longer available",
        "Cette page n'est plus disponible.",
        "الصفحة غير موجودة",
    ],
    "credit_line": [
        "(AFP)",
        "dpa, AFP, Reuters",
        "AFP avec Reuters",
        "jst/kle (afp, dpa)",
        "Von Jana Muster, Musterstadt",
        "By Jo Bloggs in Exampleton",
        "Par Jean Untel",
        "بقلم: فلان الفلاني",
        "(وكالات)",
        "Published: 26 November 2015, 18:03 GMT",
        "Stand: 26.11.2015 14:30 Uhr",
        "© 2015 Agence France-Presse",
    ],
    "relay_notice": [
        "This article was originally published by The Example Post.",
        "Dieser Artikel erschien zuerst beim Musterboten.",
        "Mit Material von AFP",
        "Cet article a été publié initialement dans Le Quotidien Modèle.",
        "Jo Bloggs contributed to this report.",
        "نقلا عن صحيفة المثال",
    ],
    "read_more": [
        "Read more at example.org",
        "Den vollständigen Artikel lesen Sie hier",
        "Lire la suite sur notre site",
        "اقرأ المزيد",
    ],
    "related": [
        "Lesen Sie auch: Ein anderer Artikel",
        "See also: another story",
        "À lire aussi : un autre article",
        "اقرأ أيضا: خبر آخر",
    ],
    "sharing": [
        "Auf Facebook teilen",
        "Facebook Twitter WhatsApp E-Mail",
        "12 Comments",
        "Commentaires (3)",
        "تعليقات",
    ],
    "advertising": ["Anzeige", "Advertisement", "Publicité", "إعلان"],
    "paywall": [
        "Jetzt weiterlesen mit Plus – 4 Wochen für 1 €",
        "Subscribe to continue reading this article.",
        "Réservé aux abonnés",
        "This article is free to read.",
        "هذا المقال متاح للمشتركين",
    ],
    "cookie_banner": [
        "Wir und unsere 12 Partner verarbeiten Ihre Daten.",
        "We use cookies to improve your visit. Accept all cookies",
        "Nous utilisons des cookies pour améliorer votre visite.",
        "نستخدم ملفات تعريف الارتباط لتحسين تجربتك",
    ],
    "navigation": ["Home > World > Europe", "Startseite | Politik | Sport"],
}

KEPT = [
    "Das Foto zeigt die Brücke am Morgen.",
    "The page that the mayor tore up was shown to reporters on Monday.",
    "Von Anfang an war klar, dass sie gehen würde.",
    "By the river the crowd waited for hours, and nobody came.",
    "The AFP news agency reported that the talks had failed.",
    "„Wir teilen diese Sorge“, sagte sie.",
    "Read by millions, the paper closed on Friday.",
    "Anzeigen gegen die Firma wurden erstattet.",
    "This story is far from over, the mayor said.",
    "The report was written by a panel of experts and published on Monday.",
    "Il reste beaucoup à faire, selon elle.",
    "قالت الوزيرة إن الصورة غير واضحة",
    "صور الأقمار الصناعية تظهر الدمار",
    "Share prices fell",
    "Mehr Geld für Schulen",
    "Politik",
]


@pytest.mark.parametrize(("reason", "line"), [(r, line) for r in STRUCK for line in STRUCK[r]])
def test_boilerplate_is_struck_with_its_reason(reason, line):
    assert strike([BODY, line]) == ["", reason]


@pytest.mark.parametrize("line", KEPT)
def test_the_articles_own_words_are_never_struck(line):
    assert strike([BODY, line, BODY]) == ["", "", ""]


def test_a_section_label_is_struck_before_the_article_and_kept_as_a_heading_inside():
    assert strike(["Politik", BODY, "Politik", BODY]) == ["navigation", "", "", ""]


def test_titles_under_related_articles_are_links_until_the_text_goes_on():
    lines = [BODY, "Mehr zum Thema", "Der Bau der Brücke", "Der Streit ums Geld", BODY]
    assert strike(lines) == ["", "related", "related", "related", ""]


def test_a_long_paragraph_is_never_struck():
    paragraph = (
        "We use cookies, said the baker, and " + "we bake them in the morning " * 20 + "daily."
    )
    assert strike([BODY, paragraph]) == ["", ""]


def test_a_file_of_boilerplate_only_is_left_as_it_is():
    assert strike(["Foto: dpa", "Anzeige"]) == ["", ""]


def test_every_reason_can_be_stored():
    reasons = {*WHOLE, *STARTS, *CONTAINS, *LONGEST}
    assert reasons <= set(Segment.Struck.values)
