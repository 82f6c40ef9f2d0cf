"""What a file is, by its content: a Word file, a page, a text, or something to refuse by name."""

from __future__ import annotations

import io
import re
import zipfile
from enum import Enum, auto

from ..i18n import gettext as _
from ..model import UnreadableInput, UnsupportedFormat
from .datafiles import toml

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE2 = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HEAD = 1024
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|meta)\b", re.I)
_BLANKS = re.compile(r"\s*")
_FRAGMENT = re.compile(r"<(?:div|p|table|section|article|span|center|font|h[1-6])\b[^<>]*>", re.I)


_DECLARED = re.compile(
    rb"""<(?:meta\b[^>]{0,200}?charset|\?xml\b[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w.:-]{2,20})""", re.I
)
_DECLARED_WITHIN = 4096


class Format(Enum):
    """The formats that are read."""

    TEXT = auto()
    HTML = auto()
    DOCX = auto()


def check_readable(data: bytes, name: str) -> Format | None:
    """Tell a Word file, refuse what is known to be no text; None is for texts and pages.

    Raises:
        UnsupportedFormat: a known format that is not read.
        UnreadableInput: a broken or encrypted Word file.
    """
    if data.startswith(_ZIP):
        return _check_zip(data, name)
    if data.startswith(_OLE2) and _ENCRYPTED in data:
        raise UnreadableInput(_("{name} is encrypted; save it without a password first.").format(name=name))
    head = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:_HEAD]
    for entry in toml("magic.toml")["format"]:
        if head.startswith(bytes.fromhex(entry["prefix"])) and (not entry.get("binary") or b"\0" in head):
            raise _unsupported(name, entry["name"], entry["advice"])
    return None


def is_page(text: str, suffix: str) -> bool:
    """Whether a text is an HTML page: a document by its first tag, or a fragment where the suffix agrees.

    Without a suffix (bytes, a stream) a fragment is told by its first tag alone.
    """
    start = _behind_remarks(text)
    if _PAGE.match(text, start):
        return True
    if suffix in (".html", ".htm", ".shtml", ".xhtml"):
        return "<" in text and ">" in text
    return not suffix and _FRAGMENT.match(text, start) is not None


def _behind_remarks(text: str) -> int:
    """Where the first thing stands that is neither white space nor an XML declaration nor a remark."""
    place = 0
    while True:
        place = _BLANKS.match(text, place).end()  # type: ignore[union-attr]  # matches nothing at least
        closing = "-->" if text.startswith("<!--", place) else "?>" if text.startswith("<?", place) else ""
        end = text.find(closing, place) if closing else -1
        if end < 0:
            return place
        place = end + len(closing)


def declared_charset(data: bytes) -> str:
    """The charset that the markup declares, or an empty string."""
    match = _DECLARED.search(data, 0, _DECLARED_WITHIN)
    return match[1].decode("ascii") if match else ""


def _check_zip(data: bytes, name: str) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        message = _("{name} is a damaged Word file or archive; open it in Word and save it anew.")
        raise UnreadableInput(message.format(name=name)) from None
    if any(member.startswith("word/") for member in members):
        return Format.DOCX
    for entry in toml("magic.toml")["member"]:
        if any(member.startswith(entry["prefix"]) for member in members):
            raise _unsupported(name, entry["name"], entry["advice"])
    raise _unsupported(name, "zip", "unpack")


def _unsupported(name: str, what: str, advice: str) -> UnsupportedFormat:
    if advice == "word":
        message = _("{name} is a {format} file, which is not read; save it as .docx or .txt first.")
    elif advice == "text":
        message = _(
            "{name} is a {format} file, which is not read; copy its text into a .txt or .docx file first."
        )
    elif advice == "unpack":
        message = _("{name} is an archive ({format}); unpack it first.")
    else:
        message = _("{name} is not a document ({format}); give a text, Word or HTML file.")
    return UnsupportedFormat(message.format(name=name, format=what))
