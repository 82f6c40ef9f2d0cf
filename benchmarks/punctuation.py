"""Marks and blanks: texts whose marks were folded or whose blanks were spoilt, traps, and clean texts.

    python benchmarks/punctuation.py            prints the tables, writes benchmarks/results/punctuation.json
    python benchmarks/punctuation.py marks      only that part (marks, traps, blanks, speed)

Measured on documents that `tools/corpus.py` holds out, and on the whole of three sets of which it holds out
next to none; nothing is learned from texts here, but the rules were worked out on the others. Peers are
run where they are installed: autocorrect-py in Python, zhlint in the folder that `GONGWEN_ZHLINT` names (the
one that has `node_modules`). Where one is not, its rows of the last run are kept, with the version they name.
"""

from __future__ import annotations

import contextlib
import difflib
import importlib.metadata
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))

from corpus import documents, held_out
from gongwen.model import EditLog, Source
from gongwen.repairing.encoding import characters
from gongwen.repairing.marks import punctuation, spaces
from gongwen.repairing.stage import Context, Stage

RESULTS = Path(__file__).parent / "results" / "punctuation.json"
CASES = Path(__file__).parent.parent / "tests" / "repairing" / "cases"
SETS = ("xwlb", "laws", "work-reports", "essays", "peoples-daily")
SMALL = ("govcn-policy", "speeches", "provinces")
HAN = "\u4e00-\u9fff"
MARKS = "，。；：！？（）“”‘’—…"
FOLDED = str.maketrans("，；：！？（）", ",;:!?()")
ASCII = str.maketrans("，；：！？（）。“”‘’", ",;:!?().\"\"''")
CHINESE = HAN + "“”‘’（）《》〈〉、，。；：！？…—"
NOT_GOLD = re.compile(
    rf"[{CHINESE}][,;:!?()]|[,;:!?()][{CHINESE}]|[{HAN}]\.[{HAN}]|\"|\.\.\.|--|―|—{{3}}|'|〔|•|[0-9]~[0-9]|"
    rf"[，。；：！？][，。；：]|[0-9０-９]，[0-9]{{3}}(?![0-9])|^[^{HAN}]*$"
)
Tool = Callable[[Sequence[str]], list[str]]


def stages_of(*stages: Stage) -> Tool:
    """The tool that applies stages in turn, as the pipeline would."""

    def repaired(text: str) -> str:
        log = EditLog(text)
        for stage in stages:
            log.add(stage(log.text, Context(Source.from_text(text))))
        return log.text

    return lambda texts: [repaired(text) for text in texts]


# Tools ---------------------------------------------------------------------------------------------------


def everything(text: str) -> str:
    """Baseline: every mark is replaced, quotation marks in turn."""
    text = re.sub(r"\.{3,6}", "……", text).replace("--", "——")
    text = text.translate(str.maketrans(",;:!?().", "，；：！？（）。"))
    turn = iter(range(len(text)))
    return re.sub('"', lambda _: "“”"[next(turn) % 2], text)


def beside_han(text: str) -> str:
    """Baseline: a mark is replaced whose left neighbour is Han."""
    return re.sub(rf"(?<=[{HAN}”》）])[,;:!?()]", lambda m: everything(m.group()), text)


def no_blanks_between_han(text: str) -> str:
    """Baseline: every blank between two Han characters goes."""
    return re.sub(rf"(?<=[{HAN}]) +(?=[{HAN}])", "", text)


def autocorrect(*, blanks: bool) -> Tool | None:
    """autocorrect-py as it comes, or with its rules for blanks switched off."""
    try:
        import autocorrect_py  # noqa: PLC0415  # a peer, not a need
    except ImportError:
        return None
    off = {} if blanks else dict.fromkeys(("space-word", "space-punctuation", "space-bracket"), 0)

    def run(texts: Sequence[str]) -> list[str]:
        autocorrect_py.load_config(json.dumps({"rules": off or {"space-word": 1}}))
        return [autocorrect_py.format(text) for text in texts]

    return run


