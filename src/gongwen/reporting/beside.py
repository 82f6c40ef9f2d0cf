"""The source with every change in its place, and beside each of its lines what became of it."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from ..model import Status
from .marks import LINE_END, core, spelled, visible
from .report import EditEntry, Report

Standing = Callable[[EditEntry], str]


class _Side:
    """The lines of one text as HTML, filled from left to right."""

    def __init__(self) -> None:
        self._number = 1
        self._lines: list[list[str]] = [[]]

    def put(self, html: str) -> None:
        """Add to the current line."""
        if html:
            self._lines[-1].append(html)

    def end_line(self) -> None:
        """Start the next line."""
        self._lines.append([])

    def take(self) -> str:
        """The lines so far as paragraphs with their numbers; the next one starts afresh."""
        paragraphs = "".join(
            f'<p data-n="{self._number + index}">{"".join(line) or "<br>"}</p>'
            for index, line in enumerate(self._lines)
        )
        self._number += len(self._lines)
        self._lines = [[]]
        return paragraphs


class _Rows:
    """Rows of source lines and result lines that belong together."""

    def __init__(self) -> None:
        self.source, self.result = _Side(), _Side()
        self._rows: list[str] = []

    def plain(self, text: str) -> None:
        """Add text that stays as it is; a row ends where a line of both ends."""
        first, *others = text.split("\n")
        self._put(first)
        for other in others:
            self.end_row()
            self._put(other)

    def _put(self, text: str) -> None:
        html = escape(visible(text))
        self.source.put(html)
        self.result.put(html)

    def end_row(self) -> None:
        """Start the next row."""
        source, result = self.source.take(), self.result.take()
        self._rows.append(
            f'<div class="row"><div class="was">{source}</div><div class="now">{result}</div></div>\n'
        )

    def __str__(self) -> str:
        self.end_row()
        return "".join(self._rows)


def rows(report: Report, standing: Standing) -> str:
    """The text of the page: source and result side by side, the edits marked in both.

    Args:
        report: The report.
        standing: What became of an edit, which is the class of its marks.
    """
    text = report["source"]["text"]
    found = _Rows()
    place = 0
    for number, edit in enumerate(report["edits"]):
        found.plain(text[place : edit["start"]])
        _put_edit(found, number, edit, standing(edit))
        place = edit["end"]
    found.plain(text[place:])
    return str(found)


def _put_edit(found: _Rows, number: int, edit: EditEntry, standing: str) -> None:
    head, gone, come, tail = core(edit)
    found.plain(head)
    opened = f'<span class="edit {standing}" data-edit="{number}"'
    reason = escape(visible(edit["reason"]))
    anchor = f'{opened} id="e{number}" tabindex="-1" title="{reason}">'
    noted = edit["status"] == Status.NOTED
    proposed = tagged("ins", spelled(come)) if not noted else ""
    _put_lines(found.source, gone, (anchor, f"{opened}>"), "mark" if noted else "del", proposed)
    if edit["status"] == Status.APPLIED:
        _put_lines(found.result, come, (f"{opened}>", f"{opened}>"), "ins", "")
    else:
        _put_lines(found.result, gone, (f"{opened}>", f"{opened}>"), "mark" if noted else "s", "", plain=True)
    found.plain(tail)


def _put_lines(
    side: _Side, text: str, opened: tuple[str, str], tag: str, behind: str, *, plain: bool = False
) -> None:
    """A piece of an edit, over as many lines as it has; `behind` stands in the last one."""
    lines = text.split("\n")
    for index, line in enumerate(lines):
        last = index == len(lines) - 1
        shown = visible(line) if plain else spelled(line) + ("" if last else LINE_END)
        inner = tagged(tag, shown) if not plain or tag == "mark" else escape(shown)
        side.put(opened[min(index, 1)] + inner + (behind if last else "") + "</span>")
        if not last:
            side.end_line()


def tagged(tag: str, text: str) -> str:
    """An element with a text, nothing where there is none."""
    return f"<{tag}>{escape(text)}</{tag}>" if text else ""
