"""The rules as data: clause, level, tolerance and what they ask in both languages."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache

from ..i18n import language
from .kinds import DATA

_LEVELS = {"M": "error", "G": "warning"}
"""Everything else is information: recommended, optional, derived, practice, law."""
_STANDARD = "GB/T 9704—2012"


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """One rule of the standard."""

    id: str
    levels: tuple[str, ...]
    """As the standard's table gives them; two where part of the rule binds less."""
    clause: str
    labels: dict[str, str]
    tolerance: float
    """In millimetres, 0 where the rule measures nothing."""
    why: str
    """Why no file shows whether it is kept."""
    reported_as: str
    """The rule under which it is reported, where two ask the same."""

    @property
    def level(self) -> str:
        """`error`, `warning` or `info`: that of its binding part."""
        return "error" if "M" in self.levels else _LEVELS.get(self.levels[0], "info")

    @property
    def general_level(self) -> str:
        """The level of the part that may be adapted."""
        weaker = [level for level in self.levels if level != "M"]
        if weaker:
            return _LEVELS.get(weaker[-1], "info")
        return "warning" if self.level == "error" else self.level

    @property
    def title(self) -> str:
        """What it asks, in the user's language."""
        return self.labels[language()]


@lru_cache(maxsize=1)
def rules() -> dict[str, RuleInfo]:
    """All rules by id, in the order of the standard."""
    rows = tomllib.loads((DATA / "rules.toml").read_text(encoding="utf-8"))
    return {name: _info(name, row) for name, row in rows.items()}


def _info(name: str, row: dict[str, str | float]) -> RuleInfo:
    clause = str(row["clause"])
    return RuleInfo(
        id=name,
        levels=tuple(str(row["level"]).split("/")),
        clause=f"{_STANDARD} {clause}" if clause[0].isdigit() or clause == "前言" else clause,
        labels={key: str(row[key]) for key in ("zh_CN", "en")},
        tolerance=float(row.get("tol", 0)),
        why=str(row.get("why", "")),
        reported_as=str(row.get("as", "")),
    )


def tolerance(rule: str) -> float:
    """The tolerance of a rule in millimetres."""
    return rules()[rule].tolerance
