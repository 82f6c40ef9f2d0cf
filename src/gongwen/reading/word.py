"""The text of a .docx as its reader sees it: automatic numbers in, deletions and hidden text out.

An own walk over the XML, because the usual readers lose insertions, content controls, text boxes and
every automatic number. Headers, footers, notes, comments and tables of contents are left out, and named in
notices.
"""

from __future__ import annotations

import re

from lxml import etree

from ..i18n import gettext as _
from ..model import Notice, Picture, Source
from .flow import Flow
from .limits import Archive, DamagedError
from .marks import Marks, bare
from .numbering import Numbering, W
from .reviewed import Reviewed, record_of
from .shifted import shifted
from .wordfields import Fields, symbol
from .wordhidden import hidden_passages, is_hidden, is_hidden_paragraph
from .wordkept import (
    Belongings,
    cells_of,
    in_one,
    is_head,
    read_cell,
    rows_of,
    skipped,
    widths,
)
from .wordlosses import losses
from .wordmath import M, formula
from .wordpackage import Package

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OUT = {
    *(
        W + tag
        for tag in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "delInstrText", "rt", "sdtPr")
    ),
}
_BLOCK_WRAPPERS = {W + tag for tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}
_SIGNS = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_PICTURES = ("}blip", "}imagedata")
_CHARTS = ("/chart}chart", "/diagram}relIds")
"""Pictures, charts and diagrams, by the end of their tags."""
_NOTES = (W + "footnoteReference", W + "endnoteReference")
_OWN_SIGN, _OFF = W + "customMarkFollows", (None, "0", "false", "off")
_LONGEST_SIGN = 10
_ALONE = {W + "sym", M + "oMath", W + "fldChar", *_NOTES}
_WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"
_FOREIGN = (W + "altChunk", W + "subDoc")
_HAN = re.compile(r"[\u3400-\u9fff]")
_BLANK = re.compile(r"\s+")
_TITLE_HAN = 4
_SHOWN = 5
_WORDS = re.compile(r"[^\W\d_]")
_PAGE_NUMBER = re.compile(r"第\s*\d*\s*页|共\s*\d*\s*页|Page\s*\d*|of\s*\d+", re.I)
_CONTENTS = re.compile(r"目\s*[录次]")
_CONTENTS_LINE = re.compile(r"\t\s*[\divxlIVXL]+\s*$")


def read_docx(data: bytes, name: str) -> Source:
    """The text of a Word file.

    Raises:
        DamagedError: it cannot be unpacked or understood.
        UnreadableInput: it is encrypted, or unfolds to more than is read.
    """
    package = Package(Archive(data, name))
    body = package.part("document").find(W + "body")
    record = record_of(package)
    reviewed = Reviewed(record, package, body) if record and body is not None else None
    flow, marks = Flow(), Marks()
    try:
        numbering = Numbering(package.optional("numbering"), package.optional("styles"))
        hidden = package.hidden_styles()
        walker = _Walker(numbering, hidden, package.contents_styles(), Belongings(package), marks)
        if body is not None:
            walker.blocks(body, flow)
    except ValueError:  # a number that is none
        raise DamagedError from None
    text, kept = flow.text(marks)
    title = _meaningful(package.title(), text)
    notes = [part for kind in ("/footnotes", "/endnotes") for part in package.parts(kind)]
    lost = tuple(losses(body, *notes)) if body is not None else ()
    unseen = sum(hidden_passages(part, hidden) for part in ([] if body is None else [body, *notes]))
    notices = walker.notices() + lost + _of_file(package, unseen) + _edges(package) + flow.notices()
    if reviewed:
        text = reviewed.ended(text)
    review = reviewed.review(text) if reviewed else None
    return Source(text, encoding="docx", title=title, notices=notices, kept=kept, review=review)


