"""Running headers, footers, page numbers: lines at the edge of pages that come again at the same height."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

_SAME_HEIGHT = 4.0
"""Points by which lines at the same place of two pages differ at most."""
_EDGE_LINES = 3
"""So many lines at each edge may be furniture."""
_SHARE = 0.3
"""Of the pages; left and right pages may have different headers, first ones none."""
_FOOT = 0.8
"""Below this share of the height stands the number of a single page."""
_NUMBER = re.compile(r"\d+")
_BLANK = re.compile(r"\s+")
_PAGE_NUMBER = re.compile(r"[-—–─－―·•\s]+(\d{1,4})[-—–─－―·•\s]+")
_NAMED_NUMBER = re.compile(r"第?\s*\d{1,4}\s*(?:页|/)\s*(?:[,，/]?\s*共?\s*\d{1,4}\s*页?)?")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Placed:
    """A line and its place on the page, in points from the upper left corner."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    column: int = 0
    """1 or 2 in a page of two columns; 0 over both of them."""


def split_furniture(
    pages: Sequence[list[Placed]], heights: Sequence[float], tables: Sequence[Sequence[float]]
) -> tuple[list[list[Placed]], list[str]]:
    """The pages without their furniture, and the texts of it, each once.

    Args:
        pages: the lines of each page from top to bottom.
        heights: those of the pages.
        tables: where on each page rows of tables stand; furniture stands outside of all of them.
    """
    doomed: set[tuple[int, int]] = set()
    for at_top in (True, False):
        for depth in range(_EDGE_LINES):
            found = _recurring(pages, tables, doomed, depth, at_top=at_top)
            if not found:
                break
            doomed |= found
    for page, lines in enumerate(pages):
        if lines and (page, len(lines) - 1) not in doomed and _is_lone_number(lines[-1], heights[page]):
            doomed.add((page, len(lines) - 1))
    emptied = sum(
        all((page, line) in doomed for line in range(len(lines))) and not tables[page]
        for page, lines in enumerate(pages)
        if lines
    )
    if emptied > len(pages) / 2:  # forms that are alike, not furniture
        return [list(lines) for lines in pages], []
    texts = [_BLANK.sub(" ", pages[page][line].text).strip() for page, line in sorted(doomed)]
    bodies = [
        [line for index, line in enumerate(lines) if (page, index) not in doomed]
        for page, lines in enumerate(pages)
    ]
    return bodies, texts


def _recurring(
    pages: Sequence[list[Placed]],
    tables: Sequence[Sequence[float]],
    doomed: set[tuple[int, int]],
    depth: int,
    *,
    at_top: bool,
) -> set[tuple[int, int]]:
    """The lines at one depth from the edge that come again on other pages; those nearer the edge are gone."""
    groups: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for page, lines in enumerate(pages):
        index = depth if at_top else len(lines) - 1 - depth
        is_next = depth == 0 or (page, index - 1 if at_top else index + 1) in doomed
        if not 0 <= index < len(lines) or not is_next or (page, index) in doomed:
            continue
        line = lines[index]
        beyond = [y for y in tables[page] if (y < line.y) == at_top]
        if not beyond:
            key = _NUMBER.sub("#", _BLANK.sub("", line.text))
            groups[key, round(line.y / _SAME_HEIGHT)].append((page, index))
    found: set[tuple[int, int]] = set()
    for (key, height), places in groups.items():
        near = [p for step in (-1, 0, 1) for p in groups.get((key, height + step), [])]
        near = [p for p in near if abs(_at(pages, p).y - _at(pages, places[0]).y) <= _SAME_HEIGHT]
        if len(near) >= max(2, _SHARE * len(pages)) and _is_running(key, [_at(pages, p).text for p in near]):
            found.update(places)
    return found


def _at(pages: Sequence[list[Placed]], place: tuple[int, int]) -> Placed:
    return pages[place[0]][place[1]]


def _is_running(key: str, texts: Sequence[str]) -> bool:
    """Whether texts are alike because they run through the pages; bare numbers have to differ on each."""
    if _LETTER.search(key) and not _NAMED_NUMBER.fullmatch(texts[0].strip()):
        return len(set(texts)) == 1 or "#" in key
    return "#" not in key or len(set(texts)) == len(texts)


def _is_lone_number(line: Placed, height: float) -> bool:
    """Whether a line at the foot is a page number by its dashes or its words alone."""
    text = line.text.strip()
    is_number = _PAGE_NUMBER.fullmatch(line.text) or _NAMED_NUMBER.fullmatch(text)
    return line.y > _FOOT * height and is_number is not None
