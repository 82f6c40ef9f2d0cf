"""What the parts of a text are, told to those who read a PDF by ear or take its text out (ISO 32000-1, 14.7).

The tree has one element for each block of the document; what of a block stands on a page is one piece of
marked content, so a paragraph goes on over the page. A table has its rows and cells below it, a picture is a
figure where it stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..model import Block, BlockKind, Cell, PlacedPicture

_HEADINGS = frozenset({BlockKind.TITLE, BlockKind.ATTACHMENT_TITLE})
_DEEPEST = 6

Place = tuple[int, int]
"""Row of a table and column of its grid."""


@dataclass(slots=True, eq=False)
class _Element:
    """An element of the tree: its pieces of content as page and number, and the elements below it."""

    kind: str
    pieces: list[tuple[int, int]] = field(default_factory=list)
    kids: list[_Element] = field(default_factory=list)
    entries: str = ""
    """What else is said of it."""
    reference: str = ""


class StructureTree:
    """Collects the pieces of marked content, then becomes the objects of a reportlab document."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._elements: dict[int, _Element] = {}
        self._cells: dict[tuple[int, Place], _Element] = {}
        self._pages: list[list[_Element]] = []
        self._heads: dict[tuple[int, Place], dict[str, int]] = defaultdict(dict)

    def open_page(self) -> int:
        """Begin the next page; returns its number in the tree."""
        self._pages.append([])
        return len(self._pages) - 1

    def mark(self, block: int, said: str = "", cell: Place | None = None) -> str:
        """The operator that opens a piece of a block, or of a cell of it, on the page.

        `said` are further entries of it; some readers heed them in a `Span` alone.
        """
        if not 0 <= block < len(self._blocks):
            return f"/Span <<{said}>> BDC"
        element = self._element(block, cell)
        return self._opened(element, "Span" if said else element.kind, said)

    def figure(self, placed: PlacedPicture, height: float) -> str:
        """The operator that opens a picture on a page of that height."""
        if not 0 <= placed.block < len(self._blocks):
            return "/Span BMC"
        box = f"[{placed.x0:.2f} {height - placed.y1:.2f} {placed.x1:.2f} {height - placed.y0:.2f}]"
        entries = f"/A <</O /Layout /Placement /Block /BBox {box}>>"
        if placed.picture.alt:
            entries += f" /Alt <FEFF{sound(placed.picture.alt).encode('utf-16-be').hex().upper()}>"
        element = _Element("Figure", entries=entries)
        self._element(placed.block, placed.picture.cell).kids.append(element)
        return self._opened(element, "Figure", "")

    def is_repeated(self, block: int, cell: Place, text: str) -> bool:
        """Whether a cell of the head of a table stands on the page once more, for people who see it."""
        table = self._blocks[block].table if 0 <= block < len(self._blocks) else None
        if table is None or not table.rows[cell[0]].is_head:
            return False
        page = len(self._pages) - 1
        return self._heads[block, cell].setdefault(text, page) != page

    def _opened(self, element: _Element, tag: str, said: str) -> str:
        on_page = self._pages[-1]
        element.pieces.append((len(self._pages) - 1, len(on_page)))
        on_page.append(element)
        return f"/{tag} <</MCID {len(on_page) - 1} {said}>> BDC"

    def _element(self, block: int, cell: Place | None) -> _Element:
        """The element of a block, or of a cell of a table."""
        element = self._elements.get(block)
        if element is None:
            element = self._elements[block] = _Element(role(self._blocks[block]))
            if cell:
                self._lay_out(block, element)
        return self._cells.get((block, cell), element) if cell else element

    def _lay_out(self, block: int, element: _Element) -> None:
        """Rows and cells below a table, also those that are empty: readers count them."""
        table = self._blocks[block].table
        if table is None:
            return
        element.kind = "Table"
        for number, row in enumerate(table.rows):
            line = _Element("TR")
            element.kids.append(line)
            for cell in row.cells:
                made = _Element("TH" if row.is_head else "TD", entries=_spans(cell, is_head=row.is_head))
                self._cells[block, (number, cell.column)] = made
                line.kids.append(made)

    # The objects of the file.

    def add_to(self, document: Any, page_references: Sequence[Any]) -> None:
        """Add the tree to a reportlab document whose pages are `page_references`."""
        from reportlab.pdfbase import pdfdoc as pdf  # noqa: PLC0415  # see writing.pdf

        class Raw(pdf.PDFObject):  # type: ignore[misc]
            """An object that is written as it is: there are as many as paragraphs."""

            def __init__(self) -> None:
                self.text = ""

            def format(self, _document: Any) -> bytes:
                return self.text.encode("ascii")

        def referred(item: Raw) -> str:
            reference: bytes = document.Reference(item).format(document)
            return reference.decode("ascii")

        root, whole, parents = Raw(), Raw(), Raw()
        root_at, whole_at, parents_at = referred(root), referred(whole), referred(parents)
        pages = [reference.format(document).decode("ascii") for reference in page_references]
        top = [element for _block, element in sorted(self._elements.items())]
        items = []
        for element, parent in _with_parents(top):
            items.append((Raw(), element, parent))
            element.reference = referred(items[-1][0])
        for item, element, parent in items:
            item.text = _object(element, parent.reference if parent else whole_at, pages)
        rows = [
            f"{number} [{' '.join([element.reference for element in on_page])}]"
            for number, on_page in enumerate(self._pages)
        ]
        parents.text = f"<</Nums [{' '.join(rows)}]>>"
        kids = " ".join([element.reference for element in top])
        whole.text = f"<</Type /StructElem /S /Document /P {root_at} /K [{kids}]>>"
        following = f"/ParentTree {parents_at} /ParentTreeNextKey {len(pages)}"
        root.text = f"<</Type /StructTreeRoot /K {whole_at} {following}>>"
        document.Catalog.StructTreeRoot = pdf.PDFObjectReference(root.__InternalName__)
        document.Catalog.MarkInfo = pdf.PDFDictionary({"Marked": "true"})


