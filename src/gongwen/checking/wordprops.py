"""What really applies in a Word file: run → character style → paragraph styles → defaults (PR-7)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_OFF = ("0", "false", "off", "none")
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Properties:
    """Effective properties; lengths are twips, sizes points, indents in characters hundredths."""

    style: str = ""
    east_asia: str = ""
    ascii: str = ""
    size: float = 10.0
    color: str = "auto"
    bold: bool = False
    spacing: int = 0
    hint: str = ""
    language: str = ""
    align: str = "left"
    left: int = 0
    right: int = 0
    first: int = 0
    """First line against the others; negative hangs."""
    left_chars: int | None = None
    right_chars: int | None = None
    first_chars: int | None = None
    before: int = 0
    after: int = 0
    line: int = 240
    line_rule: str = "auto"
    snap: bool = True
    page_break: bool = False
    keep_next: bool = False
    kinsoku: bool = True
    overflow_punct: bool = True
    top_line_punct: bool = False
    auto_space: bool = True
    outline: int | None = None
    numbered: bool = False
    frame: tuple[str, str] | None = None
    """Anchor and distance (twips) of a frame from the top."""
    tabs: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Effective:
    """A paragraph's properties with those its runs begin from."""

    props: Properties
    borders: dict[str, dict[str, str]] = field(default_factory=dict)


def value(element: Any, key: str = "val", default: str = "") -> str:
    """An attribute of the main namespace."""
    return default if element is None else str(element.get(W + key, default))


def number(element: Any, key: str, default: int = 0) -> int:
    """An attribute as a whole number; what is none counts as the default."""
    try:
        return int(float(value(element, key, str(default))))
    except ValueError:
        return default


def on(element: Any) -> bool:
    """An on/off property: present means on."""
    return element is not None and value(element, "val", "1") not in _OFF


class Styles:
    """The styles of a file and the faces of its theme."""

    def __init__(self, root: Any, theme: Any) -> None:
        self._styles: dict[str, Any] = {}
        self._theme = _theme_faces(theme)
        self.default_paragraph = ""
        self.defaults: Any = None
        base = Properties()
        self.has_defaults_spacing = False
        if root is not None:
            self.defaults = root.find(W + "docDefaults")
            for style in root.iter(W + "style"):
                self._styles[value(style, "styleId")] = style
                if value(style, "type") == "paragraph" and value(style, "default") in ("1", "true"):
                    self.default_paragraph = value(style, "styleId")
        if self.defaults is not None:
            base = self._with_run(base, self.defaults.find(f"{W}rPrDefault/{W}rPr"))
            base = self._with_paragraph(base, self.defaults.find(f"{W}pPrDefault/{W}pPr"))
        self._base = base
        self._of_style = lru_cache(maxsize=None)(self._resolve)

    @property
    def base(self) -> Properties:
        """What applies where no style says anything."""
        return self._base

    def paragraph(self, element: Any) -> Effective:
        """What applies to a paragraph, given its pPr."""
        style = value(element.find(W + "pStyle")) if element is not None else ""
        style = style if style in self._styles else self.default_paragraph
        props, borders = self._of_style(style)
        props = self._with_paragraph(replace(props, style=style), element)
        own = element.find(W + "pBdr") if element is not None else None
        return Effective(props, borders | _borders(own))

    def run(self, element: Any, paragraph: Effective) -> Properties:
        """What applies to a run, given its rPr."""
        props = paragraph.props
        if element is None:
            return props
        for style in reversed(self._chain(value(element.find(W + "rStyle")))):
            props = self._with_run(props, style.find(W + "rPr"))
        return self._with_run(props, element)

    def of(self, style: str) -> Properties:
        """What a paragraph style gives."""
        props: Properties = self._of_style(style)[0]
        return props

    def _resolve(self, style: str) -> tuple[Properties, dict[str, dict[str, str]]]:
        props = self._base
        borders: dict[str, dict[str, str]] = {}
        for entry in reversed(self._chain(style)):
            props = self._with_run(props, entry.find(W + "rPr"))
            paragraph = entry.find(W + "pPr")
            props = self._with_paragraph(props, paragraph)
            if paragraph is not None:
                borders |= _borders(paragraph.find(W + "pBdr"))
        return props, borders

    def _chain(self, style: str) -> list[Any]:
        """A style and those it is based on."""
        found: list[Any] = []
        while style in self._styles and len(found) < _DEEPEST:
            found.append(self._styles[style])
            style = value(found[-1].find(W + "basedOn"))
        return found

    def _with_run(self, props: Properties, element: Any) -> Properties:
        if element is None:
            return props
        changes: dict[str, Any] = {}
        for child in element:
            key = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
            if key == "rFonts":
                changes |= self._faces(child)
            elif key == "sz":
                changes["size"] = number(child, "val", round(props.size * 2)) / 2
            elif key == "color":
                changes["color"] = value(child)
            elif key == "b":
                changes["bold"] = on(child)
            elif key == "spacing":
                changes["spacing"] = number(child, "val")
            elif key == "lang":
                changes["language"] = value(child, "eastAsia", props.language)
        return replace(props, **changes)

    def _faces(self, element: Any) -> dict[str, str]:
        found = {}
        for key, name in (("east_asia", "eastAsia"), ("ascii", "ascii")):
            theme = self._theme.get(value(element, name + "Theme"), "")
            face = theme or value(element, name)
            if face:
                found[key] = face
        if value(element, "hint"):
            found["hint"] = value(element, "hint")
        return found

    def _with_paragraph(self, props: Properties, element: Any) -> Properties:
        if element is None:
            return props
        changes: dict[str, Any] = {}
        for child in element:
            key = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
            if key in _SWITCHES:
                changes[_SWITCHES[key]] = on(child)
            elif key in _READERS:
                changes |= _READERS[key](child, props)
        return replace(props, **changes)


