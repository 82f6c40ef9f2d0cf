"""Blocks that make one element together: the mark, the closing, the 版记; and what an element is made of.

What typesets and what writes Word files must agree on it, so it stands here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .document import Block, BlockKind

LETTERHEAD = frozenset(
    {
        BlockKind.COPY_NUMBER,
        BlockKind.SECRET_LEVEL,
        BlockKind.URGENCY,
        BlockKind.ISSUER_MARK,
        BlockKind.DOCUMENT_NUMBER,
        BlockKind.SIGNER,
    }
)
"""The kinds that make up the 版头."""
IMPRINT = frozenset({BlockKind.COPY_TO, BlockKind.ISSUED_BY})
"""The kinds that make up the 版记."""
HANGING = frozenset({BlockKind.ATTACHMENT_NOTE, BlockKind.COPY_TO, BlockKind.ATTENDANCE})
"""The kinds that begin with a label (附件：, 抄送：, 出席：) and hang below what follows it."""

LABEL = re.compile(r"(?!\d)[^：:\s]{1,6}[：:][ \u3000]*")
"""The label of an element with the blanks behind it."""
ITEM = re.compile(r"\d{1,2}[.．、][ \u3000]*")
"""The number of an item of 附件说明."""
_BEGINS = re.compile(rf"(?:{LABEL.pattern})|(?:{ITEM.pattern})")
MAIN_RECIPIENT = "主送："
_LONGER = {"令": "命令"}
"""Words beside the names of a joint issue that have a longer form."""
_SEPARATED = "、，,；;：:"
_BLANKS = re.compile(r"[ \t\u3000]+")
_PRINTED = re.compile(r"[ \t\u3000]*\n?[ \t\u3000]*(?=(?:19|20)?\d{2}年\s*\d{1,2}月\s*\d{1,2}日)")


def letterhead_end(blocks: Sequence[Block]) -> int:
    """How many blocks at the start of a document are its 版头; 0 without a mark or number.

    A line with office and date between number and title, as minutes have it, belongs to it.
    """
    end = 0
    while end < len(blocks) and blocks[end].kind in LETTERHEAD:
        end += 1
    kinds = {block.kind for block in blocks[:end]}
    if not kinds & {BlockKind.ISSUER_MARK, BlockKind.DOCUMENT_NUMBER}:
        return 0
    dated = blocks[end : end + 2]
    if [b.kind for b in dated] == [BlockKind.DATE_LINE, BlockKind.TITLE] and dated[0].text[:1] not in "（(":
        end += 1
    return end


@dataclass(frozen=True, slots=True)
class Mark:
    """发文机关标志: the names of those who issue the document, each with the index of its block."""

    names: tuple[tuple[int, str], ...]
    beside: tuple[int, str] | None
    """文件, where it stands beside several names; with one name it is part of it."""
    parts: tuple[tuple[int, str], ...] = ()
    """What blocks hold of a single name, one after the other."""


def mark_of(blocks: Sequence[Block], end: int, word: str) -> Mark | None:
    """The mark among the first `end` blocks; blocks that follow each other are one mark.

    Args:
        blocks: Of the document.
        end: See `letterhead_end`.
        word: 文件, as the style has it.
    """
    lines = [
        (index, "".join(line.split()))
        for index in range(end)
        if blocks[index].kind is BlockKind.ISSUER_MARK
        for line in blocks[index].text.split("\n")
        if line.strip()
    ]
    if not lines:
        return None
    names, beside = [], None
    for index, text in lines:
        own = next((w for w in (_LONGER.get(word, word), word) if text.endswith(w)), "")
        name = text if beside else text.removesuffix(own)
        if name != text:
            beside = (index, own)
        if name:
            names.append((index, name))
    if len(names) > 1:
        return Mark(tuple(names), beside)
    return Mark(((lines[0][0], "".join(text for _, text in lines)),), None, tuple(lines))


def items_of(block: Block) -> list[str]:
    """The items of an element: the lines of its text, turned ones joined.

    In 附件说明 and attendance an item begins with a number or label, in 抄送 with a label. Names that only
    a line's end divides are divided by a blank.
    """
    items: list[str] = []
    for line in filter(None, (line.strip() for line in block.text.split("\n"))):
        if items and not _begins(line, block.kind):
            divided = block.kind is BlockKind.ATTENDANCE and items[-1][-1] not in _SEPARATED
            items[-1] += ("\u3000" if divided else "") + line
        else:
            items.append(line)
    return items or [block.text]


def _begins(line: str, kind: BlockKind) -> bool:
    if kind is BlockKind.COPY_TO:
        return LABEL.match(line) is not None
    return _BEGINS.match(line) is not None


def as_main_recipient(block: Block) -> Block:
    """主送机关 as they stand in the 版记 where they would leave no room for body text on page 1 (7.3.2)."""
    names = block.text.rstrip(f"{_SEPARATED}。 \u3000\n")
    return replace(block, kind=BlockKind.COPY_TO, text=f"{MAIN_RECIPIENT}{names}。")


def label_length(text: str) -> int:
    """Characters of the label that a text begins with, blanks behind it included; 0 without one."""
    found = LABEL.match(text)
    return found.end() if found else 0


def signers_of(text: str) -> tuple[str, list[str]]:
    """The label 签发人： (or nothing) and the names of a line of signers."""
    start = label_length(text)
    return text[:start].rstrip(), [name for name in _BLANKS.split(text[start:].strip()) if name]


def issued_by(text: str) -> tuple[str, str]:
    """印发机关 and 印发日期; the one that is not there is empty."""
    found = _PRINTED.search(text)
    if not found:
        return text, ""
    return text[: found.start()].rstrip(), text[found.end() :].strip()


def personal_signature(text: str, posts: Sequence[str]) -> tuple[str, str] | None:
    """Post and name of a document signed by a person (市长　张三); None where it is signed otherwise.

    Args:
        text: Of the signature.
        posts: What posts end in; of `PersonalSeal`.
    """
    parts = _BLANKS.split(" ".join(text.split("\n")).strip())
    ends = [i for i, part in enumerate(parts[:-1], 1) if part.endswith(tuple(posts))]
    name = "".join(parts[ends[0] :]) if len(ends) == 1 else ""
    if not 2 <= len(name) <= _LONGEST_NAME:
        return None
    return "".join(parts[: ends[0]]), name


_LONGEST_NAME = 15
"""Characters of a name with 间隔号: 努尔·白克力."""


def closings(blocks: Sequence[Block]) -> Iterator[range]:
    """Runs of signatures with the date that follows them, each run one closing; a date may stand alone."""
    index = 0
    while index < len(blocks):
        start = index
        while index < len(blocks) and blocks[index].kind is BlockKind.SIGNATURE:
            index += 1
        if index < len(blocks) and blocks[index].kind is BlockKind.DATE:
            index += 1
        if index > start:
            yield range(start, index)
        index = max(index, start + 1)
