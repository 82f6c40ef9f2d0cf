"""Write docs/rules.md from the table of rules that the reports use.

python tools/rules.py            write
python tools/rules.py --check    fail if the page is not what the table says
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "src/gongwen/reporting/rules.toml"
PAGE = ROOT / "docs/rules.md"

HEAD = """# Rules of repair

Every edit of a report names the rules that it comes from. Names are stable: a repair is refused by rule and
place (`--reject`), and programs may tell edits apart by them. Written by `tools/rules.py` from
`src/gongwen/reporting/rules.toml`.

*certain* and *likely* repairs are applied, *doubtful* ones suggested (`--level` moves the line); a *note*
changes nothing.

Reports in HTML hold what they need of this table, in Chinese too (`src/gongwen/reporting/meanings.toml`).

| Rule | 中文 | Level | Meaning |
| --- | --- | --- | --- |
"""


def page() -> str:
    """The page as the table has it."""
    rules = tomllib.loads(TABLE.read_text(encoding="utf-8"))["rules"]
    return HEAD + "".join(
        f'| <a id="{name}"></a>`{name}` | '
        f"{rule['zh_CN']} | {', '.join(rule['levels'])} | {rule['meaning']} |\n"
        for name, rule in sorted(rules.items())
    )


def main() -> int:
    """Write or check; returns the exit code."""
    if "--check" not in sys.argv[1:]:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(page(), encoding="utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == page():
        return 0
    print("docs/rules.md is stale: run python tools/rules.py")
    return 1


if __name__ == "__main__":
    sys.exit(main())
