"""The document as GB/T 9704 names its parts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .kept import Link, Note, Picture, Table
    from .source import Notice


class BlockKind(StrEnum):
    """The kinds of block; the values are those of the report."""

    COPY_NUMBER = "copy_number"  # 份号
    SECRET_LEVEL = "secret_level"  # 密级和保密期限
    URGENCY = "urgency"  # 紧急程度
    ISSUER_MARK = "issuer_mark"  # 发文机关标志
    DOCUMENT_NUMBER = "document_number"  # 发文字号
    SIGNER = "signer"  # 签发人
    TITLE = "title"  # 标题
    SUBTITLE = "subtitle"  # 副标题
    DATE_LINE = "date_line"  # 题注：日期、会议
    SPEAKER = "speaker"  # 讲话人
    SALUTATION = "salutation"  # 主送机关、称谓
    HEADING = "heading"  # 结构层次标题
    PARAGRAPH = "paragraph"  # 正文段落
    TABLE = "table"
    PICTURE = "picture"
    ATTACHMENT_NOTE = "attachment_note"  # 附件说明
    SIGNATURE = "signature"  # 发文机关署名
    DATE = "date"  # 成文日期
    NOTE = "note"  # 附注
    ATTACHMENT_MARK = "attachment_mark"  # 附件顺序号
    ATTACHMENT_TITLE = "attachment_title"  # 附件标题
    COPY_TO = "copy_to"  # 抄送机关
    ISSUED_BY = "issued_by"  # 印发机关和印发日期
    ATTENDANCE = "attendance"  # 纪要的出席、请假、列席


class DocumentKind(StrEnum):
    """What the text is: something to be said, or something to be sent."""

    SPEECH = "speech"
    DOCUMENT = "document"


class Genre(StrEnum):
    """The 15 kinds of official document, 文种 (条例 art. 8)."""

    RESOLUTION = "决议"
    DECISION = "决定"
    ORDER = "命令"  # or 令
    COMMUNIQUE = "公报"
    ANNOUNCEMENT = "公告"
    PUBLIC_NOTICE = "通告"
    OPINION = "意见"
    NOTICE = "通知"
    CIRCULAR = "通报"
    REPORT = "报告"
    REQUEST = "请示"
    REPLY = "批复"
    MOTION = "议案"
    LETTER = "函"
    MINUTES = "纪要"


@dataclass(frozen=True, slots=True)
class GivenElement:
    """An element that the user gave beside the text: in front of it or in a file of its own."""

    kind: BlockKind
    values: tuple[str, ...]
    """One a block; several signers, issuers, attachments."""
    key: str
    """As the user wrote it, for messages."""
    is_name: bool = False
    """Of a mark: whether it is the bare name of the issuer, to which 文件 or 令 is yet to be added."""


Given = tuple[GivenElement, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One part of the document.

    `text` is the part of the parsed text from `start` to `end` without the blanks around it; where a
    part runs over several lines (a title, an address) the line breaks stay in it.
    """

    kind: BlockKind
    text: str
    start: int
    end: int
    level: int | None = None
    """1 to 4 for headings (一、 （一） 1. （1）), else None."""
    run_in: bool = False
    """True for the paragraph that goes on in the line of the heading before it."""
    given: bool = False
    """True for what the user gave beside the text: `text` is not in the text, `start == end` is where it
    would stand."""
    table: Table | None = None
    """The shape of a table; its places, like those of all that follow, are code points of `text`."""
    pictures: tuple[Picture, ...] = ()
    """The one that a picture block is (`text` is empty, `start == end`), or those in the cells of a table."""
    notes: tuple[Note, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A text whose every line is known for what it is."""

    blocks: tuple[Block, ...]
    kind: DocumentKind = DocumentKind.DOCUMENT
    genre: Genre | None = None
    """文种; None where the text is none of the 15."""
    layout: str = "general"
    """Name of the style that suits it: `general`, `speech`, `upward`, `letter`, `order` or `minutes`."""
    notices: tuple[Notice, ...] = ()
    """What was found out while the parts were told and given ones put in."""

    @property
    def title(self) -> str:
        """The title on one line, or that of the first attachment, or the mark, or an empty string."""
        for kind in (BlockKind.TITLE, BlockKind.ATTACHMENT_TITLE, BlockKind.ISSUER_MARK):
            for block in self.blocks:
                if block.kind is kind:
                    return block.text.replace("\n", "")
        return ""
