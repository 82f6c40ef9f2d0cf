"""Damages single characters of clean text as typing, scanning and copying do; keeps what had stood there."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from gongwen.repairing import words
from gongwen.repairing.language import Language
from gongwen.repairing.ngrams import BREAK
from gongwen.repairing.wording import proposals

USUAL = 3000
"""Characters that slips of the hand put in are among so many most frequent ones."""
BY_WORD, BY_SOUND, BY_CHANCE = 0.3, 0.4, 0.08
"""Part of the wrong characters that come with another word of the same sound, by sound alone, and by chance;
the rest by shape."""
DOUBLED = 0.6
"""Part of the stray characters that double what stands before."""


@dataclass(frozen=True)
class Damage:
    """`damaged[start:end]` had been `was`."""

    kind: str
    start: int
    end: int
    was: str


def is_han(character: str) -> bool:
    """Whether a character is Han."""
    return "\u4e00" <= character <= "\u9fff"


def damage(text: str, rates: dict[str, float], rng: random.Random) -> tuple[str, list[Damage]]:
    """The text with so great a part of its Han characters damaged in each way, and each damage."""
    parts: list[str] = []
    found = []
    length = place = 0
    kinds, weights = list(rates), list(rates.values())
    total = sum(weights)
    while place < len(text):
        size, now = 1, text[place]
        if is_han(now) and rng.random() < total:
            kind = rng.choices(kinds, weights)[0]
            size, now = spoil(kind, text, place, rng)
            if now != text[place : place + size]:
                found.append(Damage(kind, length, length + len(now), text[place : place + size]))
        parts.append(now)
        length += len(now)
        place += size
    return "".join(parts), found


def spoil(kind: str, text: str, place: int, rng: random.Random) -> tuple[int, str]:
    """How many characters from the place on become what."""
    character = text[place]
    if kind == "missing":
        return 1, ""
    if kind == "extra":
        return 1, character + (character if rng.random() < DOUBLED else by_chance(rng))
    if kind == "pair":
        return both(text, place, rng)
    if kind == "swapped":
        pair = text[place : place + 2]
        return (2, pair[::-1]) if len(pair) == 2 and is_han(pair[1]) else (1, character)
    return wrong(text, place, rng)


def wrong(text: str, place: int, rng: random.Random) -> tuple[int, str]:
    """Another word of the same sound, or a character that sounds or looks alike, or any."""
    if rng.random() < BY_WORD:
        for size in (3, 2):
            word = text[place : place + size]
            others = same_sound().get(sound(word), ()) if words.is_word(word) else ()
            others = [other for other in others if sum(a != b for a, b in zip(word, other, strict=True)) == 1]
            if others:
                return size, rng.choice(others)
    return 1, wrong_one(text[place], rng)


def wrong_one(character: str, rng: random.Random) -> str:
    """A character that sounds or looks alike, the more usual and the more alike the likelier, or any."""
    way = rng.random()
    language = Language.load()
    by_sound = way < BY_SOUND / (1 - BY_WORD)
    alike = proposals.sounding_like(character) if by_sound else proposals.looking_like(character)
    usual = [i for i in sorted(language.encode("".join(sorted(alike)))) if BREAK < i < USUAL]
    usual = [i for i in usual if language.characters[i] != character]
    if not usual or way > 1 - BY_CHANCE:
        return by_chance(rng)
    weights = [10.0 ** (0.5 * float(language.unigrams[i, 0])) for i in usual]
    if not by_sound:
        others = [language.characters[i] for i in usual]
        weights = [w * proposals.likeness(character, o) ** 2 for w, o in zip(weights, others, strict=True)]
    return language.characters[rng.choices(usual, weights)[0]]


def both(text: str, place: int, rng: random.Random) -> tuple[int, str]:
    """A word of two characters with another of the same sound, or both characters exchanged one by one."""
    word = text[place : place + 2]
    if len(word) < 2 or not is_han(word[1]):
        return 1, word[0]
    others = [o for o in same_sound().get(sound(word), ()) if o[0] != word[0] and o[1] != word[1]]
    if others and rng.random() < BY_WORD * 2:
        return 2, rng.choice(others)
    new = "".join(wrong_one(c, rng) for c in word)
    return (2, new) if new[0] != word[0] and new[1] != word[1] else (1, word[0])


def by_chance(rng: random.Random) -> str:
    """A usual character, the more usual the likelier."""
    han, weights = chances()
    return rng.choices(han, cum_weights=weights)[0]


@lru_cache(maxsize=1)
def chances() -> tuple[str, list[float]]:
    """The usual characters and the running sum of their weights."""
    language = Language.load()
    han = [i for i in range(BREAK + 1, USUAL) if is_han(language.characters[i])]
    weights, total = [], 0.0
    for i in han:
        total += 10.0 ** (0.5 * float(language.unigrams[i, 0]))
        weights.append(total)
    return "".join(language.characters[i] for i in han), weights


@lru_cache(maxsize=1 << 16)
def sound(word: str) -> tuple[str, ...]:
    """The sound of a word: for each character the least of those read like it."""
    return tuple(min(proposals.sounding_like(c) or {c}) for c in word)


@lru_cache(maxsize=1)
def same_sound() -> dict[tuple[str, ...], list[str]]:
    """Words of two and three characters by their sound."""
    found = defaultdict(list)
    for word in words.most_frequent():
        if 2 <= len(word) <= 3:
            found[sound(word)].append(word)
    return found


def is_right(text: str, start: int, end: int, new: str, damages: list[Damage]) -> bool:
    """Whether `text[start:end]` becoming `new` undoes one of the damages that are near, and nothing else."""
    for one in damages:
        low, high = min(start, one.start), max(end, one.end)
        if high - low < 8:
            undone = text[low : one.start] + one.was + text[one.end : high]
            if text[low:start] + new + text[end:high] == undone:
                return True
    return False
