"""Repairs as revisions of Word: how fast they are written and read back, and what of a review is told.

A made-up text of 2,000 lines with 6,000 repairs (marks, missing characters, joined lines; every line says
the same but for its numbers) is written with revisions. A third is accepted, a third refused, a third left
open; then it is read back. The same once more where the reviewer has changed words in 300 lines. Last, many
short texts with repairs at random, where somebody types beside and within them. Told are verdicts that are
right, those left untold (written over), and those that are wrong, of which there should be none.

CPU time of this process, the best of three. Prints a table, writes `results/revisions.json`.

    python benchmarks/revisions.py [--texts COUNT]
"""

from __future__ import annotations

import argparse
import io
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests" / "writing"), str(ROOT / "benchmarks")]

from reviewing import Desk, W  # noqa: E402

import gongwen  # noqa: E402
from gongwen import revising  # noqa: E402
from gongwen.model import Edit, Repaired, Source, Status, apply_edits  # noqa: E402
from gongwen.model.review import Review  # noqa: E402

RESULTS = ROOT / "benchmarks" / "results" / "revisions.json"
BARS = {"seconds to write": 2.0, "seconds to read back": 4.0}
LINES = 2000
TYPED_LINES = 300
ROUNDS = 3
LINE = "　　要落实第{}项值班制度,做好特产业物资储\n备，并且加强巡查第{}处。\n"
CLAUSES = (
    "各级各部门要提高认识,",
    "坚持问题导向,",
    "做好特产业物资储备。",
    "汛期将至,",
    "要强化督查,",
    "确保人民群众生命财产安全。",
    "进一步完善制度;",
)
TYPED = ("切实", "有", "；", "认真")
_T = TypeVar("_T")


def edit(start: int, before: str, after: str, rule: str, confidence: float = 0.95) -> Edit:
    """A repair that is made."""
    return Edit(start, start + len(before), before, after, (rule,), confidence, Status.APPLIED, "made up")


def repaired(text: str, edits: Iterable[Edit]) -> Repaired:
    """The text with its repairs."""
    own = tuple(sorted(edits, key=lambda e: e.start))
    return Repaired(Source.from_text(text, "made-up.txt"), apply_edits(text, own), own)


def long_text() -> Repaired:
    """Three repairs in each of many lines that are nearly alike."""
    text = "".join(LINE.format(n * 7, n * 3) for n in range(LINES))
    edits = []
    for start in (place for place, char in enumerate(text) if char == ","):
        edits.append(edit(start, ",", "，", "punct.width"))
        edits.append(edit(text.index("特", start) + 1, "", "色", "char.missing"))
        edits.append(edit(text.index("\n", start), "\n", "", "wrap.join"))
    return repaired(text, edits)


