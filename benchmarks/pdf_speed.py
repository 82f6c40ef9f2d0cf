"""How fast a parsed text becomes a PDF: a six-page speech with everything warm, and a thousand pages.

Setting and drawing are timed apart, in processor time; of many runs the best counts, since the machine does
other work. typst sets the same speech in the same run. The thousand pages are made in a process of their own,
whose memory is measured beyond what it has after a first small document.

    python benchmarks/pdf_speed.py        writes benchmarks/results/pdf_speed.json
"""

from __future__ import annotations

import importlib.util
import io
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from tools.corpus import documents  # noqa: E402

from gongwen import stylesheets  # noqa: E402
from gongwen.model import Document, Style  # noqa: E402
from gongwen.parsing import parse  # noqa: E402
from gongwen.typesetting import typeset  # noqa: E402
from gongwen.writing.pdf import write_pdf  # noqa: E402

RUNS = 25
WARM = 70
"""Faces that are used often are laid out for it: what a worker in a batch comes to."""
SIX_PAGES = 3200
"""Characters."""
THOUSAND_PAGES = 561_000
TITLE = "在全市工作会议上的讲话"
MODES = ("word", "fine")
TYPST = '#set page("a4", margin: (x: 27mm, y: 36mm))\n#set text(font: ("Noto Serif CJK SC"), 16pt)\n'


def main() -> None:
    """Measure, print, keep."""
    style = stylesheets.load("speech")
    speech = text_of(SIX_PAGES)
    rows: dict[str, Any] = {"six pages": {mode: warm(parse(speech), style, mode) for mode in MODES}}
    if importlib.util.find_spec("typst"):
        rows["six pages"]["typst"] = {"ms": best(lambda: with_typst(speech))}
    rows["a thousand pages"] = {mode: in_own_process(mode) for mode in MODES}
    print(json.dumps(rows, ensure_ascii=False, indent=1))
    target = ROOT / "benchmarks" / "results" / "pdf_speed.json"
    target.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def text_of(length: int) -> str:
    """A speech of so many characters, from reports and laws."""
    lines = [TITLE]
    for name in ("work-reports", "laws"):
        for _held, paragraphs in documents(name):
            for paragraph in paragraphs:
                lines.append(paragraph)
                length -= len(paragraph)
                if length <= 0:
                    return "\n".join(lines)
    return "\n".join(lines)


def warm(document: Document, style: Style, mode: str) -> dict[str, float]:
    """Milliseconds of setting, of drawing, and of both, in a process that has made some files already."""
    pages = typeset(document, style, mode)
    for _ in range(WARM):
        write_pdf(pages, io.BytesIO())
    setting = best(lambda: typeset(document, style, mode))
    drawing = best(lambda: write_pdf(pages, io.BytesIO()))
    both = best(lambda: write_pdf(typeset(document, style, mode), io.BytesIO()))
    return {"pages": len(pages.pages), "setting, ms": setting, "drawing, ms": drawing, "ms": both}


def best(action: Callable[[], object]) -> float:
    """Milliseconds of processor time of the fastest run."""
    action()
    spent = []
    for _ in range(RUNS):
        start = time.process_time()
        action()
        spent.append(time.process_time() - start)
    return round(min(spent) * 1000, 1)


def with_typst(text: str) -> bytes:
    """The PDF that typst makes of the paragraphs."""
    import typst  # noqa: PLC0415

    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    source = TYPST + "".join(f'#par[#"{line}"]\n' for line in escaped.splitlines())
    made: bytes = typst.compile(source.encode("utf-8"))
    return made


def in_own_process(mode: str) -> dict[str, Any]:
    """The thousand pages, of three runs the fastest."""
    command = [sys.executable, __file__, "--thousand", mode]
    runs = [
        json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        for _ in range(3)
    ]
    fastest: dict[str, Any] = min(runs, key=lambda run: float(run["s"]))
    return fastest


def memory_from_here() -> int:
    """The memory that the process has now, in kilobytes; its peak is measured anew from here."""
    refs = Path("/proc/self/clear_refs")
    if refs.exists():
        refs.write_text("5", encoding="ascii")
    return memory("VmRSS")


def memory(entry: str) -> int:
    """An entry of Linux's account of the process, in kilobytes; 0 on other systems."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    return next((int(line.split()[1]) for line in lines if line.startswith(entry)), 0)


def thousand(mode: str) -> dict[str, float | None]:
    """Seconds and megabytes for a thousand pages in this process."""
    style = stylesheets.load("speech")
    write_pdf(typeset(parse(text_of(SIX_PAGES)), style, mode), io.BytesIO())
    document = parse(text_of(THOUSAND_PAGES))
    before = memory_from_here()
    start = time.process_time()
    pages = typeset(document, style, mode)
    middle = time.process_time()
    target = io.BytesIO()
    write_pdf(pages, target)
    end = time.process_time()
    peak = memory("VmHWM")
    return {
        "pages": len(pages.pages),
        "setting, s": round(middle - start, 2),
        "drawing, s": round(end - middle, 2),
        "s": round(end - start, 2),
        "MB beyond the start": (peak - before) // 1024 if peak else None,
        "MB of the file": round(len(target.getvalue()) / 1e6, 1),
    }


if __name__ == "__main__":
    if sys.argv[1:2] == ["--thousand"]:
        print(json.dumps(thousand(sys.argv[2])))
    else:
        main()
