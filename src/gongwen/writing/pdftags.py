"""What the parts of a text are, told to those who read a PDF by ear or take its text out (ISO 32000-1, 14.7).

The tree has one element for each block of the document; what of a block stands on a page is one piece of
marked content, so a paragraph goes on over the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..model import Block, BlockKind

_HEADINGS = frozenset({BlockKind.TITLE, BlockKind.ATTACHMENT_TITLE})
_DEEPEST = 6


class StructureTree:
    """Collects the pieces of marked content, then becomes the objects of a reportlab document."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._pieces: dict[int, list[tuple[int, int]]] = {}
        self._pages: list[list[int]] = []

    def open_page(self) -> int:
        """Begin the next page; returns its number in the tree."""
        self._pages.append([])
        return len(self._pages) - 1

    def mark(self, block: int, said: str = "") -> str:
        """The operator that opens a piece of a block on the page.

        `said` are further entries of it; some readers heed them in a `Span` alone.
        """
        if not 0 <= block < len(self._blocks):
            return f"/Span <<{said}>> BDC"
        on_page = self._pages[-1]
        self._pieces.setdefault(block, []).append((len(self._pages) - 1, len(on_page)))
        on_page.append(block)
        return f"/{'Span' if said else role(self._blocks[block])} <</MCID {len(on_page) - 1} {said}>> BDC"

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
        elements: dict[int, str] = {}
        for block, pieces in sorted(self._pieces.items()):
            element = Raw()
            element.text = _element(role(self._blocks[block]), whole_at, pieces, pages)
            elements[block] = referred(element)
        rows = [
            f"{number} [{' '.join(elements[block] for block in blocks)}]"
            for number, blocks in enumerate(self._pages)
        ]
        parents.text = f"<</Nums [{' '.join(rows)}]>>"
        whole.text = f"<</Type /StructElem /S /Document /P {root_at} /K [{' '.join(elements.values())}]>>"
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
    return "Figure" if block.kind is BlockKind.PICTURE else "P"


def _element(kind: str, parent: str, pieces: Sequence[tuple[int, int]], pages: Sequence[str]) -> str:
    """One element: its type, the page that it begins on, its pieces on this page and on others."""
    first = pieces[0][0]
    kids = [
        str(number) if page == first else f"<</Type /MCR /Pg {pages[page]} /MCID {number}>>"
        for page, number in pieces
    ]
    return f"<</Type /StructElem /S /{kind} /P {parent} /Pg {pages[first]} /K [{' '.join(kids)}]>>"
