"""A finished file against the layout standard: `check` says what in a .pdf or .docx does not conform."""

from __future__ import annotations

from .judging import check
from .rulebook import RuleInfo, rules
from .verdict import FORMAT, LEVELS, Box, Finding, FindingEntry, Place, Verdict, entry_of

__all__ = [
    "FORMAT",
    "LEVELS",
    "Box",
    "Finding",
    "FindingEntry",
    "Place",
    "RuleInfo",
    "Verdict",
    "check",
    "entry_of",
    "rules",
]
