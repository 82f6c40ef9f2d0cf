"""Lines that a document has for itself where a header might be looked for, and breaks that tear a sentence.

Headings, dates, those who sign, titles of attachments, labels and rows of tables are short lines between
others, as headers are. What tells them is their shape or what stands beside them; what tells a header is
that the sentence above it goes on below it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..lines.lines import Line
from ..lines.shapes import has_shape, is_heading, stands_alone

_PAUSE, _SENTENCE = re.compile("[，。；、：]"), re.compile("[，。；]")
_NUMBER = re.compile(".*〔[0-9]{4}〕.*|第[0-9一二三四五六七八九十]{1,4}[号期次]|.*[0-9]号$")
_REACH = 4
"""Short lines that may stand between a line and the date, the address or the mark it belongs to."""
_SHORT, _LONG = 30, 30
"""Cells up to which a line may be part of such a group, and from which it is text whatever it holds."""
_LEAST_WRAPPED = 14
"""Cells from which a line without a mark may be part of a wrapped paragraph."""


def is_own(line: Line) -> bool:
    """Whether its shape tells that it is the document's: numbered, dated, a label, an imprint."""
    folded = line.folded
    if is_heading(folded) and not has_shape("cited", folded):
        return True
    if stands_alone(folded) or folded.endswith("：") or has_shape("item", folded):
        return True
    return has_shape("subtitle", folded) or folded.isdigit() or _NUMBER.fullmatch(folded) is not None


def is_grouped(lines: Sequence[Line], i: int) -> bool:
    """Whether it stands among the lines of a head, of a signature, of an attachment, of a table.

    Those who sign stand above the date, the office that prints stands below it, the title of an attachment
    below its mark, and letterhead and title above the address; only short lines stand between them.
    """
    below = _first_other(lines, i, 1)
    if below is not None and (_sets_apart(below) or _NUMBER.fullmatch(below.folded)):
        return True
    above = _first_other(lines, i, -1)
    return above is not None and _sets_apart(above)


def _first_other(lines: Sequence[Line], i: int, step: int) -> Line | None:
    """The next line on one side that is no short line without a mark, if it is near."""
    for k in range(i + step, i + step * (_REACH + 1), step):
        if not 0 <= k < len(lines):
            return None
        if not _is_bare(lines[k]) or _sets_apart(lines[k]):
            return lines[k]
    return None


def _is_bare(line: Line) -> bool:
    return line.width < _SHORT and not _PAUSE.search(line.folded)


def _sets_apart(line: Line) -> bool:
    return stands_alone(line.folded) or has_shape("subtitle", line.folded)


def is_row(lines: Sequence[Line], i: int) -> bool:
    """Whether a short line without a mark stands beside it, as in a table or a list."""
    return any(_is_bare(lines[k]) for k in (i - 1, i + 1) if 0 <= k < len(lines))


def may_be_torn(lines: Sequence[Line], first: int, second: int) -> bool:
    """Whether the sentence of one line may go on in another, which begins nothing of its own."""
    line, other = lines[first], lines[second]
    if line.stops or is_own(other) or (is_own(line) and not _PAUSE.search(line.folded[4:])):
        return False
    if is_text(line) or not first or line.width < _LEAST_WRAPPED:
        return is_text(line)
    return not lines[first - 1].stops and is_text(lines[first - 1])


def is_text(line: Line) -> bool:
    """Whether a line is long or has a mark, as those of a paragraph have."""
    return line.width >= _LONG or _SENTENCE.search(line.folded) is not None
