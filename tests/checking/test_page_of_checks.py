"""The page of checks and the rules it is written from."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from gongwen.checking import rules
from gongwen.checking.chapters import PDF, WORD
from gongwen.checking.rulebook import RuleInfo

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_is_what_rules_and_code_say():
    result = subprocess.run([sys.executable, ROOT / "tools/checks.py", "--check"], check=False, timeout=60)
    assert result.returncode == 0


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.id)
def test_a_rule_is_checked_or_says_why_not(rule: RuleInfo):
    assert re.fullmatch(r"[A-Z]-\d\db?", rule.id)
    checked = rule.id in PDF or rule.id in WORD
    assert checked + bool(rule.why) + bool(rule.reported_as) == 1
    assert not rule.reported_as or rule.reported_as in {**PDF, **WORD}
    assert all(rule.labels.values())


def test_only_what_the_standard_demands_is_an_error():
    assert all((rule.level == "error") == ("M" in rule.levels) for rule in rules().values())


def test_every_check_belongs_to_a_rule():
    assert set(PDF) | set(WORD) <= set(rules())
