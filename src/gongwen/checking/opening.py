"""Bytes of what is to be checked."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

from ..i18n import gettext as _
from ..model import UnreadableInput


def load(source: str | os.PathLike[str] | bytes | BinaryIO, name: str | None = None) -> tuple[bytes, str]:
    """The bytes and the name of a file: the one given, its path, or `-`.

    Raises:
        UnreadableInput: It is missing, empty, a folder, or may not be read.
    """
    data, own_name = _read(source)
    name = own_name if name is None else name
    if not data:
        raise UnreadableInput(_("{name} is empty; there is nothing to read.").format(name=name))
    return data, name


def _read(source: str | os.PathLike[str] | bytes | BinaryIO) -> tuple[bytes, str]:
    if isinstance(source, bytes | bytearray | memoryview):
        return bytes(source), "-"
    if not isinstance(source, str | os.PathLike):
        name = getattr(source, "name", "-")
        return source.read(), name if isinstance(name, str) and not name.startswith("<") else "-"
    try:
        return Path(source).read_bytes(), str(source)
    except (FileNotFoundError, NotADirectoryError):
        message = _("{name} does not exist; check the path.")
    except IsADirectoryError:
        message = _("{name} is a folder; give a file.")
    except PermissionError:
        folder = Path(source).is_dir()
        message = (
            _("{name} is a folder; give a file.")
            if folder
            else _("{name} may not be read; check its permissions.")
        )
    except (OSError, ValueError):
        message = _("{name} cannot be read; check the path and the disk.")
    raise UnreadableInput(message.format(name=source))