def _of_file(package: Package, unseen: int) -> tuple[Notice, ...]:
    """What the file has that no page shows."""
    found = []
    if unseen:
        message = _("{count} passages of hidden text were left out.")
        found.append(Notice("docx.hidden", message.format(count=unseen)))
    if package.has("/vbaProject"):
        found.append(Notice("docx.macros", _("The macros of the file were left out.")))
    if package.is_protected():
        message = _("The file was protected against changes; what is made of it is not.")
        found.append(Notice("docx.protected", message))
    return tuple(found)


def _edges(package: Package) -> tuple[Notice, ...]:
    """That headers and footers were left out, if they say more than a page number."""
    texts: dict[str, None] = {}
    pictures = 0
    for part in package.edges():
        pictures += _pictures_in(part)
        flow = Flow()
        _Walker(Numbering(None, None), frozenset(), frozenset()).blocks(part, flow)
        text = _BLANK.sub(" ", " ".join(flow.lines)).strip()
        if _WORDS.search(_PAGE_NUMBER.sub("", text)):
            texts[text] = None
    found = []
    if texts:
        message = _("{count} running headers, footers and page numbers were left out: {examples}")
        examples = _(", ").join(list(texts)[:_SHOWN])
        found.append(Notice("docx.furniture", message.format(count=len(texts), examples=examples)))
    if pictures:
        message = _("{count} pictures in headers and footers were left out.")
        found.append(Notice("docx.furniture", message.format(count=pictures)))
    return tuple(found)


def _pictures_in(part: etree._Element) -> int:
    """Pictures of a header or footer; of several forms of the same one the first counts."""
    pictures = (element for element in part.iter(etree.Element) if element.tag.endswith(_PICTURES))
    return sum(next(e.iterancestors(_COMPATIBILITY + "Fallback"), None) is None for e in pictures)


def _meaningful(title: str, text: str) -> str | None:
    """The title property, if the text bears it out: most files carry that of the file they were made from."""
    title = _BLANK.sub(" ", title).strip()
    if len(_HAN.findall(title)) < _TITLE_HAN or _BLANK.sub("", title) not in _BLANK.sub("", text):
        return None
    return title