def role(block: Block) -> str:
    """The standard structure type of a block."""
    if block.kind in _HEADINGS:
        return "H1"
    if block.kind is BlockKind.HEADING:
        return f"H{min((block.level or 1) + 1, _DEEPEST)}"
    return "Div" if block.kind is BlockKind.PICTURE else "P"


def sound(text: str) -> str:
    """Text that can be encoded: halves of surrogate pairs become replacement characters."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _spans(cell: Cell, *, is_head: bool) -> str:
    """What is said of a cell: how many rows and columns it takes, and of what it is the head."""
    spans = [("RowSpan", cell.rows), ("ColSpan", cell.columns)]
    entries = [f"/{name} {count}" for name, count in spans if count > 1]
    entries += ["/Scope /Column"] if is_head else []
    return f"/A <</O /Table {' '.join(entries)}>>" if entries else ""


def _with_parents(
    elements: Sequence[_Element], parent: _Element | None = None
) -> Iterator[tuple[_Element, _Element | None]]:
    """All elements, each with the one above it, in the order of the text."""
    for element in elements:
        yield element, parent
        if element.kids:
            yield from _with_parents(element.kids, element)


def _object(element: _Element, parent: str, pages: Sequence[str]) -> str:
    """One element: its type, the page that it begins on, its pieces on this page and on others."""
    first = element.pieces[0][0] if element.pieces else None
    kids = [
        str(number) if page == first else f"<</Type /MCR /Pg {pages[page]} /MCID {number}>>"
        for page, number in element.pieces
    ]
    kids += [kid.reference for kid in element.kids]
    page = f" /Pg {pages[first]}" if first is not None else ""
    entries = f" {element.entries}" if element.entries else ""
    return f"<</Type /StructElem /S /{element.kind} /P {parent}{page}{entries} /K [{' '.join(kids)}]>>"
