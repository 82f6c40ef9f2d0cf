"""Faces by role: the official one where the machine has it, then an open one, then the one that is shipped.

Every role is a chain of faces; a character is drawn by the first that has it. The candidates stand in
`data/faces.toml`. A stand-in, a borrowed character and a character that no face has are `Notice`s.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..i18n import gettext as _
from ..model import Face, FontError, Notice, Role
from . import marks
from .fontindex import FONT_PATH_VARIABLE, IndexedFace, font_folders, indexed_faces, plain_name
from .glyphs import Glyph, opened

_LISTED_CHARACTERS = 12


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a role resolves to on this machine."""

    role: Role
    chain: tuple[Face, ...]
    holes: str
    """Characters of 通用规范汉字表 and GB 2312 that the first face lacks …"""
    missing: str
    """… and those of them that no face of the chain has."""
    refused: tuple[str, ...]
    """Better faces on this machine that forbid embedding, by family."""

    @property
    def face(self) -> Face:
        """The face that draws the role."""
        return self.chain[0]


def resolve() -> list[Resolution]:
    """Role by role the chain of faces on this machine; what `gongwen fonts` lists."""
    wanted = _everyday_characters()
    resolutions = []
    for role in Role:
        faces = chain(role)
        holes = "".join(char for char in wanted if not opened(faces[0]).has(char))
        missing = "".join(char for char in holes if not any(opened(face).has(char) for face in faces))
        resolutions.append(Resolution(role, faces, holes, missing, refused(role)))
    return resolutions


def candidates(role: Role) -> tuple[list[str], list[str]]:
    """The families that a role is looked for under: official ones, then open ones of the same design."""
    entry = _table()["roles"][role.value]
    return list(entry["official"]), list(entry["open"])


def _everyday_characters() -> str:
    """ASCII, 通用规范汉字表, in which names are registered, and the signs of GB 2312."""
    standard = (marks.DATA / "standard_characters.txt").read_text(encoding="utf-8").replace("\n", "")
    codes = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    national = "".join(code.decode("gb2312", errors="ignore") for code in codes)
    return "".join(dict.fromkeys("".join(map(chr, range(0x21, 0x7F))) + standard + national))


def chain(role: Role) -> tuple[Face, ...]:
    """The faces that draw a role, best first.

    Raises:
        FontError: not even the shipped faces are there.
    """
    return _chains(os.environ.get(FONT_PATH_VARIABLE))[role][0]


def refused(role: Role) -> tuple[str, ...]:
    """The families on this machine that come before the role's face and forbid embedding (OS/2 fsType)."""
    return _chains(os.environ.get(FONT_PATH_VARIABLE))[role][1]


@lru_cache(maxsize=4)
def _chains(_font_path: str | None) -> dict[Role, tuple[tuple[Face, ...], tuple[str, ...]]]:
    """For each role its faces, and the families that were passed over."""
    table = _table()
    free: dict[str, list[IndexedFace]] = {}
    closed: dict[str, list[IndexedFace]] = {}
    for indexed in indexed_faces(font_folders(table["folders"])):
        by_name = free if indexed.embeddable else closed
        for name in indexed.names:
            by_name.setdefault(name, []).append(indexed)
    chains = {role: _chain(role, table, free) for role in Role}
    return {
        role: (faces, tuple(_passed_over(role, faces[0], free, closed))) for role, faces in chains.items()
    }


def _passed_over(
    role: Role, chosen: Face, free: dict[str, list[IndexedFace]], closed: dict[str, list[IndexedFace]]
) -> Iterator[str]:
    """The families that would have been chosen, were they allowed to be embedded."""
    entry = _table()["roles"][role.value]
    for name in (*entry["official"], *entry["open"], *entry["stand_in"]):
        plain = plain_name(name)
        if any((face.path, face.index) == (chosen.path, chosen.index) for face in free.get(plain, ())):
            return
        if plain in closed and plain not in free:
            yield closed[plain][0].family or name


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    return tomllib.loads((marks.DATA / "faces.toml").read_text(encoding="utf-8"))


def _chain(role: Role, table: dict[str, Any], by_name: dict[str, list[IndexedFace]]) -> tuple[Face, ...]:
    entry = table["roles"][role.value]
    weight = entry["weight"]
    shipped = _shipped()
    default, other = (entry["default"], "sans" if entry["default"] == "serif" else "serif")
    faces = [
        *_named(role, entry["official"], weight, False, by_name),
        *_named(role, entry["open"], weight, False, by_name),
        *_named(role, entry["stand_in"], weight, True, by_name),
        _shipped_face(role, shipped[default], entry["stand_in_default"]),
        _shipped_face(role, shipped[other], True),
        *_named(role, table["rescue"]["families"], table["rescue"]["weight"], True, by_name),
    ]
    unique: dict[tuple[str, int], Face] = {}
    for face in faces:
        unique.setdefault((face.path, face.index), face)
    return tuple(unique.values())


