"""Keys and values → the elements that they give."""

from __future__ import annotations

import datetime
import difflib
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..i18n import gettext as _
from ..model import BlockKind, Given, GivenElement, MetadataError

_ISO_DATE = re.compile(r"((?:19|20)\d{2})\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{1,2})")
_YEAR = re.compile(r"[〔\[［（(【﹝〈]\s*((?:19|20)\d{2})\s*[〕\]］）)】﹞〉]\s*")
_COPY_DIGITS = 6
_DATES = (BlockKind.DATE, BlockKind.ISSUED_BY)
_NEAR = 0.6

Where = Callable[[str], str]
"""From a key to what a message opens with: the file and the line."""


@dataclass(frozen=True, slots=True)
class Key:
    """An entry of `keys.toml`."""

    names: tuple[str, ...]
    kind: BlockKind
    split: str = ""
    join: str = ""
    opening: str = ""
    closing: str = ""
    is_name: bool = False


@lru_cache(maxsize=1)
def keys() -> Mapping[str, Key]:
    """Every key with what it stands for."""
    text = Path(__file__).with_name("keys.toml").read_text(encoding="utf-8")
    found: dict[str, Key] = {}
    for entry in tomllib.loads(text)["element"]:
        key = Key(**{**entry, "names": tuple(entry["names"]), "kind": BlockKind(entry["kind"])})
        found |= dict.fromkeys(key.names, key)
    return found


def key_of(name: str) -> Key | None:
    """The key of that name, however its letters, blanks and dashes are written."""
    return keys().get("".join(name.split()).lower().replace("-", "_"))


def hint(name: str) -> str:
    """“did you mean …?” where a key is near, else nothing."""
    near = difflib.get_close_matches(name.lower(), list(keys()), n=1, cutoff=_NEAR)
    return _(" (did you mean “{word}”?)").format(word=near[0]) if near else ""


def of_mapping(values: Mapping[str, object], where: Where = str) -> Given:
    """The elements that a mapping from keys to values gives.

    Args:
        values: text, a number, a date, or a list of these for each key.
        where: what messages say of the place of a key; the key itself if nothing better is known.

    Raises:
        MetadataError: a key is unknown or given twice, or a value is of another type.
    """
    elements: dict[tuple[BlockKind, str], GivenElement] = {}
    for name, value in values.items():
        key = key_of(str(name))
        if key is None:
            message = _("{where}: unknown key “{key}”{hint}; known are: {keys}.")
            known = ", ".join(dict.fromkeys(entry.names[0] for entry in keys().values()))
            raise MetadataError(message.format(where=where(name), key=name, hint=hint(name), keys=known))
        texts = _texts(value, key, where(name))
        if not texts:
            continue
        place = (key.kind, key.opening)
        if place in elements and key.kind is not BlockKind.ISSUED_BY:
            message = _("{where}: “{key}” and “{other}” are one and the same; give one of them.")
            raise MetadataError(message.format(where=where(name), key=name, other=elements[place].key))
        made = GivenElement(key.kind, texts, str(name), key.is_name)
        elements[place] = _with_printer(elements[place], made) if place in elements else made
    return tuple(elements.values())


def _with_printer(one: GivenElement, other: GivenElement) -> GivenElement:
    """印发机关 and 印发日期 are one element."""
    printer, day = (other, one) if one.values[0].endswith("印发") else (one, other)
    return GivenElement(one.kind, (f"{printer.values[0]}　　{day.values[0]}",), printer.key)


def _texts(value: object, key: Key, where: str) -> tuple[str, ...]:
    """The texts of the blocks that a value becomes."""
    parts = [text for item in _items(value, key, where) if (text := _text(item, key, where))]
    if not parts:
        return ()
    if key.kind is BlockKind.ATTACHMENT_NOTE:
        return _attachments(parts, key.opening)
    if key.kind is BlockKind.TITLE:
        return ("\n".join(parts),)
    if key.join:
        parts = [key.join.join(parts)]
    return tuple(_complete(part, key) for part in parts)


def _items(value: object, key: Key, where: str) -> Iterable[object]:
    if isinstance(value, list):
        return value
    if isinstance(value, str) and key.split:
        bare = value.strip()
        return re.split(key.split, bare.removeprefix(key.opening))
    if isinstance(value, dict):
        raise MetadataError(
            _("{where}: a text, a number, a date or a list of them is wanted.").format(where=where)
        )
    return [value]


def _text(item: object, key: Key, where: str) -> str:
    """One value as it is written in a document."""
    if isinstance(item, datetime.date | datetime.datetime):
        return f"{item.year}年{item.month}月{item.day}日"
    if isinstance(item, bool) or not isinstance(item, str | int):
        raise MetadataError(
            _("{where}: a text, a number, a date or a list of them is wanted.").format(where=where)
        )
    text = str(item).strip()
    if key.kind is BlockKind.COPY_NUMBER and text.isdecimal():
        return text.zfill(_COPY_DIGITS)
    if key.kind is BlockKind.DOCUMENT_NUMBER:
        return _YEAR.sub(r"〔\1〕", text)
    if key.kind in _DATES:
        return _ISO_DATE.sub(lambda m: f"{m[1]}年{int(m[2])}月{int(m[3])}日", text)
    return text


def _complete(text: str, key: Key) -> str:
    """With the label and the mark that belong to the element."""
    opening = (
        "" if text.startswith(key.opening) or text.startswith(key.opening.replace("：", ":")) else key.opening
    )
    if key.closing == "：" and text.endswith(":"):
        text = text[:-1]
    return opening + text + ("" if text.endswith(key.closing) else key.closing)


def _attachments(names: list[str], label: str) -> tuple[str, ...]:
    """附件：name, or with numbers from 1 where there are several [A-02]."""
    names = [name.removeprefix(label) for name in names]
    if len(names) > 1 and not re.match(r"\d{1,2}[.．]", names[0]):
        names = [f"{number}.{name}" for number, name in enumerate(names, 1)]
    return (label + names[0], *names[1:])
