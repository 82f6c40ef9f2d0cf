"""Clean documents as lists of paragraphs, from the side of the development texts that nothing learns from."""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))

from corpus import SETS, data_folder, documents, is_whole, records

__all__ = ["CleanDocument", "clean_documents", "data_folder", "records"]

GENRES = ("xwlb", "govcn-policy", "laws", "work-reports", "provinces", "speeches")


@dataclass(frozen=True, slots=True)
class CleanDocument:
    """A text known to be whole."""

    name: str
    genre: str
    paragraphs: list[str]
    title: str = ""
    """As the source gives it beside the text; often it is not in the paragraphs."""


def clean_documents(*genres: str, most: int = 60, learned: bool = False) -> list[CleanDocument]:
    """Up to `most` documents of each genre, the same ones each time.

    Args:
        genres: Names of sets; all without any.
        most: Documents a genre.
        learned: Take those that the language tables were learned from, to develop on.
    """
    found = []
    for genre in genres or GENRES:
        sides = [paragraphs for kept_apart, paragraphs in documents(genre) if kept_apart != learned]
        whole = [(f"{genre}-{i}", p) for i, p in enumerate(sides) if is_whole(p)]
        random.Random(genre).shuffle(whole)
        titles = _titles(genre)
        found += [CleanDocument(name, genre, p, titles.get(p[-1], "")) for name, p in whole[:most]]
    return found


def _titles(genre: str) -> dict[str, str]:
    """Titles by the last paragraph of their document, which hardly any two documents share."""
    return {
        r["paragraphs"][-1].strip(): r.get("title", "") for r in records(SETS[genre]) if r.get("paragraphs")
    }
