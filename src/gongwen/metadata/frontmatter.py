"""Elements in front of a text: between lines of `---` as `key: value`, between lines of `+++` as TOML.

Front matter stays in the text, letter for letter: repair leaves it alone, no block holds it. A text may
well begin with a rule of dashes, so lines between `---` are front matter only if one of them opens with
a key that is known; keys of other programs are then passed over with a notice, slips of the pen refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..i18n import gettext as _
from ..model import Given, MetadataError, Notice
from .elements import hint, key_of, of_mapping
from .files import of_toml

_MAX_LENGTH = 20_000
_OPENING = re.compile(r"\ufeff?\s{0,40}?(---|\+\+\+)[ \t]*\n")
_ENTRY = re.compile(r"([^\s:：#\-][^:：\n]{0,39}?)\s*[:：](.*)")
_ITEM = re.compile(r"\s*-\s+(.*)")
_LIST = re.compile(r"[\[［](.*)[\]］]")
_COMMA = re.compile(r"\s*[,，]\s*")
_COMMENT = re.compile(r"\s#.*$")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands in front of a text."""

    given: Given = ()
    length: int = 0
    """Characters of the text up to the end of the closing line; 0 if there is no front matter."""
    notices: tuple[Notice, ...] = ()


def front_matter(text: str) -> FrontMatter:
    """The front matter of a text, empty if there is none.

    Raises:
        MetadataError: A line in it is no entry, a key is nearly one that is known, or a value is wrong.
    """
    opening = _OPENING.match(text, 0, 100)
    if not opening:
        return FrontMatter()
    fence = re.escape(opening[1])
    closing = re.compile(rf"(?m)^{fence}[ \t]*(?:\n|\Z)").search(text, opening.end(), _MAX_LENGTH)
    if not closing:
        return FrontMatter()
    inner, first_line = text[opening.end() : closing.start()], text.count("\n", 0, opening.end()) + 1
    if opening[1] == "+++":
        given = of_toml(inner, _("front matter"), first_line)
        return FrontMatter(given, closing.end())
    lines = inner.split("\n")
    if not any((entry := _ENTRY.match(line)) and key_of(entry[1]) for line in lines):
        return FrontMatter()
    given, notices = _given(lines, first_line)
    return FrontMatter(given, closing.end(), notices)


def _given(lines: list[str], first_line: int) -> tuple[Given, tuple[Notice, ...]]:
    values, places = _entries(lines, first_line)
    foreign = [key for key in values if key_of(key) is None and not hint(key)]
    notices = []
    for key in foreign:
        message = _("{where}: the key “{key}” means nothing here and was passed over.")
        notices.append(Notice("meta.unknown", message.format(where=_where(places[key]), key=key)))
        del values[key]
    return of_mapping(values, lambda key: _where(places[key])), tuple(notices)


def _where(line: int) -> str:
    return _("front matter, line {line}").format(line=line)


def _entries(lines: list[str], first_line: int) -> tuple[dict[str, object], dict[str, int]]:
    """Values and line numbers by key."""
    values: dict[str, object] = {}
    places: dict[str, int] = {}
    items: list[object] | None = None
    for number, line in enumerate(lines, first_line):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        item = _ITEM.match(line)
        if item and items is not None:
            items.append(_value(item[1]))
            continue
        entry = _ENTRY.match(line)
        if not entry or entry[1] in values:
            message = _("{where}: “key: value” is wanted, each key once; found “{text}”.")
            raise MetadataError(message.format(where=_where(number), text=line.strip()[:40]))
        key, text = entry[1], entry[2].strip()
        places[key] = number
        items = None if text else []
        values[key] = items if items is not None else _value_or_list(text)
    return values, places


def _value_or_list(text: str) -> object:
    found = _LIST.fullmatch(_COMMENT.sub("", text).strip())
    if found and not re.match(r"\d{4}$", found[1]):
        return [_value(part) for part in _COMMA.split(found[1]) if part]
    return _value(text)


def _value(text: str) -> str:
    """A value without its quotes, or without the comment behind it."""
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        return text[1:-1]
    return _COMMENT.sub("", text).strip()
