"""`word.spelling`: one word in two spellings, such as 凝练 and 凝炼.

That a text has both is an oversight. Where the form that the standard does not prefer is hardly ever written
the other one is suggested; where either may be what the writer wanted the place is noted. Nothing is applied.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from pathlib import Path

from ...i18n import gettext as _
from ...model import Change
from ..lines.lines import is_han
from ..stage import Context
from ..words import cost, is_word

RULE = "word.spelling"
_DATA = Path(__file__).parent.parent / "data" / "spellings.tsv"
_MOST = 3
"""Places that are shown of each spelling; who puts them right will look for the others."""
_SUGGESTED = 0.8
"""Probability that the standard's form is wanted where the other one is no usual word."""
_USE = 2
"""Characters behind a word that tell its use."""
_PAIR, _REACH = 2, 4
"""Characters of a word that may stand there by chance, and of what stands on either side that tells."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """A word, how else it is written, and whether that is a word of its own (作出 and 做出)."""

    standard: str
    other: str
    source: str
    """Where the standard's form is laid down: `table`, `dictionary`; `usage` where either is a word."""

    @property
    def by_use(self) -> bool:
        """Whether the other one is a word of its own."""
        return self.source == "usage"


def find(text: str, context: Context) -> Iterator[Change]:
    """The places where a word stands in the spelling that the standard does not prefer."""
    characters = set(text)
    found = [
        change
        for spelling in _spellings()
        if characters.issuperset(spelling.other) and spelling.other in text and spelling.standard in text
        for change in _notes(text, spelling)
    ]
    yield from sorted(found, key=lambda change: change.start)


def _notes(text: str, spelling: Spelling) -> Iterator[Change]:
    standard, other = (_places(text, word, spelling.standard) for word in (spelling.standard, spelling.other))
    if spelling.by_use:
        uses = {_use(text, start + len(spelling.standard)) for start in standard} - {""}
        other = [start for start in other if _use(text, start + len(spelling.other)) in uses]
    if not standard:
        return
    reason = _reason(spelling)
    note = spelling.by_use or is_word(spelling.other)
    after, confidence = (spelling.other, 0.95) if note else (spelling.standard, _SUGGESTED)
    for start in other[:_MOST]:
        yield Change(start, start + len(spelling.other), after, RULE, confidence, reason, note=note)


def _reason(spelling: Spelling) -> str:
    """What the text has, and which form is the standard's by what."""
    if spelling.by_use:
        reason = _("The text writes {standard} and {other} with the same words; one of them is enough")
    elif spelling.source == "table":
        reason = _("The text writes {standard} as well as {other}; 《第一批异形词整理表》 prefers {standard}")
    else:
        reason = _("The text writes {standard} as well as {other}; 《现代汉语词典》 prefers {standard}")
    return reason.format(standard=spelling.standard, other=spelling.other)


def two_words(word: str) -> bool:
    """Whether either of two words of one use stands there (制订 beside 制定): neither is a mistake."""
    return word in _of_one_use()


def _places(text: str, word: str, standard: str) -> list[int]:
    """Where the word stands as one, not where the end of a word and the start of the next look like it."""
    found = []
    start = text.find(word)
    while start >= 0:
        if not _is_chance(text, start, word, standard):
            found.append(start)
        start = text.find(word, start + len(word))
    return found


def _is_chance(text: str, start: int, spelling: str, standard: str) -> bool:
    """Whether its characters rather belong to the words beside them: 目标|致力, 电子|细胞."""
    if len(spelling) > _PAIR:
        return False
    end = start + len(spelling)
    left, right = _run(text[max(0, start - _REACH) : start][::-1])[::-1], _run(text[end : end + _REACH])
    return cost(left + spelling[0]) + cost(spelling[1] + right) < cost(left + standard + right)


def _run(text: str) -> str:
    """The Chinese that a text starts with."""
    return "".join(takewhile(is_han, text))


def _use(text: str, end: int) -> str:
    """What follows a word, if it is Chinese."""
    use = text[end : end + _USE]
    return use if len(use) == _USE and all(map(is_han, use)) else ""


@lru_cache(maxsize=1)
def _spellings() -> tuple[Spelling, ...]:
    rows = (line.split("\t") for line in _DATA.read_text("utf-8").splitlines() if not line.startswith("#"))
    return tuple(Spelling(standard, other, source) for standard, other, source in rows)


@lru_cache(maxsize=1)
def _of_one_use() -> frozenset[str]:
    pairs = ((one.standard, one.other) for one in _spellings() if one.by_use)
    return frozenset(word for pair in pairs for word in pair)
