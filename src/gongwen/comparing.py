"""Which characters of one text are those of another that is nearly the same.

Written for texts that differ in blanks and line ends everywhere and in characters here and there: what a
layout makes of a text, what a person typed into it. Stretches that are in both as often are paired first,
long ones before short ones; character by character only what is left between them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher

GAP = "\0"
"""Stands for a character that cannot be in the other text; it is like nothing."""
_STRETCHES = (16, 8, 4)
"""Characters of the stretches that are paired."""
_SMALL = 2_500
"""So many pairs of characters are compared one by one."""
_MOST = 4_000_000
"""Beyond so many the commonest characters are not compared."""

Likes = Callable[[int, int], int]


def matches(a: str, b: str, likes: Likes | None = None) -> list[int]:
    """For each character of `a` its place in `b`, or -1; the places rise.

    Args:
        a: A text; `GAP` in either is like nothing.
        b: Another.
        likes: How much better the characters at two places are taken for each other than others of their
            kind, where several blanks or line ends could be meant; of several the first.
    """
    found = [-1] * len(a)
    ink_a, ink_b = _ink(a), _ink(b)
    bare_a, bare_b = "".join(a[i] for i in ink_a), "".join(b[j] for j in ink_b)
    there, back = [-1] * len(bare_a), [-1] * len(bare_b)
    for i, j in _pairs(bare_a, bare_b, _STRETCHES):
        there[i], back[j] = j, i
    _slide_to_lines(bare_a, _line_starts(a, ink_a), there, back)
    _slide_to_lines(bare_b, _line_starts(b, ink_b), back, there)
    for i, j in enumerate(there):
        if j >= 0:
            found[ink_a[i]] = ink_b[j]
    _pair_blanks(a, b, found, likes or (lambda _i, _j: 0))
    return found


def _ink(text: str) -> list[int]:
    return [place for place, char in enumerate(text) if not char.isspace() and char != GAP]


def _pairs(a: str, b: str, lengths: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs of places, in any order."""
    head, tail = _alike(a, b)
    yield from ((i, i) for i in range(head))
    yield from ((len(a) - 1 - i, len(b) - 1 - i) for i in range(tail))
    inner_a, inner_b = a[head : len(a) - tail], b[head : len(b) - tail]
    if not inner_a or not inner_b:
        return
    if lengths and len(inner_a) * len(inner_b) > _SMALL:
        found = _between_anchors(inner_a, inner_b, lengths)
    else:
        found = _one_by_one(inner_a, inner_b)
    yield from ((i + head, j + head) for i, j in found)


def _alike(a: str, b: str) -> tuple[int, int]:
    """How many characters both begin and end with."""
    least = min(len(a), len(b))
    head = least if a[:least] == b[:least] else next(i for i in range(least) if a[i] != b[i])
    tail = next((i for i in range(least - head) if a[-1 - i] != b[-1 - i]), least - head)
    return head, tail


def _between_anchors(a: str, b: str, lengths: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pair stretches, then what lies between them."""
    last_a = last_b = 0
    for i, j in (*_anchors(a, b, lengths[0]), (len(a), len(b))):
        if i == last_a and j == last_b:
            if i < len(a):
                yield i, j
        else:
            for x, y in _pairs(a[last_a:i], b[last_b:j], lengths[1:]):
                yield last_a + x, last_b + y
            if i < len(a):
                yield i, j
        last_a, last_b = i + 1, j + 1


def _anchors(a: str, b: str, length: int) -> list[tuple[int, int]]:
    """Places where stretches begin that stand in both as often, the first for the first; both rise."""
    of_a, of_b = _stretches(a, length), _stretches(b, length)
    pairs = sorted(
        pair
        for stretch, places in of_a.items()
        if len(places) == len(of_b.get(stretch, ()))
        for pair in zip(places, of_b[stretch], strict=True)
    )
    return rising(pairs)


def _stretches(text: str, length: int) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for place in range(len(text) - length + 1):
        found[text[place : place + length]].append(place)
    return found


def rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most pairs whose second places rise too (patience sorting)."""
    ends: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for number, (_, j) in enumerate(pairs):
        pile = bisect_left(ends, j)
        before.append(tops[pile - 1] if pile else -1)
        if pile == len(ends):
            ends.append(j)
            tops.append(number)
        else:
            ends[pile], tops[pile] = j, number
    chain = []
    number = tops[-1] if tops else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _one_by_one(a: str, b: str) -> Iterator[tuple[int, int]]:
    blocks = SequenceMatcher(None, a, b, autojunk=len(a) * len(b) > _MOST).get_matching_blocks()
    for i, j, size in blocks:
        yield from ((i + k, j + k) for k in range(size))


def _line_starts(text: str, ink: Sequence[int]) -> list[bool]:
    """For each character of ink whether it is the first of its line."""
    return [number == 0 or "\n" in text[ink[number - 1] + 1 : place] for number, place in enumerate(ink)]


def _slide_to_lines(text: str, starts: Sequence[bool], there: list[int], back: list[int]) -> None:
    """Where a stretch has no pair and could as well begin a few characters off, let it begin a line.

    Of `…下。抄送：…办公室。` beside `…下。` the second line is what is more, not `。抄送：…办公室`.
    """
    start = 0
    while start < len(text):
        if there[start] >= 0:
            start += 1
            continue
        end = next((i for i in range(start, len(text)) if there[i] >= 0), len(text))
        before = there[start - 1] if start else -1
        after = there[end] if end < len(text) else len(back)
        if before + 1 == after and not starts[start]:
            _slide(text, starts, (start, end), there, back)
        start = end


def _slide(
    text: str, starts: Sequence[bool], stretch: tuple[int, int], there: list[int], back: list[int]
) -> None:
    start, end = stretch
    shift = 1
    while start >= shift and text[start - shift] == text[end - shift]:
        if starts[start - shift]:
            for i in range(1, shift + 1):
                _move(start - i, end - i, there, back)
            return
        shift += 1
    shift = 1
    while end + shift <= len(text) and text[start + shift - 1] == text[end + shift - 1]:
        if start + shift < len(text) and starts[start + shift]:
            for i in range(shift):
                _move(end + i, start + i, there, back)
            return
        shift += 1


def _move(old: int, new: int, there: list[int], back: list[int]) -> None:
    """Give the pair of one place to another."""
    there[new], there[old] = there[old], -1
    back[there[new]] = new


def _pair_blanks(a: str, b: str, found: list[int], likes: Likes) -> None:
    """Between characters that are paired, pair blanks and line ends."""
    gap: list[int] = []
    last = -1
    for i in range(len(a) + 1):
        if i < len(a) and found[i] < 0:
            gap.append(i)
            continue
        following = found[i] if i < len(a) else len(b)
        if gap:
            for blank, same in _gap_pairs(a, b, gap, range(last + 1, following), likes):
                found[blank] = same
            gap = []
        last = following


def _gap_pairs(a: str, b: str, gap: Sequence[int], free: range, likes: Likes) -> Iterator[tuple[int, int]]:
    place = free.start
    for i in gap:
        if a[i].isspace():
            same = [j for j in range(place, free.stop) if b[j] == a[i]]
            if same:
                chosen = max(same, key=lambda j: likes(i, j))
                yield i, chosen
                place = chosen + 1
