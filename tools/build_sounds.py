"""Builds `src/gongwen/repairing/data/sounds.txt`: groups of characters that are read alike, tones aside.

Needs pypinyin. z and zh, c and ch, s and sh, in and ing, en and eng count as alike: they are what people who
type by sound mix up. Listed are the characters of the language's vocabulary and of GB 2312.
"""

from __future__ import annotations

import re
from collections import defaultdict

from pypinyin import Style, pinyin

from corpus import ROOT

COMMON = 2
"""Readings of a character that are taken; those further down the list are rare."""
DATA = ROOT / "src/gongwen/repairing/data"


def blurred(syllable: str) -> str:
    """The syllable without what is commonly mixed up."""
    return re.sub("([ie])ng$", r"\1n", re.sub("^([zcs])h", r"\1", syllable))


def compared() -> str:
    """The Han of the vocabulary, and those of GB 2312 that a slip of the hand may put in their place."""
    known = (DATA / "language" / "characters.txt").read_text("utf-8")
    listed = b"".join(bytes([row, cell]) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return "".join(
        sorted({c for c in known + listed.decode("gb2312", "ignore") if "\u4e00" <= c <= "\u9fff"})
    )


def main() -> None:
    """Write the groups, one a line."""
    groups = defaultdict(set)
    for character in compared():
        for syllable in pinyin(character, style=Style.NORMAL, heteronym=True)[0][:COMMON]:
            groups[blurred(syllable)].add(character)
    lines = ["".join(sorted(group)) for _sound, group in sorted(groups.items()) if len(group) > 1]
    (DATA / "sounds.txt").write_text("\n".join(lines) + "\n", "utf-8")
    print(len(lines), "groups,", sum(map(len, lines)), "characters")


if __name__ == "__main__":
    main()
