"""The batch under fire: how many tasks are answered when workers die, hang and eat memory.

1,000 tasks of which 50 die, 20 hang and 10 eat memory; the same, without those that hang, for the pool of the
standard library. Then 400 files, killed (SIGKILL) at 20 places and started again,
beside a run that was left alone.

Last, how many copies of held-out texts, with residue and lost characters, are told as likely duplicates, and
how many of the texts themselves are.

Then what manifest and index of 100,000 made-up files take; and of six-page speeches how large what is made of
them is, and how long the survey looks at one.

    python benchmarks/batch.py [PART …]    writes benchmarks/results/batch.json; default: all parts
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks"), str(ROOT / "tests" / "batch")]

import odd_tasks  # noqa: E402
from tools.corpus import held_out  # noqa: E402

from gongwen.batch import Limits  # noqa: E402
from gongwen.batch.index import write_indexes  # noqa: E402
from gongwen.batch.jobs import Job, Outcome  # noqa: E402
from gongwen.batch.manifest import Key, Manifest, read_history  # noqa: E402
from gongwen.batch.pool import Pool  # noqa: E402
from gongwen.batch.similar import HASHES, groups, sketch  # noqa: E402
from gongwen.batch.surveying import look  # noqa: E402

WORKERS = 2
TIMEOUT = 2.0
DEADLY = {"die": 50, "hang": 20, "eat": 10}
TASKS = 1000
FILES = 400
INDEXED = 100_000
KILLS = 20
HEAD = "首页 > 新闻 > 要闻\n来源：某某网 发布时间：2024-01-02\n"
TAIL = "\n责任编辑：张三\n【打印】【关闭】版权所有 京ICP备12345678号\n"


def main() -> None:
    """Measure, print, keep."""
    parts = {
        "soak": soak,
        "peer": soak_of_the_standard_library,
        "killed": killed,
        "duplicates": duplicates,
        "index": index,
        "sizes": sizes,
    }
    target = ROOT / "benchmarks" / "results" / "batch.json"
    rows = json.loads(target.read_text(encoding="utf-8")) if target.exists() else {}
    for name in sys.argv[1:] or parts:
        rows[name] = parts[name]()
        print(f"{name:<10} {rows[name]}")
    target.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def sizes() -> dict[str, Any]:
    """Of a speech of six pages the outputs, and the survey in this process, once it is warm."""
    from speed import PEER_FILES, speeches  # noqa: PLC0415  # loads everything

    with tempfile.TemporaryDirectory() as place:
        folder, out = Path(place) / "in", Path(place) / "out"
        folder.mkdir()
        for n, text in enumerate(speeches(PEER_FILES)):
            (folder / f"{n}.txt").write_text(text, encoding="utf-8")
        sources = sorted(folder.iterdir())
        look(sources[0])
        began = time.process_time()
        for source in sources:
            look(source)
        took = time.process_time() - began
        run(folder, out, "docx,pdf").wait()
        kilobytes = {
            suffix: round(sum(p.stat().st_size for p in out.glob(f"*.{suffix}")) / len(sources) / 1000)
            for suffix in ("docx", "pdf")
        }
    return {
        "files": len(sources),
        "KB a file": kilobytes,
        "survey, ms a file": round(took / len(sources) * 1e3, 1),
    }


def tasks() -> list[tuple[str, int]]:
    """The tasks in an order that is the same in every run."""
    found = [(kind, 5_000 + n) for kind, count in DEADLY.items() for n in range(count)]
    found += [("echo", n) for n in range(TASKS - len(found))]
    random.Random(8).shuffle(found)
    return found


def soak() -> dict[str, Any]:
    """What our pool makes of them."""
    began = time.monotonic()
    answers: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    with Pool("odd_tasks:do", WORKERS, Limits(TIMEOUT, 512)) as pool:
        pool.start(tasks())
        for ended in pool.ended():
            answers[ended.task[0]] += ended.failure is None
            if ended.failure:
                reasons[ended.failure.value] += 1
    return {
        "answered": [answers["echo"], TASKS - sum(DEADLY.values())],
        "lost, by reason": dict(sorted(reasons.items())),
        "orphans": orphans(),
        "seconds": round(time.monotonic() - began, 1),
    }


def soak_of_the_standard_library() -> dict[str, Any]:
    """The same tasks without those that hang, for it would wait for them for ever."""
    given = [task for task in tasks() if task[0] != "hang"]
    pool = ProcessPoolExecutor(WORKERS)
    answered = 0
    futures = []
    with suppress(BrokenProcessPool):
        for task in given:
            futures.append(pool.submit(odd_tasks.do, task))
    for future in as_completed(futures):
        answered += future.exception() is None
    pool.shutdown(cancel_futures=True)
    wanted = sum(kind == "echo" for kind, _n in given)
    return {"answered": [answered, wanted], "hangs": "waits for ever; left out"}


def killed() -> dict[str, Any]:
    """A folder of files, killed and gone on with, beside one that was left alone."""
    text = (ROOT / "samples" / "input" / "speech.txt").read_text(encoding="utf-8")
    place = Path(tempfile.mkdtemp())
    try:
        folder, out = place / "in", place / "out"
        folder.mkdir()
        for n in range(FILES):
            (folder / f"{n}.txt").write_text(f"{text[: 300 + n]}\n第{n}份。\n", encoding="utf-8")
        run(folder, place / "whole").wait()
        right = hashes(place / "whole")
        done, spoilt = [], 0
        for number in range(KILLS):
            kill_in_the_middle(folder, out, number)
            done.append(len(read_history(out).records))
            spoilt += len(hashes(out).items() - right.items())
        code = run(folder, out).wait()
        return {
            "files": FILES,
            "done at each kill": done,
            "outputs not whole after a kill": spoilt,
            "exit code at last": code,
            "all outputs alike": right == hashes(out),
            "temporary files": len(list(place.rglob(".gongwen-*"))),
            "orphans": orphans(),
        }
    finally:
        shutil.rmtree(place)


def kill_in_the_middle(folder: Path, out: Path, number: int) -> None:
    """Begin or go on, and kill: every fourth time before there is much to see, else while files are made.

    The moment is not on the beat of the files: it may be within a file, its rename, or a note of it.
    """
    chance = random.Random(number)
    process = run(folder, out)
    if number % 4:
        wanted = FILES * (number + 1) // (KILLS + 1)
        while len(list(out.glob("*.docx"))) < wanted and process.poll() is None:
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 0.1))
    else:
        time.sleep(chance.uniform(0.5, 4))
    process.kill()
    process.wait()


def run(folder: Path, out: Path, formats: str = "docx,md") -> subprocess.Popen[bytes]:
    """The command."""
    command = [sys.executable, "-m", "gongwen.cli", "convert", "-q", folder, "-d", out, "--to", formats]
    return subprocess.Popen([*map(str, command), "-j", str(WORKERS)])


def hashes(folder: Path) -> dict[str, str]:
    """The outputs, by name."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.glob("[!.]*")
        if not path.name.startswith("gongwen-")
    }