def _indents(element: Any, _props: Properties) -> dict[str, Any]:
    """Indents; `start` and `end` are the newer names of `left` and `right`."""
    found: dict[str, Any] = {}
    for name, keys in (("left", ("left", "start")), ("right", ("right", "end"))):
        for key in keys:
            if value(element, key):
                found[name] = number(element, key)
            if value(element, key + "Chars"):
                found[name + "_chars"] = number(element, key + "Chars") or None
    for key, sign in (("firstLine", 1), ("hanging", -1)):
        if value(element, key):
            found["first"] = sign * number(element, key)
        if value(element, key + "Chars"):
            found["first_chars"] = sign * number(element, key + "Chars") or None
    return found


def _spacing(element: Any, props: Properties) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key in ("before", "after"):
        if value(element, key):
            found[key] = number(element, key)
        if number(element, key + "Lines"):
            found[key] = round(number(element, key + "Lines") / 100 * 240)
    if value(element, "line"):
        found["line"] = number(element, "line")
        found["line_rule"] = value(element, "lineRule", "auto")
    return found


def _frame(element: Any, _props: Properties) -> dict[str, Any]:
    return {"frame": (value(element, "vAnchor", "page"), value(element, "y", value(element, "yAlign")))}


def _tabs(element: Any, _props: Properties) -> dict[str, Any]:
    return {"tabs": tuple((value(tab), number(tab, "pos")) for tab in element)}


_SWITCHES = {
    "snapToGrid": "snap",
    "pageBreakBefore": "page_break",
    "keepNext": "keep_next",
    "kinsoku": "kinsoku",
    "overflowPunct": "overflow_punct",
    "topLinePunct": "top_line_punct",
    "autoSpaceDN": "auto_space",
}
_READERS: dict[str, Any] = {
    "ind": _indents,
    "spacing": _spacing,
    "framePr": _frame,
    "tabs": _tabs,
    "jc": lambda element, _props: {
        "align": {"start": "left", "end": "right"}.get(value(element), value(element))
    },
    "outlineLvl": lambda element, _props: {"outline": number(element, "val")},
    "numPr": lambda element, _props: {"numbered": number(element.find(W + "numId"), "val") > 0},
}


def _borders(element: Any) -> dict[str, dict[str, str]]:
    """The borders of a paragraph: side → `sz`, `color`, `space`."""
    if element is None:
        return {}
    found = {}
    for side in element:
        if value(side) in ("nil", "none"):
            continue
        found[side.tag.rpartition("}")[2]] = {
            key: value(side, key) for key in ("val", "sz", "color", "space")
        }
    return found


def _theme_faces(theme: Any) -> dict[str, str]:
    """The faces that a theme names, by what styles call them (`minorEastAsia`)."""
    found: dict[str, str] = {}
    if theme is None:
        return found
    for kind in ("major", "minor"):
        fonts = next(theme.iter(f"{_A}{kind}Font"), None)
        if fonts is None:
            continue
        latin = fonts.find(_A + "latin")
        if latin is not None and latin.get("typeface"):
            found |= {f"{kind}{key}": latin.get("typeface") for key in ("HAnsi", "Ascii")}
        scripts = {font.get("script"): font.get("typeface") for font in fonts.iter(_A + "font")}
        east_asia = fonts.find(_A + "ea")
        own = east_asia.get("typeface") if east_asia is not None else ""
        if own or scripts.get("Hans"):
            found[f"{kind}EastAsia"] = own or scripts["Hans"]
    return found
