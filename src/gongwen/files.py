"""Files are written under a temporary name in their own folder and then renamed: whole or not at all."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from .i18n import gettext as _
from .model import UnwritableOutput, reason_of

_PREFIX = ".gongwen-"


@contextmanager
def write_atomically(path: str | os.PathLike[str], *, overwrite: bool = True) -> Iterator[BinaryIO]:
    """A binary file that appears at `path` when the block ends without an error, and never in part.

    Raises:
        UnwritableOutput: the place cannot be written, or holds a file and `overwrite` is off.
    """
    target = Path(path)
    check_target(target, overwrite=overwrite)
    target = real(target)  # a link stays a link
    temporary = target.parent / f"{temporary_prefix()}{secrets.token_hex(4)}{target.suffix}"
    try:
        with temporary.open("xb") as file:
            yield file
        check_target(target, overwrite=overwrite)
        temporary.replace(target)
    except OSError as error:
        if error.filename not in (None, str(temporary)):
            raise  # some other file that the writer reads, such as a font
        raise _unwritable(path, error) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def check_target(path: str | os.PathLike[str], *, overwrite: bool) -> None:
    """Say now what would go wrong when `path` is written.

    Raises:
        UnwritableOutput: as for `write_atomically`.
    """
    target = Path(path)
    try:
        _check(target, overwrite)
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from error


def _check(target: Path, overwrite: bool) -> None:
    if target.is_dir():
        raise UnwritableOutput(_("{path} is a folder; name a file in it.").format(path=target))
    if target.exists():
        if not target.is_file():
            raise UnwritableOutput(_("{path} is not an ordinary file; name another one.").format(path=target))
        if not overwrite:
            raise UnwritableOutput(
                _("{path} exists already; give --force to replace it, or another name.").format(path=target)
            )
    folder = real(target).parent
    if not folder.is_dir():
        raise UnwritableOutput(_("The folder {path} does not exist; make it first.").format(path=folder))
    if not os.access(folder, os.W_OK | os.X_OK):
        raise UnwritableOutput(
            _("Nothing may be written into the folder {path}; choose another one.").format(path=folder)
        )


def make_folder(path: str | os.PathLike[str]) -> None:
    """Make a folder and those above it.

    Raises:
        UnwritableOutput: it cannot be made, or a file is in its place.
    """
    try:
        Path(path).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(path, error) from error


def sweep(folders: Iterable[Path], owners: Container[int]) -> None:
    """Remove what worker processes left under temporary names when they were killed.

    Args:
        folders: where to look.
        owners: the processes that started the workers.
    """
    for folder in folders:
        for leftover in folder.glob(f"{_PREFIX}*"):
            owner = leftover.name.removeprefix(_PREFIX).partition("-")[0]
            if owner.isdecimal() and int(owner) in owners:
                with suppress(OSError):
                    shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()


def real(path: Path) -> Path:
    """The path without links; one that leads to itself stays, of which `Path.resolve` makes an error."""
    return Path(os.path.realpath(path))


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def temporary_prefix() -> str:
    """How the temporary names of this process begin: with the process that started it, then itself."""
    return f"{_PREFIX}{os.getppid()}-{os.getpid()}-"


def is_temporary(name: str) -> bool:
    """Whether a file of this name is one that was never finished."""
    return name.startswith(_PREFIX)


def _unwritable(path: str | os.PathLike[str], error: Exception) -> UnwritableOutput:
    message = _("{path} cannot be written ({reason}); choose another place.")
    return UnwritableOutput(message.format(path=path, reason=reason_of(error)))
