"""Where a header may have been cut into a text, and from where to where: what `headers` judges.

Headers stand where pages end, so every stretch beside a break in mid-sentence is a candidate, as is a short
line between two others. Elsewhere only what repeats a known header is: the title, also as known from
outside, the name of the file, and what was found in other places of the text. A line that the document
itself has on a line of its own (`standing`) is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from ..language import Language
from ..lines.lines import CLOSING, STOPS, Regime, boundaries, fold, layout_of
from .pieces import ECHO, LEAST, LEAST_SHARED, SIDE, Known, Measured, Piece, Place, Site, title_lines
from .standing import is_grouped, is_own, is_row, is_text, may_be_torn

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Surprises = npt.NDArray[np.float64]

LONGEST = 20
"""Characters of a header that is cut into a line."""
_LONGEST_LINE = 26
_STRETCH = 4
"""Characters by which a piece may go on beyond what is known of the header."""
_TORN, _TORN_WRAPPED = 2.0, 3.5
"""Surprise (log10) at the four characters behind a break from which on it may hide a header."""
_STRANGE_BOTH = 9.0
"""The same together with the surprise at the four characters at the other end of a header."""
_LEAST_AGAIN = 3
"""Times that a line stands between others, from which on it may be a running head."""
_BETTER = 1.0
"""Digits by which the text behind a line of its own reads better closed up, if that line tears a sentence."""
_STRANGE_START, _STRANGE_END, _STRANGE_INSIDE = 1.2, 2.5, 4.0
"""Least surprise at the two characters that open a header and the four behind it, as the text stands."""
_CRUMB = 8
"""Characters of a short line that are not left alone when the rest of it is taken for a header."""
_NEAR = 50_000
"""Characters on either side in which a piece is looked for again."""
_MARK = re.compile("[\\s，。、；：！？）》”’」』】〉（《“‘「『【〈,.;:!?()…—]")
_ARTICLE = re.compile("第[一二三四五六七八九十百零〇0-9]{1,6}条")
_FINAL = re.compile("[。；！？，,;!?]")


class Sites:
    """All places of a text where a header may be."""

    def __init__(self, text: str) -> None:
        layout = layout_of(text)
        self.text = text
        self.folded = fold(text)
        self.lines = layout.lines
        self.titles = len(title_lines(self.lines))
        self.regime = layout.regime
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
            guarded = self._ends_something(index)
            for piece in (*self._tails(index, known), *self._heads(index, known)):
                if not guarded or piece.whole or piece.found >= LEAST_SHARED:
                    yield piece
        elif second.folded[:LEAST_SHARED] in known.entries and not self._is_of_document(index + 1):
            yield from self._known_heads(index, known)

    def _tails(self, index: int, known: Known) -> Iterator[Piece]:
        first, second = self.lines[index], self.lines[index + 1]
        window = self._tail_window(index)
        whole = [first.end - len(h) for h in known.found.headers if window.endswith(h)]
        reaches = enumerate(known.titles.reach(window))
        ends = [first.end - n for i, n in reaches if n >= LEAST_SHARED and i + n == len(window)]
        starts = sorted({*self._tail_starts.get(index, ()), *whole, *ends}, reverse=True)
        if not starts:
            return
        measured = self._measured(window, known)
        torn = may_be_torn(self.lines, index, index + 1)
        for start in starts:
            cut = (start, first.end if self._ends(start) else second.start)
            size = first.end - start
            yield measured.piece(len(window) - size, len(window), start, cut, Place.TAIL, torn=torn)

    def _heads(self, index: int, known: Known) -> Iterator[Piece]:
        window = self._head_window(index)
        whole = [len(h) for h in known.found.headers if window.startswith(h)]
        starts = range(LEAST_SHARED, max(known.titles.reach(window)[:1], default=0) + 1)
        sizes = sorted({*self._head_sizes.get(index, ()), *whole, *starts})
        if not sizes:
            return
        measured = self._measured(window, known)
        cut, start = self.lines[index].end, self.lines[index + 1].start
        torn = may_be_torn(self.lines, index, index + 1)
        for size in sizes:
            yield measured.piece(0, size, start, (cut, start + size), Place.HEAD, torn=torn)

    def _known_heads(self, index: int, known: Known) -> Iterator[Piece]:
        """The starts of a line behind one that ends as a sentence does."""
        first, second = self.lines[index], self.lines[index + 1]
        window = self._head_window(index)
        measured = self._measured(window, known)
        cut = second.start if self._ends(first.end) else first.end
        for size in range(LEAST, len(window) + 1):
            if not self._may_end(index, size):
                continue
            piece = measured.piece(0, size, second.start, (cut, second.start + size), Place.HEAD, torn=False)
            shared = max(piece.known, piece.found)
            if shared >= LEAST_SHARED and size - shared <= _STRETCH:
                yield piece

    def _tail_window(self, index: int) -> str:
        folded = self.lines[index].folded
        return _MARK.split(folded[-LONGEST:] if len(folded) > LONGEST else folded[1:])[-1]

    def _head_window(self, index: int) -> str:
        folded = self.lines[index + 1].folded
        return _MARK.split(folded[: min(LONGEST, len(folded) - 1)])[0]

    def _may_end(self, index: int, size: int) -> bool:
        """Whether a header of that size may open the line behind a break."""
        second = self.lines[index + 1]
        crumb = _CRUMB if index + 1 in self._bare else 0
        return len(second.folded) - size > crumb and self._seam[second.start + size] >= _STRANGE_END

    @cached_property
    def _tail_starts(self) -> dict[int, list[int]]:
        """Where a header may begin that ends before a break: there the text is stranger than without."""
        found = []
        for index, torn in self._torn.items():
            first, behind = self.lines[index], self.lines[index + 1].start
            crumb = _CRUMB if index in self._bare else 0
            low = max(first.start + crumb + 1, first.end - len(self._tail_window(index)))
            found += [
                (index, start, start, behind, torn)
                for start in range(low, first.end - LEAST + 1)
                if self._opening[start] >= _STRANGE_START and torn + self._seam[start] >= _STRANGE_BOTH
            ]
        return self._less_strange(found)

    @cached_property
    def _head_sizes(self) -> dict[int, list[int]]:
        """How long a header may be that stands behind a break, by the same."""
        found = []
        for index, torn in self._torn.items():
            end, start = self.lines[index].end, self.lines[index + 1].start
            for size in range(LEAST, len(self._head_window(index)) + 1):
                seam = self._seam[start + size]
                if torn + seam >= _STRANGE_BOTH and self._may_end(index, size):
                    found.append((index, size, end, start + size, seam))
        return self._less_strange(found)

    def _less_strange(self, found: Sequence[tuple[int, int, int, int, float]]) -> dict[int, list[int]]:
        """Of (break, value, end, start, surprise) the values by break where closed up it surprises less."""
        import numpy as np  # noqa: PLC0415  # heavy

        kept: dict[int, list[int]] = {}
        if not found:
            return kept
        language = Language.load()
        padded = np.pad(language.encode(self.folded), SIDE, constant_values=1)
        ends, starts = (np.array([one[k] for one in found]) + SIDE for k in (2, 3))
        reach = np.arange(SIDE)
        rows = np.concatenate([padded[ends[:, None] + reach - SIDE], padded[starts[:, None] + reach]], axis=1)
        closed = language.surprise_of_rows(rows)[:, SIDE:].sum(axis=1).tolist()
        for (index, value, _end, _start, now), then in zip(found, closed, strict=True):
            if then <= now:
                kept.setdefault(index, []).append(value)
        return kept

    def _own(self, index: int, known: Known) -> Iterator[Piece]:
        """A short line between two others, if it tears a sentence, or comes again at other breaks."""
        if index >= len(self.lines) - 1 or index not in self._short or is_own(self.lines[index]):
            return
        first, line, second = self.lines[index - 1 : index + 2]
        better = self._better_without.get(index, 0.0)
        again = self._comes_again(line.folded, known) and is_text(first) and is_text(second)
        torn = better >= _BETTER and may_be_torn(self.lines, index - 1, index + 1)
        if not torn and (self._is_of_document(index) or not (better > 0 or again)):
            return
        cut = (first.end, line.end if self._ends(first.end) else second.start)
        measured = self._measured(line.folded, known)
        yield measured.piece(0, len(line.folded), line.start, cut, Place.OWN, torn=torn)

    def _comes_again(self, folded: str, known: Known) -> bool:
        return self._repeated[folded] >= _LEAST_AGAIN or any(folded in h for h in known.found.headers)

    def _is_of_document(self, index: int) -> bool:
        """Whether a short line is the document's own by its shape or its neighbours."""
        if is_own(self.lines[index]):
            return True
        short = self.lines[index].width <= _LONGEST_LINE
        return short and (is_grouped(self.lines, index) or is_row(self.lines, index))

    def _ends_something(self, index: int) -> bool:
        """Whether a short line ends what the document says there, though it has no stop."""
        if index not in self._short:
            return False
        line = self.lines[index]
        return (is_own(line) and not _ARTICLE.match(line.folded)) or is_grouped(self.lines, index)

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
        for skip in range(min(2, size - LEAST) + 1):
            if self._opening[at + skip] < _STRANGE_START:
                continue
            for end in range(max(skip + LEAST, size - 2), min(len(window), size + _STRETCH) + 1):
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
            if LEAST <= len(line.folded) <= _LONGEST_LINE and not _FINAL.search(line.folded)
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
    def _torn(self) -> dict[int, float]:
        """Lines that end in mid-sentence and behind which it does not read on; how strange that is."""
        lines = self.lines
        ends = [i for i, line in enumerate(lines[:-1]) if not line.stops]
        pairs = [(lines[i].folded[-4:], lines[i + 1].folded[:4]) for i in ends]
        strange = _surprises([*pairs, *(("\n", b) for _, b in pairs)])
        both = map(min, strange[: len(ends)], strange[len(ends) :])
        least = _TORN if self.regime is Regime.FREE else _TORN_WRAPPED
        scores = {i: score for i, score in zip(ends, both, strict=True) if score >= least}
        return {i: score for i, score in scores.items() if not is_own(lines[i + 1])}

    @cached_property
    def _better_without(self) -> dict[int, float]:
        """By how much the line behind a short one surprises less behind the line before that."""
        lines = self.lines
        between = [
            i
            for i in self._short
            if 0 < i < len(lines) - 1 and not lines[i - 1].stops and not is_own(lines[i + 1])
        ]
        asked = []
        for i in between:
            behind = lines[i + 1].folded[:4]
            asked += [(before, behind) for before in (lines[i - 1].folded[-4:], lines[i].folded[-4:], "\n")]
        scores = _surprises(asked)
        found = zip(between, scores[::3], scores[1::3], scores[2::3], strict=True)
        return {i: min(after, fresh) - closed for i, closed, after, fresh in found}

    @cached_property
    def _opening(self) -> Surprises:
        """Surprise at the two characters from each place on."""
        import numpy as np  # noqa: PLC0415  # heavy

        scores = np.append(Language.load().surprise(self.folded), np.zeros(4, np.float32)).astype(np.float64)
        return scores[:-1] + scores[1:]

    @cached_property
    def _seam(self) -> Surprises:
        """Surprise at the four characters from each place on."""
        import numpy as np  # noqa: PLC0415

        return np.append(self._opening[:-2] + self._opening[2:], np.zeros(3))

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
            counts.update({p[i : i + ECHO] for p in parts for i in range(len(p) - ECHO + 1)})
        return counts

    def _measured(self, window: str, known: Known) -> Measured:
        return Measured(window, known, self._echoes)


def _occurrences(text: str, part: str, start: int) -> Iterator[int]:
    at = text.find(part, start)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def _surprises(pairs: Sequence[tuple[str, str]]) -> list[float]:
    """Surprise (-log10 p) at the second of each pair of short texts behind the first."""
    if not pairs:
        return []
    scores = Language.load().surprise_many([before + behind for before, behind in pairs])
    return [float(s[len(before) :].sum()) for (before, _), s in zip(pairs, scores, strict=True)]
