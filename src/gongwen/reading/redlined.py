"""Source and result of a reviewed file as one text, and what of it is in the file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Container, Iterator, Sequence
from itertools import groupby

from ..comparing import GAP
from ..model.redline import Fate, Piece

_BEYOND_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Redline:
    """Source and result as one text, and what each of its characters belongs to."""

    def __init__(self, strand: Sequence[Piece]) -> None:
        self._strand = strand
        self._starts: list[int] = []
        self.sizes: Counter[tuple[int, Fate]] = Counter()
        """How many characters of an edit are gone, and how many have come."""
        self.starts: dict[tuple[int, Fate], int] = {}
        """Where what is gone of an edit begins, and what has come."""
        self._spans: dict[int, tuple[int, int]] = {}
        parts = []
        length = 0
        for index, piece in enumerate(strand):
            held = _BEYOND_XML.sub(GAP, piece.text)
            if piece.edit is not None:
                self.sizes[piece.edit, piece.fate] += len(held) - held.count(GAP)
                self.starts.setdefault((piece.edit, piece.fate), length)
                self._spans[piece.edit] = self._spans.get(piece.edit, (index, index))[0], index
            self._starts.append(length)
            parts.append(held)
            length += len(held)
        self.text = "".join(parts)

    def piece(self, place: int) -> Piece:
        """The piece that a character belongs to."""
        return self._strand[bisect_right(self._starts, place) - 1]

    def is_kept(self, place: int) -> bool:
        """Whether a character stays in any case."""
        return self.piece(place).fate is Fate.KEPT

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

    def neighbours(self, number: int, holds: Callable[[int], bool]) -> tuple[int | None, int | None]:
        """The places of the nearest characters on both sides of an edit that stay.

        Beyond the line those that are there; other lines may be gone without anything being written here.
        """
        first, last = self._spans[number]
        before = self._ink(range(first - 1, -1, -1), -1, holds)
        return before, self._ink(range(last + 1, len(self._strand)), 1, holds)

    def _ink(self, indexes: range, step: int, holds: Callable[[int], bool]) -> int | None:
        """The nearest character that stays and is no blank."""
        is_beyond = False
        for index in indexes:
            piece, start = self._strand[index], self._starts[index]
            for offset in range(len(piece.text))[::step] if piece.fate is Fate.KEPT else ():
                char = piece.text[offset]
                is_beyond = is_beyond or char == "\n"
                if not char.isspace() and (not is_beyond or holds(start + offset)):
                    return start + offset
        return None


class There:
    """What of source and result is in the reviewed file, and what is in there besides."""

    def __init__(self, text: str, found: Sequence[int]) -> None:
        self._text = text
        self._found = found
        self._ink = [place for place, char in enumerate(text) if _is_ink(char)]
        self._places = {under: place for place, under in enumerate(found) if under >= 0}

    def holds(self, under: int) -> bool:
        """Whether a character is in the file."""
        return under in self._places

    def of_text(self, is_kept: Callable[[int], bool]) -> Iterator[int]:
        """The places of what is in the file.

        What stands amid typed text without any character that stays is not of the repair, but like it: the
        full stop of a sentence that was put in.
        """
        stretches = [(paired, list(own)) for paired, own in groupby(self._ink, lambda i: self._found[i] >= 0)]
        for number, (paired, own) in enumerate(stretches):
            unders = [self._found[i] for i in own]
            is_amid = 0 < number < len(stretches) - 1
            if paired and (not is_amid or any(map(is_kept, unders))):
                yield from unders
        yield from (j for i, j in enumerate(self._found) if j >= 0 and not _is_ink(self._text[i]))

    def is_written_over(self, before: int | None, after: int | None) -> bool:
        """Whether the neighbours of an edit are gone, or something else was typed between them."""
        if any(under is not None and under not in self._places for under in (before, after)):
            return True
        start = 0 if before is None else self._places[before] + 1
        end = len(self._text) if after is None else self._places[after]
        return any(self._found[i] < 0 and _is_ink(self._text[i]) for i in range(start, end))


def _is_ink(char: str) -> bool:
    return char != GAP and not char.isspace()
