"""Which characters of one text are those of another that is nearly the same.

Written for texts that differ in blanks and line ends, and in a few places more: what a layout makes of a
text, what a person typed into it. Lines that are alike are found first, characters only in what is left.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby

GAP = "\0"
"""Stands for a character that cannot be in the other text; it is like nothing."""
_MOST = 4_000_000
"""Beyond so many pairs of characters the commonest ones are not compared."""


def matches(a: str, b: str, preferred: Sequence[bool] | None = None) -> list[int]:
    """For each character of `a` its place in `b`, or -1; the places rise.

    Args:
        a: A text; `GAP` in either is like nothing.
        b: Another.
        preferred: For each character of `b` whether it is taken before others of its kind, where several
            blanks or line ends could be meant.
    """
    found = [-1] * len(a)
    ink_a, ink_b = _ink(a), _ink(b)
    for i, j in _ink_pairs(a, b, ink_a, ink_b):
        found[i] = j
    _match_blanks(a, b, found, preferred)
    return found


def _ink(text: str) -> list[int]:
    return [place for place, char in enumerate(text) if not char.isspace() and char != GAP]


def _ink_pairs(a: str, b: str, ink_a: list[int], ink_b: list[int]) -> Iterator[tuple[int, int]]:
    if len(ink_a) == len(ink_b) and all(a[i] == b[j] for i, j in zip(ink_a, ink_b, strict=True)):
        yield from zip(ink_a, ink_b, strict=True)
        return
    lines_a, lines_b = _lines(a, ink_a), _lines(b, ink_b)
    texts_a = ["".join(a[i] for i in line) for line in lines_a]
    texts_b = ["".join(b[j] for j in line) for line in lines_b]
    for tag, a1, a2, b1, b2 in _opcodes(texts_a, texts_b):
        part_a = [i for line in lines_a[a1:a2] for i in line]
        part_b = [j for line in lines_b[b1:b2] for j in line]
        if tag == "equal":
            yield from zip(part_a, part_b, strict=True)
        elif tag == "replace":
            text_a, text_b = "".join(a[i] for i in part_a), "".join(b[j] for j in part_b)
            for tag_, i1, i2, j1, j2 in _opcodes(text_a, text_b):
                if tag_ == "equal":
                    yield from zip(part_a[i1:i2], part_b[j1:j2], strict=True)


def _lines(text: str, ink: Sequence[int]) -> list[list[int]]:
    """The places of ink, line by line, lines without any left out."""
    ends = 0
    numbers = []
    previous = 0
    for place in ink:
        ends += text.count("\n", previous, place)
        previous = place
        numbers.append(ends)
    return [
        [place for _, place in line] for _, line in groupby(zip(numbers, ink, strict=True), lambda n: n[0])
    ]


Opcode = tuple[str, int, int, int, int]


def _opcodes(a: Sequence[str], b: Sequence[str]) -> Iterator[Opcode]:
    """As difflib has them; what both begin and end with is not searched through."""
    least = min(len(a), len(b))
    head = next((i for i in range(least) if a[i] != b[i]), least)
    tail = next((i for i in range(least - head) if a[-1 - i] != b[-1 - i]), least - head)
    end_a, end_b = len(a) - tail, len(b) - tail
    yield "equal", 0, head, 0, head
    middle = SequenceMatcher(
        None, a[head:end_a], b[head:end_b], autojunk=(end_a - head) * (end_b - head) > _MOST
    )
    for tag, a1, a2, b1, b2 in middle.get_opcodes():
        yield tag, a1 + head, a2 + head, b1 + head, b2 + head
    yield "equal", end_a, len(a), end_b, len(b)


def _match_blanks(a: str, b: str, found: list[int], preferred: Sequence[bool] | None) -> None:
    """Between characters that are paired, pair blanks and line ends."""
    gap: list[int] = []
    last = -1
    for i in range(len(a) + 1):
        if i < len(a) and found[i] < 0:
            gap.append(i)
            continue
        following = found[i] if i < len(a) else len(b)
        if gap:
            for blank, same in _gap_pairs(a, b, gap, range(last + 1, following), preferred):
                found[blank] = same
            gap.clear()
        last = following


def _gap_pairs(
    a: str, b: str, gap: Sequence[int], free: range, preferred: Sequence[bool] | None
) -> Iterator[tuple[int, int]]:
    place = free.start
    for i in gap:
        if not a[i].isspace():
            continue
        same = [j for j in range(place, free.stop) if b[j] == a[i]]
        if not same:
            continue
        chosen = next((j for j in same if preferred is None or preferred[j]), same[0])
        yield i, chosen
        place = chosen + 1
