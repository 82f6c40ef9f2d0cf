"""Official documents: whether lines that are elements of their own survive the joining of lines.

The documents of `documents/generator.py`, seeds that nothing learns from, as they are and with their lines
damaged. Counted is every boundary between two elements that is taken out, by the kinds on both sides, and
the share of elements that no other one is glued to. Lines of one element that stand apart in the document
already, such as a title of two, may be joined or not: neither is counted.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from documents.generator import Made, make
from gongwen.repairing.lines.lines import layout_of
from line_damage import MODELS, bare_text
from line_joins import ours

HELD_OUT = 1_000_000
DAMAGE = ("clean", "a", "a-keep", "b", "c", "d", "d2", "f")
_MOST = 300
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Element:
    """A line of a document as it was made."""

    kind: str
    """The part it is; of a line with two parts the last."""
    line: str
    goes_on: bool
    """Whether it is another line of the part above."""


@dataclass
class Survival:
    """What became of the elements of documents damaged in one way."""

    documents: int = 0
    unharmed: int = 0
    elements: int = 0
    intact: int = 0
    wanted: int = 0
    joined: int = 0
    glued: Counter[str] = field(default_factory=Counter)

    def add(self, elements: list[Element], ends: list[int], wanted: set[int], got: set[int]) -> None:
        """Count one document: its elements, and where the last line of each ends."""
        after = zip(elements, elements[1:], ends, strict=False)
        lost = [k for k, (_a, b, end) in enumerate(after) if end in got and not b.goes_on]
        self.glued.update(f"{elements[k].kind} + {elements[k + 1].kind}" for k in lost)
        self.documents += 1
        self.unharmed += not lost
        self.elements += len(elements)
        self.intact += len(elements) - len({*lost, *(k + 1 for k in lost)})
        self.wanted += len(wanted)
        self.joined += len(wanted & got)

    def report(self) -> dict[str, Any]:
        """Shares of elements intact, of documents without harm, of wanted joins made; what was glued."""
        return {
            "intact": round(self.intact / max(1, self.elements), 4),
            "unharmed": round(self.unharmed / max(1, self.documents), 4),
            "glued a document": round(self.glued.total() / max(1, self.documents), 4),
            "join_recall": round(self.joined / self.wanted, 4) if self.wanted else 1.0,
            "documents": self.documents,
            "glued": dict(self.glued.most_common()),
        }


def bench_official(most: int = _MOST, first: int = HELD_OUT) -> dict[str, Any]:
    """Elements that survive, by damage."""
    results = {}
    for damage in DAMAGE:
        found = Survival()
        for seed in range(first, first + most):
            made = list(elements(make(seed)))
            labelled = MODELS[damage]([element.line for element in made], Random(f"{seed} {damage}"))
            text, wanted = bare_text(labelled)
            found.add(made, _ends(labelled), wanted, ours(text))
        results[damage] = found.report()
        shown = ", ".join(f"{name} {n}" for name, n in found.glued.most_common(_SHOWN))
        figures = ", ".join(f"{k} {v}" for k, v in results[damage].items() if k != "glued")
        print(f"{damage:8}{figures}\n        {shown}")
    return results


def elements(made: Made) -> Iterator[Element]:
    """The lines of a document that are not empty, with what they are."""
    parts = [
        (kind, re.sub(r"\s", "", line), place > 0)
        for kind, text in made.parts
        for place, line in enumerate(text.split("\n"))
    ]
    for line in made.text.split("\n"):
        bare = re.sub(r"\s", "", line)
        if not bare:
            continue
        kind, said, goes_on = parts.pop(0)
        while said != bare:
            kind, more, _ = parts.pop(0)
            said += more
        yield Element(kind, line.strip(), goes_on)


def _ends(labelled: list[tuple[str, str]]) -> list[int]:
    """The place behind the last line of each element."""
    text, _wanted = bare_text(labelled)
    ends: list[int] = []
    labels = [label for _line, label in labelled if label in ("P", "C")]
    for line, label in zip(layout_of(text).lines, labels, strict=True):
        ends = [*ends, line.end] if label == "P" else [*ends[:-1], line.end]
    return ends
