"""What the line benchmarks count with: decisions right and wrong, and tables of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gongwen.model import Change, Level, Source
from gongwen.repairing.stage import Context


@dataclass
class Score:
    """Right and wrong decisions, joins being what is looked for."""

    hits: int = 0
    false: int = 0
    missed: int = 0
    kept: int = 0
    documents: int = 0
    exact: int = 0

    def add(self, wanted: set[int], got: set[int], boundaries: int) -> None:
        """Count one document."""
        self.hits += len(wanted & got)
        self.false += len(got - wanted)
        self.missed += len(wanted - got)
        self.kept += boundaries - len(wanted | got)
        self.documents += 1
        self.exact += wanted == got

    def report(self) -> dict[str, float]:
        """Precision, recall and F of joins and of breaks, and the share of faultless documents."""
        join = prf(self.hits, self.false, self.missed)
        keep = prf(self.kept, self.missed, self.false)
        names = ("precision", "recall", "f")
        return (
            {f"join_{n}": v for n, v in zip(names, join, strict=True)}
            | {f"break_{n}": v for n, v in zip(names, keep, strict=True)}
            | {"exact": round(self.exact / max(1, self.documents), 4), "documents": self.documents}
        )


def prf(right: int, false: int, missed: int) -> tuple[float, float, float]:
    """Precision, recall and F."""
    precision = right / (right + false) if right + false else 1.0
    recall = right / (right + missed) if right + missed else 1.0
    f = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return round(precision, 4), round(recall, 4), round(f, 4)


def applied(changes: Sequence[Change]) -> list[Change]:
    """Those that are made without asking."""
    return [c for c in changes if Level.of(c.confidence) >= Level.LIKELY and not c.note]


def context(text: str, title: str = "") -> Context:
    """What a stage knows of a text that comes from nowhere."""
    return Context(Source.from_text(text, name=title))


def table(title: str, scores: dict[tuple[str, str], Score], cell: Callable[[dict[str, float]], str]) -> None:
    """Print the scores by (method, text), a method a row."""
    names = list(dict.fromkeys(name for name, _ in scores))
    models = list(dict.fromkeys(model for _, model in scores))
    print(f"\n{title}\n{'':24}" + "".join(f"{m:>14}" for m in models))
    for name in names:
        cells = [cell(scores[name, m].report()) for m in models]
        print(f"{name:24}" + "".join(f"{c:>14}" for c in cells))
