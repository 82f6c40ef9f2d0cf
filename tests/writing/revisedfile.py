"""A .docx with revisions as its tests see it: all accepted, all refused, who signs, what is commented on."""

import io
import zipfile
from collections import Counter

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SIGNS = {W + "br": "\n", W + "tab": "\t"}


class RevisedFile:
    def __init__(self, data):
        self.data = data
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.names = archive.namelist()
            self.dates = {entry.date_time for entry in archive.infolist()}
            self.parts = {n: archive.read(n) for n in self.names}
        self.document = etree.fromstring(self.parts["word/document.xml"])
        self.body = self.document.find(W + "body")

    def text(self, accept):
        """The text after all revisions were accepted, or refused; tables as they are read.

        The empty paragraph that Word wants behind a table at the end is no part of it.
        """
        lines = _lines(self.body, accept)
        blocks = [child for child in self.body if child.tag in (W + "p", W + "tbl")]
        is_behind_table = len(blocks) > 1 and blocks[-2].tag == W + "tbl"
        return "\n".join(lines[:-1] if is_behind_table and not lines[-1] else lines)

    def styles(self):
        """The style of every paragraph that is left when all is accepted: that of its last mark."""
        found = []
        for paragraph in self.body.iter(W + "p"):
            if _mark(paragraph) != "del":
                style = paragraph.find(f"{W}pPr/{W}pStyle")
                found.append(None if style is None else style.get(W + "val"))
        return found

    def authors(self):
        """How many revisions each author has."""
        changes = [e for tag in ("ins", "del") for e in self.document.iter(W + tag)]
        return Counter(e.get(W + "author") for e in changes)

    def comments(self):
        """The text that each comment is about, and what it says."""
        if "word/comments.xml" not in self.names:
            return []
        found = []
        for comment in etree.fromstring(self.parts["word/comments.xml"]):
            said = "\n".join("".join(p.itertext()) for p in comment.iter(W + "p"))
            found.append((self._commented(comment.get(W + "id")), said))
        return found

    def _commented(self, number):
        inside, text = False, ""
        for element in self.body.iter():
            if element.tag == W + "commentRangeStart" and element.get(W + "id") == number:
                inside = True
            elif element.tag == W + "commentRangeEnd" and element.get(W + "id") == number:
                return text
            elif inside and element.tag in (W + "t", W + "delText"):
                text += element.text or ""
        raise AssertionError(f"comment {number} has no end")


def _lines(parent, accept):
    lines = []
    waiting = ""
    for child in parent:
        if child.tag == W + "p":
            waiting += _inline(child, accept)
            if _mark(child) != ("del" if accept else "ins"):
                lines.append(waiting)
                waiting = ""
        elif child.tag == W + "tbl":
            for row in child.iter(W + "tr"):
                if row.find(f"{W}trPr/{W}{'del' if accept else 'ins'}") is not None:
                    continue
                cells = ["\n".join(_lines(cell, accept)) for cell in row.iter(W + "tc")]
                lines.append("\t".join(cells))
    return lines + ([waiting] if waiting else [])


def _mark(paragraph):
    for tag in ("ins", "del"):
        if paragraph.find(f"{W}pPr/{W}rPr/{W}{tag}") is not None:
            return tag
    return ""


def _inline(parent, accept):
    text = ""
    for child in parent:
        if child.tag in (W + "t", W + "delText"):
            text += child.text or ""
        elif child.tag in SIGNS:
            text += SIGNS[child.tag]
        elif child.tag not in (W + "pPr", W + "rPr", W + ("del" if accept else "ins")):
            text += _inline(child, accept)
    return text
