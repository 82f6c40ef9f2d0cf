"""`--meta FILE`: a TOML file of elements."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

from ..i18n import gettext as _
from ..model import Given, MetadataError, placed, reason_of
from .elements import of_mapping


def load(path: str | os.PathLike[str]) -> Given:
    """The elements that a TOML file gives.

    Raises:
        MetadataError: the file cannot be read, is no TOML, or holds an unknown key or a wrong value; the
            message names the line.
    """
    name = Path(path).name
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        message = _("{file}: cannot be read: {error}")
        raise MetadataError(message.format(file=path, error=reason_of(error))) from error
    return of_toml(text, name)


def of_toml(text: str, name: str, first_line: int = 1) -> Given:
    """The elements of TOML text whose first line has that number in the file of that name."""
    try:
        values = tomllib.loads(quoted_keys(text))
    except tomllib.TOMLDecodeError as error:
        told = re.sub(r"line (\d+)", lambda m: f"line {int(m[1]) + first_line - 1}", str(error))
        message = _("{file}: not valid TOML: {error}")
        raise MetadataError(message.format(file=name, error=placed(told))) from error
    lines = text.split("\n")
    return of_mapping(values, lambda key: _place(key, lines, name, first_line))


def quoted_keys(text: str) -> str:
    """TOML wants Han keys in quotes; nobody should need to know that."""
    return re.sub(r"(?m)^([ \t]*)([\u4e00-\u9fff]{1,20})(?=[ \t]*=)", r'\1"\2"', text)


def _place(key: str, lines: list[str], name: str, first_line: int) -> str:
    """`file:line` of a key."""
    shape = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.\]]|\s*\[\s*[\"']?{re.escape(key)}")
    for number, line in enumerate(lines, first_line):
        if shape.match(line):
            return f"{name}:{number}"
    return name
