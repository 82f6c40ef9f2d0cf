"""How well the parts of a document are told: real documents, and made-up ones in which every part is known.

Real: 29 State Council documents and 16 provincial work reports. The gold is what the publisher's page says
(title, 发文字号, 发文机关) and, for the reports, the shape that all of them share: title, date line, speaker,
各位代表：. The State Council documents are measured once more with a letterhead on top (份号, 密级, 紧急程度,
mark and number out of the page's data), which none of the tools measured before found the title below;
"repaired" is after the whole repair, "pages" from the HTML of the site on.

Made up: `documents/generator.py`, seeds from `HELD_OUT` on, which nobody looked at while the parser was
written; once as they are, once after the whole repair, once with lines broken at 30 characters and repaired.

The baseline is what a typist's macro does: the first line is the title, the first line with 〔 the number,
the line above the last date the signature, the first line ending in a colon the address.

    python benchmarks/structure.py        writes benchmarks/results/structure.json
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.documents.generator import Made, make, wrapped  # noqa: E402
from tools.corpus import records  # noqa: E402

import gongwen  # noqa: E402
from gongwen.model import BlockKind, Document  # noqa: E402
from gongwen.parsing import parse  # noqa: E402

HELD_OUT = 1_000_000
_MADE, _REPAIRED = 1500, 150
_WIDTH = 30
_DATE = re.compile(r"^(?:\d{4}|[一二三四五六七八九〇○]{4})年.{1,3}月.{1,3}日$")
_MARKS = str.maketrans(",:;()[]［］﹝﹞【】〈〉", "，：；（）" + "〔〕" * 5)
PEERS = {
    "title found below letterhead lines": "0 of 5 tools",
    "密级": "1 of 5",
    "发文字号 laid out": "1 of 5",
    "主送机关 without indent": "2 of 5",
    "附注": "0 of 5",
    "抄送, 印发": "0 of 5",
    "附件 mark": "2 of 5",
    "title of 附件": "1 of 5",
}
"""Five tools that read text, on an invented notice of 28 lines (survey of 2026)."""
Parts = dict[str, str]
Rows = dict[str, dict[str, float]]


def main() -> None:
    """Print and keep the table."""
    policies = list(records("govcn-policy/govcn.jsonl.gz"))
    golds = [_gold(record) for record in policies]
    texts = ["\n".join(record["paragraphs"]) for record in policies]
    lettered = [_with_letterhead(record) for record in policies if record["number"] in _lines(record)]
    reports = [record["paragraphs"] for record in records("work-reports/provinces2026-dirty.jsonl.gz")]
    table: dict[str, object] = {
        "govcn-policy": _score(zip(texts, golds, strict=True)),
        "govcn-policy repaired": _score(zip(map(_repaired, texts), golds, strict=True)),
        "govcn-policy pages": _score(
            (_read_repaired(r["page_html"]), gold) for r, gold in zip(policies, golds, strict=True)
        ),
        "govcn-policy with letterhead": _score(lettered),
        "govcn-policy with letterhead repaired": _score((_repaired(text), gold) for text, gold in lettered),
        "provincial-reports": _score(("\n".join(lines), _report_gold(lines)) for lines in reports),
    }
    made = [make(HELD_OUT + number) for number in range(_MADE)]
    table["made-up"] = _score_made((document, document.text) for document in made)
    some = made[:_REPAIRED]
    table["made-up repaired"] = _score_made((d, _repaired(d.text)) for d in some)
    table["made-up wrapped repaired"] = _score_made((d, _repaired(wrapped(d.text, _WIDTH))) for d in some)
    _print(table)
    table["peers"] = PEERS
    target = ROOT / "benchmarks" / "results" / "structure.json"
    target.write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _print(table: dict[str, object]) -> None:
    for name, rows in table.items():
        print(name)
        for element, row in rows.items():  # type: ignore[attr-defined]
            print(f"  {element:<18}" + ", ".join(f"{key} {value}" for key, value in row.items()))


def _repaired(text: str) -> str:
    return gongwen.repair(gongwen.read_text(text)).text


def _read_repaired(page: str) -> str:
    return gongwen.repair(gongwen.read(page.encode(), name="page.html")).text


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


# Real documents.


def _lines(record: dict) -> list[str]:
    return [_bare(line) for line in record["paragraphs"]]


def _gold(record: dict) -> Parts:
    lines = _lines(record)
    gold = {"title": _bare(record["title"])}
    if record["number"] in lines:
        gold["number"] = record["number"]
    date = next((i for i, line in enumerate(lines) if _DATE.match(line) and i > 3), None)
    if date is not None:
        gold["date"], gold["signature"] = lines[date], lines[date - 1]
    return gold


def _with_letterhead(record: dict) -> tuple[str, Parts]:
    """The document with 版头 above its title instead of the number below it."""
    gold = _gold(record) | {"copy_number": "000012", "secret_level": "机密★1年", "urgency": "特急"}
    number = gold["number"]
    gold |= {"issuer_mark": _bare(record["issuer"]) + "文件"}
    lines = [line for line in record["paragraphs"] if _bare(line) != number]
    above = [gold["copy_number"], gold["secret_level"], gold["urgency"], gold["issuer_mark"], number]
    return "\n".join(above + lines), gold


def _report_gold(paragraphs: list[str]) -> Parts:
    lines = [_bare(line) for line in paragraphs[:6]]
    at = next(i for i, line in enumerate(lines) if line.startswith("各位代表"))
    head = lines[:at]
    gold = {"title": head[0], "salutation": lines[at]}
    for line in head[1:]:
        if head[0].endswith(line):  # the title stands twice, in full and in short
            gold["title"] += line
            continue
        gold["date_line" if re.search(r"年.*月.*日", line) else "speaker"] = line
    return gold


def _found(document: Document) -> Parts:
    parts = {"title": _bare(document.title)}
    for kind in BlockKind:
        name = "number" if kind is BlockKind.DOCUMENT_NUMBER else kind.value
        found = next((_bare(b.text) for b in document.blocks if b.kind is kind), "")
        parts.setdefault(name, found)
    return parts


def _baseline(text: str) -> Parts:
    lines = [_bare(line) for line in text.split("\n") if line.strip()]
    dates = [i for i, line in enumerate(lines) if _DATE.match(line)]
    return {
        "title": lines[0],
        "number": next((line for line in lines if "〔" in line), ""),
        "date": lines[dates[-1]] if dates else "",
        "signature": lines[dates[-1] - 1] if dates else "",
        "salutation": next((line for line in lines if line.endswith("：")), ""),
    }


def _score(cases: Iterable[tuple[str, Parts]]) -> Rows:
    rows: Rows = {}
    for text, gold in cases:
        found, baseline = _found(parse(text)), _baseline(text)
        for element, wanted in gold.items():
            row = rows.setdefault(element, {"right": 0, "baseline": 0, "of": 0})
            row["of"] += 1
            row["right"] += found[element] in (wanted, re.sub(r"（共\d+项）$", "", wanted))
            row["baseline"] += baseline.get(element) == wanted
    return rows


# Made-up documents.


def _score_made(cases: Iterable[tuple[Made, str]]) -> Rows:
    """Recall and precision by kind of block; right is a block of that kind with just that text."""
    right: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    found: Counter[str] = Counter()
    genres = documents = 0
    for made, text in cases:
        repaired = text != made.text
        document = parse(text)
        wanted = Counter((kind, _folded(part)) for kind, part in made.parts)
        told = Counter((_kind(block), _folded(block.text)) for block in document.blocks)
        if repaired:  # the table of data above a page is residue of the page to repair
            wanted, told = (Counter({k: n for k, n in c.items() if k[0] != "table"}) for c in (wanted, told))
        for counts, pairs in ((gold, wanted), (found, told), (right, wanted & told)):
            for (kind, _), number in pairs.items():
                counts[kind] += number
        documents += 1
        genres += document.genre is not None and document.genre.value == made.genre
    rows = {
        kind: {
            "recall": round(right[kind] / gold[kind], 4),
            "precision": round(right[kind] / found[kind], 4) if found[kind] else 0.0,
            "of": gold[kind],
        }
        for kind in sorted(gold)
    }
    return {"文种": {"right": genres, "of": documents}, **rows}


def _kind(block: gongwen.Block) -> str:
    return f"heading{block.level}" if block.kind is BlockKind.HEADING else block.kind.value


def _folded(text: str) -> str:
    """Without blanks, and with the marks that repair may set right."""
    return re.sub(r"（((?:19|20)\d\d)）", r"〔\1〕", _bare(text).translate(_MARKS))


if __name__ == "__main__":
    main()
