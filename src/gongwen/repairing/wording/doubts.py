"""Single wrong characters: what is sure is put right, what is likely is suggested with its evidence.

`char.missing`  a character is missing: 积极组[织]开展
`char.wrong`    a character or two stand for others that sound or look alike: 马汰效应, 体标改造
`char.extra`    a character or word stands twice, or is in the way: 重重庆市
`char.swapped`  two neighbours have changed places: 展发

Applied is only what was right in 99 of 100 places of texts kept out of the building (`judging`), never a
particle or a numeral, nothing within quotation marks or titles. The rest is suggested, a few on a page.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from ...model import Change
from .. import words
from ..language import Language
from ..lexicon import Lexicon
from ..stage import Context
from . import deletions, exempt, judging, misspellings, openings, reasons, spellings, strays
from .judging import Judged
from .screening import screen

_DATA = Path(__file__).parent.parent / "data"
_HIGHEST, _LOWEST = 0.89, 0.3
"""Bounds of the probability that a doubt is reported with: it stays below what is applied."""
_SUREST, _LEAST_SURE = 0.985, 0.95
"""Bounds of the probability that what is sure is reported with."""
_FILTERED, _FOLDED, _FEW = 2.0, 1.0, 5
"""Natural logarithms of the odds added where characters had to be put back, and where more than a few marks
had: what lost one thing on its way has often lost another. Of the gaps named with 2.0 added 43 in 100 were
right where one character in a thousand was lost (48 in 100 of the losses); with 3.3, 30 in 100 (52)."""
_LONG, _STRANGE = 5000, 3.2
"""Characters, and -log10 p of a character in the mean, from which a text is none that can be doubted.