_ZHLINT = """
const fs = require('fs'); const {run} = require('zhlint');
const [from, to, rules] = process.argv.slice(1);
console.log = console.error = console.warn = () => {};
const one = t => { try { return run(t, {rules: JSON.parse(rules)}).result } catch (e) { return t } };
fs.writeFileSync(to, JSON.stringify(JSON.parse(fs.readFileSync(from)).map(one)));
"""
_ZHLINT_FULL = {
    "preset": "default",
    "fullwidthPunctuation": "，。：；？！“”‘’（）",
    "halfwidthPunctuation": "",
    "adjustedFullwidthPunctuation": "",
}


def zhlint(rules: dict[str, str]) -> Tool | None:
    """Zhlint under node; a text on which it fails stays as it is."""
    folder = os.environ.get("GONGWEN_ZHLINT")
    if not folder:
        return None

    def run(texts: Sequence[str]) -> list[str]:
        with tempfile.TemporaryDirectory() as place:
            given, made = Path(place, "given.json"), Path(place, "made.json")
            given.write_text(json.dumps(list(texts)), "utf-8")
            command = ["node", "-e", _ZHLINT, "--", str(given), str(made), json.dumps(rules)]
            subprocess.run(command, cwd=folder, check=True, capture_output=True)
            return list(json.loads(made.read_text("utf-8")))

    return run


def versions() -> dict[str, str]:
    """The versions of the peers that can run here."""
    found = {}
    with contextlib.suppress(importlib.metadata.PackageNotFoundError):
        found["autocorrect-py"] = importlib.metadata.version("autocorrect_py")
    if folder := os.environ.get("GONGWEN_ZHLINT"):
        package = Path(folder, "node_modules/zhlint/package.json")
        found["zhlint"] = json.loads(package.read_text("utf-8"))["version"]
    return found


TOOLS: dict[str, Tool | None] = {
    "unchanged": list,
    "every mark": lambda texts: [everything(text) for text in texts],
    "left neighbour Han": lambda texts: [beside_han(text) for text in texts],
    "autocorrect-py": autocorrect(blanks=True),
    "autocorrect-py, no blanks": autocorrect(blanks=False),
    "zhlint": zhlint({"preset": "default"}),
    "zhlint, full-width brackets": zhlint(_ZHLINT_FULL),
    "gongwen": stages_of(punctuation.find),
}


# Marks ---------------------------------------------------------------------------------------------------

DAMAGES: dict[str, Callable[[str], str]] = {
    "fold": lambda text: text.translate(FOLDED),
    "ascii": lambda text: text.replace("——", "--").replace("……", "......").translate(ASCII),
    "clean": lambda text: text,
}


def texts_of(name: str) -> list[list[str]]:
    """The documents of a set to measure on."""
    return [paragraphs for _held, paragraphs in documents(name)] if name in SMALL else held_out(name)


def gold_paragraphs(name: str, most: int = 4000) -> list[str]:
    """Paragraphs whose marks can be trusted, in a fixed random order."""
    texts = [p for document in texts_of(name) for p in document]
    texts = [p for p in texts if re.search(f"[{MARKS}]", p) and not NOT_GOLD.search(p)]
    random.Random(5).shuffle(texts)
    return texts[:most]


def compare_marks(gold: str, found: str) -> Counter[str]:
    """Right, wrong and missed marks, blanks left out of account and counted apart."""
    one, other = ("".join(text.split()) for text in (gold, found))
    blanks = len(found) - len(other) - (len(gold) - len(one))
    score: Counter[str] = Counter(exact=one == other, same=gold == found, paragraphs=1)
    score["blanks added"], score["blanks removed"] = max(blanks, 0), max(-blanks, 0)
    if one == other:
        score["right"] = sum(map(one.count, MARKS))
        return score
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        score["right"] += sum(x in MARKS for x in one[a:b]) if kind == "equal" else 0
        if kind != "equal":
            score["missed"] += sum(x in MARKS for x in one[a:b])
            score["wrong"] += sum(x in MARKS for x in other[c:d])
    return score