class _Walker:
    """Walks the body in order."""

    def __init__(
        self,
        numbering: Numbering,
        hidden: frozenset[str],
        contents: frozenset[str],
        belongings: Belongings | None = None,
        marks: Marks | None = None,
    ) -> None:
        self._numbering = numbering
        self._belongings = belongings
        self._marks = marks or Marks()
        self._fields = Fields(self._marks)
        self._hidden = hidden
        self._of_contents = contents
        self._footnotes = self._comments = self._contents = self._foreign = 0
        self._boxes = self._drawings = self._in_notes = self._own_signs = 0

    def notices(self) -> tuple[Notice, ...]:
        """What was met and is not in the text."""
        found = []
        if self._footnotes:
            message = _("The text of {count} footnotes or endnotes was not read.")
            found.append(Notice("docx.footnotes", message.format(count=self._footnotes)))
        if self._comments:
            message = _("{count} comments were left out.")
            found.append(Notice("docx.comments", message.format(count=self._comments)))
        if self._contents:
            message = _("A table of contents of {count} lines was left out; its page numbers no longer hold.")
            found.append(Notice("docx.contents", message.format(count=self._contents)))
        if self._foreign:
            message = _("{count} documents that are embedded or linked in the file were not read.")
            found.append(Notice("docx.embedded", message.format(count=self._foreign)))
        return tuple(found) + self._changed()

    def _changed(self) -> tuple[Notice, ...]:
        """What is in the text, but is no longer what it was."""
        found = []
        if self._boxes:
            message = _("{count} text boxes became text at their place.")
            found.append(Notice("docx.boxes", message.format(count=self._boxes)))
        if self._fields.results:
            message = _("{count} fields, such as dates and references, became plain text.")
            found.append(Notice("docx.fields", message.format(count=self._fields.results)))
        if self._belongings and self._belongings.uncropped:
            message = _("{count} cropped pictures are shown whole.")
            found.append(Notice("docx.uncropped", message.format(count=self._belongings.uncropped)))
        if self._belongings and self._belongings.unturned:
            message = _("{count} pictures stand upright that were turned or mirrored.")
            found.append(Notice("docx.unturned", message.format(count=self._belongings.unturned)))
        if self._in_notes:
            message = _("{count} pictures, tables and links in notes were left out or became plain text.")
            found.append(Notice("docx.in-notes", message.format(count=self._in_notes)))
        if self._own_signs:
            message = _("{count} notes have a number instead of a sign of their own.")
            found.append(Notice("docx.note-signs", message.format(count=self._own_signs)))
        if self._drawings:
            message = _("{count} charts and diagrams cannot be kept and were left out.")
            found.append(Notice("docx.charts", message.format(count=self._drawings)))
        return tuple(found)

    def blocks(self, parent: etree._Element, flow: Flow) -> None:
        """Add the lines of a body, cell, text box or wrapper."""
        merged = ""
        for element in parent:
            if element.tag == W + "p":
                boxes: list[etree._Element] = []
                line = merged + self._paragraph(element, boxes, flow, numbered=not merged)
                merged = ""
                if _goes_on(element):
                    merged = line
                else:
                    flow.line(line)
                for box in boxes:
                    self.blocks(box, flow)
            elif element.tag == W + "tbl":
                self._table(element, flow)
            elif element.tag in _BLOCK_WRAPPERS:
                self.blocks(element, flow)
            elif element.tag == _COMPATIBILITY + "AlternateContent":
                self.blocks(_chosen(element), flow)
            self._foreign += element.tag in _FOREIGN
        if merged:
            flow.line(merged)

    def _paragraph(
        self, element: etree._Element, boxes: list[etree._Element], flow: Flow, *, numbered: bool
    ) -> str:
        properties = element.find(W + "pPr")
        style = properties.find(W + "pStyle") if properties is not None else None
        if is_hidden_paragraph(element, self._hidden):
            return ""
        in_contents = self._fields.in_contents
        text = self._inline(element, boxes, flow).strip("\n")
        in_contents = in_contents or self._fields.in_contents
        of_contents = style is not None and style.get(W + "val") in self._of_contents
        if text and (of_contents or (in_contents and _CONTENTS_LINE.search(bare(text)))):
            self._leave_out_contents(flow)
            return ""
        label = (
            self._numbering.label(properties) if numbered and (text or not _mark_is_deleted(element)) else ""
        )
        return label + text if text else ""

    def _leave_out_contents(self, flow: Flow) -> None:
        """Count a line of the table of contents; the word above the first one goes with it."""
        if not self._contents and flow.lines and _CONTENTS.fullmatch(flow.lines[-1].strip()):
            flow.lines[-1] = ""
        self._contents += 1

    def _table(self, table: etree._Element, flow: Flow) -> None:
        read = flow.begin_table()
        for row in rows_of(table):
            cells = in_one([(cell, read_cell(cell, self._cell(cell))) for cell in cells_of(row)])
            if cells:
                flow.row([*skipped(row), *cells], is_head=is_head(row))
        read.widths = widths(table)
        read.is_ruled = self._belongings is not None and self._belongings.is_ruled(table)
        flow.end_table(is_table=read.columns > 1 or read.is_ruled)

    def _cell(self, cell: etree._Element) -> Flow:
        flow = Flow()
        self.blocks(cell, flow)
        return flow

    def _inline(self, parent: etree._Element, boxes: list[etree._Element], flow: Flow) -> str:
        """The text of a paragraph or what stands in it; text boxes are collected aside."""
        parts: list[str] = []
        for element in parent:
            tag = element.tag
            if tag == W + "instrText":
                self._fields.add_code(element.text or "")
            if not isinstance(tag, str) or tag in _OUT:
                continue
            if tag == W + "t":
                parts.append(self._fields.text(element.text or ""))
            elif tag in _SIGNS:
                parts.append(_SIGNS[tag])
            elif tag == W + "txbxContent":
                boxes.append(element)
                self._boxes += 1
            elif tag == _COMPATIBILITY + "AlternateContent":
                parts.append(self._inline(_chosen(element), boxes, flow))
            elif tag == W + "r":
                parts.append("" if is_hidden(element, self._hidden) else self._run(element, boxes, flow))
            elif tag in _ALONE:
                parts.append(self._alone(element))
            else:
                self._count(tag, element, flow)
                parts.append(element.get("string", "") if tag.endswith(_WORD_ART) else "")
                parts.append(self._linked(self._inline(element, boxes, flow), element))
        return "".join(parts)

    def _run(self, run: etree._Element, boxes: list[etree._Element], flow: Flow) -> str:
        """The text of a run; of a note with a sign of its own the note, for it gets a number."""
        sign = "".join(text.text or "" for text in run.iter(W + "t"))
        reference = next(run.iter(*_NOTES), None)
        if reference is None or reference.get(_OWN_SIGN) in _OFF or len(sign) > _LONGEST_SIGN:
            return shifted(self._inline(run, boxes, flow), _place(run))
        self._own_signs += 1
        return self._note(reference, sign)

    def _alone(self, element: etree._Element) -> str:
        """What an element without text in it stands for."""
        if element.tag == W + "sym":
            return _symbol(element)
        if element.tag == M + "oMath":
            return formula(element)
        if element.tag == W + "fldChar":
            return self._fields.sign(element)
        return self._note(element)

    def _count(self, tag: str, element: etree._Element, flow: Flow) -> None:
        """Keep a picture; note what is not read."""
        self._comments += tag == W + "commentReference"
        self._drawings += tag.endswith(_CHARTS)
        if tag.endswith(_PICTURES):
            flow.picture(self._belongings.picture(element) if self._belongings else Picture(0))

    def _linked(self, text: str, element: etree._Element) -> str:
        """The text of a link or field between the signs of a link, other text as it is."""
        if element.tag == W + "fldSimple":
            return self._fields.simple(element, text)
        target = ""
        if element.tag == W + "hyperlink" and self._belongings:
            target = self._belongings.target(element)
        return self._marks.link(text, target) if target else text

    def _note(self, reference: etree._Element, sign: str = "") -> str:
        """The sign of a note with its text, which may begin with a sign of its own."""
        found = self._belongings.note(reference) if self._belongings else None
        if found is None:
            self._footnotes += 1
            return ""
        kind, element = found
        flow = Flow()
        self.blocks(element, flow)
        kept = flow.text(self._marks)[1]
        self._in_notes += len(kept.tables) + len(kept.pictures) + len(kept.links)
        text = "\n".join(bare(line).strip() for line in flow.lines).strip("\n")
        return self._marks.note(text.removeprefix(sign).lstrip(), kind)


