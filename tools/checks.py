"""Write docs/checks.md: for each rule of the layout standard whether and in what the checker tests it.

python tools/checks.py            write
python tools/checks.py --check    fail if the page is not what rules and code say
"""

from __future__ import annotations

import sys
from pathlib import Path

from gongwen.checking import RuleInfo, rules
from gongwen.checking.chapters import PDF, WORD

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/checks.md"

HEAD = """# What `gongwen check` checks

One row a rule of the layout standard: GB/T 9704—2012 clause by clause, the standards it names, and practice.
Written by `tools/checks.py` from `src/gongwen/checking/data/rules.toml` and the tables of functions in
`checking/chapters`.

**Level**: *error*: the standard demands it; only these decide whether a file conforms. *warning*: the
standard asks for it in general and lets it be adapted; a rule with two levels has a binding and an adaptable
part. *info*: recommended, derived, custom. What patterns find in the text (punctuation, numerals) may be
right in its place and is never an error.

**PDF** rules measure glyph positions, rules and ink; **Word** rules read what really applies to a paragraph
after all its styles. ● tested; → reported under another rule that asks the same; · not tested in this kind
of file: a Word file has no pages, so what only the layout shows is tested in a PDF made of it.

"""
JSON = """

## JSON

`--json` writes one object, format `gongwen-check/1`: `files`, each with `name`, `kind` (`pdf`, `docx`),
`layout` (`general`, `letter`, `order`, `minutes`, `speech`, `plain`), `margins` (`9704`, `33476.2` or
empty), `conforms`, `counts` (`checked`, `passed`, `broken`, `not_applicable`, `error`, `warning`,
`info`), `passed` and `not_applicable` (ids of rules) and `findings`. A finding has `rule`, `clause`,
`level`, `page` (PDF), `box` (left, top, right, bottom in millimetres from the sheet's upper left
corner), `paragraph` (Word), `text` (how what stands there begins), `found`, `wanted`, `message` and
`count`: a rule that is broken in many places is one finding at the first of them. A file that could not
be read has `name` and `error`.

Exit codes: 0 all files conform, 1 a binding rule is broken, 2 wrong usage, 3 a file could not be read
(the others are checked all the same).
"""
COLUMNS = (
    "| Rule | Clause | Level | PDF | Word | 内容 | Meaning |\n| --- | --- | --- | :-: | :-: | --- | --- |\n"
)


def covered(rule: RuleInfo) -> bool:
    """Whether the rule is tested in some kind of file, by itself or under another name."""
    name = rule.reported_as or rule.id
    return name in PDF or name in WORD


def measurable() -> list[RuleInfo]:
    """The rules that a file can keep or break."""
    return [rule for rule in rules().values() if not rule.why]


def page() -> str:
    """The page as rules and code have it."""
    able = measurable()
    text = HEAD + _summary(able)
    text += COLUMNS + "".join(_row(rule) for rule in able)
    text += "\n## Not measurable\n\n| Rule | Clause | 内容 | Why |\n| --- | --- | --- | --- |\n"
    rest = [rule for rule in rules().values() if rule.why]
    text += "".join(f"| {r.id} | {r.clause} | {r.labels['zh_CN']} | {r.why} |\n" for r in rest)
    return text + JSON


def _summary(able: list[RuleInfo]) -> str:
    done = sum(map(covered, able))
    both = sum(rule.id in PDF and rule.id in WORD for rule in able)
    other = sum(bool(rule.reported_as) for rule in able)
    return (
        f"Of {len(rules())} rules {len(able)} can be measured in a file; {done} of them are tested: "
        f"{len(PDF)} in a PDF, {len(WORD)} in a Word file, {both} in both, {other} under another rule.\n\n"
    )


def _row(rule: RuleInfo) -> str:
    level = ", ".join(dict.fromkeys((rule.level, rule.general_level)[: len(rule.levels)]))
    marks = [_mark(rule, table) for table in (PDF, WORD)]
    cells = [rule.id, rule.clause, level, *marks, rule.labels["zh_CN"], rule.labels["en"]]
    return f"| {' | '.join(cells)} |\n"


def _mark(rule: RuleInfo, table: dict[str, object]) -> str:
    if rule.reported_as:
        return f"→ {rule.reported_as}" if rule.reported_as in table else "·"
    return "●" if rule.id in table else "·"


def main() -> int:
    """Write or check; returns the exit code."""
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(page(), encoding="utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == page():
        return 0
    print("docs/checks.md is stale: run python tools/checks.py")
    return 1


if __name__ == "__main__":
    sys.exit(main())
