"""Where a header may have been cut into a text, and from where to where: what `headers` judges.

Headers stand where pages end, so every stretch beside a break in mid-sentence is a candidate, as is a short
line between two others. Elsewhere only what repeats a known header is: the title, also as known from
outside, the name of the file, and what was found in other places of the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from pathlib import PurePath

from .language import Language
from .lines import CLOSING, STOPS, Layout, Line, Regime, boundaries, fold, lines_of
from .shapes import has_shape
from .stage import Context

LONGEST = 20
"""Characters of a header that is cut into a line."""
_LONGEST_LINE = 26
_LEAST, _LEAST_INSIDE = 2, 4
"""Characters of a header, and of a known one that a piece inside a line must repeat."""
_STRETCH = 4
"""Characters by which a piece may go on beyond what is known of the header."""
_ECHO = 3
"""Characters that two places must share for one to be an echo of the other."""
_TORN, _TORN_WRAPPED = 2.0, 3.5
"""Surprise (log10) at the four characters behind a break from which on it may hide a header."""
_STRANGE_START, _STRANGE_END, _STRANGE_INSIDE = 1.2, 2.5, 4.0
"""Least surprise at the two characters that open a header and the four behind it, as the text stands."""
_CRUMB = 8
"""Characters of a short line that are not left alone when the rest of it is taken for a header."""
_NEAR = 50_000
"""Characters on either side in which a piece is looked for again."""
_TITLE_LINES = 3
_LONGEST_TITLE = 45
_MARK = re.compile("[\\s，。、；：！？）》”’」』】〉（《“‘「『【〈,.;:!?()…—]")
_FINAL = re.compile("[。；！？，,;!?]")


class Place(StrEnum):
    """Where a header stands."""

    TAIL = "tail"
    """At the end of a line, before the break."""
    HEAD = "head"
    """At the start of a line, behind the break."""
    OWN = "own"
    """A line of its own."""
    INSIDE = "inside"
    """In the middle of a line."""


@dataclass(frozen=True, slots=True)
class Piece:
    """`text[start:end]` may be a header; `text[cut[0]:cut[1]]` goes with it."""

    start: int
    end: int
    cut: tuple[int, int]
    place: Place
    known: int = 0
    """Characters in a row that a title has."""
    found: int = 0
    """Characters in a row that a header has which was found elsewhere."""
    whole: bool = False
    """Whether it is a header that was found elsewhere, from end to end."""
    echoed: int = 0
    """Characters in a row that stand beside other breaks, too."""
    echoes: int = 0
    """Breaks beside which they stand."""
    before: str = ""
    """What precedes its known part in the header, if it opens with that."""


Site = list[Piece]
"""Candidates of which one at most is a header."""


class Known:
    """Headers that are known, and what they have in common with a stretch of text."""

    def __init__(self, titles: Iterable[str], found: Iterable[str] = ()) -> None:
        """`titles` may have been headers; `found` were, in other places of the text."""
        self.titles = _Shared(titles)
        self.found = _Shared(found)

    def plus(self, found: Iterable[str]) -> Known:
        """With headers that were found."""
        return Known(self.titles.headers, (*self.found.headers, *found))

    @cached_property
    def entries(self) -> frozenset[str]:
        """What pieces inside a line are found by."""
        headers = self.titles.headers + self.found.headers
        return frozenset(h[i : i + _LEAST_INSIDE] for h in headers for i in range(len(h) - _LEAST_INSIDE + 1))


class _Shared:
    """A few short texts, and how much of another they have."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.headers = tuple(dict.fromkeys(t for t in texts if len(t) >= _LEAST))
        self._text = "\n".join(self.headers)

    def reach(self, window: str) -> list[int]:
        """For each character how far the window goes on from there as one of the texts does."""
        sizes: list[int] = []
        for start in range(len(window)):
            size = max(0, sizes[-1] - 1) if sizes else 0
            while start + size < len(window) and window[start : start + size + 1] in self._text:
                size += 1
            sizes.append(size)
        return sizes

    def before(self, part: str) -> str:
        """What precedes the part in one of the texts."""
        at = self._text.find(part)
        return self._text[max(0, at - 4) : max(0, at)].rpartition("\n")[2]


def known_headers(lines: Sequence[Line], context: Context) -> Known:
    """What the pages may have been headed with: the title, also as known from outside, the file's name."""
    titles = [line.folded for line in title_lines(lines)]
    name = PurePath(context.source.name).stem if context.source.name else ""
    return Known([*titles, fold(context.source.title or ""), fold(name)])


def title_lines(lines: Sequence[Line]) -> list[Line]:
    """The first lines, as far as they may be a title."""
    head = []
    for line in lines[:_TITLE_LINES]:
        if line.stops or line.width > _LONGEST_TITLE or line.folded.count("，") > 1:
            break
        if has_shape("record", line.folded) or has_shape("record_start", line.folded):
            break
        head.append(line)
    return head


