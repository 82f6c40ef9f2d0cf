"""The figures that README shows and CI guards: `figures.toml`, read beside `results/*.json`."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results"


@dataclass(frozen=True)
class Figure:
    """One row: what was measured, where its values stand, and what they must not fall below or exceed.

    A place is the name of a result file and the keys that lead to the value, apart by ` / `.
    """

    labels: dict[str, str]
    places: list[str]
    form: str
    baseline: list[str]
    least: list[float]
    most: list[float]

    def shown(self) -> str:
        """Our values in the row's form."""
        return self.form.format(*map(value, self.places))

    def shown_baseline(self) -> str:
        """The baseline's values in the row's form, or a dash."""
        return self.form.format(*map(value, self.baseline)) if self.baseline else "–"

    def failures(self) -> list[str]:
        """What is beyond its limit, one line each."""
        found = []
        for place, limit in zip(self.places, self.least, strict=False):
            if value(place) < limit:
                found.append(f"{place}: {value(place):.4f}, must be at least {limit}")
        for place, limit in zip(self.places, self.most, strict=False):
            if value(place) > limit:
                found.append(f"{place}: {value(place):.4f}, must be at most {limit}")
        return found


def load() -> list[Figure]:
    """All rows in the order of the table."""
    rows = tomllib.loads((HERE / "figures.toml").read_text(encoding="utf-8"))["figure"]
    return [
        Figure(
            {"en": row["en"], "zh": row["zh"]},
            row["places"],
            row["form"],
            row.get("baseline", []),
            row.get("least", []),
            row.get("most", []),
        )
        for row in rows
    ]


@cache
def _results(name: str) -> Any:
    return json.loads((RESULTS / f"{name}.json").read_text(encoding="utf-8"))


def value(place: str) -> float:
    """The value at a place; a pair [right, of] is its quotient."""
    name, *keys = place.split(" / ")
    found = _results(name)
    for key in keys:
        found = found[key]
    if isinstance(found, list):
        return float(found[0]) / float(found[1])
    return float(found)
