"""What closes a document: attachment note, signature, date, note, attachments, 版记, attendance."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import BlockKind
from .attachments import attachment, attachment_note
from .imprint import attendance, copy_to, issued_by
from .lines import Found, TextLine, span
from .patterns import matches
from .signing import signing
from .tables import table_block

_MAX_NOTE = 300


def parse_closing(lines: Sequence[TextLine], first: int) -> Found:
    """The closing elements among the lines from `first` on, by the index of the line they begin on.

    Lines that an element of several lines goes on to have an empty entry.
    """
    found: Found = {
        index: [table_block(line)] for index, line in enumerate(lines) if index >= first and line.table
    }
    for index in range(first, len(lines)):
        if index in found:
            continue
        for rule in (attachment_note, copy_to, issued_by, attendance, _note, signing, attachment):
            if rule(lines, index, first, found):
                break
    return found


def _note(lines: Sequence[TextLine], index: int, first: int, found: Found) -> bool:
    """附注: what its words tell, or anything in brackets right below the date."""
    text = lines[index].text
    above = found.get(index - 1, []) if index > first else []
    behind_date = bool(above) and above[-1].kind in (BlockKind.DATE, BlockKind.NOTE)
    behind_date = behind_date and len(text) <= _MAX_NOTE and matches("in_brackets", text)
    if not (matches("note", text) or behind_date):
        return False
    found[index] = [span(BlockKind.NOTE, lines, index, index + 1)]
    return True
