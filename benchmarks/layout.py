"""How lines are broken on real texts: what stands wrong at their ends, how far they are spread, and how fast.

Both modes of ours beside two baselines on the same measure: cutting after every 28th character, and the
wrapping that comes with reportlab (Paragraph, wordWrap CJK). Evenness is measured on the pages of ours: the
gap that full lines get between two Han characters, in points, and how many characters they hold. Writes
`results/layout.json`.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))

from corpus import held_out
from gongwen import stylesheets
from gongwen.model import Block, BlockKind, Document, Line, Style
from gongwen.typesetting import typeset

RESULTS = Path(__file__).parent / "results" / "layout.json"
SETS = {"xwlb": 60, "govcn-policy": 10, "work-reports": 4, "laws": 20}
NOT_AT_START = set("，。、；：？！）》〉】〕」』”’％%·")
NOT_AT_END = set("（《〈【〔「『“‘")
HAN = re.compile("[\u4e00-\u9fff]+")
UNITS = set("年月日时%‰％℃元万亿")

FAULTS = (
    "lines",
    "forbidden starts",
    "forbidden ends",
    "divided —— ……",
    "divided numbers",
    "lone last characters",
)

Paragraphs = list[list[str]]
"""The lines of each paragraph."""

LOOSE = 0.6
"""Points; a gap that is seen: a cell spread over 26 gaps."""


def documents() -> Iterator[Document]:
    """The held-out texts, every paragraph a block of the body: breaking is measured, not parsing."""
    for name, count in SETS.items():
        for paragraphs in held_out(name)[:count]:
            yield Document(tuple(Block(BlockKind.PARAGRAPH, text, 0, len(text)) for text in paragraphs))


def ours(document: Document, style: Style, mode: str) -> Paragraphs:
    """The lines of our pages."""
    found: Paragraphs = [[] for _ in document.blocks]
    for page in typeset(document, style, mode).pages:
        for line in page.lines:
            found[line.block].append(line.text)
    return found


def evenness(texts: list[Document], style: Style, mode: str) -> dict[str, float]:
    """How even the full lines of our pages are."""
    gaps: list[float] = []
    held = Counter[str]()
    for document in texts:
        lines = [line for page in typeset(document, style, mode).pages for line in page.lines]
        for line, following in pairwise(lines):
            if line.block == following.block:
                held[fullness(line.text.rstrip())] += 1
                gaps += han_gap(line, style.cell)
    return {
        **held,
        "root mean square gap, pt": round((sum(gap**2 for gap in gaps) / len(gaps)) ** 0.5, 3),
        "widest gap, pt": round(max(gaps), 2),
        "lines with gaps that are seen": sum(gap > LOOSE for gap in gaps),
    }


def fullness(text: str) -> str:
    """Whether a line without Latin holds 28 characters, fewer or more."""
    if any(char.isascii() for char in text):
        return "lines with Latin or digits"
    return "lines of 28" if len(text) == 28 else "lines under 28" if len(text) < 28 else "lines over 28"


def han_gap(line: Line, cell: float) -> list[float]:
    """By how much two neighbouring Han characters of the line stand apart; nothing if there are none."""
    for run in line.runs:
        for (left, right), (x, following) in zip(pairwise(run.text), pairwise(run.xs), strict=True):
            if HAN.fullmatch(left + right):
                return [following - x - cell]
    return []


def cut(document: Document, cells: int) -> Paragraphs:
    """A new line after so many characters; two fewer on the first."""
    return [
        [text[: cells - 2], *(text[i : i + cells] for i in range(cells - 2, len(text), cells))]
        for text in (block.text for block in document.blocks)
    ]


def reportlab_lines(document: Document, cells: int) -> Paragraphs:
    """The lines that reportlab makes of the paragraphs."""
    from xml.sax.saxutils import escape  # noqa: PLC0415

    from reportlab.lib.styles import ParagraphStyle  # noqa: PLC0415
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # noqa: PLC0415
    from reportlab.platypus import Paragraph  # noqa: PLC0415

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("body", fontName="STSong-Light", fontSize=16, firstLineIndent=32, wordWrap="CJK")
    found = []
    for block in document.blocks:
        paragraph = Paragraph(escape(block.text), style)
        paragraph.wrap(cells * 16, 10_000)
        found.append([line[1] if isinstance(line, tuple) else line for line in paragraph.blPara.lines])
    return [[text if isinstance(text, str) else "".join(text) for text in lines] for lines in found]


def tally(paragraphs: Paragraphs) -> dict[str, int]:
    """What is wrong at the ends of the lines."""
    counts = dict.fromkeys(FAULTS, 0)
    for lines in paragraphs:
        texts = [line.strip() for line in lines if line.strip()]
        counts["lines"] += len(texts)
        counts["lone last characters"] += len(texts) > 1 and len(texts[-1].rstrip("。！？…”）")) <= 1
        for line, following in pairwise(texts):
            counts["forbidden starts"] += following[0] in NOT_AT_START
            counts["forbidden ends"] += line[-1] in NOT_AT_END
            counts["divided —— ……"] += line[-1] == following[0] and line[-1] in "—…"
            digits = line[-1].isascii() and line[-1].isdigit()
            counts["divided numbers"] += digits and (following[0].isdigit() or following[0] in UNITS)
    return counts


def measure(name: str, breaker: Callable[[Document], Paragraphs], texts: list[Document]) -> dict[str, float]:
    """The figures of one way of breaking."""
    breaker(texts[0])
    start = time.process_time()
    found = [lines for document in texts for lines in breaker(document)]
    seconds = time.process_time() - start
    row: dict[str, float] = {**tally(found)}
    row["ms a thousand lines"] = round(seconds / row["lines"] * 1e6)
    print(name, row)
    return row


def main() -> None:
    """Measure and keep the results."""
    style = stylesheets.load("general")
    texts = list(documents())
    ways: dict[str, Callable[[Document], Paragraphs]] = {
        "word": lambda document: ours(document, style, "word"),
        "fine": lambda document: ours(document, style, "fine"),
        "cut after 28": lambda document: cut(document, style.grid.cells),
        "reportlab CJK": lambda document: reportlab_lines(document, style.grid.cells),
    }
    rows = {name: measure(name, breaker, texts) for name, breaker in ways.items()}
    for mode in ("word", "fine"):
        rows[mode] |= evenness(texts, style, mode)
        print(mode, rows[mode])
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
