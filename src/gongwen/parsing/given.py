"""Elements that the user gave beside the text, put where they stand in a document.

What the text lacks is added. Where the text has the element with another wording, what was given takes
its place, for that is what was asked for, and a notice says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..i18n import gettext as _
from ..model import Block, BlockKind, Genre, Given, GivenElement, Notice
from .kind import genre_of
from .patterns import matches

_HEAD = (
    BlockKind.COPY_NUMBER,
    BlockKind.SECRET_LEVEL,
    BlockKind.URGENCY,
    BlockKind.ISSUER_MARK,
    BlockKind.DOCUMENT_NUMBER,
    BlockKind.SIGNER,
    BlockKind.TITLE,
    BlockKind.SUBTITLE,
    BlockKind.DATE_LINE,
    BlockKind.SPEAKER,
    BlockKind.SALUTATION,
)
_CLOSING = (
    BlockKind.ATTENDANCE,
    BlockKind.ATTACHMENT_NOTE,
    BlockKind.SIGNATURE,
    BlockKind.DATE,
    BlockKind.NOTE,
)
_IMPRINT = (BlockKind.COPY_TO, BlockKind.ISSUED_BY)
_OF_ATTACHMENTS = (BlockKind.ATTACHMENT_MARK, BlockKind.ATTACHMENT_TITLE)
_ORDER = (*_HEAD, *_CLOSING, *_IMPRINT)
_LABEL = re.compile(r"\s*([^\s：:]{1,4})\s*[：:]")
_WORDS = {Genre.ORDER: "令", Genre.MINUTES: "纪要"}
_LONGEST_SHOWN = 40


def with_given(blocks: Sequence[Block], given: Given, end: int) -> tuple[list[Block], list[Notice]]:
    """The blocks with what was given among them, and what is to be said of it.

    Args:
        blocks: What the text holds.
        given: What was given beside it.
        end: Length of the text.
    """
    whole = list(blocks)
    notices = []
    for element in sorted(given, key=lambda e: _ORDER.index(e.kind)):
        values = _mark(whole, element) if element.is_name else element.values
        own = _own(whole, element.kind, values[0])
        if own and _folded([whole[i].text for i in own]) == _folded(values):
            continue
        place = own[0] if own else _place(whole, element.kind)
        at = whole[place].start if place < len(whole) else end
        if own:
            notices.append(_differs(element, values, [whole[i].text for i in own]))
            whole = [block for index, block in enumerate(whole) if index not in own]
        made = [Block(element.kind, value, at, at, given=True) for value in values]
        whole[place:place] = made
    return whole, notices


def _mark(blocks: Sequence[Block], element: GivenElement) -> tuple[str, ...]:
    """The mark of an issuer: its name with 文件 or 令; a letter shows the name alone [H-04, L-01]."""
    names = element.values
    if any(matches("issuer_word", name) for name in names):
        return names
    genre = genre_of(blocks)
    number = "".join(b.text for b in blocks if b.kind is BlockKind.DOCUMENT_NUMBER)
    if genre is Genre.LETTER or "函" in number:
        return names
    word = _WORDS.get(genre, "文件") if genre else "文件"
    return (*names, word) if len(names) > 1 else (names[0] + word,)


def _own(blocks: Sequence[Block], kind: BlockKind, value: str) -> list[int]:
    """Indices of the blocks of the text that are the element; of the main text, not of an attachment."""
    end = len(blocks) if kind in _IMPRINT else _main_end(blocks)
    label = _LABEL.match(value) if kind in (BlockKind.ATTENDANCE, BlockKind.COPY_TO) else None
    found = []
    for index, block in enumerate(blocks[:end]):
        if block.kind is not kind:
            continue
        own_label = _LABEL.match(block.text)
        if label is None or (own_label and own_label[1] == label[1]):
            found.append(index)
    return found


def _main_end(blocks: Sequence[Block]) -> int:
    """Index of the first block of an attachment, or behind all blocks."""
    return next((i for i, b in enumerate(blocks) if b.kind in _OF_ATTACHMENTS), len(blocks))


def _place(blocks: Sequence[Block], kind: BlockKind) -> int:
    """Index where an element belongs that the text does not have."""
    if kind in _HEAD:
        return _place_in_head(blocks, kind)
    if kind in _IMPRINT:
        later = _IMPRINT[_IMPRINT.index(kind) + 1 :]
        return next((i for i, b in enumerate(blocks) if b.kind in later), len(blocks))
    end = _main_end(blocks)
    end = next((i for i, b in enumerate(blocks[:end]) if b.kind in _IMPRINT), end)
    later = _CLOSING[_CLOSING.index(kind) + 1 :]
    place = end
    while place and blocks[place - 1].kind in later:
        place -= 1
    return place


def _place_in_head(blocks: Sequence[Block], kind: BlockKind) -> int:
    earlier = _HEAD[: _HEAD.index(kind) + 1]
    place = 0
    for index, block in enumerate(blocks):
        if block.kind in earlier:
            place = index + 1
        elif block.kind not in _HEAD and block.kind is not BlockKind.TABLE:
            break
        elif block.kind is BlockKind.TABLE and index == 0:
            place = 1
    return place


def _folded(texts: Sequence[str]) -> str:
    """Texts to be compared: blanks and the width of marks make no difference."""
    text = "".join("".join(texts).split())
    return text.translate(str.maketrans(":,()[]", "：，（）〔〕"))


def _differs(element: GivenElement, values: Sequence[str], own: Sequence[str]) -> Notice:
    message = _("“{key}”: the text has “{own}”, given was “{given}”; what was given is used.")
    shown = [" ".join(" ".join(texts).split())[:_LONGEST_SHOWN] for texts in (own, values)]
    return Notice("meta.differs", message.format(key=element.key, own=shown[0], given=shown[1]))