def duplicates() -> dict[str, Any]:
    """Copies that are told, by the share of lost characters, and groups among texts that are none."""
    counts = {"xwlb": 1500, "laws": 200, "work-reports": 60}
    texts = ["\n".join(p) for name, count in counts.items() for p in held_out(name)[:count]]
    sketches = [sketch(text) for text in texts]
    rows: dict[str, Any] = {"texts": len(texts), "groups among them": len(groups(sketches))}
    for lost in (0.0, 0.01, 0.02, 0.03):
        chance = random.Random(1)
        told = tried = 0
        for text, known in list(zip(texts, sketches, strict=True))[::5]:
            copy = HEAD + "".join(c for c in text if chance.random() >= lost) + TAIL
            tried += bool(known)
            told += bool(known) and bool(groups([known, sketch(copy)]))
        rows[f"copies told, {lost:.0%} lost"] = [told, tried]
    return rows


def index() -> dict[str, Any]:
    """Seconds of the processor and megabytes for the manifest and the index of many files."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        outcomes = [made_up(number, root) for number in range(INDEXED)]
        rows: dict[str, Any] = {"files": INDEXED}
        began = time.process_time()
        with Manifest(root) as manifest:
            manifest.begin([outcome.job for outcome in outcomes])
            for outcome in outcomes:
                manifest.note(outcome, Key("0" * 64, "0" * 64))
        rows["manifest written, s"] = round(time.process_time() - began, 1)
        began = time.process_time()
        read_history(root)
        rows["manifest read, s"] = round(time.process_time() - began, 1)
        began = time.process_time()
        write_indexes(outcomes)
        rows["index, s"] = round(time.process_time() - began, 1)
        rows["MB"] = {file.name: round(file.stat().st_size / 1e6, 1) for file in sorted(root.iterdir())}
    rows["MB of the process"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return rows


def made_up(number: int, root: Path) -> Outcome:
    """What may come of a file: one in four has places to look at."""
    chance = random.Random(number)
    stem = root / f"{number // 1000}" / f"讲话-{number}"
    return Outcome(
        Job(
            Path(f"/in/{number // 1000}/讲话-{number}.txt"), (Path(f"{stem}.docx"), Path(f"{stem}.pdf")), root
        ),
        changed=chance.randrange(80),
        suggested=max(0, chance.randrange(-12, 4)),
        families=(("punct", 40), ("char", 2)),
        title="在全市工作会议上的讲话",
        characters=3200,
        seconds=chance.random(),
        sketch=chance.randbytes(2 * HASHES),
        hashes=("0" * 64, "1" * 64),
    )


def orphans() -> int:
    """Workers that have outlived their parent by some seconds (Linux alone can tell)."""
    time.sleep(4)
    found = 0
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            command = (entry / "cmdline").read_bytes()
            parent = (entry / "stat").read_text().rpartition(")")[2].split()[1]
        except OSError:
            continue
        found += b"gongwen.batch.worker" in command and int(parent) in (1, os.getpid())
    return found


if __name__ == "__main__":
    main()
