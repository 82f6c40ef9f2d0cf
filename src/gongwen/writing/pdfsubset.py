"""Subsets of font files: HarfBuzz takes the used glyphs out, of CFF and TrueType alike.

From a face that is used again and again the glyphs of everyday texts are first put aside, once a process: to
take a subset from them takes a tenth of the time or less, and its bytes are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from functools import lru_cache
from typing import Any

from ..model import Face

_DROPPED_TABLES = (
    "GSUB GPOS GDEF BASE VORG vhea vmtx name OS/2 DSIG STAT post",
    "cmap kern gasp meta MATH JSTF hdmx VDMX LTSH PCLT",
)
"""What no reader of a PDF looks at."""
_SELDOM = 30
"""So many subsets are taken from the whole face: to put glyphs aside takes as long as they do."""
_MANY = 200
"""Glyphs of a subset from which on it is worth the memory, some 20 MB, to have all that may come at hand."""
_VAST = 20_000
"""Glyphs of a face that takes 1 to 4 ms to look over, however few are taken."""
_ROWS, _CELLS = range(0xA1, 0xF8), range(0xA1, 0xFF)
"""Of GB 2312 in EUC: marks, letters and 6,763 Chinese characters."""


@lru_cache(maxsize=64)
def opened(face: Face) -> Any:
    """The HarfBuzz font of a face."""
    import uharfbuzz as hb  # noqa: PLC0415  # 10 ms, only where a PDF is written

    font = hb.Font(_read(face))
    if face.variations:
        font.set_variations(dict(face.variations))
    return font


def subset(face: Face, used: Set[int]) -> tuple[bytes, dict[int, int]]:
    """The font file with these glyphs only, and their numbers in it.

    Raises:
        RuntimeError: the font file is damaged.
    """
    import uharfbuzz as hb  # noqa: PLC0415

    source, number_of = _source(face).holding(used)
    wanted = _wanted(map(number_of.__getitem__, used) if number_of else used)
    wanted.flags |= hb.SubsetFlags.CFF_IDENTITY_CHARSET | hb.SubsetFlags.DOWNGRADE_CFF2
    pinned = dict(face.variations)
    for axis in source.axis_infos:
        wanted.pin_axis_location(source, axis.tag, pinned.get(axis.tag, axis.default_value))
    taken, renumbered = _taken(source, wanted)
    return bytes(taken.blob.data), {
        glyph: renumbered[number_of[glyph] if number_of else glyph] for glyph in sorted(used)
    }


def _read(face: Face) -> Any:
    import uharfbuzz as hb  # noqa: PLC0415

    return hb.Face(hb.Blob.from_file_path(face.path), face.index)


def _wanted(glyphs: Iterable[int]) -> Any:
    """What to take out of a face: glyphs without hints, no table that no reader looks at."""
    import uharfbuzz as hb  # noqa: PLC0415

    wanted = hb.SubsetInput()
    wanted.glyph_set.update(sorted(glyphs))
    wanted.flags = (
        hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NOTDEF_OUTLINE
    )
    wanted.drop_table_tag_set.update(_tag(table) for row in _DROPPED_TABLES for table in row.split())
    return wanted


def _taken(source: Any, wanted: Any) -> tuple[Any, dict[int, int]]:
    """A HarfBuzz face with some glyphs of the source, and their new numbers."""
    import uharfbuzz as hb  # noqa: PLC0415

    plan = hb.SubsetPlan(source, wanted)
    return plan.execute(), dict(plan.old_to_new_glyph_mapping)


class _Source:
    """What the subsets of a face are taken from: the whole of it, later its glyphs of everyday texts."""

    def __init__(self, face: Face) -> None:
        self._face = face
        self._everyday: Any = None
        self._number_of: dict[int, int] = {}
        """The glyphs that it has, and their numbers in it."""
        self._seen: set[int] = set()
        self._is_full = False
        """Whether it has all that Chinese texts are written in."""
        self._uses = 0
        """Subsets that it had not all glyphs for."""

    def holding(self, used: Set[int]) -> tuple[Any, dict[int, int]]:
        """A HarfBuzz face that has these glyphs, and their numbers in it; none where they are the same."""
        if used <= self._number_of.keys():
            return self._everyday, self._number_of
        whole, is_much = opened(self._face).face, len(used) > _MANY
        if self._is_full or (not is_much and whole.glyph_count <= _VAST):
            return whole, {}  # rare characters: to put glyphs aside once more takes 25 MB while it lasts
        self._seen.update(used)
        self._uses += 1
        if self._uses <= _SELDOM:
            return whole, {}
        self._put_aside(is_much=is_much)
        return self._everyday, self._number_of

    def _put_aside(self, *, is_much: bool) -> None:
        """Keep what was seen so far; where much is used, all that Chinese texts are written in."""
        import uharfbuzz as hb  # noqa: PLC0415

        font = opened(self._face)
        characters = _everyday_characters() if is_much else ""
        own = (font.get_nominal_glyph(ord(char)) for char in characters)
        kept = self._seen.union(glyph for glyph in own if glyph)
        self._everyday, self._number_of = None, {}  # first, for two of them take twice the memory
        whole = _read(self._face)  # read anew: what is read of a large file goes out of memory with it
        taken, renumbered = _taken(whole, _wanted(kept))
        smaller = hb.Face(taken.blob)
        self._everyday = hb.subset_preprocess(smaller) if is_much else smaller
        self._number_of = {glyph: renumbered[glyph] for glyph in kept}
        self._is_full, self._uses = is_much, 0


@lru_cache(maxsize=16)
def _source(face: Face) -> _Source:
    return _Source(face)


def _everyday_characters() -> str:
    """ASCII and GB 2312."""
    codes = (bytes((row, cell)) for row in _ROWS for cell in _CELLS)
    national = (code.decode("gb2312", errors="ignore") for code in codes)
    return "".join([*map(chr, range(0x20, 0x7F)), *national])


def _tag(table: str) -> int:
    return int.from_bytes(table.encode("ascii"), "big")