def row_of_marks(gold: Sequence[str], found: Sequence[str]) -> dict[str, float]:
    """F over all marks, and the part of the paragraphs that are exact but for blanks."""
    total = sum(map(compare_marks, gold, found), Counter[str]())
    errors = total["wrong"] + total["missed"]
    return {
        "F": round(2 * total["right"] / max(1, 2 * total["right"] + errors), 5),
        "exact": round(total["exact"] / total["paragraphs"], 4),
        "same with blanks": round(total["same"] / total["paragraphs"], 4),
        "blanks added": total["blanks added"],
        "blanks removed": total["blanks removed"],
        "marks": total["right"] + total["missed"],
        "paragraphs": total["paragraphs"],
    }


def measure_marks(before: dict[str, Any]) -> dict[str, Any]:
    """By set, damage and tool; the last set is all of them together."""
    gold = {name: gold_paragraphs(name) for name in SETS + SMALL}
    gold["all"] = [paragraph for texts in gold.values() for paragraph in texts]
    result: dict[str, Any] = {}
    for damage, spoil in DAMAGES.items():
        for tool, run in TOOLS.items():
            spoilt = [spoil(paragraph) for paragraph in gold["all"]]
            found = run(spoilt) if run else None
            for name, texts in gold.items():
                rows = result.setdefault(name, {}).setdefault(damage, {})
                if found is None:
                    rows[tool] = before.get(name, {}).get(damage, {}).get(tool)
                    continue
                mine = found if name == "all" else found[: len(texts)]
                found = found if name == "all" else found[len(texts) :] + mine
                rows[tool] = row_of_marks(texts, mine)
                print(f"{damage:6s}{tool:28s}{name:13s}", rows[tool])
    return result


# Traps ---------------------------------------------------------------------------------------------------


def traps() -> list[tuple[str, str, str]]:
    """The lines of the trap lists: text, what it should become, why."""
    rows = []
    for name in ("marks.tsv", "marks-known-failures.tsv"):
        for line in (CASES / name).read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                text, after, note = line.split("\t")
                rows.append((text, after or text, note))
    return rows


def measure_traps(before: dict[str, Any]) -> dict[str, Any]:
    """Lines that came out as a careful reader would write them, and those that did but for blanks."""
    rows = traps()
    result: dict[str, Any] = {"lines": len(rows)}
    for tool, run in TOOLS.items():
        if run is None:
            result[tool] = before.get(tool)
            continue
        whole = stages_of(characters.find, spaces.find, punctuation.find)
        found = (whole if tool == "gongwen" else run)([row[0] for row in rows])
        pairs = [(after, got) for (_, after, _), got in zip(rows, found, strict=True)]
        right = sum(after == got for after, got in pairs)
        loosely = sum("".join(after.split()) == "".join(got.split()) for after, got in pairs)
        result[tool] = {
            "right": right,
            "part": round(right / len(rows), 4),
            "part but for blanks": round(loosely / len(rows), 4),
        }
        print(f"traps {tool:28s}", result[tool])
    return result


# Blanks --------------------------------------------------------------------------------------------------


def scattered(text: str, rng: random.Random) -> str:
    """A blank between two Han characters now and then."""
    return re.sub(rf"(?<=[{HAN}])(?=[{HAN}])", lambda _: " " if rng.random() < 0.02 else "", text)


def wrapped(text: str, rng: random.Random) -> str:
    """A blank at the end of each line of a page, flattened."""
    width = rng.randint(24, 40)
    made, cells = [], 0.0
    for char in text:
        if char == "\n":
            cells = 0
        elif cells >= width and char not in "，。、；：！？”’）》 ":
            made.append(" ")
            cells = 0
        made.append(char)
        cells += 0.5 if char.isascii() else 1
    return "".join(made)


def beside_figures(text: str, _rng: random.Random) -> str:
    """Blanks between Han and figures, as programs put them that set Chinese and Latin apart."""
    return re.sub(rf"(?<=[{HAN}])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%])(?=[{HAN}])", " ", text)


