"""OpenDocument text (.odt) as its reader sees it: automatic numbers in, deletions and hidden text out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from lxml import etree

from ..i18n import gettext as _
from ..model import NoteKind, Notice, Source
from .flow import Flow, ReadCell
from .limits import Archive, DamagedError, encrypted
from .marks import Marks, bare
from .numbering import rendered
from .odtkept import Belongings, address, repeated, spanning
from .odtnames import DRAW, OFFICE, STYLE, TABLE, TEXT
from .safexml import parse_xml
from .shifted import shifted

_RUBY_TEXT = TEXT + "ruby-text"
_OUT = {
    TEXT + "tracked-changes",
    _RUBY_TEXT,
    TEXT + "sequence-decls",
    OFFICE + "forms",
}
_PARAGRAPHS = (TEXT + "p", TEXT + "h")
_SHAPES = ("custom-shape", "rect", "ellipse", "line", "polyline", "polygon", "path", "connector", "caption")
_BLANKS = re.compile(r"[ \t\r\n]+")
_REPEATED = 200
"""The most that a repeated blank, cell or row is repeated: real ones are few, a hostile file has billions."""
_DEPTH = 10
"""The levels of a list."""
_FORMS = {
    "1": "decimal",
    "01": "decimalZero",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "一": "chineseCounting",
    "壹": "chineseLegalSimplified",
    "甲": "ideographTraditional",
    "子": "ideographZodiac",
    "①": "decimalEnclosedCircle",
    "１": "decimalFullWidth",
}
"""The number formats of Word by the first number of OpenDocument's."""


def read_odt(data: bytes, name: str) -> Source:
    """The text of an OpenDocument file.

    Raises:
        DamagedError: it cannot be unpacked or understood.
        UnreadableInput: it is encrypted, or unfolds to more than is read.
    """
    archive = Archive(data, name)
    if b"encryption-data" in (archive.get("META-INF/manifest.xml") or b""):
        raise encrypted(name)
    content = parse_xml(archive.read("content.xml"))
    styles = archive.get("styles.xml")
    roots = [content] if styles is None else [parse_xml(styles), content]
    flow, marks = Flow(), Marks()
    walker = _Walker(_Numbers(roots), _styles(roots), Belongings(archive, roots), marks)
    try:
        for body in content.iter(OFFICE + "text"):
            walker.blocks(body, flow)
            break
    except ValueError:  # a number that is none
        raise DamagedError from None
    text, kept = flow.text(marks)
    return Source(text, encoding="odt", notices=walker.notices() + flow.notices(), kept=kept)


@dataclass(frozen=True, slots=True)
class _Styles:
    """What of the styles of a document changes its text."""

    hidden: frozenset[str]
    """Those whose text is not shown, by their own setting or the one they are based on."""
    shifted: dict[str, str]
    """Those of text above or below the line: `super` or `sub`."""


def _styles(roots: Iterable[etree._Element]) -> _Styles:
    display: dict[str, str | None] = {}
    parents: dict[str, str] = {}
    places: dict[str, str] = {}
    for root in roots:
        for style in root.iter(STYLE + "style"):
            name = style.get(STYLE + "name", "")
            properties = style.find(STYLE + "text-properties")
            display[name] = properties.get(TEXT + "display") if properties is not None else None
            parents[name] = style.get(STYLE + "parent-style-name", "")
            if properties is not None and (place := _place(properties.get(STYLE + "text-position", ""))):
                places[name] = place
    hidden = {name for name, shown in display.items() if shown == "none"}
    for _generation in range(_REPEATED):
        heirs = {n for n, p in parents.items() if p in hidden and display[n] is None} - hidden
        if not heirs:
            break
        hidden |= heirs
    return _Styles(frozenset(hidden), places)


def _place(position: str) -> str:
    """Above or below the line: `super 58%`, `sub 58%`, or the rise in percent of the size."""
    rise = position.split(" ", maxsplit=1)[0]
    if rise.endswith("%"):
        return "sub" if rise.startswith("-") else "" if rise.strip("+0.%") == "" else "super"
    return rise if rise in ("super", "sub") else ""


@dataclass(frozen=True, slots=True)
class _Level:
    """How the numbers of one level of a list look."""

    form: str = ""
    prefix: str = ""
    suffix: str = ""
    shown: int = 1
    """How many levels the number shows: 2 for 1.1."""
    start: int = 1


