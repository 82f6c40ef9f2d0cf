"""Defaults out of `gongwen.toml`: one table a command, its keys the long options.

Beside them `[repair]` for what all commands that repair have in common, and the tables of `wordlists`.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import rich_click as click
from click.core import ParameterSource

from ..files import real
from ..i18n import gettext as _
from ..model import UsageError, reason_of
from . import wordlists

NAME = "gongwen.toml"
REPAIR = "repair"
SHARED = ("level", "script", "uniform-masks", "model")
"""What the table `[repair]` may hold; a command's own table prevails."""
_COMMAND_LINE_ONLY = frozenset(
    {"help", "output", "directory", "report", "decisions", "reject", "meta", "force", "json", "diff"}
)


def fill(ctx: click.Context, start: Path) -> None:
    """Set the parameters that the command line leaves open from the settings file, if there is one.

    Raises:
        UsageError: the file is no TOML, or holds an unknown key or a wrong value.
    """
    path = find(start)
    if path is None:
        return
    tables = _read(path)
    _check(path, tables, _commands(ctx))
    for name in (REPAIR, ctx.info_name or ""):
        _take(path, name, tables.get(name, {}), ctx)
    for name in wordlists.TABLES:
        if name in tables and name in ctx.params:
            listed = wordlists.of_table(name, tables[name], path.parent, partial(_wrong, path))
            ctx.params[name] = ctx.params[name] | listed


def _check(path: Path, tables: Mapping[str, Any], commands: Mapping[str, click.Command]) -> None:
    """Every table and key must be known, also those of other commands."""
    known = {name: tuple(_keys(command)) for name, command in commands.items()}
    known |= {REPAIR: SHARED} | wordlists.TABLES
    for name, table in tables.items():
        if name not in known:
            raise _unknown(path, name, known)
        if not isinstance(table, dict):
            raise _wrong(path, name, _("a table [{key}] is wanted here.").format(key=name))
        for key in table:
            if key not in known[name]:
                raise _unknown(path, f"{name}.{key}", [f"{name}.{k}" for k in known[name]])


def _take(path: Path, name: str, table: Mapping[str, Any], ctx: click.Context) -> None:
    """Set the parameters that the table gives and the command line leaves open."""
    options = _keys(ctx.command)
    for key, value in table.items():
        param = options.get(key)  # a command that repairs nothing has no options of [repair]
        if param and param.name and ctx.get_parameter_source(param.name) is ParameterSource.DEFAULT:
            ctx.params[param.name] = _value(path, f"{name}.{key}", param, value, ctx)


def _commands(ctx: click.Context) -> Mapping[str, click.Command]:
    """All commands by name, for a settings file has a table for each."""
    group = ctx.parent.command if ctx.parent else None
    return group.commands if isinstance(group, click.Group) else {str(ctx.info_name): ctx.command}


def find(start: Path) -> Path | None:
    """The settings file in the folder of `start` or the nearest one above it."""
    try:
        place = real(start)
        for folder in (place, *place.parents):
            path = folder / NAME
            if path.is_file():
                return path
    except (OSError, ValueError):
        return None  # what is wrong with the input is said when it is read
    return None


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        told = reason_of(error)
        raise UsageError(_("{file}: not valid TOML: {error}").format(file=path, error=told)) from error
    except OSError as error:
        told = reason_of(error)
        raise UsageError(_("{file}: cannot be read: {error}").format(file=path, error=told)) from error


def _keys(command: click.Command) -> dict[str, click.Option]:
    """What may stand in the table of a command: its long options, but not those for one run."""
    options = [param for param in command.params if isinstance(param, click.Option)]
    keys = {max(option.opts, key=len).lstrip("-"): option for option in options}
    barred = _COMMAND_LINE_ONLY | wordlists.TABLES.keys()
    return {key: option for key, option in keys.items() if option.name not in barred}


def _value(path: Path, key: str, param: click.Option, value: Any, ctx: click.Context) -> Any:
    """The value as the option has it; a relative path is relative to the settings file."""
    if isinstance(value, list) and not param.multiple:
        value = ",".join(map(str, value))
    wanted = bool if param.is_flag else int if param.count or isinstance(param.type, click.IntRange) else str
    if param.multiple:
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise _wrong(path, key, _("{what} is wanted.").format(what=_("a list of texts in quotes")))
    elif not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
        names = {bool: _("true or false"), int: _("a whole number"), str: _("a text in quotes")}
        raise _wrong(path, key, _("{what} is wanted.").format(what=names[wanted]))
    if (param.name == "style" and str(value).endswith(".toml")) or (param.name == "model" and value):
        value = str(path.parent / str(value))
    try:
        return param.process_value(ctx, value)
    except click.BadParameter as error:
        raise _wrong(path, key, error.message) from error


def _wrong(path: Path, key: str, message: str) -> UsageError:
    return UsageError(f"{path}: {key}: {message}")


def _unknown(path: Path, key: str, known: Iterable[str]) -> UsageError:
    close = difflib.get_close_matches(key, list(known), n=1)
    hint = _(" (did you mean “{word}”?)").format(word=close[0]) if close else ""
    message = _("unknown key{hint}; allowed are: {keys}.").format(hint=hint, keys=", ".join(known))
    return _wrong(path, key, message)
