"""`header.line`, `header.inline`: headers of pages, on lines of their own or cut into a sentence or a word.

A header cut into the text repeats what stands on every page: a piece of the title or of the file's name, at
times with a word or two more. Wherever such a piece comes up, the text is read with it and without. Either
way the piece was written once, behind what precedes it here or behind what precedes it in the title; so the
gain of taking it out is how much stranger it is here than there, plus how much stranger what follows is
behind it than behind the text closed up.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from ..i18n import gettext as _
from ..model import Change
from .furniture import page_numbers, running_heads
from .language import Language
from .lines import BLANKS, CLOSING, STOPS, Layout, Line, Regime, fold, lines_of, open_pairs
from .shapes import has_shape
from .stage import Context

LINE, INLINE = "header.line", "header.inline"

_SIDE = 8
"""Characters on each side of a piece that are read with it and without."""
_LEAST_INSIDE, _LEAST_AT_BREAK = 4, 2
"""Characters of a header that a piece must repeat: inside a line, and beside a line break."""
_STRETCH = 2
"""Characters by which a piece may go on beyond what is known of the header."""
_TITLE_LINES = 3
_LONGEST_TITLE = 45
_ENTRY = 4
"""Characters of a piece that tell whether it follows from what precedes it: the reach of the model."""
_USUAL = ("", "的", "，", "在")
"""What phrases usually follow; the first is the start of a paragraph."""
_MOST_STRANGE = 3.0
_PER_CHARACTER = 0.2
"""Gain for each character more: the longer a piece, the less it repeats the header by chance."""
_GAINS = {
    "page end": (2.5, 1.5),
    "line end": (4.5, 3.5),
    "short line": (6.0, 5.0),
    "inside": (10.0, 8.0),
}
"""Least gain (log10) of a likely and of a doubtful header, by where it stands."""
_LONG_LINE = 40
_MARK = re.compile("[\\s，。、；：！？）》”’」』】〉（《“‘「『【〈,.;:!?()]")
_MASKS = "×xX*＊○□_"
"""What stands for a name that was taken out: nothing can be said of a seam beside it."""
_HOPELESS = -4.0
"""A gain (log10) that moving the ends of a piece by a character or two does not mend."""
_NAME = 60
"""Characters before a piece in which a name may have been opened."""
_ANY_NUMERAL = "[一二三四五六七八九十0-9]+"
_NUMERAL = re.compile(_ANY_NUMERAL)
_WHITE = frozenset(BLANKS + "\n")
_BREAKS = re.compile(f"[{re.escape(BLANKS)}\n]*\n[{re.escape(BLANKS)}\n]*")


@dataclass(frozen=True, slots=True)
class Piece:
    """`text[start:end]` repeats a header; the breaks beside it go with it."""

    start: int
    end: int
    before: str
    """What precedes the piece in the header it is taken from."""
    known: int
    """How many of its characters the header has."""
    breaks: bool = False


def find(text: str, context: Context) -> list[Change]:
    """Headers that are lines of their own by their shape; where none is left, those cut into sentences."""
    lines = lines_of(text)
    return _own_lines(text, lines) or _cut_in(text, lines, context)


def _own_lines(text: str, lines: Sequence[Line]) -> list[Change]:
    numbers = page_numbers(lines)
    heads = running_heads(lines, numbers)
    if len(numbers) + len(heads) >= len(lines):
        return []
    changes = [_without_line(text, lines[i], sure, _("A page number")) for i, sure in numbers.items()]
    changes += [
        _without_line(text, lines[i], sure, _("A header repeated on each page")) for i, sure in heads.items()
    ]
    return sorted(changes, key=lambda change: change.start)


def _without_line(text: str, line: Line, confidence: float, reason: str) -> Change:
    start = text.rfind("\n", 0, line.start) + 1
    end = text.find("\n", line.end) + 1
    if not end:
        return Change(max(0, start - 1), len(text), "", LINE, confidence, reason)
    return Change(start, end, "", LINE, confidence, reason)


def _cut_in(text: str, lines: Sequence[Line], context: Context) -> list[Change]:
    headers = _headers(lines, context)
    pieces = list(_pieces(text, lines, headers))
    promising = [p for p, gain in zip(pieces, _gains(text, pieces), strict=True) if gain > _HOPELESS]
    variants = list(dict.fromkeys(v for p in promising for v in _variants(text, p)))
    scored = sorted(zip(_gains(text, variants), variants, strict=True), key=lambda pair: -pair[0])
    regime = Layout(tuple(lines)).regime
    changes: list[Change] = []
    for gain, piece in scored:
        change = _change(text, piece, gain, regime)
        if change and all(change.end <= c.start or c.end <= change.start for c in changes):
            changes.append(change)
    return sorted(changes, key=lambda c: c.start)


def _headers(lines: Sequence[Line], context: Context) -> list[str]:
    """What the pages may have been headed with: the title, also as known from outside, the file's name."""
    titles = [line.folded for line in _title_lines(lines)]
    name = PurePath(context.source.name).stem if context.source.name else ""
    return list(
        dict.fromkeys(h for h in (*titles, fold(context.source.title or ""), fold(name)) if len(h) >= 2)
    )


