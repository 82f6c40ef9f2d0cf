"""The text of a Word file with revisions, each character knowing which revision it stands in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from .numbering import W

_TEXT = {W + "t", W + "delText"}
_SIGNS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n"}
_BLOCKS = {W + tag for tag in ("tbl", "tr", "tc", "sdt", "sdtContent", "customXml")}
_INLINE = {W + tag for tag in ("hyperlink", "sdt", "sdtContent", "smartTag", "customXml", "r")}
_COME, _GONE = {W + "ins", W + "moveTo"}, {W + "del", W + "moveFrom"}
_MARK = f"{W}pPr/{W}rPr"


@dataclass(eq=False, slots=True)
class Revision:
    """One revision of ours: the element, and whether it signs the end of a paragraph."""

    element: etree._Element
    author: str
    date: str
    is_gone: bool
    is_mark: bool

    def settle(self, *, stays: bool) -> None:
        """Make the text a plain one, or take it out; of an end that goes a deleted mark is left."""
        if self.is_mark:
            self._settle_mark(stays=stays)
        elif stays:
            _unwrap(self.element)
        else:
            _remove(self.element)

    def _settle_mark(self, *, stays: bool) -> None:
        properties = self.element.getparent()
        if properties is None:
            return
        properties.remove(self.element)
        if not stays:
            etree.SubElement(properties, W + "del")


def _unwrap(element: etree._Element) -> None:
    for deleted in element.iter(W + "delText"):
        deleted.tag = W + "t"
    for child in list(element):
        element.addprevious(child)
    _remove(element)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


class Tracked:
    """The text of a body with all that is gone and all that has come.

    Revisions of others are taken as they stand: what they deleted is left out, what they put in is text.
    """

    def __init__(self, body: etree._Element, is_ours: Callable[[etree._Element], bool]) -> None:
        self._is_ours = is_ours
        self._chars: list[str] = []
        self.revisions: list[Revision | None] = []
        """For each character the revision that it stands in."""
        self.all: list[Revision] = []
        paragraphs = list(_paragraphs(body))
        for paragraph, following in zip(paragraphs, [*paragraphs[1:], None], strict=True):
            self._inline(paragraph, None)
            self._end(paragraph, following)
        self.text = "".join(self._chars)

    def _put(self, text: str, revision: Revision | None) -> None:
        self._chars.extend(text)
        self.revisions += [revision] * len(text)

    def _inline(self, parent: etree._Element, within: Revision | None) -> None:
        for child in parent:
            if child.tag in _TEXT:
                self._put(child.text or "", within)
            elif child.tag in _SIGNS:
                if child.get(W + "type") in (None, "textWrapping"):
                    self._put(_SIGNS[child.tag], within)
            elif child.tag in _COME or child.tag in _GONE:
                revision = self._revision(child, is_mark=False)
                if revision or child.tag in _COME:
                    self._inline(child, revision or within)
            elif child.tag in _INLINE:
                self._inline(child, within)

    def _revision(self, element: etree._Element, *, is_mark: bool) -> Revision | None:
        if not self._is_ours(element):
            return None
        author, date = element.get(W + "author", ""), element.get(W + "date", "")
        revision = Revision(element, author, date, element.tag in _GONE, is_mark)
        self.all.append(revision)
        return revision

    def _end(self, paragraph: etree._Element, following: etree._Element | None) -> None:
        properties = paragraph.find(_MARK)
        revision = None
        for mark in () if properties is None else list(properties):
            if mark.tag == W + "specVanish":
                return
            if mark.tag in _COME or mark.tag in _GONE:
                revision = self._revision(mark, is_mark=True)
                if revision is None and mark.tag in _GONE:
                    return
        if following is not None:
            self._put(_between(paragraph, following), revision)


def _paragraphs(parent: etree._Element) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == W + "p":
            yield child
        elif child.tag in _BLOCKS:
            yield from _paragraphs(child)


def _between(paragraph: etree._Element, following: etree._Element) -> str:
    """A tab between cells of a row, else a line end."""
    cells = [next(element.iterancestors(W + "tc"), None) for element in (paragraph, following)]
    if None in cells or cells[0] is cells[1]:
        return "\n"
    rows = [cell.getparent() for cell in cells if cell is not None]
    return "\t" if rows[0] is rows[1] else "\n"
