"""What a Word file with revisions knows of its repairs, and what a person decided on them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .edit import Edit, Refusal, Status

FORMAT = "gongwen-review/1"
NAMESPACE = "urn:gongwen:review:1"
"""Of the custom XML part that holds a record."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The source that somebody began with, before a first round of review."""

    text: str
    name: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """What a Word file carries to be read back: the source, the edits, and who signs them.

    A person who worked over the file leaves it as it is, so it tells what stood there before.
    """

    text: str
    """The source, before any edit."""
    edits: tuple[Edit, ...]
    authors: tuple[str, ...]
    """The author of each edit, then that of what the layout changed."""
    silent: tuple[bool, ...] = ()
    """For each edit, whether it is in the text without being shown as a revision."""
    refused: tuple[Refusal, ...] = ()
    """What was refused before the file was written."""
    name: str = ""
    sha256: str = ""
    first: Origin | None = None
    """Of a further round, whose source is a reviewed file: where the first one began."""

    @property
    def origin(self) -> Origin:
        """The source that the first round began with."""
        return self.first or Origin(self.text, self.name, self.sha256)

    def to_json(self) -> str:
        """The record in ASCII, which any XML can hold; of files the name, not where an office keeps them."""
        edits = [
            [e.start, e.end, e.after, list(e.rules), e.confidence, e.status.value, e.reason, int(silent)]
            for e, silent in zip(self.edits, self.silent, strict=True)
        ]
        names = list(dict.fromkeys(self.authors))
        return json.dumps(
            {
                "format": FORMAT,
                "name": _file_name(self.name),
                "sha256": self.sha256,
                "text": self.text,
                "edits": edits,
                "authors": names,
                "signed": [names.index(author) for author in self.authors],
                "refused": [[r.rule, r.start, r.end] for r in self.refused],
                **self._first(),
            },
            separators=(",", ":"),
        )

    def _first(self) -> dict[str, list[str]]:
        first = self.first
        return {"first": [first.text, _file_name(first.name), first.sha256]} if first else {}

    @classmethod
    def of_json(cls, text: str) -> Record:
        """The record of a file.

        Raises:
            ValueError: It is none, or damaged.
        """
        try:
            return cls._of(json.loads(text))
        except (KeyError, IndexError, TypeError) as error:
            raise ValueError(str(error)) from error

    @classmethod
    def _of(cls, data: Mapping[str, Any]) -> Record:
        if data["format"] != FORMAT:
            raise ValueError(data["format"])
        source = str(data["text"])
        edits, silent = [], []
        for start, end, after, rules, confidence, status, reason, is_silent in data["edits"]:
            before = source[start:end]
            edits.append(Edit(start, end, before, after, tuple(rules), confidence, Status(status), reason))
            silent.append(bool(is_silent))
        refused = tuple(Refusal(rule, start, end, source[start:end]) for rule, start, end in data["refused"])
        authors = tuple(data["authors"][index] for index in data["signed"])
        if len(authors) != len(edits) + 1:
            raise ValueError(FORMAT)
        first = Origin(*map(str, data["first"])) if "first" in data else None
        return cls(source, tuple(edits), authors, tuple(silent), refused, data["name"], data["sha256"], first)


@dataclass(frozen=True, slots=True)
class Review:
    """What a person decided on the repairs of a Word file with revisions; the edits are on its source."""

    accepted: tuple[Edit, ...]
    refused: tuple[Edit, ...]
    """Repairs that were taken back, and suggestions and notes whose comment was deleted."""
    open: tuple[Edit, ...]
    """Nobody decided on them yet: they stay proposals."""
    decided: tuple[Edit | Refusal, ...] = ()
    """All that was refused, in this round and before, as far as it can be told on the origin."""
    refusals: tuple[Refusal, ...] = ()
    """All that was refused, on the text that was read from the reviewed file."""
    standing: tuple[Edit, ...] = ()
    """The repairs and suggestions that are still open, on the text that was read from the reviewed file."""
    origin: Origin = Origin("")
    """The source that the first round began with, to which decisions belong."""


def _file_name(path: str) -> str:
    """The name without its folders, whatever system wrote it."""
    return re.split(r"[/\\]", path)[-1]


def date_of(number: int) -> str:
    """The date that an edit is signed with, by its number: a minute of its own, the same on every run."""
    days, minutes = divmod(number, 24 * 60)
    months, day = divmod(days, 28)
    years, month = divmod(months, 12)
    return f"{2001 + years}-{month + 1:02}-{day + 1:02}T{minutes // 60:02}:{minutes % 60:02}:00Z"
