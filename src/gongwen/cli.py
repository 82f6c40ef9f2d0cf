"""The command line: `gongwen convert`, `clean`, `check`, `styles`, `fonts`, `doctor`.

`main` is the whole process: it turns every outcome into an exit code and one line for the user. The
commands themselves are in `commands`; they are built at start, in the user's language.
"""

from __future__ import annotations

import gc
import gettext
import os
import signal
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import rich_click as click

from . import __version__
from .commands import check, clean, convert, doctor, fonts, styles
from .commands.options import Group, Session, help_config
from .i18n import gettext as _
from .i18n import language
from .model import GongwenError, reason_of

INTERNAL = 70
INTERRUPTED = 130
TERMINATED = 143
OBJECTS = 200_000
"""New ones after which the collector looks for circles: what is loaded at the start has none."""
ISSUES = "https://github.com/gongwen/gongwen/issues"


class Terminated(SystemExit):
    """The process was asked to end."""


def main() -> None:
    """The process behind the command `gongwen`."""
    gc.set_threshold(OBJECTS)
    _speak()
    with suppress(ValueError, AttributeError):  # not on this system, or not in the main thread
        signal.signal(signal.SIGTERM, _terminate)
    code = run(sys.argv[1:]) or _close_output()
    gc.freeze()  # or the collector looks through all of it at the end, for 0.1 s
    sys.exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run one command line; returns its exit code and prints at most one line about an error."""
    session = Session()
    try:
        code = build().main(list(arguments), "gongwen", standalone_mode=False, obj=session)
    except GongwenError as error:
        return _fail(str(error), error.exit_code)
    except click.ClickException as error:
        return _fail_usage(error)
    except (KeyboardInterrupt, click.Abort, Terminated) as error:
        return _fail(_("Interrupted."), TERMINATED if isinstance(error, Terminated) else INTERRUPTED)
    except BrokenPipeError:
        return 0
    except Exception as error:
        return _fail_unexpectedly(error, session)
    return code if isinstance(code, int) else 0


def build() -> click.RichGroup:
    """The commands, in the user's language."""

    @click.group(
        "gongwen",
        cls=Group,
        invoke_without_command=True,
        help=_("Clean up scraped Chinese official text and set it after GB/T 9704—2012, as Word and PDF."),
        context_settings={"help_option_names": ["-h", "--help"], "rich_help_config": help_config()},
    )
    @click.version_option(__version__, message="%(prog)s %(version)s", help=_("Show the version."))
    @click.pass_context
    def group(ctx: click.RichContext, /) -> None:
        if ctx.invoked_subcommand is None:
            click.echo(ctx.get_help())
            ctx.exit(GongwenError.exit_code)

    for module in (convert, clean, check, styles, fonts, doctor):
        group.add_command(module.command())
    return group


def _speak() -> None:
    """Let click's own messages come from our catalogue, in our language."""
    os.environ["LANGUAGE"] = language()
    gettext.bindtextdomain("gongwen", Path(__file__).parent / "locale")
    gettext.textdomain("gongwen")


def _terminate(_signal: int, _frame: object) -> NoReturn:
    raise Terminated(TERMINATED)


def _fail(message: str, code: int) -> int:
    from .reporting.marks import visible  # noqa: PLC0415  # not needed where all goes well

    with suppress(OSError):
        click.echo("gongwen: " + visible(" ".join(message.split())), err=True)
    return code


def _fail_usage(error: click.ClickException) -> int:
    message = error.format_message()
    context = getattr(error, "ctx", None)
    if context:
        message += " " + _("See: {command} --help").format(command=context.command_path)
    return _fail(message, int(error.exit_code))


def _fail_unexpectedly(error: Exception, session: Session) -> int:
    if session.verbose > 1:
        traceback.print_exception(error)
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    message = _("Something unexpected happened ({error} in {place}). Please report it, with the input: {url}")
    return _fail(message.format(error=type(error).__name__, place=place, url=ISSUES), INTERNAL)


def _close_output() -> int:
    """Flush what is left for stdout here, where a reader that went away or a full disk can be answered."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _fail(_("The output cannot be written: {reason}.").format(reason=reason_of(error)), 4)
    return 0


if __name__ == "__main__":
    main()
