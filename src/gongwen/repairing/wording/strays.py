"""What a slip of the hand leaves in a sentence: a word typed twice, a letter between characters.

Both are only suggested: 研究研究 is said of what is looked into a little, 变量n的值 has a letter of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ...i18n import gettext as _
from ...model import Change
from ..language import Language
from ..lexicon import Lexicon

RULE = "char.extra"
_DOUBLED = re.compile("([\u4e00-\u9fff]{2,5})\\1(?!\\1)(?=[\u4e00-\u9fff《“])")
"""A word twice in a row; at the end of a clause it is said twice on purpose."""
_MEANT_TWICE = "一二两三几半大整好很最多老非"
"""What words begin with that are said twice on purpose: 一项一项, 很多很多, 大片大片."""
_LETTER = re.compile(" ?(?<![A-Za-z0-9])([a-wyz])(?![A-Za-z0-9]) ?(?=[\u4e00-\u9fff])")
"""A letter that stands by itself; x stands for what is kept secret."""
_ALONE = re.compile("(?<![A-Za-z])[a-z](?![A-Za-z])")
_OFTEN = 2
"""Uses from which a letter is the name of something, and above which a doubling is the text's own."""
_BEFORE, _BEHIND = 8, 4
"""Characters round a place that tell how well the text reads on."""
_GAIN_TWICE, _GAIN_LETTER = 3.9, 4.0
"""Digits of likelihood that a text must gain: of words typed twice 93 in 100 gain as much; in 25 million
characters of clean text there are some 60 doublings that do, half of them slips of the source."""
_SURPRISE_ACROSS = 3.0
"""Mean surprise at the two characters behind a letter, it taken out, above which they do not read on."""
_TWICE, _STRAY = 0.8, 0.5
"""Probability that a word was typed twice by mistake (65 of 71 places in sentences that were corrected), and
that a letter is in the way."""


def find(text: str) -> Iterator[Change]:
    """Words that stand twice in a row, and letters by themselves between characters."""
    yield from _doubled(text)
    yield from _letters(text)


def _doubled(text: str) -> Iterator[Change]:
    matches = list(_DOUBLED.finditer(text))
    uses = Counter(match[1] for match in matches)
    for match in matches:
        word, start = match[1], match.start()
        if word[0] in _MEANT_TWICE or uses[word] > _OFTEN or word not in Lexicon.load():
            continue
        if _goes_on(text, start + len(word), match.end()):
            continue
        if _gain(text, start, start + len(word)) >= _GAIN_TWICE:
            reason = _("The word “{word}” stands twice").format(word=word)
            yield Change(start, start + len(word), "", RULE, _TWICE, reason)


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether a longer word begins with the second of two words: 支队|支队长."""
    return any(text[start : end + more] in Lexicon.load() for more in (1, 2) if end + more <= len(text))


def _letters(text: str) -> Iterator[Change]:
    uses = Counter(_ALONE.findall(text))
    for match in _LETTER.finditer(text):
        letter, start, end = match[1], match.start(), match.end()
        if not "\u4e00" <= text[start - 1 : start] <= "\u9fff" or uses[letter] >= _OFTEN:
            continue
        joined = Language.load().surprise(text[max(0, start - _BEFORE) : start] + text[end : end + 2])
        if float(joined[-2:].mean()) < _SURPRISE_ACROSS and _gain(text, start, end) >= _GAIN_LETTER:
            reason = _("The letter “{letter}” stands between Chinese characters by itself")
            yield Change(start, end, "", RULE, _STRAY, reason.format(letter=letter))


def _gain(text: str, start: int, end: int) -> float:
    """Digits of likelihood that the text gains when `text[start:end]` is taken out."""
    before, behind = text[max(0, start - _BEFORE) : start], text[end : end + (end - start) + _BEHIND]
    with_it, without = Language.load().surprise_many([before + text[start:end] + behind, before + behind])
    return float(with_it.sum() - without.sum())
