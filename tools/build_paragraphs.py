"""Learns where paragraphs end: writes `src/gongwen/repairing/data/paragraphs.tsv`.

The training side of the development texts is run together, document by document, and a logistic model of the
cues in `gongwen.repairing.lines.cues` is fitted to which sentence ends were paragraph ends. All genres weigh
alike, however much there is of each, for what lost its breaks may be of any. Cues that are rare or say
little are left out. Deterministic.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from corpus import ROOT, SETS, records, training
from gongwen.repairing.lines.cues import opening_of, paragraph_cues, stops

TARGET = ROOT / "src/gongwen/repairing/data/paragraphs.tsv"
SIZES = {
    "xwlb": 12000,
    "essays": 700,
    "work-reports": 99,
    "provinces": 99,
    "speeches": 99,
    "govcn-policy": 99,
    "peoples-daily": 999,
}
LONGEST = 1000
"""Characters of a paragraph; a document with a longer one lost breaks itself."""
LEAST = 8
"""Times a cue must be seen."""
RIDGE = 5.0
STEPS, RATE = 250, 0.08
SMALLEST = 0.08
"""Weights nearer to zero are not kept."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence end: its cues, and whether a paragraph ended there."""

    cues: tuple[str, ...]
    ends: bool


def run_together(paragraphs: Sequence[str]) -> tuple[str, set[int]]:
    """A text without breaks, and the places where they were."""
    ends, place = set(), 0
    for paragraph in paragraphs[:-1]:
        place += len(paragraph)
        ends.add(place)
    return "".join(paragraphs), ends


def examples(paragraphs: Sequence[str]) -> Iterator[Example]:
    """The sentence ends of one document."""
    text, ends = run_together(paragraphs)
    begin = since = 0
    breaks = sorted(ends)
    for stop in stops(text):
        while breaks and breaks[0] < stop.place:
            begin, since = breaks.pop(0), 0
        since += 1
        head = opening_of(text[begin : begin + 12])
        yield Example(
            stop.cues + paragraph_cues(stop.place - begin, since, head, stop.opening), stop.place in ends
        )


def usable(paragraphs: Sequence[str]) -> bool:
    """Whether a document has paragraphs as they were written."""
    return len(paragraphs) > 2 and max(map(len, paragraphs)) <= LONGEST


def genre_documents(genre: str) -> list[list[str]]:
    """Documents of a genre to learn from, the same ones each time."""
    found = [d for d in whole(genre) if usable(d) and tuple(d[-2:]) not in measured()]
    random.Random(genre).shuffle(found)
    return found[: SIZES[genre]]


@lru_cache(maxsize=1)
def measured() -> frozenset[tuple[str, ...]]:
    """The ends of the texts that `benchmarks/line_splits.py` measures on, which other sets hold too."""
    return frozenset(tuple(r["paragraphs"][-2:]) for r in records("paragraph-loss-pairs/pairs.jsonl.gz"))


def whole(genre: str) -> Iterable[list[str]]:
    """The documents of a genre, page residue taken out where it is labelled."""
    if genre != "provinces":
        return training(genre)
    return map(labelled, records(SETS["provinces"]))


def labelled(record: dict) -> list[str]:
    """The paragraphs of a page as somebody labelled them."""
    paragraphs: list[str] = []
    for i, line in enumerate(record["raw"].split("\n")):
        if i in set(record["drop_lines"]) or not line.strip():
            continue
        if i in set(record["join_with_previous"]) and paragraphs:
            paragraphs[-1] += line.strip()
        else:
            paragraphs.append(line.strip())
    return paragraphs


def fit(genres: dict[str, list[list[str]]]) -> dict[str, float]:
    """Weights of the cues by gradient descent on the logistic loss, all genres weighing alike."""
    data = {g: [e for d in documents for e in examples(d)] for g, documents in genres.items()}
    counts = Counter(cue for rows in data.values() for e in rows for cue in set(e.cues))
    names = ["", *sorted(cue for cue, n in counts.items() if n >= LEAST)]
    index = {cue: i for i, cue in enumerate(names)}
    rows = [e for found in data.values() for e in found]
    longest = max(len(e.cues) for e in rows)
    table = np.zeros((len(rows), longest), np.int32)
    for row, example in zip(table, rows, strict=True):
        known = [index[c] for c in example.cues if c in index]
        row[: len(known)] = known
    wanted = np.array([e.ends for e in rows], np.float64)
    # A genre counts by the square root of its size.
    shares = np.concatenate([np.full(len(found), len(found) ** -0.5) for found in data.values()])
    shares *= len(rows) / shares.sum()
    return dict(zip(names[1:], descend(table, wanted, shares, len(names))[1:].tolist(), strict=True))


def descend(table: np.ndarray, wanted: np.ndarray, shares: np.ndarray, size: int) -> np.ndarray:
    """Adam on the whole table."""
    found, first, second = np.zeros(size), np.zeros(size), np.zeros(size)
    flat = table.ravel()
    for step in range(1, STEPS + 1):
        odds = found[table].sum(axis=1)
        error = shares * (1 / (1 + np.exp(-odds)) - wanted)
        slope = np.bincount(flat, np.repeat(error, table.shape[1]), size) + RIDGE * found
        slope[0] = 0
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope**2
        found -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-9)
    return found


def main() -> None:
    """Learn and write."""
    found = fit({genre: genre_documents(genre) for genre in SIZES})
    rows = [f"{cue}\t{weight:.2f}" for cue, weight in sorted(found.items()) if abs(weight) >= SMALLEST]
    TARGET.write_text("\n".join(rows) + "\n", "utf-8")
    print(len(rows), "cues")


if __name__ == "__main__":
    main()
