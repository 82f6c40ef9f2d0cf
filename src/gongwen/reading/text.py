"""Bytes of a text file to text: encoding, line ends, what could not be decoded."""

from __future__ import annotations

import re
from dataclasses import replace

from ..charsets.decoding import STAND_IN, Decoded, decode
from ..i18n import gettext as _
from ..model import Damage, Notice, Source, UnreadableInput
from .detecting import UnknownEncodingError, Verdict, detect, split_bom
from .mixed import decode_lines, may_be_mixed, voters

_UTF8_PROOF = 20
"""Continuation bytes from which valid UTF-8 needs no further proof."""
_TEXT_MODE = b"\r\n"
"""Side by side these are no UTF-16 line end: a program put CR before every byte 0A, inside characters too."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_CONTROL_BYTE = re.compile(_CONTROL.pattern.encode())
_CONTROL_SHARE, _FEW_CONTROLS = 20, 3
"""More control characters than these few and than one in so many characters: not a text."""


def decode_text(data: bytes, name: str, declared: str = "") -> Source:
    """Decode the bytes of a text file.

    Args:
        data: the whole file.
        name: what errors call it.
        declared: the charset that its markup declares; a weak hint.

    Returns:
        The text with LF as line end and U+FFFD for each piece that could not be decoded, its encoding,
        damage and notices.

    Raises:
        UnreadableInput: no text, or in no encoding that can be told.
    """
    claimed, body = split_bom(data)
    if not body.strip():
        raise UnreadableInput(_("{name} is empty; there is nothing to read.").format(name=name))
    plain = _as_plain_utf8(body) if claimed in ("", "utf-8") else None
    if plain is not None:
        return replace(_source(Decoded(plain, []), 0, name), encoding=_label("utf-8", claimed))
    bom = len(data) - len(body)
    mended = claimed.startswith("utf-16") and _TEXT_MODE in body
    if mended:
        body = body.replace(_TEXT_MODE, b"\n")
    sample = voters(body)
    verdict = Verdict("utf-8") if sample is None else _verdict(sample, claimed, declared, name)
    decoded, others = decode(body, verdict.encoding), set[str]()
    if may_be_mixed(body, decoded, verdict.encoding):
        decoded, others = decode_lines(body, verdict.encoding)
    notices = _notices(verdict, others)
    if mended:
        message = _("The line ends had been changed as if the file were not UTF-16; this was undone.")
        notices += (Notice("encoding.line-ends", message),)
    source = _source(decoded, bom, name)
    return replace(source, encoding=_label(verdict.encoding, claimed), notices=notices + source.notices)


def _as_plain_utf8(body: bytes) -> str | None:
    """The text, if it is UTF-8 beyond doubt or ASCII that hides nothing."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if "\0" in text:
        return None
    if len(text) == len(body):
        return text if "~{" not in text and "\x1b" not in text else None
    return text if len(body) - len(text) >= _UTF8_PROOF else None


def _verdict(body: bytes, claimed: str, declared: str, name: str) -> Verdict:
    try:
        return detect(body, claimed, declared)
    except UnknownEncodingError as error:
        rival = str(error)
        if rival:
            message = _("{name} looks like text in {encoding}, which is not read; save it as UTF-8 first.")
        elif _is_binary(len(_CONTROL_BYTE.findall(body)), len(body)):
            message = _("{name} is a binary file, not a text; give a text, Word or HTML file.")
        else:
            message = _(
                "{name} is in no encoding that can be told; save it as UTF-8 in the program that wrote it."
            )
        raise UnreadableInput(message.format(name=name, encoding=rival)) from None


def _is_binary(controls: int, length: int) -> bool:
    """Whether so many control characters or bytes tell that a file is no text."""
    return controls > length / 2 or controls > max(_FEW_CONTROLS, length / _CONTROL_SHARE)


def _label(encoding: str, claimed: str) -> str:
    return "utf-8-sig" if encoding == claimed == "utf-8" else encoding


def _notices(verdict: Verdict, others: set[str]) -> tuple[Notice, ...]:
    notices = []
    if verdict.second_opinion:
        message = _("The encoding was taken for {encoding}, but might be {other}; please look at the text.")
    else:
        message = _("The encoding was taken for {encoding}, but the text is short or odd; please look at it.")
    if verdict.doubtful:
        fields = {"encoding": verdict.encoding, "other": verdict.second_opinion}
        notices.append(Notice("encoding.doubtful", message.format(**fields)))
    if others:
        message = _(
            "Some lines are in another encoding than the rest ({encoding}) and were read as {others}."
        )
        fields = {"encoding": verdict.encoding, "others": ", ".join(sorted(others))}
        notices.append(Notice("encoding.mixed", message.format(**fields)))
    return tuple(notices)


def _source(decoded: Decoded, bom: int, name: str) -> Source:
    """The text with LF as line end, its damage in bytes of the file with its byte order mark, and notices."""
    text = decoded.text
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise UnreadableInput(_("{name} is empty; there is nothing to read.").format(name=name))
    notices: tuple[Notice, ...] = ()
    controls = len(_CONTROL.findall(text))
    if _is_binary(controls, len(text)):
        raise UnreadableInput(
            _("{name} is a binary file, not a text; give a text, Word or HTML file.").format(name=name)
        )
    if controls:
        message = _("The text holds {count} control characters (such as NUL).")
        notices = (Notice("text.control", message.format(count=controls)),)
    places = [m.start() for m in re.finditer(STAND_IN, text)] if decoded.rejected else []
    damage = tuple(
        Damage(place, place + 1, rejected.data.hex(), bom + rejected.offset)
        for place, rejected in zip(places, decoded.rejected, strict=True)
    )
    text = text.replace(STAND_IN, "\ufffd") if damage else text
    return Source(text, damage=damage, notices=notices)
