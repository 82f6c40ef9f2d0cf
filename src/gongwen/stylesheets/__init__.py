"""Styles out of TOML files: `load` by name or path, `names` of those that come with the program.

A style may `extends` another; what it does not name it inherits. Every mistake is a `StyleError` with
the file, the line, the key and what is allowed there.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args, get_type_hints

from ..i18n import gettext as _
from ..model import (
    BlockKind,
    BlockStyle,
    Grid,
    Imprint,
    Letterhead,
    PageNumber,
    PageSetup,
    PersonalSeal,
    Role,
    RuleStyle,
    Seal,
    Style,
    StyleError,
    WordMargins,
    WordSetup,
    reason_of,
)
from .values import LEAVES, Place, choice, near, words

SUFFIX = ".toml"
BLOCK_KEYS = tuple(
    key
    for kind in BlockKind
    for key in ([f"heading{n}" for n in range(1, 5)] if kind is BlockKind.HEADING else [kind.value])
)


def names() -> list[str]:
    """The styles that come with the program, sorted."""
    return sorted(path.stem for path in _folder().glob("*" + SUFFIX))


def path_of(name: str) -> Path:
    """The file of a style that comes with the program."""
    return _find(name)


def load(name_or_path: str | Path) -> Style:
    """The style of that name, or the one in that TOML file.

    Raises:
        StyleError: there is no such style, or a key or value in it is wrong.
    """
    path = _find(name_or_path)
    return _load(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=32)
def _load(path: Path, _mtime: int) -> Style:
    tree = _merged(path, ())
    tree.setdefault("name", path.stem)
    tree.setdefault("labels", {})
    style: Style = _build(Style, tree, path, "")
    _check(style, _read(path)[0])
    return style


def _folder() -> Path:
    """Where the styles lie: in the package, or beside `src` in a working tree."""
    package = Path(__file__).resolve().parents[1]
    return next(
        (f for f in (package / "styles", package.parents[1] / "styles") if f.is_dir()), package / "styles"
    )


def _find(name_or_path: str | Path, beside: Path | None = None) -> Path:
    """The file of a style; a relative path may stand beside the file that names it."""
    given = Path(name_or_path)
    if given.suffix == SUFFIX or given.parent != Path():
        for path in [beside.parent / given, given] if beside else [given]:
            if path.is_file():
                return path.resolve()
        raise StyleError(_("There is no style file “{path}”.").format(path=given))
    path = _folder() / f"{given}{SUFFIX}"
    if path.is_file():
        return path
    raise StyleError(
        _(
            "There is no style “{name}”{hint}; there are: {names}. Your own style is a file ending in .toml."
        ).format(name=given, hint=near(str(given), names()), names=", ".join(names()))
    )


# Reading one file: every leaf becomes its type, every unknown key an error.


def _merged(path: Path, above: tuple[Path, ...]) -> dict[str, Any]:
    """The typed values of a file over those of the style it extends."""
    if path in above:
        chain = " → ".join(p.name for p in (*above, path))
        raise StyleError(_("{file}: the style extends itself: {chain}.").format(file=path.name, chain=chain))
    place, raw = _read(path)
    base: dict[str, Any] = {}
    if "extends" in raw:
        extends = words(raw.pop("extends"), place / "extends")
        try:
            found = _find(extends, beside=path)
        except StyleError as error:
            raise (place / "extends").error(str(error)) from error
        base = _merged(found, (*above, path))
        base.pop("name", None)
    return _overlaid(base, _typed(raw, _SCHEMA, place))


def _read(path: Path) -> tuple[Place, dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        return Place(path, text, ""), tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = _("{file}: not valid TOML: {error}")
        raise StyleError(message.format(file=path.name, error=reason_of(error))) from error
    except (OSError, UnicodeDecodeError) as error:
        message = _("{file}: cannot be read: {error}")
        raise StyleError(message.format(file=path.name, error=reason_of(error))) from error


def _overlaid(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in over.items():
        both_tables = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = _overlaid(merged[key], value) if both_tables else value
    return merged


def _typed(raw: Mapping[str, Any], schema: Mapping[str, Any], place: Place) -> dict[str, Any]:
    typed = {}
    for key, value in raw.items():
        at = place / key
        wanted = schema.get(key, schema.get("*"))
        if wanted is None:
            raise at.error(
                _("unknown key{hint}; allowed are: {keys}.").format(
                    hint=near(key, schema), keys=", ".join(schema)
                )
            )
        if callable(wanted):
            typed[key] = wanted(value, at)
        elif isinstance(value, dict):
            typed[key] = _typed(value, wanted, at)
        else:
            raise at.error(_("a table [{key}] is wanted here.").format(key=at.key))
    return typed


# What may stand where: the fields of the dataclasses are the schema.


def _leaf(hint: Any) -> Callable[[object, Place], Any]:
    """The reader of a field's type; `X | None` is read as `X`."""
    if hint in LEAVES:
        return LEAVES[hint]
    wanted = next((a for a in get_args(hint) if a is not type(None)), hint)
    if isinstance(wanted, type) and issubclass(wanted, StrEnum):
        return choice(wanted)
    return LEAVES[wanted]


