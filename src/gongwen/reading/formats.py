"""What a file is, by its content: its first bytes, the members of an archive, the tags of a page."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path, PurePath

from ..i18n import gettext as _
from ..model import Notice, UnsupportedFormat
from .datafiles import toml
from .limits import Archive, encrypted

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE2 = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_TYPES = "[Content_Types].xml"
_HEAD = 1024
_BOM_AND_BLANKS = b"\xef\xbb\xbf \t\r\n"
_PDF = re.compile(rb"%PDF-\d\.\d\s")
_WORD_XML = re.compile(rb"<(?:w:wordDocument|pkg:package)\b|<\?mso-application[^>]*Word\.Document")
_FLAT_ODF = re.compile(rb"<office:document\b")
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|meta)\b", re.I)
_BLANKS = re.compile(r"\s*")
_FRAGMENT = re.compile(r"<(?:div|p|table|section|article|span|center|font|h[1-6])\b[^<>]*>", re.I)
_DECLARED = re.compile(
    rb"""<(?:meta\b[^>]{0,200}?charset|\?xml\b[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w.:-]{2,20})""", re.I
)
_DECLARED_WITHIN = 4096
_HEADER_LINE = re.compile(rb"([A-Za-z][A-Za-z0-9-]*):|[ \t]")
_MAIL_HEADERS = frozenset((b"mime-version", b"content-type"))
_SENDING_HEADERS = frozenset((b"from", b"to", b"subject", b"date", b"received", b"message-id"))
_MAIL_SUFFIXES = (".eml", ".mht", ".mhtml")


class Format(StrEnum):
    """The formats that are read."""

    TEXT = "text"
    HTML = "html"
    DOCX = "docx"
    DOC = "doc"
    RTF = "rtf"
    PDF = "pdf"
    ODT = "odt"
    OFD = "ofd"
    MAIL = "mail"
    ZIP = "zip"


def suffixes() -> tuple[str, ...]:
    """The suffixes of files that are read."""
    return tuple(toml("magic.toml")["suffix"])


def is_slow(path: Path) -> bool:
    """Whether a file is of an old binary format, which another program has to open, for seconds."""
    try:
        with path.open("rb") as file:
            return file.read(len(_OLE2)) == _OLE2
    except OSError:
        return False


def recognise(data: bytes, name: str) -> Format:
    """The format of a file by its content; `TEXT` stands for pages too until they are decoded.

    Raises:
        UnsupportedFormat: a known format that is not read.
        UnreadableInput: an encrypted file.
        DamagedError: a broken archive.
    """
    if data.startswith(_ZIP):
        return _in_zip(data, name)
    if data.startswith(_OLE2):
        return _in_ole(data, name)
    head = data.lstrip(_BOM_AND_BLANKS)[:_HEAD]
    if head.startswith(b"{\\rtf"):
        return Format.RTF
    if head.startswith(b"%PDF-") or (_PDF.search(data, 0, _HEAD) and b"startxref" in data):
        return Format.PDF
    for entry in toml("magic.toml")["format"]:
        if head.startswith(bytes.fromhex(entry["prefix"])) and (not entry.get("binary") or b"\0" in head):
            raise _unsupported(name, entry["name"], entry["advice"])
    if head.startswith(b"<") and _FLAT_ODF.search(head):
        raise _unsupported(name, "OpenDocument", "word")
    if _is_mail(head, suffix_of(name)):
        return Format.MAIL
    return Format.DOC if head.startswith(b"<") and _WORD_XML.search(head) else Format.TEXT


def suffix_of(name: str) -> str:
    """The suffix in lower case, with its dot."""
    return PurePath(name).suffix.lower()


def suffix_notices(found: Format, name: str) -> tuple[Notice, ...]:
    """A notice where the suffix promises another format than the content is."""
    promised = toml("magic.toml")["suffix"].get(suffix_of(name))
    if promised in (None, found) or (promised == Format.HTML and found is Format.TEXT):
        return ()
    message = _("The name ends in {suffix}, but the file is {format} and was read as that.")
    return (Notice("format.suffix", message.format(suffix=suffix_of(name), format=called(found))),)


def called(found: Format) -> str:
    """What messages call a format."""
    return str(toml("magic.toml")["called"].get(found) or _("plain text"))


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


def _in_zip(data: bytes, name: str) -> Format:
    archive = Archive(data, name)
    members = archive.names()
    if "word/document.xml" in members:
        return Format.DOCX
    if "OFD.xml" in members:
        return Format.OFD
    if "content.xml" in members and b"opendocument.text" in (archive.get("mimetype") or b""):
        return Format.ODT
    types = archive.get(_TYPES) or b""
    if b"wordprocessingml.document.main" in types or b"wordprocessingml.template.main" in types:
        return Format.DOCX
    is_package = _TYPES in members
    if is_package and any(member.startswith("word/") for member in members):
        return Format.DOCX
    for entry in toml("magic.toml")["member"]:
        if any(member.startswith(entry["prefix"]) for member in members) and (
            is_package or "." in entry["prefix"]
        ):
            raise _unsupported(name, entry["name"], entry["advice"])
    return Format.ZIP


def _in_ole(data: bytes, name: str) -> Format:
    """Old Word and WPS files; other programs keep their files in the same container."""
    if _ENCRYPTED in data:
        raise encrypted(name)
    if "WordDocument".encode("utf-16-le") not in data:
        for entry in toml("magic.toml")["stream"]:
            if entry["name"].encode("utf-16-le") in data:
                raise _unsupported(name, entry["format"], entry["advice"])
    return Format.DOC


def _is_mail(head: bytes, suffix: str) -> bool:
    """Whether the file starts with the header of a mail: only `Name:` lines, those of mails among them."""
    names = set()
    for line in head.split(b"\n")[:-1] if len(head) == _HEAD else head.split(b"\n"):
        if not line.strip():
            break
        match = _HEADER_LINE.match(line)
        if match is None:
            return False
        names.add((match[1] or b"").lower())
    if suffix in _MAIL_SUFFIXES:
        return bool(names & (_MAIL_HEADERS | _SENDING_HEADERS))
    return bool(names & _MAIL_HEADERS) and len(names & (_MAIL_HEADERS | _SENDING_HEADERS)) > 1


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
