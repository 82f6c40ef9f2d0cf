"""How well the parts of a document are told: 29 State Council documents and 16 provincial work reports.

The gold is what the publisher's page says (title, 发文字号, 发文机关) and, for the provincial reports, the
shape that all of them share: title, date line, speaker, 各位代表：. The baseline is what a typist's macro
does: the first line is the title, the first line with 〔 the number, the line above the last date the
signature, the first line ending in a colon the salutation.

    python benchmarks/structure.py        writes benchmarks/results/structure.json
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools.corpus import records  # noqa: E402

from gongwen.model import BlockKind, Document  # noqa: E402
from gongwen.parsing import parse  # noqa: E402

_DATE = re.compile(r"^(?:\d{4}|[一二三四五六七八九〇○]{4})年.{1,3}月.{1,3}日$")
Parts = dict[str, str]


def main() -> None:
    """Print and keep the table."""
    policies = [(record["paragraphs"], _gold(record)) for record in records("govcn-policy/govcn.jsonl.gz")]
    reports = [
        (record["paragraphs"], _report_gold(record["paragraphs"]))
        for record in records("work-reports/provinces2026-dirty.jsonl.gz")
    ]
    table = {
        "govcn-policy": _score(policies),
        "provincial-reports": _score(reports),
    }
    for name, rows in table.items():
        print(name)
        for element, row in rows.items():
            right, baseline, of = row["right"], row["baseline"], row["of"]
            print(f"  {element:<12} right {right}/{of}, baseline {baseline}/{of}")
    target = ROOT / "benchmarks" / "results" / "structure.json"
    target.write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _gold(record: dict) -> Parts:
    lines = [_bare(line) for line in record["paragraphs"]]
    gold = {"title": _bare(record["title"])}
    if record["number"] in lines:
        gold["number"] = record["number"]
    date = next((i for i, line in enumerate(lines) if _DATE.match(line) and i > 3), None)
    if date is not None:
        gold["date"], gold["signature"] = lines[date], lines[date - 1]
    return gold


def _report_gold(paragraphs: list[str]) -> Parts:
    lines = [_bare(line) for line in paragraphs[:6]]
    at = next(i for i, line in enumerate(lines) if line.startswith("各位代表"))
    head = lines[:at]
    gold = {"title": head[0], "salutation": lines[at]}
    for line in head[1:]:
        gold["date_line" if re.search(r"年.*月.*日", line) else "speaker"] = line
    return gold


def _found(document: Document) -> Parts:
    kinds = {
        "number": BlockKind.DOCUMENT_NUMBER,
        "signature": BlockKind.SIGNATURE,
        "date": BlockKind.DATE,
        "date_line": BlockKind.DATE_LINE,
        "speaker": BlockKind.SPEAKER,
        "salutation": BlockKind.SALUTATION,
    }
    parts = {"title": _bare(document.title)}
    for name, kind in kinds.items():
        parts[name] = next((_bare(b.text) for b in document.blocks if b.kind is kind), "")
    return parts


def _baseline(paragraphs: list[str]) -> Parts:
    lines = [_bare(line) for line in paragraphs]
    dates = [i for i, line in enumerate(lines) if _DATE.match(line)]
    return {
        "title": lines[0],
        "number": next((line for line in lines if "〔" in line), ""),
        "date": lines[dates[-1]] if dates else "",
        "signature": lines[dates[-1] - 1] if dates else "",
        "salutation": next((line for line in lines if line.endswith("：")), ""),
        "date_line": "",
        "speaker": "",
    }


def _score(cases: list[tuple[list[str], Parts]]) -> dict[str, dict[str, int]]:
    rows: dict[str, dict[str, int]] = {}
    for paragraphs, gold in cases:
        found, baseline = _found(parse("\n".join(paragraphs))), _baseline(paragraphs)
        for element, text in gold.items():
            row = rows.setdefault(element, {"right": 0, "baseline": 0, "of": 0})
            row["of"] += 1
            row["right"] += text in found[element] if element == "title" else found[element] == text
            row["baseline"] += baseline[element] == text
    return rows


if __name__ == "__main__":
    main()
