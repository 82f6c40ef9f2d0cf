"""The outline of a PDF: title and headings to jump to (ISO 32000-1, 12.3.3). All of it is unfolded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..model import Bookmark
from .pdfobjects import PdfFile, dictionary, string
from .pdftags import sound


@dataclass(slots=True)
class _Entry:
    """An entry with those below it."""

    reference: str
    bookmark: Bookmark | None = None
    kids: list[_Entry] = field(default_factory=list)

    @property
    def below(self) -> int:
        """How many entries there are below it."""
        return sum(1 + kid.below for kid in self.kids)


def add_to(file: PdfFile, bookmarks: Sequence[Bookmark], pages: Sequence[str], height: float) -> str:
    """Add the outline of a file whose pages, so high, are these references; returns its own."""
    root = _Entry(file.reserve())
    above = [root]
    for bookmark in bookmarks:
        del above[bookmark.level + 1 :]
        entry = _Entry(file.reserve(), bookmark)
        above[-1].kids.append(entry)
        above.append(entry)
    file.put(root.reference, dictionary({"Type": "/Outlines", **_kids(root)}))
    _put_below(file, root, pages, height)
    return root.reference


def _put_below(file: PdfFile, parent: _Entry, pages: Sequence[str], height: float) -> None:
    neighbours = [None, *parent.kids, None]
    for before, entry, after in zip(neighbours, parent.kids, neighbours[2:], strict=False):
        assert entry.bookmark
        place = f"[{pages[entry.bookmark.page]} /XYZ 0 {height - entry.bookmark.y:.4f} 0]"
        entries: dict[str, object] = {
            "Title": string(sound(entry.bookmark.text)),
            "Parent": parent.reference,
            "Dest": place,
        }
        if before:
            entries["Prev"] = before.reference
        if after:
            entries["Next"] = after.reference
        file.put(entry.reference, dictionary({**entries, **_kids(entry)}))
        _put_below(file, entry, pages, height)


def _kids(entry: _Entry) -> dict[str, object]:
    if not entry.kids:
        return {}
    return {"First": entry.kids[0].reference, "Last": entry.kids[-1].reference, "Count": entry.below}
