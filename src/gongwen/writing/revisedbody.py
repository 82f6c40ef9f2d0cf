"""Revisions in the body of a Word file: what stays is left as it was laid out, what goes hangs in it.

A line end that is gone is a paragraph whose mark is deleted, one that has come a mark that is inserted. Where
paragraphs cannot be parted (inside a link) a line break is revised in their place.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace

from docx.oxml.ns import qn

from ..model.redline import Fate
from ..model.review import date_of
from .revisedtext import Token
from .wordxml import Element, w

_P, _R, _T, _TAB, _BR, _TYPE = (qn("w:" + n) for n in ("p", "r", "t", "tab", "br", "type"))
_PROPERTIES, _RUN_PROPERTIES = qn("w:pPr"), qn("w:rPr")
_SECTION, _CHANGE = qn("w:sectPr"), qn("w:pPrChange")
_TABLE, _CELL, _ROW = qn("w:tbl"), qn("w:tc"), qn("w:tr")
_BLOCKS = {qn("w:" + n) for n in ("tbl", "tr", "tc", "sdt", "sdtContent", "customXml")}
_INLINE = {qn("w:" + n) for n in ("hyperlink", "sdt", "sdtContent", "smartTag", "customXml", "ins")}
_PASSING = {qn("w:" + n) for n in ("del", "commentRangeStart", "commentRangeEnd")}
_REVISIONS = {qn("w:ins"), qn("w:del")}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_CUT = "{urn:gongwen}cut"
_PART = re.compile("[^\t\n]+|[\t\n]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body and where its text stands in that of the whole; `text[end]` ends it."""

    element: Element
    start: int
    end: int
    is_fixed: bool
    """Whether its end cannot be revised: that of a cell, of what stands before a table, of the whole."""


class Body:
    """The text of a laid out body, paragraph by paragraph."""

    def __init__(self, body: Element) -> None:
        parts: list[str] = []
        self.paragraphs: list[Paragraph] = []
        self.ends: dict[int, int] = {}
        """Where paragraphs end in the text, and which."""
        length = 0
        elements = list(_paragraphs(body))
        for element, following in zip(elements, [*elements[1:], None], strict=True):
            text = "".join(_text(run) for run in _runs(element))
            sign = _end(element, following)
            is_fixed = following is None or element.getparent() is not following.getparent()
            if sign:
                self.ends[length + len(text)] = len(self.paragraphs)
            self.paragraphs.append(Paragraph(element, length, length + len(text), is_fixed))
            parts += [text, sign]
            length += len(text) + len(sign)
        self.text = "".join(parts)


def _paragraphs(parent: Element) -> Iterator[Element]:
    for child in parent:
        if child.tag == _P:
            yield child
        elif child.tag in _BLOCKS:
            yield from _paragraphs(child)


def _end(element: Element, following: Element | None) -> str:
    """What the end of a paragraph is in the text: between cells a tab, nothing where a heading runs in."""
    if following is None or element.find(f"{_PROPERTIES}/{_RUN_PROPERTIES}/{qn('w:specVanish')}") is not None:
        return ""
    cell, next_cell = (next(e.iterancestors(_CELL), None) for e in (element, following))
    if cell is not next_cell and cell is not None and next_cell is not None:
        return "\t" if cell.getparent() is next_cell.getparent() else "\n"
    return "\n"


def _runs(parent: Element) -> Iterator[Element]:
    """The runs of a paragraph in order, those in links among them."""
    for child in parent:
        if child.tag == _R:
            yield child
        elif child.tag in _INLINE:
            yield from _runs(child)


def _text(run: Element) -> str:
    return "".join(_sign(child) for child in run)


def _sign(child: Element) -> str:
    if child.tag == _T:
        return child.text or ""
    if child.tag == _TAB:
        return "\t"
    return "\n" if child.tag == _BR and child.get(_TYPE) in (None, "textWrapping") else ""


