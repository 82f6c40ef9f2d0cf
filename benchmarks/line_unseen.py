"""Joining lines of genres that neither the language tables nor the weights have ever seen.

For each group of genres both are built anew without them, small ones (some minutes a group), and measured on
the documents of these genres.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import build_joins
from gongwen.repairing import language
from gongwen.repairing.joining import joinmodel
from gongwen.repairing.lines.lines import layout_of
from line_corpora import CleanDocument, clean_documents
from line_damage import MODELS, bare_text
from line_joins import ours
from line_scores import Score, table

GROUPS = (("govcn-policy",), ("work-reports", "provinces", "speeches"), ("xwlb", "essays"))
DAMAGE = ("clean", "a", "b", "c", "f")
_PART = 0.4
"""Of the large genres that is learned from: the variants are smaller than what is shipped."""
_MOST = 40
"""Documents of a genre on each side of the split."""


def bench_unseen() -> dict[str, Any]:
    """Joins and breaks by genre, each genre unseen."""
    scores: dict[tuple[str, str], Score] = defaultdict(Score)
    for genres in GROUPS:
        with TemporaryDirectory() as folder:
            _measure_group(genres, Path(folder), scores)
    table("unseen: JOIN F / BREAK F", scores, lambda r: f"{r['join_f']:.3f}/{r['break_f']:.3f}")
    table("unseen: JOIN P / R", scores, lambda r: f"{r['join_precision']:.4f}/{r['join_recall']:.4f}")
    table("unseen: exact documents", scores, lambda r: f"{r['exact']:.3f}")
    return {f"{genre}|{damage}": score.report() for (genre, damage), score in scores.items()}


def _measure_group(genres: tuple[str, ...], folder: Path, scores: dict[tuple[str, str], Score]) -> None:
    choice = build_joins.Choice(genres, _PART)
    build_joins.build_tables(folder / "language", choice)
    build_joins.build(folder / "joins.json", choice)
    with (
        patch.object(language, "_FOLDER", folder / "language"),
        patch.object(joinmodel, "_WEIGHTS", folder / "joins.json"),
    ):
        for document in _documents(genres):
            _measure(document, scores)


def _documents(genres: tuple[str, ...]) -> list[CleanDocument]:
    sides = [clean_documents(*genres, most=_MOST, learned=learned) for learned in (False, True)]
    return [document for side in sides for document in side]


def _measure(document: CleanDocument, scores: dict[tuple[str, str], Score]) -> None:
    for damage in DAMAGE:
        text, wanted = bare_text(MODELS[damage](document.paragraphs, Random(document.name + damage)))
        got, count = ours(text), len(layout_of(text).lines) - 1
        scores[document.genre, damage].add(wanted, got, count)
        scores["all", damage].add(wanted, got, count)
