"""What the commands share: options, their types, the look of help, the settings file under them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import rich_click as click

from ..i18n import gettext as _
from . import settings, wordlists

F = TypeVar("F", bound=Callable[..., Any])
Decorator = Callable[[Any], Any]


@dataclass
class Session:
    """What the process knows of the command that runs: how much it was asked to say."""

    verbose: int = 0


def help_config() -> dict[str, Any]:
    """The fixed words of the help pages."""
    return {
        "arguments_panel_title": _("Arguments"),
        "options_panel_title": _("Options"),
        "commands_panel_title": _("Commands"),
        "default_string": _("[default: {}]").replace("[", "\\["),
        "required_long_string": _("[required]").replace("[", "\\["),
        "show_arguments": True,
        "max_width": 100,
    }


class Group(click.RichGroup):
    """The commands together."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """The line of usage, its first word in the user's language."""
        _write_usage(self, ctx, formatter)


class Command(click.RichCommand):
    """A command whose defaults may stand in a settings file found upward from its input."""

    def invoke(self, ctx: click.Context) -> Any:
        """Fill in what the command line leaves open, then run."""
        _check_given(ctx)
        settings.fill(ctx, _place(ctx))
        return super().invoke(ctx)

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """The line of usage, its first word in the user's language."""
        _write_usage(self, ctx, formatter)


def _check_given(ctx: click.Context) -> None:
    """An empty input or name of a file is a variable of a script that was never set, not this folder."""
    for param in ctx.command.params:
        value = ctx.params.get(param.name or "")
        given = value if isinstance(value, tuple) else (value,)
        if "" in given and param.default != "":
            raise click.BadParameter(_("it is empty."), ctx, param)


def _write_usage(command: click.Command, ctx: Any, formatter: Any) -> None:
    pieces = " ".join(command.collect_usage_pieces(ctx))
    from rich_click.rich_help_rendering import get_rich_usage  # noqa: PLC0415  # 25 ms, for help alone

    get_rich_usage(formatter, ctx.command_path, pieces, prefix=_("Usage:"))


def _place(ctx: click.Context) -> Path:
    """Where the search for settings begins: at the first input, or here."""
    given = ctx.params.get("inputs") or (ctx.params.get("source"),)
    first = given[0]
    return Path.cwd() if first in (None, "-") else Path(first)


class FormatList(click.ParamType[tuple[str, ...]]):
    """Formats with commas between them: `docx,pdf`."""

    name = "formats"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """The formats in the order given, each once."""
        from ..outputs import FORMATS  # noqa: PLC0415

        if isinstance(value, tuple):
            return value
        names = [part.strip().lower().lstrip(".") for part in str(value).split(",")]
        for name in names:
            if name not in FORMATS:
                message = _("“{name}” is none of the formats {formats}.")
                self.fail(message.format(name=name, formats=", ".join(FORMATS)), param, ctx)
        return tuple(dict.fromkeys(names))


def all_formats(
    _ctx: click.Context, _param: click.Parameter, lists: Iterable[tuple[str, ...]]
) -> tuple[str, ...]:
    """The formats of an option that may be given several times, each once."""
    return tuple(dict.fromkeys(name for names in lists for name in names))


class WholeNumber(click.IntRange):
    """A whole number with a least value, called so in the user's language."""

    def __init__(self, least: int) -> None:
        super().__init__(min=least)
        self.name = _("whole number")


def with_options(command: F, *options: Decorator) -> F:
    """The command with options, which its help lists in this order."""
    for option in reversed(options):
        command = option(command)
    return command


def given_once(*names: str, **about: Any) -> Decorator:
    """An option that names a file: the first of two must not be passed over in silence."""
    return click.option(*names, multiple=True, callback=_only, **about)


def _only(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> str | None:
    if len(values) > 1:
        message = _("it is given {count} times; give it once.")
        raise click.BadParameter(message.format(count=len(values)), ctx, param)
    return values[0] if values else None


def repair_options(command: F) -> F:
    """`--level`, `--script`, `--reject`, `--uniform-masks`."""
    return with_options(
        command,
        click.option(
            "--level",
            type=click.Choice(["certain", "likely", "all"]),
            default="likely",
            show_default=True,
            help=_("The least sure repairs that are made; the others are only suggested."),
        ),
        click.option(
            "--script",
            type=click.Choice(["auto", "keep", "simplified"]),
            default="auto",
            show_default=True,
            help=_("Traditional to Simplified: where the text is Traditional, never, or always."),
        ),
        given_once(
            "--reject",
            metavar="FILE",
            help=_("Repairs that were refused: a decisions file, or a report; they are not made again."),
        ),
        click.option(
            "--uniform-masks",
            is_flag=True,
            help=_("Write all masked names and dates (xx, **, __) with the sign ×."),
        ),
    )


def word_options(command: F) -> F:
    """`--words`, `--untouched`, `--model`."""
    return with_options(
        command,
        click.option(
            "--words",
            multiple=True,
            type=wordlists.ListFile(),
            callback=wordlists.together,
            metavar="FILE",
            help=_("A list of words that no dictionary has (people, places, offices), one on each line."),
        ),
        click.option(
            "--untouched",
            multiple=True,
            type=wordlists.ListFile(),
            callback=wordlists.together,
            metavar="FILE",
            help=_("A list of phrases that no repair may change, one on each line."),
        ),
        click.option(
            "--model",
            default="",
            metavar="FILE",
            help=_("A masked language model (.onnx, vocab.txt beside it): a second opinion on doubts."),
        ),
    )


def common_options(command: F) -> F:
    """`--force`, `-q`, `-v`."""
    return with_options(
        command,
        click.option("--force", is_flag=True, help=_("Replace files that exist already.")),
        click.option("-q", "--quiet", is_flag=True, help=_("Say nothing but errors.")),
        click.option(
            "-v",
            "--verbose",
            count=True,
            metavar="",
            callback=_remember,
            help=_("Show every change; twice: where an unexpected error came from."),
        ),
    )


def _remember(ctx: click.Context, _param: click.Parameter, value: int) -> int:
    if isinstance(ctx.obj, Session):
        ctx.obj.verbose = value
    return value
