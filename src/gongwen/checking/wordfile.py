"""A Word file as facts: sections, settings, footers, paragraphs with what really applies to them (PR-7)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from ..i18n import gettext as _
from ..model import UnreadableInput
from .wordprops import Effective, Properties, Styles, W, number, on, value

_LARGEST_PART = 256 * 2**20
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PARTS = "word/document.xml", "word/styles.xml", "word/settings.xml"


@dataclass(frozen=True, slots=True)
class WordRun:
    """Characters with one set of properties."""

    text: str
    props: Properties


@dataclass
class WordParagraph:
    """A paragraph with its effective properties."""

    number: int
    """Counted from 1 over the body, tables included."""
    runs: list[WordRun]
    props: Properties
    section: int = 0
    in_table: bool = False
    in_box: bool = False
    """Whether it stands in a text box or a table that has a place of its own."""
    breaks_page: bool = False
    """A page break stands in it or before it."""
    drawings: list[Drawing] = field(default_factory=list)
    fields: str = ""
    """The instructions of its fields."""
    borders: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Its characters; a line break is a line feed."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture in a paragraph, in millimetres."""

    anchored: bool
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Footer:
    """The footer of one kind of pages: `default`, `even` or `first`."""

    kind: str
    paragraphs: tuple[WordParagraph, ...]

    @property
    def fields(self) -> str:
        """The instructions of its fields."""
        return " ".join(paragraph.fields for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Section:
    """Sheet, margins (twips) and grid of a section."""

    width: int
    height: int
    top: int
    bottom: int
    left: int
    right: int
    footer: int
    landscape: bool
    title_page: bool
    grid: str
    pitch: int
    char_space: int
    restarts: bool
    footers: tuple[Footer, ...]

    @property
    def text_width(self) -> int:
        """Between the margins, in twips."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> int:
        """Between the margins, in twips."""
        return self.height - self.top - self.bottom


@dataclass
class WordFile:
    """All facts of a .docx."""

    name: str
    sections: list[Section]
    paragraphs: list[WordParagraph]
    settings: Any
    """The root of settings.xml, None where there is none."""
    styles: Styles
    core: dict[str, str]
    fonts_embedded: bool
    has_shapes: bool = False
    """Whether lines or other shapes are drawn: the rules may be among them."""
    rules: list[dict[str, str]] = field(default_factory=list)
    """Borders of the tables that hold 抄送 or 印发: the rules of the 版记."""


def read_word(data: bytes, name: str) -> WordFile:
    """The facts of a .docx.

    Raises:
        UnreadableInput: It is damaged, encrypted or no Word file.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        message = _("{name} is encrypted or of the old format .doc; save it as .docx without a password.")
        raise UnreadableInput(message.format(name=name))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _read(_Package(package), name)
    except MemoryError:
        raise
    except Exception as error:  # a damaged package fails in zipfile, zlib, lxml or in the look for a part
        message = _("{name} is damaged or no Word file; open it in Word or WPS and save it again.")
        raise UnreadableInput(message.format(name=name)) from error


class _Package:
    """The parts of the file as XML trees."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        self.names = set(package.namelist())

    def tree(self, part: str) -> Any:
        """The root of a part, None where there is no such part."""
        from lxml import etree  # noqa: PLC0415

        if part not in self.names:
            return None
        if self._package.getinfo(part).file_size > _LARGEST_PART:
            raise ValueError(part)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        return etree.fromstring(self._package.read(part), parser)

    def targets(self) -> dict[str, str]:
        """Parts that the document refers to, by id of the relation."""
        root = self.tree("word/_rels/document.xml.rels")
        if root is None:
            return {}
        return {entry.get("Id", ""): _joined(entry.get("Target", "")) for entry in root}


def _joined(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else "word/" + target


def _read(package: _Package, name: str) -> WordFile:
    document, styles_root, settings = (package.tree(part) for part in _PARTS)
    body = document.find(W + "body")
    styles = Styles(styles_root, package.tree("word/theme/theme1.xml"))
    reader = _Reader(styles)
    sections = _sections(document, package, reader)
    paragraphs = list(reader.paragraphs(body))
    fonts = package.tree("word/fontTable.xml")
    embedded = fonts is not None and next(fonts.iter(W + "embedRegular", W + "embedBold"), None) is not None
    core = package.tree("docProps/core.xml")
    said = {entry.tag.rpartition("}")[2]: entry.text or "" for entry in core} if core is not None else {}
    shapes = next(body.iter("{*}wsp", "{urn:schemas-microsoft-com:vml}*"), None) is not None
    rules = list(_table_rules(body))
    return WordFile(name, sections, paragraphs, settings, styles, said, embedded, shapes, rules)


class _Reader:
    """Walks the tree and makes paragraphs with effective properties."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._count = 0
        self._section = 0
        self._in_number = False

    def paragraphs(self, root: Any) -> Iterator[WordParagraph]:
        """All paragraphs below, in reading order; text boxes before the paragraph that holds them."""
        self._count = self._section = 0
        yield from self._below(root)

    def footer(self, root: Any) -> tuple[WordParagraph, ...]:
        """The paragraphs of a footer."""
        return tuple(self._below(root))

    def _below(self, root: Any) -> Iterator[WordParagraph]:
        for element in root.iter(W + "p"):
            if _is_fallback(element):
                continue
            self._count += 1
            paragraph = self._paragraph(element)
            yield paragraph
            if element.find(f"{W}pPr/{W}sectPr") is not None:
                self._section += 1

    def _paragraph(self, element: Any) -> WordParagraph:
        effective: Effective = self._styles.paragraph(element.find(W + "pPr"))
        made = WordParagraph(self._count, [], effective.props, self._section)
        made.in_table = next(element.iterancestors(W + "tbl"), None) is not None
        made.in_box = _is_placed(element)
        made.borders = effective.borders
        made.breaks_page = effective.props.page_break
        for run in element.iter(W + "r"):
            if next(run.iterancestors(W + "p"), None) is element and not _is_gone(run):
                self._run(run, effective, made)
        for field_ in element.iter(W + "fldSimple"):
            made.fields += f" {field_.get(W + 'instr', '')}"
        return made

    def _run(self, run: Any, effective: Effective, made: WordParagraph) -> None:
        props = self._styles.run(run.find(W + "rPr"), effective)
        text = ""
        for child in run:
            tag = child.tag
            if tag == W + "t":
                text += "" if self._in_number else child.text or ""
            elif tag == W + "fldChar":
                starts = value(child, "fldCharType") == "separate" and "PAGE" in made.fields.upper()
                self._in_number = starts
                text += "1" if starts else ""  # whatever the last program left there
            elif tag in (W + "tab", W + "ptab"):
                text += "\t"
            elif tag == W + "br" and child.get(W + "type") in ("page", "column"):
                made.breaks_page = made.breaks_page or not (made.text + text).strip()
            elif tag in (W + "br", W + "cr"):
                text += "\n"
            elif tag == W + "noBreakHyphen":
                text += "\u2011"
            elif tag == W + "instrText":
                made.fields += child.text or ""
            made.drawings += _drawings(child)
        if text:
            made.runs.append(WordRun(text, props))


def _is_fallback(element: Any) -> bool:
    return next(element.iterancestors(_MC + "Fallback"), None) is not None


def _is_placed(element: Any) -> bool:
    """Whether an element stands in a text box, or in a table with a place of its own."""
    around = element.iterancestors(W + "txbxContent", W + "tbl")
    return any(a.tag != W + "tbl" or a.find(f"{W}tblPr/{W}tblpPr") is not None for a in around)


def _is_gone(run: Any) -> bool:
    """Deleted or moved away under change tracking, or the old form of what is there in a new one."""
    gone = (W + "del", W + "moveFrom", _MC + "Fallback")
    return next(run.iterancestors(*gone), None) is not None


def _drawings(element: Any) -> list[Drawing]:
    found = []
    for kind in ("anchor", "inline"):
        for drawing in element.iter(_WP + kind):
            extent = drawing.find(_WP + "extent")
            if extent is not None and next(drawing.iter("{*}pic"), None) is not None:
                width, height = (int(extent.get(key, 0)) / 36000 for key in ("cx", "cy"))
                found.append(Drawing(kind == "anchor", width, height))
    return found


def _sections(document: Any, package: _Package, reader: _Reader) -> list[Section]:
    targets = package.targets()
    found: list[Section] = []
    for properties in document.iter(W + "sectPr"):
        if next(properties.iterancestors(W + "sectPrChange"), None) is not None:
            continue
        footers = tuple(
            Footer(reference.get(W + "type", "default"), reader.footer(root))
            for reference in properties.findall(W + "footerReference")
            if (root := package.tree(targets.get(reference.get(_R + "id", ""), ""))) is not None
        )
        inherited = found[-1].footers if found and not footers else footers
        found.append(replace(_section(properties), footers=inherited))
    return found or [_section(document)]


def _section(properties: Any) -> Section:
    def read(tag: str, key: str, default: int = 0) -> int:
        return number(properties.find(W + tag), key, default)

    grid = properties.find(W + "docGrid")
    numbering = properties.find(W + "pgNumType")
    title_page = properties.find(W + "titlePg")
    return Section(
        width=read("pgSz", "w", 12240),
        height=read("pgSz", "h", 15840),
        top=read("pgMar", "top", 1440),
        bottom=read("pgMar", "bottom", 1440),
        left=read("pgMar", "left", 1440) + read("pgMar", "gutter"),
        right=read("pgMar", "right", 1440),
        footer=read("pgMar", "footer", 720),
        landscape=read("pgSz", "w", 12240) > read("pgSz", "h", 15840),
        title_page=title_page is not None and on(title_page),
        grid=value(grid, "type", "default") if grid is not None else "",
        pitch=read("docGrid", "linePitch"),
        char_space=read("docGrid", "charSpace"),
        restarts=numbering is not None and numbering.get(W + "start") is not None,
        footers=(),
    )


def _table_rules(body: Any) -> Iterator[dict[str, str]]:
    """Top, bottom and inner borders (`w:sz`) of tables with the elements of a 版记."""
    for table in body.iter(W + "tbl"):
        text = "".join(table.itertext())
        if "印发" in text or "抄送" in text:
            borders = table.find(f"{W}tblPr/{W}tblBorders")
            found = (
                {} if borders is None else {b.tag.rpartition("}")[2]: b.get(W + "sz", "") for b in borders}
            )
            placed = table.find(f"{W}tblPr/{W}tblpPr")
            if placed is not None:
                found |= {"anchor": value(placed, "vertAnchor"), "spec": value(placed, "tblpYSpec")}
            yield found
