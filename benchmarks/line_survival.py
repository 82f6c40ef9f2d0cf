"""What a whole repair takes out of documents that nothing is wrong with: every line of them has to survive.

Documents: made up by `documents/generator.py` (all 15 kinds, letterheads, several signers, joint issuers,
attachments, minutes, orders), as they are and broken at widths; laws with their contents above them; the
policy documents of the State Council; the work reports of provinces without what the page put around them.
The seeds of the figures are used for nothing else. To develop on others and see what goes:

    python benchmarks/line_survival.py header boilerplate text.duplicate
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.documents.generator import make, wrapped

import gongwen
from gongwen.model import Edit, Status
from line_corpora import clean_documents, records

LOSSES = ("header.", "boilerplate.", "text.duplicate")
"""Rules that take out text, by how their names begin: none may on these documents."""
OTHERS = ("wrap.", "paragraph.")
"""Rules that join or divide lines: counted besides."""
_DEVELOPED_ON, _HELD_OUT = 5_000_000, 7_300_000
_WIDTHS = (22, 28, 34, 40)
_DIVISION = re.compile("第[一二三四五六七八九十百]{1,4}[章编节][\\s\u3000]")


@dataclass(frozen=True, slots=True)
class Clean:
    """A text that nothing is wrong with, or nothing but its breaks."""

    name: str
    text: str


def bench_survival() -> dict[str, Any]:
    """Edits by rule in each set of texts, applied and suggested."""
    results: dict[str, Any] = {}
    for name, texts in _sets(_HELD_OUT, 200).items():
        counts: Counter[str] = Counter()
        documents = hurt = 0
        for clean in texts:
            found = [(rule, edit) for rule, edit in _edits(clean) if rule.startswith((*LOSSES, *OTHERS))]
            counts.update(f"{rule} {edit.status.value}" for rule, edit in found)
            documents += 1
            hurt += any(_is_loss(rule, edit) for rule, edit in found)
        results[name] = _figures(counts, documents, hurt)
        print(f"survival, {name}: {results[name]}")
    return results


def _figures(counts: Counter[str], documents: int, hurt: int) -> dict[str, Any]:
    losses = {key: n for key, n in counts.items() if key.startswith(LOSSES)}
    offered = sum(n for key, n in losses.items() if key.endswith(Status.SUGGESTED.value))
    return {
        "documents": documents,
        "documents that lose text": hurt,
        "applied losses": sum(n for key, n in losses.items() if key.endswith(Status.APPLIED.value)),
        "suggested losses a document": round(offered / documents, 3),
        "edits": dict(sorted(counts.items())),
    }


def _is_loss(rule: str, edit: Edit) -> bool:
    return rule.startswith(LOSSES) and edit.status is Status.APPLIED


def _edits(clean: Clean) -> Iterator[tuple[str, Edit]]:
    for edit in gongwen.repair(gongwen.read_text(clean.text)).edits:
        yield from ((rule, edit) for rule in edit.rules if edit.status is not Status.NOTED)


def _sets(seed: int, most: int) -> dict[str, Iterator[Clean]]:
    """The sets of texts by name."""
    return {
        "made-up": _made(seed, most),
        "made-up, broken at widths": _made_wrapped(seed + 100_000, most),
        "laws with contents": _laws(learned=seed == _DEVELOPED_ON, most=most // 10),
        "govcn-policy": (
            Clean(f"policy {i}", "\n".join(r["paragraphs"]))
            for i, r in enumerate(records("govcn-policy/govcn.jsonl.gz"))
        ),
        "provincial reports": (
            Clean(f"report {i}", "\n".join(r["paragraphs"]))
            for i, r in enumerate(records("work-reports/provinces2026-dirty.jsonl.gz"))
        ),
    }


def _made(seed: int, most: int) -> Iterator[Clean]:
    """Made-up documents; the table of data that a page shows above some is the page's, not theirs."""
    for number in range(seed, seed + most):
        made = make(number)
        if all(kind != "table" for kind, _ in made.parts):
            yield Clean(f"{number} {made.genre}", made.text)


def _made_wrapped(seed: int, most: int) -> Iterator[Clean]:
    for i, clean in enumerate(_made(seed, most)):
        yield Clean(clean.name, wrapped(clean.text, _WIDTHS[i % len(_WIDTHS)]))


def _laws(*, learned: bool, most: int) -> Iterator[Clean]:
    """Laws of several chapters with a list of these above the first."""
    for document in clean_documents("laws", most=most * 4, learned=learned):
        divisions = [p for p in document.paragraphs if _DIVISION.match(p) and len(p) < 30]
        if len(divisions) < 3:
            continue
        first = document.paragraphs.index(divisions[0])
        head, body = document.paragraphs[:first], document.paragraphs[first:]
        contents = random.Random(document.name).choice(["目　　录", "目录", "目  录"])
        yield Clean(document.name, "\n".join([*head, contents, *divisions, *body]))
        most -= 1
        if not most:
            return


def show(rules: tuple[str, ...], most: int) -> None:
    """Print the edits of rules that begin so, in texts to develop on."""
    told: dict[str, int] = defaultdict(int)
    for name, texts in _sets(_DEVELOPED_ON, most).items():
        for clean in texts:
            for rule, edit in _edits(clean):
                if rule.startswith(rules):
                    told[f"{name}: {rule} {edit.status.value}"] += 1
                    around = [clean.text[max(0, edit.start - 30) : edit.start], edit.before, edit.after]
                    around.append(clean.text[edit.end : edit.end + 30])
                    print(f"{rule} {edit.status.value} {edit.confidence:.3f} {clean.name} {around!r}")
    for key, count in told.items():
        print(key, count)


if __name__ == "__main__":
    show(tuple(sys.argv[1:]) or LOSSES, 120)
