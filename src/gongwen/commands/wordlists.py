"""The user's words and the phrases not to be touched: tables of the settings file, and lists in files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import rich_click as click

from ..i18n import gettext as _
from ..model import GongwenError, UsageError, reason_of

TABLES = {
    "words": ("people", "places", "offices", "phrases", "files"),
    "untouched": ("phrases", "files"),
}
"""The tables and their keys, each a list of texts; those of `files` are paths of lists."""
_FILES = "files"
Complaint = Callable[[str, str], UsageError]
"""Makes an error out of a key of the settings file and what is wrong with it."""


class ListFile(click.ParamType[frozenset[str]]):
    """A file with a word or phrase on each line; what follows a # is a remark."""

    name = "file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> frozenset[str]:
        """What the file lists."""
        try:
            return value if isinstance(value, frozenset) else read(Path(value))
        except UsageError as error:
            self.fail(str(error), param, ctx)


def read(path: Path) -> frozenset[str]:
    """The lines of a list in any encoding, without remarks.

    Raises:
        UsageError: It cannot be read.
    """
    from ..api import read as read_  # noqa: PLC0415

    try:
        text = read_(data).text if (data := path.read_bytes()).strip() else ""
    except (OSError, GongwenError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else error
        message = _("the list {path} cannot be read: {reason}")
        raise UsageError(message.format(path=path, reason=reason)) from error
    return frozenset(line.partition("#")[0].strip() for line in text.splitlines()) - {""}


def of_table(name: str, table: Mapping[str, Any], folder: Path, complain: Complaint) -> frozenset[str]:
    """All words of a table and of the files that it names, relative to a folder.

    Raises:
        UsageError: A value is no list of texts, or a file cannot be read.
    """
    found: set[str] = set()
    for key, values in table.items():
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise complain(
                f"{name}.{key}", _("{what} is wanted.").format(what=_("a list of texts in quotes"))
            )
        try:
            found.update(*([read(folder / value) for value in values] if key == _FILES else [values]))
        except UsageError as error:
            raise complain(f"{name}.{key}", str(error)) from error
    return frozenset(word.strip() for word in found) - {""}


def together(_ctx: click.Context, _param: click.Parameter, lists: Iterable[frozenset[str]]) -> frozenset[str]:
    """The words of several lists."""
    return frozenset[str]().union(*lists)
