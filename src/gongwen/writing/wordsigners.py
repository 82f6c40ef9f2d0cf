"""发文字号 and 签发人 of an upward document on common lines, by tabs (7.2.5, 7.2.6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..model import Block, BlockKind, Style
from ..model.parts import issued_by, signers_of
from .wordplaces import cell_twips, cells, measure
from .wordstyles import label_style, run_style
from .wordxml import Element, run, tab, w

_SPREAD_NAMES = 3.0
"""Cells to which a name of two characters is spread beside longer ones."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of numbers and signers: what it holds, its tab stops."""

    runs: list[Element]
    more: tuple[Element, ...] = ()
    """Properties of the paragraph over its style."""


def number_lines(blocks: Sequence[Block], style: Style) -> list[Line]:
    """The lines of 发文字号 and 签发人; the number is on the line of the last signers."""
    numbers = [" ".join(b.text.split("\n")) for b in blocks if b.kind is BlockKind.DOCUMENT_NUMBER]
    named = [signers_of(b.text) for b in blocks if b.kind is BlockKind.SIGNER]
    if not named:
        return [Line([run(text)]) for text in numbers]
    signers = _Signers(named, style)
    rows = list(signers.rows())
    if len(numbers) == 1:
        beside, numbers = numbers[0], []
    else:
        beside = ""
    made = [signers.line(row, beside if row is rows[-1] else "", first=row is rows[0]) for row in rows]
    return made + [Line([run(text)]) for text in numbers]


class _Signers:
    """The names in their columns: so many a line, under each other, the last ending at the right indent."""

    def __init__(self, named: Sequence[tuple[str, list[str]]], style: Style) -> None:
        self.style = style
        self.label = named[0][0]
        self.names = list(_names(named))
        self.columns = max(1, min(style.letterhead.signers, len(self.names)))
        least = _SPREAD_NAMES if len(self.names) > 1 else 0.0
        self.widths = [
            max([least, *(cells(name, style) for name in self.names[column :: self.columns])])
            for column in range(self.columns)
        ]
        indent = style.block(BlockKind.SIGNER).right_indent
        self.end = measure(style) - indent
        self.first = self.end - sum(self.widths) - (self.columns - 1)

    def rows(self) -> Iterator[list[str]]:
        """The names line by line."""
        for start in range(0, max(1, len(self.names)), self.columns):
            yield self.names[start : start + self.columns]

    def line(self, names: Sequence[str], number: str, *, first: bool) -> Line:
        """A line: the number, the label on the first one, the names."""
        runs = [run(number)] if number else []
        stops = []
        for column, name in enumerate(names or [""]):
            label = self.label if first and not column else ""
            x = self.first + sum(self.widths[:column]) + column
            stops.append((x - cells(label, self.style) if label else x, "left"))
            runs += [tab(), *self._label(label), *self._name(name, self.widths[column])]
        if len(self.names) <= 1:
            stops = [(self.end, "right")]
        return Line(runs, (w("tabs", *(self._stop(x, kind) for x, kind in stops)),))

    def _stop(self, x: float, kind: str) -> Element:
        return w("tab", val=kind, pos=round(max(0.0, x) * cell_twips(self.style)))

    def _label(self, label: str) -> Iterator[Element]:
        if label:
            yield run(label, label_style(BlockKind.SIGNER.value, self.style))

    def _name(self, name: str, width: float) -> Iterator[Element]:
        """A name, spread to three characters where it has two."""
        own = run_style(BlockKind.SIGNER.value)
        spare = min(width, _SPREAD_NAMES) - cells(name, self.style) if name else 0.0
        if len(name) < 2 or spare < 0.1:
            yield from [run(name, own)] if name else []
            return
        gap = round(spare * cell_twips(self.style) / (len(name) - 1))
        yield run(name[:-1], own, spacing=gap + self.style.word.spacing.twips)
        yield run(name[-1], own)


def _names(named: Sequence[tuple[str, list[str]]]) -> Iterator[str]:
    """All names; a label that is not the first one stays with its first name."""
    for number, (label, names) in enumerate(named):
        own = label if number else ""
        yield from [own + names[0], *names[1:]] if names else ([own] if own else [])


def office_and_date(block: Block, style: Style) -> Line:
    """Office left and date right, one character in from both sides, as minutes have them."""
    office, date = issued_by(block.text)
    if not (office and date):
        return Line([run(block.text)])
    cell = cell_twips(style)
    stop = w("tabs", w("tab", val="right", pos=round((measure(style) - 1) * cell)))
    place = w("ind", left=0, firstLineChars=100, firstLine=round(cell))
    return Line([run(office), tab(), run(date)], (stop, place, w("jc", val="left")))
