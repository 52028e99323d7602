"""The languages that news comes in, with script, direction and text-search configuration.

They are put into the database after every migration (as Django does with permissions), so that a
database that was emptied, or one from before a language was added here, has them again.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import connections

# code, name, native name, script, direction, search configuration
LANGUAGES = """
af|Afrikaans|Afrikaans|Latn|ltr|simple
am|Amharic|አማርኛ|Ethi|ltr|simple
ar|Arabic|العربية|Arab|rtl|arabic
az|Azerbaijani|Azərbaycanca|Latn|ltr|simple
be|Belarusian|Беларуская|Cyrl|ltr|simple
bg|Bulgarian|Български|Cyrl|ltr|simple
bn|Bengali|বাংলা|Beng|ltr|simple
bs|Bosnian|Bosanski|Latn|ltr|simple
ca|Catalan|Català|Latn|ltr|catalan
ckb|Central Kurdish|کوردیی ناوەندی|Arab|rtl|simple
cs|Czech|Čeština|Latn|ltr|simple
cy|Welsh|Cymraeg|Latn|ltr|simple
da|Danish|Dansk|Latn|ltr|danish
de|German|Deutsch|Latn|ltr|german
el|Greek|Ελληνικά|Grek|ltr|greek
en|English|English|Latn|ltr|english
es|Spanish|Español|Latn|ltr|spanish
et|Estonian|Eesti|Latn|ltr|estonian
eu|Basque|Euskara|Latn|ltr|basque
fa|Persian|فارسی|Arab|rtl|simple
fil|Filipino|Filipino|Latn|ltr|simple
fi|Finnish|Suomi|Latn|ltr|finnish
fr|French|Français|Latn|ltr|french
ga|Irish|Gaeilge|Latn|ltr|irish
gl|Galician|Galego|Latn|ltr|simple
gu|Gujarati|ગુજરાતી|Gujr|ltr|simple
he|Hebrew|עברית|Hebr|rtl|simple
hi|Hindi|हिन्दी|Deva|ltr|hindi
hr|Croatian|Hrvatski|Latn|ltr|simple
hu|Hungarian|Magyar|Latn|ltr|hungarian
hy|Armenian|Հայերեն|Armn|ltr|armenian
id|Indonesian|Bahasa Indonesia|Latn|ltr|indonesian
is|Icelandic|Íslenska|Latn|ltr|simple
it|Italian|Italiano|Latn|ltr|italian
ja|Japanese|日本語|Jpan|ltr|simple
ka|Georgian|ქართული|Geor|ltr|simple
kk|Kazakh|Қазақша|Cyrl|ltr|simple
km|Khmer|ខ្មែរ|Khmr|ltr|simple
kmr|Northern Kurdish|Kurmancî|Latn|ltr|simple
kn|Kannada|ಕನ್ನಡ|Knda|ltr|simple
ko|Korean|한국어|Kore|ltr|simple
ky|Kyrgyz|Кыргызча|Cyrl|ltr|simple
lo|Lao|ລາວ|Laoo|ltr|simple
lt|Lithuanian|Lietuvių|Latn|ltr|lithuanian
lv|Latvian|Latviešu|Latn|ltr|simple
mk|Macedonian|Македонски|Cyrl|ltr|simple
ml|Malayalam|മലയാളം|Mlym|ltr|simple
mn|Mongolian|Монгол|Cyrl|ltr|simple
mr|Marathi|मराठी|Deva|ltr|simple
ms|Malay|Bahasa Melayu|Latn|ltr|simple
mt|Maltese|Malti|Latn|ltr|simple
mul|Several languages|Several languages|Zyyy|ltr|simple
my|Burmese|မြန်မာ|Mymr|ltr|simple
nb|Norwegian|Norsk|Latn|ltr|norwegian
ne|Nepali|नेपाली|Deva|ltr|nepali
nl|Dutch|Nederlands|Latn|ltr|dutch
pa|Punjabi|ਪੰਜਾਬੀ|Guru|ltr|simple
pl|Polish|Polski|Latn|ltr|simple
ps|Pashto|پښتو|Arab|rtl|simple
pt|Portuguese|Português|Latn|ltr|portuguese
ro|Romanian|Română|Latn|ltr|romanian
ru|Russian|Русский|Cyrl|ltr|russian
si|Sinhala|සිංහල|Sinh|ltr|simple
sk|Slovak|Slovenčina|Latn|ltr|simple
sl|Slovenian|Slovenščina|Latn|ltr|simple
so|Somali|Soomaali|Latn|ltr|simple
sq|Albanian|Shqip|Latn|ltr|simple
sr|Serbian|Српски|Cyrl|ltr|serbian
sv|Swedish|Svenska|Latn|ltr|swedish
sw|Swahili|Kiswahili|Latn|ltr|simple
ta|Tamil|தமிழ்|Taml|ltr|tamil
te|Telugu|తెలుగు|Telu|ltr|simple
tg|Tajik|Тоҷикӣ|Cyrl|ltr|simple
th|Thai|ไทย|Thai|ltr|simple
ti|Tigrinya|ትግርኛ|Ethi|ltr|simple
tr|Turkish|Türkçe|Latn|ltr|turkish
uk|Ukrainian|Українська|Cyrl|ltr|simple
und|Undetermined|Undetermined|Zyyy|ltr|simple
ur|Urdu|اردو|Arab|rtl|simple
uz|Uzbek|Oʻzbekcha|Latn|ltr|simple
vi|Vietnamese|Tiếng Việt|Latn|ltr|simple
yi|Yiddish|ייִדיש|Hebr|rtl|yiddish
zh-Hans|Chinese, simplified|简体中文|Hans|ltr|simple
zh-Hant|Chinese, traditional|繁體中文|Hant|ltr|simple
""".strip()


def add_languages(using: str = "default", **kwargs: Any) -> None:
    """Adds the languages that are missing; one that is there stays as somebody may have set it."""
    language = apps.get_model("articles", "Language")
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT cfgname FROM pg_ts_config")
        known = {name for (name,) in cursor.fetchall()}  # grows with PostgreSQL's versions
    names = ("code", "name", "native_name", "script", "direction")
    rows = []
    for line in LANGUAGES.splitlines():
        *fields, config = line.split("|")
        found = config if config in known else "simple"
        rows.append(language(**dict(zip(names, fields, strict=True)), search_config=found))
    language.objects.using(using).bulk_create(rows, ignore_conflicts=True)
