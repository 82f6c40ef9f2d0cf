"""Mails (.eml) and saved pages (.mht): the main part, whatever charset it declares."""

from __future__ import annotations

import re
from dataclasses import replace
from email import message_from_bytes
from email.header import decode_header
from email.message import Message
from email.policy import compat32

from ..i18n import gettext as _
from ..model import Notice, Source, UnreadableInput
from .text import decode_text

_BLANK = re.compile(r"\s+")
_PARTS = 2_000
_RICHER = 0.8
"""An HTML part with so much of the plain part's text or more is the better one: its lines are not wrapped."""
_SHOWN = 5
_SNAPSHOT = ("snapshot-content-location", "content-location")
"""Headers that saved pages have and mails have not."""


def read_mail(data: bytes, name: str) -> Source:
    """The text of a mail, or the main text of a saved page; attachments are named in a notice.

    Raises:
        UnreadableInput: there is no text in it, or too many parts.
    """
    message = message_from_bytes(data.lstrip(b"\xef\xbb\xbf \t\r\n"), policy=compat32)
    texts: dict[str, list[Message]] = {"text/html": [], "text/plain": []}
    attached: list[str] = []
    for count, part in enumerate(message.walk()):
        if count > _PARTS:
            raise UnreadableInput(_("{name} has too many parts to be a mail.").format(name=name))
        kind = part.get_content_type()
        if part.is_multipart():
            continue
        if kind in texts and part.get_content_disposition() != "attachment":
            texts[kind].append(part)
        elif _is_attachment(part):
            attached.append(_decoded(part.get_filename() or kind))
    source = _main(texts["text/html"], texts["text/plain"], name)
    subject = _BLANK.sub(" ", _decoded(str(message.get("subject", "")))).strip()
    notices = source.notices + _further(texts) + _attachments(attached)
    return replace(source, title=source.title or subject or None, notices=notices)


def _main(pages: list[Message], plain: list[Message], name: str) -> Source:
    """The first part of each kind, the richer of the two."""
    page = _read(pages[0], name) if pages else None
    text = _read(plain[0], name) if plain else None
    if page and text:
        enough = _RICHER * len(_BLANK.sub("", text.text))
        return page if len(_BLANK.sub("", page.text)) >= enough else text
    found = page or text
    if found is None:
        message = _("{name} has no text of its own; save what is attached to it and give that.")
        raise UnreadableInput(message.format(name=name))
    return found


def _read(part: Message, name: str) -> Source | None:
    """A part as text, None if it is empty."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return None
    charset = part.get_param("charset", "")
    source = decode_text(data, name, charset if isinstance(charset, str) else "")
    if part.get_content_type() == "text/plain":
        return source
    from .webpage import read_html  # noqa: PLC0415  # lxml is not needed for plain mails

    is_saved_page = any(part.get(header) for header in _SNAPSHOT)
    return read_html(source, name, whole=not is_saved_page)


def _is_attachment(part: Message) -> bool:
    """Whether a part is more than what a page is made of: its pictures, styles and scripts."""
    if part.get_content_disposition() == "attachment":
        return True
    inline = part.get("content-id") or any(part.get(header) for header in _SNAPSHOT)
    return part.get_filename() is not None and not inline


def _decoded(header: str) -> str:
    """A header as text: encoded words, or bytes in any encoding as they stand."""
    pieces = []
    try:
        for piece, charset in decode_header(header):
            if isinstance(piece, str):
                pieces.append(piece)
            else:
                pieces.append(_guessed(piece, charset or ""))
    except (ValueError, LookupError):
        return header.encode("utf-8", "replace").decode("utf-8")
    return "".join(pieces).encode("utf-8", "replace").decode("utf-8")


def _guessed(data: bytes, charset: str) -> str:
    for codec in dict.fromkeys(
        ("gb18030" if charset.lower().startswith("gb") else charset, "utf-8", "gb18030")
    ):
        try:
            return data.decode(codec or "utf-8")
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    return data.decode("utf-8", "replace")


def _further(texts: dict[str, list[Message]]) -> tuple[Notice, ...]:
    """That a mail holds further texts, such as one that is forwarded in it."""
    count = max(map(len, texts.values())) - 1
    if count < 1:
        return ()
    message = _("{count} further texts in the mail, such as forwarded ones, were not read.")
    return (Notice("mail.further", message.format(count=count)),)


def _attachments(names: list[str]) -> tuple[Notice, ...]:
    if not names:
        return ()
    shown = _(", ").join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")
    message = _("{count} attachments were not read: {names}")
    return (Notice("mail.attachments", message.format(count=len(names), names=shown)),)