def _table(cls: type, **tables: Any) -> dict[str, Any]:
    hints = get_type_hints(cls)
    return {f.name: tables[f.name] if f.name in tables else _leaf(hints[f.name]) for f in fields(cls)}


_SCHEMA: dict[str, Any] = _table(
    Style,
    labels={"*": words},
    page=_table(PageSetup),
    grid=_table(Grid),
    blocks=dict.fromkeys(BLOCK_KEYS, _table(BlockStyle)),
    letterhead=_table(Letterhead, rule=_table(RuleStyle), foot=_table(RuleStyle)),
    seal=_table(Seal),
    personal_seal=_table(PersonalSeal),
    imprint=_table(Imprint),
    number=_table(PageNumber),
    word=_table(WordSetup, faces={role.value: words for role in Role}, profiles={"*": _table(WordMargins)}),
) | {"extends": words}


# Building the dataclasses and checking what no single leaf shows.


_NESTED: dict[str, type] = {
    "page": PageSetup,
    "grid": Grid,
    "letterhead": Letterhead,
    "letterhead.rule": RuleStyle,
    "letterhead.foot": RuleStyle,
    "seal": Seal,
    "personal_seal": PersonalSeal,
    "imprint": Imprint,
    "number": PageNumber,
    "word": WordSetup,
}


def _build(cls: type, tree: Mapping[str, Any], path: Path, key: str) -> Any:
    values = dict(tree)
    for field in fields(cls):
        at = f"{key}.{field.name}" if key else field.name
        if field.name not in values:
            if field.default is MISSING:
                raise StyleError(
                    _(
                        '{file}: {key} is missing; give it or extend another style: extends = "general"'
                    ).format(file=path.name, key=at)
                )
        elif at in _NESTED:
            values[field.name] = _build(_NESTED[at], tree[field.name], path, at)
        elif at in ("blocks", "word.profiles"):
            each = BlockStyle if at == "blocks" else WordMargins
            values[field.name] = {k: _build(each, v, path, f"{at}.{k}") for k, v in tree[field.name].items()}
        elif at == "word.faces":
            values["faces"] = {Role(k): v for k, v in tree["faces"].items()}
    return cls(**values)


def _check(style: Style, place: Place) -> None:
    """What must hold for a page to come out at all."""
    if style.word.margins not in style.word.profiles:
        known = list(style.word.profiles)
        raise (place / "word" / "margins").error(
            _("there is no profile “{name}”{hint}; there are: {names}.").format(
                name=style.word.margins, hint=near(style.word.margins, known), names=", ".join(known)
            )
        )
    faults = [key for key, value in _sizes(style).items() if value <= 0]
    if faults:
        where = (place / faults[0].split(" + ")[0]).where
        message = _("{file}: {key} leaves no room; it must be greater than zero or smaller than the sheet.")
        raise StyleError(message.format(file=where, key=faults[0]))
    if BlockKind.PARAGRAPH.value not in style.blocks:
        raise StyleError(_("{file}: [blocks.paragraph] is missing.").format(file=place.where))
    if "{n}" not in style.number.form:
        where = (place / "number" / "form").where
        raise StyleError(_("{file}: number.form must hold {{n}} for the number.").format(file=where))
    for key, block in style.blocks.items():
        if (
            block.left_indent + block.right_indent + block.first_indent + 1
        ) * style.cell > style.page.text_width:
            raise StyleError(
                _("{file}: the indents of blocks.{key} leave no room for text.").format(
                    file=(place / "blocks" / key).where, key=key
                )
            )


def _sizes(style: Style) -> dict[str, float]:
    """What must be greater than zero."""
    sizes: dict[str, float] = {f"blocks.{key}.size": block.size for key, block in style.blocks.items()}
    sizes |= {
        f"blocks.{key}.pitch": block.pitch for key, block in style.blocks.items() if block.pitch is not None
    }
    sizes |= {f"word.profiles.{name}.line": profile.line for name, profile in style.word.profiles.items()}
    return sizes | {
        "page.width": style.page.width,
        "page.height": style.page.height,
        "letterhead.mark_width": style.letterhead.mark_width,
        "letterhead.smallest": style.letterhead.smallest,
        "letterhead.joint_height": style.letterhead.joint_height,
        "letterhead.rule.strokes": min(style.letterhead.rule.strokes, default=1),
        "letterhead.foot.strokes": min(style.letterhead.foot.strokes, default=1),
        "seal.size": style.seal.size,
        "imprint.pitch": style.imprint.pitch,
        "number.size": style.number.size,
        "page.left + page.right": style.page.text_width,
        "page.top + page.bottom": style.page.text_height,
    }
