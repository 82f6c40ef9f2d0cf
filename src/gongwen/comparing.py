"""Which characters of one text are those of another that is nearly the same.

Written for texts that differ in blanks and line ends everywhere and in characters here and there: what a
layout makes of a text, what a person typed into it. Where few characters differ, the pairs are those with the
fewest differences. Else stretches that are in both once are paired first, long ones before short ones, and
what is left between them again with the fewest differences, so that lines which say the same over and over
are paired in order.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

GAP = "\0"
"""Stands for a character that cannot be in the other text; it is like nothing."""
_STRETCHES = (64, 32, 16, 8, 4)
"""Characters of the stretches that are paired; a sentence that is there twice may be so once only in part."""
_SMALL = 2_500
"""So many pairs of characters are compared one by one."""
_REACH = 160
"""So far on the way with the fewest differences is taken, before it is looked for anew."""
_SAFE = 12
"""A way is taken up to where so many characters in a row are alike."""
_MOST = 240
"""With so many differences the way that got farthest is taken."""
_SHORT = 3_000
"""Up to so many characters a way without stretches is looked for."""
_FEW = 100
"""So many differences it has at most."""

Likes = Callable[[int, int], int]


def matches(a: str, b: str, likes: Likes | None = None, known: Sequence[tuple[int, int]] = ()) -> list[int]:
    """For each character of `a` its place in `b`, or -1; the places rise.

    Args:
        a: A text; `GAP` in either is like nothing.
        b: Another.
        likes: How much better the characters at two places are taken for each other than others of their
            kind, where several blanks or line ends could be meant; of several the first.
        known: Places that are the same, whatever stands there; both rise. They are not among what is
            returned, but nothing is paired across them.
    """
    found = [-1] * len(a)
    last_a = last_b = 0
    for i, j in (*known, (len(a), len(b))):
        own = _matches(a[last_a:i], b[last_b:j], likes, (last_a, last_b))
        found[last_a:i] = (under + last_b if under >= 0 else -1 for under in own)
        last_a, last_b = i, j
    return found


def _matches(a: str, b: str, likes: Likes | None, offsets: tuple[int, int]) -> list[int]:
    """The same for a part of both texts that begins at the `offsets`."""
    found = [-1] * len(a)
    ink_a, ink_b = _ink(a), _ink(b)
    bare_a, bare_b = "".join(a[i] for i in ink_a), "".join(b[j] for j in ink_b)
    there, back = [-1] * len(bare_a), [-1] * len(bare_b)
    for i, j in _pairs(bare_a, bare_b, _STRETCHES):
        there[i], back[j] = j, i
    _slide_together(bare_a, there, back)
    _slide_together(bare_b, back, there)
    _slide_to_lines(bare_a, _line_starts(a, ink_a), there, back)
    _slide_to_lines(bare_b, _line_starts(b, ink_b), back, there)
    for i, j in enumerate(there):
        if j >= 0:
            found[ink_a[i]] = ink_b[j]
    over, under = offsets
    _pair_blanks(a, b, found, lambda i, j: likes(over + i, under + j) if likes else 0)
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
        found = _few_differences(inner_a, inner_b) or _between_anchors(inner_a, inner_b, lengths)
    else:
        found = _one_by_one(inner_a, inner_b)
    yield from ((i + head, j + head) for i, j in found)


def _alike(a: str, b: str) -> tuple[int, int]:
    """How many characters both begin and end with."""
    least = min(len(a), len(b))
    head = least if a[:least] == b[:least] else next(i for i in range(least) if a[i] != b[i])
    tail = next((i for i in range(least - head) if a[-1 - i] != b[-1 - i]), least - head)
    return head, tail


def _few_differences(a: str, b: str) -> Iterator[tuple[int, int]] | None:
    """The pairs with the fewest differences, if they are few."""
    if max(len(a), len(b)) > _SHORT or abs(len(a) - len(b)) > _FEW:
        return None
    pairs, i, j = _way(a, b, 0, 0, reach=len(a) + len(b) + 1, most=_FEW)
    return iter(pairs) if (i, j) == (len(a), len(b)) else None


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
    """Places where stretches begin that stand in both once; both rise."""
    of_a, of_b = _stretches(a, length), _stretches(b, length)
    pairs = sorted(
        (places[0], of_b[stretch][0])
        for stretch, places in of_a.items()
        if len(places) == 1 == len(of_b.get(stretch, ()))
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
    """Pair what is left with the fewest differences, a short way at a time."""
    i = j = 0
    while i < len(a) and j < len(b):
        pairs, i, j = _way(a, b, i, j)
        yield from pairs


def _way(  # noqa: PLR0917
    a: str, b: str, i: int, j: int, reach: int = 2 * _REACH, most: int = _MOST
) -> tuple[list[tuple[int, int]], int, int]:
    """The pairs of a short way from `a[i]` and `b[j]` on, and where it ends.

    After E. W. Myers, An O(ND) difference algorithm and its variations, 1986: of all ways with so many
    differences the one that gets farthest on each diagonal is followed.
    """
    zero = i - j
    farthest = {1: i}
    trace: list[dict[int, int]] = []
    for steps in range(most):
        trace.append(farthest.copy())
        for diagonal in range(-steps, steps + 1, 2):
            x = _next(farthest, diagonal, steps)
            y = x - zero - diagonal
            begin = x
            while x < len(a) and y < len(b) and a[x] == b[y]:
                x, y = x + 1, y + 1
            farthest[diagonal] = x
            is_far = x + y - i - j >= reach and x - begin >= _SAFE
            if is_far or (x == len(a) and y == len(b)):
                return _walked(trace, x, y, zero), x, y
    ends = ((x, x - zero - k) for k, x in farthest.items() if (k - most) % 2)
    x, y = max((end for end in ends if end[0] <= len(a) and end[1] <= len(b)), key=sum)
    return _walked(trace, x, y, zero), x, y


def _next(farthest: dict[int, int], diagonal: int, steps: int) -> int:
    """Where in `a` a diagonal is entered: a character of `b` or of `a` left out."""
    if _is_down(farthest, diagonal, steps):
        return farthest[diagonal + 1]
    return farthest[diagonal - 1] + 1


def _is_down(farthest: dict[int, int], diagonal: int, steps: int) -> bool:
    """Whether the way to a diagonal that got farthest leaves out a character of `b`."""
    return diagonal == -steps or (diagonal != steps and farthest[diagonal - 1] < farthest[diagonal + 1])


def _walked(trace: Sequence[dict[int, int]], x: int, y: int, zero: int) -> list[tuple[int, int]]:
    """The pairs on the way to a place, the last first."""
    pairs = []
    for steps in range(len(trace) - 1, -1, -1):
        farthest, diagonal = trace[steps], x - zero - y
        entered = _next(farthest, diagonal, steps)
        while x > entered:
            x, y = x - 1, y - 1
            pairs.append((x, y))
        if steps and _is_down(farthest, diagonal, steps):
            y -= 1
        else:
            x -= 1
    return pairs


def _line_starts(text: str, ink: Sequence[int]) -> list[bool]:
    """For each character of ink whether it is the first of its line."""
    return [number == 0 or "\n" in text[ink[number - 1] + 1 : place] for number, place in enumerate(ink)]


def _slide_together(text: str, there: list[int], back: list[int]) -> None:
    """Where a stretch without pairs could as well begin where the one before it ends, make one of them.

    Of `…防汛…：汛期` beside `汛期` nothing of the first 汛 is left.
    """
    last = 0
    for start, end in _unpaired(there):
        shift = 0
        while start - shift > last and text[start - shift - 1] == text[end - shift - 1]:
            shift += 1
        is_one = 0 < last == start - shift
        for i in range(1, shift + 1) if is_one else ():
            _move(start - i, end - i, there, back)
        last = end - shift if is_one else end


def _slide_to_lines(text: str, starts: Sequence[bool], there: list[int], back: list[int]) -> None:
    """Where a stretch has no pair and could as well begin a few characters off, let it begin a line.

    Of `…下。抄送：…办公室。` beside `…下。` the second line is what is more, not `。抄送：…办公室`.
    """
    for start, end in _unpaired(there):
        before = there[start - 1] if start else -1
        after = there[end] if end < len(text) else len(back)
        if before + 1 == after and not starts[start]:
            _slide(text, starts, (start, end), there, back)


def _unpaired(there: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The stretches without pairs, from start to end; what is moved meanwhile is behind them."""
    start = 0
    while start < len(there):
        if there[start] >= 0:
            start += 1
            continue
        end = next((i for i in range(start, len(there)) if there[i] >= 0), len(there))
        yield start, end
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
    """As many pairs as there can be, if that is not to be tried out among too many."""
    own = [i for i in gap if a[i].isspace()]
    others = [j for j in free if b[j].isspace()]
    is_small = len(own) * len(others) <= _SMALL
    after = _most_pairs([a[i] for i in own], [b[j] for j in others]) if is_small else None
    first = 0
    for number, i in enumerate(own):
        same = [k for k in range(first, len(others)) if b[others[k]] == a[i]]
        if after is not None:
            most = after[number][first]
            same = [k for k in same if after[number + 1][k + 1] + 1 == most]
        if same:
            chosen = max(same, key=lambda k: likes(i, others[k]))
            yield i, others[chosen]
            first = chosen + 1


def _most_pairs(a: Sequence[str], b: Sequence[str]) -> list[list[int]]:
    """How many pairs there are at most, from a place of each on."""
    most = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) - 1, -1, -1):
        for k in range(len(b) - 1, -1, -1):
            most[i][k] = 1 + most[i + 1][k + 1] if a[i] == b[k] else max(most[i + 1][k], most[i][k + 1])
    return most
