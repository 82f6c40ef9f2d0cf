"""A Word file that we wrote with revisions and a person worked over: what was accepted, refused, left open.

The file carries the source and the edits (see `Record`). Its text is laid over them: a repair whose text
stands there plainly was accepted, one whose source stands there plainly was refused. The text to go on with
is that of the file: with what was accepted and what the person typed, and the source where nothing was
decided.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from enum import Enum, auto
from typing import TypeVar

from lxml import etree

from ..comparing import GAP, matches, rising
from ..model import Edit, Refusal, Status
from ..model.redline import Fate, Piece, pieces
from ..model.review import NAMESPACE, Record, Review, date_of
from .numbering import W
from .redlined import Redline, There
from .tracked import Revision, Tracked
from .wordpackage import Package

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
        self._redline = Redline(list(pieces(record.text, record.edits, silent.__contains__)))
        self._signatures = _Signatures(record)
        tracked = Tracked(body, self._signatures.is_ours)
        self._owners = _owners(self._signatures, tracked, self._redline)
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
        refused, open_ = tuple(by_verdict[Verdict.REFUSED]), tuple(by_verdict[Verdict.OPEN])
        places = _Places(self._redline.without(self._settled_out()), self._redline.source_places(), text)
        wanted = [Refusal(rule, e.start, e.end, e.before) for e in refused for rule in e.rules]
        return Review(
            accepted=tuple(by_verdict[Verdict.ACCEPTED]),
            refused=refused,
            open=open_,
            decided=_on_origin(record, (*record.refused, *refused)),
            refusals=tuple(places.moved((*record.refused, *wanted))),
            standing=tuple(places.moved([e for e in open_ if e.status is not Status.NOTED])),
            origin=record.origin,
        )

    def _settled_out(self) -> set[tuple[int, Fate]]:
        """What of the edits is not in the settled body."""
        fates = {Verdict.ACCEPTED: Fate.GONE, Verdict.REFUSED: Fate.COME, Verdict.OPEN: Fate.COME}
        return {(number, fates[v]) for number, v in self._verdicts.items() if v in fates}

    def _judge(self, tracked: Tracked, silent: set[Edit]) -> dict[int, Verdict]:
        """Lay the text that is nobody's revision over what can have become of it."""
        redline = self._redline
        plain = "".join(
            GAP if revision and not self._is_left_out(revision) else char
            for char, revision in zip(tracked.text, tracked.revisions, strict=True)
        )
        found = matches(
            plain,
            redline.without(self._pending),
            lambda _place, under: redline.is_kept(under),
            self._known(tracked),
        )
        there = There(plain, found)
        seen = Counter(
            (piece.edit, piece.fate)
            for piece in map(redline.piece, there.of_text(redline.is_kept))
            if piece.edit is not None
        )
        return {
            number: self._verdict(number, seen, there)
            for number, edit in enumerate(self._record.edits)
            if edit.status is Status.APPLIED and edit not in silent
        }

    def _is_left_out(self, revision: Revision) -> bool:
        """Whether the layout left it out, and nobody has accepted that: then it still stands there."""
        return revision.is_gone and self._owners[revision] == _LAYOUT

    def _known(self, tracked: Tracked) -> list[tuple[int, int]]:
        """Where repairs are still revisions, and their places in the redline: what is sure of the pairs."""
        known: dict[int, int] = {}
        for place, revision in enumerate(tracked.revisions):
            number = self._owners[revision] if revision else _LAYOUT
            under = self._redline.starts.get((number, _fate(revision))) if revision else None
            if under is not None:
                known.setdefault(under, place)
        return rising(sorted((place, under) for under, place in known.items()))

    def _verdict(self, number: int, seen: Counter[tuple[int, Fate]], there: There) -> Verdict:
        votes = []
        for fate in (Fate.GONE, Fate.COME):
            total, plain = self._redline.sizes[number, fate], seen[number, fate]
            if total and (number, fate) not in self._pending and not self._may_be_unseen(number, fate, plain):
                stays = plain == total
                if plain and not stays:
                    return Verdict.OVERWRITTEN
                votes.append(Verdict.ACCEPTED if stays is (fate is Fate.COME) else Verdict.REFUSED)
        if not votes:
            return Verdict.OPEN
        is_told_once = len(votes) == 1
        neighbours = self._redline.neighbours(number, there.holds)
        if len(set(votes)) > 1 or (is_told_once and there.is_written_over(*neighbours)):
            return Verdict.OVERWRITTEN
        return votes[0]

    def _may_be_unseen(self, number: int, fate: Fate, plain: int) -> bool:
        """Whether a repair puts in blanks alone that the layout may have left out, and is open otherwise."""
        is_blank = fate is Fate.COME and not self._redline.come(number).strip()
        return is_blank and not plain and (number, Fate.GONE) in self._pending

    def _settle(self, tracked: Tracked) -> None:
        """Settle each revision; the layout's are accepted, apart from blanks."""
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
        comments = [c for c in _comments(package) if self._signatures.is_ours(c)]
        left = _numbers(comments, self._signatures, remarks)
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


def _fate(revision: Revision) -> Fate:
    return Fate.GONE if revision.is_gone else Fate.COME


class _Signatures:
    """Who signed a repair and when, by which it is known again.

    A program may write dates of its own; an office may have names and dates taken out before a file goes
    round, and then all authors are one and Word itself leaves the dates away.
    """

    def __init__(self, record: Record) -> None:
        self.authors = record.authors
        self.layout = len(record.edits)
        self._known = frozenset(record.authors)
        self._dates = {date_of(number): number for number in range(len(record.authors))}

    def is_ours(self, element: etree._Element) -> bool:
        """Whether a revision or comment is, or may be, one of ours."""
        date = element.get(W + "date", "")
        return element.get(W + "author", "") in self._known or not date or date in self._dates

    def dated(self, author: str, date: str) -> int | None:
        """The number that the date tells, if the author could be its own."""
        number = self._dates.get(date)
        return number if number is not None and self.may_be(author, number) else None

    def may_be(self, author: str, number: int) -> bool:
        """Whether an author is the one of that number, or a name put in the place of ours."""
        return author == self.authors[number] or author not in self._known


def _owners(signatures: _Signatures, tracked: Tracked, redline: Redline) -> dict[Revision, int]:
    """Which edit each revision belongs to: told by date, or where dates were changed by author and text."""
    by_date = {revision: signatures.dated(revision.author, revision.date) for revision in tracked.all}
    if all(number is not None for number in by_date.values()):
        return {r: _LAYOUT if n is None or n == signatures.layout else n for r, n in by_date.items()}

    def fits(revision: Revision | None, piece: Piece) -> bool:
        if revision is None or piece.edit is None or piece.fate is Fate.KEPT:
            return revision is None and piece.fate is Fate.KEPT
        return signatures.may_be(revision.author, piece.edit) and piece.fate is _fate(revision)

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
    comments: Sequence[etree._Element], signatures: _Signatures, remarks: Sequence[int]
) -> dict[int, etree._Element]:
    """The comments by the edits that they are on, told by date; by their order if none was deleted.

    Where neither tells, nothing is taken as decided.
    """
    known = [signatures.dated(c.get(W + "author", ""), c.get(W + "date", "")) for c in comments]
    if set(known) <= set(remarks):
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
