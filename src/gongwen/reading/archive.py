"""Files in a .zip, which is a folder to `convert` and, with one readable file in it, that file to `read`."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from ..i18n import gettext as _
from ..model import UnsupportedFormat
from .formats import Format, recognise, suffix_of, suffixes
from .limits import FILE, Archive, DamagedError, TooLargeError, damaged, too_large

_SHOWN = 3
"""So many names stand in a message."""


def members(path: Path) -> tuple[list[str], list[str]] | None:
    """The files of an archive that are read and those that are not; None for what is no archive of files.

    Word, OpenDocument and OFD files are archives of another kind. What leads out of the archive (`..`, a
    drive), hides (a leading dot) or is an archive itself is not read.
    """
    try:
        data = _archive_bytes(path)
        if data is None:
            return None
        names = Archive(data, str(path)).names()
    except TooLargeError:
        return None  # reading it tells why
    readable = [name for name in names if _is_readable(name)]
    return readable, [name for name in names if name not in set(readable)]


def only_member(data: bytes, name: str, *, inside: bool = False) -> tuple[str, bytes]:
    """The one readable file of an archive, its name and bytes.

    Raises:
        UnsupportedFormat: there is none, or there are several, or the archive lies in another one.
    """
    archive = Archive(data, name)
    found = [] if inside else [member for member in archive.names() if _is_readable(member)]
    if len(found) == 1:
        return found[0], archive.read(found[0])
    if not found:
        message = _("{name} is an archive ({format}); unpack it first.")
        raise UnsupportedFormat(message.format(name=name, format="zip"))
    shown = _(", ").join(found[:_SHOWN]) + (" …" if len(found) > _SHOWN else "")
    message = _("{name} holds {count} files ({files}); unpack it, or convert all of it: {command}")
    raise UnsupportedFormat(
        message.format(name=name, count=len(found), files=shown, command=f"gongwen convert {name}")
    )


def member_of(path: Path) -> bytes | None:
    """The bytes at a path that leads into an archive (`a.zip/b.txt`), or None."""
    for folder in path.parents:
        try:
            if not folder.is_file():
                continue
            data = _archive_bytes(folder)
            member = path.relative_to(folder).as_posix()
            return None if data is None else Archive(data, str(folder)).get(member)
        except (OSError, ValueError):
            return None
        except DamagedError:
            raise damaged(str(folder), "zip") from None
        except TooLargeError:
            raise too_large(str(folder)) from None
    return None


def _archive_bytes(path: Path) -> bytes | None:
    """The bytes of an archive of files, None for anything else."""
    with path.open("rb") as file:
        if file.read(2) != b"PK":
            return None
        data = b"PK" + file.read(FILE - 2)
    try:
        return data if recognise(data, str(path)) is Format.ZIP else None
    except (DamagedError, UnsupportedFormat):
        return None


def _is_readable(member: str) -> bool:
    parts = PurePosixPath(member).parts
    is_safe = not member.startswith("/") and ":" not in member and "\0" not in member
    is_plain = not any(part.startswith((".", "~$", "__MACOSX")) for part in parts)
    return is_safe and is_plain and suffix_of(member) in suffixes() and suffix_of(member) != ".zip"
