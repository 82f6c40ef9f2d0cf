"""Whole documents, made up of the parts that official texts have, and damaged as copying damages them."""

from __future__ import annotations

import textwrap
import tomllib
from collections.abc import Callable
from pathlib import Path

from hypothesis import strategies as st

PARTS: dict[str, list[str]] = tomllib.loads((Path(__file__).parent / "sentences.toml").read_text("utf-8"))
HALF = str.maketrans("，。：；？！（）", ",.:;?!()")
WIDE = str.maketrans("0123456789abcxyz", "０１２３４５６７８９ａｂｃｘｙｚ")


def _some(name: str, least: int, most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(PARTS[name]), min_size=least, max_size=most, unique=True)


PARAGRAPHS = _some("sentences", 1, 6).map("".join).map("　　{}".format)
DOCUMENTS = st.builds(
    lambda *parts: [line for part in parts for line in part],
    _some("letterheads", 0, 3),
    _some("titles", 0, 2),
    _some("addresses", 0, 1),
    st.lists(PARAGRAPHS | st.sampled_from(PARTS["headings"]), max_size=12, unique=True),
    _some("closings", 0, 5),
)
"""Lines of a document that nothing happened to, as odd as its parts may stand together."""


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A document and what copying, scraping and typing did to it."""
    lines = draw(DOCUMENTS)
    for part in draw(st.lists(st.sampled_from(PARTS["residue"]), max_size=4)):
        lines.insert(draw(st.integers(0, len(lines))), part)
    if lines and draw(st.booleans()):
        lines.insert(draw(st.integers(0, len(lines))), draw(st.sampled_from(lines)))
    text = draw(st.sampled_from(["\n", "\n\n", "\n　　", "\r\n", "", " "])).join(lines)
    for damage in draw(st.lists(st.sampled_from(DAMAGES), max_size=3)):
        text = damage(draw, text)
    return text


def _wrapped(draw: st.DrawFn, text: str) -> str:
    """Lines broken at a width, as mail and PDF give them."""
    width = draw(st.integers(12, 60))
    return "\n".join("\n".join(textwrap.wrap(line, width)) or line for line in text.split("\n"))


def _filtered(draw: st.DrawFn, text: str) -> str:
    """A filter of words took a character out wherever it stood."""
    return text.replace(draw(st.sampled_from("色性日一，的县发工作")), "")


def _put(draw: st.DrawFn, text: str) -> str:
    """Something strange at a few places."""
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(text)))
        text = text[:place] + draw(st.sampled_from(PARTS["strange"])) + text[place:]
    return text


def _changed(draw: st.DrawFn, text: str) -> str:
    """Characters lost, doubled, swapped or written for others at a few places."""
    for _ in range(draw(st.integers(1, 5))):
        place = draw(st.integers(0, len(text)))
        two = text[place : place + 2]
        text = (
            text[:place]
            + draw(st.sampled_from(["", two[:1] * 2 + two[1:], two[::-1], "及"]))
            + text[place + 2 :]
        )
    return text


def _broken(draw: st.DrawFn, text: str) -> str:
    """Breaks at a few places, where none belongs."""
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(text)))
        text = text[:place] + draw(st.sampled_from(["\n", "\n\n", " ", "  "])) + text[place:]
    return text


DAMAGES: list[Callable[[st.DrawFn, str], str]] = [
    _wrapped,
    _filtered,
    _put,
    _changed,
    _broken,
    lambda _draw, text: text.translate(HALF),
    lambda _draw, text: text.translate(WIDE),
    lambda _draw, text: " ".join(text),
    lambda _draw, text: text.replace("\n", ""),
    lambda _draw, text: text.replace("“", '"').replace("”", '"'),
    lambda draw, text: text[: draw(st.integers(0, len(text)))],
]
