"""A Word file that we wrote with revisions and a person worked over: what was accepted, refused, left open.

The file carries the source and the edits (see `Record`). Its text is laid over them: a repair whose text
stands there plainly was accepted, one whose source stands there plainly was refused. The text to go on with
is that of the file: with what was accepted and what the person typed, and the source where nothing was
decided.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from enum import Enum, auto
from typing import TypeVar

from lxml import etree

from ..comparing import GAP, matches
from ..model import Edit, Refusal, Status
from ..model.redline import Fate, Piece, pieces
from ..model.review import NAMESPACE, Record, Review, date_of
from .numbering import W
from .tracked import Revision, Tracked
from .wordpackage import Package

_BEYOND_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RECORD = f"{{{NAMESPACE}}}review"
_PARAGRAPH_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
_EXTENDED = "{http://schemas.microsoft.com/office/word/2012/wordml}"


_OfPlace = TypeVar("_OfPlace", Edit, Refusal, Edit | Refusal)

_LAYOUT = -1
"""In the place of an edit's number: what the layout left out or added."""


class Verdict(Enum):
    """What became of a repair."""

    ACCEPTED = auto()
    REFUSED = auto()
    OPEN = auto()
    OVERWRITTEN = auto()
    """The person wrote something else there."""


def record_of(package: Package) -> Record | None:
    """The record that we put into the file; None where there is none that can be understood."""
    for item in package.parts("/customXml"):
        if item.tag == _RECORD:
            try:
                return Record.of_json(item.text or "")
            except ValueError:
                return None
    return None


