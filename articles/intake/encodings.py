"""The encodings that the intake knows, by the names that browsers use (WHATWG Encoding Standard).

`iso-8859-1` and `us-ascii` are read as windows-1252, `gb2312` as gb18030, `shift_jis` as cp932,
`euc-kr` as cp949: the supersets that are nearly always meant.
"""

from __future__ import annotations

from typing import Final

CODECS: Final[dict[str, str]] = {
    "utf-8": "utf-8",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
    "windows-1252": "cp1252",
    "windows-1250": "cp1250",
    "windows-1251": "cp1251",
    "windows-1253": "cp1253",
    "windows-1254": "cp1254",
    "windows-1255": "cp1255",
    "windows-1256": "cp1256",
    "windows-1257": "cp1257",
    "windows-1258": "cp1258",
    "windows-874": "cp874",
    "iso-8859-2": "iso8859_2",
    "iso-8859-5": "iso8859_5",
    "iso-8859-6": "iso8859_6",
    "iso-8859-7": "iso8859_7",
    "iso-8859-8": "iso8859_8",
    "iso-8859-15": "iso8859_15",
    "koi8-r": "koi8_r",
    "koi8-u": "koi8_u",
    "ibm866": "cp866",
    "macintosh": "mac_roman",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp",
    "euc-kr": "cp949",
}

LABELS: Final[dict[str, str]] = {
    "utf-8": "Unicode (UTF-8)",
    "utf-16le": "Unicode (UTF-16, little endian)",
    "utf-16be": "Unicode (UTF-16, big endian)",
    "windows-1252": "Western (Windows-1252)",
    "windows-1250": "Central European (Windows-1250)",
    "windows-1251": "Cyrillic (Windows-1251)",
    "windows-1253": "Greek (Windows-1253)",
    "windows-1254": "Turkish (Windows-1254)",
    "windows-1255": "Hebrew (Windows-1255)",
    "windows-1256": "Arabic (Windows-1256)",
    "windows-1257": "Baltic (Windows-1257)",
    "windows-1258": "Vietnamese (Windows-1258)",
    "windows-874": "Thai (Windows-874)",
    "iso-8859-2": "Central European (ISO-8859-2)",
    "iso-8859-5": "Cyrillic (ISO-8859-5)",
    "iso-8859-6": "Arabic (ISO-8859-6)",
    "iso-8859-7": "Greek (ISO-8859-7)",
    "iso-8859-8": "Hebrew (ISO-8859-8)",
    "iso-8859-15": "Western (ISO-8859-15)",
    "koi8-r": "Cyrillic (KOI8-R)",
    "koi8-u": "Cyrillic (KOI8-U)",
    "ibm866": "Cyrillic (DOS, IBM866)",
    "macintosh": "Western (Macintosh)",
    "gb18030": "Simplified Chinese (GB18030)",
    "big5": "Traditional Chinese (Big5)",
    "shift_jis": "Japanese (Shift_JIS)",
    "euc-jp": "Japanese (EUC-JP)",
    "iso-2022-jp": "Japanese (ISO-2022-JP)",
    "euc-kr": "Korean (EUC-KR)",
}

ALIASES: Final[dict[str, str]] = {
    "iso-8859-1": "windows-1252",
    "latin-1": "windows-1252",
    "latin1": "windows-1252",
    "us-ascii": "windows-1252",
    "ascii": "windows-1252",
    "iso-8859-9": "windows-1254",
    "iso-8859-11": "windows-874",
    "tis-620": "windows-874",
    "utf8": "utf-8",
    "utf-8-sig": "utf-8",
    "utf-16": "utf-16le",
    "utf-16-le": "utf-16le",
    "utf-16-be": "utf-16be",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5-hkscs": "big5",
    "sjis": "shift_jis",
    "windows-31j": "shift_jis",
    "ks_c_5601-1987": "euc-kr",
    "uhc": "euc-kr",
    "cp936": "gb18030",
    "cp950": "big5",
}

# What a text in the language is written in when it is not Unicode, most usual first. Single-byte
# encodings of neighbours decode each other's bytes without an error, so the language decides.
USUAL: Final[dict[str, tuple[str, ...]]] = {
    "ar": ("windows-1256", "iso-8859-6"),
    "az": ("windows-1254",),
    "be": ("windows-1251", "koi8-u"),
    "bg": ("windows-1251", "ibm866"),
    "bs": ("windows-1250", "iso-8859-2"),
    "ckb": ("windows-1256",),
    "cs": ("windows-1250", "iso-8859-2"),
    "el": ("windows-1253", "iso-8859-7"),
    "et": ("windows-1257",),
    "fa": ("windows-1256",),
    "he": ("windows-1255", "iso-8859-8"),
    "hr": ("windows-1250", "iso-8859-2"),
    "hu": ("windows-1250", "iso-8859-2"),
    "ja": ("shift_jis", "euc-jp"),
    "ko": ("euc-kr",),
    "lt": ("windows-1257",),
    "lv": ("windows-1257",),
    "mk": ("windows-1251", "iso-8859-5"),
    "pl": ("windows-1250", "iso-8859-2"),
    "ro": ("windows-1250", "iso-8859-2"),
    "ru": ("windows-1251", "koi8-r", "ibm866", "iso-8859-5"),
    "sk": ("windows-1250", "iso-8859-2"),
    "sl": ("windows-1250", "iso-8859-2"),
    "sq": ("windows-1252", "windows-1250"),
    "sr": ("windows-1251", "windows-1250", "iso-8859-5"),
    "th": ("windows-874",),
    "tr": ("windows-1254",),
    "uk": ("windows-1251", "koi8-u"),
    "ur": ("windows-1256",),
    "vi": ("windows-1258",),
    "zh": ("gb18030", "big5"),
}
WESTERN: Final = ("windows-1252", "macintosh")


_CODEC_NAMES: Final = {codec: name for name, codec in CODECS.items()}


def known(name: str) -> str | None:
    """Our name of an encoding that a person, a page or Python names; None if we do not read it."""
    name = name.strip().lower()
    if name in CODECS or name in _CODEC_NAMES:
        return _CODEC_NAMES.get(name, name)
    name = ALIASES.get(name, ALIASES.get(name.replace("_", "-"), name))
    return name if name in CODECS else None
