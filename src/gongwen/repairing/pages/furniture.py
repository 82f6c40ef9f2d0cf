"""Page numbers and running heads that stand on lines of their own between the lines of a text."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..lines.lines import Line
from ..lines.shapes import has_shape, is_heading, stands_alone

_FILE = Path(__file__).parent.parent / "data" / "headers.toml"
_LEAST_PAGE, _LEAST_LINES = 350, 20
"""Characters or lines between two page numbers; what counts up faster is a list or the rows of a table."""
_LONGEST_HEAD = 40
_LEAST_HEADS = 3
_LEAST_TITLE = 4
"""Characters of the beginning of the text by which a head beside a page number is known."""
_TITLE_LINES = 3
_LEAST_WHOLE_TITLE = 6
"""Characters of a first line that tells, where it comes again whole, that the number above is a page's."""


@lru_cache(maxsize=1)
def settings() -> dict[str, Any]:
    """The patterns and words of `data/headers.toml`."""
    with _FILE.open("rb") as file:
        return tomllib.load(file)


@lru_cache(maxsize=4)
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p) for p in settings()[name])


@dataclass(frozen=True, slots=True)
class _Number:
    """A line that may be a page number; `total` is 0 where it names no number of pages."""

    line: int
    page: int
    total: int


def page_numbers(lines: Sequence[Line]) -> dict[int, float]:
    """Which lines are page numbers, by index, and how sure that is."""
    explicit = _numbers(lines, "explicit")
    counting = _numbers(lines, "counting")
    found = dict.fromkeys((n.line for n in explicit), 0.97 if len(explicit) == 1 else 0.95)
    found |= dict.fromkeys(_few(lines, counting), 0.93)
    found |= dict.fromkeys(_above_title(lines, counting), 0.94)
    found |= dict.fromkeys(_rising(lines, counting, 3), 0.99)
    return found | dict.fromkeys(_rising(lines, explicit, 2), 0.995)


def _numbers(lines: Sequence[Line], shapes: str) -> list[_Number]:
    found = []
    for i, line in enumerate(lines):
        matches = (pattern.fullmatch(line.folded) for pattern in _patterns(shapes))
        if match := next((m for m in matches if m), None):
            found.append(_Number(i, int(match["n"]), int(match.groupdict().get("total") or 0)))
    return found


def _rising(lines: Sequence[Line], numbers: Sequence[_Number], least: int) -> list[int]:
    """The lines of the longest runs that count up by one, pages apart, if they are long enough.

    Other numbers may stand between them: a cell of a table, a figure that a line break set apart.
    """
    runs: list[list[_Number]] = []
    for number in numbers:
        open_runs = (run for run in reversed(runs) if _follows(lines, run[-1], number))
        run = max(open_runs, key=len, default=None)
        if run is None:
            runs.append([number])
        else:
            run.append(number)
    return [n.line for run in runs if len(run) >= least for n in run]


def _follows(lines: Sequence[Line], first: _Number, second: _Number) -> bool:
    """Whether the second is the number of the next page: a page further on, but for the last page."""
    if second.page != first.page + 1 or second.total != first.total:
        return False
    is_page = lines[second.line].start - lines[first.line].start >= _LEAST_PAGE
    return is_page or second.line - first.line >= _LEAST_LINES or second.line == len(lines) - 1


def _few(lines: Sequence[Line], numbers: Sequence[_Number]) -> list[int]:
    """The numbers of a text of one page or two: from 1 to the last line, which is as far as pages go."""
    if not numbers or numbers[-1].line != len(lines) - 1:
        return []
    last = numbers[-1]
    if last.page == 1:
        return [last.line] if last.total == 1 else []
    first = next((n for n in numbers if n.page == 1 and _follows(lines, n, last)), None)
    is_whole = last.page == 2 and last.total in (0, 2) and first is not None
    return [first.line, last.line] if is_whole and first and lines[first.line].start >= _LEAST_PAGE else []


def _above_title(lines: Sequence[Line], numbers: Sequence[_Number]) -> list[int]:
    """The numbers that stand above the first line of the text come again, and count up: 1, 2, 3.

    In a short text that is all there is to tell a foot and the head behind it. A foot left there would be
    taken for a figure of the sentence that the page parts.
    """
    title = lines[0].text if lines else ""
    if len(title) < _LEAST_WHOLE_TITLE or lines[0].stops or _is_content(lines[0]):
        return []
    above = [n for n in numbers if _TITLE_LINES <= n.line < len(lines) - 1]
    feet = [n for n in above if lines[n.line + 1].text == title]
    counts = [n.page for n in feet] == list(range(1, len(feet) + 1))
    return [n.line for n in feet] if counts else []


def running_heads(lines: Sequence[Line], numbers: Mapping[int, float]) -> dict[int, float]:
    """Which lines are heads repeated on each page: the same short line again and again beside page numbers.

    The first of them stays where it may be the title itself. In a short text a head comes once or twice
    only; it is then known by what it says: the beginning of the text, or that the pages are confidential.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for i, line in enumerate(lines):
        if line.width <= _LONGEST_HEAD and i not in numbers:
            places[line.text].append(i)
    title = "".join(line.text for line in lines[:_TITLE_LINES])
    found: dict[int, float] = {}
    for same in places.values():
        beside = [i for i in same if {i - 1, i + 1} & numbers.keys()]
        if beside:
            found |= dict.fromkeys(beside, _sure(lines, same, beside, numbers, title))
    return {i: sure for i, sure in found.items() if sure}


def _sure(
    lines: Sequence[Line],
    same: Sequence[int],
    beside: Sequence[int],
    numbers: Mapping[int, float],
    title: str,
) -> float:
    """How sure it is that equal lines, of which some stand beside page numbers, are running heads; or 0."""
    line = lines[beside[0]]
    behind = [i for i in beside if i - 1 in numbers]
    if len(same) >= _LEAST_HEADS and len(beside) >= max(2, 0.6 * len(same)) and not line.stops:
        return 0.97
    if len(beside) >= _LEAST_HEADS and len(beside) >= len(same) - 1:
        return 0.95
    if line.stops or behind != list(beside) or beside[0] < _TITLE_LINES or _is_content(line):
        return 0.0
    if any(pattern.fullmatch(line.folded) for pattern in _patterns("heads")):
        return 0.95
    if len(line.text) >= _LEAST_TITLE and title.startswith(line.text):
        return 0.94
    return 0.93 if len(beside) >= 2 and len(beside) == len(same) else 0.0


def _is_content(line: Line) -> bool:
    """Whether it reads like a heading or a signature, which may stand at the top of a page by chance."""
    return is_heading(line.folded) or stands_alone(line.folded) or line.text[0].isdigit() or _signs(line)


def _signs(line: Line) -> bool:
    return has_shape("signature", line.folded) and not has_shape("title", line.folded)
