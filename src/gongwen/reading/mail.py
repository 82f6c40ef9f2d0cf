"""Mails (.eml) and saved pages (.mht): the main part, whatever charset it declares."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
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
_BROKEN = ("InvalidBase64", "StartBoundaryNotFound", "CloseBoundaryNotFound")
"""How the names of those defects begin that lose text."""


@dataclass
class _Parts:
    """What a message is made of; those of a message that is forwarded in it are its own."""

    pages: list[Message] = field(default_factory=list)
    plain: list[Message] = field(default_factory=list)
    attached: list[str] = field(default_factory=list)
    forwarded: list[Message] = field(default_factory=list)

    def take(self, part: Message) -> None:
        """Sort a part and all in it."""
        kind = part.get_content_type()
        if kind == "message/rfc822" and part.is_multipart():
            self.forwarded += [inner for inner in part.get_payload() if isinstance(inner, Message)]
        elif part.is_multipart():
            for inner in part.get_payload():
                if isinstance(inner, Message):
                    self.take(inner)
        elif kind in ("text/html", "text/plain") and part.get_content_disposition() != "attachment":
            (self.pages if kind == "text/html" else self.plain).append(part)
        elif _is_attachment(part):
            self.attached.append(_decoded(part.get_filename() or kind))


def read_mail(data: bytes, name: str) -> Source:
    """The text of a mail, or the main text of a saved page; attachments are named in a notice.

    Raises:
        UnreadableInput: there is no text in it, or too many parts.
    """
    message = message_from_bytes(data.lstrip(b"\xef\xbb\xbf \t\r\n"), policy=compat32)
    if sum(1 for _part in message.walk()) > _PARTS:
        raise UnreadableInput(_("{name} has too many parts to be a mail.").format(name=name))
    parts = _Parts()
    parts.take(message)
    source = _main(parts, name)
    if source is None and len(parts.forwarded) == 1:  # nothing but a mail that is forwarded
        message, parts = parts.forwarded[0], _Parts(attached=parts.attached)
        parts.take(message)
        source = _main(parts, name)
    if source is None:
        text = _("{name} has no text of its own; save what is attached to it and give that.")
        raise UnreadableInput(text.format(name=name))
    further = len(parts.forwarded) + max(0, len(parts.pages) - 1)
    subject = _BLANK.sub(" ", _decoded(str(message.get("subject", "")))).strip()
    notices = source.notices + _further(further) + _broken(message) + _attachments(parts.attached)
    return replace(source, title=source.title or subject or None, notices=notices)


def _main(parts: _Parts, name: str) -> Source | None:
    """The first page or all plain parts one after the other, the richer of the two; None if all are empty."""
    page = next((read for part in parts.pages if (read := _read(part, name))), None)
    text = _joined([read for part in parts.plain if (read := _read(part, name))])
    if page and text:
        enough = _RICHER * len(_BLANK.sub("", text.text))
        return page if len(_BLANK.sub("", page.text)) >= enough else text
    return page or text


def _joined(texts: list[Source]) -> Source | None:
    """Texts as one: some programs cut a mail into parts around what is attached."""
    if not texts:
        return None
    whole = texts[0]
    for text in texts[1:]:
        shift = len(whole.text) + 1
        damage = tuple(replace(d, start=d.start + shift, end=d.end + shift) for d in text.damage)
        whole = replace(
            whole,
            text=f"{whole.text}\n{text.text}",
            damage=whole.damage + damage,
            notices=tuple(dict.fromkeys(whole.notices + text.notices)),
        )
    return whole


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


def _further(count: int) -> tuple[Notice, ...]:
    """That a mail holds further texts, such as one that is forwarded in it."""
    if not count:
        return ()
    message = _("{count} further texts in the mail, such as forwarded ones, were not read.")
    return (Notice("mail.further", message.format(count=count)),)


def _broken(message: Message) -> tuple[Notice, ...]:
    """That the mail was damaged on its way, or is cut off; some of it shows only once it is decoded."""
    defects = {type(defect).__name__ for part in message.walk() for defect in part.defects}
    if not any(name.startswith(_BROKEN) for name in defects):
        return ()
    warning = _("The mail is damaged or cut off; compare the text with the original.")
    return (Notice("mail.damaged", warning),)


def _attachments(names: list[str]) -> tuple[Notice, ...]:
    if not names:
        return ()
    shown = _(", ").join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")
    message = _("{count} attachments were not read: {names}")
    return (Notice("mail.attachments", message.format(count=len(names), names=shown)),)
