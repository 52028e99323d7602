"""Words of Chinese, which writes no blanks: known words, and what is left between them.

What is left may hold a name with more around it. A surname tells where a name begins, a title that
one follows, and what comes again in the text where it ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

from .tongues import Tongue

SURNAMES: Final = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程"
    "苏魏吕丁任"
    "沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严"
    "覃武戴莫孔汤"
    "張劉陳楊黃趙吳孫馬羅鄭謝許韓馮鄧蕭蔣葉蘇呂盧鍾譚陸賈韋鄒龍賀顧龔萬錢嚴湯習习温溫朴安"
)
HAN: Final = re.compile(r"[\u3400-\u9fff]+")
DATE: Final = r"[0-9]+[日月年]"
LONGEST_FOREIGN: Final = 5  # characters of a name that has no dot
BODIES: Final = frozenset("部院局委会會")
CHIEF: Final = ("", "(?![长長])")  # a ministry's name is no part of its minister's title
NEVER: Final = frozenset("在对對向与與的就也则則又还還曾从從被把给給是")  # in a foreign name
LEXICONS: dict[str, tuple[str, re.Pattern[str]]] = {}
# Characters by whose sound foreign names are written, but for those that often follow a name.
BY_SOUND: Final = frozenset(
    "阿埃艾爱安昂敖奥澳巴芭拜班邦鲍贝本比彼毕别宾滨波玻伯博勃卜布蔡曹策茨措戴丹德邓狄迪蒂丁杜顿多厄恩尔"
    "法凡范菲费芬丰冯佛夫弗福盖甘冈戈哥格根贡古瓜圭哈汉赫黑亨洪胡霍基吉季加贾简娇杰捷金津喀卡凯坎康柯科"
    "克肯孔库夸奎昆拉腊莱赖兰朗劳勒雷蕾累利里莉丽廉良列林琳龙隆卢鲁路露伦罗洛吕律马玛迈麦满曼芒毛梅门"
    "蒙孟米敏缪莫默姆穆拿娜纳乃奈瑙内嫩尼妮涅宁纽努诺欧帕派潘庞培佩彭皮匹珀普奇齐恰乔切钦琼丘屈茹瑞萨"
    "塞赛桑瑟森沙珊绍舍圣施什舒斯丝思松苏索塔泰坦汤唐陶特腾田铁廷图托瓦旺威韦维魏温翁沃乌武西希锡夏香肖"
    "谢辛欣逊雅亚延扬杨耶叶伊依因英约赞扎詹珍芝朱茱卓兹宗佐"
    "愛奧貝賓戴鄧爾費馮岡賈簡傑凱萊賴蘭勞萊麗龍盧魯倫羅呂馬瑪邁麥滿門蒙納紐諾龐喬欽瓊薩賽聖絲蘇湯騰鐵圖"
    "韋維溫烏錫蕭謝遜亞揚楊葉約贊紮詹"
)
SURE: Final = 3  # characters of a foreign surname by which it is told from any other word

type Span = tuple[int, int]


def chinese_words(text: str, start: int, end: int, tongue: Tongue) -> Iterator[Span]:
    """Where the words and marks of a stretch of the text are."""
    words = _words_of(text, *_lexicon(tongue))
    matches = list(words.finditer(text, start, end))
    found = [match.span() for match in matches]
    names = {match.span() for match in matches if match["name"]}
    before = ""
    for span, following in pairwise([*found, (end, end)]):
        after = text[slice(*following)]
        for piece in [span] if span in names else _pieces(text, span, before, after, tongue):
            yield piece
            before = text[slice(*piece)]


def _pieces(text: str, span: Span, before: str, after: str, tongue: Tongue) -> Iterator[Span]:
    start, end = span
    run = text[start:end]
    if len(run) < 4 or not HAN.fullmatch(run) or run in tongue.known:
        yield span
        return
    may_be_foreign = len(run) == 4 and after in tongue.says
    titled = (name for name in _titled(text, tongue.roles) if name not in tongue.known)
    cut = next((len(name) for name in titled if run.startswith(name)), 0)
    cut = cut if cut or may_be_foreign else _after_name(text, run, before, tongue)
    if not (tongue.is_role(before) and len(run) <= LONGEST_FOREIGN):
        cut = cut or _before_name(run, after, tongue)
    if 0 < cut < len(run):
        yield start, start + cut
        yield start + cut, end
    else:
        yield span


@lru_cache(maxsize=16)
def _titled(text: str, titles: re.Pattern[str]) -> tuple[str, ...]:
    """Names that follow a title somewhere in the text and come again, longest first."""
    found = set()
    for title in titles.finditer(text):
        run = HAN.match(text, title.end())
        if run:
            found.add(run[0][: _recurs(text, run[0], LONGEST_FOREIGN)])
    return tuple(sorted(found - {""}, key=len, reverse=True))


def _recurs(text: str, run: str, longest: int) -> int:
    """How much of a run's beginning is there whenever its first two characters are, or 0."""
    again = text.count(run[:2])
    sizes = range(min(longest, len(run)), 1, -1)
    return next((n for n in sizes if again > 1 and text.count(run[:n]) == again), 0)


