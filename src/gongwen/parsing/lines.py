"""Lines of the repaired text, and what their ends and marks say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..model import Block, BlockKind, Table

Found = dict[int, list[Block]]
"""Blocks by the index of the line they begin on; an empty list for a line that a block above goes on to."""

_LINE = re.compile(r"[^\n]+")
_CLOSERS = "”’」』）)》】〉"
_STOPS = "。！？!?；;…"
_SENTENCE_END = re.compile(r"[。！？!?][”’」』）)》]*")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line that is not blank; `text` is it without the blanks around it, `start` where that stands.

    A table of the file is one line: `table` by places of the parsed text, `content` its text, and `text` a
    sign that no element begins with or goes on to.
    """

    text: str
    start: int
    lead: str = ""
    """The blanks before the text."""
    trail: str = ""
    """The blanks behind it."""
    table: Table | None = None
    content: str = ""

    @property
    def end(self) -> int:
        """End of the line's text."""
        return self.table.end if self.table else self.start + len(self.text)

    @property
    def stops(self) -> bool:
        """Whether the line ends a sentence."""
        return self.text.rstrip(_CLOSERS)[-1:] in _STOPS and bool(self.text.rstrip(_CLOSERS))

    @property
    def trails_off(self) -> bool:
        """Whether the line ends with a mark that asks for more."""
        return self.text[-1] in "，,、：:；;"

    def first_sentence(self) -> int:
        """Length of the first sentence with its stop, or of the whole line where it has no stop."""
        found = _SENTENCE_END.search(self.text)
        return found.end() if found else len(self.text)

    def block(self, kind: BlockKind, level: int | None = None) -> Block:
        """The whole line as one block."""
        return Block(kind, self.text, self.start, self.end, level)

    def part(
        self, kind: BlockKind, start: int, end: int, *, level: int | None = None, run_in: bool = False
    ) -> Block:
        """The line's text from `start` to `end` as a block, without the blanks around it."""
        raw = self.text[start:end]
        left = start + len(raw) - len(raw.lstrip())
        text = raw.strip()
        return Block(kind, text, self.start + left, self.start + left + len(text), level, run_in)


def split(text: str, start: int = 0) -> list[TextLine]:
    """The lines of a text, from `start` on, that hold more than blanks."""
    lines = []
    for found in _LINE.finditer(text, start):
        raw = found.group()
        stripped = raw.strip()
        if stripped:
            lead = raw[: len(raw) - len(raw.lstrip())]
            trail = raw[len(lead) + len(stripped) :]
            lines.append(TextLine(stripped, found.start() + len(lead), lead, trail))
    return lines


def span(kind: BlockKind, lines: Sequence[TextLine], start: int, end: int) -> Block:
    """The lines from `start` to `end` (exclusive) as one block."""
    text = "\n".join(line.text for line in lines[start:end])
    return Block(kind, text, lines[start].start, lines[end - 1].end)
