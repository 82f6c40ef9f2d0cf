"""Parity: does the .docx in LibreOffice break lines and pages where the typeset pages do?

    python benchmarks/parity.py               the corpora; writes benchmarks/results/parity.json
    python benchmarks/parity.py FILE.txt …    these texts, read, repaired and parsed; prints only

Both sides are given the same documents. A line agrees if it begins and ends at the same characters.
LibreOffice puts a fifth of an em between Han and Latin letters or digits whatever the file says, which moves
what follows in the paragraph as well. So there are three figures: all lines; those without Latin or digits;
those that have none before them in their paragraph either.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import gongwen.stylesheets
from gongwen.model import Document, DocumentKind, Pages, Shape, Style
from gongwen.parsing import parse
from gongwen.typesetting import typeset
from gongwen.writing.docx import write_docx
from office import OfficeLine, read_pages, render

DATA = Path(os.environ.get("GONGWEN_DATA", Path(__file__).parents[2] / "shared" / "data"))
RESULTS = Path(__file__).parent / "results" / "parity.json"
CORPORA = {
    "speeches": "speeches/xi2020-flattened.jsonl.gz",
    "reports": "work-reports/national-and-congress.jsonl.gz",
    "policy": "govcn-policy/govcn.jsonl.gz",
}
PARAGRAPHS = 5  # of a document at least: some speeches have lost theirs
DOCUMENTS = 20  # of each corpus
BATCH = 20  # documents for one start of LibreOffice
LATIN = re.compile("[0-9A-Za-zＡ-Ｚａ-ｚ０-９]")
HAN = re.compile("[\u4e00-\u9fff]+")
PAGE_NUMBER = re.compile(r"—\d+—")


@dataclass(frozen=True)
class Placed:
    """A line of either side: its text without blanks, its first and last place in the document."""

    text: str
    start: int
    end: int
    page: int


@dataclass
class Tally:
    """What one corpus came to."""

    lines: Counter[str] = field(default_factory=Counter)
    agree: Counter[str] = field(default_factory=Counter)
    causes: Counter[str] = field(default_factory=Counter)
    full_pages: Counter[int] = field(default_factory=Counter)
    cells: Counter[int] = field(default_factory=Counter)
    documents: int = 0
    same_text: int = 0
    same_pages: int = 0

    def row(self) -> dict[str, object]:
        """The figures as they are printed and kept."""
        shares = {
            name: {"lines": n, "agree": self.agree[name], "share": round(self.agree[name] / n, 4)}
            for name, n in self.lines.items()
        }
        return {
            "documents": self.documents,
            "same text": self.same_text,
            "same number of pages": self.same_pages,
            "lines": shares,
            "lines on inner pages": dict(sorted(self.full_pages.items())),
            "characters on full lines of Han": dict(sorted(self.cells.items())),
            "why a paragraph first breaks elsewhere": dict(self.causes.most_common(8)),
        }


def texts(name: str) -> Iterator[str]:
    """The texts of a corpus, a paragraph a line."""
    with gzip.open(DATA / CORPORA[name], "rt", encoding="utf-8") as file:
        records = (json.loads(line) for line in file)
        whole = (record for record in records if len(record["paragraphs"]) >= PARAGRAPHS)
        for record in islice(whole, DOCUMENTS):
            yield "\n".join([record.get("title", ""), *record["paragraphs"]])


def title_lines(document: Document, pages: Pages) -> dict[int, list[str]]:
    """The lines of every block whose style balances them, as they stand on the page."""
    lines: dict[int, list[str]] = {}
    for page in pages.pages:
        for line in page.lines:
            block = document.blocks[line.block]
            if style_of(document).block(block.kind, block.level).shape is Shape.BALANCED:
                lines.setdefault(line.block, []).append(line.text)
    return lines


def ours(pages: Pages) -> list[Placed]:
    """The lines of the typeset pages; parts on one baseline are one line."""
    rows: list[tuple[int, str]] = []
    baseline = None
    for number, page in enumerate(pages.pages):
        for line in page.lines:
            y = round(line.runs[0].y, 1) if line.runs else None
            text = drawn(line.text)
            if (number, y) == baseline:
                rows[-1] = (number, rows[-1][1] + text)
            else:
                rows.append((number, text))
            baseline = (number, y)
    return place(rows)


def theirs(pages: Sequence[Sequence[OfficeLine]], style: Style) -> list[Placed]:
    """The lines that LibreOffice set, without page numbers."""
    foot = style.page.height - style.page.bottom
    return place(
        [
            (number, drawn(line.text))
            for number, page in enumerate(pages)
            for line in page
            if not (line.y > foot and PAGE_NUMBER.fullmatch(line.text))
        ]
    )


def drawn(text: str) -> str:
    """The characters that leave a mark on the page: no blanks, nothing of zero width."""
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) not in {"Cc", "Cf"})


def place(rows: Sequence[tuple[int, str]]) -> list[Placed]:
    """Lines with their places in the text of the document."""
    placed = []
    start = 0
    for page, text in rows:
        if text:
            placed.append(Placed(text, start, start + len(text), page))
            start += len(text)
    return placed


def compare(document: Document, mine: list[Placed], other: list[Placed], tally: Tally) -> None:
    """Count the lines that agree, and why the first of a paragraph does not."""
    known = {(line.start, line.end): line for line in other}
    ends = paragraph_ends(document)
    clean, agreed = True, True
    for line in mine:
        hit = (line.start, line.end) in known
        latin = bool(LATIN.search(line.text))
        clean = clean and not latin
        classes = ["all", *(["without Latin or digits"] if not latin else [])]
        classes += ["none before them either"] if clean else []
        for name in classes:
            tally.lines[name] += 1
            tally.agree[name] += hit
        if agreed and not hit:
            tally.causes[cause(line, known, latin)] += 1
            agreed = False
        if line.end in ends:
            clean, agreed = True, True


def cause(line: Placed, known: dict[tuple[int, int], Placed], latin: bool) -> str:
    """Why a line ends elsewhere, from the line that begins where it does."""
    other = next((found for (start, _), found in known.items() if start == line.start), None)
    if latin or (other and LATIN.search(other.text)):
        return "Latin or digits"
    if other and other.text[-1] in "—…":
        return "a dash or ellipsis is split"
    return f"other: {line.text[-6:]} | {other.text[-6:] if other else '?'}"


def paragraph_ends(document: Document) -> set[int]:
    """Where blocks end, in characters that are no blanks; a run-in heading does not end."""
    ends = set()
    place_ = 0
    for index, block in enumerate(document.blocks):
        place_ += len(drawn(block.text))
        following = document.blocks[index + 1 : index + 2]
        if not (following and following[0].run_in):
            ends.add(place_)
    return ends


def measure(documents: Sequence[Document]) -> Tally:
    """Set every document both ways and compare."""
    tally = Tally()
    for first in range(0, len(documents), BATCH):
        measure_batch(documents[first : first + BATCH], tally)
    return tally


def measure_batch(documents: Sequence[Document], tally: Tally) -> None:
    """Documents that go through LibreOffice in one start."""
    set_pages, files = [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, document in enumerate(documents):
            style = style_of(document)
            pages = typeset(document, style, mode="word")
            path = folder / f"{number}.docx"
            with path.open("wb") as file:
                write_docx(document, style, file, title_lines(document, pages), pages)
            set_pages.append(pages)
            files.append(path)
        for document, pages, pdf in zip(documents, set_pages, render(files, folder), strict=True):
            count(document, pages, read_pages(pdf), tally)


def count(document: Document, pages: Pages, office: Sequence[Sequence[OfficeLine]], tally: Tally) -> None:
    """Add one document to the tally."""
    mine, other = ours(pages), theirs(office, style_of(document))
    tally.documents += 1
    tally.same_pages += len(pages.pages) == len(office)
    tally.same_text += "".join(x.text for x in mine) == "".join(x.text for x in other)
    compare(document, mine, other, tally)
    per_page = Counter(line.page for line in other)
    tally.full_pages.update(per_page[n] for n in range(1, len(office) - 1))
    ends = paragraph_ends(document)
    for line in other:
        if {line.start, line.end}.isdisjoint(ends | {0}) and HAN.fullmatch(line.text):
            tally.cells[len(line.text)] += 1


def style_of(document: Document) -> Style:
    """The layout that fits what the document is."""
    return gongwen.stylesheets.load("speech" if document.kind is DocumentKind.SPEECH else "general")


def show(name: str, tally: Tally) -> None:
    """Print what one corpus came to."""
    print(name, json.dumps(tally.row(), ensure_ascii=False, indent=2))


def main(paths: Sequence[str]) -> None:
    """Measure the corpora, or the files named."""
    if paths:
        sources = [gongwen.repair(gongwen.read(path)).text for path in paths]
        show("files", measure([parse(text) for text in sources]))
        return
    rows = {}
    for name in CORPORA:
        tally = measure([parse(text) for text in texts(name)])
        show(name, tally)
        rows[name] = tally.row()
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
