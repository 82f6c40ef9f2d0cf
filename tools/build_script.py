"""Builds `src/gongwen/repairing/data/script.txt`: the characters that tell the two scripts apart.

Traditional: OpenCC's t2s changes it and GB 2312 lacks it. Simplified: s2t changes it and Big5 lacks it.
"""

from __future__ import annotations

from opencc import OpenCC

from corpus import ROOT

OUTPUT = ROOT / "src/gongwen/repairing/data/script.txt"


def lacks(character: str, encoding: str) -> bool:
    """Whether the character set has no such character."""
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return True
    return False


def changed(config: str, encoding: str) -> str:
    """Han that the conversion changes into one other and that the character set lacks."""
    convert = OpenCC(config, include_tofu_risk_dictionaries=False).convert
    han = [chr(c) for c in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
    return "".join(c for c in han if convert(c) != c and len(convert(c)) == 1 and lacks(c, encoding))


def main() -> None:
    """Write the table."""
    traditional, simplified = changed("t2s", "gb2312"), changed("s2t", "big5")
    OUTPUT.write_text(f"{traditional}\n{simplified}\n", "utf-8")
    print(len(traditional), "Traditional,", len(simplified), "Simplified")


if __name__ == "__main__":
    main()
