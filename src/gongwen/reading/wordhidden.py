"""Hidden text of a Word file: what no reader of the page sees is no text, but its loss is told."""

from __future__ import annotations

from collections.abc import Container
from itertools import groupby

from lxml import etree

from .numbering import W, is_on


def is_hidden(run: etree._Element, styles: Container[str]) -> bool:
    """Whether a run is hidden by itself or by its style, which is then among the `styles`."""
    vanish = run.find(f"{W}rPr/{W}vanish")
    if vanish is not None:
        return is_on(vanish)
    return _has_style(run, "rPr/{}rStyle", styles)


def is_hidden_paragraph(paragraph: etree._Element, styles: Container[str]) -> bool:
    """Whether the style of a paragraph hides its text."""
    return _has_style(paragraph, "pPr/{}pStyle", styles)


def _has_style(element: etree._Element, path: str, styles: Container[str]) -> bool:
    style = element.find(W + path.format(W))
    return style is not None and style.get(W + "val") in styles


def hidden_passages(part: etree._Element, styles: Container[str]) -> int:
    """How many passages of a body or note are hidden: runs that follow each other are one."""
    count = 0
    for paragraph in part.iter(W + "p"):
        is_whole = is_hidden_paragraph(paragraph, styles)
        runs = (run for run in paragraph.iter(W + "r") if any(t.text for t in run.findall(W + "t")))
        looks = [is_whole or is_hidden(run, styles) for run in runs]
        count += sum(look for look, _runs in groupby(looks))
    return count
