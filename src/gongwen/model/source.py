"""What was read: the decoded text before any repair, and what is known of where it came from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the user should know that is tied to no single place."""

    code: str
    """Stable dotted name, such as `encoding.doubtful` or `font.stand-in`."""
    message: str
    """One sentence in the user's language."""


@dataclass(frozen=True, slots=True)
class Damage:
    """Bytes that could not be decoded; `text[start:end]` stands for them (U+FFFD)."""

    start: int
    end: int
    bytes_hex: str
    byte_offset: int


@dataclass(frozen=True, slots=True)
class Source:
    """The decoded text before any repair.

    All offsets of the edit log are code points of `text`. Readers of bytes give every line end as a line
    feed.
    """

    text: str
    name: str = ""
    encoding: str = "utf-8"
    size: int = 0
    """Length of the input in bytes."""
    sha256: str = ""
    """SHA-256 of the input bytes, in hexadecimal."""
    title: str | None = None
    """A title known from outside the text (HTML `<title>` or heading, document properties)."""
    damage: tuple[Damage, ...] = ()
    notices: tuple[Notice, ...] = field(default=())

    @classmethod
    def from_text(cls, text: str, name: str = "") -> Source:
        """A source of text that is already decoded; `text` is kept as it is."""
        data = text.encode("utf-8", "surrogatepass")
        return cls(text=text, name=name, size=len(data), sha256=hashlib.sha256(data).hexdigest())