class Sites:
    """All places of a text where a header may be."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = fold(text)
        self.lines = lines_of(text)
        self.titles = len(title_lines(self.lines))
        self.regime = Layout(tuple(self.lines)).regime
        self._occurring: dict[str, tuple[int, int]] = {}

    def sites(self, known: Known) -> Iterator[Site]:
        """The candidates by place, in the order of the text."""
        for index in range(self.titles, len(self.lines) - 1):
            site = [*self._beside(index, known), *self._own(index + 1, known)]
            if site:
                yield site
        yield from self._inside(known)

    # ---- beside a break

    def _beside(self, index: int, known: Known) -> Iterator[Piece]:
        """The ends of a line and the starts of the next; behind a stop only what is known."""
        second = self.lines[index + 1]
        if index in self._torn:
            yield from self._tails(index, known)
            yield from self._heads(index, known, least=0)
        elif second.folded[:_LEAST_INSIDE] in known.entries:
            yield from self._heads(index, known, least=_LEAST_INSIDE)

    def _tails(self, index: int, known: Known) -> Iterator[Piece]:
        first, second = self.lines[index], self.lines[index + 1]
        window = first.folded[-LONGEST:] if len(first.folded) > LONGEST else first.folded[1:]
        window = _MARK.split(window)[-1]
        measured = self._measured(window, known)
        for size in range(_LEAST, len(window) + 1):
            start = first.end - size
            if self._opening[start] < _STRANGE_START or (
                index in self._bare and start - first.start <= _CRUMB
            ):
                continue
            cut = (start, first.end if self._ends(start) else second.start)
            yield measured.piece(len(window) - size, len(window), start, cut, Place.TAIL)

    def _heads(self, index: int, known: Known, least: int) -> Iterator[Piece]:
        first, second = self.lines[index], self.lines[index + 1]
        window = _MARK.split(second.folded[: min(LONGEST, len(second.folded) - 1)])[0]
        measured = self._measured(window, known)
        for size in range(_LEAST, len(window) + 1):
            start = second.start
            crumb = index + 1 in self._bare and len(second.folded) - size <= _CRUMB
            if crumb or self._seam[start + size] < _STRANGE_END:
                continue
            cut = (start if self._ends(first.end) else first.end, start + size)
            piece = measured.piece(0, size, start, cut, Place.HEAD)
            shared = max(piece.known, piece.found)
            if shared >= least and (not least or size - shared <= _STRETCH):
                yield piece

    def _own(self, index: int, known: Known) -> Iterator[Piece]:
        """A short line between two others; behind a whole sentence it may be a heading unless it is known."""
        if index >= len(self.lines) - 1 or index not in self._short:
            return
        first, line, second = self.lines[index - 1 : index + 2]
        alike = self._repeated[line.folded] > 1 or line.folded in known.found.headers
        if index not in self._torn and not alike:
            return
        cut = (first.end, line.end if self._ends(first.end) else second.start)
        measured = self._measured(line.folded, known)
        piece = measured.piece(0, len(line.folded), line.start, cut, Place.OWN)
        if alike or not self._ends(first.end) or max(piece.known, piece.found) >= _LEAST_INSIDE:
            yield piece

    def _ends(self, place: int) -> bool:
        """Whether a sentence ends before the place: the break there is none of the header's."""
        return place > 0 and self.folded[place - 1] in STOPS + CLOSING

    # ---- inside a line

    def _inside(self, known: Known) -> Iterator[Site]:
        body = self.lines[self.titles].start if self.titles < len(self.lines) else len(self.text)
        found = {at for entry in known.entries for at in _occurrences(self.folded, entry, body)}
        end = 0
        for at in sorted(found):
            if at < end:
                continue
            line_end = self.folded.find("\n", at)
            window = self.folded[at : line_end if line_end >= 0 else None][: LONGEST + _STRETCH]
            size = max(known.titles.reach(window)[0], known.found.reach(window)[0])
            end = at + size
            site = list(self._variants(at, size, _MARK.split(window)[0], known))
            if site:
                yield site

    def _variants(self, at: int, size: int, window: str, known: Known) -> Iterator[Piece]:
        """The piece with its ends moved by a few characters, where neither end is that of a line."""
        measured = self._measured(window, known)
        for skip in range(min(2, size - _LEAST) + 1):
            if self._opening[at + skip] < _STRANGE_START:
                continue
            for end in range(max(skip + _LEAST, size - 2), min(len(window), size + _STRETCH) + 1):
                span = (at + skip, at + end)
                if self._is_inner(*span) and self._seam[span[1]] >= _STRANGE_INSIDE:
                    yield measured.piece(skip, end, span[0], span, Place.INSIDE)

    def _is_inner(self, start: int, end: int) -> bool:
        return start > 0 and end < len(self.text) and self.text[start - 1] != "\n" and self.text[end] != "\n"

    # ---- what the places have in common

    @cached_property
    def _short(self) -> frozenset[int]:
        """Lines that may be headers of their own."""
        return frozenset(
            i
            for i, line in enumerate(self.lines)
            if _LEAST <= len(line.folded) <= _LONGEST_LINE and not _FINAL.search(line.folded)
        )

    @cached_property
    def _bare(self) -> frozenset[int]:
        """Short lines without any mark."""
        return frozenset(i for i in self._short if not _MARK.search(self.lines[i].folded))

    @cached_property
    def _repeated(self) -> Counter[str]:
        """How often lines stand there."""
        return Counter(self.lines[i].folded for i in self._short)

    @cached_property
    def _torn(self) -> frozenset[int]:
        """Lines that end in mid-sentence, and behind which it does not read on."""
        ends = [i for i, line in enumerate(self.lines[:-1]) if not line.stops]
        pairs = [(self.lines[i].folded[-4:], self.lines[i + 1].folded[:4]) for i in ends]
        language = Language.load()
        joined = language.surprise_many([a + b for a, b in pairs])
        broken = language.surprise_many(["\n" + b for _, b in pairs])
        least = _TORN if self.regime is Regime.FREE else _TORN_WRAPPED
        return frozenset(
            i
            for i, (a, _), one, other in zip(ends, pairs, joined, broken, strict=True)
            if min(one[len(a) :].sum(), other[1:].sum()) >= least
        )

    @cached_property
    def _surprise(self) -> list[float]:
        scores: list[float] = Language.load().surprise(self.folded).tolist()
        return [*scores, 0.0, 0.0, 0.0, 0.0]

    @cached_property
    def _opening(self) -> list[float]:
        """Surprise at the two characters from each place on."""
        return [a + b for a, b in pairwise(self._surprise)]

    @cached_property
    def _seam(self) -> list[float]:
        """Surprise at the four characters from each place on."""
        return [a + b for a, b in zip(self._opening, self._opening[2:], strict=False)] + [0.0] * 3

    def others(self, piece: Piece) -> tuple[int, int]:
        """How often the piece stands elsewhere: beside breaks, and not."""
        body = self.folded[piece.start : piece.end]
        if body not in self._occurring:
            near = self.folded[max(0, piece.start - _NEAR) : piece.end + _NEAR]
            beside = sum(
                near[at - 1 : at] in {"\n", ""} or near[at + len(body) : at + len(body) + 1] in {"\n", ""}
                for at in _occurrences(near, body, 0)
            )
            self._occurring[body] = beside, near.count(body) - beside
        beside, within = self._occurring[body]
        inside = piece.place is Place.INSIDE
        return max(0, beside - (not inside)), max(0, within - inside)

    @cached_property
    def _echoes(self) -> Counter[str]:
        """How many breaks short stretches stand beside."""
        counts: Counter[str] = Counter()
        for index, (first, second) in enumerate(boundaries(self.lines)):
            if index < self.titles:
                continue
            parts = []
            if index in self._torn:
                parts = [first.folded[-LONGEST:], second.folded[:LONGEST]]
            elif index + 1 in self._short:
                parts = [second.folded]
            counts.update({p[i : i + _ECHO] for p in parts for i in range(len(p) - _ECHO + 1)})
        return counts

    def _measured(self, window: str, known: Known) -> _Measured:
        return _Measured(window, known, self._echoes)


