"""What a text gains when a stretch of it is taken out: the evidence that a header was cut in there.

A header was written once, behind what precedes it here or at the start of a line of its own. So what speaks
for it is how much stranger the text behind it is there than behind the text closed up, and how much
stranger the header itself is here than where headers are; in n-grams of characters and in whole words.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from .. import words
from ..language import Language
from ..lines.lines import CLOSING, OPENING, PAUSING, STOPS, Regime, open_pairs
from .furniture import settings
from .pieces import SIDE, Piece, Place, Site
from .sites import Sites

_WEIGHTS = Path(__file__).parent.parent / "data" / "headers.json"
_USUAL = ("", "的", "，", "在")
"""What phrases usually follow; the first is the start of a paragraph."""
_NAME = 60
"""Characters before a piece in which a name may have been opened."""
_SHORT_LINE = 40
_MASKS = "×xX*＊○□_"
_LEAST_GAIN, _LEAST_GAIN_SHARED, _LEAST_GAIN_KNOWN = 2.0, 0.0, -4.0
"""Gain (log10) below which nothing more is asked about a piece; about one at a break most of which the title
has or other breaks have, too; about one that was found elsewhere or is a line of its own."""
_MOST = 8.0
_HAN_AT_END = re.compile("[\u4e00-\u9fff]*$")
_HAN_AT_START = re.compile("[\u4e00-\u9fff]*")

FEATURES = (
    "behind",
    "entry",
    "words",
    "closed",
    "closed word",
    "known",
    "known whole",
    "found",
    "found whole",
    "unknown",
    "whole",
    "whole, no title",
    "echoed",
    "echoes",
    "again at breaks",
    "again at breaks, length",
    "again in the text",
    "length",
    "two or three",
    "ending",
    "makeup",
    "opens as header",
    "after stop",
    "after pause",
    "before mark",
    "short line",
    "in a name",
    "mask",
    "wrapped",
    "tail",
    "head",
    "own",
    "inside",
)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A piece, and what of it speaks for a header, by FEATURES."""

    piece: Piece
    features: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    """The text round a piece: four characters on each side of the seams; `*_broken` is behind a break."""

    left: str
    body: str
    right: str
    keeps_break: bool


def weigh(sites: Sites, found: Sequence[Site]) -> list[list[Weighed]]:
    """The pieces of each site that may be headers at all, with their features."""
    pieces = [piece for site in found for piece in site]
    readings = [_reading(sites, piece) for piece in pieces]
    gains = iter(zip(pieces, readings, _gains(pieces, readings), strict=True))
    weighed = []
    for site in found:
        kept = [_weighed(sites, *next(gains)) for _ in site]
        weighed.append([w for w in kept if w is not None])
    return [site for site in weighed if site]


def _reading(sites: Sites, piece: Piece) -> _Reading:
    folded = sites.folded
    start, end = piece.cut
    left = folded[max(0, start - SIDE) : start].rpartition("\n")[2]
    right_at = end if folded[end] != "\n" else end + len(folded[end:]) - len(folded[end:].lstrip())
    right = folded[right_at : right_at + SIDE].partition("\n")[0]
    if piece.place is Place.HEAD and left == "":
        before = folded[:start].rstrip()
        left = before[-SIDE:].rpartition("\n")[2]
    keeps = piece.place is not Place.INSIDE and left[-1:] in tuple(STOPS + CLOSING)
    return _Reading(left, folded[piece.start : piece.end], right, keeps)


def _gains(pieces: Sequence[Piece], readings: Sequence[_Reading]) -> list[tuple[float, float, float]]:
    """For each piece the gain behind it, the gain at its start, and how strange the closed text is."""
    asked: dict[tuple[str, str], int] = {}

    def ask(before: str, target: str) -> int:
        return asked.setdefault((before[-SIDE:], target[:SIDE]), len(asked))

    questions = [_questions(p, r, ask) for p, r in zip(pieces, readings, strict=True)]
    scores = _surprises(list(asked))
    gains = []
    for as_is, closed, entry, usual in questions:
        without = min(scores[i] for i in closed)
        behind = min(scores[i] for i in as_is) - without
        strange = min(scores[i] for i in entry) - min(scores[i] for i in usual)
        gains.append((behind, strange, without))
    return gains


def _questions(
    piece: Piece, reading: _Reading, ask: Callable[[str, str], int]
) -> tuple[list[int], list[int], list[int], list[int]]:
    left, body, right = reading.left, reading.body, reading.right
    before = [left] if piece.place in {Place.TAIL, Place.INSIDE} else [left, left + "\n"]
    behind = [""] if piece.place in {Place.HEAD, Place.INSIDE} else ["", "\n"]
    as_is = [ask(b + body + gap, right) for b in before for gap in behind]
    closed = [ask(left, right), *([ask(left + "\n", right)] if reading.keeps_break else [])]
    entry = [ask(b, body) for b in before]
    usual = [ask(context, body) for context in {*_USUAL, piece.before}]
    return as_is, closed, entry, usual


