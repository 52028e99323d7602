"""Words by which a passage denies, reserves or directs, by language. Data of `differences`."""

from __future__ import annotations

import re
from typing import Final


def _pattern(listed: str) -> re.Pattern[str]:
    """Any of the words, alone."""
    choices = "|".join(map(re.escape, listed.split()))
    return re.compile(rf"(?<!\w)(?:{choices})(?!\w)", re.IGNORECASE)


def _anywhere(listed: str) -> re.Pattern[str]:
    """For writing without blanks between words."""
    return re.compile("|".join(map(re.escape, listed.split())))


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


DENIALS: Final = {
    "de": re.compile(
        r"(?<!\w)(?:nicht(?! nur)|kein(?:e[nmr]?|erlei)?|nie(?:mals)?|weder|unmöglich)(?!\w)", re.I
    ),
    "en": re.compile(
        r"(?<!\w)(?:not(?! only)|no|never|neither|cannot|impossible|\w+n[’']t)(?!\w)", re.I
    ),
    "fr": re.compile(
        r"(?<!\w)(?:n[’']|ne\s)(?!(?:\w+\s){1,4}que\s)|(?<!\w)(?:jamais|aucune?|impossible)(?!\w)",
        re.I,
    ),
    "es": re.compile(
        r"(?<!\w)(?:no(?! s[oó]lo)|nunca|jamás|ningun[ao]|ningún|tampoco|imposible)(?!\w)", re.I
    ),
    "ru": re.compile(r"(?<!\w)(?:не(?! только)|нет|никогда|никто|нельзя|невозможно)(?!\w)", re.I),
    "tr": _pattern("değil değildir asla hayır yok yoktur imkansız imkânsız"),
    "ar": _pattern("لا لم لن ليس ليست ألا ألّا المستحيل مستحيل"),
    "zh": _anywhere("不 没有 沒有 未 无法 無法 绝非"),
}
RESERVATIONS: Final = {
    "de": _pattern(
        "könnte könnten möglicherweise vielleicht falls sofern womöglich erwägt erwägen"
    ),
    "en": re.compile(
        r"(?<!\w)(?:(?:could|might|(?-i:may))(?! not)|perhaps|possibly|if|unless|"
        r"consider(?:s|ing)?)(?!\w)",
        re.I,
    ),
    "fr": _pattern("pourrait pourraient peut-être éventuellement si envisage envisagent"),
    "es": _pattern("podría podrían quizá quizás posiblemente si"),
    "ru": _pattern("бы возможно если может могут вероятно"),
    "tr": _pattern("eğer belki olabilir muhtemelen"),
    "ar": _pattern("ربما إذا اذا لو يحتمل"),
    "zh": _anywhere("可能 如果 也许 或许"),
}
FROM: Final = {
    "de": _words("aus"),
    "en": _words("from"),
    "es": _words("desde"),
    "fr": _words("depuis"),
    "ru": _words("из"),
    "ar": _words("من"),
}
TO: Final = {
    "de": _words("nach"),
    "en": _words("to into towards toward"),
    "es": _words("hacia"),
    "fr": _words("vers"),
    "ru": _words("к"),
    "ar": _words("إلى الى نحو"),
}
# what may stand between a preposition and the name that it governs
ARTICLES: Final = {
    "de": _words("der die das dem den"),
    "en": _words("the within inside neighbouring neighboring northern southern"),
    "es": _words("el la los las"),
    "fr": _words("le la les l"),
    "ar": _words("داخل الأراضي اراضي أراضي"),
}
MONTHS: Final = _words(
    "januar januars februar märz april mai juni juli august september oktober november dezember "
    "january february march may june july october december jan feb mar apr jun jul aug sep sept "
    "oct okt nov dec dez janvier février mars avril juin juillet août septembre octobre novembre "
    "décembre enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
    "diciembre января февраля марта апреля мая июня июля августа сентября октября ноября декабря "
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık يناير فبراير مارس "
    "أبريل ابريل مايو يونيو يوليو أغسطس اغسطس سبتمبر أكتوبر اكتوبر نوفمبر ديسمبر كانون شباط آذار "
    "نيسان أيار حزيران تموز آب أيلول تشرين 年 月 日"
)
