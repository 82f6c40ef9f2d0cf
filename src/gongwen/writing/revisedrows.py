"""Tables among the paragraphs that are revised: those that the layout added whole, and what stands above.

Refusing what stands in their cells would leave empty tables; so the rows are revisions. The mark of
a paragraph above a table is never one: a paragraph cannot be joined with a table, and programs differ in
what they make of it. The mark of the paragraph before is revised in its place.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace

from docx.oxml.ns import qn
from lxml import etree

from ..model.redline import Fate
from .revisedbody import Body, Paragraph, Stamp
from .revisedtext import LAYOUT, Span, Token, given_spans
from .wordxml import Element, w

_P, _TABLE, _ROW, _ROW_PROPERTIES = (qn("w:" + n) for n in ("p", "tbl", "tr", "trPr"))
_PROPERTIES, _PLACE, _GRID = qn("w:pPr"), f"{qn('w:tblPr')}/{qn('w:tblpPr')}", f"{qn('w:tblGrid')}/*"
_NOT_OF_STYLE = {qn("w:" + n) for n in ("rPr", "sectPr", "pPrChange")}
_SECTION, _NEW_PAGE = qn("w:sectPr"), qn("w:pageBreakBefore")
_OF_START = {qn("w:type"), qn("w:titlePg")}
_BEHIND_ROW = {qn("w:" + n) for n in ("tblPrEx",)}
_OBJECTS = {qn("w:" + n) for n in ("drawing", "pict", "object", "footnoteReference", "endnoteReference")}
_SIDES = ("top", "left", "bottom", "right")


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of the flow, and which paragraphs of the body are in it."""

    element: Element
    first: int
    last: int


def revise_rows(body: Body, tokens: Sequence[Token], stamp: Stamp) -> list[Token]:
    """Sign the rows that the layout added; returns the tokens in an order that suits the tables."""
    settled = list(tokens)
    spans = {id(paragraph.element): paragraph for paragraph in body.paragraphs}
    added = _added(body, tokens)
    for table in reversed(list(_tables(body))):
        around = _Around(body, table, settled)
        rows = list(table.element.iter(_ROW))
        own = [row for row in rows if _is_added(row, spans, added)]
        if len(own) == len(rows):
            around.move_gone_below()
            around.spare_mark_above(stamp, can_take_in=True)
        else:
            around.move_gone_above()
            around.spare_mark_above(stamp, can_take_in=False)
            own = [row for row in own if not around.holds_gone(row, spans)]
        for row in own:
            _properties(row).append(stamp.revision("ins", LAYOUT))
    return settled


def given_in(body: Body, parts: Iterable[tuple[str, bool]]) -> list[Span]:
    """Where in the body what was given stands; of rows that hold nothing else their ends too."""
    spans = list(given_spans(body.text, parts))
    given = bytearray(len(body.text) + 1)
    for start, end in spans:
        given[start:end] = b"\1" * (end - start)
    by_row: dict[int, list[Paragraph]] = {}
    for paragraph in body.paragraphs if spans else ():
        row = next(paragraph.element.iterancestors(_ROW), None)
        if row is not None:
            by_row.setdefault(id(row), []).append(paragraph)
    for own in by_row.values():
        if any(given[p.start] for p in own) and all(all(given[p.start : p.end]) for p in own):
            spans += [(p.end, p.end + 1) for p in own if p.end in body.ends]
    return spans


def _added(body: Body, tokens: Sequence[Token]) -> bytearray:
    """For each character of the body whether the layout added it."""
    added = bytearray(len(body.text) + 1)
    for token in tokens:
        if token.place >= 0 and _is_added_token(token):
            added[token.place : token.place + len(token.text)] = b"\1" * len(token.text)
    return added


def _is_added_token(token: Token) -> bool:
    return token.fate is Fate.COME and token.edit is LAYOUT


def _is_loose(token: Token) -> bool:
    """Whether a token has no place of its own in the file: what is gone, and marks of comments."""
    return token.fate is Fate.GONE or token.is_mark


def _tables(body: Body) -> Iterator[_Table]:
    """The tables of a body in order, those in cells left out."""
    outer = [next(reversed(list(p.element.iterancestors(_TABLE))), None) for p in body.paragraphs]
    start = 0
    for stop in range(1, len(outer) + 1):
        if stop == len(outer) or outer[stop] is not outer[start]:
            if outer[start] is not None:
                yield _Table(outer[start], start, stop - 1)
            start = stop