def _surprises(asked: Sequence[tuple[str, str]]) -> list[float]:
    """-log10 p of each second text behind the first."""
    import numpy as np  # noqa: PLC0415  # heavy

    if not asked:
        return []
    language = Language.load()
    rows = "".join(b.rjust(SIDE, "\n") + t.ljust(SIDE, "\0") for b, t in asked)
    scores = language.surprise_of_rows(language.encode(rows).reshape(-1, 2 * SIDE))[:, SIDE:]
    sizes = np.array([len(t) for _, t in asked])
    scores = np.where(np.arange(SIDE) < sizes[:, None], scores, 0)
    totals: list[float] = scores.sum(axis=1).tolist()
    return totals


def _weighed(
    sites: Sites, piece: Piece, reading: _Reading, gains: tuple[float, float, float]
) -> Weighed | None:
    behind, entry, closed = gains
    if not reading.left or not reading.right:
        return None
    if behind + min(entry, SIDE) < _least_gain(piece):
        return None
    left, body, right = reading.left, reading.body, reading.right
    beside, within = sites.others(piece)
    again = math.log2(1 + min(beside, 16)) * (within == 0)
    unknown = len(body) - max(piece.known, piece.found, piece.echoed)
    free = sites.regime is Regime.FREE
    features = (
        min(behind, _MOST),
        max(-2.0, min(entry, _MOST)),
        max(-6.0, min(_words(left, body, right), _MOST)),
        min(closed, _MOST),
        float(_word_across(left, right)),
        min(piece.known, 8.0),
        float(piece.known == len(body)),
        min(piece.found, 8.0),
        float(piece.found == len(body)),
        min(unknown, 12.0) / 4,
        float(piece.whole),
        (len(body) / 4) * (piece.whole and piece.known <= len(body) / 2),
        min(piece.echoed, 8.0) / 4,
        math.log2(1 + min(piece.echoes, 16)),
        again,
        again * min(len(body), 12) / 4,
        math.log2(1 + min(within, 16)),
        len(body) / 8,
        float(len(body) <= 3),
        float(body.endswith(_endings())),
        _makeup(body),
        float(max(piece.known, piece.found) > 1 and not piece.before),
        float(left[-1] in STOPS + CLOSING),
        float(left[-1] in PAUSING + OPENING and left[-1] not in STOPS),
        float(right[0] in STOPS + CLOSING + PAUSING),
        float(_line_length(sites, piece) <= _SHORT_LINE),
        float(bool(set(open_pairs(sites.folded[max(0, piece.cut[0] - _NAME) : piece.cut[0]])) & set("》〉"))),
        float(left[-1] in _MASKS or right[0] in _MASKS),
        float(not free),
        *(float(piece.place is place) for place in Place),
    )
    return Weighed(piece, features)


def _least_gain(piece: Piece) -> float:
    if piece.whole or piece.place is Place.OWN:
        return _LEAST_GAIN_KNOWN
    title = piece.known if piece.place is not Place.INSIDE else 0
    shared = max(title, piece.found, piece.echoed)
    return _LEAST_GAIN_SHARED if shared >= SIDE and piece.end - piece.start - shared <= 2 else _LEAST_GAIN


def _line_length(sites: Sites, piece: Piece) -> int:
    start = piece.cut[0]
    return start - (sites.folded.rfind("\n", 0, start) + 1)


def _words(left: str, body: str, right: str) -> float:
    """Digits by which the words at both seams get likelier without the piece."""
    before, behind = _HAN_AT_END.search(left), _HAN_AT_START.match(right)
    a = before.group() if before else ""
    c = behind.group() if behind else ""
    first, last = body[:SIDE], body[-SIDE:]
    as_is = words.cost(a + first) - words.cost(first) + words.cost(last + c) - words.cost(last)
    return as_is - words.cost(a + c)


def _word_across(left: str, right: str) -> bool:
    """Whether the seam, closed up, is inside a word."""
    return any(
        words.is_word(left[-a:] + right[:b])
        for a in range(1, min(3, len(left)) + 1)
        for b in range(1, min(3, len(right)) + 1)
        if a + b <= SIDE
    )


def _makeup(body: str) -> float:
    """How well the piece divides into words of its own, in digits a character."""
    return min(4.0, words.cost(body[:12]) / len(body[:12]))


@lru_cache(maxsize=1)
def _endings() -> tuple[str, ...]:
    return tuple(settings()["endings"].split())


@lru_cache(maxsize=1)
def fitted() -> dict[str, Any]:
    """What `tools/build_headers.py` found: weights, and from which probabilities on a header is what."""
    loaded: dict[str, Any] = json.loads(_WEIGHTS.read_text("utf-8"))
    return loaded


@lru_cache(maxsize=1)
def _weights() -> tuple[float, ...]:
    found = fitted()["weights"]
    return tuple(found[name] for name in FEATURES)


def chances(site: Sequence[Weighed]) -> list[float]:
    """For each piece the probability that it and none else is the header of the site."""
    scores = [sum(w * x for w, x in zip(_weights(), one.features, strict=True)) for one in site]
    highest = max(0.0, *scores)
    odds = [math.exp(score - highest) for score in scores]
    total = math.exp(-highest) + sum(odds)
    return [o / total for o in odds]


def results(sites: Sites, site: Sequence[Weighed]) -> list[str]:
    """For each piece what is left of the text round it, white space aside: pieces may leave the same."""
    low = min(w.piece.cut[0] for w in site)
    high = max(w.piece.cut[1] for w in site)
    folded = sites.folded
    return ["".join((folded[low : w.piece.cut[0]] + folded[w.piece.cut[1] : high]).split()) for w in site]