def _named(
    role: Role, names: Sequence[str], weight: int, stand_in: bool, by_name: dict[str, list[IndexedFace]]
) -> Iterator[Face]:
    """The faces of these families, each at the weight nearest to the one that is wanted."""
    for name in names:
        found = by_name.get(plain_name(name), ())
        if not found:
            continue
        best = min(found, key=lambda indexed: (_distance(indexed, weight), indexed.path, indexed.index))
        pinned: tuple[tuple[str, float], ...] = ()
        if best.weights:
            lowest, highest = best.weights
            pinned = (("wght", float(min(max(weight, lowest), highest))),)
        yield Face(role, best.family or name, best.path, best.index, pinned, stand_in)


def _distance(indexed: IndexedFace, weight: int) -> float:
    """How far the face is from a weight; a variable one reaches all of its range."""
    lowest, highest = indexed.weights or (indexed.weight, indexed.weight)
    return max(lowest - weight, weight - highest, 0)


@lru_cache(maxsize=1)
def _shipped() -> dict[str, Path]:
    """The faces that come with the program, by the class of their design."""
    try:
        import pylopdf_fonts_zh_cn as package  # noqa: PLC0415  # absent where somebody stripped the install
    except ImportError as error:
        raise FontError(
            _("The faces that come with gongwen are missing; install them: pip install pylopdf-fonts-zh-cn")
        ) from error
    return {"serif": package.serif_path(), "sans": package.sans_path()}


def _shipped_face(role: Role, path: Path, stand_in: bool) -> Face:
    family = "Noto Serif SC" if "Serif" in path.name else "Noto Sans SC"
    return Face(role, family, str(path), stand_in=stand_in)


@lru_cache(maxsize=1 << 16)
def look_up(font_path: str | None, role: Role, char: str, full: bool) -> tuple[Glyph, bool]:
    """The glyph for a character of a role, with `full` in a cell of one em; whether it is an empty box."""
    faces, _ = _chains(font_path)[role]
    wanted = " " if marks.is_blank(char) and not full else char
    for face in faces:
        if opened(face).has(wanted):
            return opened(face).glyph(wanted, full), False
    if marks.is_blank(char):
        return opened(faces[0]).glyph("　" if full else " ", full), False
    return opened(faces[0]).glyph(char, full), True


class TypeCase:
    """What one document asks of its faces: remembers what had to be borrowed, and what no face has."""

    def __init__(self) -> None:
        self.font_path = os.environ.get(FONT_PATH_VARIABLE)
        self._used: dict[Role, None] = {}
        self._odd: dict[tuple[Role, str, bool], None] = {}

    def use(self, role: Role) -> None:
        """Remember that the document asks for a role."""
        self._used[role] = None

    def note(self, role: Role, char: str, full_cell: bool) -> None:
        """Remember a character that the role's own face has not."""
        self._odd[role, char, full_cell] = None

    def glyph(self, role: Role, char: str, full_cell: bool | None = None) -> Glyph:
        """The glyph for a character of a role; `full_cell` overrides what the character's class says."""
        full = marks.is_full_width(char) if full_cell is None else full_cell
        glyph, is_box = look_up(self.font_path, role, char, full)
        self.use(role)
        if is_box or glyph.face != chain(role)[0]:
            self.note(role, char, full)
        return glyph

    def notices(self) -> Iterator[Notice]:
        """What the reader of the pages should know of their faces."""
        used = {role: chain(role)[0] for role in self._used}
        odd = {key: look_up(self.font_path, *key) for key in self._odd}
        missing = list(dict.fromkeys(char for (_, char, _), (_, is_box) in odd.items() if is_box))
        for role, face in used.items():
            if face.stand_in:
                yield Notice("font.stand-in", _stand_in_message(role, face))
            if names := refused(role):
                message = _("{role}: {names} may not be embedded in a file; {family} is used instead.")
                told = message.format(role=role.value, names=_(", ").join(names), family=face.family)
                yield Notice("font.not-embeddable", told)
        borrowed: dict[tuple[Role, str], list[str]] = {}
        for (role, char, _full), (glyph, is_box) in odd.items():
            if not is_box:
                borrowed.setdefault((role, glyph.face.family), []).append(char)
        for (role, family), chars in borrowed.items():
            message = _("{role}: the face lacks {chars}; drawn in {family}.")
            yield Notice(
                "font.borrowed-character",
                message.format(role=role.value, chars=_listed(chars), family=family),
            )
        if missing:
            message = _("No face on this machine has {chars}; an empty box stands for each.")
            yield Notice("font.missing-character", message.format(chars=_listed(missing)))


def _stand_in_message(role: Role, face: Face) -> str:
    message = _("{role} is drawn in {family} ({file}), a stand-in: no {role} face was found on this machine.")
    return message.format(role=role.value, family=face.family, file=Path(face.path).name)


def _listed(chars: Iterable[str]) -> str:
    """Characters for a message, with code points where a glyph would not show."""
    names = [f"{c} (U+{ord(c):04X})" if c.isprintable() else f"U+{ord(c):04X}" for c in dict.fromkeys(chars)]
    shown = " ".join(names[:_LISTED_CHARACTERS])
    return shown if len(names) <= _LISTED_CHARACTERS else f"{shown} … ({len(names)})"