class Reviewed:
    """The decisions in a reviewed file; making it settles all revisions of ours in the body."""

    def __init__(self, record: Record, package: Package, body: etree._Element) -> None:
        self._record = record
        silent = {edit for edit, is_silent in zip(record.edits, record.silent, strict=True) if is_silent}
        self._redline = _Redline(list(pieces(record.text, record.edits, silent.__contains__)))
        tracked = Tracked(body, frozenset(record.authors))
        self._owners = _owners(record, tracked, self._redline)
        self._pending = {(number, _fate(revision)) for revision, number in self._owners.items()}
        self._verdicts = self._judge(tracked, silent)
        self._settle(tracked)
        self._judge_comments(package, body)

    def ended(self, text: str) -> str:
        """The text with the line ends that the source ended with, for which a Word file has no sign."""
        source = self._record.text
        return text + source[len(source.rstrip("\n")) :] if text else text

    def review(self, text: str) -> Review:
        """What was decided, and what stays refused in the text that was read from the settled body."""
        record = self._record
        by_verdict: dict[Verdict, list[Edit]] = {verdict: [] for verdict in Verdict}
        for number, verdict in sorted(self._verdicts.items()):
            by_verdict[verdict].append(record.edits[number])
        refused = tuple(by_verdict[Verdict.REFUSED])
        places = _Places(self._redline.text, self._redline.source_places(), text)
        wanted = [Refusal(rule, e.start, e.end, e.before) for e in refused for rule in e.rules]
        return Review(
            accepted=tuple(by_verdict[Verdict.ACCEPTED]),
            refused=refused,
            open=tuple(by_verdict[Verdict.OPEN]),
            decided=_on_origin(record, (*record.refused, *refused)),
            refusals=tuple(places.moved((*record.refused, *wanted))),
            origin=record.origin,
        )

    def _judge(self, tracked: Tracked, silent: set[Edit]) -> dict[int, Verdict]:
        """Lay the text that is nobody's revision over what can have become of it."""
        redline = self._redline
        plain = "".join(
            GAP if revision else char for char, revision in zip(tracked.text, tracked.revisions, strict=True)
        )
        found = matches(
            plain,
            redline.without(self._pending),
            lambda _place, under: redline.piece(under).fate is Fate.KEPT,
        )
        pieces_found = (redline.piece(under) for under in found if under >= 0)
        seen = Counter((piece.edit, piece.fate) for piece in pieces_found if piece.edit is not None)
        there = _There(plain, found)
        return {
            number: self._verdict(number, seen, there)
            for number, edit in enumerate(self._record.edits)
            if edit.status is Status.APPLIED and edit not in silent
        }

    def _verdict(self, number: int, seen: Counter[tuple[int, Fate]], there: _There) -> Verdict:
        votes = set()
        for fate in (Fate.GONE, Fate.COME):
            total, plain = self._redline.sizes[number, fate], seen[number, fate]
            if total and (number, fate) not in self._pending and not self._may_be_unseen(number, fate, plain):
                stays = plain == total
                if plain and not stays:
                    return Verdict.OVERWRITTEN
                votes.add(Verdict.ACCEPTED if stays is (fate is Fate.COME) else Verdict.REFUSED)
        if not votes:
            return Verdict.OPEN
        if len(votes) > 1 or there.is_written_over(*self._redline.neighbours(number)):
            return Verdict.OVERWRITTEN
        return votes.pop()

    def _may_be_unseen(self, number: int, fate: Fate, plain: int) -> bool:
        """Whether a repair puts in blanks alone that the layout may have left out, and is open otherwise."""
        is_blank = fate is Fate.COME and not self._redline.come(number).strip()
        return is_blank and not plain and (number, Fate.GONE) in self._pending

    def _settle(self, tracked: Tracked) -> None:
        """Settle each revision; of the layout's, blanks are as in the source, all else is as it was laid out."""
        blanks = self._blanks_of_layout(tracked)
        for revision in tracked.all:
            verdict = self._verdicts.get(self._owners.get(revision, _LAYOUT), Verdict.ACCEPTED)
            as_source = verdict in (Verdict.REFUSED, Verdict.OPEN) or revision in blanks
            revision.settle(stays=revision.is_gone is as_source)

    def _blanks_of_layout(self, tracked: Tracked) -> set[Revision]:
        """Where the layout left out or added blanks and line ends alone: not with a line, or around one.

        Repairs are proposed by what stands around them; so the source is to be what it was.
        """
        blanks: set[Revision] = set()
        inked: set[Revision] = set()
        stretch: list[Revision] = []
        has_ink = False
        for char, revision in zip((*tracked.text, GAP), (*tracked.revisions, None), strict=True):
            own = revision if revision and self._owners[revision] == _LAYOUT else None
            if stretch and (own is None or own.is_gone is not stretch[0].is_gone):
                (inked if has_ink else blanks).update(stretch)
                stretch, has_ink = [], False
            if own is None:
                continue
            stretch.append(own)
            has_ink = has_ink or not char.isspace()
            if char == "\n" and own.is_gone:  # of a line that is gone the end, not the blank line behind it
                (inked if has_ink else blanks).update(stretch)
                stretch, has_ink = [], False
        return blanks - inked

    # Comments.

    def _judge_comments(self, package: Package, body: etree._Element) -> None:
        """A comment that was deleted or marked as done settles its suggestion or note."""
        remarks = [n for n, edit in enumerate(self._record.edits) if edit.status is not Status.APPLIED]
        comments = [c for c in _comments(package) if c.get(W + "author") in self._record.authors]
        left = _numbers(comments, self._record, remarks)
        done = _done(package)
        for number in remarks:
            comment = left.get(number)
            is_open = comment is not None and not done.intersection(_paragraph_ids(comment))
            self._verdicts[number] = Verdict.OPEN if is_open else Verdict.REFUSED
        ours = {comment.get(W + "id") for comment in comments}
        for reference in list(body.iter(W + "commentReference")):
            parent = reference.getparent()
            if reference.get(W + "id") in ours and parent is not None:
                parent.remove(reference)


