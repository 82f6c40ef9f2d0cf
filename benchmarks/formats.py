"""Formats: is every file read, and is the text the same whatever format it comes in?

Three questions. `office-docs`: real Word and PDF files, is each read without an exception, and how much of
the text that LibreOffice or pdftotext finds is in ours. Round trips: documents of our own are turned into
every format by LibreOffice and have to give the text they were made of; of a PDF the characters as read, and
the lines that repair joins them to. `extracted-wraps`: the text of real .doc files beside gold. Prints a
table, writes `results/formats.json`; needs LibreOffice.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from corpus import data_folder
from gongwen.api import convert, repair
from gongwen.model import GongwenError, Source
from gongwen.reading import read
from gongwen.reading.office import find_office

ROOT = Path(__file__).resolve().parents[1]
RESULTS = Path(__file__).parent / "results" / "formats.json"
SAMPLES = ("notice.txt", "notice.html", "speech.txt")
FORMATS = ("doc", "odt", "rtf", "pdf", "html")
LEVELS = (
    ("chineseCountingThousand", "%1、"),
    ("chineseCounting", "（%2）"),
    ("decimal", "%3."),
    ("decimal", "（%4）"),
)
NUMBERED = (
    ("关于加强仓库管理的通知", None),
    ("各科室：", None),
    ("总体要求", 0),
    ("指导思想", 1),
    ("为加强仓库管理，保障物资安全，现就有关事项通知如下，请各科室对照要求，结合实际抓好落实。", None),
    ("基本原则", 1),
    ("安全第一。", 2),
    ("预防为主。", 2),
    ("分级负责。", 3),
    ("主要任务", 0),
    ("清点库存", 1),
)
CLOSING = ("某某局仓库科", "2024年5月3日")
ROWS = (("序号", "名称", "数量"), ("1", "铁锹", "20把"), ("2", "编织袋", "500条"))


def flat(text: str) -> str:
    """The text without white space."""
    return re.sub(r"\s+", "", text)


def lines(text: str) -> list[str]:
    """The lines without white space, but for empty ones."""
    return [line for line in map(flat, text.split("\n")) if line]


def numbered_document(path: Path) -> None:
    """A Word file with automatic numbers of four levels and a table."""
    document = docx.Document()
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text) in enumerate(LEVELS)
    )
    numbering = document.part.numbering_part.element
    space = nsdecls("w")
    abstract = f'<w:abstractNum {space} w:abstractNumId="90">{levels}</w:abstractNum>'
    numbering.insert(0, parse_xml(abstract))
    numbering.append(parse_xml(f'<w:num {space} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for text, level in NUMBERED:
        paragraph = document.add_paragraph(text)
        if level is not None:
            properties = f'<w:numPr {space}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'
            paragraph._p.get_or_add_pPr().append(parse_xml(properties))
    table = document.add_table(rows=len(ROWS), cols=len(ROWS[0]), style="Table Grid")
    for row, cells in enumerate(ROWS):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    for text in CLOSING:
        document.add_paragraph(text)
    document.save(str(path))


def office(source: Path, suffix: str, folder: Path) -> Path:
    """A file turned into another format by LibreOffice."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [find_office() or "", profile, "--headless", "--convert-to", suffix]
    place = ["--outdir", str(folder), str(source)]
    subprocess.run([*command, *place], check=True, capture_output=True, timeout=180)
    return folder / f"{source.stem}.{suffix}"


def round_trips(folder: Path) -> dict[str, dict[str, object]]:
    """For each document and format: the same characters, the same lines; for PDF after repair."""
    made = {}
    for name in SAMPLES:
        path = folder / f"{name.replace('.', '-')}.docx"
        convert(ROOT / "samples" / "input" / name, [path, path.with_suffix(".pdf")])
        made[name] = path
    made["numbers and a table"] = folder / "numbers.docx"
    numbered_document(made["numbers and a table"])
    found: dict[str, dict[str, object]] = {}
    for name, path in made.items():
        wanted = read(path)
        for suffix in FORMATS:
            place = folder / suffix
            place.mkdir(exist_ok=True)
            found[f"{name} → {suffix}"] = compare(wanted, read(office(path, suffix, place)))
        if path.with_suffix(".pdf").exists():
            found[f"{name} → our pdf"] = compare(wanted, read(path.with_suffix(".pdf")))
    return found


def compare(wanted: Source, got: Source) -> dict[str, object]:
    """How a text differs from what it should be."""
    joined = repair(got).text if got.encoding in ("pdf", "ofd") else got.text
    return {
        "characters": flat(wanted.text) == flat(got.text),
        "lines": lines(wanted.text) == lines(joined),
        "lines right": share(lines(wanted.text), lines(joined)),
        "unlike": sorted(set(lines(wanted.text)) ^ set(lines(joined)))[:4],
    }


