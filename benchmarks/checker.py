"""What the checker catches: rules covered, mutations detected, false errors on conforming files, speed.

The conforming documents and their mutations are those of the tests. Beside the checker stands what checklists
look at by hand: sheet, margins, sizes and faces of a Word file, nothing of a PDF.
Writes `results/checker.json`.
"""

from __future__ import annotations

import io
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests/checking"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))

import bases
import mutations
import wordbases
import wordmutations

import gongwen
from checks import covered, measurable
from gongwen.checking import Verdict, check, rules
from gongwen.checking.chapters import PDF, WORD

ROOT = Path(__file__).resolve().parents[1]
RESULTS = Path(__file__).parent / "results" / "checker.json"
OUTPUTS = ROOT / "samples/output"
PAGES = 1_000


def coverage() -> dict[str, Any]:
    """How many rules are tested, of those that a file can keep or break."""
    able = measurable()
    missing = [rule.id for rule in able if not covered(rule)]
    return {
        "rules": len(rules()),
        "measurable": len(able),
        "covered": len(able) - len(missing),
        "share": round(1 - len(missing) / len(able), 3),
        "in PDF": len(PDF),
        "in Word": len(WORD),
        "missing": missing,
    }


def detection(rows: Iterable[Any], documents: dict[str, Callable[[], Any]]) -> dict[str, Any]:
    """Mutations caught, and errors or warnings of rules that need not break with the one that is broken."""
    missed, beside, count = [], {}, 0
    for rule, name, change, also in rows:
        count += 1
        verdict = check(change(documents[name]()).bytes(), name)
        if rule not in verdict.broken:
            missed.append(rule)
        others = {f.rule for f in verdict if f.level != "info"} - {rule, *(also or verdict.broken)}
        if others:
            beside[rule] = sorted(others)
    return {"mutations": count, "caught": count - len(missed), "missed": missed, "others beside": beside}


def false_errors(verdicts: Iterable[Verdict]) -> dict[str, Any]:
    """Errors and warnings on files that conform."""
    found = {v.name: [f.rule for f in v if f.level != "info"] for v in verdicts}
    return {
        "files": len(found),
        "errors and warnings": {name: rules_ for name, rules_ in found.items() if rules_},
    }


def baseline(rows: Iterable[Any], documents: dict[str, Callable[[], Any]]) -> dict[str, int]:
    """Mutations of Word files that change what a reader of its styles and margins looks at."""
    caught = count = 0
    for _rule, name, change, _also in rows:
        count += 1
        caught += _simple(change(documents[name]()).bytes()) != _simple(documents[name]().bytes())
    return {"mutations": count, "caught": caught}


def _simple(data: bytes) -> tuple[object, ...]:
    """Sheet, margins, and the sets of faces and sizes used."""
    import zipfile  # noqa: PLC0415

    from lxml import etree  # noqa: PLC0415

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    page = [tuple(sorted(e.attrib.items())) for tag in ("pgSz", "pgMar") for e in root.iter("{*}" + tag)]
    used = {(e.tag, *sorted(e.attrib.values())) for tag in ("rFonts", "sz") for e in root.iter("{*}" + tag)}
    return (*page, frozenset(used))


def speed() -> dict[str, float]:
    """CPU seconds and memory for a long PDF of ours, CPU milliseconds for a short one."""
    sentence = "各地各部门要认真学习贯彻会议精神，结合实际抓好落实；确保“各项任务”按期完成——这是第3次部署。"
    text = "\n".join(["在全市工作会议上的讲话", *[sentence * 6] * (2 * PAGES)])
    with tempfile.TemporaryDirectory() as folder:
        path = gongwen.write(gongwen.parse(text), Path(folder) / "long.pdf")
        start = time.process_time()
        verdict = gongwen.check(path)
        long = time.process_time() - start
    short = OUTPUTS / "speech.pdf"
    gongwen.check(short)
    start = time.process_time()
    for _ in range(10):
        gongwen.check(short)
    return {
        "seconds a thousand pages": round(long, 1),
        "findings on them": len(verdict),
        "MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "ms a PDF of three pages": round((time.process_time() - start) * 100),
    }


def main() -> None:
    """Measure and keep the results."""
    outputs = sorted(p for p in OUTPUTS.rglob("*") if p.suffix in (".pdf", ".docx"))
    golden = [check(make().bytes(), f"{name}.pdf") for name, make in bases.BASES.items()]
    golden += [check(make().bytes(), f"{name}.docx") for name, make in wordbases.BASES.items()]
    verdicts = {path.name: gongwen.check(path) for path in outputs}
    results = {
        "coverage": coverage(),
        "PDF": detection(mutations.ROWS, bases.BASES),
        "Word": detection(wordmutations.ROWS, wordbases.BASES),
        "Word, baseline of margins, faces and sizes": baseline(wordmutations.ROWS, wordbases.BASES),
        "conforming documents": false_errors(golden),
        "samples/output": {name: [f.rule for f in v.of("error")] for name, v in verdicts.items()},
        "speed": speed(),
    }
    for name, value in results.items():
        print(name, value)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
