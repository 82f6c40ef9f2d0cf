"""Single doubtful characters, suggested and never applied, each with a proposal and the reason.

`char.missing` a character seems to be missing: 积极组[织]开展
`char.wrong`   a character seems to stand for one that sounds or looks like it: 马汰效应 → 马太;
               also a word that the text writes in two ways: 凝炼 beside 凝练
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from ...i18n import gettext as _
from ...model import Change
from .. import words
from ..language import Language
from ..marks.protected import protected
from ..stage import Context
from . import evidence, masks, openings
from .evidence import Evidence

_DATA = Path(__file__).parent.parent / "data" / "doubts.json"
_SHOWN_FROM = 0.3
"""Probability from which a doubt is worth a reader's time."""
_HIGHEST = 0.89
"""Probability that a doubt is reported with at most: it stays below what is applied."""
_FILTERED, _FOLDED, _FEW = 3.3, 1.0, 5
"""Natural logarithms of the odds added where characters had to be put back, and where more than a few marks
had: what lost one thing on its way has often lost another."""
_LONG, _STRANGE = 5000, 3.2
"""Characters, and -log10 p of a character in the mean, from which a text is none that can be doubted.

Official language lies near 1, lists of names near 2.6, random characters near 4."""
_HABIT = 3
"""A pair of characters that the text writes so often as it stands is a term of its own: 在孵企业."""
_SPACING = 300
"""At most one doubt for so many characters of the text, the surest first."""
_SPELLING_GAIN = 1.0
"""Digits by which the usual spelling of a word surpasses the other one, in the mean."""


def find(text: str, context: Context) -> Iterator[Change]:
    """Suggestions, in order and apart from each other."""
    language = Language.load()
    if _is_strange(language, text):
        return
    prior = _prior(context.source.text, text)
    mistakes = evidence.of_mistakes(language, text)
    groups = _spellings(language, text, mistakes)
    groups += [[change] for change in _phrases(language, text)]
    groups += [[change] for change in _openings(language, text)]
    groups += [[change] for change in _gaps(language, text, prior)]
    groups += [[change] for change in _mistakes(language, text, mistakes, prior)]
    groups.sort(key=lambda group: -group[0].confidence)
    spared = _spared(text)
    taken: list[Change] = []
    for group in groups[: 1 + len(text) // _SPACING]:
        taken += [c for c in group if not spared[c.start] and all(_is_apart(c, other) for other in taken)]
    yield from sorted(taken, key=lambda change: change.start)


def _is_strange(language: Language, text: str) -> bool:
    """Whether a long text is none that the language knows: every second place would be doubtful."""
    return len(text) > _LONG and float(language.surprise(text).mean()) > _STRANGE


def _prior(source: str, text: str) -> float:
    """Logarithm of how much likelier a loss is here than in clean text, told by what was repaired already."""
    lost = Counter(text) - Counter(source)
    if any("\u4e00" <= character <= "\u9fff" for character in lost):
        return _FILTERED
    return _FOLDED if lost.total() > _FEW else 0.0


def _is_apart(change: Change, other: Change) -> bool:
    return change.end < other.start or change.start > other.end


def _spared(text: str) -> bytearray:
    """Masks, with a character on either side, and protected stretches."""
    spared = bytearray(b"\0".join(bytes(protected(line)) for line in text.split("\n"))) + b"\0"
    for start, end in masks.spans(text):
        spared[max(0, start - 1) : end + 1] = b"\1" * (min(end + 1, len(spared)) - max(0, start - 1))
    return spared


def _gaps(language: Language, text: str, prior: float) -> Iterator[Change]:
    found = evidence.of_gaps(language, text)
    for index, probability in enumerate(_judge(found, "gaps", prior)):
        if probability >= _SHOWN_FROM:
            place, after = int(found.starts[index]), language.characters[found.characters[index]]
            term = text[place - 2 : place]
            if not words.is_word(term) and text.count(term) - text.count(term + after) >= _HABIT:
                continue
            reason = _("A character seems to be missing: {characters}").format(
                characters="/".join([after, *found.rivals[index]])
            )
            yield Change(place, place, after, "char.missing", min(probability, _HIGHEST), reason)


def _mistakes(language: Language, text: str, found: Evidence, prior: float) -> Iterator[Change]:
    for index, probability in enumerate(_judge(found, "mistakes", prior)):
        if probability >= _SHOWN_FROM:
            start, after = int(found.starts[index]), language.characters[found.characters[index]]
            if max(text.count(text[start - 1 : start + 1]), text.count(text[start : start + 2])) >= _HABIT:
                continue
            reason = _("A character that sounds or looks like the one expected: {characters}").format(
                characters="/".join([after, *found.rivals[index]])
            )
            yield Change(start, start + 1, after, "char.wrong", min(probability, _HIGHEST), reason)


def _openings(language: Language, text: str) -> Iterator[Change]:
    """Items that open with half a word: 二要准切入点."""
    for opening in openings.find(language, text):
        named = "/".join(opening.characters)
        reason = _("A character seems to be missing: {characters}").format(characters=named)
        yield Change(opening.place, opening.place, opening.characters[0], "char.missing", 0.75, reason)


def _phrases(language: Language, text: str) -> Iterator[Change]:
    """Set phrases with one character that is wrong: 马汰效应."""
    for place, after, phrase in evidence.of_phrases(language, text):
        reason = _("The set phrase is {phrase}").format(phrase=phrase)
        yield Change(place, place + 1, after, "char.wrong", 0.85, reason)


def _spellings(language: Language, text: str, found: Evidence) -> list[list[Change]]:
    """Words written in two ways: every place of the spelling that is rarer in the language."""
    places: defaultdict[tuple[str, str], list[tuple[int, float]]] = defaultdict(list)
    gains = found.features[:, evidence.FEATURES.index("gain")].tolist()
    for start, character, gain in zip(found.starts.tolist(), found.characters.tolist(), gains, strict=True):
        after = language.characters[character]
        for first in (start - 1, start) if evidence.is_variant(text[start], after) else ():
            word = text[first : first + 2]
            other = word.replace(text[start], after)
            if words.is_word(other) and not words.is_word(word) and other in text:
                places[word, other].append((start, gain))
    groups = []
    for (word, other), rows in places.items():
        if sum(gain for _start, gain in rows) / text.count(word) >= _SPELLING_GAIN:
            reason = _("The text writes both {word} and {other}").format(word=word, other=other)
            groups.append([_spelling(start, word, other, reason) for start, _gain in rows])
    return groups


def _spelling(start: int, word: str, other: str, reason: str) -> Change:
    after = next(b for a, b in zip(word, other, strict=True) if a != b)
    return Change(start, start + 1, after, "char.wrong", 0.8, reason)


def _judge(found: Evidence, kind: str, prior: float = 0.0) -> list[float]:
    """The probability of each proposal."""
    import numpy as np  # noqa: PLC0415  # heavy

    weights = _models()[kind]
    sums = found.features @ np.array([weights[name] for name in evidence.FEATURES], np.float32)
    probabilities: list[float] = (1 / (1 + np.exp(-(sums + weights["constant"] + prior)))).tolist()
    return probabilities


@lru_cache(maxsize=1)
def _models() -> dict[str, dict[str, float]]:
    models: dict[str, dict[str, float]] = json.loads(_DATA.read_text("utf-8"))
    return models
