"""`paragraph.split`: paragraphs that lost the break between them.

A heading behind a stop is set off where its number is the one that the headings at line starts are short
of, or where the numbers count up from one; a title, a salutation (`seams`) or a heading (`headings`) is
parted from what was glued to it. Less plain seams are suggested. Where the source lost its breaks
(`unbroken`), what counts up behind stops is hardly ever a list within a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ...i18n import gettext as _
from ...model import Change, Level
from ..lines.lines import Regime, layout_of
from ..stage import Context
from . import seams
from .cuts import divided, origin
from .headings import run_into_text
from .numbering import SERIES, Heading, Series, Standing, headings, item, runs
from .unbroken import Unbroken, unbroken

RULE = "paragraph.split"
_LEAST_APART = 30
"""Characters of text between two headings."""
_LEAST_ITEM = 10
"""Characters of an item where nothing speaks for a list within a paragraph."""
_LEAST_RUN, _SURE_RUN = 2, 3
"""How many headings that count up are a series, and how many are a sure one without any at a line start."""
_STOP = re.compile("[。！？]")
_INDENT = re.compile(
    "[\u3000 \u00a0\u2003]"  # first what few places have: what stands before is asked of these alone
    "(?:(?<=[^\n\u3000]\u3000)\u3000{1,3}"
    "|(?<=[^\n\u3000][ \u00a0])[ \u00a0]{3,7}"
    "|(?<=[^\n\u3000]\u2003)\u2003)"
    "(?=[^\\s\u3000])"
)
_BEHIND_STOP = frozenset("。！？：；”")
_FEWEST_INDENTS = 3
_INDENTED = 0.9
"""Part of all gaps in lines that must stand behind stops, to be taken for indents of lost paragraphs."""


def find(text: str, context: Context) -> list[Change]:
    """Breaks to be put in; where those that are made let others be seen, these too."""
    lost = unbroken(text, context.source.text)
    made: dict[int, Change] = {}
    while True:
        cuts = sorted(made)
        found = [
            replace(c, start=place, end=place)
            for c in _once(divided(text, cuts), lost)
            if (place := origin(c.start, cuts)) not in made
        ]
        sure = {c.start: c for c in found if Level.of(c.confidence) >= Level.LIKELY}
        if not sure:
            return sorted([*made.values(), *found], key=lambda change: change.start)
        made |= sure


def _once(text: str, lost: Unbroken) -> list[Change]:
    """The breaks that can be seen at first sight, one at a place."""
    layout = layout_of(text)
    lines = layout.lines
    changes = [_break(cut.place, cut.confidence, cut.reason) for cut in seams.heads(lines)]
    if layout.regime is Regime.FREE:
        changes += [_break(cut.place, cut.confidence, cut.reason) for cut in run_into_text(lines)]
    for series in SERIES:
        found = list(headings(lines, series, lost))
        changes += [*_missing(found), *_glued(found, series)]
    changes += _indents(text)
    surest = sorted(changes, key=lambda change: change.confidence)
    return list({change.start: change for change in surest}.values())


def _break(place: int, confidence: float, reason: str) -> Change:
    return Change(place, place, "\n", RULE, confidence, reason)


def _indents(text: str) -> Iterator[Change]:
    """Indents within lines: paragraphs that were run together and kept what they began with."""
    places = [found.start() for found in _INDENT.finditer(text)]
    behind_stops = sum(text[place - 1] in _BEHIND_STOP for place in places)
    if behind_stops < max(_FEWEST_INDENTS, _INDENTED * len(places)):
        return
    for place in places:
        confidence = 0.97 if text[place - 1] in _BEHIND_STOP else 0.7
        yield _break(place, confidence, _("An indent stands within a line: a paragraph began there"))


def _missing(found: Sequence[Heading]) -> Iterator[Change]:
    """Numbers behind a stop: likely headings where they fit between those at line starts."""
    stops = [h for h in found if h.standing in (Standing.LINE, Standing.STOP)]
    if not any(heading.opens_line for heading in stops):
        return
    for i, heading in enumerate(stops):
        if heading.opens_line:
            continue
        before, after = stops[i - 1] if i else None, stops[i + 1] if i + 1 < len(stops) else None
        fits = before is not None and before.number == heading.number - 1 and before.opens_line
        goes_on = after is not None and after.number == heading.number + 1 and after.opens_line
        apart = before is not None and heading.start - before.start >= _LEAST_APART
        if fits and goes_on and apart:
            yield _break(
                heading.start, 0.95, _("The heading that the numbers are short of stands behind a stop")
            )
        elif fits and apart:
            yield _break(heading.start, 0.7, _("A heading number stands behind a stop"))


def _glued(found: Sequence[Heading], series: Series) -> Iterator[Change]:
    """Numbers behind stops that count up, with items too long for a list within a paragraph."""
    plain = [heading for heading in found if not heading.quoted]
    for run in _one_series(runs(_followed(plain)), series):
        inline = [(heading, item(run, i)) for i, heading in enumerate(run) if not heading.opens_line]
        if len(run) < _LEAST_RUN or not inline or (run[0].number != 1 and not _is_unbroken(run)):
            continue
        long = [_is_long(text, run, series) for _heading, text in inline]
        if not any(long):
            continue
        confidence = 0.93 if all(long) and _is_whole(run) else 0.7
        for heading, _text in inline:
            yield _break(heading.start, confidence, _("Headings that count up were run together"))


def _followed(found: Sequence[Heading]) -> list[Heading]:
    """Without the ones behind a colon or a heading that no two behind a stop follows."""
    loose = (Standing.COLON, Standing.HEADING)
    return [
        heading
        for heading, after in zip(found, [*found[1:], None], strict=False)
        if heading.standing not in loose
        or heading.number > 1
        or (after is not None and after.number == heading.number + 1)
    ]


def _one_series(found: list[list[Heading]], series: Series) -> list[list[Heading]]:
    """The runs; where numbers do not begin anew, all of them as one, or none if they do."""
    if series.restarts or len(found) < 2 or (not series.gaps and all(map(_is_unbroken, found))):
        return found
    rising = [heading for run in found for heading in run]
    return [rising] if series.gaps and all(a.number < b.number for a, b in pairwise(rising)) else []


def _is_unbroken(run: Sequence[Heading]) -> bool:
    return all(heading.unbroken for heading in run)


def _is_long(text: str, run: Sequence[Heading], series: Series) -> bool:
    """Whether an item is none of a list; one below a heading or of a text without breaks hardly is.

    In such a text, too, news quote lists in mid-paragraph: （一）坚持…。（二）坚持….
    """
    stops = len(_STOP.findall(text))
    if run[0].standing is Standing.HEADING:
        return len(text) >= _LEAST_ITEM
    if _is_unbroken(run):
        bracketed = run[0].rest[0] == "（" and run[0].standing is Standing.STOP
        listed = bracketed and stops < series.sentences
        return len(text) >= _LEAST_ITEM and not listed
    return len(text) >= series.least and stops >= series.sentences


def _is_whole(run: Sequence[Heading]) -> bool:
    """Whether the series is long enough to be sure of, or what stands before it makes it so."""
    return len(run) >= _SURE_RUN or any(h.standing in (Standing.LINE, Standing.HEADING) for h in run)
