"""What a command says and writes: messages to stderr, data to stdout, reports to files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..files import write_atomically
from ..i18n import gettext as _
from ..model import UnwritableOutput, UsageError, reason_of
from ..reporting import Report, to_json
from ..reporting.marks import visible

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

REPORTS = (".json", ".html")


def messages(*, quiet: bool = False, shown: Callable[[str], str] | None = None) -> Console:
    """A console on stderr.

    Args:
        quiet: say nothing.
        shown: what a message is put through before it is printed.
    """
    from rich.console import Console  # noqa: PLC0415

    def put(one: Any) -> Any:
        """Names of files stand in messages, and a name may hold what steers a terminal."""
        return visible(shown(one) if shown else one) if isinstance(one, str) else one

    class Messages(Console):
        def print(self, *objects: Any, **options: Any) -> None:
            super().print(*map(put, objects), **options)

    return Messages(stderr=True, quiet=quiet, highlight=False, markup=False, emoji=False)


def data() -> Console:
    """A console on stdout."""
    from rich.console import Console  # noqa: PLC0415

    return Console(highlight=False, markup=False, emoji=False)


def print_data(text: str) -> None:
    """Text to stdout as UTF-8 with the line ends it has, on every system.

    Raises:
        UnwritableOutput: stdout cannot take it, but for a reader that went away.
    """
    stream = sys.stdout.buffer
    try:
        stream.write(text.encode("utf-8", "surrogatepass"))
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        message = _("The output cannot be written: {reason}.")
        raise UnwritableOutput(message.format(reason=reason_of(error))) from error


def print_table(table: RenderableType) -> None:
    """A table to stdout: as wide as the terminal, or as wide as it is in a pipe."""
    console = data()
    if console.is_terminal:
        console.print(table)
        return
    console.width = 10_000
    with console.capture() as captured:
        console.print(table)
    print_data("".join(line.rstrip() + "\n" for line in captured.get().splitlines()))


def read_input(name: str) -> bytes | str:
    """What `gongwen.read` takes: the bytes of stdin for `-`, else the path."""
    return sys.stdin.buffer.read() if name == "-" else name


def write_text(text: str, path: Path, *, overwrite: bool) -> None:
    """Text to a file as UTF-8."""
    with write_atomically(path, overwrite=overwrite) as file:
        file.write(text.encode("utf-8", "surrogatepass"))


def check_report(path: Path) -> None:
    """Refuse a report whose suffix names no form of it."""
    if path.suffix.lower() not in REPORTS:
        message = _("{path}: a report is a file ending in {suffixes}.")
        raise UsageError(message.format(path=path, suffixes=", ".join(REPORTS)))


def write_report(report: Report, path: Path, *, overwrite: bool) -> None:
    """The report as .json or as a page, by suffix."""
    if path.suffix.lower() == ".json":
        text = to_json(report)
    else:
        from ..reporting import html  # noqa: PLC0415

        text = html.render(report)
    write_text(text, path, overwrite=overwrite)


def listed(paths: Iterable[Path]) -> str:
    """Paths for a message."""
    return _(", ").join(str(path) for path in paths)


def is_terminal() -> bool:
    """Whether somebody watches stderr."""
    return sys.stderr.isatty()
