"""The content of a page as PDF operators: rules, then lines in reading order, the page number last.

What a reader of the page is to know of a line's place in the document stands around it as marked content;
what belongs to the page and not to the text is an artifact (ISO 32000-1, 14.8.2.2).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter, itemgetter

from ..model import Face, Line, Page, Rule, Run, Turned
from .pdfcolor import Ink, filling, stroking
from .pdffont import EmbeddedFace
from .pdfpictures import Images
from .pdftags import StructureTree, sound

Faces = Mapping[tuple[str, int, object], EmbeddedFace]
_LAST_OF_PLANE_0 = "\uffff"
"""pdfium loses characters beyond it from a text that stands beside a line, not from the line itself."""
_UNEVEN = 0.08
"""Readers take a gap of a tenth of an em for a blank, and an overlap of as much for the next line."""
_SAME = 0.1
"""Thousandths of an em that a glyph may stand beside its place."""
_ARTIFACT = "/Artifact <</Type /Layout>> BDC"
_PAGE_NUMBER = "/Artifact <</Type /Pagination /Subtype /Footer>> BDC"


def key(face: Face) -> tuple[str, int, object]:
    """What a face is embedded under: the same file may play several roles."""
    return face.path, face.index, face.variations


class PageContent:
    """Writes the operators of one page; knows which font, spacing and colour are set."""

    def __init__(
        self, page: Page, height: float, faces: Faces, ink: Ink, tree: StructureTree, *, images: Images
    ) -> None:
        self.page = page
        self.height = height
        self.faces = faces
        self.ink = ink
        self.tree = tree
        self.images = images
        self._set: dict[str, str] = {}

    def operators(self) -> list[str]:
        """The whole page."""
        found: list[str] = []
        if self.page.rules:
            found += [_ARTIFACT, *(self._rule(rule) for rule in self.page.rules), "EMC"]
        for placed in self.page.pictures:
            opened = self.tree.figure(placed, self.height)
            found += [opened, *self.images.operators(placed, self.height), "EMC"]
        if self.page.turned:
            found += self._turned(self.page.turned)
        for (block, cell), group in groupby(self.page.lines, key=attrgetter("block", "cell")):
            lines = list(group)
            if cell and self.tree.is_repeated(block, cell, "".join([line.text for line in lines])):
                shown = [operator for line in lines if line.runs for operator in self._line(line.runs)[1]]
                found += [_ARTIFACT, *shown, "EMC"]
                continue
            for said, shown in self._pieces(lines):
                found += [self.tree.mark(block, said, cell), *shown, "EMC"]
        if self.page.footer:
            found += [_PAGE_NUMBER, *self._line(self.page.footer)[1], "EMC"]
        return found

    def _turned(self, turned: Turned) -> list[str]:
        """What stands on the page turned by 90° anticlockwise, its origin in the lower left corner."""
        page = Page(turned.lines, turned.rules, pictures=turned.pictures)
        inner = PageContent(page, 0.0, self.faces, self.ink, self.tree, images=self.images)
        return ["q 0 1 -1 0 0 0 cm", *inner.operators(), "Q"]

    def _rule(self, rule: Rule) -> str:
        ends = f"{rule.x0:.3f} {self.height - rule.y0:.3f} m {rule.x1:.3f} {self.height - rule.y1:.3f} l S"
        return f"q {stroking(rule.color, self.ink)} {rule.width:.3f} w {ends} Q"

    def _pieces(self, lines: Iterable[Line]) -> Iterator[tuple[str, list[str]]]:
        """Operators of lines; one with its text beside it alone, for some readers take no more of a piece."""
        drawn = (self._line(line.runs) for line in lines if line.runs)
        for said, members in groupby(drawn, key=itemgetter(0)):
            if said:
                yield from members
            else:
                yield said, [operator for _said, operators in members for operator in operators]

    def _line(self, runs: Sequence[Run]) -> tuple[str, list[str]]:
        """A line as one text object; one that is spread or squeezed has its text beside it, for readers."""
        operators, is_even = self._text(runs)
        text = "".join([run.text for run in runs])
        if is_even or max(text) > _LAST_OF_PLANE_0:
            return "", operators
        return f"/ActualText <FEFF{sound(text).encode('utf-16-be').hex().upper()}>", operators

    def _text(self, runs: Sequence[Run]) -> tuple[list[str], bool]:
        """The text object, and whether readers see neither blanks nor two lines in it."""
        operators = ["BT"]
        is_even = True
        end: float | None = None
        for run in runs:
            face = self.faces[key(run.face)]
            operators += self._changed("color", filling(run.color, self.ink))
            if end is not None and abs(run.xs[0] - end) > _UNEVEN * run.size:
                is_even = False
            for font, start, stop in _stretches(run, face):
                operators += self._changed("font", f"/{font} {run.size:g} Tf")
                scale = f"{run.stretch:.5g}" if run.stretch != 1.0 else "1"
                operators.append(f"{scale} 0 0 1 {run.xs[start]:.3f} {self.height - run.y:.3f} Tm")
                spacing, shown, widest = _shown(run, start, stop, face)
                operators += self._changed("spacing", f"{spacing:g} Tc")
                operators.append(shown)
                is_even &= widest <= _UNEVEN * 1000
            end = run.xs[-1] + face.widths[run.glyphs[-1]] / 1000 * run.size * run.stretch
        operators.append("ET")
        return operators, is_even

    def _changed(self, name: str, operator: str) -> Iterator[str]:
        """The operator, unless it says what is set already."""
        if self._set.get(name) != operator:
            self._set[name] = operator
            yield operator


def _stretches(run: Run, face: EmbeddedFace) -> Iterator[tuple[str, int, int]]:
    """The parts of a run that are addressed in one font, from where to where."""
    if not face.is_layered:
        yield face.resource(0), 0, len(run.glyphs)
        return
    layers = [face.layer(glyph, char) for glyph, char in zip(run.glyphs, run.text, strict=True)]
    start = 0
    for layer, members in groupby(layers):
        stop = start + len(list(members))
        yield face.resource(layer), start, stop
        start = stop


def _shown(run: Run, start: int, stop: int, face: EmbeddedFace) -> tuple[float, str, float]:
    """Glyphs at their places: the usual distance as character spacing, what differs as adjustments.

    Returns:
        The spacing in points before the run is stretched, the operator, and the widest distance of two
        glyphs in thousandths of an em.
    """
    glyphs, xs = run.glyphs[start:stop], run.xs[start:stop]
    codes, widths = face.codes, face.widths
    per_point = 1000 / (run.size * run.stretch)
    gaps = [
        (after - x) * per_point - widths[glyph] for glyph, x, after in zip(glyphs, xs, xs[1:], strict=False)
    ]
    if not gaps:
        return 0.0, f"[<{codes[glyphs[0]]}>] TJ", 0.0
    low, high = min(gaps), max(gaps)
    first = round(gaps[0], 1)
    if round(low, 1) != first or round(high, 1) != first:  # most lines have one distance alone
        first = Counter([round(gap, 1) for gap in gaps]).most_common(1)[0][0]
    spacing = round(first * run.size / 1000, 3)
    usual = spacing * 1000 / run.size
    parts = [codes[glyph] for glyph in glyphs]
    owed = 0.0
    for place, gap in enumerate(gaps):
        owed += gap - usual
        if owed > _SAME or owed < -_SAME:
            adjustment = round(-owed, 1)
            parts[place] += f">{adjustment:g}<"
            owed += adjustment
    return spacing, f"[<{''.join(parts)}>] TJ", max(high, -low)
