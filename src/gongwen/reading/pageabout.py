"""What a page says of its document: title, issuer, number, dates, from a table or tags beside the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree, html

from ..model import About
from .datafiles import toml

_BLANK = re.compile(r"\s+")
_LABELLED = re.compile(r"\s*([^：:]{2,12}?)\s*[：:]\s*(.*)", re.S)
_COLON = re.compile(r"\s*[：:]")
_LONGEST = 80
"""Characters of the longest value, but a title."""
_LONGEST_TITLE = 200
_LABEL = 24
"""Characters of the longest text that is looked at for a label alone."""
_CLIMB = 3


def about_page(root: html.HtmlElement) -> tuple[str, About]:
    """The title and the other elements that the page names; empty where it names none."""
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        key = toml("about.toml")["meta"].get((meta.get("name") or "").lower())
        if key and (value := _flat(meta.get("content") or "")):
            found.setdefault(key, value)
    for element in root.iter(etree.Element):
        for key, value in _labelled(element):
            if value and len(value) <= (_LONGEST_TITLE if key == "title" else _LONGEST):
                found.setdefault(key, value)
    return found.pop("title", ""), About(**found)


@lru_cache
def _labels() -> dict[str, str]:
    return {label: key for key, labels in toml("about.toml")["label"].items() for label in labels}


def _labelled(element: html.HtmlElement) -> Iterator[tuple[str, str]]:
    """The element of the document that the text of a tag labels, and its value."""
    text = element.text or ""
    if not text.strip() or len(text) > _LONGEST_TITLE + _LABEL:
        return
    match = _LABELLED.fullmatch(text)
    label = _labels().get(_BLANK.sub("", match[1] if match else text))
    if label is None:
        return
    value = _flat(match[2]) if match else ""
    is_label = match or element.tag in ("td", "th", "dt") or _COLON.match(element.tail or "")
    yield label, value or (_behind(element) if is_label else "")


def _behind(element: html.HtmlElement) -> str:
    """What follows a label: in its own line, else in the next tag, else in the next cell."""
    for _step in range(_CLIMB):
        parts = [_COLON.sub("", element.tail or "")]
        following = element.getnext()
        while following is not None and not _flat(parts[-1]):
            parts.append(str(following.text_content()) + (following.tail or ""))
            following = following.getnext()
        value = _flat(parts[-1])
        if value:
            return "" if _LABELLED.match(value) and _is_label(value) else value
        parent = element.getparent()
        if parent is None or element.tag in ("td", "th", "dt", "li", "tr"):
            return ""
        element = parent
    return ""


def _is_label(text: str) -> bool:
    match = _LABELLED.match(text)
    return match is not None and _BLANK.sub("", match[1]) in _labels()


def _flat(text: str) -> str:
    return _BLANK.sub(" ", text).strip()
