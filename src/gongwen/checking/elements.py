"""What each paragraph is, by its words, its look and its place: head from the top, closing from the end."""

from __future__ import annotations

import re
from itertools import pairwise

from .kinds import PATTERNS
from .lines import is_red
from .paragraphs import Document, Kind, Paragraph

_MARK_SIZE = 20
_LEAST_RED = 17
"""Points of a mark: of one in black, and of a red one, which many who issue may make small."""
_LONGEST_TITLE = 120
_LONGEST_HEAD = 16
"""Paragraphs among which the head of a document is looked for."""
_LONGEST_LINE = 60
_LETTERHEAD = (
    ("document_number", Kind.NUMBER, _LONGEST_LINE),
    ("order_number", Kind.ORDER_NUMBER, _LONGEST_LINE),
    ("copy_number", Kind.COPY_NUMBER, _LONGEST_LINE),
    ("secrecy", Kind.SECRECY, PATTERNS["secrecy_longest"] + 1),
    ("urgency", Kind.URGENCY, PATTERNS["urgency_longest"] + 1),
)
_FEWEST_GAPS = 2
"""Wide gaps in a row of a table without rules; signers and 印发 have one."""
_CLOSING = 12
_MOST_NAMES = 20
"""Authorities that sign a document together."""
"""Paragraphs from the end of the text among which date and signature are looked for."""


def _is(name: str, text: str) -> bool:
    return bool(re.match(PATTERNS[name], text.strip()))


def classify(document: Document) -> None:
    """Give every paragraph its kind and the document its layout."""
    _rows(document.paragraphs)
    texts = [p for p in document.paragraphs if p.kind is not Kind.TABLE]
    rest = _head(texts, document)
    rest = _imprint(rest)
    rest = _attachments(rest)
    _closing(rest)
    for paragraph in rest:
        if paragraph.kind is Kind.BODY:
            _body(paragraph)
    document.layout = _layout(document)


def _rows(paragraphs: list[Paragraph]) -> None:
    """Rows of a table without rules: lines below each other that are divided by as many wide gaps."""
    for above, below in pairwise(paragraphs):
        tabs = [p.text.count("\t") for p in (above, below)]
        unknown = all(p.kind in (Kind.BODY, Kind.TABLE) for p in (above, below))
        if unknown and tabs[0] == tabs[1] >= _FEWEST_GAPS:
            above.kind = below.kind = Kind.TABLE


# The head: from the top to the first paragraph of the body.


def _head(texts: list[Paragraph], document: Document) -> list[Paragraph]:
    """Name what stands above the body; returns what is left."""
    index = _above_title(texts, document)
    end = _title(texts, index, document)
    if end == index and index == 0:
        return texts
    index = _below_title(texts, end) if end > index else end
    return texts[index:]


def _above_title(texts: list[Paragraph], document: Document) -> int:
    """份号 to 签发人; returns the index of the first paragraph that is none of them."""
    for index, paragraph in enumerate(texts[:_LONGEST_HEAD]):
        kind = _letterhead_kind(paragraph)
        if kind is None and index and texts[index - 1].kind is Kind.SIGNER and _is_name(paragraph):
            kind = Kind.SIGNER
        if kind is None and index and _is_dated_office(paragraph):
            kind = Kind.OTHER
        if kind is None and not _title_follows(texts[index : index + 4], document):
            return index
        paragraph.kind = kind or Kind.OTHER
    return min(len(texts), _LONGEST_HEAD)


def _title_follows(texts: list[Paragraph], document: Document) -> bool:
    """Whether a larger centred line stands soon below a paragraph that is none itself."""
    large = [p.align == "center" and p.look.size >= document.size + 4 for p in texts]
    return any(large[1:]) and not large[0] and texts[0].align != "center"


def _letterhead_kind(paragraph: Paragraph) -> Kind | None:
    text = paragraph.text.strip()
    is_name = text.endswith("文件") and len(text) < _LONGEST_LINE
    is_red_mark = is_red(paragraph.look.color) and paragraph.look.size >= _LEAST_RED
    if is_red_mark or (is_name and paragraph.look.size >= _MARK_SIZE):
        return Kind.MARK
    if paragraph.page not in (None, 1):
        return None
    for name, kind, longest in _LETTERHEAD:
        if _is(name, text) and len(text) < longest:
            return kind
    has_signer = re.search(PATTERNS["signer"], text) and len(text) < _LONGEST_LINE
    return Kind.SIGNER if has_signer else None


def _is_dated_office(paragraph: Paragraph) -> bool:
    """The line of 纪要 and 简报 below their number: an office on the left, a date on the right."""
    parts = paragraph.text.strip().split("\t")
    return len(parts) == 2 and _is("date", parts[1])


