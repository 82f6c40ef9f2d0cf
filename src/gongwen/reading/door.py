"""The front door of the reading room: anything with bytes in it to a `Source`."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import replace
from pathlib import Path, PurePath
from typing import BinaryIO

from ..i18n import gettext as _
from ..model import Source, UnreadableInput
from .formats import Format, check_readable, declared_charset, is_page
from .text import decode_text

_HEADING_MARK = re.compile("^#{1,6}[ \\t]+", re.MULTILINE)
"""The marks of Markdown headings are no text."""


def read(source: str | os.PathLike[str] | bytes | BinaryIO, *, name: str | None = None) -> Source:
    """Read a text, HTML or Word file.

    Args:
        source: a path, the bytes themselves, or an open binary file.
        name: what the source is called in reports; default the path, `-` for bytes.

    Raises:
        UnreadableInput: missing, empty, damaged, encrypted, or in no encoding that can be told.
        UnsupportedFormat: a format that is not read.
    """
    data, own_name = _load(source)
    name = own_name if name is None else name
    found = _read(data, _("The input") if name == "-" else name)
    return replace(found, name=name, size=len(data), sha256=hashlib.sha256(data).hexdigest())


def _read(data: bytes, name: str) -> Source:
    if check_readable(data, name) is Format.DOCX:
        from .word import read_docx  # noqa: PLC0415  # lxml is not needed for texts

        return read_docx(data, name)
    decoded = decode_text(data, name, declared_charset(data))
    if is_page(decoded.text, PurePath(name).suffix.lower()):
        from .webpage import read_html  # noqa: PLC0415  # lxml is not needed for texts

        return read_html(decoded, name)
    if PurePath(name).suffix.lower() == ".md" and not decoded.damage:
        return replace(decoded, text=_HEADING_MARK.sub("", decoded.text))
    return decoded


def _load(source: str | os.PathLike[str] | bytes | BinaryIO) -> tuple[bytes, str]:
    """The bytes and the name of a source."""
    if isinstance(source, (bytes, bytearray, memoryview)):
        return bytes(source), "-"
    if not isinstance(source, (str, os.PathLike)):
        name = getattr(source, "name", "-")
        return source.read(), name if isinstance(name, str) and not name.startswith("<") else "-"
    path = Path(source)
    try:
        return path.read_bytes(), str(source)
    except FileNotFoundError:
        message = _("{name} does not exist; check the path.")
    except IsADirectoryError:
        message = _("{name} is a folder; give a file.")
    except PermissionError:
        message = (
            _("{name} is a folder; give a file.")
            if path.is_dir()
            else _("{name} may not be read; check its permissions.")
        )
    except (OSError, ValueError):
        message = _("{name} cannot be read; check the path and the disk.")
    raise UnreadableInput(message.format(name=source))
