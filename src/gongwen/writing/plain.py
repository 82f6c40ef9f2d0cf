"""The repaired document as plain text and as Markdown, UTF-8."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import BinaryIO

from ..model import HEAD, Block, BlockKind, Document

_MARKUP = re.compile(r"[\\`*_\[\]<>#|~$&]")
_LINE_START = re.compile(r"^(\s*)([-+=]|\d{1,9}(?=[.)]))")
_BETWEEN_WORDS = re.compile(r"(?<=[A-Za-z0-9])\n(?=[A-Za-z0-9])")
_HEADINGS = {BlockKind.TITLE: 1, BlockKind.ATTACHMENT_TITLE: 1}


def write_text(document: Document, file: BinaryIO) -> None:
    """Write one block a line, a run-in paragraph on the line of its heading.

    A blank line stands between the head (title to speaker) and what follows; titles and addresses
    of several lines keep them.
    """
    file.write(_encoded("".join(_text_pieces(document))))


def write_markdown(document: Document, file: BinaryIO) -> None:
    """Write the title as `#`, headings of the four levels as `##` to `#####`, blank lines between blocks.

    Characters that Markdown would read as markup are escaped.
    """
    file.write(_encoded("\n".join(_markdown(block) for block in document.blocks if block.text)))


def _encoded(text: str) -> bytes:
    """UTF-8; lone surrogates, which no encoding holds, are left out."""
    return text.encode("utf-8", "ignore")


def _text_pieces(document: Document) -> Iterator[str]:
    blocks = document.blocks
    for block, below in pairwise([*blocks, None]):
        if block is None:
            continue
        yield block.text
        if below and below.run_in and block.kind is BlockKind.HEADING:
            continue
        yield "\n"
        if below and block.kind in HEAD and below.kind not in HEAD:
            yield "\n"


def _markdown(block: Block) -> str:
    level = 1 + block.level if block.level else _HEADINGS.get(block.kind)
    if level:
        one_line = _BETWEEN_WORDS.sub(" ", block.text).replace("\n", "")
        return f"{'#' * level} {_escaped(one_line)}\n"
    return "\\\n".join(_escaped(line) for line in block.text.split("\n") if line) + "\n"


def _escaped(text: str) -> str:
    """The text with a backslash before what CommonMark or GitHub take as markup, a list or a rule."""
    text = _MARKUP.sub(r"\\\g<0>", text)
    return _LINE_START.sub(lambda m: m[1] + (m[2] + "\\" if m[2].isdigit() else "\\" + m[2]), text)
