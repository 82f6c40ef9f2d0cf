"""`boilerplate.line`: what a web page leaves between the lines of a text.

What of a page stands among the lines is judged in `pagelines`, by patterns of `data/residue.toml`; what
stands inside a line in `glued`. A line goes with its break, never all lines of a text; what only may be
the page's is suggested. Where the site says that it shows only a part, that is noted.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from ...i18n import gettext as _
from ...i18n import language as messages_in
from ...model import Change
from ..lines.lines import Line, lines_of
from ..stage import Context
from .glued import glued
from .pagelines import judge

RULE, TRUNCATED = "boilerplate.line", "end.truncated"
_DOUBTFUL = 0.6


def find(text: str, context: Context) -> list[Change]:
    """Lines that belong to the page and not to the text, and what of a page stands inside the lines."""
    lines = lines_of(text)
    found = judge(lines)
    kinds = found.kinds
    if len(kinds) == len(lines):
        return []
    changes = [_change(text, lines, kinds, i, _CONFIDENCE[kind]) for i, kind in sorted(kinds.items())]
    taken = len(kinds) + sum(last - first + 1 for first, last in found.doubtful)
    if taken < len(lines):
        changes += [_cut(text, lines, kinds, *span) for span in found.doubtful]
    inside = list(glued([line for i, line in enumerate(lines) if i not in kinds], text))
    changes += [change for _kind, change in inside]
    return changes + _truncations(lines, kinds, [c for kind, c in inside if kind == "preview"])


def _change(text: str, lines: Sequence[Line], kinds: dict[int, str], index: int, sure: float) -> Change:
    start, end = _span(text, lines, kinds, index)
    return Change(start, end, "", RULE, sure, _reason(kinds[index]))


def _cut(text: str, lines: Sequence[Line], kinds: dict[int, str], first: int, last: int) -> Change:
    """A suggestion to take lines out; where only residue follows, its breaks go with the residue."""
    start = text.rfind("\n", 0, lines[first].start) + 1
    end = text.find("\n", lines[last].end) + 1
    ends = all(k in kinds for k in range(last + 1, len(lines)))
    end = lines[last].end if ends or not end else end
    reason = _("This may be part of the page around the text")
    return Change(start, end, "", RULE, _DOUBTFUL, reason)


def _truncations(lines: Sequence[Line], kinds: dict[int, str], inside: Sequence[Change]) -> list[Change]:
    """A note on the last character of what is shown before a notice that the rest is not."""
    notes = []
    for index in (i for i, kind in kinds.items() if kind == "preview"):
        end = next((lines[k].end for k in range(index - 1, -1, -1) if k not in kinds), 0)
        notes += [_truncation(end, lines[index].text)] if end else []
    shown = {
        change.start: line for change in inside for line in lines if line.start < change.start < line.end
    }
    return notes + [_truncation(place, line.text[place - line.start :]) for place, line in shown.items()]


def _truncation(end: int, notice: str) -> Change:
    reason = _("The site says here that it shows a part only: {notice}").format(notice=notice)
    return Change(end - 1, end, "", TRUNCATED, _CONFIDENCE["preview"], reason, note=True)


def _span(text: str, lines: Sequence[Line], kinds: dict[int, str], index: int) -> tuple[int, int]:
    """The line with its break: the one behind it, or the one before where only residue follows."""
    start = text.rfind("\n", 0, lines[index].start) + 1
    end = text.find("\n", lines[index].end)
    end = len(text) if end < 0 else end
    if all(k in kinds for k in range(index, len(lines))) and start:
        return start - 1, end
    return start, min(end + 1, len(text))


_CONFIDENCE = {
    "tool": 0.99,
    "count": 0.98,
    "editor": 0.97,
    "link": 0.97,
    "source": 0.96,
    "date": 0.96,
    "notice": 0.97,
    "advert": 0.96,
    "preview": 0.99,
    "caption": 0.93,
    "code": 0.97,
    "record": 0.94,
    "file": 0.96,
    "menu": 0.94,
    "contact": 0.95,
}


def _reason(kind: str) -> str:
    return _reasons(messages_in())[kind]


@lru_cache(maxsize=2)
def _reasons(_language: str) -> dict[str, str]:
    return {
        "tool": _("A button or label of the web page"),
        "count": _("A visitor count of the web page"),
        "editor": _("Who edited the web page"),
        "link": _("A link to another page"),
        "source": _("Where and when the web page was published"),
        "date": _("Where and when the web page was published"),
        "notice": _("A notice of the site, not of the text"),
        "advert": _("An advertisement of the site"),
        "preview": _("The site showed a part of the text only"),
        "caption": _("The caption of a picture that is not here"),
        "code": _("A piece of the program or markup of the page"),
        "record": _("What the site records of the document"),
        "file": _("What the site records of the document"),
        "menu": _("A menu of the site"),
        "contact": _("Where the site can be reached"),
    }
