"""Whole documents on one line: which breaks are put in unasked, which with suggestions, what is wrong."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

from build_paragraphs import run_together, usable, whole
from corpus import held_out
from gongwen.repairing.lines.shapes import is_heading
from gongwen.repairing.splitting import paragraphs, splits
from gongwen.repairing.splitting.cuts import divided, origin
from line_corpora import clean_documents
from line_scores import applied, context, prf

_GENRES = ("work-reports", "provinces", "speeches", "essays", "govcn-policy")
_HELD_OUT = ("work-reports", "essays")
"""The others are so small that all of their documents are taken, also those that tables were learned from."""
_MOST = 120
_LEAST = 300
"""Characters of a text that loses its breaks."""


def bench_flattened() -> dict[str, Any]:
    """By genre; and what is put into clean texts that have their paragraphs."""
    results: dict[str, Any] = {genre: _flattened(genre) for genre in _GENRES}
    results["clean"] = _clean()
    for name, figures in results.items():
        print(f"flattened: {name:13} {figures}")
    return results


def _flattened(genre: str) -> dict[str, Any]:
    counts: Counter[str] = Counter()
    for document in _documents(genre):
        text, ends = run_together(document)
        made, offered = _breaks(text)
        head = _within_head(document)
        counts["right"] += len(made & ends)
        counts["false"] += len(made - ends - head)
        counts["within the head"] += len((made - ends) & head)
        counts["all right"] += len((made | offered) & ends)
        counts["all false"] += len((made | offered) - ends - head)
        counts["ends"] += len(ends)
        for end in ends:
            kind = _kind(text, end)
            counts[kind] += 1
            counts[f"{kind}, applied"] += end in made
            counts[f"{kind}, offered"] += end in made | offered
    applied_figures = prf(counts["right"], counts["false"], counts["ends"] - counts["right"])
    p, r, f = prf(counts["all right"], counts["all false"], counts["ends"] - counts["all right"])
    return {
        "applied precision": applied_figures[0],
        "with suggestions": {"precision": p, "recall": r, "f": f},
    } | {name: counts[name] for name in sorted(counts)}


def _documents(genre: str) -> list[list[str]]:
    found = held_out(genre) if genre in _HELD_OUT else list(whole(genre))
    long = [d for d in found if usable(d) and sum(map(len, d)) >= _LEAST]
    random.Random(genre).shuffle(long)
    return long[:_MOST]


def _breaks(text: str) -> tuple[set[int], set[int]]:
    """Places that are broken unasked, and those that are only suggested."""
    of = context(text)
    found = splits.find(text, of)
    made = sorted({change.start for change in applied(found)})
    guesses = {origin(change.start, made) for change in paragraphs.find(divided(text, made), of)}
    return set(made), ({change.start for change in found} | guesses) - set(made)


def _within_head(document: list[str]) -> set[int]:
    """Places in a first line without a stop: what parts title, date and speaker is no paragraph end there."""
    head = document[0]
    return set() if "。" in head else set(range(1, len(head)))


def _kind(text: str, end: int) -> str:
    """What begins at a break, and whether a stop stands before it."""
    what = "number" if is_heading(text[end : end + 14]) else "text"
    return f"{what} behind {'a stop' if text[end - 1] in '。！？：；”）' else 'words'}"


def _clean() -> dict[str, int]:
    counts: Counter[str] = Counter()
    for document in clean_documents() + clean_documents(learned=True):
        made, offered = _breaks("\n".join(document.paragraphs))
        counts["documents"] += 1
        counts["applied"] += len(made)
        counts["suggested"] += len(offered)
    return dict(counts)
