"""Labels and dates that a web page writes above and below a text, told from those that the text has itself.

来源：, 主办：, 时间： or a date on a line of its own are content as often as not. They belong to the page
only where something stands beside them, or on their own line, that no text has.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..lines.lines import Line
from ..lines.shapes import has_shape
from .pagewords import Patterns, patterns, settings

_NO_WITNESS = "caption"
"""The kind of residue that says nothing about the lines beside it."""


@lru_cache(maxsize=1)
def _labels() -> Patterns:
    return patterns(settings()["metadata"])


@lru_cache(maxsize=8)
def _sign(name: str) -> re.Pattern[str]:
    return re.compile(settings()["witness"][name])


def label_kind(line: Line) -> str | None:
    """The kind of page label that a line looks like."""
    return _labels().kind_of(line.folded)


@dataclass(frozen=True, slots=True)
class PageLabels:
    """Lines that look like labels of the page: those that are, and those that may be."""

    sure: dict[int, str]
    doubtful: dict[int, str]


def page_labels(lines: Sequence[Line], kinds: Mapping[int, str], edges: Sequence[int]) -> PageLabels:
    """Judge the labels among the lines at the edges, given the kinds of the sure residue."""
    looks = {i: kind for i in edges if i not in kinds and (kind := label_kind(lines[i]))}
    sure: dict[int, str] = {}
    doubtful: dict[int, str] = {}
    for run in _runs(looks, kinds):
        labels = {i: looks[i] for i in run if i in looks}
        if _has_sibling(lines, labels, kinds) or _dates_a_signature(lines, run, labels):
            continue
        known = _known(run, labels, kinds) if _has_witness(lines, run, labels, kinds) else set()
        sure |= {i: kind for i, kind in labels.items() if i in known}
        doubtful |= {i: kind for i, kind in labels.items() if i not in known}
    return PageLabels(sure, doubtful)


def _known(run: Sequence[int], labels: Mapping[int, str], kinds: Mapping[int, str]) -> set[int]:
    """The labels of a run with a witness, without contacts that no line above says to be the site's."""
    found: set[int] = set()
    owner = False
    for i in run:
        kind = labels.get(i) or kinds[i]
        owner = owner or kind == "notice"
        if i in labels and (owner or kind != "contact"):
            found.add(i)
    return found


def _runs(looks: Mapping[int, str], kinds: Mapping[int, str]) -> list[list[int]]:
    """Stretches of lines that are residue or look like labels, with at least one label in each."""
    runs: list[list[int]] = []
    for i in sorted(looks.keys() | kinds.keys()):
        if runs and runs[-1][-1] == i - 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    return [run for run in runs if any(i in looks for i in run)]


def _has_witness(
    lines: Sequence[Line], run: Sequence[int], labels: Mapping[int, str], kinds: Mapping[int, str]
) -> bool:
    """Whether the run has something that no text has."""
    if any(i in kinds and kinds[i] != _NO_WITNESS for i in run):
        return True
    written = [lines[i].folded for i in labels]
    if any(_sign("page").match(label) for label in written):
        return True
    if any(_sign("both").fullmatch(label) for label in written):
        return True
    published = any(_sign("medium").fullmatch(label) for label in written)
    return published and ("editor" in labels.values() or any(map(_sign("time").fullmatch, written)))


def _has_sibling(lines: Sequence[Line], labels: Mapping[int, str], kinds: Mapping[int, str]) -> bool:
    """Whether a label of the text stands in a row with those of the run: then all are the text's."""
    others = {k for i in labels for k in (i - 1, i + 1)} - labels.keys() - kinds.keys()
    return any(
        _sign("any" if k - 1 in labels else "content").fullmatch(lines[k].folded)
        for k in others
        if 0 <= k < len(lines)
    )


def _dates_a_signature(lines: Sequence[Line], run: Sequence[int], labels: Mapping[int, str]) -> bool:
    """Whether the run opens with a date of its own below a short line that signs, issues or adopts."""
    if labels.get(run[0]) != "date" or not run[0]:
        return False
    above = lines[run[0] - 1]
    signed = has_shape("signature", above.folded) or _sign("issued").fullmatch(above.folded) is not None
    return not above.stops and (signed or run[-1] == len(lines) - 1)


def only_title(lines: Sequence[Line], kinds: Mapping[int, str]) -> int | None:
    """The line that says how the text was titled elsewhere, where no line above it stays."""
    for i, line in enumerate(lines):
        if i not in kinds:
            return None
        if _sign("title").match(line.folded):
            return i
    return None
