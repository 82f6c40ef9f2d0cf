"""Source and result as one text: what stays, what goes and what comes, each piece knowing its edit."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from .edit import Edit, Status


class Fate(StrEnum):
    """What becomes of a piece of text between source and result."""

    KEPT = "kept"
    GONE = "gone"
    COME = "come"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text of one fate.

    `start` is its place in the source, for what comes the place where it is put in. `edit` is the number of
    the edit that it belongs to.
    """

    text: str
    fate: Fate
    start: int
    edit: int | None = None

    @property
    def of_source(self) -> bool:
        """Whether the text stands in the source."""
        return self.fate is Fate.GONE or (self.fate is Fate.KEPT and self.edit is None)


def pieces(
    source: str, edits: Sequence[Edit], is_silent: Callable[[Edit], bool] | None = None
) -> Iterator[Piece]:
    """The source and the applied edits as one text, in order.

    Kept and gone pieces together are the source, kept and come ones the result. What an edit leaves as it
    is at its beginning and end is kept.

    Args:
        source: The text before any edit.
        edits: Sorted and not overlapping; those that are not applied change nothing.
        is_silent: Which edits are taken as done: what goes is left out, what comes is kept.
    """
    place = 0
    for number, edit in enumerate(edits):
        if edit.status is not Status.APPLIED:
            continue
        head, tail = _alike(edit)
        start, end = edit.start + head, edit.end - tail
        if start > place:
            yield Piece(source[place:start], Fate.KEPT, place)
        silent = is_silent is not None and is_silent(edit)
        come = edit.after[head : len(edit.after) - tail]
        if end > start and not silent:
            yield Piece(source[start:end], Fate.GONE, start, number)
        if come:
            yield Piece(come, Fate.KEPT if silent else Fate.COME, end, number)
        place = end
    if place < len(source):
        yield Piece(source[place:], Fate.KEPT, place)


def _alike(edit: Edit) -> tuple[int, int]:
    """How many characters before and after have in common at their start and at their end."""
    before, after = edit.before, edit.after
    least = min(len(before), len(after))
    head = next((i for i in range(least) if before[i] != after[i]), least)
    tail = next((i for i in range(least - head) if before[-1 - i] != after[-1 - i]), least - head)
    return head, tail


def cut(found: Iterator[Piece], places: Collection[int]) -> Iterator[Piece]:
    """The pieces, those of the source cut where `places` of the source lie within them."""
    wanted = sorted(places)
    index = 0
    for piece in found:
        rest = piece
        while index < len(wanted) and wanted[index] <= rest.start:
            index += 1
        while (
            rest.fate is not Fate.COME and index < len(wanted) and wanted[index] < rest.start + len(rest.text)
        ):
            offset = wanted[index] - rest.start
            yield replace(rest, text=rest.text[:offset])
            rest = replace(rest, text=rest.text[offset:], start=wanted[index])
            index += 1
        yield rest
