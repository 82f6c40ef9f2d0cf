"""The faces on this machine: an own scan of the font folders, kept in a cache file by path and time.

`GONGWEN_FONT_PATH` (folders separated as in `PATH`) replaces the folders of the system; an empty entry
stands for them (`/my/fonts:` is those and the system's). Set to nothing it leaves only the faces that come
with the program.
"""

from __future__ import annotations

import json
import os
import struct
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FONT_PATH_VARIABLE = "GONGWEN_FONT_PATH"
SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")
_FORMAT = 3
_FAMILY_NAME_IDS = (1, 4, 16)
_STYLE_NAME_IDS = (2, 4, 17)
_BOLD_WORDS = {"bold": 700, "heavy": 900, "black": 900, "semibold": 600, "demibold": 600, "medium": 500}


@dataclass(frozen=True, slots=True)
class IndexedFace:
    """What is known of a face without opening its file."""

    path: str
    index: int
    names: tuple[str, ...]
    """Family and full names in every language, without case and blanks."""
    family: str
    """The family's name for people."""
    weight: int
    embeddable: bool
    """OS/2 fsType allows embedding a subset."""
    weights: tuple[float, float] | None
    """Range of the weight axis of a variable font."""


def plain_name(name: str) -> str:
    """A font name as names are compared: without case, blanks and hyphens."""
    return "".join(name.casefold().replace("-", "").split())


def font_folders(configured: dict[str, list[str]]) -> list[Path]:
    """The folders to search: those of `GONGWEN_FONT_PATH`, else those of the system."""
    platform = sys.platform if sys.platform in configured else "linux"
    of_system = [Path(os.path.expandvars(folder)).expanduser() for folder in configured[platform]]
    own = os.environ.get(FONT_PATH_VARIABLE)
    if own is None:
        return of_system
    folders: list[Path] = []
    for entry in own.split(os.pathsep) if own else ():
        folders += [Path(entry).expanduser()] if entry else of_system
    return folders


def indexed_faces(folders: Iterable[Path]) -> list[IndexedFace]:
    """All faces below the folders; files that did not change are not opened again."""
    cache_file = cache_folder() / "fonts.json"
    known = _read_cache(cache_file)
    current: dict[str, list[Any]] = {}
    fresh = False
    for path, mtime, size in _font_files(folders):
        entry = known.get(path)
        if entry is None or entry[:2] != [mtime, size]:
            entry = [mtime, size, _faces_in(path)]
            fresh = True
        current[path] = entry
    if fresh:
        _write_cache(cache_file, known | current)
    return [
        IndexedFace(
            path, index, tuple(names), family, weight, embeddable, tuple(weights) if weights else None
        )
        for path, (_, _, faces) in current.items()
        for index, names, family, weight, embeddable, weights in faces
    ]


def cache_folder() -> Path:
    """Where the index of faces is kept."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library/Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "gongwen"


def _read_cache(path: Path) -> dict[str, list[Any]]:
    with suppress(OSError, ValueError, KeyError, TypeError):
        content = json.loads(path.read_bytes())
        if content["format"] == _FORMAT:
            files: dict[str, list[Any]] = content["files"]
            return files
    return {}


def _write_cache(path: Path, files: dict[str, list[Any]]) -> None:
    """Keep the index; a home that cannot be written costs only time."""
    existing = {name: entry for name, entry in files.items() if Path(name).exists()}
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.write_text(json.dumps({"format": _FORMAT, "files": existing}), encoding="utf-8")
        draft.replace(path)


def _font_files(folders: Iterable[Path]) -> Iterator[tuple[str, int, int]]:
    """Path, time of last change and size of every font file; links are followed, circles are not."""
    seen: set[tuple[int, int]] = set()
    waiting = [str(folder) for folder in reversed(list(folders))]
    while waiting:
        folder = waiting.pop()
        for entry in _entries(folder, seen):
            with suppress(OSError):  # a link to nothing
                if entry.is_dir():
                    waiting.append(entry.path)
                elif entry.name.lower().endswith(SUFFIXES):
                    status = entry.stat()
                    yield entry.path, status.st_mtime_ns, status.st_size


def _entries(folder: str, seen: set[tuple[int, int]]) -> list[os.DirEntry[str]]:
    """What is in a folder, sorted; nothing if it was seen under another name or cannot be read."""
    with suppress(OSError):
        status = Path(folder).stat()
        place = (status.st_dev, status.st_ino)
        if place not in seen or not status.st_ino:
            seen.add(place)
            return sorted(os.scandir(folder), key=lambda entry: entry.name)
    return []


def _faces_in(path: str) -> list[list[Any]]:
    """The cache entries of one file: one list a face; a file that is no font has none."""
    import uharfbuzz as hb  # noqa: PLC0415  # only needed when a font file is new

    try:
        blob = hb.Blob.from_file_path(path)
        first = hb.Face(blob, 0)
        faces = [first, *(hb.Face(blob, i) for i in range(1, first.count))]
        whole = [(i, face) for i, face in enumerate(faces) if face.glyph_count and _is_whole(path, i)]
        entries = [_entry(face, i) for i, face in whole]
        return [entry for entry in entries if entry]
    except (OSError, RuntimeError, ValueError, struct.error, hb.HarfBuzzError):
        return []


def _is_whole(path: str, index: int) -> bool:
    """Whether the face has outlines and all its tables lie inside the file: half a download has not."""
    size = Path(path).stat().st_size
    with Path(path).open("rb") as file:
        start = 0
        if file.read(4) == b"ttcf":
            file.seek(12 + 4 * index)
            (start,) = struct.unpack(">I", file.read(4))
        file.seek(start + 4)
        (count,) = struct.unpack(">H", file.read(2))
        file.seek(start + 12)
        tables = [struct.unpack(">4sIII", file.read(16)) for _ in range(count)]
    has_outlines = any(tag in {b"glyf", b"CFF ", b"CFF2"} for tag, *_ in tables)
    return has_outlines and all(offset + length <= size for _tag, _sum, offset, length in tables)


def _entry(face: Any, index: int) -> list[Any]:
    """The cache entry of a face; empty for a slanted one, which no role asks for."""
    named = [
        (int(entry.name_id), face.get_name(entry.name_id, entry.language) or "")
        for entry in face.list_names()
    ]
    families = [name for name_id, name in named if name_id in _FAMILY_NAME_IDS and name]
    display = [name for wanted in (16, 1) for name_id, name in named if name_id == wanted]
    styles = " ".join(name for name_id, name in named if name_id in _STYLE_NAME_IDS).casefold().split()
    if "italic" in styles or "oblique" in styles:
        return []
    weight, fs_type = _weight_and_fs_type(face)
    if weight == 400:  # some fonts declare a bold face as regular
        weight = max([w for word, w in _BOLD_WORDS.items() if word in styles], default=weight)
    axis = next((a for a in face.axis_infos if a.tag == "wght"), None)
    weights = [axis.min_value, axis.max_value] if axis else None
    usage = fs_type & 0x000F
    embeddable = usage != 0x0002 and not fs_type & 0x0300
    names = sorted({plain_name(name) for name in families})
    return [index, names, display[0] if display else "", weight, embeddable, weights]


def _weight_and_fs_type(face: Any) -> tuple[int, int]:
    """`usWeightClass` and `fsType` of the OS/2 table; regular and free where there is none."""
    table = bytes(face.reference_table("OS/2").data) if "OS/2" in face.table_tags else b""
    if len(table) < 10:
        return 400, 0
    weight, _width, fs_type = struct.unpack(">HHH", table[4:10])
    return weight, fs_type