Official language lies near 1, lists of names near 2.6, random characters near 4."""
_FOREIGN = 2.2
"""The same from which nothing is sure."""
_HABIT = 2
"""What a text has so often as it stands is a term of its own: 在孵企业."""
_NEARLY, _RIVALS = 2.0, 2
"""Odds by which another proposal for a place may be behind to be named too, and how many are."""
_PAGE, _MOST = 600, 6
"""Characters of a page, and suggestions that are made on one."""
_BESIDE_OPENING = 2.0
"""Odds that a half word at the head of an item is missing its other half (see `openings`)."""
_OPTIONAL = frozenset(
    "〇一二三四五六七八九十百千万亿两几零"
    "的地得了着过之其者或等们个于与和及以而且则也并照是在有为中上下不将都又还更这那该各所对年月日"
)
"""Numerals, and particles that style may leave out: never sure."""
_PARTIES = frozenset(
    "中美英法德俄日韩柬越老泰缅印巴以伊意加澳港台京津冀沪苏浙皖粤川渝校企政银医军警民地院所产学研农商文旅"
)
"""What stands for one party of two, in whatever order they are named: 企校合作, 德中关系."""
_BETWEEN = frozenset("能会为有要可将在对由从以和与及向用得须应已更最很不是")
"""Words of one character that another word may stand before that ends alike."""
_FLUENT = 3.0
"""Digits that a word of two characters costs at most where the text may have had it."""
_WORD = 4
"""Characters of the longest words that are looked for."""
_QUOTED = re.compile("《[^《》\n]{1,60}》|“[^“”\n]{1,60}”|〔[^〕\n]{1,20}〕")
_RULES = {
    "missing": "char.missing",
    "wrong": "char.wrong",
    "pair": "char.wrong",
    "extra": "char.extra",
    "swapped": "char.swapped",
}


def sure(text: str, context: Context) -> Iterator[Change]:
    """Repairs, told by the text alone: its own result gives none."""
    if not text:
        return
    spared = bytearray(exempt.places(text))
    for quoted in _QUOTED.finditer(text):
        spared[quoted.start() : quoted.end()] = b"\1" * len(quoted[0])
    listed = [slip for slip in misspellings.find(text) if not any(spared[slip.start : slip.end + 1])]
    yield from listed
    if screen(text).surprise.mean() > _FOREIGN:
        return
    for slip in listed:
        spared[slip.start : slip.end + 1] = b"\1" * (slip.end + 1 - slip.start)
    for one in sorted(judging.apart(_judged(text)), key=lambda one: one.start):
        if one.odds < judging.forest()[one.kind].sure or any(spared[one.start : one.end + 1]):
            continue
        if not _is_open_to_doubt(text, one):
            chance = 1 / (1 + math.exp(-one.odds))
            yield _change(text, one, min(max(chance, _LEAST_SURE), _SUREST), [])


def find(text: str, context: Context) -> list[Change]:
    """Suggestions, in order and apart from each other."""
    return _apart(text, _prior(context.source.text, text))


def of_text(text: str, context: Context) -> list[Change]:
    """The same told by the text alone: what is suggested when it comes as a source."""
    return _apart(text, 0.0)


def _apart(text: str, prior: float) -> list[Change]:
    """What seems to be wrong, in order and apart from each other."""
    if not text or _is_strange(text):
        return []
    spared = exempt.places(text)
    taken: list[Change] = []
    pages: Counter[int] = Counter()
    touched: set[int] = set()
    for change in _suggestions(text, prior):
        page, places = change.start // _PAGE, range(change.start, change.end + 1)
        if pages[page] < _MOST and not any(spared[p] for p in places) and touched.isdisjoint(places):
            taken.append(change)
            touched.update(places)
            pages[page] += 1
    return sorted(taken, key=lambda change: change.start)


def _suggestions(text: str, prior: float) -> Iterator[Change]:
    """What seems to be wrong, the surest first."""
    for slip in misspellings.find(text):
        yield replace(slip, confidence=_HIGHEST)
    yield from strays.find(text)
    judged = _judged(text)
    by_place: defaultdict[tuple[str, int], list[Judged]] = defaultdict(list)
    for one in judged:
        by_place[one.kind, one.start].append(one)
    alone = judging.apart(judged)
    by_text = judging.by_text(alone, screen(text).surprise, is_losing=prior >= _FILTERED)
    added = dict(zip(alone, by_text, strict=True))
    rows = [(one.odds + more + (prior if one.kind == "missing" else 0), one) for one, more in added.items()]
    rows = [(odds, one) for odds, one in rows if odds >= judging.forest()[one.kind].shown]
    opened = {opening.place: opening.characters for opening in openings.find(Language.load(), text)}
    for place, named in opened.items():
        yield _change(text, Judged("missing", place, place, named[0], _BESIDE_OPENING), 0.75, list(named[1:]))
    for odds, one in sorted(rows, key=lambda row: -row[0]):
        if not (_is_habit(text, one) or _is_meant(text, one)):
            chance = 1 / (1 + math.exp(-(odds + math.log(judging.LIFE_RATE / judging.LEARNED_RATE))))
            rivals = _rivals(by_place[one.kind, one.start], one)
            yield _change(text, one, min(max(chance, _LOWEST), _HIGHEST), rivals)


def _change(text: str, one: Judged, confidence: float, rivals: list[str]) -> Change:
    reason = reasons.of(text, one, rivals)
    return Change(one.start, one.end, one.new, _RULES[one.kind], round(confidence, 3), reason)


def _judged(text: str) -> tuple[Judged, ...]:
    return _judged_with(text, words.own())


@lru_cache(maxsize=2)
def _judged_with(text: str, own: frozenset[str]) -> tuple[Judged, ...]:
    """What is judged while the user's words are these."""
    judged = judging.judge(screen(text), judging.forest())
    return tuple(one for one in judged if _traditional().isdisjoint(text[one.start : one.end]))


@lru_cache(maxsize=1)
def _traditional() -> frozenset[str]:
    """Characters that only Traditional text has: whether they stay is settled by the stage for the script."""
    traditional, _simplified = (_DATA / "script.txt").read_text("utf-8").split()
    return frozenset(traditional)


def _rivals(here: Iterable[Judged], best: Judged) -> list[str]:
    """What would do nearly as well in the same place."""
    return [one.new for one in here if one.new != best.new and one.odds > best.odds - _NEARLY][:_RIVALS]


def _is_open_to_doubt(text: str, one: Judged) -> bool:
    """Whether the text, or style, may want it as it is though the language does not."""
    old = text[one.start : one.end]
    if one.kind == "extra" and _may_stand_twice(text, one):
        return True
    if one.kind in ("wrong", "swapped") and _is_word(text, one):
        return True
    if _is_meant(text, one):
        return True
    return bool(_OPTIONAL.intersection(one.new + old)) or _is_habit(text, one)


def _may_stand_twice(text: str, one: Judged) -> bool:
    """Whether two of one character may both be meant, or something between them be missing."""
    old = text[one.start : one.end]
    around = text[max(0, one.start - 2) : one.start + 3]
    return around.count(old) > 2 or _is_seam(text, one) or _lost_between(text, one)