def _title_lines(lines: Sequence[Line]) -> list[Line]:
    head = []
    for line in lines[:_TITLE_LINES]:
        if line.stops or line.width > _LONGEST_TITLE or line.folded.count("，") > 1:
            break
        if has_shape("record", line.folded) or has_shape("record_start", line.folded):
            break
        head.append(line)
    return head


def _pieces(text: str, lines: Sequence[Line], headers: Sequence[str]) -> Iterator[Piece]:
    """Every stretch of the body that repeats a part of a header, as long as it goes."""
    starts = defaultdict(list)
    for header in headers:
        for i in range(len(header) - 1):
            starts[header[i : i + 2]].append((header, i))
    for line in lines[len(_title_lines(lines)) :]:
        place = 0
        while place < len(line.folded) - 1:
            found = starts.get(line.folded[place : place + 2], ())
            size, before = max(
                ((_common(line.folded, place, h, i), h[:i]) for h, i in found), default=(0, "")
            )
            if size:
                yield from _piece(line, place, size, before)
            place += max(1, size - 1)


def _common(text: str, place: int, header: str, i: int) -> int:
    """How many characters from two places on are the same."""
    size = 0
    while place + size < len(text) and i + size < len(header) and text[place + size] == header[i + size]:
        size += 1
    return size


def _piece(line: Line, place: int, size: int, before: str) -> Iterator[Piece]:
    """The piece, if it is long enough for where it stands; beside a break it goes up to the break."""
    rest = len(line.folded) - place - size
    at_start, at_end = place == 0, rest <= _STRETCH
    start, end = line.start + place, line.start + place + size
    if at_start or at_end:
        yield Piece(start, line.end if at_end else end, before, size, breaks=True)
    if size >= _LEAST_INSIDE and not at_start and rest:
        yield Piece(start, end, before, size)


def _variants(text: str, piece: Piece) -> Iterator[Piece]:
    """The piece with its ends moved by a character or two, as far as no break is in between."""
    for cut in range(min(_STRETCH, piece.known - 2) + 1):
        begun = replace(
            piece,
            start=piece.start + cut,
            before=piece.before + text[piece.start : piece.start + cut],
            known=piece.known - cut,
        )
        for more in range(-_STRETCH, _STRETCH + 1):
            end = piece.end + more
            if end - begun.start >= 2 and end <= len(text) and "\n" not in text[begun.start : end]:
                yield replace(begun, end=end)


def _gains(text: str, pieces: Sequence[Piece]) -> list[float]:
    """For each piece how much more usual (log10) the text is without it."""
    readings = [_readings(text, piece) for piece in pieces]
    scores = iter(Language.load().surprise_many([r.text for reading in readings for r in reading]))
    gains = []
    for reading in readings:
        read = [(next(scores), r) for r in reading]
        behind = [float(score[r.behind :].sum()) for score, r in read[:3]]
        inside = [float(score[r.inside : r.inside + _ENTRY].sum()) for score, r in read if r.inside >= 0]
        strange = min(inside[:2]) - min(inside[2:])
        repeated = reading[1].behind - reading[1].inside - _LEAST_INSIDE
        gains.append(min(behind[:2]) - behind[2] + min(strange, _MOST_STRANGE) + _PER_CHARACTER * repeated)
    return gains


