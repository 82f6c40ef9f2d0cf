"""Titles and salutations that were run together with what stands behind them, and the seams of any line.

A head gives itself away by its parts: a title that ends in 讲话 or 报告, a date in brackets, a speaker, a
salutation with its colon. Where there are no such parts, how much likelier the text is with a break at one
place than without any tells (`Seam`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ...i18n import gettext as _
from ..language import Language
from ..lines.lines import Line, is_han, open_pairs

_FILE = Path(__file__).parent.parent / "data" / "seams.toml"
_HEAD = 6
"""Lines in which a salutation is looked for."""
_LEAST_BODY = 6
_LEAST_LINE = 60
"""Characters of a line that may be a title with text behind it."""
_SPAN = 8
"""Characters on each side that decide how usual a seam is."""
_TITLE_SEAM = 0.0
_LEAST_MARGIN = 2.0
"""That of a seam that has no other beside it."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A place where a line is to be parted."""

    place: int
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class Seam:
    """A place in a line where the text may have had a break."""

    place: int
    gain: float
    """How much likelier (log10) the text is with a break there."""
    margin: float
    """By how much no other place of the line comes up to that."""


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    with _FILE.open("rb") as file:
        part = tomllib.load(file)
    title = f"(?P<title>[^。，；：]{{2,60}}{part['title_end']})"
    dated = f"(?P<dated>{part['dated']}|{part['date']})"
    speaker = f"(?P<speaker>(?:[\u4e00-\u9fff]{{0,20}}{part['office']}[ \u3000]*)?{part['name']})"
    salutation = f"(?P<salutation>{part['salutation']}|{part['call']})"
    addressed = f"[^。，；：]{{0,20}}关于[^。，；：]{{4,60}}{part['notice_end']}"
    patterns = {
        "addressed": f"(?P<title>{addressed})(?P<salutation>{part['addressees']})(?P<body>.+)",
        "speech": f"{title}(?:{dated})?(?:{speaker}{part['no_name']})?{salutation}(?P<body>.*)",
        "dated": f"{title}(?P<dated>{part['dated']})(?P<body>[^。，；：！？].{{20,}})",
        "salutation": f"(?P<salutation>{part['salutation']})(?P<body>.+)",
        "name": f"[{part['surnames']}][\u4e00-\u9fff]{{1,2}}",
        "title": f"[^。，；：]{{2,60}}{part['title_end']}",
    }
    return {name: re.compile(pattern) for name, pattern in patterns.items()}


def heads(lines: Sequence[Line]) -> Iterator[Cut]:
    """Where the title, the date, the speaker and the salutation part from each other and from the text."""
    for i, line in enumerate(lines[:_HEAD]):
        found = [*_head(line)] if i == 0 else []
        yield from found or _salutation(line)


def _head(line: Line) -> Iterator[Cut]:
    reason = _("A title and a salutation were run together")
    for name in ("addressed", "speech", "dated"):
        found = _patterns()[name].match(line.folded)
        if found:
            yield from _parts(line, found, reason)
            if name == "dated":
                yield from _speaker(line, found.start("body"))
            return
    yield from _bare_title(line)


def _parts(line: Line, found: re.Match[str], reason: str) -> Iterator[Cut]:
    """Before each part that is there but the first; before the text only behind a colon."""
    for name, text in found.groupdict().items():
        start = found.start(name)
        if not text or not start or (name == "body" and line.folded[start - 1] == "！"):
            continue
        yield Cut(line.start + start, 0.94, reason)


def _salutation(line: Line) -> Iterator[Cut]:
    found = _patterns()["salutation"].match(line.folded)
    if found and len(found["body"]) >= _LEAST_BODY:
        reason = _("A salutation and the text were run together")
        yield Cut(line.start + found.start("body"), 0.94, reason)


def _speaker(line: Line, start: int) -> Iterator[Cut]:
    """A name between the date and the text: how long it is, the text must tell."""
    found = _patterns()["name"].match(line.folded, start)
    if not found:
        return
    best = best_seam(line.folded, [start + 2, start + 3])
    if best:
        yield Cut(line.start + best.place, 0.6, _("A name and the text seem to be run together"))


def _bare_title(line: Line) -> Iterator[Cut]:
    """A title with nothing but the text behind it."""
    found = _patterns()["title"].match(line.folded)
    if not found or len(line.folded) < _LEAST_LINE or not may_part(line.folded, found.end()):
        return
    best = best_seam(line.folded, [found.end()])
    if best and best.gain >= _TITLE_SEAM:
        yield Cut(line.start + best.place, 0.7, _("A title and the text seem to be run together"))


def may_part(folded: str, place: int) -> bool:
    """Whether one line may end and another begin at a place."""
    if not 0 < place < len(folded):
        return False
    before, after = folded[place - 1], folded[place]
    ends = is_han(before) or before in "”）》"
    opens = is_han(after) or after in "“《" or after.isdigit()
    return ends and opens and not open_pairs(folded[:place])


def best_seam(folded: str, places: Sequence[int], more: Mapping[int, float] | None = None) -> Seam | None:
    """The place at which a break makes the text likeliest.

    Args:
        folded: A line.
        places: Where it may be parted.
        more: What is added to the gain of some places.
    """
    if not places:
        return None
    language = Language.load()
    before = [folded[max(0, place - _SPAN) : place] for place in places]
    behind = [folded[place : place + _SPAN] for place in places]
    sides = [*zip(before, behind, strict=True)]
    scores = language.surprise_many([a + b for a, b in sides] + [f"{a}\n{b}" for a, b in sides])
    gains = [
        (float(one[len(a) :].sum() - two[len(a) :].sum()) + (more or {}).get(place, 0.0), place)
        for a, place, one, two in zip(before, places, scores[: len(sides)], scores[len(sides) :], strict=True)
    ]
    (gain, place), *others = sorted(gains, reverse=True)
    return Seam(place, gain, gain - others[0][0] if others else _LEAST_MARGIN)
