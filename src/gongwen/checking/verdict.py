"""What a check says: findings, each with its rule, level, place, what was found and what is wanted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypedDict

FORMAT = "gongwen-check/1"
LEVELS = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a sheet in millimetres from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Its width in millimetres."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Its height in millimetres."""
        return self.bottom - self.top

    def meets(self, other: Box) -> bool:
        """Whether the two overlap."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Place:
    """Where: a box on the page of a PDF, or a paragraph of a Word file, counted from 1."""

    box: Box | None = None
    paragraph: int | None = None
    text: str = ""
    """The first characters of what stands there."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that a file breaks, at its first place."""

    rule: str
    """Id of the rule, as in docs/checks.md."""
    clause: str
    """The standard and clause it comes from."""
    level: str
    """`error` (the standard demands it), `warning` (the rule in general) or `info` (custom, advice)."""
    page: int | None
    """Counted from 1; None where the file has no pages (.docx) or the finding is of the whole file."""
    place: Place | None
    found: str
    wanted: str
    message: str
    count: int = 1
    """How often the rule is broken in this way."""


class FindingEntry(TypedDict):
    """A finding in JSON."""

    rule: str
    clause: str
    level: str
    page: int | None
    box: list[float] | None
    paragraph: int | None
    text: str
    found: str
    wanted: str
    message: str
    count: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found in one file; iterating gives the findings, errors first."""

    name: str
    kind: str
    """`pdf` or `docx`."""
    layout: str
    """What the file was taken for: general, letter, order, minutes, speech or plain."""
    margins: str
    """The set of margins it follows: `9704`, `33476.2`, or empty when neither."""
    findings: tuple[Finding, ...]
    passed: tuple[str, ...]
    not_applicable: tuple[str, ...]
    """Rules about something that the file does not hold."""

    @property
    def conforms(self) -> bool:
        """Whether no binding rule is broken."""
        return not self.of("error")

    @property
    def broken(self) -> tuple[str, ...]:
        """Rules with a finding of any level."""
        return tuple(dict.fromkeys(finding.rule for finding in self.findings))

    def of(self, level: str) -> list[Finding]:
        """The findings of one level."""
        return [finding for finding in self.findings if finding.level == level]

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    def __bool__(self) -> bool:
        return True  # a verdict without findings is one too


def entry_of(finding: Finding) -> FindingEntry:
    """A finding as JSON."""
    place = finding.place or Place()
    box = place.box
    return {
        "rule": finding.rule,
        "clause": finding.clause,
        "level": finding.level,
        "page": finding.page,
        "box": [round(v, 2) for v in (box.left, box.top, box.right, box.bottom)] if box else None,
        "paragraph": place.paragraph,
        "text": place.text,
        "found": finding.found,
        "wanted": finding.wanted,
        "message": finding.message,
        "count": finding.count,
    }
