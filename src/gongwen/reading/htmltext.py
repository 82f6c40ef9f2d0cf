"""An element of a page as lines, as a browser would break it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from .flow import Flow, ReadCell
from .htmlkept import Belongings
from .marks import SIGNS, bare
from .numbering import rendered
from .shifted import shifted
from .tables import ReadTable

_SCRIPTS = (
    "script",
    "style",
    "noscript",
    "iframe",
    "select",
    "button",
    "template",
    "textarea",
    "object",
    "svg",
    "video",
    "audio",
    "canvas",
    "noframes",
)
_NOT_TEXT = ("head", "rt", "rp")
"""What holds text that is not part of the line: phonetic guides, as in Word files."""
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none", re.I)
_BLOCKS = frozenset(
    (
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    )
)
_MOST_ROWS = 1000
_ICON = 40
"""Pixels below which an image is an icon."""
_LIST_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_NO_NUMBER = re.compile(r"list-style(?:-type)?\s*:[^;]*\bnone|display\s*:\s*(?!list-item)", re.I)
_INTEGER = re.compile(r"\d{1,6}")
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\u3000-\u303f]"
_BREAK_IN_HAN = re.compile(rf"(?<={_WIDE})({SIGNS})[ \t]*[\r\n][ \t\r\n]*({SIGNS})(?={_WIDE})")
_BLANKS = re.compile(r"[ \t\r\n\f]+")


def drop(root: html.HtmlElement, *, scripts: bool = False, hidden: bool = False) -> None:
    """Remove from the tree what is no text (`scripts`) or what is not shown (`hidden`)."""
    doomed = []
    for element in root.iterdescendants():
        is_script = scripts and element.tag in _SCRIPTS
        if is_script or (hidden and _is_hidden(element)):
            doomed.append(element)
    for element in doomed:
        if element.getparent() is not None:
            element.drop_tree()


def _is_hidden(element: html.HtmlElement) -> bool:
    return element.get("hidden") is not None or _HIDDEN_STYLE.search(element.get("style") or "") is not None


def element_flow(
    element: html.HtmlElement, belongings: Belongings | None = None, *, numbered: bool = False
) -> tuple[Flow, int]:
    """The lines of an element: one a block, `<br>` or row of a table; a blank one for `<br><br>`.

    Args:
        element: read without what stands behind it.
        belongings: Collects links and pictures of the page.
        numbered: items of `<ol>` bear the numbers that a browser puts in front of them.

    Returns:
        The lines, and how many of them bear such a number.
    """
    lines = _Lines(belongings or Belongings(), numbered=numbered)
    lines.walk(element)
    lines.end_block()
    found = lines.flow.lines
    while found and not found[-1]:
        found.pop()
    return lines.flow, lines.numbers


class _Lines:
    """Collects lines while walking an element; inline elements do not break them."""

    def __init__(self, belongings: Belongings, *, numbered: bool) -> None:
        self.flow = Flow()
        self._belongings = belongings
        self._numbered = numbered
        self._open: list[str] = []
        self._number = ""
        self.numbers = 0
        self._tables: list[ReadTable] = []
        self._counts: dict[html.HtmlElement, int] = {}

    def walk(self, element: html.HtmlElement) -> None:
        """Take an element and all in it, without its tail; pages nest deeper than Python recurses."""
        walker = etree.iterwalk(element, events=("start", "end"))
        for event, node in walker:
            if event == "start":
                self._start(node, walker)
            else:
                if node.tag in _BLOCKS:
                    self.end_block()
                if node.tag == "table":
                    self._end_table()
                if node.tag == "a":
                    self._open.append(self._belongings.closing(node))
                if node is not element:
                    self._open.append(node.tail or "")

    def _start(self, node: html.HtmlElement, walker: etree.iterwalk) -> None:
        if node.tag == "br":
            self.end_line()
        elif node.tag == "tr":
            self._row(node)
            walker.skip_subtree()
        elif node.tag == "pre":
            self._preformatted(node)
            walker.skip_subtree()
        elif node.tag in _NOT_TEXT:
            walker.skip_subtree()
        elif node.tag == "img":
            if not _is_small(node):
                self.flow.picture(self._belongings.picture(node))
        else:
            if node.tag in _BLOCKS:
                self.end_block()
            if node.tag == "table":
                self._tables.append(self.flow.begin_table())
            if node.tag == "a":
                self._open.append(self._belongings.opening(node))
            if node.tag == "li" and self._numbered:
                self._number = self._item_number(node)
            self._open.append(shifted(node.text or "", str(node.tag)) if not len(node) else node.text or "")

    def _item_number(self, item: html.HtmlElement) -> str:
        """The number of an item of an ordered list, or an empty string."""
        parent = item.getparent()
        styles = [e.get("style") or "" for e in (item, parent) if e is not None]
        if parent is None or parent.tag != "ol" or any(_NO_NUMBER.search(style) for style in styles):
            return ""
        before = self._counts.get(parent, (_integer(parent.get("start")) or 1) - 1)
        own = _integer(item.get("value"))
        self._counts[parent] = before + 1 if own is None else own
        return rendered(self._counts[parent], _LIST_FORMS.get(parent.get("type", "1"), "decimal")) + "."

    def end_block(self) -> None:
        """End the line if there is anything in it."""
        text = self._take()
        if text:
            self.flow.line(text)

    def end_line(self) -> None:
        """End the line; an empty one stays as a blank line, but two never follow each other."""
        text = self._take()
        if text or (self.flow.lines and self.flow.lines[-1]):
            self.flow.line(text)

    def _take(self) -> str:
        text = _BLANKS.sub(" ", _BREAK_IN_HAN.sub(r"\1\2", "".join(self._open))).strip(" ")
        self._open.clear()
        if not bare(text).strip(" "):
            return ""
        if text:
            self.numbers += bool(self._number)
            text, self._number = self._number + text, ""
        return text

    def _row(self, row: html.HtmlElement) -> None:
        """A row; what stands in it outside of any cell stands above it, as browsers show it."""
        self.end_block()
        found = list(self._cells(row))
        self.end_block()
        cells: list[ReadCell] = []
        for cell in found:
            flow, numbers = element_flow(cell, self._belongings, numbered=self._numbered)
            self.numbers += numbers
            rows = min(_integer(cell.get("rowspan")) or 1, _MOST_ROWS) if any(flow.lines) else 1
            cells.append(ReadCell(flow, max(_integer(cell.get("colspan")) or 1, 1), max(rows, 1)))
        self.flow.row(cells, is_head=_is_head(row))

    def _cells(self, row: html.HtmlElement) -> Iterator[html.HtmlElement]:
        """The cells of a row, also those in a form around them; other text is taken into the open line."""
        self._open.append(row.text or "")
        for child in row:
            if child.tag in ("td", "th"):
                yield child
            elif child.tag != "table" and next(child.iter("td", "th"), None) is not None:
                yield from self._cells(child)
            elif isinstance(child.tag, str) and child.tag not in _NOT_TEXT:
                self.walk(child)
            self._open.append(child.tail or "")

    def _end_table(self) -> None:
        """A table with a row of data is one; others are there for layout."""
        if self._tables:
            self.flow.end_table(is_table=self._tables.pop().has_data)

    def _preformatted(self, element: html.HtmlElement) -> None:
        self.end_block()
        self.flow.lines += [line.rstrip() for line in str(element.text_content()).strip("\n").split("\n")]


def _is_head(row: html.HtmlElement) -> bool:
    """Whether a row of a table stands above its data: in a `<thead>`."""
    parent = row.getparent()
    return parent is not None and parent.tag == "thead"


def _is_small(image: html.HtmlElement) -> bool:
    """Whether an image is an icon by the size that it declares."""
    sizes = [image.get("width", ""), image.get("height", "")]
    return any(
        size.removesuffix("px").isdigit() and int(size.removesuffix("px")[:6]) < _ICON for size in sizes
    )


def _integer(text: str | None) -> int | None:
    return int(text) if text and _INTEGER.fullmatch(text) else None
