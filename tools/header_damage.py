"""Headers of pages put into clean texts, where pages of a viewer end: what the repair of headers is to undo.

A header is a piece of the title, or a phrase that neither the title nor the text need have. It stands once;
again and again; or as ever other pieces of one longer header, as a viewer clips it. It comes on a line of
its own, glued to the text before the break or to that behind it, or without any break; in the middle of a
sentence, of a word, between two sentences, or between two paragraphs.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

_NAMES = Path(__file__).parent / "header_names.toml"
PLACES = {"tail": "{}\n", "head": "\n{}", "own": "\n{}\n", "inside": "{}"}
"""How a header stands in the text: before the break, behind it, between two, or without any."""
_WEIGHTS = {"tail": 6, "head": 4, "own": 4, "inside": 4}
_PAGE = (300, 900)
_WITHOUT = 0.2
"""Share of the page ends that are broken but have no header, in texts that have some."""
_STOPS = "。！？；"
_LEAST = 8
"""Characters of a paragraph on each side of a header that stands in it."""


@dataclass(frozen=True, slots=True)
class Injected:
    """`text[start:end]` is a header with its breaks; what it is like."""

    start: int
    end: int
    source: str
    """`title` or `name`."""
    habit: str
    """`once`, `same` or `pieces`."""
    place: str
    """One of PLACES."""
    cut: str
    """`sentence`, `between sentences` or `between paragraphs`."""


def with_headers(
    title: str, paragraphs: Sequence[str], chance: random.Random, names: str
) -> tuple[str, list[Injected]]:
    """The text with headers at page ends, below its title if it has one; `names` is a list of the file."""
    source = "title" if title and chance.random() < 0.5 else "name"
    habit = chance.choice(["once", "same", "same", "pieces"])
    phrase = _phrases(source, habit, title, names, chance)
    writer = _Writer(title)
    places = _page_ends(paragraphs, chance)
    only = chance.randrange(len(places)) if habit == "once" and places else -1
    for index, paragraph in enumerate(paragraphs):
        done = 0
        for number, (at, cut) in ((n, (a, c)) for n, (i, a, c) in enumerate(places) if i == index):
            writer.write(paragraph[done:at])
            done = at
            plain = only not in (-1, number) or (only == -1 and chance.random() < _WITHOUT)
            place = "own" if cut == "between paragraphs" else _place(chance)
            if plain:
                writer.write("\n" * (cut != "between paragraphs"))
            else:
                writer.inject(phrase(), source, habit, place, cut)
        writer.write(paragraph[done:] + "\n" * (not writer.ended or done < len(paragraph)))
    return writer.text()


class _Writer:
    """A text in the making and the headers in it."""

    def __init__(self, title: str) -> None:
        self._parts = [title + "\n"] if title else []
        self._length = len(title) + 1 if title else 0
        self._headers: list[Injected] = []

    @property
    def ended(self) -> bool:
        return bool(self._parts) and self._parts[-1].endswith("\n")

    def write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def inject(self, phrase: str, source: str, habit: str, place: str, cut: str) -> None:
        shape = PLACES[place].format(phrase)
        end = self._length + len(shape)
        self._headers.append(Injected(self._length, end, source, habit, place, cut))
        self.write(shape)

    def text(self) -> tuple[str, list[Injected]]:
        return "".join(self._parts).rstrip("\n"), self._headers


def _place(chance: random.Random) -> str:
    return chance.choices(list(_WEIGHTS), list(_WEIGHTS.values()))[0]


def _page_ends(paragraphs: Sequence[str], chance: random.Random) -> list[tuple[int, int, str]]:
    """Where pages end: paragraph, offset in it, and what is cut there."""
    found = []
    left = chance.randint(*_PAGE)
    for index, paragraph in enumerate(paragraphs):
        start = 0
        while len(paragraph) - start > left + _LEAST:
            start = max(start + left, _LEAST)
            left = chance.randint(*_PAGE)
            found.append((index, *_settled(paragraph, start, chance)))
        left = max(_LEAST, left - (len(paragraph) - start))
    last = len(paragraphs) - 1
    return [(i, a, c) for i, a, c in found if c != "between paragraphs" or i < last]


def _settled(paragraph: str, at: int, chance: random.Random) -> tuple[int, str]:
    """The offset, at times moved behind a stop or the end of the paragraph."""
    roll = chance.random()
    stops = [m.end() for m in re.finditer(f"[{_STOPS}]", paragraph[:-1]) if m.end() >= _LEAST]
    if roll < 0.15 and stops:
        return min(stops, key=lambda end: abs(end - at)), "between sentences"
    if roll < 0.2:
        return len(paragraph), "between paragraphs"
    return at, "between sentences" if paragraph[at - 1] in _STOPS else "sentence"


def _phrases(source: str, habit: str, title: str, names: str, chance: random.Random) -> Callable[[], str]:
    """What gives the next header of a text."""
    whole = _longest_run(title, chance) if source == "title" else _name(names, chance)
    if habit != "pieces":
        phrase = _title_piece(whole, chance) if source == "title" else whole
        return lambda: phrase
    return lambda: _clipped(whole, chance)


def _longest_run(title: str, chance: random.Random) -> str:
    """A run of the title without marks and blanks."""
    runs = [r for r in re.split(r"[\s，。、：；！？“”《》（）【】()]+", title) if len(r) >= 2]
    return chance.choice(runs) if runs else "会议材料"


def _title_piece(run: str, chance: random.Random) -> str:
    """Two to twelve characters of a title, at times with a word that headers end with."""
    size = min(len(run), chance.randint(2, 12))
    start = chance.randint(0, len(run) - size)
    return run[start : start + size] + chance.choice(["", "", "", "会议", "讲话", "议"])


def _clipped(whole: str, chance: random.Random) -> str:
    """The start, the end or the middle of a header; most often at least half of it."""
    most = min(len(whole), 16)
    size = chance.randint(min(most, max(2, len(whole) // 2)), most)
    start = chance.choice([0, len(whole) - size, chance.randint(0, len(whole) - size)])
    return whole[start : start + size]


@lru_cache(maxsize=1)
def _lists() -> dict[str, dict[str, list[str]]]:
    raw: dict[str, Any] = tomllib.loads(_NAMES.read_text("utf-8"))
    return {name: {key: words.split() for key, words in group.items()} for name, group in raw.items()}


def _name(names: str, chance: random.Random) -> str:
    lists = _lists()[names]
    if chance.random() < 0.5:
        return chance.choice(lists["alone"])
    place = chance.choice([*lists["places"], *[""] * 8])
    return place + chance.choice(lists["subjects"]) + chance.choice(lists["kinds"])


def with_headers_wrapped(
    title: str, paragraphs: Sequence[str], chance: random.Random, names: str
) -> tuple[str, list[Injected]]:
    """The text wrapped at a width, with headers where its printed pages end; none stands inside a line."""
    measure, per_page = chance.randint(20, 45), chance.randint(20, 40)
    lines = [
        (paragraph[i : i + measure], i + measure >= len(paragraph))
        for paragraph in paragraphs
        for i in range(0, len(paragraph), measure)
    ]
    source = "title" if title and chance.random() < 0.5 else "name"
    habit = chance.choice(["once", "same", "same", "pieces"])
    phrase = _phrases(source, habit, title, names, chance)
    ends = range(per_page, len(lines), per_page)
    only = chance.choice(ends) if habit == "once" and ends else -1
    writer = _Writer(title)
    for index, (line, _) in enumerate(lines):
        if index in ends and (index == only if habit == "once" else chance.random() >= _WITHOUT):
            before, closed = lines[index - 1]
            cut = "between paragraphs" if closed else "sentence"
            place = "own" if closed else chance.choice(["tail", "head", "own", "own"])
            if not closed and before[-1] in _STOPS:
                cut = "between sentences"
            writer.inject(phrase(), source, habit, place, cut)
        elif index:
            writer.write("\n")
        writer.write(line)
    return writer.text()


def paged(title: str, paragraphs: Sequence[str], chance: random.Random) -> str:
    """The text broken where pages end, without headers."""
    text, headers = with_headers(title, paragraphs, chance, "learning")
    for header in reversed(headers):
        text = text[: header.start] + "\n" * (header.place != "inside") + text[header.end :]
    return text


def wrapped(title: str, paragraphs: Sequence[str], chance: random.Random) -> str:
    """The text wrapped at a width, without headers."""
    text, headers = with_headers_wrapped(title, paragraphs, chance, "learning")
    for header in reversed(headers):
        text = text[: header.start] + "\n" + text[header.end :]
    return text


def visible(paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs without characters of no width, which an earlier stage takes out."""
    bare = [p.replace("\u200b", "").replace("\ufeff", "").strip() for p in paragraphs]
    return [p for p in bare if p]


def leaves_the_same(text: str, cut: tuple[int, int], header: Injected) -> bool:
    """Whether taking out the cut leaves what taking out the header does, white space aside."""
    if cut[0] >= header.end or cut[1] <= header.start:
        return False
    low, high = min(cut[0], header.start), max(cut[1], header.end)
    left = text[low : cut[0]] + text[cut[1] : high]
    wanted = text[low : header.start] + text[header.end : high]
    return "".join(left.split()) == "".join(wanted.split())
