"""What a page holds beside its text: links, and pictures that stand in the page itself.

Nothing is fetched: a picture that the page only names is told as not read.
"""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error
from urllib.parse import unquote_to_bytes

from lxml import html

from ..model import Picture
from .images import NAMED, Album
from .marks import Marks
from .wordkept import address

_DATA = re.compile(r"data:image/[\w.+-]+(?:;[\w=.+-]+)*?(;base64)?,", re.I)
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(px|pt|in|cm|mm)?")
_STYLE = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([^;]+)", re.I)
_POINTS = {"px": 0.75, None: 0.75, "pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4}


class Belongings:
    """Collects the links and pictures of one page."""

    def __init__(self) -> None:
        self.marks = Marks()
        self._album = Album()

    def opening(self, link: html.HtmlElement) -> str:
        """The sign for the beginning of a link; nothing for one inside of the site or page."""
        target = address((link.get("href") or "").strip())
        return self.marks.opening(target) if target else ""

    def closing(self, link: html.HtmlElement) -> str:
        """The sign for the end of a link."""
        target = address((link.get("href") or "").strip())
        return self.marks.closing(target) if target else ""

    def picture(self, image: html.HtmlElement) -> Picture:
        """The picture of an `<img>`, if its bytes stand in the page."""
        source = image.get("src") or ""
        alt = image.get("alt") or ""
        found = _DATA.match(source)
        if not (found or source.startswith("data:")):
            return Picture(0, media_type=NAMED, alt=alt)
        data = None
        if found:
            content = unquote_to_bytes(source[found.end() :])
            try:
                data = b64decode(content) if found[1] else content
            except (Error, ValueError):
                data = None
        styled = {name.lower(): value for name, value in _STYLE.findall(image.get("style") or "")}
        width, height = (_points(styled.get(name) or image.get(name) or "") for name in ("width", "height"))
        return self._album.picture(data, width, height, alt)


def _points(length: str) -> float:
    found = _LENGTH.fullmatch(length.strip())
    return float(found[1]) * _POINTS[found[2]] if found else 0.0
