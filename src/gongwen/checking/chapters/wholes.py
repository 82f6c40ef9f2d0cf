"""The document as a whole: kinds, numbers, signers, colours of ink (条例; 6.1, 6.2)."""

from __future__ import annotations

import re

from ...i18n import gettext as _
from ..elements import is_upward, kind_of
from ..faults import Checks, Fault, Faults, nothing, quoted
from ..lines import is_red, shown_color
from ..paragraphs import Document, Kind

_SUBORDINATES = re.compile(r"各(县|区|市|乡|镇|街道|村|科室|下属|直属)")
_LONG_NUMBER = r"[\u4e00-\u9fff]{2,8}〔\d{4}〕\d+号"
_UNBRACKETED = re.compile(rf"》\s*{_LONG_NUMBER}|{_LONG_NUMBER}(文件)?\s*《")
_TEXT_WIDTH = 156.0
_INK_SLACK = 0.05


def _signer(document: Document) -> Faults:
    """D-03."""
    if document.layout != "general" or not document.of(Kind.MARK):
        return None
    signers = document.of(Kind.SIGNER) or [p for p in document.of(Kind.NUMBER) if "签发人" in p.text]
    kind, mark = kind_of(document), document.first(Kind.MARK)
    upward = kind in ("请示", "议案")
    if upward and not signers:
        return [Fault(document.first(Kind.NUMBER) or mark, nothing(), "签发人：")]
    if signers and kind in ("通知", "通报", "批复", "决定", "公告", "通告"):
        return [Fault(signers[0], quoted(signers[0].text), nothing())]
    return []


def _copies(document: Document) -> Faults:
    """D-04: whom a document goes to its words only suggest."""
    copies = document.of(Kind.COPY_TO)
    if not copies or not is_upward(document):
        return None
    return [
        Fault(p, quoted(found[0]), nothing(), general=True)
        for p in copies
        if (found := _SUBORDINATES.search(p.text))
    ]


def _one_number(document: Document) -> Faults:
    """D-06."""
    numbers = document.of(Kind.NUMBER)
    if not numbers:
        return None
    count = len(re.findall(r"号", numbers[0].text)) + len(numbers) - 1
    return [] if count == 1 else [Fault(numbers[-1], str(count), "1")]


def _quoted(document: Document) -> Faults:
    """D-07."""
    bodies = [p for p in document.prose if "〔" in p.text]
    if not bodies:
        return None
    return [
        Fault(p, quoted(found[0]), "《……》（国发〔2012〕1号）")
        for p in bodies
        for found in _UNBRACKETED.finditer(p.text)
    ]


def _code(document: Document) -> Faults:
    """D-08."""
    number = document.first(Kind.NUMBER)
    if not number or document.layout != "letter":
        return None
    code = re.split("[〔\\[【（(［]", number.text)[0]
    return [] if "函" in code else [Fault(number, quoted(code), "函")]


def _skew(document: Document) -> Faults:
    """R-02."""
    assert document.pdf
    text = _("{value} mm over a line")
    return [
        Fault(page.number, text.format(value=f"{abs(page.skew) * _TEXT_WIDTH:.1f}"), text.format(value="≤ 1"))
        for page in document.pdf.pages
        if abs(page.skew) * _TEXT_WIDTH > 1
    ]


def _inks(document: Document) -> Faults:
    """R-04: asked only of files that name inks."""
    colors = {look.color for p in document.paragraphs for look in p.looks()} | {
        r.color for r in document.rules
    }
    inks = [color for color in colors if len(color) == 4]
    if not inks:
        return None
    faults = []
    for color in inks:
        wanted = (0.0, 0.8, 0.8, 0.0) if is_red(color) else (0.0, 0.0, 0.0, 1.0)
        if any(abs(a - b) > _INK_SLACK for a, b in zip(color, wanted, strict=True)):
            faults.append(Fault(None, shown_color(color), shown_color(wanted), general=True))
    return faults


_BOTH: Checks = {"D-03": _signer, "D-04": _copies, "D-06": _one_number, "D-07": _quoted, "D-08": _code}
PDF: Checks = _BOTH | {"R-02": _skew, "R-04": _inks}
WORD: Checks = _BOTH
