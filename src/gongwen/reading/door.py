"""The front door of the reading room: anything with bytes in it to a `Source`.

The format is told by the content (`formats`), then its reader is imported: one module a format, each with a
function that takes the bytes and what messages call the file.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

from ..i18n import gettext as _
from ..model import Source, UnreadableInput
from .formats import Format, called, recognise, suffix_notices
from .limits import FILE, DamagedError, NestingError, TooLargeError, check_size, damaged, too_large

_READERS = {
    Format.TEXT: ("plain", "read_plain"),
    Format.DOCX: ("word", "read_docx"),
    Format.DOC: ("oldword", "read_doc"),
    Format.RTF: ("rtf", "read_rtf"),
    Format.PDF: ("pdf", "read_pdf"),
    Format.ODT: ("opendocument", "read_odt"),
    Format.OFD: ("ofd", "read_ofd"),
    Format.MAIL: ("mail", "read_mail"),
}


def read(source: str | os.PathLike[str] | bytes | BinaryIO, *, name: str | None = None) -> Source:
    """Read a file of any format that is known.

    An archive with one readable file in it is that file. A path may lead into an archive:
    `speeches.zip/2024/opening.docx`.

    Args:
        source: a path, the bytes themselves, or an open binary file.
        name: what the source is called in reports; default the path, `-` for bytes.

    Raises:
        UnreadableInput: missing, empty, damaged, encrypted, too large, or in no encoding that can be told.
        UnsupportedFormat: a format that is not read.
    """
    data, own_name = _load(source)
    name = own_name if name is None else name
    shown = _("The input") if name == "-" else name
    try:
        check_size(len(data))
        found = _read(data, shown)
    except TooLargeError:
        raise too_large(shown) from None
    return replace(found, name=name, size=len(data), sha256=hashlib.sha256(data).hexdigest())


def _read(data: bytes, name: str, *, inside: bool = False) -> Source:
    """Read what `data` is; `inside` an archive a further archive is not opened."""
    found = Format.ZIP
    try:
        found = recognise(data, name)
        if found is Format.ZIP:
            from .archive import only_member  # noqa: PLC0415

            member, content = only_member(data, name, inside=inside)
            return _read(content, f"{name}/{member}", inside=True)
        source = _reader(found)(data, name)
    except DamagedError:
        raise damaged(name, called(found)) from None
    except (NestingError, RecursionError):
        message = _("{name} nests deeper than any document does; it is not read.")
        raise UnreadableInput(message.format(name=name)) from None
    if not source.text.strip():
        raise UnreadableInput(_("{name} is empty; there is nothing to read.").format(name=name))
    if found is Format.TEXT:
        return source
    return replace(source, notices=suffix_notices(found, name) + source.notices)


def _reader(found: Format) -> Callable[[bytes, str], Source]:
    """The function that reads a format; only its module is imported."""
    module, function = _READERS[found]
    reader: Callable[[bytes, str], Source] = getattr(import_module(f".{module}", __package__), function)
    return reader


def _load(source: str | os.PathLike[str] | bytes | BinaryIO) -> tuple[bytes, str]:
    """The bytes and the name of a source; of a file that is too large only as many as show it."""
    if isinstance(source, (bytes, bytearray, memoryview)):
        return bytes(source), "-"
    if not isinstance(source, (str, os.PathLike)):
        name = getattr(source, "name", "-")
        return source.read(FILE + 1), name if isinstance(name, str) and not name.startswith("<") else "-"
    path = Path(source)
    try:
        with path.open("rb") as file:
            return file.read(FILE + 1), str(source)
    except (FileNotFoundError, NotADirectoryError):
        from .archive import member_of  # noqa: PLC0415

        if (content := member_of(path)) is not None:
            return content, str(source)
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
