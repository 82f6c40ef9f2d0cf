"""Word files out of paragraphs with their properties, for mutations to break."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field, replace
from xml.sax.saxutils import escape, quoteattr

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
WP = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
PIC = 'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
CELL = 316


@dataclass(frozen=True)
class Run:
    text: str
    face: str = "仿宋_GB2312"
    latin: str = ""
    size: float = 16
    color: str = "000000"
    bold: bool = False
    spacing: int = -5
    hint: str = "eastAsia"

    def xml(self) -> str:
        latin = self.latin or self.face
        fonts = f'w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{self.face}" w:hint="{self.hint}"'
        bold = "<w:b/>" if self.bold else ""
        props = (
            f'<w:rFonts {fonts}/>{bold}<w:color w:val="{self.color}"/><w:spacing w:val="{self.spacing}"/>'
            f'<w:sz w:val="{round(self.size * 2)}"/>'
        )
        return f"<w:r><w:rPr>{props}</w:rPr>{_text(self.text)}</w:r>"


def _text(text: str) -> str:
    made = []
    for index, line in enumerate(text.split("\n")):
        if index:
            made.append("<w:br/>")
        for place, part in enumerate(line.split("\t")):
            if place:
                made.append("<w:tab/>")
            made.append(f'<w:t xml:space="preserve">{escape(part)}</w:t>')
    return "".join(made)


@dataclass(frozen=True)
class Par:
    """A paragraph; indents in hundredths of a character, with their twips beside them."""

    tag: str
    runs: tuple[Run, ...]
    align: str = "both"
    first: int = 0
    left: int = 0
    right: int = 0
    chars: bool = True
    before: int = 0
    after: int = 0
    line: int = 579
    rule: str = "exact"
    snap: bool = True
    new_page: bool = False
    keep_next: bool = False
    kinsoku: bool = True
    auto_space: bool = False
    outline: int | None = None
    numbered: bool = False
    borders: tuple[tuple[str, int, str, int], ...] = ()
    """Side, eighths of a point, colour, points from the text."""
    border: str = "single"
    frame: str = ""
    seal: str = ""
    """`anchor` or `inline`: a picture of the size of a seal."""
    table: str = ""
    """Paragraphs of one table, named."""

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    def xml(self) -> str:
        flag = lambda name, value: f'<w:{name} w:val="{int(value)}"/>'  # noqa: E731
        props = [flag("keepNext", self.keep_next), flag("pageBreakBefore", self.new_page)]
        if self.frame:
            props.append(f'<w:framePr w:vAnchor="margin" w:yAlign="{self.frame}"/>')
        if self.numbered:
            props.append('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
        if self.borders:
            sides = "".join(
                f'<w:{side} w:val="{self.border}" w:sz="{size}" w:space="{space}" w:color="{color}"/>'
                for side, size, color, space in self.borders
            )
            props.append(f"<w:pBdr>{sides}</w:pBdr>")
        props += [
            flag("kinsoku", self.kinsoku),
            flag("autoSpaceDE", self.auto_space),
            flag("autoSpaceDN", self.auto_space),
        ]
        props.append(flag("snapToGrid", self.snap))
        props.append(
            f'<w:spacing w:before="{self.before}" w:after="{self.after}" '
            f'w:line="{self.line}" w:lineRule="{self.rule}"/>'
        )
        props.append(f"<w:ind {self._indent()}/>")
        props.append(f'<w:jc w:val="{self.align}"/>')
        if self.outline is not None:
            props.append(f'<w:outlineLvl w:val="{self.outline}"/>')
        runs = "".join(run.xml() for run in self.runs) + (_seal(self.seal) if self.seal else "")
        return f"<w:p><w:pPr>{''.join(props)}</w:pPr>{runs}</w:p>"

    def _indent(self) -> str:
        made = []
        first = "firstLine" if self.first >= 0 else "hanging"
        for name, value in (("left", self.left), ("right", self.right), (first, abs(self.first))):
            if self.chars:
                made.append(f'w:{name}Chars="{value}"')
            made.append(f'w:{name}="{round(value * CELL / 100)}"')
        return " ".join(made)


def _seal(kind: str) -> str:
    extent = '<wp:extent cx="1512000" cy="1512000"/>'
    picture = '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic/></a:graphicData></a:graphic>'
    return f"<w:r><w:drawing><wp:{kind}>{extent}{picture}</wp:{kind}></w:drawing></w:r>"


def number(align: str, form: str = "— 1 —", **values) -> Par:
    """The paragraph of a page number; `right` or `left` in by a character."""
    side = {"right": {"right": 100}, "left": {"left": 100}}.get(align, {})
    run = Run(form, face="宋体", size=14, spacing=0)
    return Par("number", (run,), align=align, line=280, snap=False, chars=False, **(side | values))


@dataclass
class Word:
    """A file; every method gives a new one."""

    pars: list[Par] = field(default_factory=list)
    page: tuple[int, int] = (11906, 16838)
    margins: tuple[int, int, int, int] = (2098, 1984, 1588, 1474)
    """Top, bottom, left, right."""
    footer: int = 1457
    grid: str = '<w:docGrid w:type="lines" w:linePitch="579"/>'
    footers: dict[str, Par] = field(
        default_factory=lambda: {"default": number("right"), "even": number("left")}
    )
    instruction: str = "PAGE"
    title_page: bool = False
    settings: str = (
        '<w:mirrorMargins/><w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:val="15"/></w:compat>'
    )
    language: str = "zh-CN"
    defaults: str = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
    title: str = "标题"
    creator: str = "某某市人民政府"
    embedded: bool = False
    landscape: str = ""
    """`plain` or `framed`: a section on its long side at the end, with its footer."""
    restart: bool = False
    normal: float = 16

    def named(self, tag: str) -> list[Par]:
        return [par for par in self.pars if par.tag == tag or par.tag.startswith(tag + ".")]

    def change(self, tag: str, **values) -> Word:
        assert self.named(tag), tag
        chosen = self.named(tag)
        run = {
            k: values.pop(k) for k in tuple(values) if k in Run.__dataclass_fields__ and k not in ("spacing",)
        }
        if "spacing" in values:
            run["spacing"] = values.pop("spacing")
        return replace(self, pars=[_changed(p, values, run) if p in chosen else p for p in self.pars])

    def drop(self, tag: str) -> Word:
        return replace(self, pars=[par for par in self.pars if par not in self.named(tag)])

    def put(self, par: Par, before: str) -> Word:
        place = self.pars.index(self.named(before)[0])
        return replace(self, pars=[*self.pars[:place], par, *self.pars[place:]])

    def number(self, kind: str, **values) -> Word:
        run = {k: values.pop(k) for k in tuple(values) if k in Run.__dataclass_fields__}
        footers = self.footers | {kind: _changed(self.footers[kind], values, run)}
        return replace(self, footers=footers)

    def bytes(self) -> bytes:
        return _zipped(self)


def _changed(par: Par, values: dict, run: dict) -> Par:
    if "text" in run:
        run = dict(run)
        par = replace(par, runs=(replace(par.runs[0], text=run.pop("text")),))
    runs = tuple(replace(r, **run) for r in par.runs)
    return replace(par, **({"runs": runs} | values))


_EMBEDDED = '<w:font w:name="x"><w:embedRegular/></w:font>'


def _zipped(word: Word) -> bytes:
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "word/document.xml": _document(word),
        "word/styles.xml": _styles(word),
        "word/settings.xml": f"<w:settings {W}>{word.settings}</w:settings>",
        "word/fontTable.xml": f"<w:fonts {W}>{_EMBEDDED if word.embedded else ''}</w:fonts>",
        "word/_rels/document.xml.rels": _relations(word),
        "docProps/core.xml": (
            "<cp:coreProperties "
            'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(word.title)}</dc:title>'
            f"<dc:creator>{escape(word.creator)}</dc:creator></cp:coreProperties>"
        ),
    }
    for kind, par in word.footers.items():
        parts[f"word/footer-{kind}.xml"] = _footer(par, word.instruction)
    if word.landscape:
        framed = replace(word.footers["default"], frame="top" if word.landscape == "framed" else "")
        parts["word/footer-wide.xml"] = _footer(framed, word.instruction)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, text in parts.items():
            package.writestr(name, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + text)
    return file.getvalue()


def _footer(par: Par, instruction: str) -> str:
    xml = par.xml()
    if not par.text:
        return f"<w:ftr {W}>{xml}</w:ftr>"
    field_ = f"<w:r><w:instrText>{instruction}</w:instrText></w:r></w:p>"
    return f"<w:ftr {W}>{xml[: -len('</w:p>')]}{field_}</w:ftr>"


def _document(word: Word) -> str:
    body, open_table = [], ""
    for par in word.pars:
        if open_table and par.table != open_table:
            body.append("</w:tbl>")
            open_table = ""
        if par.table:
            if not open_table:
                body.append(f"<w:tbl><w:tblPr>{_TABLES[par.table]}</w:tblPr>")
                open_table = par.table
            body.append(f"<w:tr><w:tc>{par.xml()}</w:tc></w:tr>")
        else:
            body.append(par.xml())
    if open_table:
        body.append("</w:tbl>")
    if word.landscape:
        body.append(f"<w:p><w:pPr>{_section(word, word.page, list(word.footers))}</w:pPr></w:p>")
        body.append(_section(word, word.page[::-1], ["wide"]))
    else:
        body.append(_section(word, word.page, list(word.footers)))
    return f"<w:document {W} {R} {WP} {A} {PIC}><w:body>{''.join(body)}</w:body></w:document>"


_TABLES: dict[str, str] = {
    "foot": (
        '<w:tblpPr w:vertAnchor="margin" w:tblpYSpec="bottom"/><w:tblBorders><w:top w:val="single" w:sz="8"/>'
        '<w:bottom w:val="single" w:sz="8"/><w:insideH w:val="single" w:sz="6"/></w:tblBorders>'
    ),
    "foot-flow": (
        '<w:tblBorders><w:top w:val="single" w:sz="8"/><w:bottom w:val="single" w:sz="8"/>'
        '<w:insideH w:val="single" w:sz="6"/></w:tblBorders>'
    ),
    "foot-thin": (
        '<w:tblpPr w:vertAnchor="margin" w:tblpYSpec="bottom"/><w:tblBorders><w:top w:val="single" w:sz="8"/>'
        '<w:insideH w:val="single" w:sz="6"/></w:tblBorders>'
    ),
    "foot-open": (
        '<w:tblpPr w:vertAnchor="margin" w:tblpYSpec="bottom"/><w:tblBorders><w:top w:val="single" w:sz="8"/>'
        '<w:bottom w:val="single" w:sz="8"/></w:tblBorders>'
    ),
    "plain": '<w:tblpPr w:vertAnchor="margin" w:tblpYSpec="bottom"/>',
}


def _section(word: Word, page: tuple[int, int], footers: list[str]) -> str:
    top, bottom, left, right = word.margins
    references = "".join(
        f'<w:footerReference w:type="{"default" if kind == "wide" else kind}" r:id="{kind}"/>'
        for kind in footers
    )
    restart = '<w:pgNumType w:start="1"/>' if word.restart and footers == ["wide"] else ""
    wide = page[0] > page[1]
    sides = (left, right, top, bottom) if wide else (top, bottom, left, right)
    return (
        f'<w:sectPr>{references}<w:pgSz w:w="{page[0]}" w:h="{page[1]}"/>'
        f'<w:pgMar w:top="{sides[0]}" w:bottom="{sides[1]}" w:left="{sides[2]}" w:right="{sides[3]}" '
        f'w:footer="{word.footer}" w:gutter="0"/>{restart}'
        f"{'<w:titlePg/>' if word.title_page else ''}{word.grid}</w:sectPr>"
    )


def _relations(word: Word) -> str:
    kinds = [*word.footers, *(["wide"] if word.landscape else [])]
    entries = "".join(
        f"<Relationship Id={quoteattr(kind)} Target={quoteattr(f'footer-{kind}.xml')}/>" for kind in kinds
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{entries}</Relationships>'


def _styles(word: Word) -> str:
    size = round(word.normal * 2)
    return (
        f"<w:styles {W}><w:docDefaults>"
        f'<w:rPrDefault><w:rPr><w:lang w:eastAsia="{word.language}"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr>{word.defaults}</w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f'<w:rPr><w:sz w:val="{size}"/></w:rPr></w:style></w:styles>'
    )
