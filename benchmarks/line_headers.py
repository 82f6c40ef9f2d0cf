"""Page headers cut into sentences, page numbers and running heads: how many are found, what else is taken."""

from __future__ import annotations

import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from gongwen.model import Change
from gongwen.repairing.lines.lines import lines_of
from gongwen.repairing.pages import headers
from header_damage import (
    Injected,
    leaves_the_same,
    paged,
    visible,
    with_headers,
    with_headers_wrapped,
    wrapped,
)
from line_corpora import CleanDocument
from line_damage import MODELS
from line_scores import applied, context, prf

LEARNED_FROM = ("xwlb", "laws", "essays")
"""Sets of which every other document taught the weights; only the others are measured on."""
NAMES = "figures"
"""The list of phrases that gives the figures; those of the list `measuring` were looked at in developing."""
_REPEATS = 2
_OUTCOMES = ("applied exact", "applied inexact", "suggested exact", "suggested inexact", "missed")


def bench_headers(documents: Sequence[CleanDocument]) -> dict[str, Any]:
    """Pieces of titles, names of meetings, offices and sites put in where pages end: which are cut out."""
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    alarms: dict[str, Counter[str]] = defaultdict(Counter)
    speeds: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for document in (d for d in documents if _is_apart(d)):
        _measure_headers(document, kinds)
        for name, text in _without_headers(document):
            start = time.process_time()
            changes = headers.find(text, context(text))
            speeds[name][0] += time.process_time() - start
            speeds[name][1] += len(text)
            _count_alarms(alarms, name, document.genre, changes, len(text))
    figures = {kind: _figures(counts) for kind, counts in sorted(kinds.items())}
    _print_headers(figures, alarms)
    speed = {name: round(characters / seconds) for name, (seconds, characters) in speeds.items()}
    print(f"characters a second of processor time, without headers: {speed}")
    return {
        **figures.pop("all"),
        "kinds": figures,
        "false alarms": {name: dict(counts) for name, counts in sorted(alarms.items())},
        "characters per second": speed,
    }


def _is_apart(document: CleanDocument) -> bool:
    return document.genre not in LEARNED_FROM or int(document.name.rpartition("-")[2]) % 2 == 0


def _measure_headers(document: CleanDocument, kinds: dict[str, Counter[str]]) -> None:
    chance = random.Random(f"{document.name} {NAMES}")
    for damage, layout in [(with_headers, "free")] * _REPEATS + [(with_headers_wrapped, "wrapped")]:
        text, wanted = damage(document.title, visible(document.paragraphs), chance, NAMES)
        changes = headers.find(text, context(text))
        for header in wanted:
            outcome = _outcome(text, header, changes)
            for kind in _kinds(document, header, layout):
                kinds[kind][outcome] += 1
        false = [c for c in changes if not any(c.start < h.end and h.start < c.end for h in wanted)]
        for change in false:
            level = "applied" if change in applied([change]) else "suggested"
            for kind in ("all", f"layout: {layout}", f"genre: {document.genre}"):
                kinds[kind][f"{level} false"] += 1


def _kinds(document: CleanDocument, header: Injected, layout: str) -> Iterator[str]:
    yield from ("all", f"layout: {layout}", f"genre: {document.genre}")
    yield "break: " + ("no" if header.place == "inside" else "yes")
    if layout == "free":
        yield f"place: {header.place}"
        yield f"phrase: {header.source}, {header.habit}"
        yield f"cut: {header.cut}"


def _outcome(text: str, header: Injected, changes: Sequence[Change]) -> str:
    found = [c for c in changes if c.start < header.end and header.start < c.end]
    if not found:
        return "missed"
    level = "applied" if applied(found) else "suggested"
    return f"{level} " + (
        "exact" if any(leaves_the_same(text, (c.start, c.end), header) for c in found) else "inexact"
    )


def _figures(counts: Counter[str]) -> dict[str, float]:
    """Precision of what is applied and recall, exact texts only."""
    headers_in = sum(counts[o] for o in _OUTCOMES)
    taken = counts["applied exact"] + counts["applied inexact"] + counts["applied false"]
    return {
        "precision of exact spans": round(counts["applied exact"] / max(1, taken), 4),
        "recall": round(counts["applied exact"] / max(1, headers_in), 4),
        "recall with suggestions": round(
            (counts["applied exact"] + counts["suggested exact"]) / max(1, headers_in), 4
        ),
        "headers": headers_in,
        **{name: counts[name] for name in (*_OUTCOMES, "applied false", "suggested false") if counts[name]},
    }


def _without_headers(document: CleanDocument) -> Iterator[tuple[str, str]]:
    chance = random.Random(document.name + " clean")
    paragraphs = visible(document.paragraphs)
    yield "clean", "\n".join([document.title, *paragraphs]).lstrip()
    yield "page ends", paged(document.title, paragraphs, chance)
    yield "wrapped", wrapped(document.title, paragraphs, chance)


def _count_alarms(
    alarms: dict[str, Counter[str]], name: str, genre: str, changes: Sequence[Change], size: int
) -> None:
    for key in (name, f"{name}: {genre}"):
        alarms[key]["applied"] += len(applied(changes))
        alarms[key]["suggested"] += len(changes) - len(applied(changes))
        alarms[key]["characters"] += size


def _print_headers(figures: dict[str, dict[str, float]], alarms: dict[str, Counter[str]]) -> None:
    print(f"{'headers':28}{'P':>7}{'R':>7}{'R+sugg':>8}{'n':>6}  applied/suggested/missed; false")
    for kind, f in figures.items():
        counts = [f.get(n, 0) for n in (*_OUTCOMES, "applied false", "suggested false")]
        outcome = "{}+{}~ / {}+{}~ / {};  {} / {}".format(*counts)
        values = (f["precision of exact spans"], f["recall"], f["recall with suggestions"])
        print(f"{kind:28}" + "".join(f"{v:>8.3f}" for v in values) + f"{f['headers']:>6}  {outcome}")
    for name, counts in sorted(alarms.items()):
        print(f"false alarms, {name:26} {dict(counts)}")


def bench_pages(documents: list[CleanDocument]) -> dict[str, Any]:
    """Page numbers and running heads of printed pages (damage e): found, and true lines that are taken."""
    right = false = missed = 0
    for document in documents:
        labelled = MODELS["e"](document.paragraphs, random.Random(document.name + "e"))
        text = "\n".join(line for line, _ in labelled)
        found = {text.count("\n", 0, c.start + (text[c.start] == "\n")) for c in _own_lines(text)}
        noise = {i for i, (line, label) in enumerate(labelled) if label == "N" and lines_of(line)}
        right, false, missed = (
            right + len(found & noise),
            false + len(found - noise),
            missed + len(noise - found),
        )
    precision, recall, f = prf(right, false, missed)
    print(f"page numbers and heads: P {precision} R {recall} F {f} of {right + missed}")
    return {"precision": precision, "recall": recall, "f": f, "lines": right + missed}


def _own_lines(text: str) -> list[Change]:
    return [c for c in applied(headers.find(text, context(text))) if c.rule == headers.LINE]
