"""Whole pages as somebody copies them: every line of stored news pages, and which of them are the text.

The pages and the elements that hold their text are those of `html_pages`. Sites are split by a hash of
their names: rules are developed looking at one half only, the other half says what they are worth.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import html

from line_corpora import data_folder

_GOLD = Path(__file__).parent / "html_gold.toml"
_BREAKING = re.compile(
    "p|div|section|li|h[1-5]|tr|br|blockquote|article|table|td|ul|ol|figure|figcaption|pre|dd|dt|center"
)
_SILENT = re.compile("head|script|style|noscript|iframe|button|select")
_LEAST = 15
"""Characters of a line by which the text is known."""
_COUNTY, _COUNTY_TEXT = "SimonXinw__", '//*[@id="zoomcon"]'
"""Pages of county governments, looked at in developing, and the element that holds their text."""


@dataclass(frozen=True, slots=True)
class Dump:
    """All lines of a page; `lines[first:last + 1]` are the text, with what the page put in between."""

    site: str
    lines: list[str]
    first: int
    last: int
    title: str
    """As the head of the page gives it."""

    @property
    def held_out(self) -> bool:
        """Whether the rules were written without looking at this site."""
        return self.site != "county" and hashlib.sha256(self.site.encode()).digest()[0] % 2 == 0


def dumps() -> Iterator[Dump]:
    """Every stored page whose text was chosen by hand."""
    counties = {p.name: _COUNTY_TEXT for p in (data_folder() / "html-pages").glob(f"{_COUNTY}*.html")}
    for name, path in (tomllib.loads(_GOLD.read_text("utf-8"))["news"] | counties).items():
        tree = html.document_fromstring(_decoded((data_folder() / "html-pages" / name).read_bytes()))
        elements = tree.xpath(path)
        if not elements:
            continue
        lines, text = _lines(tree), set(_lines(elements[0]))
        inside = [i for i, line in enumerate(lines) if line in text and len(line) >= _LEAST]
        if inside:
            yield Dump(_site(name), lines, inside[0], inside[-1], tree.findtext(".//title") or "")


def _decoded(data: bytes) -> str:
    text = data.decode("gb18030" if re.search(rb"charset=[\"']?gb", data[:2000], re.IGNORECASE) else "utf-8")
    return re.sub(r"^\s*<\?xml[^>]*>", "", text)


def _site(name: str) -> str:
    """`sina` of GeneralNew__tests__sina__1.html, `detail` and the file where the folder says nothing."""
    if name.startswith(_COUNTY):
        return "county"
    parts = name.removesuffix(".html").split("__")
    return re.sub(r"[0-9]+$", "", parts[-1] if parts[-2] in ("detail", "eval", "html") else parts[-2])


def _lines(element: html.HtmlElement) -> list[str]:
    """Lines that a browser shows, white space closed up."""
    lines = [""]

    def walk(node: html.HtmlElement) -> None:
        if not isinstance(node.tag, str) or _SILENT.fullmatch(node.tag):
            return
        breaks = _BREAKING.fullmatch(node.tag) is not None
        lines.extend([""] * breaks)
        lines[-1] += node.text or ""
        for child in node:
            walk(child)
            lines[-1] += child.tail or ""
        lines.extend([""] * breaks)

    walk(element)
    return [line for line in (re.sub(r"\s+", " ", raw).strip() for raw in lines) if line]
