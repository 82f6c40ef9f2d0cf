"""附件说明, and the attachments with their marks and titles."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model import BlockKind
from .lines import Found, TextLine, span
from .patterns import matches, pattern
from .shapes import is_numbered, is_organisation, is_post, is_salutation, is_title_end, may_be_title
from .title import title_at

_MAX_TURNOVER = 40
_LEAST_FULL = 16
"""Characters from which a line may be full, so that its name goes on in the next."""
_LEAST_CUT = 24
"""Characters from which it surely is where no authority follows."""
_MAX_NAME = 80
_MAX_TITLE = 60
_MAX_ITEMS = 60
_SUBLINES = 2
_ENDS_BEHIND = ("date", "signed_and_dated", "note", "copy_to", "issued_by")


def attachment_note(lines: Sequence[TextLine], index: int, _first: int, found: Found) -> bool:
    """附件：1.… with the items on the lines below it, each with the lines that it turns over to."""
    line = lines[index]
    if not (_opens_note(lines, index) or _opens_numbered_list(lines, index, found)):
        return False
    if line.stops and not (len(line.text) <= _MAX_NAME and line.text.find("。") == len(line.text) - 1):
        return False
    if line.stops and not _document_ends(lines, index + 1):
        return False
    item = "attachment_named" if matches("attachment_named", line.text) else "attachment_item"
    place = index
    while place < len(lines) and place - index < _MAX_ITEMS:
        if place > index and not (_is_item(lines[place]) and matches(item, lines[place].text)):
            break
        end = _turnover(lines, place)
        found[place] = [span(BlockKind.ATTACHMENT_NOTE, lines, place, end)]
        found.update({below: [] for below in range(place + 1, end)})
        place = end
    return True


def _opens_note(lines: Sequence[TextLine], index: int) -> bool:
    """附件：name, or 附件： alone above a list that is no attachment itself."""
    text = lines[index].text
    if matches("attachment_note", text):
        return True
    alone = matches("attachment_mark", text) and text[-1] in "：:"
    return alone and index + 1 < len(lines) and _is_item(lines[index + 1])


def _opens_numbered_list(lines: Sequence[TextLine], index: int, found: Found) -> bool:
    """附件1：… 附件2：… above the signature."""
    if not matches("attachment_named", lines[index].text) or lines[index].stops:
        return False
    if any(block.kind is BlockKind.DATE for blocks in found.values() for block in blocks):
        return False
    below = index + 1
    while below < len(lines) and matches("attachment_named", lines[below].text):
        below += 1
    return _document_ends(lines, below)


def _is_item(line: TextLine) -> bool:
    if line.stops or len(line.text) > _MAX_NAME:
        return False
    return matches("attachment_item", line.text) or matches("attachment_named", line.text)


def _turnover(lines: Sequence[TextLine], index: int) -> int:
    """Index behind the lines that the name at `index` goes on to."""
    end = index + 1
    while end < len(lines) and end - index < 3 and _goes_on(lines, index, end):
        end += 1
    return end


def _goes_on(lines: Sequence[TextLine], index: int, place: int) -> bool:
    """Whether the name at `index` goes on in the line at `place`."""
    line, above = lines[place], lines[place - 1]
    so_far = "".join(one.text for one in lines[index:place])
    if _is_item(line) or line.stops or len(line.text) > _MAX_TURNOVER or above.stops:
        return False
    if so_far.count("《") > so_far.count("》") or so_far.count("（") > so_far.count("）"):
        return True
    if line.text[0] in "（(":
        return not matches("note", line.text)
    if _ends_list(line) or len(above.text) < _LEAST_FULL:
        return False
    if place + 1 < len(lines) and _is_item(lines[place + 1]):
        return True
    cut = len(above.text) >= _LEAST_CUT or (is_title_end(line.text) and not is_title_end(so_far))
    return cut and _document_ends(lines, place + 1)


def _ends_list(line: TextLine) -> bool:
    """Whether the line is plainly none of a list of attachments."""
    return (
        is_organisation(line.text)
        or is_post(line.text)
        or is_numbered(line.text)
        or any(matches(name, line.text) for name in ("attachment_mark", *_ENDS_BEHIND))
    )


def _document_ends(lines: Sequence[TextLine], place: int) -> bool:
    """Whether nothing but names stands between `place` and a date, or nothing at all follows."""
    for at in range(place, min(place + 8, len(lines))):
        if any(matches(name, lines[at].text) for name in _ENDS_BEHIND):
            return True
        if not is_organisation(lines[at].text) and len(lines[at].text) > 20:
            return False
        if lines[at].stops:
            return False
    return place >= len(lines)


def attachment(lines: Sequence[TextLine], index: int, first: int, found: Found) -> bool:
    """附件1 and the title under it or on its line; a title right behind the date of a covering notice."""
    line = lines[index]
    if matches("attachment_mark", line.text):
        found[index] = [line.block(BlockKind.ATTACHMENT_MARK)]
        _title(lines, index + 1, found)
        return True
    named = pattern("attachment_named").match(line.text)
    if named and not line.stops and not line.trails_off and len(line.text) <= _MAX_NAME:
        found[index] = [
            line.part(BlockKind.ATTACHMENT_MARK, *named.span("mark")),
            line.part(BlockKind.ATTACHMENT_TITLE, *named.span("title")),
        ]
        _below(lines, index + 1, found)
        return True
    above = [block.kind for block in found.get(index - 1, [])] if index > first else []
    if above[-1:] in ([BlockKind.DATE], [BlockKind.NOTE]) and index + 1 < len(lines):
        return _title(lines, index, found)
    return False


def _title(lines: Sequence[TextLine], index: int, found: Found) -> bool:
    """The title of an attachment and the lines in brackets under it."""
    if index >= len(lines) or not _may_be_title(lines[index]) or matches("title_form", lines[index].text):
        return False
    blocks, end = title_at(lines, index, official=False)
    if not blocks or not all(_may_be_title(line) for line in lines[index:end]):
        end = index + 1
    found[index] = [span(BlockKind.ATTACHMENT_TITLE, lines, index, end)]
    found.update({below: [] for below in range(index + 1, end)})
    _below(lines, end, found)
    return True


def _below(lines: Sequence[TextLine], index: int, found: Found) -> None:
    """题注 under the title of an attachment: when it was passed, where it is valid."""
    for at in range(index, min(index + _SUBLINES, len(lines))):
        text = lines[at].text
        if not (matches("adoption_line", text) or (matches("date_line", text) and text[0] in "（(")):
            return
        found[at] = [lines[at].block(BlockKind.DATE_LINE)]


def _may_be_title(line: TextLine) -> bool:
    if matches("title_form", line.text):
        return True
    return (
        may_be_title(line, dated=True)
        and len(line.text) <= _MAX_TITLE
        and not line.stops
        and not is_salutation(line.text)
        and not any(matches(name, line.text) for name in ("attachment_mark", "in_brackets", *_ENDS_BEHIND))
        and re.search(r"[\t|]", line.text) is None
    )