def _is_name(paragraph: Paragraph) -> bool:
    """Whether a paragraph may hold further signers."""
    return len(paragraph.text.strip()) < 12 and (paragraph.align == "right" or paragraph.first > 8)


def _title(texts: list[Paragraph], start: int, document: Document) -> int:
    """The title: centred and large, else the first centred lines; returns the index behind it."""
    end = start
    while end < len(texts) and end - start < 4 and _is_title(texts[end], texts[start], document):
        texts[end].kind = Kind.TITLE if end == start else _second(texts[end], texts[start])
        end += 1
        if texts[end - 1].kind is not Kind.TITLE:
            break
    return end


def _second(paragraph: Paragraph, title: Paragraph) -> Kind:
    if _is("bracketed_date", paragraph.text):
        return Kind.DATE_LINE
    same = abs(paragraph.look.size - title.look.size) < 1 and not paragraph.text.startswith("—")
    return Kind.TITLE if same else Kind.SUBTITLE


def _is_title(paragraph: Paragraph, first: Paragraph, document: Document) -> bool:
    text = paragraph.text.strip()
    if is_red(paragraph.look.color) or len(text) > _LONGEST_TITLE or paragraph.in_table:
        return False
    if _is("order_number", text) or _is("attachment_mark", text):
        return False
    large = paragraph.look.size >= document.size + 2
    if paragraph is first:
        styled = paragraph.word is not None and paragraph.word.props.style.lower() in ("title", "a3")
        return large or styled or (paragraph.align == "center" and text[-1:] not in "。：:")
    return large and abs(paragraph.look.size - first.look.size) < 1


def _below_title(texts: list[Paragraph], start: int) -> int:
    """Subtitle, date line, speaker, addressee or salutation; returns the index of the body."""
    for index in range(start, min(len(texts), start + 6)):
        paragraph = texts[index]
        text = paragraph.text.strip()
        if _is("bracketed_date", text) and (paragraph.align != "left" or len(text) < 30):
            paragraph.kind = Kind.DATE_LINE
        elif paragraph.align == "center" and text[-1:] not in "。：:":
            paragraph.kind = Kind.SUBTITLE if text.startswith(("—", "-", "─")) else Kind.SPEAKER
        elif _is_addressee(paragraph):
            paragraph.kind = Kind.ADDRESSEE
            return index + 1
        else:
            return index
    return min(len(texts), start + 6)


def _is_addressee(paragraph: Paragraph) -> bool:
    text = paragraph.text.strip()
    if _is("salutation", text) and len(text) < 60:
        return True
    bare = not re.search("[。；;]", text) and _heading_level(text) == 0
    if not bare or len(text) > 200:
        return False
    flush = abs(paragraph.first) < 0.7
    return (flush and len(text) < 120 and text[-1:] in "：:，,") or (
        text[-1:] in "：:" and len(text) < 40 and flush
    )


# 版记 and attachments.


def _imprint(rest: list[Paragraph]) -> list[Paragraph]:
    """版记: from the first 主送 or 抄送 near the end, or a line with a date and 印发."""
    found: list[Paragraph] = []
    inside: Kind | None = None
    for paragraph in rest[-_CLOSING:]:
        text = paragraph.text.strip()
        if _is("copy_to", text):
            inside = Kind.COPY_TO
        elif _is("main_to", text):
            inside = Kind.MAIN_TO
        elif _is("issued_by", text) and ("印" in text or inside):
            inside = Kind.ISSUED_BY
        elif inside is Kind.ISSUED_BY:
            inside = None
        if inside:
            paragraph.kind = inside
            found.append(paragraph)
    return [paragraph for paragraph in rest if not any(paragraph is p for p in found)]


def _attachments(rest: list[Paragraph]) -> list[Paragraph]:
    """Name attachments' marks and titles; returns the paragraphs of the document proper."""
    starts = [i for i, p in enumerate(rest) if _is_attachment_mark(p, first=i == 0)]
    for index in starts:
        rest[index].kind = Kind.ATTACHMENT_MARK
        title = rest[index + 1] if index + 1 < len(rest) else None
        if title and index + 1 not in starts and (title.align == "center" or title.look.size > 18):
            title.kind = Kind.ATTACHMENT_TITLE
    if not starts:
        return rest
    for paragraph in rest[starts[0] :]:
        if paragraph.kind is Kind.BODY:
            _body(paragraph)
    return rest[: starts[0]]


def _is_attachment_mark(paragraph: Paragraph, *, first: bool) -> bool:
    text = paragraph.text.strip()
    if _is("unbound_mark", text):
        return first
    return _is("attachment_mark", text) and not first


# The closing: 附件说明, 署名, 成文日期, 附注.


