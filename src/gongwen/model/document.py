"""The document as GB/T 9704 names its parts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
    """What the text is; `--style auto` sets a speech as `speech` and a document as `general`."""

    SPEECH = "speech"
    DOCUMENT = "document"


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


@dataclass(frozen=True, slots=True)
class Document:
    """A text whose every line is known for what it is."""

    blocks: tuple[Block, ...]
    kind: DocumentKind = DocumentKind.DOCUMENT

    @property
    def title(self) -> str:
        """The title on one line, that of the first attachment where there is none, or an empty string."""
        for kind in (BlockKind.TITLE, BlockKind.ATTACHMENT_TITLE):
            for block in self.blocks:
                if block.kind is kind:
                    return block.text.replace("\n", "")
        return ""
