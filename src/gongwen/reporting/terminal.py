"""The report in the terminal: what to look at first, what was changed in short."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ..i18n import gettext as _
from ..i18n import ngettext
from ..model import Level, Status
from .marks import LINE_END, core, is_known, level_of, rule_label, spelled, visible
from .report import EditEntry, Report

RULES = "https://github.com/gongwen/gongwen/blob/main/docs/rules.md"
"""What the rules mean."""
_CONTEXT = 14
_BESIDE_EXAMPLE = 6
_LONGEST = 24
_EXAMPLES = 3
_LINES_NAMED = 6
_SUGGESTIONS = 20


def render(report: Report, console: Console, *, full: bool = False) -> None:
    """Draw the report; with `full` every change on its own line instead of three a rule."""
    edits = report["edits"]
    text = report["source"]["text"]
    warn(report, console)
    parts: list[RenderableType] = []
    suggested = _of(edits, Status.SUGGESTED)
    if suggested:
        parts.append(Text(_suggested_title(len(suggested)), style="bold yellow"))
        parts += [_indented(places(suggested, text))] if full else _in_short(suggested, text)
    for title, chosen in (
        (_("Noted, nothing changed:"), _of(edits, Status.NOTED)),
        (_("Changed, likely right:"), [e for e in _of(edits, Status.APPLIED) if not _certain(e)]),
        (_("Changed, certain:"), [e for e in _of(edits, Status.APPLIED) if _certain(e)]),
    ):
        if chosen:
            parts.append(Text(title, style="bold"))
            parts.append(_indented(places(chosen, text) if full else _by_rule(chosen, text)))
    parts.append(Text(summary(report), style="bold"))
    for part in parts:
        console.print(part)


def warn(report: Report, console: Console) -> None:
    """Draw what is tied to no single place."""
    for warning in report["warnings"]:
        console.print(Text("! " + visible(warning["message"]), style="yellow"))


def lines(report: Report) -> Iterator[str]:
    """One line of text an edit, for pipes: line, status, place, rules and reason with tabs between them."""
    text = report["source"]["text"]
    for edit in report["edits"]:
        place = in_context(edit, text).plain
        rules, reason = (_on_one_line(part) for part in (",".join(edit["rules"]), edit["reason"]))
        yield "\t".join((str(edit["line"]), edit["status"], place, rules, reason))


def summary(report: Report) -> str:
    """One line of figures."""
    edits = report["edits"]
    return _("{changed} changed, {suggested} to look at, {noted} noted.").format(
        changed=len(_of(edits, Status.APPLIED)),
        suggested=len(_of(edits, Status.SUGGESTED)),
        noted=len(_of(edits, Status.NOTED)),
    )


def _in_short(suggested: Sequence[EditEntry], text: str) -> list[RenderableType]:
    """The suggestions, what is the same in several places once, and no more of them than a screen holds."""
    groups: dict[object, list[EditEntry]] = {}
    for edit in suggested:
        groups.setdefault((*edit["rules"], edit["reason"], *core(edit)[1:3]), []).append(edit)
    table = _place_table()
    for alike in list(groups.values())[:_SUGGESTIONS]:
        place = in_context(alike[0], text)
        if len(alike) > 1:
            place.append(
                "\n" + _("{rest} more; lines {lines}").format(rest=len(alike) - 1, lines=_lines_of(alike[1:]))
            )
        table.add_row(str(alike[0]["line"]), place, _reason(alike[0]))
    rest = sum(map(len, list(groups.values())[_SUGGESTIONS:]))
    if not rest:
        return [_indented(table)]
    more = _("{rest} more; see all of them with -v or --report FILE.html").format(rest=rest)
    return [_indented(table), Text(more + "\n", style="yellow")]


def places(edits: Iterable[EditEntry], text: str) -> Table:
    """A table of edits: line, the change in its context, the reason."""
    table = _place_table()
    for edit in edits:
        table.add_row(str(edit["line"]), in_context(edit, text), _reason(edit))
    return table


def _reason(edit: EditEntry) -> Text:
    """The reason, and the names of the rules; a terminal that can follow links leads to what they mean."""
    shown = Text(_on_one_line(edit["reason"]))
    for rule in edit["rules"]:
        name = visible(rule)
        shown.append(" ").append(name, style=f"dim link {RULES}#{name}" if is_known(rule) else "dim")
    return shown


def _place_table() -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", expand=True)
    table.add_column(_("Line"), justify="right", no_wrap=True, style="cyan")
    table.add_column(_("Place"), ratio=3, overflow="fold")
    table.add_column(_("Reason"), ratio=2, overflow="fold")
    return table


def in_context(edit: EditEntry, text: str, beside: int = _CONTEXT) -> Text:
    """A change in its context: `创新氛[-⏎]围`, `马[汰→太]效应`, `积极组[+织]开展`."""
    head, gone, come, tail = core(edit)
    start, end = edit["start"], edit["end"]
    before = text[max(0, start - beside) : start] + head
    after = tail + text[end : end + beside]
    shown = Text("…" if start > beside else "")
    shown.append(_on_one_line(before[-beside:]))
    shown.append_text(mark(gone, come, noted=edit["status"] == Status.NOTED))
    shown.append(_on_one_line(after[:beside]))
    if end + beside < len(text):
        shown.append("…")
    return shown


def mark(gone: str, come: str, *, noted: bool = False) -> Text:
    """The change itself in square brackets; it reads without colours too."""
    shown = Text("[")
    if noted:
        shown.append(_short(gone), style="yellow")
    else:
        if gone:
            shown.append("" if come else "-").append(_short(gone), style="red strike")
        if come:
            shown.append("→" if gone else "+").append(_short(come), style="bold green")
    return shown.append("]")


def _by_rule(edits: Sequence[EditEntry], text: str) -> Table:
    """A table of rules: how often, what, and a few examples."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False, expand=True)
    table.add_column(justify="right", no_wrap=True, style="cyan")
    table.add_column(ratio=2, overflow="fold")
    table.add_column(ratio=5, overflow="fold")
    rules = sorted(edits, key=lambda e: e["rules"])
    groups = [(key, list(found)) for key, found in groupby(rules, key=lambda e: e["rules"])]
    for names, found in sorted(groups, key=lambda group: -len(group[1])):
        label = _("; ").join(rule_label(name) for name in names)
        table.add_row(str(len(found)), label, _examples(found, text))
    return table


