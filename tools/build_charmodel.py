"""Count characters for the model by which encodings are told apart.

    python tools/build_charmodel.py

Counts the training part of laws, news, reports, speeches and essays (see corpus.py). Traditional counts are
made from the same texts with opencc, as no Traditional corpus is at hand; the markup of the government pages
gives the share of ASCII. The result holds counts, no text: `src/gongwen/charsets/data/characters.tsv`,
one line a log-probability (nats, steps of 1/8), most frequent characters first. The same input gives
the same file, byte for byte.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict

from corpus import ROOT, SETS, records, training

OUTPUT = ROOT / "src" / "gongwen" / "charsets" / "data" / "characters.tsv"
SIZE = 4000
STEP = 8
WEIGHTS = {"simplified": 0.45, "s2t": 0.2, "s2tw": 0.2, "markup": 0.15}
TEXTS = ("laws", "xwlb", "work-reports", "speeches", "peoples-daily", "essays")
PER_SET = 4_000_000
TAIWAN_QUOTES = str.maketrans("“”‘’", "「」『』")


def text_of(name: str) -> str:
    """The training texts of a set, one paragraph a line, up to `PER_SET` characters."""
    return "".join("\n".join(paragraphs) + "\n" for paragraphs in training(name))[:PER_SET]


def shares(text: str) -> dict[str, float]:
    """The share of each character, those without which no text file is written left out."""
    counts = Counter(c for c in text if c >= " " or c in "\t\n")
    total = sum(counts.values())
    return {c: n / total for c, n in counts.items()}


def mixture() -> dict[str, float]:
    """Character probabilities of Simplified and Traditional text and of markup, mixed by `WEIGHTS`."""
    import opencc  # noqa: PLC0415  # needed here only

    simplified = "".join(text_of(name) for name in TEXTS)
    pages = "".join(r["page_html"] for r in records(SETS["govcn-policy"]))
    texts = {"simplified": simplified, "markup": "".join(c for c in pages if c < "\x7f")}
    for config in ("s2t", "s2tw"):
        texts[config] = opencc.OpenCC(config).convert(simplified).translate(TAIWAN_QUOTES)
    mixed: dict[str, float] = defaultdict(float)
    for name, text in texts.items():
        for c, share in shares(text).items():
            mixed[c] += WEIGHTS[name] * share
    return mixed


def main() -> None:
    """Write the model."""
    mixed = mixture()
    best = sorted(mixed, key=lambda c: (-mixed[c], c))[:SIZE]
    levels: dict[int, list[str]] = defaultdict(list)
    for c in best:
        levels[round(math.log(mixed[c]) * STEP)].append(c)
    lines = [f"{level / STEP}\t{json.dumps(''.join(sorted(chars)), ensure_ascii=False)[1:-1]}"
             for level, chars in sorted(levels.items(), reverse=True)]  # fmt: skip
    OUTPUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    covered = sum(mixed[c] for c in best)
    print(f"{len(best)} characters, {OUTPUT.stat().st_size} bytes, {covered:.5f} of the text")


if __name__ == "__main__":
    main()