def short_text(choose: random.Random) -> Repaired:
    """A few paragraphs of sentences, most marks and some words in need of repair."""
    lines = ("".join(choose.choices(CLAUSES, k=choose.randrange(2, 9))) for _ in range(5))
    text = "".join(f"　　{line}\n" for line in lines)
    edits = [edit(n, ",", "，", "punct.width") for n, c in enumerate(text) if c == ","]
    edits += [edit(n + 1, "", "色", "char.missing") for n, c in enumerate(text) if c == "特"]
    edits += [edit(n, "业", "", "char.extra") for n, c in enumerate(text) if text[n : n + 2] == "业物"]
    return repaired(text, choose.sample(edits, k=max(1, len(edits) * 2 // 3)))


def timed(work: Callable[[], _T]) -> tuple[float, _T]:
    """Seconds of this process, the best of several, and what came of the last."""
    times = []
    for _ in range(ROUNDS):
        began = time.process_time()
        made = work()
        times.append(time.process_time() - began)
    return min(times), made


def with_revisions(docx: bytes, own: Repaired) -> bytes:
    """The Word file with the repairs as revisions."""
    file = io.BytesIO()
    revising.write_revised(docx, own, gongwen.parse(own), "all", (), file)
    return file.getvalue()


def plain_docx(own: Repaired) -> bytes:
    """The result as a Word file."""
    from gongwen import stylesheets  # noqa: PLC0415
    from gongwen.writing.docx import write_docx  # noqa: PLC0415

    file = io.BytesIO()
    write_docx(gongwen.parse(own), stylesheets.load("general"), file)
    return file.getvalue()


def decided(data: bytes, plan: Mapping[int, str]) -> Desk:
    """The file with each repair accepted (a), refused (r) or left open (o)."""
    desk = Desk(data)
    desk.accept(*[n for n, what in plan.items() if what == "a"])
    desk.refuse(*[n for n, what in plan.items() if what == "r"])
    return desk


def told(own: Repaired, plan: Mapping[int, str], review: Review) -> Counter[str]:
    """How many verdicts are right, untold or wrong."""
    numbers = {e: n for n, e in enumerate(own.edits)}
    found = {
        numbers[e]: what
        for what, edits in (("a", review.accepted), ("r", review.refused), ("o", review.open))
        for e in edits
    }
    return Counter(
        "untold" if n not in found else "right" if found[n] == what else "wrong" for n, what in plan.items()
    )


def type_in_lines(desk: Desk, choose: random.Random) -> None:
    """Change words in many lines, none of them a repair's."""
    for text in choose.sample(
        [t for t in desk.document.iter(W + "t") if "并且" in (t.text or "")], TYPED_LINES
    ):
        text.text = text.text.replace("并且", choose.choice(["并且认真", "及时", "还要"]))


def type_anywhere(desk: Desk, choose: random.Random) -> None:
    """Put in, take out or write over some characters, none of them a repair's."""
    for _ in range(choose.randrange(1, 6)):
        plain = [
            t
            for t in desk.document.iter(W + "t")
            if t.getparent().getparent().tag == W + "p" and not set(t.text or ",") & set(",，色业")
        ]
        if plain:
            text = choose.choice(plain)
            place, gone = choose.randrange(len(text.text) + 1), choose.randrange(3)
            text.text = text.text[:place] + choose.choice(("", *TYPED)) + text.text[place + gone :]


def of_long_text() -> dict[str, object]:
    """Thousands of repairs in one file."""
    choose = random.Random(6)
    own = long_text()
    docx = plain_docx(own)
    writing, data = timed(lambda: with_revisions(docx, own))
    plan = {n: choose.choice("aro") for n in range(len(own.edits))}
    desk = decided(data, plan)
    done = desk.done()
    reading, source = timed(lambda: gongwen.read(done))
    type_in_lines(desk, choose)
    changed = desk.done()
    again, typed = timed(lambda: gongwen.read(changed))
    assert source.review
    assert typed.review
    return {
        "repairs": len(own.edits),
        "characters": len(own.source.text),
        "seconds to write": round(writing, 2),
        "seconds to read back": round(reading, 2),
        "verdicts": told(own, plan, source.review),
        "seconds to read back, words changed": round(again, 2),
        "verdicts, words changed": told(own, plan, typed.review),
    }


def of_short_texts(count: int) -> dict[str, object]:
    """Repairs and typing at random."""
    found: Counter[str] = Counter()
    for seed in range(count):
        choose = random.Random(seed)
        own = short_text(choose)
        plan = {n: choose.choice("aro") for n in range(len(own.edits))}
        desk = decided(with_revisions(plain_docx(own), own), plan)
        type_anywhere(desk, choose)
        source = gongwen.read(desk.done())
        assert source.review
        found += told(own, plan, source.review)
    return {"texts": count, "verdicts": found}


def main() -> int:
    """Measure, print, write; 1 where a bar is missed or a verdict is wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--texts", type=int, default=200, help="short texts with typing at random")
    count = parser.parse_args().texts
    results = {"long text": of_long_text(), "short texts": of_short_texts(count), "bars": BARS}
    for name in ("long text", "short texts"):
        for key, value in results[name].items():
            shown = ", ".join(f"{n} {k}" for k, n in value.items()) if isinstance(value, Counter) else value
            print(f"{name:12} {key:36} {shown}")
    RESULTS.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    measured = results["long text"]
    wrong = sum(v["wrong"] for part in results.values() for v in part.values() if isinstance(v, Counter))
    return int(wrong > 0 or any(measured[key] > bar for key, bar in BARS.items()))


if __name__ == "__main__":
    sys.exit(main())
