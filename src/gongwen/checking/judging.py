"""The flow of a check: file → facts → document → rules → findings."""

from __future__ import annotations

from collections.abc import Iterable

from ..i18n import gettext as _
from ..model import UnsupportedFormat
from . import pdfparagraphs, wordparagraphs
from .chapters import PDF, WORD
from .chapters.page import margins_of
from .elements import classify
from .faults import Check, Fault
from .lines import Line
from .paragraphs import Document, Paragraph
from .pdffile import Rule, read_pdf
from .rulebook import RuleInfo, rules
from .verdict import LEVELS, Finding, Place, Verdict
from .wordfile import read_word

_SHOWN = 16
_HEAD = 1024
"""Bytes at the start of a file in which PDF readers look for its mark."""


def check(data: bytes, name: str) -> Verdict:
    """Check a .pdf or .docx against the layout standard; what it is is told by its content.

    Raises:
        UnreadableInput: It is damaged, wants a password, or is a scan without text.
        UnsupportedFormat: It is neither a PDF nor a Word file.
    """
    document = read(data, name)
    try:
        return judge(document, name)
    finally:
        if document.pdf:
            document.pdf.ink.close()


def read(data: bytes, name: str) -> Document:
    """The document of a file, its paragraphs with their kinds."""
    if b"%PDF-" in data[:_HEAD]:
        document = pdfparagraphs.paragraphs_of(read_pdf(data, name))
    elif data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        document = wordparagraphs.paragraphs_of(read_word(data, name))
    else:
        message = _(
            "{name} is neither a PDF nor a Word file (.docx); convert it first: gongwen convert {name}"
        )
        raise UnsupportedFormat(message.format(name=name))
    classify(document)
    return document


def judge(document: Document, name: str) -> Verdict:
    """Hold a document against the rules."""
    findings: list[Finding] = []
    passed, idle = [], []
    for rule, check_ in (PDF if document.pdf else WORD).items():
        faults = _run(check_, document)
        if faults is None:
            idle.append(rule)
        elif faults:
            findings += _grouped(rules()[rule], faults)
        else:
            passed.append(rule)
    order = {rule: index for index, rule in enumerate(rules())}
    findings.sort(key=lambda finding: (LEVELS.index(finding.level), order[finding.rule]))
    kind = "pdf" if document.pdf else "docx"
    return Verdict(
        name, kind, document.layout, margins_of(document), tuple(findings), tuple(passed), tuple(idle)
    )


def _run(check_: Check, document: Document) -> list[Fault] | None:
    faults = check_(document)
    return None if faults is None else list(faults)


def _grouped(rule: RuleInfo, faults: Iterable[Fault]) -> list[Finding]:
    """One finding for each level of a rule: its first fault, and how many there are."""
    groups: dict[str, list[Fault]] = {}
    for fault in faults:
        groups.setdefault(rule.general_level if fault.general else rule.level, []).append(fault)
    return [_finding(rule, level, group[0], len(group)) for level, group in groups.items()]


def _finding(rule: RuleInfo, level: str, fault: Fault, count: int) -> Finding:
    message = _("{rule}: found {found}, wanted {wanted}")
    return Finding(
        rule=rule.id,
        clause=rule.clause,
        level=level,
        page=_page(fault),
        place=_place(fault),
        found=fault.found,
        wanted=fault.wanted,
        message=message.format(rule=rule.title, found=fault.found, wanted=fault.wanted),
        count=count,
    )


def _page(fault: Fault) -> int | None:
    where = fault.where
    if isinstance(where, int):
        return where
    if isinstance(where, Line | Rule):
        return where.page
    if isinstance(where, Paragraph) and where.lines:
        return where.lines[0].page
    return None


def _place(fault: Fault) -> Place | None:
    where = fault.where
    if isinstance(where, Paragraph):
        return where.place
    if isinstance(where, Line):
        return Place(box=where.box, text=where.text[:_SHOWN])
    if isinstance(where, Rule):
        return Place(box=where.box)
    return None
