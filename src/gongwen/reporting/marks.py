"""What the terminal and the page show alike: the core of a change, marks that can be seen, names of rules."""

from __future__ import annotations

import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..i18n import gettext as _
from ..i18n import language
from ..model import Level
from .report import EditEntry

LINE_END = "⏎"
_SHOWN = {"\n": LINE_END, "\t": "⇥", " ": "␣", "\u00a0": "␣", "\u3000": "␣"}


def core(edit: EditEntry) -> tuple[str, str, str, str]:
    """What both texts begin with, what goes, what comes, and what both end with."""
    before, after = edit["before"], edit["after"]
    if before == after:
        return "", before, after, ""
    head = _alike(before, after)
    tail = _alike(before[head:][::-1], after[head:][::-1])
    end = len(before) - tail
    return before[:head], before[head:end], after[head : len(after) - tail], before[end:]


def _alike(a: str, b: str) -> int:
    """How many characters two texts have in common at their start."""
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def visible(text: str) -> str:
    """The text with everything that could steer a terminal or turn its direction made harmless."""
    return "".join(c if c == "\n" else _visible(c) for c in text)


def spelled(text: str) -> str:
    """The text of a change, its blanks and line ends drawn as signs."""
    return "".join(_SHOWN.get(c) or _visible(c) for c in text)


def _visible(character: str) -> str:
    if " " <= character < "\x7f":
        return character
    if character < " ":
        return chr(0x2400 + ord(character))
    category = unicodedata.category(character)
    if category in ("Cc", "Cs"):
        return "\ufffd"
    if category == "Cf" or character in "\u2028\u2029":
        return f"<U+{ord(character):04X}>"
    return character


def level_of(edit: EditEntry) -> Level:
    """Certain, likely or doubtful."""
    return Level.of(edit["confidence"])


def family(rule: str) -> str:
    """The class of a rule, by which reports are filtered: the part before the dot."""
    return visible(rule.partition(".")[0])


def rule_label(rule: str) -> str:
    """The name of a rule for people; an unknown rule is its own name."""
    return _label(_table()["rules"].get(rule, {}), visible(rule))


def is_known(rule: str) -> bool:
    """Whether the table of rules has it."""
    return rule in _table()["rules"]


def meaning(rule: str) -> str:
    """What a rule does, in the user's language as far as it is told; nothing of an unknown one."""
    own = _meanings() if language() == "zh_CN" else {}
    return own.get(rule) or str(_table()["rules"].get(rule, {}).get("meaning", ""))


def levels_of(rule: str) -> str:
    """The levels at which a rule works, for people: `(certain, likely)`."""
    names = {"certain": _("certain"), "likely": _("likely"), "doubtful": _("doubtful"), "note": _("noted")}
    levels = _table()["rules"].get(rule, {}).get("levels", [])
    return _("({levels})").format(levels=_(", ").join(names[level] for level in levels)) if levels else ""


def family_label(name: str) -> str:
    """The name of a class of rules for people."""
    return _label(_table()["families"].get(name, {}), name)


def _label(names: dict[str, str], fallback: str) -> str:
    return names.get(language(), fallback)


@lru_cache(maxsize=1)
def _meanings() -> dict[str, str]:
    return tomllib.loads(Path(__file__).with_name("meanings.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("rules.toml").read_text(encoding="utf-8"))
