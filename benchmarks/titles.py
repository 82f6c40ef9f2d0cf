"""How titles are divided: what is torn at the ends of their lines, and what shape the lines make.

Titles of more than one line at 二号 from three sets. Whether a word is torn is judged by jieba with its own
dictionary (our list has the words of the training texts, which jieba cut as well), the shape by the rule
of the checker [B-02]. Beside ours: lines as full as they go, and lines of one length. Writes
`results/titles.json`.

    python benchmarks/titles.py [-v]        -v prints the titles that are torn or of bad shape
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from math import ceil
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))

import jieba

from corpus import SETS, records
from gongwen import stylesheets
from gongwen.typesetting import marks
from gongwen.typesetting.titles import balanced_breaks

RESULTS = Path(__file__).parent / "results" / "titles.json"
NEWS = 1500
STYLE = stylesheets.load("general")
CELL = STYLE.blocks["title"].size / STYLE.cell
MEASURE = float(STYLE.grid.cells)
NOT_FIRST = "的了和与及"
NUMERALS = "〇零一二三四五六七八九十百千万亿0123456789"
SAME_WIDTH = 0.5
ENCLOSED = ("《》", "“”", "（）")

Breaker = Callable[[str], list[str]]


def titles() -> dict[str, list[str]]:
    """The titles of each set that do not fit on one line."""
    found = {
        "govcn-policy": [record["title"] for record in records(SETS["govcn-policy"])],
        "laws": [record["title"] for record in records(SETS["laws"])],
        "xwlb": [record["title"] for record in records(SETS["xwlb"])],
    }
    return {name: [t for t in dict.fromkeys(own) if width(t) > MEASURE][:NEWS] for name, own in found.items()}


def width(text: str) -> float:
    """Width at 二号, in cells of the grid."""
    return sum(CELL if marks.is_full_width(char) else CELL / 2 for char in text)


def ours(title: str) -> list[str]:
    """The lines that the title gets on the page."""
    breaks = balanced_breaks(title, [width(char) for char in title], MEASURE)
    return [title[line.start : line.end] for line in breaks]


def full(title: str) -> list[str]:
    """Every line as full as it goes."""
    lines = [""]
    for char in title:
        if width(lines[-1] + char) > MEASURE:
            lines.append("")
        lines[-1] += char
    return lines


def even(title: str) -> list[str]:
    """As many lines as needed, of one length."""
    count = ceil(width(title) / MEASURE)
    step = ceil(len(title) / count)
    return [title[start : start + step] for start in range(0, len(title), step)]


def faults(lines: Sequence[str]) -> Iterator[str]:
    """What is wrong with a title."""
    text = "".join(lines)
    places = set(accumulate(map(len, lines[:-1])))
    if places & inside_words(text):
        yield "a word torn"
    if places & inside_pairs(text):
        yield "brackets or quotes torn"
    if any(text[p - 1] in NUMERALS and text[p] in NUMERALS for p in places):
        yield "a number torn"
    if any(line[0] in NOT_FIRST for line in lines[1:]):
        yield "a line begins with 的了和与及"
    if not is_shaped([width(line.strip()) for line in lines]):
        yield "hourglass or rectangle"


def inside_words(text: str) -> set[int]:
    """The places inside the words of jieba."""
    ends = list(accumulate(map(len, jieba.cut(text))))
    return set(range(1, len(text))) - set(ends)


def inside_pairs(text: str) -> set[int]:
    """The places inside a pair that would fit on a line."""
    inside: set[int] = set()
    for opening, closing in ENCLOSED:
        start = text.find(opening)
        while start >= 0 and (end := text.find(closing, start)) >= 0:
            if width(text[start : end + 1]) <= MEASURE:
                inside.update(range(start + 1, end + 1))
            start = text.find(opening, end)
    return inside


def is_shaped(widths: Sequence[float]) -> bool:
    """Neither an hourglass nor a rectangle: standard B-02."""
    if len(widths) > 1 and max(widths) - min(widths) < SAME_WIDTH:
        return False
    return not any(
        above > line + 0.01 and line + 0.01 < below
        for above, line, below in zip(widths, widths[1:], widths[2:], strict=False)
    )


def measure(own: Sequence[str], breaker: Breaker, verbose: bool) -> dict[str, float]:
    """The share of titles with each fault."""
    counts: dict[str, int] = {}
    for title in own:
        lines = breaker(title)
        found = list(faults(lines))
        for fault in found:
            counts[fault] = counts.get(fault, 0) + 1
        if verbose and found:
            print("  ", " / ".join(lines), "←", "; ".join(found))
    return {"titles": len(own), **{name: round(n / len(own), 4) for name, n in sorted(counts.items())}}


def main() -> None:
    """Measure and keep the results."""
    jieba.setLogLevel(logging.WARNING)
    verbose = "-v" in sys.argv[1:]
    rows = {}
    for name, own in titles().items():
        ways = {"ours": ours, "as full as they go": full, "of one length": even}
        rows[name] = {way: measure(own, by, verbose and way == "ours") for way, by in ways.items()}
        print(name, json.dumps(rows[name], ensure_ascii=False, indent=1))
    RESULTS.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