@dataclass(frozen=True, slots=True)
class _Reading:
    """A text to be read: where the piece begins in it (-1 without it) and what follows the piece."""

    text: str
    inside: int
    behind: int


def _readings(text: str, piece: Piece) -> list[_Reading]:
    """The text as it is, without the breaks, without the piece; then the piece where it would be usual."""
    start, end = _span(text, piece)
    left = text[max(0, start - _SIDE) : start].rpartition("\n")[2]
    right = text[end : end + _SIDE].partition("\n")[0]
    body = text[piece.start : piece.end]
    whole = _BREAKS.sub("\n", text[start:end])
    here = len(left)
    usual = [piece.before[-_SIDE:], *_USUAL]
    return [
        _Reading(left + whole + right, here, here + len(whole.rstrip("\n"))),
        _Reading(left + body + right, here, here + len(body)),
        _Reading(left + right, -1, here),
        *(_Reading(before + body[:_ENTRY], len(before), 0) for before in usual),
    ]


def _span(text: str, piece: Piece) -> tuple[int, int]:
    """The piece with the breaks beside it."""
    start, end = piece.start, piece.end
    while piece.breaks and start and text[start - 1] in _WHITE:
        start -= 1
    while piece.breaks and end < len(text) and text[end] in _WHITE:
        end += 1
    start = start if "\n" in text[start : piece.start] else piece.start
    return start, end if "\n" in text[piece.end : end] else piece.end


def _change(text: str, piece: Piece, gain: float, regime: Regime) -> Change | None:
    start, end = _span(text, piece)
    if _MARK.search(text[piece.start : piece.end]) or not start or end == len(text):
        return None
    if (
        text[start - 1] in STOPS + _MASKS + "\n"
        or text[end] in _MASKS
        or (_MARK.match(text[end]) and end == piece.end)
    ):
        return None
    likely, doubtful = _least_gain(text, piece, (start, end), regime)
    if gain < doubtful:
        return None
    confidence = 0.95 if gain >= likely + 1.5 else 0.92 if gain >= likely else 0.7
    if _within_a_name(text, start) or _ends_alike(text, piece):
        confidence = 0.7
    return Change(start, end, "", INLINE, confidence, _("A page header was cut into the sentence"))


def _within_a_name(text: str, place: int) -> bool:
    """Whether a book title mark is open: there the name of the document itself may stand."""
    return bool(set(open_pairs(fold(text[max(0, place - _NAME) : place]))) & set("》〉"))


def _ends_alike(text: str, piece: Piece) -> bool:
    """Whether other lines end as the line of the piece does, what precedes the piece included."""
    tail = text[max(0, piece.start - _ENTRY) : piece.end]
    if "\n" in tail or not text[piece.end : piece.end + 1].isspace():
        return False
    alike = _NUMERAL.sub(_ANY_NUMERAL, re.escape(tail))
    return len(re.findall(f"{alike}[{re.escape(BLANKS)}]*(?:\n|$)", text)) > 1


def _least_gain(text: str, piece: Piece, span: tuple[int, int], regime: Regime) -> tuple[float, float]:
    """From which gain on a piece is likely a header, and from which it may be one.

    In free text a long line that ends in mid-sentence was cut by the end of a page, where headers are; in
    wrapped text every line ends so, a new line may open with the words of the title, and inside a line
    nothing points to a page.
    """
    start, end = span
    if (start, end) == (piece.start, piece.end):
        return _GAINS["inside"]
    if start - text.rfind("\n", 0, start) <= _LONG_LINE:
        return _GAINS["short line"]
    page_end = regime is Regime.FREE and end > piece.end and text[start - 1] not in CLOSING
    return _GAINS["page end" if page_end else "line end"]
