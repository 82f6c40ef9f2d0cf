"""Footnotes, endnotes and links in the paragraphs of the Word file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml

from ..model import Link, Note, NoteKind, Style
from .wordbody import text_runs
from .wordextras import IMPRINT_TABLE, is_anchor
from .wordstyles import run_properties
from .wordxml import Element, w, writable

_TEXT = {NoteKind.FOOTNOTE: "FootnoteText", NoteKind.ENDNOTE: "EndnoteText"}
_SIGN = {NoteKind.FOOTNOTE: "FootnoteReference", NoteKind.ENDNOTE: "EndnoteReference"}
_LINK = "Hyperlink"
_PARTS = {
    NoteKind.FOOTNOTE: (CONTENT_TYPE.WML_FOOTNOTES, RELATIONSHIP_TYPE.FOOTNOTES),
    NoteKind.ENDNOTE: (CONTENT_TYPE.WML_ENDNOTES, RELATIONSHIP_TYPE.ENDNOTES),
}
_NUMBERS = {NoteKind.FOOTNOTE: "decimalEnclosedCircleChinese", NoteKind.ENDNOTE: "lowerRoman"}
"""Footnotes have the signs of the typeset page, ① ② ③; endnotes other ones, that they are told apart."""
_NOTE_SIZE = 21
"""Half points of the text of a note: 五号."""
_BREAKS = {qn("w:br"), qn("w:tab"), qn("w:cr")}


@dataclass(frozen=True, slots=True)
class Mark:
    """A note, or a link up to `until`, by how many characters that are no blanks stand before it."""

    place: int
    what: Note | Link
    until: int = 0


def bare_length(text: str) -> int:
    """Characters of a text that are written and are no blanks."""
    return len("".join(writable(text).split()))


class Notes:
    """Puts notes and links into paragraphs, and the text of notes into parts of their own."""

    def __init__(self, word: WordDocument, style: Style) -> None:
        self._word = word
        self._style = style
        self._notes: dict[NoteKind, list[Note]] = {kind: [] for kind in NoteKind}
        self._has_links = False

    def put(self, paragraph: Element, marks: Sequence[Mark]) -> None:
        """Put marks into a paragraph, the last first, so that places before it still hold."""
        for mark in sorted(marks, key=lambda m: m.place, reverse=True):
            if isinstance(mark.what, Link):
                self._link(paragraph, mark.place, mark.until, mark.what.target)
        placed = sorted((m for m in marks if isinstance(m.what, Note)), key=lambda m: m.place)
        signs = [(mark.place, self._sign(mark.what)) for mark in placed if isinstance(mark.what, Note)]
        for place, sign in reversed(signs):
            _divided(paragraph, place).addprevious(sign)
        for stop in paragraph.findall(_STOP):
            paragraph.remove(stop)

    def _link(self, paragraph: Element, start: int, end: int, target: str) -> None:
        behind, first = _divided(paragraph, end), _divided(paragraph, start, behind=True)
        runs = []
        while first is not behind:
            runs.append(first)
            first = first.getnext()
        runs = [run for run in runs if run.tag == qn("w:r")]
        if not runs:
            return
        self._has_links = True
        link = w("hyperlink")
        link.set(qn("r:id"), self._word.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        runs[0].addprevious(link)
        for run in runs:
            link.append(run)
            if run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}") is None:
                _properties(run).insert(0, w("rStyle", val=_LINK))

    def _sign(self, note: Note) -> Element:
        own = self._notes[note.kind]
        own.append(note)
        return w(
            "r", w("rPr", w("rStyle", val=_SIGN[note.kind])), w(f"{note.kind.value}Reference", id=len(own))
        )

    def finish(self) -> None:
        """Add the parts and styles that were called for."""
        for kind, notes in self._notes.items():
            if notes:
                self._add_part(kind, notes)
                self._number(kind)
                if kind is NoteKind.ENDNOTE:
                    self._end_the_text()
                self._word.styles.element.extend(_styles(kind, self._style))
        if self._has_links:
            self._word.styles.element.append(_character(_LINK, "Hyperlink"))

    def _number(self, kind: NoteKind) -> None:
        """Say in every section how notes are numbered; LibreOffice does not heed the settings of the file."""
        for section in self._word.element.body.iter(qn("w:sectPr")):
            kind_of_break = section.find(qn("w:type"))
            following = section.find(qn("w:pgSz")) if kind_of_break is None else kind_of_break
            following.addprevious(w(f"{kind.value}Pr", w("numFmt", val=_NUMBERS[kind])))

    def _end_the_text(self) -> None:
        """Where the 版记 has a section of its own, endnotes stand at the end of the one before it."""
        sections = list(self._word.element.body.iter(qn("w:sectPr")))
        if len(sections) < 2 or not _holds_imprint(sections[-2].getparent().getparent()):
            return
        place = w("endnotePr", w("pos", val="sectEnd"))
        self._word.settings.element.find(qn("w:compat")).addprevious(place)
        for section in sections[:-2]:
            following = (section.find(qn(f"w:{tag}")) for tag in ("titlePg", "docGrid"))
            below = next((element for element in following if element is not None), None)
            section.append(w("noEndnote")) if below is None else below.addprevious(w("noEndnote"))

    def _add_part(self, kind: NoteKind, notes: Sequence[Note]) -> None:
        from lxml import etree  # noqa: PLC0415

        root = parse_xml(f"<w:{kind.value}s {nsdecls('w', 'r')}/>")
        root.extend(_separators(kind))
        root.extend(self._note(kind, number, note) for number, note in enumerate(notes, 1))
        content_type, relation = _PARTS[kind]
        blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        part = Part(PackURI(f"/word/{kind.value}s.xml"), content_type, blob, self._word.part.package)
        self._word.part.relate_to(part, relation)

    @staticmethod
    def _note(kind: NoteKind, number: int, note: Note) -> Element:
        element = w(kind.value, id=number)
        for index, line in enumerate(note.text.split("\n")):
            paragraph = w("p", w("pPr", w("pStyle", val=_TEXT[kind])))
            if index == 0:
                sign = w("r", w("rPr", w("rStyle", val=_SIGN[kind])), w(f"{kind.value}Ref"))
                paragraph.append(sign)
            paragraph.extend(text_runs((" " if index == 0 else "") + line))
            element.append(paragraph)
        return element


def _holds_imprint(end: Element) -> bool:
    """Whether nothing but the 版记 stands behind the paragraph that ends a section."""
    behind = [element for element in end.itersiblings() if element.tag != qn("w:sectPr")]
    tables = [element for element in behind if element.tag == qn("w:tbl")]
    others = (element for element in behind if element.tag != qn("w:tbl"))
    styles = (table.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}").get(qn("w:val")) for table in tables)
    return bool(tables) and all(map(is_anchor, others)) and set(styles) == {IMPRINT_TABLE}


_STOP = qn("w:stop")


def _divided(paragraph: Element, count: int, *, behind: bool = False) -> Element:
    """The child of a paragraph before which so many characters stand that are no blanks.

    A run is divided where the place is in its middle; at the end of the paragraph a stop is made.

    Args:
        paragraph: Its runs, and links with runs in them.
        count: Characters that are no blanks.
        behind: Behind blanks and other marks at the place, in front of the next character.
    """
    seen = 0
    for child in list(paragraph):
        length = sum(bare_length(t.text or "") for t in child.iter(qn("w:t")))
        if child.tag not in (qn("w:r"), qn("w:hyperlink")) or (seen >= count and behind and not length):
            continue
        if seen == count and (not behind or length):
            return child
        if seen + length > count:
            return _cut(child, count - seen) if child.tag == qn("w:r") else child.getnext()
        seen += length
        if seen == count and not behind:
            following = child.getnext()
            return following if following is not None else _stop(paragraph)
    return _stop(paragraph)


def _stop(paragraph: Element) -> Element:
    stop = w("stop")
    paragraph.append(stop)
    return stop


def _cut(run: Element, count: int) -> Element:
    """Divide a run behind so many characters that are no blanks; returns the second part."""
    second = deepcopy(run)
    run.addnext(second)
    texts = zip(list(run.iter(qn("w:t"))), list(second.iter(qn("w:t"))), strict=True)
    for first, other in texts:
        text = first.text or ""
        place = 0
        while place < len(text) and count:
            count -= not text[place].isspace()
            place += 1
        first.text, other.text = text[:place], text[place:]
    _pruned(run, is_first=True)
    _pruned(second, is_first=False)
    return second


def _pruned(run: Element, *, is_first: bool) -> None:
    """Leave out of a half of a run what belongs to the other: empty texts, and breaks beyond the cut."""
    children = [child for child in run if child.tag != qn("w:rPr")]
    filled = [n for n, child in enumerate(children) if child.tag == qn("w:t") and child.text]
    for number, child in enumerate(children):
        is_empty = child.tag == qn("w:t") and not child.text
        edge = (filled[-1] if is_first else filled[0]) if filled else -1
        is_beyond = child.tag in _BREAKS and (number > edge if is_first else number < edge)
        if is_empty or is_beyond:
            run.remove(child)
        elif child.tag == qn("w:t") and child.text != (child.text or "").strip():
            child.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _properties(run: Element) -> Element:
    properties = run.find(qn("w:rPr"))
    if properties is None:
        properties = w("rPr")
        run.insert(0, properties)
    return properties


def _separators(kind: NoteKind) -> Iterator[Element]:
    for number, name in ((-1, "separator"), (0, "continuationSeparator")):
        yield w(kind.value, w("p", w("r", w(name))), type=name, id=number)


def _styles(kind: NoteKind, style: Style) -> Iterator[Element]:
    """Text of notes in 五号 of the body's face, a hanging line; signs above the line."""
    size = [w("sz", val=_NOTE_SIZE), w("szCs", val=_NOTE_SIZE)]
    faces = run_properties(style.body, style).find(qn("w:rFonts"))
    yield w(
        "style",
        w("name", val=f"{kind.value} text"),
        w("basedOn", val="Normal"),
        w("uiPriority", val=99),
        w(
            "pPr",
            w("snapToGrid", val=0),
            w("spacing", before=0, after=0, line=_NOTE_SIZE * 13, lineRule="exact"),
        ),
        w("rPr", faces, w("spacing", val=0), *size),
        type="paragraph",
        styleId=_TEXT[kind],
    )
    yield _character(_SIGN[kind], f"{kind.value} reference", w("vertAlign", val="superscript"))


def _character(id_: str, name: str, *properties: Element) -> Element:
    """A character style of Word's own; that of links is plain, for the page is printed."""
    head = [w("name", val=name), w("basedOn", val="DefaultParagraphFont"), w("uiPriority", val=99)]
    body = [w("rPr", *properties)] if properties else []
    return w("style", *head, *body, type="character", styleId=id_)
