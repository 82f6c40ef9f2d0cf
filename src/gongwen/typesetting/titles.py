"""Titles over several lines: broken between words, in the shape of a trapezoid or a rhombus.

GB/T 9704 7.3.1: lines keep words whole, are symmetrical and of suitable length, 梯形 or 菱形 [B-02]; an
hourglass and a rectangle are what it rules out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import accumulate, pairwise
from math import ceil

from . import marks
from .breaking import Break, Paragraph, break_lines
from .neighbours import break_places
from .words import bond, is_word, words_of

_SAME_WIDTH = 0.5
"""Lines that differ by less, in cells, are of one width."""
_HAIR = 0.01
"""A difference that nobody sees."""
_SEARCHED_LINES = 6
"""Lines of longer titles are filled, word by word: no shape can be told in them."""
_EXTRA_LINE = 3.0
_BAD_SHAPE = 20.0
"""What an hourglass or a rectangle costs: more than any place between words."""
_POOR_END = 2.0
_GOOD_END = 2.0
_BOND = 0.8
"""What it costs to part two words that hold together, for what their bond is beyond …"""
_WEAK_BOND = 3.0
_RAGGED = 6.0
_SHORT = 4.0
"""A line of fewer cells looks lost."""
_GIVEN_NAME = 2
"""Characters of a given name at most."""
_ABOUT = "关于"
"""What follows the names of those who issue a document in its title."""
_NAME = re.compile(r"[^\s\u3000、]+")
_PHRASE = re.compile(r"[^\s\u3000]+")
_NUMERALS = "〇零一二三四五六七八九十百千万亿两0123456789"


def balanced_breaks(text: str, widths: Sequence[float], measure: float) -> list[Break]:
    """The lines of a centred text, in cells; one line if it fits there."""
    sums = [0.0, *accumulate(widths)]
    if sums[-1] <= measure + 1e-6:
        return [Break(0, len(text))]
    ends = [sums[len(text[:end].rstrip(marks.BLANKS))] for end in range(len(sums))]
    names = _inside(_names(text), sums, measure)
    places = _shaped(text, sums, ends, names, measure)
    if not places and names and _fewest(sums, measure) <= _SEARCHED_LINES:
        places = _shaped(text, sums, ends, frozenset(), measure)
    if not places:
        filled = (
            _first_fit(sums, ends, [0, *own, len(text)], measure)
            for own in _tiers(text, sums, measure, names)
        )
        places = next(filter(None, filled), [])
    if places:
        return [Break(start, end) for start, end in pairwise(places)]
    plain = break_lines(Paragraph(text, widths, [0.0] * len(text), measure, measure))
    return [Break(line.start, line.end) for line in plain]


def _shaped(
    text: str, sums: Sequence[float], ends: Sequence[float], names: Set[int], measure: float
) -> list[int]:
    """Where lines of a good shape begin and end, none at a place in `names`; empty if there are none."""
    best: list[int] = []
    if _fewest(sums, measure) > _SEARCHED_LINES:
        return best
    prices = _prices(text)
    if names and _ABOUT in text:  # behind the last name a line ends as well as at a blank
        prices[text.index(_ABOUT)] = -_GOOD_END
    best_cost = float("inf")
    for places in _tiers(text, sums, measure, names):
        cost, found = _best(sums, ends, places, prices, measure)
        if cost < best_cost - _BAD_SHAPE / 2:
            best, best_cost = found, cost
        if best_cost < _BAD_SHAPE:
            break
    return best


def _first_fit(
    sums: Sequence[float], ends: Sequence[float], places: Sequence[int], measure: float
) -> list[int]:
    """The places at which lines end that are filled one after the other; empty if a part is too long."""
    chosen = [0]
    for last, place in pairwise(places):
        if ends[place] - sums[chosen[-1]] > measure:
            chosen.append(last)
        if ends[place] - sums[chosen[-1]] > measure:
            return []
    return [*chosen, places[-1]]


def _names(text: str) -> list[tuple[int, int]]:
    """Start and end of the names of several who issue a document, apart by blanks or 、, in front of 关于.

    Without 关于, the phrases that blanks divide, but for the last.
    """
    head, about, _matter = text.partition(_ABOUT)
    found = [match.span() for match in (_NAME if about else _PHRASE).finditer(head)]
    if len(found) < 2 or not marks.PAIRS.keys().isdisjoint(head):
        return []
    return found if about else found[:-1]


def _inside(spans: Iterable[tuple[int, int]], sums: Sequence[float], measure: float) -> frozenset[int]:
    """The places within spans that a line holds."""
    fitting = (span for span in spans if sums[span[1]] - sums[span[0]] <= measure)
    return frozenset(place for start, end in fitting for place in range(start + 1, end))


def _fewest(sums: Sequence[float], measure: float) -> int:
    """How many lines the text needs at least."""
    return ceil(sums[-1] / measure - 1e-6)


def relined(text: str, widths: Sequence[float], measure: float) -> str:
    """The text with its own line breaks if they make a good shape, else on one line.

    `widths` has an entry for every character of the text, line breaks included.
    """
    ends = [i for i, char in enumerate(text) if char == "\n"] + [len(text)]
    starts = [0, *(end + 1 for end in ends[:-1])]
    lines = [sum(widths[start:end]) for start, end in zip(starts, ends, strict=True)]
    starters = {text[start : start + 1] for start in starts[1:]}
    if max(lines) <= measure and not _shape_cost(lines) and not starters & marks.TITLE_NOT_FIRST:
        return text
    joined = text[: ends[0]]
    for start, end in list(zip(starts, ends, strict=True))[1:]:
        piece = text[start:end]
        is_word = joined and piece and marks.is_word_char(joined[-1]) and marks.is_word_char(piece[0])
        joined += " " + piece if is_word else piece
    return joined


def _tiers(text: str, sums: Sequence[float], measure: float, names: Set[int]) -> Iterator[list[int]]:
    """Where a line may end: the best places first, all that rules of line breaking allow last."""
    possible = [i for i, may in enumerate(break_places(text)) if may and 0 < i < len(text) and i not in names]
    starts = _line_starts(text) | {start for start, _end in _names(text)}
    enclosed = _enclosed(text)
    kept = _inside(enclosed, sums, measure)
    inside = {i for start, end in enclosed for i in range(start + 1, end)}
    between_words = [i for i in possible if i in starts]
    yield [i for i in between_words if i not in inside]
    yield [i for i in between_words if i not in kept]
    yield between_words
    yield [i for i in possible if i not in kept and text[i] not in marks.TITLE_NOT_FIRST]
    yield possible


def _line_starts(text: str) -> set[int]:
    """The places at which a word begins that may begin a line of a title."""
    starts = set()
    place = 0
    for before, word in pairwise(["", *words_of(text)]):
        is_free = before.isspace() or not _tears(before, word)
        if place and is_free and not word.isspace() and word[0] not in marks.TITLE_NOT_FIRST:
            starts.add(place)
        place += len(word)
    return starts


def _tears(before: str, word: str) -> bool:
    """Whether a line between two words would tear what belongs together.

    The words come from statistics: a single character beside a word is often a part of it (试验区, 总部),
    what follows a number is what it counts, and what follows a surname a name.
    """
    if before in marks.SURNAMES and len(word) <= _GIVEN_NAME:
        return True
    if len(word) == 1 and marks.is_full_width(word) and word not in marks.TITLE_SINGLE | marks.PAIRS.keys():
        return True
    if len(before) == 1 and is_word(before + word[0]):
        return True
    return not before.lstrip("第").strip(_NUMERALS)


def _enclosed(text: str) -> list[tuple[int, int]]:
    """Start and end of what stands in a pair of brackets or quotes, with the pair."""
    found: list[tuple[int, int]] = []
    open_pairs: list[tuple[str, int]] = []
    for place, char in enumerate(text):
        if char in marks.PAIRS:
            open_pairs.append((marks.PAIRS[char], place))
        elif any(closing == char for closing, _ in open_pairs):
            while open_pairs:
                closing, start = open_pairs.pop()
                if closing == char:
                    found.append((start, place + 1))
                    break
    return found


def _prices(text: str) -> dict[int, float]:
    """What it costs to end a line at a place: at a pause less, behind a word that opens what follows more.

    Two words that hold together are parted unwillingly.
    """
    words = words_of(text)
    prices = {}
    for end, word, following in zip(accumulate(map(len, words)), words, [*words[1:], ""], strict=True):
        price = max(0.0, bond(word, following) - _WEAK_BOND) * _BOND
        if word in marks.TITLE_NOT_LAST:
            price += _POOR_END
        elif word.isspace() or word in marks.TITLE_PAUSES:
            price -= _GOOD_END
        prices[end] = price
    return prices


def _best(
    sums: Sequence[float], ends: Sequence[float], places: list[int], prices: dict[int, float], measure: float
) -> tuple[float, list[int]]:
    """Cost and places of the best lines, with both ends of the text; no places if no line holds its part."""
    best: list[int] = []
    best_cost = float("inf")
    fewest = _fewest(sums, measure)
    for count in (fewest, fewest + 1):
        for chosen in _ways(sums, ends, [0, *places, len(sums) - 1], measure, count):
            cost = (count - fewest) * _EXTRA_LINE + _cost(sums, ends, prices, chosen)
            if cost < best_cost:
                best, best_cost = chosen, cost
    return best_cost, best


def _ways(
    sums: Sequence[float], ends: Sequence[float], places: list[int], measure: float, count: int
) -> Iterator[list[int]]:
    """All ways to divide the text at the places into so many lines, none wider than the measure."""
    last = len(places) - 1

    def go(index: int, left: int, chosen: list[int]) -> Iterator[list[int]]:
        start = places[index]
        if left == 1:
            if ends[-1] - sums[start] <= measure:
                yield [*chosen, places[last]]
            return
        for following in range(index + 1, last):
            end = places[following]
            if ends[end] - sums[start] > measure:
                return
            if ends[-1] - sums[end] <= measure * (left - 1):
                yield from go(following, left - 1, [*chosen, end])

    return go(0, count, [0])


def _cost(sums: Sequence[float], ends: Sequence[float], prices: dict[int, float], chosen: list[int]) -> float:
    """How far the lines are from what the standard asks."""
    lines = [ends[end] - sums[start] for start, end in pairwise(chosen)]
    mean = sum(lines) / len(lines)
    cost = _shape_cost(lines)
    cost += _RAGGED * sum(((line - mean) / mean) ** 2 for line in lines)
    cost += 2 * sum(_SHORT - line for line in lines if line < _SHORT)
    return cost + sum(prices.get(end, 0.0) for end in chosen[1:-1])


def _shape_cost(lines: Sequence[float]) -> float:
    """What an hourglass and a rectangle cost; a trapezoid and a rhombus cost nothing."""
    if len(lines) > 1 and max(lines) - min(lines) < _SAME_WIDTH:
        return _BAD_SHAPE
    waists = sum(
        above > line + _HAIR and line + _HAIR < below
        for above, line, below in zip(lines, lines[1:], lines[2:], strict=False)
    )
    return _BAD_SHAPE * waists
