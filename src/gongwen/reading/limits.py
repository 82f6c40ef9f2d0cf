"""Bounds for hostile files: how much is read, and how much of an archive is unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence

from ..i18n import gettext as _
from ..model import UnreadableInput

MIB = 1024 * 1024
FILE = 256 * MIB
"""The largest input that is read, in bytes."""
PART = 64 * MIB
"""The largest member of an archive that is unpacked, in bytes."""
TOTAL = 256 * MIB
"""The most that is unpacked of one archive, in bytes."""
RATIO = 250
"""A larger member that shrank to less than one part in so many is a bomb: real parts reach 60."""
RATIO_FROM = 8 * MIB
MARKUP = 6_000_000
"""The most tags and attributes of a tree: they take some hundreds of megabytes."""
PAGE_MARKUP = 1_500_000
"""The same for a page of the web, whose elements take the longer to read."""
MEMBERS = 20_000
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1


class DamagedError(Exception):
    """The file is not what its first bytes promise."""


class NestingError(Exception):
    """What stands in the file nests deeper than any document does."""


class TooLargeError(Exception):
    """The file, or what unfolds from it, is more than memory can bear."""


def encrypted(name: str) -> UnreadableInput:
    """The error for a file that only its password opens."""
    return UnreadableInput(_("{name} is encrypted; save it without a password first.").format(name=name))


def damaged(name: str, what: str) -> UnreadableInput:
    """The error for a file of the format `what` that cannot be understood."""
    message = _("{name} is a damaged {format} file; open it in its own program and save it anew.")
    return UnreadableInput(message.format(name=name, format=what))


def too_large(name: str) -> UnreadableInput:
    """The error for a file that is, or unfolds to, more than memory can bear."""
    message = _("{name} is, or unfolds to, more than can be read ({limit} MB); split it first.")
    return UnreadableInput(message.format(name=name, limit=FILE // MIB))


def check_size(size: int) -> None:
    """Refuse a file that is too large.

    Raises:
        TooLargeError: it is.
    """
    if size > FILE:
        raise TooLargeError


def check_markup(data: bytes | str, most: int = MARKUP) -> None:
    """Refuse markup whose tree would fill the memory: tags and attributes take more of it than their text.

    Raises:
        TooLargeError: there is too much of it.
    """
    count = (
        data.count(b"<") + data.count(b"=") if isinstance(data, bytes) else data.count("<") + data.count("=")
    )
    if count > most:
        raise TooLargeError


class Archive:
    """A zip file, of which no more is unpacked than memory can bear."""

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        self._left = TOTAL
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            raise DamagedError from None
        if len(self._zip.infolist()) > MEMBERS:
            raise TooLargeError
        codec = _codec_of_names(self._zip.infolist())
        named = ((_name(info, codec), info) for info in self._zip.infolist())
        self._members = {name: info for name, info in named if not name.endswith("/")}

    def names(self) -> list[str]:
        """The members in the order of the archive, without folders."""
        return list(self._members)

    def size(self, member: str) -> int:
        """What a member says its size is, in bytes."""
        return self._members[member].file_size

    def get(self, member: str) -> bytes | None:
        """The bytes of a member, None where there is none of that name."""
        return self.read(member) if member in self._members else None

    def read(self, member: str) -> bytes:
        """The bytes of a member.

        Raises:
            UnreadableInput: it is encrypted.
            TooLargeError: it is a bomb, or more than is unpacked.
            DamagedError: it is missing or damaged.
        """
        info = self._members.get(member)
        if info is None:
            raise DamagedError(member)
        if info.flag_bits & _ENCRYPTED:
            raise encrypted(self._name)
        limit = min(PART, self._left)
        is_bomb = info.file_size > RATIO_FROM and info.file_size > RATIO * max(1, info.compress_size)
        if is_bomb or info.file_size > limit:
            raise TooLargeError
        try:
            with self._zip.open(info) as stream:
                data = stream.read(limit + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError):
            raise DamagedError(member) from None
        if len(data) > limit:
            raise TooLargeError
        self._left -= len(data)
        return data


def _name(info: zipfile.ZipInfo, codec: str) -> str:
    """The name of a member, with the slashes that some programs write the other way round."""
    raw = _raw_name(info)
    return (info.orig_filename if raw is None else raw.decode(codec, "replace")).replace("\\", "/")


def _raw_name(info: zipfile.ZipInfo) -> bytes | None:
    """The bytes of a name that is not marked as UTF-8; None for one that is.

    They are those of the file: on Windows `zipfile` turns backslashes, of which some are halves of Han.
    """
    if info.flag_bits & _UTF8_NAME:
        return None
    try:
        return info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return None


def _codec_of_names(infos: Sequence[zipfile.ZipInfo]) -> str:
    """The encoding of unmarked names: Windows in China writes GBK and does not say so.

    Short names in GBK may be valid UTF-8 by chance, but then of two bytes a character, which no Han has.
    """
    names = b"\n".join(name for info in infos if (name := _raw_name(info)) is not None)
    for codec in ("utf-8", "gb18030", "big5hkscs"):
        try:
            text = names.decode(codec)
        except UnicodeDecodeError:
            continue
        if codec != "utf-8" or text.isascii() or max(text) > "\u07ff":
            return codec
    return "cp437"
