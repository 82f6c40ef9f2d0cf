"""The table of rules says what the code does."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import gongwen
from gongwen.model import Level
from gongwen.reporting import marks

PACKAGE = Path(gongwen.__file__).parent
ROOT = PACKAGE.parents[1]
TABLE = tomllib.loads((PACKAGE / "reporting/rules.toml").read_text(encoding="utf-8"))
RULE = re.compile(r"[a-z]+\.[a-z0-9-]+")
SUFFIXES = (".toml", ".txt", ".npy", ".npz", ".tsv", ".json", ".bin")


def names_in_code() -> set[str]:
    """Every text in the repairing room that has the form of a rule's name."""
    found = set()
    for path in (PACKAGE / "repairing").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    for path in (PACKAGE / "repairing").rglob("*.toml"):
        found |= set(re.findall(r'^rule = "([^"]+)"', path.read_text(encoding="utf-8"), re.M))
    return {name for name in found if RULE.fullmatch(name) and not name.endswith(SUFFIXES)}


def test_the_table_has_the_rules_of_the_code_and_no_others():
    assert set(TABLE["rules"]) == names_in_code()


def test_every_rule_is_explained_in_chinese_too():
    """A new rule of rules.toml wants a line in meanings.toml."""
    meanings = tomllib.loads((PACKAGE / "reporting/meanings.toml").read_text(encoding="utf-8"))
    assert set(meanings) == set(TABLE["rules"])
    assert all(re.search("[\u4e00-\u9fff]", text) for text in meanings.values())


def test_every_rule_and_family_has_its_names_and_levels():
    assert {marks.family(name) for name in TABLE["rules"]} == set(TABLE["families"])
    for entry in (*TABLE["rules"].values(), *TABLE["families"].values()):
        assert entry["zh_CN"]
        assert entry["en"]
    allowed = [*(level.name.lower() for level in Level), "note"]
    for entry in TABLE["rules"].values():
        assert entry["levels"] == [name for name in allowed if name in entry["levels"]] != []


@pytest.mark.skipif(not (ROOT / "tools/rules.py").exists(), reason="needs the source tree")
@pytest.mark.parametrize("tool", ["rules.py", "catalogues.py"])
def test_what_is_written_by_tools_is_not_stale(tool):
    pytest.importorskip("babel")
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / tool, "--check"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout + done.stderr == ""
    assert done.returncode == 0
