"""News agencies and outlets by the names that articles credit them with.

Data for recognising a credit and for proposing a new source's kind and country; not a list of
what may be imported. One line each: name | kind | country | other names, divided by commas.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from .proposal import Span
from .wordlists import words

LINES: Final = """
AFP|agency|FR|Agence France-Presse, Agence France Presse, فرانس برس, أ ف ب, ا ف ب, أ.ف.ب, ا.ف.ب
Associated Press|agency|US|The Associated Press, AP, أسوشيتد برس, اسوشيتد برس, أ ب
Reuters|agency|GB|Thomson Reuters, رويترز
dpa|agency|DE|Deutsche Presse-Agentur, د ب أ, د.ب.أ
APA|agency|AT|Austria Presse Agentur
Keystone-SDA|agency|CH|SDA, ATS, Keystone-ATS
AFPD|agency|DE|AFP Deutschland
epd|agency|DE|Evangelischer Pressedienst
KNA|agency|DE|Katholische Nachrichten-Agentur
EFE|agency|ES|Agencia EFE, Agence EFE
ANSA|agency|IT|
Belga|agency|BE|
ANP|agency|NL|
TT|agency|SE|Tidningarnas Telegrambyrå
PAP|agency|PL|
TASS|agency|RU|ITAR-TASS, ТАСС, تاس
Interfax|agency|RU|Интерфакс, إنترفاكس
RIA Novosti|agency|RU|RIA Nowosti, РИА Новости, نوفوستي
Anadolu|agency|TR|Anadolu Agency, Anadolu Ajansı, Agence Anadolu, الأناضول, الاناضول
Xinhua|agency|CN|新华社, شينخوا
Kyodo|agency|JP|Kyodo News
Yonhap|agency|KR|
PTI|agency|IN|Press Trust of India
UPI|agency|US|United Press International
Bloomberg|agency|US|Bloomberg News
PA Media|agency|GB|Press Association
SANA|agency|SY|سانا
SPA|agency|SA|واس
WAM|agency|AE|وام
MENA|agency|EG|أ ش أ
Petra|agency|JO|بترا
APS|agency|DZ|Algérie Presse Service, واج
TAP|agency|TN|وات
MAP|agency|MA|Maghreb Arabe Presse
IRNA|agency|IR|إرنا
Getty Images|agency|US|Getty
EPA|agency|DE|European Pressphoto Agency
picture alliance|agency|DE|picture-alliance
imago|agency|DE|IMAGO, imago images
Deutsche Welle|broadcaster|DE|DW
ARD|broadcaster|DE|tagesschau, Tagesschau, tagesschau.de
ZDF|broadcaster|DE|
Deutschlandfunk|broadcaster|DE|
ORF|broadcaster|AT|
SRF|broadcaster|CH|
BBC|broadcaster|GB|BBC News, بي بي سي
Sky News|broadcaster|GB|سكاي نيوز
CNN|broadcaster|US|سي إن إن
NBC News|broadcaster|US|NBC
CBS News|broadcaster|US|CBS
ABC News|broadcaster|US|
Fox News|broadcaster|US|
NPR|broadcaster|US|
Voice of America|broadcaster|US|VOA
Radio Free Europe|broadcaster|US|RFE/RL, Radio Free Europe/Radio Liberty
France 24|broadcaster|FR|FRANCE 24, France24, فرانس 24
RFI|broadcaster|FR|Radio France Internationale
Franceinfo|broadcaster|FR|France Info
BFMTV|broadcaster|FR|BFM TV
Euronews|broadcaster|FR|euronews, يورونيوز
RTBF|broadcaster|BE|
Al Jazeera|broadcaster|QA|Aljazeera, Al-Jazeera, الجزيرة, الجزيرة نت
Al Arabiya|broadcaster|SA|Al-Arabiya, العربية نت
RT|broadcaster|RU|Russia Today, روسيا اليوم
Sputnik|agency|RU|سبوتنيك
Mediapart|online|FR|
The New York Times|newspaper|US|New York Times
The Washington Post|newspaper|US|Washington Post
The Wall Street Journal|newspaper|US|Wall Street Journal
The Guardian|newspaper|GB|Guardian
The Times|newspaper|GB|
The Independent|newspaper|GB|
The Daily Telegraph|newspaper|GB|
Financial Times|newspaper|GB|
Le Monde|newspaper|FR|
Le Figaro|newspaper|FR|
Libération|newspaper|FR|
Le Parisien|newspaper|FR|
Frankfurter Allgemeine Zeitung|newspaper|DE|FAZ, F.A.Z.
Süddeutsche Zeitung|newspaper|DE|SZ
Die Welt|newspaper|DE|
Die Zeit|newspaper|DE|Zeit Online, ZEIT ONLINE
Der Spiegel|magazine|DE|Spiegel Online, SPIEGEL ONLINE
Bild|newspaper|DE|Bild-Zeitung
taz|newspaper|DE|die tageszeitung
Der Standard|newspaper|AT|
Die Presse|newspaper|AT|
Neue Zürcher Zeitung|newspaper|CH|NZZ
Le Temps|newspaper|CH|
El País|newspaper|ES|
El Mundo|newspaper|ES|
La Repubblica|newspaper|IT|
Corriere della Sera|newspaper|IT|
Asharq Al-Awsat|newspaper|GB|الشرق الأوسط
Al-Hayat|newspaper|GB|الحياة اللندنية
Al-Quds Al-Arabi|newspaper|GB|القدس العربي
An-Nahar|newspaper|LB|النهار اللبنانية
Al-Ahram|newspaper|EG|الأهرام
Haaretz|newspaper|IL|הארץ
""".strip()

# Words of every text as well; they are credits only where a credit is expected.
AMBIGUOUS: Final = words(
    "Bild TT Petra Sputnik SPA MAP TAP MENA SANA PAP PA EPA APS Guardian NBC CBS SZ AP RT Getty "
    "imago "
    "سانا واس وام وات بترا واج تاس"
) | {"The Times", "Die Zeit", "Die Welt", "Die Presse", "أ ب", "العربية نت", "IMAGO"}


@dataclass(frozen=True, slots=True)
class Outlet:
    name: str
    kind: str
    country: str


@dataclass(frozen=True, slots=True)
class Mention:
    outlet: Outlet
    span: Span
    is_ambiguous: bool


@cache
def _by_alias() -> dict[str, Outlet]:
    table: dict[str, Outlet] = {}
    for line in LINES.splitlines():
        name, kind, country, others = line.split("|")
        outlet = Outlet(name, kind, country)
        for alias in (name, *filter(None, others.split(", "))):
            table[alias.strip()] = outlet
    return table


@cache
def _folded() -> dict[str, Outlet]:
    return {alias.casefold(): outlet for alias, outlet in _by_alias().items()}


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_by_alias(), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")


def outlet_called(name: str) -> Outlet | None:
    """The outlet with exactly this name, whatever the case."""
    return _folded().get(" ".join(name.split()).casefold())


def mentions(text: str, start: int = 0, end: int | None = None) -> list[Mention]:
    """Outlets named between two positions of `text`, in their usual spelling."""
    stop = len(text) if end is None else end
    table = _by_alias()
    return [
        Mention(table[m[0]], m.span(), m[0] in AMBIGUOUS)
        for m in _pattern().finditer(text, start, stop)
    ]
