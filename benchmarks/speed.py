"""How fast: six-page speeches to .docx + .pdf, beside others that only set the same texts.

Ours reads, repairs, parses, sets and writes, as the command does it, in worker processes. The peers are given
plain paragraphs and repair nothing: python-docx writes a .docx without pages, typst a .pdf, LibreOffice a
.pdf of the .docx that python-docx wrote. Each is one process. All run one after the other in one go. Wall
time is worth little on a machine that does other work at the same time, so its load is noted.

    python benchmarks/speed.py [FILES]        writes benchmarks/results/speed.json; default 200 files
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from tools.corpus import documents  # noqa: E402

import gongwen  # noqa: E402
from office import soffice  # noqa: E402

FILES = 200
WORKERS = 2
SIX_PAGES = 3200
"""Characters; a page holds 616 cells, of which indents and headings leave some blank."""
PEER_FILES = 40
TITLE = "在全市工作会议上的讲话"
TYPST = '#set page("a4", margin: (x: 27mm, y: 36mm))\n#set text(font: ("Noto Serif CJK SC"), 16pt)\n'


def main() -> None:
    """Measure, print, keep."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else FILES
    texts = list(speeches(count))
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    with tempfile.TemporaryDirectory() as place:
        rows: dict[str, Any] = {"load before": load, "ours": ours(texts, Path(place))}
        few = texts[:PEER_FILES]
        rows["repair alone"] = repair_alone(few)
        rows["python-docx"] = per_file(few, Path(place), with_python_docx)
        rows["typst"] = per_file(few, Path(place), with_typst) if has("typst") else "not installed"
        rows["LibreOffice"] = with_office(Path(place)) if soffice() else "not installed"
    for name, row in rows.items():
        print(f"{name:<14} {row}")
    target = ROOT / "benchmarks" / "results" / "speed.json"
    target.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def speeches(count: int) -> Iterator[str]:
    """Texts of about six pages, cut from long reports, with half-width commas to repair."""
    paragraphs = (p for name in ("work-reports", "laws") for _held, own in documents(name) for p in own)
    for _number in range(count):
        lines, length = [TITLE], 0
        while length < SIX_PAGES:
            paragraph = next(paragraphs)
            lines.append("　　" + paragraph.replace("，", ","))
            length += len(paragraph)
        yield "\n".join(lines) + "\n"


def ours(texts: list[str], place: Path) -> dict[str, Any]:
    """The command over a folder, and over one file for what it takes to start."""
    import resource  # noqa: PLC0415

    folder = place / "in"
    folder.mkdir()
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    one = place / "one"
    one.mkdir()
    shutil.copy(folder / "0.txt", one)
    start = run("convert", "-q", one, "-j", WORKERS)
    began, cpu = time.perf_counter(), processor_time()
    run("convert", "-q", folder, "-j", WORKERS)
    made = len(list((place / "in-gongwen").glob("*.pdf")))
    whole = time.perf_counter() - began
    return {
        "files": made,
        "workers": WORKERS,
        "start-up and one file, s": round(start, 2),
        "all files, s": round(whole, 2),
        "1,000 files beyond start-up, s": round((whole - start) * 1000 / (made - 1), 1),
        **spent(began, cpu, made),
        "MB of the largest process": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
    }


def run(*arguments: object) -> float:
    """Seconds of wall time that the command takes."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "gongwen.cli", *map(str, arguments)], check=True)
    return time.perf_counter() - began


def repair_alone(texts: list[str]) -> dict[str, Any]:
    """Characters that one core repairs in a second of its own time."""
    gongwen.repair(gongwen.read_text(texts[0]))
    began = time.process_time()
    for text in texts:
        gongwen.repair(gongwen.read_text(text))
    seconds = time.process_time() - began
    return {"characters a second": round(sum(map(len, texts)) / seconds)}


def per_file(texts: list[str], place: Path, write: Callable[[str, Path], None]) -> dict[str, Any]:
    """Milliseconds a file in this process, after a first one."""
    write(texts[0], place / "first")
    began, cpu = time.perf_counter(), processor_time()
    for number, text in enumerate(texts):
        write(text, place / f"peer{number}")
    return spent(began, cpu, len(texts))


def spent(began: float, cpu: float, files: int) -> dict[str, Any]:
    """Milliseconds a file by the clock, and of all processors."""
    wall, own = time.perf_counter() - began, processor_time() - cpu
    return {"ms a file": round(wall * 1000 / files, 1), "ms of processor": round(own * 1000 / files, 1)}


def processor_time() -> float:
    """Seconds that this process and those that it waited for have used."""
    return sum(os.times()[:4])


def with_python_docx(text: str, target: Path) -> None:
    """Paragraphs in the faces of its template."""
    import docx  # noqa: PLC0415

    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(str(target.with_suffix(".docx")))


def with_typst(text: str, target: Path) -> None:
    """Paragraphs as a .pdf."""
    import typst  # noqa: PLC0415

    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    source = TYPST + "".join(f'#par[#"{line}"]\n' for line in escaped.splitlines())
    typst.compile(source.encode("utf-8"), output=str(target.with_suffix(".pdf")))


def with_office(place: Path) -> dict[str, Any]:
    """The .docx files of python-docx as .pdf, all in one start of the program."""
    files = sorted(place.glob("peer*.docx"))
    profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
    command = [
        str(soffice()),
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(place / "office"),
    ]
    began, cpu = time.perf_counter(), processor_time()
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True)
    return spent(began, cpu, len(files))


def has(package: str) -> bool:
    """Whether a package is installed."""
    return importlib.util.find_spec(package) is not None


if __name__ == "__main__":
    main()
