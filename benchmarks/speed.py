"""How fast: six-page speeches to .docx + .pdf, beside others that only set the same texts.

Ours reads, repairs, parses, sets and writes, as the command does it, in worker processes. The peers are given
plain paragraphs and repair nothing: python-docx writes a .docx without pages, typst a .pdf, LibreOffice a
.pdf of the .docx that python-docx wrote. Each is one process. All run one after the other in one go. Wall
time is worth little on a machine that does other work at the same time, so its load is noted.

Then repair by its parts, in this process and its own time: the rules that ask no model (each stage once over
each text), the stages that look for wrong characters, the whole of it; and what a worker spends on a file,
room by room, once it is warm.

    python benchmarks/speed.py [--count FILES]     writes benchmarks/results/speed.json; default 1,000 files
"""

from __future__ import annotations

import argparse
import gc
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import cycle
from pathlib import Path
from typing import Any
from unittest.mock import patch

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from tools.corpus import documents  # noqa: E402

import gongwen  # noqa: E402
import gongwen.writing.docx  # noqa: E402
import gongwen.writing.pdf  # noqa: E402
from gongwen import api, parsing, repairing  # noqa: E402
from gongwen.batch import converting, worker  # noqa: E402
from gongwen.batch.converting import convert_one  # noqa: E402
from gongwen.batch.jobs import Job, Recipe, Task  # noqa: E402
from gongwen.repairing.pipeline import GUESSES, REMARKS, REPAIRS  # noqa: E402
from gongwen.repairing.stage import Context, Stage  # noqa: E402
from office import soffice  # noqa: E402

FILES = 1000
WORKERS = 2
BARS = {
    "1,000 files beyond start-up, s": 60,
    "MB of the largest process": 250,
    "repair alone, characters a second": 300_000,
}
SIX_PAGES = 3200
"""Characters; a page holds 616 cells, of which indents and headings leave some blank."""
PEER_FILES = 40
ROUNDS = 3
WARM = 40
"""Files after which a worker has loaded everything, and put the glyphs aside that it needs every day."""
STAGES = (*REPAIRS, *GUESSES, *REMARKS)
OF_CHARACTERS = ("deletions", "doubts")
MODELS = ("headers", "gaps", "joins", "paragraphs", *OF_CHARACTERS)
"""Stages that ask the language for more than a doubtful place."""
ROOMS = {
    "repairing": (repairing, "repair"),
    "parsing": (parsing, "parse"),
    "typesetting": (api, "typeset"),
    "docx": (gongwen.writing.docx, "write_docx"),
    "pdf": (gongwen.writing.pdf, "write_pdf"),
    "sketch": (converting, "sketch"),
    "digest": (converting, "digest"),
}
"""What a file goes through, and where that is called by name."""
UNSEEN = ("work-reports", "xwlb", "laws")
TITLE = "在全市工作会议上的讲话"
TYPST = '#set page("a4", margin: (x: 27mm, y: 36mm))\n#set text(font: ("Noto Serif CJK SC"), 16pt)\n'


def main() -> None:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=FILES, help="how many speeches")
    texts = list(speeches(parser.parse_args().count))
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    with tempfile.TemporaryDirectory() as place:
        rows: dict[str, Any] = {"bars": BARS, "load before": load, "ours": ours(texts, Path(place))}
        few = texts[:PEER_FILES]
        rows["stages"] = of_stages(few)
        rows["repair alone"] = repair_alone(few)
        rows["worker"] = in_a_worker(few, Path(place))
        rows["python-docx"] = per_file(few, Path(place), with_python_docx)
        rows["typst"] = per_file(few, Path(place), with_typst) if has("typst") else "not installed"
        rows["LibreOffice"] = with_office(Path(place)) if soffice() else "not installed"
    for name, row in rows.items():
        print(f"{name:<14} {row}")
    target = ROOT / "benchmarks" / "results" / "speed.json"
    target.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def speeches(count: int) -> Iterator[str]:
    """Texts of about six pages, with half-width commas to repair, cut from what no table was built from.

    What the language tables know by heart is read in half the time. There is a little less than a thousand
    of them; the last ones come twice.
    """
    unseen = [own for name in UNSEEN for held, own in documents(name) if held]
    paragraphs = (paragraph for own in cycle(unseen) for paragraph in own)
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


