"""Document and style to pages: faces, measuring, line breaking, pagination. Knows no PDF."""

from __future__ import annotations

from dataclasses import replace

from ..i18n import gettext as _
from ..model import Document, Pages, Style, UsageError
from .breaking import Mode
from .firstpage import has_mark, moved_notice, no_room_notice, shows_text, with_recipients_below
from .fonts import Resolution, resolve
from .notes import with_notes
from .pages import paginate
from .pictures import undrawn
from .setting import Setter

__all__ = ["Mode", "Resolution", "resolve", "typeset"]


def typeset(document: Document, style: Style, mode: str = "word") -> Pages:
    """Set a document on pages.

    Args:
        document: The blocks to set; every one appears.
        style: The layout.
        mode: `word` breaks lines where Word and LibreOffice do, `fine` looks for the best breaks of
            every paragraph.

    Raises:
        UsageError: the mode is neither of the two.
        FontError: no face at all was found.
    """
    if mode not in list(Mode):
        raise UsageError(_("There is no mode “{mode}”; there are: word, fine.").format(mode=mode))
    pages = _paginated(with_notes(document), style, Mode(mode))
    return replace(pages, notices=(*pages.notices, *undrawn(document)))


def _paginated(document: Document, style: Style, mode: Mode) -> Pages:
    """The pages; 主送机关 that leave no room for body text on the first one stand in the 版记 (7.3.2)."""
    pages = paginate(document, style, Setter(style, mode))
    if shows_text(pages):
        return pages
    moved = with_recipients_below(document)
    if moved:
        below = paginate(moved, style, Setter(style, mode))
        if shows_text(below):
            return replace(below, notices=(*below.notices, moved_notice()))
    notices = [no_room_notice()] if has_mark(pages) else []
    return replace(pages, notices=(*pages.notices, *notices))