def _lost_between(text: str, one: Judged) -> bool:
    """Whether a word began with the first that lost its end: 检[验]检查, 自[立]自强."""
    before, old, behind = (
        text[max(0, one.start - 4) : one.start],
        text[one.start],
        text[one.end : one.end + 4],
    )
    if behind[:1] != old:
        return False
    wholes = [before + word + behind for word in _beginning_with(old)]
    alone, *costs = (float(row.sum()) for row in Language.load().surprise_many([before + behind, *wholes]))
    return min(costs, default=math.inf) < alone + _FLUENT


@lru_cache(maxsize=1 << 8)
def _beginning_with(character: str) -> list[str]:
    """The usual words of two characters that begin with one."""
    return [word for word in words.most_frequent() if len(word) == 2 and word[0] == character]


def _is_seam(text: str, one: Judged) -> bool:
    """Whether a character stands twice because a word ends with it and one begins with it: 太阳能|能利用."""
    lexicon, behind = Lexicon.load(), one.start + 1
    ends = any(text[max(0, one.start - size) : behind] in lexicon for size in range(1, _WORD))
    begins = any(text[behind : behind + size] in lexicon for size in range(2, _WORD + 1))
    return ends and (begins or text[behind : behind + 1] in _BETWEEN)


def _is_meant(text: str, one: Judged) -> bool:
    """Whether style has it so: a short form, parties in either order, one of two words, a verb said twice."""
    if one.kind == "extra":
        return _is_said_twice(text, one)
    return _is_short_form(text, one) or _names_parties(text, one) or _is_one_of_two(text, one)


def _is_said_twice(text: str, one: Judged) -> bool:
    """Whether a verb stands twice before its object: 红红脸, 出出汗."""
    behind = one.end
    return (
        text[one.start : one.end] == text[behind : behind + 1] and text[behind : behind + 2] in _separable()
    )


@lru_cache(maxsize=1)
def _separable() -> frozenset[str]:
    """Verbs with what their objects begin with."""
    lines = (_DATA / "separable.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _is_one_of_two(text: str, one: Judged) -> bool:
    """Whether one of two words that may stand for each other would take the other's place: 制订, 制定."""
    around = range(max(0, one.start - 1), one.start + 1) if one.kind == "wrong" else ()
    return any(spellings.two_words(text[place : place + 2]) for place in around)


def _is_short_form(text: str, one: Judged) -> bool:
    """Whether what stands before a gap is written alone for the whole word: 应 for 应当, 驻美 for 驻美国."""
    return one.kind == "missing" and text[one.start - 1 : one.start] + one.new in deletions.shortened()


def _names_parties(text: str, one: Judged) -> bool:
    """Whether two neighbours are parties, which may be named in either order."""
    return one.kind == "swapped" and _PARTIES.issuperset(one.new)


def _is_word(text: str, one: Judged) -> bool:
    """Whether what stands there is a word of two characters as it is: 行进, 互连."""
    lexicon = Lexicon.load()
    first = one.start if one.kind == "swapped" else max(0, one.start - 1)
    return any(text[place : place + 2] in lexicon for place in range(first, one.start + 1))


def _is_habit(text: str, one: Judged) -> bool:
    """Whether the text has the place as it stands, with a neighbour, elsewhere too."""
    if one.kind == "missing":
        before = text[one.start - 2 : one.start]
        whole = text[one.start - 2 : one.start + 2]
        return text.count(whole) > _HABIT or (
            text.count(before) - text.count(before + one.new) > _HABIT and not words.is_word(before)
        )
    start, end = max(0, one.start - 1), one.end + 1
    runs = [text[start : one.end], text[one.start : end]]
    old = text[one.start : one.end]
    if len(old) > 1 and old in Lexicon.load():
        runs.append(old)
    return max(map(text.count, runs)) > _HABIT


def _is_strange(text: str) -> bool:
    """Whether a long text is none that the language knows: every second place would be doubtful."""
    return len(text) > _LONG and float(screen(text).surprise.mean()) > _STRANGE


def _prior(source: str, text: str) -> float:
    """Logarithm of how much likelier a loss is here than in clean text, told by what was repaired already."""
    lost = Counter(text) - Counter(source)
    if any("\u4e00" <= character <= "\u9fff" for character in lost):
        return _FILTERED
    return _FOLDED if lost.total() > _FEW else 0.0