class _Measured:
    """A stretch of text measured against known headers and other places."""

    def __init__(self, window: str, known: Known, echoes: Counter[str]) -> None:
        self._window = window
        self._known = known
        self._titles = known.titles.reach(window)
        self._found = known.found.reach(window)
        self._others = [max(0, echoes[window[i : i + _ECHO]] - 1) for i in range(len(window) - _ECHO + 1)]

    def piece(self, first: int, last: int, start: int, cut: tuple[int, int], place: Place) -> Piece:
        """The candidate that `window[first:last]` is, at `start` of the text."""
        others = self._others[first : max(first, last - _ECHO + 1)]
        run = longest = 0
        for count in others:
            run = run + 1 if count else 0
            longest = max(longest, run)
        return Piece(
            start,
            start + last - first,
            cut,
            place,
            _longest(self._titles, first, last),
            _longest(self._found, first, last),
            self._window[first:last] in self._known.found.headers,
            longest + _ECHO - 1 if longest else 0,
            max(others, default=0),
            self._before(first, last),
        )

    def _before(self, first: int, last: int) -> str:
        for shared, reach in ((self._known.titles, self._titles), (self._known.found, self._found)):
            size = min(reach[first], last - first)
            if size >= _LEAST:
                return shared.before(self._window[first : first + size])
        return ""


def _longest(reach: Sequence[int], first: int, last: int) -> int:
    return max((min(reach[i], last - i) for i in range(first, last)), default=0)


def _occurrences(text: str, part: str, start: int) -> Iterator[int]:
    at = text.find(part, start)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)
