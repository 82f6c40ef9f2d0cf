"""署名 and 成文日期: who signs, above a date or on its line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model import BlockKind
from .lines import Found, TextLine
from .patterns import matches, pattern
from .shapes import are_names, is_name, is_numbered, is_organisation, is_post

_MAX_SIGNATURE = 40
_MAX_SIGNATURES = 12
_MAX_HALF_NAME = 24
"""Characters of the first line of a name that is broken over two."""
_NEAR_END = 3
_BLANKS = re.compile(r"[\s　]{1,20}")
_CLOSES = ("note", "copy_to", "issued_by", "attachment_mark", "attachment_named", "date", "signed_and_dated")


def signing(lines: Sequence[TextLine], index: int, first: int, found: Found) -> bool:
    """成文日期 alone on its line with 署名 above it, or both on one line."""
    line = lines[index]
    both = pattern("signed_and_dated").match(line.text)
    if both and _signs(both["name"].strip()):
        found[index] = [
            line.part(BlockKind.SIGNATURE, *both.span("name")),
            line.part(BlockKind.DATE, *both.span("date")),
        ]
        for above in _more_above(lines, index, first, found):
            found[above] = [lines[above].block(BlockKind.SIGNATURE)]
        return True
    if not matches("date", line.text):
        return False
    signatures = _signatures(lines, index, first, found)
    if not signatures and not _is_at_end(lines, index):
        return False
    found[index] = [line.block(BlockKind.DATE)]
    for above in signatures:
        found[above] = [lines[above].block(BlockKind.SIGNATURE)]
    return True


def _is_at_end(lines: Sequence[TextLine], index: int) -> bool:
    """Whether the document ends here: nothing follows, or only what stands behind a date."""
    if index >= len(lines) - _NEAR_END and not _text_goes_on(lines, index):
        return True
    if index + 1 == len(lines):
        return True
    return any(matches(name, lines[index + 1].text) for name in _CLOSES)


def _signatures(lines: Sequence[TextLine], index: int, first: int, found: Found) -> list[int]:
    """The lines above a date that sign the document."""
    above = index - 1
    if above < first or above in found or not _is_short(lines[above]):
        return []
    if not _signs(lines[above].text) and not (_is_at_end(lines, index) and _is_label_free(lines[above])):
        return []
    if not is_organisation(lines[above].text) and _text_goes_on(lines, index):
        return []  # a letter that somebody reads out
    return [above, *_more_above(lines, above, first, found)]


def _more_above(lines: Sequence[TextLine], index: int, first: int, found: Found) -> list[int]:
    """Those who sign above the one at `index`, and the first half of a name broken over two lines."""
    more: list[int] = []
    above = index - 1
    while above > first and above not in found and len(more) < _MAX_SIGNATURES and _is_short(lines[above]):
        if not _signs(lines[above].text):
            break
        more.append(above)
        above -= 1
    if above > first and above not in found and _is_half_name(lines, above):
        more.append(above)
    return more


def _signs(text: str) -> bool:
    """Whether a line is a name of an authority or a person, or several, or a post with its name."""
    return all(is_organisation(part) for part in _BLANKS.split(text)) or (
        is_organisation(text) or is_name(text) or is_post(text) or are_names(text)
    )


def _is_short(line: TextLine) -> bool:
    several = len(line.text) <= 3 * _MAX_SIGNATURE and _BLANKS.search(line.text) is not None
    return (
        (len(line.text) <= _MAX_SIGNATURE or several)
        and not (line.stops or line.trails_off or "\t" in line.text)
        and not is_numbered(line.text)
        and not matches("closing_words", line.text)
    )


def _is_label_free(line: TextLine) -> bool:
    return not re.search(r"[：:，、；]", line.text)


def _is_half_name(lines: Sequence[TextLine], index: int) -> bool:
    """Whether a short line between the text and a name is the beginning of that name."""
    line, above = lines[index], lines[index - 1]
    return (
        len(line.text) <= _MAX_HALF_NAME
        and re.fullmatch(r"[\u4e00-\u9fff（）()]+", line.text) is not None
        and above.stops
        and is_organisation(lines[index + 1].text)
        and not matches("closing_words", line.text)
        and not is_name(line.text)
        and len(lines[index + 1].text) < len(line.text) + 2
    )


def _text_goes_on(lines: Sequence[TextLine], index: int) -> bool:
    """Whether ordinary text stands below the date."""
    if index + 1 >= len(lines) or not lines[index + 1].stops:
        return False
    return not any(matches(name, lines[index + 1].text) for name in ("in_brackets", *_CLOSES))