def _is_added(row: Element, spans: dict[int, Paragraph], added: bytearray) -> bool:
    """Whether all that stands in a row is of the layout, and there is something."""
    own = [spans[id(paragraph)] for paragraph in row.iter(_P)]
    has_text = any(paragraph.start < paragraph.end for paragraph in own)
    has_objects = next(row.iter(*_OBJECTS), None) is not None
    return has_text and not has_objects and all(all(added[p.start : p.end]) for p in own)


def _properties(row: Element) -> Element:
    """The properties of a row, made where it has none."""
    found = row.find(_ROW_PROPERTIES)
    if found is None:
        found = w("trPr")
        row.insert(sum(child.tag in _BEHIND_ROW for child in row), found)
    return found


class _Around:
    """One table and the tokens in front of it and in it; they are changed in place."""

    def __init__(self, body: Body, table: _Table, tokens: list[Token]) -> None:
        self._body = body
        self._table = table
        self._tokens = tokens
        self._placed = [number for number, token in enumerate(tokens) if token.place >= 0]
        self._start = self._from(body.paragraphs[table.first].start)
        self._stop = self._behind(body.paragraphs[table.last].end)

    def _from(self, place: int) -> int:
        """The number of the first token that stands at a place of the text or behind it."""
        index = bisect_left(self._placed, place, key=lambda number: self._tokens[number].place)
        return self._placed[index] if index < len(self._placed) else len(self._tokens)

    def _behind(self, place: int) -> int:
        """The number behind that of the last token which stands at a place of the text or before it."""
        index = bisect_left(self._placed, place + 1, key=lambda number: self._tokens[number].place)
        return self._placed[index - 1] + 1 if index else 0

    def holds_gone(self, row: Element, spans: dict[int, Paragraph]) -> bool:
        """Whether what is gone would stand in a row, and would go with it for good."""
        own = [spans[id(paragraph)] for paragraph in row.iter(_P)]
        tokens = self._tokens[self._behind(own[0].start - 1) : self._behind(own[-1].end)]
        return any(token.fate is Fate.GONE for token in tokens)

    def move_gone_below(self) -> None:
        """Let nothing that is gone stand in an added table, or between it and what was added above it."""
        start = self._start
        while start and (_is_loose(self._tokens[start - 1]) or _is_added_token(self._tokens[start - 1])):
            start -= 1
        own = self._tokens[start : self._stop]
        loose = [token for token in own if _is_loose(token)]
        self._tokens[start : self._stop] = [token for token in own if not _is_loose(token)] + loose

    def move_gone_above(self) -> None:
        """Let lines that are gone stand above a table, not in its first cell."""
        end = self._end_above()
        if end is None or self._tokens[end].fate is not Fate.KEPT:
            return
        loose = self._tokens[end + 1 : self._start]
        line_ends = [n for n, token in enumerate(loose) if token.fate is Fate.GONE and token.text == "\n"]
        if line_ends and all(token.fate is not Fate.GONE for token in loose[line_ends[-1] + 1 :]):
            last = loose.pop(line_ends[-1])
            self._tokens[end : self._start] = [last, *loose, self._tokens[end]]

    def spare_mark_above(self, stamp: Stamp, *, can_take_in: bool) -> None:
        """Where the paragraph above the table was added, revise the mark before it instead.

        At the start of the text there is none: then the table takes in what stands above it, as a row, if
        it `can_take_in` anything.
        """
        end = self._end_above()
        if end is None or not _is_added_token(self._tokens[end]):
            return
        before = end - 1
        while before >= 0 and _is_added_token(self._tokens[before]):
            before -= 1
        if before < 0:
            if can_take_in:
                self._take_in(stamp)
            return
        number = self._body.ends.get(self._tokens[before].place)
        if self._tokens[before].fate is Fate.KEPT and number is not None:
            paragraph = self._body.paragraphs[number]
            if not paragraph.is_fixed:
                self._tokens[before] = replace(self._tokens[before], fate=Fate.COME, edit=LAYOUT)
                self._tokens[end] = replace(self._tokens[end], fate=Fate.KEPT, edit=None)
                above = self._body.paragraphs[self._table.first - 1].element
                _change_properties(above, paragraph.element, stamp)
                _end_no_section(paragraph.element, above)

    def _end_above(self) -> int | None:
        """The number of the token that ends the paragraph above the table."""
        if not self._table.first:
            return None
        end = self._body.paragraphs[self._table.first - 1].end
        number = self._from(end)
        is_end = end in self._body.ends and number < self._start and self._tokens[number].place == end
        return number if is_end else None

    def _take_in(self, stamp: Stamp) -> None:
        table = self._table.element
        above = list(table.itersiblings(preceding=True))[::-1]
        if table.find(_PLACE) is not None or any(element.tag != _P for element in above):
            return
        row = _row(above, [int(column.get(qn("w:w"))) for column in table.iterfind(_GRID)])
        _properties(row).append(stamp.revision("ins", LAYOUT))
        table.find(_ROW).addprevious(row)


