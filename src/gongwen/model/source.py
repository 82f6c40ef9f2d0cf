"""What was read: the decoded text before any repair, and what is known of where it came from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .document import BlockKind
from .kept import NOTHING, Kept

if TYPE_CHECKING:
    from .review import Review


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the user should know that is tied to no single place."""

    code: str
    """Stable dotted name, such as `encoding.doubtful` or `font.stand-in`."""
    message: str
    """One sentence in the user's language."""


@dataclass(frozen=True, slots=True)
class Damage:
    """Bytes that could not be decoded; `text[start:end]` stands for them (U+FFFD).

    `byte_offset` counts from the start of the file, in a mail from the start of the decoded part.
    """

    start: int
    end: int
    bytes_hex: str
    byte_offset: int


@dataclass(frozen=True, slots=True)
class About:
    """What a page says of its text in a table or tags beside it, as written; empty where it says nothing."""

    issuer: str = ""  # 发文机关
    document_number: str = ""  # 发文字号
    date: str = ""  # 成文日期
    published: str = ""  # 发布日期


@dataclass(frozen=True, slots=True)
class Region:
    """Where in `text` a table or a picture of the file stands.

    `text[start:end]` are the rows of a table, one a line, cells apart by tabs; of a picture nothing is in the
    text, `start == end` is the line in front of which it stood.
    """

    kind: BlockKind
    """`table` or `picture`."""
    start: int
    end: int


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
    about: About = About()
    kept: Kept = NOTHING
    """What the file holds beside its characters, by places of `text`."""
    review: Review | None = None
    """What a person decided on our repairs, of a Word file that we wrote with revisions."""

    @property
    def regions(self) -> tuple[Region, ...]:
        """Where tables and pictures stand, in the order of the text."""
        tables = [Region(BlockKind.TABLE, table.start, table.end) for table in self.kept.tables]
        pictures = [Region(BlockKind.PICTURE, picture.place, picture.place) for picture in self.kept.pictures]
        return tuple(sorted(tables + pictures, key=lambda region: (region.start, region.end)))

    @classmethod
    def from_text(cls, text: str, name: str = "") -> Source:
        """A source of text that is already decoded; `text` is kept as it is."""
        data = text.encode("utf-8", "surrogatepass")
        return cls(text=text, name=name, size=len(data), sha256=hashlib.sha256(data).hexdigest())
