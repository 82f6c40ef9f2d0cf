"""What the first page must show: body text below the 版头 (GB/T 9704 7.3.2, 7.3.3)."""

from __future__ import annotations

from dataclasses import replace

from ..i18n import gettext as _
from ..model import BlockKind, Document, Notice, Pages
from ..model.parts import as_main_recipient

_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.TABLE, BlockKind.PICTURE})


def shows_text(pages: Pages) -> bool:
    """Whether the first page shows body text, if there is any."""
    first = pages.pages[0]
    on_page = [line.block for line in first.lines] + [picture.block for picture in first.pictures]
    shown = {pages.blocks[index].kind for index in on_page}
    return bool(shown & _PROSE) or first.turned is not None or not _has_prose(pages)


def has_mark(pages: Pages) -> bool:
    """Whether the first page begins with a 发文机关标志."""
    return any(pages.blocks[line.block].kind is BlockKind.ISSUER_MARK for line in pages.pages[0].lines)


def _has_prose(pages: Pages) -> bool:
    return any(block.kind in _PROSE for block in pages.blocks)


def with_recipients_below(document: Document) -> Document | None:
    """The document with 主送机关 in its 版记, above 抄送; None where nothing can be moved there.

    The block keeps its place among the others, so that whoever has the document knows it.
    """
    found = [i for i, block in enumerate(document.blocks) if block.kind is BlockKind.SALUTATION]
    prose = [i for i, block in enumerate(document.blocks) if block.kind in _PROSE]
    if len(found) != 1 or not prose or found[0] > prose[0]:
        return None
    block = document.blocks[found[0]]
    if block.notes or block.links or not block.text.strip():
        return None
    moved = as_main_recipient(block)
    return replace(document, blocks=(*document.blocks[: found[0]], moved, *document.blocks[found[0] + 1 :]))


def moved_notice() -> Notice:
    """That the addressees stand in the 版记."""
    message = _(
        "The addressees would leave no room for body text on the first page; they stand in the foot as 主送, "
        "above 抄送 (GB/T 9704 7.3.2)."
    )
    return Notice("layout.recipients", message)


def no_room_notice() -> Notice:
    """That the first page shows no body text, whatever is moved."""
    message = _(
        "The first page has no room for body text; shorten the mark, the title or the addressees "
        "(GB/T 9704 7.3.3)."
    )
    return Notice("layout.first-page", message)