class Stamp:
    """Author, date and a number of its own for each revision.

    An edit has a minute of its own, for Word keeps no seconds: neighbours of one author stay apart, and
    comments can be told from each other when the file comes back.
    """

    def __init__(self, authors: Sequence[str]) -> None:
        self._authors = authors
        self._count = 0

    def revision(self, tag: str, edit: int | None, *children: Element) -> Element:
        """`w:ins`, `w:del` or another revision of an edit, or of the layout."""
        self._count += 1
        number = len(self._authors) - 1 if edit is None else edit
        return w(
            tag,
            *children,
            id=self._count,
            author=self._authors[number],
            date=date_of(number),
        )


def revise(body: Body, tokens: Iterable[Token], stamp: Stamp) -> None:
    """Write the revisions into the body, in place."""
    waiting: deque[Token] = deque()
    first = 0
    for token in tokens:
        last = body.ends.get(token.place)
        if last is None:
            waiting.append(token)
            continue
        _revise_paragraphs(body.paragraphs[first : last + 1], waiting, token, stamp)
        first = last + 1
    _revise_paragraphs(body.paragraphs[first:], waiting, None, stamp)


def _revise_paragraphs(
    paragraphs: Sequence[Paragraph], tokens: deque[Token], end: Token | None, stamp: Stamp
) -> None:
    """Revise paragraphs of which only the last one's end is a line end: headings, and what runs on."""
    for paragraph in paragraphs[:-1]:
        _revise_paragraph(paragraph, list(_take(tokens, paragraph.end)), None, stamp)
    for paragraph in paragraphs[-1:]:
        _revise_paragraph(paragraph, list(_take(tokens, None)), end, stamp)


def _revise_paragraph(paragraph: Paragraph, tokens: list[Token], end: Token | None, stamp: Stamp) -> None:
    if any(token.fate is not Fate.KEPT or token.is_mark for token in tokens):
        _revise_runs(paragraph, deque(tokens), stamp)
        _part(paragraph.element, stamp)
        _unite(paragraph.element)
    if end is not None and end.fate is Fate.COME and not paragraph.is_fixed:
        _mark(paragraph.element, stamp.revision("ins", end.edit))


def _revise_runs(paragraph: Paragraph, tokens: deque[Token], stamp: Stamp) -> None:
    element = paragraph.element
    runs = [(run, text) for run in _runs(element) if (text := _text(run))]
    place = paragraph.start
    for index, (run, text) in enumerate(runs):
        place += len(text)
        is_last = index == len(runs) - 1
        taken = list(_take(tokens, None if is_last else place))
        if any(token.fate is not Fate.KEPT or token.is_mark for token in taken):
            can_part = run.getparent() is element
            _replace(run, list(_revised(_Host(run), taken, stamp, can_part=can_part)))
    for new in _revised(_Host(None), list(tokens), stamp, can_part=True) if not runs else ():
        element.append(new)


def _take(tokens: deque[Token], stop: int | None) -> Iterator[Token]:
    """The tokens of a run: up to its last character, of the last run all that there are."""
    while tokens:
        token = tokens[0]
        if stop is not None and token.place >= stop:
            return
        if stop is not None and 0 <= token.place < stop < token.place + len(token.text):
            own = stop - token.place
            tokens[0] = replace(token, text=token.text[own:], place=stop)
            yield replace(token, text=token.text[:own])
            return
        yield tokens.popleft()
        if stop is not None and token.place >= 0 and token.place + len(token.text) == stop:
            return


class _Host:
    """A run that is taken apart: its properties, and what is in it besides text."""

    def __init__(self, run: Element | None) -> None:
        self.properties = None if run is None else run.find(_RUN_PROPERTIES)
        self._others_at: deque[tuple[int, Element]] = deque()
        place = 0
        for child in () if run is None else run:
            if child.tag != _RUN_PROPERTIES and not _sign(child) and child.tag != _T:
                self._others_at.append((place, child))
            place += len(_sign(child))
        self._place = 0

    def run(self, content: Sequence[Element]) -> Element:
        """A run with the properties of the one that was."""
        made = w("r")
        if self.properties is not None:
            made.append(deepcopy(self.properties))
        made.extend(content)
        return made

    def taken_apart(self, text: str) -> Iterator[Element]:
        """Runs of the next characters, and of what stands before and among them."""
        while text:
            yield from self._others(self._place)
            stop = self._others_at[0][0] - self._place if self._others_at else len(text)
            part, text = text[:stop], text[stop:]
            self._place += len(part)
            yield self.run(list(_content(part, "t")))

    def left(self) -> Iterator[Element]:
        """What stood behind everything."""
        yield from self._others(None)

    def _others(self, place: int | None) -> Iterator[Element]:
        found = []
        while self._others_at and (place is None or self._others_at[0][0] <= place):
            found.append(self._others_at.popleft()[1])
        if found:
            yield self.run(found)


