"""A person at work on a .docx with revisions: accepts, refuses, deletes comments, types."""

import io
import zipfile
from copy import deepcopy

from lxml import etree

from gongwen.model.review import date_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Desk:
    """A Word file under review; `done` gives its bytes."""

    def __init__(self, data):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {n: archive.read(n) for n in archive.namelist()}
        self.document = etree.fromstring(self.parts["word/document.xml"])

    """The number None stands for all, the layout's among them."""

    def accept(self, *numbers):
        return self._settle(numbers, accept=True)

    def refuse(self, *numbers):
        return self._settle(numbers, accept=False)

    def delete_comment(self, number):
        comments = etree.fromstring(self.parts["word/comments.xml"])
        comment = next(c for c in comments if c.get(W + "date") == date_of(number))
        comments.remove(comment)
        self.parts["word/comments.xml"] = etree.tostring(comments)
        for name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
            for mark in list(self.document.iter(W + name)):
                if mark.get(W + "id") == comment.get(W + "id"):
                    mark.getparent().remove(mark)
        return self

    def resolve_comment(self, number):
        """As Word marks a comment as done: in a part of its own, by the paragraph's id."""
        w14 = "http://schemas.microsoft.com/office/word/2010/wordml"
        w15 = "http://schemas.microsoft.com/office/word/2012/wordml"
        comments = etree.fromstring(self.parts["word/comments.xml"])
        for place, comment in enumerate(comments, 1):
            comment[-1].set(f"{{{w14}}}paraId", f"{place:08X}")
        place = next(n for n, c in enumerate(comments, 1) if c.get(W + "date") == date_of(number))
        self.parts["word/comments.xml"] = etree.tostring(comments)
        entries = "".join(
            f'<w15:commentEx w15:paraId="{n:08X}" w15:done="{int(n == place)}"/>'
            for n in range(1, len(comments) + 1)
        )
        part = f'<w15:commentsEx xmlns:w15="{w15}">{entries}</w15:commentsEx>'
        self.parts["word/commentsExtended.xml"] = part.encode()
        links = etree.fromstring(self.parts["word/_rels/document.xml.rels"])
        kind = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
        link = {"Id": "x9", "Type": kind, "Target": "commentsExtended.xml"}
        etree.SubElement(links, f"{{{etree.QName(links).namespace}}}Relationship", link)
        self.parts["word/_rels/document.xml.rels"] = etree.tostring(links)
        return self

    def type(self, old, new):
        """Change plain text that stands in one run."""
        text = next(t for t in self.document.iter(W + "t") if old in (t.text or ""))
        text.text = text.text.replace(old, new)
        return self

    def put_in(self, author, text, moved="", moved_away=""):
        """A tracked paragraph of somebody else behind the first one; text moved to it and away."""
        first = next(self.document.iter(W + "p"))
        paragraph = etree.Element(W + "p")
        stamp = {W + "author": author, W + "date": "2026-01-01T00:00:00Z"}
        mark = etree.SubElement(etree.SubElement(paragraph, W + "pPr"), W + "rPr")
        etree.SubElement(mark, W + "ins", {**stamp, W + "id": "8800"})
        for number, (tag, own) in enumerate(
            (("ins", text), ("moveTo", moved), ("moveFrom", moved_away)), 8801
        ):
            run = etree.SubElement(
                etree.SubElement(paragraph, W + tag, {**stamp, W + "id": str(number)}), W + "r"
            )
            etree.SubElement(run, W + "t").text = own
        first.addnext(paragraph)
        return self

    def saved_by_word(self, choose):
        """As Word saves what somebody worked on: numbers of sessions, runs and revisions in parts, marks."""
        for number, paragraph in enumerate(self.document.iter(W + "p")):
            paragraph.set(W + "rsidR", f"00A{number:05X}")
            if choose.random() < 0.3:
                properties = paragraph.find(W + "pPr")
                named = {W + "id": str(7000 + number), W + "name": f"_Toc{number}"}
                begin = etree.Element(W + "bookmarkStart", named)
                paragraph.insert(0 if properties is None else 1, begin)
                etree.SubElement(paragraph, W + "bookmarkEnd", {W + "id": str(7000 + number)})
        for text in list(self.document.iter(W + "t", W + "delText")):
            self._part_run(text, choose)
        for revision in list(self.document.iter(W + "ins", W + "del")):
            if len(revision) > 1 and choose.random() < 0.5:
                other = etree.Element(revision.tag, dict(revision.attrib))
                other.append(revision[-1])
                revision.addnext(other)
        return self

    @staticmethod
    def _part_run(text, choose):
        run = text.getparent()
        if len(text.text or "") < 2 or len(run) - (run.find(W + "rPr") is not None) != 1:
            return
        place = choose.randrange(len(text.text))
        if place:
            other = deepcopy(run)
            other[-1].text, text.text = text.text[place:], text.text[:place]
            run.addnext(other)
            if run.getparent().tag == W + "p":
                run.addnext(etree.Element(W + "proofErr", {W + "type": "gramStart"}))

    def made_anonymous(self, *, dates):
        """As an office has names taken out before a file goes round; Word takes the dates away with them."""
        comments = etree.fromstring(self.parts["word/comments.xml"])
        for element in (*self.document.iter(W + "ins", W + "del"), *comments):
            element.set(W + "author", "作者")
            if not dates:
                element.attrib.pop(W + "date", None)
        self.parts["word/comments.xml"] = etree.tostring(comments)
        return self

    def lose(self, prefix):
        """Save with a program that drops parts."""
        self.parts = {name: data for name, data in self.parts.items() if not name.startswith(prefix)}
        for name, data in self.parts.items():
            if name.endswith(".rels") or name.startswith("["):
                root = etree.fromstring(data)
                for child in list(root):
                    if any(prefix in value for value in child.attrib.values()):
                        root.remove(child)
                self.parts[name] = etree.tostring(root)
        return self

    def done(self):
        self.parts["word/document.xml"] = etree.tostring(self.document)
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            for name, data in self.parts.items():
                archive.writestr(name, data)
        return file.getvalue()

    def _settle(self, numbers, *, accept):
        dates = {date_of(number) for number in numbers if number is not None}
        for tag in ("ins", "del"):
            for element in list(self.document.iter(W + tag)):
                if element.get(W + "date") not in dates and None not in numbers:
                    continue
                stays = (tag == "ins") is accept
                if element.getparent().tag == W + "trPr":
                    self._settle_row(element, stays)
                elif element.getparent().tag == W + "rPr":
                    self._settle_mark(element, stays)
                else:
                    for text in element.iter(W + "delText"):
                        text.tag = W + "t"
                    for child in list(element) if stays else ():
                        element.addprevious(child)
                    element.getparent().remove(element)
        return self

    @staticmethod
    def _settle_mark(element, stays):
        paragraph = next(element.iterancestors(W + "p"))
        element.getparent().remove(element)
        if not stays:
            following = paragraph.getnext()
            while following.tag == W + "tbl":  # its rows are refused too
                following = following.getnext()
            children = [c for c in paragraph if c.tag != W + "pPr"]
            place = 1 if len(following) and following[0].tag == W + "pPr" else 0
            for offset, child in enumerate(children):
                following.insert(place + offset, child)
            paragraph.getparent().remove(paragraph)

    @staticmethod
    def _settle_row(element, stays):
        gone = element if stays else next(element.iterancestors(W + "tr"))
        gone.getparent().remove(gone)