def _closing(rest: list[Paragraph]) -> None:
    _attachment_note(rest)
    for index in range(len(rest) - 1, max(-1, len(rest) - 1 - _CLOSING), -1):
        paragraph = rest[index]
        if paragraph.kind is Kind.BODY and _is("date", paragraph.text) and _stands_right(paragraph):
            paragraph.kind = Kind.DATE
            _signatures(rest, index)
            for following in rest[index + 1 :]:
                if _is("note", following.text) and len(following.text) < 80:
                    following.kind = Kind.NOTE
            return


def _stands_right(paragraph: Paragraph) -> bool:
    return paragraph.align == "right" or paragraph.first > 8


def _signatures(rest: list[Paragraph], date: int) -> None:
    """The short right-standing paragraphs above the date."""
    for paragraph in reversed(rest[max(0, date - _MOST_NAMES) : date]):
        short = len(paragraph.text.strip()) < 40 and paragraph.text.strip()[-1:] not in "。；："
        right = paragraph.align in ("right", "center") or paragraph.first > 4
        if paragraph.kind is not Kind.BODY or not (short and right):
            return
        paragraph.kind = Kind.SIGNATURE


def _attachment_note(rest: list[Paragraph]) -> None:
    for index, paragraph in enumerate(rest):
        if not _is("attachment_note", paragraph.text) or len(rest) - index > 40:
            continue
        paragraph.kind = Kind.ATTACHMENT_NOTE
        for following in rest[index + 1 :]:
            if not re.match(r"\d{1,2}[.．、]", following.text) or _stands_far(following):
                break
            following.kind = Kind.ATTACHMENT_NOTE
        return


def _stands_far(paragraph: Paragraph) -> bool:
    return paragraph.align == "right"


# The body.


def _body(paragraph: Paragraph) -> None:
    text = paragraph.text.strip()
    if _is("attendance", text) and "。" not in text[:-1]:
        paragraph.kind = Kind.ATTENDANCE
        return
    level = _heading_level(text)
    if level:
        paragraph.level = level
        paragraph.kind = Kind.HEADING


def _heading_level(text: str) -> int:
    """The level of the heading that a paragraph is or begins with, 0 where it is none."""
    for level, pattern in enumerate(PATTERNS["headings"], 1):
        if re.match(pattern, text):
            return level
    return 0


def heading_text(paragraph: Paragraph) -> str:
    """The heading of a paragraph: all of it, or its first sentence where text runs on."""
    text = paragraph.text.strip()
    end = text.find("。")
    return text if end < 0 else text[: end + 1]


def runs_in(paragraph: Paragraph) -> bool:
    """Whether body text follows a heading in its paragraph."""
    text = paragraph.text.strip()
    return "。" in text[:-1] or len(text) > PATTERNS["heading_longest"]


# The layout.


def _layout(document: Document) -> str:
    mark = "".join("".join(p.text.split()) for p in document.of(Kind.MARK))
    if mark:
        if mark.endswith("纪要"):
            return "minutes"
        lines = {line.text.strip() for p in document.of(Kind.MARK) for line in p.lines}
        if mark.endswith("令") or lines & {"令", "命令"}:
            return "order"
        return "letter" if _is_letter(document) else "general"
    title = "".join(p.text for p in document.of(Kind.TITLE)).strip()
    addressee = document.first(Kind.ADDRESSEE)
    if _is("speech", title) or (addressee and _is("salutation", addressee.text)):
        return "speech"
    return "general" if document.of(Kind.NUMBER) else "plain"


def _is_letter(document: Document) -> bool:
    """信函: double red rules wider than the text block, or a red double border in a Word file."""
    wide = [
        rule
        for rule in document.rules
        if rule.page == 1 and is_red(rule.color) and rule.right - rule.left > 160
    ]
    if any(0.2 < abs(a.y - b.y) < 2.5 for a in wide for b in wide):
        return True
    borders = [side for p in document.paragraphs if p.word for side in p.word.borders.values()]
    return any("thick" in side["val"].lower() and "thin" in side["val"].lower() for side in borders)


def is_upward(document: Document) -> bool:
    """上行文: it names who signed it for issue, or is of a kind that only goes up."""
    if any("签发人" in p.text for p in document.of(Kind.SIGNER, Kind.NUMBER)):
        return True
    return kind_of(document) in PATTERNS["upward"]


def kind_of(document: Document) -> str:
    """The 文种 that ends the title, empty where none does."""
    title = "".join("".join(p.text.split()) for p in document.of(Kind.TITLE))
    title = re.sub(r"[（(][^（）()]*[）)]$", "", title)
    return next((kind for kind in PATTERNS["kinds"] if title.endswith(kind)), "")
