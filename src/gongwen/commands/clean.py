"""`gongwen clean`: the repaired text, or what was changed in it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from ..files import check_target, real
from ..i18n import gettext as _
from ..model import UnwritableOutput, UsageError
from ..reporting import Report, build, to_json
from . import streams
from .options import Command, common_options, given_once, repair_options, word_options

if TYPE_CHECKING:
    from rich.console import Console


def command() -> click.Command:
    """The command, in the user's language."""

    @click.command("clean", cls=Command, help=_("Repair a text and write it to stdout or a file, as UTF-8."))
    @click.argument("source", metavar="IN", help=_("A file; - is stdin."))
    @given_once("-o", "--output", metavar="OUT", help=_("The file to write; default: stdout."))
    @click.option(
        "--json", is_flag=True, help=_("Write the whole report as one JSON object instead of the text.")
    )
    @click.option("--diff", is_flag=True, help=_("Write every change in its context instead of the text."))
    @repair_options
    @word_options
    @common_options
    def clean(
        *,
        source: str,
        output: str | None,
        json: bool,
        diff: bool,
        force: bool,
        quiet: bool,
        verbose: int,
        **how: Any,
    ) -> None:
        if json and diff:
            raise UsageError(_("Give either --json or --diff, not both."))
        target = Path(output) if output and output != "-" else None
        if target:
            _check(target, source, force)
        report = _report(source, how)
        if diff and not target and sys.stdout.isatty():
            _show(report, streams.data())
        else:
            _write(_text(report, json=json, diff=diff), target, force)
        if not (quiet or diff):
            _show(report, streams.messages(), full=verbose > 0)

    return clean


def _check(target: Path, source: str, force: bool) -> None:
    if source != "-" and real(target) == real(Path(source)):
        raise UnwritableOutput(_("{path} is the input itself; name another file.").format(path=target))
    check_target(target, overwrite=force)


def _report(source: str, how: Mapping[str, Any]) -> Report:
    from ..api import parse, read, repair  # noqa: PLC0415

    repaired = repair(read(streams.read_input(source)), **how)
    document = parse(repaired)
    return build(repaired, document, document.notices)


def _text(report: Report, *, json: bool, diff: bool) -> str:
    if json:
        return to_json(report)
    if diff:
        from ..reporting import terminal  # noqa: PLC0415

        return "".join(line + "\n" for line in terminal.lines(report))
    return report["result"]["text"]


def _write(text: str, target: Path | None, force: bool) -> None:
    if target:
        streams.write_text(text, target, overwrite=force)
    else:
        streams.print_data(text)
        if sys.stdout.isatty() and not text.endswith("\n"):
            streams.print_data("\n")  # else the summary follows in the text's last line


def _show(report: Report, console: Console, *, full: bool = True) -> None:
    from ..reporting import terminal  # noqa: PLC0415

    if full:
        terminal.render(report, console, full=True)
    elif report["edits"] or report["warnings"]:
        terminal.warn(report, console)
        console.print(terminal.summary(report), style="bold")
