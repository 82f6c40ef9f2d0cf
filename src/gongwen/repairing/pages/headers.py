"""`header.line`, `header.inline`: headers of pages, on lines of their own or cut into a sentence or a word.

Lines that are headers by their shape go first; what is cut into sentences is then looked for in the text
without them, so that neither hides the other. There `sites` says where a header may stand, `excisions`
what speaks for it; a probability decides. What is found in one place is known in all others.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate

from ...i18n import gettext as _
from ...model import Change
from ..lines.lines import Line, lines_of
from ..stage import Context
from . import excisions, recurring
from .excisions import Weighed
from .furniture import page_numbers, running_heads
from .pieces import Known, Piece, Place, known_headers
from .sites import Sites

LINE, INLINE = "header.line", "header.inline"
_MOST_SUGGESTED, _LEAST_APPLIED, _MOST = 0.89, 0.9, 0.985
"""Confidence that headers have at most that are suggested; at least, and at most, that are applied."""
_ELSEWHERE = 2
"""Sentences that a running head must tear before it is taken out between two others."""
_EVEN, _NAMED = 0.5, 0.93
"""Probability from which the name of a site that other files have, too, goes, and how sure that is."""
_MOST_A_MARK = 150
"""Characters on each comma or stop of a text at most that is written with marks."""
_KNOWN_FROM = 0.9
"""Probability from which on a header found in one place is known in the others."""


def find(text: str, context: Context) -> list[Change]:
    """Headers that are lines of their own by their shape, and those cut into sentences."""
    lines = lines_of(text)
    own = _own_lines(text, lines, context)
    if not own:
        return cut_in(Sites(text), context)
    rest = _Without(text, own)
    inline = [rest.in_whole(change) for change in cut_in(Sites(rest.text), context)]
    free = [c for c in own if all(c.end <= i.start or i.end <= c.start for i in inline)]
    return sorted(free + inline, key=lambda change: change.start)


# ---- lines of their own


def _own_lines(text: str, lines: Sequence[Line], context: Context) -> list[Change]:
    numbers = page_numbers(lines)
    heads = running_heads(lines, numbers)
    beside = recurring.lines_of_headers(lines, context.recurring, numbers | heads)
    if len(numbers) + len(heads) + len(beside) >= len(lines):
        return []
    changes = [_without_line(text, lines[i], sure, _("A page number")) for i, sure in numbers.items()]
    changes += [
        _without_line(text, lines[i], sure, _("A header repeated on each page")) for i, sure in heads.items()
    ]
    changes += [
        _without_line(text, lines[i], sure, _("A line that other files of the folder have, too"))
        for i, sure in beside.items()
    ]
    return sorted(changes, key=lambda change: change.start)


def _without_line(text: str, line: Line, confidence: float, reason: str) -> Change:
    start = text.rfind("\n", 0, line.start) + 1
    end = text.find("\n", line.end) + 1
    if not end:
        return Change(max(0, start - 1), len(text), "", LINE, confidence, reason)
    return Change(start, end, "", LINE, confidence, reason)


class _Without:
    """A text without some stretches of it, and where its places were in the whole."""

    def __init__(self, text: str, gone: Sequence[Change]) -> None:
        edges = [0, *(edge for c in gone for edge in (c.start, c.end)), len(text)]
        parts = [text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]
        self.text = "".join(parts)
        self._starts = edges[::2]
        self._lengths = list(accumulate((len(p) for p in parts), initial=0))

    def in_whole(self, change: Change) -> Change:
        """The change at its place in the whole text, with what is gone in between."""
        return replace(change, start=self._place(change.start), end=self._place(change.end - 1) + 1)

    def _place(self, place: int) -> int:
        part = bisect_right(self._lengths, place) - 1
        return self._starts[part] + place - self._lengths[part]


# ---- cut into sentences


def cut_in(sites: Sites, context: Context) -> list[Change]:
    """Headers cut into sentences, also those that are only suggested."""
    known = known_headers(sites.lines, context)
    best = judged(sites, known)
    found = sure_somewhere(
        (chance, sites.folded[p.start : p.end]) for chance, p in best if p.place is not Place.INSIDE
    )
    if found:
        best = judged(sites, known.plus(found))
    tears = _tears(sites, best)
    names = {line for line in recurring.headers(context.recurring) if recurring.names_site(line)}
    marked = _is_marked(sites.folded)
    changes: list[Change] = []
    for chance, piece in sorted(best, key=lambda pair: -pair[0]):
        change = _change(piece, chance, sure=(piece.torn and marked) or _recurs(sites, piece, tears))
        if change and chance >= _EVEN and sites.folded[piece.start : piece.end] in names:
            change = replace(change, confidence=max(change.confidence, _NAMED))
        if change and all(change.end <= c.start or c.end <= change.start for c in changes):
            changes.append(change)
    return sorted(changes, key=lambda c: c.start)


def _is_marked(text: str) -> bool:
    """Whether the text has marks: else a line that ends without one tears no sentence."""
    return sum(map(text.count, "，。")) * _MOST_A_MARK >= len(text)


def _tears(sites: Sites, found: Sequence[tuple[float, Piece]]) -> list[tuple[int, str]]:
    """Where headers tear a sentence for sure, and what they say."""
    likely = excisions.fitted()["likely"]
    return [(p.start, sites.folded[p.start : p.end]) for chance, p in found if p.torn and chance >= likely]


def _recurs(sites: Sites, piece: Piece, tears: Sequence[tuple[int, str]]) -> bool:
    """Whether a line between two sentences says what headers say that tear others, the first of them above.

    A heading may stand at the head of the pages below it: the line above them all is the heading.
    """
    line = sites.folded[piece.start : piece.end]
    same = [start for start, header in tears if line in header or header in line]
    return len(same) >= _ELSEWHERE and min(same) < piece.start


def sure_somewhere(found: Iterable[tuple[float, str]]) -> list[str]:
    """The headers of which at least one of the places where they may be is one, as good as surely."""
    doubt: dict[str, float] = defaultdict(lambda: 1.0)
    for chance, header in found:
        doubt[header] *= 1 - chance
    return [header for header, rest in doubt.items() if 1 - rest >= _KNOWN_FROM]


def judged(sites: Sites, known: Known) -> list[tuple[float, Piece]]:
    """The likeliest header of each place with its probability; pieces that leave the same text are one."""
    found = []
    for site in excisions.weigh(sites, list(sites.sites(known))):
        alike: dict[str, list[tuple[float, Weighed]]] = defaultdict(list)
        chances = excisions.chances(site)
        for result, chance, one in zip(excisions.results(sites, site), chances, site, strict=True):
            alike[result].append((chance, one))
        best = max(alike.values(), key=lambda same: sum(chance for chance, _one in same))
        piece = max(best, key=lambda pair: pair[0])[1].piece
        found.append((sum(chance for chance, _one in best), piece))
    return found


def _change(piece: Piece, chance: float, *, sure: bool) -> Change | None:
    """The change for a header of that probability; only where that is `sure` it may be applied."""
    if chance < excisions.fitted()["doubtful"]:
        return None
    confidence = confidence_of(chance, sure=sure)
    return Change(*piece.cut, "", INLINE, confidence, _("A page header was cut into the sentence"))


def confidence_of(chance: float, *, sure: bool = True) -> float:
    """How often what the model gives that chance is right, as measured where it was not learned.

    Kept from being applied is what is less likely than `likely` or not `sure`, for other texts are less like
    those measured than these are like each other.
    """
    fitted = excisions.fitted()
    slope, offset = fitted["calibration"]
    odds = math.log(max(chance, 1e-9)) - math.log(max(1 - chance, 1e-9))
    confidence = 1 / (1 + math.exp(-slope * odds - offset))
    if sure and chance >= fitted["likely"]:
        return min(max(confidence, _LEAST_APPLIED), _MOST)
    return min(confidence, _MOST_SUGGESTED)
