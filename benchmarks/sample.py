"""The one real scraped speech that the project measures on and never ships: every bar in one run.

    python benchmarks/sample.py        writes benchmarks/results/sample.json

What is wrong with it is known from its README; the counts below are of that list.
"""

from __future__ import annotations

import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from tools.corpus import data_folder  # noqa: E402

import gongwen  # noqa: E402
from gongwen.model import BlockKind, Repaired, Status  # noqa: E402

SAMPLE = data_folder().parent / "sample" / "speech.txt"
JOINED = (
    "创新氛围",
    "科技工作的基本点",
    "项目、科技攻",
    "科技攻关项目",
    "机械公司从",
    "着力“招才",
    "知识产权代理",
)
RESTORED = ("特色技术", "做强特色产业；", "特色产业做强", "特色高新技术", "各具特色", "做强特色产业、")
DOUBTS = {"找准": "准切入点", "组织": "积极组", "马太": "马汰", "凝炼": "凝炼"}
HALF_BESIDE_HAN = re.compile(r"(?<=[\u4e00-\u9fff])[,;:!?()]|[,;:!?()](?=[\u4e00-\u9fff])")


def main() -> None:
    """Measure, print, keep."""
    figures = {**repair_figures(), **page_figures(), **time_figures()}
    for name, figure in figures.items():
        print(f"{name:<40} {figure}")
    target = ROOT / "benchmarks" / "results" / "sample.json"
    target.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def repair_figures() -> dict[str, Any]:
    """What became of the known damage."""
    source = gongwen.read(SAMPLE)
    repaired = gongwen.repair(source)
    again = gongwen.repair(gongwen.read_text(repaired.text))
    blocks = gongwen.parse(repaired).blocks
    masks = re.compile(r"x+")
    return {
        "broken lines joined, of 7": sum(text in repaired.text for text in JOINED),
        "headings kept, of 3": sum(b.kind is BlockKind.HEADING for b in blocks),
        "title kept": int(blocks[0].kind is BlockKind.TITLE),
        "page button gone": int("发布评论" not in repaired.text),
        "特色 restored, of 6": sum(text in repaired.text for text in RESTORED),
        "doubts suggested, of 4": sum(_suggested(repaired, place) for place in DOUBTS.values()),
        "half-width marks left beside Han": len(HALF_BESIDE_HAN.findall(repaired.text)),
        "masks altered": int(masks.findall(source.text) != masks.findall(repaired.text)),
        "open end noted": int(any("end.truncated" in e.rules for e in repaired.edits)),
        "edits a second run applies": sum(e.status is Status.APPLIED for e in again.edits),
    }


def _suggested(repaired: Repaired, place: str) -> bool:
    """Whether an edit is suggested within the place of the source."""
    text = repaired.source.text
    found = [m.span() for m in re.finditer(re.escape(place), text)]
    return any(
        e.status is Status.SUGGESTED and start <= e.start and e.end <= end + 1
        for e in repaired.edits
        for start, end in found
    )


def page_figures() -> dict[str, Any]:
    """The pages: line ends, grid, and the share of lines that LibreOffice breaks alike."""
    document = gongwen.parse(gongwen.repair(gongwen.read(SAMPLE)))
    pages = gongwen.typeset(document).pages
    lines = [line.text for page in pages for line in page.lines]
    full = [len({run.y for line in page.lines for run in line.runs}) for page in pages[1:-1]]
    return {
        "pages": len(pages),
        "forbidden line starts": sum(line[0] in "，。、；：？！）》」』】〕”’·～％" for line in lines),
        "forbidden line ends": sum(line[-1] in "（《「『【〔“‘" for line in lines),
        "split dashes or ellipses": sum(a[-1] == b[0] in "—…" for a, b in pairwise(lines)),
        "lines on inner pages": statistics.mode(full),
        **_parity(document),
    }


def _parity(document: gongwen.Document) -> dict[str, Any]:
    """Agreement with LibreOffice, where it is on this machine."""
    import office  # noqa: PLC0415
    import parity  # noqa: PLC0415

    if not office.soffice():
        return {}
    tally = parity.measure([document])
    return {
        "lines as in LibreOffice, all": [tally.agree["all"], tally.lines["all"]],
        "lines as in LibreOffice, without Latin or digits": [
            tally.agree["without Latin or digits"],
            tally.lines["without Latin or digits"],
        ],
        "same number of pages in LibreOffice": tally.same_pages,
    }


def time_figures() -> dict[str, Any]:
    """Seconds for the whole process, text in, .docx and .pdf out: the median of five."""
    seconds = []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(5):
            started = time.perf_counter()
            command = [sys.executable, "-m", "gongwen", "convert", str(SAMPLE), "-d", folder, "--force", "-q"]
            subprocess.run(command, check=True, capture_output=True)
            seconds.append(time.perf_counter() - started)
    return {"seconds for .docx and .pdf": round(statistics.median(seconds), 2)}


if __name__ == "__main__":
    main()