def _examples(edits: Sequence[EditEntry], text: str) -> Text:
    """Up to three changes that look different, each with its line."""
    shown = Text()
    seen: set[str] = set()
    for edit in edits:
        if len(seen) == _EXAMPLES:
            break
        change = in_context(edit, text, _BESIDE_EXAMPLE)
        if change.plain not in seen:
            seen.add(change.plain)
            shown.append("\n" if len(seen) > 1 else "")
            shown.append(_("line {line}: ").format(line=edit["line"]), style="dim").append_text(change)
    rest = len(edits) - len(seen)
    if rest:
        more = _("{rest} more; lines {lines}").format(rest=rest, lines=_lines_of(edits))
        shown.append("\n" + more, style="dim")
    return shown


def _lines_of(edits: Iterable[EditEntry]) -> str:
    """The first lines on which edits stand, each once."""
    numbers = list(dict.fromkeys(str(edit["line"]) for edit in edits))
    return _(", ").join(numbers[:_LINES_NAMED]) + (" …" if len(numbers) > _LINES_NAMED else "")


def _of(edits: Iterable[EditEntry], status: Status) -> list[EditEntry]:
    return [edit for edit in edits if edit["status"] == status]


def _certain(edit: EditEntry) -> bool:
    return level_of(edit) is Level.CERTAIN


def _suggested_title(count: int) -> str:
    return ngettext(
        "Please look at {count} place; it is left as it was:",
        "Please look at {count} places; they are left as they were:",
        count,
    ).format(count=count)


def _indented(table: Table) -> Padding:
    return Padding(table, (0, 0, 1, 2))


def _on_one_line(text: str) -> str:
    return visible(text.replace("\n", LINE_END))


def _short(text: str) -> str:
    """The text of a change, its middle left out where it is long."""
    if len(text) > _LONGEST:
        return _("{start} … {count} characters … {end}").format(
            start=spelled(text[:10]), count=len(text), end=spelled(text[-5:])
        )
    return spelled(text)