def _row(paragraphs: Sequence[Element], widths: Sequence[int]) -> Element:
    """A row of one cell that looks as the paragraphs did without it."""
    properties = w("tcPr", w("tcW", w=sum(widths), type="dxa"))
    if len(widths) > 1:
        properties.append(w("gridSpan", val=len(widths)))
    properties.append(w("tcBorders", *(w(side, val="nil") for side in _SIDES)))
    properties.append(w("tcMar", *(w(side, w=0, type="dxa") for side in _SIDES)))
    return w("tr", w("trPr", w("cantSplit")), w("tc", properties, *paragraphs))


def _change_properties(element: Element, before: Element, stamp: Stamp) -> None:
    """Have a paragraph look like the one `before` when it is refused, for that one's text joins it then."""
    own = before.find(_PROPERTIES)
    kept = [deepcopy(child) for child in (() if own is None else own) if child.tag not in _NOT_OF_STYLE]
    properties = element.find(_PROPERTIES)
    if properties is None:
        properties = w("pPr")
        element.insert(0, properties)
    properties.append(stamp.revision("pPrChange", LAYOUT, w("pPr", *kept)))


def _end_no_section(element: Element, following: Element) -> None:
    """Begin a page by the `following` paragraph instead of by a section that differs in nothing else.

    A mark that ends a section would leave the end of the section when it is refused.
    """
    ended = element.find(f"{_PROPERTIES}/{_SECTION}")
    whole = following.getparent().find(_SECTION)
    others = [*following.getparent().iter(_SECTION)]
    if ended is None or whole is None or others != [ended, whole] or _settings(ended) != _settings(whole):
        return
    whole.getparent().replace(whole, ended)
    properties = following.find(_PROPERTIES)
    style = properties.find(qn("w:pStyle"))
    if properties.find(_NEW_PAGE) is None:
        properties.insert(0 if style is None else 1, w("pageBreakBefore"))


def _settings(section: Element) -> list[bytes]:
    """What a section says of its pages, apart from where it begins and which of them is the first."""
    return [etree.tostring(child) for child in section if child.tag not in _OF_START]


def place_in_text(body: Element) -> None:
    """Where cells hold revisions, have tables with a place of their own placed by the margins.

    In Word they stand where they stood. LibreOffice would turn them into frames, and for that notes again
    where in cells revisions begin, which it counts wrong behind comments and rare characters: it would
    refuse and accept the wrong ones.
    """
    placed = [place for table in body.iter(_TABLE) for place in table.iterfind(_PLACE)]
    if not placed or not _have_revisions(body):
        return
    margins = next(body.iter(qn("w:pgMar")), None)
    left = 0 if margins is None else int(margins.get(qn("w:left"), "0"))
    for place in placed:
        x = int(place.attrib.pop(qn("w:tblpX"), "0")) - left
        place.set(qn("w:horzAnchor"), "margin")
        if x == 0 or place.get(qn("w:tblpYSpec")) == "bottom":
            place.set(qn("w:tblpXSpec"), "left")
        else:
            place.set(qn("w:tblpX"), str(x))


def _have_revisions(body: Element) -> bool:
    """Whether cells hold revisions, in rows that are none."""
    rows = (row for row in body.iter(_ROW) if row.find(f"{_ROW_PROPERTIES}/{qn('w:ins')}") is None)
    return any(next(row.iter(qn("w:ins"), qn("w:del")), None) is not None for row in rows)
