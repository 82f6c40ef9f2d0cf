"""Usual slips that are no words, such as 针贬 for 针砭: a list has what the tables have seen too few of."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from ...i18n import gettext as _
from ...model import Change
from .. import words
from ..lexicon import Lexicon

RULE = "char.wrong"
_DATA = Path(__file__).parent.parent / "data" / "misspellings.tsv"
_SURE = 0.97
_PHRASE = 4
"""Characters from which a form does not come about by chance, from the ends of two words."""
_GAIN = 1.5
"""Digits by which the division into words must gain where a form is shorter: 预防|犯罪 loses."""


def find(text: str) -> Iterator[Change]:
    """The places where a slip of the list stands, in order; what is exchanged is only what differs."""
    characters = set(text)
    found = [
        change
        for wrong, right in _slips().items()
        if characters.issuperset(wrong) and wrong in text and wrong not in words.own()
        for change in _changes(text, wrong, right)
    ]
    yield from sorted(found, key=lambda change: change.start)


def _changes(text: str, wrong: str, right: str) -> Iterator[Change]:
    reason = _("“{wrong}” is a usual slip for “{right}”").format(wrong=wrong, right=right)
    differing = [i for i, (one, other) in enumerate(zip(wrong, right, strict=True)) if one != other]
    first, last = differing[0], differing[-1] + 1
    start = text.find(wrong)
    while start >= 0:
        end = start + len(wrong)
        if len(wrong) >= _PHRASE or _is_apart(text, start, end, right):
            yield Change(start + first, start + last, right[first:last], RULE, _SURE, reason)
        start = text.find(wrong, end)


def _is_apart(text: str, start: int, end: int, right: str) -> bool:
    """Whether what stands there is no seam of two words: 习惯|彻夜 has 惯彻."""
    if words.gain(text, start, end, right) < _GAIN:
        return False
    beside = (text[max(0, start - 1) : start + 1], text[end - 1 : end + 1])
    return not any(len(one) > 1 and one in Lexicon.load() for one in beside)


@lru_cache(maxsize=1)
def _slips() -> dict[str, str]:
    """What is written by what is meant."""
    lines = _DATA.read_text("utf-8").splitlines()
    return dict(line.split("\t") for line in lines if not line.startswith("#"))
