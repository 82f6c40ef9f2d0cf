"""WordprocessingML in small: elements, runs of text, and what XML can hold of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from docx.oxml.ns import nsmap
from docx.oxml.parser import oxml_parser

_BEYOND_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PIECE = re.compile("[^\t\n]+|[\t\n]")
_EAST_ASIAN = re.compile(
    "[\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
)
_LATIN = re.compile("[A-Za-z]")

# An lxml element; lxml has no public name for it that holds for python-docx's subclasses.
Element = Any

_W = f"{{{nsmap['w']}}}"
_NAMES = {"w": nsmap["w"]}


def w(tag: str, *children: Element, **attributes: str | int) -> Element:
    """An element of the `w:` namespace with its attributes and children.

    Names take no prefix: `w("ind", left=0)` is `<w:ind w:left="0"/>`.
    """
    named = {_W + name: str(value) for name, value in attributes.items()}
    element = oxml_parser.makeelement(_W + tag, named, _NAMES)
    element.extend(children)
    return element


def on(tag: str, state: bool = True) -> Element:
    """A switch, written out so that it holds whatever a reader takes as the default."""
    return w(tag, val=int(state))


def writable(text: str) -> str:
    """The text without what XML 1.0 cannot hold: control characters, lone surrogates, U+FFFE, U+FFFF."""
    return _BEYOND_XML.sub("", text)


def run(
    text: str,
    style: str | None = None,
    *,
    size: float | None = None,
    scale: int = 100,
    spacing: int | None = None,
) -> Element:
    """A run of text; line breaks become `w:br`, tabs `w:tab`.

    Args:
        text: What it holds.
        style: A character style.
        size: In points, where it hangs on the text and no style can hold it.
        scale: Width of the characters in percent.
        spacing: Twips between the characters.

    The hint makes Word draw “ ” ‘ ’ — … · (which Latin and Chinese share) from the Chinese face (X-07);
    a run that is Latin through and through keeps them Latin.
    """
    text = writable(text)
    properties = w("rPr")
    if style:
        properties.append(w("rStyle", val=style))
    if _EAST_ASIAN.search(text) or not _LATIN.search(text):
        properties.append(w("rFonts", hint="eastAsia"))
    if spacing is not None:
        properties.append(w("spacing", val=spacing))
    if scale != 100:
        properties.append(w("w", val=scale))
    if size is not None:
        properties.extend([w("sz", val=round(size * 2)), w("szCs", val=round(size * 2))])
    element = w("r", *([properties] if len(properties) else []))
    element.extend(_pieces(text))
    return element


def _pieces(text: str) -> Iterable[Element]:
    for piece in _PIECE.findall(text):
        if piece == "\n":
            yield w("br")
        elif piece == "\t":
            yield w("tab")
        else:
            yield _text(piece)


def _text(text: str) -> Element:
    element = w("t")
    element.text = text
    if text != text.strip():
        element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element


def tab() -> Element:
    """A run that is a tab."""
    return w("r", w("tab"))


def field(instruction: str) -> Iterable[Element]:
    """The runs of a field such as PAGE; what stands between them is shown until Word counts anew."""
    yield w("r", w("fldChar", fldCharType="begin"))
    code = w("instrText")
    code.text = f" {instruction} "
    code.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    yield w("r", code)
    yield w("r", w("fldChar", fldCharType="separate"))
    yield w("r", _text("1"))
    yield w("r", w("fldChar", fldCharType="end"))