def _revised(host: _Host, tokens: Sequence[Token], stamp: Stamp, *, can_part: bool) -> Iterator[Element]:
    """What takes the place of a run."""
    for token in tokens:
        if token.is_mark:
            yield from _comment_marks(token)
        elif token.fate is Fate.GONE:
            yield _gone(host, token, stamp, can_part=can_part)
        elif token.fate is Fate.KEPT:
            yield from host.taken_apart(token.text)
        else:
            yield stamp.revision("ins", token.edit, *host.taken_apart(token.text))
    yield from host.left()


def _gone(host: _Host, token: Token, stamp: Stamp, *, can_part: bool) -> Element:
    if token.text == "\n" and can_part:
        return w("r").makeelement(_CUT, {"edit": "" if token.edit is None else str(token.edit)})
    return stamp.revision("del", token.edit, host.run(list(_content(token.text, "delText"))))


def _comment_marks(token: Token) -> Iterator[Element]:
    for number in token.begin:
        yield w("commentRangeStart", id=number)
    for number in token.end:
        yield w("commentRangeEnd", id=number)
        reference = w("commentReference", id=number)
        yield w("r", w("rPr", w("rStyle", val="CommentReference")), reference)


def _content(text: str, tag: str) -> Iterator[Element]:
    for part in _PART.findall(text):
        if part == "\n":
            yield w("br")
        elif part == "\t":
            yield w("tab")
        else:
            element = w(tag)
            element.text = part
            if part != part.strip():
                element.set(_SPACE, "preserve")
            yield element


def _replace(run: Element, elements: Sequence[Element]) -> None:
    for element in elements:
        run.addprevious(element)
    run.getparent().remove(run)


def _unite(element: Element) -> None:
    """Make one revision of neighbours that are parts of one."""
    last = element
    for child in list(element):
        if child.tag in _REVISIONS and last.tag == child.tag and _signed(last) == _signed(child):
            last.extend(child)
            element.remove(child)
        else:
            last = child


def _signed(revision: Element) -> tuple[str, str]:
    return revision.get(qn("w:author")), revision.get(qn("w:date"))


def _part(element: Element, stamp: Stamp) -> None:
    """Part a paragraph where a line end is gone; each part but the last ends in a deleted mark."""
    if element.find(_CUT) is None:
        return
    part: list[Element] = []
    for child in list(element):
        if child.tag == _PROPERTIES:
            continue
        if child.tag != _CUT:
            part.append(child)
            continue
        number = child.get("edit")
        properties = _copied_properties(element) if _stays(part) else ()
        made = w("p", *properties, *part)
        _unite(made)
        _mark(made, stamp.revision("del", int(number) if number else None))
        element.addprevious(made)
        element.remove(child)
        part = []


def _stays(part: Sequence[Element]) -> bool:
    """Whether anything of a part is left when revisions are accepted: else it is set as plain body text."""
    return any(child.tag not in _PASSING for child in part)


def _copied_properties(element: Element) -> Iterator[Element]:
    properties = element.find(_PROPERTIES)
    if properties is not None:
        copied = deepcopy(properties)
        for own in (*copied.findall(_SECTION), *copied.findall(_CHANGE)):
            copied.remove(own)
        yield copied


def _mark(element: Element, revision: Element) -> None:
    """Sign the end of a paragraph."""
    properties = element.find(_PROPERTIES)
    if properties is None:
        properties = w("pPr")
        element.insert(0, properties)
    of_mark = properties.find(_RUN_PROPERTIES)
    if of_mark is None:
        of_mark = w("rPr")
        section = properties.find(_SECTION)
        if section is not None:
            section.addprevious(of_mark)
        else:
            properties.append(of_mark)
    of_mark.insert(0, revision)