def _after_name(text: str, run: str, before: str, tongue: Tongue) -> int:
    """Where a name ends that the run begins with, or 0."""
    is_title = tongue.is_role(before)
    if is_title and (by_sound := _by_sound(run)):
        again = _recurs(text, run, min(LONGEST_FOREIGN, len(run) - 1))
        return again if again >= SURE else by_sound
    if run[0] in SURNAMES and (is_title or not before[:1].isalnum() or before in tongue.not_names):
        return 2 if text.count(run[:2]) > text.count(run[:3]) else 3
    if not is_title:
        return 0
    return _recurs(text, run, min(LONGEST_FOREIGN, len(run) - 1))


def _before_name(run: str, after: str, tongue: Tongue) -> int:
    """Where a name begins that the run ends with, if a verb or a time comes next, or 0."""
    if after not in tongue.says and after not in tongue.not_names:
        return 0
    return next((len(run) - n for n in (3, 2) if len(run) > n and run[-n] in SURNAMES), 0)


@lru_cache(maxsize=16)
def _words_of(text: str, lexicon: str, dotted: re.Pattern[str]) -> re.Pattern[str]:
    """The lexicon, and before it the foreign names of this text, whole and their last parts."""
    names: set[str] = set()
    for match in dotted.finditer(text):
        last = re.split("[·•]", match[0])[-1]
        size = _surname(text, last)
        names |= {match[0][: len(match[0]) - len(last) + (size or len(last))], last[:size]}
    longest_first = sorted(names - {""}, key=len, reverse=True)
    return re.compile(rf"(?P<name>{'|'.join(map(re.escape, longest_first)) or '(?!)'})|{lexicon}")


def _surname(text: str, last: str) -> int:
    """How long the last part of a foreign name is, from what comes again of it; 0: unknown."""
    again = text.count(last[:SURE])
    sizes = range(len(last), SURE - 1, -1)
    whole = (n for n in sizes if again > 1 and text.count(last[:n]) == again)
    some = (n for n in sizes if text.count(last[:n]) > 1)
    return next(whole, 0) or next(some, 0) or _by_sound(last)


def _by_sound(run: str) -> int:
    """How long the foreign name is that the run begins with, as its characters tell, or 0."""
    size = next((n for n, sign in enumerate(run) if sign not in BY_SOUND), len(run))
    return size if size >= SURE else 0


def _lexicon(tongue: Tongue) -> tuple[str, re.Pattern[str]]:
    """Known words, longest first; foreign names with their dots; or whatever stands between.

    And the foreign names alone; of a verb in the past, 了 tells that it is no part of one.
    """
    if tongue.code not in LEXICONS:
        longest_first = sorted(tongue.known, key=len, reverse=True)
        ordered = "|".join(re.escape(w) + CHIEF[w[-1] in BODIES] for w in longest_first)
        longer = "|".join(
            re.escape(w) for w in longest_first if len(w) > 1 or w in tongue.says or w in NEVER
        )
        part = rf"(?:(?!{longer}|\w了)\w){{1,6}}"
        dotted = rf"{part}(?:[·•]{part})+"
        LEXICONS[tongue.code] = (
            rf"{dotted}|{ordered}|{DATE}|(?:(?!{ordered}|{DATE})[\w·•-])+|[^\w\s]|(?<=\w) (?=\w)",
            re.compile(dotted),
        )
    return LEXICONS[tongue.code]
