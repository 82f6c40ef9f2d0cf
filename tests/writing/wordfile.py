"""A .docx as its tests see it."""

import io
import zipfile

from lxml import etree

from gongwen.model import Block

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def block(kind, text, level=None, run_in=False):
    return Block(kind, text, 0, len(text), level, run_in)


class WordFile:
    """The parts of a .docx as XML, and the questions that the tests ask."""

    def __init__(self, data):
        self.data = data
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.names = archive.namelist()
            self.dates = {entry.date_time for entry in archive.infolist()}
            self.parts = {n: archive.read(n) for n in self.names}
        self.document = self.xml("word/document.xml")
        self.styles = {s.get(W + "styleId"): s for s in self.xml("word/styles.xml").iter(W + "style")}

    def xml(self, name):
        return etree.fromstring(self.parts[name])

    @property
    def paragraphs(self):
        return list(self.document.iter(W + "p"))

    def paragraph(self, start):
        return next(p for p in self.paragraphs if text_of(p).startswith(start))

    def find(self, element, path):
        return element.find("/".join(W + step for step in path.split("/")))

    def value(self, element, path, name="val"):
        found = self.find(element, path)
        return None if found is None else found.get(W + name)

    def style_value(self, style_id, path, name="val"):
        """The value as the style has it, or inherits it."""
        while style_id:
            found = self.value(self.styles[style_id], path, name)
            if found is not None:
                return found
            style_id = self.value(self.styles[style_id], "basedOn")
        return None

    def style_of(self, paragraph):
        return self.value(paragraph, "pPr/pStyle")

    def effective(self, paragraph, path, name="val"):
        """The value that holds for a paragraph: its own, else that of its style."""
        own = self.value(paragraph, path, name)
        return own if own is not None else self.style_value(self.style_of(paragraph), path, name)

    @property
    def mark(self):
        """Size of the 发文机关标志 in points, and width of its characters in percent."""
        size, scale = (self.style_value("GongwenIssuerMark", f"rPr/{tag}") for tag in ("sz", "w"))
        return int(size) / 2, int(scale or 100)


def text_of(element):
    """All text in order; line breaks and tabs as such, tab stops not."""
    marks = {W + "br": "\n", W + "tab": "\t"}
    in_runs = (e for e in element.iter(W + "t", *marks) if e.getparent().tag == W + "r")
    return "".join((e.text or "") if e.tag == W + "t" else marks[e.tag] for e in in_runs)
