"""Words that bring in what somebody says: which of them merely say that it is said.

What is not among them may soften or sharpen: “claimed”, “insists”, “blasted”. Verbs by which the
reporter takes a side on whether it is true (“points out”, “explique”, «أوضح») are not plain.
"""

from __future__ import annotations

import re

from articles.folding import fold

PLAIN = {
    "ar": "قال قالت قالا قالوا يقول تقول قائلا قائلة قوله قولها أضاف أضافت تابع تابعت صرح صرحت "
    "ذكر ذكرت أجاب أجابت سأل سألت كتب كتبت بحسب وفق وفقا",
    "de": "sagte sagt sagten sagen gesagt erklärte erklärt erklärten schrieb schreibt fügte "
    "hinzu antwortete antwortet fragte fragt äußerte sprach spricht laut zufolge so "
    "teilte mit nach",
    "en": "said says say saying told tells tell adds added adding stated states declared "
    "declares spoke speaks wrote writes asked asks answered answers replied replies according",
    "es": "dijo dice dijeron dicen decía dicho declaró declara añadió añade según escribió "
    "escribe respondió responde preguntó pregunta",
    "fr": "dit disait disent déclaré déclare ajouté ajoute ajoutant écrit répondu répond "
    "demandé demande selon",
    "ru": "сказал сказала сказали говорит говорил говорила добавил добавила написал написала "
    "ответил ответила спросил спросила словам сообщил сообщила",
    "tr": "dedi diyor söyledi söylüyor ekledi yazdı sordu yanıtladı göre",
    "zh": "说 說 表示 写道 寫道 补充 補充 问 問 答",
}
WORDS = {language: frozenset(fold(words).casefold().split()) for language, words in PLAIN.items()}


def is_plain(cue: str, language: str) -> bool:
    """Whether a cue (in a language of that BCP 47 tag) merely says that something is said.

    Nothing is told from a language that is not in the table: there, every cue is taken as plain.
    """
    known = WORDS.get(language.partition("-")[0])
    if known is None or not cue:
        return True
    folded = fold(cue).casefold()
    if language.startswith("zh"):
        return any(word in folded for word in known)
    return not known.isdisjoint(re.findall(r"\w+", folded))
