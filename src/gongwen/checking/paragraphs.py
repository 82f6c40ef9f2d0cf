"""The nouns that rules work on, PDF and Word alike: paragraphs with their kind, the document they make."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, lru_cache

from .lines import BLACK, CELL, PT, Line, Look
from .pdffile import PdfFile, Rule
from .verdict import Box, Place
from .wordfile import WordFile, WordParagraph

_SHOWN = 16


class Kind(StrEnum):
    """What a paragraph is."""

    COPY_NUMBER = "份号"
    SECRECY = "密级"
    URGENCY = "紧急程度"
    MARK = "发文机关标志"
    NUMBER = "发文字号"
    ORDER_NUMBER = "令号"
    SIGNER = "签发人"
    TITLE = "标题"
    SUBTITLE = "副标题"
    DATE_LINE = "题注日期"
    SPEAKER = "讲话人"
    ADDRESSEE = "主送机关"
    BODY = "正文"
    HEADING = "层次标题"
    ATTACHMENT_NOTE = "附件说明"
    SIGNATURE = "署名"
    DATE = "成文日期"
    NOTE = "附注"
    ATTENDANCE = "出席"
    ATTACHMENT_MARK = "附件"
    ATTACHMENT_TITLE = "附件标题"
    MAIN_TO = "版记主送"
    COPY_TO = "抄送"
    ISSUED_BY = "印发"
    PAGE_NUMBER = "页码"
    TABLE = "表格"
    OTHER = "其他"


@dataclass(eq=False)
class Paragraph:
    """A paragraph as both kinds of file show it; indents are cells of 三号."""

    text: str
    look: Look
    """How most of it looks; the face is that of its Han characters."""
    align: str
    first: float
    """Indent of the first line from the text block."""
    rest: float
    """Indent of the other lines."""
    right: float
    """Distance of its last line's end (PDF) or of the paragraph (Word) from the right edge."""
    page: int | None = None
    lines: list[Line] = field(default_factory=list)
    word: WordParagraph | None = None
    new_page: bool = False
    gap: float | None = None
    """Millimetres (PDF) or lines (Word) of nothing above; None at the top of a page."""
    kind: Kind = Kind.BODY
    level: int = 0
    in_table: bool = False

    @property
    def top(self) -> float:
        """Upper edge of its first em box."""
        return self.lines[0].top

    @property
    def bottom(self) -> float:
        """Lower edge of its last em box."""
        return self.lines[-1].bottom

    @property
    def place(self) -> Place:
        """Where it stands."""
        start = " ".join(self.text.split())[:_SHOWN]
        if self.word:
            return Place(paragraph=self.word.number, text=start)
        first = self.lines[0]
        same = [line for line in self.lines if line.page == first.page]
        box = Box(
            min(line.left for line in same),
            first.top,
            max(line.right for line in same),
            same[-1].bottom,
        )
        return Place(box=box, text=start)

    def characters(self) -> list[Look]:
        """The look of each character of its text."""
        if not self.word:
            return [glyph.look for line in self.lines for glyph in line.glyphs]
        every = [
            word_look(run.props.east_asia, run.props.size, run.props.color, bold=run.props.bold)
            for run in self.word.runs
            for _char in run.text
        ]
        start = len(self.word.text) - len(self.word.text.lstrip())
        return every[start : start + len(self.text)]

    def looks(self) -> dict[Look, int]:
        """How many characters look how."""
        found: dict[Look, int] = {}
        if self.word:
            for run in self.word.runs:
                look = word_look(run.props.east_asia, run.props.size, run.props.color, bold=run.props.bold)
                found[look] = found.get(look, 0) + len(run.text.strip())
        for line in self.lines:
            for look, count in line.looks.items():
                found[look] = found.get(look, 0) + count
        return found


@lru_cache(maxsize=4096)
def word_look(face: str, size: float, color: str, *, bold: bool) -> Look:
    """A look from what a Word file says."""
    try:
        rgb = tuple(int(color[i : i + 2], 16) / 255 for i in (0, 2, 4))
    except ValueError:
        rgb = BLACK
    return Look(face, size, rgb, bold)


@dataclass
class Document:
    """A file as rules see it."""

    paragraphs: list[Paragraph]
    pdf: PdfFile | None = None
    word: WordFile | None = None
    layout: str = "plain"
    """general, letter, order, minutes (those with a 标志), speech or plain."""
    left: dict[int, float] = field(default_factory=dict)
    """Left edge of the text of each page of a PDF."""
    right: dict[int, float] = field(default_factory=dict)
    full: set[int] = field(default_factory=set)
    """Pages on which full lines show where the right edge is; on others it is taken to be at 156 mm."""
    pitch: float = 0.0
    """Distance of the body's baselines in a PDF."""
    size: float = 16.0
    """Size of the body in points."""
    numbers: dict[int, Line] = field(default_factory=dict)
    """The page number of each page that has one."""

    @cached_property
    def by_kind(self) -> dict[Kind, list[Paragraph]]:
        """The paragraphs of each kind."""
        found: dict[Kind, list[Paragraph]] = {}
        for paragraph in self.paragraphs:
            found.setdefault(paragraph.kind, []).append(paragraph)
        return found

    def of(self, *kinds: Kind) -> list[Paragraph]:
        """The paragraphs of some kinds, in the order of the document."""
        if len(kinds) == 1:
            return self.by_kind.get(kinds[0], [])
        return [paragraph for paragraph in self.paragraphs if paragraph.kind in kinds]

    def first(self, *kinds: Kind) -> Paragraph | None:
        """The first paragraph of some kinds."""
        return next(iter(self.of(*kinds)), None)

    def before(self, paragraph: Paragraph) -> Paragraph | None:
        """What stands before a paragraph."""
        index = self.paragraphs.index(paragraph)
        return self.paragraphs[index - 1] if index else None

    def after(self, paragraph: Paragraph) -> Paragraph | None:
        """What stands after a paragraph."""
        index = self.paragraphs.index(paragraph) + 1
        return self.paragraphs[index] if index < len(self.paragraphs) else None

    @cached_property
    def rules(self) -> list[Rule]:
        """The horizontal rules of all pages of a PDF."""
        return [rule for page in self.pdf.pages for rule in page.rules] if self.pdf else []

    @property
    def page_count(self) -> int:
        """Pages of a PDF."""
        return len(self.pdf.pages) if self.pdf else 0

    @property
    def has_head(self) -> bool:
        """Whether it has a 版头: the layouts that GB/T 9704 binds."""
        return self.layout in ("general", "letter", "order", "minutes")

    @cached_property
    def prose(self) -> list[Paragraph]:
        """Body text and its headings, in tables and outside."""
        return self.of(Kind.BODY, Kind.HEADING)

    def body_lines(self) -> Iterable[Line]:
        """The lines of body text and headings of a PDF outside tables."""
        for paragraph in self.prose:
            yield from paragraph.lines


def cells(twips: float) -> float:
    """Twips as cells of 三号."""
    return twips / 20 * PT / CELL
