"""An element of a page as lines, as a browser would break it."""

from __future__ import annotations

import re

from lxml import etree, html

from .tables import row_lines

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
)
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
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\u3000-\u303f]"
_BREAK_IN_HAN = re.compile(rf"(?<={_WIDE})[ \t]*[\r\n][ \t\r\n]*(?={_WIDE})")
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


def element_lines(element: html.HtmlElement) -> list[str]:
    """The lines of an element: one a block, `<br>` or row of a table; a blank one for `<br><br>`."""
    lines = _Lines()
    lines.walk(element)
    lines.end_block()
    found = lines.lines
    while found and not found[-1]:
        found.pop()
    return found


class _Lines:
    """Collects lines while walking an element; inline elements do not break them."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._open: list[str] = []

    def walk(self, element: html.HtmlElement) -> None:
        """Take an element and all in it, without its tail; pages nest deeper than Python recurses."""
        walker = etree.iterwalk(element, events=("start", "end"))
        for event, node in walker:
            if event == "start":
                self._start(node, walker)
            else:
                if node.tag in _BLOCKS:
                    self.end_block()
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
        elif node.tag == "head":
            walker.skip_subtree()
        else:
            if node.tag in _BLOCKS:
                self.end_block()
            self._open.append(node.text or "")

    def end_block(self) -> None:
        """End the line if there is anything in it."""
        text = self._take()
        if text:
            self.lines.append(text)

    def end_line(self) -> None:
        """End the line; an empty one stays as a blank line, but two never follow each other."""
        text = self._take()
        if text or (self.lines and self.lines[-1]):
            self.lines.append(text)

    def _take(self) -> str:
        text = _BLANKS.sub(" ", _BREAK_IN_HAN.sub("", "".join(self._open))).strip(" ")
        self._open.clear()
        return text

    def _row(self, row: html.HtmlElement) -> None:
        self.end_block()
        cells = [element_lines(cell) for cell in row if cell.tag in ("td", "th")]
        self.lines += row_lines(cells)

    def _preformatted(self, element: html.HtmlElement) -> None:
        self.end_block()
        self.lines += [line.rstrip() for line in str(element.text_content()).strip("\n").split("\n")]