def _goes_on(paragraph: etree._Element) -> bool:
    """Whether the next paragraph goes on in its line: a deleted mark, a style separator, or an initial."""
    if _mark_is_deleted(paragraph) or paragraph.find(f"{W}pPr/{W}rPr/{W}specVanish") is not None:
        return True
    frame = paragraph.find(f"{W}pPr/{W}framePr")
    return frame is not None and frame.get(W + "dropCap") in ("drop", "margin")


def _mark_is_deleted(paragraph: etree._Element) -> bool:
    """Whether the end of the paragraph is deleted, so that the next one goes on in its line."""
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def _chosen(alternatives: etree._Element) -> etree._Element:
    """One of several forms of the same thing: the first with text, else the first of all."""
    forms = [f for kind in ("Choice", "Fallback") for f in alternatives.findall(_COMPATIBILITY + kind)]
    with_text = (f for f in forms if any(next(f.iter(tag), None) is not None for tag in (W + "t", _WORD_ART)))
    return next(with_text, forms[0] if forms else alternatives)


def _symbol(element: etree._Element) -> str:
    return symbol(int(element.get(W + "char", "25A1"), 16), element.get(W + "font", ""))


def _place(run: etree._Element) -> str:
    """Whether a run stands above or below the line."""
    align = run.find(f"{W}rPr/{W}vertAlign")
    return "" if align is None else align.get(W + "val", "")
