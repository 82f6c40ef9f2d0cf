"""`gongwen check`: a finished .pdf or .docx against the layout standard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rich_click as click

from ..i18n import gettext as _
from ..model import GongwenError
from . import streams
from .options import Command

if TYPE_CHECKING:
    from ..checking import Verdict

BROKEN = 1


def command() -> click.Command:
    """The command, in the user's language."""

    @click.command(
        "check", cls=Command, help=_("Check finished .pdf and .docx files against GB/T 9704—2012.")
    )
    @click.argument("inputs", metavar="FILE…", nargs=-1, required=True, help=_("Files; - is stdin."))
    @click.option("--json", is_flag=True, help=_("Write the findings as one JSON object."))
    @click.option("-q", "--quiet", is_flag=True, help=_("Say nothing but errors."))
    @click.option("-v", "--verbose", count=True, metavar="", help=_("Show remarks too."))
    def check(*, inputs: tuple[str, ...], json: bool, quiet: bool, verbose: int) -> int:
        results = [_checked(name, alone=len(inputs) == 1 and not json) for name in inputs]
        if json:
            from ..checking.showing import to_json  # noqa: PLC0415

            streams.print_data(
                to_json([r if not isinstance(r, _Unread) else (r.name, str(r.error)) for r in results])
            )
        elif not quiet:
            _show([r for r in results if not isinstance(r, _Unread)], full=verbose > 0)
        unread = [r for r in results if isinstance(r, _Unread)]
        for missing in unread:
            click.echo(f"gongwen: {missing.error}", err=True)
        if unread:
            return max(r.error.exit_code for r in unread)
        return BROKEN if any(not r.conforms for r in results if not isinstance(r, _Unread)) else 0

    return check


class _Unread:
    """A file that could not be read, and why."""

    def __init__(self, name: str, error: GongwenError) -> None:
        self.name = name
        self.error = error


def _checked(name: str, *, alone: bool) -> Verdict | _Unread:
    from .. import api  # noqa: PLC0415

    try:
        return api.check(streams.read_input(name), name=name)
    except GongwenError as error:
        if alone:
            raise
        return _Unread(name, error)


def _show(verdicts: list[Verdict], *, full: bool) -> None:
    from ..checking.showing import render  # noqa: PLC0415

    console = streams.data()
    if not console.is_terminal:
        console.width = max(console.width, 100)
    for index, verdict in enumerate(verdicts):
        if index:
            console.print()
        render(verdict, console, full=full)