def of_stages(texts: list[str]) -> dict[str, Any]:
    """What the stages take, each once over each text, as the first round of a repair has them."""
    size = sum(map(len, texts))
    seconds = stage_seconds(texts)
    rules = sum(took for name, took in seconds.items() if name.partition(".")[0] not in MODELS)
    characters = sum(took for name, took in seconds.items() if name.partition(".")[0] in OF_CHARACTERS)
    dearest = sorted(seconds.items(), key=lambda item: -item[1])
    return {
        "rules, characters a second": round(size / rules),
        "wrong characters, characters a second": round(size / characters),
        "stages, ns a character": {name: round(took * 1e9 / size, 1) for name, took in dearest},
    }


def stage_seconds(texts: list[str]) -> dict[str, float]:
    """Seconds of the processor that each stage takes for all texts, the best of some rounds."""
    contexts = [Context(gongwen.read_text(text)) for text in texts]
    best: dict[str, float] = {}
    for _ in range(ROUNDS):
        took: Counter[str] = Counter()
        for text, context in zip(texts, contexts, strict=True):
            for stage in STAGES:
                began = time.process_time()
                list(stage(text, context))
                took[name_of(stage)] += time.process_time() - began
        best = {name: min(seconds, best.get(name, seconds)) for name, seconds in took.items()}
    return best


def name_of(stage: Stage) -> str:
    """Its module, and its function if that has more than one."""
    module = stage.__module__.rpartition(".")[2]
    return module if stage.__name__ == "find" else f"{module}.{stage.__name__}"


def repair_alone(texts: list[str]) -> dict[str, Any]:
    """Characters that one core repairs in a second of its own time."""
    gongwen.repair(gongwen.read_text(texts[0]))
    began = time.process_time()
    for text in texts:
        gongwen.repair(gongwen.read_text(text))
    seconds = time.process_time() - began
    return {"characters a second": round(sum(map(len, texts)) / seconds)}


def in_a_worker(texts: list[str], place: Path) -> dict[str, float]:
    """Milliseconds of the processor that a worker spends on a file, by the room; reading is in the rest."""
    folder = place / "worker"
    folder.mkdir()
    tasks = []
    for number, text in enumerate(texts):
        source = folder / f"{number}.txt"
        source.write_text(text, encoding="utf-8")
        targets = (source.with_suffix(".docx"), source.with_suffix(".pdf"))
        tasks.append(Task(Job(source, targets, folder), Recipe(overwrite=True)))
    spent_in: dict[str, float] = dict.fromkeys(ROOMS, 0.0)
    gc.set_threshold(worker.OBJECTS)
    with ExitStack() as stack:
        for name, (module, function) in ROOMS.items():
            stack.enter_context(
                patch.object(module, function, timed(getattr(module, function), spent_in, name))
            )
        for number in range(WARM):
            convert_one(tasks[number % len(tasks)])
        spent_in.update(dict.fromkeys(ROOMS, 0.0))
        began = time.process_time()
        for task in tasks:
            convert_one(task)
        whole = time.process_time() - began
    return {
        name: round(seconds * 1000 / len(tasks), 1)
        for name, seconds in {"all": whole, **spent_in, "rest": whole - sum(spent_in.values())}.items()
    }


def timed(function: Callable[..., Any], spent_in: dict[str, float], name: str) -> Callable[..., Any]:
    """The function, its time added to the sum of that name."""

    def run_it(*arguments: Any, **named: Any) -> Any:
        began = time.process_time()
        try:
            return function(*arguments, **named)
        finally:
            spent_in[name] += time.process_time() - began

    return run_it


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
