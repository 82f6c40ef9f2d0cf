"""`punct.number`: the items of one list numbered in two ways, `1.` and `1、`.

An item is changed only where it stands in a row of others: the item before it or behind it has the next
number and the mark that nearly all items of the text have. Else it is noted that the text has both.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...i18n import gettext as _
from ...model import Change
from ..stage import Context
from .line import HAN

RULE = "punct.number"
_ITEM = re.compile(rf"^[ \u3000]*(\d{{1,2}})([.．、])(?= ?[{HAN}“《（])", re.MULTILINE)
_FEWEST = 3
"""Items that must have the usual mark, and how many times as many as have another."""


@dataclass(frozen=True, slots=True)
class _Item:
    place: int
    """Of the mark."""
    number: int
    mark: str


def find(text: str, context: Context) -> Iterator[Change]:
    """Changes of marks behind numbers of items, or one note."""
    items = [_Item(m.start(2), int(m.group(1)), m.group(2)) for m in _ITEM.finditer(text)]
    counts = Counter(item.mark for item in items)
    if len(counts) < 2:
        return
    usual, often = counts.most_common(1)[0]
    is_usual = often >= _FEWEST and often >= _FEWEST * (len(items) - often)
    odd = [index for index, item in enumerate(items) if item.mark != usual]
    sure = [index for index in odd if is_usual and _is_in_row(items, index, usual)]
    reason = _("The other items of the text are numbered {number}").format(number=f"1{usual}")
    for index in sure:
        place = items[index].place
        yield Change(place, place + 1, usual, RULE, 0.92, reason)
    if len(sure) < len(odd):
        place = items[next(index for index in odd if index not in sure)].place
        reason = _("Items are numbered in two ways in this text; one is enough")
        yield Change(place, place + 1, text[place], RULE, 0.9, reason, note=True)


def _is_in_row(items: Sequence[_Item], index: int, usual: str) -> bool:
    """Whether neighbours in number have the usual mark, and none has this one's."""
    item = items[index]
    beside = [
        other.mark
        for step in (-1, 1)
        for other in items[max(0, index + step) : max(0, index + step + 1)]
        if other.number == item.number + step
    ]
    return bool(beside) and set(beside) == {usual}
