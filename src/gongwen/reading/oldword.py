"""Old Word and WPS files (.doc .wps), through LibreOffice where it is, else through antiword or catdoc."""

from __future__ import annotations

from dataclasses import replace

from ..i18n import gettext as _
from ..model import Notice, Source, UnsupportedFormat
from . import office
from .limits import DamagedError, encrypted

_SECTOR = 64
"""Streams begin at multiples of this, small ones too."""
_FORMATS = {b"\xec\xa5": "MS Word 97", b"\xdc\xa5": "MS WinWord 6.0"}
_FLAGS, _ENCRYPTED = 11, 0x01
"""Where behind the mark it says that a password is needed (fEncrypted of the FIB)."""
_WORKS = "MatOST".encode("utf-16-le")
"""A stream of Microsoft Works, whose files end in .wps too."""


def read_doc(data: bytes, name: str) -> Source:
    """The text of an old Word file.

    LibreOffice makes a .docx of it, which is read as such: with automatic numbers, without deletions.
    antiword and catdoc know no automatic numbers; a notice says so.

    Raises:
        UnsupportedFormat: none of these programs is installed.
        DamagedError: the program could not read it.
        UnreadableInput: the file is encrypted.
    """
    is_xml = data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    read_as = "MS Word 2003 XML" if is_xml else _format(data, name)
    program, extractor = office.find_office(), office.find_extractor()
    try:
        if program:
            from .word import read_docx  # noqa: PLC0415

            made = office.to_docx(data, ".xml" if is_xml else ".doc", program, read_as=read_as)
            return replace(read_docx(made, name), encoding="doc")
        if extractor and not is_xml:
            return _extracted(office.extract(data, extractor), extractor)
    except office.ConversionError:
        raise DamagedError from None
    message = _(
        "{name} is an old Word or WPS file; save it as .docx, or install LibreOffice, which reads it."
    )
    raise UnsupportedFormat(message.format(name=name))


def _format(data: bytes, name: str) -> str:
    """LibreOffice's name of the format, by the mark that begins the text's stream, or an empty string.

    Raises:
        DamagedError: there is no such mark.
        UnreadableInput: the file is encrypted.
    """
    for mark, called in _FORMATS.items():
        place = data.find(mark)
        while place >= 0:
            if place % _SECTOR == 0:
                if place + _FLAGS < len(data) and data[place + _FLAGS] & _ENCRYPTED:
                    raise encrypted(name)
                return called
            place = data.find(mark, place + 1)
    if _WORKS in data:
        return ""
    raise DamagedError


def _extracted(data: bytes, extractor: str) -> Source:
    text = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\x0c", "\n").strip("\n")
    message = _(
        "Read by {program}: automatic numbers such as 一、 are lost; install LibreOffice to keep them."
    )
    return Source(
        text, encoding="doc", notices=(Notice("doc.numbers-lost", message.format(program=extractor)),)
    )
