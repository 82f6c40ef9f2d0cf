"""What a sentence end says about whether a paragraph ends there.

Cues are the words that the next sentence opens with, the words the last one closes with, the lengths of both,
and how much stands in the paragraph so far. Their weights are those of a logistic model, learned by
`tools/build_paragraphs.py`: P(the paragraph ends here | cues, where it began).
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .lines import open_pairs

_FILE = Path(__file__).parent.parent / "data" / "paragraphs.tsv"
_END = re.compile("[。！？]+[”’）》】」』]*")
_REACH = 240
"""Characters before a stop in which an opening mark is looked for; a mark lost further back is forgiven."""
_DIGIT = re.compile("[0-9０-９]+")
_POINT = re.compile("第?([一二三四五六七八九十])(?:[是要，、：]|个|方面)|其([一二三四])[，、]")
_CALL = re.compile(
    "(?:同志|朋友|女士|先生|代表|委员|老师|同学|乡亲|战友|同胞|[侨校战]友)们[，！、]|各位|尊敬的|主席先生"
)
_NEXT = re.compile("首先|其次|再次|最后|另外|此外|同时|与此同时|接下来|下面|刚才|总之|总的|综上|为此")
_ALIKE = 3
"""Sentences of one text with the same two characters in front: the text counts something off."""
_CLASSES = (("call", _CALL), ("next", _NEXT))
_LENGTHS = (6, 10, 15, 20, 30, 45, 60, 80, 110, 150)
_SIZES = (15, 30, 45, 60, 80, 100, 120, 150, 180, 220, 260, 320, 400, 500, 650, 850)
_COUNTS = (1, 2, 3, 4, 5, 6, 8, 11)


@dataclass(frozen=True, slots=True)
class Stop:
    """The end of a sentence, where a paragraph may end."""

    place: int
    """Behind the stop and its closing marks."""
    opening: str
    """First characters of the sentence behind it."""
    cues: tuple[str, ...]
    """Of the two sentences that meet there."""


@dataclass(frozen=True, eq=False)
class Weights:
    """A weight for each cue; an unknown one counts nothing."""

    of: dict[str, float]

    def of_stop(self, stop: Stop) -> float:
        """What the words on both sides add to the log-odds of a paragraph end."""
        return sum(self.of.get(cue, 0.0) for cue in stop.cues)

    def of_paragraph(self, size: int, sentences: int, head: str, opening: str) -> float:
        """What the paragraph that would end there adds to them."""
        return _sum(self, paragraph_cues(size, sentences, head, opening))


@lru_cache(maxsize=1 << 13)
def _sum(weights: Weights, cues: tuple[str, ...]) -> float:
    return sum(weights.of.get(cue, 0.0) for cue in cues)


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights shipped with the package."""
    rows = (line.split("\t") for line in _FILE.read_text("utf-8").splitlines())
    return Weights({cue: float(weight) for cue, weight in rows})


def stops(folded: str) -> list[Stop]:
    """The sentence ends inside a line, quotations and brackets left whole."""
    ends = [m.end() for m in _END.finditer(folded)]
    if not ends or ends[-1] < len(folded):
        ends.append(len(folded))
    sentences = [folded[a:b] for a, b in zip([0, *ends], ends, strict=False)]
    openings = Counter(opening_of(s)[:2] for s in sentences)
    found = []
    for i, end in enumerate(ends[:-1]):
        if not open_pairs(folded[max(0, end - _REACH) : end]):
            third = sentences[i + 2] if i + 2 < len(sentences) else ""
            cues = _cues(sentences[i], sentences[i + 1], third, openings)
            found.append(Stop(end, opening_of(sentences[i + 1]), tuple(cues)))
    return found


def stop_between(before: str, behind: str) -> Stop:
    """The stop that a text ends with, another one going on behind it; both folded."""
    ends = [m.end() for m in _END.finditer(before, 0, len(before) - 1)]
    ends = [end for end in ends if end < len(before)]
    first = before[ends[-1] if ends else 0 :]
    sentences = [m.end() for m in _END.finditer(behind)]
    second = behind[: sentences[0]] if sentences else behind
    return Stop(
        len(before), opening_of(second), tuple(_cues(first, second, behind[len(second) :], Counter()))
    )


def opening_of(sentence: str) -> str:
    """Its first four characters, a number being one."""
    return _DIGIT.sub("0", sentence[:12])[:4]


def _cues(first: str, second: str, third: str, openings: Counter[str]) -> Sequence[str]:
    """Cues of two sentences that meet, the third one being what follows them."""
    opening, previous = opening_of(second), opening_of(first)
    close = _END.sub("", first)[-3:]
    cues = ["bias", f"mark {first[len(first.rstrip('”’）》】」』')) - 1 :]}"]
    cues += [f"open {opening[:n]}" for n in range(1, 5)]
    cues += [f"close {close[-n:]}" for n in range(1, 4)]
    cues += [f"before {previous[:n]}" for n in (2, 3)]
    cues += [f"then {opening_of(third)[:2]}"]
    cues += [f"long {_bin(_LENGTHS, len(first))}", f"short {_bin(_LENGTHS, len(second))}"]
    cues += [f"point {_point(previous)} {_point(opening)} {_point(opening_of(third))}"]
    cues += [f"{name} {where}" for name, pattern in _CLASSES for where in _where(pattern, first, second)]
    if opening[:2] == previous[:2]:
        cues.append("alike")
    if openings[opening[:2]] >= _ALIKE:
        cues.append("recurs" if _point(opening) == "-" else "counts")
    return cues


def _where(pattern: re.Pattern[str], first: str, second: str) -> Iterator[str]:
    """Which of two sentences opens with words of a class."""
    if pattern.match(second):
        yield "behind"
    if pattern.match(first):
        yield "before"


@lru_cache(maxsize=1 << 12)
def _point(opening: str) -> str:
    """`1` for the first of points that are counted off, `n` for the others, `-` for what is none."""
    found = _POINT.match(opening)
    if not found:
        return "-"
    return "1" if "一" in (found[1] or found[2]) else "n"


def paragraph_cues(size: int, sentences: int, head: str, opening: str) -> tuple[str, ...]:
    """Cues of what stands in a paragraph so far, and of its opening beside that of the next one.

    Args:
        size: Characters since the paragraph began.
        sentences: Sentences since then.
        head: First characters of the paragraph.
        opening: First characters behind it.
    """
    alike = "alike" if head[:2] == opening[:2] else "other"
    heads = f"{_point(head)} {_point(opening)} {alike} {'one' if sentences == 1 else 'more'}"
    return _named(_bin(_SIZES, size), _bin(_COUNTS, sentences), heads)


@lru_cache(maxsize=1 << 13)
def _named(size: int, sentences: int, heads: str) -> tuple[str, ...]:
    return f"size {size}", f"sentences {sentences}", f"head {heads}"


def _bin(limits: tuple[int, ...], value: int) -> int:
    return bisect_right(limits, value)


def logistic(score: float) -> float:
    """The probability that log-odds stand for."""
    return 1 / (1 + math.exp(-score)) if score >= 0 else 1 - 1 / (1 + math.exp(score))