class _Redline:
    """Source and result as one text, and what each of its characters belongs to."""

    def __init__(self, strand: Sequence[Piece]) -> None:
        self._strand = strand
        self._starts: list[int] = []
        self.sizes: Counter[tuple[int, Fate]] = Counter()
        """How many characters of an edit are gone, and how many have come."""
        self._spans: dict[int, tuple[int, int]] = {}
        parts = []
        length = 0
        for index, piece in enumerate(strand):
            held = _BEYOND_XML.sub(GAP, piece.text)
            if piece.edit is not None:
                self.sizes[piece.edit, piece.fate] += len(held) - held.count(GAP)
                self._spans[piece.edit] = self._spans.get(piece.edit, (index, index))[0], index
            self._starts.append(length)
            parts.append(held)
            length += len(held)
        self.text = "".join(parts)

    def piece(self, place: int) -> Piece:
        """The piece that a character belongs to."""
        return self._strand[bisect_right(self._starts, place) - 1]

    def source_places(self) -> Iterator[tuple[int, int]]:
        """Place in the source and place here, of each character of the source."""
        for start, piece in zip(self._starts, self._strand, strict=True):
            if piece.of_source:
                yield from ((piece.start + k, start + k) for k in range(len(piece.text)))

    def without(self, pending: Container[tuple[int, Fate]]) -> str:
        """The text, what is still a revision left out."""
        return "".join(
            GAP * len(piece.text)
            if piece.edit is not None and (piece.edit, piece.fate) in pending
            else self.text[start : start + len(piece.text)]
            for start, piece in zip(self._starts, self._strand, strict=True)
        )

    def come(self, number: int) -> str:
        """What an edit puts in."""
        first, last = self._spans[number]
        return "".join(p.text for p in self._strand[first : last + 1] if p.fate is Fate.COME)

    def neighbours(self, number: int) -> tuple[int | None, int | None]:
        """The places of the nearest characters on both sides of an edit that stay."""
        first, last = self._spans[number]
        before = self._ink(range(first - 1, -1, -1), last=True)
        return before, self._ink(range(last + 1, len(self._strand)), last=False)

    def _ink(self, indexes: range, *, last: bool) -> int | None:
        """The nearest character that stays and is no blank."""
        for index in indexes:
            piece, start = self._strand[index], self._starts[index]
            if piece.fate is Fate.KEPT and piece.text.strip():
                text = self.text[start : start + len(piece.text)]
                return start + (len(text.rstrip()) - 1 if last else len(text) - len(text.lstrip()))
        return None


class _There:
    """What of source and result is in the reviewed file, and what is in there besides."""

    def __init__(self, text: str, found: Sequence[int]) -> None:
        self._text = text
        self._found = found
        self._places = {under: place for place, under in enumerate(found) if under >= 0}

    def is_written_over(self, before: int | None, after: int | None) -> bool:
        """Whether the neighbours of an edit are gone, or something else was typed between them."""
        if any(under is not None and under not in self._places for under in (before, after)):
            return True
        start = 0 if before is None else self._places[before] + 1
        end = len(self._text) if after is None else self._places[after]
        return any(self._found[i] < 0 and _is_ink(self._text[i]) for i in range(start, end))


def _is_ink(char: str) -> bool:
    return char != GAP and not char.isspace()


def _fate(revision: Revision) -> Fate:
    return Fate.GONE if revision.is_gone else Fate.COME


def _owners(record: Record, tracked: Tracked, redline: _Redline) -> dict[Revision, int]:
    """Which edit each revision belongs to: told by date, or where dates were changed by author and text."""
    dates = {date_of(number): number for number in range(len(record.authors))}
    by_date = {revision: dates.get(revision.date, _LAYOUT) for revision in tracked.all}
    if all(n >= 0 and record.authors[n] == revision.author for revision, n in by_date.items()):
        layout = len(record.edits)
        return {revision: _LAYOUT if n == layout else n for revision, n in by_date.items()}

    def fits(revision: Revision | None, piece: Piece) -> bool:
        if revision is None or piece.edit is None or piece.fate is Fate.KEPT:
            return revision is None and piece.fate is Fate.KEPT
        return record.authors[piece.edit] == revision.author and piece.fate is _fate(revision)

    votes: dict[Revision, Counter[int]] = {revision: Counter() for revision in tracked.all}
    found = matches(tracked.text, redline.text, lambda i, j: fits(tracked.revisions[i], redline.piece(j)))
    for revision, under in zip(tracked.revisions, found, strict=True):
        piece = redline.piece(under) if under >= 0 else None
        if revision is not None and piece is not None and piece.edit is not None and fits(revision, piece):
            votes[revision][piece.edit] += 1
    return {revision: max(c, key=c.__getitem__) if c else _LAYOUT for revision, c in votes.items()}


