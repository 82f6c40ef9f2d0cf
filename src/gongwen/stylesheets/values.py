"""The values of a style file: readers of single ones, and the places at which mistakes are named."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from ..i18n import gettext as _
from ..model import Cells, Length, Lines, StyleError, mm, pt

_LARGEST_RATIO = 100


@dataclass(frozen=True, slots=True)
class Place:
    """A key in a file, for messages."""

    path: Path
    text: str
    key: str

    def __truediv__(self, key: str) -> Place:
        return Place(self.path, self.text, f"{self.key}.{key}" if self.key else key)

    @property
    def where(self) -> str:
        """File and line of the key, or the file alone where a style that it extends has the key."""
        line = _line_of(self.text, self.key)
        return f"{self.path.name}:{line}" if line else self.path.name

    def error(self, message: str) -> StyleError:
        """The error at this key, with file and line."""
        return StyleError(f"{self.where}: {self.key}: {message}" if self.key else f"{self.where}: {message}")


def words(value: object, at: Place) -> str:
    """A text that is not empty."""
    if isinstance(value, str) and value:
        return value
    raise at.error(_("a text in quotes is wanted."))


def _whole(value: object, at: Place) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
        return value
    raise at.error(_("a whole number from 1 on is wanted."))


def _ratio(value: object, at: Place) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < _LARGEST_RATIO:
        return float(value)
    raise at.error(_("a number greater than 0 is wanted, such as 0.8."))


def _several(leaf: Callable[[object, Place], Any], example: str) -> Callable[[object, Place], Any]:
    """A reader of arrays whose every entry is such a leaf."""

    def read(value: object, at: Place) -> Any:
        if isinstance(value, list):
            return tuple(leaf(entry, at) for entry in value)
        raise at.error(_("a list is wanted, such as {example}.").format(example=example))

    return read


def _yes_no(value: object, at: Place) -> bool:
    if isinstance(value, bool):
        return value
    raise at.error(_("true or false is wanted."))


def _measure(units: Mapping[str, Callable[[float], Any]], example: str) -> Callable[[object, Place], Any]:
    """A reader of texts such as "37 mm" in one of the units."""

    def read(value: object, at: Place) -> Any:
        parts = value.split() if isinstance(value, str) else []
        if len(parts) == 2 and parts[1] in units:
            try:
                number = float(parts[0])
            except ValueError:
                number = float("nan")
            if abs(number) < 10_000:  # neither NaN nor infinite
                return units[parts[1]](number)
        raise at.error(
            _('a text with a number and a unit ({units}) is wanted, such as "{example}".').format(
                units=", ".join(units), example=example
            )
        )

    return read


def choice(enum: type[StrEnum]) -> Callable[[object, Place], Any]:
    """A reader of the values of an enumeration."""
    values = [member.value for member in enum]

    def read(value: object, at: Place) -> Any:
        if value in values:
            return enum(value)
        raise at.error(
            _("“{value}” is not possible{hint}; possible are: {values}.").format(
                value=value, hint=near(str(value), values), values=", ".join(values)
            )
        )

    return read


def near(word: str, known: Mapping[str, Any] | list[str]) -> str:
    """The known word that looks like this one, as a question; nothing without such."""
    close = difflib.get_close_matches(word, list(known), n=1)
    return _(" (did you mean “{word}”?)").format(word=close[0]) if close else ""


_LENGTH = _measure({"mm": mm, "pt": pt}, "37 mm")
LEAVES: dict[object, Callable[[object, Place], Any]] = {
    str: words,
    int: _whole,
    float: _ratio,
    bool: _yes_no,
    Length: _LENGTH,
    tuple[Length, ...]: _several(_LENGTH, '["0.35 mm"]'),
    tuple[str, ...]: _several(words, '["部长"]'),
    Cells: _measure({"cells": Cells}, "2 cells"),
    Lines: _measure({"lines": Lines}, "1 lines"),
}


def _line_of(text: str, key: str) -> int | None:
    """The line on which a key or its table stands, counted from 1."""
    table = ""
    found = None
    for number, line in enumerate(text.splitlines(), 1):
        stripped = line.strip()
        if stripped.startswith("["):
            table = stripped.strip("[]").split("]")[0].replace('"', "").strip()
            path = table
        elif "=" in stripped and not stripped.startswith("#"):
            own = stripped.split("=", 1)[0].strip().strip('"')
            path = f"{table}.{own}" if table else own
        else:
            continue
        if path == key:
            return number
        if found is None and key.startswith(f"{path}."):
            found = number
    return found
