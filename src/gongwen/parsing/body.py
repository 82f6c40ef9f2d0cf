"""The body: headings of four levels, run-in or on their own line, and paragraphs.

Whether a numbered line is a heading cannot be told from it alone: a list of names is numbered as well.
So the shape of all numbered lines of one level decides (findings on 60 official documents: the run-in
part ends at the first full stop, within 33 characters; documents do not mix shapes inside a level).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from ..model import Block, BlockKind
from .lines import Found, TextLine
from .patterns import matches
from .tables import guessed

_LISTED = "；;，,、"
"""What an item of a list ends with that others follow."""
_MAX_RUN_IN = 33
_MAX_OWN_LINE = 45
_MOST = 0.6
_HALF = 0.5
_PAGE_REACH = 40
"""Characters at the end of a line of contents in which its leaders and page number stand."""


def parse_body(lines: Sequence[TextLine], first: int, taken: Found) -> Found:
    """Headings, paragraphs and tables among the lines from `first` on that nothing else has taken."""
    found: Found = {}
    for start, end in _parts(first, len(lines), taken):
        found |= _parse_part(lines, [i for i in range(start, end) if i not in taken])
    return found


def _parts(first: int, end: int, taken: Found) -> Iterator[tuple[int, int]]:
    """The main text and each attachment: their headings count anew and have a shape of their own."""
    start = first
    for index in range(first, end):
        if any(block.kind is BlockKind.ATTACHMENT_TITLE for block in taken.get(index, ())):
            yield start, index
            start = index
    yield start, end


def _parse_part(lines: Sequence[TextLine], free: Sequence[int]) -> Found:
    levels = {i: level for i in free if (level := _level(lines[i].text)) is not None}
    run_in = {level for level in (1, 2, 3, 4) if _runs_in(lines, levels, level)}
    own_line = _own_lines(lines, levels)
    found = guessed(lines, free)
    for index in free:
        if index not in found:
            level = None if _goes_on_list(lines, levels, index) else levels.get(index)
            found[index] = _line(lines[index], level, run_in, own_line)
    return found


def _goes_on_list(lines: Sequence[TextLine], levels: Mapping[int, int], index: int) -> bool:
    """Whether a numbered line goes on with a list: the one above ends as items do that others follow."""
    if index not in levels or levels[index] != levels.get(index - 1):
        return False
    above, own = lines[index - 1], lines[index]
    return above.text[-1] in _LISTED and all(len(x.text) == x.first_sentence() for x in (above, own))


def _level(text: str) -> int | None:
    level = next((n for n in (1, 2, 3, 4) if matches(f"heading{n}", text)), None)
    if level and (matches("enumeration", text) or matches("contents_line", text[-_PAGE_REACH:])):
        return None
    return level


def _runs_in(lines: Sequence[TextLine], levels: Mapping[int, int], level: int) -> bool:
    """Whether most of the level's numbered paragraphs open with a short sentence of their own."""
    long = [
        lines[i] for i, n in levels.items() if n == level and lines[i].first_sentence() < len(lines[i].text)
    ]
    short = [line for line in long if line.first_sentence() <= _MAX_RUN_IN]
    return bool(long) and len(short) >= _MOST * len(long)


def _line(
    line: TextLine, level: int | None, run_in: set[int], own_line: set[tuple[int, bool]]
) -> list[Block]:
    if level is None:
        return [line.block(BlockKind.PARAGRAPH)]
    sentence = line.first_sentence()
    if sentence < len(line.text):
        listed = _level(line.text[sentence:].lstrip()) == level
        if (
            level in run_in
            and sentence <= _MAX_RUN_IN
            and not listed
            and line.text[sentence - 1] not in "？！?!"
        ):
            return [
                line.part(BlockKind.HEADING, 0, sentence, level=level),
                line.part(BlockKind.PARAGRAPH, sentence, len(line.text), run_in=True),
            ]
    elif (level, line.stops) in own_line and _may_be_own_line(line, level):
        return [line.block(BlockKind.HEADING, level)]
    return [line.block(BlockKind.PARAGRAPH)]


def _own_lines(lines: Sequence[TextLine], levels: Mapping[int, int]) -> set[tuple[int, bool]]:
    """Levels, with a stop or without, whose lines of one sentence are mostly headings: text follows them."""
    like: Counter[tuple[int, bool]] = Counter()
    followed: Counter[tuple[int, bool]] = Counter()
    for index, level in levels.items():
        line = lines[index]
        if line.first_sentence() == len(line.text):
            like[level, line.stops] += 1
            followed[level, line.stops] += _is_followed(lines, index, levels)
    return {shape for shape, count in like.items() if followed[shape] >= _HALF * count}


def _may_be_own_line(line: TextLine, level: int) -> bool:
    """Whether a numbered line of one sentence is short enough, and ends as a heading may."""
    if len(line.text) > _MAX_OWN_LINE or line.text[-1] in _LISTED:
        return False
    if line.text[-1] in "：:" and level > 2:
        return False
    return not (line.stops and len(line.text) > _MAX_RUN_IN + 2)


def _is_followed(lines: Sequence[TextLine], index: int, levels: Mapping[int, int]) -> bool:
    """Whether text or a lower heading stands below, not the next item of a list."""
    below = index + 1
    if below >= len(lines):
        return False
    level = levels.get(below)
    return level is None or level > levels[index] or lines[below].first_sentence() < len(lines[below].text)