def _on_origin(record: Record, refused: tuple[Edit | Refusal, ...]) -> tuple[Edit | Refusal, ...]:
    """What was refused, on the source that the first round began with, as far as its text stands there."""
    if record.first is None:
        return refused
    held = record.text
    places = _Places(held, zip(range(len(held)), range(len(held)), strict=True), record.first.text)
    return tuple(places.moved(refused))


class _Places:
    """Where places of a source are in a text that nearly has it.

    Args:
        held: What the text is nearly: the source, and perhaps what has come to it.
        of_source: Place in the source and place in `held`, of each character of the source.
        text: The text.
    """

    def __init__(self, held: str, of_source: Iterable[tuple[int, int]], text: str) -> None:
        over = {under: place for place, under in enumerate(matches(text, held)) if under >= 0}
        pairs = [(source, over[under]) for source, under in of_source if under in over]
        self._source, self._here = [s for s, _ in pairs], [h for _, h in pairs]
        self._text = text

    def moved(self, refusals: Sequence[_OfPlace]) -> Iterator[_OfPlace]:
        """The refusals whose text is still there, at its place in the text."""
        for refusal in refusals:
            start = self._place(refusal.start)
            end = start if refusal.start == refusal.end else self._end(refusal.end)
            if start is not None and end is not None and self._text[start:end] == refusal.before:
                yield replace(refusal, start=start, end=end)

    def _place(self, place: int) -> int | None:
        """Where a character of the source is now; the place behind the one before it, if it is gone."""
        index = bisect_left(self._source, place)
        if index < len(self._source) and self._source[index] == place:
            return self._here[index]
        return self._end(place)

    def _end(self, place: int) -> int | None:
        if place == 0:
            return 0
        index = bisect_left(self._source, place - 1)
        found = index < len(self._source) and self._source[index] == place - 1
        return self._here[index] + 1 if found else None


def _comments(package: Package) -> list[etree._Element]:
    return [comment for part in package.parts("/comments") for comment in part.iter(W + "comment")]


def _numbers(
    comments: Sequence[etree._Element], record: Record, remarks: Sequence[int]
) -> dict[int, etree._Element]:
    """The comments by the edits that they are on, told by date; by their order if none was deleted.

    Where neither tells, nothing is taken as decided.
    """
    dates = {date_of(number): number for number in remarks}
    known = [dates.get(comment.get(W + "date", "")) for comment in comments]
    signed = [
        number is not None and record.authors[number] == comment.get(W + "author")
        for number, comment in zip(known, comments, strict=True)
    ]
    if all(signed):
        return {number: c for number, c in zip(known, comments, strict=True) if number is not None}
    if len(comments) == len(remarks):
        return dict(zip(remarks, comments, strict=True))
    return dict.fromkeys(remarks, comments[0])


def _paragraph_ids(comment: etree._Element) -> set[str]:
    return {paragraph.get(_PARAGRAPH_ID, "") for paragraph in comment.iter(W + "p")}


def _done(package: Package) -> set[str]:
    """The last paragraphs of comments that are marked as done."""
    return {
        entry.get(_EXTENDED + "paraId", "")
        for part in package.parts("/commentsExtended")
        for entry in part
        if entry.get(_EXTENDED + "done") in ("1", "true")
    }
