"""版头: what stands above the title, one or several elements a line.

A 发文机关标志 is known by its 文件, or by what stands below it: a name alone above a 发文字号 is the mark
where a title follows, and a line of the title where none does (public pages have the number under it).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model import Block, BlockKind
from .lines import TextLine, span
from .patterns import is_whole, matches, pattern
from .shapes import are_names, is_organisation, is_salutation, is_speaker, is_title_end, may_be_title
from .tables import table_block

_SMALL = (BlockKind.COPY_NUMBER, BlockKind.SECRET_LEVEL, BlockKind.URGENCY, BlockKind.DOCUMENT_NUMBER)
_MAX_LINE = 120
_MAX_MARK_LINES = 20
_MAX_TITLE_LINES = 5
_MAX_LABELS, _FEWEST_LABELS = 40, 2
_CELL_ENDS = re.compile(r"[\t\n]")
_PAPERS = re.compile(r"\s*文\s*件$")


def parse_letterhead(lines: Sequence[TextLine]) -> tuple[list[Block], int]:
    """The blocks above the title and the index of the first line behind them."""
    blocks, place = page_table(lines, 0)
    seen = {block.kind for block in blocks}
    while place < len(lines):
        found = _elements(lines[place], seen)
        if not found and BlockKind.ISSUER_MARK not in seen:
            found = _mark(lines, place)
        kinds = {block.kind for block in found}
        if not found or kinds & seen - {BlockKind.SIGNER}:
            break
        blocks += found
        seen |= kinds
        place += len({block.start for block in found}) if found[0].kind is BlockKind.ISSUER_MARK else 1
    return blocks, place


def page_table(lines: Sequence[TextLine], place: int) -> tuple[list[Block], int]:
    """索引号, 主题分类 … that a public page puts above the text, each with its value or above it.

    A table of the file that stands above everything is taken as well, whatever it holds.
    """
    if place < len(lines) and lines[place].table:
        is_head = place == 0 or _labels(lines[place].content) >= _FEWEST_LABELS
        return ([table_block(lines[place])], place + 1) if is_head else ([], place)
    end = place
    while end < min(len(lines), place + _MAX_LABELS):
        is_label = matches("page_label", lines[end].text) and not lines[end].stops
        below_label = end > place and lines[end - 1].text.endswith((":", "："))
        if not (is_label or below_label):
            break
        end += 1
    if sum(matches("page_label", line.text) for line in lines[place:end]) < _FEWEST_LABELS:
        return [], place
    return [span(BlockKind.TABLE, lines, place, end)], end


def _labels(table: str) -> int:
    """How many cells of a table are labels of a public page."""
    return sum(matches("page_label", cell.strip()) for cell in _CELL_ENDS.split(table) if cell.strip())


def _elements(line: TextLine, seen: set[BlockKind]) -> list[Block]:
    """The small elements that make up a line; nothing if a part of it is none of them."""
    text = line.text
    if len(text) > _MAX_LINE:
        return []
    if BlockKind.SIGNER in seen and BlockKind.TITLE not in seen and are_names(text):
        return [line.block(BlockKind.SIGNER)]
    if BlockKind.ISSUER_MARK in seen:
        if is_whole("order_number", text):
            return [line.block(BlockKind.DOCUMENT_NUMBER)]
        if matches("signed_and_dated", text):
            return [line.block(BlockKind.DATE_LINE)]
    blocks: list[Block] = []
    place = 0
    while place < len(text):
        kind, end = _element(text, place, seen | {block.kind for block in blocks})
        if kind is None:
            return []
        blocks.append(line.part(kind, place, end))
        place = end
        while place < len(text) and text[place].isspace():
            place += 1
    return blocks


def _element(text: str, place: int, seen: set[BlockKind]) -> tuple[BlockKind | None, int]:
    """The kind and the end of the element that begins at `place`."""
    for kind in _SMALL:
        found = pattern(kind.value).match(text, place)
        if found and (found.end() == len(text) or text[found.end()].isspace()):
            return kind, found.end()
    signer = pattern(BlockKind.SIGNER.value).match(text, place)
    names = text[signer.end() if signer else place :].strip()
    if (signer or BlockKind.SIGNER in seen) and (not names or are_names(names)):
        return BlockKind.SIGNER, len(text)
    behind = pattern("document_number").search(text, signer.end()) if signer else None
    if signer and behind and are_names(text[signer.end() : behind.start()].strip()):
        return BlockKind.SIGNER, behind.start()
    return None, place


def _mark(lines: Sequence[TextLine], place: int) -> list[Block]:
    """发文机关标志, a block for each of its lines; nothing if the lines at `place` are none."""
    end = place
    while end < min(len(lines), place + _MAX_MARK_LINES) and _may_be_mark(lines[end].text):
        end += 1
    if end == place:
        return []
    numbered = end < len(lines) and _is_numbering(lines[end])
    papers = [i for i in range(place, end) if _PAPERS.search(lines[i].text)]
    if papers:
        joint = numbered and all(is_organisation(line.text) for line in lines[papers[-1] + 1 : end])
        end = end if joint else _behind_papers(lines, place, papers[-1], end)
    elif _repeats(lines, place) or (not numbered and _is_head_of_own(lines, place)):
        end = place + 1
    elif not papers and not (numbered and _is_mark(lines, place, end)):
        return []
    return [line.block(BlockKind.ISSUER_MARK) for line in lines[place:end]]


def _behind_papers(lines: Sequence[TextLine], place: int, papers: int, end: int) -> int:
    """Where a mark with 文件 ends: names of a joint issue may go on below, the title begins with the host."""
    text = lines[papers].text
    name = _PAPERS.sub("", text)
    last = papers + 1
    if not name or (papers == place and text[len(name)] == "文"):
        return last
    while last < end and is_organisation(lines[last].text):
        if lines[last].text.startswith(_PAPERS.sub("", lines[place].text)):
            break
        last += 1
    return last


def _repeats(lines: Sequence[TextLine], place: int) -> bool:
    """Whether the title below opens with the name once more."""
    text = lines[place].text
    return is_organisation(text) and place + 1 < len(lines) and lines[place + 1].text.startswith(text)


def _is_head_of_own(lines: Sequence[TextLine], place: int) -> bool:
    """Whether …会议纪要 or …公告 stands above a title that says what it is about."""
    text = lines[place].text
    if not (matches("mark_of_its_own", text) or matches("minutes_mark", text)):
        return False
    below = "".join(line.text for line in lines[place + 1 : place + 4])
    return "关于" in below and _title_follows(lines, place + 1, False)


def _may_be_mark(text: str) -> bool:
    if not is_whole("mark_line", text) or "关于" in text or "的" in text:
        return False
    return not is_title_end(text) or matches("issuer_word", text)


def _is_numbering(line: TextLine) -> bool:
    kinds = {block.kind for block in _elements(line, set())}
    return bool(kinds & {BlockKind.DOCUMENT_NUMBER, BlockKind.SIGNER}) or is_whole("order_number", line.text)


def _is_mark(lines: Sequence[TextLine], place: int, end: int) -> bool:
    """Whether lines without 文件 above a number are a mark."""
    last = lines[end - 1].text
    if matches("mark_of_its_own", last) and is_whole("order_number", lines[end].text):
        return True
    if matches("minutes_mark", last):
        return True
    below = end
    seen = {BlockKind.ISSUER_MARK, BlockKind.SIGNER}
    while below < len(lines) and _elements(lines[below], seen):
        below += 1
    return _title_follows(lines, below, is_organisation(last))


def _title_follows(lines: Sequence[TextLine], place: int, below_name: bool) -> bool:
    """Whether a title stands at `place`: it ends as titles do, or stands between mark and address."""
    end = place
    while end < min(len(lines), place + _MAX_TITLE_LINES) and may_be_title(lines[end]):
        if is_speaker(lines[end].text):
            break
        end += 1
        text = "".join(line.text for line in lines[place:end])
        if is_title_end(text) or "关于" in text:
            return True
    addressed = end < len(lines) and is_salutation(lines[end].text)
    return end > place and below_name and addressed
