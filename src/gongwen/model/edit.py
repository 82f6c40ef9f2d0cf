"""Edits: every difference between the source and the result, tied to its place in the source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from .source import Source

CERTAIN_FROM = 0.99
LIKELY_FROM = 0.9


class Level(IntEnum):
    """How sure a repair is, and therefore what is done with it."""

    CERTAIN = 3
    LIKELY = 2
    DOUBTFUL = 1

    @classmethod
    def of(cls, confidence: float) -> Level:
        """The level a confidence between 0 and 1 belongs to."""
        if confidence >= CERTAIN_FROM:
            return cls.CERTAIN
        return cls.LIKELY if confidence >= LIKELY_FROM else cls.DOUBTFUL


class Status(StrEnum):
    """What became of a repair."""

    APPLIED = "applied"
    SUGGESTED = "suggested"
    NOTED = "noted"


@dataclass(frozen=True, slots=True)
class Change:
    """A repair as one stage proposes it, on the text that the stage was given.

    `text[start:end]` becomes `after`. With `note` nothing is to change and something to be known;
    `after` is then ignored.
    """

    start: int
    end: int
    after: str
    rule: str
    confidence: float
    reason: str
    note: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """A repair on the source: `source.text[start:end] == before` becomes `after`.

    Edits of one log are sorted and do not overlap. Applying those with status `applied` to the source
    gives the result. `noted` edits have `after == before`.
    """

    start: int
    end: int
    before: str
    after: str
    rules: tuple[str, ...]
    confidence: float
    status: Status
    reason: str

    @property
    def level(self) -> Level:
        """Certain, likely or doubtful."""
        return Level.of(self.confidence)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A repair that somebody refused, by rule and place in the source."""

    rule: str
    start: int
    end: int
    before: str

    def covers(self, rule: str, start: int, end: int, source_text: str) -> bool:
        """Whether a repair of `source_text[start:end]` under `rule` is the refused one or a part of it."""
        return (
            rule == self.rule
            and self.start <= start
            and end <= self.end
            and source_text[self.start : self.end] == self.before
        )


@dataclass(frozen=True, slots=True)
class Repaired:
    """The source, the repaired text, and every edit between them."""

    source: Source
    text: str
    edits: tuple[Edit, ...]


def apply_edits(text: str, edits: tuple[Edit, ...]) -> str:
    """The text after the `applied` ones of sorted, non-overlapping edits."""
    parts = []
    place = 0
    for edit in edits:
        if edit.status is Status.APPLIED:
            parts += [text[place : edit.start], edit.after]
            place = edit.end
    parts.append(text[place:])
    return "".join(parts)
