"""Write the table of figures into both READMEs from `benchmarks/results/`.

python tools/readme_figures.py            write
python tools/readme_figures.py --check    exit status 1 if a table is not what the results say
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))

import figures  # noqa: E402

FILES = {"en": "README.md", "zh": "README.zh-CN.md"}
HEADS = {"en": ("measured", "gongwen", "simple baseline"), "zh": ("测什么", "gongwen", "简单方法")}
TABLE = re.compile(r"(<!-- figures:begin -->\n).*?(<!-- figures:end -->)", re.DOTALL)


def table(language: str) -> str:
    """The rows as a Markdown table."""
    rows = [HEADS[language], ("---", "---", "---")]
    rows += [(f.labels[language], f.shown(), f.shown_baseline()) for f in figures.load()]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def main() -> int:
    """Write, or with `--check` compare."""
    stale = []
    for language, name in FILES.items():
        path = ROOT / name
        old = path.read_text(encoding="utf-8")
        rows = table(language)
        new = TABLE.sub(lambda found, rows=rows: found[1] + rows + found[2], old)
        if new != old:
            stale.append(name)
            if "--check" not in sys.argv:
                path.write_text(new, encoding="utf-8")
    if "--check" in sys.argv and stale:
        print(
            f"{', '.join(stale)}: the table is not what benchmarks/results says; run tools/readme_figures.py"
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