def beside_marks(text: str, rng: random.Random) -> str:
    """A blank behind or before a mark now and then."""

    def spoil(match: re.Match[str]) -> str:
        form = rng.choice(("{} ", " {}")) if rng.random() < 0.1 else "{}"
        return form.format(match.group())

    return re.sub("[，。；：、“”（）《》]", spoil, text)


BLANKS: dict[str, Callable[[str, random.Random], str]] = {
    "none": lambda text, _rng: text,
    "between Han, 2 in 100": scattered,
    "line ends": wrapped,
    "beside figures": beside_figures,
    "beside marks": beside_marks,
}


def measure_blanks(before: dict[str, Any]) -> dict[str, Any]:
    """Whole documents: blanks taken out that were put in, and blanks of the text that were lost."""
    texts = ["\n".join(document) for name in SETS + SMALL for document in texts_of(name)[:60]]
    texts = [text for text in texts if 200 < len(text) < 40000]
    tools: dict[str, Tool] = {
        "all between Han": lambda given: [no_blanks_between_han(text) for text in given],
        "gongwen": stages_of(spaces.find),
    }
    result: dict[str, Any] = {"texts": len(texts), "characters": sum(map(len, texts))}
    for damage, spoil in BLANKS.items():
        rng = random.Random(3)
        given = [spoil(text, rng) for text in texts]
        for tool, run in tools.items():
            score: Counter[str] = Counter()
            for text, spoilt, found in zip(texts, given, run(given), strict=True):
                score += compare_blanks(text, spoilt, found)
            row = {
                "put in": score["put in"],
                "taken out": score["taken out"],
                "recall": round(score["taken out"] / max(1, score["put in"]), 4),
                "own blanks lost": score["lost"],
                "texts as they were": score["whole"],
            }
            result.setdefault(damage, {})[tool] = row
            print(f"{damage:24s}{tool:18s}", row)
    return result


def compare_blanks(text: str, spoilt: str, found: str) -> Counter[str]:
    """How many of the blanks that were put in are gone, and how many of the text's own.

    The three differ in blanks only, so they are walked through side by side.
    """
    score: Counter[str] = Counter(whole=text == found)
    was, put, left = (runs_of_blanks(t) for t in (text, spoilt, found))
    for own, now, kept in zip(was, put, left, strict=True):
        score["put in"] += max(now - own, 0)
        score["taken out"] += max(min(now - kept, now - own), 0)
        score["lost"] += max(own - kept, 0)
    return score


def runs_of_blanks(text: str) -> list[int]:
    """For each character that is none, how many blanks and line ends stand before it."""
    return [len(m.group(1)) for m in re.finditer(r"(\s*)\S", text)]


# Speed ---------------------------------------------------------------------------------------------------


def measure_speed(before: dict[str, Any]) -> dict[str, Any]:
    """Characters a second of CPU time, best of five: a clean text, a folded one, one from ASCII."""
    text = "\n".join("\n".join(document) for document in held_out("xwlb")[:60])
    result: dict[str, Any] = {"characters": len(text)}
    stages: dict[str, tuple[Stage, ...]] = {
        "punctuation": (punctuation.find,),
        "spaces": (spaces.find,),
        "both": (spaces.find, punctuation.find),
    }
    for damage, spoil in DAMAGES.items():
        spoilt = spoil(text)
        for name, chosen in stages.items():
            best = min(_seconds(chosen, spoilt) for _ in range(5))
            result.setdefault(damage, {})[name] = round(len(text) / best)
            print(f"{damage:8s}{name:14s}{result[damage][name]:14,d} characters/s")
    return result


def _seconds(stages: Sequence[Stage], text: str) -> float:
    context = Context(Source.from_text(text))
    started = time.process_time()
    for stage in stages:
        list(stage(text, context))
    return max(time.process_time() - started, 1e-6)


PARTS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "marks": measure_marks,
    "traps": measure_traps,
    "blanks": measure_blanks,
    "speed": measure_speed,
}


def main() -> None:
    """Measure the parts named on the command line, or all."""
    result = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    result["versions"] = result.get("versions", {}) | versions()
    for name in sys.argv[1:] or PARTS:
        print(f"\n== {name}")
        result[name] = PARTS[name](result.get(name, {}))
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
