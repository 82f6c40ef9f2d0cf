"""Verdicts for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ..i18n import gettext as _
from ..i18n import ngettext
from .rulebook import rules
from .verdict import FORMAT, LEVELS, Finding, Verdict, entry_of

_STYLES = {"error": "bold red", "warning": "yellow", "info": "dim"}


def to_json(results: Sequence[Verdict | tuple[str, str]]) -> str:
    """The object of `--json`; a file that could not be read is its name and the reason."""
    files = [_entry(r) if isinstance(r, Verdict) else {"name": r[0], "error": r[1]} for r in results]
    return json.dumps({"format": FORMAT, "files": files}, ensure_ascii=False, indent=1) + "\n"


def _entry(verdict: Verdict) -> dict[str, Any]:
    counts = {level: len(verdict.of(level)) for level in LEVELS}
    return {
        "name": verdict.name,
        "kind": verdict.kind,
        "layout": verdict.layout,
        "margins": verdict.margins,
        "conforms": verdict.conforms,
        "counts": {
            "checked": len(verdict.passed) + len(verdict.broken),
            "passed": len(verdict.passed),
            "broken": len(verdict.broken),
            "not_applicable": len(verdict.not_applicable),
            **counts,
        },
        "findings": [entry_of(finding) for finding in verdict],
        "passed": list(verdict.passed),
        "not_applicable": list(verdict.not_applicable),
    }


def render(verdict: Verdict, console: Console, *, full: bool = False) -> None:
    """Draw one verdict: a line that says all, then the findings by level; information only with `full`."""
    console.print(Text(verdict.name, style="bold") + Text("  ") + headline(verdict), soft_wrap=True)
    console.print(Text("  " + _basis(verdict), style="dim"), soft_wrap=True)
    for level in LEVELS:
        found = verdict.of(level)
        if found and (full or level != "info"):
            console.print(Text("  " + _title(level), style=_STYLES[level]))
            console.print(Padding(_table(found), (0, 0, 0, 4)))
    hidden = len(verdict.of("info"))
    if hidden and not full:
        message = ngettext(
            "{count} remark more; see it with -v", "{count} remarks more; see them with -v", hidden
        )
        console.print(Text("  " + message.format(count=hidden), style="dim"))


def headline(verdict: Verdict) -> Text:
    """Whether the file conforms, and how much there is to say."""
    errors, warnings = len(verdict.of("error")), len(verdict.of("warning"))
    if errors:
        text = ngettext(
            "does not conform: {count} rule broken", "does not conform: {count} rules broken", errors
        )
        return Text(text.format(count=errors), style="bold red")
    if warnings:
        text = ngettext("conforms, {count} point to look at", "conforms, {count} points to look at", warnings)
        return Text(text.format(count=warnings), style="bold green")
    return Text(_("conforms"), style="bold green")


def _basis(verdict: Verdict) -> str:
    """What the file was taken for and how many rules were held against it."""
    checked = len(verdict.passed) + len(verdict.broken)
    text = _("taken for: {layout}; margins: {margins}; {checked} rules checked, {passed} kept")
    return text.format(
        layout=_layouts()[verdict.layout],
        margins=_margins(verdict.margins),
        checked=checked,
        passed=len(verdict.passed),
    )


def _layouts() -> dict[str, str]:
    return {
        "general": _("official document"),
        "letter": _("letter (信函)"),
        "order": _("order (命令)"),
        "minutes": _("minutes (纪要)"),
        "speech": _("speech"),
        "plain": _("document without letterhead"),
    }


def _margins(name: str) -> str:
    if name == "9704":
        return _("GB/T 9704 (37/35/28/26 mm)")
    if name == "33476.2":
        return _("GB/T 33476.2 (34.58/32.58/28/26 mm)")
    return _("neither GB/T 9704 nor GB/T 33476.2")


def _title(level: str) -> str:
    return {
        "error": _("Errors (the standard demands it)"),
        "warning": _("Warnings (the standard asks for it in general)"),
        "info": _("Remarks (recommended, custom)"),
    }[level]


def _table(findings: Sequence[Finding]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False, expand=False)
    table.add_column(no_wrap=True, style="cyan")
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for finding in findings:
        table.add_row(finding.rule, where(finding), _what(finding))
    return table


def where(finding: Finding) -> str:
    """Page or paragraph."""
    if finding.page is not None:
        return _("page {number}").format(number=finding.page)
    if finding.place and finding.place.paragraph:
        return _("paragraph {number}").format(number=finding.place.paragraph)
    return _("the file")


def _what(finding: Finding) -> Text:
    """What the rule asks, then what was found and wanted and where."""
    shown = Text(rules()[finding.rule].title)
    shown.append(f"  [{finding.clause}]", style="dim")
    text = _("found {found}, wanted {wanted}").format(found=finding.found, wanted=finding.wanted)
    shown.append("\n" + text)
    for part in _rest(finding):
        shown.append(part, style="dim")
    return shown


def _rest(finding: Finding) -> Iterator[str]:
    if finding.place and finding.place.text and finding.place.text not in finding.found:
        yield "  " + _("at “{text}”").format(text=finding.place.text)
    if finding.count > 1:
        yield "  " + _("{count} times").format(count=finding.count)