class _Numbers:
    """Counts through the lists and numbered headings of one document, in order."""

    def __init__(self, roots: Iterable[etree._Element]) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        for root in roots:
            for style in root.iter(TEXT + "list-style", TEXT + "outline-style"):
                name = style.get(STYLE + "name", "") if style.tag == TEXT + "list-style" else ""
                self._levels[name] = {int(e.get(TEXT + "level", "1")): _level(e) for e in style}

    def begin(self, style: str) -> None:
        """A list that does not go on with an earlier one starts."""
        self._counts.pop(style, None)

    def next(self, style: str, depth: int, start: str | None) -> str:
        """The number of the next item, with what separates it from the text."""
        levels = self._levels.get(style, {})
        level = levels.get(depth, _Level())
        counts = self._counts.setdefault(style, {})
        counts[depth] = int(start) if start else counts.get(depth, level.start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        if not level.form:
            return ""
        first = max(1, depth - max(level.shown, 1) + 1)
        parts = [(levels.get(d, level), counts.get(d, 1)) for d in range(first, depth + 1)]
        text = ".".join(rendered(count, entry.form) for entry, count in parts if entry.form)
        text = level.prefix + text + level.suffix
        return text + (" " if text[-1:].isalnum() and not "①" <= text[-1] <= "㊿" else "")


def _level(element: etree._Element) -> _Level:
    if element.tag not in (TEXT + "list-level-style-number", TEXT + "outline-level-style"):
        return _Level()
    form = element.get(STYLE + "num-format", "").split(",")[0].strip()
    return _Level(
        form=_FORMS.get(form, "decimal") if form else "",
        prefix=element.get(STYLE + "num-prefix", ""),
        suffix=element.get(STYLE + "num-suffix", ""),
        shown=min(int(element.get(TEXT + "display-levels", "1")), _DEPTH),
        start=int(element.get(TEXT + "start-value", "1")),
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in which list something stands; depth 0 is outside of any."""

    style: str = ""
    depth: int = 0


_NOWHERE = _Place()


class _Walker:
    """Walks the text in order."""

    def __init__(self, numbers: _Numbers, styles: _Styles, belongings: Belongings, marks: Marks) -> None:
        self._numbers = numbers
        self._belongings = belongings
        self._marks = marks
        self._styles = styles
        self._comments = self._contents = self._objects = 0

    def notices(self) -> tuple[Notice, ...]:
        """What was met and is not in the text."""
        found = []
        if self._objects:
            message = _("{count} charts and diagrams cannot be kept and were left out.")
            found.append(Notice("odt.charts", message.format(count=self._objects)))
        if self._comments:
            message = _("{count} comments were left out.")
            found.append(Notice("odt.comments", message.format(count=self._comments)))
        if self._contents:
            message = _("A table of contents of {count} lines was left out; its page numbers no longer hold.")
            found.append(Notice("odt.contents", message.format(count=self._contents)))
        return tuple(found)

    def blocks(self, parent: etree._Element, flow: Flow, place: _Place = _NOWHERE) -> None:
        """Add the lines of a body, section, cell or text box."""
        for element in parent:
            if not isinstance(element.tag, str) or element.tag in _OUT:
                continue
            if element.tag == TEXT + "table-of-content":
                self._contents += sum(1 for _line in element.iter(*_PARAGRAPHS))
                continue
            if element.tag in _PARAGRAPHS:
                self._paragraph(element, flow, self._heading_number(element) if not place.depth else "")
            elif element.tag == TEXT + "list":
                self._list(element, flow, place)
            elif element.tag == TABLE + "table":
                self._table(element, flow)
            elif element.tag.startswith(DRAW):
                boxes: list[etree._Element] = []
                self._drawing(element, boxes, flow)
                for box in boxes:
                    self.blocks(box, flow)
            elif element.get(TEXT + "display") != "none":
                self.blocks(element, flow, place)

    def _heading_number(self, element: etree._Element) -> str:
        if element.tag != TEXT + "h" or element.get(TEXT + "is-list-header") == "true":
            return ""
        return self._numbers.next("", int(element.get(TEXT + "outline-level", "1")), None)

    def _list(self, element: etree._Element, flow: Flow, place: _Place) -> None:
        here = _Place(element.get(TEXT + "style-name", place.style), place.depth + 1)
        goes_on = element.get(TEXT + "continue-numbering") == "true" or element.get(TEXT + "continue-list")
        if here.depth == 1 and not goes_on:
            self._numbers.begin(here.style)
        for item in element:
            number = ""
            for child in item:
                if child.tag in _PARAGRAPHS:
                    if child is item[0] and item.tag == TEXT + "list-item":
                        number = self._numbers.next(here.style, here.depth, item.get(TEXT + "start-value"))
                    self._paragraph(child, flow, number)
                    number = ""
                elif child.tag == TEXT + "list":
                    self._list(child, flow, here)
                else:
                    self.blocks([child], flow, replace(here))  # type: ignore[arg-type]  # a list will do

    def _paragraph(self, element: etree._Element, flow: Flow, number: str) -> None:
        boxes: list[etree._Element] = []
        text = "" if self._is_hidden(element) else self._inline(element, boxes, flow).strip("\n")
        flow.line(number + text if text else "")
        for box in boxes:
            self.blocks(box, flow)

    def _is_hidden(self, element: etree._Element) -> bool:
        return element.get(TEXT + "style-name") in self._styles.hidden

    def _inline(self, parent: etree._Element, boxes: list[etree._Element], flow: Flow) -> str:
        """The text of a paragraph or what stands in it; text boxes are collected aside."""
        parts = [_BLANKS.sub(" ", parent.text or "")]
        for element in parent:
            tag = element.tag
            if not isinstance(tag, str) or tag in _OUT or self._is_hidden(element):
                pass
            elif tag == TEXT + "s":
                parts.append(" " * min(int(element.get(TEXT + "c", "1")), _REPEATED))
            elif tag in (TEXT + "tab", TEXT + "line-break"):
                parts.append("\t" if tag == TEXT + "tab" else "\n")
            elif tag == TEXT + "note":
                parts.append(self._note(element))
            elif tag == OFFICE + "annotation":
                self._comments += 1
            elif tag.startswith(DRAW) and tag != DRAW + "a":
                self._drawing(element, boxes, flow)
            elif tag not in (TEXT + "hidden-text", TEXT + "hidden-paragraph"):
                place = self._styles.shifted.get(element.get(TEXT + "style-name", ""), "")
                text = shifted(self._inline(element, boxes, flow), place)
                target = address(element) if tag == TEXT + "a" else ""
                parts.append(self._marks.link(text, target) if target else text)
            parts.append(_BLANKS.sub(" ", element.tail or ""))
        return "".join(parts)

    def _drawing(self, element: etree._Element, boxes: list[etree._Element], flow: Flow) -> None:
        """A frame or shape: its text goes to `boxes`, one without text is a picture."""
        found = list(element.iter(DRAW + "text-box"))[:1]
        if not found and element.tag[len(DRAW) :] in _SHAPES:
            found = [element] if next(element.iter(*_PARAGRAPHS), None) is not None else []
        if not found and element.tag == DRAW + "g":
            for child in element:
                self._drawing(child, boxes, flow)
        elif not found:
            image = next(element.iter(DRAW + "image"), None)
            self._objects += image is None and next(element.iter(DRAW + "object"), None) is not None
            if image is not None:
                flow.picture(self._belongings.picture(element, image))
        boxes += found

    def _note(self, element: etree._Element) -> str:
        """The sign of a note with its text."""
        body = element.find(TEXT + "note-body")
        if body is None:
            return ""
        flow = Flow()
        self.blocks(body, flow)
        is_endnote = element.get(TEXT + "note-class") == "endnote"
        kind = NoteKind.ENDNOTE if is_endnote else NoteKind.FOOTNOTE
        return self._marks.note("\n".join(bare(line).strip() for line in flow.lines).strip("\n"), kind)

    def _table(self, table: etree._Element, flow: Flow) -> None:
        with flow.table() as read:
            for row in table.iter(TABLE + "table-row"):
                if next(row.iterancestors(TABLE + "table")) is not table:
                    continue
                cells: list[ReadCell] = []
                for cell in row.iterchildren(TABLE + "table-cell", TABLE + "covered-table-cell"):
                    content = Flow()
                    self.blocks(cell, content)
                    is_covered = cell.tag != TABLE + "table-cell"
                    if not is_covered or any(line.strip() for line in content.lines):
                        cells += [spanning(cell, content)] * repeated(cell)
                if cells:
                    parent = row.getparent()
                    in_head = parent is not None and parent.tag == TABLE + "table-header-rows"
                    flow.row(cells, is_head=in_head)
            read.widths = self._belongings.widths(table)
            read.is_ruled = self._belongings.is_ruled(table)