def share(wanted: list[str], got: list[str]) -> float:
    """The share of lines that come out."""
    return round(sum((Counter(wanted) & Counter(got)).values()) / max(1, len(wanted)), 4)


def grams(text: str) -> Counter[str]:
    """Character 4-grams."""
    text = flat(text)
    return Counter(text[i : i + 4] for i in range(max(1, len(text) - 3)))


def recall(reference: str, text: str) -> float:
    """The share of a reference's 4-grams that a text has."""
    wanted = grams(reference)
    return round(sum((wanted & grams(text)).values()) / max(1, sum(wanted.values())), 4)


def reference(path: Path, folder: Path) -> str:
    """The text that other programs find in a file; nothing where LibreOffice cannot write it."""
    if path.suffix == ".pdf":
        command = ["pdftotext", str(path), "-"]
        return subprocess.run(command, capture_output=True, check=True).stdout.decode()
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [find_office() or "", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8"]
    subprocess.run(
        [*command, "--outdir", str(folder), str(path)], check=True, capture_output=True, timeout=180
    )
    made = folder / f"{path.stem}.txt"
    return made.read_text("utf-8-sig") if made.exists() else ""


def office_docs(folder: Path) -> dict[str, dict[str, object]]:
    """Every real file: read or why not, the share of the other programs' text that is in ours, seconds.

    A file without any text is refused, which is right.
    """
    found: dict[str, dict[str, object]] = {}
    for path in sorted((data_folder() / "office-docs").iterdir()):
        if path.suffix in (".md", ".tsv"):
            continue
        start = time.perf_counter()
        try:
            source = read(path)
        except GongwenError as error:
            empty = not reference(path, folder).strip()
            told = str(error).replace(str(path), path.name)
            found[path.name] = {"read": empty, "refused": told, "without text": empty}
            continue
        spent = round(time.perf_counter() - start, 2)
        warnings = [notice.code for notice in source.notices]
        others = reference(path, folder)
        there = recall(others, source.text) if others.strip() else None
        found[path.name] = {"read": True, "recall": there, "seconds": spent, "warnings": warnings}
    return found


def gold() -> dict[str, dict[str, object]]:
    """Real .doc files beside gold, by 4-grams and whole lines; the old extractors beside ours.

    The gold is catdoc's text without its line breaks: it has no automatic numbers, ours has.
    """
    found: dict[str, dict[str, object]] = {}
    for path in sorted((data_folder() / "extracted-wraps").glob("*.gold.txt")):
        name = path.name.removesuffix(".gold.txt")
        wanted = path.read_text("utf-8")
        texts = {"gongwen": read(data_folder() / "office-docs" / name).text}
        for tool in ("antiword", "catdoc"):
            texts[tool] = path.with_name(f"{name}.{tool}.txt").read_text("utf-8")
        found[name] = {
            tool: {
                "recall": recall(wanted, text),
                "precision": recall(text, wanted),
                "lines": share(lines(wanted), lines(text)),
            }
            for tool, text in texts.items()
        }
    return found


def main() -> None:
    """Measure, print and keep."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        trips = round_trips(folder)
        real = office_docs(folder)
        beside_gold = gold()
    print("| round trip | characters | lines | lines right |\n|---|---|---|---|")
    for name, row in trips.items():
        print(f"| {name} | {row['characters']} | {row['lines']} | {row['lines right']} |")
        if "-v" in sys.argv and row["unlike"]:
            print("   ", row["unlike"])
    print("\n| file | read | recall | s |\n|---|---|---|---|")
    for name, row in real.items():
        print(f"| {name} | {row['read']} | {row.get('recall', row.get('refused'))} | {row.get('seconds')} |")
    print("\n| file | tool | recall | precision | lines |\n|---|---|---|---|---|")
    for name, tools in beside_gold.items():
        for tool, row in tools.items():
            print(f"| {name} | {tool} | " + " | ".join(map(str, row.values())) + " |")
    results = {
        "round trips": {
            "characters": [sum(bool(row["characters"]) for row in trips.values()), len(trips)],
            "lines": [sum(bool(row["lines"]) for row in trips.values()), len(trips)],
            "each": trips,
        },
        "office-docs": {"read": [sum(bool(r["read"]) for r in real.values()), len(real)], "each": real},
        "gold": beside_gold,
    }
    RESULTS.write_text(json.dumps(results, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
